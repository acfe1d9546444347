"""The convenor, the roll, tasks and what everybody is told, through the pages."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from courtyard.assembly import actions
from courtyard.assembly.actions import House
from courtyard.assembly.models import Assembly, Attachment, Challenge, Official
from courtyard.assembly.tests import build
from courtyard.assembly.tests.pages import clerk_tells, client_of, set_clocks
from courtyard.conftest import MONDAY_9AM, Court
from courtyard.notify.models import Notice
from courtyard.people.models import Tenure
from courtyard.people.tests import build as people
from courtyard.places.models import Home
from courtyard.search.tests.build import clerk_reads, found

LIST = "/e/plum/assemblies/"
S = Assembly.State


@pytest.fixture(autouse=True)
def everybody_owns(court: Court) -> None:
    """Plum Court: lin owns 101, mei 102, desk and yan 103 and 104."""
    homes = list(Home.objects.filter(estate=court.estate).order_by("name"))
    Tenure.objects.filter(person=court.mei).update(kind=Tenure.Kind.OWNER, votes=True)
    people.tenure(court.desk, homes[2])
    people.tenure(court.yan, homes[3])


def page_of(one: Assembly) -> str:
    return f"{LIST}{one.pk}/"


def read(client: Client, page: str) -> str:
    return client.get(page).content.decode()


def test_the_convenor_is_told_replies_and_everybody_reads_it(court: Court, monkeypatch: pytest.MonkeyPatch) -> None:
    set_clocks(monkeypatch, MONDAY_9AM)
    one = build.drafted(court)
    build.motion(court, one, "fund-use")
    page, yan, desk = page_of(one), client_of(court.yan), client_of(court.desk)
    assert desk.post(f"{page}reply/", {"words": "好。"}).status_code == 404

    yan.post(f"{page}report/")
    assert "请您答复" in read(desk, "/")
    desk.post(f"{page}reply/", {"words": "建议先看两家样品。"})
    clerk_tells(MONDAY_9AM)

    assert "建议先看两家样品。" in read(yan, page)
    told = set(Notice.objects.values_list("kind", "person"))
    assert told == {("assembly.report", court.desk.pk), ("assembly.reply", court.yan.pk)}


def test_the_roll_is_challenged_answered_and_corrected(court: Court, monkeypatch: pytest.MonkeyPatch) -> None:
    set_clocks(monkeypatch, MONDAY_9AM)
    one = build.drafted(court)
    build.motion(court, one)
    page, lin, yan = page_of(one), client_of(court.lin), client_of(court.yan)
    assert (lin.get(page).status_code, "看看名册" in read(lin, LIST)) == (404, True)
    assert "1号楼101室" in read(lin, f"{page}roll/")

    lin.post(f"{page}roll/challenge/", {"home": str(court.home.pk), "words": "我家是86平方米。"})
    said = Challenge.objects.get()
    assert "名册有人提异议" in read(yan, "/")
    assert "还没有答复" in read(yan, f"{page}give-notice/")
    yan.post(f"{page}roll/challenges/{said.pk}/answer/", {"state": "corrected", "words": "已按房产证更正。"})
    clerk_tells(MONDAY_9AM)

    assert "已按房产证更正。" in read(lin, f"{page}roll/")
    assert Notice.objects.get(person=court.lin).kind == "assembly.answer"
    assert "我家是86平方米" not in read(client_of(court.mei), f"{page}roll/")


def test_the_frozen_roll_has_no_names(court: Court, monkeypatch: pytest.MonkeyPatch) -> None:
    one = build.noticed(court)
    set_clocks(monkeypatch, build.DURING)

    seen = [read(client_of(person), f"{page_of(one)}roll/") for person in (court.lin, court.yan, court.jie)]

    for name in ("梅若兰", "林知秋"):
        assert [name in page for page in seen] == [False] * 3
    assert "您的" in seen[0]
    others = [client_of(person).get(f"{page_of(one)}roll/").status_code for person in (court.zhu, court.far)]
    assert others == [404, 404]


def test_what_is_missing_leads_the_register_keeper_there(court: Court, monkeypatch: pytest.MonkeyPatch) -> None:
    set_clocks(monkeypatch, MONDAY_9AM)
    home = Home.objects.get(name="104", estate=court.estate)
    Home.objects.filter(pk=home.pk).update(area_cm2=None)
    namesake = people.person(court.lin.name, court.estate.node)
    people.tenure(namesake, home, Tenure.Kind.CO_OWNER)
    roll = f"{page_of(build.drafted(court))}roll/"

    keeper, owner = read(client_of(court.reg), roll), read(client_of(court.lin), roll)

    assert f"/e/plum/homes/{home.pk}/" in keeper
    assert "/e/plum/register/same-names/" in keeper
    assert "林**" not in owner
    assert "/e/plum/register/same-names/" not in owner


def test_an_owner_is_named_for_a_task_by_home_and_full_name(court: Court, monkeypatch: pytest.MonkeyPatch) -> None:
    set_clocks(monkeypatch, MONDAY_9AM)
    one = build.drafted(court)
    yan, page = client_of(court.yan), f"{page_of(one)}officials/"
    assert yan.post(page, {"role": "teller", "room": "1号楼101室", "name": "梅若兰"}).status_code == 422

    yan.post(page, {"role": "teller", "room": "1号楼101室", "name": "林知秋"})

    named = Official.objects.get()
    assert (named.person, named.role) == (court.lin, "teller")
    yan.post(f"{page}{named.pk}/end/")
    named.refresh_from_db()
    assert named.ended_at is not None


def test_a_void_vote_says_why_and_owners_are_told(court: Court, monkeypatch: pytest.MonkeyPatch) -> None:
    one = build.noticed(court)
    set_clocks(monkeypatch, build.DURING)
    yan = client_of(court.yan)
    assert yan.post(f"{page_of(one)}void/", {"words": " "}).status_code == 422

    yan.post(f"{page_of(one)}void/", {"words": "通知少送了一幢楼。"})
    clerk_tells(build.DURING)

    one.refresh_from_db()
    assert one.state == S.VOID
    assert "通知少送了一幢楼。" in read(client_of(court.lin), page_of(one))
    assert Notice.objects.filter(kind="assembly.void").count() == 4


def test_everybody_on_the_roll_is_told_of_the_notice_at_once(court: Court) -> None:
    one = build.noticed(court)
    clerk_tells(build.NOTICED)

    told = Notice.objects.filter(kind="assembly.notice")

    owners = (court.lin, court.mei, court.desk, court.yan)
    assert set(told.values_list("person", "urgent")) == {(person.pk, True) for person in owners}
    assert {notice.link for notice in told} == {page_of(one)}


def test_a_draft_is_for_those_who_prepare_it(court: Court, monkeypatch: pytest.MonkeyPatch) -> None:
    set_clocks(monkeypatch, MONDAY_9AM)
    one = build.drafted(court)

    answers = {name: client_of(getattr(court, name)).get(page_of(one)).status_code
               for name in ("yan", "desk", "jie", "lin", "zhu", "far")}  # fmt: skip

    assert answers == {"yan": 200, "desk": 200, "jie": 200, "lin": 404, "zhu": 404, "far": 404}
    assert client_of(court.lin).post(f"{page_of(one)}give-notice/").status_code == 404
    assert client_of(court.desk).post(f"{page_of(one)}void/", {"words": "不办"}).status_code == 403


def test_silence_that_follows_the_majority_is_said_where_it_is_read(
    court: Court, monkeypatch: pytest.MonkeyPatch
) -> None:
    house = House(unreturned="follow_majority_if_delivered", clause="议事规则第12条，第4页")
    one = build.noticed(court, house)
    set_clocks(monkeypatch, build.DURING)

    seen = read(client_of(court.lin), page_of(one))

    assert "法院看法不一" in seen
    assert "议事规则第12条，第4页" in seen


def _count(client: Client, page: str) -> int:
    client.get(page)
    with CaptureQueriesContext(connection) as questions:
        assert client.get(page).status_code == 200
    return len(questions)


def test_pages_ask_as_much_for_three_as_for_one(court: Court, monkeypatch: pytest.MonkeyPatch) -> None:
    set_clocks(monkeypatch, build.DURING)
    counted: dict[str, list[int]] = {}
    for many in (1, 3):
        Assembly.objects.filter(state="draft").delete()
        for _ in range(many):
            one = build.noticed(court, matters=["other"] * many)
            draft = build.drafted(court)
            for motion in one.motions.all():
                kept = build.kept(court)
                Attachment.objects.create(
                    estate=court.estate, motion=motion, name="方案", file=kept.file, kind="application/pdf", size=4,
                    sha256=kept.sha256, added_at=build.NOTICED,
                )  # fmt: skip
            for person in (court.lin, court.mei, court.yan)[:many]:
                actions.challenge(draft.pk, words="不对", by=person, at=MONDAY_9AM)
                build.official(court, one, person, "canvasser")
            page = page_of(one)
        homes = list(Home.objects.filter(estate=court.estate).values_list("pk", flat=True)[:many])
        actions.deliver(one.pk, homes=homes, channel="hand", by=court.yan, at=build.DURING)
        reads = ((court.yan, LIST), (court.lin, LIST), (court.lin, page), (court.yan, f"{page}roll/"),
                 (court.yan, f"{page_of(draft)}roll/"), (court.yan, page_of(draft)), (court.lin, f"{page}notice/"),
                 (court.yan, f"{page}delivery/"), (court.yan, f"{page}delivery/{court.building.pk}/"),
                 (court.yan, f"{page}officials/"))  # fmt: skip
        for number, (person, address) in enumerate(reads):
            counted.setdefault(f"{number} {address[-12:]}"[:2], []).append(_count(client_of(person), address))

    assert {key: (one, three) for key, (one, three) in counted.items() if one != three} == {}
    assert max(max(pair) for pair in counted.values()) <= 36


def test_votes_are_found_by_what_they_decide(court: Court, monkeypatch: pytest.MonkeyPatch) -> None:
    one = build.drafted(court)
    build.motion(court, one)
    clerk_reads()
    assert found(court.lin, "水泵", "assembly") == []

    actions.give_notice(one.pk, by=court.yan, at=build.NOTICED)
    clerk_reads()

    assert found(court.lin, "水泵", "assembly") == ["梅苑小区2026年第1次业主大会"]
    assert found(court.far, "水泵", "assembly") == []


def test_the_list_shows_what_runs_first_and_pages_the_rest(court: Court, monkeypatch: pytest.MonkeyPatch) -> None:
    set_clocks(monkeypatch, build.DURING)
    empty = read(client_of(court.lin), LIST)
    for _ in range(38):
        one = build.drafted(court)
        Assembly.objects.filter(pk=one.pk).update(state="void", void_at=MONDAY_9AM, void_reason="重来")
    running = build.noticed(court)

    first = read(client_of(court.lin), LIST)
    last = Assembly.objects.filter(state="void").order_by("-opens_at", "-pk")[35]
    second = read(client_of(court.lin), f"{LIST}?after={last.pk}")

    assert "现在没有要表决的事" in empty
    assert first.index(str(running.pk)) < first.index(f"?after={last.pk}")
    assert second.count('class="item"') == 2
    assert client_of(court.lin).get(f"{LIST}?after=nonsense").status_code == 200
