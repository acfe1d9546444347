"""From the draft to the notice."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar
from uuid import UUID

from courtyard.core.errors import sentence
from courtyard.core.events import Event

CONVENERS = {
    "committee": sentence("the owners’ committee"),
    "group": sentence("the preparatory group"),
    "residents": sentence("the residents’ committee"),
    "street": sentence("the sub-district"),
}
ROLES = {
    "canvasser": sentence("canvasser"),
    "teller": sentence("teller"),
    "scrutineer": sentence("scrutineer"),
}
CHANNELS = {
    "hand": sentence("handed over"),
    "door": sentence("left at the door"),
    "post": sentence("registered mail"),
    "phone": sentence("opened on the phone"),
    "board": sentence("posted on the board"),
}


@dataclass(frozen=True, kw_only=True)
class AssemblyDrafted(Event):
    NAME: ClassVar[str] = "assembly.drafted"
    says: ClassVar[str] = sentence("An assembly is being prepared by {convener}.")
    labels: ClassVar = {"convener": CONVENERS}

    convener: str
    scope: str
    opens_at: datetime
    closes_at: datetime
    petition: UUID | None = None


@dataclass(frozen=True, kw_only=True)
class AssemblyRevised(Event):
    NAME: ClassVar[str] = "assembly.revised"
    says: ClassVar[str] = sentence("Its window and rules were changed: open from {opens_at} until {closes_at}.")

    opens_at: datetime
    closes_at: datetime
    scope: str
    house: dict[str, str | int | bool | None]


@dataclass(frozen=True, kw_only=True)
class MotionPut(Event):
    NAME: ClassVar[str] = "assembly.motion_put"
    says: ClassVar[str] = sentence("Motion {position}: {title}")

    motion: UUID
    position: int
    matter: str
    rule: str
    title: str
    text_hash: str


@dataclass(frozen=True, kw_only=True)
class MotionDropped(Event):
    NAME: ClassVar[str] = "assembly.motion_dropped"
    says: ClassVar[str] = sentence("A motion was taken out: {title}")

    motion: UUID
    title: str


@dataclass(frozen=True, kw_only=True)
class AttachmentAdded(Event):
    NAME: ClassVar[str] = "assembly.attachment_added"
    says: ClassVar[str] = sentence("Attached: {name}")
    HASHES: ClassVar = ("sha256",)

    motion: UUID
    name: str
    sha256: str


@dataclass(frozen=True, kw_only=True)
class AttachmentDropped(Event):
    NAME: ClassVar[str] = "assembly.attachment_dropped"
    says: ClassVar[str] = sentence("No longer attached: {name}")

    motion: UUID
    name: str


@dataclass(frozen=True, kw_only=True)
class ReportedToConvenor(Event):
    NAME: ClassVar[str] = "assembly.reported"
    says: ClassVar[str] = sentence("The major matters were reported to the convenor, who has until {until} to reply.")

    motions: list[str]
    until: datetime


@dataclass(frozen=True, kw_only=True)
class ConvenorReplied(Event):
    NAME: ClassVar[str] = "assembly.replied"
    says: ClassVar[str] = sentence("The convenor replied: {words}")

    words: str


@dataclass(frozen=True, kw_only=True)
class NoticeGiven(Event):
    """From here on nothing changes: the hashes say of what."""

    NAME: ClassVar[str] = "assembly.noticed"
    says: ClassVar[str] = sentence("Notice was given. The roll has {heads} owners; ballots are taken from {opens_at}.")
    HASHES: ClassVar = ("roll_hash", "owners_hash", "motions_hash", "rules_hash")

    year: int
    number: int
    opens_at: datetime
    closes_at: datetime
    heads: int
    area_cm2: int
    secrecy: str
    roll_hash: str
    owners_hash: str
    motions_hash: str
    rules_hash: str
    rulebook: str
    convenor: str


@dataclass(frozen=True, kw_only=True)
class Delivered(Event):
    NAME: ClassVar[str] = "assembly.delivered"
    says: ClassVar[str] = sentence("The notice reached {homes} homes: {channel}.")
    labels: ClassVar = {"channel": CHANNELS}
    HASHES: ClassVar = ("photo_hash",)

    homes: int
    channel: str
    which: list[UUID]
    photo_hash: str = ""


@dataclass(frozen=True, kw_only=True)
class OfficialNamed(Event):
    NAME: ClassVar[str] = "assembly.official_named"
    says: ClassVar[str] = sentence("Somebody was named {role} for this vote.")
    labels: ClassVar = {"role": ROLES}

    role: str


@dataclass(frozen=True, kw_only=True)
class OfficialEnded(Event):
    NAME: ClassVar[str] = "assembly.official_ended"
    says: ClassVar[str] = sentence("Somebody is no longer {role} for this vote.")
    labels: ClassVar = {"role": ROLES}

    role: str


@dataclass(frozen=True, kw_only=True)
class AssemblyVoided(Event):
    NAME: ClassVar[str] = "assembly.voided"
    says: ClassVar[str] = sentence("The vote was declared void: {reason}")

    reason: str
