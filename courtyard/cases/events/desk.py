"""What a desk announces and keeps: incidents, templates, promises of contracts."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar

from courtyard.cases.events.course import SEAT
from courtyard.core.errors import sentence
from courtyard.core.events import Event


@dataclass(frozen=True, kw_only=True)
class IncidentAnnounced(Event):
    NAME: ClassVar[str] = "cases.incident_announced"
    says: ClassVar[str] = sentence("The {seat} announced: {title}.")
    labels: ClassVar[Mapping[str, Mapping[str, str]]] = SEAT

    seat: str
    title: str
    category: str
    planned: bool
    places: Sequence[str]
    starts_at: datetime
    expected_until: datetime
    text: str


@dataclass(frozen=True, kw_only=True)
class IncidentUpdated(Event):
    NAME: ClassVar[str] = "cases.incident_updated"
    says: ClassVar[str] = sentence("The {seat} brought this up to date: {title}.")
    labels: ClassVar[Mapping[str, Mapping[str, str]]] = SEAT

    seat: str
    title: str
    expected_until: datetime
    text: str


@dataclass(frozen=True, kw_only=True)
class IncidentEnded(Event):
    NAME: ClassVar[str] = "cases.incident_ended"
    says: ClassVar[str] = sentence("This is over: {title}.")
    labels: ClassVar[Mapping[str, Mapping[str, str]]] = SEAT

    seat: str
    title: str
    text: str


@dataclass(frozen=True, kw_only=True)
class IncidentFollowed(Event):
    NAME: ClassVar[str] = "cases.incident_followed"
    says: ClassVar[str] = sentence("A resident follows the incident.")


@dataclass(frozen=True, kw_only=True)
class TemplateKept(Event):
    NAME: ClassVar[str] = "cases.template_kept"
    says: ClassVar[str] = sentence("The {seat} kept the reply template “{title}”.")
    labels: ClassVar[Mapping[str, Mapping[str, str]]] = SEAT

    seat: str
    title: str
    deed: str
    category: str
    text: str


@dataclass(frozen=True, kw_only=True)
class TemplateDropped(Event):
    NAME: ClassVar[str] = "cases.template_dropped"
    says: ClassVar[str] = sentence("The {seat} dropped the reply template “{title}”.")
    labels: ClassVar[Mapping[str, Mapping[str, str]]] = SEAT

    seat: str
    title: str


@dataclass(frozen=True, kw_only=True)
class PromiseSet(Event):
    """A contract promises more than the rulebook, for cases filed from that day on."""

    NAME: ClassVar[str] = "cases.promise_set"
    says: ClassVar[str] = sentence("A contract promised a time limit of its own: {cites}.")

    category: str
    clock: str
    amount: int
    unit: str
    since: date
    until: date | None
    cites: str


@dataclass(frozen=True, kw_only=True)
class PromiseEnded(Event):
    NAME: ClassVar[str] = "cases.promise_ended"
    says: ClassVar[str] = sentence("A contract’s time limit ended: {cites}.")

    cites: str
    until: date
