"""How the company is paid, in plain words, and the tables that are owed in public for it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import NoReverseMatch, reverse
from django.utils.translation import get_language, gettext, gettext_lazy, pgettext

from courtyard.core import books as core
from courtyard.core.books import public
from courtyard.core.quarters import Quarter
from courtyard.core.rulebook import Fund, Mode, ModeRule
from courtyard.money import citing
from courtyard.money.as_files import Cell, Fen, Table
from courtyard.money.models import Book
from courtyard.money.modes import mode_of
from courtyard.money.queries import revenue, service_money
from courtyard.money.queries.ledger import chart_of, sums_until
from courtyard.money.showing import account_said
from courtyard.money.showing_revenue import quarters_table
from courtyard.places.rules import rules_of
from courtyard.services.models import Contract
from courtyard.services.quarter_words import said
from courtyard.services.queries.current import contract_on

WORDS: Mapping[str, Any] = {
    "lump_sum": gettext_lazy(
        "Owners pay a fixed price. What the company spends of it, and whether it earns or loses by it, is its own "
        "affair and stands in no table here. What it owes in public are the prices, public revenue and the maintenance "
        "fund."
    ),
    "commission": gettext_lazy(
        "The money is the owners’. The company spends it by a budget that was approved, and takes an agreed share for "
        "its work. What is left at the end of a year is carried into the next one; what is missing the owners make up."
    ),
    "trust": gettext_lazy(
        "Fees lie in one account, held in trust for the owners. Everything that is bought from it can be seen by "
        "everybody: for how much, for what and from whom."
    ),
}
NAMES: Mapping[str, Any] = {
    "prices": gettext_lazy("Prices"), "revenue": gettext_lazy("Public revenue in and out"),
    "fund": gettext_lazy("Maintenance fund in and out"), "fees": gettext_lazy("Owners’ fees in and out"),
    "trust": gettext_lazy("The trust’s account in and out"), "budget": gettext_lazy("The year’s budget"),
    "quarter": gettext_lazy("Budget and spending by quarter"), "year": gettext_lazy("The year, and its audit"),
    "purchases": gettext_lazy("Every purchase"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Asked:
    """Which year and quarter of an estate's books somebody reads, on which day, and how its company is paid then."""

    book: Book
    quarter: Quarter
    today: date

    @property
    def year(self) -> int:
        return self.quarter.year

    @property
    def mode(self) -> Mode:
        """On the last day of the quarter, or today while it runs."""
        return mode_of(self.book.estate, min(self.quarter.last_day, self.today))

    @property
    def contract(self) -> Contract | None:
        return contract_on(self.book.estate, min(self.quarter.last_day, self.today))


def rule_of(asked: Asked, mode: Mode) -> ModeRule | None:
    return rules_of(asked.book.estate).modes.get(mode)


def page(asked: Asked) -> dict[str, Any]:
    """The mode in words, and each table that it owes, in the rulebook's order."""
    mode = asked.mode
    owes = public.owed(mode, rules_of(asked.book.estate).modes)
    fund = service_money.FUND_OF.get(mode)
    year = service_money.year_of(asked.book, fund, asked.year) if fund else None
    return {
        "mode": mode, "mode_said": Contract.Mode(mode).label, "words": WORDS[mode], "rule": rule_of(asked, mode),
        "contract": asked.contract, "commission": percent_of(asked.contract), "fund": fund,
        "service": year, "quarter": str(asked.quarter),
        "tables": [
            {"key": key, "name": NAMES[key], "template": f"money/_mode_{key}.html", **_table(key, asked, year)}
            for key in owes
        ],
        **(_budget(asked, year) if year else {}),
    }  # fmt: skip


def percent_of(contract: Contract | None) -> str:
    """“8”, or “8.5”."""
    whole, rest = divmod(contract.commission_bp or 0 if contract else 0, 100)
    return f"{whole}.{rest:02}".rstrip("0") if rest else str(whole)


def _table(key: str, asked: Asked, year: service_money.Year | None) -> dict[str, Any]:
    tell = TELLS.get(key)
    return tell(asked, year) if tell else {}


Tell = Callable[[Asked, "service_money.Year | None"], dict[str, Any]]


def _prices(asked: Asked, year: service_money.Year | None) -> dict[str, Any]:
    contract = asked.contract
    return {"prices": list(contract.prices.all()) if contract else [], "contract": contract}


