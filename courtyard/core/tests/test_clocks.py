"""What a promise says runs out when it says, whatever the night, the holiday, the pause or the hour of summer."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from fractions import Fraction
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from courtyard.core.calendars import MainlandChina, PlainWeek
from courtyard.core.clocks import (
    AMOUNT_MAX,
    UNITS,
    DeskHours,
    Pause,
    Promise,
    Span,
    Unit,
    allowance,
    due_at,
    left,
    share_used,
    spent,
)

SHANGHAI = ZoneInfo("Asia/Shanghai")
BERLIN = ZoneInfo("Europe/Berlin")
OFFICE = (Span(time(9), time(11, 30)), Span(time(13), time(17, 30)))
DESK = DeskHours(OFFICE, MainlandChina(), SHANGHAI)
BERLIN_DESK = DeskHours(OFFICE, PlainWeek(holidays=frozenset({date(2026, 10, 3)})), BERLIN)
GATEHOUSE = DeskHours((Span(time(0), time(0)),), PlainWeek(frozenset(range(7))), BERLIN)
NIGHT_DESK = DeskHours((Span(time(1), time(2, 30)), Span(time(2, 30), time(4))), PlainWeek(frozenset({6})), BERLIN)

bounded = settings(derandomize=True, deadline=None, max_examples=150)
desks = st.sampled_from([DESK, BERLIN_DESK, GATEHOUSE, NIGHT_DESK])
moments = st.timedeltas(timedelta(0), timedelta(days=730)).map(datetime(2025, 1, 1, tzinfo=UTC).__add__)
about_holidays = st.builds(
    datetime.__add__,
    st.sampled_from(  # Spring Festivals and National Days, with the Saturdays and Sundays that are worked for them
        [datetime(2025, 1, 24, tzinfo=UTC), datetime(2025, 9, 26, tzinfo=UTC), datetime(2026, 2, 13, tzinfo=UTC),
         datetime(2026, 2, 27, tzinfo=UTC), datetime(2026, 9, 18, tzinfo=UTC), datetime(2026, 10, 8, tzinfo=UTC)]
    ),
    st.timedeltas(timedelta(0), timedelta(days=8)),
)  # fmt: skip
lengths = st.timedeltas(timedelta(0), timedelta(days=20))
pauses_about = st.lists(st.tuples(st.timedeltas(timedelta(days=-3), timedelta(days=30)), lengths), max_size=4)
promises = st.sampled_from(UNITS).flatmap(
    lambda unit: st.builds(Promise, st.integers(1, min(AMOUNT_MAX[unit], 100)), st.just(unit))
)


def in_shanghai(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=SHANGHAI)


def in_berlin(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=BERLIN)


def paused(start: datetime, about: Iterable[tuple[timedelta, timedelta]]) -> list[Pause]:
    return [Pause(start + offset, start + offset + length) for offset, length in about]


@pytest.mark.parametrize(
    ("filed", "promise", "due"),
    [
        # A lift stuck on a Saturday night: every minute counts.
        ("2026-11-21 23:50", Promise(30, "minutes"), "2026-11-22 00:20"),
        ("2026-11-21 23:00", Promise(2, "hours"), "2026-11-22 01:00"),
        # Desk hours: over lunch, over night, over a weekend.
        ("2026-11-23 10:30", Promise(2, "working_hours"), "2026-11-23 14:00"),
        ("2026-11-23 10:30", Promise(1, "working_hours"), "2026-11-23 11:30"),
        ("2026-11-20 17:00", Promise(1, "working_hours"), "2026-11-23 09:30"),
        ("2026-11-22 03:00", Promise(7, "working_hours"), "2026-11-23 17:30"),
        # Working days: the day of filing is not counted, the last ends when business does.
        ("2026-11-23 10:00", Promise(1, "working_days"), "2026-11-24 17:30"),
        ("2026-11-23 23:00", Promise(1, "working_days"), "2026-11-24 17:30"),
        ("2026-11-21 10:00", Promise(1, "working_days"), "2026-11-23 17:30"),
        ("2026-09-24 10:00", Promise(5, "working_days"), "2026-10-09 17:30"),
        ("2026-02-13 10:00", Promise(1, "working_days"), "2026-02-14 17:30"),  # a make-up Saturday
        # Days: all count, but they do not end on a day off.
        ("2026-11-23 10:00", Promise(3, "days"), "2026-11-26 17:30"),
        ("2026-11-19 10:00", Promise(3, "days"), "2026-11-23 17:30"),
        ("2026-09-29 10:00", Promise(3, "days"), "2026-10-08 17:30"),
    ],
)
def test_a_promise_runs_out(filed: str, promise: Promise, due: str) -> None:
    assert due_at(in_shanghai(filed), promise, DESK) == in_shanghai(due)


def test_the_answer_is_in_utc() -> None:
    due = due_at(in_shanghai("2026-11-23 10:00"), Promise(1, "working_days"), DESK)

    assert due.tzinfo is UTC
    assert due == datetime(2026, 11, 24, 9, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("promise", "pause", "due"),
    [
        (Promise(2, "hours"), ("2026-11-23 10:30", "2026-11-23 11:30"), "2026-11-23 13:00"),
        (Promise(4, "working_hours"), ("2026-11-23 11:00", "2026-11-23 14:00"), "2026-11-23 17:00"),
        (Promise(1, "working_days"), ("2026-11-24 09:00", "2026-11-26 09:00"), "2026-11-26 17:30"),
        (Promise(3, "days"), ("2026-11-26 15:30", "2026-11-26 18:00"), "2026-11-27 11:00"),
        (Promise(2, "working_hours"), ("2026-11-23 18:00", "2026-11-30 09:00"), "2026-11-23 13:30"),  # too late
        (Promise(2, "working_hours"), ("2026-11-20 09:00", "2026-11-23 09:30"), "2026-11-23 13:30"),  # too early
        (Promise(2, "working_hours"), ("2026-11-23 11:30", "2026-11-23 13:00"), "2026-11-23 13:30"),  # over lunch
        (Promise(2, "hours"), ("2026-11-23 10:30", "2026-11-23 10:30"), "2026-11-23 12:00"),  # resumed at once
    ],
)
def test_a_pause_puts_a_promise_off_by_what_would_have_counted(
    promise: Promise, pause: tuple[str, str], due: str
) -> None:
    filed = in_shanghai("2026-11-23 10:00")
    start, end = map(in_shanghai, pause)

    assert due_at(filed, promise, DESK, [Pause(start, end)]) == in_shanghai(due)


def test_two_pauses_at_one_time_are_one() -> None:
    filed = in_shanghai("2026-11-23 09:00")
    long = Pause(filed + timedelta(hours=1), filed + timedelta(hours=4))
    inside = Pause(filed + timedelta(hours=2), filed + timedelta(hours=3))

    due = due_at(filed, Promise(2, "hours"), DESK, [inside, long, long])

    assert due == filed + timedelta(hours=5)


def test_what_is_used_and_what_is_left_make_the_whole() -> None:
    filed, promise = in_shanghai("2026-11-23 09:00"), Promise(7, "working_hours")

    assert spent(filed, in_shanghai("2026-11-23 13:30"), promise, DESK) == timedelta(hours=3)
    assert left(filed, in_shanghai("2026-11-23 13:30"), promise, DESK) == timedelta(hours=4)
    assert share_used(filed, in_shanghai("2026-11-23 13:30"), promise, DESK) == Fraction(3, 7)
    assert spent(filed, in_shanghai("2026-11-22 13:30"), promise, DESK) == timedelta(0)
    assert left(filed, in_shanghai("2026-11-24 10:00"), promise, DESK) == timedelta(hours=-1)
    assert share_used(filed, in_shanghai("2026-11-24 10:00"), promise, DESK) == Fraction(8, 7)


def test_what_nobody_closed_for_thirty_years_still_has_an_age() -> None:
    filed = in_shanghai("2026-11-23 09:00")

    assert spent(filed, filed + timedelta(days=11_000), Promise(1, "working_days"), DESK) > timedelta(days=2_000)


@pytest.mark.parametrize(
    ("filed", "due"),
    [("2026-03-28 20:00", "2026-03-29 09:00"), ("2026-10-24 20:00", "2026-10-25 07:00")],  # 23 and 25 hours' days
)
def test_twelve_hours_are_twelve_hours_in_the_nights_clocks_change(filed: str, due: str) -> None:
    assert due_at(in_berlin(filed), Promise(12, "hours"), GATEHOUSE) == in_berlin(due)
    assert due_at(in_berlin(filed), Promise(12, "working_hours"), GATEHOUSE) == in_berlin(due)


def test_the_hour_that_is_skipped_is_not_open_and_the_one_that_comes_twice_is() -> None:
    spring, autumn = in_berlin("2026-03-29 00:00"), in_berlin("2026-10-25 00:00")
    promise = Promise(1, "working_hours")

    assert spent(spring, spring + timedelta(hours=12), promise, NIGHT_DESK) == timedelta(hours=2)
    assert spent(autumn, autumn + timedelta(hours=12), promise, NIGHT_DESK) == timedelta(hours=4)


def test_a_day_at_the_gatehouse_ends_at_midnight() -> None:
    assert due_at(in_berlin("2026-10-24 12:00"), Promise(1, "days"), GATEHOUSE) == in_berlin("2026-10-26 00:00")


@bounded
@given(moments, promises, desks, pauses_about)
def test_when_it_is_due_exactly_the_allowance_is_spent(
    start: datetime, promise: Promise, desk: DeskHours, about: list[tuple[timedelta, timedelta]]
) -> None:
    pauses = paused(start, about)
    due = due_at(start, promise, desk, pauses)

    whole = allowance(start, promise, desk)

    assert spent(start, due, promise, desk, pauses) == whole
    assert spent(start, due - timedelta.resolution, promise, desk, pauses) == whole - timedelta.resolution
    assert left(start, due, promise, desk, pauses) == timedelta(0)
    assert share_used(start, due, promise, desk, pauses) == 1


@bounded
@given(moments, promises, desks, pauses_about)
def test_a_longer_promise_is_never_due_earlier(
    start: datetime, promise: Promise, desk: DeskHours, about: list[tuple[timedelta, timedelta]]
) -> None:
    pauses = paused(start, about)
    dues = [due_at(start, Promise(promise.amount + more, promise.unit), desk, pauses) for more in range(4)]

    assert start < dues[0]
    assert all(earlier <= later for earlier, later in pairwise(dues))


@bounded
@given(moments, promises, desks, st.timedeltas(timedelta(0), timedelta(days=9)), lengths)
def test_a_pause_delays_by_exactly_the_counted_time_in_it(
    start: datetime, promise: Promise, desk: DeskHours, offset: timedelta, length: timedelta
) -> None:
    pause = Pause(start + offset, start + offset + length)
    due = due_at(start, promise, desk)
    in_the_pause = spent(start, pause.end, promise, desk) - spent(start, pause.start, promise, desk)

    later = due_at(start, promise, desk, [pause])

    delay = spent(start, later, promise, desk) - spent(start, due, promise, desk)
    assert delay == (in_the_pause if pause.start < due else timedelta(0))


@bounded
@given(moments, st.integers(1, 30), st.sampled_from(["days", "working_days"]), desks)
def test_days_without_a_pause_end_when_business_ends(start: datetime, amount: int, unit: Unit, desk: DeskHours) -> None:
    due = due_at(start, Promise(amount, unit), desk)

    last = desk.day_of(due - timedelta.resolution)

    assert due == desk.closing(last)
    assert desk.calendar.is_working(last)
    assert last >= desk.day_of(start) + timedelta(days=amount)


@settings(derandomize=True, deadline=None, max_examples=60)
@given(moments | about_holidays, st.integers(1, 30), st.sampled_from([DESK, BERLIN_DESK]), pauses_about)
def test_the_walk_by_stretches_is_the_walk_by_minutes(
    start: datetime, amount: int, desk: DeskHours, about: list[tuple[timedelta, timedelta]]
) -> None:
    """Against a slow and obvious reference: one minute after the other, over two years and their holidays."""
    start = start.replace(second=0, microsecond=0)
    minute = timedelta(minutes=1)
    pauses = [
        Pause(start + offset // minute * minute, start + (offset + length) // minute * minute)
        for offset, length in about
    ]

    def counts(moment: datetime) -> bool:
        there = moment.astimezone(desk.zone)
        is_open = any(span.opens <= there.time() < span.closes for span in desk.spans)
        return desk.calendar.is_working(there.date()) and is_open and not any(p.start <= moment < p.end for p in pauses)

    rest, moment = amount * 60, start
    while rest:
        rest -= counts(moment)
        moment += minute

    assert due_at(start, Promise(amount, "working_hours"), desk, pauses) == moment


@pytest.mark.parametrize("unit", UNITS)
def test_a_time_without_a_zone_is_refused(unit: Unit) -> None:
    aware = in_shanghai("2026-11-23 09:00")
    naive = aware.replace(tzinfo=None)

    with pytest.raises(ValueError, match="no zone"):
        due_at(naive, Promise(1, unit), DESK)
    with pytest.raises(ValueError, match="no zone"):
        spent(aware, naive, Promise(1, unit), DESK)
    with pytest.raises(ValueError, match="no zone"):
        Pause(naive, aware)
    with pytest.raises(ValueError, match="no zone"):
        Pause(aware, naive)


def test_a_pause_does_not_end_before_it_begins() -> None:
    start = in_shanghai("2026-11-23 09:00")

    with pytest.raises(ValueError, match="cannot end"):
        Pause(start, start - timedelta.resolution)


@pytest.mark.parametrize(("amount", "unit"), [(0, "hours"), (-1, "days"), (251, "working_days"), (1, "weeks")])
def test_a_promise_has_a_unit_and_a_limit(amount: int, unit: Unit) -> None:
    with pytest.raises(ValueError, match="promise"):
        Promise(amount, unit)


@pytest.mark.parametrize(
    "spans",
    [
        [],
        [(time(9), time(9))],
        [(time(17), time(9))],
        [(time(9), time(12)), (time(11), time(17))],
        [(time(13), time(0)), (time(14), time(17))],
        [(time(9, tzinfo=UTC), time(17, tzinfo=UTC))],
    ],
)
def test_a_desk_opens_and_closes_in_order(spans: list[tuple[time, time]]) -> None:
    with pytest.raises(ValueError, match="desk"):
        DeskHours(tuple(Span(*span) for span in spans), MainlandChina(), SHANGHAI)


def test_a_pause_of_ages_is_too_far() -> None:
    start = in_shanghai("2026-11-23 09:00")

    with pytest.raises(ValueError, match="too far"):
        due_at(start, Promise(1, "working_days"), DESK, [Pause(start, start + timedelta(days=5_000))])
