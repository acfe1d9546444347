"""Today's desk, what is stuck and with whom, what was promised and not done."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Count, F, Q
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext

from courtyard.cases.models import Case, Circle, Clock
from courtyard.cases.permissions import LEADS
from courtyard.cases.rules import kind_label
from courtyard.core.rulebook import OUR_DEFAULT
from courtyard.desk.models import Helper, LogEntry, Question, Shift, Task
from courtyard.desk.permissions import CONVENES
from courtyard.duties import queries as duties
from courtyard.duties.models import Duty
from courtyard.meetings.models import AgendaItem
from courtyard.meetings.queries import on_agendas
from courtyard.people.models import Office, Person
from courtyard.people.standing import standing
from courtyard.places.models import Estate
from courtyard.web import times

STUCK_MAX = 60
ROWS_MAX = 50
AGAIN = 2
"""Returned so often, a case is stuck, however long its deadline."""
PROMISES = ("meetings.promise", "desk.call_promise", "duties.action_item")


@dataclass(frozen=True, slots=True)
class Stuck:
    """A matter that does not move: since when, with whom, and what was said last. It names no resident."""

    source: str
    about: UUID
    estate: Estate
    title: str
    comes_from: str
    why: str
    party: str
    since: datetime
    link: str
    circle: str = ""
    said: str = ""
    item: AgendaItem | None = None


def shifts(estate: Estate, since: datetime, until: datetime) -> list[Shift]:
    """Who sits at the desk between two moments, in order."""
    there = Shift.objects.filter(estate=estate, starts_at__lt=until, ends_at__gt=since, dropped_at__isnull=True)
    return list(there.select_related("person").order_by("starts_at", "party", "pk"))


def shifts_of_day(estate: Estate, day: date) -> list[Shift]:
    since = datetime(day.year, day.month, day.day, tzinfo=ZoneInfo(estate.node.zone))
    return shifts(estate, since, since + timedelta(days=1))


def who_may_sit(estate: Estate, at: datetime) -> list[tuple[str, Person]]:
    """Party and person of everybody who can be rostered there today."""
    seats = {str(kind): party for party in ("ju", "ye", "wu") for kind in LEADS[party]}
    held = Office.objects.on(localdate(at)).reaching(estate.node).filter(kind__in=seats).select_related("person")
    rows = {(seats[office.kind], office.person_id): (seats[office.kind], office.person) for office in held}
    order = ("ju", "ye", "wu")
    return sorted(rows.values(), key=lambda row: (order.index(row[0]), row[1].name))


def convened_by(person: Person, at: datetime) -> list[Estate]:
    """The estates a convenor or the residents' committee answers for."""
    nodes = [office.node for office in standing(person).offices_on(localdate(at)) if office.kind in CONVENES]
    below = Q(pk__in=[])
    for node in nodes:
        below |= Q(node__path__startswith=node.path)
    found = {estate.pk: estate for estate in Estate.objects.filter(below).select_related("node")}
    return sorted(found.values(), key=lambda estate: estate.node.path)


def stuck(estates: Sequence[Estate], at: datetime) -> list[Stuck]:
    """Late cases, cases returned again and again, overdue duties; the longest first. Five queries."""
    by_id = {estate.pk: estate for estate in estates}
    rows = [_of_case(case, by_id[case.estate_id], at) for case in _cases(estates, at)]
    rows += [_of_duty(duty, by_id[duty.estate_id], at) for duty in _duties(estates, at) if duty.estate_id]
    rows.sort(key=lambda row: row.since)
    rows = rows[:STUCK_MAX]
    agendas = on_agendas([row.about for row in rows])
    said = last_said([row.about for row in rows])
    return [_with(row, said.get(row.about, ""), agendas.get(row.about)) for row in rows]


def _with(row: Stuck, said: str, item: AgendaItem | None) -> Stuck:
    return Stuck(
        row.source, row.about, row.estate, row.title, row.comes_from, row.why, row.party, row.since, row.link,
        row.circle, said, item,
    )  # fmt: skip


def _cases(estates: Sequence[Estate], at: datetime) -> list[Case]:
    running = Case.objects.filter(estate__in=estates, state__written=Case.RUNNING).exclude(circle=Circle.ABOVE)
    late = list(running.filter(next_due_at__lt=at).order_by("next_due_at", "pk")[:STUCK_MAX])
    again = running.filter(returns__gte=AGAIN, next_due_at__gte=at).order_by("next_due_at", "pk")[:STUCK_MAX]
    return [*late, *again]


def _of_case(case: Case, estate: Estate, at: datetime) -> Stuck:
    case.estate = estate
    kind = kind_label(case) or gettext("a request")
    title = gettext("{kind}, {place}").format(kind=kind, place=case.place_label) if case.place_label else kind
    clock, due_at = case.next_clock
    again = gettext("came back {n} times").format(n=case.returns)
    why = _late_by(clock, at - due_at) if due_at < at else again
    return Stuck(
        source="case", about=case.pk, estate=estate, title=title[:80], why=why, party=case.party or "ju",
        comes_from=gettext("request {number}").format(number=case.number), since=min(due_at, at),
        link=reverse("cases:case", args=[estate.node.code, case.number]), circle=case.circle,
    )  # fmt: skip


