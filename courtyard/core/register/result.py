"""What a sheet says once it is read: homes, owners, and every place where it cannot be read."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import Any

from courtyard.core.register.columns import Column
from courtyard.core.register.uses import Use


@dataclass(frozen=True, slots=True)
class OwnerEntry:
    """One owner of one home, as written at `cell`. A share of None is one the sheet leaves open."""

    name: str
    phone: str
    share: Fraction | None
    id_number: str = field(repr=False)
    row: int
    cell: str
    legal: bool


@dataclass(frozen=True, slots=True)
class HomeLine:
    """One home. `delivered` is the day, or whether, or None where the sheet leaves it open; so is the area."""

    row: int
    building: str
    entrance: str
    name: str
    area_cm2: int | None
    use: Use
    delivered: date | bool | None
    sold: bool
    owners: tuple[OwnerEntry, ...]


@dataclass(frozen=True, slots=True)
class Problem:
    """One cell that must be put right. `value` is what stands there, an identity number masked.

    `suggestion` is what was probably meant, where that can be told; it is never taken without the person.
    """

    row: int
    cell: str
    column: Column
    value: str
    reason: str
    fields: Mapping[str, Any] = field(default_factory=dict)
    suggestion: str = ""

    def text(self, translate: Callable[[str], str] = str) -> str:
        return translate(self.reason).format(**self.fields)


@dataclass(frozen=True, slots=True)
class Note:
    """Something worth knowing that keeps nobody from importing."""

    row: int
    reason: str
    fields: Mapping[str, Any] = field(default_factory=dict)

    def text(self, translate: Callable[[str], str] = str) -> str:
        return translate(self.reason).format(**self.fields)


@dataclass(frozen=True, slots=True)
class Counts:
    """Every row of the sheet, once: homes, further rows of their owners, bad rows, and those skipped."""

    rows: int
    homes: int
    continuations: int
    bad: int
    titles: int
    headers: int
    subtotals: int
    blank: int

    @property
    def skipped(self) -> int:
        return self.titles + self.headers + self.subtotals + self.blank


@dataclass(frozen=True, slots=True)
class Register:
    """The whole sheet. `homes` are those whose own row has no problem; `buildings` in order of appearance."""

    homes: tuple[HomeLine, ...]
    problems: tuple[Problem, ...]
    notes: tuple[Note, ...]
    counts: Counts

    @property
    def buildings(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(home.building for home in self.homes))

    @property
    def owners(self) -> int:
        """Ownership entries: a home that two own counts two."""
        return sum(len(home.owners) for home in self.homes)

    @property
    def area_cm2(self) -> int:
        return sum(home.area_cm2 or 0 for home in self.homes)
