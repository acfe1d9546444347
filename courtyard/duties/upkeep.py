"""The roll-up of duties over the tree, which can be thrown away and counted again; and reminders."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime
from typing import Any, TypeVar
from uuid import UUID

from django.db import transaction
from django.db.models import Case as When
from django.db.models import CharField, Count, F, Sum, Value
from django.db.models import When as If

from courtyard.duties import queries
from courtyard.duties.models import Counted, Duty, Rollup, Scheduled
from courtyard.duties.reminders import REMINDER, next_reminder, reminder
from courtyard.notify.registers import Tell
from courtyard.notify.upkeep import tell
from courtyard.places.models import Node

T = TypeVar("T")

AT_ONCE = 500
REMINDED_AT_ONCE = 100
BEFORE_ALL = UUID(int=0)
BEGINNING = datetime(2000, 1, 1, tzinfo=UTC)


def bring_up_to(at: datetime) -> int:
    """Count anew where something became overdue since the last time. Returns how many nodes.

    Deeds are not looked for here: the reader of the trail hears of them, in the order of commits. A deed may be done
    "at" a moment that this passed long ago.
    """
    since = _mark().at
    late = Duty.objects.open().filter(due_at__gte=since, due_at__lt=at)
    nodes = set(late.values_list("node", flat=True))
    count(nodes, at)
    with transaction.atomic():
        mark = _mark()
        mark.at = max(mark.at, at)
        mark.save(update_fields=["at"])
    return len(nodes)


@transaction.atomic
def rebuild(at: datetime) -> None:
    """Throw the figures away and count them again."""
    mark = _mark()
    Rollup.objects.all().delete()
    count(set(Duty.objects.values_list("node", flat=True).distinct()), at)
    mark.at = at
    mark.save(update_fields=["at"])


def count(nodes: Collection[UUID], at: datetime) -> None:
    """The figures of these nodes, and of all above them."""
    for some in _batches(sorted(nodes)):
        with transaction.atomic():
            _mark()
            _keep(_own_rows(some, at))
            _sum_up(some, at)


def remind(at: datetime) -> bool:
    """Tell the bearers of what is due, once each time. Says whether more are waiting.

    Told and written down together: a clerk killed half way goes on with the next duty, and nobody hears twice.
    """
    some = queries.to_remind_of(at, REMINDED_AT_ONCE)
    for duty in some:
        with transaction.atomic():
            source = f"duty {duty.pk} {duty.remind_at.astimezone(UTC):%Y-%m-%dT%H:%MZ}"
            tell(_reminders(duty, at), source=source, at=at)
            reminded([duty], at)
    return len(some) == REMINDED_AT_ONCE


def _reminders(duty: Duty, at: datetime) -> Iterator[Tell]:
    fields = queries.told_of(duty) | {"step": reminder(duty.due_at, at).value}
    for to in queries.bearers(duty, at):
        yield Tell(REMINDER, to, fields, duty.node_id, duty.pk, queries.page_of(duty))


def reminded(duties: Collection[Duty], at: datetime) -> None:
    """Their bearers were told; the next time comes later."""
    for duty in duties:
        duty.remind_at = next_reminder(duty.due_at, at)
    Duty.objects.bulk_update(duties, ["remind_at"], batch_size=AT_ONCE)


def _mark() -> Counted:
    """Up to when the clock was looked at. Locked: two who count at once would add up each other's halves."""
    Counted.objects.bulk_create([Counted(pk=1, at=BEGINNING)], ignore_conflicts=True)
    if transaction.get_connection().in_atomic_block:
        return Counted.objects.select_for_update(no_key=True).get(pk=1)
    return Counted.objects.get(pk=1)


def _batches(many: Sequence[T]) -> Iterator[Sequence[T]]:
    for start in range(0, len(many), AT_ONCE):
        yield many[start : start + AT_ONCE]


def _rows(nodes: Iterable[UUID], at: datetime) -> dict[UUID, Rollup]:
    """Their rows as they are kept, or new ones."""
    wanted = list(nodes)
    kept = Rollup.objects.in_bulk(wanted)
    rows = {node: kept.get(node) or Rollup(node_id=node) for node in wanted}
    for row in rows.values():
        row.counted_at = at
    return rows


def _own_rows(nodes: Collection[UUID], at: datetime) -> Collection[Rollup]:
    own, rows = _own(nodes, at), _rows(nodes, at)
    for node, row in rows.items():
        for name in Rollup.COUNTED:
            setattr(row, f"own_{name}", own[node].get(name, 0))
    return rows.values()


def _own(nodes: Collection[UUID], at: datetime) -> dict[UUID, dict[str, int]]:
    state = When(
        If(excused_at__isnull=False, then=Value("excused")),
        If(done_at__isnull=False, done_at__lte=F("due_at"), then=Value("met")),
        If(done_at__isnull=False, then=Value("met_late")),
        If(due_at__lt=at, then=Value("overdue")),
        default=Value("open"),
        output_field=CharField(),
    )
    counted: dict[UUID, dict[str, int]] = defaultdict(dict)
    some = Duty.objects.standing().filter(node__in=nodes).annotate(how=state).values("node", "how")
    for row in some.annotate(n=Count("pk")).order_by():
        counted[row["node"]][row["how"]] = row["n"]
    return counted


def _sum_up(nodes: Collection[UUID], at: datetime) -> None:
    """From the leaves to the root, level by level: a node's figures are its own and its children's."""
    paths = {path for node in Node.objects.filter(pk__in=nodes).only("path") for path in node.paths()}
    levels: dict[int, list[UUID]] = defaultdict(list)
    for part in _batches(sorted(paths)):
        for pk, path in Node.objects.filter(path__in=part).values_list("pk", "path"):
            levels[path.count("/")].append(pk)
    for depth in sorted(levels, reverse=True):
        for some in _batches(levels[depth]):
            _keep(_added(some, at))


def _added(nodes: Collection[UUID], at: datetime) -> Collection[Rollup]:
    sums = {f"sum_{name}": Sum(name) for name in Rollup.COUNTED}
    children = Rollup.objects.filter(node__parent__in=nodes).values("node__parent").annotate(**sums).order_by()
    below: dict[UUID | None, Mapping[str, Any]] = {row["node__parent"]: row for row in children}
    rows = _rows(nodes, at)
    for node, row in rows.items():
        for name in Rollup.COUNTED:
            setattr(row, name, getattr(row, f"own_{name}") + below.get(node, {}).get(f"sum_{name}", 0))
    return rows.values()


def _keep(rows: Iterable[Rollup]) -> None:
    fields = [f"{part}{name}" for part in ("own_", "") for name in Rollup.COUNTED]
    Rollup.objects.bulk_create(
        list(rows), update_conflicts=True, unique_fields=["node"], update_fields=[*fields, "counted_at"],
        batch_size=AT_ONCE,
    )  # fmt: skip


def scheduling(day: date) -> Scheduled:
    """How far the clerk has come on this day; a new day begins at the beginning."""
    Scheduled.objects.bulk_create([Scheduled(pk=1, day=day, up_to=BEFORE_ALL)], ignore_conflicts=True)
    Scheduled.objects.filter(pk=1, day__lt=day).update(day=day, up_to=BEFORE_ALL)
    return Scheduled.objects.get(pk=1)


def scheduled_up_to(before: Scheduled, up_to: UUID | None) -> None:
    """These estates are through. Whoever comes second, or on another day, moves nothing back."""
    Scheduled.objects.filter(pk=1, day=before.day, up_to=before.up_to).update(up_to=up_to)
