"""The joint desk accepts a case: who leads, until when, and a first word."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from courtyard.cases import actions
from courtyard.cases.actions import NotOfThatParty, Turn
from courtyard.cases.events import CaseTriaged
from courtyard.cases.models import Case
from courtyard.cases.tests import build
from courtyard.cases.tests.build import AN_HOUR_LATER
from courtyard.conftest import MONDAY_9AM, Court
from courtyard.core.errors import NotAllowed, OutOfTurn
from courtyard.trail.models import Line

SHANGHAI = ZoneInfo("Asia/Shanghai")


def test_the_desk_gives_a_case_to_a_party_and_says_a_word(court: Court) -> None:
    case = build.filed(court)

    actions.triage(case.pk, by=court.desk, at=AN_HOUR_LATER, party="wu", handler=court.bai, words="今天派人来看。")

    case.refresh_from_db()
    assert (case.state, case.party, case.handler) == (Case.State.TRIAGED, "wu", court.bai)
    assert case.triaged_at == AN_HOUR_LATER
    line = Line.objects.about(case.pk).last()
    assert line is not None
    assert isinstance(line.event, CaseTriaged)
    assert (line.event.seat, line.event.party, line.event.words) == ("ju", "wu", "今天派人来看。")


@pytest.mark.parametrize("name", ["lin", "mei", "bai", "reg", "jie", "shi", "far"])
def test_nobody_but_the_desk_triages(court: Court, name: str) -> None:
    case = build.filed(court)

    with pytest.raises(NotAllowed):
        actions.triage(case.pk, by=getattr(court, name), at=AN_HOUR_LATER, party="wu", words="收到。")

    case.refresh_from_db()
    assert case.state == Case.State.FILED
    assert Line.objects.about(case.pk).count() == 1


@pytest.mark.parametrize("name", ["desk", "yan", "zhu"])
def test_each_of_the_three_parties_may(court: Court, name: str) -> None:
    case = build.filed(court)

    triaged = actions.triage(case.pk, by=getattr(court, name), at=AN_HOUR_LATER, party="ju", words="收到。")

    assert triaged.state == Case.State.TRIAGED


def test_the_second_of_two_desks_comes_out_of_turn(court: Court) -> None:
    case = build.triaged(court)

    with pytest.raises(OutOfTurn):
        actions.triage(case.pk, by=court.yan, at=AN_HOUR_LATER, party="ye", words="归我们。")

    case.refresh_from_db()
    assert case.party == "wu"
    assert Line.objects.about(case.pk).count() == 2


def test_the_same_form_twice_is_one_deed(court: Court) -> None:
    case, turn = build.filed(court), Turn()

    for _ in range(2):
        actions.triage(case.pk, by=court.desk, at=AN_HOUR_LATER, party="wu", words="收到。", turn=turn)

    assert Line.objects.about(case.pk).count() == 2


def test_a_handler_is_somebody_of_the_party_that_leads(court: Court) -> None:
    case = build.filed(court)

    with pytest.raises(NotOfThatParty):
        actions.triage(case.pk, by=court.desk, at=AN_HOUR_LATER, party="ye", handler=court.bai, words="收到。")

    case.refresh_from_db()
    assert case.state == Case.State.FILED


def test_another_category_runs_another_clock_from_the_same_start(court: Court) -> None:
    case = build.filed(court)

    case = actions.triage(case.pk, by=court.desk, at=AN_HOUR_LATER, party="ju", words="收到。", category="noise")

    assert case.due_at == datetime(2026, 6, 15, 17, 30, tzinfo=SHANGHAI)
    assert (case.category, case.rule) == ("noise", "complaint")


def test_the_desk_may_promise_sooner_than_the_rulebook_never_later(court: Court) -> None:
    soon, enquiry = build.filed(court), build.filed(court, category="other", at=MONDAY_9AM + timedelta(minutes=1))

    soon = actions.triage(soon.pk, by=court.desk, at=AN_HOUR_LATER, party="wu", words="收到。", promised="now")
    late = actions.triage(enquiry.pk, by=court.desk, at=AN_HOUR_LATER, party="ju", words="收到。", promised="never")

    assert (soon.due_at, soon.rule) == (MONDAY_9AM + timedelta(hours=2), "")
    assert (late.due_at, late.rule) == (enquiry.due_at, "enquiry")
