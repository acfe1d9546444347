"""What the owners let the committee spend by itself, what of it is left, and each expense."""

from datetime import datetime
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.timezone import now
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_http_methods

from courtyard.committee.actions import limits as actions
from courtyard.committee.forms.business import GiveForm, ReasonForm, SpendForm
from courtyard.committee.models import Limit
from courtyard.committee.permissions.business import (
    may_end_limit,
    may_give_limit,
    may_see_limits,
    may_use_limit,
)
from courtyard.committee.queries import business as queries
from courtyard.committee.queries.terms import day_of
from courtyard.committee.views.committee import posted, see
from courtyard.people.middleware import PersonRequest
from courtyard.people.queries import estate_for
from courtyard.trail.deeds import require
from courtyard.web.refusals import said_on
from courtyard.web.show import show


@require_GET
def limits(request: PersonRequest, code: str) -> HttpResponse:
    at = now()
    estate = estate_for(may_see_limits, request.user, code, at)
    rows = queries.limits_of(estate, at)
    context = {"estate": estate, "rows": rows, "may_give": may_give_limit(request.user, estate, at)}
    return show(request, "committee/limits.html", context)


def _find(request: PersonRequest, code: str, pk: UUID, at: datetime) -> Limit:
    estate = estate_for(may_see_limits, request.user, code, at)
    limit = get_object_or_404(Limit.objects.select_related("decision"), pk=pk, estate=estate)
    limit.estate = estate
    return limit


@require_http_methods(["GET", "POST"])
def give_limit(request: PersonRequest, code: str) -> HttpResponse:
    at = now()
    estate = estate_for(may_see_limits, request.user, code, at)
    require(may_give_limit, request.user, estate, at)
    decisions = queries.decisions_to_cite(estate)
    form = GiveForm(posted(request), decisions=decisions)
    if form.is_valid():
        with said_on(form):
            actions.give_limit(form.given(estate), by=request.user, at=at)
        if form.is_valid():
            return see("limits", code)
    return show(request, "committee/give_limit.html", {"estate": estate, "form": form, "any": bool(decisions)})


@require_http_methods(["GET", "POST"])
def use_limit(request: PersonRequest, code: str, pk: UUID) -> HttpResponse:
    at = now()
    limit = _find(request, code, pk, at)
    require(may_use_limit, request.user, limit, at)
    resolutions = queries.resolutions_to_cite(limit.estate, unspent=True)
    form = SpendForm(posted(request), today=day_of(limit.estate, at), resolutions=resolutions)
    if form.is_valid():
        with said_on(form):
            actions.use_limit(limit.pk, form.spending(), by=request.user, at=at)
        if form.is_valid():
            return see("limits", code)
    left = None if limit.total_fen is None else limit.total_fen - queries.spent_of(limit)
    context = {"estate": limit.estate, "limit": limit, "left": left, "form": form, "any": bool(resolutions)}
    return show(request, "committee/use_limit.html", context)


@require_http_methods(["GET", "POST"])
def end_limit(request: PersonRequest, code: str, pk: UUID) -> HttpResponse:
    at = now()
    limit = _find(request, code, pk, at)
    require(may_end_limit, request.user, limit, at)
    form = ReasonForm(posted(request), label=gettext("Why?"), help_text=gettext("Owners read this."))
    if form.is_valid():
        actions.end_limit(limit.pk, reason=form.cleaned_data["reason"], by=request.user, at=at)
        return see("limits", code)
    return show(request, "committee/end_limit.html", {"estate": limit.estate, "limit": limit, "form": form})
