"""Finding: the index proposes, the app that owns a thing decides, and its words as they stand are looked at again."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import BooleanField, ExpressionWrapper, Q

from courtyard.core.tokens import holds, pieces, query_tokens
from courtyard.people.models import Person
from courtyard.search.indexes import in_title, matching
from courtyard.search.models import Entry
from courtyard.search.registers import Hit, Searchable, lookups, mark, searchables

QUERY_MAX = 100
GLANCE = 5
PAGE = 25
CHECKED = 200
REACH_MAX = 200


@dataclass(frozen=True, slots=True)
class Group:
    """What was found of one kind, and where the next ones begin."""

    name: str
    label: Any
    icon: str
    hits: Sequence[Hit]
    after: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a list goes on: what is called so comes first, then the newest."""

    titled: bool
    at: datetime
    entry: int

    def __str__(self) -> str:
        moment = self.at.astimezone(UTC) - datetime(1970, 1, 1, tzinfo=UTC)
        return f"{self.titled:d}.{moment // timedelta(microseconds=1)}.{self.entry}"


def place(text: str) -> Place | None:
    """None for none, and for one that nobody wrote: the list then begins at its beginning."""
    try:
        titled, moment, entry = (int(part) for part in text.split("."))
        at = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(microseconds=moment)
    except (ValueError, OverflowError):
        return None
    return Place(bool(titled), at, entry) if entry < 2**63 else None


def clean(text: str) -> str:
    return " ".join(text.replace("\x00", " ").split())[:QUERY_MAX]


def straight(person: Person, at: datetime, text: str) -> str | None:
    """Where to go at once: somebody typed the number of one thing that they may see."""
    for lookup in lookups:
        if lookup.straight(text):
            hits = lookup.find(person, at, text)
            if len(hits) == 1:
                return hits[0].link
    return None


def search(person: Person, at: datetime, text: str, only: str = "", after: str = "") -> list[Group]:
    """Of each kind the first hits; of one alone a page."""
    if only in searchables:
        return _filled([find(searchables[only], person, at, text, PAGE, after)])
    exact = [Group(one.name, one.label, one.icon, one.find(person, at, text)[:PAGE]) for one in lookups]
    return _filled([*exact, *(find(one, person, at, text, GLANCE) for one in searchables)])


def _filled(groups: Iterable[Group]) -> list[Group]:
    return [group for group in groups if group.hits or group.after]


def find(searchable: Searchable, person: Person, at: datetime, text: str, size: int = PAGE, after: str = "") -> Group:
    """A page of one kind, by two questions at most: one of the index, one of the app."""
    nothing = Group(searchable.name, searchable.label, searchable.icon, ())
    wanted, phrases = query_tokens(text), pieces(text)
    reach = sorted(searchable.reach(person, at))[:REACH_MAX]
    if not wanted or not reach:
        return nothing
    candidates = _candidates(searchable, reach, wanted, place(after))
    if not candidates:
        return nothing
    seen = {hit.about: hit for hit in searchable.visible(person, at, [about for about, _ in candidates])}
    if not seen:
        return nothing
    found = [
        (seen[about], where)
        for about, where in candidates
        if about in seen and holds(f"{seen[about].title}\n{seen[about].text}", phrases)
    ]
    shown = [hit for hit, _ in found[:size]]
    if len(found) > size:
        return replace(nothing, hits=shown, after=str(found[size - 1][1]))
    more = len(candidates) == CHECKED
    return replace(nothing, hits=shown, after=str(candidates[-1][1]) if more else "")


def _candidates(
    searchable: Searchable, reach: Sequence[str], wanted: Sequence[Any], start: Place | None
) -> list[tuple[UUID, Place]]:
    """The next entries that hold the words, what is called so first, then the newest."""
    titled = ExpressionWrapper(in_title(wanted), output_field=BooleanField())
    rows = Entry.objects.filter(matching(mark("kind", searchable.name), reach, wanted)).annotate(titled=titled)
    if start:
        later = Q(at__lt=start.at) | Q(at=start.at, pk__lt=start.entry)
        rows = rows.filter(Q(titled=start.titled) & later | (Q(titled=False) if start.titled else Q(pk__in=[])))
    ordered = rows.order_by("-titled", "-at", "-pk").values_list("about", "titled", "at", "pk")[:CHECKED]
    return [(about, Place(bool(has), moment, pk)) for about, has, moment, pk in ordered]
