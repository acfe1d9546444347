"""An uploaded file as it is kept until it is imported: its rows, without the columns the house forbids."""

import gzip
import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from courtyard.core.errors import BadInput, sentence
from courtyard.core.register import Column, ColumnGuess, Forbidden, Row, guess_columns, without
from courtyard.places import sheets

FILE_NAME_MAX = 200
COMPRESSION = 1  # the copy lives for a day: fast is better than small


class NoHomes(BadInput):
    says = sentence("No column says which home a row is about. The first row should be the column headings.")
    field = "file"


@dataclass(frozen=True, slots=True)
class Draft:
    """The file's rows, and what its columns seem to be. `file_hash` is that of the file as it was chosen."""

    file_name: str
    file_hash: str
    sheet: str
    sheets: tuple[str, ...]
    rows: Sequence[Row]
    guesses: tuple[ColumnGuess, ...]
    forbidden: tuple[Forbidden, ...]

    @property
    def columns(self) -> dict[int, Column]:
        return {guess.index: guess.column for guess in self.guesses}

    @property
    def has_homes(self) -> bool:
        """Whether some column says which home a row is about. If not, a person may still say so."""
        return not {Column.HOME, Column.ADDRESS}.isdisjoint(self.columns.values())


def read(data: bytes, file_name: str, sheet: str | None = None) -> Draft:
    """What the house forbids is forgotten here, before anybody has seen or kept it. Raises BadInput."""
    page = sheets.read(data, file_name, sheet=sheet or None)
    guess = guess_columns(page.rows)
    rows = without(page.rows, [column.index for column in guess.forbidden])
    return Draft(
        file_name[-FILE_NAME_MAX:], hashlib.sha256(data).hexdigest(), page.name, page.names, rows, guess.columns,
        guess.forbidden,
    )  # fmt: skip


def packed(rows: Sequence[Row]) -> bytes:
    """The rows as they are kept, with the numbers and letters of the file."""
    lines = ([row.number, [_plain(cell) for cell in row.cells], sorted(row.merged)] for row in rows)
    text = "\n".join(json.dumps(line, ensure_ascii=False, separators=(",", ":")) for line in lines)
    return gzip.compress(text.encode(), COMPRESSION)


def unpacked(data: bytes) -> list[Row]:
    lines = map(json.loads, gzip.decompress(data).decode().split("\n"))
    return [Row(number, tuple(map(_cell, cells)), frozenset(merged)) for number, cells, merged in lines]


def _plain(cell: str | date) -> Any:
    return cell if isinstance(cell, str) else [cell.isoformat()]


def _cell(value: Any) -> str | date:
    return value if isinstance(value, str) else date.fromisoformat(value[0])


def mapping(columns: Mapping[str, str]) -> dict[int, Column]:
    """The columns as the database keeps them."""
    return {int(index): Column(column) for index, column in columns.items()}
