"""A formation begins once, is reported, and ends; its steps follow what is done, and each is owed by its body."""

from datetime import date
from uuid import uuid4

import pytest

from courtyard.assembly.freezes import freeze_of
from courtyard.committee.actions import formation as actions
from courtyard.committee.actions.formation import (
    Due,
    NobodyToFollow,
    NoReason,
    NotYet,
    RunsAlready,
    SecondCommittee,
)
from courtyard.committee.actions.steps import mark_step
from courtyard.committee.models import Committee, Formation
from courtyard.committee.steps import (
    CANDIDATES,
    ELECTION,
    FILING,
    GROUP,
    HANDBACK,
    LIST,
    MEETING,
    NAMES,
    REPORT,
    TRAINING,
)
from courtyard.committee.tests import underway as forming
from courtyard.committee.tests.sitting import in_office
from courtyard.committee.tests.underway import AT, DAY, TODAY
from courtyard.conftest import Court
from courtyard.core.errors import NotAllowed, OutOfTurn
from courtyard.duties.models import Duty
from courtyard.people.models import CLERK, Office
from courtyard.trail.models import Line

K, S = Formation.Kind, Formation.State


def said(name: str) -> int:
    return Line.objects.filter(kind=f"committee.{name}").count()


def test_a_first_committee_is_begun_in_ten_steps_of_which_the_developer_owes_the_first(court: Court) -> None:
    one = forming.due(court)

    assert (one.state, one.steps.count(), said("formation_begun")) == (S.DUE, 10, 1)
    assert forming.step(one, REPORT).due_on == date(2026, 7, 8)
    duty = forming.duty(one, REPORT)
    assert (duty.party, duty.article) == ("developer", "上海市住宅物业管理规定第十四条")


@pytest.mark.parametrize("name", ["lin", "mei", "desk", "yan", "zhu", "bai", "reg", "far"])
def test_nobody_but_those_above_begins_one(court: Court, name: str) -> None:
    due = Due(estate=court.estate, kind=K.FIRST, due_on=TODAY, why=forming.WHY)

    with pytest.raises(NotAllowed):
        actions.begin_formation(due, by=getattr(court, name), at=AT)

    assert not Formation.objects.exists()


def test_the_same_form_begins_one_and_another_is_refused_as_long_as_it_runs(court: Court) -> None:
    one = forming.due(court)

    again = forming.due(court, id=one.pk)
    with pytest.raises(RunsAlready):
        forming.due(court)

    assert (again, Formation.objects.count(), said("formation_begun")) == (one, 1, 1)


def test_a_second_committee_is_refused_and_a_next_one_needs_one_before(court: Court) -> None:
    with pytest.raises(NobodyToFollow):
        forming.due(court, K.REELECTION)
    in_office(court)

    with pytest.raises(SecondCommittee):
        forming.due(court)

    assert not Formation.objects.exists()


def test_one_is_not_begun_without_a_reason(court: Court) -> None:
    with pytest.raises(NoReason):
        actions.begin_formation(Due(estate=court.estate, kind=K.FIRST, due_on=TODAY, why=" "), by=CLERK, at=AT)


def test_once_it_is_reported_the_sub_district_has_sixty_days_for_the_group(court: Court) -> None:
    one = forming.reported(court)

    report, group = forming.step(one, REPORT), forming.step(one, GROUP)
    assert (report.done_on, report.done_by, group.due_on) == (TODAY, court.jie, date(2026, 8, 7))
    assert forming.duty(one, REPORT).done_at == AT
    assert forming.duty(one, GROUP).office == Office.Kind.SUBDISTRICT


@pytest.mark.parametrize("name", ["lin", "mei", "desk", "yan", "zhu", "reg"])
def test_nobody_of_the_estate_writes_a_developers_report_down(court: Court, name: str) -> None:
    one = forming.due(court)

    with pytest.raises(NotAllowed):
        actions.report(one.pk, on=TODAY, words="报告了", by=getattr(court, name), at=AT)


def test_the_committee_itself_reports_the_end_of_its_term(court: Court) -> None:
    in_office(court, ends_on=date(2026, 11, 10))
    one = forming.due(court, K.REELECTION, date(2026, 6, 10))

    actions.report(one.pk, on=TODAY, words="任期11月10日到", by=court.yan, at=AT)

    assert forming.step(one, REPORT).done_by == court.yan


def test_a_report_is_written_once_with_words_and_of_no_day_to_come(court: Court) -> None:
    one = forming.due(court)
    with pytest.raises(NotYet):
        actions.report(one.pk, on=TODAY + DAY, words="报告了", by=court.jie, at=AT)
    with pytest.raises(NoReason):
        actions.report(one.pk, on=TODAY, words=" ", by=court.jie, at=AT)

    for _ in range(2):
        actions.report(one.pk, on=TODAY, words="报告了", by=court.jie, at=AT)

    assert said("reported") == 1


def test_an_early_election_has_nothing_to_report_and_is_owed_by_the_sub_district_at_once(court: Court) -> None:
    in_office(court, ends_on=date(2028, 11, 10))

    one = forming.due(court, K.EARLY)

    assert forming.step(one, REPORT).done_on == TODAY
    assert forming.step(one, GROUP).due_on == date(2026, 8, 7)


