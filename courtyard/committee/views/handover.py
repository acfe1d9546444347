"""Handovers: a checklist for both sides, each thing given and received by name, and the list on paper."""

from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from courtyard.assembly.attachments import PDF
from courtyard.committee import handing, printed
from courtyard.committee.actions import handover as actions
from courtyard.committee.actions import items as item_actions
from courtyard.committee.forms.papers import ListItemForm
from courtyard.committee.models import REASON_MAX, Handover, HandoverItem
from courtyard.committee.permissions.papers import (
    gives,
    may_finish_handover,
    may_hand_over,
    may_list_item,
    may_read_all_handovers,
    may_read_handover,
    may_receive,
    may_say_missing,
    may_say_nothing_kept,
    may_see_handovers,
    may_strike_item,
    readable,
    takes,
)
from courtyard.committee.queries import handover as queries
from courtyard.committee.queries.terms import day_of
from courtyard.committee.views.answers import as_file
from courtyard.committee.views.committee import posted
from courtyard.core.errors import NotThere
from courtyard.people.middleware import PersonRequest
from courtyard.people.models import Person
from courtyard.people.queries import estate_for
from courtyard.trail.deeds import require
from courtyard.web.deed_form import WordsForm
from courtyard.web.documents import pdf
from courtyard.web.refusals import said_on
from courtyard.web.show import show

OPEN = Handover.State.OPEN
May = Callable[[Person, Handover, datetime], bool]


def _find(request: PersonRequest, code: str, pk: UUID, at: datetime) -> Any:
    one = queries.find_handover(code, pk)
    if one is None or not may_read_handover(request.user, one, at):
        raise NotThere
    return one


def _see(one: Handover, item: HandoverItem | None = None) -> HttpResponse:
    """Back to the list, where one was."""
    address = reverse("committee:handover", args=[one.estate.node.code, one.pk])
    return HttpResponse(status=303, headers={"Location": f"{address}#i-{item.pk.hex}" if item else address})


def _context(one: Handover, **given: Any) -> dict[str, Any]:
    return {"handover": one, "estate": one.estate, "title": queries.title_of(one), **given}


@require_GET
def handovers(request: PersonRequest, code: str) -> HttpResponse:
    """What is handed over, and how far it is; what single members hand over is for those whom it concerns."""
    at = now()
    estate = estate_for(may_see_handovers, request.user, code, at)
    today = day_of(estate, at)
    found = queries.handovers_of(estate, members=may_read_all_handovers(request.user, estate, at), of=request.user)
    reads = readable(request.user, found, estate, at)
    rows = [(one, queries.title_of(one), one.pk in reads, *queries.state_of(one, today)) for one in found]
    return show(request, "committee/handovers.html", {"estate": estate, "rows": rows})


@require_GET
def handover(request: PersonRequest, code: str, pk: UUID) -> HttpResponse:
    """The checklist."""
    at = now()
    one = _find(request, code, pk, at)
    person, going = request.user, one.state == OPEN
    items = queries.items_of(one)
    may = {
        "give": going and gives(person, one, at), "take": going and takes(person, one, at),
        "list": going and may_list_item(person, one, at),
        "nothing": going and may_say_nothing_kept(person, one, at) and not one.received_items,
    }  # fmt: skip
    giver, taker = queries.sides_of(one)
    context = _context(
        one, groups=queries.by_kind(items), may=may, giver=giver, taker=taker,
        look=queries.state_of(one, day_of(one.estate, at)), complete=one.received_items == one.all_items,
    )  # fmt: skip
    return show(request, "committee/handover.html", context)


@require_http_methods(["GET", "POST"])
def list_item(request: PersonRequest, code: str, pk: UUID) -> HttpResponse:
    at = now()
    one = _find(request, code, pk, at)
    require(may_list_item, request.user, one, at)
    form = ListItemForm(posted(request))
    if form.is_valid():
        told = form.cleaned_data
        with said_on(form):
            item = item_actions.list_item(
                one.pk, kind=told["kind"], label=told["label"], form_id=told["id"], by=request.user, at=at
            )
        if form.is_valid():
            return _see(one, item)
    return show(request, "committee/list_item.html", _context(one, form=form))


def _item(request: PersonRequest, code: str, pk: UUID, item: UUID, may: May) -> tuple[Any, HandoverItem, datetime]:
    at = now()
    one = _find(request, code, pk, at)
    require(may, request.user, one, at)
    return one, get_object_or_404(HandoverItem, pk=item, handover=one), at


@require_http_methods(["GET", "POST"])
def strike_item(request: PersonRequest, code: str, pk: UUID, item: UUID) -> HttpResponse:
    one, found, at = _item(request, code, pk, item, may_strike_item)
    form = WordsForm(posted(request), label=gettext("Why does it not belong on the list?"), most=REASON_MAX)
    if form.is_valid():
        with said_on(form):
            item_actions.strike_item(found.pk, words=form.cleaned_data["words"], by=request.user, at=at)
        if form.is_valid():
            return _see(one)
    return show(request, "committee/strike_item.html", _context(one, form=form, said=handing.said(found)))


@require_POST
def hand_over(request: PersonRequest, code: str, pk: UUID, item: UUID) -> HttpResponse:
    one, found, at = _item(request, code, pk, item, may_hand_over)
    return _see(one, item_actions.hand_over(found.pk, by=request.user, at=at))


@require_POST
def receive(request: PersonRequest, code: str, pk: UUID, item: UUID) -> HttpResponse:
    one, found, at = _item(request, code, pk, item, may_receive)
    return _see(one, item_actions.receive(found.pk, by=request.user, at=at))


@require_http_methods(["GET", "POST"])
def say_missing(request: PersonRequest, code: str, pk: UUID, item: UUID) -> HttpResponse:
    one, found, at = _item(request, code, pk, item, may_say_missing)
    form = WordsForm(
        posted(request), label=gettext("What is known of it?"), most=REASON_MAX,
        help_text=gettext("Both sides read this. It stays on the list, and is owed until it is handed over."),
    )  # fmt: skip
    if form.is_valid():
        with said_on(form):
            item_actions.say_missing(found.pk, words=form.cleaned_data["words"], by=request.user, at=at)
        if form.is_valid():
            return _see(one, found)
    return show(request, "committee/say_missing.html", _context(one, form=form, said=handing.said(found)))


@require_POST
def finish_handover(request: PersonRequest, code: str, pk: UUID) -> HttpResponse:
    at = now()
    one = _find(request, code, pk, at)
    require(may_finish_handover, request.user, one, at)
    return _see(actions.finish_handover(one.pk, by=request.user, at=at))


@require_POST
def say_nothing_kept(request: PersonRequest, code: str, pk: UUID) -> HttpResponse:
    at = now()
    one = _find(request, code, pk, at)
    require(may_say_nothing_kept, request.user, one, at)
    return _see(actions.say_nothing_kept(one.pk, by=request.user, at=at))


@require_GET
def handover_pdf(request: PersonRequest, code: str, pk: UUID) -> HttpResponse:
    """The list on A4, for both sides to sign."""
    at = now()
    one = _find(request, code, pk, at)
    data = pdf("committee/handover", printed.handover(one, queries.items_of(one), day_of(one.estate, at)))
    return as_file(data, PDF, f"{code}-handover.pdf")
