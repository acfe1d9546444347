"""The owners' service money spent, under the budget or a contract; and its year closed, what is left carried on."""

from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from courtyard.assembly.upkeep import Kept
from courtyard.core.books.public import REMUNERATION
from courtyard.core.errors import BadInput, Refusal, sentence
from courtyard.core.quantities import format_fen
from courtyard.core.rulebook import Fund
from courtyard.money.actions.entries import enter
from courtyard.money.booking import Booking, Leg, Side
from courtyard.money.events.modes import ExpenseRecorded, InvoiceShown, YearClosed
from courtyard.money.locks import lock_book, lock_expense
from courtyard.money.models import Book, Budget, Entry, Expense, YearClosing
from courtyard.money.models.budget import PAYEE_MAX
from courtyard.money.modes import mode_of
from courtyard.money.permissions.modes import may_close_year, may_record_expense, may_show_invoice
from courtyard.money.public_papers import FIELDS, put
from courtyard.money.queries import service_money as queries
from courtyard.money.queries.ledger import chart_of
from courtyard.money.queries.sums import actuals
from courtyard.money.revenue_rules import whole_fen
from courtyard.money.there_is import require_there, service_fund
from courtyard.people.models import Person
from courtyard.places.rules import rules_of
from courtyard.services.queries.current import contract_on
from courtyard.trail.deeds import deed, record, require
from courtyard.trail.ids import new_id

A = Entry.Authority
AUTHORITIES = (A.BUDGET, A.CONTRACT)


class NotAnExpense(BadInput):
    says = sentence("Choose what the money was spent on.")
    field = "account"


class NoPayee(BadInput):
    says = sentence("Say in at most {most} characters which firm was paid.")
    field = "payee"


class NoAuthority(BadInput):
    says = sentence("Say what it rests on: the approved budget, or the service contract.")
    field = "authority"


class NoBudget(BadInput):
    says = sentence("No budget was approved for {year}, so nothing can be spent under one.")
    field = "authority"


class OverBudget(BadInput):
    says = sentence(
        "The budget of {year} has {most_yuan} yuan left for this. More needs a new version of the budget, with its own "
        "decision."
    )
    field = "fen"


class NoContract(BadInput):
    says = sentence("No service contract binds on {day}.")
    field = "authority"


class BudgetHolds(BadInput):
    says = sentence("A budget of {year} was approved: this is spent under it, not by the contract alone.")
    field = "authority"


class AboveRemuneration(BadInput):
    says = sentence("By the contract’s share at most {most_yuan} yuan of this year’s remuneration are left.")
    field = "fen"


class YearNotOver(Refusal):
    says = sentence("{year} is not over yet. It is closed once it is.")


class MonthsOpen(Refusal):
    says = sentence("First close the months of the year: {month} is open still.")


class YearOutside(BadInput):
    says = sentence("The books here begin on {day}.")
    field = "year"


@dataclass(frozen=True, kw_only=True)
class Spent:
    """What was paid, for what, to which firm, and whether under the budget or the service contract.

    Its `id` makes one form one expense.
    """

    estate_id: UUID
    account: str
    fen: int
    day: date
    what: str
    payee: str
    authority: str = A.BUDGET
    id: UUID = field(default_factory=new_id)


@deed
def record_expense(told: Spent, *, by: Person, at: datetime) -> Expense:
    """Under a commission or in a trust only; under a lump sum the company spends its own."""
    book = lock_book(told.estate_id)
    require(may_record_expense, by, book.estate, at)
    before = Expense.objects.filter(pk=told.id, estate=book.pk).first()
    if before is not None:
        return before
    fund = service_fund(book, told.day)
    fen = whole_fen(told.fen)
    _check(told, book, fund)
    budget = queries.budget_in_force(book.pk, fund, told.day.year) if told.authority == A.BUDGET else None
    authority_id = _within_budget(told, book, budget) if told.authority == A.BUDGET else _by_contract(told, book, fund)
    bank = chart_of(book).in_mode(mode_of(book.estate, told.day)).cash(fund)[0].key
    require_there(book, bank, fen)
    booking = Booking(
        kind=Entry.Kind.SPENDING, day=told.day, what=told.what, legs=(Leg(Side(told.account), Side(bank), fen),),
        source="expense", source_id=told.id, authority=told.authority, authority_id=authority_id,
    )  # fmt: skip
    entry = enter(book, booking, by=by, at=at)
    expense = Expense.objects.create(
        id=told.id, estate=book.estate, entry=entry, account=told.account, payee=told.payee.strip(),
        budget=budget,
    )  # fmt: skip
    event = ExpenseRecorded(
        number=entry.number, account=told.account, fen=fen, day=told.day, payee=expense.payee,
        authority=told.authority, authority_id=authority_id,
    )  # fmt: skip
    record(event, node=book.pk, about=entry.pk, by=by, at=at)
    return expense


