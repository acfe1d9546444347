"""The demo's story, told from the beginning: the tree, the offices, the estates, their people, a year of cases.

Everything is done through the actions, by whoever may do it, at the time it is said to have happened.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from random import Random

from courtyard.demo.cast import PERSONAS, STAFF, Names
from courtyard.demo.committees import TERMS, stand_committees
from courtyard.demo.money import keep_books
from courtyard.demo.office import open_office
from courtyard.demo.places import AREAS, CITY, DISTRICT_OFFICER, DISTRICTS, ESTATES, Area, EstateSpec
from courtyard.demo.registers import Household, households, move_in, name_persona
from courtyard.demo.scenes import stage
from courtyard.demo.services import BEFORE, Books, compare, open_books, serve
from courtyard.demo.votes import hold_votes
from courtyard.demo.year import ZONE, Staff, Year
from courtyard.people.actions.officers import add_officer
from courtyard.people.models import CLERK, Office, Person, Tenure
from courtyard.places import actions as places
from courtyard.places.models import Estate, Home, Node
from courtyard.trail.actions import sign_checkpoint
from courtyard.trail.keys import SigningKey

Say = Callable[[str], object]
Kind = Office.Kind
DESK_PLACE = "1号楼底层"
DESK_PHONE = "000-0000-{:04}"


@dataclass
class Story:
    """What is known while it is told."""

    seed: int
    now: datetime
    say: Say
    nodes: dict[str, Node]
    officers: dict[tuple[str, str], Person]

    @property
    def began(self) -> datetime:
        return (self.now - BEFORE).astimezone(ZONE).replace(hour=9, minute=0, second=0, microsecond=0)

    def chance(self, about: str) -> Random:
        """Chance of its own for each part, so that one part can change without shaking the others."""
        return Random(f"{self.seed} {about}")  # noqa: S311 -- a story, not a secret

    def officer(self, node: Node, kind: str, name: str, by: Person) -> Person:
        person = add_officer(node.pk, name=name, kind=kind, since=self.began.date(), by=by, at=self.began)
        self.officers[node.code, kind] = person
        for persona in PERSONAS:
            if (persona.at, persona.office) == (node.code, kind) and persona.name == name:
                name_persona(persona, person, self.began)
        return person


def tell(seed: int, now: datetime, *, say: Say, key: SigningKey) -> None:
    story = Story(seed, now, say, {}, {})
    _tree(story)
    for area in AREAS:
        _area(story, area)
    books = open_books(story.nodes[CITY[0]], by=story.officers[CITY[0], Kind.CITY], at=story.began + timedelta(hours=3))
    for number, spec in enumerate(ESTATES):
        _estate(story, spec, number, books)
    _compare(story)
    sign_checkpoint(key=key, at=now)


def _tree(story: Story) -> None:
    code, name, name_en = CITY
    city = places.add_node(None, kind="city", code=code, name=name, name_en=name_en, by=CLERK, at=story.began)
    story.nodes[code] = city
    yu = next(persona for persona in PERSONAS if persona.office == Kind.CITY)
    officer = story.officer(city, Kind.CITY, yu.name, CLERK)
    for code, name, name_en in DISTRICTS:
        story.nodes[code] = places.add_node(
            city.pk, kind="district", code=code, name=name, name_en=name_en, by=officer, at=story.began
        )
    code, name = DISTRICT_OFFICER
    story.officer(story.nodes[code], Kind.DISTRICT, name, officer)


def _compare(story: Story) -> None:
    """The district's officer brings figures of others, by day, and quality is reckoned."""
    code, _name = DISTRICT_OFFICER
    at = datetime.combine(story.now.astimezone(ZONE).date() - timedelta(days=1), time(15), ZONE)
    officer = story.officers[code, Kind.DISTRICT]
    compare(story.nodes[code], story.chance("peers"), by=officer, at=at, now=story.now)


def _area(story: Story, area: Area) -> None:
    """The sub-district with its officer, and the residential area with its convenor."""
    city_officer = story.officers[CITY[0], Kind.CITY]
    code, name, name_en = area.subdistrict
    if code not in story.nodes:
        parent = story.nodes[area.district]
        story.nodes[code] = places.add_node(
            parent.pk, kind="subdistrict", code=code, name=name, name_en=name_en, by=city_officer, at=story.began
        )
        known = {persona.at: persona.name for persona in PERSONAS if persona.office == Kind.SUBDISTRICT}
        story.officer(story.nodes[code], Kind.SUBDISTRICT, known.get(code, f"桑{area.convenor}平"), city_officer)
    officer = story.officers[code, Kind.SUBDISTRICT]
    code, name, name_en = area.area
    story.nodes[code] = places.add_node(
        story.nodes[area.subdistrict[0]].pk,
        kind="area", code=code, name=name, name_en=name_en, by=officer, at=story.began,
    )  # fmt: skip
    convenor = next(name for name in STAFF["convenor"] if name.startswith(area.convenor))
    story.officer(story.nodes[code], Kind.CONVENOR, convenor, officer)


