"""What may be seen of cases, and the lists of the desk and of a resident. Every list is read by cursor."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import IntegerField, OuterRef, Q, QuerySet, Subquery
from django.utils.functional import Promise as Lazy
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from courtyard.cases.models import Case, Party
from courtyard.cases.permissions import (
    LEADS,
    may_answer,
    may_confirm,
    may_resolve,
    may_return,
    may_triage,
    may_work,
)
from courtyard.people.models import Office, Person
from courtyard.people.standing import standing
from courtyard.places.models import Estate, Node

COUNTED_UP_TO = 100
"""Nobody reads a number beyond “99+”, and counting further would grow with the table."""
PAGE = 25
GLANCE = 10
ESTATES_MAX = 100

MAY: Mapping[str, Callable[[Person, Case, datetime], bool]] = {
    "triage": may_triage,
    "answer": may_answer,
    "resolve": may_resolve,
    "confirm": may_confirm,
    "return": may_return,
}
STARTS = {
    "triage": Case.State.FILED,
    "answer": Case.State.TRIAGED,
    "resolve": Case.State.TRIAGED,
    "confirm": Case.State.RESOLVED,
    "return": Case.State.RESOLVED,
}


class CountUpTo(Subquery):
    """How many rows there are, but never counting beyond COUNTED_UP_TO."""

    template = "(SELECT COUNT(*) FROM (%(subquery)s) AS counted)"
    output_field = IntegerField()

    def __init__(self, cases: QuerySet[Case]) -> None:
        super().__init__(cases.order_by().values("pk")[:COUNTED_UP_TO])


def visible_to(person: Person, at: datetime) -> QuerySet[Case]:
    """The person's own cases, those they handle, those of their desks, and what neighbours made public.

    A company's worker sees what is the company's. An office above the estate gives no sight of anybody's words.
    """
    stands = standing(person)
    may = Q(reporter=person) | Q(handler=person)
    for path in stands.desk_paths(at):
        may |= Q(estate__node__path__startswith=path)
    for office in stands.offices_on(localdate(at)):
        if office.kind == Office.Kind.COMPANY_WORKER:
            may |= Q(party=Party.WU, estate__node__path__startswith=office.node.path)
    homes = {tenure.estate_id for tenure in stands.tenures_on(localdate(at))}
    if homes:
        may |= Q(public=True, estate__in=homes)
    return Case.objects.filter(may).select_related("estate__node", "handler")


def of_desk(person: Person, estate_id: UUID, node: Node, at: datetime) -> QuerySet[Case]:
    """What this person sees at the estate's desk: all of it, or, working for the company, what is the company's."""
    cases = Case.objects.filter(estate=estate_id)
    if standing(person).at_desk_of(node, at):
        return cases
    return cases.filter(party=Party.WU) if may_work(person, node, at) else cases.none()


@dataclass(frozen=True, slots=True)
class Kind:
    """One of the desk's groups: a state, and which part of the deadlines."""

    key: str
    label: str | Lazy
    state: str
    since: datetime | None = None
    until: datetime | None = None

    def of(self, cases: QuerySet[Case]) -> QuerySet[Case]:
        cases = cases.filter(state=self.state)
        if self.since:
            cases = cases.filter(due_at__gte=self.since)
        return cases.filter(due_at__lt=self.until) if self.until else cases


@dataclass(frozen=True, slots=True)
class Page:
    """Some rows of a long list, and the cursor of the next ones."""

    cases: Sequence[Case]
    after: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    kind: Kind
    count: int
    page: Page


def kinds(node: Node, at: datetime) -> dict[str, Kind]:
    """The desk's groups at this time, what is late first."""
    today = at.astimezone(ZoneInfo(node.zone)).date()
    tomorrow = datetime.combine(today + timedelta(days=1), time(0), ZoneInfo(node.zone))
    groups = (
        Kind("late", _("Overdue"), Case.State.TRIAGED, until=at),
        Kind("today", _("Due today"), Case.State.TRIAGED, since=at, until=tomorrow),
        Kind("new", _("To assign"), Case.State.FILED),
        Kind("time", _("On time"), Case.State.TRIAGED, since=tomorrow),
        Kind("waiting", _("Waiting for residents"), Case.State.RESOLVED),
    )
    return {kind.key: kind for kind in groups}


