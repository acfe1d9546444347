"""The estate's board: who hangs up what, who is told, and what the paper says."""

from datetime import date, timedelta

import pytest
from django.test import Client

from courtyard.conftest import MONDAY_9AM, Court
from courtyard.core.errors import NotAllowed
from courtyard.notify import actions, chores
from courtyard.notify.actions import NoReason, OverAlready, Posting
from courtyard.notify.models import BoardNotice, Notice
from courtyard.notify.wording import digest_of
from courtyard.people.models import Person
from courtyard.trail.models import FileHash, Line

UNTIL = date(2026, 6, 20)


def posting(court: Court, **more: object) -> Posting:
    given: dict[str, object] = {
        "estate": court.estate, "party": "wu", "title": "周三消杀", "words": "请关好门窗。", "until": UNTIL,
    }  # fmt: skip
    return Posting(**(given | more))  # type: ignore[arg-type]


@pytest.fixture(autouse=True)
def _monday(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in ("notify.views", "notify.frame", "web.context"):
        monkeypatch.setattr(f"courtyard.{module}.now", lambda: MONDAY_9AM)


def signed_in(person: Person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def test_a_party_hangs_up_a_notice_once_and_takes_it_down_with_a_reason(court: Court) -> None:
    said = posting(court)

    for _ in range(2):
        one = actions.post(said, by=court.zhu, at=MONDAY_9AM)
    with pytest.raises(NoReason):
        actions.take_down(one.pk, reason=" ", by=court.zhu, at=MONDAY_9AM)
    for _ in range(2):
        one = actions.take_down(one.pk, reason="改期了。", by=court.desk, at=MONDAY_9AM)

    kinds = [line.kind for line in Line.objects.about(one.pk)]
    assert (BoardNotice.objects.count(), kinds) == (1, ["notify.posted", "notify.taken_down"])
    assert FileHash.objects.filter(digest=digest_of("周三消杀", "请关好门窗。")).exists()


@pytest.mark.parametrize(("name", "party"), [("zhu", "ju"), ("bai", "wu"), ("lin", "wu"), ("jie", "ju"), ("far", "wu")])
def test_nobody_speaks_for_a_party_they_do_not_sit_for(court: Court, name: str, party: str) -> None:
    with pytest.raises(NotAllowed):
        actions.post(posting(court, party=party), by=getattr(court, name), at=MONDAY_9AM)


def test_another_party_does_not_take_it_down_but_the_residents_committee_does(court: Court) -> None:
    one = actions.post(posting(court), by=court.zhu, at=MONDAY_9AM)

    with pytest.raises(NotAllowed):
        actions.take_down(one.pk, reason="不好看。", by=court.yan, at=MONDAY_9AM)
    actions.take_down(one.pk, reason="地点写错了。", by=court.desk, at=MONDAY_9AM)


@pytest.mark.parametrize("until", [date(2026, 6, 7), date(2027, 6, 1)])
def test_it_hangs_for_days_to_come_and_not_for_ever(court: Court, until: date) -> None:
    with pytest.raises(OverAlready):
        actions.post(posting(court, until=until), by=court.zhu, at=MONDAY_9AM)


def test_residents_are_told_in_batches_each_once(court: Court, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(chores, "AT_ONCE", 1)
    one = actions.post(posting(court, tells="urgent"), by=court.zhu, at=MONDAY_9AM)

    for _ in range(6):
        chores.tell_residents(MONDAY_9AM)

    told = set(Notice.objects.values_list("person", flat=True))
    assert told == {court.lin.pk, court.mei.pk}
    one.refresh_from_db()
    assert one.told_at == MONDAY_9AM
    assert {(n.urgent, n.how, n.link) for n in Notice.objects.all()} == {(True, "now", f"/e/plum/board/{one.pk}/")}


def test_anybody_reads_the_board_and_the_paper_leads_back_to_it(court: Court) -> None:
    one = actions.post(posting(court), by=court.zhu, at=MONDAY_9AM)
    stranger = Client()

    board, page, paper = (
        stranger.get(address).text
        for address in ("/e/plum/board/", f"/e/plum/board/{one.pk}/", f"/e/plum/board/{one.pk}/print/")
    )

    assert "周三消杀" in board
    assert "请关好门窗。" in page
    assert "<svg" in paper
    assert "周三消杀" in stranger.get("/e/plum/").text
    assert stranger.get(f"/e/pine/board/{one.pk}/").status_code == 404


def test_posting_taking_down_and_the_ledger_through_the_pages(court: Court) -> None:
    zhu = signed_in(court.zhu)
    form = {"party": "wu", "title": "周三消杀", "words": "请关好门窗。", "until": "2026-06-20", "tells": "residents"}

    wrong = zhu.post("/e/plum/board/post/", form | {"until": "2026-06-01"})
    done = zhu.post("/e/plum/board/post/", form)
    chores.tell_residents(MONDAY_9AM + timedelta(minutes=1))
    ledger = zhu.get("/e/plum/board/deliveries/").text
    down = zhu.post(f"{done['Location']}take-down/", {"reason": "改期了。"})

    assert (wrong.status_code, done.status_code, down.status_code) == (422, 303, 303)
    assert court.lin.name not in ledger
    assert "周三消杀" not in Client().get("/e/plum/board/").text
