"""Clocks on promises: hours round the clock, hours of an open desk, days and working days; all with pauses.

Times go in and come out as aware datetimes, and come out in UTC. A promise gives an allowance of counted
time: by minutes and hours every moment counts (somebody stuck in a lift waits at night, too); by
working hours, days and working days only moments at which the desk is open. A pause takes its part out
of the count, and nothing else moves a clock.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from fractions import Fraction
from itertools import islice
from typing import Literal, get_args
from zoneinfo import ZoneInfo

from courtyard.core.calendars import DAYS_MAX, WorkingCalendar, first_working_day_from, working_days_after

Unit = Literal["minutes", "hours", "working_hours", "days", "working_days"]
UNITS: tuple[Unit, ...] = get_args(Unit)
AMOUNT_MAX: dict[Unit, int] = {
    "minutes": 1_440,
    "hours": 8_760,
    "working_hours": 2_000,
    "days": 366,
    "working_days": 250,
}
"""A day in minutes, about a year of the others: what takes longer is a duty with a date, not a clock."""

_ELAPSED: frozenset[Unit] = frozenset({"minutes", "hours"})
_DAYS_KEPT_MAX = 4_000
_MIDNIGHT = time(0)
_FOR_EVER = datetime.max.replace(tzinfo=UTC)

Stretch = tuple[datetime, datetime]
"""From, until; both in UTC."""


@dataclass(frozen=True, slots=True)
class Span:
    """Opening hours without a break, in the desk's own zone. Closing at 00:00 is the midnight that ends the day."""

    opens: time
    closes: time

    def __post_init__(self) -> None:
        if self.opens.tzinfo or self.closes.tzinfo:
            raise ValueError("a desk opens by its own zone's clock: give times without one")
        if self.closes != _MIDNIGHT and self.closes <= self.opens:
            raise ValueError(f"a desk that opens at {self.opens} cannot close at {self.closes} of the same day")


