"""The same weekday of the months to come: a third Saturday stays a third Saturday."""

from collections.abc import Iterator
from datetime import date, timedelta

WEEK = 7


def monthly(first: date, times: int) -> Iterator[date]:
    """So many days, a month apart. A month without a fifth such weekday has its last."""
    for n in range(times):
        years, month = divmod(first.month - 1 + n, 12)
        yield _same_weekday(first, first.year + years, month + 1)


def _same_weekday(like: date, year: int, month: int) -> date:
    begins = date(year, month, 1)
    day = begins + timedelta(days=(like.weekday() - begins.weekday()) % WEEK + (like.day - 1) // WEEK * WEEK)
    return day if day.month == month else day - timedelta(days=WEEK)
