"""Money for an approved spending: asked for in parts, paid, shared over the homes; then accepted and published."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from courtyard.core.books.fund import check_draw
from courtyard.core.errors import BadInput, Refusal, sentence
from courtyard.core.quantities import format_fen
from courtyard.core.rulebook import Limit
from courtyard.money.actions.entries import enter
from courtyard.money.actions.plans import NoReason
from courtyard.money.booking import SHARE, Booking
from courtyard.money.events.spending import DrawAsked, DrawDropped, SpendingAccepted, SpendingPaid, SpendingPublished
from courtyard.money.grounds import require_still
from courtyard.money.locks import lock_draw, lock_spending
from courtyard.money.models import Book, Draw, Entry, Spending, Voucher
from courtyard.money.models.book import WORDS_MAX, Fund
from courtyard.money.models.spending import NAME_MAX
from courtyard.money.parts import legs_of_payment, legs_of_shares, require_shared, shares_of
from courtyard.money.permissions.spending import (
    may_accept_spending,
    may_ask_draw,
    may_drop_draw,
    may_pay,
    may_publish_spending,
)
from courtyard.money.queries.spending import cash_fen, paid_fen_of, wants_review, works_of
from courtyard.people.models import Person
from courtyard.places.rules import rules_of
from courtyard.trail.deeds import deed, record, require
from courtyard.trail.ids import new_id

S = Spending.State
SPENDING = "spending"
DRAWS_MAX = 40
NO_LIMITS: Mapping[str, Limit] = {}


class NotApproved(Refusal):
    says = sentence("Two people have to approve this spending before any of it is paid.")


class NoPayee(BadInput):
    says = sentence("Say in at most {most} characters who is paid.")
    field = "payee"


class ManyDraws(Refusal):
    says = sentence("A spending is paid in at most {most} parts.")


class ReviewFirst(Refusal):
    says = sentence("So large a spending from public revenue needs a price review first. (沪房规范〔2025〕8号第十二条)")


class OwnDraw(Refusal):
    says = sentence("You entered its price review, so somebody else has to have its parts paid.")


class Dropped(Refusal):
    says = sentence("This part is not paid any more: {reason}")


class Paid(Refusal):
    says = sentence("This part is paid already.")


class NotEnough(Refusal):
    says = sentence("There are {has_yuan} yuan in the account, and this is {yuan} yuan.")


class BeforeApproval(BadInput):
    says = sentence("It was approved on {day}. Nothing was paid for it before that.")
    field = "day"


class NothingPaid(Refusal):
    says = sentence("What is accepted was paid for, at least in part.")


class NoWords(BadInput):
    says = sentence("Say in at most {most} characters what was found.")
    field = "words"


class StillOpen(Refusal):
    says = sentence("A part of it is still to be paid. Pay it, or say that it is not paid after all.")


class NoInvoice(Refusal):
    says = sentence("Add the invoice first: what is published is shown with its papers.")


class NotMasked(Refusal):
    says = sentence("{n} papers cannot be opened by everybody yet. Cover names, numbers and accounts in them first.")


@dataclass(frozen=True, kw_only=True)
class Ask:
    """A part of the sum, and who gets it. Its `id` makes one form one draw."""

    fen: int
    payee: str
    id: UUID = field(default_factory=new_id)


@deed
def ask_draw(spending_id: UUID, ask: Ask, *, by: Person, at: datetime) -> Draw:
    """A part is to be paid: within what the fund's limits let be drawn now. Raises OverDraw, OverSum."""
    _, spending = lock_spending(spending_id)
    require(may_ask_draw, by, spending, at)
    before = Draw.objects.filter(pk=ask.id, spending=spending).first()
    if before is not None:
        return before
    if not 0 < len(ask.payee.strip()) <= NAME_MAX:
        raise NoPayee(most=NAME_MAX)
    number = spending.draws.count() + 1
    if number > DRAWS_MAX:
        raise ManyDraws(most=DRAWS_MAX)
    if spending.reviewed_by_id == by.pk:
        raise OwnDraw
    _check_draw(spending, ask.fen, rules_of(spending.estate).hours.day_of(at))
    draw = Draw.objects.create(
        id=ask.id, estate=spending.estate, spending=spending, number=number, fen=ask.fen, payee=ask.payee.strip(),
        asked_by=by, asked_at=at,
    )  # fmt: skip
    event = DrawAsked(what=spending.what, payee=draw.payee, fen=draw.fen)
    record(event, node=spending.estate_id, about=spending.pk, by=by, at=at)
    return draw


def _check_draw(spending: Spending, fen: int, on: date, besides: UUID | None = None) -> None:
    """Approved, resting on what still holds, and within what may be drawn on that day."""
    if spending.state not in Spending.DRAWN_FROM or spending.second_by_id is None:
        raise NotApproved
    require_still(spending, on)
    if wants_review(spending, on):
        raise ReviewFirst
    limits = rules_of(spending.estate).limits if spending.fund == Fund.MAINTENANCE else NO_LIMITS
    check_draw(fen, works_of(spending, besides), limits, on)


