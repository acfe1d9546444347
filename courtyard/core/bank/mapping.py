"""Which column is which: found by the headings, kept as JSON for the next month's file, corrected by hand."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from courtyard.core.bank.columns import MAYBE_SIGNS, VOUCHERS, Column, column_of, heading
from courtyard.core.bank.signs import Way, way
from courtyard.core.errors import BadInput, sentence
from courtyard.core.register.rows import Row, letter
from courtyard.core.register.text import is_nothing

SEARCHED_ROWS = 60
SAMPLED_ROWS = 400
COLUMNS_MAX = 60
_MANY = frozenset((Column.TEXT, Column.IGNORE))
_MONEY = frozenset((Column.IN, Column.OUT, Column.AMOUNT))


class NoHeadings(BadInput):
    says = sentence(
        "We find no row of headings in this file. There must be one with a day, such as 交易日期, and an amount, such "
        "as 收入 and 支出."
    )
    field = "file"


class OtherHeadings(BadInput):
    says = sentence(
        "The headings of this file are not those the columns were matched for. Look at the columns again and save them."
    )
    field = "file"


class NoSuchColumns(BadInput):
    says = sentence("The saved columns cannot be read. Match the columns again and save them.")
    field = "columns"


class MissingColumn(BadInput):
    says = sentence("Say which column has the day, and which has the amount.")
    field = "columns"


class ColumnTwice(BadInput):
    says = sentence("Columns {one} and {other} are both said to be the same thing. Leave one.")
    field = "columns"


@dataclass(frozen=True, slots=True)
class ColumnMap:
    """What each column holds, from the first on; `headings` and `columns` are equally long.

    `minus_out` is for exports that write money out as -12.00 in a column of its own, where others mean by that a
    payment out taken back. `signed` is for an AMOUNT that has its sign though a column SIGN stands beside it. Either
    is None where no file has shown it yet: then each file is looked at by itself.
    Raises ColumnTwice or MissingColumn when it is made of what cannot be.
    """

    headings: tuple[str, ...]
    columns: tuple[Column, ...]
    minus_out: bool | None = None
    signed: bool | None = None

    def __post_init__(self) -> None:
        if len(self.headings) != len(self.columns) or len(self.columns) > COLUMNS_MAX:
            raise NoSuchColumns
        for index, column in enumerate(self.columns):
            if column not in _MANY and column in self.columns[:index]:
                raise ColumnTwice(one=letter(self.columns.index(column)), other=letter(index))
        if Column.DAY not in self.columns or not _MONEY & set(self.columns):
            raise MissingColumn

    def index(self, column: Column) -> int | None:
        return self.columns.index(column) if column in self.columns else None

    def all(self, column: Column) -> tuple[int, ...]:
        return tuple(index for index, meaning in enumerate(self.columns) if meaning is column)

    def fits(self, row: Row) -> bool:
        """Whether these headings stand in this row."""
        width = len(self.headings)
        same = all(heading(row.text(at)) == text for at, text in enumerate(self.headings))
        return same and not any(heading(row.text(at)) for at in range(width, min(len(row.cells), COLUMNS_MAX)))

    def corrected(self, changes: Mapping[int, Column]) -> "ColumnMap":
        """The same with some columns, counted from 0, meaning something else. Raises as a new map does."""
        if any(index not in range(len(self.columns)) for index in changes):
            raise NoSuchColumns
        return replace(self, columns=tuple(changes.get(at, column) for at, column in enumerate(self.columns)))

    def to_json(self) -> dict[str, Any]:
        """Texts, lists and flags, as JSON knows them; `from_json` reads it back."""
        return {
            "headings": list(self.headings),
            "columns": [column.value for column in self.columns],
            "minus_out": self.minus_out,
            "signed": self.signed,
        }

    @classmethod
    def from_json(cls, kept: Any) -> "ColumnMap":
        """Raises NoSuchColumns where it is not what `to_json` gave, and what a new map raises."""
        try:
            headings, columns = kept["headings"], kept["columns"]
            minus_out, signed = kept["minus_out"], kept["signed"]
            meanings = tuple(Column(column) for column in columns)
        except (KeyError, TypeError, ValueError):
            raise NoSuchColumns from None
        flags = all(flag is None or isinstance(flag, bool) for flag in (minus_out, signed))
        if not flags or not isinstance(headings, list) or not all(isinstance(text, str) for text in headings):
            raise NoSuchColumns
        return cls(tuple(headings), meanings, minus_out, signed)


@dataclass(frozen=True, slots=True)
class Guess:
    """Where the headings end (an index of rows, from 0) and what the columns seem to be."""

    header: int
    columns: ColumnMap


def headings_of(row: Row) -> tuple[str, ...]:
    texts = [heading(row.text(column)) for column in range(min(len(row.cells), COLUMNS_MAX))]
    while texts and not texts[-1]:
        texts.pop()
    return tuple(texts)


def guess_columns(rows: Sequence[Row]) -> Guess:
    """The headings and what they mean. Show it, let a person correct it, keep it. Raises NoHeadings."""
    for index, row in enumerate(rows[:SEARCHED_ROWS]):
        if _is_header(row.text(column) for column in row.filled()):
            texts, last = _headings(rows, index)
            return Guess(last, _mapped(texts, rows[last + 1 : last + 1 + SAMPLED_ROWS]))
    raise NoHeadings


def find_header(rows: Sequence[Row], columns: ColumnMap) -> int:
    """The index, from 0, of the row with a saved map's headings. Raises OtherHeadings."""
    for index, row in enumerate(rows[:SEARCHED_ROWS]):
        if columns.fits(row):
            return index
        if _is_header(row.text(column) for column in row.filled()):
            texts, last = _headings(rows, index)
            if tuple(map(heading, texts)) == columns.headings:
                return last
    raise OtherHeadings


