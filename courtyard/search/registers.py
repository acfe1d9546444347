"""What can be searched: each app offers its own things, and decides itself who sees them."""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from courtyard.people.models import Person
from courtyard.trail.models import Line
from courtyard.web.registers import Register

EVERYBODY = "_all"


def mark(what: str, whom: UUID | str) -> str:
    """To what an entry belongs, or whom it concerns: mark("at", node.code), mark("of", person.pk).

    An entry carries its marks; a person is asked for theirs. Letters and figures, so that every index takes it.
    """
    return f"_{what}_{whom.hex if isinstance(whom, UUID) else whom.encode().hex()}"


def marks_of_path(what: str, path: str) -> set[str]:
    """One mark for the place and one for each that it lies in: an office held at any of them reaches it."""
    return {mark(what, code) for code in path.strip("/").split("/")}


def last_of_path(what: str, path: str) -> str:
    """The mark of the place alone: what somebody reaches who holds something there."""
    return mark(what, path.strip("/").rsplit("/", 1)[-1])


@dataclass(frozen=True, slots=True)
class Words:
    """What the index is told of one thing: as it stands now, and under which marks it is looked for."""

    about: UUID
    at: datetime
    title: str
    body: str
    marks: Collection[str]


@dataclass(frozen=True, slots=True)
class Hit:
    """A thing as this reader may see it. Only what stands in `title` and `text` can have been found.

    `title` may be shown in other words than those it was found by, as `shown`; `note` is the small line below.
    """

    about: UUID
    at: datetime
    title: str
    link: str
    text: str = ""
    note: str = ""
    shown: str = ""


def its_own(line: Line) -> Iterable[UUID]:
    return (line.about,)


@dataclass(frozen=True, slots=True, kw_only=True)
class Searchable:
    """One kind of thing.

    `events` are the lines after which a thing reads otherwise, `touched` which things a line is about; `words` reads
    them as they stand (one that is gone is left out), `every` goes through the ids of all, in their order. `reach`
    are the marks under which a person may find anything at all: it only narrows where to look. `visible` decides,
    asked with ids each time something is found, and says what this person may read.
    """

    name: str
    label: Any
    icon: str
    events: frozenset[str]
    words: Callable[[Collection[UUID]], Iterable[Words]]
    every: Callable[[UUID | None, int], Sequence[UUID]]
    reach: Callable[[Person, datetime], Collection[str]]
    visible: Callable[[Person, datetime, Collection[UUID]], Iterable[Hit]]
    touched: Callable[[Line], Iterable[UUID]] = its_own
    order: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Lookup:
    """Something found by its exact number or name, without the index. `straight` says when to go there at once."""

    name: str
    label: Any
    icon: str
    find: Callable[[Person, datetime, str], Sequence[Hit]]
    straight: Callable[[str], bool] = field(default=lambda text: False)
    order: int = 0


searchables: Register[Searchable] = Register("searchables")
lookups: Register[Lookup] = Register("lookups")
