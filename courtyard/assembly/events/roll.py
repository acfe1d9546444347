"""The draft of the roll, and what was said against it."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from courtyard.core.errors import sentence
from courtyard.core.events import Event, personal

ENDS = {"corrected": sentence("corrected"), "rejected": sentence("not corrected")}


@dataclass(frozen=True, kw_only=True)
class ChallengeFiled(Event):
    NAME: ClassVar[str] = "assembly.challenged"
    says: ClassVar[str] = sentence("The draft of the roll was challenged.")

    challenge: UUID
    words: str = personal()


@dataclass(frozen=True, kw_only=True)
class ChallengeAnswered(Event):
    NAME: ClassVar[str] = "assembly.challenge_answered"
    says: ClassVar[str] = sentence("A challenge to the roll was answered, {state}.")
    labels: ClassVar = {"state": ENDS}

    challenge: UUID
    state: str
    words: str = personal()


@dataclass(frozen=True, kw_only=True)
class NamesErased(Event):
    NAME: ClassVar[str] = "assembly.names_erased"
    says: ClassVar[str] = sentence("The person’s name was erased from rolls and lists of votes.")

    rolls: int
