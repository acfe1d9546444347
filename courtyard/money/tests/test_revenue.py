"""Public revenue booked: income by whoever collects it, cost within what comes in, what the company passes on."""

from datetime import date, timedelta
from typing import Any

import pytest

from courtyard.conftest import MONDAY_9AM, Court
from courtyard.core.books import refusals as no
from courtyard.core.errors import NotAllowed, Refusal
from courtyard.money import booking
from courtyard.money.actions import revenue as actions
from courtyard.money.actions.books import close_month
from courtyard.money.actions.entries import reverse_entry
from courtyard.money.actions.projects import close_project
from courtyard.money.actions.revenue import Cost, Income, Passing, book_cost, pass_on_revenue, receive_income
from courtyard.money.models import Entry, RevenueCost, RevenueReceipt
from courtyard.money.queries import revenue as queries
from courtyard.money.queries.sums import balance_fen
from courtyard.money.tests.build import HAD_FEN, OPENS, TODAY, book
from courtyard.money.tests.revenue import MARCH, came, cost, earned, paid_by, project
from courtyard.money.there_is import NotThatMuch
from courtyard.trail.ids import new_id

DAY = timedelta(days=1)


def test_income_is_booked_on_its_account_by_whoever_collects(court: Court) -> None:
    one = book(court)
    ads, bikes = project(court), project(court, kind="charging", name="电动车充电", collector="ye")

    first, second = came(court, ads), came(court, bikes, 90_00)

    assert [(r.entry.kind, r.entry.source_id, r.entry.fen) for r in (first, second)] == [
        ("receipt", first.pk, 1_800_00), ("receipt", second.pk, 90_00),
    ]  # fmt: skip
    assert balance_fen(one, "revenue_bank") == HAD_FEN + 1_890_00
    assert balance_fen(one, "revenue_charging") == -90_00


@pytest.mark.parametrize(("collector", "names"), [("wu", ["yan", "lin", "bai", "jie"]), ("ye", ["zhu", "mei", "far"])])
def test_nobody_books_what_another_collects(court: Court, collector: str, names: list[str]) -> None:
    book(court)
    one = project(court, collector=collector)

    for name in names:
        with pytest.raises(NotAllowed):
            receive_income(Income(project_id=one.pk, fen=1, day=MARCH), by=getattr(court, name), at=MONDAY_9AM)

    assert RevenueReceipt.objects.count() == 0


def test_one_form_is_one_receipt_and_a_bank_line_is_its_source(court: Court) -> None:
    book(court)
    one, again, line = project(court), new_id(), new_id()

    assert came(court, one, id=again) == came(court, one, id=again)
    assert came(court, one, source="bank", source_id=line).entry.source_id == line
    assert Entry.objects.filter(kind="receipt").count() == 2


@pytest.mark.parametrize(
    ("given", "wrong"),
    [
        ({"fen": 0}, no.BadAmount),
        ({"fen": -1}, no.BadAmount),
        ({"fen": 600.5}, no.BadAmount),
        ({"fen": True}, no.BadAmount),
        ({"place": "revenue_other"}, actions.NoSuchPlace),
        ({"due_id": new_id()}, actions.NoSuchDue),
        ({"day": TODAY + DAY}, booking.NotYet),
        ({"day": OPENS - DAY}, no.BeforeBooks),
        ({"day": OPENS}, no.PeriodClosed),
    ],
)
def test_bad_income_is_refused(court: Court, given: dict[str, Any], wrong: type[Refusal]) -> None:
    book(court)
    one = project(court)
    close_month(court.estate.pk, OPENS, by=court.yan, at=MONDAY_9AM)

    with pytest.raises(wrong):
        came(court, one, **given)

    assert (RevenueReceipt.objects.count(), Entry.objects.count()) == (0, 1)


def test_what_the_company_collected_is_passed_on(court: Court) -> None:
    one = book(court)
    came(court, project(court), place="revenue_with_company")
    told = Passing(estate_id=court.estate.pk, fen=1_500_00, day=TODAY, what="代收收益划转")

    first = pass_on_revenue(told, by=court.zhu, at=MONDAY_9AM)
    assert pass_on_revenue(told, by=court.zhu, at=MONDAY_9AM) == first
    with pytest.raises(NotThatMuch) as refused:
        pass_on_revenue(
            Passing(estate_id=court.estate.pk, fen=300_01, day=TODAY, what="代收收益划转"), by=court.yan, at=MONDAY_9AM
        )
    with pytest.raises(NotAllowed):
        pass_on_revenue(told, by=court.lin, at=MONDAY_9AM)

    assert (queries.company_holds_fen(one), refused.value.fields["most_yuan"]) == (300_00, "300.00")


