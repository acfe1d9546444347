"""From the estate's books: what a fund had, got and spent in a period; what was spent within the delegated limit."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta

from django.utils.translation import gettext

from courtyard.core import books as core
from courtyard.core.disclosures import Row
from courtyard.core.rulebook import Fund
from courtyard.core.rulebook.periods import months_after
from courtyard.disclosure.contents.registry import Builder, Scope
from courtyard.money.models import Book, Entry
from courtyard.money.queries.ledger import chart_of, moves_in, sums_until
from courtyard.money.showing import account_said
from courtyard.places.rules import rules_of

SPENT_MAX = 1_000
HALF_YEAR = 6
DAY = timedelta(days=1)


def _book(scope: Scope) -> Book | None:
    return Book.objects.select_related("estate__node").filter(pk=scope.estate.pk).first()


def _months(scope: Scope, book: Book) -> tuple[date, date] | None:
    """The period, from the first day of the books on. Where the law sets none, the half year until now."""
    first, last = scope.covers or _half_year(scope)
    first = max(first, book.opens_on.replace(day=1))
    return (first, last) if first <= last else None


def _half_year(scope: Scope) -> tuple[date, date]:
    month = rules_of(scope.estate).hours.day_of(scope.at).replace(day=1)
    return months_after(month, -HALF_YEAR), month - DAY


def accounts_of(fund: Fund) -> Callable[[Scope], Iterator[Row]]:
    """A fund's cash: what there was, what came in, what went out, what is left."""

    def build(scope: Scope) -> Iterator[Row]:
        book = _book(scope)
        span = _months(scope, book) if book else None
        if book is None or span is None:
            return
        first, last = span
        chart, before = chart_of(book), sums_until(book, first)
        if fund not in chart.funds:
            return
        moves = moves_in(book, first, last.replace(day=1))
        told = core.statement(chart, fund, core.cash_fen(before, chart, fund), moves)
        yield Row("1-opening", gettext("At the beginning"), {"fen": told.opening_fen})
        for part, what, items in (
            ("2-in", gettext("came in"), told.came_in),
            ("3-out", gettext("went out"), told.went_out),
        ):
            for item in items:
                name = account_said(chart, item.account)
                yield Row(f"{part}-{chart[item.account].code}", name, {"fen": item.fen}, what)
        yield Row("4-in", gettext("Came in altogether"), {"fen": told.in_fen})
        yield Row("5-out", gettext("Went out altogether"), {"fen": told.out_fen})
        yield Row("6-closing", gettext("At the end"), {"fen": told.closing_fen})

    return build


def within_limit(scope: Scope) -> Iterator[Row]:
    """Each spending from the maintenance fund that rested on the delegated limit, and was not taken back."""
    book = _book(scope)
    span = _months(scope, book) if book else None
    if book is None or span is None:
        return
    rows = Entry.objects.filter(
        estate=book.pk, day__range=span, kind=Entry.Kind.SPENDING, authority=Entry.Authority.LIMIT,
        reversed_by__isnull=True,
    )  # fmt: skip
    total = 0
    for one in rows.order_by("day", "number")[:SPENT_MAX]:
        total += one.fen
        yield Row(f"1-{one.number:06}", one.what, {"fen": one.fen}, one.day.isoformat())
    yield Row("2-sum", gettext("Altogether"), {"fen": total})


BUILDERS = (
    Builder("D08", accounts_of("maintenance")),
    Builder("D10", accounts_of("revenue")),
    Builder("D20", accounts_of("fees")),
    Builder("D24", within_limit),
    Builder("D28", accounts_of("fees")),
    Builder("D31", accounts_of("fees")),
)
