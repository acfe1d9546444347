"""What is expected to move on the account, what did move, and how the two are proposed to belong together."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any


@dataclass(frozen=True, slots=True)
class Home:
    """Where a bill belongs, in the estate's own words: 1号楼, 2单元 (or empty), 302."""

    building: str
    entrance: str
    room: str


@dataclass(frozen=True, slots=True)
class Expected:
    """An open bill (`fen` above nought) or a payment to be made (below): what is still open of it, never nought.

    `day` is when it is due. `references` are codes it goes by, `names` who may pay or be paid, `words` what it may be
    called (物业费). `id` is anything that tells it from all others.
    """

    id: str
    fen: int
    day: date
    references: tuple[str, ...] = ()
    home: Home | None = None
    names: tuple[str, ...] = ()
    words: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if self.fen == 0:
            raise ValueError("nothing is expected of what is settled")


@dataclass(frozen=True, slots=True)
class OpenLine:
    """A line of the bank, or what is left of it: `fen` is what has not been matched yet, signed as the line's."""

    id: str
    day: date
    fen: int
    name: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """How much of the line goes to one expected thing, in fen, signed as the line."""

    expected: str
    fen: int


@dataclass(frozen=True, slots=True)
class Reason:
    """Why two things may belong together, or why a hand must say so."""

    says: str
    fields: Mapping[str, Any] = field(default_factory=dict)

    def text(self, translate: Callable[[str], str] = str) -> str:
        return translate(self.says).format(**self.fields)


@dataclass(frozen=True, slots=True)
class Proposal:
    """One way to use a line. Its parts never sum to more than the line has, nor is one more than what is open.

    `score` only compares proposals; `reasons` say in words what it is made of.
    """

    line: str
    parts: tuple[Part, ...]
    score: int
    reasons: tuple[Reason, ...]

    @property
    def fen(self) -> int:
        return sum(part.fen for part in self.parts)


@dataclass(frozen=True, slots=True)
class Window:
    """How long before it is due and how long after a thing is usually paid, in days."""

    before_days: int = 45
    after_days: int = 120

    def holds(self, paid: date, due: date) -> bool:
        first, last = self.dues(paid)
        return first <= due <= last

    def dues(self, paid: date) -> tuple[date, date]:
        """The first and the last day on which what is paid now may be due."""
        return paid - timedelta(days=self.after_days), paid + timedelta(days=self.before_days)
