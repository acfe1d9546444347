"""Whether the record holds: every line of every chain, every erasure, every checkpoint."""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from itertools import islice
from multiprocessing import get_context

from django.db import connections

from courtyard.core.chain import Fault, SealedLine, check
from courtyard.trail.actions import erasure_root, heads_root
from courtyard.trail.keys import signature_holds, signed_text
from courtyard.trail.sources import Database, Head, Source

LINES_AT_ONCE = 20_000
FAULTS_MAX = 100


@dataclass
class Report:
    chains: int = 0
    lines: int = 0
    checkpoints: int = 0
    faults: list[Fault] = field(default_factory=list)

    @property
    def holds(self) -> bool:
        return not self.faults


@dataclass(frozen=True, slots=True)
class Stretch:
    """Consecutive lines of one chain, small enough for one worker."""

    node: str
    first: int
    last: int


def verify(source: Source, *, workers: int = 1) -> Report:
    """Verify everything. With several workers stretches of the database's chains are checked side by side."""
    report = Report()
    heads = source.heads()
    erased, faults = _erasures(source)
    report.faults += faults
    stretches = [stretch for head in heads for stretch in _stretches(head)]
    if workers > 1 and isinstance(source, Database) and len(stretches) > 1:
        connections.close_all()
        with ProcessPoolExecutor(workers, mp_context=get_context("fork")) as pool:
            done = pool.map(_work, stretches, [erased] * len(stretches))
            _gather(report, done)
    else:
        _gather(report, (_check(source, stretch, erased) for stretch in stretches))
    report.chains = len(heads)
    report.faults += [fault for head in heads for fault in _head(source, head)]
    report.faults += _strays(source)
    report.faults += _checkpoints(source, report)
    del report.faults[FAULTS_MAX:]
    return report


def _gather(report: Report, done: Iterable[tuple[int, list[Fault]]]) -> None:
    for lines, faults in done:
        report.lines += lines
        report.faults += faults


def _stretches(head: Head) -> list[Stretch]:
    starts = range(1, head.length + 1, LINES_AT_ONCE)
    return [Stretch(head.node, start, min(start + LINES_AT_ONCE - 1, head.length)) for start in starts]


def _work(stretch: Stretch, erased: frozenset[str]) -> tuple[int, list[Fault]]:
    return _check(Database(), stretch, erased)


def _check(source: Source, stretch: Stretch, erased: frozenset[str]) -> tuple[int, list[Fault]]:
    before = source.digest_at(stretch.node, stretch.first - 1)
    if before is None:
        return 0, [Fault(stretch.node, stretch.first - 1, "this line is missing")]
    counted = _Counted(source.lines(stretch.node, stretch.first, stretch.last))
    faults = list(check(before, counted, first=stretch.first, erased=erased, words=source.words))
    return counted.count, faults


class _Counted:
    def __init__(self, lines: Iterator[SealedLine]) -> None:
        self.lines, self.count = lines, 0

    def __iter__(self) -> Iterator[SealedLine]:
        for line in self.lines:
            self.count += 1
            yield line


def _head(source: Source, head: Head) -> Iterator[Fault]:
    digest = source.digest_at(head.node, head.length)
    if digest is None:
        yield Fault(head.node, head.length, "the chain's last line is missing")
    elif digest != head.head:
        yield Fault(head.node, head.length, "the chain's head is not its last line")


def _strays(source: Source) -> Iterator[Fault]:
    """Lines that no chain reaches. A thing's page would show them."""
    for node, seq in islice(source.strays(), FAULTS_MAX):
        yield Fault(node, seq, "this line stands outside of its chain")


def _erasures(source: Source) -> tuple[frozenset[str], list[Fault]]:
    """Digests of lines whose words were erased by an erasure that stands on their chain, and what does not hold."""
    batches = source.erasures()
    bodies = ((node, json.loads(body)) for node, body in source.said_erasures())
    said = {(body["batch"], node): body["root"] for node, body in bodies}
    erased: set[str] = set()
    faults = []
    for batch, lines in batches.items():
        chains = defaultdict(list)
        for node, digest in lines:
            chains[node].append(digest)
        for node, digests in chains.items():
            if said.get((batch, node)) == erasure_root(digests):
                erased.update(digests)
            else:
                faults.append(Fault(node, 0, f"the erasure {batch} is not on the record as it was done"))
    return frozenset(erased), faults


def _checkpoints(source: Source, report: Report) -> Iterator[Fault]:
    """Signatures, roots, their order, and that each head they name is still a line of its chain."""
    before = ""
    known: dict[str, list[object]] = {}
    for number, one in enumerate(source.checkpoints(), start=1):
        heads = json.loads(one.chains)
        node = heads[0][0] if heads else "0" * 32
        text = signed_text(one.number, one.at, one.size, one.root, before)
        if one.number != number or not signature_holds(one.key, one.signature, text):
            yield Fault(node, 0, f"checkpoint {one.number}: the signature does not hold")
        if heads_root(heads) != one.root or len(heads) != one.size:
            yield Fault(node, 0, f"checkpoint {one.number}: its root is not that of its chains")
        moved = [Head(*head) for head in heads if known.get(head[0]) != head]
        yield from _still_there(source, one.number, moved)
        known = {head[0]: head for head in heads}
        before = one.root
        report.checkpoints += 1


def _still_there(source: Source, number: int, heads: list[Head]) -> Iterator[Fault]:
    for head in heads:
        if source.digest_at(head.node, head.length) != head.head:
            yield Fault(head.node, head.length, f"checkpoint {number} knew this line otherwise")
