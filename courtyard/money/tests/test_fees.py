"""What homes are charged rests on what the owners decided; discounts say why; reminders are kind and rare."""

from datetime import date, timedelta
from typing import Any

import pytest

from courtyard.assembly.freezes import Frozen
from courtyard.assembly.models import Freeze
from courtyard.conftest import MONDAY_9AM, Court
from courtyard.core.books import refusals as no
from courtyard.core.errors import NotAllowed, Refusal
from courtyard.money.actions import discounts as off_deeds
from courtyard.money.actions import reminders as reminder_deeds
from courtyard.money.actions import schedules as actions
from courtyard.money.actions.discounts import end_discount, give_discount
from courtyard.money.actions.reminders import remind
from courtyard.money.actions.schedules import set_fees, withdraw_fees
from courtyard.money.models import Discount, FeeSchedule, Reminder
from courtyard.money.modes import mode_of, told_mode
from courtyard.money.tests.billing import (
    DUE,
    FEE,
    JULY,
    JUNE,
    MAY,
    TODAY,
    bill_of,
    billed,
    decision,
    fees,
    off,
    paid,
    ready,
)
from courtyard.money.tests.build import book
from courtyard.services.tests.contracting import decided, signed

DAY = timedelta(days=1)
AFTER_DUE = MONDAY_9AM + 25 * DAY


# the mode


def test_the_contract_says_in_which_mode_fees_are_booked(court: Court) -> None:
    assert (mode_of(court.estate, TODAY), told_mode(court.estate, TODAY).contract) == ("lump_sum", None)
    contract = signed(court, mode="trust", starts_on=JUNE)

    assert (mode_of(court.estate, TODAY), mode_of(court.estate, MAY)) == ("trust", "lump_sum")
    assert told_mode(court.estate, TODAY).contract == contract


# schedules


def test_a_fee_rests_on_a_decision_of_the_owners(court: Court) -> None:
    book(court)

    one = fees(court)

    assert one.decision is not None
    assert [(price.use, price.unit, price.fen) for price in one.prices.all()] == [("dwelling", "m2", 185)]


def test_the_first_fees_may_repeat_the_contract_and_a_change_may_not(court: Court) -> None:
    book(court)
    first = signed(court, kind="first", mode="lump_sum", commission_bp=None, starts_on=JUNE, prices={"dwelling": 185})

    fees(court, from_day=JUNE, contract=first.pk)

    with pytest.raises(actions.NothingToRestOn):
        fees(court, from_day=JULY, contract=first.pk)
    fees(court, from_day=JULY, decision=decision(court).pk, contract=first.pk, prices={"dwelling": ("m2", 200)})
    assert FeeSchedule.objects.count() == 2


def test_a_contract_that_the_owners_decided_brings_its_decision(court: Court) -> None:
    ready(court)
    contract = signed(court, decision=decided(court), mode="commission", starts_on=JUNE, prices={"dwelling": 210})

    one = fees(court, from_day=JULY, contract=contract.pk, prices={"dwelling": ("m2", 210)})

    assert one.decision == contract.decision


@pytest.mark.parametrize(
    ("told", "wrong"),
    [
        ({"prices": {}}, actions.NoPrices),
        ({"prices": {"dwelling": ("m2", -185)}}, actions.BadPrice),
        ({"prices": {"dwelling": ("m2", 0)}}, actions.BadPrice),
        ({"prices": {"dwelling": ("m2", 1.85)}}, actions.BadPrice),
        ({"prices": {"castle": ("m2", 185)}}, actions.BadPrice),
        ({"prices": {"dwelling": ("acre", 185)}}, actions.BadPrice),
        ({"from_day": date(2026, 1, 1)}, actions.BegunAlready),
    ],
)
def test_what_cannot_be_charged_is_refused(court: Court, told: dict[str, Any], wrong: type[Refusal]) -> None:
    ready(court)

    with pytest.raises(wrong):
        fees(court, **{"from_day": JULY, **told})
    assert FeeSchedule.objects.count() == 1


@pytest.mark.parametrize(
    ("told", "wrong"),
    [
        ({"carried": False}, actions.OtherDecision),
        ({"carried": False, "set_aside": True}, actions.OtherDecision),
        ({"matter": "fund-use"}, actions.OtherDecision),
        ({"in_force_on": JULY + DAY}, actions.NotYetInForce),
    ],
)
def test_a_change_needs_a_decision_in_force_about_the_fee(
    court: Court, told: dict[str, Any], wrong: type[Refusal]
) -> None:
    ready(court)

    with pytest.raises(wrong):
        fees(court, from_day=JULY, decision=decision(court, **told).pk)
    with pytest.raises(actions.NothingToRestOn):
        fees(court, from_day=JULY, decision=decision(court, estate=court.other).pk)
    with pytest.raises(actions.NothingToRestOn):
        fees(court, from_day=JULY, decision=None)


def test_a_contract_that_says_something_else_is_not_one_to_rest_on(court: Court) -> None:
    book(court)
    first = signed(court, kind="first", mode="lump_sum", commission_bp=None, starts_on=JUNE, prices={"dwelling": 185})

    with pytest.raises(actions.OtherThanContract):
        fees(court, from_day=JUNE, contract=first.pk, prices={"dwelling": ("m2", 190)})
    with pytest.raises(actions.OtherContract):
        fees(court, from_day=MAY, contract=first.pk)


