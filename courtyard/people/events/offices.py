"""Who holds which office, and who acts for whom."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import ClassVar
from uuid import UUID

from courtyard.core.errors import sentence
from courtyard.core.events import Event

OFFICES: Mapping[str, str] = {
    "convenor": sentence("convenor"),
    "residents_committee": sentence("residents’ committee"),
    "owners_committee": sentence("owners’ committee"),
    "company_manager": sentence("property manager"),
    "company_worker": sentence("property company worker"),
    "registrar": sentence("register keeper"),
    "subdistrict": sentence("sub-district officer"),
    "district": sentence("district officer"),
    "city": sentence("city officer"),
}


@dataclass(frozen=True, kw_only=True)
class Appointed(Event):
    NAME: ClassVar[str] = "people.appointed"
    says: ClassVar[str] = sentence("Appointed: {office}, from {since}.")
    labels: ClassVar[Mapping[str, Mapping[str, str]]] = {"office": OFFICES}

    office: str
    since: date
    until: date | None


@dataclass(frozen=True, kw_only=True)
class OfficeEnded(Event):
    NAME: ClassVar[str] = "people.office_ended"
    says: ClassVar[str] = sentence("The office ended on {until}: {office}.")
    labels: ClassVar[Mapping[str, Mapping[str, str]]] = {"office": OFFICES}

    office: str
    until: date


@dataclass(frozen=True, kw_only=True)
class RepresentativeNamed(Event):
    NAME: ClassVar[str] = "people.representative_named"
    says: ClassVar[str] = sentence("From {since}, a representative could act for the organisation.")

    person: UUID
    since: date


@dataclass(frozen=True, kw_only=True)
class RepresentationEnded(Event):
    NAME: ClassVar[str] = "people.representation_ended"
    says: ClassVar[str] = sentence("From {until}, a representative no longer acted for the organisation.")

    person: UUID
    until: date