def test_a_step_done_moves_the_days_of_those_after_it_and_is_taken_once(court: Court) -> None:
    one = forming.grouped(court)

    for _ in range(2):
        mark_step(one.pk, LIST, on=TODAY, by=court.jie, at=AT)

    assert forming.step(one, LIST).done_on == TODAY
    assert forming.step(one, TRAINING).due_on == date(2026, 6, 22)
    assert forming.step(one, ELECTION).due_on == date(2026, 9, 7)
    assert said("step_taken") == 3


def test_a_stranger_marks_no_step(court: Court) -> None:
    one = forming.grouped(court)

    with pytest.raises(NotAllowed):
        mark_step(one.pk, LIST, on=TODAY, by=court.lin, at=AT)


def elected(court: Court) -> Formation:
    one = forming.trained(court)
    return actions.mark_elected(one, on=TODAY, assembly=uuid4(), by=CLERK, at=AT)


def test_nobody_but_the_clerk_says_that_the_owners_elected(court: Court) -> None:
    one = forming.trained(court)

    with pytest.raises(NotAllowed):
        actions.mark_elected(one, on=TODAY, assembly=uuid4(), by=court.jie, at=AT)
    one = actions.mark_elected(one, on=TODAY, assembly=uuid4(), by=CLERK, at=AT)

    assert (one.state, one.elected_on, forming.step(one, FILING).due_on) == (S.ELECTED, TODAY, date(2026, 7, 8))
    with pytest.raises(NotAllowed):
        actions.mark_set_aside(one, by=court.jie, at=AT)


def test_an_election_set_aside_is_held_anew_and_owed_anew(court: Court) -> None:
    one = elected(court)

    one = actions.mark_set_aside(one, by=CLERK, at=AT)

    election = forming.step(one, ELECTION)
    assert (one.state, one.elected_on, election.done_on) == (S.GROUPED, None, None)
    assert forming.duty(one, ELECTION).done_at is None
    assert (forming.step(one, CANDIDATES).done_on, said("formation_set_back")) == (None, 1)


def test_in_office_the_group_is_no_more(court: Court) -> None:
    one = elected(court)

    actions.mark_in_office(one, by=CLERK, at=AT + DAY)

    assert not Office.objects.filter(kind=Office.Kind.GROUP, until__isnull=True).exists()


def test_filed_it_is_done_and_nothing_is_owed_any_more(court: Court) -> None:
    one = elected(court)
    mark_step(one.pk, FILING, on=TODAY, by=CLERK, at=AT)
    before = Formation.objects.get(pk=one.pk).state

    for name in (NAMES, MEETING):
        mark_step(one.pk, name, on=TODAY, by=CLERK, at=AT)

    one.refresh_from_db()
    assert (before, one.state, said("formation_done")) == (S.ELECTED, S.DONE, 1)
    assert not Duty.objects.open().filter(kind="committee.step").exists()


def test_a_re_election_is_done_once_everything_is_handed_to_the_new_committee(court: Court) -> None:
    in_office(court, ends_on=date(2026, 11, 10))
    one = actions.mark_elected(
        forming.trained(court, K.REELECTION), on=TODAY, assembly=uuid4(), by=CLERK, at=AT
    )  # fmt: skip
    for name in (NAMES, MEETING, FILING):
        mark_step(one.pk, name, on=TODAY, by=CLERK, at=AT)
    before = Formation.objects.get(pk=one.pk).state

    mark_step(one.pk, HANDBACK, on=TODAY, by=CLERK, at=AT)

    assert (before, Formation.objects.get(pk=one.pk).state) == (S.ELECTED, S.DONE)


def test_stopped_it_says_why_the_group_goes_and_what_was_frozen_thaws(court: Court) -> None:
    in_office(court, ends_on=date(2026, 11, 10))
    one = forming.grouped(court, K.REELECTION)
    frozen = freeze_of(court.estate, AT)
    with pytest.raises(NoReason):
        actions.stop_formation(one.pk, reason=" ", by=court.jie, at=AT)

    for _ in range(2):
        one = actions.stop_formation(one.pk, reason="小区并入邻居", by=court.jie, at=AT)

    assert frozen is not None
    assert freeze_of(court.estate, AT) is None
    assert (one.state, one.reason, said("formation_stopped")) == (S.STOPPED, "小区并入邻居", 1)
    assert not Duty.objects.open().filter(kind="committee.step").exists()
    assert not Office.objects.filter(kind=Office.Kind.GROUP, until__isnull=True).exists()
    assert Committee.objects.get().state == Committee.State.IN_OFFICE


def test_nobody_but_the_sub_district_stops_one_and_none_that_is_over(court: Court) -> None:
    one = elected(court)
    with pytest.raises(NotAllowed):
        actions.stop_formation(one.pk, reason="不想选了", by=court.yan, at=AT)
    for name in (NAMES, MEETING, FILING):
        mark_step(one.pk, name, on=TODAY, by=CLERK, at=AT)

    with pytest.raises(OutOfTurn):
        actions.stop_formation(one.pk, reason="太晚了", by=court.jie, at=AT)
