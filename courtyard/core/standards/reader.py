"""From rows to a catalogue. Every broken row is named; a sheet with one gives no draft at all."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from courtyard.core.register.rows import Row, letter
from courtyard.core.register.text import squeeze
from courtyard.core.standards import faults as says
from courtyard.core.standards.draft import (
    CODE_MAX,
    DAYS_MAX,
    FIELDS,
    ITEMS_MAX,
    LEVELS_MAX,
    NAME_MAX,
    WORDS_MAX,
    Draft,
    ItemLine,
    LevelLine,
)
from courtyard.core.standards.faults import Fault
from courtyard.core.standards.headings import NAMES, NEEDED, NEEDED_TOO, Column, column_of, field_name, field_of
from courtyard.core.standards.whole import whole_faults

ROWS_MAX = 1_000
HEADINGS_WITHIN = 20
FAULTS_MAX = 200
ITEM_COLUMNS = (Column.WHAT, Column.HOW, Column.OFTEN, Column.PASSES)
ROOM = {
    Column.LEVEL_NAME: NAME_MAX, Column.LEVEL_WORDS: WORDS_MAX, Column.CODE: CODE_MAX, Column.WHAT: NAME_MAX,
    Column.HOW: WORDS_MAX, Column.OFTEN: NAME_MAX, Column.PASSES: WORDS_MAX,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Reading:
    """What a sheet says. With faults there is no draft: nothing of it may be taken."""

    draft: Draft | None
    faults: tuple[Fault, ...] = ()


def read(rows: Sequence[Row], *, categories: Mapping[str, str] | None = None) -> Reading:
    """The catalogue of a sheet, or what keeps it from being one. `categories` are kinds of request by key and label."""
    if len(rows) > ROWS_MAX:
        return Reading(None, (Fault(0, says.TOO_MANY_ROWS, {"rows": len(rows), "most": ROWS_MAX}),))
    columns, begins, wrong = _columns(rows)
    if wrong:
        return Reading(None, tuple(wrong))
    reader = _Reader(columns, categories or {})
    for row in rows[begins + 1 :]:
        if row.filled():
            reader.take(row)
    found = [*reader.faults, *whole_faults(reader.levels, reader.items, reader.unsure, columns)]
    found.sort(key=lambda one: (one.row, one.column))
    if found or not reader.levels:
        return Reading(None, tuple(found[:FAULTS_MAX]) or (Fault(0, says.NOTHING_THERE),))
    return Reading(Draft(tuple(one for _, one in reader.levels), _in_order([one for _, one in reader.items])))


def _worded(text: str) -> str:
    """As somebody wrote it, Chinese punctuation and all; the mark that keeps a cell from being reckoned is no word."""
    return " ".join(text.split()).removeprefix("'")


def _in_order(items: Sequence[ItemLine]) -> tuple[ItemLine, ...]:
    return tuple(one for name in FIELDS for one in items if one.field == name)


def _columns(rows: Sequence[Row]) -> tuple[dict[Column, int], int, list[Fault]]:
    """Where each column is and in which row the headings stand."""
    best, at = 0, -1
    for index, row in enumerate(rows[:HEADINGS_WITHIN]):
        known = sum(column_of(row.text(column)) is not None for column in row.filled())
        if known > best:
            best, at = known, index
    if best < 3:
        return {}, 0, [Fault(0, says.NO_HEADINGS, {"wanted": "、".join(NAMES[one][0] for one in NEEDED)})]
    columns: dict[Column, int] = {}
    wrong: list[Fault] = []
    row = rows[at]
    for place in row.filled():
        column = column_of(row.text(place))
        if column is not None and column in columns:
            told = {"heading": row.text(place), "other": letter(columns[column])}
            wrong.append(Fault(row.number, says.TWICE_COLUMN, told, letter(place), row.text(place)))
        elif column is not None:
            columns[column] = place
    missing = [one for one in (*NEEDED, *NEEDED_TOO) if one not in columns]
    wrong += [Fault(row.number, says.MISSING_COLUMN, {"heading": NAMES[one][0]}) for one in missing]
    return columns, at, wrong


@dataclass
class _Reader:
    """Goes through the rows; what it cannot take it finds fault with, and of which field it is not sure."""

    columns: dict[Column, int]
    categories: Mapping[str, str]
    levels: list[tuple[int, LevelLine]] = field(default_factory=list)
    items: list[tuple[int, ItemLine]] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    unsure: set[str] = field(default_factory=set)

    def take(self, row: Row) -> None:
        before = len(self.faults)
        name = self._field(row)
        level, code = self._own(row, Column.LEVEL), self._own(row, Column.CODE)
        if level and code:
            self._wrong(row, says.BOTH)
        elif level:
            self._level(row, name)
        elif code:
            self._item(row, name)
        else:
            self._wrong(row, says.NEITHER)
        if len(self.faults) > before:
            self.unsure |= {name} if name else set(FIELDS)

    def _level(self, row: Row, name: str | None) -> None:
        number = self._number(row, Column.LEVEL, LEVELS_MAX)
        words = self._text(row, Column.LEVEL_WORDS, needed=False)
        called = self._text(row, Column.LEVEL_NAME, needed=False)
        if name is None or number is None or words is None or called is None:
            return
        self.levels.append((row.number, LevelLine(name, number, called or f"{number}级", words)))

    def _item(self, row: Row, name: str | None) -> None:
        code = self._text(row, Column.CODE)
        what, how, often, passes = (self._text(row, column) for column in ITEM_COLUMNS)
        low, high = (self._number(row, one, LEVELS_MAX) for one in NEEDED_TOO)
        days = self._number(row, Column.EVERY_DAYS, DAYS_MAX) if self._cell(row, Column.EVERY_DAYS) else 0
        category = self._category(row)
        if low is not None and high is not None and low > high:
            self._wrong(row, says.TURNED_ROUND, Column.LEVEL_FROM, low=low, high=high)
            return
        if not (name and code and what and how and often and passes and low and high):
            return
        if days is None or category is None:
            return
        self.items.append(
            (row.number, ItemLine(name, code, what, how, often, passes, low, high, days or None, category))
        )

    def _category(self, row: Row) -> str | None:
        text = squeeze(self._cell(row, Column.CATEGORY))
        if not text or text in self.categories:
            return text
        named = {squeeze(label): key for key, label in self.categories.items()}
        if text in named:
            return named[text]
        known = "；".join(self.categories.values())
        self._wrong(row, says.UNKNOWN_CATEGORY, Column.CATEGORY, text=text, known=known)
        return None

    def _field(self, row: Row) -> str | None:
        text = self._cell(row, Column.FIELD)
        named = "、".join(field_name(one) for one in FIELDS)
        found = field_of(text)
        if not text:
            self._wrong(row, says.NO_FIELD, Column.FIELD, fields=named)
        elif found is None:
            self._wrong(row, says.UNKNOWN_FIELD, Column.FIELD, text=text, fields=named)
        return found

    def _text(self, row: Row, column: Column, *, needed: bool = True) -> str | None:
        text = self._cell(row, column)
        if not text and needed:
            self._wrong(row, says.EMPTY, column)
            return None
        if len(text) > ROOM[column]:
            self._wrong(row, says.TOO_LONG, column, n=len(text), most=ROOM[column])
            return None
        return text

    def _number(self, row: Row, column: Column, most: int) -> int | None:
        text = squeeze(self._cell(row, column)).removesuffix("级").removesuffix(".0")
        if not (text.isascii() and text.isdigit() and 1 <= int(text[:6]) <= most and len(text) < 6):
            self._wrong(row, says.NOT_WHOLE, column, text=text, most=most)
            return None
        return int(text)

    def _own(self, row: Row, column: Column) -> str:
        """What this very row says: a merged cell above it does not make it a level or an item."""
        place = self.columns.get(column)
        return "" if place is None else _worded(row.own(place))

    def _cell(self, row: Row, column: Column) -> str:
        place = self.columns.get(column)
        return "" if place is None else _worded(row.text(place))

    def _wrong(self, row: Row, sentence: str, column: Column | None = None, **fields: str | int) -> None:
        place = self.columns.get(column) if column else None
        at, was = ("", "") if place is None else (letter(place), row.text(place)[:NAME_MAX])
        self.faults.append(Fault(row.number, sentence, fields, at, NAMES[column][0] if column else "", was))


assert ITEMS_MAX < ROWS_MAX, "a sheet has room for all items that it may have"
