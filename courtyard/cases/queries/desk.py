"""The joint desk's queue: its groups, its filters, who sits there, and what waits."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from typing import Any, Self
from urllib.parse import urlencode
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import F, OuterRef, Q, QuerySet
from django.utils.functional import Promise as Lazy
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from courtyard.cases.models import THREE, Case, Circle, Party
from courtyard.cases.permissions import LEADS
from courtyard.cases.queries.lists import PAGE, CountUpTo, Page, at_most, at_once, by_due
from courtyard.cases.queries.sight import of_desk
from courtyard.people.models import Office, Person
from courtyard.people.standing import standing
from courtyard.places.models import Estate, Node

GLANCE = {"late": 10, "new": 10}
ELSE = 5
"""How many rows of a group stand beside the others: what somebody has to move first, more of it."""
LISTED = (
    "number", "state", "category", "place_label", "words", "public_words", "urgent", "level", "voices", "returns",
    "party", "helping", "handler__name", "filed_at", "due_at", "next_due_at", "contact_due_at",
    "contacted_at", "on_site_due_at", "on_site_at", "paused_until", "resolved_at", "closed_at",
)  # fmt: skip
"""What a row of the queue says; with the other forty columns the page takes a fifth longer."""
ESTATES_MAX = 100
REPLIES_MAX = 5_000
"""More first replies than an estate gives in a week; beyond it nothing is counted."""
AGES = (3, 7, 30)
"""Older than so many days since filing."""


@dataclass(frozen=True, slots=True)
class Kind:
    """One of the desk's groups: some states, and which part of their next deadlines."""

    key: str
    label: str | Lazy
    states: tuple[Any, ...]
    since: datetime | None = None
    until: datetime | None = None

    def of(self, cases: QuerySet[Case]) -> QuerySet[Case]:
        """Several states are read along the index of what runs, by deadline and without sorting."""
        if len(self.states) == 1:
            cases = cases.filter(state=self.states[0])
        else:
            cases = cases.filter(state__written=Case.RUNNING)
            cases = cases if self.states == Case.RUNNING else cases.filter(state__in=self.states)
        if self.since:
            cases = cases.filter(next_due_at__gte=self.since)
        return cases.filter(next_due_at__lt=self.until) if self.until else cases


@dataclass(frozen=True, slots=True)
class Group:
    kind: Kind
    count: int
    page: Page


def kinds(node: Node, at: datetime) -> dict[str, Kind]:
    """The desk's groups at this time, what is late first. Every case that has not ended is in exactly one."""
    today = at.astimezone(ZoneInfo(node.zone)).date()
    tomorrow = datetime.combine(today + timedelta(days=1), time(0), ZoneInfo(node.zone))
    groups = (
        Kind("late", _("Overdue"), Case.RUNNING, until=at),
        Kind("new", _("To assign"), (Case.State.FILED,), since=at),
        Kind("today", _("Due today"), Case.HANDLED, since=at, until=tomorrow),
        Kind("time", _("On time"), Case.HANDLED, since=tomorrow),
        Kind("hold", _("On hold"), (Case.State.PAUSED,)),
        Kind("waiting", _("Waiting for residents"), (Case.State.RESOLVED,)),
    )
    return {kind.key: kind for kind in groups}


@dataclass(frozen=True, slots=True)
class Lens:
    """How somebody looks at the queue: every filter by itself, all of them together."""

    group: str = ""
    party: str = ""
    category: str = ""
    building: str = ""
    age: str = ""
    q: str = ""

    @classmethod
    def read(cls, given: Mapping[str, str]) -> Self:
        """What an address asks for; what nobody offers is left out."""
        lens = cls(**{name: str(given.get(name, "")).strip()[:40] for name in cls.__slots__})
        fits = {
            "party": lens.party in Party.values,
            "building": _is_uuid(lens.building),
            "age": lens.age in {str(days) for days in AGES},
        }
        return replace(lens, **{name: "" for name, fit in fits.items() if not fit})

    def of(self, cases: QuerySet[Case], at: datetime) -> QuerySet[Case]:
        if self.party:
            cases = cases.filter(Q(party=self.party) | Q(helping__contains=self.party))
        if self.category:
            cases = cases.filter(category=self.category)
        if self.building:
            cases = cases.filter(building=UUID(self.building))
        if self.age:
            # Said by what it is not: SQLite would else read everything ever filed along the index by filing.
            cases = cases.exclude(filed_at__gte=at - timedelta(days=int(self.age)))
        return cases

    @property
    def narrows(self) -> bool:
        """Whether the queue shows less than everything."""
        return any((self.party, self.category, self.building, self.age))

    @property
    def more(self) -> bool:
        """Whether one of the filters is on that stand behind “more”."""
        return any((self.category, self.building, self.age))

    def address(self, **other: str) -> str:
        """The query of this view, or of one beside it: “?group=late&party=wu”."""
        lens = replace(self, **other)
        named = {name: getattr(lens, name) for name in self.__slots__}
        return "?" + urlencode({name: value for name, value in named.items() if value})


def _is_uuid(text: str) -> bool:
    try:
        return bool(UUID(text))
    except ValueError:
        return False


