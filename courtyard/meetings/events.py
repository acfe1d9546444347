"""What meetings write on the record. Titles and words are kept so that they can be erased."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar
from uuid import UUID

from courtyard.core.errors import sentence
from courtyard.core.events import Event, personal

PARTIES = {
    "ju": sentence("the residents’ committee"),
    "ye": sentence("the owners’ committee"),
    "wu": sentence("the property company"),
}
OUTCOMES = {
    "agreed": sentence("settled"),
    "passed_on": sentence("passed on"),
    "not_agreed": sentence("not agreed"),
    "put_off": sentence("put off"),
}


@dataclass(frozen=True, kw_only=True)
class MeetingPlanned(Event):
    NAME: ClassVar[str] = "meetings.planned"
    says: ClassVar[str] = sentence("A meeting is being prepared for {starts_at}.")

    kind: str
    parties: str
    starts_at: datetime
    ends_at: datetime
    place: str


@dataclass(frozen=True, kw_only=True)
class MeetingReplanned(Event):
    NAME: ClassVar[str] = "meetings.replanned"
    says: ClassVar[str] = sentence("The meeting was moved to {starts_at}, at {place}.")

    starts_at: datetime
    ends_at: datetime
    place: str


@dataclass(frozen=True, kw_only=True)
class ItemPutOn(Event):
    NAME: ClassVar[str] = "meetings.put_on"
    says: ClassVar[str] = sentence("On the agenda: {title}")

    item: UUID
    title: str = personal()
    minutes: int
    source: str = ""
    concerning: UUID | None = None


@dataclass(frozen=True, kw_only=True)
class ItemTakenOff(Event):
    NAME: ClassVar[str] = "meetings.taken_off"
    says: ClassVar[str] = sentence("Taken off the agenda: {title}")

    item: UUID
    title: str = personal()
    concerning: UUID | None = None


@dataclass(frozen=True, kw_only=True)
class ItemMovedUp(Event):
    NAME: ClassVar[str] = "meetings.moved_up"
    says: ClassVar[str] = sentence("Dealt with earlier: {title}")

    item: UUID
    title: str = personal()


@dataclass(frozen=True, kw_only=True)
class MeetingCalled(Event):
    NAME: ClassVar[str] = "meetings.called"
    says: ClassVar[str] = sentence("The meeting was called for {starts_at}, at {place}, with {items} items.")

    year: int
    number: int
    starts_at: datetime
    place: str
    items: int


@dataclass(frozen=True, kw_only=True)
class MeetingAcknowledged(Event):
    NAME: ClassVar[str] = "meetings.acknowledged"
    says: ClassVar[str] = sentence("The notice was received by {party}.")
    labels: ClassVar = {"party": PARTIES}

    party: str


@dataclass(frozen=True, kw_only=True)
class PresenceTaken(Event):
    """Who was to come for each party and who did, counted; the names stand in the minutes."""

    NAME: ClassVar[str] = "meetings.presence_taken"
    says: ClassVar[str] = sentence("{came} of {expected} came.")

    came: int
    expected: int
    parties: list[str]


@dataclass(frozen=True, kw_only=True)
class ItemSettled(Event):
    NAME: ClassVar[str] = "meetings.settled"
    says: ClassVar[str] = sentence("{title}, {outcome}: {words}")
    labels: ClassVar = {"outcome": OUTCOMES}

    item: UUID
    title: str = personal()
    outcome: str
    words: str = personal()
    promised: int = 0
    concerning: UUID | None = None


@dataclass(frozen=True, kw_only=True)
class MeetingFinished(Event):
    """The digest is of the minutes' text without names: `queries.text_of`."""

    NAME: ClassVar[str] = "meetings.finished"
    says: ClassVar[str] = sentence("The minutes are ready, with {items} items.")
    HASHES: ClassVar = ("digest",)

    digest: str
    items: int


@dataclass(frozen=True, kw_only=True)
class MeetingSigned(Event):
    NAME: ClassVar[str] = "meetings.signed"
    says: ClassVar[str] = sentence("The minutes were signed for {party}.")
    labels: ClassVar = {"party": PARTIES}

    party: str
    digest: str


@dataclass(frozen=True, kw_only=True)
class MeetingPublished(Event):
    NAME: ClassVar[str] = "meetings.published"
    says: ClassVar[str] = sentence("The minutes were published: {summary}")

    summary: str = personal()
    unsigned: list[str]


@dataclass(frozen=True, kw_only=True)
class MeetingCancelled(Event):
    NAME: ClassVar[str] = "meetings.cancelled"
    says: ClassVar[str] = sentence("The meeting was cancelled: {words}")

    words: str = personal()


@dataclass(frozen=True, kw_only=True)
class NamesForgotten(Event):
    NAME: ClassVar[str] = "meetings.names_forgotten"
    says: ClassVar[str] = sentence("The person’s name was erased from the minutes of meetings.")

    meetings: int
