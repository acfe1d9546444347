"""What homes pay: received once, settling what is named, else the oldest; the rest is ahead, used or given back."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from django.conf import settings
from django.utils.translation import gettext, gettext_noop, override

from courtyard.core.books import payments as core
from courtyard.core.books import refusals
from courtyard.core.books.entries import FEN_A_POSTING_MAX
from courtyard.core.books.usual import FEE_ACCOUNTS
from courtyard.core.errors import Refusal, sentence
from courtyard.core.quantities import format_fen
from courtyard.core.rulebook import MODES, Mode
from courtyard.money import bill_sets
from courtyard.money.actions.entries import NoReason, enter, reverse_entry
from courtyard.money.actions.sets import enter_in_sets
from courtyard.money.billing import today_of
from courtyard.money.booking import Booking, Leg, Side
from courtyard.money.events.fees import PaymentReceived, PaymentTakenBack, PrepaymentRefunded, PrepaymentsUsed
from courtyard.money.locks import lock_book
from courtyard.money.models import Bill, Book, Entry, Payment, Refund, Settlement
from courtyard.money.models.book import WHAT_MAX, WORDS_MAX
from courtyard.money.modes import mode_of
from courtyard.money.permissions.fees import may_receive, may_refund, may_take_back_payment
from courtyard.money.queries.prepaid import ahead_by_account, ahead_of_entry, somebody_paid_ahead
from courtyard.people.models import Person
from courtyard.places.models import Home
from courtyard.places.rules import rules_of
from courtyard.trail.deeds import deed, record, require
from courtyard.trail.ids import new_id
from courtyard.trail.rows import holder, locked, there

SOURCE, REFUND = "payment", "refund"
BY_WAY = {Payment.Channel.CASH: "fees_till", Payment.Channel.ONLINE: "fees_in_transit"}
"""Where money is before it is at the bank. A trust has one account only."""
FEES, AHEAD = gettext_noop("Property fee paid"), gettext_noop("Paid ahead, used for bills")
BACK = gettext_noop("Paid ahead, given back")


class MoreThanAhead(Refusal):
    says = sentence("This home has paid {most_yuan} yuan ahead. No more than that can be given back.")
    field = "fen"


class PaidAheadIsUsed(Refusal):
    says = sentence(
        "What this payment paid ahead has been used or given back meanwhile, or its bill was taken back. The payment "
        "stays. Give back what the home has paid ahead instead."
    )


class PaymentTakenBackAlready(Refusal):
    says = sentence("This payment was taken back already.")


@dataclass(frozen=True, kw_only=True)
class Received:
    """Money that came in for a home. Who names bills pays these and no others; the same `id` is the same payment.

    `place` is the account of the chart that it came in on, where a line of the bank says so.
    """

    estate_id: UUID
    home_id: UUID
    fen: int
    day: date
    channel: str
    place: str = ""
    bill_ids: Collection[UUID] = ()
    source: str = ""
    source_id: UUID | None = None
    payer: str = ""
    id: UUID = field(default_factory=new_id)


@dataclass(frozen=True, kw_only=True)
class Refunding:
    """What a home had paid ahead and gets back, and why."""

    estate_id: UUID
    home_id: UUID
    fen: int
    day: date
    reason: str
    id: UUID = field(default_factory=new_id)


@deed
def receive(told: Received, *, by: Person, at: datetime) -> Payment:
    """A home paid. Of two who pay one bill at once the second has paid ahead: the books are locked, the bill is paid.

    Raises BadAmount, UnknownBill, and what booking refuses.
    """
    book = lock_book(told.estate_id)
    require(may_receive, by, book.estate, at)
    before = Payment.objects.filter(pk=told.id, estate=book.pk).first()
    if before is not None:
        return before
    _check_amount(told.fen)
    home = there(Home.objects.filter(estate=book.pk), told.home_id)
    bills = _bills(home, told.bill_ids)
    split = core.allocate(told.fen, [core.OpenBill(one.pk.hex, one.due_on, one.open_fen) for one in bills.values()])
    parts = [(bills[UUID(hex_id)], fen) for hex_id, fen in split.parts]
    place = told.place or BY_WAY.get(Payment.Channel(told.channel), "")
    legs = _legs(book, home, parts, split.ahead_fen, place, at)
    booking = Booking(
        kind=Entry.Kind.RECEIPT, day=told.day, what=_in_place(FEES), legs=legs, source=told.source or SOURCE,
        source_id=told.source_id or told.id,
    )  # fmt: skip
    entry = enter(book, booking, by=by, at=at)
    payment = Payment.objects.create(
        id=told.id, estate=book.estate, home=home, fen=told.fen, ahead_fen=split.ahead_fen, day=told.day,
        channel=Payment.Channel(told.channel).value, payer=told.payer.strip()[:WHAT_MAX], source=told.source,
        source_id=told.source_id, entry=entry, received_by=by, received_at=at,
    )  # fmt: skip
    _settle(payment, parts)
    record(PaymentReceived(fen=told.fen, day=told.day), node=book.pk, about=payment.pk, by=by, at=at)
    return payment


@deed
def take_back_payment(payment_id: UUID, *, reason: str, by: Person, at: datetime) -> Payment:
    """It was entered wrongly: what it paid is open again. Refused where what it paid ahead is no longer there."""
    book = lock_book(holder(Payment.objects, payment_id, "estate"))
    payment = locked(Payment.objects.select_related("estate__node", "entry"), payment_id)
    require(may_take_back_payment, by, payment, at)
    if payment.taken_back_at is not None:
        raise PaymentTakenBackAlready
    if not 0 < len(reason.strip()) <= WORDS_MAX:
        raise NoReason(most=WORDS_MAX)
    settled = list(Settlement.objects.filter(payment=payment).select_related("bill"))
    if any(one.taken_back for one in settled) or not _is_ahead_still(book, payment):
        raise PaidAheadIsUsed
    reverse_entry(payment.entry_id, reason=reason, by=by, at=at, held=True)
    for one in settled:
        one.bill.paid_fen -= one.fen
        one.bill.save(update_fields=["paid_fen"])
    Settlement.objects.filter(payment=payment).update(taken_back=True)
    payment.taken_back_at, payment.reason = at, reason.strip()
    payment.save(update_fields=["taken_back_at", "reason"])
    record(PaymentTakenBack(fen=payment.fen), node=book.pk, about=payment.pk, by=by, at=at)
    return payment


@deed
def use_prepayments(estate_id: UUID, *, by: Person, at: datetime) -> int:
    """What homes had paid ahead pays their open bills, the oldest first, in one entry; how many fen that was."""
    book = lock_book(estate_id)
    require(may_receive, by, book.estate, at)
    spent = 0
    if not somebody_paid_ahead(book.pk):
        return spent
    for prepaid in sorted({FEE_ACCOUNTS[mode].prepaid for mode in MODES}):
        modes = [mode for mode in MODES if FEE_ACCOUNTS[mode].prepaid == prepaid]
        spent += _use(book, modes, by, at)
    if spent:
        record(PrepaymentsUsed(fen=spent), node=book.pk, about=book.pk, by=by, at=at)
    return spent


@deed
def refund_prepayment(told: Refunding, *, by: Person, at: datetime) -> Refund:
    """What a home had paid ahead goes back to it. Raises BadAmount, NoReason, MoreThanAhead."""
    book = lock_book(told.estate_id)
    require(may_refund, by, book.estate, at)
    before = Refund.objects.filter(pk=told.id, estate=book.pk).first()
    if before is not None:
        return before
    _check_amount(told.fen)
    if not 0 < len(told.reason.strip()) <= WHAT_MAX:
        raise NoReason(most=WHAT_MAX)
    home = there(Home.objects.filter(estate=book.pk), told.home_id)
    legs = _legs_back(book, home, told.fen, at)
    booking = Booking(
        kind=Entry.Kind.OTHER, day=told.day, what=_in_place(BACK), legs=legs, source=REFUND, source_id=told.id
    )
    entry = enter(book, booking, by=by, at=at)
    refund = Refund.objects.create(
        id=told.id, estate=book.estate, home=home, fen=told.fen, day=told.day, reason=told.reason.strip(), entry=entry,
        refunded_by=by, refunded_at=at,
    )  # fmt: skip
    record(PrepaymentRefunded(fen=told.fen, day=told.day), node=book.pk, about=refund.pk, by=by, at=at)
    return refund


def _is_ahead_still(book: Book, payment: Payment) -> bool:
    """Whether what it paid ahead is there, on the very accounts that it was paid into."""
    there_now = ahead_by_account(book, payment.home_id)
    return all(fen <= there_now.get(key, 0) for key, fen in ahead_of_entry(payment.entry_id).items())


def _legs_back(book: Book, home: Home, fen: int, at: datetime) -> list[Leg]:
    """Each fund gives back what was paid ahead into it: that of today's mode first. Raises MoreThanAhead."""
    ahead = ahead_by_account(book, home.pk)
    if fen > (most := sum(ahead.values())):
        raise MoreThanAhead(most_yuan=format_fen(most))
    today = FEE_ACCOUNTS[mode_of(book.estate, today_of(book, at))]
    banks = {keys.prepaid: keys.bank for keys in (today, *FEE_ACCOUNTS.values())}
    legs = []
    for prepaid, bank in banks.items():
        part = min(fen, max(0, ahead.get(prepaid, 0)))
        if part:
            legs.append(Leg(Side(prepaid, home), Side(bank), part))
            fen -= part
    return legs


