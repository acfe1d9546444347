"""Something is owed; it is done, excused or taken back; and what it is then, is derived."""

from datetime import timedelta
from typing import Any

import pytest

from courtyard.conftest import MONDAY_9AM, Court
from courtyard.core.errors import NotAllowed
from courtyard.duties import actions, queries
from courtyard.duties.actions import (
    DueInThePast,
    ElsewhereOwed,
    LeadsAway,
    NoBearer,
    NoReason,
    SaysNothing,
    SettledAlready,
    TooManyWords,
    UnknownKind,
)
from courtyard.duties.models import Duty
from courtyard.duties.tests import build
from courtyard.duties.tests.build import IN_A_WEEK
from courtyard.people.models import CLERK, Office
from courtyard.people.tests.build import office
from courtyard.trail.models import Line

STATE = Duty.State
DAY = timedelta(days=1)


def test_a_duty_is_open_then_overdue_and_done_late_stays_late(court: Court) -> None:
    duty = build.owes(court)

    states = [duty.state(at) for at in (MONDAY_9AM, IN_A_WEEK, IN_A_WEEK + DAY)]
    for _ in range(2):
        duty = actions.discharge(duty.pk, by=court.zhu, at=IN_A_WEEK + DAY, words="修好了，居委会看过。")

    assert states == [STATE.OPEN, STATE.OPEN, STATE.OVERDUE]
    assert duty.state(IN_A_WEEK + 9 * DAY) == STATE.MET_LATE
    kinds = [line.kind for line in Line.objects.about(duty.pk)]
    assert kinds == ["duties.owed", "duties.discharged"]


def test_owed_twice_under_one_id_or_key_it_is_one(court: Court) -> None:
    owed = build.owed(court)
    same = [actions.owe(owed, by=court.desk, at=MONDAY_9AM).pk for _ in range(2)]
    keyed = [build.owes(court, by=CLERK, key="D10 2026-07").pk for _ in range(2)]
    other = build.owes(court, by=CLERK, key="D10 2026-10").pk

    assert len({*same}) == 1
    assert len({*keyed, other}) == 2
    assert Duty.objects.count() == 3


@pytest.mark.parametrize(
    ("wrong", "refusal"),
    [
        ({"due_at": MONDAY_9AM}, DueInThePast),
        ({"due_at": MONDAY_9AM - DAY}, DueInThePast),
        ({"party": ""}, NoBearer),
        ({"party": "xx"}, NoBearer),
        ({"what": "  "}, SaysNothing),
        ({"what": "长" * 201}, SaysNothing),
        ({"kind": "weather"}, UnknownKind),
        ({"estate": None}, ElsewhereOwed),
        ({"link": "https://elsewhere.invalid/"}, LeadsAway),
        ({"link": "//elsewhere.invalid/"}, LeadsAway),
        ({"link": "javascript:alert(1)"}, LeadsAway),
    ],
)
def test_what_cannot_be_owed_is_refused(court: Court, wrong: dict[str, Any], refusal: type[Exception]) -> None:
    with pytest.raises(refusal):
        build.owes(court, **wrong)

    assert not Duty.objects.exists()


def test_a_duty_stands_where_its_estate_is(court: Court) -> None:
    with pytest.raises(ElsewhereOwed):
        build.owes(court, by=CLERK, node=court.other.node)


@pytest.mark.parametrize(("name", "may"), [("desk", True), ("yan", True), ("zhu", True), ("jie", True), ("shi", True),
                                           ("lin", False), ("bai", False), ("far", False), ("reg", False)])  # fmt: skip
def test_the_desk_and_those_above_say_what_is_owed(court: Court, name: str, may: bool) -> None:
    person = getattr(court, name)

    if may:
        build.owes(court, by=person)
    else:
        with pytest.raises(NotAllowed):
            build.owes(court, by=person)


def test_only_who_bears_it_says_it_is_done(court: Court) -> None:
    company, mine = build.owes(court), build.owes(court, party="", bearer=court.yan)

    for person in (court.desk, court.lin, court.bai, court.jie):
        with pytest.raises(NotAllowed):
            actions.discharge(company.pk, by=person, at=IN_A_WEEK)
    actions.discharge(company.pk, by=court.zhu, at=IN_A_WEEK)
    with pytest.raises(NotAllowed):
        actions.discharge(mine.pk, by=court.zhu, at=IN_A_WEEK)
    actions.discharge(mine.pk, by=court.yan, at=IN_A_WEEK)


def test_an_excuse_has_a_reason_and_is_nobodys_own(court: Court) -> None:
    duty = build.owes(court)
    office(court.reg, court.area, Office.Kind.CONVENOR)

    with pytest.raises(NotAllowed):
        actions.excuse(duty.pk, by=court.zhu, at=IN_A_WEEK + DAY, reason="没空。")
    with pytest.raises(NotAllowed):
        actions.excuse(duty.pk, by=court.desk, at=IN_A_WEEK + DAY, reason="没空。")
    with pytest.raises(NoReason):
        actions.excuse(duty.pk, by=court.reg, at=IN_A_WEEK + DAY, reason=" ")
    duty = actions.excuse(duty.pk, by=court.reg, at=IN_A_WEEK + DAY, reason="台风停工三天。")

    assert (duty.state(IN_A_WEEK + DAY), duty.reason) == (STATE.EXCUSED, "台风停工三天。")
    with pytest.raises(SettledAlready):
        actions.discharge(duty.pk, by=court.zhu, at=IN_A_WEEK + DAY)


