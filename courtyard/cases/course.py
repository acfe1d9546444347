"""The course of a case as its page tells it: what the record says, in the reader's words, and what comes next."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.utils.translation import gettext, ngettext, pgettext_lazy

from courtyard.cases.events import (
    CaseAnswered,
    CaseConfirmed,
    CaseErased,
    CaseFiled,
    CaseResolved,
    CaseReturned,
    CaseTriaged,
)
from courtyard.cases.models import Case, CasePhoto, Party
from courtyard.cases.permissions import may_know_reporter, may_see_whole
from courtyard.core.events import Event
from courtyard.core.masking import masked_name, surname
from courtyard.people.models import Office, Person
from courtyard.places.models import Node
from courtyard.trail.models import Line

LINES_MAX = 200
TITLES = {
    Office.Kind.CONVENOR: pgettext_lazy("title", "{surname}, convenor"),
    Office.Kind.RESIDENTS_COMMITTEE: pgettext_lazy("title beside the residents’ committee", "{surname}"),
    Office.Kind.OWNERS_COMMITTEE: pgettext_lazy("title beside the owners’ committee", "{surname}"),
    Office.Kind.COMPANY_MANAGER: pgettext_lazy("title", "{surname}, manager"),
    Office.Kind.COMPANY_WORKER: pgettext_lazy("title", "{surname}, repairs"),
}
"""Office holders are known by surname and function, as on the notice board; the party stands beside it."""


@dataclass(frozen=True, slots=True)
class Step:
    """Something done to a case. `erased` words are said to be erased, never passed over."""

    title: str
    at: datetime
    after: timedelta | None
    party: str = ""
    who: str = ""
    to_party: str = ""
    to_whom: str = ""
    words: str = ""
    erased: bool = False
    photos: list[CasePhoto] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Reader:
    """Who reads the page, as far as its words depend on it."""

    mine: bool
    knows: bool
    whole: bool


def reader(person: Person, case: Case, at: datetime) -> Reader:
    whole = may_see_whole(person, case, at)
    return Reader(case.reporter_id == person.pk, may_know_reporter(person, case, at), whole)


@dataclass(frozen=True, slots=True)
class Course:
    steps: list[Step]
    names: Mapping[UUID, str]

    @property
    def last(self) -> Step | None:
        return self.steps[-1] if self.steps else None


@dataclass(frozen=True, slots=True)
class Mark:
    """One of four words that tell at a glance how far a case has come."""

    label: str
    state: str


def four_steps(case: Case) -> list[Mark]:
    """已收到, 已分派, 已办好, 您确认: done, now, or still to come."""
    words = [gettext("Received"), gettext("Assigned"), gettext("Put right"), gettext("You confirm")]
    reached = [Case.State.FILED, Case.State.TRIAGED, Case.State.RESOLVED, Case.State.CLOSED].index(case.state) + 1
    states = ["done"] * reached + ["now"] + [""] * len(words)
    return [Mark(word, state) for word, state in zip(words, states, strict=False)]


def course(case: Case, person: Person, at: datetime) -> Course:
    """Four queries, however long it is: the lines, the names, the offices, the photographs."""
    lines = [(line, line.event) for line in Line.objects.about(case.pk)[:LINES_MAX]]
    eyes, names = reader(person, case, at), _names([event for _, event in lines], [line for line, _ in lines], case)
    shown = {**names, case.reporter_id: _reporter(names.get(case.reporter_id, ""), eyes)}
    photos = {photo.sha256: photo for photo in case.photos.all()}
    steps: list[Step] = []
    for line, event in lines:
        if event is not None:
            after = line.at - steps[-1].at if steps else None
            steps.append(_step(event, line, case, eyes, shown, photos, after))
    return Course(steps, shown)


def _names(events: list[Event | None], lines: list[Line], case: Case) -> dict[UUID, str]:
    """Names by id: whoever did something, and whom it was given to. Those erased have none."""
    given = {UUID(str(event.handler)) for event in events if isinstance(event, CaseTriaged) and event.handler}
    ids = {line.by for line in lines} | given | {case.reporter_id}
    people = {person.pk: "" if person.erased_at else person.name for person in Person.objects.filter(pk__in=ids)}
    return people | titles(ids - {case.reporter_id}, case.estate.node)


def titles(ids: set[UUID], node: Node) -> dict[UUID, str]:
    """梅书记, 柏师傅: how those who hold or held an office there are called."""
    held = Office.objects.reaching(node).filter(person__in=ids, kind__in=list(TITLES), person__erased_at__isnull=True)
    return {office.person_id: title(office.kind, office.person.name) for office in held.select_related("person")}


def title(kind: str, name: str) -> str:
    return str(TITLES[Office.Kind(kind)]).format(surname=surname(name))


def _reporter(name: str, eyes: Reader) -> str:
    """The desk reads the name, whoever comes to the door a masked one, a neighbour none."""
    if eyes.knows:
        return name
    return masked_name(name) if eyes.whole and name else gettext("a resident")


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
    said: dict[str, Any] = (
        {"title": tell(event, eyes, names.get(case.reporter_id, ""))} if tell else {"title": event.NAME}
    )
    words = getattr(event, "words", "")
    hidden = isinstance(event, CaseConfirmed | CaseReturned) and not eyes.whole
    if not hidden:
        said |= {"words": words or "", "erased": words is None}
    if seat := getattr(event, "seat", ""):
        said |= {"party": seat, "who": names.get(line.by, "")}
    if isinstance(event, CaseTriaged):
        said |= {"to_party": event.party, "to_whom": names.get(UUID(str(event.handler)), "") if event.handler else ""}
    kept = [photos[digest] for digest in dict.fromkeys(event.hashes()) if digest in photos]
    return Step(at=line.at, after=after, photos=kept, **said)


def _filed(event: Any, eyes: Reader, name: str) -> str:
    return (
        gettext("You filed it") if eyes.mine else gettext("Filed by {name}").format(name=name or gettext("a resident"))
    )


def _triaged(event: Any, eyes: Reader, name: str) -> str:
    return gettext("The joint desk accepted it")


def _answered(event: Any, eyes: Reader, name: str) -> str:
    return gettext("How it is going")


def _resolved(event: Any, eyes: Reader, name: str) -> str:
    return gettext("Put right, says the {party}").format(party=_party(event.seat))


def _confirmed(event: Any, eyes: Reader, name: str) -> str:
    rating = Case.Rating(event.rating).label
    if eyes.mine:
        return gettext("You confirmed it: {rating}").format(rating=rating)
    return gettext("The resident confirmed it: {rating}").format(rating=rating)


def _returned(event: Any, eyes: Reader, name: str) -> str:
    n = event.returns
    if eyes.mine:
        return ngettext("You returned it", "You returned it, {n} times now", n).format(n=n)
    return ngettext("The resident returned it", "The resident returned it, {n} times now", n).format(n=n)


def _erased(event: Any, eyes: Reader, name: str) -> str:
    return gettext("The resident’s words and the photos were erased, as they asked")


def _party(seat: str) -> str:
    return str(Party(seat).label) if seat in Party.values else ""


TELLERS: Mapping[type[Event], Callable[[Any, Reader, str], str]] = {
    CaseFiled: _filed,
    CaseTriaged: _triaged,
    CaseAnswered: _answered,
    CaseResolved: _resolved,
    CaseConfirmed: _confirmed,
    CaseReturned: _returned,
    CaseErased: _erased,
}