def _check_amount(fen: int) -> None:
    if type(fen) is not int or not 0 < fen <= FEN_A_POSTING_MAX:
        raise refusals.BadAmount(most_yuan=format_fen(FEN_A_POSTING_MAX))


def _bills(home: Home, named: Collection[UUID]) -> dict[UUID, Bill]:
    """The home's bills that can be paid, locked: those named, or all that are open."""
    rows = (
        Bill.objects.filter(home=home, taken_back=False)
        .select_related("run")
        .select_for_update(of=("self",), no_key=True)
    )
    found = {one.pk: one for one in (rows.filter(pk__in=named) if named else rows) if named or one.open_fen}
    for missing in set(named) - set(found):
        raise refusals.UnknownBill(bill=str(missing)[:8])
    return found


def _legs(
    book: Book, home: Home, parts: Sequence[tuple[Bill, int]], ahead_fen: int, place: str, at: datetime
) -> list[Leg]:
    """Bills are paid into the fund that they were booked in, whatever the mode is by now."""
    by_mode: defaultdict[Mode, int] = defaultdict(int)
    for bill, fen in parts:
        by_mode[bill.run.mode] += fen  # type: ignore[index]
    legs = [
        Leg(Side(_into(book, mode, place)), Side(FEE_ACCOUNTS[mode].receivable, home), fen)
        for mode, fen in sorted(by_mode.items())
    ]
    if ahead_fen:
        mode = mode_of(book.estate, today_of(book, at))
        legs.append(Leg(Side(_into(book, mode, place)), Side(FEE_ACCOUNTS[mode].prepaid, home), ahead_fen))
    return legs


