"""Paying a bill by a gateway: which ways there are, what somebody asked for, and what came in under its number."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import QuerySet

from courtyard.core.books.usual import FEE_ACCOUNTS
from courtyard.core.rulebook import Account
from courtyard.money.gateways import gateways
from courtyard.money.models import BankAccount, Bill, GatewayMessage, LineMatch, Payment, PayOrder
from courtyard.money.queries.bills import WITH_HOME
from courtyard.people.models import Person
from courtyard.places.models import Estate
from courtyard.places.rules import rules_of

BILL = "bill"
"""The target whose bills are paid (settling.py)."""
ORDERS_SHOWN = 5


@dataclass(frozen=True, slots=True)
class Came:
    """What a gateway told of: `open_fen` of it waits for a collector, `payment` is what it is entered as."""

    fen: int
    day: date
    open_fen: int
    payment: Payment | None


@dataclass(frozen=True, slots=True)
class Ordered:
    """An order, its bill, and what came in under its number."""

    order: PayOrder
    bill: Bill
    came: Sequence[Came]

    @property
    def waits(self) -> bool:
        return not self.came and self.bill.open_fen > 0

    @property
    def can_be_paid(self) -> bool:
        """Whether the way is still open. Money that is sent all the same is never refused."""
        return self.order.gateway in gateways and self.order.account.ended_on is None


def accounts_behind_gateways(estate: Estate) -> list[BankAccount]:
    """Those of gateways that are there. One query."""
    rows = BankAccount.objects.filter(estate=estate.pk, ended_on__isnull=True).exclude(gateway="")
    return [one for one in rows.order_by("added_at", "pk") if one.gateway in gateways]


def ways_of(bill: Bill) -> list[BankAccount]:
    """By which a bill can be paid: of the fund in which it was booked, whatever the mode is by now."""
    return _ways(accounts_behind_gateways(bill.estate), bill, bill.estate) if bill.open_fen else []


def payable(estate: Estate, bills: Iterable[Bill]) -> list[Bill]:
    """Those of an estate's bills that can be paid by a gateway, the oldest first. One query."""
    accounts = accounts_behind_gateways(estate)
    there = [one for one in bills if _ways(accounts, one, estate)]
    return sorted(there, key=lambda one: (one.due_on, one.number))


def _ways(accounts: Iterable[BankAccount], bill: Bill, estate: Estate) -> list[BankAccount]:
    if not bill.open_fen:
        return []
    chart = rules_of(estate).accounts
    return [one for one in accounts if _collects(chart, one.key, bill.run.mode)]


def _collects(chart: Mapping[str, Account], key: str, mode: str) -> bool:
    """As payments are booked (actions/payments.py): on an account that this mode knows, in its own fund."""
    line = chart.get(key)
    return line is not None and mode in line.modes and line.fund == chart[FEE_ACCOUNTS[mode].bank].fund


def orders_of(person: Person, bill: Bill) -> QuerySet[PayOrder]:
    """What somebody asked for of a bill, the newest first."""
    rows = PayOrder.objects.filter(estate=bill.estate_id, target=BILL, expected=bill.pk.hex, asked_by=person.pk)
    return rows.select_related("account").order_by("-asked_at", "-pk")


def ordered_by(person: Person, bill: Bill) -> list[Ordered]:
    """The newest of them with what came in. Three queries at most."""
    orders = list(orders_of(person, bill)[:ORDERS_SHOWN])
    came = _came(orders, bill)
    return [Ordered(one, bill, came[one.pk]) for one in orders]


def find_ordered(code: str, pk: UUID) -> Ordered | None:
    order = PayOrder.objects.select_related("account").filter(pk=pk, estate__node__code=code, target=BILL).first()
    if order is None:
        return None
    bills = Bill.objects.select_related("estate__node", "run", *WITH_HOME)
    bill = bills.filter(pk=UUID(order.expected), estate=order.estate_id).first()
    return Ordered(order, bill, _came([order], bill)[order.pk]) if bill else None


def _came(orders: Sequence[PayOrder], bill: Bill) -> Mapping[UUID, list[Came]]:
    """A receipt is the home's own: what a collector booked a line as for somebody else is not shown."""
    found: defaultdict[UUID, list[Came]] = defaultdict(list)
    told = GatewayMessage.objects.filter(order__in=orders).select_related("line")
    messages = list(told.order_by("received_at", "pk"))
    paid = _payments([one.line_id for one in messages], bill) if messages else {}
    for one in messages:
        found[one.order_id].append(Came(one.line.fen, one.line.day, one.line.open_fen, paid.get(one.line_id)))
    return found


def _payments(lines: Sequence[UUID], bill: Bill) -> dict[UUID, Payment]:
    matches = LineMatch.objects.filter(line__in=lines, withdrawn_at__isnull=True, entry__payment__home=bill.home_id)
    return {one.line_id: one.entry.payment for one in matches.select_related("entry__payment").order_by("matched_at")}
