"""What this app writes on the record: what hangs on a board, and how somebody wants to be told."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from courtyard.core.errors import sentence
from courtyard.core.events import Event, personal

PARTIES = {
    "ju": sentence("the residents’ committee"),
    "ye": sentence("the owners’ committee"),
    "wu": sentence("the property company"),
    "jie": sentence("the sub-district"),
    "group": sentence("the election group"),
}


@dataclass(frozen=True, kw_only=True)
class BoardNoticePosted(Event):
    """The digest is of the notice's title, a line end, and its words: whoever has the paper can check it."""

    NAME: ClassVar[str] = "notify.posted"
    says: ClassVar[str] = sentence("A notice of {party} was put on the board until {until}.")
    labels: ClassVar = {"party": PARTIES}
    HASHES: ClassVar = ("digest",)

    party: str
    until: date
    tells: str
    digest: str


@dataclass(frozen=True, kw_only=True)
class BoardNoticeTakenDown(Event):
    NAME: ClassVar[str] = "notify.taken_down"
    says: ClassVar[str] = sentence("The notice was taken down: {reason}")

    reason: str = personal()


@dataclass(frozen=True, kw_only=True)
class NoticesChosen(Event):
    """How somebody wants to be told of things of a kind from now on."""

    NAME: ClassVar[str] = "notify.chosen"
    says: ClassVar[str] = sentence("They chose how to be told about “{kind}”: {how}.")
    labels: ClassVar = {
        "how": {"now": sentence("at once"), "daily": sentence("once a day"), "never": sentence("never")}
    }

    kind: str
    how: str


@dataclass(frozen=True, kw_only=True)
class NoticesErased(Event):
    NAME: ClassVar[str] = "notify.erased"
    says: ClassVar[str] = sentence("The person’s notices were erased at their request.")

    notices: int
