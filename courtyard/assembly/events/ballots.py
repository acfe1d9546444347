"""What comes in while a vote is open, and how papers are entered. No line says what anybody chose."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar
from uuid import UUID

from courtyard.core.errors import sentence
from courtyard.core.events import Event

CHANNELS = {
    "phone": sentence("phone"),
    "paper": sentence("paper"),
    "visit": sentence("at the door"),
    "proxy": sentence("proxy"),
}


@dataclass(frozen=True, kw_only=True)
class BallotReceived(Event):
    """`turn` counts the ballots of one head; who it is says `head`, and its receipt tells nothing of that."""

    NAME: ClassVar[str] = "assembly.ballot_received"
    says: ClassVar[str] = sentence("A ballot was received: {channel}.")
    labels: ClassVar = {"channel": CHANNELS}

    head: UUID
    channel: str
    turn: int


@dataclass(frozen=True, kw_only=True)
class BallotRejected(Event):
    NAME: ClassVar[str] = "assembly.ballot_rejected"
    says: ClassVar[str] = sentence("Two ballots of one owner: by the rules neither counts.")

    head: UUID


@dataclass(frozen=True, kw_only=True)
class PapersPrinted(Event):
    NAME: ClassVar[str] = "assembly.papers_printed"
    says: ClassVar[str] = sentence("{papers} paper ballots were printed.")

    papers: int


@dataclass(frozen=True, kw_only=True)
class PaperReceived(Event):
    NAME: ClassVar[str] = "assembly.paper_received"
    says: ClassVar[str] = sentence("The paper ballot no. {number} came back.")
    HASHES: ClassVar = ("scan_hash",)

    head: UUID
    number: int
    scan_hash: str = ""


@dataclass(frozen=True, kw_only=True)
class PaperEntered(Event):
    NAME: ClassVar[str] = "assembly.paper_entered"
    says: ClassVar[str] = sentence("The paper ballot no. {number} was entered.")

    head: UUID
    number: int


@dataclass(frozen=True, kw_only=True)
class PaperChecked(Event):
    NAME: ClassVar[str] = "assembly.paper_checked"
    says: ClassVar[str] = sentence("The paper ballot no. {number} was checked.")

    head: UUID
    number: int


@dataclass(frozen=True, kw_only=True)
class PaperInvalid(Event):
    NAME: ClassVar[str] = "assembly.paper_invalid"
    says: ClassVar[str] = sentence("The paper ballot no. {number} is invalid: {reason}")

    head: UUID
    number: int
    reason: str


@dataclass(frozen=True, kw_only=True)
class SlipEntered(Event):
    NAME: ClassVar[str] = "assembly.slip_entered"
    says: ClassVar[str] = sentence("A confidential paper was entered, apart from its stub.")


@dataclass(frozen=True, kw_only=True)
class SlipChecked(Event):
    NAME: ClassVar[str] = "assembly.slip_checked"
    says: ClassVar[str] = sentence("A confidential paper was checked.")


@dataclass(frozen=True, kw_only=True)
class ProxyRecorded(Event):
    NAME: ClassVar[str] = "assembly.proxy_recorded"
    says: ClassVar[str] = sentence("A written mandate was recorded.")
    HASHES: ClassVar = ("document_hash",)

    head: UUID
    agent: UUID
    given_on: date
    document_hash: str = ""


@dataclass(frozen=True, kw_only=True)
class ProxyRevoked(Event):
    NAME: ClassVar[str] = "assembly.proxy_revoked"
    says: ClassVar[str] = sentence("A mandate was taken back.")

    head: UUID
    agent: UUID


@dataclass(frozen=True, kw_only=True)
class CanvasserNoted(Event):
    """That somebody came by. What they noted is not on the record: it goes when the result is certified."""

    NAME: ClassVar[str] = "assembly.canvassed"
    says: ClassVar[str] = sentence("A canvasser came by.")


@dataclass(frozen=True, kw_only=True)
class VotersReminded(Event):
    """To how many homes it went; to whom, nobody is told."""

    NAME: ClassVar[str] = "assembly.reminded"
    says: ClassVar[str] = sentence("Owners who have not voted yet were reminded.")

    heads: int
