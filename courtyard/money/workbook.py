"""All books of an estate as a spreadsheet with three sheets: entries, balances, and what went from where to where.

Written row by row into a file beside, so that a large book takes no more memory than a small one. Amounts are numbers
that spreadsheets add up; every word is text, so nothing that somebody typed is ever reckoned. Homes are folded.
"""

import tempfile
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from itertools import chain
from typing import IO, Any

import xlsxwriter
from django.db.models import Q, Sum
from django.db.models.functions import TruncMonth
from django.utils import translation
from django.utils.translation import get_language, gettext, pgettext

from courtyard.core import books as core
from courtyard.core.quantities import FEN_A_YUAN
from courtyard.money.models import Book, Entry, MoveMonth, Posting
from courtyard.money.models.book import FOLDED, Fund
from courtyard.money.queries.ledger import chart_of, sums_until

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
AT_ONCE = 2_000
PUBLIC_POSTINGS = Q(entry__homes=0) | Q(entry__homes__gte=FOLDED)
PART_BYTES = 64 * 1024
Cell = str | int | Decimal
OPTIONS = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}


def as_xlsx(book: Book) -> Iterator[bytes]:
    """The file, part by part, in the language of whoever asks: written whole once the first part is asked for."""
    return _parts(book, get_language() or "")


def _parts(book: Book, language: str) -> Iterator[bytes]:
    with tempfile.TemporaryFile() as file:
        with translation.override(language):
            _write(book, file)
        file.seek(0)
        while part := file.read(PART_BYTES):
            yield part


def _write(book: Book, file: IO[bytes]) -> None:
    chart = chart_of(book)
    with xlsxwriter.Workbook(file, OPTIONS) as workbook:
        money = workbook.add_format({"num_format": "#,##0.00"})
        for name, widths, rows in (
            (pgettext("a sheet", "Entries"), (8, 12, 14, 40, 30, 30, 14, 8, 30), _all_entries(book, chart)),
            (pgettext("a sheet", "Balances"), (10, 40, 20, 16, 16, 16), _balances(book, chart)),
            (pgettext("a sheet", "Moves by month"), (10, 40, 40, 10, 16), _moves(book, chart)),
        ):
            _sheet(workbook, money, name, widths, rows)


def _all_entries(book: Book, chart: core.Chart) -> Iterator[Sequence[Cell]]:
    return chain(_entries(book, chart), _of_homes(book, chart))


def _sheet(workbook: Any, money: Any, name: str, widths: Sequence[int], rows: Iterable[Sequence[Cell]]) -> None:
    sheet = workbook.add_worksheet(name[:31])
    for column, width in enumerate(widths):
        sheet.set_column(column, column, width)
    sheet.freeze_panes(1, 0)
    for number, row in enumerate(rows):
        for column, cell in enumerate(row):
            if isinstance(cell, str):
                sheet.write_string(number, column, cell)
            else:
                sheet.write_number(number, column, cell, money if isinstance(cell, Decimal) else None)


def yuan(fen: int) -> Decimal:
    """Exact, as no float is."""
    return Decimal(fen) / FEN_A_YUAN


def _named(chart: core.Chart, key: str) -> str:
    """An account by number and words; one that a later rulebook no longer has by its key."""
    if key not in chart:
        return key
    return f"{chart[key].code} {chart[key].label(get_language() or '')}"


def _entries(book: Book, chart: core.Chart) -> Iterator[Sequence[Cell]]:
    """A row a posting, homes folded; debit and credit side by side."""
    yield [
        gettext("No."), gettext("Day"), gettext("Kind"), gettext("What it is about"), gettext("Debit"),
        gettext("Credit"), gettext("Yuan"), gettext("Takes back"), gettext("Reason"),
    ]  # fmt: skip
    columns = (
        "entry__number", "entry__day", "entry__kind", "entry__what", "debit__key", "credit__key",
        "entry__reverses__number", "entry__reason",
    )  # fmt: skip
    everybodys = Posting.objects.filter(PUBLIC_POSTINGS, estate=book.pk)
    rows = everybodys.order_by().values_list(*columns).annotate(sum=Sum("fen"))
    ordered = rows.order_by("entry__number", "debit__key", "credit__key")
    for number, day, kind, what, debit, credit, reverses, reason, fen in ordered.iterator(chunk_size=AT_ONCE):
        yield [
            number, day.isoformat(), str(Entry.Kind(kind).label), what, _named(chart, debit), _named(chart, credit),
            yuan(fen), "" if reverses is None else reverses, reason,
        ]  # fmt: skip


def _of_homes(book: Book, chart: core.Chart) -> Iterator[Sequence[Cell]]:
    """What single homes paid, a month at a time: a day beside an amount would tell which home it was."""
    rows = Posting.objects.filter(estate=book.pk).exclude(PUBLIC_POSTINGS).order_by()
    by_month = rows.values_list(TruncMonth("entry__day"), "debit__key", "credit__key").annotate(sum=Sum("fen"))
    for month, debit, credit, fen in by_month.order_by(TruncMonth("entry__day"), "debit__key", "credit__key"):
        yield [
            "", f"{month:%Y-%m}", str(Entry.Kind.RECEIPT.label), gettext("What single homes paid"),
            _named(chart, debit), _named(chart, credit), yuan(fen), "", "",
        ]  # fmt: skip


def _balances(book: Book, chart: core.Chart) -> Iterator[Sequence[Cell]]:
    """Every account of the chart that was touched, as of now."""
    yield [
        gettext("Number"), gettext("Account"), gettext("Fund"), gettext("Debits"), gettext("Credits"),
        gettext("Balance"),
    ]  # fmt: skip
    sums = sums_until(book, date.max)
    known = {side: told for side, told in sums.items() if side.account in chart}
    language = get_language() or ""
    for line in core.trial_balance(known, chart):
        account = chart[line.side.account]
        yield [
            line.code, account.label(language), str(Fund(account.fund).label), yuan(line.debit_fen),
            yuan(line.credit_fen), yuan(line.balance_fen),
        ]  # fmt: skip


def _moves(book: Book, chart: core.Chart) -> Iterator[Sequence[Cell]]:
    """What went from line to line of the chart, month by month; reversals by themselves."""
    yield [gettext("Month"), gettext("From account"), gettext("To account"), gettext("Taken back"), gettext("Yuan")]
    rows = MoveMonth.objects.filter(estate=book.pk).order_by("month", "credit_key", "debit_key", "takes_back")
    columns = ("month", "credit_key", "debit_key", "takes_back", "fen")
    for month, credit, debit, back, fen in rows.values_list(*columns).iterator(chunk_size=AT_ONCE):
        said = gettext("yes") if back else ""
        yield [f"{month:%Y-%m}", _named(chart, credit), _named(chart, debit), said, yuan(fen)]
