"""Fees: prices from day to day, and what one line of a bill comes to.

Exact until the end: each day of a month is that month's fraction, and a line is rounded once, half a fen up.
上海市住宅物业管理规定 art 48: one price for one service on one estate; art 49: from when the buyer pays.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from itertools import groupby, pairwise
from typing import Literal

from courtyard.core.books import refusals as no
from courtyard.core.quantities import CM2_A_M2
from courtyard.core.rulebook import months_after

Unit = Literal["m2", "home", "space"]
"""By area, for each home, or for each parking space."""

DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Price:
    """So many fen a month for each unit, from `first` to `last` (both included; without an end where it is None).

    `use` is what it is for: “dwelling”, “shop”; empty for all. Half a fen a month is Fraction(1, 2).
    """

    unit: Unit
    use: str
    fen: int | Fraction
    first: date
    last: date | None = None

    def on(self, day: date) -> bool:
        return self.first <= day and (self.last is None or day <= self.last)


@dataclass(frozen=True, slots=True)
class Charged:
    """What is charged: its use, its area in cm², or how many spaces."""

    unit: Unit
    use: str
    cm2: int = 0
    spaces: int = 1

    @property
    def units(self) -> Fraction:
        if self.unit == "m2":
            return Fraction(self.cm2, CM2_A_M2)
        return Fraction(self.spaces if self.unit == "space" else 1)


@dataclass(frozen=True, slots=True)
class Stretch:
    """Days charged at one price: which, how many months they are, and what that comes to before rounding, in fen."""

    first: date
    last: date
    price_fen: Fraction
    months: Fraction
    exact_fen: Fraction


@dataclass(frozen=True, slots=True)
class Discount:
    """A share of what is left, or so many fen off it, with the reason. Exactly one of the two."""

    reason: str
    share: Fraction | None = None
    fen: int | None = None

    def __post_init__(self) -> None:
        """Raises NoReason and BadDiscount."""
        if not self.reason.strip():
            raise no.NoReason
        amount = self.fen if self.share is None else self.share
        if (self.share is None) == (self.fen is None) or amount is None or amount < 0 or (self.share or 0) > 1:
            raise no.BadDiscount

    def off(self, fen: Fraction) -> Fraction:
        """What is left of an amount; never below zero."""
        return max(Fraction(0), fen * (1 - self.share) if self.share is not None else fen - (self.fen or 0))


@dataclass(frozen=True, slots=True)
class BillLine:
    """What is charged for a period, in fen: `full_fen` without discounts, `fen` with them, and how it came about."""

    first: date
    last: date
    stretches: tuple[Stretch, ...]
    discounts: tuple[Discount, ...]
    full_fen: int
    fen: int


def check_schedule(prices: Sequence[Price]) -> None:
    """Whether prices can be meant together: on a day there is one at most for a unit and use. Raises BadSchedule."""
    for price in prices:
        if price.fen < 0 or (price.last is not None and price.last < price.first):
            raise no.BadSchedule(first=price.first)
    ordered = sorted(prices, key=lambda price: (price.unit, price.use, price.first))
    for _what, some in groupby(ordered, key=lambda price: (price.unit, price.use)):
        for earlier, later in pairwise(some):
            if earlier.last is None or later.first <= earlier.last:
                raise no.BadSchedule(first=later.first)


def charged_from(delivered: date, begins: Literal["day", "next_month"]) -> date:
    """The first day a buyer pays for: that of the handing over, or the first of the next month (Shanghai, art 49)."""
    return delivered if begins == "day" else months_after(delivered.replace(day=1), 1)


def bill_line(
    prices: Sequence[Price],
    what: Charged,
    first: date,
    last: date,
    *,
    since: date | None = None,
    until: date | None = None,
    discounts: Sequence[Discount] = (),
) -> BillLine:
    """What is charged for whole months from `first` to `last`, and only for the days within `since` and `until`.

    A price for exactly this use goes before one for all uses. Raises NotWholeMonths, and NoPrice for a day that has to
    be charged and has none. `discounts` come off one after the other.
    """
    _check_months(first, last)
    stretches = tuple(_stretches(prices, what, max(first, since or first), min(last, until or last)))
    exact = sum((one.exact_fen for one in stretches), Fraction(0))
    left = exact
    for discount in discounts:
        left = discount.off(left)
    return BillLine(first, last, stretches, tuple(discounts), half_up(exact), half_up(left))


def whole_months_fen(fen_a_m2: int, cm2: int, months: int) -> int:
    """What `bill_line` comes to for whole months at one price without discounts, as a database reckons it: in whole
    numbers only."""
    return (2 * fen_a_m2 * cm2 * months + CM2_A_M2) // (2 * CM2_A_M2)


def half_up(fen: Fraction) -> int:
    """Whole fen, half of one rounded up; of what is not below zero."""
    return (2 * fen.numerator + fen.denominator) // (2 * fen.denominator)


def months_between(first: date, last: date) -> Fraction:
    """How many months the days from `first` to `last` are: each day is its own month's part of it."""
    return sum((Fraction(days, length) for _start, days, length in _by_month(first, last)), Fraction(0))


def _check_months(first: date, last: date) -> None:
    if first.day != 1 or last < first or (last + DAY).day != 1:
        raise no.NotWholeMonths


def _stretches(prices: Sequence[Price], what: Charged, first: date, last: date) -> Iterable[Stretch]:
    day = first
    while day <= last:
        price = _price_on(prices, what, day)
        # The next price may begin before this one ends: that of the very use goes before one for all.
        ends = min([last, *([price.last] if price.last else []), *_days_before_others(prices, what, day)])
        months = months_between(day, ends)
        yield Stretch(day, ends, Fraction(price.fen), months, price.fen * what.units * months)
        day = ends + DAY


def _price_on(prices: Sequence[Price], what: Charged, day: date) -> Price:
    there = [price for price in prices if price.unit == what.unit and price.use in ("", what.use) and price.on(day)]
    if not there:
        raise no.NoPrice(day=day)
    return max(there, key=lambda price: bool(price.use))


def _days_before_others(prices: Sequence[Price], what: Charged, day: date) -> list[date]:
    return [
        price.first - DAY
        for price in prices
        if price.unit == what.unit and price.use in ("", what.use) and price.first > day
    ]


def _by_month(first: date, last: date) -> Iterable[tuple[date, int, int]]:
    """Each month from `first` to `last`: its first day among them, how many of its days, and how many it has."""
    day = first
    while day <= last:
        start = day.replace(day=1)
        ends = months_after(start, 1) - DAY
        upto = min(ends, last)
        yield day, (upto - day).days + 1, ends.day
        day = upto + DAY