def test_the_convenor_does_not_excuse_the_residents_committee_and_the_sub_district_does(court: Court) -> None:
    duty = build.owes(court, party="ju", by=court.jie)
    office(court.reg, court.area, Office.Kind.CONVENOR)

    with pytest.raises(NotAllowed):
        actions.excuse(duty.pk, by=court.reg, at=IN_A_WEEK, reason="忙。")
    actions.excuse(duty.pk, by=court.jie, at=IN_A_WEEK, reason="街道调了人去。")


def test_a_mistake_is_taken_back_by_whoever_made_it_and_never_once_overdue(court: Court) -> None:
    duty, late = build.owes(court), build.owes(court)

    with pytest.raises(NotAllowed):
        actions.withdraw(duty.pk, by=court.yan, at=MONDAY_9AM, reason="写错了。")
    with pytest.raises(NoReason):
        actions.withdraw(duty.pk, by=court.desk, at=MONDAY_9AM, reason="")
    for _ in range(2):
        duty = actions.withdraw(duty.pk, by=court.desk, at=MONDAY_9AM, reason="写错了。")
    with pytest.raises(NotAllowed):
        actions.withdraw(late.pk, by=court.desk, at=IN_A_WEEK + DAY, reason="写错了。")

    assert duty.state(IN_A_WEEK) == STATE.WITHDRAWN
    assert list(queries.overdue_in(court.estate, IN_A_WEEK + DAY)) == [late]


def test_anybodys_overdue_list_of_an_estate_is_one_question(court: Court, django_assert_num_queries: Any) -> None:
    for party in ("ju", "ye", "wu"):
        build.owes(court, party=party)

    with django_assert_num_queries(1):
        late = list(queries.overdue_in(court.estate, IN_A_WEEK + DAY))

    assert len(late) == 3


def test_each_finds_what_they_owe(court: Court) -> None:
    company, residents = build.owes(court), build.owes(court, party="ju")
    desk = build.owes(court, party="", office=Office.Kind.OWNERS_COMMITTEE)
    mine = build.owes(court, party="", bearer=court.lin, by=court.jie)

    found = {
        name: set(queries.borne_by(getattr(court, name), MONDAY_9AM)) for name in ("zhu", "desk", "yan", "lin", "bai")
    }

    assert found == {"zhu": {company}, "desk": {residents}, "yan": {desk}, "lin": {mine}, "bai": set()}


def test_an_id_that_stands_elsewhere_is_refused_and_shows_nothing(court: Court) -> None:
    theirs = build.owes(court, by=CLERK, node=court.other.node, estate=court.other)

    with pytest.raises(ElsewhereOwed):
        build.owes(court, id=theirs.pk)

    assert Duty.objects.count() == 1


def test_words_that_are_too_long_are_refused_and_not_cut(court: Court) -> None:
    duty = build.owes(court)

    with pytest.raises(TooManyWords):
        actions.discharge(duty.pk, by=court.zhu, at=MONDAY_9AM, words="长" * 501)
    with pytest.raises(LeadsAway):
        actions.discharge(duty.pk, by=court.zhu, at=MONDAY_9AM, link="https://elsewhere.invalid/")

    duty.refresh_from_db()
    assert duty.is_open()


def test_what_shows_that_it_is_done_may_be_a_thing_and_a_page(court: Court) -> None:
    duty = build.owes(court)

    actions.discharge(duty.pk, by=CLERK, at=MONDAY_9AM, evidence=court.home.pk, link="/e/plum/")

    duty.refresh_from_db()
    assert (duty.evidence_id, duty.evidence_link) == (court.home.pk, "/e/plum/")
    fields = Line.objects.get(about=duty.pk, kind="duties.discharged").fields
    assert (fields["shown_by"], fields["link"], fields["late"]) == (court.home.pk.hex, "/e/plum/", False)


@pytest.mark.parametrize(
    ("bears", "may"),
    [
        ({"party": "wu"}, True),
        ({"party": "ye"}, True),
        ({"party": "", "office": Office.Kind.OWNERS_COMMITTEE}, True),
        ({"party": "ju"}, False),
        ({"party": "", "office": Office.Kind.RESIDENTS_COMMITTEE}, False),
        ({"party": "", "office": Office.Kind.CONVENOR}, False),
    ],
)
def test_a_convenor_excuses_the_two_parties_they_convene(court: Court, bears: dict[str, Any], may: bool) -> None:
    duty = build.owes(court, by=CLERK, **bears)
    office(court.reg, court.area, Office.Kind.CONVENOR)

    if may:
        actions.excuse(duty.pk, by=court.reg, at=IN_A_WEEK, reason="台风。")
    else:
        with pytest.raises(NotAllowed):
            actions.excuse(duty.pk, by=court.reg, at=IN_A_WEEK, reason="台风。")
    duty.refresh_from_db()
    assert duty.is_open() == (not may)


def test_the_programs_own_sentences_are_filled_and_somebodys_words_are_left_alone(court: Court) -> None:
    own = build.owes(court, what="修好{门}", fields={})
    program = build.owes(court, what="Done: {what}", fields={"what": "东门"})

    assert queries.said(own) == "修好{门}"
    assert program.filled("办好了：{what}") == "办好了：东门"
    assert program.filled("{nobody.__class__}") == "Done: {what}"
    assert Line.objects.about(program.pk).get().fields["what"] == "Done: 东门"
