"""What each operating mode owes in public, as plain tables.

A lump sum (包干制) is the company's own result: only prices, public revenue and the maintenance fund are owed. Under a
commission (酬金制) the money is the owners': the budget and what was spent of it by quarter, the remuneration, and a
surplus that is carried. A trust (信托制) shows every purchase.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from courtyard.core.books.chart import Chart
from courtyard.core.books.entries import Entry
from courtyard.core.books.fees import Price, half_up
from courtyard.core.books.refusals import NegativeSum
from courtyard.core.quarters import Quarter
from courtyard.core.rulebook import Fund, Mode, ModeRule, PublicTable

Planned = Mapping[tuple[str, Quarter], int]
"""Fen by account and quarter."""

REMUNERATION = ("fees_remuneration", "trust_remuneration")
"""The accounts of what the company gets for its work."""


@dataclass(frozen=True, slots=True)
class BudgetRow:
    """One account in a quarter, and from the first quarter of the year until then: planned and real, in fen."""

    account: str
    planned_fen: int
    actual_fen: int
    planned_so_far_fen: int
    actual_so_far_fen: int

    @property
    def over_fen(self) -> int:
        """How much more there was than planned in the quarter; below zero where it was less."""
        return self.actual_fen - self.planned_fen


@dataclass(frozen=True, slots=True)
class QuarterTable:
    """A quarter's account table of a commission (季度账目表), in fen.

    The remuneration is one of the costs. Opening + income − costs = closing, which is the next quarter's opening; below
    zero the owners have to make it up (沪房规范〔2021〕15号: surplus and shortfall are theirs).
    """

    quarter: Quarter
    opening_fen: int
    income: tuple[BudgetRow, ...]
    costs: tuple[BudgetRow, ...]
    remuneration_fen: int
    closing_fen: int

    @property
    def income_fen(self) -> int:
        return sum(row.actual_fen for row in self.income)

    @property
    def costs_fen(self) -> int:
        return sum(row.actual_fen for row in self.costs)


@dataclass(frozen=True, slots=True)
class Purchase:
    """One thing a trust bought: when, under which account, for how many fen, in words, with its papers.

    Below zero it takes one back.
    """

    entry: str
    day: date
    account: str
    fen: int
    text: str
    source: str
    authority: str


def owed(mode: Mode, modes: Mapping[str, ModeRule]) -> tuple[PublicTable, ...]:
    """The tables a mode owes in public; none where the rulebook does not say."""
    return modes[mode].owes if mode in modes else ()


def prices_on(prices: Iterable[Price], day: date) -> list[Price]:
    """The prices that hold on a day, by unit and use."""
    return sorted((price for price in prices if price.on(day)), key=lambda price: (price.unit, price.use))


def remuneration_fen(base_fen: int, share: Fraction) -> int:
    """A company's remuneration as a share of what its contract names, half a fen up. Raises NegativeSum."""
    if base_fen < 0 or share < 0:
        raise NegativeSum
    return half_up(base_fen * share)


def actuals(entries: Iterable[Entry], chart: Chart, fund: Fund) -> dict[tuple[str, Quarter], int]:
    """Income and expenses of a fund by account and quarter, in fen, on their natural sides."""
    found: dict[tuple[str, Quarter], int] = {}
    for entry in entries:
        quarter = Quarter.on(entry.day)
        for posting in entry.postings:
            for key, fen in ((posting.debit.account, posting.fen), (posting.credit.account, -posting.fen)):
                account = chart[key]
                if account.fund == fund and account.kind in ("income", "expense"):
                    natural = fen if account.debit_is_more else -fen
                    found[key, quarter] = found.get((key, quarter), 0) + natural
    return found


def quarter_table(
    chart: Chart, quarter: Quarter, opening_fen: int, planned: Planned, actual: Planned, *, fund: Fund = "fees"
) -> QuarterTable:
    """Budget against what came and went in a quarter, an account a line, by number. Raises UnknownAccount.

    `opening_fen` is what was carried from the quarter before. An account that neither was planned nor moved this year
    has no line.
    """
    rows = [_row(key, quarter, planned, actual) for key in _touched(chart, fund, quarter, planned, actual)]
    income = tuple(row for row in rows if chart[row.account].kind == "income")
    costs = tuple(row for row in rows if chart[row.account].kind == "expense")
    fee = sum(row.actual_fen for row in costs if row.account in REMUNERATION)
    closing = opening_fen + sum(row.actual_fen for row in income) - sum(row.actual_fen for row in costs)
    return QuarterTable(quarter, opening_fen, income, costs, fee, closing)


def year_tables(
    chart: Chart, year: int, opening_fen: int, planned: Planned, actual: Planned, *, fund: Fund = "fees"
) -> list[QuarterTable]:
    """The four tables of a year; each opens with what the one before closed with."""
    tables: list[QuarterTable] = []
    for number in (1, 2, 3, 4):
        opening = tables[-1].closing_fen if tables else opening_fen
        tables.append(quarter_table(chart, Quarter(year, number), opening, planned, actual, fund=fund))
    return tables


def purchases(entries: Iterable[Entry], chart: Chart, fund: Fund = "trust") -> list[Purchase]:
    """Everything a fund bought, in the order it was booked: one line for each entry and account of expense."""
    found: list[Purchase] = []
    for entry in entries:
        spent: dict[str, int] = {}
        for posting in entry.postings:
            for key, fen in ((posting.debit.account, posting.fen), (posting.credit.account, -posting.fen)):
                if chart[key].fund == fund and chart[key].kind == "expense":
                    spent[key] = spent.get(key, 0) + fen
        found += [
            Purchase(entry.id, entry.day, key, fen, entry.text, entry.source, entry.authority)
            for key, fen in spent.items()
            if fen
        ]
    return found


def _touched(chart: Chart, fund: Fund, quarter: Quarter, planned: Planned, actual: Planned) -> list[str]:
    keys = {key for sums in (planned, actual) for (key, when), fen in sums.items() if fen and when.year == quarter.year}
    for key in sorted(keys):
        chart[key]
    return [account.key for account in chart.of_fund(fund) if account.key in keys]


def _row(key: str, quarter: Quarter, planned: Planned, actual: Planned) -> BudgetRow:
    until = [Quarter(quarter.year, number) for number in range(1, quarter.number + 1)]
    return BudgetRow(
        key,
        planned.get((key, quarter), 0),
        actual.get((key, quarter), 0),
        sum(planned.get((key, one), 0) for one in until),
        sum(actual.get((key, one), 0) for one in until),
    )
