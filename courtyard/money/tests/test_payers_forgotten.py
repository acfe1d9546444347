"""Who paid by a line of the bank is forgotten with the line: after three years, or when they ask for it."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from courtyard.conftest import MONDAY_9AM, Court
from courtyard.money.actions.gateways import forget_payer
from courtyard.money.chores.bank import forget_payers
from courtyard.money.models import BankAccount, Payment, TopUpPayment
from courtyard.money.tests.banking import HEAD, imported
from courtyard.money.tests.billing import bill_of
from courtyard.money.tests.build import book
from courtyard.money.tests.test_settling import TRANSFER, confirmed, fees_account
from courtyard.money.tests.test_top_up_payments import transferred
from courtyard.money.tests.topping import low_house, paid_in, told
from courtyard.people.tests import build as people

LATER = MONDAY_9AM + timedelta(days=4 * 365)


def bill_paid(court: Court) -> Payment:
    """Lin's bill, by a transfer under their name."""
    fees_account(court)
    one, reference = BankAccount.objects.get(), bill_of(court.home).reference
    text = HEAD + TRANSFER.format(yuan="148.00", name=court.lin.name, text=reference)
    imported(court, one, text, by=court.zhu)
    confirmed(one, court.zhu)
    return Payment.objects.get()


def topped_up(court: Court, payer: str) -> TopUpPayment:
    """By a transfer, into the fund."""
    book(court)
    home, *_ = low_house(court)
    told(court)
    people.tenure(court.lin, home)
    confirmed(transferred(court, name=payer).account, court.yan)
    return TopUpPayment.objects.get()


def by_time(court: Court) -> None:
    forget_payers(MONDAY_9AM)
    payers = Payment.objects.values_list("payer").union(TopUpPayment.objects.values_list("payer"))
    assert list(payers) == [(court.lin.name,)]
    forget_payers(LATER)


def on_request(court: Court) -> None:
    forget_payer(court.lin, by=court.lin, at=MONDAY_9AM)


@pytest.mark.parametrize("forget", [by_time, on_request])
def test_with_the_line_its_payer_is_forgotten_in_the_payment(court: Court, forget: Callable[[Court], None]) -> None:
    one = bill_paid(court)

    forget(court)

    one.refresh_from_db()
    assert (one.payer, one.fen) == ("", 148_00)


@pytest.mark.parametrize("forget", [by_time, on_request])
def test_with_the_line_its_payer_is_forgotten_in_the_top_up(court: Court, forget: Callable[[Court], None]) -> None:
    one = topped_up(court, court.lin.name)

    forget(court)

    one.refresh_from_db()
    assert (one.payer, one.fen) == ("", 4_000_00)


def test_who_was_written_down_by_hand_and_who_has_another_name_stay(court: Court) -> None:
    other = topped_up(court, "林太太")
    by_hand = paid_in(court, court.home, payer=court.lin.name)

    on_request(court)

    assert [TopUpPayment.objects.get(pk=one.pk).payer for one in (other, by_hand)] == ["林太太", court.lin.name]
    forget_payers(LATER)
    assert [TopUpPayment.objects.get(pk=one.pk).payer for one in (other, by_hand)] == ["", court.lin.name]
