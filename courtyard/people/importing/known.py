"""What an estate's register says already, read once for the whole comparison."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import NamedTuple
from uuid import UUID

from courtyard.core.register import addresses
from courtyard.core.register.addresses import Place
from courtyard.core.register.faults import Unreadable
from courtyard.people.models import Tenure
from courtyard.places.models import Building, Entrance, Home


class KnownHome(NamedTuple):
    id: UUID
    building: str
    entrance: str
    name: str
    area_cm2: int | None
    use: str
    sold: bool
    delivered: bool


class KnownOwner(NamedTuple):
    person_id: UUID
    name: str
    phone: str
    id_hash: str
    home_id: UUID
    share: Fraction | None


@dataclass
class Known:
    """Homes by their place in the spelling that files are read in; owners by home; everybody by name."""

    buildings: dict[str, str] = field(default_factory=dict)
    homes: dict[Place, KnownHome] = field(default_factory=dict)
    by_door: dict[tuple[str, str], list[KnownHome]] = field(default_factory=lambda: defaultdict(list))
    entrances: dict[tuple[str, str], str] = field(default_factory=dict)
    owners: dict[UUID, list[KnownOwner]] = field(default_factory=lambda: defaultdict(list))
    persons: dict[str, list[KnownOwner]] = field(default_factory=lambda: defaultdict(list))
    places: dict[UUID, KnownHome] = field(default_factory=dict)

    @property
    def area_cm2(self) -> int:
        return sum(home.area_cm2 or 0 for home in self.homes.values())


OWNING = {Tenure.Kind.OWNER.value, Tenure.Kind.CO_OWNER.value}


def known(estate_id: UUID | None, day: date) -> Known:
    """Nothing, of an estate that is not there yet."""
    found = Known()
    if estate_id is None:
        return found
    _read_places(estate_id, found)
    columns = ("kind", "person_id", "person__name", "person__phone", "person__id_hash", "home_id")
    held = Tenure.objects.on(day).filter(estate=estate_id, person__erased_at__isnull=True).order_by("since", "pk")
    rows = held.values_list(*columns, "share_part", "share_whole").iterator(chunk_size=10_000)
    for kind, person, name, phone, id_hash, home, part, whole in rows:
        owner = KnownOwner(person, name, phone, id_hash, home, Fraction(part, whole) if part and whole else None)
        found.persons[owner.name].append(owner)
        if kind in OWNING:
            found.owners[owner.home_id].append(owner)
    return found


def _read_places(estate_id: UUID, found: Known) -> None:
    spelt = _Spelling()
    for name in Building.objects.filter(estate=estate_id).values_list("name", flat=True):
        found.buildings[spelt.building(name)] = name
    of_estate = Entrance.objects.filter(estate=estate_id)
    for building, name in of_estate.values_list("building__name", "name"):
        found.entrances[spelt.building(building), spelt.entrance(name)] = name
    for home in _homes(estate_id):
        place = Place(spelt.building(home.building), spelt.entrance(home.entrance), spelt.room(home.name))
        found.homes[place] = home
        found.by_door[place.building, place.room].append(home)
        found.places[home.id] = home


def _homes(estate_id: UUID) -> Iterable[KnownHome]:
    columns = ("id", "building__name", "entrance__name", "name", "area_cm2", "use", "sold", "delivered")
    rows = Home.objects.filter(estate=estate_id).values_list(*columns)
    for pk, building, entrance, *rest in rows.iterator(chunk_size=10_000):
        yield KnownHome(pk, building, entrance or "", *rest)


class _Spelling:
    """How a file would spell what somebody once typed by hand; each name is looked at once."""

    def __init__(self) -> None:
        self._kept: dict[tuple[Callable[[str], str], str], str] = {}

    def building(self, name: str) -> str:
        return self._spelt(addresses.building, name)

    def entrance(self, name: str) -> str:
        return self._spelt(addresses.entrance, name)

    def room(self, name: str) -> str:
        return self._spelt(addresses.room, name)

    def _spelt(self, read: Callable[[str], str], name: str) -> str:
        key = read, name
        if key not in self._kept:
            try:
                self._kept[key] = read(name) or name
            except Unreadable:
                self._kept[key] = name
        return self._kept[key]
