"""The record's arithmetic: how a line is sealed to the one before it, and how anyone checks that.

A line's digest is SHA-256 over the digest before it and everything the line says openly; personal words
enter only as salted digests. So words can be erased and the chain still verifies, while changed words do not.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

FORMAT = "courtyard-line/1"
GENESIS = "0" * 64


class SealedLine(NamedTuple):
    """One line as it is sealed: ids as 32 hex digits, times as ISO 8601 in UTC with microseconds and a Z.

    `body` and `digests` are canonical JSON as text; `words` is canonical JSON or None once erased.
    """

    node: str
    seq: int
    kind: str
    about: str
    by: str
    whom: str
    at: str
    sealed_at: str
    body: str
    digests: str
    digest: str
    words: str | None


@dataclass(frozen=True, slots=True)
class Fault:
    """What does not hold: which chain, which line, and why, in a few plain words."""

    node: str
    seq: int
    reason: str


def canonical(value: Any) -> str:
    """JSON with one spelling: sorted keys, no spaces, no floats. Raises ValueError for what JSON cannot say."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)


def seal(before: str, line: SealedLine) -> str:
    """The digest of `line` after the line whose digest is `before`: 64 hex digits (SHA-256)."""
    text = "\n".join((FORMAT, before, line.node, str(line.seq), *line[2:10]))
    return hashlib.sha256(text.encode()).hexdigest()


def word_digest(salt: str, field: str, value: Any) -> str:
    """The salted digest of one personal field: 64 hex digits (SHA-256)."""
    return hashlib.sha256(f"{salt}\n{field}\n{canonical(value)}".encode()).hexdigest()


def digests_of(words: Mapping[str, tuple[str, Any]]) -> str:
    """Canonical JSON {field: digest} of {field: (salt, value)}; empty text where nothing is personal."""
    return (
        canonical({field: word_digest(salt, field, value) for field, (salt, value) in words.items()}) if words else ""
    )


def check(
    before: str,
    lines: Iterable[SealedLine],
    *,
    first: int = 1,
    erased: frozenset[str] = frozenset(),
    words: bool = True,
) -> Iterator[Fault]:
    """Every fault in consecutive lines of one chain, of which the first follows the digest `before`.

    After a fault the check goes on from the digest that is stored, so that one altered line is one fault.
    `erased` holds the digests of lines whose words an erasure on the record took away; `words` is False for a
    copy of the record that was given out without them.
    """
    expected = first
    for line in lines:
        if line.seq != expected:
            yield Fault(
                line.node,
                expected,
                f"lines {expected} to {line.seq - 1} are missing" if line.seq > expected else "a line stands twice",
            )
        if seal(before, line) != line.digest:
            yield Fault(line.node, line.seq, "the line, or the one before it, was altered after it was sealed")
        if line.digests and words:
            yield from _check_words(line, erased)
        before, expected = line.digest, line.seq + 1


def _gap(expected: int, seq: int) -> str:
    return f"lines {expected} to {seq - 1} are missing" if seq > expected else f"line {seq} stands twice"


def _check_words(line: SealedLine, erased: frozenset[str]) -> Iterator[Fault]:
    if line.words is None:
        if line.digest not in erased:
            yield Fault(line.node, line.seq, "its words are gone without an erasure on the record")
        return
    try:
        words = {field: (salt, value) for field, (salt, value) in json.loads(line.words).items()}
    except (ValueError, TypeError, AttributeError):
        yield Fault(line.node, line.seq, "its words cannot be read")
        return
    if digests_of(words) != line.digests:
        yield Fault(line.node, line.seq, "its words were altered after it was sealed")
