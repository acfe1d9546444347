"""What people tell the places: which offices change and see them, and how many own a home."""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib.auth.models import AnonymousUser
from django.db.models import Count, Q
from django.http import HttpRequest
from django.utils.timezone import localdate, now
from django.utils.translation import gettext_lazy as _

from courtyard.people import frame
from courtyard.people.models import Import, Person, Tenure
from courtyard.people.permissions import registering
from courtyard.people.permissions.offices import kinds_to_appoint
from courtyard.people.permissions.privacy import may_see_residents
from courtyard.people.queries import Hat
from courtyard.people.standing import standing
from courtyard.places.models import Estate, Home, Node
from courtyard.places.registers import HomeFigure, Right, Sight, home_figures, rights, sights
from courtyard.web.registers import Panel, panels


def tell() -> None:
    rights.add(Right("shape_tree", registering.may_shape_tree))
    rights.add(Right("keep_register", registering.may_keep_homes))
    rights.add(Right("see_register", registering.may_see_homes))
    rights.add(Right("adopt_rules", registering.may_write_rules))
    sights.add(Sight("people", homes_seen))
    panels.add(Panel("people.register", "register", "people/_of_register.html", of_register))
    panels.add(Panel("people.owners", "home_of_register", "people/_of_home.html", of_home))
    panels.add(Panel("people.offices", "tree", "people/_of_place.html", of_place))
    panels.add(Panel("people.officers", "node", "people/_of_place.html", of_place, order=90))
    panels.add(Panel("people.desk_offices", "home.more", "people/_of_place.html", of_hat, order=90))
    home_figures.add(HomeFigure("people.owners", _("Owners"), owners))


def homes_seen(person: Person | AnonymousUser, at: datetime) -> Q:
    """The person's own homes, and those of registers they work with."""
    here = standing(person)
    seen = Q(pk__in=[tenure.home_id for tenure in here.tenures_on(localdate(at))])
    for office in here.offices_on(localdate(at)):
        if office.kind in registering.READERS:
            seen |= Q(estate__node__path__startswith=office.node.path)
    return seen


def owners(homes: Collection[UUID], at: datetime) -> Mapping[UUID, int]:
    """How many own each home on that day. Who they are is another question."""
    held = Tenure.objects.on(localdate(at)).owning().filter(home__in=homes)
    return dict(held.values_list("home").annotate(count=Count("person", distinct=True)))


def of_place(request: HttpRequest, node: Node) -> Mapping[str, Any] | None:
    """The way to the offices held there, for whoever appoints to one."""
    person = request.user
    if not isinstance(person, Person) or not kinds_to_appoint(person, node, now()):
        return None
    return {"node": node}


def of_hat(request: HttpRequest, hat: Hat | None) -> Mapping[str, Any] | None:
    """The ways to the residents and to the offices of where they are at."""
    if not hat or not hat.node:
        return None
    told = {"residents": frame.residents(request), **(of_place(request, hat.node) or {})}
    return told if any(told.values()) else None


def of_register(request: HttpRequest, estate: Estate) -> Mapping[str, Any] | None:
    """Ways into the register's import, for whoever keeps it."""
    person = request.user
    if not isinstance(person, Person) or not registering.may_upload(person, estate, now()):
        return None
    return {
        "estate": estate,
        "may_export": registering.may_export_register(person, estate, now()),
        "waiting": Import.objects.filter(estate=estate, state=Import.State.PREVIEWED).order_by("-uploaded_at")[:5],
    }


def of_home(request: HttpRequest, home: Home) -> Mapping[str, Any] | None:
    """Who holds the home, masked; for its own people and for whoever keeps the register."""
    at, person = now(), request.user
    mine = {tenure.home_id for tenure in standing(person).tenures_on(localdate(at))}
    keeps = isinstance(person, Person) and may_see_residents(person, home.estate, at)
    if home.pk not in mine and not keeps:
        return None
    held = Tenure.objects.on(localdate(at)).filter(home=home).select_related("person").order_by("since", "pk")
    return {"estate": home.estate, "home": home, "tenures": held, "keeps": keeps}