def _estate(story: Story, spec: EstateSpec, number: int, books: Books) -> None:
    started = datetime.now(ZONE)
    area = story.nodes[spec.area]
    above = area.parent
    assert above is not None, "a residential area lies in a sub-district"
    officer = story.officers[above.code, Kind.SUBDISTRICT]
    estate = places.add_estate(
        area.pk,
        code=spec.code, name=spec.name, name_en=spec.name_en, kind=spec.kind, address=spec.address,
        desk_place=DESK_PLACE, desk_phone=DESK_PHONE.format(number + 1), by=officer, at=story.began,
    )  # fmt: skip
    if spec.site_office:
        estate = places.set_site_office(estate.pk, there=True, by=CLERK, at=story.began)
    chance = story.chance(spec.code)
    staff = _staff(story, estate, number)
    homes = households(spec, Names(chance), chance)
    residents = _people(story, spec, estate, homes)
    year = Year(spec, estate, staff, residents, story.now, chance)
    stage(year)
    open_office(year)
    hold_votes(year)
    stand_committees(year)
    serve(year, books)
    keep_books(year, story.chance(f"{spec.code} money"))
    deeds = year.tell()
    seconds = (datetime.now(ZONE) - started).total_seconds()
    story.say(f"{spec.name}: {len(homes)} homes, {deeds} deeds, {seconds:.0f} s")


def _staff(story: Story, estate: Estate, number: int) -> Staff:
    """The convenor puts in the three parties' people; the manager the workers."""
    convenor = story.officers[estate.node.parent.code, Kind.CONVENOR]  # type: ignore[union-attr]
    personas = {persona.office: persona.name for persona in PERSONAS if persona.at == estate.code}

    def put_in(kind: str, by: Person, nth: int = 0) -> Person:
        names = STAFF[kind]
        name = (
            personas.get(kind, names[(number + nth) % len(names)]) if nth == 0 else names[(number + nth) % len(names)]
        )
        return story.officer(estate.node, kind, name, by)

    committee = put_in(Kind.RESIDENTS_COMMITTEE, convenor)
    put_in(Kind.REGISTRAR, convenor)
    manager = put_in(Kind.COMPANY_MANAGER, convenor)
    workers = [put_in(Kind.COMPANY_WORKER, manager, nth) for nth in range(2)]
    parties = {"ju": committee, "wu": manager}
    if estate.code in TERMS:
        parties["ye"] = put_in(Kind.OWNERS_COMMITTEE, convenor)
    return Staff(convenor, parties, workers)


def _people(story: Story, spec: EstateSpec, estate: Estate, homes: list[Household]) -> list[Tenure]:
    """The register comes in as the registrar's spreadsheet would; then its personas get their names to sign in."""
    registrar = story.officers[spec.code, Kind.REGISTRAR]
    for order, name in enumerate(spec.common_parts):
        places.add_common_part(estate.pk, name=name, order=order, by=registrar, at=story.began + timedelta(hours=1))
    for name, block in spec.shapes.items():
        places.add_building(
            estate.pk, name=name, year=block.year, lifts=block.lifts, by=registrar,
            at=story.began + timedelta(hours=1, minutes=30),
        )  # fmt: skip
    move_in(estate, homes, by=registrar, at=story.began + timedelta(hours=2))
    owners = [persona for persona in PERSONAS if (persona.at, persona.office) == (spec.code, "owner")]
    for persona in owners:
        person = Person.objects.get(node=estate.node, name=persona.name)
        name_persona(persona, person, story.began + timedelta(days=1))
    lived_in = {"home__use": Home.Use.DWELLING, "home__delivered": True}
    tenures = Tenure.objects.filter(estate=estate, person__kind=Person.Kind.NATURAL, **lived_in)
    known = tenures.select_related("person", "home__building", "home__entrance", "estate__node")
    return list(known.order_by("home__building__order", "home__name", "person__name"))
