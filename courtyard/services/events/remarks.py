"""What became of remarks. Their words are not on the record: they would outlive a refusal."""

from dataclasses import dataclass
from typing import ClassVar

from courtyard.core.errors import sentence
from courtyard.core.events import Event

GROUNDS = {
    "person": sentence("it names a person"),
    "insult": sentence("it insults somebody"),
    "private": sentence("it tells of somebody’s private life"),
    "elsewhere": sentence("it is not about the service"),
}


@dataclass(frozen=True, kw_only=True)
class RemarkShown(Event):
    NAME: ClassVar[str] = "services.remark_shown"
    says: ClassVar[str] = sentence("A remark on the service of {quarter} was read, and is shown.")

    quarter: str


@dataclass(frozen=True, kw_only=True)
class RemarkRefused(Event):
    NAME: ClassVar[str] = "services.remark_refused"
    says: ClassVar[str] = sentence("A remark on the service of {quarter} is not shown: {ground}.")
    labels: ClassVar = {"ground": GROUNDS}

    quarter: str
    ground: str


@dataclass(frozen=True, kw_only=True)
class RemarkReplied(Event):
    NAME: ClassVar[str] = "services.remark_replied"
    says: ClassVar[str] = sentence("The property company replied to a remark on the service of {quarter}.")

    quarter: str


@dataclass(frozen=True, kw_only=True)
class RemarkForgotten(Event):
    NAME: ClassVar[str] = "services.remark_forgotten"
    says: ClassVar[str] = sentence("The words of a remark on {quarter} that is not shown were deleted.")

    quarter: str
