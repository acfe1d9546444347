"""What the clerk does for cases by the clock: every batch is bounded, and every deed may be done twice without harm."""

import logging
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta

from courtyard.cases import actions, rules, upkeep
from courtyard.cases.models import Case, Circle
from courtyard.core.errors import Refusal
from courtyard.people.models import CLERK

BATCH = 200
RETURNS_TO_SUBDISTRICT = 2
CALLERS_KEPT = timedelta(days=90)
log = logging.getLogger(__name__)


def sweep_files(at: datetime) -> bool:
    """Photographs that no case owns: a form never sent, a deed that crashed, words that were erased."""
    return upkeep.sweep(at)


def climb(at: datetime) -> bool:
    """What is overdue by any clock goes to the convenor, and, if that did not help, to the sub-district: once each."""
    late = Case.objects.filter(state__written=Case.RUNNING, next_due_at__lt=at).exclude(circle=Circle.ABOVE)
    low = list(late.filter(level=Case.Level.DESK).order_by("next_due_at", "pk")[:BATCH])
    higher = late.filter(level=Case.Level.CONVENOR).select_related("estate__node").order_by("climbed_at", "pk")
    ready = [*low, *(case for case in higher[:BATCH] if has_not_helped(case, at))]
    return _each(ready, lambda case: actions.escalate(case.pk, by=CLERK, at=at, why="overdue")) >= BATCH


def has_not_helped(case: Case, at: datetime) -> bool:
    """The convenor has had it for as long as the rulebook says, overdue all the while."""
    since = max(filter(None, (case.climbed_at, case.next_due_at)))
    over = rules.after(case, "escalate_to_subdistrict", since)
    return over is not None and over <= at


def climb_returned(at: datetime) -> bool:
    """What residents had to reopen twice goes up, whether it is overdue or not."""
    again = Case.objects.filter(
        state__written=Case.RUNNING, level__lt=Case.Level.SUBDISTRICT, returns__gte=RETURNS_TO_SUBDISTRICT
    ).exclude(circle=Circle.ABOVE)
    rows = list(again.order_by("pk")[:BATCH])
    return _each(rows, lambda case: actions.escalate(case.pk, by=CLERK, at=at, why="returned")) == BATCH


def close_unanswered(at: datetime) -> bool:
    """Resolved, and nobody answered within the rulebook's days."""
    waiting = Case.objects.filter(state=Case.State.RESOLVED, resolved_at__lt=at)
    rows = list(waiting.select_related("estate__node").order_by("resolved_at", "pk")[:BATCH])
    ready = [case for case in rows if _has_waited(case, at)]
    return _each(ready, lambda case: actions.close(case.pk, by=CLERK, at=at)) == BATCH


def _has_waited(case: Case, at: datetime) -> bool:
    if case.resolved_at is None:
        return False
    over = rules.after(case, "close_unanswered", case.resolved_at)
    return over is not None and over <= at


def go_on(at: datetime) -> bool:
    """Pauses that came to their end."""
    over = Case.objects.filter(state=Case.State.PAUSED, paused_until__lte=at).order_by("paused_until", "pk")
    return _each(list(over[:BATCH]), lambda case: actions.resume(case.pk, by=CLERK, at=at)) == BATCH


def forget_callers(at: datetime) -> bool:
    """Who called was written down to reach them."""
    long_over = Case.objects.filter(state__in=Case.ENDED, closed_at__lt=at - CALLERS_KEPT).exclude(caller="")
    rows = list(long_over.order_by("pk")[:BATCH])
    return _each(rows, lambda case: actions.forget_caller(case.pk, by=CLERK, at=at)) == BATCH


def _each(cases: Iterable[Case], do: Callable[[Case], object]) -> int:
    """Do it to each. What somebody did meanwhile is no longer due, and keeps no other waiting."""
    done = 0
    for case in cases:
        try:
            do(case)
        except Refusal as refusal:
            log.info("case %s was left alone: %s", case.number, refusal)
        else:
            done += 1
    return done