def _revenue(asked: Asked, year: service_money.Year | None) -> dict[str, Any]:
    return {"quarters": _revenue_rows(asked)}


def _revenue_rows(asked: Asked) -> list[tuple[str, revenue.QuarterFigures]]:
    return [(said(one.quarter), one) for one in revenue.quarters_in(asked.book, asked.year, asked.today)]


def _statement(fund: Fund) -> Tell:
    def tell(asked: Asked, year: service_money.Year | None) -> dict[str, Any]:
        one, chart = _cash(asked, fund), chart_of(asked.book)
        return {
            "statement": one, "came_in": [(account_said(chart, item.account), item.fen) for item in one.came_in],
            "went_out": [(account_said(chart, item.account), item.fen) for item in one.went_out],
        }  # fmt: skip

    return tell


def _cash(asked: Asked, fund: Fund) -> core.Statement:
    chart = chart_of(asked.book)
    opening = core.cash_fen(sums_until(asked.book, date(asked.year, 1, 1)), chart, fund)
    return service_money.statement_of(asked.book, fund, asked.year, opening)


def _quarter(asked: Asked, year: service_money.Year | None) -> dict[str, Any]:
    if year is None:
        return {}
    table, chart = year.tables[asked.quarter.number - 1], chart_of(asked.book)
    return {
        "said": said(asked.quarter), "table": table,
        "income": [(account_said(chart, row.account), row) for row in table.income],
        "costs": [(account_said(chart, row.account), row) for row in table.costs],
        "remuneration": service_money.remuneration_of(asked.book, year.tables, _day(asked)),
    }  # fmt: skip


def _day(asked: Asked) -> date:
    return min(date(asked.year, 12, 31), asked.today)


def _year(asked: Asked, year: service_money.Year | None) -> dict[str, Any]:
    if year is None:
        return {}
    audits = service_money.audits_of(asked.book.estate, [year.fund], asked.year)
    return {"quarters": [(said(one.quarter), one) for one in year.tables], "audits": audits}


def _purchases(asked: Asked, year: service_money.Year | None) -> dict[str, Any]:
    if year is None:
        return {}
    chart = chart_of(asked.book)
    return {
        "said": said(asked.quarter), "most": service_money.PURCHASES_SHOWN,
        "bought": [
            {"one": one, "account": account_said(chart, one.purchase.account)}
            for one in service_money.purchases_in(asked.book, year.fund, asked.quarter)
        ],
    }  # fmt: skip


def address_if(name: str, *args: object) -> str:
    """A page's address, or nothing where there is no such page."""
    try:
        return reverse(name, args=args)
    except NoReverseMatch:
        return ""


TELLS: Mapping[str, Tell] = {
    "prices": _prices, "revenue": _revenue, "fund": _statement("maintenance"), "fees": _statement("fees"),
    "trust": _statement("trust"), "quarter": _quarter, "year": _year, "purchases": _purchases,
}  # fmt: skip


def _budget(asked: Asked, year: service_money.Year) -> dict[str, Any]:
    """The budget in force, or else its draft: by account, with the year's sum, and what it rests on."""
    budget, chart = year.budget or year.draft, chart_of(asked.book)
    planned = service_money.planned(budget)
    keys = dict.fromkeys(key for key, _quarter in planned)
    lines = [
        (account_said(chart, key), [planned.get((key, one.quarter), 0) for one in year.tables], chart[key].kind)
        for key in sorted(keys, key=lambda key: chart[key].code)
    ]
    key = (budget.authority, budget.authority_id) if budget and budget.authority_id else None
    return {
        "budget": budget, "budget_lines": [(name, fen, sum(fen), kind) for name, fen, kind in lines],
        "budget_ground": citing.said(asked.book.estate, [key]).get(key) if key else None,
    }  # fmt: skip


# as files


FILES = ("revenue", "fund", "fees", "trust", "budget", "quarter", "year", "purchases")


def files_of(mode: Mode, asked: Asked) -> list[tuple[str, Any]]:
    """The tables of a mode that can be saved, by name."""
    return [(key, NAMES[key]) for key in public.owed(mode, rules_of(asked.book.estate).modes) if key in FILES]


