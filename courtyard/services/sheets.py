"""A catalogue between a file and the core: which sheet of it, which kinds of request there are, and out again."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.resources import files
from io import BytesIO

import xlsxwriter
from django.utils.translation import get_language, pgettext

from courtyard.core.standards import EXAMPLE, Draft, Reading, headings, read, written
from courtyard.places import sheets
from courtyard.places.models import Node
from courtyard.places.rules import rulebook
from courtyard.places.sheets.refusals import FileTooLarge

BYTES_MAX = 5 * 1024 * 1024
SHEETS_TRIED = 5
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
WIDTHS = (12, 7, 10, 40, 9, 20, 40, 12, 9, 40, 9, 9, 14)
OURS = "example-2026"
OURS_NAME, OURS_VERSION, OURS_SOURCE = "物业服务标准（示例）", "2026", "合院自拟，仅作示例"


@dataclass(frozen=True, slots=True)
class Looked:
    """What a file was found to say."""

    reading: Reading
    sha256: str


def look_into(data: bytes, filename: str, node: Node) -> Looked:
    """The first sheet with our headings, or what is wrong with the first. Raises BadInput for no spreadsheet."""
    if len(data) > BYTES_MAX:
        raise FileTooLarge(most=BYTES_MAX // 1024 // 1024)
    known = categories_of(node)
    first = sheets.read(data, filename)
    reading = read(first.rows, categories=known)
    others = [name for name in first.names if name != first.name][:SHEETS_TRIED]
    while _has_no_headings(reading) and others:
        other = read(sheets.read(data, filename, sheet=others.pop(0)).rows, categories=known)
        reading = reading if _has_no_headings(other) else other
    return Looked(reading, hashlib.sha256(data).hexdigest())


def _has_no_headings(reading: Reading) -> bool:
    return any(one.row == 0 and "wanted" in one.fields for one in reading.faults)


def categories_of(node: Node) -> dict[str, str]:
    """Kinds of request by key, with the words an office would write for them."""
    return {key: one.label_zh for key, one in rulebook(node.rulebook).categories.items()}


def as_file(draft: Draft, node: Node) -> bytes:
    """What can be loaded again, with headings in the reader's language."""
    return _as_xlsx(written(draft, chinese=_chinese(), categories=categories_of(node)))


def template() -> bytes:
    """To be written over: our headings, and a few lines that show how."""
    return _as_xlsx(written(EXAMPLE, chinese=_chinese()))


def columns() -> list[str]:
    return headings(_chinese())


def ours() -> tuple[bytes, str]:
    """Our own example, and its file's name."""
    name = f"{OURS}.csv"
    return files("courtyard.services").joinpath("catalogues", name).read_bytes(), name


def _chinese() -> bool:
    return (get_language() or "zh").startswith("zh")


def _as_xlsx(rows: Sequence[Sequence[str]]) -> bytes:
    """Every cell is text, and wraps: nothing is reckoned, and all of it can be read."""
    file = BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True}) as book:
        sheet = book.add_worksheet(pgettext("a spreadsheet", "Service standards"))
        wraps, bold = book.add_format({"text_wrap": True, "valign": "top"}), book.add_format({"bold": True})
        for column, width in enumerate(WIDTHS):
            sheet.set_column(column, column, width)
        sheet.freeze_panes(1, 0)
        for number, row in enumerate(rows):
            for column, cell in enumerate(row):
                sheet.write_string(number, column, cell, wraps if number else bold)
    return file.getvalue()
