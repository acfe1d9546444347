"""Every deed about places: the tree, buildings, entrances, common parts, homes."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import islice
from typing import Any
from uuid import UUID

from django.db import IntegrityError, models, transaction
from django.db.models import ProtectedError

from courtyard.core.errors import BadInput, NotThere, Refusal, sentence
from courtyard.core.rulebook import with_own
from courtyard.places import permissions
from courtyard.places.events import (
    AreasFilled,
    BuildingAdded,
    CommonPartAdded,
    EntranceAdded,
    EstateAdded,
    HomeAdded,
    HomeCorrected,
    HomesAdded,
    HomesTakenBack,
    NodeAdded,
    RulesAdopted,
    SiteOfficeSet,
)
from courtyard.places.models import PATH_MAX, Building, CommonPart, Entrance, Estate, EstateRules, Home, Node
from courtyard.places.removal import take_out
from courtyard.places.rules import own_rules, rulebook
from courtyard.trail.deeds import Doer, deed, record, require
from courtyard.trail.ids import new_id

ROWS_AT_ONCE = 2_000
HOMES_MAX = 60_000
_CODE = re.compile(r"[0-9A-Za-z][0-9A-Za-z-]{0,23}")
_ORDER = (Node.Kind.CITY, Node.Kind.DISTRICT, Node.Kind.SUBDISTRICT, Node.Kind.AREA, Node.Kind.ESTATE)


class NameTaken(BadInput):
    """The constraint of the database spoke: there is one of this name already."""

    says = sentence("There is already one called “{name}” here.")
    field = "name"


class CodeTaken(BadInput):
    says = sentence("Another place already has the code {code}.")
    field = "code"


class BadCode(BadInput):
    says = sentence("A code can have letters, digits and hyphens, up to 24 characters.")
    field = "code"


class WrongPlace(BadInput):
    says = sentence("This cannot go there: places go level by level, from the city down to the estate.")
    field = "kind"


class AdoptedLater(BadInput):
    says = sentence("Choose the day on which the owners decided: today or earlier.")
    field = "adopted_on"


class DeliveryNotYet(BadInput):
    says = sentence("A home that has not been handed over cannot have a handover date. Leave it empty.")
    field = "delivered_on"


class TooManyHomes(BadInput):
    says = sentence("You can add up to {most} homes at once.")


class StillNeeded(Refusal):
    says = sentence("Other records now use these homes, so they cannot be removed.")


@dataclass(frozen=True, slots=True)
class HomeFacts:
    """What the register says of a home besides where it is."""

    area_cm2: int | None = None
    use: str = Home.Use.DWELLING
    counts_for_vote: bool = True
    sold: bool = True
    delivered: bool = True
    delivered_on: date | None = None


@dataclass(frozen=True, slots=True)
class HomeSpec:
    """A home to be added: its building and entrance by name, made where they are missing."""

    building: str
    entrance: str
    name: str
    facts: HomeFacts


# The tree


@deed
def add_node(
    parent_id: UUID | None, *, kind: str, code: str, name: str, name_en: str = "", by: Doer, at: datetime
) -> Node:
    """A city, district, sub-district or residential area. Estates have a deed of their own."""
    parent = Node.objects.select_for_update(no_key=True).get(pk=parent_id) if parent_id else None
    require(permissions.may_add_node, by, parent, at)
    node = _new_node(parent, kind, code, name, name_en)
    record(NodeAdded(kind=kind, code=code, name=name), node=node.pk, about=node.pk, by=by, at=at)
    return node


@deed
def add_estate(
    parent_id: UUID, *, code: str, name: str, kind: str, by: Doer, at: datetime, name_en: str = "", **details: str
) -> Estate:
    """`details`: address, desk_place, desk_phone."""
    parent = Node.objects.select_for_update(no_key=True).get(pk=parent_id)
    require(permissions.may_add_estate, by, parent, at)
    node = _new_node(parent, Node.Kind.ESTATE, code, name, name_en)
    estate = Estate(node=node, kind=kind, **details)
    estate.save(force_insert=True)
    record(EstateAdded(code=code, name=name, kind=kind), node=node.pk, about=node.pk, by=by, at=at)
    return estate


def _new_node(parent: Node | None, kind: str, code: str, name: str, name_en: str) -> Node:
    if not _CODE.fullmatch(code):
        raise BadCode
    depth = _ORDER.index(Node.Kind(kind))
    if (parent is None) != (depth == 0) or (parent and _ORDER.index(Node.Kind(parent.kind)) >= depth):
        raise WrongPlace
    path = f"{parent.path if parent else '/'}{code}/"
    if len(path) > PATH_MAX:
        raise BadCode
    node = Node(parent=parent, kind=kind, code=code, name=name, name_en=name_en, path=path)
    if parent:
        node.zone, node.rulebook = parent.zone, parent.rulebook
    _insert(node, CodeTaken(code=code))
    return node


# What an estate consists of


@deed
def add_building(
    estate_id: UUID, *, name: str, by: Doer, at: datetime, year: int | None = None, lifts: int | None = None
) -> Building:
    estate = _lock(estate_id)
    require(permissions.may_add_building, by, estate, at)
    building = Building(estate=estate, name=name, year=year, lifts=lifts, order=_order(name))
    _insert(building, NameTaken(name=name))
    record(BuildingAdded(name=name, year=year, lifts=lifts), node=estate.pk, about=building.pk, by=by, at=at)
    return building


@deed
def add_entrance(building_id: UUID, *, name: str, by: Doer, at: datetime) -> Entrance:
    building = Building.objects.select_related("estate__node").get(pk=building_id)
    require(permissions.may_add_entrance, by, building.estate, at)
    entrance = Entrance(estate=building.estate, building=building, name=name)
    _insert(entrance, NameTaken(name=name))
    event = EntranceAdded(building=building.name, name=name)
    record(event, node=building.estate_id, about=entrance.pk, by=by, at=at)
    return entrance


@deed
def add_common_part(estate_id: UUID, *, name: str, by: Doer, at: datetime, order: int = 0) -> CommonPart:
    estate = _lock(estate_id)
    require(permissions.may_add_common_part, by, estate, at)
    part = CommonPart(estate=estate, name=name, order=order)
    _insert(part, NameTaken(name=name))
    record(CommonPartAdded(name=name), node=estate.pk, about=part.pk, by=by, at=at)
    return part


@deed
def set_site_office(estate_id: UUID, *, there: bool, by: Doer, at: datetime) -> Estate:
    """Whether the property company has an office on the estate. What was filed before keeps its time limits."""
    estate = _lock(estate_id)
    require(permissions.may_set_site_office, by, estate, at)
    if estate.site_office == there:
        return estate
    estate.site_office = there
    estate.save(update_fields=["site_office"])
    record(SiteOfficeSet(there=there), node=estate.pk, about=estate.pk, by=by, at=at)
    return estate


# Homes


@deed
def add_home(estate_id: UUID, *, spec: HomeSpec, by: Doer, at: datetime) -> Home:
    """One home; its building and entrance are there already."""
    estate = _lock(estate_id)
    require(permissions.may_add_home, by, estate, at)
    building = Building.objects.filter(estate=estate, name=spec.building).first()
    entrance = Entrance.objects.filter(building=building, name=spec.entrance).first() if spec.entrance else None
    if building is None or (spec.entrance and entrance is None):
        raise NotThere
    home = _home(estate, building, entrance, spec, None)
    _insert(home, NameTaken(name=spec.name))
    event = HomeAdded(home=home.label, area_cm2=home.area_cm2, use=home.use)
    record(event, node=estate.pk, about=home.pk, by=by, at=at)
    return home


@deed
def add_homes(
    estate_id: UUID, *, specs: Sequence[HomeSpec], batch: UUID | None = None, by: Doer, at: datetime
) -> list[Home]:
    """Many homes with the buildings and entrances they need, in the order of `specs`: all of them or none."""
    estate = _lock(estate_id)
    require(permissions.may_add_homes, by, estate, at)
    if len(specs) > HOMES_MAX:
        raise TooManyHomes(most=HOMES_MAX)
    buildings = _buildings(estate, specs, batch)
    entrances = _entrances(estate, specs, buildings, batch)
    homes = [
        _home(estate, buildings[spec.building], entrances.get((spec.building, spec.entrance)), spec, batch)
        for spec in specs
    ]
    try:
        _insert_all(homes)
    except IntegrityError:
        raise NameTaken(name=specs[0].name) from None
    area = sum(home.area_cm2 or 0 for home in homes)
    count = len({spec.building for spec in specs})
    event = HomesAdded(batch=batch, homes=len(homes), buildings=count, area_cm2=area)
    record(event, node=estate.pk, about=batch or estate.pk, by=by, at=at)
    return homes


def _buildings(estate: Estate, specs: Iterable[HomeSpec], batch: UUID | None) -> dict[str, Building]:
    known = {building.name: building for building in Building.objects.filter(estate=estate)}
    names = dict.fromkeys(spec.building for spec in specs if spec.building not in known)
    new = [Building(estate=estate, name=name, order=_order(name), batch=batch) for name in names]
    _insert_all(new)
    return known | {building.name: building for building in new}


def _entrances(
    estate: Estate, specs: Iterable[HomeSpec], buildings: Mapping[str, Building], batch: UUID | None
) -> dict[tuple[str, str], Entrance]:
    of_estate = Entrance.objects.filter(estate=estate).select_related("building")
    known = {(entrance.building.name, entrance.name): entrance for entrance in of_estate}
    wanted = dict.fromkeys((spec.building, spec.entrance) for spec in specs if spec.entrance)
    new = {
        key: Entrance(estate=estate, building=buildings[key[0]], name=key[1], batch=batch)
        for key in wanted
        if key not in known
    }
    _insert_all(list(new.values()))
    return known | new


def _home(estate: Estate, building: Building, entrance: Entrance | None, spec: HomeSpec, batch: UUID | None) -> Home:
    facts = _sound(spec.facts)
    return Home(
        id=new_id(), estate=estate, building=building, entrance=entrance, name=spec.name, area_cm2=facts.area_cm2,
        use=facts.use, counts_for_vote=facts.counts_for_vote, sold=facts.sold, delivered=facts.delivered,
        delivered_on=facts.delivered_on, batch=batch,
    )  # fmt: skip


def _sound(facts: HomeFacts) -> HomeFacts:
    if facts.delivered_on and not facts.delivered:
        raise DeliveryNotYet
    return facts


@deed
def correct_home(home_id: UUID, *, facts: HomeFacts, by: Doer, at: datetime) -> Home:
    """The register said something else about the house than what is there."""
    home = (
        Home.objects.with_place()
        .select_related("estate__node")
        .select_for_update(of=("self",), no_key=True)
        .get(pk=home_id)
    )
    require(permissions.may_correct_home, by, home.estate, at)
    before = home.area_cm2, home.use
    home.area_cm2, home.use, home.counts_for_vote = facts.area_cm2, facts.use, facts.counts_for_vote
    home.sold, home.delivered, home.delivered_on = facts.sold, facts.delivered, _sound(facts).delivered_on
    home.batch = home.area_batch = None
    home.save(
        update_fields=[
            "area_cm2", "use", "counts_for_vote", "sold", "delivered", "delivered_on", "batch", "area_batch",
        ]
    )  # fmt: skip
    event = HomeCorrected(
        home=home.label, area_cm2_before=before[0], area_cm2=home.area_cm2, use_before=before[1], use=home.use,
        counts_for_vote=home.counts_for_vote, sold=home.sold, delivered=home.delivered,
        delivered_on=home.delivered_on,
    )  # fmt: skip
    record(event, node=home.estate_id, about=home.pk, by=by, at=at)
    return home


@deed
def fill_areas(estate_id: UUID, *, areas: Mapping[UUID, int], batch: UUID, by: Doer, at: datetime) -> int:
    """Enter areas that were unknown, by home. Known ones are left as they are. Returns how many were entered."""
    estate = _lock(estate_id)
    require(permissions.may_fill_areas, by, estate, at)
    homes = list(Home.objects.filter(estate=estate, area_cm2__isnull=True).only("id"))
    filled = [home for home in homes if home.pk in areas]
    for home in filled:
        home.area_cm2, home.area_batch = areas[home.pk], batch
    Home.objects.bulk_update(filled, ["area_cm2", "area_batch"], batch_size=500)
    event = AreasFilled(batch=batch, homes=len(filled), area_cm2=sum(home.area_cm2 or 0 for home in filled))
    record(event, node=estate.pk, about=batch, by=by, at=at)
    return len(filled)


@deed
def take_back_homes(estate_id: UUID, *, batch: UUID, by: Doer, at: datetime) -> int:
    """Take out what one batch added, and the areas it filled in. Refuses while anything refers to the homes."""
    estate = _lock(estate_id)
    require(permissions.may_take_back_homes, by, estate, at)
    try:
        homes = take_out(Home.objects.filter(estate=estate, batch=batch))
        take_out(Entrance.objects.filter(estate=estate, batch=batch, homes__isnull=True))
        take_out(Building.objects.filter(estate=estate, batch=batch, homes__isnull=True, entrances__isnull=True))
    except ProtectedError:
        raise StillNeeded from None
    Home.objects.filter(estate=estate, area_batch=batch).update(area_cm2=None, area_batch=None)
    record(HomesTakenBack(batch=batch, homes=homes), node=estate.pk, about=batch, by=by, at=at)
    return homes


# How rows are written


def _lock(estate_id: UUID) -> Estate:
    """Whoever changes an estate's register waits for whoever is changing it."""
    estates = Estate.objects.select_related("node").select_for_update(of=("self",), no_key=True)
    estate = estates.filter(pk=estate_id).first()
    if estate is None:
        raise NotThere
    return estate


