"""The ballot on the phone: the form, the check, the receipt, and who has none."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from courtyard.assembly import actions
from courtyard.assembly.actions import House, Text
from courtyard.assembly.models import Assembly, Ballot, Candidate, Head, Motion, RollHome, Vote
from courtyard.assembly.tests import build
from courtyard.assembly.tests.voting import (
    WILL,
    address,
    ballot_page,
    client_of,
    confirmed,
    filled,
    page_at,
    read,
    send,
)
from courtyard.conftest import MONDAY_9AM, Court
from courtyard.people.models import Tenure
from courtyard.people.tests import build as people
from courtyard.places.models import Home
from courtyard.trail.models import Line

pytestmark = pytest.mark.usefixtures("owners")


def test_an_owner_votes_on_the_phone_checks_and_gets_a_receipt(court: Court) -> None:
    one = build.noticed(court, matters=("other", "other"))
    lin, page = client_of(court.lin), ballot_page(one, build.head_of(one, court.lin))
    form = read(lin, address(one, "vote/"))
    assert "一共2项" in form
    assert "1号楼101室" in form
    assert "checked" not in form

    check = send(lin, page, {"motion_1": "for", "motion_2": "against", "step": "check"})
    assert (check.status_code, Ballot.objects.count()) == (200, 0)
    told = check.content.decode()
    assert "请核对您的选择" in told
    assert told.count('name="motion_') == 2
    answer = send(lin, page, {"motion_1": "for", "motion_2": "against", "step": "cast", "id": uuid4(), "will": WILL})

    ballot = Ballot.objects.get()
    assert (answer.status_code, answer["Location"]) == (303, address(one, f"receipts/{ballot.pk}/"))
    assert [vote.choice for vote in Vote.objects.order_by("motion__position")] == ["for", "against"]
    assert (ballot.channel, ballot.by) == ("phone", court.lin)
    receipt = read(lin, answer["Location"])
    assert f"{ballot.receipt[:4]} {ballot.receipt[4:8]} {ballot.receipt[8:]}" in receipt
    assert "同意" not in receipt
    assert "反对" not in receipt


def test_a_form_sent_twice_is_one_ballot_and_one_line(court: Court) -> None:
    one = build.noticed(court)
    lin, page, form = client_of(court.lin), ballot_page(one, build.head_of(one, court.lin)), confirmed(one)

    first, second = send(lin, page, form), send(lin, page, form)

    assert first["Location"] == second["Location"]
    assert (Ballot.objects.count(), Line.objects.filter(kind="assembly.ballot_received").count()) == (1, 1)


def test_each_check_makes_a_ballot_of_its_own_so_that_going_back_loses_no_change(court: Court) -> None:
    one = build.noticed(court)
    lin, page = client_of(court.lin), ballot_page(one, build.head_of(one, court.lin))

    ids = {send(lin, page, filled(one, step="check")).content.decode().split('name="id" value="')[1][:36]
           for _ in range(2)}  # fmt: skip

    assert len(ids) == 2


def test_back_to_the_ballot_keeps_what_was_chosen_and_casts_nothing(court: Court) -> None:
    one = build.noticed(court)
    page = ballot_page(one, build.head_of(one, court.lin))

    back = send(client_of(court.lin), page, filled(one, "against", step="change")).content.decode()

    assert 'value="against"' in back.split("checked")[0].rsplit("<input", 1)[1]
    assert not Ballot.objects.exists()


@pytest.mark.parametrize(
    ("will", "taken"),
    [(WILL, True), (" 这是 我本人的意思。", True), ("", False), ("是", False), ("this is my own will", False)],
)
def test_the_last_word_is_written_and_a_full_stop_does_not_matter(court: Court, will: str, taken: bool) -> None:
    one = build.noticed(court)
    page = ballot_page(one, build.head_of(one, court.lin))

    answer = send(client_of(court.lin), page, confirmed(one) | {"will": will})

    assert (answer.status_code, Ballot.objects.count()) == ((303, 1) if taken else (422, 0))


def test_a_question_left_open_is_said_and_the_rest_is_kept(court: Court) -> None:
    one = build.noticed(court, matters=("other", "other"))
    page = ballot_page(one, build.head_of(one, court.lin))

    answer = send(client_of(court.lin), page, {"motion_1": "for", "step": "cast", "id": uuid4(), "will": WILL})

    told = answer.content.decode()
    assert (answer.status_code, "请选同意、反对或弃权" in told, Ballot.objects.count()) == (422, True, 0)
    assert told.count("checked") == 1


@pytest.mark.parametrize("step", ["check", "cast"])
def test_what_is_no_answer_is_refused(court: Court, step: str) -> None:
    one = build.noticed(court)
    page = ballot_page(one, build.head_of(one, court.lin))

    answer = send(client_of(court.lin), page, confirmed(one, "yes") | {"step": step})

    assert (answer.status_code, Ballot.objects.count()) == (422, 0)


def test_the_ballot_can_be_changed_until_the_close_where_the_last_counts(court: Court) -> None:
    one = build.noticed(court)
    lin, page = client_of(court.lin), ballot_page(one, build.head_of(one, court.lin))
    first = send(lin, page, confirmed(one))
    assert "改票" in read(lin, first["Location"])

    send(lin, page, confirmed(one, "against"))

    assert [vote.choice for vote in Vote.objects.all()] == ["against"]
    assert "以那张为准" in read(lin, first["Location"])
    assert "改票" not in read(lin, first["Location"], at=build.AFTER)


def test_where_the_first_counts_the_page_says_so_before_anything_is_filled_in(court: Court) -> None:
    one = build.noticed(court, House(duplicates="first_valid"))
    lin, page = client_of(court.lin), ballot_page(one, build.head_of(one, court.lin))
    first = send(lin, page, confirmed(one))
    assert "改票" not in read(lin, first["Location"])

    told = read(lin, page)

    assert "以第一次为准" in told
    assert "motion_1" not in told
    assert (send(lin, page, confirmed(one, "against")).status_code, Ballot.objects.count()) == (200, 1)


def test_before_the_opening_and_after_the_close_the_page_says_when(court: Court) -> None:
    one = build.noticed(court)
    lin, page = client_of(court.lin), ballot_page(one, build.head_of(one, court.lin))

    for at, words in ((build.NOTICED, "开始投票"), (build.AFTER, "截止")):
        assert words in read(lin, address(one, "vote/"), at=at)
        told = read(lin, page, at=at)
        assert words in told
        assert "motion_1" not in told
        send(lin, page, confirmed(one), at=at)

    assert not Ballot.objects.exists()


def test_a_ballot_that_is_late_by_the_databases_clock_is_refused_whatever_the_page_thought(court: Court) -> None:
    one = build.noticed(court)
    page = ballot_page(one, build.head_of(one, court.lin))

    with page_at(build.DURING), build.database_at(build.AFTER):
        answer = client_of(court.lin).post(page, confirmed(one))

    assert (answer.status_code, Ballot.objects.count()) == (409, 0)
    assert "7月18日09:00" in answer.content.decode()


@pytest.mark.parametrize("name", ["mei", "desk", "yan", "zhu", "bai", "reg", "jie", "shi", "far"])
def test_nobody_opens_the_ballot_of_somebody_else(court: Court, name: str) -> None:
    one = build.noticed(court)
    page, client = ballot_page(one, build.head_of(one, court.lin)), client_of(getattr(court, name))

    with page_at():
        answers = {client.get(page).status_code, client.post(page, confirmed(one)).status_code}

    assert answers <= {403, 404}
    assert not Ballot.objects.exists()


def test_a_stranger_is_asked_to_sign_in(court: Court) -> None:
    one = build.noticed(court)

    assert Client().get(ballot_page(one, build.head_of(one, court.lin)))["Location"].startswith("/sign-in/")


def test_whoever_has_no_ballot_reads_why(court: Court) -> None:
    one = build.noticed(court)
    people.tenure(court.bai, Home.objects.create(estate=court.estate, building=court.building, name="105"))
    head = build.head_of(one, court.yan)
    head.owners.create(estate=one.estate, person=court.zhu)

    assert "不在这次表决的名册上" in read(client_of(court.bai), address(one, "vote/"))
    assert "另一位产权人投票" in read(client_of(court.zhu), address(one, "vote/"))


def test_who_has_two_heads_chooses_for_which(court: Court) -> None:
    home = Home.objects.create(estate=court.estate, building=court.building, name="201", area_cm2=500_000)
    people.tenure(court.lin, home)
    people.tenure(court.mei, home, Tenure.Kind.CO_OWNER)
    one = build.noticed(court)
    shared = Head.objects.get(roll_homes__home=home)
    lin = client_of(court.lin)
    send(lin, ballot_page(one, shared), confirmed(one))

    told = read(lin, address(one, "vote/"))

    assert told.count("1号楼101室") >= 1
    assert "1号楼201室" in told
    assert "票已收到" in told
    assert "投票" in told


def test_a_confidential_ballot_says_so_and_nobody_reads_it(court: Court) -> None:
    one = build.noticed(court, House(secrecy="confidential"))
    lin, page = client_of(court.lin), ballot_page(one, build.head_of(one, court.lin))
    assert "不记名" in read(lin, page)

    send(lin, page, confirmed(one))

    ballot = Ballot.objects.get()
    assert (ballot.choices, bool(ballot.sealed), Vote.objects.count()) == (None, True, 0)
    assert "实名" in read(client_of(court.mei), ballot_page(build.noticed(court), build.head_of(_last(), court.mei)))


def _last() -> Assembly:
    return Assembly.objects.latest("noticed_at", "number")


def _election(court: Court, candidates: int = 3, seats: int = 3) -> tuple[Assembly, Motion]:
    one = build.drafted(court)
    text = Text(matter="committee-election", title="选业委会", decides="三名委员。", seats=seats)
    motion = actions.put_motion(one.pk, text, by=court.yan, at=MONDAY_9AM)
    for number, person in enumerate([court.lin, court.mei, court.desk, court.yan][:candidates], start=1):
        Candidate.objects.create(
            estate=court.estate, motion=motion, person=person, name=person.name, number=number, state="accepted",
            statement="我会把账公开。", nominated_by=person, nominated_at=MONDAY_9AM,
        )  # fmt: skip
    one = actions.report(one.pk, by=court.yan, at=build.REPORTED)
    return actions.give_notice(one.pk, by=court.yan, at=build.NOTICED), motion


def test_an_election_takes_at_most_so_many_candidates_or_none(court: Court) -> None:
    one, _motion = _election(court, candidates=4)
    lin, page = client_of(court.lin), ballot_page(one, build.head_of(one, court.lin))
    told = read(lin, page)
    assert court.mei.name in told
    assert "我会把账公开" in told
    assert "最多选3人" in told

    for wrong in (["1", "2", "3", "4"], ["1", "none"], [], ["9"]):
        assert send(lin, page, confirmed(one, wrong)).status_code == 422
    send(lin, page, confirmed(one, ["4", "1"]))
    send(client_of(court.mei), ballot_page(one, build.head_of(one, court.mei)), confirmed(one, ["none"]))

    assert sorted(Vote.objects.values_list("choice", flat=True)) == ["c1", "c4", "none"]


def test_what_it_costs_is_said_for_all_homes_of_the_head(court: Court) -> None:
    second = Home.objects.create(estate=court.estate, building=court.building, name="201", area_cm2=800_000)
    people.tenure(court.lin, second)
    one = build.drafted(court)
    build.motion(court, one, cost_fen=500_00)
    one = actions.give_notice(one.pk, by=court.yan, at=build.NOTICED)
    assert RollHome.objects.filter(head=build.head_of(one, court.lin)).count() == 2

    assert "200.00" in read(client_of(court.lin), ballot_page(one, build.head_of(one, court.lin)))
    assert "100.00" in read(client_of(court.mei), ballot_page(one, build.head_of(one, court.mei)))


def test_the_ballot_opens_in_large_text_unless_somebody_switched_it_off(court: Court) -> None:
    one = build.noticed(court)
    lin, page = client_of(court.lin), ballot_page(one, build.head_of(one, court.lin))
    assert 'data-size="elder"' in read(lin, page)

    lin.cookies["size"] = ""

    assert 'data-size="elder"' not in read(lin, page)


def test_ballots_and_receipts_stay_in_no_cache(court: Court) -> None:
    one = build.noticed(court)
    lin, page = client_of(court.lin), ballot_page(one, build.head_of(one, court.lin))

    with page_at():
        assert lin.get(page)["Cache-Control"] == "private, no-store"


def test_the_ballot_asks_as_much_for_three_motions_as_for_one(court: Court) -> None:
    counted = []
    for motions in (1, 3):
        one = build.noticed(court, matters=("other",) * motions, opens_at=build.OPENS + timedelta(minutes=motions))
        lin, page = client_of(court.lin), ballot_page(one, build.head_of(one, court.lin))
        read(lin, page)
        with page_at(), CaptureQueriesContext(connection) as questions:
            lin.get(page)
        counted.append(len(questions))

    assert counted[0] == counted[1] <= 20