@dataclass(frozen=True, slots=True)
class DeskHours:
    """When a desk is open: the same spans on every working day of its calendar, in its zone.

    Raises ValueError without a span, or with spans that are not one after the other.
    """

    spans: tuple[Span, ...]
    calendar: WorkingCalendar
    zone: ZoneInfo
    _kept: dict[date, tuple[Stretch, ...]] = field(default_factory=dict, init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        if not self.spans:
            raise ValueError("a desk that never opens has no hours")
        for earlier, later in zip(self.spans, self.spans[1:], strict=False):
            if earlier.closes == _MIDNIGHT or later.opens < earlier.closes:
                raise ValueError(f"the desk closes at {earlier.closes} and cannot open at {later.opens}")

    def day_of(self, moment: datetime) -> date:
        """The date on the desk's wall at `moment`."""
        return moment.astimezone(self.zone).date()

    def closing(self, day: date) -> datetime:
        """When business ends on `day`, in UTC: until then a day counts (Civil Code art 203)."""
        return self._moment(day, self.spans[-1].closes, closes=True)

    def open_from(self, start: datetime, until: datetime | None = None) -> Iterator[Stretch]:
        """Stretches in which the desk is open, from `start` on; those that begin after the day of `until` are left out.

        Without `until` they go on. Raises ValueError then after DAYS_MAX days.
        """
        cursor, first = start, self.day_of(start)
        for days in range((self.day_of(until) - first).days + 1 if until else DAYS_MAX):
            for opens, closes in self._open_on(first + timedelta(days=days)):
                if closes > cursor:
                    yield max(opens, cursor), closes
                    cursor = closes
        if not until:
            raise ValueError(f"too far: more than {DAYS_MAX} days after {start}")

    def _open_on(self, day: date) -> tuple[Stretch, ...]:
        kept = self._kept.get(day)
        if kept is None:
            if len(self._kept) >= _DAYS_KEPT_MAX:
                self._kept.clear()
            kept = self._kept[day] = tuple(self._stretches(day)) if self.calendar.is_working(day) else ()
        return kept

    def _stretches(self, day: date) -> Iterator[Stretch]:
        for span in self.spans:
            opens, closes = self._moment(day, span.opens), self._moment(day, span.closes, closes=True)
            if opens < closes:  # else the hour in which clocks go forward swallowed the span
                yield opens, closes

    def _moment(self, day: date, at: time, *, closes: bool = False) -> datetime:
        if closes and at == _MIDNIGHT:
            day += timedelta(days=1)
        return datetime.combine(day, at, self.zone).astimezone(UTC)


@dataclass(frozen=True, slots=True)
class Promise:
    """So much time, by the unit's count. Raises ValueError for unknown units and amounts outside 1 … AMOUNT_MAX."""

    amount: int
    unit: Unit

    def __post_init__(self) -> None:
        if self.unit not in UNITS:
            raise ValueError(f"“{self.unit}” is no unit of a promise; there are {', '.join(UNITS)}")
        if not 1 <= self.amount <= AMOUNT_MAX[self.unit]:
            raise ValueError(f"{self.amount} {self.unit}: a promise is between 1 and {AMOUNT_MAX[self.unit]} of these")


@dataclass(frozen=True, slots=True)
class Pause:
    """A stretch that does not count. `end` is the planned one until work is resumed, then the real one.

    No clock pauses without an end. Raises ValueError for an end before the start, or times without a zone.
    """

    start: datetime
    end: datetime

    def __post_init__(self) -> None:
        if _utc(self.end) < _utc(self.start):
            raise ValueError(f"a pause from {self.start} cannot end at {self.end}")


def due_at(start: datetime, promise: Promise, hours: DeskHours, pauses: Iterable[Pause] = ()) -> datetime:
    """When a promise made at `start` runs out: the moment at which its allowance is spent, in UTC.

    Days and working days end when business ends on the last day; the day of filing is not counted, and
    days that end on a day off end on the next working day (Civil Code arts 201 and 203). A pause before
    the promise has run out puts it off by exactly the counted time in the pause. Raises ValueError for
    times without a zone, or where pauses lead beyond DAYS_MAX days.
    """
    start = _utc(start)
    rest = allowance(start, promise, hours)
    for begins, ends in _counted(start, promise, hours, pauses):
        if ends - begins >= rest:
            return begins + rest
        rest -= ends - begins
    raise AssertionError("counted time goes on until it is too far")


def allowance(start: datetime, promise: Promise, hours: DeskHours) -> timedelta:
    """The counted time that a promise made at `start` gives.

    By days and working days it includes what is left of the day of filing, a gift to whoever promised.
    Raises ValueError as `due_at` does.
    """
    start = _utc(start)
    match promise.unit:
        case "minutes":
            return timedelta(minutes=promise.amount)
        case "hours" | "working_hours":
            return timedelta(hours=promise.amount)
    closing = hours.closing(_last_day(start, promise, hours))
    return _sum(hours.open_from(start, closing), closing)


def spent(
    start: datetime, until: datetime, promise: Promise, hours: DeskHours, pauses: Iterable[Pause] = ()
) -> timedelta:
    """The counted time from `start` until `until`; nothing if that is earlier. At `due_at` it is the allowance.

    Raises ValueError as `due_at` does.
    """
    until = _utc(until)
    return _sum(_counted(_utc(start), promise, hours, pauses, until), until)


def left(start: datetime, at: datetime, promise: Promise, hours: DeskHours, pauses: Iterable[Pause] = ()) -> timedelta:
    """The counted time that is left at `at`; negative by as much as the promise is late. Raises as `due_at` does."""
    return allowance(start, promise, hours) - spent(start, at, promise, hours, pauses)


def share_used(
    start: datetime, at: datetime, promise: Promise, hours: DeskHours, pauses: Iterable[Pause] = ()
) -> Fraction:
    """The share of its allowance that is spent at `at`: 1 when due, more when late. Raises as `due_at` does."""
    used, whole = spent(start, at, promise, hours, pauses), allowance(start, promise, hours)
    return Fraction(used // timedelta.resolution, whole // timedelta.resolution)


def _utc(moment: datetime) -> datetime:
    if moment.utcoffset() is None:
        raise ValueError(f"{moment} has no zone: nobody can say which moment it is")
    return moment.astimezone(UTC)


def _last_day(start: datetime, promise: Promise, hours: DeskHours) -> date:
    filed = hours.day_of(start)
    if promise.unit == "days":
        return first_working_day_from(filed + timedelta(days=promise.amount), hours.calendar)
    return next(islice(working_days_after(filed, hours.calendar), promise.amount - 1, None))


def _counted(
    start: datetime, promise: Promise, hours: DeskHours, pauses: Iterable[Pause], until: datetime | None = None
) -> Iterator[Stretch]:
    """Stretches that count for the promise, in order, from `start` on (at least to `until`), without the pauses."""
    counting = iter([(start, _FOR_EVER)]) if promise.unit in _ELAPSED else hours.open_from(start, until)
    merged = sorted((_utc(pause.start), _utc(pause.end)) for pause in pauses)
    return _without(counting, merged) if merged else counting


def _without(stretches: Iterator[Stretch], pauses: list[Stretch]) -> Iterator[Stretch]:
    """What is left of ordered `stretches` beside `pauses`, which are ordered by their start and may overlap."""
    first = 0
    for begins, ends in stretches:
        cursor = begins
        while first < len(pauses) and pauses[first][1] <= begins:
            first += 1
        for pause_begins, pause_ends in pauses[first:]:
            if pause_begins >= ends or cursor >= ends:
                break
            if pause_begins > cursor:
                yield cursor, pause_begins
            cursor = max(cursor, pause_ends)
        if cursor < ends:
            yield cursor, ends


def _sum(stretches: Iterator[Stretch], until: datetime) -> timedelta:
    total = timedelta()
    for begins, ends in stretches:
        if begins >= until:
            break
        total += min(ends, until) - begins
    return total
