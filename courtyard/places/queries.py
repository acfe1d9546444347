"""Reads of places: whose homes somebody may open, and the register's lists."""

import operator
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import reduce
from typing import Any
from uuid import UUID

from django.db.models import Count, Q, QuerySet, Sum, Value
from django.db.models.functions import Coalesce, Length
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.utils.translation import get_language

from courtyard.places.models import Building, Estate, Home, HomeQuerySet, Node
from courtyard.places.permissions import may_see_register
from courtyard.places.registers import home_figures, sights

HOMES_A_PAGE = 100
BUILDINGS_A_PAGE = 100


def homes_visible_to(person: Any, at: datetime) -> HomeQuerySet:
    """The person's own homes, and those of the registers they work with."""
    seen = reduce(operator.or_, (sight.homes(person, at) for sight in sights), Q(pk__in=[]))
    return Home.objects.filter(seen).with_place().select_related("estate__node")


def estate_with_register(code: str, person: Any, at: datetime) -> Estate:
    """The estate, for somebody who may see its register; for anybody else it has none."""
    estate = get_object_or_404(Estate.objects.select_related("node"), node__code=code)
    if not may_see_register(person, estate, at):
        raise Http404
    return estate


def buildings(estate: Estate, after: UUID | None = None) -> list[Building]:
    """A page of buildings with `count` and `area` of their homes, and one more if there are more."""
    rows: QuerySet[Building] = Building.objects.filter(estate=estate)
    start = rows.filter(pk=after).first() if after else None
    if start:
        rows = rows.filter(Q(order__gt=start.order) | Q(order=start.order, name__gt=start.name))
    counted = rows.annotate(count=Count("homes"), area=Sum("homes__area_cm2"))
    return list(counted.order_by("order", "name")[: BUILDINGS_A_PAGE + 1])


@dataclass(frozen=True, slots=True)
class Figures:
    """An estate's register in figures. Homes without an area are counted apart: they are not nought."""

    homes: int
    buildings: int
    area_cm2: int
    without_area: int


def figures(estate: Estate) -> Figures:
    said = Home.objects.filter(estate=estate).aggregate(
        homes=Count("pk"), area=Coalesce(Sum("area_cm2"), 0), known=Count("area_cm2")
    )
    houses = Building.objects.filter(estate=estate).count()
    return Figures(said["homes"], houses, said["area"], said["homes"] - said["known"])


def homes_of(building: Building, after: UUID | None = None) -> list[Home]:
    """A page of homes as one walks past them, and one more if there are more."""
    rows = _in_order(Home.objects.filter(building=building).with_place())
    start = rows.filter(pk=after).first() if after else None
    if start:
        rows = rows.filter(_beyond(start))
    return list(rows[: HOMES_A_PAGE + 1])


def _in_order(homes: HomeQuerySet) -> HomeQuerySet:
    """302 stands before 1201, 2单元 before 10单元: shorter names first."""
    named = homes.annotate(way=Coalesce("entrance__name", Value("")), name_len=Length("name"))
    return named.annotate(way_len=Length("way")).order_by("way_len", "way", "name_len", "name")


def _beyond(start: Home) -> Q:
    """The homes after `start` in that order."""
    way = start.entrance.name if start.entrance else ""
    places = {"way_len": len(way), "way": way, "name_len": len(start.name), "name": start.name}
    beyond, same = Q(pk__in=[]), Q()
    for field, value in places.items():
        beyond |= same & Q(**{f"{field}__gt": value})
        same &= Q(**{field: value})
    return beyond


def with_figures(homes: Sequence[Home], at: datetime) -> list[tuple[Home, list[tuple[Any, int]]]]:
    """Each home with what the floors above know of it, one question for the whole list each."""
    ids = [home.pk for home in homes]
    found = [(figure.label, figure.of(ids, at)) for figure in home_figures]
    return [(home, [(label, counts.get(home.pk, 0)) for label, counts in found]) for home in homes]


def children(node: Node | None) -> QuerySet[Node]:
    """What lies right below; the cities where no node is given."""
    return Node.objects.filter(parent=node).order_by("name")


def node_names(ids: Collection[UUID], request: HttpRequest) -> dict[UUID, str]:
    """Names of places beside lines of the record, in the reader's language where there is one."""
    english = not (get_language() or "").startswith("zh")
    rows = Node.objects.filter(pk__in=ids).values_list("pk", "name", "name_en")
    return {pk: name_en if english and name_en else name for pk, name, name_en in rows}
