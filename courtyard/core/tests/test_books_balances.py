"""Balances and statements: level in every fund, closing where the next one opens, and the same as reckoned slowly."""

from collections import defaultdict
from datetime import date, timedelta
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courtyard.core.books import refusals as no
from courtyard.core.books.balances import (
    Sheet,
    TrialLine,
    cash_fen,
    folded,
    is_balanced,
    of_homes,
    sheets,
    sums_of,
    trial_balance,
)
from courtyard.core.books.chart import Chart
from courtyard.core.books.entries import Entry, Posting, Side
from courtyard.core.books.statements import (
    Flow,
    Item,
    Move,
    Node,
    Statement,
    flows,
    flows_of_change,
    moves_of,
    result,
    statement,
)
from courtyard.core.rulebook import Fund
from courtyard.core.tests.booked import BEGINS, bounded, chart, entry, handed_over, ledgers, plum_court, posting, side


def all_postings(entries: list[Entry]) -> list[Posting]:
    return [one for booked in entries for one in booked.postings]


def slow_balance(entries: list[Entry], at: Side) -> tuple[int, int]:
    """Debits and credits of one account, reckoned from the first entry on: what everything else has to agree with."""
    debit = credit = 0
    for one in all_postings(entries):
        if one.debit == at:
            debit += one.fen
        if one.credit == at:
            credit += one.fen
    return debit, credit


def slow_cash(entries: list[Entry], fund: Fund) -> int:
    total = 0
    for account in chart().accounts.values():
        if account.fund == fund and account.cash:
            debit, credit = slow_balance(entries, Side(account.key))
            total += debit - credit
    return total


@bounded
@given(ledgers())
def test_a_trial_balance_is_what_the_entries_come_to(entries: list[Entry]) -> None:
    lines = trial_balance(sums_of(all_postings(entries)), chart())

    assert {(line.side, line.debit_fen, line.credit_fen) for line in lines} == {
        (line.side, *slow_balance(entries, line.side)) for line in lines
    }
    assert sum(line.debit_fen for line in lines) == sum(line.credit_fen for line in lines)
    assert sum(line.debit_fen for line in lines) == sum(one.fen for one in all_postings(entries))
    assert [line.code for line in lines] == sorted(line.code for line in lines)


@bounded
@given(ledgers())
def test_every_fund_is_level_by_itself(entries: list[Entry]) -> None:
    found = sheets(sums_of(all_postings(entries)), chart())

    assert [sheet for sheet in found.values() if not sheet.is_level] == []
    assert set(found) == set(chart().funds)
    assert all(sheet.net_fen == sheet.equity_fen + sheet.income_fen - sheet.expenses_fen for sheet in found.values())


@bounded
@given(ledgers())
def test_folding_keeps_every_sum_and_no_home(entries: list[Entry]) -> None:
    sums = sums_of(all_postings(entries))
    whole = folded(sums)

    assert {at.place.kind for at in whole if at.place is not None} <= {"building", "entrance"}
    assert sheets(whole, chart()) == sheets(sums, chart())
    assert is_balanced(whole)
    assert folded(whole) == whole


@bounded
@given(ledgers(), st.randoms(use_true_random=False))
def test_the_order_of_postings_says_nothing(entries: list[Entry], chance: Random) -> None:
    some = all_postings(entries)
    other = chance.sample(some, len(some))

    assert trial_balance(sums_of(some), chart()) == trial_balance(sums_of(other), chart())


@bounded
@given(ledgers(), st.integers(0, 360), st.integers(0, 360))
def test_one_statement_closes_where_the_next_one_opens(entries: list[Entry], one: int, other: int) -> None:
    cut, end = sorted((BEGINS + timedelta(days=one), BEGINS + timedelta(days=other)))
    before = [booked for booked in entries if booked.day < cut]
    within = [booked for booked in entries if cut <= booked.day <= end]

    for fund in chart().funds:
        opening = cash_fen(sums_of(all_postings(before)), chart(), fund)
        told = statement(chart(), fund, opening, moves_of(within))

        assert told.opening_fen == slow_cash(before, fund)
        assert told.closing_fen == slow_cash(before + within, fund)
        assert told.opening_fen + told.in_fen - told.out_fen == told.closing_fen


