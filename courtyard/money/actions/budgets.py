"""The yearly budget of the owners' service money: drafted, and approved under a decision, version by version."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from courtyard.core.errors import BadInput, Refusal, sentence
from courtyard.core.rulebook import Fund
from courtyard.money import citing
from courtyard.money.events.modes import BudgetApproved, BudgetDrafted
from courtyard.money.grounds import about
from courtyard.money.locks import lock_book
from courtyard.money.models import Book, Budget, BudgetRow, Entry
from courtyard.money.modes import mode_of
from courtyard.money.permissions.modes import may_approve_budget, may_draft_budget
from courtyard.money.queries import service_money as queries
from courtyard.money.revenue_rules import whole_fen, year_is_near
from courtyard.money.there_is import service_fund
from courtyard.people.models import Person
from courtyard.places.rules import rules_of
from courtyard.trail.deeds import deed, record, require
from courtyard.trail.ids import new_id
from courtyard.trail.rows import holder, there

S = Budget.State
APPROVES = (Entry.Authority.ASSEMBLY, Entry.Authority.COMMITTEE)
QUARTERS = (1, 2, 3, 4)


class NotThisYear(BadInput):
    says = sentence("Choose a year from {first} to {last}.")
    field = "year"


class EmptyBudget(BadInput):
    says = sentence("Plan at least one amount.")


class NotBudgetable(BadInput):
    says = sentence("“{account}” has no place in this budget.")


class ApprovedAlready(Refusal):
    says = sentence("This version was approved already. Draft another one to change it.")


@dataclass(frozen=True, kw_only=True)
class Budgeted:
    """A year's budget: fen by account of the chart and quarter, 1 to 4."""

    estate_id: UUID
    year: int
    fen: Mapping[tuple[str, int], int]
    id: UUID = field(default_factory=new_id)


@deed
def draft_budget(told: Budgeted, *, by: Person, at: datetime) -> Budget:
    """The year's draft, in place of the draft before. What is approved stays until the next version is."""
    book = lock_book(told.estate_id)
    require(may_draft_budget, by, book.estate, at)
    before = Budget.objects.filter(pk=told.id, estate=book.pk).first()
    if before is not None and before.state == S.APPROVED:
        raise ApprovedAlready
    today = rules_of(book.estate).hours.day_of(at)
    fund = service_fund(book, today)
    _check(told, book, fund, today)
    Budget.objects.filter(estate=book.pk, fund=fund, year=told.year, state=S.DRAFT).delete()
    budget = Budget.objects.create(
        id=told.id, estate=book.estate, fund=fund, year=told.year, drafted_by=by, drafted_at=at
    )
    rows = [
        BudgetRow(budget=budget, account=key, quarter=quarter, fen=fen)
        for (key, quarter), fen in sorted(told.fen.items())
    ]
    BudgetRow.objects.bulk_create(rows)
    event = BudgetDrafted(year=budget.year, fund=fund, rows=_fen(rows))
    record(event, node=book.pk, about=budget.pk, by=by, at=at)
    return budget


def _check(told: Budgeted, book: Book, fund: Fund, today: date) -> None:
    if not year_is_near(told.year, today):
        raise NotThisYear(first=today.year, last=today.year + 1)
    if not told.fen:
        raise EmptyBudget
    known = {account.key for account in queries.accounts_of(book, fund, mode_of(book.estate, today))}
    for (key, quarter), fen in told.fen.items():
        if key not in known or quarter not in QUARTERS:
            raise NotBudgetable(account=key)
        whole_fen(fen)


@deed
def approve_budget(budget_id: UUID, ground: citing.Key, *, by: Person, at: datetime) -> Budget:
    """The owners, or their committee for them, decided it: from now on spending is held against it."""
    book = lock_book(holder(Budget.objects, budget_id, "estate"))
    budget = there(Budget.objects.prefetch_related("rows"), budget_id)
    require(may_approve_budget, by, book.estate, at)
    if budget.state == S.APPROVED:
        if budget.authority_id == ground[1]:
            return budget
        raise ApprovedAlready
    decided = citing.chosen(book.estate, ground, rules_of(book.estate).hours.day_of(at), APPROVES, about(budget.fund))
    budget.state, budget.version = S.APPROVED, queries.next_version(book.pk, budget.fund, budget.year)
    budget.authority, budget.authority_id = decided.kind, decided.id
    budget.approved_by, budget.approved_at = by, at
    budget.save(update_fields=["state", "version", "authority", "authority_id", "approved_by", "approved_at"])
    event = BudgetApproved(
        year=budget.year, fund=budget.fund, version=budget.version, rows=_fen(budget.rows.all()),
        authority=decided.kind, authority_id=decided.id,
    )  # fmt: skip
    record(event, node=book.pk, about=budget.pk, by=by, at=at)
    return budget


def _fen(rows: Iterable[BudgetRow]) -> dict[str, int]:
    return {f"{row.account}/{row.quarter}": row.fen for row in rows}
