"""What the clerk does by the clock: figures of the quarter that is closed, for all estates that somebody serves."""

from datetime import datetime, timedelta

from django.utils.timezone import localdate

from courtyard.core.quarters import Quarter
from courtyard.places.models import Estate
from courtyard.services.models import QualityFigure, Served
from courtyard.services.rating_rules import late_days_max
from courtyard.services.upkeep import figures

ESTATES_AT_ONCE = 50
STILL_CHANGES = timedelta(days=45)
"""So long after its end a quarter's figures are reckoned anew each day: what was late is still done, and told."""


def reckon_quality(at: datetime) -> bool:
    """The figures of the last quarter nobody can rate any more; when all are there, whom each stands beside.

    Says whether more is waiting.
    """
    today = localdate(at)
    quarter = Quarter.on(today - timedelta(days=late_days_max())).before
    return _reckon(quarter, today <= quarter.last_day + STILL_CHANGES, at) or _compare(quarter, at)


def _reckon(quarter: Quarter, changes: bool, at: datetime) -> bool:
    there = QualityFigure.objects.filter(quarter=str(quarter), field="")
    fresh = there.filter(reckoned_at__gte=at - timedelta(hours=20)) if changes else there
    served = Served.objects.filter(since__lte=quarter.last_day).values("node")
    waiting = Estate.objects.filter(pk__in=served).exclude(pk__in=fresh.values("estate"))
    some = list(waiting.select_related("node").order_by("pk")[:ESTATES_AT_ONCE])
    done = [figures.reckon(estate, quarter, at) for estate in some]
    return len(some) == ESTATES_AT_ONCE and any(done)


def _compare(quarter: Quarter, at: datetime) -> bool:
    waiting = QualityFigure.objects.filter(quarter=str(quarter), field="").exclude(
        compared_at__gte=at - timedelta(hours=20)
    )
    some = list(waiting.select_related("estate__node").order_by("estate")[:ESTATES_AT_ONCE])
    for one in some:
        figures.compare(one.estate, quarter, at)
    return len(some) == ESTATES_AT_ONCE
