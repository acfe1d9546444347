"""Entries: what may be booked, what is refused by name, and how a mistake is taken back."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given

from courtyard.core.books import refusals as no
from courtyard.core.books.balances import is_balanced, sums_of
from courtyard.core.books.chart import Chart, Place
from courtyard.core.books.entries import (
    FEN_A_POSTING_MAX,
    POSTINGS_MAX,
    Bounds,
    Closed,
    Entry,
    Posting,
    Side,
    cash_out_fen,
    check_entry,
    reversal,
    spent_fen,
)
from courtyard.core.errors import Refusal
from courtyard.core.rulebook import Mode
from courtyard.core.tests.booked import (
    BEGINS,
    bounded,
    bounds,
    chart,
    entry,
    handed_over,
    home,
    plum_court,
    posting,
    postings,
    side,
)

BILL = posting("fees_receivable", "fees_income", 200)
DAY = date(2026, 1, 31)


def test_a_quarter_of_plum_court_may_be_booked() -> None:
    for one in plum_court():
        check_entry(one, bounds())


@bounded
@given(postings())
def test_whatever_is_booked_is_balanced(some: tuple[Posting, ...]) -> None:
    check_entry(entry(*some), bounds())

    assert is_balanced(sums_of(some))


@pytest.mark.parametrize("fen", [0, -1, 1.5, 100.0, True, "100", None, FEN_A_POSTING_MAX + 1])
def test_an_amount_is_a_whole_number_of_fen_within_the_limit(fen: Any) -> None:
    with pytest.raises(no.BadAmount):
        check_entry(entry(replace(BILL, fen=fen)), bounds())


@pytest.mark.parametrize(
    ("some", "refusal"),
    [
        ((), no.NoPosting),
        ((BILL,) * (POSTINGS_MAX + 1), no.TooManyPostings),
        ((posting("fees_receivable", "fees_receivable"),), no.SameOnBothSides),
        ((Posting(Side("fees_gold"), Side("fees_bank"), 1),), no.UnknownAccount),
        ((Posting(Side("fees_bank"), Side("fees_gold"), 1),), no.UnknownAccount),
        ((Posting(Side("fees_receivable"), Side("fees_income"), 1),), no.NeedsPlace),
        ((Posting(Side("fees_receivable", Place("building", "1")), Side("fees_income"), 1),), no.NeedsPlace),
        ((Posting(Side("fees_receivable", home(" ")), Side("fees_income"), 1),), no.NeedsPlace),
        ((Posting(Side("fees_bank", home("1-101")), Side("fees_income"), 1),), no.TakesNoPlace),
        ((Posting(Side("fund_bank"), Side("revenue_bank"), 1),), no.TwoFunds),
        ((Posting(Side("fund_bank"), Side("revenue_to_fund"), 1),), no.TwoFunds),
        (handed_over(100)[:1], no.HalfTransfer),
        (handed_over(100)[1:], no.HalfTransfer),
        ((handed_over(100)[0], handed_over(99)[1]), no.HalfTransfer),
    ],
)
def test_what_cannot_be_booked_is_refused_by_name(some: tuple[Posting, ...], refusal: type[Refusal]) -> None:
    with pytest.raises(refusal):
        check_entry(entry(*some), bounds())


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"id": ""}, no.BadEntryId),
        ({"id": "一"}, no.BadEntryId),
        ({"id": "a" * 81}, no.BadEntryId),
        ({"id": "a b"}, no.BadEntryId),
        ({"source": " "}, no.NoSource),
        ({"reverses": "E-0"}, no.NoReason),
        ({"day": date(2025, 12, 31)}, no.BeforeBooks),
    ],
)
def test_an_entry_says_what_it_is(changes: dict[str, Any], refusal: type[Refusal]) -> None:
    with pytest.raises(refusal):
        check_entry(replace(entry(BILL), **changes), bounds())


def test_two_funds_may_stand_in_one_entry_when_each_keeps_to_itself() -> None:
    check_entry(entry(BILL, posting("fund_bank", "fund_interest")), bounds())


def test_one_home_may_hand_its_credit_to_another() -> None:
    check_entry(entry(Posting(side("fees_prepaid", "1-101"), side("fees_prepaid", "1-102"), 5)), bounds())


@pytest.mark.parametrize(
    ("closed", "day", "refused"),
    [
        (Closed(BEGINS, DAY), BEGINS, True),
        (Closed(BEGINS, DAY), DAY, True),
        (Closed(BEGINS, DAY), date(2026, 2, 1), False),
        (Closed(BEGINS, DAY, "fees"), DAY, True),
        (Closed(BEGINS, DAY, "revenue"), DAY, False),
    ],
)
def test_a_closed_period_takes_nothing_more(closed: Closed, day: date, refused: bool) -> None:
    here = replace(bounds(), closed=(closed,))

    if refused:
        with pytest.raises(no.PeriodClosed):
            check_entry(entry(BILL, day=day), here)
    else:
        check_entry(entry(BILL, day=day), here)


@pytest.mark.parametrize(
    ("mode", "booked", "refused"),
    [
        ("lump_sum", posting("fees_receivable", "fees_owed_to_company"), False),
        ("commission", posting("fees_receivable", "fees_income"), False),
        ("trust", posting("trust_receivable", "trust_fees"), False),
        ("lump_sum", posting("fees_receivable", "fees_income"), True),
        ("commission", posting("trust_receivable", "trust_fees"), True),
        ("trust", posting("fees_receivable", "fees_income"), True),
        ("trust", posting("revenue_bank", "revenue_parking"), False),
    ],
)
def test_each_operating_mode_has_its_own_accounts(mode: Mode, booked: Posting, refused: bool) -> None:
    here = replace(bounds(), mode=mode)

    if refused:
        with pytest.raises(no.NotInThisMode):
            check_entry(entry(booked), here)
    else:
        check_entry(entry(booked), here)
        check_entry(entry(booked), replace(here, chart=chart().in_mode(mode)))


def test_an_empty_chart_books_nothing() -> None:
    with pytest.raises(no.UnknownAccount):
        check_entry(entry(BILL), Bounds(Chart(), BEGINS))


@bounded
@given(postings())
def test_an_entry_and_its_reversal_come_to_nothing(some: tuple[Posting, ...]) -> None:
    booked = entry(*some)

    back = reversal(booked, as_id="R-1", day=DAY, reason="记错了")

    check_entry(back, bounds())
    assert (back.reverses, back.reason, back.text) == ("E-1", "记错了", booked.text)
    assert all(debit == credit for debit, credit in sums_of([*booked.postings, *back.postings]).values())
    assert reversal(replace(back, reverses=""), as_id="E-1", day=DAY, reason="x").postings == booked.postings


@pytest.mark.parametrize(
    ("changes", "said", "refusal"),
    [
        ({}, {"reversed_already": {"E-1"}}, no.AlreadyReversed),
        ({"reverses": "E-0"}, {}, no.IsReversal),
        ({}, {"reason": " "}, no.NoReason),
        ({}, {"day": date(2026, 1, 30)}, no.BeforeWhatItReverses),
    ],
)
def test_an_entry_is_reversed_once_with_a_reason(
    changes: dict[str, Any], said: dict[str, Any], refusal: type[Refusal]
) -> None:
    given_: dict[str, Any] = {"as_id": "R-1", "day": DAY, "reason": "记错了", **said}

    with pytest.raises(refusal):
        reversal(replace(entry(BILL), **changes), **given_)


@pytest.mark.parametrize(
    ("some", "out", "spent"),
    [
        ((posting("fees_cleaning", "fees_bank", 80),), {"fees": 80}, {"fees": 80}),
        ((posting("fees_cleaning", "fees_payable", 80),), {}, {"fees": 80}),
        ((posting("fees_payable", "fees_bank", 80),), {"fees": 80}, {}),
        ((posting("fees_till", "fees_bank", 80),), {}, {}),
        (handed_over(80), {"revenue": 80}, {"revenue": 80}),
        ((posting("fees_bank", "fees_cleaning", 80),), {}, {}),
    ],
)
def test_money_that_goes_out_and_money_that_is_spent_are_told(
    some: tuple[Posting, ...], out: dict[str, int], spent: dict[str, int]
) -> None:
    assert cash_out_fen(some, chart()) == out
    assert spent_fen(some, chart()) == spent


def test_every_refusal_says_what_is_wrong() -> None:
    with pytest.raises(no.TwoFunds) as refusal:
        check_entry(entry(Posting(Side("fund_bank"), Side("revenue_bank"), 1)), bounds())

    assert refusal.value.fields == {"debit": chart()["fund_bank"], "credit": chart()["revenue_bank"]}
    assert str(refusal.value) == (
        "“bank, maintenance fund” and “bank, public revenue” belong to different funds. Money goes from one fund to "
        "another only through the accounts made for it."
    )


def test_the_chart_is_asked_by_key_and_fund() -> None:
    assert [account.key for account in chart().cash("maintenance")] == ["fund_bank", "fund_deposits_placed"]
    assert chart().funds == ("fees", "maintenance", "revenue", "deposits", "trust")
    assert Chart().funds == ()
    assert [(out.key, into.key) for out, into in chart().mirrors()] == [
        ("revenue_to_fund", "fund_from_revenue"),
        ("revenue_to_fees", "fees_from_revenue"),
        ("revenue_to_trust", "trust_from_revenue"),
    ]


def test_an_entry_of_the_most_postings_is_booked() -> None:
    many: tuple[Posting, ...] = (BILL,) * POSTINGS_MAX

    check_entry(Entry("E-1", DAY, "账单", many, source="2026Q1账单"), bounds())
