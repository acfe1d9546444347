"""Months as people and addresses write them: 2026-05 is the first of May."""

import re
from datetime import date

WRITTEN = "[0-9]{4}-[0-9]{2}"
FIRST_YEAR, LAST_YEAR = 1900, 2200
"""Nothing is reckoned beyond, so that a month or a year more is always a day that there is."""


def is_near(day: date) -> bool:
    return FIRST_YEAR <= day.year <= LAST_YEAR


def month_of(text: str) -> date:
    """Raises ValueError for a thirteenth month, and for a year that nobody means."""
    if not re.fullmatch(WRITTEN, text):
        raise ValueError(text)
    month = date(int(text[:4]), int(text[5:]), 1)
    if not is_near(month):
        raise ValueError(text)
    return month


class MonthConverter:
    regex = WRITTEN

    def to_python(self, value: str) -> date:
        """Raises ValueError, so that there is no such page."""
        return month_of(value)

    def to_url(self, value: date) -> str:
        return f"{value:%Y-%m}"