# cost and share


def test_a_cost_rests_on_the_service_contract_or_on_the_projects_own(court: Court) -> None:
    one = earned(court)
    own = cost(court, one, 100_00)
    service = paid_by(court, "lump_sum")

    other = cost(court, one, 100_00)

    assert [(c.entry.kind, c.entry.authority, c.entry.authority_id) for c in (own, other)] == [
        ("spending", "contract", one.pk), ("spending", "contract", service.pk),
    ]  # fmt: skip


def test_without_any_contract_no_cost_is_booked(court: Court) -> None:
    book(court)
    one = project(court, party="", terms="")
    came(court, one)

    with pytest.raises(actions.NoContract):
        cost(court, one)


def test_a_cost_is_no_more_than_what_came_in(court: Court) -> None:
    one = earned(court)
    cost(court, one, 1_000_00)

    with pytest.raises(actions.CostAboveIncome) as refused:
        cost(court, one, 800_01)
    cost(court, one, 800_00)

    assert refused.value.fields == {"income_yuan": "1,800.00", "cost_yuan": "1,000.00"}


def test_the_managers_share_is_what_was_agreed_of_what_came_in(court: Court) -> None:
    one = earned(court, 1_000_01)
    cost(court, one, 200_00, account="revenue_managers_share")

    with pytest.raises(actions.AboveShare) as refused:
        cost(court, one, 100_01, account="revenue_managers_share")
    cost(court, one, 100_00, account="revenue_managers_share")

    assert refused.value.fields["most_yuan"] == "100.00"


def test_a_share_in_yuan_is_for_each_period_begun(court: Court) -> None:
    book(court)
    one = project(court, share_bp=None, share_fen=50_00)
    came(court, one)

    with pytest.raises(actions.AboveShare):
        cost(court, one, 150_01, account="revenue_managers_share")
    cost(court, one, 150_00, account="revenue_managers_share")


def test_a_share_in_yuan_is_for_no_period_before_the_books_and_none_after_the_end(court: Court) -> None:
    book(court)
    one = project(court, since=date(2015, 1, 1), share_bp=None, share_fen=50_00)
    came(court, one)
    close_project(one.pk, last_day=date(2026, 2, 28), reason="合同解除", by=court.yan, at=MONDAY_9AM)

    with pytest.raises(actions.AboveShare) as refused:
        cost(court, one, 100_01, account="revenue_managers_share", day=TODAY)
    cost(court, one, 100_00, account="revenue_managers_share", day=TODAY)

    assert refused.value.fields["most_yuan"] == "100.00"


def test_a_share_that_was_not_agreed_is_none(court: Court) -> None:
    book(court)
    one = project(court, share_bp=None)
    came(court, one)

    with pytest.raises(actions.NoShareAgreed):
        cost(court, one, account="revenue_managers_share")


@pytest.mark.parametrize(
    ("given", "wrong"),
    [
        ({"account": "revenue_to_fund"}, actions.NotAsCost),
        ({"account": "fees_cleaning"}, actions.NotAsCost),
        ({"account": "gold"}, actions.NotAsCost),
        ({"fen": -5}, no.BadAmount),
        ({"fen": 0.5}, no.BadAmount),
        ({"place": "revenue_with_company"}, NotThatMuch),
        ({"place": "fees_bank"}, actions.NoSuchPlace),
        ({"what": ""}, booking.NoText),
    ],
)
def test_a_bad_cost_is_refused(court: Court, given: dict[str, Any], wrong: type[Refusal]) -> None:
    one = earned(court)

    with pytest.raises(wrong):
        cost(court, one, **given)

    assert RevenueCost.objects.count() == 0


@pytest.mark.parametrize("name", ["lin", "desk", "bai", "jie"])
def test_nobody_else_books_a_cost(court: Court, name: str) -> None:
    one = earned(court)
    told = Cost(project_id=one.pk, account="revenue_cost", fen=1, day=MARCH, what="灯管")

    with pytest.raises(NotAllowed):
        book_cost(told, by=getattr(court, name), at=MONDAY_9AM)


def test_what_was_taken_back_counts_no_more(court: Court) -> None:
    one = earned(court)
    receipt, spent = came(court, one, 500_00), cost(court, one, 400_00)

    for entry in (receipt.entry, spent.entry):
        reverse_entry(entry.pk, reason="记错了", by=court.yan, at=MONDAY_9AM)

    told = queries.project_figures(one, 2026, TODAY)
    assert (told.received_fen, told.cost_fen, told.late_fen) == (1_800_00, 0, 6 * 600_00 - 1_800_00)
    assert date(2026, 6, 1) in [due.due_on for due in queries.open_dues(court.estate.pk, one.pk)]
