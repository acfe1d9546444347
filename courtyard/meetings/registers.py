"""What upper floors tell meetings: which kinds there are, who convenes them, and what may come before them."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from courtyard.web.registers import Register


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A matter that might be dealt with: `about` is the thing, `source` its sort, `why` says why now.

    `title` and `comes_from` will be read by everybody, so they name no resident.
    """

    source: str
    about: UUID
    title: str
    comes_from: str
    why: str = ""
    link: str = ""
    party: str = ""


def nothing(estate: Any, at: datetime) -> Iterable[Suggestion]:
    return ()


def no_advice(meeting: Any, at: datetime) -> Iterable[str]:
    return ()


@dataclass(frozen=True, slots=True)
class MeetingKind:
    """One kind of meeting, which needs these `parties`; `minutes_label` heads its minutes.

    `may_convene(person, estate, at)` prepares it, takes its minutes and publishes them in the name of
    `published_by`. `suggest` brings what waits to be dealt with. The other deeds are those of the app that knows what
    an item is about; without them the meetings' own do.

    `expected(meeting)` says for which party who is to come, and `speaks(person, meeting, at)` for which parties
    somebody signs, where that is not told by the offices people hold. `in_person`: nobody comes for another, which its
    page asks and `attend` is told as `instead`. `advice` is what to read before the notice goes out, in the
    reader's language.
    """

    name: str
    label: Any
    minutes_label: Any
    parties: tuple[str, ...]
    may_convene: Callable[[Any, Any, datetime], bool]
    published_by: str = "ju"
    suggest: Callable[[Any, datetime], Iterable[Suggestion]] = nothing
    call: Callable[..., Any] | None = None
    replan: Callable[..., Any] | None = None
    cancel: Callable[..., Any] | None = None
    put_on: Callable[..., Any] | None = None
    take_off: Callable[..., Any] | None = None
    settle: Callable[..., Any] | None = None
    attend: Callable[..., Any] | None = None
    expected: Callable[[Any], Iterable[tuple[str, Any]]] | None = None
    speaks: Callable[[Any, Any, datetime], list[str]] | None = None
    advice: Callable[[Any, datetime], Iterable[str]] = no_advice
    in_person: bool = False
    order: int = 0


@dataclass(frozen=True, slots=True)
class Source:
    """What items may be about: where each of these is read, for whoever may see it."""

    name: str
    links: Callable[[Any, Collection[UUID], datetime], Mapping[UUID, str]]


kinds: Register[MeetingKind] = Register("kinds of meetings")
sources: Register[Source] = Register("sources of agenda items")
