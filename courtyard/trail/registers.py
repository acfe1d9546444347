"""What upper floors tell the trail: who reads it, and what the clerk does by the clock."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.http import HttpRequest

from courtyard.trail.models import Line
from courtyard.web.registers import Register

BATCH = 200


@dataclass(frozen=True, slots=True)
class TrailReader:
    """Hears lines of some kinds, in the order of commits, at least once: it must be idempotent."""

    name: str
    kinds: frozenset[str]
    read: Callable[[Iterable[Line], datetime], None]


@dataclass(frozen=True, slots=True)
class ClerksChore:
    """Something done by the clock. `run` does a bounded batch and says whether more is waiting."""

    name: str
    every: timedelta
    run: Callable[[datetime], bool]


@dataclass(frozen=True, slots=True)
class Namer:
    """Names by id, for a page that shows lines: "nodes" from places, "persons" from people (masked for strangers)."""

    name: str
    names: Callable[[Collection[UUID], HttpRequest], Mapping[UUID, str]]


namers: Register[Namer] = Register("namers")
readers: Register[TrailReader] = Register("trail readers")
chores: Register[ClerksChore] = Register("chores")
