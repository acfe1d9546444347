"""Votes somebody may see, what they are called, and how many took part."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Q, QuerySet, Sum
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext

from courtyard.assembly.models import Assembly, Ballot, Head, HeadOwner
from courtyard.assembly.permissions import heads_of, may_prepare_in, owns_in
from courtyard.people.models import Person
from courtyard.people.queries import is_id
from courtyard.people.standing import standing
from courtyard.places.models import Estate
from courtyard.web.templatetags.courtyard import named

SHOWN_MAX = 36
BUILDING_HEADS_MIN = 10
"""Figures of a building are shown for ten heads and more: of fewer they would tell on neighbours."""


def visible_to(person: Person, estate: Estate, at: datetime) -> QuerySet[Assembly]:
    """Every vote of an estate from its notice on; drafts for those who prepare them or are told of them."""
    ours = Assembly.objects.filter(estate=estate).select_related("estate__node", "building", "entrance__building")
    return ours if may_prepare_in(person, estate, at) else ours.exclude(state=Assembly.State.DRAFT)


RUNS = (Assembly.State.DRAFT, *Assembly.RUNNING)


def running(person: Person, estate: Estate, at: datetime) -> list[Assembly]:
    """Those still prepared, delivered, voted on or counted: what closes first comes first."""
    rows = visible_to(person, estate, at).filter(state__in=RUNS).annotate(many=Count("motions"))
    return list(rows.order_by("closes_at", "pk")[:SHOWN_MAX])


def past(person: Person, estate: Estate, at: datetime, after: str = "") -> tuple[list[Any], str]:
    """A page of those that are over, or void, the newest first, and after which one the next page begins."""
    rows = visible_to(person, estate, at).exclude(state__in=RUNS).annotate(many=Count("motions"))
    last = rows.filter(pk=after).first() if is_id(after) else None
    if last is not None:
        rows = rows.filter(Q(opens_at__lt=last.opens_at) | Q(opens_at=last.opens_at, pk__lt=last.pk))
    page: list[Assembly] = list(rows.order_by("-opens_at", "-pk")[: SHOWN_MAX + 1])
    return page[:SHOWN_MAX], str(page[SHOWN_MAX - 1].pk) if len(page) > SHOWN_MAX else ""


def rolls_to_look_at(person: Person, estate: Estate, at: datetime) -> list[Assembly]:
    """Drafts an owner does not read yet, but whose roll they may look at, and say what is wrong with it."""
    if not owns_in(person, estate, at) or may_prepare_in(person, estate, at):
        return []
    drafts = Assembly.objects.filter(estate=estate, state=Assembly.State.DRAFT).order_by("opens_at")
    return list(drafts.select_related("estate__node", "building", "entrance__building")[:SHOWN_MAX])


def title_of(one: Assembly) -> str:
    """陶安小区2026年第1次业主大会; of a building or some homes it says so."""
    place = named(one.estate.node)
    if one.scope == Assembly.Scope.BUILDING and one.building:
        place += one.building.name
    elif one.scope == Assembly.Scope.ENTRANCE and one.entrance:
        place += f"{one.entrance.building.name}{one.entrance.name}"
    if not one.number:
        return gettext("{place}, assembly of owners being prepared").format(place=place)
    return gettext("{place}, assembly of owners no. {number} of {year}").format(
        place=place, number=one.number, year=one.year
    )


def address_of(one: Assembly, name: str = "assembly") -> str:
    return reverse(f"assembly:{name}", args=[one.estate.node.code, one.pk])


@dataclass(frozen=True, slots=True)
class Turnout:
    """Who took part so far: heads and area, of how many. What they chose nobody knows before the count."""

    name: str
    heads: int
    area_cm2: int
    all_heads: int
    all_area_cm2: int


def turnout(one: Assembly) -> Turnout:
    """In all; a paper that came back takes part, too, as long as it is not found invalid."""
    back = Head.objects.filter(pk__in=_in(one).values("head")).aggregate(heads=Count("pk"), area=Sum("area_cm2"))
    return Turnout("", back["heads"], back["area"] or 0, one.heads, one.area_cm2)


def turnout_by_building(one: Assembly) -> list[Turnout]:
    """Building by building, for those with ten heads and more."""
    roll = Head.objects.filter(assembly=one, building__isnull=False)
    every = _by_building(roll)
    back = {row["building"]: row for row in _by_building(roll.filter(pk__in=_in(one).values("head")))}
    nobody = {"heads": 0, "area": 0}
    found = []
    for row in every:
        if row["heads"] >= BUILDING_HEADS_MIN:
            took = back.get(row["building"], nobody)
            found.append(Turnout(row["building__name"], took["heads"], took["area"], row["heads"], row["area"]))
    return found


def _in(one: Assembly) -> QuerySet[Ballot]:
    return Ballot.objects.filter(assembly=one, state__in=(Ballot.State.STANDS, Ballot.State.PENDING))


def _by_building(heads: QuerySet[Head]) -> list[dict[str, Any]]:
    grouped = heads.values("building", "building__name", "building__order")
    counted = grouped.annotate(heads=Count("pk"), area=Sum("area_cm2"))
    return [dict(row) for row in counted.order_by("building__order", "building__name")]


def may_not_vote(person: Person, one: Assembly, at: datetime) -> str:
    """Why somebody who lives there has no ballot here, in one sentence; empty for those who have one."""
    if heads_of(person, one, at):
        return ""
    if HeadOwner.objects.filter(head__assembly=one, person=person).exists():
        return gettext("For your home somebody else of its owners votes: they were named for it.")
    return gettext("You are not on the roll of this vote. It was written down on the day of the notice.")


NOT_OVER = (Assembly.State.DRAFT, *Assembly.RUNNING, Assembly.State.CERTIFIED)


def concerns(person: Person, at: datetime) -> bool:
    """Whether there is a vote, drafted or running, where somebody lives or holds an office, has a task or a mandate."""
    theirs, day = standing(person), localdate(at)
    here = {tenure.estate_id for tenure in theirs.tenures_on(day)}
    reach = Q(estate__in=here) | Q(officials__person=person.pk) | Q(proxies__agent=person.pk)
    for office in theirs.offices_on(day):
        reach |= Q(estate__node__path__startswith=office.node.path)
    return Assembly.objects.filter(reach, state__in=NOT_OVER).exists()
