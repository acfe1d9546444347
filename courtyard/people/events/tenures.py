"""Who owns, rents or shares a home, from when and until when. The home is named by its id, the person too."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import ClassVar
from uuid import UUID

from courtyard.core.errors import sentence
from courtyard.core.events import Event, personal
from courtyard.people.events.codes import ROLES

PROOFS: Mapping[str, str] = {
    "title_deed": sentence("title deed seen"),
    "register_match": sentence("matches the land register"),
    "contract": sentence("contract seen"),
    "known": sentence("known to the residents’ committee"),
}


@dataclass(frozen=True, kw_only=True)
class PersonAdded(Event):
    """Somebody came onto the books; the register's own import says so in its own line."""

    NAME: ClassVar[str] = "people.added"
    says: ClassVar[str] = sentence("Someone was added to the register.")

    name: str = personal()


@dataclass(frozen=True, kw_only=True)
class TenureBegun(Event):
    NAME: ClassVar[str] = "people.tenure_begun"
    says: ClassVar[str] = sentence("On the register as {role} from {since}.")
    labels: ClassVar[Mapping[str, Mapping[str, str]]] = {"role": ROLES}

    home: UUID
    role: str
    since: date
    share: str


@dataclass(frozen=True, kw_only=True)
class TenureEnded(Event):
    NAME: ClassVar[str] = "people.tenure_ended"
    says: ClassVar[str] = sentence("No longer {role} from {until}.")
    labels: ClassVar[Mapping[str, Mapping[str, str]]] = {"role": ROLES}

    home: UUID
    role: str
    until: date


@dataclass(frozen=True, kw_only=True)
class HomeTransferred(Event):
    NAME: ClassVar[str] = "people.home_transferred"
    says: ClassVar[str] = sentence("The home changed hands on {on}.")

    on: date
    sellers: Sequence[UUID]
    buyers: Sequence[UUID]


@dataclass(frozen=True, kw_only=True)
class TenureConfirmed(Event):
    NAME: ClassVar[str] = "people.tenure_confirmed"
    says: ClassVar[str] = sentence("Confirmed as {role}: {how}.")
    labels: ClassVar[Mapping[str, Mapping[str, str]]] = {"role": ROLES, "how": PROOFS}

    home: UUID
    role: str
    how: str


@dataclass(frozen=True, kw_only=True)
class VotingSettled(Event):
    NAME: ClassVar[str] = "people.voting_settled"
    says: ClassVar[str] = sentence("It was decided who votes for the home.")

    home: UUID
