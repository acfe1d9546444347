"""The books held against the bank: the differences are the whole difference, and each says what it is."""

from datetime import date, timedelta
from typing import Any

import pytest

from courtyard.conftest import MONDAY_9AM, Court
from courtyard.core.bank import Kind
from courtyard.core.errors import NotAllowed
from courtyard.money.actions import bank
from courtyard.money.actions.bank import reconcile_account
from courtyard.money.actions.bank_matching import How, Settling, book_line, settle_line, unmatch_line
from courtyard.money.actions.entries import reverse_entry
from courtyard.money.models import BankAccount, Reconciliation
from courtyard.money.queries.bank_reconciling import Reconciled, reconciled
from courtyard.money.targets import ENTRY
from courtyard.money.tests.banking import ADS, HEAD, INTEREST, account, imported, line
from courtyard.money.tests.build import OPENS, TODAY, ads, book, booked
from courtyard.trail.models import Line

DAY = date(2026, 6, 1)


def kinds(told: Reconciled) -> list[tuple[Kind, int]]:
    return [(one.difference.kind, one.difference.fen) for one in told.explained]


def with_lines(court: Court, **told: Any) -> BankAccount:
    book(court)
    one = account(court, **told)
    imported(court, one)
    return one


def settled(court: Court, one: BankAccount) -> None:
    for fen, key in ((1_000_00, "revenue_lift_ads"), (-12_50, "revenue_bank_charges"), (3_21, "revenue_interest")):
        book_line(line(one, fen).pk, key=key, what="见银行", by=court.yan, at=MONDAY_9AM)


def test_books_that_say_what_the_bank_says_agree(court: Court) -> None:
    one = with_lines(court)
    settled(court, one)

    told = reconciled(one, TODAY)

    assert (told.found.book_fen, told.found.bank_fen, told.stated_fen) == (5_990_71, 5_990_71, 5_990_71)
    assert (told.found.agrees, told.missing_fen, told.told_until) == (True, 0, date(2026, 6, 3))


def test_every_difference_is_named_and_together_they_are_all(court: Court) -> None:
    one = with_lines(court)
    late = booked(court, ads(1_000_00), day=date(2026, 5, 30))
    settle_line(
        line(one, 1_000_00).pk, [Settling(ENTRY, late.pk.hex, 1_000_00)], how=How.HAND, by=court.yan, at=MONDAY_9AM
    )
    booked(court, ads(70_00), day=DAY, what="现金未存")

    told, before = reconciled(one, TODAY), reconciled(one, date(2026, 5, 31))

    assert kinds(told) == [(Kind.NOT_AT_BANK, 70_00), (Kind.NOT_BOOKED, 12_50), (Kind.NOT_BOOKED, -3_21)]
    assert told.found.book_fen - told.found.bank_fen == 79_29
    assert kinds(before) == [(Kind.ON_THE_WAY, 1_000_00)]
    assert [one.what for one in told.explained[0].entries] == ["现金未存"]
    assert told.explained[1].lines == (line(one, -12_50),)


def test_what_was_matched_and_let_go_leaves_no_noise(court: Court) -> None:
    one = with_lines(court)
    settled(court, one)
    match = line(one, 3_21).matches.get()

    unmatch_line(match.pk, reason="不是利息", by=court.yan, at=MONDAY_9AM)

    assert kinds(reconciled(one, TODAY)) == [(Kind.NOT_BOOKED, -3_21)]


def test_an_entry_taken_back_under_its_match_is_a_difference_of_its_line(court: Court) -> None:
    one = with_lines(court)
    settled(court, one)
    reverse_entry(line(one, 3_21).matches.get().entry_id, reason="记错了", by=court.yan, at=MONDAY_9AM)

    assert kinds(reconciled(one, TODAY)) == [(Kind.AMOUNT, -3_21)]


def test_another_balance_at_the_beginning_is_a_difference(court: Court) -> None:
    one = with_lines(court, opening_fen=4_000_00)
    settled(court, one)

    assert kinds(reconciled(one, TODAY)) == [(Kind.OPENING, 1_000_00)]


def test_what_the_bank_had_at_the_beginning_is_read_from_its_first_balance(court: Court) -> None:
    one = with_lines(court, opening_fen=None)
    settled(court, one)

    told = reconciled(one, TODAY)

    assert (told.found.agrees, told.opening_known) == (True, True)


def test_a_file_that_was_left_out_is_seen_by_the_bank_s_own_balance(court: Court) -> None:
    book(court)
    one = account(court)
    imported(court, one, HEAD + ADS)
    imported(court, one, HEAD + INTEREST)

    told = reconciled(one, TODAY)

    assert (told.stated_fen, told.found.bank_fen, told.missing_fen) == (5_990_71, 6_003_21, -12_50)


def test_that_it_was_done_is_on_record_with_its_figures(court: Court) -> None:
    one = with_lines(court)

    done = reconcile_account(one.pk, TODAY, by=court.yan, at=MONDAY_9AM)

    assert (done.book_fen, done.bank_fen, done.difference_fen, done.differences) == (5_000_00, 5_990_71, -990_71, 3)
    assert Line.objects.get(kind="money.account_reconciled").about == one.pk


@pytest.mark.parametrize("day", [OPENS - timedelta(days=1), TODAY + timedelta(days=1)])
def test_a_day_that_has_not_come_or_is_before_the_account_is_refused(court: Court, day: date) -> None:
    one = with_lines(court)

    with pytest.raises(bank.NotYetOver):
        reconcile_account(one.pk, day, by=court.yan, at=MONDAY_9AM)


@pytest.mark.parametrize("name", ["lin", "mei", "desk", "bai", "jie", "far"])
def test_only_whoever_keeps_the_fund_says_it_was_done(court: Court, name: str) -> None:
    one = with_lines(court)

    with pytest.raises(NotAllowed):
        reconcile_account(one.pk, TODAY, by=getattr(court, name), at=MONDAY_9AM)
    assert not Reconciliation.objects.exists()
