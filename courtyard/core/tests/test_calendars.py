"""Working days as announced, with make-up days; beyond what is announced, as the statute lets one assume."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from courtyard.core import calendars
from courtyard.core.calendars import (
    CALENDARS,
    MainlandChina,
    PlainWeek,
    WorkingCalendar,
    add_working_days,
    first_working_day_from,
    working_days_after,
    working_days_between,
)

CHINA = MainlandChina()
CAPITAL = PlainWeek(holidays=frozenset({date(2026, 10, 3), date(2026, 12, 25)}), known_until=date(2026, 12, 31))
bounded = settings(derandomize=True, deadline=None, max_examples=100)
any_calendar: st.SearchStrategy[WorkingCalendar] = st.sampled_from([CHINA, CAPITAL, PlainWeek(frozenset({0, 5}))])
any_day = st.dates(date(2004, 1, 1), date(2040, 12, 31))


@pytest.mark.parametrize(
    ("day", "working"),
    [
        (date(2026, 2, 14), True),  # a Saturday worked so that spring festival is long
        (date(2026, 2, 16), False),
        (date(2026, 2, 23), False),  # a Monday off in exchange
        (date(2026, 2, 28), True),
        (date(2026, 10, 8), True),
        (date(2026, 10, 10), True),
        (date(2026, 11, 23), True),
        (date(2026, 11, 22), False),
        (date(2004, 1, 17), True),
        (date(2020, 1, 31), False),  # prolonged because of the epidemic
    ],
)
def test_make_up_days_are_worked_and_days_in_exchange_are_not(day: date, working: bool) -> None:
    assert CHINA.is_working(day) == working
    assert CHINA.certainty(day) == "announced"


@pytest.mark.parametrize("year", range(2007, 2027))
def test_every_announced_year_has_make_up_days(year: int) -> None:
    made_up = [day for day in calendars._days_of(year) if day.weekday() >= 5 and CHINA.is_working(day)]

    assert 4 < len(made_up) < 13


def test_what_is_not_announced_is_assumed_and_says_so() -> None:
    day_after = CHINA.known_until + timedelta(days=1)

    assert CHINA.known_until >= date(2026, 12, 31)
    assert CHINA.certainty(CHINA.known_until) == "announced"
    assert CHINA.certainty(day_after) == "assumed"
    assert not CHINA.is_working(day_after)  # new year's day
    assert CHINA.certainty(date(2003, 12, 31)) == "assumed"


def test_statutory_holidays_of_2027_are_given_back_when_they_fall_on_a_weekend() -> None:
    off = calendars._statutory_days_off(2027)

    assert sorted(day for day in off if day.weekday() < 5) == [
        date(2027, 1, 1),
        date(2027, 2, 5),  # the eve
        date(2027, 2, 8),
        date(2027, 2, 9),  # for Saturday the 6th
        date(2027, 2, 10),  # for Sunday the 7th
        date(2027, 4, 5),
        date(2027, 5, 3),
        date(2027, 5, 4),
        date(2027, 6, 9),
        date(2027, 9, 15),
        date(2027, 10, 1),
        date(2027, 10, 4),
        date(2027, 10, 5),
    ]


@pytest.mark.parametrize("year", [1900, 2003, 2041, 9999])
def test_where_no_almanac_was_read_the_fixed_holidays_remain(year: int) -> None:
    assert not CHINA.is_working(date(year, 1, 1))
    assert not CHINA.is_working(date(year, 5, 1))
    assert sum(CHINA.is_working(day) for day in calendars._days_of(year)) > 250


def test_elsewhere_holidays_are_data() -> None:
    assert CAPITAL.is_working(date(2026, 12, 24))
    assert not CAPITAL.is_working(date(2026, 12, 25))
    assert not CAPITAL.is_working(date(2026, 12, 26))
    assert CAPITAL.certainty(date(2026, 12, 31)) == "announced"
    assert CAPITAL.certainty(date(2027, 1, 1)) == "assumed"


@pytest.mark.parametrize("weekdays", [frozenset[int](), frozenset({7}), frozenset({-1, 0})])
def test_a_week_has_working_days_and_seven_days(weekdays: frozenset[int]) -> None:
    with pytest.raises(ValueError, match="Monday"):
        PlainWeek(weekdays)


def test_a_rulebook_names_its_calendar() -> None:
    assert CALENDARS["cn"]() == CHINA
    assert CALENDARS["plain"](weekdays=frozenset({0})) == PlainWeek(frozenset({0}))


def test_the_day_of_filing_is_not_counted() -> None:
    friday = date(2026, 11, 20)

    assert add_working_days(friday, 0, CHINA) == friday
    assert add_working_days(friday, 1, CHINA) == date(2026, 11, 23)
    assert add_working_days(date(2026, 11, 22), 1, CHINA) == date(2026, 11, 23)
    assert add_working_days(date(2026, 9, 24), 5, CHINA) == date(2026, 10, 9)  # Mid-Autumn and National Day between


def test_a_period_that_ends_on_a_day_off_ends_on_the_next_that_is_not() -> None:
    assert first_working_day_from(date(2026, 11, 21), CHINA) == date(2026, 11, 23)
    assert first_working_day_from(date(2026, 2, 14), CHINA) == date(2026, 2, 14)


@bounded
@given(any_day, st.integers(1, 300), any_calendar)
def test_added_days_are_counted_days(start: date, days: int, calendar: WorkingCalendar) -> None:
    end = add_working_days(start, days, calendar)

    assert calendar.is_working(end)
    assert working_days_between(start, end, calendar) == days
    assert working_days_between(end, start, calendar) == -days
    assert add_working_days(start, days + 1, calendar) > end


def test_nobody_searches_for_ever() -> None:
    class Never(PlainWeek):
        def is_working(self, day: date) -> bool:
            return False

    with pytest.raises(ValueError, match="too far"):
        next(working_days_after(date(2026, 1, 1), Never()))
    with pytest.raises(ValueError, match="too far"):
        add_working_days(date(2026, 1, 1), 10_000, CHINA)
    with pytest.raises(ValueError, match="too far"):
        working_days_between(date(2026, 1, 1), date(2126, 1, 1), CHINA)
    with pytest.raises(ValueError, match="forward"):
        add_working_days(date(2026, 1, 1), -1, CHINA)
