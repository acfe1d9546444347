"""The register of property companies, and what offices found of them."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar
from uuid import UUID

from courtyard.core.errors import sentence
from courtyard.core.events import Event, personal

OUTCOMES = {
    "in_order": sentence("in order"),
    "to_mend": sentence("something to put right"),
}


@dataclass(frozen=True, kw_only=True)
class CompanyRegistered(Event):
    NAME: ClassVar[str] = "services.company_registered"
    says: ClassVar[str] = sentence("A property company was registered: {name} ({credit_code})")

    name: str
    credit_code: str


@dataclass(frozen=True, kw_only=True)
class CompanyCorrected(Event):
    NAME: ClassVar[str] = "services.company_corrected"
    says: ClassVar[str] = sentence("The entry of a property company was corrected: {name} ({credit_code})")

    name: str
    credit_code: str
    changed: list[str]


@dataclass(frozen=True, kw_only=True)
class CompanyClosed(Event):
    NAME: ClassVar[str] = "services.company_closed"
    says: ClassVar[str] = sentence("The property company {name} was taken off the register: {reason}")

    name: str
    closed_on: date
    reason: str


@dataclass(frozen=True, kw_only=True)
class AgentNamed(Event):
    """Somebody acts for the company from now on; the line is about the company, `whom` the person."""

    NAME: ClassVar[str] = "services.agent_named"
    says: ClassVar[str] = sentence("Somebody was named to act for the property company {company}.")

    company: str
    organisation: UUID


@dataclass(frozen=True, kw_only=True)
class AgentEnded(Event):
    NAME: ClassVar[str] = "services.agent_ended"
    says: ClassVar[str] = sentence("Somebody no longer acts for the property company {company}.")

    company: str
    organisation: UUID


@dataclass(frozen=True, kw_only=True)
class CompanyInspected(Event):
    NAME: ClassVar[str] = "services.company_inspected"
    says: ClassVar[str] = sentence("Inspected on {on}, {company}: {outcome}. {words}")
    labels: ClassVar = {"outcome": OUTCOMES}

    company: str
    on: date
    outcome: str
    words: str
    mend_by: date | None


@dataclass(frozen=True, kw_only=True)
class CompanyPenalised(Event):
    NAME: ClassVar[str] = "services.company_penalised"
    says: ClassVar[str] = sentence("A penalty was imposed on {company} on {on} ({article}): {words}")

    company: str
    on: date
    article: str
    fine_fen: int | None
    words: str


@dataclass(frozen=True, kw_only=True)
class ComplaintUpheld(Event):
    """The case is cited by its number, as whoever entered it wrote it."""

    NAME: ClassVar[str] = "services.complaint_upheld"
    says: ClassVar[str] = sentence("A complaint about {company} was upheld on {on}: {words}")

    company: str
    on: date
    words: str
    case_number: str = personal()


@dataclass(frozen=True, kw_only=True)
class PutRight(Event):
    NAME: ClassVar[str] = "services.put_right"
    says: ClassVar[str] = sentence("Put right on {on} by {company}: {words}")

    company: str
    on: date
    words: str
    late: bool


@dataclass(frozen=True, kw_only=True)
class FindingWithdrawn(Event):
    NAME: ClassVar[str] = "services.finding_withdrawn"
    says: ClassVar[str] = sentence("What was entered of {company} was withdrawn: {reason}")

    company: str
    kind: str
    reason: str
