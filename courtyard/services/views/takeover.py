"""What the company that leaves hands over: a checklist for both sides."""

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from courtyard.core.errors import NotThere
from courtyard.people.middleware import PersonRequest
from courtyard.people.models import Person
from courtyard.services.actions import takeover as actions
from courtyard.services.contract_words import HANDOVER, calendar_of
from courtyard.services.forms.takeover import ThingForm
from courtyard.services.models import Contract, TakeoverItem
from courtyard.services.models.company import WORDS_MAX
from courtyard.services.permissions.takeover import (
    gives,
    may_begin_takeover,
    may_finish_takeover,
    may_give_thing,
    may_list_thing,
    may_miss_thing,
    may_receive_thing,
    may_see_takeover,
    may_strike_thing,
    takes,
)
from courtyard.services.queries import takeover as queries
from courtyard.services.queries.contracts import day_of
from courtyard.services.takeover import said
from courtyard.services.views.contracts import at_form, find, posted
from courtyard.trail.deeds import require
from courtyard.web.deed_form import WordsForm
from courtyard.web.show import show

May = Callable[[Person, Contract, datetime], bool]


def _find(request: PersonRequest, code: str, pk: UUID, at: datetime) -> Contract:
    """A contract under which something is handed over, for those whom that concerns."""
    one = find(request, code, pk, at)
    if one.takeover_begun_on is None or not may_see_takeover(request.user, one, at):
        raise NotThere
    return one


def _see(one: Contract, thing: TakeoverItem | None = None) -> HttpResponse:
    """Back to the list, where one was."""
    address = reverse("services:takeover", args=[one.estate.node.code, one.pk])
    return HttpResponse(status=303, headers={"Location": f"{address}#i-{thing.pk.hex}" if thing else address})


@require_GET
def takeover(request: PersonRequest, code: str, pk: UUID) -> HttpResponse:
    at = now()
    one = _find(request, code, pk, at)
    person, going = request.user, one.takeover_done_on is None
    things = queries.things_of(one)
    there = [thing for thing in things if not thing.struck_why]
    received = sum(thing.received_at is not None for thing in there)
    gives_, takes_ = going and gives(person, one, at), going and takes(person, one, at)
    calendar = calendar_of(one, day_of(one.estate, at))
    groups = [(label, [(said(thing), thing) for thing in rows]) for label, rows in queries.by_kind(things)]
    context = {
        "contract": one, "estate": one.estate, "groups": groups, "all": len(there), "received": received,
        "missing": [(thing.position, said(thing)) for thing in there if thing.missing],
        "struck": [(said(thing), thing) for thing in things if thing.struck_why], "going": going,
        "due": next((row for row in calendar if row.name == HANDOVER), None),
        "may": {"give": gives_, "take": takes_, "list": gives_ or takes_}, "complete": received == len(there),
    }  # fmt: skip
    return show(request, "services/takeover.html", context)


@require_POST
def begin_takeover(request: PersonRequest, code: str, pk: UUID) -> HttpResponse:
    at = now()
    one = find(request, code, pk, at)
    require(may_begin_takeover, request.user, one, at)
    return _see(actions.begin_takeover(one.pk, by=request.user, at=at))


@require_http_methods(["GET", "POST"])
def list_thing(request: PersonRequest, code: str, pk: UUID) -> HttpResponse:
    at = now()
    one = _find(request, code, pk, at)
    require(may_list_thing, request.user, one, at)
    form = ThingForm(posted(request))
    if form.is_valid():
        with at_form(form):
            thing = actions.list_thing(one.pk, form.thing(), by=request.user, at=at)
        if form.is_valid():
            return _see(one, thing)
    return show(request, "services/list_thing.html", {"estate": one.estate, "contract": one, "form": form})


def _thing(
    request: PersonRequest, code: str, pk: UUID, thing: UUID, may: May
) -> tuple[Contract, TakeoverItem, datetime]:
    at = now()
    one = _find(request, code, pk, at)
    require(may, request.user, one, at)
    return one, get_object_or_404(TakeoverItem, pk=thing, contract=one), at


@require_http_methods(["GET", "POST"])
def strike_thing(request: PersonRequest, code: str, pk: UUID, thing: UUID) -> HttpResponse:
    one, found, at = _thing(request, code, pk, thing, may_strike_thing)
    form = WordsForm(posted(request), label=gettext("Why does it not belong on the list?"), most=WORDS_MAX)
    if form.is_valid():
        with at_form(form):
            actions.strike_thing(found.pk, reason=form.cleaned_data["words"], by=request.user, at=at)
        if form.is_valid():
            return _see(one)
    context = {"estate": one.estate, "contract": one, "form": form, "thing": found, "said": said(found)}
    return show(request, "services/strike_thing.html", context)


@require_POST
def give_thing(request: PersonRequest, code: str, pk: UUID, thing: UUID) -> HttpResponse:
    one, found, at = _thing(request, code, pk, thing, may_give_thing)
    return _see(one, actions.give_thing(found.pk, by=request.user, at=at))


@require_POST
def receive_thing(request: PersonRequest, code: str, pk: UUID, thing: UUID) -> HttpResponse:
    one, found, at = _thing(request, code, pk, thing, may_receive_thing)
    return _see(one, actions.receive_thing(found.pk, by=request.user, at=at))


@require_http_methods(["GET", "POST"])
def miss_thing(request: PersonRequest, code: str, pk: UUID, thing: UUID) -> HttpResponse:
    one, found, at = _thing(request, code, pk, thing, may_miss_thing)
    form = WordsForm(
        posted(request), label=gettext("What is known of it?"), most=WORDS_MAX,
        help_text=gettext("Both sides read this. It stays on the list, and is owed until it is handed over."),
    )  # fmt: skip
    if form.is_valid():
        with at_form(form):
            actions.miss_thing(found.pk, reason=form.cleaned_data["words"], by=request.user, at=at)
        if form.is_valid():
            return _see(one, found)
    context = {"estate": one.estate, "contract": one, "form": form, "thing": found, "said": said(found)}
    return show(request, "services/miss_thing.html", context)


@require_POST
def finish_takeover(request: PersonRequest, code: str, pk: UUID) -> HttpResponse:
    at = now()
    one = _find(request, code, pk, at)
    require(may_finish_takeover, request.user, one, at)
    return _see(actions.finish_takeover(one.pk, by=request.user, at=at))
