"""Owners ask for an assembly."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar

from courtyard.core.errors import sentence
from courtyard.core.events import Event, personal


@dataclass(frozen=True, kw_only=True)
class PetitionBegun(Event):
    NAME: ClassVar[str] = "assembly.petition_begun"
    says: ClassVar[str] = sentence("Owners are asked to sign for an assembly: {title}")

    title: str
    matter: str
    rule: str
    ends_at: datetime
    words: str = personal()


@dataclass(frozen=True, kw_only=True)
class PetitionSigned(Event):
    NAME: ClassVar[str] = "assembly.petition_signed"
    says: ClassVar[str] = sentence("An owner signed.")


@dataclass(frozen=True, kw_only=True)
class SignatureWithdrawn(Event):
    NAME: ClassVar[str] = "assembly.signature_withdrawn"
    says: ClassVar[str] = sentence("An owner took a signature back.")


@dataclass(frozen=True, kw_only=True)
class PetitionReached(Event):
    NAME: ClassVar[str] = "assembly.petition_reached"
    says: ClassVar[str] = sentence("{heads} of {all_heads} owners signed: the assembly has to be held by {convene_by}.")

    heads: int
    all_heads: int
    area_cm2: int
    all_area_cm2: int
    convene_by: date


@dataclass(frozen=True, kw_only=True)
class PetitionExpired(Event):
    NAME: ClassVar[str] = "assembly.petition_expired"
    says: ClassVar[str] = sentence("The time for signing ran out with {heads} of {all_heads} owners.")

    heads: int
    all_heads: int


@dataclass(frozen=True, kw_only=True)
class PetitionWithdrawn(Event):
    NAME: ClassVar[str] = "assembly.petition_withdrawn"
    says: ClassVar[str] = sentence("The petition was withdrawn: {reason}")

    reason: str = personal()
