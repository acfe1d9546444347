"""Seals, reception days, year reports, limits, the secretary."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar
from uuid import UUID

from courtyard.core.errors import sentence
from courtyard.core.events import Event, personal

SEALS = {
    "assembly": sentence("seal of the owners’ assembly"),
    "committee": sentence("seal of the owners’ committee"),
    "finance": sentence("seal for the accounts"),
}


@dataclass(frozen=True, kw_only=True)
class SealCut(Event):
    NAME: ClassVar[str] = "committee.seal_cut"
    says: ClassVar[str] = sentence("Cut on {cut_on}: {seal}. It is kept by {name}.")
    labels: ClassVar = {"seal": SEALS}

    seal: str
    cut_on: date
    keeper: UUID
    name: str = personal()


@dataclass(frozen=True, kw_only=True)
class SealGivenUp(Event):
    """Apart from who keeps it next, so that each name is its own person's."""

    NAME: ClassVar[str] = "committee.seal_given_up"
    says: ClassVar[str] = sentence("No longer kept by {name}: {seal}")
    labels: ClassVar = {"seal": SEALS}

    seal: str
    keeper: UUID
    name: str = personal()


@dataclass(frozen=True, kw_only=True)
class SealPassed(Event):
    NAME: ClassVar[str] = "committee.seal_passed"
    says: ClassVar[str] = sentence("From now on kept by {name}: {seal}")
    labels: ClassVar = {"seal": SEALS}

    seal: str
    keeper: UUID
    before: UUID | None
    name: str = personal()


@dataclass(frozen=True, kw_only=True)
class SealUsed(Event):
    """`decision` is one of the assembly's, `resolution` one of the committee's."""

    NAME: ClassVar[str] = "committee.seal_used"
    says: ClassVar[str] = sentence(
        "Used on {used_on}: {seal}. Put on: {what}. Copies: {copies}. By the decision “{by_what}”."
    )
    labels: ClassVar = {"seal": SEALS}

    seal: str
    used_on: date
    what: str
    copies: int
    by_what: str
    decision: UUID | None
    resolution: UUID | None
    late: bool


@dataclass(frozen=True, kw_only=True)
class SealEnded(Event):
    NAME: ClassVar[str] = "committee.seal_ended"
    says: ClassVar[str] = sentence("No longer used since {ended_on}: {seal}. {reason}")
    labels: ClassVar = {"seal": SEALS}

    seal: str
    ended_on: date
    reason: str


@dataclass(frozen=True, kw_only=True)
class SealsLaidUp(Event):
    NAME: ClassVar[str] = "committee.seals_laid_up"
    says: ClassVar[str] = sentence("The seals lie with the housing office, {count} in all. Nobody can use them.")

    count: int
    seals: list[str]


@dataclass(frozen=True, kw_only=True)
class ReceptionsAnnounced(Event):
    NAME: ClassVar[str] = "committee.receptions_announced"
    says: ClassVar[str] = sentence(
        "Reception days of the owners’ committee were announced, {count} in all, from {starts_at} on."
    )

    starts_at: datetime
    count: int
    days: list[date]
    place: str


@dataclass(frozen=True, kw_only=True)
class ReceptionHeld(Event):
    NAME: ClassVar[str] = "committee.reception_held"
    says: ClassVar[str] = sentence("The owners’ committee received owners; {visitors} came.")

    visitors: int
    starts_at: datetime
    words: str = personal()


@dataclass(frozen=True, kw_only=True)
class ReceptionDropped(Event):
    NAME: ClassVar[str] = "committee.reception_dropped"
    says: ClassVar[str] = sentence("The reception day of {starts_at} was dropped: {reason}")

    starts_at: datetime
    reason: str = personal()


@dataclass(frozen=True, kw_only=True)
class ReportPosted(Event):
    NAME: ClassVar[str] = "committee.report_posted"
    says: ClassVar[str] = sentence("The owners’ committee’s report on the year {year} was posted.")
    HASHES: ClassVar[tuple[str, ...]] = ("sha256",)

    year: int
    notice: UUID
    sha256: str


@dataclass(frozen=True, kw_only=True)
class LimitGiven(Event):
    NAME: ClassVar[str] = "committee.limit_given"
    says: ClassVar[str] = sentence("By decision {number} of {year} the owners’ committee may spend by itself: {title}")

    decision: UUID
    year: int
    number: int
    title: str
    each_fen: int
    total_fen: int | None
    valid_from: date
    valid_to: date | None


@dataclass(frozen=True, kw_only=True)
class LimitUsed(Event):
    NAME: ClassVar[str] = "committee.limit_used"
    says: ClassVar[str] = sentence("Spent within the limit “{title}”: {what}")

    title: str
    what: str
    fen: int
    left_fen: int | None
    on: date
    resolution: UUID


@dataclass(frozen=True, kw_only=True)
class LimitHandedBack(Event):
    NAME: ClassVar[str] = "committee.limit_handed_back"
    says: ClassVar[str] = sentence("Not spent after all within the limit “{title}”: {what}")

    title: str
    what: str
    fen: int
    reason: str


@dataclass(frozen=True, kw_only=True)
class LimitEnded(Event):
    NAME: ClassVar[str] = "committee.limit_ended"
    says: ClassVar[str] = sentence("The limit “{title}” was ended: {reason}")

    title: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class SecretaryNamed(Event):
    NAME: ClassVar[str] = "committee.secretary_named"
    says: ClassVar[str] = sentence("Secretary of the owners’ committee: {name}")

    since: date
    name: str = personal()


@dataclass(frozen=True, kw_only=True)
class SecretaryEnded(Event):
    NAME: ClassVar[str] = "committee.secretary_ended"
    says: ClassVar[str] = sentence("No longer secretary of the owners’ committee: {name}")

    until: date
    name: str = personal()
