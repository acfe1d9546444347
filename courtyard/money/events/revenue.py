"""Public revenue: projects, what they brought in and cost, what was moved to the fund, and the plan: all public."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar
from uuid import UUID

from courtyard.core.errors import sentence
from courtyard.core.events import Event


@dataclass(frozen=True, kw_only=True)
class ProjectOpened(Event):
    NAME: ClassVar[str] = "money.project_opened"
    says: ClassVar[str] = sentence("Common parts earn money: {name}, from {since} on.")

    name: str
    kind: str
    place: str
    since: date
    until: date | None
    collector: str
    party: str
    terms: str
    price_fen: int | None
    per: str
    share_bp: int | None
    share_fen: int | None
    authority: str
    authority_id: UUID | None
    decision_words: str


@dataclass(frozen=True, kw_only=True)
class ProjectClosed(Event):
    NAME: ClassVar[str] = "money.project_closed"
    says: ClassVar[str] = sentence("{name} ended on {last_day}: {reason}")

    name: str
    last_day: date
    reason: str


@dataclass(frozen=True, kw_only=True)
class ContractShown(Event):
    NAME: ClassVar[str] = "money.contract_shown"
    says: ClassVar[str] = sentence("The contract of {name} can be read by everybody.")
    HASHES: ClassVar[tuple[str, ...]] = ("sha256",)

    name: str
    sha256: str
    before: str


@dataclass(frozen=True, kw_only=True)
class DuesLaidOut(Event):
    NAME: ClassVar[str] = "money.dues_laid_out"
    says: ClassVar[str] = sentence("What {name} is to bring in was laid out: {count} days, from {first} to {last}.")

    name: str
    count: int
    first: date
    last: date
    fen: int


@dataclass(frozen=True, kw_only=True)
class IncomeReceived(Event):
    NAME: ClassVar[str] = "money.income_received"
    says: ClassVar[str] = sentence("{name} brought in money, entry no. {number}.")

    name: str
    number: int
    fen: int
    day: date


@dataclass(frozen=True, kw_only=True)
class CostBooked(Event):
    NAME: ClassVar[str] = "money.cost_booked"
    says: ClassVar[str] = sentence("A cost of {name} was booked, entry no. {number}.")

    name: str
    number: int
    account: str
    fen: int
    day: date


@dataclass(frozen=True, kw_only=True)
class RevenuePassedOn(Event):
    NAME: ClassVar[str] = "money.revenue_passed_on"
    says: ClassVar[str] = sentence("Public revenue that the company held went into its account, entry no. {number}.")

    number: int
    fen: int
    day: date


@dataclass(frozen=True, kw_only=True)
class QuarterMoved(Event):
    NAME: ClassVar[str] = "money.quarter_moved"
    says: ClassVar[str] = sentence(
        "Public revenue of {quarter} went to the maintenance fund, entry no. {number}, shared over {homes} homes."
    )

    quarter: str
    number: int
    net_fen: int
    least_fen: int
    fen: int
    homes: int
    decision: UUID | None


@dataclass(frozen=True, kw_only=True)
class RevenuePlanned(Event):
    NAME: ClassVar[str] = "money.revenue_planned"
    says: ClassVar[str] = sentence("A plan for the public revenue of {year} was drafted.")

    year: int
    rows: dict[str, int]


@dataclass(frozen=True, kw_only=True)
class RevenuePlanApproved(Event):
    NAME: ClassVar[str] = "money.revenue_plan_approved"
    says: ClassVar[str] = sentence("The plan for the public revenue of {year} was approved, version {version}.")

    year: int
    version: int
    rows: dict[str, int]
    authority: str
    authority_id: UUID
