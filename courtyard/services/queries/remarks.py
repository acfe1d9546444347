"""Remarks: those that wait to be looked at, and those that everybody reads. Their order tells nothing."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Count, QuerySet

from courtyard.core.quarters import Quarter
from courtyard.people.queries import is_id
from courtyard.places.models import Estate
from courtyard.services.models import Remark
from courtyard.services.permissions.ratings import day_in
from courtyard.services.queries.ratings import last_closed

SHOWN = 20
WAITING_COUNTED = 99
REFUSED_KEPT = timedelta(days=180)
"""How long the words of a remark that is not shown are kept."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """Some remarks; `after` is where the next ones begin, empty at the end."""

    rows: list[Remark]
    after: str


def can_be_seen(estate: Estate, at: datetime) -> "QuerySet[Remark]":
    """Remarks of quarters that are closed. Before that nobody reads one: its coming would tell who had just rated."""
    until = str(last_closed(estate, day_in(estate, at)))
    rows: QuerySet[Remark] = Remark.objects.filter(estate=estate.pk, quarter__lte=until)
    return rows


def waiting(estate: Estate, at: datetime, after: str = "") -> Stretch:
    """What is still to be looked at."""
    return _stretch(can_be_seen(estate, at).filter(state=Remark.State.HIDDEN), after)


def waiting_count(estate: Estate, at: datetime) -> int:
    """How many wait, up to a number beyond which nobody counts."""
    rows = can_be_seen(estate, at).filter(state=Remark.State.HIDDEN).values_list("pk", flat=True)
    return len(rows[:WAITING_COUNTED])


def shown(estate: Estate, quarter: Quarter, at: datetime, after: str = "") -> Stretch:
    """What everybody reads of a quarter."""
    return _stretch(can_be_seen(estate, at).filter(quarter=str(quarter), state=Remark.State.SHOWN), after)


def refused_counts(estate: Estate, quarter: Quarter, at: datetime) -> Mapping[str, int]:
    """How many remarks of a quarter are not shown, by the ground for it, and how many wait (“”)."""
    rows = can_be_seen(estate, at).filter(quarter=str(quarter)).exclude(state=Remark.State.SHOWN)
    return dict(rows.order_by("ground").values_list("ground").annotate(Count("pk")))


def _stretch(rows: "QuerySet[Remark]", after: str) -> Stretch:
    rows = rows.filter(pk__gt=UUID(after)) if is_id(after) else rows
    found = list(rows.order_by("pk")[: SHOWN + 1])
    return Stretch(found[:SHOWN], str(found[SHOWN - 1].pk) if len(found) > SHOWN else "")


def to_forget(at: datetime, most: int) -> list[Remark]:
    """Refused ones whose words were kept long enough for anybody to ask about them."""
    rows = Remark.objects.filter(state=Remark.State.REFUSED, looked_at__lt=at - REFUSED_KEPT).exclude(words="")
    return list(rows.select_related("estate__node").order_by("looked_at", "pk")[:most])
