"""The grid a file gives: rows with the numbers the person sees, cells with the letters the person sees."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date
from typing import NamedTuple

Cell = str | date
"""A number is its exact decimal text; an empty cell is "". """

NOWHERE: frozenset[int] = frozenset()


class Row(NamedTuple):
    """One row of the sheet. `number` counts from 1; `merged` are the columns whose cell belongs to the one above."""

    number: int
    cells: tuple[Cell, ...]
    merged: frozenset[int] = NOWHERE

    def cell(self, column: int) -> Cell:
        return self.cells[column] if column < len(self.cells) else ""

    def text(self, column: int) -> str:
        """The cell as written; a date as a person would write it."""
        value = self.cells[column] if column < len(self.cells) else ""
        return value if type(value) is str else str(value)  # a date's text is its ISO form

    def own(self, column: int) -> str:
        """The cell as written in this very row: what a merged cell brings from above is not counted."""
        return "" if column in self.merged else self.text(column)

    def filled(self) -> list[int]:
        """The columns in which this very row says something."""
        return [
            column
            for column, value in enumerate(self.cells)
            if value != "" and column not in self.merged and not (isinstance(value, str) and value.isspace())
        ]

    def cell_name(self, column: int) -> str:
        return f"{letter(column)}{self.number}"


def letter(column: int) -> str:
    """A for the first column, AA for the twenty-seventh."""
    letters = ""
    number = column + 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def without(rows: Iterable[Row], columns: Collection[int]) -> list[Row]:
    """The rows with these columns emptied: what the house forbids is forgotten before anything is kept."""
    gone = set(columns)
    if not gone:
        return list(rows)
    return [
        row._replace(cells=tuple("" if column in gone else value for column, value in enumerate(row.cells)))
        for row in rows
    ]


def corrected(rows: Iterable[Row], corrections: Mapping[str, str]) -> Iterator[Row]:
    """The rows as the person corrected them, by cell name. A corrected merged cell changes all its rows."""
    carried: dict[int, str] = {}
    by_row = _by_row(corrections)
    for row in rows:
        mine = by_row.get(row.number, {})
        carried = {column: value for column, value in carried.items() if column in row.merged} | mine
        yield _with(row, carried) if carried else row


def _by_row(corrections: Mapping[str, str]) -> dict[int, dict[int, str]]:
    by_row: dict[int, dict[int, str]] = {}
    for name, value in corrections.items():
        letters = name.rstrip("0123456789")
        column = 0
        for mark in letters:
            column = column * 26 + ord(mark) - ord("A") + 1
        by_row.setdefault(int(name[len(letters) :]), {})[column - 1] = value.strip()
    return by_row


def _with(row: Row, changes: Mapping[int, str]) -> Row:
    width = max(len(row.cells), max(changes) + 1)
    return row._replace(cells=tuple(changes.get(column, row.cell(column)) for column in range(width)))
