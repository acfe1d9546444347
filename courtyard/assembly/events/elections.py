"""Candidates: proposed, looked at, on the list or not."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from courtyard.core.errors import sentence
from courtyard.core.events import Event, personal


@dataclass(frozen=True, kw_only=True)
class CandidateNominated(Event):
    NAME: ClassVar[str] = "assembly.nominated"
    says: ClassVar[str] = sentence("Proposed as a candidate: {name}")

    motion: UUID
    candidate: UUID
    name: str = personal()
    words: str = personal()


@dataclass(frozen=True, kw_only=True)
class CandidateConsented(Event):
    NAME: ClassVar[str] = "assembly.consented"
    says: ClassVar[str] = sentence("{name} agreed to stand.")

    motion: UUID
    candidate: UUID
    name: str = personal()


@dataclass(frozen=True, kw_only=True)
class CandidateAccepted(Event):
    NAME: ClassVar[str] = "assembly.candidate_accepted"
    says: ClassVar[str] = sentence("On the list of candidates: {name}")

    motion: UUID
    candidate: UUID
    checks: dict[str, str]
    name: str = personal()


@dataclass(frozen=True, kw_only=True)
class CandidateRefused(Event):
    NAME: ClassVar[str] = "assembly.candidate_refused"
    says: ClassVar[str] = sentence("Not on the list of candidates: {name}. {reason}")

    motion: UUID
    candidate: UUID
    checks: dict[str, str]
    name: str = personal()
    reason: str = personal()


@dataclass(frozen=True, kw_only=True)
class CandidateWithdrawn(Event):
    NAME: ClassVar[str] = "assembly.candidate_withdrawn"
    says: ClassVar[str] = sentence("No longer stands: {name}")

    motion: UUID
    candidate: UUID
    name: str = personal()


@dataclass(frozen=True, kw_only=True)
class CandidatesOrdered(Event):
    """The seed is the chain's head of the moment before: with it anyone draws the same order again."""

    NAME: ClassVar[str] = "assembly.candidates_ordered"
    says: ClassVar[str] = sentence("The order of candidates on the ballot was drawn.")

    motion: UUID
    seed: str
    order: list[UUID]
