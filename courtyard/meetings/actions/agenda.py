"""What comes before a meeting, and in which order."""

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from courtyard.core.errors import BadInput, Refusal, sentence
from courtyard.meetings.events import ItemMovedUp, ItemPutOn, ItemTakenOff
from courtyard.meetings.locks import in_state, lock, lock_item
from courtyard.meetings.models import ITEMS_MAX, MINUTES_MAX, TITLE_MAX, AgendaItem, Meeting
from courtyard.meetings.permissions import may_move_up, may_put_on, may_take_off
from courtyard.people.models import Person
from courtyard.trail.deeds import deed, record, require
from courtyard.trail.ids import new_id

S = Meeting.State


class NoTitle(BadInput):
    says = sentence("Say in at most {most} characters what it is about.")
    field = "title"


class NoTime(BadInput):
    says = sentence("Give it between 1 and {most} minutes.")
    field = "minutes"


class FullAgenda(Refusal):
    says = sentence("There are {most} items on the agenda already. Take one off first.")


class SettledAlready(Refusal):
    says = sentence("This item is settled already.")


@dataclass(frozen=True, kw_only=True)
class Item:
    """What comes before the meeting: a matter of `source` with the id `about`, or just words."""

    title: str
    comes_from: str = ""
    minutes: int = 10
    source: str = ""
    about: UUID | None = None
    id: UUID = field(default_factory=new_id)


@deed
def put_on(meeting_id: UUID, item: Item, *, by: Person, at: datetime) -> AgendaItem:
    """One more item, at the end. The same matter is put on once."""
    meeting = lock(meeting_id)
    require(may_put_on, by, meeting, at)
    in_state(meeting, Meeting.COMING, S.CALLED)
    there = list(meeting.items.order_by("position"))
    before = next((one for one in there if one.pk == item.id or (item.about and one.about == item.about)), None)
    if before is not None:
        return before
    if not item.title.strip() or len(item.title) > TITLE_MAX:
        raise NoTitle(most=TITLE_MAX)
    if not 0 < item.minutes <= MINUTES_MAX:
        raise NoTime(most=MINUTES_MAX)
    if len(there) >= ITEMS_MAX:
        raise FullAgenda(most=ITEMS_MAX)
    one = AgendaItem.objects.create(
        id=item.id, estate=meeting.estate, meeting=meeting, position=there[-1].position + 1 if there else 1,
        title=item.title.strip(), comes_from=item.comes_from.strip()[:TITLE_MAX], minutes=item.minutes,
        source=item.source, about=item.about, put_by=by,
    )  # fmt: skip
    event = ItemPutOn(item=one.pk, title=one.title, minutes=one.minutes, source=one.source, concerning=one.about)
    record(event, node=meeting.estate_id, about=meeting.pk, by=by, at=at)
    return one


@deed
def take_off(item_id: UUID, *, by: Person, at: datetime) -> Meeting:
    """It does not come before this meeting; that it was to, stays on the record."""
    meeting, item = lock_item(item_id)
    require(may_take_off, by, meeting, at)
    in_state(meeting, Meeting.COMING, S.CALLED)
    if item.outcome:
        raise SettledAlready
    item.delete()
    event = ItemTakenOff(item=item_id, title=item.title, concerning=item.about)
    record(event, node=meeting.estate_id, about=meeting.pk, by=by, at=at)
    return meeting


@deed
def move_up(item_id: UUID, *, by: Person, at: datetime) -> Meeting:
    """It is dealt with before the one that stood before it."""
    meeting, item = lock_item(item_id)
    require(may_move_up, by, meeting, at)
    in_state(meeting, Meeting.COMING, S.CALLED)
    before = meeting.items.filter(position__lt=item.position).order_by("-position").first()
    if before is None:
        return meeting
    item.position, before.position = before.position, item.position
    AgendaItem.objects.bulk_update([item, before], ["position"])
    record(ItemMovedUp(item=item.pk, title=item.title), node=meeting.estate_id, about=meeting.pk, by=by, at=at)
    return meeting
