"""Topping up the maintenance fund. Nothing here says of a home what it owes or paid, or which one it is."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar
from uuid import UUID

from courtyard.core.errors import sentence
from courtyard.core.events import Event


@dataclass(frozen=True, kw_only=True)
class TopUpNoticed(Event):
    """`homes` is how many were low, where that count tells of nobody."""

    NAME: ClassVar[str] = "money.top_up_noticed"
    says: ClassVar[str] = sentence("{part}: owners were told on {on} to top up the maintenance fund.")

    part: str
    on: date
    homes: int | None
    decide_by: date | None
    restore_by: date | None
    words: str


@dataclass(frozen=True, kw_only=True)
class TopUpDecided(Event):
    NAME: ClassVar[str] = "money.top_up_decided"
    says: ClassVar[str] = sentence(
        "{part}: the owners decided that each home tops up its maintenance fund to {percent} % of the first deposit, "
        "by {until}."
    )

    part: str
    decision: UUID
    percent: int
    until: date


@dataclass(frozen=True, kw_only=True)
class TopUpWithdrawn(Event):
    NAME: ClassVar[str] = "money.top_up_withdrawn"
    says: ClassVar[str] = sentence("{part}: the notice to top up the maintenance fund was withdrawn: {reason}")

    part: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class TopUpRestored(Event):
    NAME: ClassVar[str] = "money.top_up_restored"
    says: ClassVar[str] = sentence("{part}: since {on} the maintenance fund is topped up.")

    part: str
    on: date


@dataclass(frozen=True, kw_only=True)
class TopUpReopened(Event):
    NAME: ClassVar[str] = "money.top_up_reopened"
    says: ClassVar[str] = sentence(
        "{part}: an entry was taken back, so the maintenance fund is not topped up after all."
    )

    part: str


@dataclass(frozen=True, kw_only=True)
class TopUpReceived(Event):
    NAME: ClassVar[str] = "money.top_up_received"
    says: ClassVar[str] = sentence("A home’s payment into the maintenance fund was received.")

    day: date
