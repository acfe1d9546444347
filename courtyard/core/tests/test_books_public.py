"""What each operating mode owes in public: prices, a commission's quarters, a trust's purchases."""

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given

from courtyard.core.books import refusals as no
from courtyard.core.books.balances import cash_fen, sheets, sums_of
from courtyard.core.books.entries import Entry, reversal
from courtyard.core.books.fees import Price
from courtyard.core.books.public import (
    BudgetRow,
    Purchase,
    actuals,
    owed,
    prices_on,
    purchases,
    quarter_table,
    remuneration_fen,
    year_tables,
)
from courtyard.core.quarters import Quarter
from courtyard.core.rulebook import MODES
from courtyard.core.tests.booked import bounded, chart, entry, ledgers, posting
from courtyard.core.tests.estate_facts import shanghai

Q1, Q2, Q3 = Quarter(2026, 1), Quarter(2026, 2), Quarter(2026, 3)
MAY = date(2026, 5, 20)


def year() -> list[Entry]:
    """Half a year of a commission: fees, cleaning, staff and the company's remuneration."""
    return [
        entry(posting("fees_receivable", "fees_income", 500_00), number=1),
        entry(posting("fees_cleaning", "fees_bank", 80_00), posting("fees_staff", "fees_payable", 300_00), number=2),
        entry(posting("fees_remuneration", "fees_bank", 38_00), number=3),
        entry(posting("fees_receivable", "fees_income", 500_00), number=4, day=MAY),
        entry(posting("fees_cleaning", "fees_bank", 90_00), number=5, day=MAY),
        entry(posting("fees_bank", "fees_cleaning", 10_00), number=6, day=MAY),
    ]


PLANNED = {("fees_income", Q1): 500_00, ("fees_income", Q2): 500_00, ("fees_cleaning", Q1): 75_00,
           ("fees_cleaning", Q2): 75_00, ("fees_green", Q2): 20_00, ("fees_tax", Quarter(2025, 4)): 9_99}  # fmt: skip


def test_each_mode_owes_its_own_tables() -> None:
    modes = shanghai().modes

    assert owed("lump_sum", modes) == ("prices", "revenue", "fund")
    assert set(owed("commission", modes)) - set(owed("lump_sum", modes)) == {"fees", "budget", "quarter", "year"}
    assert set(owed("trust", modes)) - set(owed("lump_sum", modes)) == {
        "trust",
        "budget",
        "quarter",
        "year",
        "purchases",
    }
    assert [owed(mode, {}) for mode in MODES] == [(), (), ()]


def test_a_quarter_sets_what_was_planned_against_what_was_spent() -> None:
    table = quarter_table(chart(), Q2, 82_00, PLANNED, actuals(year(), chart(), "fees"))

    assert table.income == (BudgetRow("fees_income", 500_00, 500_00, 1_000_00, 1_000_00),)
    assert table.costs == (
        BudgetRow("fees_staff", 0, 0, 0, 300_00),
        BudgetRow("fees_cleaning", 75_00, 80_00, 150_00, 160_00),
        BudgetRow("fees_green", 20_00, 0, 20_00, 0),
        BudgetRow("fees_remuneration", 0, 0, 0, 38_00),
    )
    assert (table.opening_fen, table.income_fen, table.costs_fen, table.closing_fen) == (82_00, 500_00, 80_00, 502_00)
    assert [row.over_fen for row in table.costs] == [0, 5_00, -20_00, 0]


def test_the_surplus_is_carried_from_quarter_to_quarter() -> None:
    tables = year_tables(chart(), 2026, 0, PLANNED, actuals(year(), chart(), "fees"))

    assert [table.opening_fen for table in tables] == [0, 82_00, 502_00, 502_00]
    assert [table.closing_fen for table in tables] == [82_00, 502_00, 502_00, 502_00]
    assert [table.remuneration_fen for table in tables] == [38_00, 0, 0, 0]


@bounded
@given(ledgers())
def test_four_quarters_are_the_year(entries: list[Entry]) -> None:
    this_year = [one for one in entries if one.day.year == 2026]
    actual = actuals(this_year, chart(), "fees")

    tables = year_tables(chart(), 2026, 1_00, {}, actual)

    sheet = sheets(sums_of(one for booked in this_year for one in booked.postings), chart())["fees"]
    assert tables[-1].closing_fen == 1_00 + sheet.income_fen - sheet.expenses_fen
    assert [table.opening_fen for table in tables[1:]] == [table.closing_fen for table in tables[:-1]]


def test_a_budget_for_an_account_that_is_not_there_is_refused() -> None:
    with pytest.raises(no.UnknownAccount):
        quarter_table(chart(), Q1, 0, {("fees_gold", Q1): 1}, {})


def test_a_trust_shows_every_purchase_with_its_papers() -> None:
    bought = entry(posting("trust_cleaning", "trust_bank", 80_00), text="保洁", authority="采购决定7")
    both = entry(posting("trust_green", "trust_bank", 5), posting("trust_energy", "trust_payable", 6), number=2)
    paid = entry(posting("trust_payable", "trust_bank", 6), number=3)
    back = reversal(bought, as_id="R-1", day=MAY, reason="退货")

    assert purchases([bought, both, paid, back], chart()) == [
        Purchase("E-1", bought.day, "trust_cleaning", 80_00, "保洁", "凭证1", "采购决定7"),
        Purchase("E-2", both.day, "trust_green", 5, "一笔账", "凭证1", ""),
        Purchase("E-2", both.day, "trust_energy", 6, "一笔账", "凭证1", ""),
        Purchase("R-1", MAY, "trust_cleaning", -80_00, "保洁", "凭证1", "采购决定7"),
    ]


@bounded
@given(ledgers())
def test_purchases_are_all_that_was_spent(entries: list[Entry]) -> None:
    sums = sums_of(one for booked in entries for one in booked.postings)

    for fund, sheet in sheets(sums, chart()).items():
        assert sum(one.fen for one in purchases(entries, chart(), fund)) == sheet.expenses_fen


def test_the_prices_of_a_day() -> None:
    old, new = Price("m2", "shop", 1, date(2020, 1, 1), MAY), Price("m2", "shop", 2, date(2026, 5, 21))
    space = Price("space", "", 3, date(2020, 1, 1))

    assert prices_on([space, new, old], MAY) == [old, space]
    assert prices_on([space, new, old], date(2026, 5, 21)) == [new, space]


def test_a_remuneration_is_rounded_once() -> None:
    assert remuneration_fen(1_005, Fraction(10, 100)) == 101
    with pytest.raises(no.NegativeSum):
        remuneration_fen(-1, Fraction(1, 10))


def test_what_a_lump_sum_collects_is_owed_to_the_company() -> None:
    collected = [
        entry(posting("fees_receivable", "fees_owed_to_company", 200_00)),
        replace(entry(posting("fees_bank", "fees_receivable", 200_00)), id="E-2"),
        replace(entry(posting("fees_owed_to_company", "fees_bank", 150_00)), id="E-3"),
    ]
    sums = sums_of(one for booked in collected for one in booked.postings)

    sheet = sheets(sums, chart())["fees"]

    assert (sheet.assets_fen, sheet.liabilities_fen, sheet.net_fen) == (50_00, 50_00, 0)
    assert cash_fen(sums, chart(), "fees") == 50_00
