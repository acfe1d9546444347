"""Months in addresses: 2026-05 is the first of May."""

import re
from datetime import date

WRITTEN = "[0-9]{4}-[0-9]{2}"


class MonthConverter:
    regex = WRITTEN

    def to_python(self, value: str) -> date:
        """Raises ValueError for a thirteenth month."""
        if not re.fullmatch(WRITTEN, value):
            raise ValueError(value)
        return date(int(value[:4]), int(value[5:]), 1)

    def to_url(self, value: date) -> str:
        return f"{value:%Y-%m}"
