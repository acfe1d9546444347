"""What the clerk does for votes by the clock: every batch is bounded, and every deed may be done twice without harm."""

import logging
from collections.abc import Callable, Iterable
from datetime import datetime
from uuid import UUID

from django.db.models import Exists, OuterRef

from courtyard.assembly import actions, upkeep
from courtyard.assembly.models import Assembly, Objection, Petition
from courtyard.core.errors import Refusal
from courtyard.people.models import CLERK

BATCH = 100
log = logging.getLogger(__name__)


def sweep_files(at: datetime) -> bool:
    """Files that nothing owns: a form never sent, a deed that crashed, an attachment that was dropped."""
    return upkeep.sweep(at)


def sweep_keys(at: datetime) -> bool:
    """Keys that outlived their vote."""
    upkeep.sweep_keys()
    return False


def close_due(at: datetime) -> bool:
    """At its hour a vote is closed, whether anybody sits before a screen or not."""
    due = Assembly.objects.filter(state=Assembly.State.FROZEN, closes_at__lte=at)
    rows = list(due.order_by("closes_at", "pk").values_list("pk", flat=True)[:BATCH])
    return _each(rows, lambda pk: actions.close(pk, by=CLERK, at=at)) == BATCH


def bring_into_force_due(at: datetime) -> bool:
    """The time for objections is over, and all are answered."""
    waiting = Objection.objects.filter(assembly=OuterRef("pk"), answered_at__isnull=True)
    due = Assembly.objects.filter(~Exists(waiting), state=Assembly.State.CERTIFIED, objections_until__lte=at)
    rows = list(due.order_by("objections_until", "pk").values_list("pk", flat=True)[:BATCH])
    return _each(rows, lambda pk: actions.bring_into_force(pk, by=CLERK, at=at)) == BATCH


def expire_petitions(at: datetime) -> bool:
    """The time for signing is over."""
    due = Petition.objects.filter(state=Petition.State.OPEN, ends_at__lte=at)
    rows = list(due.order_by("ends_at", "pk").values_list("pk", flat=True)[:BATCH])
    return _each(rows, lambda pk: actions.expire_petition(pk, by=CLERK, at=at)) == BATCH


def _each(rows: Iterable[UUID], do: Callable[[UUID], object]) -> int:
    """One that is refused, because somebody was faster, does not stop the others. How many were done."""
    done = 0
    for pk in rows:
        try:
            do(pk)
        except Refusal as refusal:
            log.warning("%s: %s", pk, type(refusal).__name__)
        else:
            done += 1
    return done
