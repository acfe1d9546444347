"""What a home is charged for some months: schedules as prices, and the homes that need every stretch reckoned.

Most homes pay one price for whole months, which the database reckons by itself (`bill_sets.py`). The others (with a
discount, a price that changes within a month, handed over in between) are reckoned here, by core/books/fees.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from fractions import Fraction
from itertools import groupby
from typing import Any

from courtyard.core.books import fees as core
from courtyard.core.rulebook.periods import months_after
from courtyard.money.models import Discount, FeeSchedule
from courtyard.places.models import Home
from courtyard.services.models.contract import BASIS_POINTS

DAY = timedelta(days=1)
FOR_EVER = date.max


@dataclass(frozen=True, slots=True)
class Version:
    """A schedule that was not withdrawn, with the days it holds."""

    schedule: FeeSchedule
    first: date
    last: date | None

    def touches(self, first: date, last: date) -> bool:
        return self.first <= last and (self.last is None or self.last >= first)


@dataclass(frozen=True, slots=True)
class Piece:
    """Days of a period without a gap in which a use is charged by one unit."""

    unit: str
    first: date
    last: date
    prices: tuple[core.Price, ...]


@dataclass(frozen=True, slots=True)
class Tariff:
    """What homes of one use are charged in a period.

    `weight` is the sum of price × months, in fen, where all of it is whole months without a gap: then a home owes
    weight × area, and the database says so itself. None where each home needs its stretches reckoned.
    """

    use: str
    unit: str
    pieces: tuple[Piece, ...]
    weight: int | None


@dataclass(frozen=True, slots=True)
class Exact:
    """A home that was reckoned by its stretches, and how it came about."""

    home_id: Any
    use: str
    unit: str
    cm2: int | None
    fen: int
    lines: list[dict[str, Any]]


def versions_of(estate_id: Any) -> list[Version]:
    """The schedules that hold or will, or held, the oldest first, with their prices. Two queries."""
    rows = FeeSchedule.objects.filter(estate=estate_id, withdrawn_at__isnull=True).select_related(
        "decision", "contract__company"
    )
    kept = list(rows.prefetch_related("prices").order_by("from_day"))
    ends = [*(later.from_day - DAY for later in kept[1:]), None][: len(kept)]
    return [Version(one, one.from_day, last) for one, last in zip(kept, ends, strict=True)]


def tariffs_of(versions: Iterable[Version], first: date, last: date) -> dict[str, Tariff]:
    """Of each use that is charged on some day of the period."""
    by_use: dict[str, list[core.Price]] = {}
    for version in versions:
        if version.touches(first, last):
            for price in version.schedule.prices.all():
                begins, ends = max(first, version.first), min(last, version.last or last)
                one = core.Price(price.unit, price.use, price.fen, begins, ends)  # type: ignore[arg-type]
                by_use.setdefault(price.use, []).append(one)
    return {use: _tariff(use, prices, first, last) for use, prices in by_use.items()}


def _tariff(use: str, prices: Sequence[core.Price], first: date, last: date) -> Tariff:
    pieces: list[Piece] = []
    for price in prices:
        ends = price.last or last
        if pieces and pieces[-1].unit == price.unit and pieces[-1].last + DAY == price.first:
            pieces[-1] = replace(pieces[-1], last=ends, prices=(*pieces[-1].prices, price))
        else:
            pieces.append(Piece(price.unit, price.first, ends, (price,)))
    months = [core.months_between(price.first, price.last or last) for price in prices]
    whole = len(pieces) == 1 and all(one.denominator == 1 for one in months)
    weight = sum((price.fen * one for price, one in zip(prices, months, strict=True)), Fraction(0))
    return Tariff(use, pieces[0].unit, tuple(pieces), int(weight) if whole else None)


def exact_bill(
    tariff: Tariff, home: Home, first: date, last: date, *, since: date | None, discounts: Sequence[Discount]
) -> Exact:
    """What a home owes, stretch by stretch; nothing where it is handed over too late or nothing is left."""
    lines: list[core.BillLine] = []
    for begins, ends in _stretches(first, last, discounts):
        off = [_said(one, begins, ends) for one in discounts if one.touches(begins, ends)]
        lines += _lines(tariff, home, begins, ends, since, off)
    told = [_written(line) for line in lines]
    return Exact(home.pk, home.use, tariff.unit, home.area_cm2, sum(line.fen for line in lines), told)


def _lines(
    tariff: Tariff, home: Home, first: date, last: date, since: date | None, off: Sequence[core.Discount]
) -> Iterable[core.BillLine]:
    for piece in tariff.pieces:
        begins, ends = max(first, piece.first, since or first), min(last, piece.last)
        if begins > ends:
            continue
        what = core.Charged(piece.unit, home.use, home.area_cm2 or 0)  # type: ignore[arg-type]
        yield core.bill_line(piece.prices, what, first, last, since=begins, until=ends, discounts=off)


def _stretches(first: date, last: date, discounts: Sequence[Discount]) -> Iterable[tuple[date, date]]:
    """Months side by side that have the same discounts."""
    months: list[tuple[date, date]] = []
    day = first
    while day <= last:
        after = months_after(day, 1)
        months.append((day, after - DAY))
        day = after
    for _same, some in groupby(months, key=lambda month: [one.pk for one in discounts if one.touches(*month)]):
        together = list(some)
        yield together[0][0], together[-1][1]


def _said(one: Discount, first: date, last: date) -> core.Discount:
    """An amount is off each month."""
    if one.share_bp is not None:
        return core.Discount(one.reason, share=Fraction(one.share_bp, BASIS_POINTS))
    return core.Discount(one.reason, fen=(one.fen or 0) * int(core.months_between(first, last)))


def _written(line: core.BillLine) -> dict[str, Any]:
    """A line as the bill keeps it: days in ISO form, fractions as text."""
    return {
        "first": line.first.isoformat(), "last": line.last.isoformat(), "full_fen": line.full_fen, "fen": line.fen,
        "off": [discount.reason for discount in line.discounts],
        "stretches": [
            [one.first.isoformat(), one.last.isoformat(), str(one.price_fen), str(one.months)]
            for one in line.stretches
        ],
    }  # fmt: skip


def lines_between(
    versions: Iterable[Version], use: str, cm2: int | None, first: date, last: date
) -> list[dict[str, Any]]:
    """How the usual bill came about: the same stretches, as the schedules say them."""
    tariff = tariffs_of(versions, first, last).get(use)
    if tariff is None:
        return []
    home = Home(use=use, area_cm2=cm2)
    return exact_bill(tariff, home, first, last, since=None, discounts=()).lines


def rates_of(tariffs: Iterable[Tariff]) -> list[tuple[str, str, int]]:
    """Use, unit and weight of what the database reckons by itself."""
    return [(one.use, one.unit, one.weight) for one in tariffs if one.weight is not None]
