"""What the committee meets about, and what it decides."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar
from uuid import UUID

from courtyard.core.errors import sentence
from courtyard.core.events import Event, personal


@dataclass(frozen=True, kw_only=True)
class ResidentsInvited(Event):
    """About the meeting. Told again when it is moved."""

    NAME: ClassVar[str] = "committee.residents_invited"
    says: ClassVar[str] = sentence("The residents’ committee was invited to the committee’s meeting.")

    starts_at: datetime
    place: str


@dataclass(frozen=True, kw_only=True)
class MeetingHeld(Event):
    """How many of how many came; empty seats are counted in."""

    NAME: ClassVar[str] = "committee.meeting_held"
    says: ClassVar[str] = sentence("The owners’ committee met: {attended} of {seats} members came.")

    attended: int
    seats: int
    quorate: bool
    on: date


@dataclass(frozen=True, kw_only=True)
class MeetingAsked(Event):
    NAME: ClassVar[str] = "committee.meeting_asked"
    says: ClassVar[str] = sentence("A member asked for a meeting of the owners’ committee: {words}")

    round: UUID
    asked: int
    words: str = personal()


@dataclass(frozen=True, kw_only=True)
class MeetingOwed(Event):
    NAME: ClassVar[str] = "committee.meeting_owed"
    says: ClassVar[str] = sentence("{asked} members asked for a meeting of the owners’ committee, a third or more.")

    round: UUID
    asked: int
    due_on: date


@dataclass(frozen=True, kw_only=True)
class ResolutionPut(Event):
    NAME: ClassVar[str] = "committee.resolution_put"
    says: ClassVar[str] = sentence("Put to the owners’ committee: {title}")

    title: str
    words: str
    matter: str
    meeting: UUID | None
    seats: int


@dataclass(frozen=True, kw_only=True)
class ConflictDeclared(Event):
    NAME: ClassVar[str] = "committee.conflict_declared"
    says: ClassVar[str] = sentence("{name} has an interest of their own in “{title}”, and does not sign it.")

    member: UUID
    title: str
    signature_taken_back: bool
    name: str = personal()
    words: str = personal()


@dataclass(frozen=True, kw_only=True)
class ResolutionSigned(Event):
    NAME: ClassVar[str] = "committee.resolution_signed"
    says: ClassVar[str] = sentence("{name} signed “{title}”: {answer}")
    labels: ClassVar = {"answer": {"agrees": sentence("in favour"), "against": sentence("against")}}

    member: UUID
    title: str
    answer: str
    agreed: int
    seats: int
    name: str = personal()


@dataclass(frozen=True, kw_only=True)
class ResolutionPassed(Event):
    NAME: ClassVar[str] = "committee.resolution_passed"
    says: ClassVar[str] = sentence(
        "The owners’ committee decided no. {number} of {year}: {title} ({agreed} of {seats} members agreed)"
    )

    year: int
    number: int
    title: str
    agreed: int
    seats: int
    post_by: date


@dataclass(frozen=True, kw_only=True)
class ResolutionPosted(Event):
    """Hung on the board, and the residents' committee told, in one deed."""

    NAME: ClassVar[str] = "committee.resolution_posted"
    says: ClassVar[str] = sentence(
        "Decision no. {number} of {year} of the owners’ committee was posted, and the residents’ committee told: "
        "{title}"
    )

    year: int
    number: int
    title: str
    notice: UUID
    late: bool


@dataclass(frozen=True, kw_only=True)
class ResolutionFailed(Event):
    NAME: ClassVar[str] = "committee.resolution_failed"
    says: ClassVar[str] = sentence("Not decided by the owners’ committee: {title}. {reason}")

    title: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class ResolutionRevoked(Event):
    NAME: ClassVar[str] = "committee.resolution_revoked"
    says: ClassVar[str] = sentence("Decision no. {number} of {year} of the owners’ committee was revoked: {reason}")

    year: int
    number: int
    title: str
    reason: str
    by_resolution: UUID | None = None
