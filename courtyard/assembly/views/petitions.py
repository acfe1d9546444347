"""Petitions: the list, one with both its counts, and what an owner can do about it."""

from datetime import datetime
from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.utils.timezone import now
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from courtyard.assembly import actions, queries, rules
from courtyard.assembly.forms.petitions import BeginForm, WithdrawForm
from courtyard.assembly.models import Petition
from courtyard.assembly.permissions import (
    may_begin_petition,
    may_convene,
    may_read_list,
    may_sign_petition,
    may_withdraw_petition,
)
from courtyard.assembly.views.pages import find_estate, posted
from courtyard.core.errors import NotThere
from courtyard.people.middleware import PersonRequest
from courtyard.people.models import Person
from courtyard.trail.deeds import require
from courtyard.web.refusals import said_on
from courtyard.web.show import show

S = Petition.State


def _find(request: PersonRequest, code: str, pk: UUID, at: datetime) -> Petition:
    one = queries.find_petition(request.user, code, pk, at)
    if one is None:
        raise NotThere
    return one


def _see(one: Petition) -> HttpResponse:
    address = reverse("assembly:petition", args=[one.estate.node.code, one.pk])
    return HttpResponse(status=303, headers={"Location": address})


@require_GET
def petitions(request: PersonRequest, code: str) -> HttpResponse:
    """What owners ask to be decided."""
    estate, at = find_estate(code), now()
    if not may_read_list(request.user, estate, at):
        raise NotThere
    context = {
        "estate": estate, "petitions": queries.petitions_of(estate),
        "may_begin": may_begin_petition(request.user, estate, at),
    }  # fmt: skip
    return show(request, "assembly/petitions.html", context)


@require_http_methods(["GET", "POST"])
def begin_petition(request: PersonRequest, code: str) -> HttpResponse:
    estate, at = find_estate(code), now()
    require(may_begin_petition, request.user, estate, at)
    form = BeginForm(posted(request), estate=estate)
    if form.is_valid():
        with said_on(form):
            begun = actions.begin_petition(form.wish(), by=request.user, at=at)
        if form.is_valid():
            return _see(begun)
    return show(request, "assembly/begin_petition.html", {"estate": estate, "form": form})


@require_GET
def petition(request: PersonRequest, code: str, pk: UUID) -> HttpResponse:
    """What is asked for, both counts against the threshold, and what comes of it."""
    at = now()
    one = _find(request, code, pk, at)
    reckoned = queries.reckoned(one, at)
    matter = rules.book_of(one).matters.get(one.matter)
    context = {
        "petition": one, "estate": one.estate, "reckoned": reckoned, "matter": matter,
        "period": rules.book_of(one).periods["petition_convene"],
        "called": list(one.assemblies.order_by("drafted_at")), "may": _may(request.user, one, at),
    }  # fmt: skip
    return show(request, "assembly/petition.html", context)


def _may(person: Person, one: Petition, at: datetime) -> dict[str, bool]:
    is_open = one.state == S.OPEN and at < one.ends_at
    signed = queries.signed_by(one, person) is not None
    return {
        "sign": is_open and not signed and may_sign_petition(person, one, at),
        "unsign": is_open and signed,
        "signed": signed,
        "withdraw": one.state == S.OPEN and may_withdraw_petition(person, one, at),
        "convene": one.state == S.REACHED and may_convene(person, one.estate, at),
    }


@require_POST
def sign_petition(request: PersonRequest, code: str, pk: UUID) -> HttpResponse:
    at = now()
    return _see(actions.sign_petition(_find(request, code, pk, at).pk, by=request.user, at=at))


@require_POST
def unsign_petition(request: PersonRequest, code: str, pk: UUID) -> HttpResponse:
    at = now()
    return _see(actions.unsign_petition(_find(request, code, pk, at).pk, by=request.user, at=at))


@require_http_methods(["GET", "POST"])
def withdraw_petition(request: PersonRequest, code: str, pk: UUID) -> HttpResponse:
    at = now()
    one = _find(request, code, pk, at)
    require(may_withdraw_petition, request.user, one, at)
    form = WithdrawForm(posted(request))
    if form.is_valid():
        return _see(actions.withdraw_petition(one.pk, words=form.cleaned_data["words"], by=request.user, at=at))
    return show(request, "assembly/withdraw_petition.html", {"petition": one, "estate": one.estate, "form": form})
