"""Catalogues of standards: which hold where, what one says, what changed, and what is usual for a kind of estate."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.db.models import Q

from courtyard.core.rulebook import KindRule, Rulebook
from courtyard.core.standards import Differences, Draft, ItemLine, LevelLine, differences
from courtyard.people.models import Person
from courtyard.people.standing import standing
from courtyard.places.models import Estate, Node
from courtyard.places.rules import NoRulebook, rulebook, rules_of
from courtyard.services.models import Catalogue, Field, Item, Level
from courtyard.services.permissions.standards import OFFICERS, PLACES

SHOWN = 60
DRAFTS_SHOWN = 30
PLACES_SHOWN = 30
CITIES_SHOWN = 5


def day_at(node: Node, at: datetime) -> date:
    """The day where the place is."""
    return at.astimezone(ZoneInfo(node.zone)).date()


def catalogues_for(node: Node, day: date) -> list[Catalogue]:
    """What a contract made at `node` on `day` may rest on: the nearest place upward that has any wins.

    An example is offered only where no place above has standards of its own.
    """
    held = Q(valid_from__lte=day) & (Q(valid_to__isnull=True) | Q(valid_to__gte=day))
    found = Catalogue.objects.filter(held, node__path__in=node.paths()).select_related("node")
    some = list(found.order_by("name", "-valid_from"))
    some = [one for one in some if not one.is_example] or some
    nearest = max((len(one.node.path) for one in some), default=0)
    return [one for one in some if len(one.node.path) == nearest]


@dataclass(frozen=True, slots=True)
class Published:
    """What is published: in force today, to come, and past; cut off at so many."""

    now: Sequence[Catalogue]
    ahead: Sequence[Catalogue]
    past: Sequence[Catalogue]


def published(day: date) -> Published:
    rows = Catalogue.objects.filter(valid_from__isnull=False).select_related("node")
    some = list(rows.order_by("-valid_from", "name", "id")[:SHOWN])
    some.sort(key=lambda one: (one.node.path, one.name))
    return Published(
        [one for one in some if one.in_force(day)],
        [one for one in some if one.valid_from is not None and one.valid_from > day],
        [one for one in some if one.valid_to is not None and one.valid_to < day],
    )


def places_to_load(person: Person, day: date) -> list[Node]:
    """Cities and districts for which they may load standards."""
    held = [one.node for one in standing(person).offices_on(day) if one.kind in OFFICERS]
    if not held:
        return []
    below = Q()
    for node in held:
        below |= Q(path__startswith=node.path)
    return list(Node.objects.filter(below, kind__in=PLACES).order_by("path")[:PLACES_SHOWN])


def drafts_at(nodes: Sequence[Node]) -> list[Catalogue]:
    """Loaded and not published, the newest first."""
    rows = Catalogue.objects.filter(node__in=nodes, valid_from__isnull=True).select_related("node")
    return list(rows.order_by("-loaded_at")[:DRAFTS_SHOWN])


def draft_of(catalogue: Catalogue) -> Draft:
    """What it says, as it was loaded."""
    levels = Level.objects.filter(catalogue=catalogue).order_by("field", "number")
    items = Item.objects.filter(catalogue=catalogue).order_by("position")
    return Draft(
        tuple(LevelLine(one.field, one.number, one.name, one.words) for one in levels),
        tuple(
            ItemLine(
                one.field, one.code, one.what, one.how, one.often, one.passes, one.level_from, one.level_to,
                one.every_days, one.category,
            )
            for one in items
        ),
    )  # fmt: skip


def version_before(node: Node, name: str, begins: date | None) -> Catalogue | None:
    """The version that was published before, or last of all where this one is not published."""
    rows = Catalogue.objects.filter(node=node, name=name, valid_from__isnull=False)
    if begins is not None:
        rows = rows.filter(valid_from__lt=begins)
    return rows.order_by("-valid_from").first()


def changed_since(before: Catalogue | None, now: Draft) -> Differences | None:
    return None if before is None else differences(draft_of(before), now)


@dataclass(frozen=True, slots=True)
class Side:
    """One field of a catalogue: its levels side by side, and what is looked at."""

    field: Field
    levels: Sequence[LevelLine]
    items: Sequence[ItemLine]


def sides(draft: Draft) -> list[Side]:
    """The five fields, without those of which the catalogue says nothing."""
    all_of_them = (Side(field, draft.levels_of(field), draft.items_of(field)) for field in Field)
    return [one for one in all_of_them if one.levels]


def defaults_for(estate: Estate) -> KindRule | None:
    """What is usual for estates of its kind, by the rules it lives under."""
    return rules_of(estate).kinds.get(estate.kind)


@dataclass(frozen=True, slots=True)
class Usual:
    """What a city's rulebook says is usual, kind by kind."""

    city: Node
    rows: Sequence[tuple[Estate.Kind, KindRule]]


def usual() -> list[Usual]:
    found = [(city, _book(city.rulebook)) for city in Node.objects.filter(parent=None).order_by("path")[:CITIES_SHOWN]]
    rows = (
        (city, [(kind, book.kinds[kind]) for kind in Estate.Kind if kind in book.kinds]) for city, book in found if book
    )
    return [Usual(city, some) for city, some in rows if some]


def _book(name: str) -> Rulebook | None:
    try:
        return rulebook(name)
    except (NoRulebook, FileNotFoundError):
        return None
