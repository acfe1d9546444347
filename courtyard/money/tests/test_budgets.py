"""The owners' service money: budgets, what is spent under them, years carried on; and none of it under a lump sum."""

from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from courtyard.conftest import MONDAY_9AM, Court
from courtyard.core.books import refusals as no
from courtyard.core.errors import NotAllowed, Refusal
from courtyard.core.quarters import Quarter
from courtyard.money import booking
from courtyard.money.actions import budgets as budgeting
from courtyard.money.actions import expenses as actions
from courtyard.money.actions.books import close_month
from courtyard.money.actions.budgets import Budgeted, approve_budget, draft_budget
from courtyard.money.actions.entries import reverse_entry
from courtyard.money.actions.expenses import Spent, close_year, record_expense
from courtyard.money.models import Budget, Entry, Expense, YearClosing
from courtyard.money.modes import mode_of
from courtyard.money.queries import service_money as queries
from courtyard.money.tests.build import OPENS, TODAY, book, booked, leg
from courtyard.money.tests.revenue import budgeted, by_assembly, commission, decided, paid_by, trust
from courtyard.money.there_is import LumpSum, NotThatMuch
from courtyard.trail.ids import new_id
from courtyard.trail.models import Line

NEXT_YEAR = datetime(2027, 1, 4, 9, 0, tzinfo=ZoneInfo("Asia/Shanghai"))


def spent(court: Court, fen: int = 800_00, **given: Any) -> Expense:
    told: dict[str, Any] = {
        "estate_id": court.estate.pk, "account": "fees_cleaning", "fen": fen, "day": TODAY, "what": "六月保洁费",
        "payee": "洁净保洁公司",
    }  # fmt: skip
    return record_expense(Spent(**(told | given)), by=court.zhu, at=MONDAY_9AM)


def fees(court: Court, fen: int = 10_000_00) -> Entry:
    return booked(court, leg("fees_receivable", "fees_income", fen, home=court.home), kind="bills", what="六月物业费")


@pytest.mark.parametrize("mode", ["lump_sum", "commission", "trust"])
def test_the_mode_is_that_of_the_contract_in_force(court: Court, mode: str) -> None:
    assert mode_of(court.estate, TODAY) == "lump_sum"

    one = paid_by(court, mode)

    assert mode_of(court.estate, TODAY) == mode
    assert mode_of(court.estate, one.starts_on - timedelta(days=1)) == "lump_sum"


def test_a_budget_is_approved_version_by_version(court: Court) -> None:
    commission(court)
    first = budgeted(court)

    second = budgeted(court, {("fees_cleaning", 1): 2_000_00})

    assert [(one.version, one.fund, one.rows.count()) for one in (first, second)] == [(1, "fees", 5), (2, "fees", 1)]
    assert queries.budget_in_force(court.estate.pk, "fees", 2026) == second
    assert Line.objects.filter(kind="money.budget_approved").count() == 2
    with pytest.raises(budgeting.ApprovedAlready):
        approve_budget(second.pk, by_assembly(decided(court, "别的", "other")), by=court.yan, at=MONDAY_9AM)


@pytest.mark.parametrize(
    ("fen", "wrong"),
    [
        ({}, budgeting.EmptyBudget),
        ({("revenue_cost", 1): 1}, budgeting.NotBudgetable),
        ({("fees_cleaning", 5): 1}, budgeting.NotBudgetable),
        ({("fees_cleaning", 1): -1}, no.BadAmount),
        ({("fees_cleaning", 1): 10.5}, no.BadAmount),
    ],
)
def test_a_bad_budget_is_refused(court: Court, fen: Any, wrong: type[Refusal]) -> None:
    commission(court)

    with pytest.raises(wrong):
        draft_budget(Budgeted(estate_id=court.estate.pk, year=2026, fen=fen), by=court.zhu, at=MONDAY_9AM)
    with pytest.raises(budgeting.NotThisYear):
        draft_budget(
            Budgeted(estate_id=court.estate.pk, year=2050, fen={("fees_cleaning", 1): 1}), by=court.zhu, at=MONDAY_9AM
        )

    assert Budget.objects.count() == 0


