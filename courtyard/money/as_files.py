"""A table of figures as a file for a spreadsheet: amounts in yuan that can be added up, and no formulas."""

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from io import BytesIO, StringIO

import xlsxwriter
from django.http import HttpResponse

from courtyard.core.errors import NotThere
from courtyard.core.quantities import format_fen

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CSV = "text/csv; charset=utf-8"
FORMS = ("xlsx", "csv")
SHEET_NAME_MAX = 31
WIDTHS = (28, 16)
FORMULA = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True, slots=True)
class Fen:
    """An amount in a cell; told apart from other whole numbers, which stand as they are."""

    fen: int

    def __str__(self) -> str:
        return format_fen(self.fen).replace(",", "")


Cell = str | int | Fen


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under their headings. `key` names the file, `name` the sheet."""

    key: str
    name: str
    heads: Sequence[str]
    rows: Sequence[Sequence[Cell]]


def answer(table: Table, code: str, form: str) -> HttpResponse:
    """The file to be saved. Raises NotThere for a form there is none of."""
    if form not in FORMS:
        raise NotThere
    data, kind = (as_xlsx(table), XLSX) if form == "xlsx" else (as_csv(table), CSV)
    response = HttpResponse(data, content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="{code}-{table.key}.{form}"'
    return response


def as_csv(table: Table) -> bytes:
    """Begins with a mark that tells Excel how it is written; what it would take for a formula is quoted."""
    out = StringIO()
    csv.writer(out).writerows([[_plain(cell) for cell in row] for row in (table.heads, *table.rows)])
    return out.getvalue().encode("utf-8-sig")


def as_xlsx(table: Table) -> bytes:
    """Amounts are numbers with two decimals; words are words, whatever they begin with."""
    file = BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True}) as book:
        sheet = book.add_worksheet(table.name[:SHEET_NAME_MAX])
        bold, money = book.add_format({"bold": True}), book.add_format({"num_format": "#,##0.00"})
        sheet.set_column(0, 0, WIDTHS[0])
        sheet.set_column(1, max(1, len(table.heads) - 1), WIDTHS[1])
        sheet.freeze_panes(1, 0)
        for column, head in enumerate(table.heads):
            sheet.write_string(0, column, head, bold)
        for number, row in enumerate(table.rows, start=1):
            for column, cell in enumerate(row):
                if isinstance(cell, Fen):
                    sheet.write_number(number, column, Decimal(cell.fen) / 100, money)
                elif isinstance(cell, int):
                    sheet.write_number(number, column, cell)
                else:
                    sheet.write_string(number, column, cell)
    return file.getvalue()


def _plain(cell: Cell) -> str:
    text = str(cell)
    return f"'{text}" if isinstance(cell, str) and text.startswith(FORMULA) else text
