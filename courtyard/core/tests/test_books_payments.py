"""Payments: which bill is paid first, what is paid ahead, and how old arrears are."""

from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courtyard.core.books import refusals as no
from courtyard.core.books.payments import (
    Ageing,
    Allocation,
    Band,
    OpenBill,
    ageing,
    allocate,
    collection_rate,
    use_ahead,
)
from courtyard.core.tests.booked import bounded

TODAY = date(2026, 11, 23)
IDS, DUE = st.text("abc123", min_size=1, max_size=4), st.dates(date(2024, 1, 1), date(2027, 1, 1))
BILLS = st.lists(st.builds(OpenBill, IDS, DUE, st.integers(0, 10**6)), max_size=8, unique_by=lambda one: one.id)


def bill(number: int, due: date, fen: int) -> OpenBill:
    return OpenBill(f"B-{number}", due, fen)


JANUARY, APRIL, JULY = bill(1, date(2026, 1, 31), 100), bill(2, date(2026, 4, 30), 100), bill(3, date(2026, 7, 31), 100)


@bounded
@given(st.integers(0, 10**7), BILLS)
def test_no_fen_of_a_payment_is_lost(fen: int, bills: list[OpenBill]) -> None:
    found = allocate(fen, bills)

    paid = dict(found.parts)
    assert sum(paid.values()) + found.ahead_fen == fen
    assert all(0 < paid[one.id] <= one.open_fen for one in bills if one.id in paid)
    # Nothing is paid ahead while a bill is open, and no later one while an earlier one is.
    ordered = sorted(bills, key=lambda one: (one.due, one.id))
    left = [one.open_fen - paid.get(one.id, 0) for one in ordered]
    first_open = next((place for place, rest in enumerate(left) if rest), len(left))
    assert found.ahead_fen == 0 or first_open == len(left)
    assert all(one.id not in paid for one in ordered[first_open + 1 :])
    assert allocate(fen, list(reversed(bills))) == found


@pytest.mark.parametrize(
    ("fen", "named", "expected"),
    [
        (100, "", Allocation((("B-1", 100),), 0)),
        (150, "", Allocation((("B-1", 100), ("B-2", 50)), 0)),
        (400, "", Allocation((("B-1", 100), ("B-2", 100), ("B-3", 100)), 100)),
        (50, "B-3", Allocation((("B-3", 50),), 0)),
        (150, "B-3", Allocation((("B-3", 100),), 50)),
        (0, "", Allocation((), 0)),
    ],
)
def test_the_oldest_is_paid_first_or_the_one_that_is_named(fen: int, named: str, expected: Allocation) -> None:
    assert allocate(fen, [JULY, JANUARY, APRIL], named=named) == expected


def test_two_who_pay_one_bill_lose_nothing() -> None:
    first = allocate(100, [JANUARY], named="B-1")
    paid_meanwhile = OpenBill("B-1", JANUARY.due, JANUARY.open_fen - dict(first.parts)["B-1"])

    second = allocate(100, [paid_meanwhile], named="B-1")

    assert second == Allocation((), 100)
    assert use_ahead(second.ahead_fen, [APRIL]) == Allocation((("B-2", 100),), 0)


def test_what_cannot_be_paid_is_refused() -> None:
    with pytest.raises(no.UnknownBill):
        allocate(100, [JANUARY], named="B-9")
    with pytest.raises(no.NegativeSum):
        allocate(-1, [JANUARY])


@pytest.mark.parametrize(("days", "band"), [(0, None), (1, 0), (30, 0), (31, 1), (90, 1), (91, 2), (365, 2), (366, 3)])
def test_arrears_are_as_old_as_the_days_since_they_were_due(days: int, band: int | None) -> None:
    found = ageing([bill(1, TODAY - timedelta(days=days), 700)], TODAY, (30, 90, 365))

    assert [one.fen for one in found.bands] == [700 if place == band else 0 for place in range(4)]
    assert found.not_due_fen == (700 if band is None else 0)


def test_ageing_says_how_many_bills() -> None:
    found = ageing([JANUARY, APRIL, JULY, bill(4, TODAY, 5), bill(5, date(2027, 1, 1), 7)], TODAY, (30, 90, 365))

    assert found == Ageing(12, 2, (Band(1, 30, 0, 0), Band(31, 90, 0, 0), Band(91, 365, 300, 3), Band(366, None, 0, 0)))
    assert found.overdue_fen == 300


@bounded
@given(BILLS)
def test_every_open_fen_is_in_one_band(bills: list[OpenBill]) -> None:
    found = ageing(bills, TODAY, (30, 90, 365))

    assert found.not_due_fen + found.overdue_fen == sum(one.open_fen for one in bills)
    assert found.not_due_bills + sum(band.bills for band in found.bands) == len(bills)


def test_a_collection_rate_is_exact() -> None:
    assert collection_rate(300, 200) == Fraction(2, 3)
    assert collection_rate(0, 0) is None