def test_the_company_drafts_its_budget_and_never_approves_it(court: Court) -> None:
    commission(court)
    told = Budgeted(estate_id=court.estate.pk, year=2026, fen={("fees_cleaning", 1): 1})
    draft = draft_budget(told, by=court.zhu, at=MONDAY_9AM)

    for name in ("zhu", "lin", "desk", "jie"):
        with pytest.raises(NotAllowed):
            approve_budget(draft.pk, ("assembly", new_id()), by=getattr(court, name), at=MONDAY_9AM)
    for name in ("lin", "desk", "bai"):
        with pytest.raises(NotAllowed):
            draft_budget(told, by=getattr(court, name), at=MONDAY_9AM)


def test_under_a_lump_sum_there_is_no_budget_and_no_spending(court: Court) -> None:
    book(court)

    with pytest.raises(LumpSum):
        draft_budget(
            Budgeted(estate_id=court.estate.pk, year=2026, fen={("fees_cleaning", 1): 1}), by=court.zhu, at=MONDAY_9AM
        )
    with pytest.raises(LumpSum):
        spent(court)

    assert Expense.objects.count() == 0


def test_an_expense_rests_on_the_budget(court: Court) -> None:
    commission(court)
    budget, again = budgeted(court), new_id()

    one = spent(court, id=again)

    assert spent(court, id=again) == one
    assert (one.entry.kind, one.entry.authority, one.entry.authority_id) == ("spending", "budget", budget.pk)
    assert Line.objects.filter(kind="money.expense_recorded", about=one.entry_id).count() == 1


def test_no_more_is_spent_than_the_year_has_left(court: Court) -> None:
    commission(court)
    budgeted(court)
    first = spent(court, 3_500_00)

    with pytest.raises(actions.OverBudget) as refused:
        spent(court, 500_01)
    reverse_entry(first.entry_id, reason="重复", by=court.zhu, at=MONDAY_9AM)

    assert spent(court, 4_000_00).entry.fen == 4_000_00
    assert refused.value.fields["most_yuan"] == "500.00"


@pytest.mark.parametrize(
    ("given", "wrong"),
    [
        ({"account": "fees_staff"}, actions.OverBudget),
        ({"account": "revenue_upkeep"}, actions.NotAnExpense),
        ({"account": "fees_written_off"}, actions.NotAnExpense),
        ({"fen": -1}, no.BadAmount),
        ({"fen": 8.5}, no.BadAmount),
        ({"payee": ""}, actions.NoPayee),
        ({"authority": "emergency"}, actions.NoAuthority),
        ({"authority": "contract"}, actions.BudgetHolds),
        ({"day": TODAY + timedelta(days=1)}, booking.NotYet),
        ({"day": OPENS}, no.PeriodClosed),
    ],
)
def test_a_bad_expense_is_refused(court: Court, given: dict[str, Any], wrong: type[Refusal]) -> None:
    commission(court)
    budgeted(court)
    close_month(court.estate.pk, OPENS, by=court.yan, at=MONDAY_9AM)

    with pytest.raises(wrong):
        spent(court, **given)

    assert Expense.objects.count() == 0


def test_before_a_budget_is_approved_the_contract_carries_it(court: Court) -> None:
    contract = commission(court)

    with pytest.raises(actions.NoBudget):
        spent(court)
    with pytest.raises(NotThatMuch):
        spent(court, 20_000_01, authority="contract")

    assert spent(court, authority="contract").entry.authority_id == contract.pk


def test_the_remuneration_is_the_contracts_share_of_the_years_income(court: Court) -> None:
    commission(court)
    budgeted(court)
    fees(court)

    with pytest.raises(actions.AboveRemuneration) as refused:
        spent(court, 800_01, account="fees_remuneration", authority="contract")
    spent(court, 800_00, account="fees_remuneration", authority="contract")

    assert refused.value.fields["most_yuan"] == "800.00"
    told = queries.remuneration_of(book(court), queries.year_of(book(court), "fees", 2026).tables, TODAY)
    assert told is not None
    assert (told.base_fen, told.agreed_fen, told.taken_fen, told.left_fen) == (10_000_00, 800_00, 800_00, 0)