def counts(cases: QuerySet[Case], estate: Estate, at: datetime) -> dict[str, int]:
    """How many each group holds, in one query."""
    columns = {kind.key: CountUpTo(kind.of(cases)) for kind in kinds(estate.node, at).values()}
    return _at_once(estate.pk, columns)


def _at_once(estate_id: UUID, columns: Mapping[str, CountUpTo]) -> dict[str, int]:
    """Several counts by one query: they are columns of the estate's row."""
    row = Estate.objects.filter(pk=estate_id).values_list(*columns.values()).get()
    return dict(zip(columns, row, strict=True))


def groups(
    cases: QuerySet[Case], held: Mapping[str, int], every: Mapping[str, Kind], only: str = "", after: str = ""
) -> list[Group]:
    """The desk at a glance: of each group that holds anything its first rows; of one alone, a page of it."""
    shown = [every[only]] if only in every else list(every.values())
    size, place = (PAGE, after) if only in every else (GLANCE, "")
    rows = cases.select_related("handler")
    return [Group(kind, held[kind.key], by_due(kind.of(rows), size, place)) for kind in shown if held[kind.key]]


def by_due(cases: QuerySet[Case], size: int, after: str = "") -> Page:
    """The next rows by deadline, after the row that the cursor names."""
    place = read_cursor(after)
    if place:
        cases = cases.filter(due_at__gte=place[0]).filter(Q(due_at__gt=place[0]) | Q(pk__gt=place[1]))
    rows = list(cases.order_by("due_at", "pk")[: size + 1])
    return Page(rows[:size], cursor(rows[size - 1].due_at, rows[size - 1].pk) if len(rows) > size else "")


def newest(cases: QuerySet[Case], after: str = "") -> Page:
    """The next rows by time of filing, newest first."""
    place = read_cursor(after)
    if place:
        cases = cases.filter(filed_at__lte=place[0]).filter(Q(filed_at__lt=place[0]) | Q(pk__lt=place[1]))
    rows = list(cases.order_by("-filed_at", "-pk")[: PAGE + 1])
    return Page(rows[:PAGE], cursor(rows[PAGE - 1].filed_at, rows[PAGE - 1].pk) if len(rows) > PAGE else "")


def cursor(time_of: datetime, pk: UUID) -> str:
    return f"{int(time_of.timestamp())}.{time_of.microsecond}.{pk.hex}"


def read_cursor(text: str) -> tuple[datetime, UUID] | None:
    """None for none, and for one that nobody wrote: the list then begins at its beginning."""
    try:
        seconds, microseconds, pk = text.split(".")
        moment = datetime.fromtimestamp(int(seconds), ZoneInfo("UTC")) + timedelta(microseconds=int(microseconds))
        return moment, UUID(pk)
    except (ValueError, OverflowError, OSError):
        return None


def of_reporter(person: Person) -> QuerySet[Case]:
    return Case.objects.filter(reporter=person).select_related("estate__node")


def waiting_for(person: Person) -> QuerySet[Case]:
    """Put right, says the lead; the resident has the last word."""
    return of_reporter(person).filter(state=Case.State.RESOLVED).order_by("-filed_at", "-pk")


def public_in(estate: Estate) -> QuerySet[Case]:
    return Case.objects.filter(estate=estate, public=True)


def numbered(cases: QuerySet[Case], text: str, at: datetime) -> list[Case]:
    """Cases by the number somebody quotes: 2606-0137, 26060137, or 137 for one of the last twelve months."""
    digits = "".join(c for c in text if c.isdigit())
    if not digits or len(digits) > 8:
        return []
    if len(digits) > 4:
        numbers = [f"{digits[:4]}-{digits[4:].zfill(4)}"]
    else:
        months = {f"{at.year % 100 - (at.month <= back):02}{(at.month - back - 1) % 12 + 1:02}" for back in range(12)}
        numbers = [f"{month}-{digits.zfill(4)}" for month in sorted(months, reverse=True)]
    return list(cases.filter(number__in=numbers).select_related("handler").order_by("-number")[:12])


@dataclass(frozen=True, slots=True)
class Seat:
    """Somebody who sits at the desk or works for a party there."""

    person: Person
    kind: str
    party: str


