"""How a case ends otherwise than by a rating, begins again, and what neighbours read of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar
from uuid import UUID

from courtyard.cases.events.course import PARTIES, SEAT
from courtyard.core.errors import sentence
from courtyard.core.events import Event, personal


@dataclass(frozen=True, kw_only=True)
class CaseClosedUnanswered(Event):
    """Nobody answered; it is not counted as content, and can be reopened."""

    NAME: ClassVar[str] = "cases.closed_unanswered"
    says: ClassVar[str] = sentence("The resident did not answer, so the request was closed without a rating.")


@dataclass(frozen=True, kw_only=True)
class CaseReopened(Event):
    NAME: ClassVar[str] = "cases.reopened"
    says: ClassVar[str] = sentence("The resident opened the request again.")

    due_at: datetime
    words: str = personal()


@dataclass(frozen=True, kw_only=True)
class CaseWithdrawn(Event):
    NAME: ClassVar[str] = "cases.withdrawn"
    says: ClassVar[str] = sentence("The resident withdrew the request.")

    words: str = personal()


@dataclass(frozen=True, kw_only=True)
class CaseDeclined(Event):
    """Not ours to do: why, and where to go instead."""

    NAME: ClassVar[str] = "cases.declined"
    says: ClassVar[str] = sentence("The {seat} said that this is not for the joint desk to do.")
    labels: ClassVar[Mapping[str, Mapping[str, str]]] = SEAT

    seat: str
    words: str = personal()
    instead: str = personal()


@dataclass(frozen=True, kw_only=True)
class CaseMerged(Event):
    """Said on the duplicate. The words stay with it; `into` runs on under the earlier deadline of the two."""

    NAME: ClassVar[str] = "cases.merged"
    says: ClassVar[str] = sentence("The {seat} merged it into request {number}, which is about the same thing.")
    labels: ClassVar[Mapping[str, Mapping[str, str]]] = {"seat": PARTIES}

    seat: str
    into: UUID
    number: str


@dataclass(frozen=True, kw_only=True)
class CaseJoined(Event):
    """Said on the case that others were merged into."""

    NAME: ClassVar[str] = "cases.joined"
    says: ClassVar[str] = sentence("Another report of the same thing was merged into it. Reports so far: {voices}.")

    voices: int
    due_at: datetime


@dataclass(frozen=True, kw_only=True)
class CaseRedacted(Event):
    """What neighbours read was shortened. The original stays for those entitled to it."""

    NAME: ClassVar[str] = "cases.redacted"
    says: ClassVar[str] = sentence("The {seat} took personal details out of what neighbours can read.")
    labels: ClassVar[Mapping[str, Mapping[str, str]]] = SEAT

    seat: str
    photos: int
    words: str = personal()


@dataclass(frozen=True, kw_only=True)
class NameAgreed(Event):
    NAME: ClassVar[str] = "cases.name_agreed"
    says: ClassVar[str] = sentence("The resident let the sub-district see their name.")


@dataclass(frozen=True, kw_only=True)
class CaseFollowed(Event):
    NAME: ClassVar[str] = "cases.followed"
    says: ClassVar[str] = sentence("A neighbour follows the request.")

    me_too: bool


@dataclass(frozen=True, kw_only=True)
class CaseUnfollowed(Event):
    NAME: ClassVar[str] = "cases.unfollowed"
    says: ClassVar[str] = sentence("A neighbour no longer follows the request.")


@dataclass(frozen=True, kw_only=True)
class CallerForgotten(Event):
    """Who called was written down to reach them; the case is long over."""

    NAME: ClassVar[str] = "cases.caller_forgotten"
    says: ClassVar[str] = sentence("The name and number of the caller were deleted.")