def _late_by(clock: Clock, by: timedelta) -> str:
    return gettext("{clock}: {overdue}").format(clock=clock.label, overdue=_overdue(by))


def _overdue(by: timedelta) -> str:
    """In whole days once it is days: the hours say nothing then."""
    rounded = timedelta(days=by.days) if by >= timedelta(days=2) else by
    return gettext("overdue by {span}").format(span=times.span(rounded))


def _duties(estates: Sequence[Estate], at: datetime) -> list[Duty]:
    late = Duty.objects.overdue(at).filter(estate__in=estates).select_related("bearer")
    return list(late.order_by("due_at", "pk")[:STUCK_MAX])


def _of_duty(duty: Duty, estate: Estate, at: datetime) -> Stuck:
    promised = duty.kind in PROMISES
    return Stuck(
        source="duty", about=duty.pk, estate=estate, title=duties.said(duty)[:80],
        why=_overdue(at - duty.due_at),
        party=duty.party or _party_of(duty.office), since=duty.due_at,
        comes_from=gettext("promised, not done") if promised else _article(duty),
        link=reverse("duties:duties", args=[estate.node.code]),
    )  # fmt: skip


def _article(duty: Duty) -> str:
    return gettext("a duty") if duty.article in {"", OUR_DEFAULT} else duty.article[:80]


def _party_of(office: str) -> str:
    return Office.PARTY.get(Office.Kind(office), "") if office in Office.Kind.values else ""


def broken_promises(estates: Sequence[Estate], at: datetime) -> list[Duty]:
    """What the parties promised and did not do: the oldest first."""
    late = Duty.objects.overdue(at).filter(estate__in=estates, kind__in=PROMISES).select_related("estate__node")
    return list(late.order_by("due_at", "pk")[:ROWS_MAX])


def calls(estates: Sequence[Estate], most: int = ROWS_MAX) -> list[tuple[LogEntry, Duty | None]]:
    """Calls to the parties, the newest first, with what was promised there."""
    made = LogEntry.objects.filter(estate__in=estates, kind=LogEntry.Kind.CALL).select_related("estate__node")
    rows = list(made.order_by("-at", "-pk")[:most])
    promised = Duty.objects.in_bulk([row.duty for row in rows if row.duty])
    return [(row, promised.get(row.duty) if row.duty else None) for row in rows]


def last_said(about: Sequence[UUID]) -> dict[UUID, str]:
    """What was answered at the last call about each of these matters."""
    made = LogEntry.objects.filter(about__in=list(about)).order_by("at", "pk")
    return {one.about: one.words for one in made if one.about}


def log(estate: Estate, kind: str = "", before: str = "") -> tuple[list[LogEntry], str]:
    """A page of the log, the newest first, and where the next begins."""
    entries = LogEntry.objects.filter(estate=estate).select_related("by", "building")
    if kind in LogEntry.Kind.values:
        entries = entries.filter(kind=kind)
    cursor = entries.filter(pk=before).first() if _is_id(before) else None
    if cursor is not None:
        entries = entries.filter(Q(at__lt=cursor.at) | Q(at=cursor.at, pk__lt=cursor.pk))
    rows = list(entries.order_by("-at", "-pk")[: ROWS_MAX + 1])
    return rows[:ROWS_MAX], str(rows[ROWS_MAX - 1].pk) if len(rows) > ROWS_MAX else ""


def _is_id(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True


def questions(estate: Estate) -> list[Question]:
    """What supervisors asked: unanswered first, then the newest."""
    asked = Question.objects.filter(estate=estate).select_related("asked_by", "estate__node")
    return list(asked.order_by(F("answered_at").desc(nulls_first=True), "-asked_at", "-pk")[:ROWS_MAX])


def tasks(estate: Estate) -> list[tuple[Task, int]]:
    """Small tasks, each with how many help: where helpers are wanted first, then what is done."""
    offered = Task.objects.filter(estate=estate)
    wanted = list(offered.filter(state=Task.State.OPEN).order_by("starts_at", "pk")[:ROWS_MAX])
    over = list(offered.exclude(state=Task.State.OPEN).order_by("-starts_at", "-pk")[:20])
    helping = Helper.objects.filter(task__in=[*wanted, *over]).values_list("task").annotate(n=Count("pk")).order_by()
    counted = dict(helping)
    return [(task, counted.get(task.pk, 0)) for task in [*wanted, *over]]


def taken_on(person: Person, tasks_shown: Sequence[Task]) -> set[UUID]:
    return set(Helper.objects.filter(person=person, task__in=tasks_shown).values_list("task", flat=True))


def helpers_of(tasks_shown: Sequence[Task]) -> dict[UUID, list[str]]:
    """Who helps with each, for those at the desk."""
    names: dict[UUID, list[str]] = {}
    for helper in Helper.objects.filter(task__in=tasks_shown).select_related("person").order_by("taken_at", "pk"):
        names.setdefault(helper.task_id, []).append(helper.person.name)
    return names


def thanks_of(person: Person) -> int:
    """How often somebody was thanked."""
    return Helper.objects.filter(person=person, thanked_at__isnull=False).count()
