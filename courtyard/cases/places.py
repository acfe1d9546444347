"""The places of an estate's tree from which a resident picks: their home, its building, others, common parts."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.core.exceptions import ObjectDoesNotExist
from django.utils.timezone import localdate
from django.utils.translation import gettext

from courtyard.cases.models import Place
from courtyard.people.models import Person
from courtyard.people.standing import standing
from courtyard.places.models import Building, CommonPart, Entrance, Estate, Home

WHOLE = "estate"
PLACES_MAX = 1_000
"""Of each kind. An estate with more of them needs a search, not a longer list."""

Option = tuple[str, str]


def offered(estate: Estate, person: Person, at: datetime) -> list[tuple[str, list[Option]]]:
    """What to pick from, in groups, the person's own first; three queries."""
    homes = [t.home for t in standing(person).tenures_on(localdate(at)) if t.estate_id == estate.pk]
    own = list(_own(homes))
    return [*([(gettext("My home and building"), own)] if own else []), *shared(estate)]


def shared(estate: Estate) -> list[tuple[str, list[Option]]]:
    """What anybody may name: common parts, buildings, entrances, or all of it; three queries."""
    buildings = list(Building.objects.filter(estate=estate)[:PLACES_MAX])
    parts = CommonPart.objects.filter(estate=estate)[:PLACES_MAX]
    entrances: dict[UUID, list[Entrance]] = {}
    for entrance in Entrance.objects.filter(estate=estate).order_by("name")[:PLACES_MAX]:
        entrances.setdefault(entrance.building_id, []).append(entrance)
    groups = [
        (gettext("Common parts"), [(f"part:{part.pk}", part.name) for part in parts]),
        (gettext("Buildings and entrances"), [option for house in buildings for option in _house(house, entrances)]),
        (gettext("More than one place"), [(WHOLE, gettext("the whole estate, or not sure"))]),
    ]
    return [(label, options) for label, options in groups if options]


def _own(homes: Iterable[Home]) -> Iterable[Option]:
    """The homes, and what lies around them, each once."""
    around: dict[str, str] = {}
    for home in homes:
        yield f"home:{home.pk}", gettext("In my home, {home}").format(home=home.label)
        if home.entrance:
            stairs = f"{home.building.name}{home.entrance.name}"
            around[f"entrance:{home.entrance.pk}"] = gettext("At my entrance, {entrance}").format(entrance=stairs)
        around[f"building:{home.building.pk}"] = gettext("In my building, {building}").format(building=home.building)
    yield from around.items()


def _house(house: Building, entrances: dict[UUID, list[Entrance]]) -> Iterable[Option]:
    yield f"building:{house.pk}", house.name
    for entrance in entrances.get(house.pk, ()):
        yield f"entrance:{entrance.pk}", f"{house.name}{entrance.name}"


def picked(estate: Estate, person: Person, value: str, at: datetime) -> Place:
    """The place a form names. Raises LookupError unless it is in this estate, and, a home, the person's own."""
    kind, _, text = value.partition(":")
    if kind != "home":
        return picked_shared(estate, value)
    home = _home(person, _pk(text), at)
    if home is None or home.estate_id != estate.pk:
        raise LookupError(value)
    return home


def picked_shared(estate: Estate, value: str) -> Place:
    """The place a form names, where nobody's home can be named. Raises LookupError unless it is in this estate."""
    if value == WHOLE:
        return None
    kind, _, text = value.partition(":")
    place = _shared(estate, kind, _pk(text))
    if place is None:
        raise LookupError(value)
    return place


def _pk(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError as error:
        raise LookupError(text) from error


def _home(person: Person, pk: UUID, at: datetime) -> Home | None:
    return next((t.home for t in standing(person).tenures_on(localdate(at)) if t.home_id == pk), None)


def _shared(estate: Estate, kind: str, pk: UUID) -> Building | Entrance | CommonPart | None:
    try:
        match kind:
            case "building":
                return Building.objects.get(estate=estate, pk=pk)
            case "entrance":
                return Entrance.objects.select_related("building").get(estate=estate, pk=pk)
            case "part":
                return CommonPart.objects.get(estate=estate, pk=pk)
    except ObjectDoesNotExist:
        return None
    return None