def _check(told: Spent, book: Book, fund: Fund) -> None:
    known = {account.key for account in queries.costs_for(book, fund, mode_of(book.estate, told.day))}
    if told.account not in known:
        raise NotAnExpense
    if not 0 < len(told.payee.strip()) <= PAYEE_MAX:
        raise NoPayee(most=PAYEE_MAX)
    if told.authority not in AUTHORITIES:
        raise NoAuthority


def _within_budget(told: Spent, book: Book, budget: Budget | None) -> UUID:
    """What the whole year has for the account, less what was spent: one quarter may lend to another."""
    year = told.day.year
    if budget is None:
        raise NoBudget(year=year)
    planned = sum(row.fen for row in budget.rows.all() if row.account == told.account)
    real = actuals(book, budget.fund, year)
    left = planned - sum(fen for (key, _quarter), fen in real.items() if key == told.account)
    if told.fen > left:
        raise OverBudget(year=year, most_yuan=format_fen(max(0, left)))
    return budget.pk


def _by_contract(told: Spent, book: Book, fund: Fund) -> UUID:
    """What the company gets for its work, no more than the contract's share of the year's income; and anything else as
    long as no budget of the year was approved."""
    contract = contract_on(book.estate, told.day)
    if contract is None:
        raise NoContract(day=told.day)
    year = queries.year_of(book, fund, told.day.year)
    if told.account not in REMUNERATION:
        if year.budget is not None:
            raise BudgetHolds(year=year.year)
        return contract.pk
    agreed = queries.remuneration_of(book, year.tables, told.day)
    if agreed is not None and told.fen > agreed.left_fen:
        raise AboveRemuneration(most_yuan=format_fen(max(0, agreed.left_fen)))
    return contract.pk


@deed
def show_invoice(expense_id: UUID, file: Kept | None, *, looked: bool, by: Person, at: datetime) -> Expense:
    """The invoice as everybody may read it; another copy takes its place. Raises NoFile, NotLookedAt, LostFile."""
    book, expense = lock_expense(expense_id)
    require(may_show_invoice, by, expense, at)
    before = expense.sha256
    if put(expense, file, looked=looked, at=at):
        expense.save(update_fields=FIELDS)
        event = InvoiceShown(number=expense.entry.number, sha256=expense.sha256, before=before)
        record(event, node=book.pk, about=expense.entry_id, by=by, at=at)
    return expense


@deed
def close_year(estate_id: UUID, year: int, *, by: Person, at: datetime) -> YearClosing:
    """All its months are closed; what is left, more or less than nothing, is what the next year begins with."""
    book = lock_book(estate_id)
    require(may_close_year, by, book.estate, at)
    today = rules_of(book.estate).hours.day_of(at)
    if year >= today.year:
        raise YearNotOver(year=year)
    if year < book.opens_on.year:
        raise YearOutside(day=book.opens_on)
    fund = service_fund(book, date(year, 12, 31))
    before = YearClosing.objects.filter(estate=book.pk, fund=fund, year=year).first()
    if before is not None:
        return before
    left_open = queries.months_left_open(book, year)
    if left_open is not None:
        raise MonthsOpen(month=f"{left_open:%Y-%m}")
    told = queries.year_of(book, fund, year)
    closing = YearClosing.objects.create(
        estate=book.estate, fund=fund, year=year, opening_fen=told.opening_fen, income_fen=told.income_fen,
        costs_fen=told.costs_fen, carried_fen=told.carried_fen, closed_by=by, closed_at=at,
    )  # fmt: skip
    event = YearClosed(
        year=year, fund=fund, opening_fen=closing.opening_fen, income_fen=closing.income_fen,
        costs_fen=closing.costs_fen, carried_fen=closing.carried_fen,
    )  # fmt: skip
    record(event, node=book.pk, about=closing.pk, by=by, at=at)
    return closing
