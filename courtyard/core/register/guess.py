"""Which column is which: by its heading, or by its cells where it has none. The person has the last word."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from courtyard.core.register import headers, masks
from courtyard.core.register.columns import Column, column_of, heading, is_forbidden, is_forbidden_value
from courtyard.core.register.contest import settle
from courtyard.core.register.likeness import per_hundred
from courtyard.core.register.lines import Kind, Lines
from courtyard.core.register.rows import Row, letter
from courtyard.core.register.text import is_nothing

SAMPLED_ROWS = 400
_SAMPLES = 3
_AGREEMENT = 80
_BY_VALUES = (  # the most telling first: a bare 101 may be anything
    Column.ID_NUMBER, Column.PHONE, Column.ADDRESS, Column.SHARE, Column.USE, Column.DELIVERED, Column.HOME,
    Column.BUILDING, Column.AREA, Column.ENTRANCE, Column.OWNER,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class ColumnGuess:
    """One column: its letter, its heading, what it seems to hold, and its first cells, people masked."""

    index: int
    letter: str
    heading: str
    column: Column
    sure: bool
    samples: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Forbidden:
    """A column the house does not take: named, and forgotten."""

    index: int
    letter: str
    heading: str


@dataclass(frozen=True, slots=True)
class Guess:
    """`header` is the number of the row with the headings, None when the sheet has none."""

    header: int | None
    columns: tuple[ColumnGuess, ...]
    forbidden: tuple[Forbidden, ...]

    @property
    def mapping(self) -> dict[int, Column]:
        """What `parse` asks for."""
        return {guess.index: guess.column for guess in self.columns}

    @property
    def has_homes(self) -> bool:
        """Whether it can be a register at all: some column says which home."""
        return any(guess.column in (Column.HOME, Column.ADDRESS) for guess in self.columns)


def forbidden_columns(rows: Sequence[Row]) -> dict[int, str]:
    """The columns the house forbids, by their headings or, under no heading we know, by their cells."""
    header = headers.find(rows)
    texts = header.texts if header else {}
    found = dict(header.forbidden) if header else {}
    for index, values in _values(_sample(rows, header)).items():
        given = [value for value in values if not is_nothing(value)]
        said = sum(map(is_forbidden_value, given))
        if column_of(texts.get(index, "")) is None and given and said * 2 > len(given):
            found[index] = texts.get(index, "")
    return found


def guess_columns(rows: Sequence[Row]) -> Guess:
    """What each column seems to hold. Look at it, correct it, and give `mapping` to `parse`."""
    header = headers.find(rows)
    forbidden = forbidden_columns(rows)
    values = {i: v for i, v in _values(_sample(rows, header)).items() if i not in forbidden}
    texts = header.texts if header else {}
    indexes = sorted((set(texts) | set(values)) - set(forbidden))
    guessed = _by_headings(indexes, texts, values) if header else _by_values(indexes, values)
    return Guess(
        rows[header.last].number if header else None,
        tuple(_guess(index, texts.get(index, ""), *guessed[index], values.get(index, ())) for index in indexes),
        tuple(Forbidden(index, letter(index), forbidden[index]) for index in sorted(forbidden)),
    )


def _sample(rows: Sequence[Row], header: headers.Header | None) -> list[Row]:
    start = header.last + 1 if header else 0
    lines = Lines(rows, header, dict.fromkeys(range(60), Column.OWNER))
    stretch = rows[start : start + SAMPLED_ROWS]
    return [row for index, row in enumerate(stretch, start) if lines.kind(row, index) is Kind.DATA]


def _values(rows: Iterable[Row]) -> dict[int, list[str]]:
    values: dict[int, list[str]] = {}
    for row in rows:
        for column in row.filled():
            values.setdefault(column, []).append(row.text(column))
    return values


def _by_headings(
    indexes: Iterable[int], texts: Mapping[int, str], values: Mapping[int, Sequence[str]]
) -> dict[int, tuple[Column, bool]]:
    guessed: dict[int, tuple[Column, bool]] = {}
    for index in indexes:
        meaning = column_of(texts.get(index, ""))
        guessed[index] = meaning or (Column.IGNORE, False)
    guessed = settle(guessed, {index: heading(text) for index, text in texts.items()}, values)
    for index, meaning in _by_values([i for i in indexes if column_of(texts.get(i, "")) is None], values).items():
        if meaning[0] not in {column for column, _sure in guessed.values()} and meaning[0] is not Column.ENTRANCE:
            guessed[index] = meaning
    return guessed


def _by_values(indexes: Iterable[int], values: Mapping[int, Sequence[str]]) -> dict[int, tuple[Column, bool]]:
    """Each column in turn takes the cells that look most like it. Nothing found so is sure."""
    guessed: dict[int, tuple[Column, bool]] = dict.fromkeys(indexes, (Column.IGNORE, False))
    left = [index for index in guessed if not _is_counting(values.get(index, ()))]
    for column in _BY_VALUES:
        scores = [(per_hundred(column, values.get(index, ())), -index) for index in left]
        score, place = max(scores, default=(0, 0))
        if score >= _AGREEMENT:
            guessed[-place] = (column, False)
            left.remove(-place)
    return guessed


def _is_counting(values: Sequence[str]) -> bool:
    """1, 2, 3 … is the running number of a list, not a building or a room."""
    figures = [int(value) for value in values if value.isascii() and value.isdigit() and len(value) < 9]
    return len(figures) > 2 and figures == list(range(figures[0], figures[0] + len(figures))) and figures[0] <= 1


def _guess(index: int, text: str, column: Column, certain: bool, values: Sequence[str]) -> ColumnGuess:
    given = [value for value in values if not is_nothing(value)]
    anything = column in (Column.IGNORE, Column.FLOOR, Column.HOME) or not given
    agrees = anything or per_hundred(column, given) >= _AGREEMENT
    samples = tuple(masks.masked(column, value) for value in list(dict.fromkeys(given))[:_SAMPLES])
    heading_ = "" if is_forbidden(text) else text
    return ColumnGuess(index, letter(index), heading_, column, certain and agrees, samples)
