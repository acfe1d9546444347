"""Books: opened, entered, reversed, closed. Amounts are whole fen; what concerns one home is never in the words."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from courtyard.core.errors import sentence
from courtyard.core.events import Event

KINDS = {
    "opening": sentence("opening balance"),
    "bills": sentence("bills"),
    "receipt": sentence("payment received"),
    "spending": sentence("spending"),
    "transfer": sentence("transfer"),
    "interest": sentence("interest"),
    "other": sentence("other entry"),
}


@dataclass(frozen=True, kw_only=True)
class BooksOpened(Event):
    NAME: ClassVar[str] = "money.books_opened"
    says: ClassVar[str] = sentence("The estate’s books were opened as of {day}.")

    day: date


@dataclass(frozen=True, kw_only=True)
class Booked(Event):
    """With the hash of all its postings, so that nobody can exchange one later."""

    NAME: ClassVar[str] = "money.booked"
    says: ClassVar[str] = sentence("Entry no. {number} was booked: {kind}")
    labels: ClassVar = {"kind": KINDS}

    number: int
    kind: str
    day: date
    fen: int
    postings: int
    digest: str


@dataclass(frozen=True, kw_only=True)
class EntryReversed(Event):
    NAME: ClassVar[str] = "money.entry_reversed"
    says: ClassVar[str] = sentence("Entry no. {number} was reversed by no. {by_number}: {reason}")

    number: int
    by_number: int
    reason: str


@dataclass(frozen=True, kw_only=True)
class MonthClosed(Event):
    NAME: ClassVar[str] = "money.month_closed"
    says: ClassVar[str] = sentence("The books of {month} were closed with {entries} entries.")

    month: str
    entries: int
    fen: int