def _insert(row: models.Model, taken: BadInput) -> None:
    """Insert, or say which name was taken: only the database is sure."""
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError:
        raise taken from None


def _insert_all(rows: Sequence[Any]) -> None:
    for part in _parts(rows):
        type(part[0]).objects.bulk_create(part)


def _parts(rows: Iterable[Any]) -> Iterator[list[Any]]:
    stream = iter(rows)
    while part := list(islice(stream, ROWS_AT_ONCE)):
        yield part


def _order(name: str) -> int:
    """12号楼 comes after 2号楼."""
    figures = re.search(r"[0-9]{1,6}", name)
    return int(figures[0]) if figures else 0


@deed
def adopt_rules(
    estate_id: UUID, *, title: str, adopted_on: date, items: Mapping[str, Mapping[str, str]], by: Doer, at: datetime
) -> EstateRules:
    """A new version of what the estate decided for itself. What began under another version ends under that one."""
    estate = Estate.objects.select_for_update(of=("self",), no_key=True).select_related("node").get(pk=estate_id)
    require(permissions.may_adopt_rules, by, estate, at)
    if adopted_on > at.date():
        raise AdoptedLater
    number = estate.own_rules + 1
    adopted = EstateRules(estate=estate, number=number, title=title, adopted_on=adopted_on, items=dict(items))
    with_own(rulebook(estate.node.rulebook), own_rules(adopted))
    adopted.save(force_insert=True)
    estate.own_rules = number
    estate.save(update_fields=["own_rules"])
    said = {key: f"{one['amount']} {one['unit']}, {one['clause']}, p. {one['page']}" for key, one in items.items()}
    event = RulesAdopted(number=number, title=title, adopted_on=adopted_on, items=said)
    record(event, node=estate.pk, about=adopted.pk, by=by, at=at)
    return adopted
