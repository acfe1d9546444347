"""A read register beside what the estate's register says already: what is new, what is there, what contradicts."""

import dataclasses
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from uuid import UUID

from courtyard.core.errors import sentence
from courtyard.core.masking import masked_name
from courtyard.core.quantities import format_cm2
from courtyard.core.register import Column, Counts, HomeLine, Note, OwnerEntry, Problem, Register, letter
from courtyard.core.register.addresses import Place
from courtyard.people.importing.known import Known, KnownHome

FEW, FEW_OF = 2, 10
SHOWN_OWNERS = 4

OTHER_AREA = sentence(
    "The register says {area} ㎡ for this home. If the file is right, correct the home on its page first."
)
OTHER_OWNERS = sentence(
    "The owner on the register is {owners}. If the home was sold, record that on its page first. Here, write what "
    "the register says."
)
SHARES = sentence("Together with the owners already on the register, the shares would add up to more than 100%.")
NEW_BUILDING = sentence(
    "The register has {count} buildings, and none is {building}. If it is new, add it to the register first."
)
WHICH_ENTRANCE = sentence("{building} has several homes {room}. Add the entrance.")
TWICE = sentence("The register has only one home {room} here, and row {other} is already about it.")
KEPT = sentence(
    "Use, sale or handover differs from the register, which was not changed. To change it, correct the home on its "
    "page."
)


@dataclass(frozen=True, slots=True)
class HomePlan:
    """One home of the file: made new, or `known`; then its area may be filled in and owners added."""

    line: HomeLine
    known: KnownHome | None
    fills_area: bool
    owners: tuple[OwnerEntry, ...]

    def ident(self, owner: OwnerEntry) -> str:
        """Names one entry for as long as the file is looked at."""
        return f"{self.line.row}.{self.line.owners.index(owner)}"


@dataclass(frozen=True, slots=True)
class Comparison:
    """The register with the contradictions among its problems, and a plan for each home without one."""

    register: Register
    plans: tuple[HomePlan, ...]


def compare(register: Register, known: Known, columns: Mapping[int, Column]) -> Comparison:
    comparer = _Comparer(register, known, columns)
    plans = [plan for plan in map(comparer.plan, register.homes) if plan]
    return Comparison(_with(register, comparer.problems, comparer.notes), tuple(plans))


