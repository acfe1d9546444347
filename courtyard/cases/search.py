"""How cases are found: by what the resident said, by where it is, and by number, each by whoever may open it."""

import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from datetime import datetime
from uuid import UUID

from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from courtyard.cases import events
from courtyard.cases.models import Case, Circle, Incident, Party
from courtyard.cases.permissions import LEADS, SEATS, may_read_incidents, may_see_course, may_see_whole
from courtyard.cases.queries import numbered, visible_to
from courtyard.people.models import Office, Person
from courtyard.people.standing import standing
from courtyard.search.registers import Hit, Lookup, Searchable, Words, last_of_path, mark, marks_of_path
from courtyard.trail.models import Line

NUMBER = re.compile(r"\d{4}-?\d{4}")
PLACES = ("estate__node", "home__building", "home__entrance")
BY_NUMBER = re.compile(r"\d{1,4}|\d{4}-?\d{1,4}")


AT_WORK = (*Office.DESK, Office.Kind.COMPANY_WORKER)
CHANGES = (
    events.CaseFiled,
    events.CaseTriaged,
    events.CaseReferred,
    events.HelperInvolved,
    events.HelperReleased,
    events.CaseSubmitted,
    events.CaseEscalated,
    events.CaseMerged,
    events.CaseJoined,
    events.CaseDeclined,
    events.CaseWithdrawn,
    events.CaseReopened,
    events.CaseRedacted,
    events.CaseErased,
)
"""After these a case says something else, or is somebody else's to see."""


def words(ids: Collection[UUID]) -> Iterator[Words]:
    cases = Case.objects.filter(pk__in=ids).select_related(*PLACES)
    merged: defaultdict[UUID | None, set[UUID | None]] = defaultdict(set)
    for into, reporter in Case.objects.filter(duplicate_of__in=ids).values_list("duplicate_of", "reporter"):
        merged[into].add(reporter)
    for case in cases:
        said = "\n".join((case.words, case.public_words, _place(case, whole=True)))
        yield Words(case.pk, case.filed_at, case.subject, said, _marks(case, merged[case.pk]))


def touched(line: Line) -> Iterator[UUID]:
    yield line.about
    if line.kind == events.CaseMerged.NAME:
        yield UUID(str(line.fields["into"]))


def _marks(case: Case, others: Collection[UUID | None]) -> set[str]:
    """Under which marks `visible_to` may find it; `others` reported what it stands for."""
    node = case.estate.node
    marks = {mark("of", who) for who in (case.reporter_id, case.handler_id, *others) if who}
    marks |= marks_of_path(f"seat{case.circle}", node.path)
    if case.circle == Circle.DESK and Party.WU in {case.party, *case.helpers}:
        marks |= marks_of_path("company", node.path)
    if case.level == Case.Level.SUBDISTRICT:
        marks |= marks_of_path("climbed", node.path)
    if case.public:
        marks.add(mark("public", node.code))
    return marks


def every(after: UUID | None, most: int) -> Sequence[UUID]:
    rest = Case.objects.filter(pk__gt=after) if after else Case.objects.all()
    return list(rest.order_by("pk").values_list("pk", flat=True)[:most])


def reach(person: Person, at: datetime) -> set[str]:
    here, day = standing(person), localdate(at)
    marks = {mark("of", person.pk)}
    for office in here.offices_on(day):
        kinds = {f"seat{circle.value}": seats for circle, seats in SEATS.items()}
        kinds |= {"company": (Office.Kind.COMPANY_WORKER,), "climbed": LEADS["jie"]}
        marks |= {last_of_path(what, office.node.path) for what, offices in kinds.items() if office.kind in offices}
    return marks | {mark("public", tenure.estate.node.code) for tenure in here.tenures_on(day)}


def visible(person: Person, at: datetime, ids: Collection[UUID]) -> Iterator[Hit]:
    cases = visible_to(person, at).filter(pk__in=ids).select_related(*PLACES)
    return (_hit(person, case, at) for case in cases)


def _hit(person: Person, case: Case, at: datetime) -> Hit:
    """As much as the case's page says to this reader."""
    link = reverse("cases:case", args=[case.estate.code, case.number])
    place = case.place_label or case.estate.node.name
    note = gettext(", ").join([case.number, place, str(Case.State(case.state).label)])
    said = case.words if may_see_course(person, case, at) else case.open_words if case.public else ""
    text = "\n".join(filter(None, (said, _place(case, may_see_whole(person, case, at)))))
    return Hit(case.pk, case.filed_at, case.subject, link, text, note, case.subject or case.number)


def _place(case: Case, whole: bool) -> str:
    """To neighbours neither the home nor where in it."""
    place = case.home.label if whole and case.home else case.place_label
    return "\n".join(filter(None, (place, case.where if whole or not case.home_id else "")))


def by_number(person: Person, at: datetime, text: str) -> Sequence[Hit]:
    if not BY_NUMBER.fullmatch(text):
        return ()
    cases = visible_to(person, at).select_related(*PLACES)
    return [_hit(person, case, at) for case in numbered(cases, text, at)]


SEARCHABLE = Searchable(
    name="cases",
    label=pgettext_lazy("tab", "Requests"),
    icon="ask",
    events=frozenset(event.NAME for event in CHANGES),
    words=words,
    every=every,
    reach=reach,
    visible=visible,
    touched=touched,
    order=10,
)
LOOKUP = Lookup(
    name="cases.number",
    label=_("Number"),
    icon="ask",
    find=by_number,
    straight=lambda text: NUMBER.fullmatch(text) is not None,
    order=0,
)


# What befalls whole buildings, for those who live or work there


def incident_words(ids: Collection[UUID]) -> Iterator[Words]:
    for one in Incident.objects.filter(pk__in=ids).select_related("estate__node"):
        marks = {mark("lives", one.estate.node.code)} | marks_of_path("works", one.estate.node.path)
        yield Words(one.pk, one.announced_at, one.title, one.words, marks)


def every_incident(after: UUID | None, most: int) -> Sequence[UUID]:
    rest = Incident.objects.filter(pk__gt=after) if after else Incident.objects.all()
    return list(rest.order_by("pk").values_list("pk", flat=True)[:most])


def incidents_reach(person: Person, at: datetime) -> set[str]:
    here, day = standing(person), localdate(at)
    works = [office.node.path for office in here.offices_on(day) if office.kind in AT_WORK]
    return {last_of_path("works", path) for path in works} | {
        mark("lives", tenure.estate.node.code) for tenure in here.tenures_on(day)
    }


def incidents_seen(person: Person, at: datetime, ids: Collection[UUID]) -> Iterator[Hit]:
    for one in Incident.objects.filter(pk__in=ids).select_related("estate__node"):
        if may_read_incidents(person, one.estate, at):
            link = reverse("cases:incidents", args=[one.estate.code])
            yield Hit(one.pk, one.announced_at, one.title, link, one.words, one.estate.node.name)


INCIDENTS = Searchable(
    name="cases.incidents",
    label=_("Outages"),
    icon="warn",
    events=frozenset(event.NAME for event in (events.IncidentAnnounced, events.IncidentUpdated, events.IncidentEnded)),
    words=incident_words,
    every=every_incident,
    reach=incidents_reach,
    visible=incidents_seen,
    order=20,
)
