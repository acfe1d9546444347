"""What each home has in the maintenance fund when the books begin: a list read row by row, and added up."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from courtyard.core.bank.cells import fen_of
from courtyard.core.bank.faults import Fault, at_cell
from courtyard.core.bank.opening_columns import OpeningColumn, guess_opening, require_opening_columns
from courtyard.core.errors import BadInput, TooLarge, sentence
from courtyard.core.quantities import format_fen
from courtyard.core.register import addresses
from courtyard.core.register.addresses import Place
from courtyard.core.register.faults import Unreadable
from courtyard.core.register.lines import building_named
from courtyard.core.register.rows import Row
from courtyard.core.register.text import is_nothing, squeeze

HOMES_MAX = 50_000

NO_ROOM = sentence("There is no room number, so we cannot tell which home this is.")
NO_BUILDING = sentence("There is no building, so we cannot tell where this home is.")
A_DATE = sentence("The spreadsheet has turned this into a date. Format the cell as text and enter it again.")
TWO_BUILDINGS = sentence("This names {other}, but the building column says {building}.")
NO_BALANCE = sentence("There is no balance. Write 0 where the home has nothing in the fund.")
BELOW_NOUGHT = sentence("{amount} is below nought. A home cannot owe the fund; book what it owes as a bill.")
SAME_HOME = sentence("This home stands in row {row} already. Leave one of the two.")
ROW_BROKEN = sentence(
    "This row does not add up: by its other columns {expected} should be left, but {stated} is written, off by {off}."
)
SUM_BROKEN = sentence("This line says {stated}, but the rows above add up to {found}, off by {off}.")
TOTAL_BROKEN = sentence("The total was to be {stated}, but the homes add up to {found}, off by {off}.")
NOT_A_HOME = sentence("Passed over: this row names no home and no amount.")

_TOTAL = re.compile(r".{0,16}?(?:小计|合计|总计|共计).*|(?:sub|grand)?totals?:?", re.IGNORECASE)
_WHOLE = re.compile(r"(?:全部|总|全小区)?(?:合计|总计|共计)[:]?|grandtotal:?", re.IGNORECASE)
_PLACES = (OpeningColumn.BUILDING, OpeningColumn.ENTRANCE, OpeningColumn.HOME, OpeningColumn.ADDRESS)
_SUMMED = (OpeningColumn.DEPOSIT, OpeningColumn.ADDED, OpeningColumn.USED, OpeningColumn.BALANCE)


class NoHomes(BadInput):
    says = sentence("Below the headings there is no home at all. Choose the list with the balances of the homes.")
    field = "file"


class TooManyHomes(TooLarge):
    says = sentence("The list has more than {most} homes. Split it by building.")
    field = "file"


@dataclass(frozen=True, slots=True)
class OpeningLine:
    """One home: its words in one spelling (1号楼, 1单元, 302), what it has and what it first paid in, both in fen.

    `deposit_fen` is None where the list does not say.
    """

    row: int
    building: str
    entrance: str
    room: str
    balance_fen: int
    deposit_fen: int | None


@dataclass(frozen=True, slots=True)
class Openings:
    """`lines` are the readable homes in the order of the list. With `faults` it is shown, not booked."""

    lines: tuple[OpeningLine, ...]
    faults: tuple[Fault, ...]
    notes: tuple[Fault, ...]

    @property
    def total_fen(self) -> int:
        return sum(line.balance_fen for line in self.lines)


def read_openings(
    rows: Sequence[Row], columns: Sequence[OpeningColumn] | None = None, *, stated_fen: int | None = None,
    building: str = "",
) -> Openings:  # fmt: skip
    """The balances of a list's homes, by `columns` as a person corrected them, or by a guess.

    `stated_fen` is the total the list must come to, from the bank or the last report. `building` is the estate's only
    one, where the list names none. Raises NoOpeningHeadings, MissingOpeningColumn, OpeningColumnTwice, NoHomes or
    TooManyHomes; what is wrong with single rows and sums is in `faults`.
    """
    guess = guess_opening(rows)
    chosen = guess.columns if columns is None else tuple(columns)
    require_opening_columns(chosen)
    reader = _Reader(chosen, addresses.building(building))
    for row in rows[guess.header + 1 :]:
        if row.filled() and tuple(row.text(at) for at in range(len(guess.headings))) != guess.headings:
            reader.row(row)
    return reader.openings(stated_fen)


class _Reader:
    """Goes through the rows once, and remembers the building above and the sums so far."""

    def __init__(self, columns: Sequence[OpeningColumn], building: str) -> None:
        self._columns = columns
        self._building = building
        self._entrance = ""
        self._lines: list[OpeningLine] = []
        self._faults: list[Fault] = []
        self._notes: list[Fault] = []
        self._places: dict[Place, int] = {}
        self._sums = _Sums()
        self._unread = False

    def openings(self, stated_fen: int | None) -> Openings:
        if not self._lines and not self._faults:
            raise NoHomes
        found = sum(line.balance_fen for line in self._lines)
        if stated_fen is not None and not self._unread and found != stated_fen:
            self._faults.append(Fault(0, TOTAL_BROKEN, _off(stated_fen, found)))
        faults = sorted(self._faults, key=lambda fault: fault.row)
        return Openings(tuple(self._lines), tuple(faults), tuple(self._notes))

    def row(self, row: Row) -> None:
        if self._is_total(row):
            self._check(row)
            return
        filled = row.filled()
        if len(filled) == 1 and building_named(row) and not self._given(row, OpeningColumn.HOME):
            self._building, self._entrance = building_named(row), ""
            return
        if not self._names_home(row) and not any(self._given(row, column) for column in _SUMMED):
            self._notes.append(Fault(row.number, NOT_A_HOME))
            return
        self._home(row)

    def _names_home(self, row: Row) -> bool:
        """Whether a figure stands where the home should: 制表：陶安小区 names none."""
        texts = [
            row.own(at) for at, one in enumerate(self._columns) if one in (OpeningColumn.HOME, OpeningColumn.ADDRESS)
        ]
        return any(mark.isdigit() for text in texts for mark in text)

    def _home(self, row: Row) -> None:
        place = self._place(row)
        sums = {column: self._sum(row, column) for column in _SUMMED}
        balance = sums[OpeningColumn.BALANCE]
        if balance is None and not self._faulty(row):
            self._refuse(row, self._index(OpeningColumn.BALANCE), Unreadable(NO_BALANCE))
        if place is None or balance is None or self._faulty(row):
            self._unread = True
            return
        other = self._places.setdefault(place, row.number)
        if other != row.number:
            self._refuse(row, self._home_column, Unreadable(SAME_HOME, row=other))
            self._unread = True
            return
        if len(self._lines) == HOMES_MAX:
            raise TooManyHomes(most=HOMES_MAX)
        self._require_whole(row, sums)
        self._sums.add(place.building, sums)
        self._lines.append(OpeningLine(row.number, *place, balance, sums[OpeningColumn.DEPOSIT]))

    # Which home

    def _place(self, row: Row) -> Place | None:
        parts: list[Place] = []
        for index, column in enumerate(self._columns):
            try:
                parts.append(_part(row, index, column))
            except Unreadable as fault:
                self._refuse(row, index, fault)
                return None
        buildings = list(dict.fromkeys(part.building for part in parts if part.building))
        if len(buildings) > 1:
            self._refuse(row, self._home_column, Unreadable(TWO_BUILDINGS, building=buildings[0], other=buildings[1]))
            return None
        entrance = next((part.entrance for part in parts if part.entrance), "")
        if buildings and buildings[0] != self._building:
            self._building, self._entrance = buildings[0], ""
        self._entrance = entrance or self._entrance
        room = next((part.room for part in parts if part.room), "")
        if not room or not self._building:
            self._refuse(row, self._home_column, Unreadable(NO_BUILDING if room else NO_ROOM))
            return None
        has_entrances = OpeningColumn.ENTRANCE in self._columns
        return Place(self._building, self._entrance if has_entrances else entrance, room)

    # What it has

    def _sum(self, row: Row, column: OpeningColumn) -> int | None:
        """Fen of all cells of one meaning, None where none is filled. What is below nought is refused."""
        found: int | None = None
        for index, meaning in enumerate(self._columns):
            if meaning is not column:
                continue
            try:
                fen = fen_of(row.text(index))
                if fen is not None and fen < 0 and column is not OpeningColumn.ADDED:
                    raise Unreadable(BELOW_NOUGHT, amount=format_fen(fen))
            except Unreadable as fault:
                self._refuse(row, index, fault)
                continue
            found = found if fen is None else (found or 0) + fen
        return found

    def _require_whole(self, row: Row, sums: dict[OpeningColumn, int | None]) -> None:
        """First deposit, interest and later payments less what was used: where a list shows them all."""
        deposit, balance = sums[OpeningColumn.DEPOSIT], sums[OpeningColumn.BALANCE]
        explained = OpeningColumn.ADDED in self._columns and OpeningColumn.USED in self._columns
        if deposit is None or balance is None or not explained:
            return
        expected = deposit + (sums[OpeningColumn.ADDED] or 0) - (sums[OpeningColumn.USED] or 0)
        if expected != balance:
            index = self._index(OpeningColumn.BALANCE)
            fields = {
                "expected": format_fen(expected), "stated": format_fen(balance), "off": format_fen(balance - expected)
            }  # fmt: skip
            self._refuse(row, index, Unreadable(ROW_BROKEN, **fields))

    def _check(self, row: Row) -> None:
        """A line of sums against the rows since the last, those of the building, or all."""
        whole = any(_WHOLE.fullmatch(squeeze(row.text(at))) for at in row.filled())
        for column in (OpeningColumn.DEPOSIT, OpeningColumn.BALANCE):
            if column not in self._columns or self._unread:
                continue
            stated = self._sum(row, column)
            likely = self._sums.likely(column, whole=whole)
            if stated is not None and stated not in likely:
                self._refuse(row, self._index(column), Unreadable(SUM_BROKEN, **_off(stated, likely[0])))
        self._sums.begin()

    def _is_total(self, row: Row) -> bool:
        return any(_TOTAL.fullmatch(squeeze(row.text(at))) for at in row.filled() if len(row.text(at)) <= 30)

    def _given(self, row: Row, column: OpeningColumn) -> bool:
        return any(
            not is_nothing(row.own(at)) for at, meaning in enumerate(self._columns) if meaning is column
        )  # fmt: skip

    def _index(self, column: OpeningColumn) -> int:
        return list(self._columns).index(column)

    @property
    def _home_column(self) -> int:
        return next(at for at, one in enumerate(self._columns) if one in (OpeningColumn.HOME, OpeningColumn.ADDRESS))

    def _faulty(self, row: Row) -> bool:
        return bool(self._faults) and self._faults[-1].row == row.number

    def _refuse(self, row: Row, column: int, fault: Unreadable) -> None:
        self._faults.append(at_cell(row, column, fault))


class _Sums:
    """Fen since the last line of sums, of the building, and of all, for each summed column."""

    def __init__(self) -> None:
        self._page: dict[OpeningColumn, int] = {}
        self._of_building: dict[OpeningColumn, int] = {}
        self._all: dict[OpeningColumn, int] = {}
        self._building = ""

    def add(self, building: str, sums: dict[OpeningColumn, int | None]) -> None:
        if building != self._building:
            self._building, self._of_building = building, {}
        for part in (self._page, self._of_building, self._all):
            for column, fen in sums.items():
                part[column] = part.get(column, 0) + (fen or 0)

    def likely(self, column: OpeningColumn, *, whole: bool) -> list[int]:
        """What a line of sums may say; 合计 by itself is first of all the sum of all."""
        parts = (self._page, self._of_building, self._all)
        return [part.get(column, 0) for part in (reversed(parts) if whole else parts)]

    def begin(self) -> None:
        self._page = {}


def _part(row: Row, index: int, column: OpeningColumn) -> Place:
    """What one cell says of the place."""
    if column not in _PLACES or is_nothing(row.text(index)):
        return Place("", "", "")
    if not isinstance(row.cell(index), str):
        raise Unreadable(A_DATE)
    written = row.text(index)
    if column is OpeningColumn.BUILDING:
        return Place(addresses.building(written), "", "")
    if column is OpeningColumn.ENTRANCE:
        return Place("", addresses.entrance(written), "")
    return addresses.in_room(written) if column is OpeningColumn.HOME else addresses.address(written)


def _off(stated: int, found: int) -> dict[str, str]:
    return {"stated": format_fen(stated), "found": format_fen(found), "off": format_fen(found - stated)}
