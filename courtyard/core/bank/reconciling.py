"""Why the books and the bank do not say the same on a day: every difference named, and together they are the whole.

What is booked cites the lines of the bank it comes from. Entries and lines that cite each other are one affair; an
affair whose two sums are equal is settled, and any other is a difference of exactly what its sums differ by.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from courtyard.core.errors import sentence


class Kind(StrEnum):
    """What a difference is."""

    OPENING = "opening"
    ON_THE_WAY = "on_the_way"
    NOT_AT_BANK = "not_at_bank"
    NOT_YET_BOOKED = "not_yet_booked"
    NOT_BOOKED = "not_booked"
    BOOKED_TWICE = "booked_twice"
    AT_BANK_TWICE = "at_bank_twice"
    AMOUNT = "amount"


SAYS: Mapping[Kind, str] = {
    Kind.OPENING: sentence("The books begin with another balance than the bank."),
    Kind.ON_THE_WAY: sentence("It is booked, and the bank has it only after this day."),
    Kind.NOT_AT_BANK: sentence("It is booked, and the bank has no such line."),
    Kind.NOT_YET_BOOKED: sentence("The bank has it, and it is booked only after this day."),
    Kind.NOT_BOOKED: sentence("The bank has it, and it is not booked."),
    Kind.BOOKED_TWICE: sentence("It looks as if this was booked twice."),
    Kind.AT_BANK_TWICE: sentence("It looks as if the bank carried this out twice, or the line was taken in twice."),
    Kind.AMOUNT: sentence("The amount in the books is not the amount at the bank."),
}


@dataclass(frozen=True, slots=True)
class Movement:
    """One movement of the account: fen above nought for money in.

    `alike` is equal for movements that say the same of whom and what for; empty where that is not told.
    """

    id: str
    day: date
    fen: int
    alike: str = ""


@dataclass(frozen=True, slots=True)
class AtBank(Movement):
    """One line of the bank."""


@dataclass(frozen=True, slots=True)
class Booked(Movement):
    """One movement of the bank account in the books. `lines` are the lines of the bank it cites."""

    lines: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Difference:
    """`fen` is how much more the books have than the bank because of it; below nought, how much less."""

    kind: Kind
    day: date
    fen: int
    booked: tuple[str, ...]
    lines: tuple[str, ...]

    def text(self, translate: Callable[[str], str] = str) -> str:
        return translate(SAYS[self.kind])


@dataclass(frozen=True, slots=True)
class Reconciliation:
    """Both balances at the end of `day`, in fen. `book_fen - bank_fen` is the sum of the differences."""

    day: date
    book_fen: int
    bank_fen: int
    differences: tuple[Difference, ...]

    @property
    def agrees(self) -> bool:
        return not self.differences


def reconcile(
    day: date, *, book_opening_fen: int, booked: Sequence[Booked], bank_opening_fen: int, lines: Sequence[AtBank]
) -> Reconciliation:
    """Holds the books against the bank at the end of `day`.

    The openings are what either side had before the first of what is handed in. What is dated after `day` does not
    count, and says what is on its way. A citation of a line that is not handed in counts as none. Ids are unique.
    """
    book_fen = book_opening_fen + sum(entry.fen for entry in booked if entry.day <= day)
    bank_fen = bank_opening_fen + sum(line.fen for line in lines if line.day <= day)
    found = [_difference(day, affair) for affair in _affairs(booked, lines)]
    differences = _twice([one for one in found if one is not None], day, booked, lines)
    differences.sort(key=lambda one: (one.day, one.booked, one.lines))
    if book_opening_fen != bank_opening_fen:
        days = [*(entry.day for entry in booked), *(line.day for line in lines), day]
        opening = Difference(Kind.OPENING, min(days), book_opening_fen - bank_opening_fen, (), ())
        differences.insert(0, opening)
    assert book_fen - bank_fen == sum(one.fen for one in differences), "the differences are the whole difference"
    return Reconciliation(day, book_fen, bank_fen, tuple(differences))


@dataclass(frozen=True, slots=True)
class _Affair:
    """Entries and lines that cite each other."""

    booked: tuple[Booked, ...]
    lines: tuple[AtBank, ...]


def _affairs(booked: Sequence[Booked], lines: Sequence[AtBank]) -> list[_Affair]:
    """Everything once, in groups that hang together by citations."""
    known = {line.id for line in lines}
    leader = {("line", line.id): ("line", line.id) for line in lines}
    leader |= {("booked", entry.id): ("booked", entry.id) for entry in booked}

    def first(one: tuple[str, str]) -> tuple[str, str]:
        while leader[one] != one:
            leader[one] = leader[leader[one]]
            one = leader[one]
        return one

    for entry in booked:
        for cited in entry.lines:
            if cited in known:
                leader[first(("booked", entry.id))] = first(("line", cited))
    groups: dict[tuple[str, str], tuple[list[Booked], list[AtBank]]] = {}
    for entry in sorted(booked, key=lambda one: (one.day, one.id)):
        groups.setdefault(first(("booked", entry.id)), ([], []))[0].append(entry)
    for line in sorted(lines, key=lambda one: (one.day, one.id)):
        groups.setdefault(first(("line", line.id)), ([], []))[1].append(line)
    return [_Affair(tuple(entries), tuple(cited)) for entries, cited in groups.values()]


def _difference(day: date, affair: _Affair) -> Difference | None:
    booked = [entry for entry in affair.booked if entry.day <= day]
    lines = [line for line in affair.lines if line.day <= day]
    fen = sum(entry.fen for entry in booked) - sum(line.fen for line in lines)
    if fen == 0:
        return None
    kind = _kind(affair, booked, lines, fen)
    when = min([*(entry.day for entry in booked), *(line.day for line in lines)])
    return Difference(kind, when, fen, tuple(one.id for one in booked), tuple(one.id for one in lines))


def _kind(affair: _Affair, booked: Sequence[Booked], lines: Sequence[AtBank], fen: int) -> Kind:
    if not lines:
        return Kind.ON_THE_WAY if affair.lines else Kind.NOT_AT_BANK
    if not booked:
        return Kind.NOT_YET_BOOKED if affair.booked else Kind.NOT_BOOKED
    if fen == _repeated(booked):
        return Kind.BOOKED_TWICE
    late = sum(line.fen for line in affair.lines) - sum(line.fen for line in lines)
    if late and fen == late:
        return Kind.ON_THE_WAY
    later = sum(entry.fen for entry in affair.booked) - sum(entry.fen for entry in booked)
    return Kind.NOT_YET_BOOKED if later and fen == -later else Kind.AMOUNT


def _repeated(booked: Iterable[Booked]) -> int:
    """What entries come to that have the same amount and cite the same lines as one before."""
    seen: set[tuple[int, tuple[str, ...]]] = set()
    fen = 0
    for entry in booked:
        key = (entry.fen, tuple(sorted(entry.lines)))
        fen += entry.fen if key in seen else 0
        seen.add(key)
    return fen


def _twice(
    differences: Sequence[Difference], day: date, booked: Sequence[Booked], lines: Sequence[AtBank]
) -> list[Difference]:
    """What has no counterpart, and is like another of that day, was probably done twice."""
    lonely_entries = {one.booked[0] for one in differences if one.kind is Kind.NOT_AT_BANK}
    lonely_lines = {one.lines[0] for one in differences if one.kind is Kind.NOT_BOOKED}
    entries_again = _again([entry for entry in booked if entry.day <= day], lonely_entries)
    lines_again = _again([line for line in lines if line.day <= day], lonely_lines)
    found: list[Difference] = []
    for one in differences:
        if one.booked and not one.lines and one.booked[0] in entries_again:
            found.append(replace(one, kind=Kind.BOOKED_TWICE))
        elif one.lines and not one.booked and one.lines[0] in lines_again:
            found.append(replace(one, kind=Kind.AT_BANK_TWICE))
        else:
            found.append(one)
    return found


def _again(sames: Sequence[Movement], lonely: Collection[str]) -> set[str]:
    """The lonely ones that are like one with a counterpart, or like a lonely one before."""
    first: dict[tuple[date, int, str], str] = {}
    for one in sorted(sames, key=lambda one: (one.id in lonely, one.id)):
        first.setdefault((one.day, one.fen, one.alike), one.id)
    return {one.id for one in sames if one.alike and one.id in lonely} - set(first.values())
