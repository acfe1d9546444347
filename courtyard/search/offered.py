"""What the floors below have that can be searched: places, homes of a register, offices; a resident by full name."""

import operator
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from functools import reduce
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q
from django.db.models.query import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.utils.translation import gettext, override, pgettext
from django.utils.translation import gettext_lazy as _

from courtyard.core.masking import masked_name
from courtyard.people.events.offices import Appointed, OfficeEnded
from courtyard.people.events.privacy import NameCorrectionSettled
from courtyard.people.events.registering import PersonsConfirmedOne
from courtyard.people.models import Office, Person, Tenure
from courtyard.people.permissions.offices import may_see_offices
from courtyard.people.permissions.privacy import RESIDENTS
from courtyard.people.permissions.registering import READERS
from courtyard.people.standing import standing
from courtyard.places.events import EstateAdded, HomeAdded, HomeCorrected, HomesAdded, HomesTakenBack, NodeAdded
from courtyard.places.models import Home, Node
from courtyard.places.queries import homes_visible_to
from courtyard.search.models import Entry
from courtyard.search.registers import (
    EVERYBODY,
    Hit,
    Lookup,
    Searchable,
    Words,
    last_of_path,
    mark,
    marks_of_path,
)
from courtyard.trail.models import Line
from courtyard.web.templatetags.courtyard import named

NAME_MIN = 2
RESIDENTS_MAX = 25


def frame(request: HttpRequest) -> Mapping[str, Any]:
    """The way to the search, for whoever is signed in."""
    if not request.user.is_authenticated:
        return {}
    return {"search": reverse("search:search"), "search_label": pgettext("button", "Search")}


def ids_of(rows: "QuerySet[Any]", after: UUID | None, most: int) -> Sequence[UUID]:
    """The next ids of a table, in their order."""
    rest = rows.filter(pk__gt=after) if after else rows
    return list(rest.order_by("pk").values_list("pk", flat=True)[:most])


# Places of the tree, which are public


def node_words(ids: Collection[UUID]) -> Iterator[Words]:
    for node in Node.objects.filter(pk__in=ids).select_related("estate"):
        yield Words(node.pk, _since(node.pk), node.name, _about_node(node), (EVERYBODY,))


def _since(pk: UUID) -> datetime:
    """When an id of version 7 was made."""
    return datetime.fromtimestamp((pk.int >> 80) / 1000, tz=now().tzinfo)


def _about_node(node: Node) -> str:
    estate = getattr(node, "estate", None)
    more = (estate.address, estate.desk_place) if estate else ()
    return "\n".join(filter(None, (node.name_en, node.code, *more)))


def nodes_seen(person: Person, at: datetime, ids: Collection[UUID]) -> Iterator[Hit]:
    for node in Node.objects.filter(pk__in=ids).select_related("estate"):
        link = reverse("places:tree", args=[node.code])
        kind = str(node.get_kind_display())
        yield Hit(node.pk, _since(node.pk), node.name, link, _about_node(node), kind, named(node))


NODES = Searchable(
    name="places.nodes",
    label=_("Places"),
    icon="mark",
    events=frozenset({NodeAdded.NAME, EstateAdded.NAME}),
    words=node_words,
    every=lambda after, most: ids_of(Node.objects.all(), after, most),
    reach=lambda person, at: (EVERYBODY,),
    visible=nodes_seen,
    order=80,
)


# Homes, for those who work with the register, and their own people


def home_words(ids: Collection[UUID]) -> Iterator[Words]:
    for home in Home.objects.filter(pk__in=ids).with_place().select_related("estate__node"):
        marks = marks_of_path("register", home.estate.node.path) | {mark("home", home.pk)}
        yield Words(home.pk, _since(home.pk), home.label, home.estate.node.name, marks)


def homes_touched(line: Line) -> Iterator[UUID]:
    if line.kind in {HomeAdded.NAME, HomeCorrected.NAME}:
        yield line.about
    elif line.kind == HomesAdded.NAME:
        batch = line.fields["batch"]
        homes = Home.objects.filter(estate=line.node)
        yield from (homes.filter(batch=batch) if batch else homes).values_list("pk", flat=True)
    else:
        there = Exists(Home.objects.filter(pk=OuterRef("about")))
        yield from Entry.objects.filter(~there, kind=HOMES.name).values_list("about", flat=True)


