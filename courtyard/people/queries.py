"""Reads that span tables: what a person is, where, and since when."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.crypto import salted_hmac
from django.utils.timezone import localdate

from courtyard.core.errors import NotThere
from courtyard.people.models import NameCorrection, Office, Person, PrintedCode, SignInName, Tenure
from courtyard.people.retention import FORMER_RESIDENT_DAYS
from courtyard.people.signin import sign_in_name
from courtyard.people.standing import Standing, standing
from courtyard.places.models import Building, Estate, Home, Node

__all__ = ["Standing", "standing"]  # other apps ask for these here


@dataclass(frozen=True)
class Hat:
    """What a signed-in person goes about as: an office, or a home. It chooses pages and desks, never rights."""

    key: str
    office: Office | None = None
    tenure: Tenure | None = None

    @property
    def node(self) -> Node | None:
        return self.office.node if self.office else self.tenure.estate.node if self.tenure else None

    @property
    def estate_id(self) -> UUID | None:
        """The estate one is at; None for an office above an estate."""
        node = self.node
        return node.pk if node and node.kind == Node.Kind.ESTATE else None

    @cached_property
    def estate(self) -> Estate | None:
        """Read once, however many parts of a page ask for it."""
        if self.estate_id is None:
            return None
        return self.tenure.estate if self.tenure else Estate.objects.select_related("node").get(pk=self.estate_id)

    @property
    def party(self) -> str:
        return self.office.party if self.office else ""

    @property
    def above(self) -> bool:
        return bool(self.office and self.office.kind in Office.ABOVE)


def hats(person: Person, at: datetime) -> list[Hat]:
    """Every hat the person may put on, offices first."""
    day, all_of_it = localdate(at), standing(person)
    offices = [Hat(f"office-{office.pk.hex}", office=office) for office in all_of_it.offices_on(day)]
    return offices + [Hat(f"home-{tenure.pk.hex}", tenure=tenure) for tenure in all_of_it.tenures_on(day)]


def hat_worn(person: Person, key: str, at: datetime) -> Hat | None:
    """The hat chosen, or the first one there is."""
    choice = hats(person, at)
    return next((hat for hat in choice if hat.key == key), choice[0] if choice else None)


def estate_of(hat: Hat | None) -> Estate | None:
    return hat.estate if hat else None


FORMER_OFFICES_SHOWN = 20
OWNING = (Tenure.Kind.OWNER, Tenure.Kind.CO_OWNER)


def chain_of(person: Person) -> UUID:
    """On which chain deeds about the person stand: where they are on the books, else the city's."""
    if person.node_id:
        return person.node_id
    root: UUID | None = Node.objects.filter(parent=None).order_by("path").values_list("pk", flat=True).first()
    return root or person.pk


def hash_of_code(text: str) -> str:
    """Keyed: without the server's secret nobody can try codes against a stolen database."""
    return salted_hmac("people.code", text, algorithm="sha256").hexdigest()


def code_that_opens(text: str, at: datetime) -> PrintedCode | None:
    """The printed code somebody typed, if it still lets anybody in."""
    codes = PrintedCode.objects.select_related("estate__node", "home__building", "home__entrance", "person")
    printed = codes.filter(code_hash=hash_of_code(text)).first()
    return printed if printed and printed.opens(at) else None


def estate_on_books(person: Person) -> Estate | None:
    """On which estate's register the person's name stands: the newest of their homes, else where they were added."""
    tenures = Tenure.objects.filter(person=person).select_related("estate__node").order_by("-since", "-pk")
    tenure = tenures.first()
    if tenure:
        return tenure.estate
    return Estate.objects.select_related("node").filter(pk=person.node_id).first()


def estate_at(path: str) -> Estate | None:
    """The estate whose pages an address is one of: /e/plum/…"""
    parts = path.split("/")
    if len(parts) < 3 or parts[1] != "e":
        return None
    return Estate.objects.select_related("node").filter(node__code=parts[2]).first()


def code_by_id(key: str | None, at: datetime) -> PrintedCode | None:
    """The code somebody has shown in this session, while it lets anybody in."""
    if not key:
        return None
    codes = PrintedCode.objects.select_related("estate__node", "home__building", "home__entrance", "person")
    printed = codes.filter(pk=key).first()
    return printed if printed and printed.opens(at) else None


def tenures_of_home(home_id: UUID | None, at: datetime) -> list[Tenure]:
    """Who holds a home on that day, owners first; each person once, organisations left out."""
    there = Tenure.objects.on(localdate(at)).filter(home=home_id, person__kind=Person.Kind.NATURAL)
    by_person: dict[UUID, Tenure] = {}
    for tenure in there.select_related("person").order_by("since", "pk"):
        by_person.setdefault(tenure.person_id, tenure)
    return list(by_person.values())


def estate_for(may: Callable[[Person, Estate, datetime], bool], person: Person, code: str, at: datetime) -> Estate:
    """The estate of that code for somebody who may; for anybody else it is not there."""
    estate = Estate.objects.select_related("node").filter(node__code=code).first()
    if estate is None or not may(person, estate, at):
        raise NotThere
    return estate