def seats(node: Node, at: datetime) -> list[Seat]:
    """Everybody whom a case can be given to, the desk's members first; each person once for a party."""
    party_of: Mapping[str, str] = {kind: party for party, offices in LEADS.items() for kind in offices}
    held = Office.objects.on(localdate(at)).reaching(node).filter(kind__in=list(party_of)).select_related("person")
    order = list(party_of)
    seated: dict[tuple[UUID, str], Seat] = {}
    for office in sorted(held, key=lambda office: (order.index(Office.Kind(office.kind)), office.since, office.pk)):
        party = party_of[office.kind]
        seated.setdefault((office.person_id, party), Seat(office.person, office.kind, party))
    return list(seated.values())


def load_of_parties(estate: Estate) -> dict[str, int]:
    """How many open cases each party has in hand, in one query."""
    hand = Case.objects.filter(estate=estate, state=Case.State.TRIAGED)
    columns = {party: CountUpTo(hand.filter(party=party)) for party in LEADS}
    return _at_once(estate.pk, columns)


@dataclass(frozen=True, slots=True)
class Member:
    """A party at the desk: who sits there for it, and how many cases it has in hand."""

    party: str
    names: list[str]
    hand: int


def roster(seated: Sequence[Seat], hand: Mapping[str, int]) -> list[Member]:
    """The three parties, with those who sit at the desk; whoever only works for one does not."""
    return [
        Member(party, [s.person.name for s in seated if s.party == party and s.kind in Office.DESK], hand[party])
        for party in LEADS
    ]


def open_deeds(person: Person, case: Case, at: datetime) -> list[str]:
    """What this person may do to the case as it stands."""
    return [deed for deed, start in STARTS.items() if case.state == start and MAY[deed](person, case, at)]


def next_to_triage(person: Person, estate: Estate, at: datetime) -> Case | None:
    """The case whose deadline comes first among those nobody has assigned yet."""
    if not standing(person).at_desk_of(estate.node, at):
        return None
    waiting = Case.objects.filter(estate=estate, state=Case.State.FILED)
    return waiting.select_related("estate__node", "reporter").order_by("due_at", "pk").first()


@dataclass(frozen=True, slots=True)
class DeskRow:
    """One of several desks: what is late there, and what nobody has assigned yet."""

    estate: Estate
    late: int
    new: int


def desks(person: Person, at: datetime) -> list[DeskRow]:
    """The desks at which the person sits or works, with what waits there, in one query."""
    reach = Q(pk__in=[])
    for office in standing(person).offices_on(localdate(at)):
        if office.kind in {*Office.DESK, Office.Kind.COMPANY_WORKER}:
            reach |= Q(node__path__startswith=office.node.path)
    here = Case.objects.filter(estate=OuterRef("pk"))
    late, new = here.filter(state=Case.State.TRIAGED, due_at__lt=at), here.filter(state=Case.State.FILED)
    estates = Estate.objects.filter(reach).select_related("node").order_by("node__path")
    counted = estates.annotate(late=CountUpTo(late), new=CountUpTo(new))[:ESTATES_MAX]
    return [DeskRow(estate, estate.late, estate.new) for estate in counted]


def own_estate(person: Person, code: str, at: datetime) -> Estate | None:
    """The estate with this code if the person lives or owns there: read with their tenures, so it costs nothing."""
    tenures = standing(person).tenures_on(localdate(at))
    return next((tenure.estate for tenure in tenures if tenure.estate.code == code), None)


def home_estate(person: Person, at: datetime) -> Estate | None:
    """Where the person lives or owns: there a new case of theirs begins."""
    tenures = standing(person).tenures_on(localdate(at))
    return tenures[0].estate if tenures else None


def waiting_at_desk(person: Person, estate_id: UUID, node: Node, at: datetime) -> int:
    """What the desk has to look at now: overdue, or not assigned yet."""
    cases, every = of_desk(person, estate_id, node, at), kinds(node, at)
    columns = {key: CountUpTo(every[key].of(cases)) for key in ("late", "new")}
    return at_most(sum(_at_once(estate_id, columns).values()))


def at_most(count: int) -> int:
    """As far as anything is counted."""
    return min(count, COUNTED_UP_TO)


def count_waiting_for(person: Person) -> int:
    return Case.objects.filter(reporter=person, state=Case.State.RESOLVED)[:COUNTED_UP_TO].count()
