"""The plan of an estate's works, how its turns stand, and what came of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Literal
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Case, Count, F, Max, Min, Prefetch, Q, QuerySet, When, Window

from courtyard.core.rulebook import WorkLine
from courtyard.places.models import Estate
from courtyard.places.rules import rules_of
from courtyard.services.models import Contract, Field, Proof, Turn, Work
from courtyard.services.queries.current import contract_on

State = Literal["in_time", "late", "missing", "doubted", "ahead"]
WORKS_MAX = 40
TURNS_SHOWN = 400
WEEK = timedelta(days=6)
YEARS_BACK = 10


def day_of(estate: Estate, at: datetime) -> date:
    """The day where the estate is."""
    return at.astimezone(ZoneInfo(estate.node.zone)).date()


def state_of(turn: Turn, today: date) -> State:
    """By the day on which it was done; a turn whose day is not over is ahead."""
    if turn.done_on is not None:
        return "in_time" if turn.done_on <= turn.due_on else "late"
    if turn.doubted:
        return "doubted"
    return "missing" if turn.due_on < today else "ahead"


def usual_lines(estate: Estate) -> list[WorkLine]:
    """What the rules the estate lives under say of works that come again."""
    return list(rules_of(estate).works.values())


def line_of(estate: Estate, key: str) -> WorkLine | None:
    return rules_of(estate).works.get(key)


@dataclass(frozen=True, slots=True)
class Line:
    """A work, its turns of a year, and how many of them stand how."""

    work: Work
    turns: Sequence[tuple[Turn, State]]
    next_on: date | None

    def _count(self, state: State) -> int:
        return sum(one == state for _, one in self.turns)

    @property
    def in_time(self) -> int:
        return self._count("in_time")

    @property
    def late(self) -> int:
        return self._count("late")

    @property
    def missing(self) -> int:
        return self._count("missing")

    @property
    def doubted(self) -> int:
        return self._count("doubted")


def plan_of(estate: Estate, year: int, today: date) -> list[Line]:
    """Each line that has turns in the year or still goes on, with those turns; two queries whatever there is."""
    begins, ends = date(year, 1, 1), date(year, 12, 31)
    alive = Q(until__isnull=True) | Q(until__gte=begins)
    works = Work.objects.filter(alive, estate=estate, first_on__lte=max(ends, today + timedelta(days=366)))
    works = works.select_related("contract__company").order_by("field", "first_on", "id")[:WORKS_MAX]
    turns: dict[UUID, list[Turn]] = {}
    for turn in Turn.objects.filter(estate=estate, due_on__range=(begins, ends))[: WORKS_MAX * 60]:
        turns.setdefault(turn.work_id, []).append(turn)
    order = list(Field)
    lines = [_line(work, turns.get(work.pk, []), today) for work in works]
    lines.sort(key=lambda line: (line.work.until is not None, order.index(Field(line.work.field))))
    return [line for line in lines if line.turns or year >= line.work.first_on.year or year == today.year]


def _line(work: Work, turns: Sequence[Turn], today: date) -> Line:
    stood = [(turn, state_of(turn, today)) for turn in turns]
    coming = [turn.due_on for turn, state in stood if state == "ahead"]
    later = work.next_on if work.until is None else None
    return Line(work, stood, min(coming) if coming else later)


def years_of(turns: QuerySet[Turn], today: date) -> list[int]:
    """Every year from the first of these turns to the last of them, and this one; one query."""
    days = turns.order_by().aggregate(first=Min("due_on"), last=Max("due_on"))
    first, last = days["first"] or today, days["last"] or today
    begins, ends = min(first.year, today.year), max(last.year, today.year)
    return list(range(max(begins, today.year - YEARS_BACK), min(ends, today.year + 1) + 1))


def turns_of(work: Work, year: int) -> list[Turn]:
    """The turns of one year, the newest first, with their proofs and files."""
    proofs = Prefetch("proofs", Proof.objects.prefetch_related("files"))
    turns = Turn.objects.filter(work=work, due_on__year=year).prefetch_related(proofs)
    return list(turns.order_by("-due_on", "-number")[:TURNS_SHOWN])


@dataclass(frozen=True, slots=True)
class Week:
    """What the company has before it: due within a week, and what it left behind."""

    due: Sequence[Turn]
    missing: int
    doubted: int


def week_of(estate: Estate, today: date) -> Week:
    """One query: what is due comes first, and every row knows how many of the others there are."""
    due, missing = Q(doubted=False, due_on__gte=today), Q(doubted=False, due_on__lt=today)
    open_ones = Turn.objects.filter(estate=estate, done_on__isnull=True).filter(
        Q(doubted=True) | Q(due_on__lte=today + WEEK)
    )
    counted = open_ones.annotate(
        due=Case(When(due, then=1), default=0),
        missing=Window(Count("pk", filter=missing)),
        doubts=Window(Count("pk", filter=Q(doubted=True))),
    ).select_related("work")
    rows: list[Any] = list(counted.order_by("-due", "due_on", "number", "pk")[:WORKS_MAX])
    one = rows[0] if rows else None
    return Week([row for row in rows if row.due], one.missing if one else 0, one.doubts if one else 0)


@dataclass(frozen=True, slots=True)
class Outcome:
    """Of a field's turns: how many were done in time, late, not at all; and how many proofs are doubted."""

    in_time: int = 0
    late: int = 0
    missing: int = 0
    doubted: int = 0

    @property
    def due(self) -> int:
        return self.in_time + self.late + self.missing + self.doubted


def outcomes(estate: Estate, first_day: date, last_day: date) -> Mapping[str, Outcome]:
    """By field, of the turns due from `first_day` to `last_day`, both included; one query.

    Whatever has no proof counts as not done, so ask for days that are over. A field without turns is not there.
    """
    turns = Turn.objects.filter(estate=estate, due_on__range=(first_day, last_day))
    done = Q(done_on__isnull=False)
    rows = turns.order_by().values_list("work__field").annotate(
        in_time=Count("pk", filter=done & Q(done_on__lte=F("due_on"))),
        late=Count("pk", filter=done & Q(done_on__gt=F("due_on"))),
        missing=Count("pk", filter=~done & Q(doubted=False)),
        doubted=Count("pk", filter=Q(doubted=True)),
    )  # fmt: skip
    return {field: Outcome(*counts) for field, *counts in rows}


def to_lay_out(until: date, most: int) -> list[UUID]:
    """Works of living contracts whose next turn is due by `until` and not laid out yet, the longest waiting first."""
    bound = Q(contract__state=Contract.State.RUNS_ON) | Q(
        contract__state=Contract.State.SIGNED, next_on__lte=F("contract__ends_on")
    )
    rows = Work.objects.filter(bound, until__isnull=True, next_on__lte=until)
    return list(rows.order_by("next_on", "id").values_list("pk", flat=True)[:most])


def goes_on(work: Work, day: date) -> bool:
    """Whether the company that planned a work serves there still, under another contract."""
    contract = contract_on(work.estate, day)
    return contract is not None and contract.company_id == work.contract.company_id


def of_ended_contracts(most: int) -> list[UUID]:
    """Works that still go on though their contract does not."""
    over = (Contract.State.ENDED, Contract.State.DROPPED)
    rows = Work.objects.filter(until__isnull=True, contract__state__in=over)
    return list(rows.order_by("id").values_list("pk", flat=True)[:most])
