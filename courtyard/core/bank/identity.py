"""The same line twice is one line: the same file again, files that overlap, two exports of one account.

A bank's own number identifies a line together with its day and amount, since banks give one number to a transfer and
its fee, and begin anew each day. Where there is no number, what the line says does; of lines that say the same on one
day there are as many as the file with the most of them shows.
"""

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import sha256

from courtyard.core.bank.statement import Line
from courtyard.core.register.text import squeeze

KEY_MAX = 60
_HEX = 40


@dataclass(frozen=True, slots=True)
class Identity:
    """What is kept of a line to know it again: `key` is unique in its account, `content` is shared by equal lines."""

    key: str
    content: str

    @property
    def has_serial(self) -> bool:
        return self.key.startswith("s")


@dataclass(frozen=True, slots=True)
class Recognised:
    """What a file adds to the lines that are kept already.

    `new` are lines to keep, in the file's order. `renamed` are keys of kept lines that had no number so far, each with
    the key by the number it turns out to have: change it, or a later equal payment is taken for this one.
    """

    new: tuple[tuple[Line, Identity], ...]
    renamed: tuple[tuple[str, str], ...]


def recognise(account: str, lines: Sequence[Line], known: Iterable[Identity]) -> Recognised:
    """Which lines of one file are new. `account` is the same text for every file of one account.

    `known` are the identities kept of that account, at least those of the days of these lines. Give the lines oldest
    first, as a Statement has them. A file that holds a day in part holds its beginning, as an export of today does;
    of a part that begins later, equal lines without number and balance may be taken for those before.
    """
    identities = _identities(account, lines)
    by_key = {identity.key: identity for identity in known}
    kept: dict[str, list[Identity]] = {}
    for identity in by_key.values():
        kept.setdefault(identity.content, []).append(identity)
    new: dict[int, Identity] = {}
    renamed: list[tuple[str, str]] = []
    for content, places in _by_content(identities, by_key).items():
        _settle(places, identities, kept.get(content, ()), new, renamed)
    return Recognised(tuple((lines[at], new[at]) for at in sorted(new)), tuple(renamed))


def _identities(account: str, lines: Sequence[Line]) -> list[Identity]:
    """Of each line: its key by number, or an empty key where it has none; and its content."""
    count: Counter[str] = Counter()
    found: list[Identity] = []
    for line in lines:
        content = _hashed(
            account, line.day.isoformat(), line.fen, line.balance_fen, _same(line.name), _same(line.account),
            _same(line.text),
        )  # fmt: skip
        key = ""
        if line.serial:
            number = _hashed(account, line.serial, line.day.isoformat(), line.fen)
            count[number] += 1
            key = f"s{number}.{count[number]}"
        found.append(Identity(key, content))
    return found


def _by_content(identities: Sequence[Identity], known: dict[str, Identity]) -> dict[str, list[int]]:
    """The places of the lines that say the same, without those known by their number under other words."""
    places: dict[str, list[int]] = {}
    for at, identity in enumerate(identities):
        kept = known.get(identity.key)
        if kept is None or kept.content == identity.content:
            places.setdefault(identity.content, []).append(at)
    return places


def _settle(
    places: Sequence[int], identities: Sequence[Identity], kept: Sequence[Identity], new: dict[int, Identity],
    renamed: list[tuple[str, str]],
) -> None:  # fmt: skip
    """Lines that say the same: numbers not seen before take the place of kept lines without one, then are new."""
    keys = {identity.key for identity in kept}
    free = sorted(identity.key for identity in kept if not identity.has_serial)
    total = len(kept)
    for at in places:
        identity = identities[at]
        if not identity.key or identity.key in keys:
            continue
        if free:
            renamed.append((free.pop(0), identity.key))
        else:
            new[at] = identity
            total += 1
    unnumbered = [at for at in places if not identities[at].key]
    more = max(len(places) - total, 0)
    for number, at in enumerate(unnumbered[len(unnumbered) - more :], start=total + 1):
        content = identities[at].content
        new[at] = Identity(f"c{content}.{number}", content)


def _hashed(*parts: str | int | None) -> str:
    return sha256(json.dumps(parts, ensure_ascii=False).encode()).hexdigest()[:_HEX]


def _same(text: str) -> str:
    """However it is spaced and whatever the width of its letters."""
    return squeeze(text).lower()
