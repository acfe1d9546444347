"""The course of a case as its page tells it: what the record says, in the reader's words, and what comes next."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.utils.translation import gettext, pgettext_lazy

from courtyard.cases.events import (
    CaseConfirmed,
    CaseFiled,
    CaseNoted,
    CaseReferred,
    CaseReopened,
    CaseReturned,
    CaseTriaged,
    CaseWithdrawn,
)
from courtyard.cases.models import Case, CasePhoto
from courtyard.cases.permissions import is_concerned, may_know_reporter, may_note, may_see_course, may_see_whole
from courtyard.cases.telling import SILENT, TELLERS
from courtyard.core.events import Event
from courtyard.core.masking import masked_name, surname
from courtyard.people.models import CLERK_ID, Office, Person
from courtyard.places.models import Node
from courtyard.trail.models import Line

LINES_MAX = 200
TITLES = {
    Office.Kind.CONVENOR: pgettext_lazy("title", "{surname}, convenor"),
    Office.Kind.RESIDENTS_COMMITTEE: pgettext_lazy("title beside the residents’ committee", "{surname}"),
    Office.Kind.OWNERS_COMMITTEE: pgettext_lazy("title beside the owners’ committee", "{surname}"),
    Office.Kind.COMPANY_MANAGER: pgettext_lazy("title", "{surname}, manager"),
    Office.Kind.COMPANY_WORKER: pgettext_lazy("title", "{surname}, repairs"),
    Office.Kind.SUBDISTRICT: pgettext_lazy("title beside the sub-district", "{surname}"),
}
"""Office holders are known by surname and function, as on the notice board; the party stands beside it."""
RESIDENTS_WORDS = (CaseConfirmed, CaseReturned, CaseReopened, CaseWithdrawn)
"""What a resident says to the desk is not for neighbours, even of a public case."""


@dataclass(frozen=True, slots=True)
class Step:
    """Something done to a case. `erased` words are said to be erased, never passed over."""

    title: str
    at: datetime
    after: timedelta | None
    kind: str = ""
    party: str = ""
    who: str = ""
    to_party: str = ""
    to_whom: str = ""
    words: str = ""
    more: str = ""
    erased: bool = False
    inside: bool = False
    alarm: bool = False
    photos: list[CasePhoto] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Reader:
    """Who reads the page, as far as its words depend on it.

    `mine` asked for it; `knows` who did; sees the `whole`; reads every word of the `course`; `handles` it, and so
    reads what those who handle it note down for each other.
    """

    mine: bool
    knows: bool
    whole: bool
    course: bool
    handles: bool


def reader(person: Person, case: Case, at: datetime) -> Reader:
    mine = case.reporter_id is not None and case.reporter_id == person.pk
    handles = not mine and (is_concerned(person, case, at) or may_note(person, case, at))
    return Reader(
        mine,
        may_know_reporter(person, case, at),
        may_see_whole(person, case, at),
        may_see_course(person, case, at),
        handles,
    )


@dataclass(frozen=True, slots=True)
class Course:
    steps: list[Step]
    names: Mapping[UUID, str]

    @property
    def last(self) -> Step | None:
        return self.steps[-1] if self.steps else None

    @property
    def held(self) -> Step | None:
        """When the case last came to whoever holds it now, and why."""
        return next((step for step in reversed(self.steps) if step.to_party), None)

    @property
    def climbed(self) -> Step | None:
        """When it last went further up, to whom, and why."""
        return next((step for step in reversed(self.steps) if step.kind == "cases.escalated"), None)

    @property
    def declined(self) -> Step | None:
        return next((step for step in reversed(self.steps) if step.kind == "cases.declined"), None)


@dataclass(frozen=True, slots=True)
class Mark:
    """One of four words that tell at a glance how far a case has come."""

    label: str
    state: str


def four_steps(case: Case) -> list[Mark]:
    """已收到, 已分派, 已办好, 您确认: done, now, or still to come. None for what ended another way."""
    reach = {
        Case.State.FILED: 1,
        Case.State.TRIAGED: 2,
        Case.State.PAUSED: 2,
        Case.State.SIGNING: 2,
        Case.State.RESOLVED: 3,
        Case.State.CLOSED: 4,
    }
    reached = reach.get(case.state)
    if reached is None:
        return []
    words = [gettext("Received"), gettext("Assigned"), gettext("Resolved"), gettext("You confirm")]
    states = ["done"] * reached + ["now"] + [""] * len(words)
    return [Mark(word, state) for word, state in zip(words, states, strict=False)]


def course(case: Case, person: Person, at: datetime) -> Course:
    """Four queries, however long it is: the lines, the names, the offices, the photographs."""
    lines = [(line, line.event) for line in Line.objects.about(case.pk)[:LINES_MAX]]
    eyes, names = reader(person, case, at), _names([event for _, event in lines], [line for line, _ in lines], case)
    shown = dict(names)
    if case.reporter_id:
        shown[case.reporter_id] = _reporter(names.get(case.reporter_id, ""), case, eyes)
    photos = {photo.sha256: photo for photo in case.photos.all() if eyes.course or (case.public and not photo.hidden)}
    steps: list[Step] = []
    for line, event in lines:
        if event is not None and _is_told(event, eyes):
            after = line.at - steps[-1].at if steps else None
            steps.append(_step(event, line, case, eyes, shown, photos, after))
    return Course(steps, shown)


def _is_told(event: Event, eyes: Reader) -> bool:
    return not isinstance(event, SILENT) and (eyes.handles or not isinstance(event, CaseNoted))


def _names(events: list[Event | None], lines: list[Line], case: Case) -> dict[UUID, str]:
    """Names by id: whoever did something, and whom it was given to. Those erased have none."""
    given = {
        UUID(str(event.handler)) for event in events if isinstance(event, CaseTriaged | CaseReferred) and event.handler
    }
    ids = ({line.by for line in lines} | given) - {CLERK_ID}
    asked = {case.reporter_id} if case.reporter_id else set()
    people = {p.pk: "" if p.erased_at else p.name for p in Person.objects.filter(pk__in=ids | asked)}
    return people | titles(ids - asked, case.estate.node)


def titles(ids: set[UUID], node: Node) -> dict[UUID, str]:
    """梅书记, 柏师傅: how those who hold or held an office there are called."""
    held = Office.objects.reaching(node).filter(person__in=ids, kind__in=list(TITLES), person__erased_at__isnull=True)
    return {office.person_id: title(office.kind, office.person.name) for office in held.select_related("person")}


def title(kind: str, name: str) -> str:
    return str(TITLES[Office.Kind(kind)]).format(surname=surname(name))


def _reporter(name: str, case: Case, eyes: Reader) -> str:
    """The desk reads the name, whoever comes to the door a masked one, a neighbour none; hidden, it is nobody's."""
    if eyes.knows:
        return name
    return masked_name(name) if eyes.whole and not case.name_hidden and name else gettext("a resident")


