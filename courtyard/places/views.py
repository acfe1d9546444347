"""The tree, which anybody may see, and an estate's register, for those who work with it."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, resolve_url
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from courtyard.places import actions, permissions, queries
from courtyard.places.forms import (
    AddBuildingForm,
    AddCommonPartForm,
    AddEntranceForm,
    AddEstateForm,
    AddHomeForm,
    AddNodeForm,
    AdoptRulesForm,
    CorrectHomeForm,
    FactsForm,
    SetSiteOfficeForm,
)
from courtyard.places.models import Building, Estate, EstateRules, Home, Node
from courtyard.places.registers import home_figures
from courtyard.places.rules import every_rule, rules_of, version_of
from courtyard.trail.deeds import require
from courtyard.web.refusals import said_on
from courtyard.web.registers import panels
from courtyard.web.show import show

WARN_DAYS = 90
asked = require_http_methods(["GET", "POST"])


@require_GET
def tree(request: HttpRequest, code: str = "") -> HttpResponse:
    node = get_object_or_404(Node, code=code) if code else None
    context = {
        "node": node,
        "above": list(Node.objects.above(node).exclude(pk=node.pk)) if node else [],
        "children": queries.children(node),
        "may_add": node is not None and permissions.may_add_node(request.user, node, now()),
        "panels": _panels(request, "tree", node) if node else [],
    }
    return show(request, "places/tree.html", context)


@asked
def add_node(request: HttpRequest, code: str) -> HttpResponse:
    parent = get_object_or_404(Node, code=code)
    require(permissions.may_add_node, request.user, parent, now())
    form = AddNodeForm(parent, request.POST or None)

    def add(data: dict[str, Any]) -> None:
        actions.add_node(parent.pk, by=request.user, at=now(), **data)

    return _asked(request, form, add, _("Add a place in {place}").format(place=parent.name), "places:tree", code)


@asked
def add_estate(request: HttpRequest, code: str) -> HttpResponse:
    parent = get_object_or_404(Node, code=code)
    require(permissions.may_add_estate, request.user, parent, now())
    form = AddEstateForm(request.POST or None)

    def add(data: dict[str, Any]) -> None:
        actions.add_estate(parent.pk, by=request.user, at=now(), **data)

    return _asked(request, form, add, _("Add an estate in {place}").format(place=parent.name), "places:tree", code)


# The register


@require_GET
def register(request: HttpRequest, code: str) -> HttpResponse:
    at = now()
    estate = queries.estate_with_register(code, request.user, at)
    buildings = queries.buildings(estate, _after(request))
    context = {
        "estate": estate,
        "figures": queries.figures(estate),
        "common_parts": list(estate.common_parts.all()),
        "may_keep": permissions.may_keep_register(request.user, estate, at),
        "panels": _panels(request, "register", estate),
        **_page(buildings, queries.BUILDINGS_A_PAGE, "buildings"),
    }
    return show(request, "places/register.html", context)


@require_GET
def building(request: HttpRequest, code: str, pk: UUID) -> HttpResponse:
    at = now()
    estate = queries.estate_with_register(code, request.user, at)
    house = get_object_or_404(Building, estate=estate, pk=pk)
    page = _page(queries.homes_of(house, _after(request)), queries.HOMES_A_PAGE, "homes")
    context = page | {
        "estate": estate,
        "building": house,
        "homes": queries.with_figures(page["homes"], at),
        "figures": [figure.label for figure in home_figures],
        "may_keep": permissions.may_keep_register(request.user, estate, at),
    }
    return show(request, "places/building.html", context)


@require_GET
def home(request: HttpRequest, code: str, pk: UUID) -> HttpResponse:
    one = _home(request, code, pk)
    context = {
        "estate": one.estate,
        "home": one,
        "may_keep": permissions.may_keep_register(request.user, one.estate, now()),
        "may_see_register": permissions.may_see_register(request.user, one.estate, now()),
        "panels": _panels(request, "home_of_register", one),
    }
    return show(request, "places/home.html", context)


@asked
def correct_home(request: HttpRequest, code: str, pk: UUID) -> HttpResponse:
    one = _home(request, code, pk)
    require(permissions.may_correct_home, request.user, one.estate, now())
    form = CorrectHomeForm(request.POST or None, initial=FactsForm.said(one))

    def correct(_data: dict[str, Any]) -> None:
        actions.correct_home(one.pk, facts=form.facts, by=request.user, at=now())

    return _asked(request, form, correct, _("Correct {home}").format(home=one.label), "places:home", code, pk)


@asked
def add_building(request: HttpRequest, code: str) -> HttpResponse:
    estate = _estate(request, code)
    form = AddBuildingForm(request.POST or None)

    def add(data: dict[str, Any]) -> None:
        actions.add_building(estate.pk, by=request.user, at=now(), **data)

    return _asked(request, form, add, _("Add a building"), "places:register", code)


@asked
def add_common_part(request: HttpRequest, code: str) -> HttpResponse:
    estate = _estate(request, code)
    form = AddCommonPartForm(request.POST or None)

    def add(data: dict[str, Any]) -> None:
        actions.add_common_part(estate.pk, by=request.user, at=now(), **data)

    return _asked(request, form, add, _("Add a common part"), "places:register", code)


@asked
def set_site_office(request: HttpRequest, code: str) -> HttpResponse:
    estate = _estate(request, code)
    form = SetSiteOfficeForm(request.POST or None, initial={"there": estate.site_office})

    def change(data: dict[str, Any]) -> None:
        actions.set_site_office(estate.pk, by=request.user, at=now(), **data)

    title = _("The property company’s office on the estate")
    return _asked(request, form, change, title, "places:register", code)


@asked
def add_entrance(request: HttpRequest, code: str, pk: UUID) -> HttpResponse:
    house = get_object_or_404(Building, estate=_estate(request, code), pk=pk)
    form = AddEntranceForm(request.POST or None)

    def add(data: dict[str, Any]) -> None:
        actions.add_entrance(house.pk, by=request.user, at=now(), **data)

    title = _("Add an entrance to {building}").format(building=house.name)
    return _asked(request, form, add, title, "places:building", code, pk)


@asked
def add_home(request: HttpRequest, code: str, pk: UUID) -> HttpResponse:
    house = get_object_or_404(Building, estate=_estate(request, code), pk=pk)
    form = AddHomeForm(house, request.POST or None)

    def add(_data: dict[str, Any]) -> None:
        actions.add_home(house.estate_id, spec=form.spec, by=request.user, at=now())

    title = _("Add a home to {building}").format(building=house.name)
    return _asked(request, form, add, title, "places:building", code, pk)


def _asked(
    request: HttpRequest, form: forms.Form, do: Callable[[dict[str, Any]], None], title: Any, back: str, *at: Any
) -> HttpResponse:
    """The form; once it can be used, the deed, and back to where it was asked from."""
    if form.is_valid():
        with said_on(form):
            do(form.cleaned_data)
        if form.is_valid():
            return redirect(back, *at)
    return show(request, "places/ask.html", {"form": form, "title": title, "back": resolve_url(back, *at)})


def _estate(request: HttpRequest, code: str) -> Estate:
    """The estate whose register the person keeps: one who only sees it is refused before they write."""
    estate = queries.estate_with_register(code, request.user, now())
    require(permissions.may_keep_register, request.user, estate, now())
    return estate


def _home(request: HttpRequest, code: str, pk: UUID) -> Home:
    return get_object_or_404(queries.homes_visible_to(request.user, now()), estate__node__code=code, pk=pk)


def _after(request: HttpRequest) -> UUID | None:
    try:
        return UUID(request.GET.get("after", ""))
    except ValueError:
        return None


def _page(rows: list[Any], most: int, name: str) -> dict[str, Any]:
    """A page of rows, and after which one the next page begins."""
    return {name: rows[:most], "after": rows[most - 1].pk if len(rows) > most else None}


def _panels(request: HttpRequest, place: str, thing: Any) -> list[dict[str, Any]]:
    """What floors above have to say on this page."""
    shown = ((panel, panel.context(request, thing)) for panel in panels if panel.place == place)
    return [{"template": panel.template, **context} for panel, context in shown if context is not None]


@require_GET
def rules(request: HttpRequest, code: str) -> HttpResponse:
    """The rules an estate lives under, each with where it stands and how sure we are of it."""
    estate, at = get_object_or_404(Estate.objects.select_related("node"), node__code=code), now()
    book = rules_of(estate)
    today = book.hours.day_of(at)
    context = {
        "estate": estate,
        "site_office": estate.site_office,
        "categories": list(book.categories.values()),
        "book": book,
        "version": version_of(estate),
        "clocks": [rule for rule in book.rules.values() if rule.in_force(today)],
        "periods": [period for period in book.periods.values() if period.in_force(today)],
        "duties": [duty for duty in book.duties.values() if duty.in_force(today)],
        "ending": [rule for rule in every_rule(book) if rule.ends_within(today, WARN_DAYS)],
        "adopted": list(EstateRules.objects.filter(estate=estate)[:10]),
        "may_adopt": permissions.may_adopt_rules(request.user, estate, at),
        "warn_days": WARN_DAYS,
    }
    return show(request, "places/rules.html", context)


@asked
def adopt_rules(request: HttpRequest, code: str) -> HttpResponse:
    """What the owners decided for themselves: which rule, how long, and where it is written."""
    estate, at = get_object_or_404(Estate.objects.select_related("node"), node__code=code), now()
    require(permissions.may_adopt_rules, request.user, estate, at)
    form = AdoptRulesForm(request.POST if request.method == "POST" else None, book=rules_of(estate))
    if form.is_valid():
        given = {"title": form.cleaned_data["title"], "adopted_on": form.cleaned_data["adopted_on"]}
        with said_on(form):
            actions.adopt_rules(estate.pk, **given, items=form.items_given(), by=request.user, at=at)
            return redirect("places:rules", code)
    return show(request, "places/adopt_rules.html", {"estate": estate, "form": form})
