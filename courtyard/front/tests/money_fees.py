"""Fees of both estates, for the world of build.py: a schedule, bills of June, a payment of lin's, a discount."""

from datetime import date, datetime
from typing import Any

from courtyard.assembly.models import Decision
from courtyard.conftest import MONDAY_9AM, Court
from courtyard.money.actions.bank import AtABank, add_bank_account
from courtyard.money.actions.billing import bill_homes
from courtyard.money.actions.books import open_books
from courtyard.money.actions.discounts import Off, give_discount
from courtyard.money.actions.gateways import Asked, ask_to_pay
from courtyard.money.actions.payments import Received, receive
from courtyard.money.billing import Billing
from courtyard.money.models import BillRun, Collector, FeePrice, FeeSchedule
from courtyard.money.queries.bills import open_bills
from courtyard.people.models import Office
from courtyard.trail.ids import new_id

JUNE, JULY, DUE = date(2026, 6, 1), date(2026, 7, 1), date(2026, 6, 30)


def _named(court: Court, at: datetime) -> Collector:
    """bai, of the company's people; in the other estate its manager, where nobody else works."""
    kinds = (Office.Kind.COMPANY_WORKER, Office.Kind.COMPANY_MANAGER)
    held = Office.objects.filter(node=court.estate.pk, person=court.bai, kind__in=kinds).order_by("pk")[0]
    return Collector.objects.create(estate=court.estate, office=held, named_by=court.zhu, named_at=at)


def things(court: Court, at: datetime) -> dict[str, Any]:
    """After what the owners decided: a fee rests on it."""
    estate = court.estate
    open_books(estate, date(2026, 1, 1), (), what="年初结余", by=court.zhu, at=MONDAY_9AM)
    ground = Decision.objects.filter(estate=estate).order_by("pk")[0]
    schedule = FeeSchedule.objects.create(
        estate=estate, number=1, from_day=date(2026, 1, 1), decision=ground, set_by=court.zhu, set_at=at
    )
    FeePrice.objects.create(estate=estate, schedule=schedule, use="dwelling", unit="m2", fen=185)
    billing = Billing(estate_id=estate.pk, every=BillRun.Every.MONTH, first=JUNE, due_on=DUE)
    run = bill_homes(billing, by=court.zhu, at=MONDAY_9AM)
    bill = next(one for one in open_bills(estate.pk) if one.home_id == court.home.pk)
    paid = Received(estate_id=estate.pk, home_id=court.home.pk, fen=100_00, day=JUNE, channel="cash")
    off = Off(estate_id=estate.pk, home_id=court.home.pk, first=JULY, reason="电梯停运", share_bp=500)
    told = AtABank(
        fund="fees", key="fees_in_transit", bank="扫码支付", digits="", holder="物业公司", since=JUNE, gateway="file"
    )  # fmt: skip
    add_bank_account(estate.pk, told, by=court.zhu, at=MONDAY_9AM)
    asked = Asked(bill_id=bill.id, gateway="file", fen=1_00, id=new_id())
    return {
        "fee_schedule": schedule.pk, "bill_run": run.pk, "bill": bill.id,
        "payment": receive(paid, by=court.zhu, at=MONDAY_9AM).pk,
        "discount": give_discount(off, by=court.zhu, at=MONDAY_9AM).pk,
        "collector": _named(court, at).pk,
        "pay_order": ask_to_pay(asked, by=court.lin, at=MONDAY_9AM).pk,
    }  # fmt: skip
