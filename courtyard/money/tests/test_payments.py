"""Homes pay: what is named, else the oldest; twice is once, two at once are one; the rest is ahead, or given back."""

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from courtyard.conftest import MONDAY_9AM, Court
from courtyard.core.books import refusals as no
from courtyard.core.errors import NotAllowed, NotThere
from courtyard.money.actions import payments as actions
from courtyard.money.actions.billing import reverse_run
from courtyard.money.actions.books import close_month
from courtyard.money.actions.entries import reverse_entry
from courtyard.money.actions.payments import (
    Refunding,
    refund_prepayment,
    take_back_payment,
    use_prepayments,
)
from courtyard.money.booking import NotYet
from courtyard.money.held import HeldByPayment
from courtyard.money.models import Bill, Entry, Payment, Refund, Settlement
from courtyard.money.queries.bills import open_bills
from courtyard.money.queries.prepaid import ahead_by_home
from courtyard.money.tests.billing import DUE, FEE, JUNE, MAY, TODAY, balance, bill_of, billed, fees, paid, ready
from courtyard.money.tests.build import book
from courtyard.people.models import CLERK, Person
from courtyard.services.tests.contracting import decided, signed
from courtyard.trail.ids import new_id
from courtyard.trail.models import Line

BECAUSE: dict[str, Any] = {"reason": "录错了", "at": MONDAY_9AM}


def refunded(court: Court, fen: int, by: Person | None = None, **given: Any) -> Refund:
    columns: dict[str, Any] = {"day": TODAY, "reason": "搬走了", **given}
    told = Refunding(estate_id=court.estate.pk, home_id=court.home.pk, fen=fen, **columns)
    return refund_prepayment(told, by=by or court.zhu, at=MONDAY_9AM)


def ahead(court: Court) -> int:
    return ahead_by_home(court.estate.pk, [court.home.pk]).get(court.home.pk, 0)


def test_a_payment_settles_the_oldest_bills_and_the_rest_is_ahead(court: Court) -> None:
    ready(court)
    billed(court, MAY)
    billed(court, JUNE, due_on=date(2026, 7, 31))

    payment = paid(court, 2 * FEE + 5_00)

    assert (bill_of(court.home, MAY).open_fen, bill_of(court.home).open_fen, payment.ahead_fen) == (0, 0, 5_00)
    assert (balance(court, "fees_bank"), balance(court, "fees_receivable", court.home), ahead(court)) == (
        2 * FEE + 5_00, 0, 5_00,
    )  # fmt: skip
    entry = Entry.objects.get(pk=payment.entry_id)
    assert (entry.kind, entry.source, entry.source_id) == ("receipt", "payment", payment.pk)
    assert court.home.name not in "".join(
        Line.objects.filter(kind="money.payment_received").values_list("body", flat=True)
    )


def test_part_of_a_bill_can_be_paid(court: Court) -> None:
    billed(ready(court))

    paid(court, 48_00)
    paid(court, 50_00)

    assert (bill_of(court.home).paid_fen, bill_of(court.home).open_fen) == (98_00, 50_00)
    assert [one.open_fen for one in open_bills(court.estate.pk) if one.home_id == court.home.pk] == [50_00]


def test_who_names_a_bill_pays_that_one_and_no_other(court: Court) -> None:
    ready(court)
    billed(court, MAY)
    billed(court, JUNE, due_on=date(2026, 7, 31))

    payment = paid(court, FEE + 1_00, bill_ids=[bill_of(court.home).pk])

    assert (bill_of(court.home, MAY).paid_fen, bill_of(court.home).open_fen, payment.ahead_fen) == (0, 0, 1_00)


def test_of_two_who_pay_one_bill_the_second_has_paid_ahead(court: Court) -> None:
    billed(ready(court))
    bill = bill_of(court.home)

    first, second = (paid(court, FEE, bill_ids=[bill.pk]) for _ in range(2))

    bill.refresh_from_db()
    assert (bill.paid_fen, first.ahead_fen, second.ahead_fen) == (FEE, 0, FEE)
    assert balance(court, "fees_receivable", court.home) == 0


def test_the_database_lets_no_bill_be_paid_twice(court: Court) -> None:
    billed(ready(court))

    with pytest.raises(IntegrityError), transaction.atomic():
        Bill.objects.filter(home=court.home).update(paid_fen=FEE + 1)


