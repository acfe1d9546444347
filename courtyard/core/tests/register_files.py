"""Writes registers the way offices keep them, in every format, so that no test needs a file of its own."""

import csv
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from io import BytesIO, StringIO

import xlsxwriter
import xlwt
from odf.opendocument import OpenDocumentSpreadsheet
from odf.table import CoveredTableCell, Table, TableCell, TableRow
from odf.text import P

Written = str | int | float | date | None
Merge = tuple[int, int, int, int]
"""First row, first column, last row, last column, counted from 0."""


@dataclass
class Paper:
    """A sheet before it is a file: cells, merged ranges, a name."""

    cells: Sequence[Sequence[Written]]
    merges: Sequence[Merge] = field(default_factory=list)
    name: str = "名册"


def xlsx(*papers: Paper) -> bytes:
    file = BytesIO()
    book = xlsxwriter.Workbook(file, {"in_memory": True})
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    for paper in papers:
        sheet = book.add_worksheet(paper.name)
        for merge in paper.merges:
            sheet.merge_range(*merge, "")
        for row, column, value in _filled(paper):
            if isinstance(value, date):
                sheet.write_datetime(row, column, value, day)
            elif isinstance(value, str):
                sheet.write_string(row, column, value)
            else:
                sheet.write_number(row, column, value)
    book.close()
    return file.getvalue()


def xls(*papers: Paper) -> bytes:
    book = xlwt.Workbook(encoding="utf-8")
    day = xlwt.easyxf(num_format_str="YYYY-MM-DD")
    for paper in papers:
        sheet = book.add_sheet(paper.name, cell_overwrite_ok=True)
        for top, left, bottom, right in paper.merges:
            sheet.merge(top, bottom, left, right)
        for row, column, value in _filled(paper):
            sheet.write(row, column, value, *([day] if isinstance(value, date) else []))
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def ods(*papers: Paper) -> bytes:
    document = OpenDocumentSpreadsheet()
    for paper in papers:
        table = Table(name=paper.name)
        document.spreadsheet.addElement(table)
        for index, values in enumerate(paper.cells):
            row = TableRow()
            table.addElement(row)
            for column, value in enumerate(values):
                row.addElement(_ods_cell(value, index, column, paper.merges))
    file = BytesIO()
    document.save(file)
    return file.getvalue()


def utf8(paper: Paper) -> bytes:
    return _csv(paper).encode()


def utf8_with_mark(paper: Paper) -> bytes:
    return _csv(paper).encode("utf-8-sig")


def gb18030(paper: Paper) -> bytes:
    return _csv(paper).encode("gb18030")


FORMATS: dict[str, Callable[[Paper], bytes]] = {
    "register.xlsx": xlsx,
    "register.xls": xls,
    "register.ods": ods,
    "register.csv": utf8,
    "register-bom.csv": utf8_with_mark,
    "register-gb18030.csv": gb18030,
}


def _filled(paper: Paper) -> list[tuple[int, int, str | int | float | date]]:
    return [
        (row, column, value)
        for row, values in enumerate(paper.cells)
        for column, value in enumerate(values)
        if value is not None and value != ""
    ]


def _ods_cell(value: Written, row: int, column: int, merges: Sequence[Merge]) -> TableCell:
    spans = {}
    for top, left, bottom, right in merges:
        if (row, column) == (top, left):
            spans = {"numberrowsspanned": bottom - top + 1, "numbercolumnsspanned": right - left + 1}
        elif top <= row <= bottom and left <= column <= right:
            return CoveredTableCell()
    if value is None or value == "":
        return TableCell(**spans)
    if isinstance(value, str):
        cell = TableCell(valuetype="string", **spans)
    elif isinstance(value, date):
        cell = TableCell(valuetype="date", datevalue=value.isoformat(), **spans)
    else:
        cell = TableCell(valuetype="float", value=value, **spans)
    cell.addElement(P(text=str(value)))
    return cell


def _csv(paper: Paper) -> str:
    text = StringIO()
    csv.writer(text).writerows([["" if value is None else str(value) for value in row] for row in paper.cells])
    return text.getvalue()
