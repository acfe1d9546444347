"""A time in which certain matters are not decided begins and ends."""

from dataclasses import dataclass
from typing import ClassVar

from courtyard.core.errors import sentence
from courtyard.core.events import Event


@dataclass(frozen=True, kw_only=True)
class DecisionsFrozen(Event):
    NAME: ClassVar[str] = "assembly.frozen"
    says: ClassVar[str] = sentence("From now on the company, fees and major works are not decided: {why} ({article}).")

    why: str
    article: str


@dataclass(frozen=True, kw_only=True)
class DecisionsThawed(Event):
    NAME: ClassVar[str] = "assembly.thawed"
    says: ClassVar[str] = sentence("The company, fees and major works may be decided again.")