def file(key: str, asked: Asked) -> Table | None:
    """One of FILES; None where the mode has none."""
    if key not in public.owed(asked.mode, rules_of(asked.book.estate).modes):
        return None
    fund = service_money.FUND_OF.get(asked.mode)
    if key == "revenue":
        return quarters_table(revenue.quarters_in(asked.book, asked.year, asked.today))
    if key == "fund":
        return _statement_table(asked, "maintenance", key)
    if fund is None:
        return None
    if key == fund:
        return _statement_table(asked, fund, key)
    year = service_money.year_of(asked.book, fund, asked.year)
    return SERVICE_TABLES[key](asked, year)


def _statement_table(asked: Asked, fund: Fund, key: str) -> Table:
    one, chart = _cash(asked, fund), chart_of(asked.book)
    rows: list[tuple[str, str, Fen]] = [(gettext("From before"), "", Fen(one.opening_fen))]
    rows += [(gettext("In"), account_said(chart, item.account), Fen(item.fen)) for item in one.came_in]
    rows += [(gettext("Out"), account_said(chart, item.account), Fen(item.fen)) for item in one.went_out]
    rows += [(gettext("Left at the end"), "", Fen(one.closing_fen))]
    return Table(key, str(NAMES[key]), (pgettext("in or out", "Which way"), gettext("Account"), gettext("Yuan")), rows)


def _budget_table(asked: Asked, year: service_money.Year) -> Table:
    chart, planned = chart_of(asked.book), service_money.planned(year.budget or year.draft)
    keys = sorted(dict.fromkeys(key for key, _quarter in planned), key=lambda key: chart[key].code)
    quarters = [one.quarter for one in year.tables]
    rows: list[list[Cell]] = []
    for key in keys:
        told = [planned.get((key, one), 0) for one in quarters]
        rows.append([account_said(chart, key), *map(Fen, told), Fen(sum(told))])
    heads = (gettext("Account"), *(said(one) for one in quarters), gettext("The year"))
    return Table("budget", str(NAMES["budget"]), heads, rows)


def _quarter_table(asked: Asked, year: service_money.Year) -> Table:
    chart, table = chart_of(asked.book), year.tables[asked.quarter.number - 1]
    heads = (
        gettext("Account"), gettext("Budget"), gettext("Actual"), gettext("Difference"),
        gettext("Budget since January"), gettext("Actual since January"),
    )  # fmt: skip
    rows = [
        (
            account_said(chart, row.account), Fen(row.planned_fen), Fen(row.actual_fen), Fen(row.over_fen),
            Fen(row.planned_so_far_fen), Fen(row.actual_so_far_fen),
        )
        for row in (*table.income, *table.costs)
    ]  # fmt: skip
    return Table(f"quarter-{table.quarter}", str(NAMES["quarter"]), heads, rows)


def _year_table(asked: Asked, year: service_money.Year) -> Table:
    heads = (
        pgettext("of a year", "Quarter"), gettext("From before"), gettext("Income"), gettext("Spending"),
        gettext("of it the remuneration"), gettext("Carried on"),
    )  # fmt: skip
    rows = [
        (
            said(one.quarter), Fen(one.opening_fen), Fen(one.income_fen), Fen(one.costs_fen),
            Fen(one.remuneration_fen), Fen(one.closing_fen),
        )
        for one in year.tables
    ]  # fmt: skip
    return Table("year", str(NAMES["year"]), heads, rows)


def _purchases_table(asked: Asked, year: service_money.Year) -> Table:
    chart = chart_of(asked.book)
    heads = (
        gettext("Day"), gettext("Entry no."), gettext("Account"), pgettext("an entry", "What"), gettext("Supplier"),
        gettext("Yuan"), gettext("Fingerprint of the invoice"),
    )  # fmt: skip
    bought = service_money.purchases_in(asked.book, year.fund, asked.quarter, most=None)
    rows = [_purchase_row(chart, one) for one in bought]
    return Table(f"purchases-{asked.quarter}", str(NAMES["purchases"]), heads, rows)


def _purchase_row(chart: core.Chart, one: service_money.Bought) -> Sequence[Cell]:
    account = chart[one.purchase.account].label(get_language() or "")
    payee, invoice = (one.expense.payee, one.expense.sha256) if one.expense else ("", "")
    bought = one.purchase
    return bought.day.isoformat(), one.entry.number, account, bought.text, payee, Fen(bought.fen), invoice


SERVICE_TABLES: Mapping[str, Callable[[Asked, service_money.Year], Table]] = {
    "budget": _budget_table, "quarter": _quarter_table, "year": _year_table, "purchases": _purchases_table,
}  # fmt: skip
