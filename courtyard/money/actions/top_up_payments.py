"""What a home pays into the maintenance fund: booked once, for that home; taken back by reversing its entry."""

from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from django.conf import settings
from django.utils.translation import gettext, gettext_noop, override

from courtyard.core.books import refusals
from courtyard.core.books.entries import FEN_A_POSTING_MAX
from courtyard.core.errors import BadInput, sentence
from courtyard.core.quantities import format_fen
from courtyard.money.actions.entries import enter
from courtyard.money.booking import Booking, Leg, Side
from courtyard.money.events.top_ups import TopUpReceived
from courtyard.money.locks import lock_book
from courtyard.money.models import Book, Entry, TopUpPayment
from courtyard.money.models.book import WHAT_MAX, Fund
from courtyard.money.models.top_up import RECEIPT_MAX
from courtyard.money.parts import CASH, HOMES
from courtyard.money.permissions.top_ups import may_receive_top_up
from courtyard.people.models import Person
from courtyard.places.models import Home
from courtyard.places.rules import rules_of
from courtyard.trail.deeds import deed, record, require
from courtyard.trail.ids import new_id
from courtyard.trail.rows import there

SOURCE = "top_up"
WHAT = gettext_noop("Maintenance fund paid in")


class LongPayer(BadInput):
    says = sentence("Say in at most {most} characters who paid.")
    field = "payer"


class LongReceipt(BadInput):
    says = sentence("A receipt’s number has at most {most} characters.")
    field = "receipt"


class NoSuchPlace(BadInput):
    says = sentence("Choose an account of the maintenance fund that holds money.")
    field = "into"


@dataclass(frozen=True, kw_only=True)
class PaidIn:
    """Money that a home paid into the fund, and where it is. Its `id` makes one form one payment."""

    estate_id: UUID
    home_id: UUID
    fen: int
    day: date
    payer: str = ""
    receipt: str = ""
    into: str = CASH[Fund.MAINTENANCE]
    source: str = ""
    source_id: UUID | None = None
    id: UUID = field(default_factory=new_id)


@deed
def receive_top_up(told: PaidIn, *, by: Person, at: datetime) -> TopUpPayment:
    """With or without a notice: a home may pay in at any time. Raises BadAmount and what booking refuses."""
    book = lock_book(told.estate_id)
    require(may_receive_top_up, by, book.estate, at)
    before = TopUpPayment.objects.filter(pk=told.id, estate=book.pk).first()
    if before is not None:
        return before
    _check(told, book)
    home = there(Home.objects.filter(estate=book.pk), told.home_id)
    booking = Booking(
        kind=Entry.Kind.RECEIPT, day=told.day, what=_in_place(WHAT),
        legs=[Leg(Side(told.into), Side(HOMES, home), told.fen)], source=told.source or SOURCE,
        source_id=told.source_id or told.id,
    )  # fmt: skip
    entry = enter(book, booking, by=by, at=at)
    payment = TopUpPayment.objects.create(
        id=told.id, estate=book.estate, home=home, fen=told.fen, day=told.day, payer=told.payer.strip(),
        receipt=told.receipt.strip(), entry=entry, received_by=by, received_at=at,
    )  # fmt: skip
    record(TopUpReceived(day=told.day), node=book.pk, about=payment.pk, by=by, at=at)
    return payment


def _check(told: PaidIn, book: Book) -> None:
    if type(told.fen) is not int or not 0 < told.fen <= FEN_A_POSTING_MAX:
        raise refusals.BadAmount(most_yuan=format_fen(FEN_A_POSTING_MAX))
    if len(told.payer.strip()) > WHAT_MAX:
        raise LongPayer(most=WHAT_MAX)
    if len(told.receipt.strip()) > RECEIPT_MAX:
        raise LongReceipt(most=RECEIPT_MAX)
    account = rules_of(book.estate).accounts.get(told.into)
    if account is None or account.fund != Fund.MAINTENANCE.value or not account.cash:
        raise NoSuchPlace


def _in_place(says: str) -> str:
    with override(settings.LANGUAGE_CODE):
        return gettext(says)
