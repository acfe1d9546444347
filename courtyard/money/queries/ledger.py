"""The public ledger of a month: each fund's money, where it came from and went, and every entry, homes folded."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Q, QuerySet, Sum

from courtyard.core import books as core
from courtyard.core.rulebook.periods import months_after
from courtyard.money.models import Book, Closing, Entry, EntryMonth, MoveMonth, Posting
from courtyard.money.models.book import FOLDED, PUBLIC
from courtyard.places.rules import rules_of

DAY = timedelta(days=1)
ROWS = 20
MONTHS_SHOWN = 12


@dataclass(frozen=True, slots=True)
class Ledger:
    """One month of an estate's books. `funds` are those that have, had or got money, in their usual order."""

    month: date
    chart: core.Chart
    funds: Sequence[core.Statement]
    flows: Sequence[core.Flow]
    closed: Closing | None
    entries: int
    fen: int
    of_homes: int
    of_homes_fen: int

    @property
    def listed(self) -> int:
        """How many entries everybody reads one by one."""
        return self.entries - self.of_homes

    @property
    def of_few(self) -> bool:
        """So few payments of single homes that their sum would tell one of them."""
        return 0 < self.of_homes < FOLDED

    @property
    def told(self) -> tuple[int, int]:
        """How many entries there are, and of how much: beside the list, a few of single homes would be the rest."""
        return (self.listed, self.fen - self.of_homes_fen) if self.of_few else (self.entries, self.fen)


def chart_of(book: Book) -> core.Chart:
    return core.Chart(rules_of(book.estate).accounts)


def book_of(code: str) -> Book | None:
    """An estate's books by its code, if any are kept."""
    return Book.objects.select_related("estate__node").filter(estate__node__code=code).first()


def months_of(book: Book, today: date) -> list[date]:
    """The months of the books that can be looked at, the newest first."""
    first, month = book.opens_on.replace(day=1), today.replace(day=1)
    found: list[date] = []
    while month >= first and len(found) < MONTHS_SHOWN:
        found.append(month)
        month = (month - DAY).replace(day=1)
    return found


def sums_until(book: Book, day: date) -> dict[core.Side, tuple[int, int]]:
    """Debits and credits of each line of the chart in all months that begin before `day`, homes folded. One query."""
    rows = MoveMonth.objects.filter(estate=book.pk, month__lt=day).order_by()
    debited: defaultdict[str, int] = defaultdict(int)
    credited: defaultdict[str, int] = defaultdict(int)
    for debit, credit, fen in rows.values_list("debit_key", "credit_key").annotate(sum=Sum("fen")):
        debited[debit] += fen
        credited[credit] += fen
    return {core.Side(key): (debited[key], credited[key]) for key in sorted({*debited, *credited})}


def moves_in(book: Book, first: date, last: date) -> list[core.Move]:
    """What went from line to line in the months from `first` to `last`, both their first days. One query."""
    rows = MoveMonth.objects.filter(estate=book.pk, month__range=(first, last)).order_by()
    columns = rows.values_list("debit_key", "credit_key", "takes_back").annotate(sum=Sum("fen"))
    return [core.Move(debit, credit, fen, back) for debit, credit, back, fen in sorted(columns)]


def ledger_of(book: Book, month: date) -> Ledger:
    """Four queries, however many entries there are."""
    chart = chart_of(book)
    before, moves = sums_until(book, month), moves_in(book, month, month)
    statements = [core.statement(chart, fund, core.cash_fen(before, chart, fund), moves) for fund in chart.funds]
    funds = [one for one in statements if one.opening_fen or one.came_in or one.went_out]
    closed = Closing.objects.filter(estate=book.pk, month=month).first()
    told = EntryMonth.objects.filter(estate=book.pk, month=month).first()
    counts = (told.entries, told.fen, told.of_homes, told.of_homes_fen) if told else (0, 0, 0, 0)
    return Ledger(month, chart, funds, core.flows(funds, chart), closed, *counts)


def of_month(book: Book, month: date) -> QuerySet[Entry]:
    return Entry.objects.filter(estate=book.pk, day__range=(month, months_after(month, 1) - DAY))


@dataclass(frozen=True, slots=True)
class Row:
    """An entry with what went from where to where, homes folded: bills of a thousand homes are one line."""

    entry: Entry
    sides: Sequence[tuple[str, str, int]]


def entries_of(book: Book, month: date, before: tuple[date, int] | None = None) -> list[Row]:
    """A stretch of a month's entries, the newest first, without those of one home or two. Two queries."""
    rows = of_month(book, month).filter(PUBLIC)
    if before is not None:
        day, number = before
        rows = rows.filter(Q(day__lt=day) | Q(day=day, number__lt=number))
    return _rows(list(rows.select_related("reverses", "reversed_by").order_by("-day", "-number")[:ROWS]))


def entry_of(code: str, pk: UUID) -> Row | None:
    found = Entry.objects.filter(estate__node__code=code, pk=pk).select_related(
        "estate__node", "reverses", "reversed_by"
    )
    rows = _rows(list(found))
    return rows[0] if rows else None


def _rows(entries: list[Entry]) -> list[Row]:
    sides: defaultdict[UUID, list[tuple[str, str, int]]] = defaultdict(list)
    postings = Posting.objects.filter(entry__in=entries).order_by().values_list("entry", "credit__key", "debit__key")
    for entry, source, target, fen in postings.annotate(sum=Sum("fen")).order_by("entry", "-sum", "credit__key"):
        sides[entry].append((source, target, fen))
    return [Row(entry, sides[entry.pk]) for entry in entries]
