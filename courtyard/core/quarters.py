"""Quarters of a year, written “2026Q2”: their days, their neighbours, and which one a moment falls into."""

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Self
from zoneinfo import ZoneInfo

from courtyard.core.errors import BadInput, sentence

QUARTERS = 4
MONTHS = 3
_WRITTEN = re.compile(r"([0-9]{4})Q([1-4])")


class BadQuarter(BadInput):
    says = sentence("A quarter is written like 2026Q2.")
    field = "quarter"


@dataclass(frozen=True, order=True, slots=True)
class Quarter:
    """Three months. Quarters are ordered as time is, and `str` of one sorts the same way."""

    year: int
    number: int

    def __post_init__(self) -> None:
        if not (1 <= self.number <= QUARTERS and date.min.year <= self.year <= date.max.year):
            raise BadQuarter

    def __str__(self) -> str:
        return f"{self.year:04}Q{self.number}"

    @classmethod
    def of(cls, written: str) -> Self:
        """Reads “2026Q2” and nothing like it. Raises BadQuarter."""
        found = _WRITTEN.fullmatch(written)
        if found is None:
            raise BadQuarter
        return cls(int(found[1]), int(found[2]))

    @classmethod
    def on(cls, day: date) -> Self:
        """The quarter that a day lies in."""
        return cls(day.year, (day.month - 1) // MONTHS + 1)

    @classmethod
    def at(cls, moment: datetime, zone: ZoneInfo) -> Self:
        """The quarter that it is in a zone at a moment: in Shanghai a new one begins eight hours before UTC's."""
        if moment.tzinfo is None:
            raise ValueError("a moment needs its zone")
        return cls.on(moment.astimezone(zone).date())

    @property
    def first_day(self) -> date:
        return date(self.year, (self.number - 1) * MONTHS + 1, 1)

    @property
    def last_day(self) -> date:
        """One day before the next quarter; the last of all ends with the calendar."""
        last = (self.year, self.number) == (date.max.year, QUARTERS)
        return date.max if last else self.next.first_day - timedelta(days=1)

    @property
    def last_month(self) -> date:
        """The first day of its third month."""
        return date(self.year, self.number * MONTHS, 1)

    @property
    def before(self) -> Self:
        return self.shifted(-1)

    @property
    def next(self) -> Self:
        return self.shifted(1)

    def shifted(self, quarters: int) -> Self:
        """So many quarters later, or earlier."""
        year, place = divmod(self.year * QUARTERS + self.number - 1 + quarters, QUARTERS)
        return type(self)(year, place + 1)

    def __contains__(self, day: date) -> bool:
        return self.first_day <= day <= self.last_day


def latest(count: int, until: Quarter) -> list[Quarter]:
    """The last `count` quarters up to and with `until`, the oldest first."""
    return [until.shifted(-back) for back in reversed(range(count))]


def months_of(quarter: Quarter) -> tuple[date, date, date]:
    """The first day of each of its months."""
    start = quarter.first_day.month
    return (quarter.first_day, date(quarter.year, start + 1, 1), date(quarter.year, start + 2, 1))
