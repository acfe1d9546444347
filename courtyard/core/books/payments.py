"""Payments: which bills one pays, what becomes of the rest, and how old what is not paid is."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from courtyard.core.books.refusals import NegativeSum, UnknownBill


@dataclass(frozen=True, slots=True)
class OpenBill:
    """A bill that is not paid in full: the last day to pay it, and what is open, in fen."""

    id: str
    due: date
    open_fen: int


@dataclass(frozen=True, slots=True)
class Allocation:
    """What of a payment goes to which bill, in fen, and what is left as paid ahead."""

    parts: tuple[tuple[str, int], ...]
    ahead_fen: int


@dataclass(frozen=True, slots=True)
class Band:
    """What has been due for `first_day` to `last_day` days, in fen, and on how many bills; the last band has no end."""

    first_day: int
    last_day: int | None
    fen: int
    bills: int


@dataclass(frozen=True, slots=True)
class Ageing:
    """Open bills on a day: those not due yet, and the others by how many days they have been."""

    not_due_fen: int
    not_due_bills: int
    bands: tuple[Band, ...]

    @property
    def overdue_fen(self) -> int:
        return sum(band.fen for band in self.bands)


def allocate(fen: int, bills: Iterable[OpenBill], *, named: str = "") -> Allocation:
    """A payment over open bills: the one that was named, else the oldest first; what is left is paid ahead.

    Who names a bill pays that one and no other. Oldest is the earliest `due`, then the smaller id. A bill that somebody
    else has paid meanwhile takes nothing. Raises NegativeSum, and UnknownBill for a named one that is not there.
    """
    if fen < 0:
        raise NegativeSum
    ordered = sorted(bills, key=lambda bill: (bill.due, bill.id))
    if named:
        ordered = [bill for bill in ordered if bill.id == named]
        if not ordered:
            raise UnknownBill(bill=named)
    parts: list[tuple[str, int]] = []
    left = fen
    for bill in ordered:
        paid = min(left, max(0, bill.open_fen))
        if paid:
            parts.append((bill.id, paid))
            left -= paid
    return Allocation(tuple(parts), left)


def use_ahead(ahead_fen: int, bills: Iterable[OpenBill]) -> Allocation:
    """What was paid ahead pays the next bills, the oldest first. Raises NegativeSum."""
    return allocate(ahead_fen, bills)


def ageing(bills: Iterable[OpenBill], on: date, ends: Sequence[int]) -> Ageing:
    """How old arrears are on a day. `ends` are the last days of the bands: (30, 90, 365) makes 1–30, 31–90, 91–365 and
    more. A bill is overdue from the day after it was due."""
    edges = [*ends, None]
    starts = [1, *(end + 1 for end in ends)]
    sums, counts = [0] * len(edges), [0] * len(edges)
    not_due = not_due_bills = 0
    for bill in bills:
        days = (on - bill.due).days
        if days <= 0:
            not_due, not_due_bills = not_due + bill.open_fen, not_due_bills + 1
            continue
        place = sum(days > end for end in ends)
        sums[place] += bill.open_fen
        counts[place] += 1
    bands = tuple(Band(*one) for one in zip(starts, edges, sums, counts, strict=True))
    return Ageing(not_due, not_due_bills, bands)


def collection_rate(billed_fen: int, collected_fen: int) -> Fraction | None:
    """What share of what was billed has been paid; None where nothing was billed. What is paid ahead is not in it."""
    return Fraction(collected_fen, billed_fen) if billed_fen else None
