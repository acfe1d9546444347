"""Books as the tests find them: opened on New Year's Day, with money in them."""

from datetime import date
from typing import Any

from courtyard.conftest import MONDAY_9AM, Court
from courtyard.money.actions.books import open_books
from courtyard.money.actions.entries import enter
from courtyard.money.booking import Booking, Leg, Side
from courtyard.money.locks import lock_book
from courtyard.money.models import Book, Entry
from courtyard.people.models import CLERK, Person
from courtyard.trail.deeds import deed

OPENS = date(2026, 1, 1)
TODAY = date(2026, 6, 8)
HAD_FEN = 5_000_00


def leg(debit: str, credit: str, fen: int, *, home: Any = None) -> Leg:
    """A home stands on whichever side has an account for homes."""
    return Leg(_side(debit, home), _side(credit, home), fen)


def _side(key: str, home: Any) -> Side:
    return Side(key, home if key in PER_HOME else None)


PER_HOME = {"fees_receivable", "fees_prepaid", "fund_of_homes", "fund_receivable"}


def book(court: Court, *legs: Leg) -> Book:
    opening = legs or (leg("revenue_bank", "revenue_undistributed", HAD_FEN),)
    return open_books(court.estate, OPENS, opening, what="年初结余", by=court.yan, at=MONDAY_9AM)


@deed
def booked(court: Court, *legs: Leg, by: Person | None = None, **told: Any) -> Entry:
    """An entry as some deed would make it, or the clerk."""
    given: dict[str, Any] = {"kind": Entry.Kind.RECEIPT, "day": TODAY, "what": "电梯广告费", **told}
    return enter(lock_book(court.estate.pk), Booking(legs=legs, **given), by=by or CLERK, at=MONDAY_9AM)


def ads(fen: int = 1_000_00) -> Leg:
    return leg("revenue_bank", "revenue_lift_ads", fen)
