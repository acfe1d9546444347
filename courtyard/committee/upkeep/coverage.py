"""Keeps where estates stand, and the figures of the tree. Both can be thrown away and come out the same."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any, TypeVar
from uuid import UUID

from django.db import transaction
from django.db.models import Sum

from courtyard.committee.models import Coverage, Standing
from courtyard.committee.queries.coverage import Found, found
from courtyard.places.models import Node

T = TypeVar("T")

AT_ONCE = 500
COUNTED = Coverage.COUNTED
KEPT = ("status", "step", "held_by", "since", "due_on", "term_ends_on", "ending", "late", "next_on", "counted_at")


def count(estates: Collection[UUID], at: datetime) -> None:
    """Where these estates stand, and the figures of everything above them."""
    for some in _batches(sorted(estates)):
        with transaction.atomic():
            _lock()
            there = found(some, at)
            _keep_standings(there, at)
            _keep(_own(there, at))
            _sum_up(list(there), at)


def rebuild(at: datetime) -> None:
    """Throw it all away and count it again."""
    with transaction.atomic():
        _lock()
        Standing.objects.all().delete()
        Coverage.objects.all().delete()
    estates = list(Node.objects.filter(kind=Node.Kind.ESTATE).values_list("pk", flat=True))
    count(estates, at)


def _lock() -> None:
    """Two who count at once would add up each other's halves: the root of the tree is held."""
    list(Node.objects.select_for_update(no_key=True).filter(parent=None).order_by("pk").values_list("pk", flat=True))


def _keep_standings(there: dict[UUID, Found], at: datetime) -> None:
    before = {row.pk: row for row in Standing.objects.filter(pk__in=there)}
    rows = [
        Standing(
            estate_id=pk, status=one.status, step=one.step, held_by=one.held_by, since=_since(one, before.get(pk)),
            due_on=one.due_on, term_ends_on=one.term_ends_on, ending=one.ending, late=one.late,
            next_on=one.next_on, counted_at=at,
        )
        for pk, one in there.items()
    ]  # fmt: skip
    Standing.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["estate"], update_fields=list(KEPT), batch_size=AT_ONCE
    )


def _since(one: Found, before: Standing | None) -> date:
    """What is not due has no day of its own: it stays the one on which it was first seen."""
    same = before is not None and before.status == one.status == Standing.Status.NOT_DUE
    return before.since if before is not None and same else one.since


def _own(there: dict[UUID, Found], at: datetime) -> Iterator[Coverage]:
    for pk, one in there.items():
        row = Coverage(node_id=pk, estates=1, ending=int(one.ending), late=int(one.late), counted_at=at)
        setattr(row, one.status, 1)
        row.steps = {one.step: 1} if one.step and one.status != Standing.Status.IN_TERM else {}
        yield row


def _sum_up(estates: Sequence[UUID], at: datetime) -> None:
    """From the areas to the city, level by level: a node's figures are those of its children."""
    levels: dict[int, set[UUID]] = defaultdict(set)
    paths = {path for node in Node.objects.filter(pk__in=estates).only("path") for path in node.paths()[:-1]}
    for part in _batches(sorted(paths)):
        for pk, path in Node.objects.filter(path__in=part).values_list("pk", "path"):
            levels[path.count("/")].add(pk)
    for depth in sorted(levels, reverse=True):
        for some in _batches(sorted(levels[depth])):
            _keep(_added(some, at))


def _added(nodes: Collection[UUID], at: datetime) -> Iterable[Coverage]:
    below = Coverage.objects.filter(node__parent__in=nodes)
    wanted = {f"sum_{name}": Sum(name) for name in COUNTED}
    rows: Iterable[Mapping[str, Any]] = below.values("node__parent").annotate(**wanted).order_by()
    steps: dict[UUID | None, Counter[str]] = defaultdict(Counter)
    for parent, counted in below.exclude(steps={}).values_list("node__parent", "steps"):
        steps[parent].update(counted)
    for row in rows:
        parent = row["node__parent"]
        figures = {name: row[f"sum_{name}"] for name in COUNTED}
        yield Coverage(node_id=parent, **figures, steps=dict(sorted(steps[parent].items())), counted_at=at)


def _keep(rows: Iterable[Coverage]) -> None:
    Coverage.objects.bulk_create(
        list(rows), update_conflicts=True, unique_fields=["node"], update_fields=[*COUNTED, "steps", "counted_at"],
        batch_size=AT_ONCE,
    )  # fmt: skip


def _batches(many: Sequence[T]) -> Iterator[Sequence[T]]:
    for start in range(0, len(many), AT_ONCE):
        yield many[start : start + AT_ONCE]
