"""What is said on the record of quality: that it was attached to a motion, and that figures of others were loaded."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from courtyard.core.errors import sentence
from courtyard.core.events import Event


@dataclass(frozen=True, kw_only=True)
class QualityAttached(Event):
    NAME: ClassVar[str] = "services.quality_attached"
    says: ClassVar[str] = sentence("Quality for price of {quarter} was attached to the motion “{title}”.")
    HASHES: ClassVar[tuple[str, ...]] = ("sha256",)

    motion: UUID
    title: str
    quarter: str
    milli: int
    enough: bool
    fen_per_m2: int | None
    sha256: str


@dataclass(frozen=True, kw_only=True)
class PeersLoaded(Event):
    NAME: ClassVar[str] = "services.peers_loaded"
    says: ClassVar[str] = sentence("Figures of {count} estates to compare with were loaded from “{name}”: {source}")
    HASHES: ClassVar[tuple[str, ...]] = ("sha256",)

    name: str
    source: str
    count: int
    sha256: str


@dataclass(frozen=True, kw_only=True)
class PeersTakenBack(Event):
    NAME: ClassVar[str] = "services.peers_taken_back"
    says: ClassVar[str] = sentence("Figures to compare with were taken back: “{name}”")

    name: str
    count: int
