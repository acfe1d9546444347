"""What the clerk does for the office by the clock: bounded batches, every deed harmless when done twice."""

from datetime import datetime

from courtyard.desk import actions
from courtyard.desk.models import LOG_KEPT, LogEntry
from courtyard.people.models import CLERK

BATCH = 200


def forget_log(at: datetime) -> bool:
    """Words of visits, calls and patrols that are two years old."""
    old = LogEntry.objects.filter(forgotten_at__isnull=True, at__lte=at - LOG_KEPT)
    rows = list(old.order_by("at").values_list("pk", flat=True)[:BATCH])
    for pk in rows:
        actions.forget_words(pk, by=CLERK, at=at)
    return len(rows) == BATCH
