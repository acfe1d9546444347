"""Whether a statement adds up: balance after balance, and all of it against what the bank states."""

from bisect import bisect_right
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import pairwise

from courtyard.core.bank.faults import Fault
from courtyard.core.bank.statement import Figure, Line, Stated
from courtyard.core.errors import sentence
from courtyard.core.quantities import format_fen

BALANCE_BROKEN = sentence(
    "The balance does not add up here: {before} and {moved} make {expected}, but {stated} is written, off by {off}. "
    "A line may be missing before this one, or an amount is wrong."
)
OTHER_OPENING = sentence("The statement says it begins with {stated}, but by its first line it begins with {found}.")
OTHER_CLOSING = sentence("The statement says it ends with {stated}, but by its lines it ends with {found}.")
OTHER_IN = sentence("The statement says {stated} came in, but its lines add up to {found}, off by {off}.")
OTHER_OUT = sentence("The statement says {stated} went out, but its lines add up to {found}, off by {off}.")
OTHER_IN_COUNT = sentence("The statement says {stated} payments came in, but it has {found}.")
OTHER_OUT_COUNT = sentence("The statement says {stated} payments went out, but it has {found}.")
OTHER_COUNT = sentence("The statement says it has {stated} lines, but we found {found}.")
_COUNTS = {
    Figure.IN_COUNT: OTHER_IN_COUNT,
    Figure.OUT_COUNT: OTHER_OUT_COUNT,
    Figure.COUNT: OTHER_COUNT,
}
_SUMS = {Figure.IN_SUM: OTHER_IN, Figure.OUT_SUM: OTHER_OUT}


def oldest_first(lines: Sequence[Line]) -> tuple[list[Line], bool]:
    """The lines in the order in which they happened, and whether the file has the newest first.

    Tries the file's order, the reverse, and both with only the lines of one day turned round; the balances decide,
    and where they do not, the days.
    """
    forward, backward = list(lines), list(reversed(lines))
    inside_backward = sorted(backward, key=lambda line: line.day)
    inside_forward = sorted(forward, key=lambda line: line.day)
    newest_first = bool(lines) and lines[0].day > lines[-1].day
    ways = [(forward, False), (inside_backward, False), (backward, True), (inside_forward, True)]
    if newest_first:
        ways = [(backward, True), (inside_forward, True), (forward, False), (inside_backward, False)]
    return min(ways, key=lambda way: sum(1 for _break in _breaks(way[0])))


def faults_of_balance(lines: Sequence[Line], unread: Collection[int]) -> list[Fault]:
    """Every step, oldest first, at which the balance does not add up.

    A step over a row that could not be read (its number is in `unread`) is not held against the bank.
    """
    bad = sorted(unread)
    return [
        Fault(
            line.row,
            BALANCE_BROKEN,
            {
                "before": format_fen(before), "moved": format_fen(moved), "expected": format_fen(before + moved),
                "stated": format_fen(after), "off": format_fen(after - before - moved),
            },
        )
        for above, line, before, moved, after in _breaks(lines)
        if not _crosses(bad, above.row, line.row)
    ]  # fmt: skip


def faults_of_totals(
    lines: Sequence[Line], movements: Sequence[tuple[int, int]], stated: Mapping[Figure, Stated]
) -> Iterator[Fault]:
    """What the bank states of the whole, and the lines do not bear out.

    `movements` are the two columns, fen in and fen out, of each line: banks count a payment taken back as a negative
    one, others as one the other way; either is right.
    """
    by_column = {Figure.IN_SUM: sum(one for one, _ in movements), Figure.OUT_SUM: sum(one for _, one in movements)}
    by_sign = {
        Figure.IN_SUM: sum(line.fen for line in lines if line.fen > 0),
        Figure.OUT_SUM: -sum(line.fen for line in lines if line.fen < 0),
    }
    for figure, says in _SUMS.items():
        said = stated.get(figure)
        if said and said.value not in (by_column[figure], by_sign[figure]):
            off = format_fen(by_sign[figure] - said.value)
            fields = {"stated": format_fen(said.value), "found": format_fen(by_sign[figure]), "off": off}
            yield Fault(said.row, says, fields)
    yield from _counted(lines, movements, stated)
    yield from _ends(lines, stated)


def _counted(
    lines: Sequence[Line], movements: Sequence[tuple[int, int]], stated: Mapping[Figure, Stated]
) -> Iterator[Fault]:
    ins = {sum(line.fen > 0 for line in lines), sum(one != 0 for one, _ in movements)}
    outs = {sum(line.fen < 0 for line in lines), sum(one != 0 for _, one in movements)}
    counts = {Figure.IN_COUNT: ins, Figure.OUT_COUNT: outs, Figure.COUNT: {len(lines)}}
    for figure, found in counts.items():
        said = stated.get(figure)
        if said and said.value not in found:
            yield Fault(said.row, _COUNTS[figure], {"stated": said.value, "found": min(found)})


def _ends(lines: Sequence[Line], stated: Mapping[Figure, Stated]) -> Iterator[Fault]:
    opening, closing = stated.get(Figure.OPENING), stated.get(Figure.CLOSING)
    begins = opening.value if opening else None
    if lines and lines[0].balance_fen is not None:
        begins = lines[0].balance_fen - lines[0].fen
    if opening and begins is not None and begins != opening.value:
        yield Fault(opening.row, OTHER_OPENING, {"stated": format_fen(opening.value), "found": format_fen(begins)})
    ends = None if begins is None else begins + sum(line.fen for line in lines)
    if closing and ends is not None and ends != closing.value:
        yield Fault(closing.row, OTHER_CLOSING, {"stated": format_fen(closing.value), "found": format_fen(ends)})


def _breaks(lines: Sequence[Line]) -> Iterator[tuple[Line, Line, int, int, int]]:
    """The line above, the line, the balance before, what moved since, and the balance it states."""
    told = [at for at, line in enumerate(lines) if line.balance_fen is not None]
    for above, here in pairwise(told):
        before, after = lines[above].balance_fen, lines[here].balance_fen
        assert before is not None, "only lines with a balance are told"
        assert after is not None, "only lines with a balance are told"
        moved = sum(line.fen for line in lines[above + 1 : here + 1])
        if before + moved != after:
            yield lines[above], lines[here], before, moved, after


def _crosses(bad: Sequence[int], one: int, other: int) -> bool:
    """Whether one of the rows in `bad`, which are sorted, stands between the two."""
    after = bisect_right(bad, min(one, other))
    return after < len(bad) and bad[after] < max(one, other)
