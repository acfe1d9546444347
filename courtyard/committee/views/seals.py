"""The three seals: who keeps them, what they were put on, and each deed."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.timezone import now
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_http_methods

from courtyard.committee.actions import seals as actions
from courtyard.committee.forms.business import CutForm, PassForm, ReasonForm, UseForm
from courtyard.committee.models import Member, Seal
from courtyard.committee.permissions.business import (
    keeper_sits,
    keeps,
    may_cut_seal,
    may_end_seal,
    may_pass_seal,
    may_see_seals,
    may_use_seal,
    passes_on,
    seat_in,
)
from courtyard.committee.queries import business as queries
from courtyard.committee.queries.terms import acting, day_of
from courtyard.committee.views.committee import posted, see
from courtyard.core.errors import NotThere
from courtyard.people.middleware import PersonRequest
from courtyard.people.models import Person
from courtyard.people.queries import estate_for
from courtyard.trail.deeds import require
from courtyard.web.refusals import said_on
from courtyard.web.show import show


def _find(request: PersonRequest, code: str, pk: UUID, at: datetime) -> Seal:
    """A seal of an estate whose seals this reader may see."""
    estate = estate_for(may_see_seals, request.user, code, at)
    seal = get_object_or_404(Seal.objects.select_related("keeper__committee", "committee"), pk=pk, estate=estate)
    seal.estate = estate
    return seal


@require_GET
def seals(request: PersonRequest, code: str) -> HttpResponse:
    """Who keeps each, and the register of everything they were put on."""
    at = now()
    estate = estate_for(may_see_seals, request.user, code, at)
    kind, seat = request.GET.get("seal", ""), seat_in(request.user, estate)
    page = queries.uses_of(estate, request.GET.get("before", ""), kind)
    rows = [_row(request.user, seat, seal) for seal in queries.seals_of(estate)]
    context = {
        "estate": estate, "rows": rows, "ended": queries.ended_seals_of(estate), "kinds": Seal.Kind.choices,
        "kind": kind if kind in Seal.Kind.values else "",
        "page": page, "uses": [(use, day_of(estate, use.entered_at) > use.used_on) for use in page.rows],
        "sits": seat is not None, "may_cut": seat is not None and len(rows) < len(Seal.Kind),
    }  # fmt: skip
    return show(request, "committee/seals.html", context)


def _row(person: Person, seat: Member | None, seal: Seal) -> dict[str, Any]:
    return {
        "seal": seal, "sits": keeper_sits(seal), "mine": keeps(person, seal), "passes": passes_on(person, seat, seal),
    }  # fmt: skip


@require_http_methods(["GET", "POST"])
def cut_seal(request: PersonRequest, code: str) -> HttpResponse:
    at = now()
    estate = estate_for(may_see_seals, request.user, code, at)
    committee = acting(estate, request.user)
    if committee is None:
        raise NotThere
    require(may_cut_seal, request.user, committee, at)
    form = CutForm(posted(request), kinds=queries.free_kinds(estate), members=queries.keepers(estate))
    if form.is_valid():
        with said_on(form):
            actions.cut_seal(form.cut(), by=request.user, at=at)
        if form.is_valid():
            return see("seals", code)
    return show(request, "committee/cut_seal.html", {"estate": estate, "committee": committee, "form": form})


@require_http_methods(["GET", "POST"])
def pass_seal(request: PersonRequest, code: str, pk: UUID) -> HttpResponse:
    at = now()
    seal = _find(request, code, pk, at)
    require(may_pass_seal, request.user, seal, at)
    members = [one for one in queries.keepers(seal.estate, seal) if one.pk != seal.keeper_id]
    form = PassForm(posted(request), members=members)
    if form.is_valid():
        with said_on(form):
            actions.pass_seal(seal.pk, to=form.to(), by=request.user, at=at)
        if form.is_valid():
            return see("seals", code)
    return show(request, "committee/pass_seal.html", {"estate": seal.estate, "seal": seal, "form": form})


@require_http_methods(["GET", "POST"])
def use_seal(request: PersonRequest, code: str, pk: UUID) -> HttpResponse:
    """The decision first; without one there is nothing to fill in."""
    at = now()
    seal = _find(request, code, pk, at)
    require(may_use_seal, request.user, seal, at)
    resolutions, decisions = queries.resolutions_to_cite(seal.estate), queries.decisions_to_cite(seal.estate)
    form = UseForm(posted(request), today=day_of(seal.estate, at), resolutions=resolutions, decisions=decisions)
    if form.is_valid():
        with said_on(form):
            actions.use_seal(seal.pk, form.use(), by=request.user, at=at)
        if form.is_valid():
            return see("seals", code)
    context = {"estate": seal.estate, "seal": seal, "form": form, "any": bool(resolutions or decisions)}
    return show(request, "committee/use_seal.html", context)


@require_http_methods(["GET", "POST"])
def end_seal(request: PersonRequest, code: str, pk: UUID) -> HttpResponse:
    at = now()
    seal = _find(request, code, pk, at)
    require(may_end_seal, request.user, seal, at)
    form = ReasonForm(
        posted(request), label=gettext("What happened to the seal?"),
        help_text=gettext("Broken, replaced by another one, handed in to the housing office: where is it now?"),
    )  # fmt: skip
    if form.is_valid():
        actions.end_seal(seal.pk, reason=form.cleaned_data["reason"], by=request.user, at=at)
        return see("seals", code)
    return show(request, "committee/end_seal.html", {"estate": seal.estate, "seal": seal, "form": form})
