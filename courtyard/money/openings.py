"""A list of what homes have in the fund, between its file and the books: read, matched to homes, checked."""

from collections.abc import Sequence
from dataclasses import dataclass

from courtyard.core.bank import Fault, OpeningColumn, OpeningGuess, guess_opening, read_openings
from courtyard.core.bank import OpeningLine as Read
from courtyard.core.books.opening import OpeningLine, check_opening
from courtyard.core.errors import sentence
from courtyard.core.register.rows import Row
from courtyard.money.models import FirstDeposit, OpeningList
from courtyard.people.importing import kept
from courtyard.places import sheets
from courtyard.places.models import Building, Estate, Home, label

HAS_ONE = sentence("What this home has in the fund was entered before. Take that entry back first.")
TWO_HOMES = sentence("There is more than one home {home} in this building. Say its entrance, too.")


@dataclass(frozen=True, slots=True)
class Balance:
    """A home of the estate, and what the list says of it, in fen."""

    home: Home
    fen: int
    first_fen: int | None


@dataclass(frozen=True, slots=True)
class Looked:
    """What a list was found to say. With `faults` it is not taken."""

    guess: OpeningGuess
    columns: tuple[OpeningColumn, ...]
    balances: Sequence[Balance]
    faults: Sequence[Fault]
    notes: Sequence[Fault]

    @property
    def fen(self) -> int:
        return sum(one.fen for one in self.balances)


def rows_of(opening: OpeningList) -> Sequence[Row]:
    """The file's rows, out of its seal. Raises Gone once it is removed."""
    return sheets.read(kept.read(opening.file), opening.name, sheet=opening.sheet or None).rows


def look_into(opening: OpeningList) -> Looked:
    """Raises what `read_openings` refuses as a whole."""
    rows = rows_of(opening)
    guess = guess_opening(rows)
    columns = tuple(OpeningColumn(one) for one in opening.columns) or guess.columns
    names = list(Building.objects.filter(estate=opening.estate_id).values_list("name", flat=True)[:2])
    only = names[0] if len(names) == 1 else ""
    read = read_openings(rows, columns, stated_fen=opening.stated_fen, building=only)
    balances, faults = _matched(opening.estate, read.lines)
    return Looked(guess, columns, balances, sorted([*read.faults, *faults], key=lambda one: one.row), read.notes)


def _matched(estate: Estate, lines: Sequence[Read]) -> tuple[list[Balance], list[Fault]]:
    """The homes of the lines; what is no home here, or stands twice, by row."""
    homes = _Homes(estate)
    entered = set(
        FirstDeposit.objects.filter(estate=estate, opening__entry__reversed_by__isnull=True).values_list(
            "home", flat=True
        )
    )
    balances, faults, checked = [], [], []
    for line in lines:
        found = homes.of(line)
        said = label(line.building, line.entrance, line.room)
        if len(found) > 1:
            faults.append(Fault(line.row, TWO_HOMES, {"home": said}))
            continue
        home = found[0] if found else None
        checked.append(OpeningLine(line.row, home.label if home else said, line.building, 0, line.balance_fen))
        if home is not None and home.pk in entered:
            faults.append(Fault(line.row, HAS_ONE))
        elif home is not None:
            balances.append(Balance(home, line.balance_fen, line.deposit_fen))
    wrong = check_opening(checked, homes.labels)
    return balances, faults + [Fault(one.row, one.says, one.fields) for one in wrong]


class _Homes:
    """An estate's homes by what lists call them."""

    def __init__(self, estate: Estate) -> None:
        rows = list(Home.objects.filter(estate=estate).with_place())
        self.labels = {home.label for home in rows}
        self._at: dict[tuple[str, str, str], Home] = {}
        self._in: dict[tuple[str, str], list[Home]] = {}
        for home in rows:
            self._at[home.building.name, home.entrance.name if home.entrance else "", home.name] = home
            self._in.setdefault((home.building.name, home.name), []).append(home)

    def of(self, line: Read) -> list[Home]:
        """One home; none; or several where the entrance is missing. An entrance that the register has not is wrong."""
        exact = self._at.get((line.building, line.entrance, line.room))
        if exact is not None:
            return [exact]
        return [] if line.entrance else self._in.get((line.building, line.room), [])
