"""Opens a spreadsheet in a process of its own, so that a file made to break a reader breaks nothing else.

Run by path, not imported: `python -I workbook.py LENGTH`. The file comes on standard input. For each visible sheet its
first rows go out; the line that comes back says "yes" to have all of it or "no" to see the next. Lines are JSON; a
number is its exact decimal text, a date a list with its ISO form. Knows nothing of Courtyard.
"""

import json
import sys
from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from io import BytesIO
from itertools import islice
from typing import Any
from xml.parsers import expat
from zipfile import ZipFile

HEAD_ROWS = 320
MEMORY_MAX = 800_000_000
SECONDS_MAX = 30

Range = tuple[tuple[int, int], tuple[int, int]]


def main() -> None:
    limit()
    from python_calamine import CalamineError, CalamineWorkbook, PasswordError  # noqa: PLC0415 — within the limits

    data = sys.stdin.buffer.read(int(sys.argv[1]))
    try:
        book = CalamineWorkbook.from_filelike(BytesIO(data))
        names = [sheet.name for sheet in book.sheets_metadata if "Hidden" not in str(sheet.visible)]
        say({"names": names or list(book.sheet_names)})
        for name in names or list(book.sheet_names):
            answer(book.get_sheet_by_name(name), data)
    except PasswordError:
        say({"fault": "locked"})
    except CalamineError:
        say({"fault": "unreadable"})


def limit() -> None:
    """Memory and seconds, where the system can keep such a promise."""
    try:
        import resource  # noqa: PLC0415 — not on every system

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY_MAX, MEMORY_MAX))
        resource.setrlimit(resource.RLIMIT_CPU, (SECONDS_MAX, SECONDS_MAX))
    except (ImportError, ValueError, OSError):
        return


def answer(sheet: Any, data: bytes) -> None:
    """One sheet: its size, its first rows; then, if wanted, its merged cells and the rest."""
    start = sheet.start
    rows = texts(sheet.iter_rows(), start[1] if start else 0) if start else iter(())
    head = list(islice(rows, HEAD_ROWS))
    end = sheet.end or (-1, -1)
    say({"name": sheet.name, "rows": end[0] + 1, "columns": end[1] + 1, "head": head})
    if sys.stdin.readline().strip() != "yes":
        return
    ranges = sheet.merged_cell_ranges
    say({"merged": downward(merged_in_ods(data, sheet.name) if ranges is None else ranges)})
    for row in rows:
        say(row)
    sys.stdout.buffer.flush()
    sys.exit()


def downward(ranges: Iterable[Range]) -> list[tuple[int, int, int]]:
    """Column, first and last row of cells merged over several rows. A title over several columns stays one cell."""
    return sorted((left, top, bottom) for (top, left), (bottom, _right) in ranges if bottom > top)


def texts(rows: Iterable[list[Any]], left: int) -> Iterator[list[Any]]:
    empty = [""] * left
    for row in rows:
        cells = [*empty, *map(text, row)]
        while cells and cells[-1] == "":
            cells.pop()
        yield cells


def text(value: Any) -> Any:
    if isinstance(value, str):
        return value.strip()
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, float):
        return number(value)
    if isinstance(value, datetime):
        return [value.date().isoformat()]
    if isinstance(value, date):
        return [value.isoformat()]
    return str(value) if isinstance(value, (time, timedelta)) else ""


def number(value: float) -> str:
    """What a spreadsheet shows: fifteen figures. More is the noise of binary fractions."""
    short = f"{value:.15g}"
    return format(Decimal(short), "f") if "e" in short else short


def merged_in_ods(data: bytes, name: str) -> list[Range]:
    """The cells merged over several rows of one sheet of an OpenDocument file: the reader does not tell them."""
    with ZipFile(BytesIO(data)) as archive:
        content = archive.read("content.xml")
    if b"number-rows-spanned" not in content:
        return []
    scan = OpenDocumentScan(name)
    parser = expat.ParserCreate()
    parser.StartElementHandler = scan.start
    parser.EndElementHandler = scan.end
    parser.Parse(content, True)
    return scan.ranges


class OpenDocumentScan:
    """Follows rows and cells, and their repetitions."""

    def __init__(self, name: str) -> None:
        self.ranges: list[Range] = []
        self._name = name
        self._inside = False
        self._row = self._column = 0
        self._repeat = 1

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        if tag == "table:table":
            self._inside = attributes.get("table:name") == self._name
            self._row = 0
        elif not self._inside:
            return
        elif tag == "table:table-row":
            self._column, self._repeat = 0, int(attributes.get("table:number-rows-repeated", 1))
        elif tag in ("table:table-cell", "table:covered-table-cell"):
            down = int(attributes.get("table:number-rows-spanned", 1))
            across = int(attributes.get("table:number-columns-spanned", 1))
            if down > 1:
                corner = (self._row + down - 1, self._column + across - 1)
                self.ranges.append(((self._row, self._column), corner))
            self._column += int(attributes.get("table:number-columns-repeated", 1))

    def end(self, tag: str) -> None:
        if self._inside and tag == "table:table-row":
            self._row += self._repeat
        elif tag == "table:table":
            self._inside = False


def say(value: Any) -> None:
    sys.stdout.buffer.write(json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode() + b"\n")
    if isinstance(value, dict):
        sys.stdout.buffer.flush()


if __name__ == "__main__":
    main()
