"""Who owns what: an invented register for each estate, with its owners."""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import count, zip_longest
from random import Random

from courtyard.core.quantities import format_cm2
from courtyard.demo.cast import PERSONAS, Names, Persona
from courtyard.demo.places import Block, EstateSpec
from courtyard.demo.queries import sign_in_name
from courtyard.people.actions.accounts import change_sign_in_name
from courtyard.people.actions.registering import apply_import, upload
from courtyard.people.importing import drafts, preview
from courtyard.people.models import Person
from courtyard.places.models import Estate

PLACES_OF_PERSONAS = {"gui": ("12号楼", "302"), "lian": ("9号楼", "402"), "feng": ("3号楼", "1201")}


@dataclass(frozen=True)
class Household:
    """A line of the register: a home, and who owns it in equal shares."""

    building: str
    name: str
    area_cm2: int | None
    use: str
    delivered: bool
    owners: tuple[str, ...]
    phones: tuple[str, ...] = ()


def households(spec: EstateSpec, names: Names, chance: Random) -> list[Household]:
    """Every home of an estate with its owners; for a fixed chance always the same ones."""
    homes = [*_dwellings(spec, names, chance), *_shops(spec, names), *_parking(spec, names, chance)]
    return _with_gaps(spec, _with_personas(spec, homes), chance)


def _dwellings(spec: EstateSpec, names: Names, chance: Random) -> Iterator[Household]:
    numbers = count(1)
    left = spec.undelivered
    for block in spec.blocks:
        for _ in range(block.buildings):
            building = f"{next(numbers)}号楼"
            for room, area in _rooms(block):
                left -= (empty := left > 0 and chance.random() < 0.2)
                people = _owners(names, chance)
                phones = tuple(names.phone() for _ in people)
                yield Household(building, room, area, "dwelling", not empty, () if empty else people, phones)


def _rooms(block: Block) -> Iterator[tuple[str, int]]:
    for floor in range(1, block.floors + 1):
        for flat in range(1, block.a_floor + 1):
            yield f"{floor}{flat:02}", block.areas_cm2[flat % len(block.areas_cm2)]


def _owners(names: Names, chance: Random) -> tuple[str, ...]:
    """One owner, or two whose shares are equal; a company now and then."""
    luck = chance.random()
    if luck < 0.01:
        return (names.company(),)
    first = names.person()
    if luck < 0.66:
        return (first,)
    second = names.person()
    return (first, second) if second != first else (first,)


def _shops(spec: EstateSpec, names: Names) -> Iterator[Household]:
    for number in range(1, spec.shops + 1):
        yield Household("底层商铺", f"S{number:02}", 450_000 + number * 7_500, "shop", True, (names.company(),))


def _parking(spec: EstateSpec, names: Names, chance: Random) -> Iterator[Household]:
    for number in range(1, spec.parking + 1):
        yield Household("地下车位", f"B1-{number:03}", 120_000, "parking", True, (names.person(),), (names.phone(),))


def _with_personas(spec: EstateSpec, homes: list[Household]) -> list[Household]:
    here = {PLACES_OF_PERSONAS[p.key]: p.name for p in PERSONAS if p.at == spec.code and p.key in PLACES_OF_PERSONAS}
    return [
        Household(h.building, h.name, h.area_cm2, h.use, True, (here[h.building, h.name],), h.phones[:1])
        if (h.building, h.name) in here
        else h
        for h in homes
    ]


def _with_gaps(spec: EstateSpec, homes: list[Household], chance: Random) -> list[Household]:
    """Areas nobody wrote down, as old registers have them."""
    gaps = set(chance.sample(range(len(homes)), spec.missing_areas))
    return [
        Household(h.building, h.name, None, h.use, h.delivered, h.owners, h.phones) if number in gaps else h
        for number, h in enumerate(homes)
    ]


def name_persona(persona: Persona, person: Person, at: datetime) -> None:
    """Under this name, the demo's sign-in page lets them in with one tap."""
    change_sign_in_name(person.pk, by=person, at=at, name=sign_in_name(persona.key))


HEADINGS = ("幢号", "室号", "产权人", "联系电话", "建筑面积", "用途", "产权份额", "是否交付")
USES = {"dwelling": "住宅", "shop": "商铺", "parking": "车位"}


def move_in(estate: Estate, homes: list[Household], *, by: Person, at: datetime) -> None:
    """The registrar uploads the office's spreadsheet and imports it: every row, or the story ends here."""
    draft = drafts.read(spreadsheet(homes), f"{estate.node.name}房屋名册.csv")
    looked = preview.first(draft, estate.pk, at.date())
    if not looked.ready:
        raise ValueError(f"{estate.node.name}: {looked.summary['problems'][:3]}")
    one = upload(estate.pk, draft=draft, looked=looked, by=by, at=at)
    apply_import(one.pk, looked=looked, by=by, at=at)


def spreadsheet(homes: list[Household]) -> bytes:
    """As the office's old program writes it: commas and GB18030."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(HEADINGS)
    for home in homes:
        share = f"1/{len(home.owners)}" if len(home.owners) > 1 else ""
        people = [
            phone if "公司" not in owner else "" for owner, phone in zip_longest(home.owners, home.phones, fillvalue="")
        ]
        writer.writerow(
            (
                home.building,
                home.name,
                "、".join(home.owners),
                "、".join(filter(None, people)),
                format_cm2(home.area_cm2) if home.area_cm2 else "",
                USES[home.use],
                "、".join([share] * len(home.owners)) if share else "",
                "是" if home.delivered else "否",
            )
        )
    return text.getvalue().encode("gb18030")
