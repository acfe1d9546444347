"""What befalls whole buildings: announced, brought up to date, ended, and followed."""

from datetime import timedelta
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.timezone import localtime, now
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from courtyard.cases import actions, queries, rules
from courtyard.cases.forms.desk import EndForm, IncidentForm, UpdateForm
from courtyard.cases.models import INCIDENT_BUILDINGS_MAX, Incident, IncidentFollow
from courtyard.cases.permissions import may_announce, may_follow_incident, may_read_incidents, may_update
from courtyard.cases.views.pages import SeeOther, find_estate, onward, sent
from courtyard.core.errors import BadInput
from courtyard.people.middleware import PersonRequest
from courtyard.people.standing import standing
from courtyard.places.models import Building, Estate
from courtyard.trail.deeds import require
from courtyard.web.show import show


@require_GET
def incidents(request: PersonRequest, code: str) -> HttpResponse:
    """What is going on, what is announced, and what was."""
    estate, at = find_estate(code), now()
    require(may_read_incidents, request.user, estate, at)
    context = {
        "estate": estate,
        "going": queries.incidents_of(estate, at),
        "past": queries.past_incidents(estate),
        "may_announce": may_announce(request.user, estate, at),
        "followed": _followed(request, estate),
        "lives_here": standing(request.user).lives_in(estate.pk, at),
    }
    return show(request, "cases/incidents.html", context)


def _followed(request: PersonRequest, estate: Estate) -> set[UUID]:
    return set(IncidentFollow.objects.filter(estate=estate, person=request.user).values_list("incident", flat=True))


@require_http_methods(["GET", "POST"])
def announce(request: PersonRequest, code: str) -> HttpResponse:
    """The desk says once what everybody would report."""
    estate, at = find_estate(code), now()
    require(may_announce, request.user, estate, at)
    begins = localtime(at).replace(second=0, microsecond=0)
    form = IncidentForm(
        *sent(request)[:1],
        buildings=list(Building.objects.filter(estate=estate)[:INCIDENT_BUILDINGS_MAX]),
        categories=rules.categories(estate),
        initial={"starts_at": begins, "expected_until": begins + timedelta(hours=4)},
    )
    if form.is_valid():
        try:
            actions.announce(form.said(estate), by=request.user, at=at)
            return SeeOther(reverse("cases:incidents", args=[code]))
        except BadInput as wrong:
            form.refuse(wrong)
    return show(request, "cases/announce.html", {"estate": estate, "form": form})


def _incident(code: str, pk: UUID) -> Incident:
    return get_object_or_404(Incident.objects.select_related("estate__node"), pk=pk, estate__node__code=code)


@require_http_methods(["GET", "POST"])
def update_incident(request: PersonRequest, code: str, pk: UUID) -> HttpResponse:
    """Longer or shorter than thought, or better known."""
    one, at = _incident(code, pk), now()
    require(may_update, request.user, one, at)
    form = UpdateForm(*sent(request)[:1], incident=one)
    if form.is_valid():
        try:
            actions.update(one.pk, **form.cleaned_data, by=request.user, at=at)
            return SeeOther(reverse("cases:incidents", args=[code]))
        except BadInput as wrong:
            form.refuse(wrong)
    context = {"estate": one.estate, "incident": one, "form": form, "end_form": EndForm()}
    return show(request, "cases/update_incident.html", context)


@require_POST
def end_incident(request: PersonRequest, code: str, pk: UUID) -> HttpResponse:
    """It is over."""
    one, at = _incident(code, pk), now()
    require(may_update, request.user, one, at)
    form = EndForm(request.POST)
    if form.is_valid():
        actions.end(one.pk, words=form.cleaned_data["words"], by=request.user, at=at)
        return SeeOther(reverse("cases:incidents", args=[code]))
    context = {"estate": one.estate, "incident": one, "form": UpdateForm(incident=one), "end_form": form}
    return show(request, "cases/update_incident.html", context)


@require_POST
def follow_incident(request: PersonRequest, code: str, pk: UUID) -> HttpResponse:
    """Instead of reporting it once more."""
    one = _incident(code, pk)
    require(may_follow_incident, request.user, one, now())
    actions.follow_incident(one.pk, by=request.user, at=now())
    return SeeOther(onward(request, reverse("cases:incidents", args=[code])))