def _is_header(texts: Any) -> bool:
    known = [meaning[0] for meaning in map(column_of, texts) if meaning is not None]
    return Column.DAY in known and bool(_MONEY & set(known)) and len(known) >= 3


def _headings(rows: Sequence[Row], first: int) -> tuple[list[str], int]:
    """The headings of one row, or of two where 借方 and 贷方 stand below 发生额; and the index of the last."""
    upper = rows[first]
    lower = rows[first + 1] if first + 1 < len(rows) else None
    if lower is None or not _goes_on(upper, lower):
        return [upper.text(column) for column in range(len(headings_of(upper)))], first
    width = max(len(headings_of(upper)), len(headings_of(lower)))
    return [lower.text(column) or upper.text(column) for column in range(width)], first + 1


def _goes_on(upper: Row, lower: Row) -> bool:
    """Whether the lower row has headings too, those of money, and none below the day."""
    below = {column: meaning[0] for column in lower.filled() if (meaning := column_of(lower.text(column)))}
    days = [
        column for column in upper.filled() if (meaning := column_of(upper.text(column))) and meaning[0] is Column.DAY
    ]
    known = len(below) == len(lower.filled()) and not set(days) & set(below)
    return known and bool({Column.IN, Column.OUT} & set(below.values()))


def _mapped(texts: Sequence[str], sample: Sequence[Row]) -> ColumnMap:
    meanings = [column_of(text) for text in texts]
    for index, text in enumerate(texts):
        if meanings[index] is not None and not _holds(heading(text), index, sample):
            meanings[index] = None
    best: dict[Column, tuple[int, int]] = {}
    for index, meaning in enumerate(meanings):
        if meaning is not None:
            column, rank = meaning
            best[column] = min(best.get(column, (rank, index)), (rank, index))
    chosen = tuple(
        meaning[0] if meaning and (meaning[0] in _MANY or best[meaning[0]][1] == index) else Column.IGNORE
        for index, meaning in enumerate(meanings)
    )
    return completed(ColumnMap(tuple(map(heading, texts)), _one_way(chosen)), sample)


def _holds(text: str, index: int, sample: Sequence[Row]) -> bool:
    """Whether the cells below agree with a heading that means different things at different banks."""
    values = [row.text(index) for row in sample if not is_nothing(row.text(index))]
    if text in VOUCHERS:
        return bool(values) and len(set(values)) == len(values) and any(value.strip("0`'") for value in values)
    if text in MAYBE_SIGNS:
        return bool(values) and sum(way(value) is not None for value in values) * 2 > len(values)
    return True


def _one_way(columns: tuple[Column, ...]) -> tuple[Column, ...]:
    """Two columns for in and out say it all: an amount or a sign beside them is not needed."""
    gone = {Column.AMOUNT, Column.SIGN} if {Column.IN, Column.OUT} <= set(columns) else set[Column]()
    if Column.NAME in columns:
        gone |= {Column.PAYER_NAME, Column.PAYEE_NAME}
    if Column.ACCOUNT in columns:
        gone |= {Column.PAYER_ACCOUNT, Column.PAYEE_ACCOUNT}
    return tuple(Column.IGNORE if column in gone else column for column in columns)


def completed(columns: ColumnMap, rows: Sequence[Row]) -> ColumnMap:
    """With what the cells of these rows say of signs, where the map leaves it open: where all outs have a minus, it
    does not mean that they are taken back.
    """
    out, amount, sign = (columns.index(column) for column in (Column.OUT, Column.AMOUNT, Column.SIGN))
    if out is not None and columns.minus_out is None:
        of_heading = True if columns.headings[out].endswith("-") else None
        return replace(columns, minus_out=of_heading or _all_negative([row.text(out) for row in rows]))
    if amount is not None and sign is not None and columns.signed is None:
        outs = [row.text(amount) for row in rows if way(row.text(sign)) is Way.OUT]
        return replace(columns, signed=_all_negative(outs))
    return columns


def _all_negative(written: Sequence[str]) -> bool | None:
    """Whether all amounts have a minus; None where there are none."""
    given = [text for text in written if any(mark in "123456789" for mark in text)]
    return all("-" in text or "−" in text or "－" in text for text in given) if given else None
