"""Fees and bills. Amounts are whole fen; no line says anything of a single home: who owes what is nobody else's."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar
from uuid import UUID

from courtyard.core.errors import sentence
from courtyard.core.events import Event


@dataclass(frozen=True, kw_only=True)
class FeesSet(Event):
    NAME: ClassVar[str] = "money.fees_set"
    says: ClassVar[str] = sentence("Fee schedule no. {number} was entered, in force from {from_day}.")

    number: int
    from_day: date
    prices: list[str]
    decision: UUID | None
    contract: UUID | None


@dataclass(frozen=True, kw_only=True)
class FeesWithdrawn(Event):
    NAME: ClassVar[str] = "money.fees_withdrawn"
    says: ClassVar[str] = sentence("Fee schedule no. {number} was withdrawn: {reason}")

    number: int
    reason: str


@dataclass(frozen=True, kw_only=True)
class DiscountGiven(Event):
    NAME: ClassVar[str] = "money.discount_given"
    says: ClassVar[str] = sentence("A discount on the property fee was entered.")

    first: date
    last: date | None


@dataclass(frozen=True, kw_only=True)
class DiscountEnded(Event):
    NAME: ClassVar[str] = "money.discount_ended"
    says: ClassVar[str] = sentence("A discount on the property fee ends on {last}.")

    last: date


@dataclass(frozen=True, kw_only=True)
class HomesBilled(Event):
    NAME: ClassVar[str] = "money.homes_billed"
    says: ClassVar[str] = sentence("Billing no. {number}: {bills} homes were billed from {first} to {last}.")

    number: int
    first: date
    last: date
    due_on: date
    bills: int
    fen: int


@dataclass(frozen=True, kw_only=True)
class BillsTakenBack(Event):
    NAME: ClassVar[str] = "money.bills_taken_back"
    says: ClassVar[str] = sentence("Billing no. {number} was taken back as a whole: {reason}")

    number: int
    bills: int
    fen: int
    reason: str


@dataclass(frozen=True, kw_only=True)
class PaymentReceived(Event):
    NAME: ClassVar[str] = "money.payment_received"
    says: ClassVar[str] = sentence("A payment of property fees was received.")

    fen: int
    day: date


@dataclass(frozen=True, kw_only=True)
class PaymentTakenBack(Event):
    NAME: ClassVar[str] = "money.payment_taken_back"
    says: ClassVar[str] = sentence("A payment of property fees was taken back, because it was entered wrongly.")

    fen: int


@dataclass(frozen=True, kw_only=True)
class PrepaymentsUsed(Event):
    NAME: ClassVar[str] = "money.prepayments_used"
    says: ClassVar[str] = sentence("What had been paid ahead was used for bills.")

    fen: int


@dataclass(frozen=True, kw_only=True)
class PrepaymentRefunded(Event):
    NAME: ClassVar[str] = "money.prepayment_refunded"
    says: ClassVar[str] = sentence("What had been paid ahead was given back.")

    fen: int
    day: date


@dataclass(frozen=True, kw_only=True)
class HomesReminded(Event):
    """Of how many homes is nobody's business either."""

    NAME: ClassVar[str] = "money.homes_reminded"
    says: ClassVar[str] = sentence("Homes were kindly reminded of bills that are overdue.")

    day: date


@dataclass(frozen=True, kw_only=True)
class CollectorNamed(Event):
    """Who it is stands with the line: whoever sees what homes owe is no secret to them."""

    NAME: ClassVar[str] = "money.collector_named"
    says: ClassVar[str] = sentence("Somebody was named as collector of property fees.")

    office: UUID


@dataclass(frozen=True, kw_only=True)
class CollectorEnded(Event):
    NAME: ClassVar[str] = "money.collector_ended"
    says: ClassVar[str] = sentence("A collector of property fees collects no more.")

    office: UUID
