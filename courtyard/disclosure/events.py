"""What this app says on the record. Questions' and answers' words are not among it: they would outlive an erasure."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from courtyard.core.errors import sentence
from courtyard.core.events import Event

GROUNDS = {
    "person": sentence("it names a person"),
    "insult": sentence("it insults somebody"),
    "private": sentence("it tells of somebody’s private life"),
    "elsewhere": sentence("it is not about what was published"),
}


@dataclass(frozen=True, kw_only=True)
class WallOpened(Event):
    NAME: ClassVar[str] = "disclosure.wall_opened"
    says: ClassVar[str] = sentence("The wall of what must be published is kept from {since} on.")

    since: date


@dataclass(frozen=True, kw_only=True)
class Published(Event):
    NAME: ClassVar[str] = "disclosure.published"
    says: ClassVar[str] = sentence("Published: {title}.")
    HASHES: ClassVar = ("sha256", "files")

    key: str
    version: int
    title: str
    bearer: str
    sha256: str
    files: list[str]


@dataclass(frozen=True, kw_only=True)
class Corrected(Event):
    NAME: ClassVar[str] = "disclosure.corrected"
    says: ClassVar[str] = sentence("Corrected, version {version}: {title}. Reason: {reason}")
    HASHES: ClassVar = ("sha256", "files")

    key: str
    version: int
    title: str
    bearer: str
    reason: str
    conceals: bool
    sha256: str
    files: list[str]


@dataclass(frozen=True, kw_only=True)
class TookDown(Event):
    NAME: ClassVar[str] = "disclosure.taken_down"
    says: ClassVar[str] = sentence("Taken down after its days: {title}.")

    key: str
    title: str


@dataclass(frozen=True, kw_only=True)
class QuestionAsked(Event):
    NAME: ClassVar[str] = "disclosure.question_asked"
    says: ClassVar[str] = sentence("An owner asked about what was published: {title}.")

    title: str
    publication: str


@dataclass(frozen=True, kw_only=True)
class QuestionAnswered(Event):
    NAME: ClassVar[str] = "disclosure.question_answered"
    says: ClassVar[str] = sentence("A question about what was published was answered: {title}.")

    title: str
    late: bool


@dataclass(frozen=True, kw_only=True)
class QuestionShown(Event):
    NAME: ClassVar[str] = "disclosure.question_shown"
    says: ClassVar[str] = sentence("A question about what was published was read, and is shown: {title}.")

    title: str


@dataclass(frozen=True, kw_only=True)
class QuestionRefused(Event):
    NAME: ClassVar[str] = "disclosure.question_refused"
    says: ClassVar[str] = sentence("A question about what was published is not shown: {ground}.")
    labels: ClassVar = {"ground": GROUNDS}

    title: str
    ground: str


@dataclass(frozen=True, kw_only=True)
class QuestionWithdrawn(Event):
    NAME: ClassVar[str] = "disclosure.question_withdrawn"
    says: ClassVar[str] = sentence("A question about what was published was taken back: {title}.")

    title: str


@dataclass(frozen=True, kw_only=True)
class QuestionsForgotten(Event):
    NAME: ClassVar[str] = "disclosure.questions_forgotten"
    says: ClassVar[str] = sentence("Who asked {count} questions about what was published was forgotten.")

    count: int