def node_for(may: Callable[[Person, Node, datetime], bool], person: Person, code: str, at: datetime) -> Node:
    """The place of that code for somebody who may; for anybody else it is not there."""
    node = Node.objects.filter(code=code).first()
    if node is None or not may(person, node, at):
        raise NotThere
    return node


def offices_at(node: Node, at: datetime) -> tuple[list[Office], list[Office]]:
    """Who holds an office in this very place, or will; and the last who did."""
    there = Office.objects.filter(node=node).select_related("person", "node").order_by("since", "pk")
    over = Q(until__isnull=False, until__lte=localdate(at))
    return list(there.exclude(over)), list(there.filter(over).order_by("-until", "-pk")[:FORMER_OFFICES_SHOWN])


def signs_in_with(name: str) -> Person | None:
    """Whoever signs in with exactly this."""
    known = SignInName.objects.select_related("person").filter(value=sign_in_name(name)).first()
    return known.person if known else None


def homes_for_letters(building: Building, rooms: Collection[str]) -> tuple[list[UUID], list[str]]:
    """The homes of those room numbers, or all of the building; and the numbers that no home has."""
    homes = Home.objects.filter(building=building)
    if not rooms:
        return list(homes.values_list("pk", flat=True)), []
    found = list(homes.filter(name__in=rooms).values_list("pk", "name"))
    names = {name for _, name in found}
    return [pk for pk, _ in found], [room for room in rooms if room not in names]


def people_of(estate: Estate) -> QuerySet[Person]:
    """Everybody on the estate's books, now or once."""
    theirs = Tenure.objects.filter(estate=estate, person=OuterRef("pk"))
    people: QuerySet[Person] = Person.objects.real().filter(Q(node=estate.pk) | Exists(theirs))
    return people


RESIDENTS_A_PAGE = 50


def residents(estate: Estate, at: datetime, *, words: str = "", after: str = "") -> tuple[list[Tenure], str]:
    """A page of who holds which home today, and where the next one begins.

    `words` is a room number or somebody's full name: parts of names find nobody, so that nobody browses by name.
    """
    rows = Tenure.objects.on(localdate(at)).filter(estate=estate)
    rows = rows.select_related("person", "home__building", "home__entrance")
    if words.strip():
        rows = rows.filter(Q(home__name=words.strip()) | Q(person__name=words.strip()))
    start = rows.filter(pk=after).first() if is_id(after) else None
    if start:
        home = start.home
        beyond = Q(home__building__order__gt=home.building.order)
        beyond |= Q(home__building__order=home.building.order, home__name__gt=home.name)
        beyond |= Q(home__building__order=home.building.order, home__name=home.name, pk__gt=start.pk)
        rows = rows.filter(beyond)
    page = list(rows.order_by("home__building__order", "home__name", "pk")[: RESIDENTS_A_PAGE + 1])
    shown = page[:RESIDENTS_A_PAGE]
    return shown, str(shown[-1].pk) if len(page) > len(shown) else ""


def is_id(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True


def tenures_in(estate: Estate, person: Person) -> list[Tenure]:
    """What somebody holds and held in an estate, newest first."""
    held = Tenure.objects.filter(estate=estate, person=person)
    return list(held.select_related("estate__node", "home__building", "home__entrance").order_by("-since", "-pk"))


def open_corrections(estate: Estate) -> QuerySet[NameCorrection]:
    waiting = NameCorrection.objects.filter(estate=estate, settled_at__isnull=True)
    return waiting.select_related("person").order_by("asked_at")


def erasures_due(at: datetime) -> QuerySet[Person]:
    """Who asked to be erased and owns nothing any more, or left their last home long ago; nobody in an office."""
    day = localdate(at)
    theirs, offices = Tenure.objects.filter(person=OuterRef("pk")), Office.objects.on(day).filter(person=OuterRef("pk"))
    asked = Q(erasure_asked_at__isnull=False) & ~Exists(theirs.on(day).owning())
    recent = theirs.filter(Q(until__isnull=True) | Q(until__gt=day - timedelta(days=FORMER_RESIDENT_DAYS)))
    long_gone = Q(kind=Person.Kind.NATURAL) & Exists(theirs) & ~Exists(recent)
    due: QuerySet[Person] = Person.objects.real().filter(asked | long_gone).exclude(Exists(offices))
    return due.order_by("pk")


def resident_who_says(estate: Estate, name: str, phone: str, at: datetime) -> Person | None:
    """Somebody with a home here whose name and telephone number are exactly these; None where there is no one such.

    Whoever writes down a call can so tie it to its resident, and can look up nobody.
    """
    digits = "".join(c for c in phone if c.isdigit())
    if not name.strip() or len(digits) < 7:
        return None
    here = Tenure.objects.on(localdate(at)).filter(estate=estate, person__name=name.strip(), person__phone=digits)
    found = {tenure.person for tenure in here.select_related("person")[:2]}
    return found.pop() if len(found) == 1 else None


def person_who_says(estate: Estate, name: str, phone: str, at: datetime) -> Person | None:
    """Somebody of exactly this name who signs in with this telephone number, or lives here and has it on the books.

    For who holds a paper in hand that names somebody: it finds whom it names, and lets nobody be looked up.
    """
    known = signs_in_with("".join(c for c in phone if c.isdigit()))
    if known and known.is_active and known.name == name.strip():
        return known
    return resident_who_says(estate, name, phone, at)
