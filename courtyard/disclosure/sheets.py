"""Rows as people type them or bring them in a spreadsheet: what, how much in yuan, and a word on it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from courtyard.core.disclosures import Row
from courtyard.core.disclosures.snapshots import LABEL_MAX, ROWS_MAX, TEXT_MAX
from courtyard.core.errors import BadInput, sentence
from courtyard.core.quantities import BadMoney, format_fen, parse_fen
from courtyard.places import sheets

MARKS = "|｜\t"
HEADS = ("金额", "元", "amount", "yuan")


class BadRow(BadInput):
    says = sentence("Row {row}: {why}")


class NoAmount(BadRow):
    says = sentence("Row {row}: “{amount}” is no amount in yuan. Write it like 1,234.50, or leave it empty.")


class NoLabel(BadRow):
    says = sentence("Row {row} does not say what it is.")


class LongRow(BadRow):
    says = sentence("Row {row} is too long. There is room for {most} characters in its name and {text} beside it.")


class Twice(BadRow):
    says = sentence("Row {row}: “{label}” stands twice. Give each row its own name.")


class TooManyRows(BadInput):
    says = sentence("There is room for {most} rows.")


@dataclass(frozen=True, slots=True)
class Typed:
    """One row before it has its key."""

    label: str
    fen: int | None
    text: str


def from_text(text: str) -> list[Typed]:
    """One row a line: “parking fees | 1,234.50 | April to June”. Raises BadRow with the line's number."""
    lines = ((number, _cells(line)) for number, line in enumerate(text.splitlines(), start=1) if line.strip())
    return _typed(lines)


def from_sheet(data: bytes, name: str) -> list[Typed]:
    """The first three columns of a spreadsheet's first sheet. Raises BadRow, and what cannot be read."""
    rows = sheets.read(data, name).rows
    cells = ((row.number, [row.text(column).strip() for column in range(3)]) for row in rows)
    filled = [(number, some) for number, some in cells if any(some)]
    if filled and any(word in filled[0][1][1].lower() for word in HEADS):
        filled = filled[1:]
    return _typed(filled)


def _cells(line: str) -> list[str]:
    for mark in MARKS[1:]:
        line = line.replace(mark, MARKS[0])
    cells = [one.strip() for one in line.split(MARKS[0], 2)]
    return [*cells, "", ""][:3]


def _typed(lines: Iterable[tuple[int, Sequence[str]]]) -> list[Typed]:
    found: dict[str, Typed] = {}
    for number, (label, amount, text) in lines:
        if len(found) == ROWS_MAX:
            raise TooManyRows(most=ROWS_MAX)
        if not label:
            raise NoLabel(row=number)
        if len(label) > LABEL_MAX or len(text) > TEXT_MAX:
            raise LongRow(row=number, most=LABEL_MAX, text=TEXT_MAX)
        if label in found:
            raise Twice(row=number, label=label)
        found[label] = Typed(label, _fen(number, amount), text)
    return list(found.values())


def _fen(number: int, amount: str) -> int | None:
    try:
        return parse_fen(amount) if amount else None
    except BadMoney as bad:
        raise NoAmount(row=number, amount=amount[:40]) from bad


def is_typed(row: Row) -> bool:
    """Whether a row can be written as a line and read again."""
    return set(row.amounts) <= {"fen"} and not any(mark in row.label + row.text for mark in MARKS + "\n\r")


def as_text(rows: Iterable[Row]) -> str:
    return "\n".join(_line(row) for row in rows if is_typed(row))


def _line(row: Row) -> str:
    amount = format_fen(row.amounts["fen"]) if "fen" in row.amounts else ""
    return f"{row.label} | {amount} | {row.text}".rstrip(" |")


def put_together(typed: Sequence[Typed], reckoned: Sequence[Row], before: Sequence[Row]) -> tuple[Row, ...]:
    """Reckoned rows as they are; typed ones under the key that a row of the same name had before, or a new one.

    What was there before and cannot be typed stays, unless it was reckoned anew.
    """
    done = {row.key for row in reckoned} | {row.label for row in reckoned}
    keys = {row.label: row.key for row in before}
    last = max((int(row.key[1:]) for row in before if row.key[:1] == "r" and row.key[1:].isdecimal()), default=0)
    rows = [*reckoned, *(row for row in before if not is_typed(row) and row.key not in done)]
    for one in typed:
        if one.label in done or keys.get(one.label) in done:
            continue
        if one.label not in keys:
            last += 1
        amounts = {} if one.fen is None else {"fen": one.fen}
        rows.append(Row(keys.get(one.label, f"r{last:05}"), one.label, amounts, one.text))
    return tuple(rows)
