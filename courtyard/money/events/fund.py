"""The maintenance fund: balances of homes brought in, interest shared. Never what one home has."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from courtyard.core.errors import sentence
from courtyard.core.events import Event


@dataclass(frozen=True, kw_only=True)
class OpeningUploaded(Event):
    NAME: ClassVar[str] = "money.opening_uploaded"
    says: ClassVar[str] = sentence("A list of what homes have in the maintenance fund was brought in.")

    sha256: str


@dataclass(frozen=True, kw_only=True)
class OpeningMatched(Event):
    NAME: ClassVar[str] = "money.opening_matched"
    says: ClassVar[str] = sentence("The columns of a list of fund balances were set.")

    columns: list[str]


@dataclass(frozen=True, kw_only=True)
class OpeningTaken(Event):
    NAME: ClassVar[str] = "money.opening_taken"
    says: ClassVar[str] = sentence("The maintenance fund of {homes} homes was entered, no. {entry}.")
    HASHES: ClassVar = ("sha256",)

    homes: int
    fen: int
    entry: int
    sha256: str


@dataclass(frozen=True, kw_only=True)
class InterestShared(Event):
    NAME: ClassVar[str] = "money.interest_shared"
    says: ClassVar[str] = sentence("Interest of the maintenance fund was shared over {homes} homes, no. {entry}.")

    homes: int
    fen: int
    entry: int
    first: date
    last: date
