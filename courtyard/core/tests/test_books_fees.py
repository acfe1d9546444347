"""Fees: one line of a bill, to the day and the fen, and prices that cannot be meant together."""

from datetime import date, timedelta
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courtyard.core.books import refusals as no
from courtyard.core.books.fees import (
    BillLine,
    Charged,
    Discount,
    Price,
    Stretch,
    bill_line,
    charged_from,
    check_schedule,
    half_up,
    months_between,
    whole_months_fen,
)
from courtyard.core.tests.booked import bounded

NEW_YEAR, MARCH_END = date(2026, 1, 1), date(2026, 3, 31)
HOME = Charged("m2", "dwelling", cm2=896_000)
OLD = Price("m2", "dwelling", 185, date(2020, 1, 1), date(2026, 2, 14))
NEW = Price("m2", "dwelling", 210, date(2026, 2, 15))
DAYS = st.integers(0, 89).map(lambda days: NEW_YEAR + timedelta(days=days))


def slow_fen(prices: list[Price], what: Charged, first: date, last: date) -> Fraction:
    """Day by day: each is its month's part of the month's price."""
    total, day = Fraction(0), first
    while day <= last:
        length = (date(day.year + day.month // 12, day.month % 12 + 1, 1) - day.replace(day=1)).days
        price = next(price for price in prices if price.on(day))
        total += price.fen * what.units / length
        day += timedelta(days=1)
    return total


def test_a_quarter_at_one_price() -> None:
    line = bill_line([OLD, NEW], HOME, date(2026, 4, 1), date(2026, 6, 30))

    # 89.60 m² × 2.10 yuan × 3 months
    stretch = Stretch(date(2026, 4, 1), date(2026, 6, 30), Fraction(210), Fraction(3), Fraction(56_448))
    assert line == BillLine(date(2026, 4, 1), date(2026, 6, 30), (stretch,), (), 564_48, 564_48)


def test_a_price_that_changes_within_the_period_is_charged_by_days() -> None:
    line = bill_line([OLD, NEW], HOME, NEW_YEAR, MARCH_END)

    assert [(one.first, one.last, one.price_fen, one.months) for one in line.stretches] == [
        (NEW_YEAR, date(2026, 2, 14), Fraction(185), Fraction(3, 2)),
        (date(2026, 2, 15), MARCH_END, Fraction(210), Fraction(3, 2)),
    ]
    # 89.60 × (1.85 × 1.5 + 2.10 × 1.5) = 530.88
    assert line.fen == 530_88


def test_a_home_handed_over_within_the_period_is_charged_from_then_on() -> None:
    delivered = date(2026, 3, 11)

    by_day = bill_line([OLD, NEW], HOME, NEW_YEAR, MARCH_END, since=charged_from(delivered, "day"))
    by_month = bill_line([OLD, NEW], HOME, NEW_YEAR, MARCH_END, since=charged_from(delivered, "next_month"))

    assert by_day.fen == half_up(Fraction(896, 10) * 210 * Fraction(21, 31))
    assert (by_month.stretches, by_month.fen) == ((), 0)
    assert charged_from(date(2025, 12, 31), "next_month") == NEW_YEAR
    assert charged_from(date(2026, 1, 1), "next_month") == date(2026, 2, 1)


@bounded
@given(st.integers(1, 10**8), st.integers(0, 10_000), st.integers(0, 10_000), DAYS, DAYS, DAYS)
def test_a_line_is_what_its_days_come_to(cm2: int, old: int, new: int, change: date, since: date, until: date) -> None:
    prices = [
        Price("m2", "", old, date(2020, 1, 1), change - timedelta(days=1)),
        Price("m2", "", new, change),
    ]
    what = Charged("m2", "dwelling", cm2=cm2)

    line = bill_line(prices, what, NEW_YEAR, MARCH_END, since=since, until=until)

    exact = slow_fen(prices, what, since, until)
    assert line.fen == line.full_fen == half_up(exact)
    assert abs(line.fen - exact) <= Fraction(1, 2)
    assert sum(one.exact_fen for one in line.stretches) == exact


@bounded
@given(st.integers(0, 10_000), st.integers(1, 10**8), st.integers(1, 12))
def test_whole_months_are_reckoned_by_the_database_as_here(fen: int, cm2: int, months: int) -> None:
    last = date(2026 + months // 12, months % 12 + 1, 1) - timedelta(days=1)

    line = bill_line([Price("m2", "", fen, NEW_YEAR)], Charged("m2", "shop", cm2=cm2), NEW_YEAR, last)

    assert line.fen == whole_months_fen(fen, cm2, months)


@bounded
@given(DAYS, DAYS)
def test_months_are_cut_without_a_gap(cut: date, end: date) -> None:
    first = min(cut, end)

    whole = months_between(NEW_YEAR, end)

    if first > NEW_YEAR:
        assert months_between(NEW_YEAR, first - timedelta(days=1)) + months_between(first, end) == whole


def test_a_price_for_the_very_use_goes_before_one_for_all() -> None:
    prices = [Price("m2", "", 100, date(2020, 1, 1)), Price("m2", "shop", 300, date(2026, 2, 1), date(2026, 2, 28))]

    shop = bill_line(prices, Charged("m2", "shop", cm2=10_000), NEW_YEAR, MARCH_END)
    dwelling = bill_line(prices, Charged("m2", "dwelling", cm2=10_000), NEW_YEAR, MARCH_END)

    assert (shop.fen, dwelling.fen) == (500, 300)
    assert [one.price_fen for one in shop.stretches] == [100, 300, 100]


@pytest.mark.parametrize(
    ("price", "what", "fen"),
    [
        (Price("home", "", 2_000, NEW_YEAR), Charged("home", "dwelling", cm2=5), 6_000),
        (Price("space", "", 15_000, NEW_YEAR), Charged("space", "parking", spaces=2), 90_000),
        (Price("m2", "", Fraction(395, 2), NEW_YEAR), Charged("m2", "dwelling", cm2=10_000), 593),
    ],
)
def test_by_home_by_space_and_by_half_a_fen(price: Price, what: Charged, fen: int) -> None:
    assert bill_line([price], what, NEW_YEAR, MARCH_END).fen == fen


@pytest.mark.parametrize(
    ("discounts", "fen"),
    [
        ([Discount("空置", share=Fraction(30, 100))], 395_14),  # 395.136
        ([Discount("空置", share=Fraction(1))], 0),
        ([Discount("补偿", fen=10_00)], 554_48),
        ([Discount("补偿", fen=999_999_99)], 0),
        ([Discount("空置", share=Fraction(1, 2)), Discount("补偿", fen=1)], 282_23),
        ([Discount("补偿", fen=2), Discount("空置", share=Fraction(1, 2))], 282_23),
        ([Discount("零", fen=0)], 564_48),
    ],
)
def test_discounts_come_off_one_after_the_other_and_never_below_zero(discounts: list[Discount], fen: int) -> None:
    line = bill_line([NEW], HOME, date(2026, 4, 1), date(2026, 6, 30), discounts=discounts)

    assert (line.full_fen, line.fen) == (564_48, fen)


@pytest.mark.parametrize(
    ("said", "refusal"),
    [
        ({"reason": "", "fen": 1}, no.NoReason),
        ({"reason": "x"}, no.BadDiscount),
        ({"reason": "x", "fen": 1, "share": Fraction(1, 2)}, no.BadDiscount),
        ({"reason": "x", "fen": -1}, no.BadDiscount),
        ({"reason": "x", "share": Fraction(-1, 2)}, no.BadDiscount),
        ({"reason": "x", "share": Fraction(3, 2)}, no.BadDiscount),
    ],
)
def test_a_discount_has_a_reason_and_one_amount(said: dict[str, Any], refusal: type[Exception]) -> None:
    with pytest.raises(refusal):
        Discount(**said)


@pytest.mark.parametrize(
    "prices",
    [
        [Price("m2", "", -1, NEW_YEAR)],
        [Price("m2", "", 1, MARCH_END, NEW_YEAR)],
        [Price("m2", "", 1, NEW_YEAR), Price("m2", "", 2, MARCH_END)],
        [Price("m2", "", 1, NEW_YEAR, MARCH_END), Price("m2", "", 2, MARCH_END)],
    ],
)
def test_prices_that_contradict_each_other_are_refused(prices: list[Price]) -> None:
    with pytest.raises(no.BadSchedule):
        check_schedule(prices)


def test_prices_for_different_things_may_hold_together() -> None:
    check_schedule([OLD, NEW, Price("m2", "shop", 300, NEW_YEAR), Price("space", "", 15_000, NEW_YEAR)])
    check_schedule([])


@pytest.mark.parametrize(
    ("first", "last"),
    [(date(2026, 1, 2), MARCH_END), (NEW_YEAR, date(2026, 3, 30)), (date(2026, 4, 1), MARCH_END)],
)
def test_a_bill_is_for_whole_months(first: date, last: date) -> None:
    with pytest.raises(no.NotWholeMonths):
        bill_line([NEW], HOME, first, last)


def test_a_day_without_a_price_is_not_charged_silently() -> None:
    with pytest.raises(no.NoPrice) as refusal:
        bill_line([NEW], HOME, NEW_YEAR, MARCH_END)

    assert refusal.value.fields == {"day": NEW_YEAR}
    assert bill_line([NEW], HOME, NEW_YEAR, MARCH_END, since=date(2026, 2, 15)).fen == half_up(Fraction(896, 10) * 315)
