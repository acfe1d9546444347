"""Somebody's name goes."""

from dataclasses import dataclass
from typing import ClassVar

from courtyard.core.errors import sentence
from courtyard.core.events import Event


@dataclass(frozen=True, kw_only=True)
class NamesForgotten(Event):
    NAME: ClassVar[str] = "committee.names_forgotten"
    says: ClassVar[str] = sentence("The person’s name was erased from committees, groups, seals and handovers.")

    rows: int
