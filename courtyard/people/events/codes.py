"""Codes on paper: printed, used."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import ClassVar
from uuid import UUID

from courtyard.core.errors import sentence
from courtyard.core.events import Event

IDENTITY_DOCUMENTS: Mapping[str, str] = {
    "id_card": sentence("identity card"),
    "household_register": sentence("household register"),
    "passport": sentence("passport or travel permit"),
    "residence_permit": sentence("residence permit"),
    "driving_licence": sentence("driving licence"),
}
APPOINTMENT: Mapping[str, str] = {"appointment": sentence("letter of appointment")}
"""What an officer may show instead."""
ROLES: Mapping[str, str] = {
    "owner": sentence("owner"),
    "co_owner": sentence("co-owner"),
    "tenant": sentence("tenant"),
    "family": sentence("family"),
}


@dataclass(frozen=True, kw_only=True)
class LettersPrinted(Event):
    NAME: ClassVar[str] = "people.letters_printed"
    says: ClassVar[str] = sentence("Letters with sign-in codes were printed for {count} homes, valid until {until}.")

    count: int
    homes: Sequence[UUID]
    until: date


@dataclass(frozen=True, kw_only=True)
class ResetPrinted(Event):
    """Which kind of document was seen; its number is never kept."""

    NAME: ClassVar[str] = "people.reset_printed"
    says: ClassVar[str] = sentence("A new sign-in code was printed in person. Document seen: {identity_seen}.")
    labels: ClassVar[Mapping[str, Mapping[str, str]]] = {"identity_seen": {**IDENTITY_DOCUMENTS, **APPOINTMENT}}

    identity_seen: str
    until: date


@dataclass(frozen=True, kw_only=True)
class Joined(Event):
    NAME: ClassVar[str] = "people.joined"
    says: ClassVar[str] = sentence("Someone signed in with the letter to their home, as {role}.")
    labels: ClassVar[Mapping[str, Mapping[str, str]]] = {"role": ROLES}

    home: UUID
    role: str
    on_register: bool


@dataclass(frozen=True, kw_only=True)
class StartedAnew(Event):
    NAME: ClassVar[str] = "people.started_anew"
    says: ClassVar[str] = sentence("Signed in with a new sign-in code printed in person.")
