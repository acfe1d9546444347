"""Rounds: begun, what was found of each item, photographs, finished, dropped."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar
from uuid import UUID

from courtyard.core.errors import sentence
from courtyard.core.events import Event, personal

BODIES: Mapping[str, str] = {
    "ye": sentence("owners’ committee"),
    "supervisor": sentence("residents’ supervisor"),
    "jie": sentence("sub-district"),
}
OUTCOMES: Mapping[str, str] = {
    "pass": sentence("passes"),
    "fail": sentence("fails"),
    "unseen": sentence("could not be looked at"),
}


@dataclass(frozen=True, kw_only=True)
class RoundBegun(Event):
    """`items` are the codes of what is looked at, in their order."""

    NAME: ClassVar[str] = "services.round_begun"
    says: ClassVar[str] = sentence("A round was begun by this body: {body}. Items to look at: {count}.")
    labels: ClassVar = {"body": BODIES}

    body: str
    contract: UUID
    building: str
    count: int
    items: Sequence[str]


@dataclass(frozen=True, kw_only=True)
class FindingRecorded(Event):
    NAME: ClassVar[str] = "services.finding_recorded"
    says: ClassVar[str] = sentence("{what}: {outcome}.")
    labels: ClassVar = {"outcome": OUTCOMES}

    finding: UUID
    item: str
    what: str
    outcome: str
    seen_at: datetime
    note: str = personal()


@dataclass(frozen=True, kw_only=True)
class FindingCorrected(Event):
    """`finding` is the id it was first said under, `said` the one it was said under now."""

    NAME: ClassVar[str] = "services.finding_corrected"
    says: ClassVar[str] = sentence("{what}, corrected: {outcome}. Before, it read: {before}.")
    labels: ClassVar = {"outcome": OUTCOMES, "before": OUTCOMES}

    finding: UUID
    said: UUID
    item: str
    what: str
    outcome: str
    before: str
    seen_at: datetime
    note: str = personal()


@dataclass(frozen=True, kw_only=True)
class FindingOvertaken(Event):
    """Something older arrived after something newer: it is kept here and changes nothing."""

    NAME: ClassVar[str] = "services.finding_overtaken"
    says: ClassVar[str] = sentence("{what}: an older finding arrived late and changed nothing.")

    finding: UUID
    said: UUID
    item: str
    what: str
    outcome: str
    seen_at: datetime
    note: str = personal()


@dataclass(frozen=True, kw_only=True)
class FindingPhotoAdded(Event):
    NAME: ClassVar[str] = "services.finding_photo_added"
    says: ClassVar[str] = sentence("A photo was added: {what}.")
    HASHES: ClassVar[tuple[str, ...]] = ("sha256",)

    photo: UUID
    finding: UUID
    what: str
    sha256: str
    cleared: bool


@dataclass(frozen=True, kw_only=True)
class FindingPhotoCleared(Event):
    NAME: ClassVar[str] = "services.finding_photo_cleared"
    says: ClassVar[str] = sentence(
        "Somebody looked at a photo and confirmed that no face, door number or number plate is in it: {what}."
    )

    photo: UUID
    what: str


@dataclass(frozen=True, kw_only=True)
class FindingPhotoHidden(Event):
    NAME: ClassVar[str] = "services.finding_photo_hidden"
    says: ClassVar[str] = sentence("A photo was hidden from the public: {what}.")

    photo: UUID
    what: str


@dataclass(frozen=True, kw_only=True)
class FindingReported(Event):
    NAME: ClassVar[str] = "services.finding_reported"
    says: ClassVar[str] = sentence("What failed was reported as request {number}: {what}.")

    finding: UUID
    what: str
    case: UUID
    number: str


@dataclass(frozen=True, kw_only=True)
class RoundFinished(Event):
    NAME: ClassVar[str] = "services.round_finished"
    says: ClassVar[str] = sentence(
        "The round is finished. Pass: {passes}, fail: {fails}, could not be looked at: {unseen}."
    )

    body: str
    passes: int
    fails: int
    unseen: int
    finished_at: datetime


@dataclass(frozen=True, kw_only=True)
class RoundDropped(Event):
    NAME: ClassVar[str] = "services.round_dropped"
    says: ClassVar[str] = sentence("The round was dropped and does not count: {reason}")

    reason: str = personal()
