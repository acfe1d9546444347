"""What the clerk does for duties: by the clock, and on hearing of their deeds."""

import logging
from collections.abc import Iterable
from datetime import datetime

from django.utils.timezone import localdate

from courtyard.core.errors import Refusal
from courtyard.duties import actions, queries, upkeep
from courtyard.duties.actions import Owed
from courtyard.duties.events import DutyDischarged, DutyExcused, DutyOwed, DutyWithdrawn
from courtyard.duties.schedule import KIND, scheduled
from courtyard.people.models import CLERK
from courtyard.places.models import Estate
from courtyard.trail.models import Line

ESTATES_AT_ONCE = 50
log = logging.getLogger(__name__)

DEEDS = frozenset(event.NAME for event in (DutyOwed, DutyDischarged, DutyExcused, DutyWithdrawn))


def hear(lines: Iterable[Line], at: datetime) -> None:
    """Count anew where something was owed, done, excused or taken back."""
    upkeep.count({line.node for line in lines}, at)


def count(at: datetime) -> bool:
    """Count anew where something became overdue."""
    upkeep.bring_up_to(at)
    return False


def remind(at: datetime) -> bool:
    """Tell whoever owes something that it is due soon, tomorrow, or overdue."""
    return upkeep.remind(at)


def owe_scheduled(at: datetime) -> bool:
    """Owe what the rules of each estate schedule for the next sixty days: once a day, some estates at a time."""
    mark = upkeep.scheduling(localdate(at))
    if mark.up_to is None:
        return False
    estates = queries.estates_after(mark.up_to, ESTATES_AT_ONCE)
    wanted = [owed for estate in estates for owed in _scheduled(estate, at)]
    before = queries.owed_already(estates, KIND, {owed.key for owed in wanted})
    for owed in wanted:
        if (owed.node.pk, owed.key) not in before:
            _owe(owed, at)
    more = len(estates) == ESTATES_AT_ONCE
    upkeep.scheduled_up_to(mark, estates[-1].pk if more else None)
    return more


def _scheduled(estate: Estate, at: datetime) -> list[Owed]:
    """A rulebook that is gone or cannot be used keeps no other estate waiting."""
    try:
        return list(scheduled(estate, at))
    except (Refusal, LookupError, OSError) as problem:
        log.warning("the rules of %s schedule nothing: %s", estate.code, problem)
        return []


def _owe(owed: Owed, at: datetime) -> None:
    try:
        actions.owe(owed, by=CLERK, at=at)
    except Refusal as refusal:
        log.warning("%s was not owed at %s: %s", owed.key, owed.node.code, refusal)
