"""The owners' service money: budgets, spending, years closed, audits."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar
from uuid import UUID

from courtyard.core.errors import sentence
from courtyard.core.events import Event


@dataclass(frozen=True, kw_only=True)
class BudgetDrafted(Event):
    """Its rows are fen by account and quarter: “fees_cleaning/2”."""

    NAME: ClassVar[str] = "money.budget_drafted"
    says: ClassVar[str] = sentence("A budget of the service money for {year} was drafted.")

    year: int
    fund: str
    rows: dict[str, int]


@dataclass(frozen=True, kw_only=True)
class BudgetApproved(Event):
    NAME: ClassVar[str] = "money.budget_approved"
    says: ClassVar[str] = sentence("The budget of the service money for {year} was approved, version {version}.")

    year: int
    fund: str
    version: int
    rows: dict[str, int]
    authority: str
    authority_id: UUID


@dataclass(frozen=True, kw_only=True)
class ExpenseRecorded(Event):
    NAME: ClassVar[str] = "money.expense_recorded"
    says: ClassVar[str] = sentence("Service money was spent, entry no. {number}, paid to {payee}.")

    number: int
    account: str
    fen: int
    day: date
    payee: str
    authority: str
    authority_id: UUID


@dataclass(frozen=True, kw_only=True)
class InvoiceShown(Event):
    NAME: ClassVar[str] = "money.invoice_shown"
    says: ClassVar[str] = sentence("The invoice of entry no. {number} is open to everybody.")
    HASHES: ClassVar[tuple[str, ...]] = ("sha256",)

    number: int
    sha256: str
    before: str


@dataclass(frozen=True, kw_only=True)
class YearClosed(Event):
    NAME: ClassVar[str] = "money.year_closed"
    says: ClassVar[str] = sentence("The service money of {year} was closed; what is left is carried on.")

    year: int
    fund: str
    opening_fen: int
    income_fen: int
    costs_fen: int
    carried_fen: int


@dataclass(frozen=True, kw_only=True)
class AuditCommissioned(Event):
    NAME: ClassVar[str] = "money.audit_commissioned"
    says: ClassVar[str] = sentence("{auditor} was asked to audit the books of {year}.")

    year: int
    fund: str
    auditor: str
    on: date


@dataclass(frozen=True, kw_only=True)
class AuditReceived(Event):
    NAME: ClassVar[str] = "money.audit_received"
    says: ClassVar[str] = sentence("The audit of {year} by {auditor} is there: {words}")
    HASHES: ClassVar[tuple[str, ...]] = ("sha256",)

    year: int
    fund: str
    auditor: str
    on: date
    words: str
    sha256: str
