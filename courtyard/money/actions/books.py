"""The books themselves: opened with what there is, closed month by month."""

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from django.db.models import Count, Sum

from courtyard.core.errors import BadInput, Refusal, sentence
from courtyard.core.rulebook.periods import months_after
from courtyard.money.actions.entries import enter
from courtyard.money.booking import DAY, Booking, Leg
from courtyard.money.events.books import BooksOpened, MonthClosed
from courtyard.money.locks import lock_book
from courtyard.money.models import Book, Closing, Entry
from courtyard.money.permissions.books import may_close_month, may_open_books
from courtyard.people.models import Person
from courtyard.places.locks import lock_estate
from courtyard.places.models import Estate
from courtyard.places.rules import rules_of, version_of
from courtyard.trail.deeds import deed, record, require


class NoChart(Refusal):
    says = sentence("The rules of this estate have no chart of accounts, so no books can be kept by them.")


class OpensLater(BadInput):
    says = sentence("Books are opened as of a day that has come.")
    field = "opens_on"


class NotOver(BadInput):
    says = sentence("{month} is not over yet. A month is closed once it is.")
    field = "month"


class OutOfOrder(Refusal):
    says = sentence("Months are closed in their order: {month} comes first.")


class NotOfTheBooks(BadInput):
    says = sentence("The books here begin on {day}.")
    field = "month"


@deed
def open_books(estate: Estate, opens_on: date, legs: Sequence[Leg], *, what: str, by: Person, at: datetime) -> Book:
    """The books begin, with what there is on their first day, if there is anything."""
    estate = lock_estate(estate.pk)
    require(may_open_books, by, estate, at)
    before = Book.objects.select_related("estate__node").filter(pk=estate.pk).first()
    if before is not None:
        return before
    rules = rules_of(estate)
    if not rules.accounts:
        raise NoChart
    if opens_on > rules.hours.day_of(at):
        raise OpensLater
    book = Book.objects.create(
        estate=estate, opens_on=opens_on, rulebook=f"{estate.node.rulebook}/{version_of(estate)}", opened_by=by,
        opened_at=at,
    )  # fmt: skip
    record(BooksOpened(day=opens_on), node=estate.pk, about=estate.pk, by=by, at=at)
    if legs:
        enter(book, Booking(kind=Entry.Kind.OPENING, day=opens_on, what=what, legs=legs), by=by, at=at)
    return book


@deed
def close_month(estate_id: UUID, month: date, *, by: Person, at: datetime) -> Closing:
    """Nothing more is booked into it. Months are closed one after the other."""
    book = lock_book(estate_id)
    require(may_close_month, by, book.estate, at)
    month = month.replace(day=1)
    before = Closing.objects.filter(estate=book.pk, month=month).first()
    if before is not None:
        return before
    if month < book.opens_on.replace(day=1):
        raise NotOfTheBooks(day=book.opens_on)
    last_day = months_after(month, 1) - DAY
    if rules_of(book.estate).hours.day_of(at) <= last_day:
        raise NotOver(month=f"{month:%Y-%m}")
    due = _next(book)
    if month != due:
        raise OutOfOrder(month=f"{due:%Y-%m}")
    told = Entry.objects.filter(estate=book.pk, day__range=(month, last_day)).aggregate(n=Count("pk"), fen=Sum("fen"))
    closing = Closing.objects.create(
        estate=book.estate, month=month, entries=told["n"], fen=told["fen"] or 0, closed_by=by, closed_at=at
    )
    event = MonthClosed(month=f"{month:%Y-%m}", entries=closing.entries, fen=closing.fen)
    record(event, node=book.pk, about=closing.pk, by=by, at=at)
    return closing


def _next(book: Book) -> date:
    last = Closing.objects.filter(estate=book.pk).order_by("-month").values_list("month", flat=True).first()
    return months_after(last, 1) if last else book.opens_on.replace(day=1)
