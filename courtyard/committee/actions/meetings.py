"""Meetings of the committee: members ask for one, the residents' committee is invited, and who came is counted."""

from collections.abc import Collection, Mapping
from datetime import date, datetime, timedelta
from uuid import UUID

from django.urls import reverse

from courtyard.assembly.rules import end_of
from courtyard.committee.events.meetings import MeetingAsked, MeetingHeld, MeetingOwed, ResidentsInvited
from courtyard.committee.locks import lock_committee
from courtyard.committee.models import REASON_MAX, Committee, MeetingRequest, Sitting
from courtyard.committee.permissions.resolutions import may_ask_for_meeting
from courtyard.committee.permissions.terms import seat_of
from courtyard.committee.queries import resolutions as queries
from courtyard.committee.queries.terms import day_of
from courtyard.core.errors import BadInput, NotThere, Refusal, sentence
from courtyard.duties.actions import Owed, discharge, owe
from courtyard.duties.models import Duty
from courtyard.meetings import actions as meetings
from courtyard.meetings.locks import lock as lock_meeting
from courtyard.meetings.models import Meeting
from courtyard.meetings.permissions import may_attend, may_call, may_replan
from courtyard.people.models import CLERK, Person
from courtyard.trail.deeds import deed, record, require
from courtyard.trail.ids import new_id

ASKED = "committee.meeting_asked"
"""The kind of duty that a third of the members make."""
WITHIN = timedelta(days=7)
ARTICLE = "业主大会和业主委员会指导规则第三十七条"
HOLD = sentence("Hold the meeting that members of the owners’ committee asked for")


class NoProxies(BadInput):
    says = sentence(
        "Nobody can come in a member’s place (Shanghai’s property regulation, art 26). Write the member down as "
        "absent; whoever came instead was a guest and signs nothing."
    )
    field = "instead"


class NoCommittee(Refusal):
    says = sentence("No owners’ committee is on record here that could meet.")


class NoWords(BadInput):
    says = sentence("Say in at most {most} characters what the meeting shall be about.")
    field = "words"


@deed
def call(meeting_id: UUID, *, by: Person, at: datetime) -> Meeting:
    """The notice goes out, and with it the invitation to the residents' committee (上海 art 26)."""
    meeting = lock_meeting(meeting_id)
    require(may_call, by, meeting, at)
    if meeting.state == Meeting.State.CALLED:
        return meeting
    meeting = meetings.call(meeting_id, by=by, at=at)
    committee = _committee_of(meeting)
    Sitting.objects.create(
        meeting=meeting, estate=meeting.estate, committee=committee, seats=committee.seats, residents_invited_at=at,
        first=not Sitting.objects.filter(committee=committee).exists(),
    )  # fmt: skip
    event = ResidentsInvited(starts_at=meeting.starts_at, place=meeting.place)
    record(event, node=meeting.estate_id, about=meeting.pk, by=by, at=at)
    return meeting


@deed
def replan(
    meeting_id: UUID, *, starts_at: datetime, ends_at: datetime, place: str, by: Person, at: datetime
) -> Meeting:
    """Another time or place: the residents' committee is invited again."""
    before = lock_meeting(meeting_id)
    require(may_replan, by, before, at)
    meeting = meetings.replan(meeting_id, starts_at=starts_at, ends_at=ends_at, place=place, by=by, at=at)
    moved = (before.starts_at, before.place) != (meeting.starts_at, meeting.place)
    if meeting.state == Meeting.State.CALLED and moved:
        Sitting.objects.filter(meeting=meeting).update(residents_invited_at=at)
        event = ResidentsInvited(starts_at=meeting.starts_at, place=meeting.place)
        record(event, node=meeting.estate_id, about=meeting.pk, by=by, at=at)
    return meeting


