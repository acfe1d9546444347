"""Who came, how each item ended, what was promised; and the minutes, finished, signed and published."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.utils import translation
from django.utils.timezone import localdate

from courtyard.core.errors import BadInput, NotAllowed, Refusal, sentence
from courtyard.duties.actions import Owed, owe
from courtyard.meetings import queries
from courtyard.meetings.events import ItemSettled, MeetingFinished, MeetingPublished, MeetingSigned, PresenceTaken
from courtyard.meetings.locks import in_state, lock, lock_item
from courtyard.meetings.models import (
    GUESTS_MAX,
    NAME_MAX,
    PARTIES,
    SUMMARY_MAX,
    WORDS_MAX,
    AgendaItem,
    Meeting,
    PartyMark,
    Presence,
)
from courtyard.meetings.permissions import may_attend, may_finish, may_publish, may_settle, may_sign, speaks_for
from courtyard.meetings.registers import kinds
from courtyard.notify.actions import Posting, post
from courtyard.notify.models import BoardNotice
from courtyard.people.models import Person
from courtyard.trail.deeds import deed, record, require
from courtyard.trail.ids import new_id

S = Meeting.State
PROMISE = "meetings.promise"
PROMISES_MAX = 5
HANGS = timedelta(days=30)
SIGN_WITHIN = timedelta(days=5)
"""So long the minutes wait for a party that was there; then they are published without its signature, saying so."""


class NotYetBegun(Refusal):
    says = sentence("The meeting has not begun. Its minutes are taken while it is held.")


class NobodyCame(BadInput):
    says = sentence("Say who came: at least one of those who were to come.")
    field = "came"


class NoOutcome(BadInput):
    says = sentence("Say how it ended.")
    field = "outcome"


class NoWords(BadInput):
    says = sentence("Say in at most {most} characters what was settled, or why nothing was.")
    field = "words"


class NotAllSettled(Refusal):
    says = sentence("“{title}” has no outcome yet. Say how it ended, or that it was put off.")


class NobodyCounted(Refusal):
    says = sentence("Say first who came.")


class NotYetSigned(Refusal):
    says = sentence("Not every party that was there has signed. Without them it can be published from {day} on.")


class NoSummary(BadInput):
    says = sentence("Sum it up for residents, in at most {most} characters.")
    field = "summary"


@dataclass(frozen=True, kw_only=True)
class Promise:
    """What a party takes on at a meeting, until when. It is owed by the body, by nobody's name."""

    party: str
    what: str
    due_at: datetime
    id: UUID = field(default_factory=new_id)


@dataclass(frozen=True, kw_only=True)
class Settled:
    """How an item ended: the outcome, in words, what each party said, and what was promised."""

    outcome: str
    words: str
    said: Mapping[str, str] = field(default_factory=dict)
    promises: Sequence[Promise] = ()


@deed
def attend(
    meeting_id: UUID, *, came: Collection[UUID], why_not: Mapping[UUID, str], guests: str = "", by: Person, at: datetime
) -> Meeting:
    """Who of those that were to come did. Said again, it is put right: until the minutes are finished."""
    meeting = lock(meeting_id)
    require(may_attend, by, meeting, at)
    _held(meeting, at)
    expected = queries.expected(meeting)
    if not any(one.person.pk in came for one in expected):
        raise NobodyCame
    Presence.objects.filter(meeting=meeting).delete()
    for one in expected:
        there = one.person.pk in came
        Presence.objects.create(
            estate=meeting.estate, meeting=meeting, party=one.party, person=one.person, name=one.person.name[:NAME_MAX],
            came=there, why_not="" if there else why_not.get(one.person.pk, "").strip()[:NAME_MAX],
        )  # fmt: skip
    meeting.guests = guests.strip()[:GUESTS_MAX]
    meeting.save(update_fields=["guests"])
    parties = [party for party in meeting.needs if any(e.party == party and e.person.pk in came for e in expected)]
    event = PresenceTaken(came=sum(e.person.pk in came for e in expected), expected=len(expected), parties=parties)
    record(event, node=meeting.estate_id, about=meeting.pk, by=by, at=at)
    return meeting


def _held(meeting: Meeting, at: datetime) -> None:
    in_state(meeting, (S.CALLED,), S.FINISHED)
    if not meeting.is_over(at):
        raise NotYetBegun