@bounded
@given(ledgers())
def test_in_a_drawing_all_that_enters_a_fund_leaves_it(entries: list[Entry]) -> None:
    told = [statement(chart(), fund, 0, moves_of(entries)) for fund in chart().funds]

    drawn = flows(told, chart())

    net: defaultdict[Node, int] = defaultdict(int)
    for flow in drawn:
        assert flow.fen > 0
        net[flow.source] -= flow.fen
        net[flow.target] += flow.fen
    assert {fen for node, fen in net.items() if node.kind == "fund"} <= {0}
    assert all(fen < 0 for node, fen in net.items() if node.kind == "source")
    assert all(fen > 0 for node, fen in net.items() if node.kind == "use")
    assert sum(net.values()) == 0
    assert {node.key: fen for node, fen in net.items() if node.kind == "closing"} == {
        one.fund: one.closing_fen for one in told if one.closing_fen
    }


@bounded
@given(ledgers())
def test_a_result_is_what_a_fund_grew_by(entries: list[Entry]) -> None:
    sums = sums_of(all_postings(entries))

    for fund, sheet in sheets(sums, chart()).items():
        assert result(chart(), fund, sums).surplus_fen == sheet.income_fen - sheet.expenses_fen


def test_plum_courts_trial_balance() -> None:
    lines = trial_balance(sums_of(all_postings(plum_court())), chart())

    assert lines[:6] == [
        TrialLine(side("fees_bank"), "1101", 200_00, 80_50, 119_50),
        TrialLine(side("fees_receivable", "1-101"), "1104", 200_00, 200_00, 0),
        TrialLine(side("fees_receivable", "1-102"), "1104", 300_00, 0, 300_00),
        TrialLine(side("fund_bank"), "1201", 3_600_00, 0, 3_600_00),
        TrialLine(side("revenue_bank"), "1301", 1_009_99, 610_00, 399_99),
        TrialLine(side("fund_of_homes", "1-101"), "3201", 0, 1_000_00, 1_000_00),
    ]


def test_plum_courts_sheets() -> None:
    found = sheets(sums_of(all_postings(plum_court())), chart())

    assert found["fees"] == Sheet("fees", 419_50, 0, 0, 500_00, 80_50)
    assert found["maintenance"] == Sheet("maintenance", 3_600_00, 0, 3_000_00, 600_00, 0)
    assert found["revenue"] == Sheet("revenue", 399_99, 0, 0, 999_99, 600_00)
    assert found["deposits"] == Sheet("deposits", 0, 0, 0, 0, 0)


def test_a_statement_says_what_came_and_what_went() -> None:
    moves = moves_of(plum_court())

    assert statement(chart(), "revenue", 0, moves) == Statement(
        "revenue", 0, (Item("revenue_parking", 999_99),), (Item("revenue_to_fund", 600_00),), 399_99
    )
    assert statement(chart(), "fees", 1_00, moves) == Statement(
        "fees", 1_00, (Item("fees_receivable", 200_00),), (Item("fees_cleaning", 80_50),), 120_50
    )


def test_what_is_taken_back_later_makes_less_of_what_came_in() -> None:
    only_the_reversal = [plum_court()[7]]

    told = statement(chart(), "revenue", 50_00, moves_of(only_the_reversal))

    assert told == Statement("revenue", 50_00, (Item("revenue_lift_ads", -10_00),), (), 40_00)
    assert flows([told], chart()) == [
        Flow(Node("opening", "revenue"), Node("fund", "revenue"), 50_00),
        Flow(Node("fund", "revenue"), Node("use", "revenue_lift_ads"), 10_00),
        Flow(Node("fund", "revenue"), Node("closing", "revenue"), 40_00),
    ]


