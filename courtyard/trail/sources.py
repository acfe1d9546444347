"""Where a record is read from to be verified: the database, or a file somebody was given."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol, TextIO

from django.db import connection

from courtyard.core.chain import GENESIS, SealedLine, canonical
from courtyard.trail.deeds import moment
from courtyard.trail.events import WordsErased
from courtyard.trail.models import Chain, Checkpoint, Erasure, Line

FORMAT = "courtyard-record/1"
ROWS_AT_ONCE = 2_000


@dataclass(frozen=True, slots=True)
class Head:
    node: str
    length: int
    head: str


@dataclass(frozen=True, slots=True)
class Signed:
    """A checkpoint as it is checked."""

    number: int
    at: str
    chains: str
    size: int
    root: str
    key: str
    signature: str


class Source(Protocol):
    """A record that can be verified. `words` tells whether the words lie beside it."""

    words: bool

    def heads(self) -> list[Head]: ...
    def lines(self, node: str, first: int = 1, last: int | None = None) -> Iterator[SealedLine]: ...
    def digest_at(self, node: str, seq: int) -> str | None: ...
    def strays(self) -> Iterator[tuple[str, int]]: ...
    def erasures(self) -> dict[str, list[tuple[str, str]]]: ...
    def said_erasures(self) -> Iterable[tuple[str, str]]: ...
    def checkpoints(self) -> Iterable[Signed]: ...


class Database:
    """The record as the database holds it, read without the ORM: a line costs microseconds, not dozens of them."""

    words = True

    def heads(self) -> list[Head]:
        return [Head(c.node.hex, c.length, c.head) for c in Chain.objects.order_by("node")]

    def lines(self, node: str, first: int = 1, last: int | None = None) -> Iterator[SealedLine]:
        sql = f"SELECT {_columns()} FROM trail_line WHERE node = %s AND seq >= %s AND seq <= %s ORDER BY seq"
        while True:
            upto = first + ROWS_AT_ONCE - 1 if last is None else min(last, first + ROWS_AT_ONCE - 1)
            with connection.cursor() as cursor:
                cursor.execute(sql, [node, first, upto])
                rows = cursor.fetchall()
            yield from (SealedLine(node, *row) for row in rows)
            first = upto + 1
            if not rows or (last is not None and first > last):
                return

    def digest_at(self, node: str, seq: int) -> str | None:
        if seq == 0:
            return GENESIS
        with connection.cursor() as cursor:
            cursor.execute("SELECT digest FROM trail_line WHERE node = %s AND seq = %s", [node, seq])
            row = cursor.fetchone()
        return row[0] if row else None

    def strays(self) -> Iterator[tuple[str, int]]:
        """Chain and place of each line before the first or after the last of its chain, or of one without a head."""
        outside = "chain.node IS NULL OR line.seq < 1 OR line.seq > chain.length"
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT line.node, line.seq FROM trail_line line LEFT JOIN trail_chain chain ON chain.node = line.node "
                f"WHERE {outside} ORDER BY line.node, line.seq"
            )
            yield from ((str(node).replace("-", ""), seq) for node, seq in iter(cursor.fetchone, None))

    def erasures(self) -> dict[str, list[tuple[str, str]]]:
        """(chain, digest) of each line whose words were erased, in the chain's order, by batch."""
        batches: dict[str, list[tuple[str, str]]] = {}
        rows = Erasure.objects.order_by("batch", "line__node", "line__seq").values_list(
            "batch", "line__node", "line__digest"
        )
        for batch, node, digest in rows.iterator(ROWS_AT_ONCE):
            batches.setdefault(batch.hex, []).append((node.hex, digest))
        return batches

    def said_erasures(self) -> Iterator[tuple[str, str]]:
        """Chain and body of each line that tells of an erasure."""
        said = Line.objects.of_kind(WordsErased).values_list("node", "body")
        yield from ((node.hex, body) for node, body in said.iterator(ROWS_AT_ONCE))

    def checkpoints(self) -> Iterator[Signed]:
        for c in Checkpoint.objects.order_by("number").iterator(100):
            yield Signed(c.number, moment(c.at), c.chains, c.size, c.root, c.key, c.signature)


