"""What was published, frozen: numbers as data and files by their hash, in one spelling; and what changed between two.

A snapshot's hash is SHA-256 over its format and its canonical JSON, so that anybody can check a copy. Amounts are whole
numbers, their unit the last word of their name (`balance_fen`). A correction is another snapshot, never an edit.
"""

import hashlib
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Generic, Protocol, TypeVar

from courtyard.core.chain import canonical
from courtyard.core.errors import BadInput, sentence

FORMAT = "courtyard-snapshot/1"
ROWS_MAX, AMOUNTS_MAX, FILES_MAX = 10_000, 20, 50
KEY_MAX, LABEL_MAX, TEXT_MAX = 120, 200, 4_000
AMOUNT_MAX = 10**18
_NAME = re.compile(r"[a-z][a-z0-9_]{0,39}")
_HASH = re.compile(r"[0-9a-f]{64}")


class BadSnapshot(BadInput):
    """What cannot be published as it is: an amount that is no whole number, a key that stands twice, no such file."""

    says = sentence("This cannot be published as it is: {reason}.")


class Keyed(Protocol):
    @property
    def key(self) -> str: ...


Part = TypeVar("Part", bound=Keyed)


@dataclass(frozen=True, slots=True)
class Row:
    """One line of what was published: a key that stays the same from version to version, words, and amounts by name.

    Raises BadSnapshot for an amount that is no whole number, a name that is none, or words that are too long.
    """

    key: str
    label: str
    amounts: Mapping[str, int]
    text: str = ""

    def __post_init__(self) -> None:
        _words(self.key, KEY_MAX)
        _words(self.label, LABEL_MAX)
        if len(self.text) > TEXT_MAX or len(self.amounts) > AMOUNTS_MAX:
            raise BadSnapshot(reason=f"“{self.key}” holds too much")
        for name, amount in self.amounts.items():
            if type(amount) is not int or abs(amount) > AMOUNT_MAX or not _NAME.fullmatch(name):
                raise BadSnapshot(reason=f"“{name}” of “{self.key}” is no whole number")
        object.__setattr__(self, "amounts", MappingProxyType(dict(sorted(self.amounts.items()))))

    def __hash__(self) -> int:
        return hash((self.key, self.label, self.text, tuple(self.amounts.items())))

    def data(self) -> dict[str, Any]:
        return {"key": self.key, "label": self.label, "text": self.text, "amounts": dict(self.amounts)}


@dataclass(frozen=True, slots=True)
class File:
    """A file that was published with it: its name as people read it, its SHA-256 and its size in bytes."""

    name: str
    sha256: str
    size: int

    def __post_init__(self) -> None:
        _words(self.name, LABEL_MAX)
        if not _HASH.fullmatch(self.sha256) or type(self.size) is not int or self.size < 0:
            raise BadSnapshot(reason=f"“{self.name}” has no hash or no size")

    @property
    def key(self) -> str:
        return self.name

    def data(self) -> dict[str, Any]:
        return {"name": self.name, "sha256": self.sha256, "size": self.size}


@dataclass(frozen=True, slots=True)
class Snapshot:
    """What was published of a line of the rulebook for an occasion.

    Rows stand in the order of their keys, files in that of their names, however they were given. Raises BadSnapshot for
    a key or a name that stands twice.
    """

    line: str
    occasion: str
    rows: tuple[Row, ...]
    files: tuple[File, ...] = ()

    def __post_init__(self) -> None:
        if len(self.rows) > ROWS_MAX or len(self.files) > FILES_MAX:
            raise BadSnapshot(reason=f"there are more than {ROWS_MAX} rows or {FILES_MAX} files")
        object.__setattr__(self, "rows", _in_order(self.rows))
        object.__setattr__(self, "files", _in_order(self.files))

    def canonical(self) -> str:
        """JSON with one spelling: what is hashed, kept and given out."""
        return canonical(
            {
                "format": FORMAT,
                "line": self.line,
                "occasion": self.occasion,
                "rows": [row.data() for row in self.rows],
                "files": [one.data() for one in self.files],
            }
        )

    @property
    def digest(self) -> str:
        """64 hex digits (SHA-256) of the canonical form."""
        return hashlib.sha256(self.canonical().encode()).hexdigest()


