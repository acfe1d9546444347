"""What differs between two versions of a catalogue: an item is known by its code, a level by field and number."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from enum import Enum
from typing import Any

from courtyard.core.standards.draft import Draft, ItemLine, LevelLine


class Kind(Enum):
    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class Difference:
    """One line that is new, gone or changed; of a changed one, which of its parts: (name, before, after)."""

    kind: Kind
    line: LevelLine | ItemLine
    parts: tuple[tuple[str, str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Differences:
    levels: tuple[Difference, ...]
    items: tuple[Difference, ...]

    def __bool__(self) -> bool:
        return bool(self.levels or self.items)

    def count(self, kind: Kind) -> int:
        return sum(one.kind is kind for one in (*self.levels, *self.items))


def differences(before: Draft, after: Draft) -> Differences:
    return Differences(
        _between(before.levels, after.levels, lambda one: (one.field, one.number)),
        _between(before.items, after.items, lambda one: one.code),
    )


def _between(before: Sequence[Any], after: Sequence[Any], key: Any) -> tuple[Difference, ...]:
    old, new = {key(one): one for one in before}, {key(one): one for one in after}
    found = [Difference(Kind.REMOVED, one) for name, one in old.items() if name not in new]
    for name, one in new.items():
        if name not in old:
            found.append(Difference(Kind.ADDED, one))
        elif old[name] != one:
            found.append(Difference(Kind.CHANGED, one, _parts(old[name], one)))
    return tuple(found)


def _parts(before: Any, after: Any) -> tuple[tuple[str, str, str], ...]:
    named = ((one.name, getattr(before, one.name), getattr(after, one.name)) for one in fields(after))
    return tuple((name, _said(old), _said(new)) for name, old, new in named if old != new)


def _said(value: Any) -> str:
    return "" if value is None else str(value)
