"""`@deed` and `record`: a deed and its lines are saved together or not at all."""

import functools
import json
import secrets
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, ParamSpec, Protocol, TypeVar
from uuid import UUID

from django.db import connection, transaction

from courtyard.core.chain import SealedLine, canonical, digests_of, seal
from courtyard.core.errors import NotAllowed
from courtyard.core.events import Event
from courtyard.trail.models import Chain, FileHash, Line

P = ParamSpec("P")
R = TypeVar("R")


class Doer(Protocol):
    """Whoever does a deed: a person, or the clerk."""

    @property
    def pk(self) -> Any: ...


@dataclass(frozen=True, slots=True)
class Said:
    """A line that waits for the end of its deed."""

    event: Event
    node: UUID
    about: UUID
    by: UUID
    whom: UUID | None
    at: datetime


_said: ContextVar[list[Said] | None] = ContextVar("lines of the running deed", default=None)


def deed(function: Callable[P, R]) -> Callable[P, R]:
    """Run an action in one transaction and seal its lines as the transaction's last write.

    A deed called by a deed joins it: its lines are sealed with the caller's, or dropped if it fails.
    """

    @functools.wraps(function)
    def run(*args: P.args, **kwargs: P.kwargs) -> R:
        said = _said.get()
        return _join(said, function, *args, **kwargs) if said is not None else _lead(function, *args, **kwargs)

    return run


def _lead(function: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
    with transaction.atomic(), together():
        return function(*args, **kwargs)


@contextmanager
def together() -> Iterator[None]:
    """Deeds done inside are sealed together at the end, in the running transaction.

    Sealing each by itself would lock chains in any order, and two such transactions could wait for each other.
    """
    said: list[Said] = []
    token = _said.set(said)
    try:
        yield
        _seal(said)
    finally:
        _said.reset(token)


def _join(said: list[Said], function: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
    before = len(said)
    try:
        with transaction.atomic():
            return function(*args, **kwargs)
    except BaseException:
        del said[before:]
        raise


def record(event: Event, *, node: UUID, about: UUID, by: Doer, at: datetime, whom: UUID | None = None) -> None:
    """Say `event` on the chain of `node`. Only inside a deed: outside of one nothing would seal it."""
    said = _said.get()
    if said is None:
        raise RuntimeError(f"{event.NAME} was said outside a deed")
    if at.tzinfo is None:
        raise ValueError("a line needs a time with its zone")
    said.append(Said(event, node, about, by.pk, whom, at))


def _seal(said: list[Said]) -> None:
    """Chains in the order of their ids, so that two deeds over the same chains never wait for each other."""
    chains = defaultdict(list)
    for one in said:
        chains[one.node].append(one)
    for node in sorted(chains):
        _append(node, chains[node])


def _append(node: UUID, said: list[Said]) -> None:
    length, head, now = _take(node, len(said))
    lines = []
    for seq, one in enumerate(said, start=length - len(said) + 1):
        line = _line(one, seq, head, now)
        head = line.digest
        lines.append(line)
    Line.objects.bulk_create(lines)
    files = [FileHash(digest=d, line=line) for one, line in zip(said, lines, strict=True) for d in one.event.hashes()]
    FileHash.objects.bulk_create(files)
    Chain.objects.filter(node=node).update(head=head, sealed_at=now)


def _take(node: UUID, count: int) -> tuple[int, str, datetime]:
    """Lock the chain and take `count` places: its new length, its head, and the database's time."""
    now = "clock_timestamp()" if connection.vendor == "postgresql" else "strftime('%%Y-%%m-%%d %%H:%%M:%%f', 'now')"
    key = node if connection.vendor == "postgresql" else node.hex
    with connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE trail_chain SET length = length + %s WHERE node = %s RETURNING length, head, sealed_at, {now}",
            [count, key],
        )
        row = cursor.fetchone()
        if row is None:
            Chain.objects.bulk_create([Chain(node=node)], ignore_conflicts=True)
            return _take(node, count)
    length, head, last, time = row
    return length, head, max(filter(None, (_aware(last), _aware(time))))


def _aware(value: datetime | str | None) -> datetime | None:
    if value is None:
        return None
    time = datetime.fromisoformat(value) if isinstance(value, str) else value
    return time.replace(tzinfo=UTC) if time.tzinfo is None else time.astimezone(UTC)


def _line(one: Said, seq: int, head: str, now: datetime) -> Line:
    body, personal = one.event.parts()
    words = {field: (secrets.token_hex(16), value) for field, value in personal.items()}
    line = Line(
        node=one.node,
        seq=seq,
        kind=one.event.NAME,
        about=one.about,
        by=one.by,
        whom=one.whom,
        at=one.at,
        sealed_at=now,
        body=canonical(body),
        digests=digests_of(words),
        words=json.dumps(words, ensure_ascii=False) if words else "",
    )
    line.digest = seal(head, sealed(line))
    return line


def sealed(line: Line) -> SealedLine:
    """The line as the chain's arithmetic sees it."""
    return SealedLine(
        node=line.node.hex,
        seq=line.seq,
        kind=line.kind,
        about=line.about.hex,
        by=line.by.hex,
        whom=line.whom.hex if line.whom else "",
        at=moment(line.at),
        sealed_at=moment(line.sealed_at),
        body=line.body,
        digests=line.digests,
        digest=line.digest,
        words=line.words,
    )


def moment(time: datetime) -> str:
    """A time as it is sealed: UTC, microseconds, Z."""
    return time.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def require(may: Callable[..., bool], by: Doer, *things: Any) -> None:
    """Refuse unless the predicate lets `by` do it. The predicate's last argument is the time: offices have terms."""
    if not may(by, *things):
        raise NotAllowed