@deed
def attend(
    meeting_id: UUID, *, came: Collection[UUID], why_not: Mapping[UUID, str], guests: str = "", instead: str = "",
    by: Person, at: datetime,
) -> Meeting:  # fmt: skip
    """Who came themselves. With half of all members or fewer the meeting may talk, and decides nothing."""
    before = lock_meeting(meeting_id)
    require(may_attend, by, before, at)
    if instead.strip():
        raise NoProxies
    meeting = meetings.attend(meeting_id, came=came, why_not=why_not, guests=guests, by=by, at=at)
    sitting = _sitting_of(meeting)
    sitting.attended = meeting.presences.filter(came=True).count()
    sitting.seats, sitting.held_on = sitting.committee.seats, day_of(meeting.estate, meeting.starts_at)
    sitting.save(update_fields=["attended", "seats", "held_on"])
    event = MeetingHeld(
        attended=sitting.attended, seats=sitting.seats, quorate=queries.is_quorate(sitting), on=sitting.held_on
    )
    record(event, node=meeting.estate_id, about=meeting.pk, by=by, at=at)
    _answer_requests(sitting, sitting.held_on, at)
    return meeting


def _committee_of(meeting: Meeting) -> Committee:
    """Whose meeting it is: that of whoever prepared it, or the one in office."""
    committee = queries.committee_of(meeting)
    if committee is None:
        raise NoCommittee
    return committee


def _sitting_of(meeting: Meeting) -> Sitting:
    found = Sitting.objects.select_related("committee__estate__node").filter(meeting=meeting).first()
    if found is None:
        raise NotThere
    return found


def _answer_requests(sitting: Sitting, held_on: date, at: datetime) -> None:
    """Whoever asked before it got their meeting; what was owed for it is done."""
    waiting = MeetingRequest.objects.filter(committee=sitting.committee, met_on__isnull=True, asked_on__lte=held_on)
    rounds = {str(one) for one in waiting.values_list("round", flat=True)}
    waiting.update(met_on=held_on)
    link = reverse("meetings:meeting", args=[sitting.estate.node.code, sitting.pk])
    for duty in Duty.objects.open().filter(estate=sitting.estate_id, kind=ASKED, key__in=rounds):
        discharge(duty.pk, by=CLERK, at=at, evidence=sitting.pk, link=link)


@deed
def ask_for_meeting(committee_id: UUID, *, words: str, by: Person, at: datetime) -> MeetingRequest:
    """A member asks for a meeting. Once a third of them do, it is owed within seven days (指导规则 art 37)."""
    committee = lock_committee(committee_id)
    require(may_ask_for_meeting, by, committee, at)
    member = seat_of(by, committee)
    assert member is not None, "whoever may ask sits"
    open_ones = list(MeetingRequest.objects.filter(committee=committee, met_on__isnull=True).order_by("asked_on", "id"))
    mine = next((one for one in open_ones if one.member_id == member.pk), None)
    if mine is not None:
        return mine
    if not words.strip() or len(words) > REASON_MAX:
        raise NoWords(most=REASON_MAX)
    ident, on = new_id(), day_of(committee.estate, at)
    one = MeetingRequest.objects.create(
        id=ident, estate=committee.estate, committee=committee, round=open_ones[0].round if open_ones else ident,
        member=member, words=words.strip(), asked_on=on,
    )  # fmt: skip
    asked = len(open_ones) + 1
    event = MeetingAsked(round=one.round, asked=asked, words=one.words)
    record(event, node=committee.estate_id, about=committee.pk, by=by, at=at)
    if asked * 3 >= committee.members.sitting().count() and not any(other.reached_on for other in open_ones):
        _owe_meeting(committee, one.round, asked, on, at)
    return MeetingRequest.objects.get(pk=one.pk)


def _owe_meeting(committee: Committee, round_id: UUID, asked: int, on: date, at: datetime) -> None:
    due_on = on + WITHIN
    MeetingRequest.objects.filter(committee=committee, round=round_id).update(reached_on=on)
    owed = Owed(
        kind=ASKED, node=committee.estate.node, estate=committee.estate, what=HOLD, party="ye",
        due_at=end_of(due_on, committee.estate), article=ARTICLE, certainty="memory", about=committee.pk,
        key=str(round_id), link=reverse("meetings:meetings", args=[committee.estate.node.code]),
    )  # fmt: skip
    owe(owed, by=CLERK, at=at)
    event = MeetingOwed(round=round_id, asked=asked, due_on=due_on)
    record(event, node=committee.estate_id, about=committee.pk, by=CLERK, at=at)
