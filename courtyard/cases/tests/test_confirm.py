"""The resident has the last word, and says how well it was done."""

import pytest

from courtyard.cases import actions
from courtyard.cases.events import CaseConfirmed
from courtyard.cases.models import Case
from courtyard.cases.tests import build
from courtyard.cases.tests.build import TUESDAY_9AM
from courtyard.conftest import CAST, Court
from courtyard.core.errors import NotAllowed, OutOfTurn
from courtyard.core.moves import faults
from courtyard.trail.models import Line


def test_the_resident_confirms_and_rates(court: Court) -> None:
    case = build.resolved(court)

    actions.confirm(case.pk, by=court.lin, at=TUESDAY_9AM, rating=3, words="就是等得久。")

    case.refresh_from_db()
    assert (case.state, case.rating, case.closed_at) == (Case.State.CLOSED, 3, TUESDAY_9AM)
    line = Line.objects.about(case.pk).last()
    assert line is not None
    assert line.event == CaseConfirmed(rating=3, words="就是等得久。")


@pytest.mark.parametrize("name", [name for name in CAST if name != "lin"])
def test_nobody_confirms_for_the_resident(court: Court, name: str) -> None:
    case = build.resolved(court)

    with pytest.raises(NotAllowed):
        actions.confirm(case.pk, by=getattr(court, name), at=TUESDAY_9AM, rating=4)

    case.refresh_from_db()
    assert case.state == Case.State.RESOLVED
    assert Line.objects.about(case.pk).count() == 3


def test_what_is_not_resolved_cannot_be_confirmed(court: Court) -> None:
    for case in (build.filed(court), build.triaged(court), build.closed(court)):
        with pytest.raises(OutOfTurn):
            actions.confirm(case.pk, by=court.lin, at=TUESDAY_9AM, rating=4)


def test_every_state_is_reached_and_every_move_leads_somewhere() -> None:
    assert faults(Case.MOVES, Case.State.FILED, Case.State) == ()
