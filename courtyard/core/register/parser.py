"""From rows to a register. Nothing is guessed in silence: what cannot be read becomes a problem with its cell."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from fractions import Fraction

from courtyard.core.errors import sentence
from courtyard.core.register import areas, deliveries, identity, names, shares, uses
from courtyard.core.register.addresses import Place
from courtyard.core.register.columns import Column
from courtyard.core.register.draft import Draft, ShareCell
from courtyard.core.register.faults import Unreadable
from courtyard.core.register.layout import Layout
from courtyard.core.register.lines import Kind
from courtyard.core.register.owners import Entry, OwnerReader
from courtyard.core.register.result import Counts, HomeLine, Note, Problem, Register
from courtyard.core.register.rows import Row, corrected
from courtyard.core.register.subtotals import Subtotals
from courtyard.core.register.text import is_nothing
from courtyard.core.register.whereabouts import PlaceReader

NO_HOME_ABOVE = sentence("This row has an owner but no home, and there is no home above it.")
OTHER_AREA = sentence("Same home as row {row}, but a different area.")
SAME_OWNER = sentence("Same home and same owner as row {row}: a duplicate.")
NOT_BELOW = sentence("Same home as row {row}. If this is a co-owner, put this row directly below it.")
SIDE_BY_SIDE = sentence("There are two homes side by side in one row. Put each home on its own row.")
OWNER_TWICE = sentence("This owner is listed twice for the same home.")
DELIVERY_UNCLEAR = sentence("“{value}” does not say whether the home was handed over, so we left it blank.")


def parse(
    rows: Iterable[Row],
    columns: Mapping[int, Column],
    *,
    known: Collection[str] = (),
    strict: bool = False,
    corrections: Mapping[str, str] | None = None,
) -> Register:
    """Read the register. `columns` says what each column (from 0) holds, as `guess_columns` guessed or a person chose.

    `known` are the estate's buildings; when `strict`, a home in any other is a problem. `corrections` are what the
    person wrote instead, by cell name.
    """
    sheet = list(corrected(rows, corrections)) if corrections else list(rows)
    return _Parser(Layout(sheet, columns), known, strict=strict).register(sheet)


class _Parser:
    """Goes down the sheet once. `_open` is the home whose further owners may stand in the next row."""

    def __init__(self, layout: Layout, known: Collection[str], *, strict: bool) -> None:
        self._layout = layout
        self._problems: list[Problem] = []
        self._notes: list[Note] = []
        self._bad: set[int] = set()
        self._places = PlaceReader(layout, known, self._refuse, strict=strict)
        self._people = OwnerReader(layout, self._refuse, self._remark)
        self._subtotals = Subtotals(layout)
        self._drafts: dict[Place, Draft] = {}
        self._open: Draft | None = None
        self._continuations: set[int] = set()
        self._homes: list[HomeLine] = []

    def register(self, rows: Sequence[Row]) -> Register:
        if self._layout.side_by_side is not None:
            self._tell(*self._layout.side_by_side, Unreadable(SIDE_BY_SIDE))
        for row, kind in zip(rows, self._layout.kinds, strict=True):
            if kind is Kind.DATA:
                self._data(row)
            elif kind is Kind.SUBTOTAL:
                self._subtotal(row)
            elif kind is Kind.TITLE:
                self._places.heading(row)
        self._close()
        problems = tuple(sorted(self._problems, key=lambda problem: problem.row))
        return Register(tuple(self._homes), problems, tuple(self._notes), self._counts(len(rows)))

    def _counts(self, rows: int) -> Counts:
        kinds = Counter(self._layout.kinds)
        good = len(self._continuations - self._bad)
        return Counts(
            rows, kinds[Kind.DATA] - len(self._bad) - good, good, len(self._bad), kinds[Kind.TITLE],
            kinds[Kind.HEADER], kinds[Kind.SUBTOTAL], kinds[Kind.BLANK],
        )  # fmt: skip

    # One row

    def _data(self, row: Row) -> None:
        if self._continues(row):
            self._continue(row)
            return
        place = self._places.place(row)
        if place is not None and self._open is not None and place == self._open.place:
            self._again(row, self._open)
            return
        self._close()
        self._open = self._home(row, place or Place("", "", ""))
        self._open.known = place is not None
        if place is not None:
            self._register(self._open)

    def _continues(self, row: Row) -> bool:
        """Whether the row is one more owner of the home above: the room left out, or merged with the one above."""
        layout, home = self._layout, self._open
        if not any(not is_nothing(row.own(index)) for index in layout.people) or not self._places.says_no_room(row):
            return False
        merged = any(index in row.merged and row.text(index) for index in (*layout.homes, *layout.addresses))
        if merged and home is not None:
            return True
        silent = all(is_nothing(row.own(index)) for index in layout.of_home)
        if home is None:
            return silent and not any(not is_nothing(row.own(index)) for index in layout.buildings)
        return silent and (not home.known or self._places.may_belong_to(row, home.place))

    def _continue(self, row: Row) -> None:
        self._continuations.add(row.number)
        if self._open is None:
            self._refuse(row, self._layout.home_column, Unreadable(NO_HOME_ABOVE))
            return
        area = self._area(row, own=True)
        if area is not None and self._open.area_cm2 not in (None, area):
            self._refuse(row, self._layout.home_column, Unreadable(OTHER_AREA, row=self._open.row.number))
        self._add_owners(row, self._open, own=True)

    def _again(self, row: Row, home: Draft) -> None:
        """The row repeats the home above: one more owner, or a row too many."""
        self._continuations.add(row.number)
        if not self._layout.owners or not any(not is_nothing(row.own(index)) for index in self._layout.owners):
            self._refuse(row, self._layout.home_column, Unreadable(SAME_OWNER, row=home.row.number))
            return
        area = self._area(row, own=True)
        if None not in (area, home.area_cm2) and area != home.area_cm2:
            self._refuse(row, self._layout.home_column, Unreadable(OTHER_AREA, row=home.row.number))
            return
        home.area_cm2 = home.area_cm2 or area
        self._add_owners(row, home, own=True)

    def _home(self, row: Row, place: Place) -> Draft:
        draft = Draft(row, place)
        draft.area_cm2 = self._area(row, own=False)
        use = next((row.text(index) for index in self._layout.uses), "")
        draft.use = uses.use(use, place.building, place.room)
        draft.sold = not any(names.is_unsold(row.text(index)) for index in self._layout.owners)
        self._deliver(row, draft)
        self._add_owners(row, draft, own=False)
        return draft

    def _register(self, home: Draft) -> None:
        """Give the home its place, unless another row has it."""
        other = self._drafts.setdefault(home.place, home)
        if other is home:
            self._subtotals.add(home)
            return
        home.known = False
        reason = NOT_BELOW
        if None not in (home.area_cm2, other.area_cm2) and home.area_cm2 != other.area_cm2:
            reason = OTHER_AREA
        elif {owner.name for owner in home.owners} <= {owner.name for owner in other.owners}:
            reason = SAME_OWNER
        self._refuse(home.row, self._layout.home_column, Unreadable(reason, row=other.row.number))

    def _area(self, row: Row, *, own: bool) -> int | None:
        for index in self._layout.areas:
            try:
                return areas.area_cm2(row.own(index) if own else row.text(index))
            except Unreadable as fault:
                self._refuse(row, index, fault)
        return None

    def _deliver(self, row: Row, draft: Draft) -> None:
        for index in self._layout.deliveries:
            written = row.text(index)
            try:
                draft.delivered = deliveries.delivered(written)
            except Unreadable as fault:
                self._refuse(row, index, fault)
                return
            if draft.delivered is None and not is_nothing(written):
                self._notes.append(Note(row.number, DELIVERY_UNCLEAR, {"value": written[:40]}))

    # Owners and their shares

    def _add_owners(self, row: Row, home: Draft, *, own: bool) -> None:
        entries = self._people.owners(row, own=own)
        known = {(owner.name, owner.id_number) for owner in home.owners}
        for entry in entries:
            if (entry.name, entry.id_number) in known:
                below = row is not home.row
                fault = Unreadable(SAME_OWNER, row=home.row.number) if below else Unreadable(OWNER_TWICE)
                self._refuse(row, entry.column, fault)
                return
            known.add((entry.name, entry.id_number))
        home.owners.extend(entries)
        self._add_shares(row, home, entries)

    def _add_shares(self, row: Row, home: Draft, entries: Sequence[Entry]) -> None:
        if not entries:
            return
        column = next(iter(self._layout.shares), None)
        if column is not None and column in row.merged and row is not home.row and home.shares:
            home.shares[-1].owners += len(entries)
        elif column is not None and not is_nothing(row.text(column)):
            home.shares.append(ShareCell(row, column, row.text(column), len(entries)))
        else:
            home.shares.extend(ShareCell(row, entry.column, entry.share, 1) for entry in entries)

    def _close(self) -> None:
        """The home above is complete: settle its shares and keep it."""
        home = self._open
        self._open = None
        if home is None:
            return
        parts = self._parts(home)
        if home.known and home.row.number not in self._bad:
            self._homes.append(home.line(parts))

    def _parts(self, home: Draft) -> Sequence[Fraction | None]:
        parts: list[Fraction | None] = []
        readable = True
        for cell in home.shares:
            try:
                if not isinstance(cell.row.cell(cell.column), str):
                    raise Unreadable(shares.A_DATE)
                parts.extend(shares.shares(cell.written, cell.owners))
            except Unreadable as fault:
                self._refuse(cell.row, cell.column, fault)
                parts.extend([None] * cell.owners)
                readable = False
        if not readable or not parts:
            return parts
        try:
            return shares.settled(parts)
        except Unreadable as fault:
            last = [cell for cell in home.shares if not is_nothing(cell.written)][-1]
            self._refuse(last.row, last.column, fault)
        return parts

    # What is said about the rows

    def _subtotal(self, row: Row) -> None:
        self._close()
        said = self._subtotals.check(row)
        if said is not None:
            self._notes.append(Note(row.number, *said))

    def _refuse(self, row: Row, column: int, fault: Unreadable) -> None:
        self._bad.add(row.number)
        self._tell(row, column, fault)

    def _tell(self, row: Row, column: int, fault: Unreadable) -> None:
        meaning = self._layout.columns.get(column, Column.IGNORE)
        written = row.text(column)
        shown = identity.masked(written) if meaning is Column.ID_NUMBER else written
        self._problems.append(
            Problem(row.number, row.cell_name(column), meaning, shown, fault.reason, fault.fields, fault.suggestion)
        )

    def _remark(self, row: Row, reason: str) -> None:
        self._notes.append(Note(row.number, reason))
