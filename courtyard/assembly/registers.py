"""What floors above know that stands against the notice of a vote: a group that was not trained, say."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

from courtyard.assembly.models import Assembly
from courtyard.core.errors import Refusal
from courtyard.web.registers import Register


@dataclass(frozen=True, slots=True)
class Hindrance:
    """`find(vote, at)` yields everything of its kind that has to be settled before notice is given."""

    name: str
    find: Callable[[Assembly, datetime], Iterable[Refusal]]


hindrances: Register[Hindrance] = Register("what stands against a notice")