def _columns() -> str:
    """Columns in SealedLine's order after `node`, as sealed: the database does the spelling."""
    if connection.vendor == "postgresql":

        def ids(name: str) -> str:
            return f"replace({name}::text, '-', '')"

        def time(name: str) -> str:
            return f"""to_char({name} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')"""

        whom = f"coalesce({ids('whom')}, '')"
    else:

        def ids(name: str) -> str:
            return name

        def time(name: str) -> str:
            # Django writes no fraction for a whole second, and six digits otherwise.
            return f"replace(substr({name}, 1, 19), ' ', 'T') || substr(substr({name}, 20) || '.000000', 1, 7) || 'Z'"

        whom = "coalesce(whom, '')"
    spelled = [ids("about"), ids("by"), whom, time("at"), time("sealed_at")]
    return ", ".join(["seq", "kind", *spelled, "body", "digests", "digest", "words"])


@dataclass
class File:
    """A record written by `courtyard record`: one JSON value a line. It needs no database."""

    words: bool = True
    _heads: list[Head] = field(default_factory=list)
    _lines: dict[str, list[SealedLine]] = field(default_factory=dict)
    _erasures: dict[str, list[tuple[str, str]]] = field(default_factory=dict)
    _checkpoints: list[Signed] = field(default_factory=list)

    @classmethod
    def read(cls, path: Path) -> "File":
        """Raises ValueError, with the number of the line of the file, for what is not such a record."""
        file = cls()
        with path.open(encoding="utf-8") as stream:
            for number, text in enumerate(stream, start=1):
                try:
                    file._take(json.loads(text), first=number == 1)
                except (ValueError, TypeError, KeyError) as reason:
                    raise ValueError(f"line {number} of the file: {reason}") from reason
        return file

    def _take(self, item: dict[str, Any], *, first: bool) -> None:
        match item:
            case {"format": format_, "words": words}:
                if format_ != FORMAT:
                    raise ValueError(f"this is {format_}, not {FORMAT}")
                self.words = bool(words)
            case _ if first:
                raise ValueError(f"this is not a {FORMAT}")
            case {"chain": [node, length, head]}:
                self._heads.append(Head(node, length, head))
            case {"line": values}:
                line = SealedLine(*values)
                self._lines.setdefault(line.node, []).append(line)
            case {"erasure": [batch, node, digest]}:
                self._erasures.setdefault(batch, []).append((node, digest))
            case {"checkpoint": values}:
                self._checkpoints.append(Signed(*values))
            case _:
                raise ValueError("neither a chain nor a line, an erasure or a checkpoint")

    def heads(self) -> list[Head]:
        return self._heads

    def lines(self, node: str, first: int = 1, last: int | None = None) -> Iterator[SealedLine]:
        yield from (line for line in self._lines.get(node, []) if line.seq >= first and (not last or line.seq <= last))

    def digest_at(self, node: str, seq: int) -> str | None:
        lines = self._lines.get(node, [])
        if seq == 0:
            return GENESIS
        return lines[seq - 1].digest if 0 < seq <= len(lines) and lines[seq - 1].seq == seq else None

    def strays(self) -> Iterator[tuple[str, int]]:
        lengths = {head.node: head.length for head in self._heads}
        lines = (line for lines in self._lines.values() for line in lines)
        return ((line.node, line.seq) for line in lines if not 0 < line.seq <= lengths.get(line.node, 0))

    def erasures(self) -> dict[str, list[tuple[str, str]]]:
        return self._erasures

    def said_erasures(self) -> Iterator[tuple[str, str]]:
        lines = (line for lines in self._lines.values() for line in lines)
        return ((line.node, line.body) for line in lines if line.kind == WordsErased.NAME)

    def checkpoints(self) -> Iterable[Signed]:
        return self._checkpoints


def write(source: Source, stream: TextIO, *, words: bool, nodes: set[str] | None = None) -> int:
    """Write the record, or some of its chains, as a file anyone can verify. Returns the number of lines.

    Without words it says only that something was said: enough to verify, and nobody's data.
    """
    count = 0
    print(canonical({"format": FORMAT, "words": words}), file=stream)
    for head in source.heads():
        if nodes is not None and head.node not in nodes:
            continue
        print(canonical({"chain": [head.node, head.length, head.head]}), file=stream)
        for line in source.lines(head.node, 1, head.length):
            values = list(line) if words else [*line[:-1], None]
            print(canonical({"line": values}), file=stream)
            count += 1
    for batch, erased in source.erasures().items():
        for node, digest in erased:
            if nodes is None or node in nodes:
                print(canonical({"erasure": [batch, node, digest]}), file=stream)
    for c in source.checkpoints():
        values = [c.number, c.at, c.chains, c.size, c.root, c.key, c.signature]
        print(canonical({"checkpoint": values}), file=stream)
    return count
