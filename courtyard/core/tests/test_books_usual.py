"""What happens every day: bills and payments leave nothing over, sharing moves no money, and every mode takes it."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courtyard.core.books import refusals as no
from courtyard.core.books import usual
from courtyard.core.books.balances import cash_fen, of_homes, sheets, sums_of
from courtyard.core.books.entries import Posting, check_entry
from courtyard.core.books.payments import OpenBill, allocate, use_ahead
from courtyard.core.books.splitting import split
from courtyard.core.rulebook import MODES, Fund, Mode
from courtyard.core.tests.booked import HOMES, bounded, bounds, chart, entry, side

EVERY_MODE = pytest.mark.parametrize("mode", MODES)
STEPS = st.lists(
    st.tuples(st.sampled_from(["bill", "pay"]), st.sampled_from(HOMES), st.integers(1, 1_000)), max_size=12
)


@dataclass
class Homes:
    """What homes owe and have paid ahead, kept beside the books without them."""

    mode: Mode
    booked: list[Posting] = field(default_factory=list)
    bills: dict[str, list[OpenBill]] = field(default_factory=lambda: {home: [] for home in HOMES})
    ahead: dict[str, int] = field(default_factory=lambda: dict.fromkeys(HOMES, 0))
    received: int = 0

    def bill(self, home: str, fen: int) -> None:
        self.bills[home].append(OpenBill(f"B-{len(self.bills[home])}", date(2026, 1, 1), fen))
        self.booked += usual.billed(self.mode, home, fen)
        used = use_ahead(self.ahead[home], self.bills[home])
        self.settle(home, used.parts)
        self.booked += usual.paid_from_ahead(self.mode, home, self.ahead[home] - used.ahead_fen)
        self.ahead[home] = used.ahead_fen

    def pay(self, home: str, fen: int) -> None:
        found = allocate(fen, self.bills[home])
        self.settle(home, found.parts)
        self.booked += usual.paid(self.mode, home, fen - found.ahead_fen, found.ahead_fen)
        self.ahead[home] += found.ahead_fen
        self.received += fen

    def settle(self, home: str, parts: tuple[tuple[str, int], ...]) -> None:
        paid = dict(parts)
        bills = self.bills[home]
        self.bills[home] = [replace(bill, open_fen=bill.open_fen - paid.get(bill.id, 0)) for bill in bills]


@EVERY_MODE
@bounded
@given(steps=STEPS)
def test_the_books_say_what_every_home_owes_and_has_paid_ahead(mode: Mode, steps: list[tuple[str, str, int]]) -> None:
    homes = Homes(mode)
    deeds: dict[str, Callable[[str, int], None]] = {"bill": homes.bill, "pay": homes.pay}
    for deed, home, fen in steps:
        deeds[deed](home, fen)

    keys, sums = usual.FEE_ACCOUNTS[mode], sums_of(homes.booked)
    if homes.booked:
        check_entry(entry(*homes.booked), replace(bounds(), mode=mode))
    for home in HOMES:
        owed_in, owed_out = sums.get(side(keys.receivable, home), (0, 0))
        ahead_out, ahead_in = sums.get(side(keys.prepaid, home), (0, 0))
        assert owed_in - owed_out == sum(bill.open_fen for bill in homes.bills[home])
        assert ahead_in - ahead_out == homes.ahead[home]
        assert not (homes.ahead[home] and owed_in - owed_out)
    fund: Fund = "trust" if mode == "trust" else "fees"
    assert cash_fen(sums, chart(), fund) == homes.received
    assert sheets(sums, chart())[fund].is_level


@bounded
@given(
    st.integers(1, 10**9),
    st.integers(0, 10**9),
    st.dictionaries(st.sampled_from(HOMES), st.integers(1, 10**6), min_size=1),
)
def test_sharing_moves_no_money_and_no_fen_is_lost(spent: int, earned: int, cm2: dict[str, int]) -> None:
    booked = [*usual.spending_shared(split(spent, cm2)), *usual.income_shared(split(earned, cm2))]

    check_entry(entry(*booked), bounds())

    sums = sums_of(booked)
    assert cash_fen(sums, chart(), "maintenance") == 0
    assert sum(of_homes(sums, chart(), "maintenance").values()) == earned - spent


def test_public_revenue_is_handed_to_the_fund() -> None:
    booked = usual.revenue_to_fund(600)

    check_entry(entry(*booked), bounds())

    sums = sums_of(booked)
    assert (cash_fen(sums, chart(), "revenue"), cash_fen(sums, chart(), "maintenance")) == (-600, 600)


def test_a_deposit_goes_back_less_what_is_kept() -> None:
    booked = [*usual.deposit_taken("1-101", 2_000), *usual.deposit_returned("1-101", 1_500, 500)]

    check_entry(entry(*booked), bounds())

    sums = sums_of(booked)
    assert sums[side("deposits_held", "1-101")] == (2_000, 2_000)
    assert (cash_fen(sums, chart(), "deposits"), sums[side("deposits_owed")]) == (500, (0, 500))


@EVERY_MODE
def test_what_was_paid_ahead_goes_back(mode: Mode) -> None:
    booked = [*usual.paid(mode, "1-101", 0, 700), *usual.returned_from_ahead(mode, "1-101", 700)]

    check_entry(entry(*booked), replace(bounds(), mode=mode))

    assert all(debit == credit for debit, credit in sums_of(booked).values())


def test_a_payment_may_be_in_the_till_or_on_its_way() -> None:
    assert [posting.debit.account for posting in usual.paid("commission", "1-101", 5, into="fees_till")] == [
        "fees_till"
    ]
    assert usual.billed("trust", "1-101", 0) == []


def test_a_negative_fee_is_refused() -> None:
    with pytest.raises(no.BadAmount):
        check_entry(entry(*usual.billed("commission", "1-101", -1)), bounds())
