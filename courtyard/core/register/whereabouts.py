"""Which home a row speaks of: its own cells, then what stands above it."""

from collections.abc import Collection, Iterable

from courtyard.core.errors import sentence
from courtyard.core.register import addresses
from courtyard.core.register.addresses import Place
from courtyard.core.register.faults import Unreadable
from courtyard.core.register.layout import Layout
from courtyard.core.register.lines import building_named
from courtyard.core.register.owners import Refuse
from courtyard.core.register.rows import Row
from courtyard.core.register.text import is_nothing

NO_ROOM = sentence("There is no room number, so we cannot tell which home this is.")
NO_BUILDING = sentence("There is no building, so we cannot tell where this home is.")
UNKNOWN_BUILDING = sentence("The estate has {count} buildings, and none of them is {building}.")
TWO_BUILDINGS = sentence("This names {other}, but the building column says {building}.")
A_DATE = sentence("The spreadsheet has turned this into a date. Format the cell as text and enter it again.")


class PlaceReader:
    """Reads the place of one row after the other, and remembers the building above."""

    def __init__(self, layout: Layout, known: Collection[str], refuse: Refuse, *, strict: bool) -> None:
        self._layout = layout
        self._refuse = refuse
        self._known = {addresses.building(name): name for name in known}
        self._strict = strict and bool(known)
        self._building = next(iter(self._known)) if len(self._known) == 1 else ""
        self._entrance = ""
        self._by_title = bool(self._building)
        self._spelt: dict[str, str] = {}

    def heading(self, row: Row) -> None:
        """A title may name the building of the rows below it."""
        named = building_named(row)
        if named:
            self._building, self._entrance, self._by_title = named, "", True

    def place(self, row: Row) -> Place | None:
        """The home of this row, None where the row does not say; what is wrong with it has been told by then."""
        said = self._said(row)
        if said is None:
            return None
        building, entrance = said.building, said.entrance
        if not building:
            building, entrance = self._from_above(row, entrance)
        elif building != self._building:
            self._by_title = False
        if building:
            self._building, self._entrance = building, entrance
        if not said.room:
            self._refuse(row, self._layout.home_column, Unreadable(NO_ROOM))
            return None
        return Place(building, entrance, said.room) if building and self._is_known(row, building) else None

    def says_no_room(self, row: Row) -> bool:
        return all(is_nothing(row.own(index)) for index in (*self._layout.homes, *self._layout.addresses))

    def may_belong_to(self, row: Row, place: Place) -> bool:
        """Whether a row without a room says nothing against belonging to the home above."""
        for index in self._layout.buildings:
            if not is_nothing(row.own(index)) and self._building_cell(row, index) != place.building:
                return False
        word = self._layout.entrance_word
        return all(_agrees(row.own(index), place.entrance, word) for index in self._layout.entrances)

    def _said(self, row: Row) -> Place | None:
        """What the row's own cells say; None where one of them cannot be read."""
        layout = self._layout
        parts: list[Place] = []
        for column in (*layout.entrances, *layout.homes, *layout.addresses):
            try:
                parts.append(self._part(row, column))
            except Unreadable as fault:
                self._refuse(row, column, fault)
                return None
        building = _first(self._building_cell(row, index) for index in self._layout.buildings)
        for part in parts:
            if building and part.building and part.building != building:
                other = Unreadable(TWO_BUILDINGS, other=part.building, building=building)
                self._refuse(row, self._layout.home_column, other)
                return None
        entrance = _first(part.entrance for part in parts)
        room = _first(part.room for part in parts)
        number = entrance.removesuffix(layout.entrance_word)
        return Place(
            building or _first(part.building for part in parts),
            entrance,
            room.removeprefix(f"{number}-") if number else room,  # 1-302 at entrance 1 is 302
        )

    def _part(self, row: Row, column: int) -> Place:
        layout, written = self._layout, _written(row, column)
        if column in layout.entrances:
            return Place("", addresses.entrance(written, word=layout.entrance_word), "")
        if column in layout.homes:
            return addresses.in_room(written)
        return Place("", "", "") if is_nothing(written) else addresses.address(written, keep_lane=layout.keep_lane)

    def _building_cell(self, row: Row, index: int) -> str:
        written = row.text(index)
        if written not in self._spelt:
            try:
                self._spelt[written] = addresses.building(_written(row, index), keep_lane=self._layout.keep_lane)
            except Unreadable as fault:
                self._refuse(row, index, fault)
                return ""
        return self._spelt[written]

    def _from_above(self, row: Row, entrance: str) -> tuple[str, str]:
        """The building above, where the sheet leaves it out for looks; a forgotten one is asked for."""
        if not self._building or (self._layout.buildings_everywhere and not self._by_title):
            column = self._layout.building_column
            self._refuse(row, column, Unreadable(NO_BUILDING, suggestion=self._building))
            return "", entrance
        return self._building, entrance or self._entrance

    def _is_known(self, row: Row, building: str) -> bool:
        if not self._strict or building in self._known:
            return True
        fault = Unreadable(UNKNOWN_BUILDING, count=len(self._known), building=building)
        self._refuse(row, self._layout.building_column, fault)
        return False


def _written(row: Row, column: int) -> str:
    if not isinstance(row.cell(column), str):
        raise Unreadable(A_DATE)
    return row.text(column)


def _agrees(written: str, entrance: str, word: str) -> bool:
    try:
        return is_nothing(written) or addresses.entrance(written, word=word) == entrance
    except Unreadable:
        return False  # the row will be told so as a home's


def _first(values: Iterable[str]) -> str:
    return next(filter(None, values), "")
