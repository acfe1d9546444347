"""The company's plan of works that come again, their turns, proofs and doubts."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar
from uuid import UUID

from courtyard.core.errors import sentence
from courtyard.core.events import Event, personal

UNITS = {"days": sentence("days"), "months": sentence("months")}


@dataclass(frozen=True, kw_only=True)
class WorkPlanned(Event):
    NAME: ClassVar[str] = "services.work_planned"
    says: ClassVar[str] = sentence("Planned: {what}, every {every} {unit}, the first time on {first_on}.")
    labels: ClassVar = {"unit": UNITS}

    what: str
    field: str
    every: int
    unit: str
    first_on: date
    rule: str
    article: str


@dataclass(frozen=True, kw_only=True)
class WorkChanged(Event):
    """How often it comes, from a day on. What it was before stands in its earlier lines."""

    NAME: ClassVar[str] = "services.work_changed"
    says: ClassVar[str] = sentence("Changed: {what}, every {every} {unit} from {first_on} on. {reason}")
    labels: ClassVar = {"unit": UNITS}

    what: str
    every: int
    unit: str
    first_on: date
    reason: str


@dataclass(frozen=True, kw_only=True)
class WorkEnded(Event):
    NAME: ClassVar[str] = "services.work_ended"
    says: ClassVar[str] = sentence("No longer planned after {last_day}: {what}. {reason}")

    what: str
    last_day: date
    reason: str


@dataclass(frozen=True, kw_only=True)
class WorkCarriedOn(Event):
    NAME: ClassVar[str] = "services.work_carried_on"
    says: ClassVar[str] = sentence("The company goes on under another contract, and so does its work: {what}.")

    what: str
    contract: UUID


@dataclass(frozen=True, kw_only=True)
class TurnsLaidOut(Event):
    NAME: ClassVar[str] = "services.turns_laid_out"
    says: ClassVar[str] = sentence("Due from {first} to {last}: {what}. Turns: {count}.")

    what: str
    first: date
    last: date
    count: int


@dataclass(frozen=True, kw_only=True)
class TurnProved(Event):
    """`late` is by the day on which it was done; `answers` says that an earlier proof was doubted."""

    NAME: ClassVar[str] = "services.turn_proved"
    says: ClassVar[str] = sentence("Done on {done_on}, due on {due_on}: {what}. Files: {files}.")
    HASHES: ClassVar[tuple[str, ...]] = ("sha256",)

    what: str
    due_on: date
    done_on: date
    late: bool
    answers: bool
    files: int
    sha256: list[str]
    words: str = personal()


@dataclass(frozen=True, kw_only=True)
class TurnDoubted(Event):
    NAME: ClassVar[str] = "services.turn_doubted"
    says: ClassVar[str] = sentence("Doubted that it was done, due on {due_on}: {what}")

    what: str
    due_on: date
    office: str
    words: str = personal()
