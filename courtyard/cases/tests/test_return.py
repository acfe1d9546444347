"""The resident says it is not put right, and the clock goes on."""

from datetime import timedelta

import pytest

from courtyard.cases import actions
from courtyard.cases.events import CaseReturned
from courtyard.cases.models import Case
from courtyard.cases.tests import build
from courtyard.cases.tests.build import TUESDAY_9AM
from courtyard.conftest import CAST, Court
from courtyard.core.errors import NotAllowed, OutOfTurn
from courtyard.trail.models import Line


def test_a_returned_case_is_in_progress_again_by_the_same_clock(court: Court) -> None:
    case = build.resolved(court)
    due_at = case.due_at

    actions.return_(case.pk, by=court.lin, at=TUESDAY_9AM + timedelta(days=1), words="又不亮了。")

    case.refresh_from_db()
    assert (case.state, case.returns, case.due_at) == (Case.State.TRIAGED, 1, due_at)
    assert (case.party, case.resolved_at) == ("wu", None)
    line = Line.objects.about(case.pk).last()
    assert line is not None
    assert line.event == CaseReturned(returns=1, words="又不亮了。")


def test_each_return_is_counted(court: Court) -> None:
    case = build.resolved(court)

    for _ in range(2):
        actions.return_(case.pk, by=court.lin, at=TUESDAY_9AM, words="又不亮了。")
        actions.resolve(case.pk, by=court.bai, at=TUESDAY_9AM, words="换好了。")

    case.refresh_from_db()
    assert (case.returns, case.state) == (2, Case.State.RESOLVED)


@pytest.mark.parametrize("name", [name for name in CAST if name != "lin"])
def test_nobody_returns_for_the_resident(court: Court, name: str) -> None:
    case = build.resolved(court)

    with pytest.raises(NotAllowed):
        actions.return_(case.pk, by=getattr(court, name), at=TUESDAY_9AM, words="没好。")

    case.refresh_from_db()
    assert (case.state, case.returns) == (Case.State.RESOLVED, 0)


def test_only_what_is_resolved_can_be_returned(court: Court) -> None:
    for case in (build.filed(court), build.triaged(court), build.closed(court)):
        with pytest.raises(OutOfTurn):
            actions.return_(case.pk, by=court.lin, at=TUESDAY_9AM, words="没好。")
