"""What happened in an estate and has to be told of, and what other deeds hung up: a register that others add to.

A source reads its own tables and says what it found. Money's audits, spendings and works are added as sources, too.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from courtyard.core.disclosures import Happening, Published
from courtyard.core.rulebook.disclosures import Event
from courtyard.places.models import Estate
from courtyard.web.registers import Register


@dataclass(frozen=True, slots=True)
class Happened:
    """Something that happened, or will, on a day. `title` says what, in the estate's language, for everybody."""

    name: Event
    id: UUID
    day: date
    title: str = ""

    def told(self) -> Happening:
        return Happening(self.name, self.id.hex, self.day)


@dataclass(frozen=True, slots=True)
class Hangs:
    """What was published by a deed of its own: the committee's decision was posted, the year was reported on.

    `line` is the rulebook's key, `occasion` the period or the happening's id in hex; `address` leads to its public
    page, where there is one.
    """

    line: str
    occasion: str
    day: date
    until: date | None = None
    address: str = ""

    def told(self) -> Published:
        return Published(self.line, self.occasion, self.day, self.until)


@dataclass(frozen=True, slots=True)
class Source:
    """Reads what happened from a day on, in the same number of questions however much there is."""

    name: str
    tell: Callable[[Estate, date], Iterable[Happened | Hangs]]


sources: Register[Source] = Register("sources of what happened")
