"""Quarters: every day lies in one, they follow each other without a gap, and what is written is read back."""

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courtyard.core.quarters import BadQuarter, Quarter, latest, months_of

DAYS = st.dates(date(1900, 1, 1), date(2200, 12, 31))
SHANGHAI = ZoneInfo("Asia/Shanghai")
SPRING = Quarter(2026, 2)


def test_a_quarter_knows_its_days_and_neighbours() -> None:
    assert str(SPRING) == "2026Q2"
    assert (SPRING.first_day, SPRING.last_month, SPRING.last_day) == (
        date(2026, 4, 1),
        date(2026, 6, 1),
        date(2026, 6, 30),
    )
    assert (SPRING.before, SPRING.next) == (Quarter(2026, 1), Quarter(2026, 3))
    assert (Quarter(2026, 1).before, Quarter(2026, 4).next) == (Quarter(2025, 4), Quarter(2027, 1))
    assert months_of(SPRING) == (date(2026, 4, 1), date(2026, 5, 1), date(2026, 6, 1))


def test_the_latest_come_with_the_oldest_first() -> None:
    assert [str(one) for one in latest(3, Quarter(2026, 1))] == ["2025Q3", "2025Q4", "2026Q1"]
    assert latest(0, SPRING) == []


def test_a_quarter_begins_when_the_estates_day_does() -> None:
    moment = datetime(2026, 3, 31, 16, 30, tzinfo=UTC)

    assert Quarter.at(moment, SHANGHAI) == SPRING
    assert Quarter.at(moment, ZoneInfo("UTC")) == SPRING.before
    with pytest.raises(ValueError, match="zone"):
        Quarter.at(moment.replace(tzinfo=None), SHANGHAI)


NO_QUARTERS = [
    "",
    "2026",
    "2026Q0",
    "2026Q5",
    "2026q2",
    " 2026Q2",
    "2026Q2\n",
    "26Q2",
    "２０２６Q2",
    "0000Q1",
    "2026-Q2",
]


@pytest.mark.parametrize("written", NO_QUARTERS)
def test_what_is_no_quarter_is_refused(written: str) -> None:
    with pytest.raises(BadQuarter):
        Quarter.of(written)


def test_the_first_and_the_last_quarter_of_the_calendar_end() -> None:
    assert Quarter(9999, 4).last_day == date.max
    with pytest.raises(BadQuarter):
        _ = Quarter(9999, 4).next
    with pytest.raises(BadQuarter):
        _ = Quarter(1, 1).before


@given(DAYS)
def test_every_day_lies_in_one_quarter_alone(day: date) -> None:
    quarter = Quarter.on(day)

    assert day in quarter
    assert day not in quarter.before
    assert day not in quarter.next


@given(DAYS)
def test_quarters_follow_each_other_without_a_gap(day: date) -> None:
    quarter = Quarter.on(day)

    assert quarter.last_day + timedelta(days=1) == quarter.next.first_day
    assert quarter.next.before == quarter
    assert quarter.first_day < quarter.last_month < quarter.last_day


@given(DAYS)
def test_what_is_written_is_read_back(day: date) -> None:
    assert Quarter.of(str(Quarter.on(day))) == Quarter.on(day)


@given(DAYS, DAYS)
def test_written_quarters_sort_as_time_does(first: date, second: date) -> None:
    one, two = Quarter.on(first), Quarter.on(second)

    assert (one < two) == (str(one) < str(two))
    assert (first < second) or not (one < two)


@given(DAYS, st.integers(-400, 400))
def test_a_shift_and_its_opposite_lead_back(day: date, quarters: int) -> None:
    assert Quarter.on(day).shifted(quarters).shifted(-quarters) == Quarter.on(day)


@given(DAYS, st.integers(0, 40))
def test_the_latest_end_with_the_given_one(day: date, count: int) -> None:
    found = latest(count, Quarter.on(day))

    assert len(found) == count
    assert all(one.next == two for one, two in pairwise(found))
    assert found[-1:] == ([Quarter.on(day)] if count else [])
