"""Where estates stand with their committees, worked out for many at once; and the figures of the tree."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from courtyard.committee.models import Committee, Coverage, Formation, Holdup, Standing, Step
from courtyard.core.rulebook import months_after
from courtyard.places.models import Estate, Node

ENDING_MONTHS = 5
"""So long before its end a term counts as ending: when re-election has to be reported (上海 art 28)."""
SHOWN = 50
S = Standing.Status


@dataclass(frozen=True, slots=True)
class Found:
    """Where one estate stands on a day, and on which day that changes by itself."""

    status: str
    since: date
    step: str = ""
    held_by: str = ""
    due_on: date | None = None
    term_ends_on: date | None = None
    ending: bool = False
    late: bool = False
    next_on: date | None = None


def found(estates: Collection[UUID], at: datetime) -> dict[UUID, Found]:
    """Each estate's standing at a time. Five queries, however many there are."""
    rows = list(Estate.objects.filter(pk__in=estates).select_related("node"))
    terms, running = _terms(estates), _running(estates)
    today = {zone: at.astimezone(ZoneInfo(zone)).date() for zone in {row.node.zone for row in rows}}
    return {
        row.pk: _found(terms.get(row.pk, ()), running.get(row.pk), today[row.node.zone]) for row in rows
    }  # fmt: skip


def _terms(estates: Collection[UUID]) -> Mapping[UUID, Sequence[Committee]]:
    by_estate: dict[UUID, list[Committee]] = {}
    for one in Committee.objects.filter(estate__in=estates).order_by("-number"):
        by_estate.setdefault(one.estate_id, []).append(one)
    return by_estate


@dataclass(frozen=True, slots=True)
class Way:
    """A formation that runs, with its steps and what holds them up."""

    formation: Formation
    steps: Sequence[Step]
    holdups: Mapping[UUID, Holdup]


def _running(estates: Collection[UUID]) -> Mapping[UUID, Way]:
    ways = {one.pk: one for one in Formation.objects.filter(estate__in=estates, state__in=Formation.RUNNING)}
    steps: dict[UUID, list[Step]] = {pk: [] for pk in ways}
    for step in Step.objects.filter(formation__in=ways).order_by("position"):
        steps[step.formation_id].append(step)
    held = {one.step_id: one for one in Holdup.objects.filter(step__formation__in=ways, until__isnull=True)}
    return {one.estate_id: Way(one, steps[pk], held) for pk, one in ways.items()}


def _found(terms: Sequence[Committee], way: Way | None, today: date) -> Found:
    living = next((one for one in terms if one.state == Committee.State.IN_OFFICE), None)
    elected = next((one for one in terms if one.state == Committee.State.ELECTED), None)
    ended = next((one for one in terms if one.state == Committee.State.ENDED), None)
    if elected is not None and (living is None or living.ends_on < today):
        return _in_term(elected, way, today)
    if living is not None and living.ends_on >= today:
        return _in_term(living, way, today)
    over = living or ended
    if over is not None and (way is None or way.formation.kind != Formation.Kind.FIRST):
        since = over.ends_on + timedelta(days=1) if over is living else (over.ended_on or over.ends_on)
        return _with_step(Found(S.OVERDUE, since, term_ends_on=over.ends_on, late=True), way, today)
    if way is None:
        return Found(S.NOT_DUE, today)
    status = S.DUE if way.formation.state == Formation.State.DUE else S.FORMING
    return _with_step(Found(status, way.formation.due_on), way, today)


def _in_term(one: Committee, way: Way | None, today: date) -> Found:
    alarm = months_after(one.ends_on, -ENDING_MONTHS)
    ending = way is not None or today >= alarm
    next_on = one.ends_on + timedelta(days=1) if today >= alarm else alarm
    base = Found(S.IN_TERM, one.starts_on, term_ends_on=one.ends_on, ending=ending, next_on=next_on)
    return _with_step(base, way, today)


def _with_step(base: Found, way: Way | None, today: date) -> Found:
    """With the step that comes next, whose turn it is, and by when."""
    step = next((one for one in way.steps if one.done_on is None), None) if way else None
    if way is None or step is None:
        return base
    held = way.holdups.get(step.pk)
    late_on = step.due_on + timedelta(days=1) if step.due_on else None
    nexts = [day for day in (base.next_on, late_on) if day and day > today]
    return replace(
        base, step=step.name, held_by=held.body if held else step.body, due_on=step.due_on,
        late=base.late or (late_on is not None and late_on <= today), next_on=min(nexts, default=None),
    )  # fmt: skip


def coverages(nodes: Collection[Node]) -> dict[UUID, Coverage]:
    """The roll-up of these nodes; noughts where nothing was counted yet. One query."""
    rows = {row.node_id: row for row in Coverage.objects.filter(node__in=nodes)}
    return {node.pk: rows.get(node.pk) or Coverage(node=node) for node in nodes}


def estates_below(node: Node, status: str, after: str) -> tuple[list[Standing], str]:
    """Estates below a node that stand so, those waiting longest first; and where the next page begins."""
    rows = Standing.objects.filter(estate__node__path__startswith=node.path).select_related("estate__node")
    if status in S.values:
        rows = rows.filter(status=status)
    elif status == "late":
        rows = rows.filter(late=True)
    start = int(after) if after.isdecimal() and len(after) < 7 else 0
    page = list(rows.order_by("due_on", "since", "pk")[start : start + SHOWN + 1])
    return page[:SHOWN], str(start + SHOWN) if len(page) > SHOWN else ""


def by_kind(node: Node) -> list[dict[str, object]]:
    """How estates of each kind stand below a node: one query over the standings."""
    rows = Standing.objects.filter(estate__node__path__startswith=node.path).values_list("estate__kind", "status")
    counted: dict[str, dict[str, int]] = {}
    for kind, status in rows.order_by():
        counted.setdefault(kind, {}).setdefault(status, 0)
        counted[kind][status] += 1
    return [{"kind": Estate.Kind(kind), **figures} for kind, figures in sorted(counted.items())]


def to_count_anew(on: date, most: int) -> list[UUID]:
    """Estates whose standing changes by the calendar, and those that were never counted."""
    changing = Standing.objects.filter(next_on__lte=on).order_by("next_on").values_list("pk", flat=True)
    some = list(changing[:most])
    fresh = Estate.objects.exclude(pk__in=Standing.objects.values("pk"))
    return some + list(fresh.order_by("pk").values_list("pk", flat=True)[: most - len(some)])
