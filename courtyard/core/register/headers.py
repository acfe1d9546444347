"""Where the headings stand: under titles, on one line or two, and again on every page."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from courtyard.core.register.columns import HEADING_MAX, Column, column_of, is_forbidden
from courtyard.core.register.rows import Row
from courtyard.core.register.text import squeeze

SEARCHED_ROWS = 300
_ABOVE = 2  # group headings stand at most so many rows above


@dataclass(frozen=True, slots=True)
class Header:
    """The first headings: `first` and `last` are indexes of rows, `texts` the heading of each column."""

    first: int
    last: int
    texts: dict[int, str]
    forbidden: dict[int, str]
    _written: tuple[frozenset[tuple[int, str]], ...] = field(repr=False)

    def is_repeated_by(self, row: Row) -> bool:
        """Whether these headings stand here again, as they do on every page."""
        cells = [(column, value) for column, value in enumerate(row.cells) if value != ""]
        for line in self._written:
            same = sum(1 for column, value in cells if (column, value) in line)
            if same >= 2 and same * 5 >= len(cells) * 3:
                return True
        return is_header(row)

    def is_numbering(self, row: Row, index: int) -> bool:
        """The line 1, 2, 3 … that forms put below their headings."""
        if not self.last < index <= self.last + 2:
            return False
        figures = [squeeze(row.text(column)).strip("()") for column in row.filled()]
        return len(figures) >= 4 and figures == [str(number) for number in range(1, len(figures) + 1)]


def is_header(row: Row) -> bool:
    """Whether the row holds headings: at least two that we know, and at least half of what stands there."""
    texts = [value for value in row.cells if isinstance(value, str) and value]
    if len(texts) < 2 or any(map(_is_figure, texts)) or any(isinstance(value, date) for value in row.cells):
        return False
    known: set[Column] = set()
    count = 0
    for value in texts:
        meaning = column_of(value)
        if meaning is not None:
            known.add(meaning[0])
            count += 1
        elif is_forbidden(value):
            count += 1
    return len(known - {Column.IGNORE}) >= 2 and count * 2 >= len(texts)


def find(rows: Sequence[Row]) -> Header | None:
    """The first headings of the sheet, if it has any."""
    for index, row in enumerate(rows[:SEARCHED_ROWS]):
        if is_header(row):
            return _header(rows, index)
    return None


def _header(rows: Sequence[Row], first: int) -> Header:
    upper, texts = rows[first], {}
    lower = rows[first + 1] if first + 1 < len(rows) and _is_second_line(rows[first], rows[first + 1]) else None
    group = ""
    for column in range(max(len(upper.cells), len(lower.cells) if lower else 0)):
        group = upper.text(column) or group
        below = lower.text(column) if lower else ""
        text = _combined(upper.text(column), group, below)
        if text:
            texts[column] = text
    last = first + 1 if lower else first
    return Header(first, last, texts, _forbidden(rows[max(0, first - _ABOVE) : last + 1]), _lines(upper, lower))


def _combined(above: str, group: str, below: str) -> str:
    if not below or below == above or below.startswith(("(", "（")):
        return above or below
    return below if column_of(below) else f"{group}{below}"


def _is_second_line(upper: Row, lower: Row) -> bool:
    """Whether headings go on below: 姓名 and 电话 under 业主, （㎡） under 面积."""
    columns = lower.filled()
    known = 0
    for column in columns:
        text = lower.text(column)
        if _is_figure(text) or len(text) > HEADING_MAX:
            return False
        group = next((upper.text(left) for left in range(column, -1, -1) if upper.text(left)), "")
        unit = squeeze(text).startswith("(")
        blank_above = upper.text(column) == "" and column_of(group + text) is not None
        known += bool(unit or column_of(text) or is_forbidden(text) or blank_above)
    return bool(columns) and known * 2 > len(columns)


def _forbidden(rows: Iterable[Row]) -> dict[int, str]:
    return {
        column: value
        for row in rows
        for column, value in enumerate(row.cells)
        if isinstance(value, str) and is_forbidden(value)
    }


def _lines(*rows: Row | None) -> tuple[frozenset[tuple[int, str]], ...]:
    return tuple(
        frozenset((column, value) for column, value in enumerate(row.cells) if isinstance(value, str) and value)
        for row in rows
        if row is not None
    )


def _is_figure(value: str) -> bool:
    return value[:1].isdigit() and value.replace(".", "", 1).isdigit()
