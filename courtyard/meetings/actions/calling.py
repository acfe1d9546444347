"""A meeting is prepared, called, moved, acknowledged, cancelled."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.timezone import localdate

from courtyard.core.errors import BadInput, NotAllowed, Refusal, sentence
from courtyard.meetings.events import (
    MeetingAcknowledged,
    MeetingCalled,
    MeetingCancelled,
    MeetingPlanned,
    MeetingReplanned,
)
from courtyard.meetings.locks import in_state, lock
from courtyard.meetings.models import PLACE_MAX, WORDS_MAX, Meeting, PartyMark
from courtyard.meetings.permissions import may_acknowledge, may_call, may_cancel, may_convene, may_replan, speaks_for
from courtyard.meetings.registers import kinds
from courtyard.people.models import Person
from courtyard.places.models import Estate
from courtyard.trail.deeds import deed, record, require
from courtyard.trail.ids import new_id

S = Meeting.State
LONGEST = timedelta(hours=8)
AHEAD_MAX = timedelta(days=370)


class InThePast(BadInput):
    says = sentence("Choose a time that is still to come, within a year.")
    field = "starts_at"


class TooLong(BadInput):
    says = sentence("It has to end after it begins, and on the same day: within {hours} hours.")
    field = "ends_at"


class Nowhere(BadInput):
    says = sentence("Say where you meet, in at most {most} characters.")
    field = "place"


class BeingPrepared(Refusal):
    says = sentence("The next one is being prepared already. Change that one instead.")


class NothingOnTheAgenda(Refusal):
    says = sentence("Nothing is on the agenda yet. Put something on it before you call the meeting.")


class TooLateToCall(Refusal):
    says = sentence("The time it was planned for has passed. Choose another time first.")


class NoReason(BadInput):
    says = sentence("Say why, in a few words.")
    field = "words"


@dataclass(frozen=True, kw_only=True)
class Plan:
    """When and where. Its `id`, made with the empty form, makes one form one meeting."""

    estate: Estate
    kind: str
    starts_at: datetime
    ends_at: datetime
    place: str
    id: UUID = field(default_factory=new_id)


@deed
def plan(given: Plan, *, by: Person, at: datetime) -> Meeting:
    """Somebody prepares the next meeting of a kind; there is one such draft at a time."""
    require(may_convene, by, given.estate, given.kind, at)
    before = Meeting.objects.filter(pk=given.id, estate=given.estate).first()
    if before is not None:
        return before
    _check(given.starts_at, given.ends_at, given.place, at)
    try:
        with transaction.atomic():
            one = Meeting.objects.create(
                id=given.id, estate=given.estate, kind=given.kind, parties=" ".join(kinds[given.kind].parties),
                starts_at=given.starts_at, ends_at=given.ends_at, place=given.place.strip(), planned_by=by,
                planned_at=at,
            )  # fmt: skip
    except IntegrityError as wrong:
        before = Meeting.objects.filter(pk=given.id, estate=given.estate).first()
        if before is not None:
            return before
        raise BeingPrepared from wrong
    event = MeetingPlanned(
        kind=one.kind, parties=one.parties, starts_at=one.starts_at, ends_at=one.ends_at, place=one.place
    )
    record(event, node=one.estate_id, about=one.pk, by=by, at=at)
    return one


def _check(starts_at: datetime, ends_at: datetime, place: str, at: datetime) -> None:
    if not at < starts_at <= at + AHEAD_MAX:
        raise InThePast
    if not starts_at < ends_at <= starts_at + LONGEST:
        raise TooLong(hours=LONGEST // timedelta(hours=1))
    if not place.strip() or len(place) > PLACE_MAX:
        raise Nowhere(most=PLACE_MAX)


@deed
def replan(
    meeting_id: UUID, *, starts_at: datetime, ends_at: datetime, place: str, by: Person, at: datetime
) -> Meeting:
    """Another time or place. Who had acknowledged the old one is asked again."""
    meeting = lock(meeting_id)
    require(may_replan, by, meeting, at)
    in_state(meeting, Meeting.COMING, S.CALLED)
    _check(starts_at, ends_at, place, at)
    if (meeting.starts_at, meeting.ends_at, meeting.place) == (starts_at, ends_at, place.strip()):
        return meeting
    meeting.starts_at, meeting.ends_at, meeting.place = starts_at, ends_at, place.strip()
    meeting.save(update_fields=["starts_at", "ends_at", "place"])
    PartyMark.objects.filter(meeting=meeting, kind=PartyMark.Kind.ACKNOWLEDGED).delete()
    event = MeetingReplanned(starts_at=starts_at, ends_at=ends_at, place=meeting.place)
    record(event, node=meeting.estate_id, about=meeting.pk, by=by, at=at)
    return meeting


@deed
def call(meeting_id: UUID, *, by: Person, at: datetime) -> Meeting:
    """The notice goes out: those who are to come are told, and each party acknowledges it."""
    meeting = lock(meeting_id)
    require(may_call, by, meeting, at)
    if meeting.state == S.CALLED:
        return meeting
    meeting.move_to(S.CALLED)
    items = meeting.items.count()
    if not items:
        raise NothingOnTheAgenda
    if meeting.starts_at <= at:
        raise TooLateToCall
    meeting.called_at, meeting.year = at, localdate(meeting.starts_at).year
    meeting.number = _next_number(meeting)
    meeting.save(update_fields=["state", "called_at", "year", "number"])
    event = MeetingCalled(
        year=meeting.year, number=meeting.number, starts_at=meeting.starts_at, place=meeting.place, items=items
    )
    record(event, node=meeting.estate_id, about=meeting.pk, by=by, at=at)
    return meeting


def _next_number(meeting: Meeting) -> int:
    """There is one draft of a kind at a time, and it is locked: nobody else takes this number meanwhile."""
    before = Meeting.objects.filter(estate=meeting.estate_id, kind=meeting.kind, year=meeting.year, number__gt=0)
    return (before.order_by("-number").values_list("number", flat=True).first() or 0) + 1


@deed
def acknowledge(meeting_id: UUID, *, party: str, by: Person, at: datetime) -> Meeting:
    """A party has received the notice and will come."""
    meeting = lock(meeting_id)
    require(may_acknowledge, by, meeting, at)
    if party not in speaks_for(by, meeting, at):
        raise NotAllowed
    in_state(meeting, (S.CALLED,), S.CALLED)
    if PartyMark.objects.filter(meeting=meeting, kind=PartyMark.Kind.ACKNOWLEDGED, party=party).exists():
        return meeting
    PartyMark.objects.create(
        estate=meeting.estate, meeting=meeting, kind=PartyMark.Kind.ACKNOWLEDGED, party=party, person=by, name=by.name,
        at=at,
    )  # fmt: skip
    record(MeetingAcknowledged(party=party), node=meeting.estate_id, about=meeting.pk, by=by, at=at)
    return meeting


@deed
def cancel(meeting_id: UUID, *, reason: str, by: Person, at: datetime) -> Meeting:
    """It does not take place; why not stays."""
    meeting = lock(meeting_id)
    require(may_cancel, by, meeting, at)
    if meeting.state == S.CANCELLED:
        return meeting
    meeting.move_to(S.CANCELLED)
    if not reason.strip():
        raise NoReason
    meeting.cancelled_at, meeting.reason = at, reason.strip()[:WORDS_MAX]
    meeting.save(update_fields=["state", "cancelled_at", "reason"])
    record(MeetingCancelled(words=meeting.reason), node=meeting.estate_id, about=meeting.pk, by=by, at=at)
    return meeting
