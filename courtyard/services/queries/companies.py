"""The register of companies, and what is known of one: where it serves, who manages, what was found."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Count, Q, QuerySet
from django.utils.timezone import localdate

from courtyard.people.models import Office, Person
from courtyard.people.standing import standing
from courtyard.places.models import Node
from courtyard.services.models import Company, Served, Supervision
from courtyard.services.permissions.companies import KEEPS
from courtyard.services.queries.credit import points_of_all

SHOWN, FIRST_SHOWN, MANAGERS_SHOWN, CHOICES_MAX = 30, 10, 60, 500
ESTATES_A_MANAGER = 3
"""A project manager has three estates at most (沪房规范〔2021〕6号第十三条)."""
WORDS_MAX = 40


@dataclass(frozen=True, slots=True)
class Row:
    """A company in the list, with what counts of it."""

    company: Company
    estates: int
    points: int


@dataclass(frozen=True, slots=True)
class Page:
    """A stretch of a list; `after` is where the next one begins, empty at its end."""

    rows: Sequence[object]
    after: str = ""


def companies(words: str, after: str, day: date) -> Page:
    """By name; found by a part of it or by the whole code. Three queries."""
    found = Company.objects.filter(closed_on__isnull=True)
    words = words.strip()[:WORDS_MAX]
    if words:
        found = found.filter(Q(name__icontains=words) | Q(credit_code=words.upper()))
    last = Company.objects.filter(pk=after).first() if is_id(after) else None
    if last is not None:
        found = found.filter(Q(name__gt=last.name) | Q(name=last.name, pk__gt=last.pk))
    some = list(found.order_by("name", "pk")[: SHOWN + 1])
    shown = some[:SHOWN]
    keys = [one.pk for one in shown]
    estates, points = _estates_of(keys, day), points_of_all(keys, day)
    rows = [Row(one, estates.get(one.pk, 0), points.get(one.pk, 0)) for one in shown]
    return Page(rows, str(shown[-1].pk) if len(some) > SHOWN else "")


def _estates_of(keys: Sequence[UUID], day: date) -> Mapping[UUID, int]:
    """How many estates each serves on a day."""
    rows = Served.objects.on(day).filter(company__in=keys).order_by().values_list("company")
    return dict(rows.annotate(all=Count("node", distinct=True)))


def is_id(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True


def served_by(company: Company, after: str = "", most: int = SHOWN) -> Page:
    """Where it served and serves, the newest first."""
    rows = Served.objects.filter(company=company).select_related("node")
    last = rows.filter(pk=after).first() if is_id(after) else None
    if last is not None:
        rows = rows.filter(Q(since__lt=last.since) | Q(since=last.since, pk__lt=last.pk))
    some = list(rows.order_by("-since", "-pk")[: most + 1])
    return Page(some[:most], str(some[most - 1].pk) if len(some) > most else "")


@dataclass(frozen=True, slots=True)
class Manager:
    """Who manages estates for a company today, and how many. A fact, no rating."""

    name: str
    estates: int

    @property
    def too_many(self) -> bool:
        return self.estates > ESTATES_A_MANAGER


def managers_of(company: Company, day: date) -> list[Manager]:
    """At the estates that it serves today: who has most of them first."""
    served = Served.objects.on(day).filter(company=company).values("node")
    offices = Office.objects.on(day).filter(kind=Office.Kind.COMPANY_MANAGER, node__in=served)
    counted = offices.order_by().values_list("person", "person__name").annotate(all=Count("node", distinct=True))
    rows = counted.order_by("-all", "person__name", "person")[:MANAGERS_SHOWN]
    return [Manager(name, estates) for _, name, estates in rows]


def found_of(company: Company, after: str = "", most: int = SHOWN, *, withdrawn: bool = False) -> Page:
    """What offices found of it, the newest first; what was withdrawn only for those above."""
    rows = Supervision.objects.filter(company=company).select_related("node", "seat")
    if not withdrawn:
        rows = rows.filter(withdrawn_at__isnull=True)
    last = rows.filter(pk=after).first() if is_id(after) else None
    if last is not None:
        rows = rows.filter(Q(on__lt=last.on) | Q(on=last.on, pk__lt=last.pk))
    some = list(rows.order_by("-on", "-pk")[: most + 1])
    return Page(some[:most], str(some[most - 1].pk) if len(some) > most else "")


def figures_of(company: Company) -> Mapping[str, int]:
    """How much of each kind was found of it; one query."""
    rows = Supervision.objects.filter(company=company, withdrawn_at__isnull=True).order_by().values_list("kind")
    found = dict(rows.annotate(all=Count("pk")))
    return {kind.value: found.get(kind.value, 0) for kind in Supervision.Kind}


def reached_by(person: Person, company: Company, at: datetime) -> QuerySet[Node]:
    """Estates that the company serves or served and that lie below an office of this person."""
    below = Q(pk__in=[])
    for office in standing(person).offices_on(localdate(at)):
        if office.kind in Office.ABOVE:
            below |= Q(path__startswith=office.node.path)
    served = Served.objects.filter(company=company).values("node")
    return Node.objects.filter(below, pk__in=served).order_by("name", "pk")


def seat_of_register(person: Person, at: datetime) -> Node | None:
    """On whose books somebody registers companies: the widest of their places."""
    seats = [one.node for one in standing(person).offices_on(localdate(at)) if one.kind in KEEPS]
    return min(seats, key=lambda node: len(node.path), default=None)


def serving(node: Node, day: date) -> list[Served]:
    """Who serves an estate on a day."""
    return list(Served.objects.on(day).filter(node=node).select_related("company").order_by("-since", "pk")[:2])
