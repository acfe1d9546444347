"""Registers: what an upper floor may show on a lower floor's page. Each app's `apps.py` fills them."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Generic, Protocol, TypeVar

from django.http import HttpRequest

T = TypeVar("T", bound="Named")


class Named(Protocol):
    @property
    def name(self) -> str: ...


class Register(Generic[T]):
    """Things by name, in the order in which they were added or in that of their `order`."""

    def __init__(self, what: str) -> None:
        self.what = what
        self._items: dict[str, T] = {}

    def add(self, item: T) -> T:
        if self._items.setdefault(item.name, item) is not item:
            raise ValueError(f"{self.what}: {item.name} is there already")
        return item

    def __iter__(self) -> Iterator[T]:
        return iter(sorted(self._items.values(), key=lambda item: getattr(item, "order", 0)))

    def __getitem__(self, name: str) -> T:
        return self._items[name]

    def __contains__(self, name: object) -> bool:
        return name in self._items


def nobody(request: HttpRequest) -> int:
    return 0


@dataclass(frozen=True, slots=True)
class Tab:
    """A place in the main navigation.

    `address` gives the link for this reader, or None where the tab is not for them; `badge` counts what waits.
    A phone's bar holds six in large letters: what is not `on_phone` has its link on the first page there.
    """

    name: str
    label: Any
    icon: str
    address: Callable[[HttpRequest], str | None]
    badge: Callable[[HttpRequest], int] = nobody
    order: int = 0
    on_phone: bool = True


@dataclass(frozen=True, slots=True)
class Frame:
    """Something every page's frame carries, read by the base page as `frame.<name>`, once a page.

    `brand` and `brand_under` are the two lines beside the mark; `hat` names a template, included in the header
    with the page's context, for whoever has more than one hat. `search` is where one looks for something, and
    `search_label` what that link is called.
    """

    name: str
    context: Callable[[HttpRequest], Mapping[str, Any]]
    order: int = 0


@dataclass(frozen=True, slots=True)
class Panel:
    """A piece of a composite page of a lower floor: a template and what it needs, or None when it has nothing.

    `place` names the page: "home" (what waits for one's hat; `context(request, hat)`), "home.more" (below the
    desk), "estate" and "landing" (what anybody may see of an estate, of all of them), "node" (figures for those
    above the estate), "tree", "register" and "home_of_register" (a place, an estate's homes, one of them), "me",
    "decisions" (below the register of decisions of an estate), "decision" (below one of them), "committee" (items of
    the list of what its committee does), "motion" (below a motion that is still being prepared, for whoever
    prepares it) and "spending" (below one thing that money is spent on). In "home", what the context gives as
    `waits` is counted into the day's heading.
    """

    name: str
    place: str
    template: str
    context: Callable[[HttpRequest, Any], Mapping[str, Any] | None]
    order: int = 0


@dataclass(frozen=True, slots=True)
class PersonalData:
    """One kind of personal data an app keeps: shown, exported and erased with the person, kept for so long.

    `see` gives rows of plain values by column label; `erase` is an action; `keep_days` None is "as long as
    the law or the estate's record needs", said in `why`.
    """

    name: str
    label: Any
    why: Any
    keep_days: int | None
    see: Callable[[Any], list[Mapping[str, Any]]]
    erase: Callable[..., Any] | None = None
    order: int = 0


tabs: Register[Tab] = Register("tabs")
foot_links: Register[Tab] = Register("links at the foot")
frames: Register[Frame] = Register("frames")
panels: Register[Panel] = Register("panels")
personal_data: Register[PersonalData] = Register("personal data")


def panels_at(request: HttpRequest, place: str, about: Any) -> list[dict[str, Any]]:
    """What the panels of a page have to say, each with its template."""
    here = ((one.template, one.context(request, about)) for one in panels if one.place == place)
    return [{**context, "template": template} for template, context in here if context is not None]