class _Comparer:
    def __init__(self, register: Register, known: Known, columns: Mapping[int, Column]) -> None:
        self.problems: list[Problem] = []
        self.notes: list[Note] = []
        self._known = known
        self._columns = {column: index for index, column in reversed(list(columns.items()))}
        self._matched: dict[UUID, int] = {}
        self._odd = self._odd_buildings(register.homes)

    def _odd_buildings(self, homes: Iterable[HomeLine]) -> set[str]:
        """A building nobody knows and hardly anybody lives in is probably a slip of the pen."""
        counts = Counter(home.building for home in homes)
        if not self._known.buildings or counts.total() < FEW * FEW_OF:
            return set()
        return {name for name, count in counts.items() if count <= FEW and name not in self._known.buildings}

    def plan(self, line: HomeLine) -> HomePlan | None:
        before = len(self.problems)
        if line.building in self._odd:
            self._refuse(
                line.row, self._place(Column.BUILDING), line.building, NEW_BUILDING,
                count=len(self._known.buildings), building=line.building,
            )  # fmt: skip
            return None
        home = self._find(line)
        owners = self._new_owners(line, home) if home else line.owners
        if home:
            self._look_at_facts(line, home)
        if len(self.problems) > before:
            return None
        return HomePlan(line, home, bool(home and home.area_cm2 is None and line.area_cm2), owners)

    def _find(self, line: HomeLine) -> KnownHome | None:
        """The home on the register: at the same door, whichever of the two leaves the entrance out."""
        place = Place(line.building, line.entrance, line.name)
        found = self._known.homes.get(place)
        if found is None:
            near = self._known.by_door.get((line.building, line.name), [])
            near = [home for home in near if not line.entrance or not home.entrance]
            if len(near) > 1:
                door = self._place(Column.ENTRANCE, Column.HOME)
                self._refuse(line.row, door, line.name, WHICH_ENTRANCE, building=line.building, room=line.name)
                return None
            found = near[0] if near else None
        if found is not None:
            row = self._matched.setdefault(found.id, line.row)
            if row != line.row:
                self._refuse(line.row, self._place(Column.HOME), line.name, TWICE, room=line.name, other=row)
        return found

    def _look_at_facts(self, line: HomeLine, home: KnownHome) -> None:
        if None not in (line.area_cm2, home.area_cm2) and line.area_cm2 != home.area_cm2:
            area = format_cm2(home.area_cm2 or 0, exact=True)
            written = format_cm2(line.area_cm2 or 0, exact=True)
            self._refuse(line.row, self._place(Column.AREA), written, OTHER_AREA, suggestion=area, area=area)
        other_use = Column.USE in self._columns and line.use != home.use
        other_sale = line.sold != home.sold and (Column.OWNER in self._columns)
        handed = line.delivered is not None and bool(line.delivered) != home.delivered
        if other_use or other_sale or handed:
            self.notes.append(Note(line.row, KEPT))

    def _new_owners(self, line: HomeLine, home: KnownHome) -> tuple[OwnerEntry, ...]:
        """Owners the register has not got yet. It never loses one by an import: that takes a sale."""
        there = self._known.owners.get(home.id, [])
        if not there or not line.owners:
            return line.owners
        names = Counter(owner.name for owner in there)
        if names - Counter(owner.name for owner in line.owners):
            said = "、".join(masked_name(owner.name) for owner in there[:SHOWN_OWNERS])
            entry = line.owners[0]
            self._refuse_at(entry, "、".join(owner.name for owner in line.owners), OTHER_OWNERS, owners=said)
            return ()
        new = []
        for owner in line.owners:
            if names[owner.name]:
                names[owner.name] -= 1
            else:
                new.append(owner)
        if sum((part for part in (*_shares(there), *_shares(new)) if part), start=Fraction(0)) > 1:
            self._refuse_at(new[0], new[0].name, SHARES)
        return tuple(new)

    def _place(self, *columns: Column) -> int:
        """Where it stands in the file, or where the home does."""
        wanted = (*columns, Column.HOME, Column.ADDRESS)
        return next((self._columns[column] for column in wanted if column in self._columns), 0)

    def _refuse(self, row: int, index: int, value: str, reason: str, *, suggestion: str = "", **fields: object) -> None:
        meaning = next((column for column, at in self._columns.items() if at == index), Column.IGNORE)
        self.problems.append(Problem(row, f"{letter(index)}{row}", meaning, value, reason, fields, suggestion))

    def _refuse_at(self, entry: OwnerEntry, value: str, reason: str, **fields: object) -> None:
        self.problems.append(Problem(entry.row, entry.cell, Column.OWNER, value, reason, fields))


def _shares(owners: Iterable["OwnerEntry | object"]) -> list[Fraction | None]:
    return [getattr(owner, "share", None) for owner in owners]


def _with(register: Register, problems: Sequence[Problem], notes: Sequence[Note]) -> Register:
    """The register once these problems are counted among its own: a bad row is no home."""
    if not problems and not notes:
        return register
    bad = {problem.row for problem in problems} - {problem.row for problem in register.problems}
    homes = tuple(home for home in register.homes if home.row not in bad)
    counts = _moved(register.counts, len(register.homes) - len(homes), len(bad))
    every = tuple(sorted((*register.problems, *problems), key=lambda problem: problem.row))
    return Register(homes, every, (*register.notes, *notes), counts)


def _moved(counts: Counts, homes: int, bad: int) -> Counts:
    return dataclasses.replace(
        counts, homes=counts.homes - homes, continuations=counts.continuations - (bad - homes), bad=counts.bad + bad
    )
