"""From the bytes of a file to the rows of one sheet: XLSX, XLS, ODS and CSV, told apart by content, not by name."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from io import BytesIO
from typing import Any
from zipfile import BadZipFile, ZipFile

from courtyard.core.register import Row, guess_columns, letter
from courtyard.core.register.rows import NOWHERE
from courtyard.places.sheets import csvs
from courtyard.places.sheets.child import Child, Glimpse
from courtyard.places.sheets.refusals import (
    CellTooLong,
    FileTooLarge,
    IsAWebPage,
    Locked,
    NoSuchSheet,
    NotASpreadsheet,
    NothingInside,
    TooManyColumns,
    TooManyRows,
    TooMuchInside,
    Unopenable,
)

FILE_BYTES_MAX = 20 * 1024 * 1024
ROWS_MAX = 60_000
COLUMNS_MAX = 60
CELL_CHARACTERS_MAX = 2_000
UNPACKED_BYTES_MAX = 300 * 1024 * 1024
PARTS_MAX = 5_000

_ZIP = b"PK\x03\x04"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")  # how an XLSX with a password is wrapped
_OTHERS = (
    b"%PDF",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"Rar!",
    b"7z\xbc\xaf",
    b"\x1f\x8b",
    b"BM",
    b"II*\0",
    b"MM\0*",
)


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet of a file, as its rows; `names` are all sheets one may choose from, `name` is this one."""

    name: str
    names: tuple[str, ...]
    rows: tuple[Row, ...]


def read(data: bytes, filename: str, *, sheet: str | None = None) -> Sheet:
    """The sheet of that name, or the first that looks like a register. Raises BadInput with a sentence."""
    if len(data) > FILE_BYTES_MAX:
        raise FileTooLarge(most=FILE_BYTES_MAX // 1024 // 1024)
    if not data.strip(b"\0 \r\n\t\xef\xbb\xbf"):
        raise NothingInside
    if data.startswith(_OLE) and _ENCRYPTED in data:
        raise Locked
    if data.startswith((_ZIP, _OLE)):
        return _from_workbook(data, sheet)
    if data.startswith(_OTHERS):
        raise NotASpreadsheet
    if (
        data[:400]
        .lstrip(b"\xef\xbb\xbf \r\n\t")
        .lower()
        .startswith((b"<html", b"<!doctype", b"<table", b"<?xml", b"<meta"))
    ):
        raise IsAWebPage
    return _from_text(data, filename)


def _from_text(data: bytes, filename: str) -> Sheet:
    name = filename.replace("\\", "/").rpartition("/")[2].rpartition(".")[0] or filename
    return Sheet(name, (name,), _rows((record, ()) for record in csvs.rows(data)))


def _from_workbook(data: bytes, wanted: str | None) -> Sheet:
    if data.startswith(_ZIP):
        _require_modest(data)
    filled: list[str] = []
    with Child(data) as child:
        names = child.names()
        if wanted is not None and wanted not in names:
            raise NoSuchSheet(name=wanted, names="、".join(names))
        for glimpse in child.glimpses():
            if glimpse.name == wanted or (wanted is None and _is_register(glimpse)):
                _require_fitting(glimpse)
                return Sheet(glimpse.name, names, _rows(child.take()))
            if glimpse.rows:
                filled.append(glimpse.name)
            child.skip()
    if wanted is not None or not filled:
        raise NothingInside
    return _from_workbook(data, filled[0])


def _is_register(glimpse: Glimpse) -> bool:
    if not any(map(any, glimpse.head)):
        return False
    guess = guess_columns(_rows((cells, ()) for cells in glimpse.head))
    return guess.header is not None and guess.has_homes


def _require_fitting(glimpse: Glimpse) -> None:
    if not glimpse.rows:
        raise NothingInside
    if glimpse.rows > ROWS_MAX:
        raise TooManyRows(rows=glimpse.rows, most=ROWS_MAX)
    if glimpse.columns > COLUMNS_MAX:
        raise TooManyColumns(columns=glimpse.columns, most=COLUMNS_MAX)


def _require_modest(data: bytes) -> None:
    """Look at the sizes before anything is unpacked, and at whether it is a spreadsheet at all."""
    try:
        with ZipFile(BytesIO(data)) as archive:
            parts = archive.infolist()
    except (BadZipFile, ValueError, NotImplementedError):
        raise Unopenable from None
    if len(parts) > PARTS_MAX or sum(part.file_size for part in parts) > UNPACKED_BYTES_MAX:
        raise TooMuchInside
    if not {part.filename for part in parts} & {"xl/workbook.xml", "xl/workbook.bin", "content.xml"}:
        raise NotASpreadsheet


def _rows(written: Iterable[tuple[Sequence[Any], Iterable[int]]]) -> tuple[Row, ...]:
    """Numbered rows up to the last that is not blank. Short texts are kept once, for there are many of each."""
    kept: dict[str, str] = {}
    rows: list[Row] = []
    last = 0
    for number, (cells, merged) in enumerate(written, start=1):
        if number > ROWS_MAX and any(cells):
            raise TooManyRows(rows=number, most=ROWS_MAX)
        row = Row(number, tuple(_cell(value, kept) for value in cells), frozenset(merged) if merged else NOWHERE)
        if any(row.cells):
            _require_short(row)
            last = number
        rows.append(row)
    if not last:
        raise NothingInside
    return tuple(rows[:last])


def _cell(value: Any, kept: dict[str, str]) -> str | date:
    if isinstance(value, list):
        return date.fromisoformat(value[0])
    text = str(value)
    return kept.setdefault(text, text) if len(text) < 8 else text


def _require_short(row: Row) -> None:
    if len(row.cells) > COLUMNS_MAX and any(row.cells[COLUMNS_MAX:]):
        raise TooManyColumns(columns=len(row.cells), most=COLUMNS_MAX)
    for column, value in enumerate(row.cells):
        if isinstance(value, str) and len(value) > CELL_CHARACTERS_MAX:
            raise CellTooLong(cell=f"{letter(column)}{row.number}", most=CELL_CHARACTERS_MAX)