def searched(cases: QuerySet[Case], text: str) -> list[Case]:
    """Open cases whose words or place hold the text, by deadline. What has ended is found by the search page."""
    holds = Q(words__icontains=text) | Q(place_label__icontains=text) | Q(where__icontains=text)
    alive = cases.filter(state__in=[*Case.OPEN, Case.State.RESOLVED])
    return list(alive.filter(holds).select_related("handler").order_by("next_due_at", "pk")[:PAGE])


def counts(cases: QuerySet[Case], estate: Estate, at: datetime) -> tuple[dict[str, int], dict[str, int]]:
    """How many each group holds, and how many open cases each party has in hand whatever is shown; one query."""
    every = kinds(estate.node, at)
    hand = Case.objects.filter(estate=estate, state=Case.State.TRIAGED)
    parties = {str(party): hand.filter(party=party) for party in THREE}
    held = at_once({key: kind.of(cases) for key, kind in every.items()} | parties)
    return {key: held[key] for key in every}, {party: held[party] for party in parties}


def groups(
    cases: QuerySet[Case], held: Mapping[str, int], every: Mapping[str, Kind], only: str = "", after: str = ""
) -> list[Group]:
    """The desk at a glance: of each group that holds anything its first rows; of one alone, a page of it."""
    shown = [every[only]] if only in every else list(every.values())
    rows, page = cases.select_related("handler").only(*LISTED), (PAGE, after) if only in every else None
    return [
        Group(kind, held[kind.key], by_due(kind.of(rows), *(page or (GLANCE.get(kind.key, ELSE),))))
        for kind in shown
        if held[kind.key]
    ]


@dataclass(frozen=True, slots=True)
class Seat:
    """Somebody who sits at the desk or works for a party there."""

    person: Person
    kind: str
    party: str


def seats(node: Node, at: datetime, circle: str = Circle.DESK) -> list[Seat]:
    """Everybody whom a case can be given to, the desk's members first; each person once for a party."""
    parties = {Circle.DESK: THREE, Circle.JU: (Party.JU,), Circle.ABOVE: (Party.JIE,)}[Circle(circle)]
    party_of: Mapping[str, str] = {kind: party for party in parties for kind in LEADS[party]}
    held = Office.objects.on(localdate(at)).reaching(node).filter(kind__in=list(party_of)).select_related("person")
    order = list(party_of)
    seated: dict[tuple[UUID, str], Seat] = {}
    for office in sorted(held, key=lambda office: (order.index(Office.Kind(office.kind)), office.since, office.pk)):
        party = party_of[office.kind]
        seated.setdefault((office.person_id, party), Seat(office.person, office.kind, party))
    return list(seated.values())


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
        for party in THREE
    ]


@dataclass(frozen=True, slots=True)
class Answered:
    """How many first replies fell into a stretch of time, and how many of them were given in time."""

    due: int
    in_time: int

    @property
    def percent(self) -> int:
        """In whole per cent, never rounded up to a hundred."""
        return self.in_time * 100 // self.due if self.due else 0


def answered_this_week(estate: Estate, at: datetime) -> Answered:
    """The desk's first replies since Monday: those given, and those that were due and are not. One query."""
    today = at.astimezone(ZoneInfo(estate.node.zone)).date()
    monday = datetime.combine(today - timedelta(days=today.weekday()), time(0), ZoneInfo(estate.node.zone))
    here = Case.objects.filter(estate=estate, circle=Circle.DESK)
    given = here.filter(contacted_at__gte=monday, contact_due_at__isnull=False)
    owed = here.filter(state=Case.State.FILED, next_due_at__gte=monday, next_due_at__lt=at, contacted_at__isnull=True)
    in_time = given.filter(contacted_at__lte=F("contact_due_at"))
    held = at_once({"given": given, "owed": owed, "in_time": in_time}, REPLIES_MAX)
    return Answered(held["given"] + held["owed"], held["in_time"])


def next_to_triage(person: Person, estate: Estate, lens: Lens, at: datetime) -> Case | None:
    """Of what somebody looks at: the case whose deadline comes first among those nobody has assigned yet."""
    if not standing(person).at_desk_of(estate.node, at):
        return None
    waiting = lens.of(of_desk(person, estate.pk, estate.node, at), at).filter(state=Case.State.FILED)
    group = kinds(estate.node, at).get(lens.group)
    waiting = group.of(waiting) if group else waiting
    named = waiting.only("number", "category", "words", "public_words", "rulebook_version", "estate")
    case = named.order_by("next_due_at", "pk").first()
    if case is not None:
        case.estate = estate
    return case


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
    here = Case.objects.filter(estate=OuterRef("pk"), circle=Circle.DESK)
    late = here.filter(state__written=Case.RUNNING, next_due_at__lt=at)
    new = here.filter(state=Case.State.FILED, next_due_at__gte=at)
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
    return at_most(sum(at_once({key: every[key].of(cases) for key in ("late", "new")}).values()))


def count_waiting_for(person: Person) -> int:
    return Case.objects.filter(reporter=person, state=Case.State.RESOLVED)[:100].count()
