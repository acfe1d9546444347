"""What only the whole sheet shows: things that stand there twice, items without their level, levels without items."""

from collections.abc import Iterator, Mapping, Sequence

from courtyard.core.register.rows import letter
from courtyard.core.standards import faults as says
from courtyard.core.standards.draft import FIELDS, ITEMS_MAX, ItemLine, LevelLine
from courtyard.core.standards.faults import Fault
from courtyard.core.standards.headings import NAMES, Column

Levels = Sequence[tuple[int, LevelLine]]
Items = Sequence[tuple[int, ItemLine]]


def whole_faults(
    levels: Levels, items: Items, unsure: set[str], columns: Mapping[Column, int]
) -> Iterator[Fault]:  # fmt: skip
    """In fields of which a row is broken, nothing is said of what may be missing: the broken row may be it."""
    if len(items) > ITEMS_MAX:
        yield Fault(0, says.TOO_MANY_ITEMS, {"n": len(items), "most": ITEMS_MAX})
    yield from _twice(levels, items, columns)
    for field in FIELDS:
        if field not in unsure:
            numbers = sorted({one.number for _, one in levels if one.field == field})
            yield from _of_field(field, numbers, levels, items, columns)


def _twice(levels: Levels, items: Items, columns: Mapping[Column, int]) -> Iterator[Fault]:
    seen: dict[tuple[str, int], int] = {}
    for row, level in levels:
        first = seen.setdefault((level.field, level.number), row)
        if first != row:
            numbers = {"number": level.number, "other": first}
            yield _at(row, columns, Column.LEVEL, says.LEVEL_TWICE, numbers, str(level.number))
    codes: dict[str, int] = {}
    for row, item in items:
        first = codes.setdefault(item.code, row)
        if first != row:
            yield _at(row, columns, Column.CODE, says.CODE_TWICE, {"code": item.code, "other": first}, item.code)


def _of_field(
    field: str, numbers: list[int], levels: Levels, items: Items, columns: Mapping[Column, int]
) -> Iterator[Fault]:
    there = [(row, one) for row, one in items if one.field == field]
    if there and not numbers:
        yield _at(there[0][0], columns, Column.FIELD, says.NO_LEVELS, {}, "")
        return
    known = "、".join(map(str, numbers))
    for row, one in there:
        for column, number in ((Column.LEVEL_FROM, one.level_from), (Column.LEVEL_TO, one.level_to)):
            if number not in numbers:
                yield _at(row, columns, column, says.NO_SUCH_LEVEL, {"number": number, "levels": known}, str(number))
    for row, level in ((row, one) for row, one in levels if one.field == field):
        if level.number > 1 and level.number - 1 not in numbers:
            yield _at(row, columns, Column.LEVEL, says.LEVEL_LEFT_OUT, {"number": level.number - 1}, "")
        if not any(one.level_from <= level.number <= one.level_to for _, one in there):
            yield _at(row, columns, Column.LEVEL, says.NO_ITEMS, {"number": level.number}, str(level.number))


def _at(
    row: int, columns: Mapping[Column, int], column: Column, sentence: str, told: Mapping[str, str | int], was: str
) -> Fault:
    place = columns.get(column)
    return Fault(row, sentence, told, "" if place is None else letter(place), NAMES[column][0], was)