def read_snapshot(text: str) -> Snapshot:
    """The snapshot behind its canonical form. Raises BadSnapshot for any other text, however alike."""
    try:
        said = json.loads(text)
        rows = tuple(Row(**row) for row in said["rows"])
        files = tuple(File(**one) for one in said["files"])
        read = Snapshot(said["line"], said["occasion"], rows, files)
        same = read.canonical() == text
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise BadSnapshot(reason="it is no snapshot") from error
    if not same:
        raise BadSnapshot(reason="it is not in its one spelling")
    return read


@dataclass(frozen=True, slots=True)
class Changed(Generic[Part]):
    """What stands in both versions under one key, and differs."""

    before: Part
    after: Part

    def amounts(self) -> tuple[tuple[str, int | None, int | None], ...]:
        """Of two rows, the amounts that differ: name, before, after; None where there was or is none. By name."""
        before: Mapping[str, int] = getattr(self.before, "amounts", {})
        after: Mapping[str, int] = getattr(self.after, "amounts", {})
        names = sorted({*before, *after})
        return tuple((n, before.get(n), after.get(n)) for n in names if before.get(n) != after.get(n))


@dataclass(frozen=True, slots=True)
class Delta(Generic[Part]):
    """What was added, is gone, and changed, each in the order of keys."""

    added: tuple[Part, ...] = ()
    gone: tuple[Part, ...] = ()
    changed: tuple[Changed[Part], ...] = ()

    def __bool__(self) -> bool:
        return bool(self.added or self.gone or self.changed)

    def apply(self, parts: Iterable[Part]) -> tuple[Part, ...]:
        """The parts after it. Raises BadSnapshot where they are not those it was made from."""
        now = {one.key: one for one in parts}
        for one in (*self.gone, *(change.before for change in self.changed)):
            if now.pop(one.key, None) != one:
                raise BadSnapshot(reason=f"“{one.key}” is not as it was")
        for one in (*self.added, *(change.after for change in self.changed)):
            if one.key in now:
                raise BadSnapshot(reason=f"“{one.key}” is there already")
            now[one.key] = one
        return _in_order(now.values())


@dataclass(frozen=True, slots=True)
class Difference:
    """Between two versions: of rows and of files. It is false where there is none."""

    rows: Delta[Row]
    files: Delta[File]

    def __bool__(self) -> bool:
        return bool(self.rows) or bool(self.files)

    def apply(self, old: Snapshot) -> Snapshot:
        """The newer version, from the older one. Raises BadSnapshot where that is not the one it was made from."""
        return Snapshot(old.line, old.occasion, self.rows.apply(old.rows), self.files.apply(old.files))


def difference(old: Snapshot, new: Snapshot) -> Difference:
    """What a newer version changed. Two occasions can be compared, too: this quarter with the one before."""
    return Difference(_delta(old.rows, new.rows), _delta(old.files, new.files))


def _delta(old: tuple[Part, ...], new: tuple[Part, ...]) -> Delta[Part]:
    before, after = {one.key: one for one in old}, {one.key: one for one in new}
    return Delta(
        added=tuple(one for key, one in after.items() if key not in before),
        gone=tuple(one for key, one in before.items() if key not in after),
        changed=tuple(Changed(before[key], one) for key, one in after.items() if before.get(key, one) != one),
    )


def _in_order(parts: Iterable[Part]) -> tuple[Part, ...]:
    ordered = tuple(sorted(parts, key=lambda one: one.key))
    if len({one.key for one in ordered}) != len(ordered):
        raise BadSnapshot(reason="a key stands twice")
    return ordered


def _words(text: str, most: int) -> None:
    if not isinstance(text, str) or not text.strip() or len(text) > most:
        raise BadSnapshot(reason=f"a name has 1 to {most} characters")
