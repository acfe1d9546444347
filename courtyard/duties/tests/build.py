"""Duties for tests."""

from datetime import datetime, timedelta
from typing import Any

from courtyard.conftest import MONDAY_9AM, Court
from courtyard.duties import actions, chores
from courtyard.duties.actions import Owed
from courtyard.duties.models import Duty
from courtyard.people.models import Office, Person
from courtyard.trail.models import Line
from courtyard.trail.registers import readers

IN_A_WEEK = MONDAY_9AM + timedelta(days=7)


def owed(court: Court, **more: Any) -> Owed:
    """The company mends the east gate within a week."""
    given: dict[str, Any] = {
        "kind": "duties.action_item",
        "node": court.estate.node,
        "estate": court.estate,
        "what": "修好东门道闸",
        "party": "wu",
        "due_at": IN_A_WEEK,
    }
    return Owed(**(given | more))


def owes(court: Court, by: Person | None = None, **more: Any) -> Duty:
    return actions.owe(owed(court, **more), by=by or court.desk, at=MONDAY_9AM)


def owes_above(court: Court, **more: Any) -> Duty:
    """The sub-district's own officers train the convenors."""
    given: dict[str, Any] = {"node": court.subdistrict, "estate": None, "party": "", "office": Office.Kind.SUBDISTRICT}
    return owes(court, by=court.jie, what="办一次召集人培训", **(given | more))


def clerk_counts(at: datetime) -> None:
    """What the clerk's round does for the figures, hearing all that is on the record once more."""
    chores.hear(Line.objects.filter(kind__in=readers["duties.count"].kinds), at)
    chores.count(at)