def test_the_same_payment_is_received_once(court: Court) -> None:
    billed(ready(court))
    again = new_id()

    assert paid(court, FEE, id=again) == paid(court, FEE, id=again)
    assert (Payment.objects.count(), balance(court, "fees_bank")) == (1, FEE)


@pytest.mark.parametrize("fen", [0, -1, 1.5, 148.0, True, "148", 10**13])
def test_what_is_no_amount_is_not_received(court: Court, fen: Any) -> None:
    ready(court)

    with pytest.raises(no.BadAmount):
        paid(court, fen)


def test_bills_of_others_are_not_named(court: Court) -> None:
    run = billed(ready(court))
    other = bill_of(court.building.homes.get(name="102"))

    for key in (other.pk, uuid4()):
        with pytest.raises(no.UnknownBill):
            paid(court, FEE, bill_ids=[key])
    with pytest.raises(NotThere):
        paid(court, FEE, court.other.homes.get())
    reverse_run(run.pk, by=court.zhu, **BECAUSE)
    with pytest.raises(no.UnknownBill):
        paid(court, FEE, bill_ids=[other.pk])


def test_money_comes_in_on_a_day_that_has_come_and_is_open(court: Court) -> None:
    ready(court)
    close_month(court.estate.pk, date(2026, 1, 1), by=court.zhu, at=MONDAY_9AM)

    with pytest.raises(NotYet):
        paid(court, FEE, day=date(2026, 6, 9))
    with pytest.raises(no.PeriodClosed):
        paid(court, FEE, day=date(2026, 1, 31))


@pytest.mark.parametrize(
    ("channel", "key"), [("cash", "fees_till"), ("transfer", "fees_bank"), ("online", "fees_in_transit")]
)
def test_money_goes_where_its_way_leads(court: Court, channel: str, key: str) -> None:
    ready(court)

    paid(court, 10_00, channel=channel)

    assert balance(court, key) == 10_00


def test_bills_are_paid_into_the_fund_they_were_booked_in(court: Court) -> None:
    ready(court)
    billed(court, MAY)
    signed(court, decision=decided(court), mode="trust", starts_on=JUNE)

    payment = paid(court, FEE + 2_00, channel="cash")

    assert payment.ahead_fen == 2_00
    assert (balance(court, "fees_till"), balance(court, "trust_bank"), balance(court, "trust_prepaid")) == (
        FEE, 2_00, -2_00,
    )  # fmt: skip


def test_a_line_of_the_bank_is_the_source_of_what_was_found_in_it(court: Court) -> None:
    ready(court)
    line = new_id()

    payment = paid(court, FEE, source="bank_line", source_id=line)

    assert (payment.source, payment.source_id) == ("bank_line", line)
    assert (payment.entry.source, payment.entry.source_id) == ("bank_line", line)


@pytest.mark.parametrize("name", ["lin", "mei", "desk", "yan", "bai", "jie", "far"])
def test_only_collectors_receive(court: Court, name: str) -> None:
    billed(ready(court))

    with pytest.raises(NotAllowed):
        paid(court, FEE, by=getattr(court, name))
    assert not Payment.objects.exists()


def test_the_clerk_receives_what_a_service_reports(court: Court) -> None:
    billed(ready(court))

    paid(court, FEE, by=CLERK, channel="online")

    assert bill_of(court.home).open_fen == 0


# taken back


def test_a_payment_entered_wrongly_is_taken_back(court: Court) -> None:
    billed(ready(court))
    payment = paid(court, FEE + 1_00)

    take_back_payment(payment.pk, by=court.zhu, **BECAUSE)

    assert (bill_of(court.home).open_fen, ahead(court), balance(court, "fees_bank")) == (FEE, 0, 0)
    assert Settlement.objects.get().taken_back
    with pytest.raises(actions.PaymentTakenBackAlready):
        take_back_payment(payment.pk, by=court.zhu, **BECAUSE)


def test_a_payment_stays_where_what_it_paid_is_used(court: Court) -> None:
    run = billed(ready(court))
    whole, over = paid(court, FEE), paid(court, 5_00)
    refunded(court, 5_00)
    reverse_run(run.pk, by=court.zhu, **BECAUSE)

    with pytest.raises(actions.PaidAheadIsUsed):
        take_back_payment(whole.pk, by=court.zhu, **BECAUSE)
    refunded(court, FEE)
    with pytest.raises(actions.PaidAheadIsUsed):
        take_back_payment(over.pk, by=court.zhu, **BECAUSE)


