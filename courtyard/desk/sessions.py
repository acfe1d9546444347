"""The joint session: a meeting whose items may be cases, which are told of it. It writes nothing itself."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext_lazy

from courtyard.cases import actions as cases
from courtyard.cases.models import Case
from courtyard.core.errors import Refusal, sentence
from courtyard.desk import queries
from courtyard.desk.permissions import may_convene
from courtyard.meetings import actions as meetings
from courtyard.meetings.actions import Item, Settled
from courtyard.meetings.models import AgendaItem, Meeting
from courtyard.meetings.registers import MeetingKind, Suggestion
from courtyard.people.models import Person
from courtyard.places.models import Estate
from courtyard.trail.deeds import deed

KIND = "desk.joint_session"
CASE = "case"


class PromisedToResident(Refusal):
    says = sentence(
        "Whoever asked was told that the session deals with it. Deal with it there, if only by putting it off."
    )


@deed
def call(meeting_id: UUID, *, by: Person, at: datetime) -> Meeting:
    """The session is called, and whoever asked for something on its agenda is told."""
    before = Meeting.objects.filter(pk=meeting_id, state=Meeting.State.DRAFT).exists()
    meeting = meetings.call(meeting_id, by=by, at=at)
    if before:
        for item in meeting.items.filter(source=CASE).order_by("position"):
            _table(meeting, item, by, at)
    return meeting


@deed
def replan(
    meeting_id: UUID, *, starts_at: datetime, ends_at: datetime, place: str, by: Person, at: datetime
) -> Meeting:
    """Another time; whoever was told of the old one is told of the new one."""
    before = Meeting.objects.filter(pk=meeting_id).values_list("state", "starts_at").first()
    meeting = meetings.replan(meeting_id, starts_at=starts_at, ends_at=ends_at, place=place, by=by, at=at)
    if before and before[0] == Meeting.State.CALLED and before[1] != starts_at:
        for item in meeting.items.filter(source=CASE).order_by("position"):
            _table(meeting, item, by, at)
    return meeting


@deed
def cancel(meeting_id: UUID, *, reason: str, by: Person, at: datetime) -> Meeting:
    """It does not take place; whoever was told that it deals with their case reads why not."""
    called = Meeting.objects.filter(pk=meeting_id, state=Meeting.State.CALLED).exists()
    meeting = meetings.cancel(meeting_id, reason=reason, by=by, at=at)
    for item in meeting.items.filter(source=CASE, outcome="").order_by("position") if called else ():
        if item.about is not None:
            put_off = AgendaItem.Outcome.PUT_OFF.value
            cases.decide(item.about, outcome=put_off, words=meeting.reason, meeting=meeting.pk, by=by, at=at)
    return meeting


@deed
def put_on(meeting_id: UUID, item: Item, *, by: Person, at: datetime) -> AgendaItem:
    """One more item; a case on an agenda that was sent already is told."""
    there = AgendaItem.objects.filter(meeting=meeting_id, about=item.about, source=CASE).exists()
    one = meetings.put_on(meeting_id, item, by=by, at=at)
    if one.source == CASE and one.meeting.state == Meeting.State.CALLED and not there:
        _table(one.meeting, one, by, at)
    return one


def _table(meeting: Meeting, item: AgendaItem, by: Person, at: datetime) -> None:
    if item.about is not None:
        cases.table(item.about, on=meeting.starts_at, meeting=meeting.pk, by=by, at=at)


@deed
def take_off(item_id: UUID, *, by: Person, at: datetime) -> Meeting:
    """What was not announced may be taken off; what a resident was told of may not."""
    told = AgendaItem.objects.filter(pk=item_id, source=CASE, meeting__state=Meeting.State.CALLED)
    if told.exists():
        raise PromisedToResident
    return meetings.take_off(item_id, by=by, at=at)


@deed
def settle(item_id: UUID, settled: Settled, *, by: Person, at: datetime) -> AgendaItem:
    """How an item ended; of a case whoever asked reads it in its course."""
    item = meetings.settle(item_id, settled, by=by, at=at)
    if item.source == CASE and item.about is not None:
        cases.decide(item.about, outcome=item.outcome, words=item.words, meeting=item.meeting_id, by=by, at=at)
    return item


def suggest(estate: Estate, at: datetime) -> Iterable[Suggestion]:
    """What is overdue or stuck there. A case that goes past a party does not come before it."""
    for stuck in queries.stuck([estate], at):
        if stuck.circle in ("", Case.circle.field.default):
            yield Suggestion(
                source=stuck.source, about=stuck.about, title=stuck.title, comes_from=stuck.comes_from, why=stuck.why,
                link=stuck.link, party=stuck.party,
            )  # fmt: skip


JOINT_SESSION = MeetingKind(
    KIND, gettext_lazy("joint session"), gettext_lazy("minutes of the joint session"), ("ju", "ye", "wu"),
    may_convene, suggest=suggest, call=call, replan=replan, cancel=cancel, put_on=put_on,
    take_off=take_off, settle=settle,
)  # fmt: skip
