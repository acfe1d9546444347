"""The owners' service money under a commission or in a trust: budget, quarters, years, purchases, remuneration."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from uuid import UUID

from django.db.models import Max, Q

from courtyard.core import books as core
from courtyard.core.books import public
from courtyard.core.quarters import Quarter
from courtyard.core.rulebook import Account, Fund, Mode
from courtyard.core.rulebook.periods import months_after
from courtyard.money.models import Book, Budget, Closing, Entry, Expense, Posting, YearAudit, YearClosing
from courtyard.money.models.revenue import BASIS_POINTS
from courtyard.money.queries.ledger import chart_of, moves_in
from courtyard.money.queries.sums import actuals, carried_into
from courtyard.places.models import Estate
from courtyard.services.queries.current import contract_on

FUND_OF: dict[Mode, Fund] = {"commission": "fees", "trust": "trust"}
"""Where the owners' service money lies; a lump sum is the company's, so it has none."""

PURCHASES_SHOWN, AUDITS_SHOWN = 200, 40


@dataclass(frozen=True, slots=True)
class Year:
    """A year of the service money: its four tables, the budget they are held against, and how it was closed."""

    year: int
    fund: Fund
    budget: Budget | None
    draft: Budget | None
    tables: Sequence[public.QuarterTable]
    closing: YearClosing | None

    @property
    def opening_fen(self) -> int:
        return self.tables[0].opening_fen

    @property
    def income_fen(self) -> int:
        return sum(table.income_fen for table in self.tables)

    @property
    def costs_fen(self) -> int:
        return sum(table.costs_fen for table in self.tables)

    @property
    def carried_fen(self) -> int:
        return self.tables[-1].closing_fen


def budget_in_force(estate_id: UUID, fund: str, year: int) -> Budget | None:
    rows = Budget.objects.filter(estate=estate_id, fund=fund, year=year, state=Budget.State.APPROVED)
    return rows.order_by("-version").prefetch_related("rows").first()


def budget_draft(estate_id: UUID, fund: str, year: int) -> Budget | None:
    rows = Budget.objects.filter(estate=estate_id, fund=fund, year=year, state=Budget.State.DRAFT)
    return rows.prefetch_related("rows").first()


def is_budgeted(estate_id: UUID, year: int) -> bool:
    return Budget.objects.filter(estate=estate_id, year=year).exists()


def next_version(estate_id: UUID, fund: str, year: int) -> int:
    rows = Budget.objects.filter(estate=estate_id, fund=fund, year=year)
    return int(rows.aggregate(last=Max("version", default=0))["last"]) + 1


def planned(budget: Budget | None) -> dict[tuple[str, Quarter], int]:
    """Fen by account and quarter."""
    if budget is None:
        return {}
    return {(row.account, Quarter(budget.year, row.quarter)): row.fen for row in budget.rows.all()}


def year_of(book: Book, fund: Fund, year: int) -> Year:
    """Seven queries, however much was spent."""
    budget, draft = budget_in_force(book.pk, fund, year), budget_draft(book.pk, fund, year)
    opening, real = carried_into(book, fund, year), actuals(book, fund, year)
    tables = public.year_tables(chart_of(book), year, opening, planned(budget), real, fund=fund)
    closing = YearClosing.objects.filter(estate=book.pk, fund=fund, year=year).first()
    return Year(year, fund, budget, draft, tables, closing)


def accounts_of(book: Book, fund: Fund, mode: Mode) -> list[Account]:
    """What a budget is made of: the fund's income and expenses, by number."""
    return [one for one in chart_of(book).in_mode(mode).of_fund(fund) if one.kind in ("income", "expense")]


def costs_for(book: Book, fund: Fund, mode: Mode) -> list[Account]:
    """What can be spent on by hand: fees are written off elsewhere, and money handed to a fund is no expense."""
    accounts = accounts_of(book, fund, mode)
    return [one for one in accounts if one.kind == "expense" and not one.mirror and not one.key.endswith("written_off")]