@deed
def settle(item_id: UUID, settled: Settled, *, by: Person, at: datetime) -> AgendaItem:
    """How an item ended. What was promised is owed from now on, as duties that anybody can look up."""
    meeting, item = lock_item(item_id)
    require(may_settle, by, meeting, at)
    _held(meeting, at)
    if settled.outcome not in AgendaItem.Outcome.values:
        raise NoOutcome
    if not settled.words.strip() or len(settled.words) > WORDS_MAX:
        raise NoWords(most=WORDS_MAX)
    item.outcome, item.words, item.settled_at = settled.outcome, settled.words.strip(), at
    for party in PARTIES:
        setattr(item, f"{party}_said", settled.said.get(party, "").strip()[:WORDS_MAX])
    item.save(update_fields=["outcome", "words", "settled_at", *(f"{party}_said" for party in PARTIES)])
    for promise in settled.promises[:PROMISES_MAX]:
        owe(_owed(meeting, item, promise), by=by, at=at)
    event = ItemSettled(
        item=item.pk, title=item.title, outcome=item.outcome, words=item.words, promised=len(settled.promises),
        concerning=item.about,
    )  # fmt: skip
    record(event, node=meeting.estate_id, about=meeting.pk, by=by, at=at)
    return item


def _owed(meeting: Meeting, item: AgendaItem, promise: Promise) -> Owed:
    return Owed(
        kind=PROMISE, node=meeting.estate.node, estate=meeting.estate, what=promise.what, party=promise.party,
        due_at=promise.due_at, about=item.pk, link=queries.address_of(meeting), id=promise.id,
    )  # fmt: skip


@deed
def finish(meeting_id: UUID, *, by: Person, at: datetime) -> Meeting:
    """The minutes are as they will stay; the parties sign them."""
    meeting = lock(meeting_id)
    require(may_finish, by, meeting, at)
    if meeting.state == S.FINISHED:
        return meeting
    _held(meeting, at)
    items = list(meeting.items.order_by("position"))
    without = next((item for item in items if not item.outcome), None)
    if without is not None:
        raise NotAllSettled(title=without.title)
    if not Presence.objects.filter(meeting=meeting).exists():
        raise NobodyCounted
    meeting.move_to(S.FINISHED)
    meeting.finished_at, meeting.finished_by, meeting.digest = at, by, queries.digest_of(meeting)
    meeting.save(update_fields=["state", "finished_at", "finished_by", "digest"])
    event = MeetingFinished(digest=meeting.digest, items=len(items))
    record(event, node=meeting.estate_id, about=meeting.pk, by=by, at=at)
    return meeting


@deed
def sign(meeting_id: UUID, *, party: str, by: Person, at: datetime) -> Meeting:
    """Somebody who speaks for a party puts its name under the finished minutes."""
    meeting = lock(meeting_id)
    require(may_sign, by, meeting, at)
    if party not in speaks_for(by, meeting, at):
        raise NotAllowed
    in_state(meeting, Meeting.MINUTED, S.FINISHED)
    if PartyMark.objects.filter(meeting=meeting, kind=PartyMark.Kind.SIGNED, party=party).exists():
        return meeting
    PartyMark.objects.create(
        estate=meeting.estate, meeting=meeting, kind=PartyMark.Kind.SIGNED, party=party, person=by, name=by.name, at=at,
        digest=meeting.digest,
    )  # fmt: skip
    event = MeetingSigned(party=party, digest=meeting.digest)
    record(event, node=meeting.estate_id, about=meeting.pk, by=by, at=at)
    return meeting


@deed
def publish(meeting_id: UUID, *, summary: str, by: Person, at: datetime) -> Meeting:
    """Residents read it, and a notice with the summary hangs on the board."""
    meeting = lock(meeting_id)
    require(may_publish, by, meeting, at)
    if meeting.state == S.PUBLISHED:
        return meeting
    in_state(meeting, (S.FINISHED,), S.PUBLISHED)
    if not summary.strip() or len(summary) > SUMMARY_MAX:
        raise NoSummary(most=SUMMARY_MAX)
    unsigned = queries.unsigned(meeting)
    from_then = (meeting.finished_at or at) + SIGN_WITHIN
    if unsigned and at < from_then:
        raise NotYetSigned(day=localdate(from_then))
    meeting.move_to(S.PUBLISHED)
    meeting.summary, meeting.published_at = summary.strip(), at
    meeting.save(update_fields=["state", "summary", "published_at"])
    _hang_up(meeting, by, at)
    event = MeetingPublished(summary=meeting.summary, unsigned=unsigned)
    record(event, node=meeting.estate_id, about=meeting.pk, by=by, at=at)
    return meeting


def _hang_up(meeting: Meeting, by: Person, at: datetime) -> None:
    with translation.override(settings.LANGUAGE_CODE):  # the board speaks the estate's language, whoever publishes
        title = queries.title_of(meeting)
    posting = Posting(
        estate=meeting.estate, party=kinds[meeting.kind].published_by, title=title, words=meeting.summary,
        until=localdate(at) + HANGS, tells=BoardNotice.Tells.RESIDENTS,
    )  # fmt: skip
    post(posting, by=by, at=at)
