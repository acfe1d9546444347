"""All books of an estate as a file for anybody: homes stand in their control accounts, and nobody is named."""

import csv
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from io import StringIO
from uuid import UUID

from django.db.models import Sum
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from courtyard.core import books as core
from courtyard.core.books.journals import Heading, to_beancount, to_hledger
from courtyard.core.quantities import format_fen
from courtyard.core.rulebook.periods import months_after
from courtyard.money.models import Book, Entry, Posting
from courtyard.money.models.book import FOLDED
from courtyard.money.queries.ledger import chart_of
from courtyard.money.workbook import XLSX, as_xlsx

OF_HOMES = "homes"
DAY = timedelta(days=1)
Write = Callable[[Book], Iterator[str] | Iterator[bytes]]
COLUMNS = (
    "number",
    "day",
    "kind",
    "what",
    "debit",
    "debit_name",
    "credit",
    "credit_name",
    "yuan",
    "reverses",
    "reason",
)


@dataclass(frozen=True, slots=True)
class Form:
    name: str | Promise
    hint: str | Promise
    ending: str
    content_type: str
    write: Write


def entries_of(book: Book) -> list[core.Entry]:
    """Every entry as the core has them, homes folded, in two queries.

    What tells of one home or two is one entry a month, at the end of those of which everybody reads the day.
    """
    postings: defaultdict[UUID, list[core.Posting]] = defaultdict(list)
    rows = Posting.objects.filter(estate=book.pk).order_by().values_list("entry", "debit__key", "credit__key")
    for entry, debit, credit, fen in rows.annotate(sum=Sum("fen")).order_by("entry", "debit__key", "credit__key"):
        postings[entry].append(core.Posting(core.Side(debit), core.Side(credit), fen))
    told = Entry.objects.filter(estate=book.pk).select_related("reverses").order_by("number")
    apart: defaultdict[date, Counter[tuple[str, str]]] = defaultdict(Counter)
    shown = []
    for one in told:
        if 0 < one.homes < FOLDED:
            for posting in postings[one.pk]:
                apart[one.day.replace(day=1)][posting.debit.account, posting.credit.account] += posting.fen
        else:
            shown.append(_entry(one, postings[one.pk]))
    return [*shown, *(_of_homes(book, month, apart[month]) for month in sorted(apart))]


def _of_homes(book: Book, month: date, sums: Mapping[tuple[str, str], int]) -> core.Entry:
    """All that single homes paid, got back and had settled in a month, on its last day or the books' first."""
    rows = [core.Posting(core.Side(debit), core.Side(credit), fen) for (debit, credit), fen in sorted(sums.items())]
    day = max(months_after(month, 1) - DAY, book.opens_on)
    return core.Entry(f"{OF_HOMES}-{month:%Y-%m}", day, gettext("What single homes paid"), tuple(rows), OF_HOMES)


def _entry(one: Entry, postings: Sequence[core.Posting]) -> core.Entry:
    return core.Entry(
        id=str(one.number), day=one.day, text=one.what, postings=tuple(postings), source=one.source or one.kind,
        authority=one.authority, reverses=str(one.reverses.number) if one.reverses else "", reason=one.reason,
    )  # fmt: skip


def as_csv(book: Book) -> Iterator[str]:
    """One row a posting, for a spreadsheet: begins with a mark that tells Excel how it is written."""
    chart = chart_of(book)
    yield "\ufeff" + _line(COLUMNS)
    rows = Entry.objects.filter(estate=book.pk).values_list("number", "kind")
    kinds = {str(number): kind for number, kind in rows}
    for entry in entries_of(book):
        for posting in entry.postings:
            debit, credit = chart[posting.debit.account], chart[posting.credit.account]
            yield _line((
                entry.id, entry.day.isoformat(), kinds.get(entry.id, Entry.Kind.RECEIPT), entry.text, debit.code,
                debit.label_zh,
                credit.code, credit.label_zh, format_fen(posting.fen).replace(",", ""), entry.reverses, entry.reason,
            ))  # fmt: skip


def _line(cells: Sequence[str]) -> str:
    """What a spreadsheet would take for a formula is quoted by an apostrophe."""
    out = StringIO()
    csv.writer(out).writerow([f"'{cell}" if cell[:1] in "=+-@\t\r" and cell[:1] else cell for cell in cells])
    return out.getvalue()


def as_hledger(book: Book) -> Iterator[str]:
    return to_hledger(entries_of(book), chart_of(book), _heading(book))


def as_beancount(book: Book) -> Iterator[str]:
    return to_beancount(entries_of(book), chart_of(book), _heading(book))


def _heading(book: Book) -> Heading:
    return Heading(book.estate.node.name, book.opens_on)


FORMS = {
    "xlsx": Form(_("Entries, balances and moves"), _("for a spreadsheet (XLSX)"), "xlsx", XLSX, as_xlsx),
    "csv": Form(_("All entries"), _("for a spreadsheet (CSV)"), "csv", "text/csv; charset=utf-8", as_csv),
    "hledger": Form(
        _("As plain text for hledger"), _("to reckon it again"), "journal", "text/plain; charset=utf-8", as_hledger
    ),
    "beancount": Form(
        _("As plain text for beancount"),
        _("to reckon it again"),
        "beancount",
        "text/plain; charset=utf-8",
        as_beancount,
    ),
}