def _step(
    event: Event,
    line: Line,
    case: Case,
    eyes: Reader,
    names: Mapping[UUID, str],
    photos: Mapping[str, CasePhoto],
    after: timedelta | None,
) -> Step:
    tell = TELLERS.get(type(event))
    asked = names.get(case.reporter_id, "") if case.reporter_id else (case.caller if eyes.knows else "")
    said: dict[str, Any] = tell(event, case, eyes.mine, asked) if tell else {"title": event.NAME}
    said |= _words(event, case, eyes)
    if seat := getattr(event, "seat", ""):
        said |= {"party": seat, "who": names.get(line.by, "")}
    if isinstance(event, CaseTriaged | CaseReferred):
        said |= {"to_party": event.party, "to_whom": names.get(UUID(str(event.handler)), "") if event.handler else ""}
    kept = [photos[digest] for digest in dict.fromkeys(event.hashes()) if digest in photos]
    return Step(at=line.at, after=after, kind=line.kind, photos=kept, inside=isinstance(event, CaseNoted), **said)


def _words(event: Event, case: Case, eyes: Reader) -> dict[str, Any]:
    """What was said, as far as this reader may read it; a neighbour reads a request as the desk left it."""
    words = getattr(event, "words", "")
    if not eyes.course:
        if isinstance(event, RESIDENTS_WORDS):
            return {}
        if isinstance(event, CaseFiled):
            return {"words": case.open_words, "erased": not case.open_words} if case.public else {}
    return {"words": words or "", "erased": words is None}
