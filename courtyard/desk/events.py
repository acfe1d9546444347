"""What the office of the three parties writes on the record."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar
from uuid import UUID

from courtyard.core.errors import sentence
from courtyard.core.events import Event, personal

PARTIES = {
    "ju": sentence("the residents’ committee"),
    "ye": sentence("the owners’ committee"),
    "wu": sentence("the property company"),
}


@dataclass(frozen=True, kw_only=True)
class ShiftRostered(Event):
    NAME: ClassVar[str] = "desk.rostered"
    says: ClassVar[str] = sentence("At the desk for {party} from {starts_at} until {ends_at}.")
    labels: ClassVar = {"party": PARTIES}

    party: str
    person: UUID
    starts_at: datetime
    ends_at: datetime
    place: str


@dataclass(frozen=True, kw_only=True)
class ShiftDropped(Event):
    NAME: ClassVar[str] = "desk.shift_dropped"
    says: ClassVar[str] = sentence("The shift of {starts_at} was dropped: {reason}")

    starts_at: datetime
    reason: str = personal()


@dataclass(frozen=True, kw_only=True)
class ShiftHandedOver(Event):
    NAME: ClassVar[str] = "desk.shift_handed_over"
    says: ClassVar[str] = sentence("Somebody else takes the shift of {starts_at}: {reason}")

    starts_at: datetime
    person: UUID
    reason: str = personal()


@dataclass(frozen=True, kw_only=True)
class Logged(Event):
    NAME: ClassVar[str] = "desk.logged"
    says: ClassVar[str] = sentence("The desk logged {kind}.")
    labels: ClassVar = {
        "kind": {
            "visit": sentence("a visit to the desk"), "phone": sentence("a telephone call to the desk"),
            "patrol": sentence("a joint patrol"), "reception": sentence("reception of owners"),
            "call": sentence("a call to a party"),
        }
    }  # fmt: skip

    kind: str
    parties: str
    happened_at: datetime
    words: str = personal()
    concerning: UUID | None = None


@dataclass(frozen=True, kw_only=True)
class LogBecameCase(Event):
    NAME: ClassVar[str] = "desk.log_became_case"
    says: ClassVar[str] = sentence("What was logged became request {number}.")

    number: str


@dataclass(frozen=True, kw_only=True)
class LogForgotten(Event):
    NAME: ClassVar[str] = "desk.log_forgotten"
    says: ClassVar[str] = sentence("The words of an old entry of the desk’s log were erased.")


@dataclass(frozen=True, kw_only=True)
class QuestionAsked(Event):
    NAME: ClassVar[str] = "desk.question_asked"
    says: ClassVar[str] = sentence("A supervisor asked {party}: {title}")
    labels: ClassVar = {"party": PARTIES}

    party: str
    title: str = personal()
    words: str = personal()
    due_at: datetime


@dataclass(frozen=True, kw_only=True)
class QuestionAnswered(Event):
    NAME: ClassVar[str] = "desk.question_answered"
    says: ClassVar[str] = sentence("The question was answered by {party}: {words}")
    labels: ClassVar = {"party": PARTIES}

    party: str
    words: str = personal()
    late: bool


@dataclass(frozen=True, kw_only=True)
class TaskOffered(Event):
    NAME: ClassVar[str] = "desk.task_offered"
    says: ClassVar[str] = sentence("Helpers are wanted for {starts_at}: {title}")

    title: str
    wanted: int
    starts_at: datetime


@dataclass(frozen=True, kw_only=True)
class TaskTakenOn(Event):
    NAME: ClassVar[str] = "desk.task_taken_on"
    says: ClassVar[str] = sentence("A resident will help: {helpers} so far.")

    helpers: int


@dataclass(frozen=True, kw_only=True)
class TaskSteppedBack(Event):
    NAME: ClassVar[str] = "desk.task_stepped_back"
    says: ClassVar[str] = sentence("A resident cannot help after all.")


@dataclass(frozen=True, kw_only=True)
class HelpersThanked(Event):
    NAME: ClassVar[str] = "desk.helpers_thanked"
    says: ClassVar[str] = sentence("It is done; {helpers} helpers were thanked: {words}")

    helpers: int
    words: str = personal()


@dataclass(frozen=True, kw_only=True)
class TaskCancelled(Event):
    NAME: ClassVar[str] = "desk.task_cancelled"
    says: ClassVar[str] = sentence("No help is needed: {words}")

    words: str = personal()


@dataclass(frozen=True, kw_only=True)
class HelpForgotten(Event):
    NAME: ClassVar[str] = "desk.help_forgotten"
    says: ClassVar[str] = sentence("What the person helped with was erased.")

    tasks: int