def homes_reach(person: Person, at: datetime) -> set[str]:
    theirs, day = standing(person), localdate(at)
    offices = (office for office in theirs.offices_on(day) if office.kind in READERS)
    own = {mark("home", tenure.home_id) for tenure in theirs.tenures_on(day)}
    return own | {last_of_path("register", office.node.path) for office in offices}


def homes_seen(person: Person, at: datetime, ids: Collection[UUID]) -> Iterator[Hit]:
    for home in homes_visible_to(person, at).filter(pk__in=ids):
        node = home.estate.node
        link = reverse("places:home", args=[node.code, home.pk])
        yield Hit(home.pk, _since(home.pk), home.label, link, node.name, named(node))


HOMES = Searchable(
    name="places.homes",
    label=_("Homes"),
    icon="home",
    events=frozenset({HomeAdded.NAME, HomesAdded.NAME, HomeCorrected.NAME, HomesTakenBack.NAME}),
    words=home_words,
    every=lambda after, most: ids_of(Home.objects.all(), after, most),
    reach=homes_reach,
    visible=homes_seen,
    touched=homes_touched,
    order=60,
)


# Who holds which office, for those who hold one there or above


def office_words(ids: Collection[UUID]) -> Iterator[Words]:
    for office in Office.objects.filter(pk__in=ids).select_related("person", "node"):
        marks = marks_of_path("office", office.node.path)
        yield Words(office.pk, _since(office.pk), office.person.name, _about_office(office), marks)


def _about_office(office: Office) -> str:
    """The office in both languages: whoever types its name types it in their own."""
    kinds = []
    for language in ("zh-hans", "en"):
        with override(language):
            kinds.append(str(office.get_kind_display()))
    return "\n".join((*kinds, office.node.name, office.node.name_en))


def offices_touched(line: Line) -> Iterable[UUID]:
    """Each line belongs to a person: one appointed, or one whose name changed."""
    return Office.objects.filter(person=line.whom).values_list("pk", flat=True)


def offices_reach(person: Person, at: datetime) -> set[str]:
    return {last_of_path("office", office.node.path) for office in standing(person).offices_on(localdate(at))}


def offices_seen(person: Person, at: datetime, ids: Collection[UUID]) -> Iterator[Hit]:
    held = Office.objects.on(localdate(at)).filter(pk__in=ids).select_related("person", "node")
    for office in held:
        if may_see_offices(person, office.node, at):
            link = reverse("people:offices", args=[office.node.code])
            note = gettext("{office}, {place}").format(office=office.get_kind_display(), place=named(office.node))
            yield Hit(office.pk, _since(office.pk), office.person.name, link, _about_office(office), note)


OFFICES = Searchable(
    name="people.offices",
    label=_("Offices"),
    icon="me",
    events=frozenset({Appointed.NAME, OfficeEnded.NAME, NameCorrectionSettled.NAME, PersonsConfirmedOne.NAME}),
    words=office_words,
    every=lambda after, most: ids_of(Office.objects.all(), after, most),
    reach=offices_reach,
    visible=offices_seen,
    touched=offices_touched,
    order=70,
)


# A resident by their full name, for whoever keeps the register: parts of names find nobody, as on its own page


def residents_named(person: Person, at: datetime, text: str) -> Sequence[Hit]:
    paths = [office.node.path for office in standing(person).offices_on(localdate(at)) if office.kind in RESIDENTS]
    if not paths or len(text) < NAME_MIN:
        return ()
    there = reduce(operator.or_, (Q(estate__node__path__startswith=path) for path in paths))
    held = Tenure.objects.on(localdate(at)).filter(there, person__name=text)
    rows = held.select_related("person", "home__building", "home__entrance", "estate__node").order_by("pk")
    return [_resident(tenure) for tenure in rows[:RESIDENTS_MAX]]


def _resident(tenure: Tenure) -> Hit:
    link = reverse("people:resident", args=[tenure.estate.code, tenure.person_id])
    note = gettext("{home}, {place}").format(home=tenure.home.label, place=named(tenure.estate.node))
    return Hit(tenure.pk, _since(tenure.pk), masked_name(tenure.person.name), link, note=note)


RESIDENTS_BY_NAME = Lookup(name="people.residents", label=_("Residents"), icon="letter", find=residents_named, order=50)

SEARCHABLES = (HOMES, OFFICES, NODES)
LOOKUPS = (RESIDENTS_BY_NAME,)