def test_while_a_committee_is_elected_no_fee_changes(court: Court) -> None:
    ready(court)
    Freeze.objects.create(
        estate=court.estate, since=MONDAY_9AM - DAY, article="物业管理条例", about=court.estate.pk, begun_by=court.jie
    )

    with pytest.raises(Frozen):
        fees(court, from_day=JULY)


def test_what_was_billed_keeps_its_price(court: Court) -> None:
    run = billed(ready(court))

    with pytest.raises(actions.BilledUntil):
        fees(court, from_day=date(2026, 6, 16))
    with pytest.raises(actions.BilledBy):
        withdraw_fees(FeeSchedule.objects.get().pk, reason="录错", by=court.zhu, at=MONDAY_9AM)
    assert run.bills == 4


def test_fees_entered_wrongly_are_withdrawn_and_stay_to_be_read(court: Court) -> None:
    ready(court)
    one = FeeSchedule.objects.get()

    withdraw_fees(one.pk, reason="录错", by=court.zhu, at=MONDAY_9AM)
    fees(court)

    assert list(FeeSchedule.objects.order_by("number").values_list("number", "withdrawn_why")) == [(1, "录错"), (2, "")]
    with pytest.raises(actions.WithdrawnAlready):
        withdraw_fees(one.pk, reason="再来", by=court.zhu, at=MONDAY_9AM)


@pytest.mark.parametrize("name", ["lin", "desk", "yan", "bai", "jie"])
def test_only_collectors_enter_fees_and_discounts(court: Court, name: str) -> None:
    ready(court)
    by, one, given = getattr(court, name), FeeSchedule.objects.get(), off(court)

    for deed in (
        lambda: fees(court, by, from_day=JULY),
        lambda: withdraw_fees(one.pk, reason="录错", by=by, at=MONDAY_9AM),
        lambda: end_discount(given.pk, date(2026, 7, 31), by=by, at=MONDAY_9AM),
        lambda: give_discount(
            off_deeds.Off(estate_id=court.estate.pk, home_id=court.home.pk, first=JULY, reason="因", fen=1),
            by=by, at=MONDAY_9AM,
        ),
    ):  # fmt: skip
        with pytest.raises(NotAllowed):
            deed()
    assert set_fees.__name__ == "set_fees"


# discounts


@pytest.mark.parametrize(
    ("told", "wrong"),
    [
        ({"share_bp": 10_001}, no.BadDiscount),
        ({"share_bp": 0}, no.BadDiscount),
        ({"fen": -1}, no.BadDiscount),
        ({"fen": 1.5}, no.BadDiscount),
        ({"fen": 1, "share_bp": 1}, no.BadDiscount),
        ({"reason": " "}, off_deeds.NoDiscountReason),
        ({"first": date(2026, 6, 2)}, off_deeds.WholeMonthsOnly),
        ({"last": date(2026, 6, 29)}, off_deeds.WholeMonthsOnly),
        ({"last": date(2026, 5, 31)}, off_deeds.WholeMonthsOnly),
    ],
)
def test_a_discount_is_whole_and_says_why(court: Court, told: dict[str, Any], wrong: type[Refusal]) -> None:
    ready(court)

    with pytest.raises(wrong):
        off(court, **told)
    assert not Discount.objects.exists()


def test_a_discount_ends_and_what_was_billed_stays(court: Court) -> None:
    ready(court)
    one = off(court, share_bp=5_000)
    billed(court)

    with pytest.raises(off_deeds.BilledMeanwhile):
        off(court)
    with pytest.raises(off_deeds.BilledMeanwhile):
        off(court, first=MAY)
    end_discount(one.pk, date(2026, 6, 30), by=court.zhu, at=MONDAY_9AM)
    billed(court, JULY, due_on=date(2026, 7, 31))

    assert (bill_of(court.home).fen, bill_of(court.home, JULY).fen) == (FEE // 2, FEE)


# reminders


def test_homes_are_reminded_after_the_day_to_pay_and_once_a_month(court: Court) -> None:
    billed(ready(court))
    paid(court, FEE)

    with pytest.raises(reminder_deeds.NobodyToRemind):
        remind(court.estate.pk, by=court.zhu, at=MONDAY_9AM)
    one = remind(court.estate.pk, by=court.zhu, at=AFTER_DUE)
    with pytest.raises(reminder_deeds.NobodyToRemind):
        remind(court.estate.pk, by=court.zhu, at=AFTER_DUE + 29 * DAY)
    again = remind(court.estate.pk, by=court.zhu, at=AFTER_DUE + 31 * DAY)

    assert (one.homes, again.homes) == (3, 3)
    assert not Reminder.objects.filter(home=court.home).exists()
    assert set(Reminder.objects.values_list("due_on", flat=True)) == {DUE}


@pytest.mark.parametrize("name", ["lin", "desk", "yan", "bai", "jie"])
def test_only_collectors_remind(court: Court, name: str) -> None:
    billed(ready(court))

    with pytest.raises(NotAllowed):
        remind(court.estate.pk, by=getattr(court, name), at=AFTER_DUE)
