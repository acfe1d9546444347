"""Two who pay one bill at one moment, or bill one month, or name one collector: it is paid, made, named once."""

import pytest

from courtyard.assembly.tests.test_at_once import at_once, fresh
from courtyard.conftest import MONDAY_9AM, Court
from courtyard.money.actions.billing import bill_homes
from courtyard.money.actions.collectors import Naming, name_collector
from courtyard.money.actions.payments import Received, receive
from courtyard.money.billing import Billing, NothingToBill
from courtyard.money.models import Bill, BillRun, Collector, Payment, PayOrder
from courtyard.money.tests.billing import DUE, FEE, JUNE, TODAY, balance, bill_of, billed, ready
from courtyard.money.tests.paying import asked, payable
from courtyard.trail.ids import new_id

AT_ONCE = 3
pytestmark = pytest.mark.django_db(transaction=True)


def test_of_those_who_pay_one_bill_at_one_moment_one_pays_it_and_the_others_are_ahead(court: Court) -> None:
    billed(ready(court))
    bill = bill_of(court.home)

    def pay(_number: int) -> Payment:
        told = Received(
            estate_id=court.estate.pk, home_id=court.home.pk, fen=FEE, day=TODAY, channel="transfer", bill_ids=[bill.pk]
        )
        return receive(told, by=fresh(court.zhu), at=MONDAY_9AM)

    answers = at_once(AT_ONCE, pay)

    assert all(isinstance(answer, Payment) for answer in answers), answers
    assert sorted(Payment.objects.values_list("ahead_fen", flat=True)) == [0, FEE, FEE]
    assert (bill_of(court.home).open_fen, balance(court, "fees_prepaid", court.home)) == (0, -2 * FEE)


def test_a_form_that_is_sent_twice_at_one_moment_is_one_order(court: Court) -> None:
    bill, key = payable(court), new_id()

    def ask(_number: int) -> PayOrder:
        return asked(bill, fresh(court.lin), key=key)

    answers = at_once(AT_ONCE, ask)

    assert all(isinstance(answer, PayOrder) for answer in answers), answers
    assert PayOrder.objects.get().pk == key


def test_of_those_who_name_one_collector_at_one_moment_one_does(court: Court) -> None:
    def name(_number: int) -> Collector:
        told = Naming(estate_id=court.estate.pk, person_id=court.bai.pk)
        return name_collector(told, by=fresh(court.zhu), at=MONDAY_9AM)

    answers = at_once(AT_ONCE, name)

    assert sorted(type(answer).__name__ for answer in answers) == ["Collector", "NamedAlready", "NamedAlready"]
    assert Collector.objects.count() == 1


def test_a_month_that_two_bill_at_one_moment_is_billed_once(court: Court) -> None:
    ready(court)

    def bill(_number: int) -> BillRun:
        told = Billing(estate_id=court.estate.pk, every=BillRun.Every.MONTH, first=JUNE, due_on=DUE)
        return bill_homes(told, by=fresh(court.zhu), at=MONDAY_9AM)

    answers = at_once(2, bill)

    assert sorted(type(answer).__name__ for answer in answers) == ["BillRun", NothingToBill.__name__]
    assert Bill.objects.count() == 4
