"""The books held against the bank on a day: every difference with the entries and lines it is made of."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from courtyard.core import bank as core
from courtyard.money.models import BankAccount, BankLine, Statement
from courtyard.money.queries.bank import Movement, cited_of, movements_of, opening_fen


@dataclass(frozen=True, slots=True)
class Explained:
    """One difference, with what it is about."""

    difference: core.Difference
    entries: tuple[Movement, ...]
    lines: tuple[BankLine, ...]


@dataclass(frozen=True, slots=True)
class Reconciled:
    """`stated_fen` is the balance that the bank itself writes on its last line up to the day, where it does:
    if it is not what opening and lines come to, lines are missing (`missing_fen`)."""

    found: core.Reconciliation
    explained: tuple[Explained, ...]
    told_until: date | None
    stated_fen: int | None
    opening_known: bool

    @property
    def missing_fen(self) -> int:
        return 0 if self.stated_fen is None else self.stated_fen - self.found.bank_fen


def reconciled(account: BankAccount, day: date) -> Reconciled:
    """Six queries, however many entries and lines."""
    moves = movements_of(account)
    lines = list(BankLine.objects.filter(account=account.pk).order_by("day", "number"))
    books = opening_fen(account)
    opening = _bank_opening(account, lines)
    found = core.reconcile(
        day, book_opening_fen=books, booked=_booked(moves, cited_of(account), day),
        bank_opening_fen=books if opening is None else opening, lines=[_at_bank(one) for one in lines],
    )  # fmt: skip
    entries, by_id = {one.id.hex: one for one in moves}, {one.pk.hex: one for one in lines}
    explained = tuple(
        Explained(one, tuple(entries[key] for key in one.booked), tuple(by_id[key] for key in one.lines))
        for one in found.differences
    )
    until = [one for one in lines if one.day <= day]
    stated = until[-1].balance_fen if until else None
    return Reconciled(found, explained, _told_until(account), stated, opening is not None)


def _bank_opening(account: BankAccount, lines: Sequence[BankLine]) -> int | None:
    """What was at the bank before the first line: as somebody said, or by the bank's own figures."""
    if account.opening_fen is not None:
        return account.opening_fen
    if lines and lines[0].balance_fen is not None:
        return lines[0].balance_fen - lines[0].fen
    first = Statement.objects.filter(account=account.pk).order_by("first_on", "imported_at").first()
    return first.opening_fen if first else None


def _told_until(account: BankAccount) -> date | None:
    rows = Statement.objects.filter(account=account.pk).order_by("-last_on")
    return rows.values_list("last_on", flat=True).first()


def _booked(moves: Sequence[Movement], cited: Iterable[tuple[UUID, UUID]], day: date) -> list[core.Booked]:
    """A reversal cites what it takes back does; one and the other that cite nothing, both booked, are nothing."""
    lines: defaultdict[UUID, list[str]] = defaultdict(list)
    for entry, line in cited:
        lines[entry].append(line.hex)
    gone = _undone(moves, lines, day)
    return [
        core.Booked(
            one.id.hex, one.day, one.fen, one.what, tuple(lines.get(one.id) or lines.get(one.reverses or one.id) or ())
        )
        for one in moves
        if one.id not in gone
    ]


def _undone(moves: Sequence[Movement], lines: Mapping[UUID, Sequence[str]], day: date) -> set[UUID]:
    there = {one.id: one for one in moves if one.day <= day}
    gone: set[UUID] = set()
    for one in there.values():
        if one.reverses in there and not lines.get(one.id) and not lines.get(one.reverses):
            gone |= {one.id, one.reverses}
    return gone


def _at_bank(one: BankLine) -> core.AtBank:
    return core.AtBank(one.pk.hex, one.day, one.fen, f"{one.name} {one.text}".strip())