def test_the_entry_of_a_payment_is_never_taken_back_alone(court: Court) -> None:
    billed(ready(court))
    payment = paid(court, FEE)

    with pytest.raises(HeldByPayment):
        reverse_entry(payment.entry_id, by=court.zhu, **BECAUSE)


@pytest.mark.parametrize("name", ["lin", "yan", "bai", "jie"])
def test_only_collectors_take_payments_back_and_give_money_back(court: Court, name: str) -> None:
    ready(court)
    payment = paid(court, FEE)
    by = getattr(court, name)
    refused: list[Callable[[], object]] = [
        lambda: take_back_payment(payment.pk, by=by, **BECAUSE),
        lambda: refunded(court, 1_00, by=by),
        lambda: use_prepayments(court.estate.pk, by=by, at=MONDAY_9AM),
    ]

    for deed in refused:
        with pytest.raises(NotAllowed):
            deed()


# ahead


def test_what_was_paid_ahead_is_given_back_and_no_more(court: Court) -> None:
    ready(court)
    paid(court, 20_00)
    again = new_id()

    assert refunded(court, 15_00, id=again) == refunded(court, 15_00, id=again)

    assert (ahead(court), balance(court, "fees_bank")) == (5_00, 5_00)
    with pytest.raises(actions.MoreThanAhead):
        refunded(court, 5_01)
    with pytest.raises(no.BadAmount):
        refunded(court, -1)


def test_each_fund_gives_back_what_was_paid_ahead_into_it(court: Court) -> None:
    ready(court)
    paid(court, 20_00)
    signed(court, decision=decided(court), mode="trust", starts_on=JUNE)
    paid(court, 5_00)

    refunded(court, 12_00)

    keys = ("trust_prepaid", "trust_bank", "fees_prepaid", "fees_bank")
    assert [balance(court, key) for key in keys] == [0, 0, -13_00, 13_00]
    with pytest.raises(actions.MoreThanAhead):
        refunded(court, 13_01)


def test_what_one_fund_holds_does_not_free_a_payment_into_the_other(court: Court) -> None:
    ready(court)
    first = paid(court, 5_00)
    signed(court, decision=decided(court), mode="trust", starts_on=JUNE)
    second = paid(court, 5_00)
    refunded(court, 5_00)

    with pytest.raises(actions.PaidAheadIsUsed):
        take_back_payment(second.pk, by=court.zhu, **BECAUSE)
    take_back_payment(first.pk, by=court.zhu, **BECAUSE)

    assert [balance(court, key) for key in ("fees_prepaid", "trust_prepaid", "fees_bank", "trust_bank")] == [0] * 4


def test_what_was_paid_ahead_is_used_by_itself_for_whoever_owes(court: Court) -> None:
    ready(court)
    billed(court, MAY)
    paid(court, 5_00, bill_ids=[bill_of(court.home, MAY).pk])
    billed(court, JUNE, due_on=date(2026, 7, 31))
    paid(court, 2 * FEE, bill_ids=[bill_of(court.home).pk])

    spent = use_prepayments(court.estate.pk, by=court.zhu, at=MONDAY_9AM)

    assert (spent, bill_of(court.home, MAY).open_fen, ahead(court)) == (FEE - 5_00, 0, 5_00)
    assert use_prepayments(court.estate.pk, by=court.zhu, at=MONDAY_9AM) == 0
    assert {row.open_fen for row in open_bills(court.estate.pk)} == {FEE}


def test_no_fen_is_lost_between_bills_payments_and_books(court: Court) -> None:
    ready(court)
    billed(court, MAY, due_on=DUE)
    paid(court, 3 * FEE)
    billed(court, JUNE)

    for home in court.building.homes.all():
        owed = sum(bill.open_fen for bill in Bill.objects.filter(home=home))
        assert owed == balance(court, "fees_receivable", home)
    told = Settlement.objects.filter(taken_back=False).values_list("bill", "fen")
    assert sum(fen for _bill, fen in told) == sum(Bill.objects.values_list("paid_fen", flat=True)) == 2 * FEE


def test_money_can_come_in_before_anything_was_billed(court: Court) -> None:
    book(court)
    fees(court)

    assert (paid(court, FEE).ahead_fen, ahead(court)) == (FEE, FEE)
