"""What the record says about duties."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar
from uuid import UUID

from courtyard.core.errors import sentence
from courtyard.core.events import Event, personal

BEARERS: Mapping[str, Mapping[str, str]] = {
    "party": {
        "ju": sentence("residents’ committee"),
        "ye": sentence("owners’ committee"),
        "wu": sentence("property company"),
        "": "",
    }
}


@dataclass(frozen=True, kw_only=True)
class DutyOwed(Event):
    NAME: ClassVar[str] = "duties.owed"
    says: ClassVar[str] = sentence("Something is owed by {due_at}: {what}")
    labels: ClassVar[Mapping[str, Mapping[str, str]]] = BEARERS

    kind: str
    what: str
    fields: Mapping[str, str]
    party: str
    office: str
    bearer: UUID | None
    to_whom: str
    due_at: datetime
    article: str
    rulebook: str
    concerning: UUID | None


@dataclass(frozen=True, kw_only=True)
class DutyDischarged(Event):
    NAME: ClassVar[str] = "duties.discharged"
    says: ClassVar[str] = sentence("Done: {what}")

    what: str
    late: bool
    link: str
    shown_by: UUID | None
    words: str = personal()


@dataclass(frozen=True, kw_only=True)
class DutyExcused(Event):
    NAME: ClassVar[str] = "duties.excused"
    says: ClassVar[str] = sentence("Excused: {what}")

    what: str
    words: str = personal()


@dataclass(frozen=True, kw_only=True)
class DutyWithdrawn(Event):
    """It was never owed, or is owed no more."""

    NAME: ClassVar[str] = "duties.withdrawn"
    says: ClassVar[str] = sentence("Taken back: {what}")

    what: str
    words: str = personal()


@dataclass(frozen=True, kw_only=True)
class FeedMade(Event):
    NAME: ClassVar[str] = "duties.feed_made"
    says: ClassVar[str] = sentence("A secret address of a calendar of duties was made.")


@dataclass(frozen=True, kw_only=True)
class FeedRevoked(Event):
    NAME: ClassVar[str] = "duties.feed_revoked"
    says: ClassVar[str] = sentence("A secret address of a calendar of duties was ended.")