def test_between_the_bank_and_the_till_nothing_comes_and_nothing_goes() -> None:
    moves = [Move("fees_till", "fees_bank", 500)]

    assert statement(chart(), "fees", 900, moves) == Statement("fees", 900, (), (), 900)


def test_what_one_fund_hands_to_another_goes_from_fund_to_fund() -> None:
    moves = moves_of([entry(posting("revenue_bank", "revenue_parking", 1000)), entry(*handed_over(600), number=2)])
    told = {fund: statement(chart(), fund, 0, moves) for fund in chart().funds}

    both = flows([told["revenue"], told["maintenance"]], chart())

    assert both == [
        Flow(Node("source", "revenue_parking"), Node("fund", "revenue"), 1000),
        Flow(Node("fund", "revenue"), Node("fund", "maintenance"), 600),
        Flow(Node("fund", "revenue"), Node("closing", "revenue"), 400),
        Flow(Node("fund", "maintenance"), Node("closing", "maintenance"), 600),
    ]
    assert flows([told["maintenance"]], chart()) == [
        Flow(Node("source", "fund_from_revenue"), Node("fund", "maintenance"), 600),
        Flow(Node("fund", "maintenance"), Node("closing", "maintenance"), 600),
    ]


def test_what_each_home_has_in_the_maintenance_fund() -> None:
    shared = [
        *plum_court(),
        entry(posting("fund_repairs", "fund_bank", 100_00), number=9),
        entry(
            posting("fund_of_homes", "fund_undistributed", 40_00, "1-101"),
            posting("fund_of_homes", "fund_undistributed", 60_00, "1-102"),
            posting("fund_bank", "fund_deposited", 5_00, "1-102"),
            number=10,
        ),
    ]
    sums = sums_of(all_postings(shared))

    assert of_homes(sums, chart(), "maintenance") == {"1-101": 960_00, "1-102": 1_945_00}
    assert of_homes(sums, chart(), "revenue") == {}
    # What is not shared over homes yet: 600.00 of public revenue.
    assert sheets(sums, chart())["maintenance"].net_fen == 960_00 + 1_945_00 + 600_00


def test_an_empty_chart_has_no_funds_and_no_balances() -> None:
    assert trial_balance({}, Chart()) == []
    assert sheets({}, Chart()) == {}
    with pytest.raises(no.UnknownAccount):
        sheets(sums_of([posting("fees_bank", "fees_income")]), Chart())


def test_a_quarter_begins_with_what_the_one_before_left() -> None:
    later = [entry(posting("fees_bank", "fees_receivable", 300_00, "1-102"), day=date(2026, 4, 2))]
    first = statement(chart(), "fees", 0, moves_of(plum_court()))

    second = statement(chart(), "fees", first.closing_fen, moves_of(later))

    assert (first.closing_fen, second.closing_fen) == (119_50, 419_50)


def test_a_drawing_of_change_leaves_out_what_lay_there_all_the_time() -> None:
    fund, came, went = Node("fund", "revenue"), Node("source", "revenue_parking"), Node("use", "revenue_cost")
    more = [
        Flow(Node("opening", "revenue"), fund, 500), Flow(came, fund, 300), Flow(fund, went, 100),
        Flow(fund, Node("closing", "revenue"), 700),
    ]  # fmt: skip
    less = [
        Flow(Node("opening", "revenue"), fund, 500), Flow(came, fund, 100), Flow(fund, went, 300),
        Flow(fund, Node("closing", "revenue"), 300),
    ]  # fmt: skip
    same = [Flow(came, fund, 100), Flow(fund, went, 100)]

    assert flows_of_change(more) == [*more[1:3], Flow(fund, Node("closing", "revenue"), 200)]
    assert flows_of_change(less) == [*less[1:3], Flow(Node("opening", "revenue"), fund, 200)]
    assert flows_of_change(same) == same
