"""Contracts: prepared, signed, filed, told to end, ended. What a draft says is not on the record yet."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar
from uuid import UUID

from courtyard.core.errors import sentence
from courtyard.core.events import Event

KINDS = {
    "first": sentence("first contract, by the developer"),
    "ordinary": sentence("contract of the owners"),
    "temporary": sentence("temporary contract"),
}


@dataclass(frozen=True, kw_only=True)
class ContractDrafted(Event):
    NAME: ClassVar[str] = "services.contract_drafted"
    says: ClassVar[str] = sentence("A service contract is being prepared: {kind}")
    labels: ClassVar = {"kind": KINDS}

    kind: str


@dataclass(frozen=True, kw_only=True)
class DraftChanged(Event):
    NAME: ClassVar[str] = "services.draft_changed"
    says: ClassVar[str] = sentence("The draft of a service contract was changed.")


@dataclass(frozen=True, kw_only=True)
class ExtraAdded(Event):
    NAME: ClassVar[str] = "services.extra_added"
    says: ClassVar[str] = sentence("A promise was added to the draft of a service contract.")

    extra: UUID


@dataclass(frozen=True, kw_only=True)
class ExtraDropped(Event):
    NAME: ClassVar[str] = "services.extra_dropped"
    says: ClassVar[str] = sentence("A promise was taken out of the draft of a service contract.")

    extra: UUID


@dataclass(frozen=True, kw_only=True)
class DraftDropped(Event):
    NAME: ClassVar[str] = "services.draft_dropped"
    says: ClassVar[str] = sentence("The draft of a service contract was dropped: {reason}")

    reason: str


@dataclass(frozen=True, kw_only=True)
class ContractSigned(Event):
    """With everything it says: prices in fen a m² and month, levels as numbers of the catalogue, each by name."""

    NAME: ClassVar[str] = "services.contract_signed"
    says: ClassVar[str] = sentence(
        "The service contract with {company} was signed on {signed_on}. It runs from {starts_on} to {ends_on}: {kind}"
    )
    labels: ClassVar = {"kind": KINDS}
    HASHES: ClassVar[tuple[str, ...]] = ("annexes",)

    kind: str
    company: str
    company_id: UUID
    mode: str
    commission_bp: int | None
    starts_on: date
    ends_on: date
    signed_on: date
    prices_fen: dict[str, int]
    catalogue: UUID | None
    levels: dict[str, int]
    extras: list[str]
    decision: UUID | None
    authority: str
    annexes: list[str]


@dataclass(frozen=True, kw_only=True)
class ContractFiled(Event):
    NAME: ClassVar[str] = "services.contract_filed"
    says: ClassVar[str] = sentence("The service contract with {company} was filed with the housing office on {on}.")

    company: str
    on: date
    late: bool


@dataclass(frozen=True, kw_only=True)
class TenderDecided(Event):
    NAME: ClassVar[str] = "services.tender_decided"
    says: ClassVar[str] = sentence("The tender for a property company chose {company} on {on}.")

    company: str
    on: date


@dataclass(frozen=True, kw_only=True)
class PlanPosted(Event):
    NAME: ClassVar[str] = "services.plan_posted"
    says: ClassVar[str] = sentence(
        "The plan for choosing a company was posted. The present contract runs until {ends_on}."
    )
    HASHES: ClassVar[tuple[str, ...]] = ("sha256",)

    ends_on: date
    notice: UUID
    late: bool
    sha256: str


@dataclass(frozen=True, kw_only=True)
class CompanyLeaves(Event):
    NAME: ClassVar[str] = "services.company_leaves"
    says: ClassVar[str] = sentence("{company} told on {told_on} that it will leave. Its last day is {last_on}.")

    company: str
    told_on: date
    last_on: date


@dataclass(frozen=True, kw_only=True)
class CompanyDismissed(Event):
    """`clause` is what the contract itself says of notice, where less than the law's was given."""

    NAME: ClassVar[str] = "services.company_dismissed"
    says: ClassVar[str] = sentence(
        "{company} was told on {told_on} that the owners end its contract. Its last day is {last_on}."
    )

    company: str
    told_on: date
    last_on: date
    decision: UUID
    clause: str


@dataclass(frozen=True, kw_only=True)
class ContractGivesWay(Event):
    NAME: ClassVar[str] = "services.contract_gives_way"
    says: ClassVar[str] = sentence("The contract with {company} ends on {last_on}, because another one begins.")

    company: str
    last_on: date
    to: UUID


@dataclass(frozen=True, kw_only=True)
class ContractRunsOn(Event):
    NAME: ClassVar[str] = "services.contract_runs_on"
    says: ClassVar[str] = sentence(
        "The contract with {company} is over and no new one was decided. It runs on without an end since {since}. "
        "(民法典第九百四十八条)"
    )

    company: str
    since: date


@dataclass(frozen=True, kw_only=True)
class ContractEnded(Event):
    NAME: ClassVar[str] = "services.contract_ended"
    says: ClassVar[str] = sentence("The contract with {company} ended on {on}. {reason}")

    company: str
    on: date
    reason: str
