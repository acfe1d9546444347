"""What is done to a case on its way: handed over, helped with, put on hold, signed, carried up."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar
from uuid import UUID

from courtyard.cases.events.course import PARTIES, SEAT
from courtyard.core.errors import sentence
from courtyard.core.events import Event, personal

WHYS: Mapping[str, str] = {
    "parts": sentence("parts have to come"),
    "resident": sentence("the resident is away, or asked for another day"),
    "weather": sentence("the weather has to allow it"),
    "decision": sentence("the owners have to decide first"),
    "permit": sentence("an authority or utility has to act first"),
    "closed": sentence("it was closed"),
}


@dataclass(frozen=True, kw_only=True)
class CaseReferred(Event):
    """Handed over to another lead, with a reason. The deadline stays."""

    NAME: ClassVar[str] = "cases.referred"
    says: ClassVar[str] = sentence("The {seat} handed the request over to the {party}. The time limit stays.")
    labels: ClassVar[Mapping[str, Mapping[str, str]]] = {"seat": PARTIES, "party": PARTIES}

    seat: str
    party: str
    handler: UUID | None
    words: str = personal()


@dataclass(frozen=True, kw_only=True)
class HelperInvolved(Event):
    NAME: ClassVar[str] = "cases.helper_involved"
    says: ClassVar[str] = sentence("The {seat} asked the {party} to help.")
    labels: ClassVar[Mapping[str, Mapping[str, str]]] = {"seat": PARTIES, "party": PARTIES}

    seat: str
    party: str
    signs: bool
    words: str = personal()


@dataclass(frozen=True, kw_only=True)
class HelperReleased(Event):
    NAME: ClassVar[str] = "cases.helper_released"
    says: ClassVar[str] = sentence("The {party} no longer helps with the request.")
    labels: ClassVar[Mapping[str, Mapping[str, str]]] = {"seat": PARTIES, "party": PARTIES}

    seat: str
    party: str
    words: str = personal()


@dataclass(frozen=True, kw_only=True)
class CaseNoted(Event):
    """A note among those who handle the case. No resident reads it. `form` makes a repeated one the same."""

    NAME: ClassVar[str] = "cases.noted"
    says: ClassVar[str] = sentence("The {seat} made an internal note.")
    labels: ClassVar[Mapping[str, Mapping[str, str]]] = SEAT

    seat: str
    form: UUID
    words: str = personal()


@dataclass(frozen=True, kw_only=True)
class CaseAttended(Event):
    NAME: ClassVar[str] = "cases.attended"
    says: ClassVar[str] = sentence("The {seat} was on site.")
    labels: ClassVar[Mapping[str, Mapping[str, str]]] = SEAT

    seat: str
    late: bool
    words: str = personal()


@dataclass(frozen=True, kw_only=True)
class CasePaused(Event):
    NAME: ClassVar[str] = "cases.paused"
    says: ClassVar[str] = sentence("The {seat} put the request on hold: {why}.")
    labels: ClassVar[Mapping[str, Mapping[str, str]]] = {"seat": PARTIES, "why": WHYS}

    seat: str
    why: str
    until: datetime
    due_at: datetime
    words: str = personal()


@dataclass(frozen=True, kw_only=True)
class CaseResumed(Event):
    """`seat` is empty where the pause simply came to its end."""

    NAME: ClassVar[str] = "cases.resumed"
    says: ClassVar[str] = sentence("Work on the request goes on.")
    labels: ClassVar[Mapping[str, Mapping[str, str]]] = SEAT

    seat: str
    due_at: datetime
    words: str = personal()


@dataclass(frozen=True, kw_only=True)
class CaseExtended(Event):
    """The convenor agrees that a matter is complex; its longer period runs from filing, too."""

    NAME: ClassVar[str] = "cases.extended"
    says: ClassVar[str] = sentence("The convenor agreed to a longer time limit.")
    labels: ClassVar[Mapping[str, Mapping[str, str]]] = SEAT

    seat: str
    rule: str
    due_at: datetime
    words: str = personal()


@dataclass(frozen=True, kw_only=True)
class CaseSubmitted(Event):
    """The lead says it is done, and a second party has to agree before the resident is asked."""

    NAME: ClassVar[str] = "cases.submitted"
    says: ClassVar[str] = sentence("The {seat} says it is done; the {signer} has to agree.")
    labels: ClassVar[Mapping[str, Mapping[str, str]]] = {"seat": PARTIES, "signer": PARTIES}
    HASHES: ClassVar[tuple[str, ...]] = ("photos",)

    seat: str
    signer: str
    photos: Sequence[str]
    words: str = personal()


@dataclass(frozen=True, kw_only=True)
class CaseSigned(Event):
    """The second party agrees that it is done, or does not."""

    NAME: ClassVar[str] = "cases.signed"
    says: ClassVar[str] = sentence("The {seat} signed: {verdict}.")
    labels: ClassVar[Mapping[str, Mapping[str, str]]] = {
        "seat": PARTIES,
        "verdict": {"yes": sentence("it is done"), "no": sentence("it is not done yet")},
    }

    seat: str
    verdict: str
    words: str = personal()


@dataclass(frozen=True, kw_only=True)
class CaseEscalated(Event):
    """Up to the convenor, or to the sub-district: overdue, returned, or asked for; `clock` is the one that ran out."""

    NAME: ClassVar[str] = "cases.escalated"
    says: ClassVar[str] = sentence("The request went up to {level}: {why}.")
    labels: ClassVar[Mapping[str, Mapping[str, str]]] = {
        "level": {"1": sentence("the convenor"), "2": sentence("the sub-district")},
        "why": {
            "overdue": sentence("it is overdue"),
            "returned": sentence("it was reopened again and again"),
            "asked": sentence("the resident asked for it"),
        },
    }

    level: int
    why: str
    clock: str = ""
    words: str = personal(default="")


@dataclass(frozen=True, kw_only=True)
class CaseUrged(Event):
    """The convenor or the sub-district says to the desk what has to happen."""

    NAME: ClassVar[str] = "cases.urged"
    says: ClassVar[str] = sentence("The {seat} urged the joint desk.")
    labels: ClassVar[Mapping[str, Mapping[str, str]]] = SEAT

    seat: str
    words: str = personal()


@dataclass(frozen=True, kw_only=True)
class CaseTabled(Event):
    """It comes before a meeting of the three parties."""

    NAME: ClassVar[str] = "cases.tabled"
    says: ClassVar[str] = sentence("The joint session of {on} deals with it.")

    on: datetime
    meeting: UUID


@dataclass(frozen=True, kw_only=True)
class CaseDecided(Event):
    """How a meeting of the three parties dealt with it."""

    NAME: ClassVar[str] = "cases.decided"
    says: ClassVar[str] = sentence("The joint session dealt with it, {outcome}: {words}")
    labels: ClassVar = {
        "outcome": {
            "agreed": sentence("settled"), "passed_on": sentence("passed on"), "not_agreed": sentence("not agreed"),
            "put_off": sentence("put off"),
        }
    }  # fmt: skip

    outcome: str
    words: str = personal()
    meeting: UUID