def _into(book: Book, mode: Mode, place: str) -> str:
    chart = rules_of(book.estate).accounts
    return place if place in chart and mode in chart[place].modes else FEE_ACCOUNTS[mode].bank


def _settle(payment: Payment, parts: Sequence[tuple[Bill, int]]) -> None:
    for bill, fen in parts:
        bill.paid_fen += fen
        bill.save(update_fields=["paid_fen"])
    Settlement.objects.bulk_create(
        Settlement(estate=payment.estate, bill=bill, payment=payment, entry=payment.entry, fen=fen)
        for bill, fen in parts
    )


def _use(book: Book, modes: Sequence[Mode], by: Person, at: datetime) -> int:
    keys, entry_id = FEE_ACCOUNTS[modes[0]], new_id()
    about = {"estate": book.pk, "entry": entry_id, "prepaid": keys.prepaid}
    count, fen = bill_sets.settle_ahead(about, modes)
    if not count:
        return 0
    settled = Settlement.objects.filter(entry=entry_id)
    home = settled.select_related("bill__home")[0].bill.home
    homes = settled.values("bill__home").distinct().count()
    told = Booking(
        id=entry_id, kind=Entry.Kind.TRANSFER, day=today_of(book, at), what=_in_place(AHEAD),
        legs=[Leg(Side(keys.prepaid, home), Side(keys.receivable, home), fen)], source=SOURCE, source_id=entry_id,
    )  # fmt: skip

    def write(_entry: Entry) -> None:
        bill_sets.insert_postings(bill_sets.SETTLED, about, debit=keys.prepaid, credit=keys.receivable)

    enter_in_sets(book, told, fen, homes, write, by=by, at=at)
    return fen


def _in_place(says: str) -> str:
    with override(settings.LANGUAGE_CODE):
        return gettext(says)
