"""Who holds which office in a place: giving, ending, and a first code on paper for whoever comes new."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.timezone import localdate, now
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from courtyard.core.errors import NotThere
from courtyard.people import queries
from courtyard.people.actions import codes
from courtyard.people.actions import offices as actions
from courtyard.people.actions.officers import add_officer
from courtyard.people.forms.codes import PrintResetForm
from courtyard.people.forms.offices import NOBODY, AppointForm, EndOfficeForm
from courtyard.people.middleware import PersonRequest
from courtyard.people.models import Office
from courtyard.people.permissions.codes import may_print_reset
from courtyard.people.permissions.offices import kinds_to_appoint, may_end_office, may_see_offices
from courtyard.people.views.codes import sheet
from courtyard.places.models import Node
from courtyard.web.refusals import said_on
from courtyard.web.show import show


@require_GET
def offices(request: PersonRequest, code: str) -> HttpResponse:
    at = now()
    node = queries.node_for(may_see_offices, request.user, code, at)
    held, former = queries.offices_at(node, at)
    rows = [
        {
            "office": office,
            "may_end": may_end_office(request.user, office, at),
            "may_print": may_print_reset(request.user, office.person, node, at),
        }
        for office in held
    ]
    may_appoint = bool(kinds_to_appoint(request.user, node, at))
    return show(
        request, "people/offices.html", {"node": node, "rows": rows, "former": former, "may_appoint": may_appoint}
    )


@require_http_methods(["GET", "POST"])
def appoint(request: PersonRequest, code: str) -> HttpResponse:
    """Somebody who signs in already, or somebody new, who gets their first code from the list of offices."""
    node = queries.node_for(may_see_offices, request.user, code, now())
    kinds = kinds_to_appoint(request.user, node, now())
    if not kinds:
        raise NotThere
    form = AppointForm(request.POST or None, kinds=kinds, today=localdate())
    if form.is_valid():
        with said_on(form):
            if _appointed(request, node, form):
                return redirect("people:offices", code=code)
    return show(request, "people/appoint.html", {"form": form, "node": node})


def _appointed(request: PersonRequest, node: Node, form: AppointForm) -> bool:
    given = form.cleaned_data
    said: dict[str, Any] = {"by": request.user, "at": now(), **{k: given[k] for k in ("kind", "since", "until")}}
    if given["name"]:
        add_officer(node.pk, name=given["name"], phone=given["phone"], **said)
        return True
    whom = queries.signs_in_with(given["sign_in_name"])
    if whom is None:
        form.add_error("sign_in_name", NOBODY)
        return False
    actions.appoint(node.pk, whom, **said)
    return True


@require_http_methods(["GET", "POST"])
def end_office(request: PersonRequest, code: str, office_id: UUID) -> HttpResponse:
    office = _office(request, code, office_id)
    if not may_end_office(request.user, office, now()):
        raise NotThere
    form = EndOfficeForm(request.POST or None, today=localdate())
    if form.is_valid():
        with said_on(form):
            actions.end_office(office.pk, by=request.user, at=now(), until=form.cleaned_data["until"])
            mine = office.person_id == request.user.pk
            return redirect("people:me") if mine else redirect("people:offices", code=code)
    return show(request, "people/end_office.html", {"form": form, "office": office, "node": office.node})


@never_cache
@require_http_methods(["GET", "POST"])
def print_code(request: PersonRequest, code: str, office_id: UUID) -> HttpResponse:
    """The first way in for a new officer, and a new one for whoever lost theirs."""
    office = _office(request, code, office_id)
    person = office.person
    if not may_print_reset(request.user, person, office.node, now()):
        raise NotThere
    form = PrintResetForm(request.POST or None, officer=True)
    shown = {"form": form, "node": office.node, "person": person, "office": office}
    if form.is_valid():
        seen = form.cleaned_data["identity_seen"]
        letter = codes.print_reset(person.pk, office.node_id, by=request.user, at=now(), identity_seen=seen)
        shown |= {"sheet": sheet(request, letter), "printed": letter.printed}
        return show(request, "people/officers_letter.html", shown)
    return show(request, "people/print_code.html", shown)


def _office(request: PersonRequest, code: str, office_id: UUID) -> Office:
    node = queries.node_for(may_see_offices, request.user, code, now())
    office: Office = get_object_or_404(Office.objects.select_related("node", "person").filter(node=node), pk=office_id)
    return office
