"""Which days are working days: mainland China with its make-up days, and plain weeks for elsewhere.

A rulebook names its calendar by a key of CALENDARS. Another jurisdiction adds a class and a key.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from itertools import count, islice
from types import MappingProxyType
from typing import Literal, Protocol

import chinese_calendar
from chinese_calendar.constants import holidays as announced_holidays

Certainty = Literal["announced", "assumed"]
SATURDAY = 5
DAYS_MAX = 3_700
"""Nobody is promised anything ten years ahead: a search for a working day ends after so many days."""


class WorkingCalendar(Protocol):
    """Knows working days. `known_until` is the last day nobody has to guess about."""

    @property
    def known_until(self) -> date: ...

    def is_working(self, day: date) -> bool: ...

    def certainty(self, day: date) -> Certainty:
        """Whether what `is_working` says of this day is announced, or assumed and may yet change."""


_ANNOUNCED = range(min(announced_holidays).year, max(announced_holidays).year + 1)
_LAST_ANNOUNCED = date(_ANNOUNCED[-1], 12, 31)


@dataclass(frozen=True, slots=True)
class MainlandChina:
    """Working days of mainland China, make-up workdays (调休) included.

    Announced years (from 2004 until the last one the State Council had announced when the library
    chinesecalendar was released) are the library's. For other years it assumes the statutory holidays of
    全国年节及纪念日放假办法 (2024 text, arts 2 and 6; the lunar ones until 2040) and no make-up workdays,
    which nobody can know ahead.
    """

    @property
    def known_until(self) -> date:
        return _LAST_ANNOUNCED

    def is_working(self, day: date) -> bool:
        return day not in _china_days_off(day.year)

    def certainty(self, day: date) -> Certainty:
        return "announced" if day.year in _ANNOUNCED else "assumed"


@dataclass(frozen=True, slots=True)
class PlainWeek:
    """The same weekdays every week (0 is Monday), less the holidays given: for jurisdictions elsewhere.

    `known_until` is the last day for which the holidays were looked up. Raises ValueError for a week
    without a working day or with days no week has.
    """

    weekdays: frozenset[int] = frozenset(range(SATURDAY))
    holidays: frozenset[date] = frozenset()
    known_until: date = date.max

    def __post_init__(self) -> None:
        if not self.weekdays or not self.weekdays <= set(range(7)):
            raise ValueError(f"weekdays are some of 0 (Monday) to 6, not {sorted(self.weekdays)}")

    def is_working(self, day: date) -> bool:
        return day.weekday() in self.weekdays and day not in self.holidays

    def certainty(self, day: date) -> Certainty:
        return "announced" if day <= self.known_until else "assumed"


CALENDARS: Mapping[str, Callable[..., WorkingCalendar]] = MappingProxyType({"cn": MainlandChina, "plain": PlainWeek})
"""What a rulebook may name. PlainWeek takes its weekdays, holidays and known_until from the rulebook."""


def working_days_after(day: date, calendar: WorkingCalendar) -> Iterator[date]:
    """The working days after `day`, which itself is not counted (Civil Code art 201).

    Raises ValueError, rather than searching for ever, after DAYS_MAX days.
    """
    for days in range(1, DAYS_MAX + 1):
        later = day + timedelta(days=days)
        if calendar.is_working(later):
            yield later
    raise ValueError(f"too far: more than {DAYS_MAX} days after {day}")


def add_working_days(start: date, days: int, calendar: WorkingCalendar) -> date:
    """The `days`-th working day after `start`; the day it starts is not counted (Civil Code art 201).

    0 is `start` itself, working or not. Raises ValueError for fewer, or more than DAYS_MAX days ahead.
    """
    if days < 0:
        raise ValueError(f"{days} working days: a period runs forward")
    return next(islice(working_days_after(start, calendar), days - 1, None)) if days else start


def working_days_between(start: date, end: date, calendar: WorkingCalendar) -> int:
    """How many working days lie after `start` and up to and including `end`: what `add_working_days` was given.

    Negative where `end` is before `start`. Raises ValueError for more than DAYS_MAX days.
    """
    if end < start:
        return -working_days_between(end, start, calendar)
    if (end - start).days > DAYS_MAX:
        raise ValueError(f"too far: more than {DAYS_MAX} days from {start} to {end}")
    return sum(calendar.is_working(start + timedelta(days=n)) for n in range(1, (end - start).days + 1))


def first_working_day_from(day: date, calendar: WorkingCalendar) -> date:
    """`day`, or the next one that is not a day off: where a period ends whose last day is one (Civil Code art 203)."""
    return day if calendar.is_working(day) else next(working_days_after(day, calendar))


# Lunar new year's day, Qingming, Dragon Boat, Mid-Autumn, as almanacs give them: month and day.
_LUNAR: Mapping[int, tuple[tuple[int, int], ...]] = {
    2027: ((2, 6), (4, 5), (6, 9), (9, 15)),
    2028: ((1, 26), (4, 4), (5, 28), (10, 3)),
    2029: ((2, 13), (4, 4), (6, 16), (9, 22)),
    2030: ((2, 3), (4, 5), (6, 5), (9, 12)),
    2031: ((1, 23), (4, 5), (6, 24), (10, 1)),
    2032: ((2, 11), (4, 4), (6, 12), (9, 19)),
    2033: ((1, 31), (4, 4), (6, 1), (9, 8)),
    2034: ((2, 19), (4, 5), (6, 20), (9, 27)),
    2035: ((2, 8), (4, 5), (6, 10), (9, 16)),
    2036: ((1, 28), (4, 4), (5, 30), (10, 4)),
    2037: ((2, 15), (4, 4), (6, 18), (9, 24)),
    2038: ((2, 4), (4, 5), (6, 7), (9, 13)),
    2039: ((1, 24), (4, 5), (5, 27), (10, 2)),
    2040: ((2, 12), (4, 4), (6, 14), (9, 20)),
}


@lru_cache(maxsize=64)
def _china_days_off(year: int) -> frozenset[date]:
    if year not in _ANNOUNCED:
        return _statutory_days_off(year)
    return frozenset(day for day in _days_of(year) if chinese_calendar.is_holiday(day))


def _statutory_days_off(year: int) -> frozenset[date]:
    """Weekends and statutory holidays; one that falls on a weekend is given back on the next weekday (art 6)."""
    holidays = _statutory_holidays(year)
    off = {day for day in _days_of(year) if day.weekday() >= SATURDAY} | holidays
    for holiday in sorted(holidays):
        if holiday.weekday() >= SATURDAY:
            off.add(next(day for day in _days_after(holiday) if day not in off))
    return frozenset(off)


def _statutory_holidays(year: int) -> set[date]:
    """Art 2: new year's day, spring festival from its eve on, Qingming, 1 May, Dragon Boat, Mid-Autumn, 1 October."""
    fixed = {date(year, month, day) for month, day in ((1, 1), (5, 1), (5, 2), (10, 1), (10, 2), (10, 3))}
    if year not in _LUNAR:
        return fixed
    new_year, *others = (date(year, month, day) for month, day in _LUNAR[year])
    return fixed | {*others} | {new_year + timedelta(days=n) for n in range(-1, 3)}


def _days_of(year: int) -> Iterator[date]:
    return (date.fromordinal(n) for n in range(date(year, 1, 1).toordinal(), date(year, 12, 31).toordinal() + 1))


def _days_after(day: date) -> Iterator[date]:
    return (day + timedelta(days=n) for n in count(1))
