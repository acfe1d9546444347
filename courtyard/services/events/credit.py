"""Points on a company's credit: given, objected to, decided, public, corrected, gone."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar

from courtyard.core.errors import sentence
from courtyard.core.events import Event, personal


@dataclass(frozen=True, kw_only=True)
class PointsGiven(Event):
    NAME: ClassVar[str] = "services.points_given"
    says: ClassVar[str] = sentence("{points} points for {company} ({article}): {reason}")
    HASHES: ClassVar[tuple[str, ...]] = ("sha256",)

    company: str
    rule: str
    rulebook: str
    points: int
    article: str
    reason: str
    evidence: str
    happened_on: date
    object_until: datetime
    sha256: str


@dataclass(frozen=True, kw_only=True)
class PointsObjectedTo(Event):
    NAME: ClassVar[str] = "services.points_objected_to"
    says: ClassVar[str] = sentence("{company} objects to {points} points: {words}")

    company: str
    points: int
    words: str = personal()


@dataclass(frozen=True, kw_only=True)
class ObjectionUpheld(Event):
    NAME: ClassVar[str] = "services.objection_upheld"
    says: ClassVar[str] = sentence("The objection of {company} was upheld, and the {points} points dropped: {words}")

    company: str
    points: int
    late: bool
    words: str


@dataclass(frozen=True, kw_only=True)
class ObjectionRejected(Event):
    NAME: ClassVar[str] = "services.objection_rejected"
    says: ClassVar[str] = sentence("The objection of {company} to {points} points was rejected: {words}")

    company: str
    points: int
    late: bool
    words: str


@dataclass(frozen=True, kw_only=True)
class PointsPublished(Event):
    NAME: ClassVar[str] = "services.points_published"
    says: ClassVar[str] = sentence("{points} points of {company} are public until {expires_on}.")

    company: str
    points: int
    public_on: date
    correctable_on: date
    expires_on: date


@dataclass(frozen=True, kw_only=True)
class CorrectionAsked(Event):
    NAME: ClassVar[str] = "services.correction_asked"
    says: ClassVar[str] = sentence("{company} asks for {points} points to be corrected: {words}")

    company: str
    points: int
    words: str = personal()


@dataclass(frozen=True, kw_only=True)
class PointsCorrected(Event):
    NAME: ClassVar[str] = "services.points_corrected"
    says: ClassVar[str] = sentence("{points} points of {company} were corrected and no longer count: {words}")

    company: str
    points: int
    words: str


@dataclass(frozen=True, kw_only=True)
class CorrectionRefused(Event):
    NAME: ClassVar[str] = "services.correction_refused"
    says: ClassVar[str] = sentence("The {points} points of {company} were not corrected: {words}")

    company: str
    points: int
    words: str


@dataclass(frozen=True, kw_only=True)
class PointsExpired(Event):
    NAME: ClassVar[str] = "services.points_expired"
    says: ClassVar[str] = sentence("{points} points of {company} expired.")

    company: str
    points: int


@dataclass(frozen=True, kw_only=True)
class PointsDropped(Event):
    """Given by mistake."""

    NAME: ClassVar[str] = "services.points_dropped"
    says: ClassVar[str] = sentence("{points} points of {company} were dropped: {reason}")

    company: str
    points: int
    reason: str
