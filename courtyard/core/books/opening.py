"""Opening balances of the maintenance fund from a list, home by home: whether it adds up, and the entry it makes.

A list that does not add up is not taken: the faults say which row, and by how many fen.
"""

from collections import defaultdict
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from courtyard.core.books.chart import Place
from courtyard.core.books.entries import FEN_A_POSTING_MAX, Entry, Posting, Side
from courtyard.core.errors import sentence
from courtyard.core.quantities import format_fen

BANK, HOMES = "fund_bank", "fund_of_homes"

TWICE = sentence("Home {home} stands in row {other}, too.")
UNKNOWN = sentence("The estate has no home {home}.")
NO_DEPOSIT = sentence("The first deposit of home {home} is below zero.")
TOO_MUCH = sentence("The balance of home {home} is not between {least_yuan} and {most_yuan} yuan.")
BUILDING_OFF = sentence(
    "Building {building}: the list says {said_yuan} yuan, its homes add up to {sum_yuan}. The difference is {off_yuan}."
)
TOTAL_OFF = sentence(
    "The list says {said_yuan} yuan in all, its homes add up to {sum_yuan}. The difference is {off_yuan}."
)


@dataclass(frozen=True, slots=True)
class OpeningLine:
    """A row of the list: the home by its code, its building, its first deposit and its balance, in fen.

    A balance may be below zero: works of the past took more than the home had.
    """

    row: int
    home: str
    building: str
    first_fen: int
    balance_fen: int


@dataclass(frozen=True, slots=True)
class OpeningFault:
    """What is wrong with a row, as a sentence and its fields. A sum that is off stands in the last row it adds up;
    `off_fen` is what the homes have more than the list says, or less where it is below zero."""

    row: int
    says: str
    fields: Mapping[str, object]
    off_fen: int = 0


def check_opening(
    lines: Sequence[OpeningLine],
    homes: Container[str],
    *,
    buildings: Mapping[str, int] | None = None,
    total_fen: int | None = None,
) -> list[OpeningFault]:
    """All faults of a list, by row. `homes` are the estate's; `buildings` and `total_fen` are the sums the list itself,
    or the bank, gives, in fen."""
    faults: list[OpeningFault] = []
    rows: dict[str, int] = {}
    for line in lines:
        faults += _of_line(line, homes, rows)
        rows.setdefault(line.home, line.row)
    return sorted([*faults, *_of_sums(lines, buildings or {}, total_fen)], key=lambda fault: fault.row)


def opening_entry(lines: Iterable[OpeningLine], *, as_id: str, day: date, text: str, source: str) -> Entry:
    """The entry that opens the books with a list: into the bank, for each home; a home below zero the other way round.

    Homes with nothing have no posting. For `check_entry` an empty list is no entry.
    """
    postings: list[Posting] = []
    for line in lines:
        bank, home = Side(BANK), Side(HOMES, Place("home", line.home))
        if line.balance_fen > 0:
            postings.append(Posting(bank, home, line.balance_fen))
        elif line.balance_fen < 0:
            postings.append(Posting(home, bank, -line.balance_fen))
    return Entry(as_id, day, text, tuple(postings), source=source)


def _of_line(line: OpeningLine, homes: Container[str], rows: Mapping[str, int]) -> list[OpeningFault]:
    faults: list[OpeningFault] = []
    if line.home not in homes:
        faults.append(OpeningFault(line.row, UNKNOWN, {"home": line.home}))
    if line.home in rows:
        faults.append(OpeningFault(line.row, TWICE, {"home": line.home, "other": rows[line.home]}))
    if line.first_fen < 0:
        faults.append(OpeningFault(line.row, NO_DEPOSIT, {"home": line.home}))
    if abs(line.balance_fen) > FEN_A_POSTING_MAX:
        most = format_fen(FEN_A_POSTING_MAX)
        faults.append(
            OpeningFault(line.row, TOO_MUCH, {"home": line.home, "least_yuan": f"-{most}", "most_yuan": most})
        )
    return faults


def _of_sums(lines: Sequence[OpeningLine], said: Mapping[str, int], total_fen: int | None) -> list[OpeningFault]:
    faults: list[OpeningFault] = []
    sums: defaultdict[str, int] = defaultdict(int)
    last: dict[str, int] = {}
    for line in lines:
        sums[line.building] += line.balance_fen
        last[line.building] = line.row
    end = max(last.values(), default=0)
    for building, fen in said.items():
        if fen != sums[building]:
            faults.append(_off(last.get(building, end), BUILDING_OFF, fen, sums[building], {"building": building}))
    whole = sum(sums.values())
    if total_fen is not None and total_fen != whole:
        faults.append(_off(end, TOTAL_OFF, total_fen, whole, {}))
    return faults


def _off(row: int, says: str, said: int, added: int, fields: Mapping[str, object]) -> OpeningFault:
    yuan = {"said_yuan": format_fen(said), "sum_yuan": format_fen(added), "off_yuan": format_fen(added - said)}
    return OpeningFault(row, says, {**fields, **yuan}, off_fen=added - said)
