"""What the clerk does to keep coverage: hears of what changed, and looks for what changes by the calendar."""

from collections.abc import Iterable
from datetime import datetime

from django.utils.timezone import localdate

from courtyard.committee.queries.coverage import to_count_anew
from courtyard.committee.upkeep import coverage
from courtyard.places.models import Estate
from courtyard.trail.models import Line

ESTATES_AT_ONCE = 1_000


def hear(lines: Iterable[Line], at: datetime) -> None:
    """Count estates anew of whose committee something was said."""
    nodes = {line.node for line in lines}
    coverage.count(list(Estate.objects.filter(pk__in=nodes).values_list("pk", flat=True)), at)


def count(at: datetime) -> bool:
    """Count estates anew whose terms or deadlines ran out, and those that are new."""
    some = to_count_anew(localdate(at), ESTATES_AT_ONCE)
    coverage.count(some, at)
    return len(some) == ESTATES_AT_ONCE
