"""Payments by way of a gateway: asked for under a number, and taken in once when the gateway tells of them."""

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from uuid import UUID

from django.db import IntegrityError, transaction

from courtyard.core.bank import Payment
from courtyard.core.bank.gateway import Replayed
from courtyard.core.errors import BadInput, NotThere, Refusal, sentence
from courtyard.core.quantities import format_fen
from courtyard.money.actions.bank_matching import How, Settling, settle_line
from courtyard.money.events.bank import PayerForgotten, PaymentAsked, PaymentTold
from courtyard.money.gateways import gateways
from courtyard.money.locks import lock_bank_account, lock_bill
from courtyard.money.models import BankAccount, BankLine, Bill, GatewayMessage, PayOrder
from courtyard.money.permissions.bank import may_forget_payer, may_take_payment
from courtyard.money.permissions.fees import may_ask_to_pay
from courtyard.money.queries.paying import BILL, orders_of, ways_of
from courtyard.money.targets import targets
from courtyard.money.upkeep import copies_of_payers
from courtyard.people.models import CLERK, Person, Tenure
from courtyard.people.queries import chain_of
from courtyard.places.rules import rules_of
from courtyard.trail.deeds import deed, record, require
from courtyard.trail.ids import new_id

ORDER_FIGURES, ORDERS_MAX = 16, 30
log = logging.getLogger(__name__)


class NoGateway(Refusal):
    says = sentence("Nothing can be paid this way here. Pay at the service desk, or into the account at the bank.")


class BadSum(BadInput):
    says = sentence("This is not an amount that can be paid.")
    field = "fen"


class MoreThanOpen(BadInput):
    says = sentence("Of this bill {left_yuan} yuan are still open. Pay no more than that.")
    field = "fen"


class TooManyNumbers(Refusal):
    says = sentence("You have asked for {most} numbers for this bill. Use one of them, or pay at the service desk.")


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What somebody wants to pay of a bill; its `id` makes one form one order."""

    bill_id: UUID
    gateway: str
    fen: int
    id: UUID


@deed
def ask_to_pay(told: Asked, *, by: Person, at: datetime) -> PayOrder:
    """A number under which a gateway collects so many fen of a bill. One that was asked for before stays good."""
    book, bill = lock_bill(told.bill_id)
    require(may_ask_to_pay, by, bill, at)
    before = PayOrder.objects.filter(pk=told.id).first()
    if before is not None:
        return _same(before, bill, by)
    _check(bill, told.fen, by)
    account = _account(bill, told.gateway)
    order = PayOrder.objects.create(
        id=told.id, estate=book.estate, account=account, gateway=account.gateway, number=_number(told.id), target=BILL,
        expected=bill.pk.hex, fen=told.fen, asked_by=by, asked_at=at,
    )  # fmt: skip
    # Who pays is nobody else's business: the record has the clerk give the number out.
    record(PaymentAsked(gateway=account.gateway), node=book.pk, about=order.pk, by=CLERK, at=at)
    return order


@deed
def take_payment(gateway: str, message: Mapping[str, str], *, sent_by: datetime, by: Person, at: datetime) -> BankLine:
    """A message becomes a line of the gateway's account, and settles what it was paid for as far as that is open.

    `sent_by` is the moment by which it has to be fresh. Raises what core/bank/gateway.py does, before anything is
    written.
    """
    require(may_take_payment, by, at)
    if gateway not in gateways:
        raise NotThere
    payment = gateways[gateway].verify(message, sent_by)
    order = PayOrder.objects.get(gateway=gateway, number=payment.order)
    book, account = lock_bank_account(order.account_id)
    gateways[gateway].verify(message, sent_by)  # another may have brought the same while this one waited for the lock
    line = _line(account, order, payment)
    try:
        with transaction.atomic():
            GatewayMessage.objects.create(
                estate=book.estate, gateway=gateway, nonce=payment.nonce, transaction=payment.transaction, order=order,
                line=line, sent_at=payment.at, received_at=at,
            )  # fmt: skip
    except IntegrityError:
        raise Replayed from None
    record(PaymentTold(gateway=gateway, fen=line.fen, line=line.number), node=book.pk, about=line.pk, by=by, at=at)
    _settle(line, order, by, at)
    return line


@deed
def forget_payer(whose: Person, *, by: Person, at: datetime) -> int:
    """In the estates where they have a home: settled lines under their name lose it, with what was written beside.

    So does what was paid by a line under their name. What they set out to pay is nobody's from now on.
    """
    require(may_forget_payer, by, whose, at)
    estates = Tenure.objects.filter(person=whose).values("estate")
    lines = BankLine.objects.filter(estate__in=estates, name=whose.name, open_fen=0).exclude(name="")
    count = lines.update(name="", text="")
    for rows in copies_of_payers():
        rows.filter(estate__in=estates, payer=whose.name).update(payer="")
    PayOrder.objects.filter(asked_by=whose.pk).update(asked_by=None)
    record(PayerForgotten(lines=count), node=chain_of(whose), about=whose.pk, by=by, at=at, whom=whose.pk)
    return count


def _same(before: PayOrder, bill: Bill, by: Person) -> PayOrder:
    """The form that was sent twice; an id of somebody else's order, or another bill's, is none."""
    if before.asked_by_id != by.pk or before.expected != bill.pk.hex:
        raise NotThere
    return before


def _account(bill: Bill, gateway: str) -> BankAccount:
    for account in ways_of(bill):
        if account.gateway == gateway:
            return account
    raise NoGateway


def _check(bill: Bill, fen: int, by: Person) -> None:
    if fen <= 0:
        raise BadSum
    if fen > bill.open_fen:
        raise MoreThanOpen(left_yuan=format_fen(bill.open_fen))
    if orders_of(by, bill).count() >= ORDERS_MAX:
        raise TooManyNumbers(most=ORDERS_MAX)


def _number(key: UUID) -> str:
    """Figures, for it is written by hand, and so many that nobody guesses one and no slip of the pen is another's."""
    said = sha256(b"courtyard.money.order" + key.bytes + new_id().bytes).digest()
    return f"{int.from_bytes(said) % 10**ORDER_FIGURES:0{ORDER_FIGURES}}"


def _line(account: BankAccount, order: PayOrder, payment: Payment) -> BankLine:
    said = sha256(f"{order.gateway}|{payment.transaction}".encode()).hexdigest()[:40]
    account.last_line += 1
    account.save(update_fields=["last_line"])
    return BankLine.objects.create(
        estate=account.estate, account=account, number=account.last_line, identity=f"g{said}", content=said,
        day=rules_of(account.estate).hours.day_of(payment.at), fen=payment.fen, open_fen=payment.fen,
        text=order.number, reference=payment.transaction,
    )  # fmt: skip


def _settle(line: BankLine, order: PayOrder, by: Person, at: datetime) -> None:
    """What was asked for, as far as it is still open; what is left, or cannot be booked, waits for a hand."""
    if order.target not in targets:
        return
    expected = {one.id: one.fen for one in targets[order.target].expected(line.estate_id, line.account.fund)}
    fen = min(expected.get(order.expected, 0), line.open_fen)
    if fen <= 0:
        return
    try:
        settle_line(line.pk, [Settling(order.target, order.expected, fen)], how=How.GATEWAY, by=by, at=at)
    except Refusal as refusal:
        log.info("line %s of a gateway waits for a hand: %s", line.number, refusal)
