"""What the record says about cases. Whose name it is stands as an id; their words can be erased."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar
from uuid import UUID

from courtyard.core.errors import sentence
from courtyard.core.events import Event, personal

PARTIES: Mapping[str, str] = {
    "ju": sentence("residents’ committee"),
    "ye": sentence("owners’ committee"),
    "wu": sentence("property company"),
    "jie": sentence("sub-district"),
}
SEAT: Mapping[str, Mapping[str, str]] = {"seat": PARTIES}


@dataclass(frozen=True, kw_only=True)
class CaseFiled(Event):
    NAME: ClassVar[str] = "cases.filed"
    says: ClassVar[str] = sentence("Request {number} was filed.")
    HASHES: ClassVar[tuple[str, ...]] = ("photos",)

    number: str
    category: str
    place: str
    urgent: bool
    public: bool
    due_at: datetime
    rulebook: str
    photos: Sequence[str]
    channel: str = "web"
    about: str = ""
    home: str = personal()
    where: str = personal()
    words: str = personal()


@dataclass(frozen=True, kw_only=True)
class CaseTriaged(Event):
    """`seat` is the party for which the desk's member spoke, `party` the one that leads."""

    NAME: ClassVar[str] = "cases.triaged"
    says: ClassVar[str] = sentence("The joint desk accepted the request and assigned it to the {party}.")
    labels: ClassVar[Mapping[str, Mapping[str, str]]] = {"party": PARTIES}

    seat: str
    party: str
    handler: UUID | None
    category: str
    due_at: datetime
    words: str = personal()


@dataclass(frozen=True, kw_only=True)
class CaseAnswered(Event):
    NAME: ClassVar[str] = "cases.answered"
    says: ClassVar[str] = sentence("The {seat} gave an update.")
    labels: ClassVar[Mapping[str, Mapping[str, str]]] = SEAT

    seat: str
    words: str = personal()


@dataclass(frozen=True, kw_only=True)
class CaseResolved(Event):
    NAME: ClassVar[str] = "cases.resolved"
    says: ClassVar[str] = sentence("The {seat} marked it as resolved.")
    labels: ClassVar[Mapping[str, Mapping[str, str]]] = SEAT
    HASHES: ClassVar[tuple[str, ...]] = ("photos",)

    seat: str
    late: bool
    photos: Sequence[str]
    words: str = personal()


@dataclass(frozen=True, kw_only=True)
class CaseConfirmed(Event):
    """`told_to` is the party that wrote down what a caller without an account said on the telephone."""

    NAME: ClassVar[str] = "cases.confirmed"
    says: ClassVar[str] = sentence("The resident confirmed it: {rating}.")
    labels: ClassVar[Mapping[str, Mapping[str, str]]] = {
        "rating": {
            "4": sentence("very satisfied"),
            "3": sentence("satisfied"),
            "2": sentence("so-so"),
            "1": sentence("not satisfied"),
        }
    }

    rating: int
    told_to: str = ""
    words: str = personal()


@dataclass(frozen=True, kw_only=True)
class CaseReturned(Event):
    NAME: ClassVar[str] = "cases.returned"
    says: ClassVar[str] = sentence("The resident said it was not fixed and reopened it. Times reopened: {returns}.")

    returns: int
    words: str = personal()


@dataclass(frozen=True, kw_only=True)
class CaseErased(Event):
    """The reporter's words and the photographs are gone; that there was a case, and its course, stays."""

    NAME: ClassVar[str] = "cases.erased"
    says: ClassVar[str] = sentence("The resident’s words and photos were erased at their request.")

    photos: int
