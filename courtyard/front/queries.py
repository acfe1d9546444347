"""Reads behind the first page and an estate's public page: places, offices, figures; no resident."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q
from django.utils.timezone import localdate
from django.utils.translation import pgettext_lazy

from courtyard.cases.models import Case
from courtyard.core.masking import surname
from courtyard.people.models import Office
from courtyard.places.models import Building, Estate, Home, Node

TITLES = {
    Office.Kind.CONVENOR: pgettext_lazy("title", "{surname}, convenor"),
    Office.Kind.RESIDENTS_COMMITTEE: pgettext_lazy("title, residents’ committee", "{surname}"),
    Office.Kind.OWNERS_COMMITTEE: pgettext_lazy("title, owners’ committee", "{surname}"),
    Office.Kind.COMPANY_MANAGER: pgettext_lazy("title", "{surname}, manager"),
}
DESK_MAX = 12


@dataclass(frozen=True, slots=True)
class AtDesk:
    """Somebody of the joint desk as the public knows them: surname and function."""

    title: str
    party: str
    kind: str


def desk(node: Node, at: datetime) -> list[AtDesk]:
    """Who sits at the joint desk of an estate, convenor first."""
    held = Office.objects.on(localdate(at)).reaching(node).filter(kind__in=Office.DESK).select_related("person")
    sitting = sorted(held.order_by("since", "id")[: DESK_MAX * 2], key=lambda o: Office.DESK.index(Office.Kind(o.kind)))
    return [AtDesk(title_of(office), office.party, office.kind) for office in sitting[:DESK_MAX]]


def title_of(office: Office) -> str:
    """梅书记: an office holder's surname and function, which are public."""
    return str(TITLES[Office.Kind(office.kind)]).format(surname=surname(office.person.name))


def estates(words: str, most: int) -> tuple[list[Estate], bool]:
    """Estates by name or address, and whether there are more than shown."""
    found = Estate.objects.select_related("node").order_by("node__path")
    if words:
        found = found.filter(
            Q(node__name__icontains=words) | Q(node__name_en__icontains=words) | Q(address__icontains=words)
        )
    shown = list(found[: most + 1])
    return shown[:most], len(shown) > most


def places_around(estate: Estate) -> list[Node]:
    """What the estate lies in, city first."""
    return [node for node in Node.objects.above(estate.node) if node.pk != estate.pk]


@dataclass(frozen=True, slots=True)
class Figures:
    buildings: int
    homes: int


def figures(estate: Estate) -> Figures:
    return Figures(Building.objects.filter(estate=estate).count(), Home.objects.filter(estate=estate).count())


@dataclass(slots=True)
class Tally:
    """How many estates lie in a place, and how their open cases stand. No case, no resident."""

    estates: int = 0
    open: int = 0
    late: int = 0

    def __add__(self, other: "Tally") -> "Tally":
        return Tally(self.estates + other.estates, self.open + other.open, self.late + other.late)


@dataclass(frozen=True, slots=True)
class Below:
    """A place one step down, and its figures."""

    node: Node
    tally: Tally


def place_below(top: Node, code: str) -> Node | None:
    """The place of this code, if it lies in `top` and is no estate; `top` itself where none is asked for."""
    if not code:
        return top
    return Node.objects.under(top).exclude(kind=Node.Kind.ESTATE).filter(code=code).first()


def between(top: Node, node: Node) -> list[Node]:
    """The places on the way from `top` down to `node`, both included."""
    return list(Node.objects.above(node).filter(path__startswith=top.path))


def below(node: Node, at: datetime) -> list[Below]:
    tallies: defaultdict[str, Tally] = defaultdict(Tally)
    step = node.path.count("/")
    for path, open_, late in _by_estate(node, at):
        tallies[path.split("/")[step]] += Tally(1, open_, late)
    return [Below(child, tallies[child.code]) for child in node.children.order_by("path")]


def _by_estate(node: Node, at: datetime) -> Iterator[tuple[str, int, int]]:
    """The path of each estate, its open cases, and those of them past their time."""
    among = Case.objects.filter(estate__node__path__startswith=node.path, state__in=Case.OPEN)
    late = Q(state__in=Case.RUNNING, next_due_at__lt=at)
    counted = among.values("estate").annotate(open=Count("pk"), late=Count("pk", filter=late))
    cases = {row["estate"]: (row["open"], row["late"]) for row in counted}
    for pk, path in Estate.objects.filter(node__path__startswith=node.path).values_list("pk", "node__path"):
        yield path, *cases.get(pk, (0, 0))
