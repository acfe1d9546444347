"""A home while its rows are still being read."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

from courtyard.core.register import names
from courtyard.core.register.addresses import Place
from courtyard.core.register.owners import Entry
from courtyard.core.register.result import HomeLine, OwnerEntry
from courtyard.core.register.rows import Row, letter
from courtyard.core.register.uses import Use


@dataclass(slots=True)
class ShareCell:
    """One cell of shares, and how many owners it speaks for: a merged one speaks for those of several rows."""

    row: Row
    column: int
    written: str
    owners: int


@dataclass(slots=True)
class Draft:
    row: Row
    place: Place
    area_cm2: int | None = None
    use: Use = Use.DWELLING
    delivered: date | bool | None = None
    sold: bool = True
    known: bool = True
    owners: list[Entry] = field(default_factory=list)
    shares: list[ShareCell] = field(default_factory=list)

    def line(self, parts: Sequence[Fraction | None]) -> HomeLine:
        return HomeLine(
            self.row.number, self.place.building, self.place.entrance, self.place.room, self.area_cm2, self.use,
            self.delivered, self.sold, tuple(map(_entry, self.owners, parts)),
        )  # fmt: skip


def _entry(owner: Entry, share: Fraction | None) -> OwnerEntry:
    cell = f"{letter(owner.column)}{owner.row}"
    return OwnerEntry(owner.name, owner.phone, share, owner.id_number, owner.row, cell, names.is_legal(owner.name))
