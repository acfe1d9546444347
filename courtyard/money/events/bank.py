"""What happens at the bank, as the record says it. No line names a payer, nor a home."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from courtyard.core.errors import sentence
from courtyard.core.events import Event


@dataclass(frozen=True, kw_only=True)
class BankAccountAdded(Event):
    NAME: ClassVar[str] = "money.bank_account_added"
    says: ClassVar[str] = sentence("An account at {bank} was added to the books.")

    bank: str
    key: str
    since: date


@dataclass(frozen=True, kw_only=True)
class BankAccountCorrected(Event):
    NAME: ClassVar[str] = "money.bank_account_corrected"
    says: ClassVar[str] = sentence("What the books say of the account at {bank} was corrected.")

    bank: str


@dataclass(frozen=True, kw_only=True)
class BankAccountEnded(Event):
    NAME: ClassVar[str] = "money.bank_account_ended"
    says: ClassVar[str] = sentence("The account at {bank} was ended as of {day}: {reason}")

    bank: str
    day: date
    reason: str


@dataclass(frozen=True, kw_only=True)
class StatementImported(Event):
    """With the hash of the file, by which whoever has it finds this line."""

    NAME: ClassVar[str] = "money.statement_imported"
    says: ClassVar[str] = sentence("A bank statement from {first} to {last} was imported. New lines: {added}")
    HASHES: ClassVar[tuple[str, ...]] = ("sha256",)

    first: date
    last: date
    rows: int
    added: int
    sha256: str


@dataclass(frozen=True, kw_only=True)
class LineMatched(Event):
    NAME: ClassVar[str] = "money.line_matched"
    says: ClassVar[str] = sentence("A line of the bank was matched with entry no. {number}.")

    line: int
    number: int
    fen: int
    target: str
    how: str


@dataclass(frozen=True, kw_only=True)
class LineUnmatched(Event):
    NAME: ClassVar[str] = "money.line_unmatched"
    says: ClassVar[str] = sentence("A line of the bank is no longer matched with entry no. {number}: {reason}")

    line: int
    number: int
    fen: int
    reason: str


@dataclass(frozen=True, kw_only=True)
class AccountReconciled(Event):
    NAME: ClassVar[str] = "money.account_reconciled"
    says: ClassVar[str] = sentence("The books were held against the bank up to {day}.")

    day: date
    book_fen: int
    bank_fen: int
    differences: int


@dataclass(frozen=True, kw_only=True)
class PaymentAsked(Event):
    NAME: ClassVar[str] = "money.payment_asked"
    says: ClassVar[str] = sentence("Somebody set out to pay by way of {gateway}.")

    gateway: str


@dataclass(frozen=True, kw_only=True)
class PaymentTold(Event):
    NAME: ClassVar[str] = "money.payment_told"
    says: ClassVar[str] = sentence("{gateway} told of a payment.")

    gateway: str
    fen: int
    line: int


@dataclass(frozen=True, kw_only=True)
class PayerForgotten(Event):
    NAME: ClassVar[str] = "money.payer_forgotten"
    says: ClassVar[str] = sentence("A payer’s name was taken out of lines of the bank.")

    lines: int