@pytest.mark.parametrize("name", ["yan", "lin", "bai", "jie"])
def test_only_whoever_keeps_service_money_spends_it(court: Court, name: str) -> None:
    commission(court)
    budgeted(court)
    told = Spent(
        estate_id=court.estate.pk, account="fees_cleaning", fen=1, day=TODAY, what="保洁", payee="洁净保洁公司"
    )

    with pytest.raises(NotAllowed):
        record_expense(told, by=getattr(court, name), at=MONDAY_9AM)


def test_a_trust_spends_from_its_one_account_and_every_purchase_is_seen(court: Court) -> None:
    trust(court)
    draft = draft_budget(
        Budgeted(estate_id=court.estate.pk, year=2026, fen={("trust_cleaning", 2): 5_000_00}),
        by=court.zhu, at=MONDAY_9AM,
    )  # fmt: skip
    approve_budget(draft.pk, by_assembly(decided(court, "信托预算", "other")), by=court.yan, at=MONDAY_9AM)

    spent(court, account="trust_cleaning")

    bought = queries.purchases_in(book(court), "trust", Quarter(2026, 2))
    assert [(one.expense and one.expense.payee, one.purchase.fen) for one in bought] == [("洁净保洁公司", 800_00)]


def test_a_quarter_sets_the_budget_against_what_came_and_went(court: Court) -> None:
    commission(court)
    budgeted(court)
    fees(court)
    spent(court, 1_200_00)

    table = queries.year_of(book(court), "fees", 2026).tables[1]

    assert [(row.account, row.planned_fen, row.actual_fen, row.over_fen) for row in table.costs] == [
        ("fees_cleaning", 1_000_00, 1_200_00, 200_00), ("fees_green", 600_00, 0, -600_00),
    ]  # fmt: skip
    assert (table.opening_fen, table.income_fen, table.closing_fen) == (20_000_00, 10_000_00, 28_800_00)


# the year closed


def close_all(court: Court, at: datetime) -> None:
    for month in range(1, 13):
        close_month(court.estate.pk, date(2026, month, 1), by=court.yan, at=at)


def test_what_is_left_of_a_year_is_carried_into_the_next(court: Court) -> None:
    commission(court)
    budgeted(court)
    fees(court)
    spent(court, 1_200_00)
    close_all(court, NEXT_YEAR)

    closing = close_year(court.estate.pk, 2026, by=court.yan, at=NEXT_YEAR)
    assert close_year(court.estate.pk, 2026, by=court.zhu, at=NEXT_YEAR) == closing

    assert (closing.opening_fen, closing.income_fen, closing.costs_fen, closing.carried_fen) == (
        20_000_00, 10_000_00, 1_200_00, 28_800_00,
    )  # fmt: skip
    assert queries.year_of(book(court), "fees", 2027).opening_fen == 28_800_00
    assert Line.objects.filter(kind="money.year_closed").count() == 1


def test_a_year_is_closed_once_it_is_over_and_its_months_are(court: Court) -> None:
    commission(court)

    with pytest.raises(actions.YearNotOver):
        close_year(court.estate.pk, 2026, by=court.yan, at=MONDAY_9AM)
    with pytest.raises(actions.YearOutside):
        close_year(court.estate.pk, 2025, by=court.yan, at=MONDAY_9AM)
    with pytest.raises(actions.MonthsOpen) as refused:
        close_year(court.estate.pk, 2026, by=court.yan, at=NEXT_YEAR)
    with pytest.raises(NotAllowed):
        close_year(court.estate.pk, 2026, by=court.lin, at=NEXT_YEAR)

    assert (refused.value.fields["month"], YearClosing.objects.count()) == ("2026-01", 0)
