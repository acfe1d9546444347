"""Reception days: when the committee receives owners, and what was asked there."""

from datetime import datetime
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.timezone import now
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_http_methods

from courtyard.committee.actions import receptions as actions
from courtyard.committee.forms.business import AnnounceForm, HoldForm, ReasonForm
from courtyard.committee.models import Reception
from courtyard.committee.permissions.business import (
    may_announce_reception,
    may_drop_reception,
    may_hold_reception,
    may_read_receptions,
    receives,
)
from courtyard.committee.queries import business as queries
from courtyard.committee.views.committee import find_estate, posted, see
from courtyard.people.middleware import PersonRequest
from courtyard.people.models import Person
from courtyard.trail.deeds import require
from courtyard.web.refusals import said_on
from courtyard.web.show import show


@require_GET
def receptions(request: HttpRequest, code: str) -> HttpResponse:
    """The days are public; what was asked there is for whoever lives, owns or holds an office there."""
    estate, at = find_estate(code), now()
    person = request.user if isinstance(request.user, Person) else None
    context = {
        "estate": estate, "ahead": queries.receptions_ahead(estate, at), "past": queries.receptions_past(estate, at),
        "at": at, "reads": person is not None and may_read_receptions(person, estate, at),
        "announces": person is not None and may_announce_reception(person, estate, at),
        "receives": person is not None and receives(person, estate, at),
    }  # fmt: skip
    return show(request, "committee/receptions.html", context)


def _find(request: PersonRequest, code: str, pk: UUID) -> Reception:
    return get_object_or_404(Reception.objects.select_related("estate__node"), pk=pk, estate__node__code=code)


@require_http_methods(["GET", "POST"])
def announce_reception(request: PersonRequest, code: str) -> HttpResponse:
    estate, at = find_estate(code), now()
    require(may_announce_reception, request.user, estate, at)
    form = AnnounceForm(posted(request), place=_usual_place(queries.receptions_past(estate, at), estate.desk_place))
    if form.is_valid():
        with said_on(form):
            actions.announce_reception(form.announcement(estate), by=request.user, at=at)
        if form.is_valid():
            return see("receptions", code)
    return show(request, "committee/announce_reception.html", {"estate": estate, "form": form})


def _usual_place(past: list[Reception], otherwise: str) -> str:
    return past[0].place if past else otherwise


@require_http_methods(["GET", "POST"])
def hold_reception(request: PersonRequest, code: str, pk: UUID) -> HttpResponse:
    at: datetime = now()
    one = _find(request, code, pk)
    require(may_hold_reception, request.user, one, at)
    form = HoldForm(posted(request))
    if form.is_valid():
        given = form.cleaned_data
        with said_on(form):
            actions.hold_reception(
                one.pk, visitors=given["visitors"], words=given["words"], by=request.user, at=at
            )  # fmt: skip
        if form.is_valid():
            return see("receptions", code)
    return show(request, "committee/hold_reception.html", {"estate": one.estate, "reception": one, "form": form})


@require_http_methods(["GET", "POST"])
def drop_reception(request: PersonRequest, code: str, pk: UUID) -> HttpResponse:
    at = now()
    one = _find(request, code, pk)
    require(may_drop_reception, request.user, one, at)
    form = ReasonForm(posted(request), label=gettext("Why?"), help_text=gettext("Everybody reads this."))
    if form.is_valid():
        actions.drop_reception(one.pk, reason=form.cleaned_data["reason"], by=request.user, at=at)
        return see("receptions", code)
    return show(request, "committee/drop_reception.html", {"estate": one.estate, "reception": one, "form": form})
