"""Spending: planned, quoted, authorised, approved, paid, accepted, published. Amounts are whole fen."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar
from uuid import UUID

from courtyard.core.errors import sentence
from courtyard.core.events import Event

GROUNDS = {
    "assembly": sentence("a decision of the owners"),
    "limit": sentence("what the owners let their committee spend"),
    "contract": sentence("a contract"),
    "emergency": sentence("the emergency rule"),
}


@dataclass(frozen=True, kw_only=True)
class SpendingPlanned(Event):
    NAME: ClassVar[str] = "money.spending_planned"
    says: ClassVar[str] = sentence("A spending was planned: {what}")

    number: str
    what: str
    fund: str
    fen: int
    emergency: bool


@dataclass(frozen=True, kw_only=True)
class QuoteAdded(Event):
    NAME: ClassVar[str] = "money.quote_added"
    says: ClassVar[str] = sentence("A quote came in for “{what}”: {company}")

    what: str
    company: str
    fen: int


@dataclass(frozen=True, kw_only=True)
class SpendingAuthorised(Event):
    NAME: ClassVar[str] = "money.spending_authorised"
    says: ClassVar[str] = sentence("“{what}” rests on {ground}.")
    labels: ClassVar = {"ground": GROUNDS}

    what: str
    ground: str
    ground_id: UUID
    fen: int


@dataclass(frozen=True, kw_only=True)
class SpendingSigned(Event):
    """The first of two signatures, or the second."""

    NAME: ClassVar[str] = "money.spending_signed"
    says: ClassVar[str] = sentence("Signature {n} of 2 for “{what}”.")

    what: str
    n: int
    fen: int


@dataclass(frozen=True, kw_only=True)
class WorksAnnounced(Event):
    NAME: ClassVar[str] = "money.works_announced"
    says: ClassVar[str] = sentence("Works for “{what}” begin on {begins_on}.")

    what: str
    begins_on: date


@dataclass(frozen=True, kw_only=True)
class SpendingReviewed(Event):
    NAME: ClassVar[str] = "money.spending_reviewed"
    says: ClassVar[str] = sentence("The price of “{what}” was reviewed.")

    what: str
    fen: int


@dataclass(frozen=True, kw_only=True)
class DrawAsked(Event):
    NAME: ClassVar[str] = "money.draw_asked"
    says: ClassVar[str] = sentence("A part of “{what}” is to be paid to {payee}.")

    what: str
    payee: str
    fen: int


@dataclass(frozen=True, kw_only=True)
class DrawDropped(Event):
    NAME: ClassVar[str] = "money.draw_dropped"
    says: ClassVar[str] = sentence("A part of “{what}” is not paid after all: {reason}")

    what: str
    fen: int
    reason: str


@dataclass(frozen=True, kw_only=True)
class SpendingPaid(Event):
    NAME: ClassVar[str] = "money.spending_paid"
    says: ClassVar[str] = sentence("Paid for “{what}” to {payee}, entry no. {entry}.")

    what: str
    payee: str
    fen: int
    day: date
    entry: int
    homes: int


@dataclass(frozen=True, kw_only=True)
class SpendingAccepted(Event):
    NAME: ClassVar[str] = "money.spending_accepted"
    says: ClassVar[str] = sentence("“{what}” was looked at and accepted.")

    what: str
    words: str


@dataclass(frozen=True, kw_only=True)
class SpendingPublished(Event):
    NAME: ClassVar[str] = "money.spending_published"
    says: ClassVar[str] = sentence("What was spent on “{what}” was published, with its papers.")

    what: str
    fen: int
    papers: int


@dataclass(frozen=True, kw_only=True)
class SpendingWithdrawn(Event):
    NAME: ClassVar[str] = "money.spending_withdrawn"
    says: ClassVar[str] = sentence("“{what}” is not spent after all: {reason}")

    what: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class VoucherAdded(Event):
    NAME: ClassVar[str] = "money.voucher_added"
    says: ClassVar[str] = sentence("A paper was added to “{what}”.")
    HASHES: ClassVar = ("sha256",)

    what: str
    kind: str
    sha256: str


@dataclass(frozen=True, kw_only=True)
class VoucherMasked(Event):
    """The copy that everybody may open; the original keeps its own fingerprint."""

    NAME: ClassVar[str] = "money.voucher_masked"
    says: ClassVar[str] = sentence("A paper of “{what}” can be opened by everybody, with personal data covered.")
    HASHES: ClassVar = ("sha256",)

    what: str
    of: str
    sha256: str
    masks: int


@dataclass(frozen=True, kw_only=True)
class VoucherHidden(Event):
    NAME: ClassVar[str] = "money.voucher_hidden"
    says: ClassVar[str] = sentence("A paper of “{what}” was taken down: {reason}")

    what: str
    reason: str
