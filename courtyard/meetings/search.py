"""How meetings are found: by what came before them, what was settled, and the summary; by whoever may read them."""

from collections.abc import Collection, Iterator, Sequence
from datetime import datetime
from uuid import UUID

from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy

from courtyard.meetings import events, queries
from courtyard.meetings.models import Meeting
from courtyard.meetings.permissions import may_prepare, may_read
from courtyard.people.models import Person
from courtyard.people.standing import standing
from courtyard.search.registers import Hit, Searchable, Words, last_of_path, mark, marks_of_path


def words(ids: Collection[UUID]) -> Iterator[Words]:
    for meeting in _read(ids):
        marks = marks_of_path("office", meeting.estate.node.path) | {mark("home", meeting.estate.node.code)}
        yield Words(meeting.pk, meeting.starts_at, queries.title_of(meeting), _text(meeting, whole=True), marks)


def _read(ids: Collection[UUID]) -> Iterator[Meeting]:
    found = Meeting.objects.filter(pk__in=ids).select_related("estate__node").prefetch_related("items")
    return iter(found)


def _text(meeting: Meeting, *, whole: bool) -> str:
    """What comes before it; to whoever reads the minutes what was said and settled, too."""
    said = [meeting.summary] if whole else []
    for item in sorted(meeting.items.all(), key=lambda one: one.position):
        said.append(item.title)
        if whole:
            said += [item.words, *(each for _party, each in item.said)]
    return "\n".join(filter(None, said))


def every(after: UUID | None, most: int) -> Sequence[UUID]:
    rest = Meeting.objects.filter(pk__gt=after) if after else Meeting.objects.all()
    return list(rest.order_by("pk").values_list("pk", flat=True)[:most])


def reach(person: Person, at: datetime) -> set[str]:
    here, day = standing(person), localdate(at)
    offices = {last_of_path("office", office.node.path) for office in here.offices_on(day)}
    return offices | {mark("home", tenure.estate.node.code) for tenure in here.tenures_on(day)}


def visible(person: Person, at: datetime, ids: Collection[UUID]) -> Iterator[Hit]:
    for meeting in _read(ids):
        if may_read(person, meeting, at):
            whole = meeting.state == Meeting.State.PUBLISHED or may_prepare(person, meeting, at)
            text, note = _text(meeting, whole=whole), f"{meeting.estate.node.name}"
            link = queries.address_of(meeting)
            yield Hit(meeting.pk, meeting.starts_at, queries.title_of(meeting), link, text, note)


SEARCHABLE = Searchable(
    name="meetings",
    label=gettext_lazy("Meetings"),
    icon="note",
    events=frozenset(
        event.NAME
        for event in (
            events.MeetingPlanned,
            events.ItemPutOn,
            events.ItemTakenOff,
            events.MeetingCalled,
            events.ItemSettled,
            events.MeetingPublished,
            events.MeetingCancelled,
        )
    ),
    words=words,
    every=every,
    reach=reach,
    visible=visible,
    order=50,
)
