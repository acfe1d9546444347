"""Who is to come, what the minutes say, what was promised and what became of it."""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Count, Q, QuerySet
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext

from courtyard.core.chain import canonical
from courtyard.duties.models import Duty
from courtyard.duties.permissions import SPEAKS
from courtyard.meetings.models import SUMMARY_MAX, AgendaItem, Meeting, PartyMark, Presence
from courtyard.meetings.registers import Suggestion, kinds
from courtyard.people.models import Office, Person
from courtyard.places.models import Estate, Node

SHOWN_MAX = 36
PROMISED_MAX = 200


@dataclass(frozen=True, slots=True)
class Expected:
    """Somebody who is to come for a party."""

    party: str
    person: Person


def expected(meeting: Meeting) -> list[Expected]:
    """Who speaks for each party on the meeting's day: 居 before 业 before 物, in the order of their offices. Of some
    kinds it is told otherwise."""
    named = kinds[meeting.kind].expected if meeting.kind in kinds else None
    if named is not None:
        return [Expected(party, person) for party, person in named(meeting)]
    day = localdate(meeting.starts_at)
    seats = {str(kind): party for party in meeting.needs for kind in SPEAKS[party]}
    held = Office.objects.on(day).reaching(meeting.estate.node).filter(kind__in=seats).select_related("person")
    by_person: dict[UUID, Expected] = {}
    for office in sorted(held, key=lambda one: (meeting.needs.index(seats[one.kind]), one.since, one.pk)):
        by_person.setdefault(office.person_id, Expected(seats[office.kind], office.person))
    return list(by_person.values())


def address_of(meeting: Meeting) -> str:
    return reverse("meetings:meeting", args=[meeting.estate.node.code, meeting.pk])


def title_of(meeting: Meeting) -> str:
    """What it is called: the fifth joint session of 2026. Not called yet, it has no number."""
    label = str(kinds[meeting.kind].label) if meeting.kind in kinds else meeting.kind
    if not meeting.number:
        return gettext("{meeting}, being prepared").format(meeting=label)
    return gettext("{meeting} {year}, no. {number}").format(meeting=label, year=meeting.year, number=meeting.number)


def heading_of(meeting: Meeting) -> str:
    """Over a notice its kind, over minutes that they are minutes."""
    if meeting.kind not in kinds:
        return meeting.kind
    kind = kinds[meeting.kind]
    return str(kind.minutes_label if meeting.state in Meeting.MINUTED else kind.label)


def of_estate(estate: Estate, *, prepared: bool) -> list[Meeting]:
    """Meetings of an estate, newest first; those still prepared only for those who may see them."""
    ours = Meeting.objects.filter(estate=estate).select_related("estate__node")
    if not prepared:
        ours = ours.exclude(state=Meeting.State.DRAFT)
    promised = Count("items", filter=~Q(items__outcome=""))
    return list(ours.annotate(settled=promised).order_by("-starts_at", "-pk")[:SHOWN_MAX])


def next_of(estate: Estate, kind: str, at: datetime) -> Meeting | None:
    """The one that comes next, called or still prepared; also one that is held now and not minuted."""
    coming = Meeting.objects.filter(estate=estate, kind=kind, state__in=Meeting.COMING).select_related("estate__node")
    return coming.order_by("starts_at").first()


def before(meeting: Meeting) -> Meeting | None:
    """The one of the same kind that was held last before it."""
    held = Meeting.objects.filter(estate=meeting.estate_id, kind=meeting.kind, state__in=Meeting.MINUTED)
    return held.filter(starts_at__lt=meeting.starts_at).select_related("estate__node").order_by("-starts_at").first()


def promises_of(meetings: list[Meeting]) -> list[Duty]:
    """What was promised at these meetings, in the order of their days."""
    items = AgendaItem.objects.filter(meeting__in=meetings)
    owed = Duty.objects.standing().filter(kind="meetings.promise", about__in=items.values("pk"))
    return list(owed.select_related("bearer", "node").order_by("due_at", "pk")[:PROMISED_MAX])


def marks_of(meeting: Meeting, kind: str) -> dict[str, PartyMark]:
    return {mark.party: mark for mark in meeting.marks.all() if mark.kind == kind}


def unsigned(meeting: Meeting) -> list[str]:
    """Parties that were there and have not signed."""
    signed = set(marks_of(meeting, PartyMark.Kind.SIGNED))
    there = {presence.party for presence in meeting.presences.all() if presence.came}
    return [party for party in meeting.needs if party in there - signed]


def text_of(meeting: Meeting) -> dict[str, Any]:
    """The minutes as they are sealed: everything but names, which can be erased."""
    items = list(meeting.items.order_by("position"))
    taken_back = Q(withdrawn_at__isnull=True)
    if meeting.finished_at:
        taken_back |= Q(withdrawn_at__gt=meeting.finished_at)
    promised = Duty.objects.filter(taken_back, kind="meetings.promise", about__in=[item.pk for item in items])
    promised = promised.order_by("due_at", "pk")
    there = Presence.objects.filter(meeting=meeting).values_list("party", "came")
    return {
        "kind": meeting.kind, "year": meeting.year, "number": meeting.number, "place": meeting.place,
        "starts_at": meeting.starts_at.isoformat(), "ends_at": meeting.ends_at.isoformat(),
        "came": {party: sum(1 for who, came in there if who == party and came) for party in meeting.needs},
        "expected": {party: sum(1 for who, _came in there if who == party) for party in meeting.needs},
        "items": [
            {"title": i.title, "comes_from": i.comes_from, "said": dict(i.said), "outcome": i.outcome, "words": i.words}
            for i in items
        ],
        "promises": [{"what": d.what, "party": d.party, "due_at": d.due_at.isoformat()} for d in promised],
    }  # fmt: skip


def digest_of(meeting: Meeting) -> str:
    """The SHA-256 of the minutes' text in canonical JSON, as on the record."""
    return hashlib.sha256(canonical(text_of(meeting)).encode()).hexdigest()


def suggestions(meeting: Meeting, at: datetime) -> list[Suggestion]:
    """What waits to be dealt with and is not on the agenda yet."""
    if meeting.kind not in kinds:
        return []
    there = {item.about for item in meeting.items.all()}
    return [one for one in kinds[meeting.kind].suggest(meeting.estate, at) if one.about not in there]


def on_agendas(about: list[UUID]) -> dict[UUID, AgendaItem]:
    """Which of these matters come before a meeting that is still to be held."""
    items = AgendaItem.objects.filter(about__in=about, meeting__state__in=Meeting.COMING).select_related("meeting")
    return {item.about: item for item in items if item.about}


def names_of(person: Person) -> QuerySet[Presence]:
    """Minutes in which somebody's name stands."""
    return Presence.objects.filter(person=person).exclude(name="").select_related("meeting__estate__node")


def settled_in_words(meeting: Meeting) -> str:
    """Every item with what was settled, as a first draft of the summary."""
    lines = [
        gettext("{title}: {words}").format(title=i.title, words=i.words) for i in meeting.items.order_by("position")
    ]
    return "\n".join(lines)[:SUMMARY_MAX]


def awaiting(node: Node) -> list[Meeting]:
    """Meetings at a node and below it that are called, or whose minutes wait for signatures."""
    asked = Meeting.objects.filter(state__in=(Meeting.State.CALLED, Meeting.State.FINISHED))
    below = asked.filter(estate__node__path__startswith=node.path)
    return list(
        below.select_related("estate__node").prefetch_related("marks", "presences").order_by("starts_at")[:SHOWN_MAX]
    )
