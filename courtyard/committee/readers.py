"""News of the assembly: an election was published, or is in force. Heard at least once, so every deed is harmless when
done twice; what cannot be done is said in the log and keeps nothing else waiting."""

import logging
from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from courtyard.assembly.events import AssemblyCertified, DecisionInForce
from courtyard.assembly.models import Motion
from courtyard.committee.actions.terms import BY_ELECTION, ELECTION, elect, set_aside, take_office
from courtyard.committee.models import Committee
from courtyard.core.errors import Refusal
from courtyard.people.models import CLERK
from courtyard.trail.models import Line
from courtyard.trail.registers import TrailReader

log = logging.getLogger(__name__)


def hear(lines: Iterable[Line], at: datetime) -> None:
    for line in lines:
        if line.kind == AssemblyCertified.NAME:
            _published(line.about, at)
        else:
            _in_force(line.event, at)


def _published(assembly: UUID, at: datetime) -> None:
    """What was elected waits to take office; a by-election waits until it is in force."""
    elections = Motion.objects.filter(assembly=assembly, matter=ELECTION).order_by("position")
    for motion in elections.values_list("pk", flat=True):
        _try(elect, motion, at)


def _in_force(event: Any, at: datetime) -> None:
    motion = Motion.objects.filter(pk=event.motion).first()
    if motion is None:
        return
    if motion.matter == BY_ELECTION and not event.set_aside:
        _try(elect, motion.pk, at)
    if motion.matter == ELECTION:
        if not event.set_aside:
            _try(elect, motion.pk, at)  # an earlier election may have stood in the way until now
        waiting = Committee.objects.filter(motion=motion.pk, state=Committee.State.ELECTED)
        for pk in waiting.values_list("pk", flat=True):
            _try(set_aside if event.set_aside else take_office, pk, at)


def _try(do: Callable[..., object], pk: UUID, at: datetime) -> None:
    try:
        do(pk, by=CLERK, at=at)
    except Refusal as refusal:
        log.warning("%s of %s: %s", do.__name__, pk, type(refusal).__name__)


TERMS = TrailReader("committee.terms", frozenset({AssemblyCertified.NAME, DecisionInForce.NAME}), hear)