@deed
def drop_draw(draw_id: UUID, *, reason: str, by: Person, at: datetime) -> Draw:
    """It is not paid after all; another part may be asked for instead."""
    _, spending, draw = lock_draw(draw_id)
    require(may_drop_draw, by, draw, at)
    if draw.dropped_at is not None:
        return draw
    if draw.paid_on is not None:
        raise Paid
    if not 0 < len(reason.strip()) <= WORDS_MAX:
        raise NoReason(most=WORDS_MAX)
    draw.dropped_at, draw.reason = at, reason.strip()
    draw.save(update_fields=["dropped_at", "reason"])
    event = DrawDropped(what=spending.what, fen=draw.fen, reason=draw.reason)
    record(event, node=spending.estate_id, about=spending.pk, by=by, at=at)
    return draw


@deed
def pay(
    payment_id: UUID, *, day: date, source: str = "", source_id: UUID | None = None, by: Person, at: datetime
) -> Entry:
    """Books a draw as paid on that day, from its fund's bank account, and shares it over the homes that share the part.

    The draw's id is its entry's: paid twice is paid once. `source` is the line of the bank that says so. Raises
    NotApproved, SetAside, OverDraw, OverSum, NotEnough, and what books refuse.
    """
    book, spending, draw = lock_draw(payment_id)
    require(may_pay, by, draw, at)
    if draw.paid_on is not None:
        return Entry.objects.get(pk=draw.pk)
    if draw.dropped_at is not None:
        raise Dropped(reason=draw.reason)
    _check_day(spending, day)
    _check_draw(spending, draw.fen, day, besides=draw.pk)
    has = cash_fen(book, spending.fund)
    if has < draw.fen:
        raise NotEnough(has_yuan=format_fen(has), yuan=format_fen(draw.fen))
    entry = enter(book, _booking(spending, draw, day, source, source_id), by=by, at=at)
    homes = _share(book, spending, entry, by, at) if spending.fund == Fund.MAINTENANCE else 0
    draw.paid_on, draw.paid_by = day, by
    draw.save(update_fields=["paid_on", "paid_by"])
    if spending.state != S.ACCEPTED:
        spending.move_to(S.PAYING)
        spending.save(update_fields=["state"])
    event = SpendingPaid(what=spending.what, payee=draw.payee, fen=draw.fen, day=day, entry=entry.number, homes=homes)
    record(event, node=book.pk, about=spending.pk, by=by, at=at)
    return entry


def _check_day(spending: Spending, day: date) -> None:
    approved = spending.second_at
    if approved is not None and day < rules_of(spending.estate).hours.day_of(approved):
        raise BeforeApproval(day=rules_of(spending.estate).hours.day_of(approved))


def _booking(spending: Spending, draw: Draw, day: date, source: str, source_id: UUID | None) -> Booking:
    return Booking(
        id=draw.pk, kind=Entry.Kind.SPENDING, day=day, what=spending.what,
        legs=legs_of_payment(spending, draw.fen), source=source or SPENDING, source_id=source_id or spending.pk,
        authority=spending.authority, authority_id=spending.authority_id,
    )  # fmt: skip


def _share(book: Book, spending: Spending, entry: Entry, by: Person, at: datetime) -> int:
    """Over exactly the homes that share the part. A home that has less goes below zero: it owes the fund the rest."""
    homes = require_shared(spending)
    shares = shares_of(spending, homes, entry.fen)
    told = Booking(
        kind=Entry.Kind.TRANSFER, day=entry.day, what=spending.what, legs=legs_of_shares(homes, shares), source=SHARE,
        source_id=entry.pk,
    )  # fmt: skip
    enter(book, told, by=by, at=at)
    return len(shares)


@deed
def accept_spending(spending_id: UUID, *, words: str, by: Person, at: datetime) -> Spending:
    """What was made was looked at, and found to be what was paid for."""
    _, spending = lock_spending(spending_id)
    require(may_accept_spending, by, spending, at)
    if spending.state == S.ACCEPTED:
        return spending
    if not 0 < len(words.strip()) <= WORDS_MAX:
        raise NoWords(most=WORDS_MAX)
    if not paid_fen_of([spending])[spending.pk]:
        raise NothingPaid
    spending.move_to(S.ACCEPTED)
    spending.accepted_by, spending.accepted_at, spending.accepted_words = by, at, words.strip()
    spending.save(update_fields=["state", "accepted_by", "accepted_at", "accepted_words"])
    event = SpendingAccepted(what=spending.what, words=spending.accepted_words)
    record(event, node=spending.estate_id, about=spending.pk, by=by, at=at)
    return spending


@deed
def publish_spending(spending_id: UUID, *, by: Person, at: datetime) -> Spending:
    """Everything is paid, and every paper can be opened by everybody: owners are told."""
    _, spending = lock_spending(spending_id)
    require(may_publish_spending, by, spending, at)
    if spending.state == S.PUBLISHED:
        return spending
    if Draw.objects.filter(spending=spending, paid_on__isnull=True, dropped_at__isnull=True).exists():
        raise StillOpen
    papers = list(Voucher.objects.filter(spending=spending))
    if not any(one.kind == Voucher.Kind.INVOICE for one in papers):
        raise NoInvoice
    hidden = sum(1 for one in papers if not one.shown)
    if hidden:
        raise NotMasked(n=hidden)
    spending.move_to(S.PUBLISHED)
    spending.published_by, spending.published_at = by, at
    spending.save(update_fields=["state", "published_by", "published_at"])
    paid = paid_fen_of([spending])[spending.pk]
    event = SpendingPublished(what=spending.what, fen=paid, papers=len(papers))
    record(event, node=spending.estate_id, about=spending.pk, by=by, at=at)
    return spending
