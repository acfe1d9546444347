"""The database's time, for deeds whose order must be certain to the instant: the close of a vote.

Every web worker has a clock of its own, and they differ; the database is one. The demo tells a year in minutes and
tests have their own Monday: both move this time by CLOCK_SHIFT, which production refuses (a system check).
"""

from datetime import UTC, datetime

from django.conf import settings
from django.db import connection

_POSTGRESQL, _SQLITE = "SELECT clock_timestamp()", "SELECT strftime('%Y-%m-%dT%H:%M:%f+00:00', 'now')"


def database_now() -> datetime:
    """The time by the database's clock, now, within a transaction too."""
    with connection.cursor() as cursor:
        cursor.execute(_POSTGRESQL if connection.vendor == "postgresql" else _SQLITE)
        told = cursor.fetchone()[0]
    time = datetime.fromisoformat(told) if isinstance(told, str) else told
    return time.astimezone(UTC) + settings.CLOCK_SHIFT
