"""An estate that bills: books, a schedule the owners decided, bills of June, money that comes in."""

from datetime import date
from typing import Any

from courtyard.assembly.models import Decision
from courtyard.conftest import MONDAY_9AM, Court
from courtyard.money.actions.billing import bill_homes
from courtyard.money.actions.discounts import Off, give_discount
from courtyard.money.actions.payments import Received, receive
from courtyard.money.actions.schedules import Fees, set_fees
from courtyard.money.billing import Billing
from courtyard.money.models import AccountMonth, Bill, BillRun, Discount, FeeSchedule, Payment
from courtyard.money.tests.build import book
from courtyard.people.models import Person
from courtyard.places.models import Home
from courtyard.services.tests.contracting import decided

MAY, JUNE, JULY = date(2026, 5, 1), date(2026, 6, 1), date(2026, 7, 1)
TODAY, DUE = date(2026, 6, 8), date(2026, 6, 30)
FEE = 148_00
"""80 m² at 1.85 yuan."""


def decision(court: Court, **given: Any) -> Decision:
    return decided(
        court, **{"title": "物业费每平方米1.85元", "matter": "service-fee", "in_force_on": date(2026, 1, 1), **given}
    )


def fees(court: Court, by: Person | None = None, **given: Any) -> FeeSchedule:
    """1.85 yuan a square metre from New Year's Day on, by a decision of the owners."""
    columns: dict[str, Any] = {"from_day": date(2026, 1, 1), "prices": {"dwelling": ("m2", 185)}, **given}
    if not columns.keys() & {"decision", "contract"}:
        columns["decision"] = decision(court).pk
    return set_fees(Fees(estate_id=court.estate.pk, **columns), by=by or court.zhu, at=MONDAY_9AM)


def ready(court: Court) -> Court:
    book(court)
    fees(court)
    return court


def billed(court: Court, first: date = JUNE, by: Person | None = None, **given: Any) -> BillRun:
    columns: dict[str, Any] = {"every": BillRun.Every.MONTH, "due_on": DUE, **given}
    return bill_homes(Billing(estate_id=court.estate.pk, first=first, **columns), by=by or court.zhu, at=MONDAY_9AM)


def paid(court: Court, fen: int, home: Home | None = None, by: Person | None = None, **given: Any) -> Payment:
    columns: dict[str, Any] = {"day": TODAY, "channel": Payment.Channel.TRANSFER, **given}
    told = Received(estate_id=court.estate.pk, home_id=(home or court.home).pk, fen=fen, **columns)
    return receive(told, by=by or court.zhu, at=MONDAY_9AM)


def off(court: Court, home: Home | None = None, **given: Any) -> Discount:
    columns: dict[str, Any] = {"first": JUNE, "reason": "电梯停运", **given}
    if not columns.keys() & {"fen", "share_bp"}:
        columns["share_bp"] = 2_500
    told = Off(estate_id=court.estate.pk, home_id=(home or court.home).pk, **columns)
    return give_discount(told, by=court.zhu, at=MONDAY_9AM)


def bill_of(home: Home, first: date = JUNE) -> Bill:
    return Bill.objects.get(home=home, first=first, taken_back=False)


def balance(court: Court, key: str, home: Home | None = None) -> int:
    """Debits less credits of an account."""
    rows = AccountMonth.objects.filter(account__estate=court.estate, account__key=key)
    rows = rows.filter(account__home=home) if home else rows
    return sum(row.debit_fen - row.credit_fen for row in rows)
