"""Papers of a contract: their hashes stand on the record, their names and files lie beside it."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from courtyard.core.errors import sentence
from courtyard.core.events import Event

ANNEXES = {
    "contract": sentence("the signed contract"),
    "review": sentence("audit or price review"),
    "plan": sentence("plan for choosing a company"),
    "other": sentence("another paper"),
}


@dataclass(frozen=True, kw_only=True)
class AnnexAdded(Event):
    NAME: ClassVar[str] = "services.annex_added"
    says: ClassVar[str] = sentence("A paper was added to a service contract: {kind}")
    labels: ClassVar = {"kind": ANNEXES}
    HASHES: ClassVar[tuple[str, ...]] = ("sha256",)

    annex: UUID
    kind: str
    sha256: str


@dataclass(frozen=True, kw_only=True)
class AnnexDropped(Event):
    NAME: ClassVar[str] = "services.annex_dropped"
    says: ClassVar[str] = sentence("A paper was taken off a service contract: {reason}")
    HASHES: ClassVar[tuple[str, ...]] = ("sha256",)

    annex: UUID
    reason: str
    sha256: str