@dataclass(frozen=True, slots=True)
class Remuneration:
    """What the company gets for its work by the contract's share of the year's income, and what it got, in fen."""

    share_bp: int
    base_fen: int
    agreed_fen: int
    taken_fen: int

    @property
    def left_fen(self) -> int:
        return self.agreed_fen - self.taken_fen


def remuneration_of(book: Book, tables: Sequence[public.QuarterTable], day: date) -> Remuneration | None:
    """None where the contract that binds on the day names no share."""
    contract = contract_on(book.estate, day)
    if contract is None or contract.commission_bp is None:
        return None
    base = max(0, sum(table.income_fen for table in tables))
    agreed = public.remuneration_fen(base, Fraction(contract.commission_bp, BASIS_POINTS))
    return Remuneration(contract.commission_bp, base, agreed, sum(table.remuneration_fen for table in tables))


def expense_of(code: str, pk: UUID) -> Expense | None:
    """Something spent in an estate, with its entry."""
    return Expense.objects.select_related("estate__node", "entry").filter(pk=pk, estate__node__code=code).first()


@dataclass(frozen=True, slots=True)
class Bought:
    """One purchase, and who was paid with which invoice, where that was told."""

    purchase: public.Purchase
    entry: Entry
    expense: Expense | None


def purchases_in(book: Book, fund: Fund, quarter: Quarter, most: int | None = PURCHASES_SHOWN) -> list[Bought]:
    """Everything a fund bought in a quarter, in the order it was booked. Three queries."""
    spends = Q(postings__debit__fund=fund, postings__debit__kind="expense")
    takes = Q(postings__credit__fund=fund, postings__credit__kind="expense")
    rows = Entry.objects.filter(spends | takes, estate=book.pk, day__range=(quarter.first_day, quarter.last_day))
    entries = {one.pk.hex: one for one in rows.distinct().order_by("day", "number")[:most]}
    told = {one.entry_id: one for one in Expense.objects.filter(entry__in=[one.pk for one in entries.values()])}
    bought = public.purchases(_as_core(list(entries.values())), chart_of(book), fund)
    return [Bought(one, entries[one.entry], told.get(entries[one.entry].pk)) for one in bought]


def _as_core(entries: Sequence[Entry]) -> list[core.Entry]:
    postings: dict[UUID, list[core.Posting]] = {one.pk: [] for one in entries}
    rows = Posting.objects.filter(entry__in=list(postings)).values_list("entry", "debit__key", "credit__key", "fen")
    for entry, debit, credit, fen in rows:
        postings[entry].append(core.Posting(core.Side(debit), core.Side(credit), fen))
    return [
        core.Entry(one.pk.hex, one.day, one.what, tuple(postings[one.pk]), one.source or one.kind, one.authority)
        for one in entries
    ]


def statement_of(book: Book, fund: Fund, year: int, opening_fen: int) -> core.Statement:
    """A fund's cash over a year. One query."""
    moves = moves_in(book, date(year, 1, 1), date(year, 12, 1))
    return core.statement(chart_of(book), fund, opening_fen, moves)


def months_left_open(book: Book, year: int) -> date | None:
    """The first month of a year, within the books, that is not closed yet."""
    last = Closing.objects.filter(estate=book.pk).order_by("-month").values_list("month", flat=True).first()
    due = months_after(last, 1) if last else book.opens_on.replace(day=1)
    return due if due <= date(year, 12, 1) else None


def audits_of(estate: Estate, funds: Sequence[str], year: int | None = None) -> list[YearAudit]:
    """Audits of these funds, or of all of them together, the newest year first."""
    rows = YearAudit.objects.filter(estate=estate, fund__in=["", *funds])
    if year is not None:
        rows = rows.filter(year=year)
    return list(rows.order_by("-year", "fund")[:AUDITS_SHOWN])


def all_audits(estate: Estate) -> list[YearAudit]:
    return list(YearAudit.objects.filter(estate=estate).order_by("-year", "fund")[:AUDITS_SHOWN])
