"""What both journals share: in which order entries stand, which accounts they use, and how homes are folded."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from courtyard.core.books.chart import Chart
from courtyard.core.books.entries import Entry, Posting, Side
from courtyard.core.books.journals.names import amount, side_name

WIDTH = 52
"""The column in which amounts begin, where names are shorter."""

# Control characters, and what Unicode takes for the end of a line or a paragraph.
_CONTROL = dict.fromkeys((*range(0x20), *range(0x7F, 0xA0), 0x2028, 0x2029), " ")


@dataclass(frozen=True, slots=True)
class Heading:
    """Whose books they are, and the day they begin."""

    title: str
    begins: date


def in_order(entries: Iterable[Entry]) -> list[Entry]:
    """By day, then id: the same whatever order they came in."""
    return sorted(entries, key=lambda entry: (entry.day, entry.id))


def folded_postings(postings: Sequence[Posting]) -> list[Posting]:
    """The same with homes in their control accounts, those between the same two sides as one; nothing is set off."""
    sums: dict[tuple[Side, Side], int] = {}
    for posting in postings:
        between = (posting.debit.folded, posting.credit.folded)
        sums[between] = sums.get(between, 0) + posting.fen
    return [Posting(debit, credit, fen) for (debit, credit), fen in sums.items()]


def sides_used(entries: Iterable[Entry], chart: Chart, fold: bool) -> list[Side]:
    """Every account of the chart, and below it the sub-accounts that were used; by number, then place."""
    used = {side for entry in entries for posting in entry.postings for side in (posting.debit, posting.credit)}
    every = {Side(key) for key in chart.accounts} | ({side.folded for side in used} if fold else used)
    return sorted(every, key=lambda side: (chart[side.account].code, side.account, _place(side)))


def names_of(sides: Iterable[Side], chart: Chart) -> dict[Side, str]:
    """How each is called. Raises UnknownAccount."""
    return {side: side_name(side, chart[side.account]) for side in sides}


def legs(entry: Entry, names: Mapping[Side, str], fold: bool) -> Iterator[str]:
    """Two lines a posting, the debit first; beneath each other they come to nothing."""
    for posting in folded_postings(entry.postings) if fold else entry.postings:
        yield f"{names[posting.debit]:<{WIDTH}}  {amount(posting.fen):>20}"
        yield f"{names[posting.credit]:<{WIDTH}}  {amount(-posting.fen):>20}"


def one_line(text: str) -> str:
    """Text without control characters and line ends, and without spaces around it or in a row."""
    return " ".join(text.translate(_CONTROL).split())


def papers(entry: Entry) -> list[tuple[str, str]]:
    """What an entry rests on, as tags; only those that say something."""
    said = {
        "source": entry.source, "authority": entry.authority, "reverses": entry.reverses, "reason": entry.reason,
    }  # fmt: skip
    return [(tag, one_line(text)) for tag, text in said.items() if one_line(text)]


def _place(side: Side) -> tuple[str, str]:
    return ("", "") if side.place is None else (side.place.kind, side.place.code)
