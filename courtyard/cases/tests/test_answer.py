"""The lead says how it is going."""

from datetime import timedelta

import pytest

from courtyard.cases import actions
from courtyard.cases.actions import Turn
from courtyard.cases.events import CaseAnswered
from courtyard.cases.models import Case
from courtyard.cases.tests import build
from courtyard.cases.tests.build import TUESDAY_9AM
from courtyard.conftest import MONDAY_9AM, Court
from courtyard.core.errors import NotAllowed, OutOfTurn
from courtyard.trail.models import Line


def test_the_lead_tells_how_it_is_going(court: Court) -> None:
    case = build.triaged(court)

    actions.answer(case.pk, by=court.bai, at=TUESDAY_9AM, words="配件明天到。")

    line = Line.objects.about(case.pk).last()
    assert line is not None
    assert line.event == CaseAnswered(seat="wu", words="配件明天到。")
    case.refresh_from_db()
    assert case.state == Case.State.TRIAGED


@pytest.mark.parametrize("name", ["lin", "mei", "desk", "yan", "reg", "jie", "shi", "far"])
def test_nobody_but_the_lead_answers(court: Court, name: str) -> None:
    case = build.triaged(court)

    with pytest.raises(NotAllowed):
        actions.answer(case.pk, by=getattr(court, name), at=TUESDAY_9AM, words="快了。")

    assert Line.objects.about(case.pk).count() == 2


def test_a_resolved_case_is_not_answered_and_stays_resolved(court: Court) -> None:
    case = build.resolved(court)

    with pytest.raises(OutOfTurn):
        actions.answer(case.pk, by=court.bai, at=TUESDAY_9AM, words="再说一句。")

    case.refresh_from_db()
    assert case.state == Case.State.RESOLVED


def test_who_looked_before_somebody_else_answered_is_told(court: Court) -> None:
    case = build.triaged(court)
    seen = case.turn
    actions.answer(case.pk, by=court.bai, at=TUESDAY_9AM, words="配件明天到。", turn=Turn(seen=seen))

    with pytest.raises(OutOfTurn):
        actions.answer(case.pk, by=court.zhu, at=TUESDAY_9AM, words="配件后天到。", turn=Turn(seen=seen))

    assert Line.objects.about(case.pk).count() == 3


def test_an_office_that_is_over_answers_nothing(court: Court) -> None:
    case = build.triaged(court)
    court.bai.offices.update(until=MONDAY_9AM.date())

    with pytest.raises(NotAllowed):
        actions.answer(case.pk, by=court.bai, at=MONDAY_9AM + timedelta(days=1), words="快了。")

    assert Line.objects.about(case.pk).count() == 2
