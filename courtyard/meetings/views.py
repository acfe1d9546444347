"""Pages of meetings: the list, the agenda, the minutes on screen and on A4, and each deed."""

from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.timezone import now
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from courtyard.core.errors import BadInput, NotThere
from courtyard.duties.queries import said as duty_said
from courtyard.meetings import actions, queries
from courtyard.meetings.actions import Item
from courtyard.meetings.forms import AttendForm, CancelForm, ItemForm, PlanForm, PublishForm, SettleForm
from courtyard.meetings.models import AgendaItem, Meeting, PartyMark, Presence
from courtyard.meetings.permissions import (
    may_acknowledge,
    may_attend,
    may_call,
    may_cancel,
    may_convene,
    may_finish,
    may_move_up,
    may_plan,
    may_prepare,
    may_publish,
    may_put_on,
    may_read,
    may_read_list,
    may_replan,
    may_settle,
    may_take_off,
    speaks_for,
)
from courtyard.meetings.registers import kinds, sources
from courtyard.people.middleware import PersonRequest
from courtyard.people.models import Person
from courtyard.places.models import Estate
from courtyard.trail.deeds import require
from courtyard.web.show import show


def _estate(code: str) -> Estate:
    return get_object_or_404(Estate.objects.select_related("node"), node__code=code)


def _meeting(request: PersonRequest, code: str, pk: UUID, at: datetime) -> Meeting:
    """A meeting this reader may know of."""
    meetings = Meeting.objects.select_related("estate__node").prefetch_related("marks")
    found = get_object_or_404(meetings, pk=pk, estate__node__code=code)
    if not may_read(request.user, found, at):
        raise NotThere
    return found


def _see(meeting: Meeting, name: str = "meeting") -> HttpResponse:
    address = reverse(f"meetings:{name}", args=[meeting.estate.node.code, meeting.pk])
    return HttpResponse(status=303, headers={"Location": address})


def _posted(request: PersonRequest) -> Any:
    return request.POST if request.method == "POST" else None


@require_GET
def meetings(request: PersonRequest, code: str) -> HttpResponse:
    """What is called, and what was settled at the last ones."""
    estate, at = _estate(code), now()
    if not may_read_list(request.user, estate, at):
        raise NotThere
    prepared = may_plan(request.user, estate, at)
    rows = [(one, queries.title_of(one)) for one in queries.of_estate(estate, prepared=prepared)]
    drafts = {one.kind for one, _title in rows if one.state == Meeting.State.DRAFT}
    plans = [kind for kind in kinds if kind.may_convene(request.user, estate, at) and kind.name not in drafts]
    return show(request, "meetings/meetings.html", {"estate": estate, "rows": rows, "plans": plans})


@require_http_methods(["GET", "POST"])
def plan(request: PersonRequest, code: str, kind: str) -> HttpResponse:
    estate, at = _estate(code), now()
    if kind not in kinds:
        raise NotThere
    require(may_convene, request.user, estate, kind, at)
    form = PlanForm(_posted(request), place=estate.desk_place)
    if form.is_valid():
        try:
            return _see(actions.plan(form.plan(estate, kind), by=request.user, at=at), "agenda")
        except BadInput as wrong:
            form.refuse(wrong)
    return show(request, "meetings/plan.html", {"estate": estate, "kind": kinds[kind], "form": form})


@require_http_methods(["GET", "POST"])
def replan(request: PersonRequest, code: str, pk: UUID) -> HttpResponse:
    at = now()
    meeting = _meeting(request, code, pk, at)
    require(may_replan, request.user, meeting, at)
    form = PlanForm(_posted(request), meeting=meeting)
    if form.is_valid():
        starts_at, ends_at = form.span()
        given = {"starts_at": starts_at, "ends_at": ends_at, "place": form.cleaned_data["place"]}
        try:
            replanned = (kinds[meeting.kind].replan or actions.replan)(meeting.pk, **given, by=request.user, at=at)
            return _see(replanned)
        except BadInput as wrong:
            form.refuse(wrong)
    context = {"estate": meeting.estate, "meeting": meeting, "kind": kinds[meeting.kind], "form": form}
    return show(request, "meetings/plan.html", context)


def _items(request: PersonRequest, meeting: Meeting, at: datetime) -> list[dict[str, Any]]:
    """The items in order, each with the way to what it is about, for those who may see that."""
    found = list(meeting.items.order_by("position"))
    links: dict[UUID, str] = {}
    for source in sources:
        about = [item.about for item in found if item.about and item.source == source.name]
        links |= source.links(request.user, about, at) if about else {}
    return [{"item": item, "link": links.get(item.about, "") if item.about else ""} for item in found]


@require_GET
def meeting(request: PersonRequest, code: str, pk: UUID) -> HttpResponse:
    """The notice before it is held, then its minutes; the same page on A4."""
    at = now()
    one = _meeting(request, code, pk, at)
    presences = list(one.presences.order_by("party", "pk"))
    promised = queries.promises_of([one])
    last = queries.before(one)
    kept = queries.promises_of([last]) if last else []
    minuted = one.state == Meeting.State.PUBLISHED or may_prepare(request.user, one, at)
    context = {
        "meeting": one,
        "estate": one.estate,
        "title": queries.title_of(one),
        "heading": queries.heading_of(one),
        "items": _items(request, one, at),
        "minuted": minuted,
        "parties": [_came_and_not(party, presences) for party in one.needs] if minuted else [],
        "promised": [_promise(duty, at) for duty in promised] if minuted else [],
        "last": last,
        "kept": [_promise(duty, at) for duty in kept] if minuted else [],
        "kept_count": sum(1 for duty in kept if not duty.is_open()),
        "acknowledged": queries.marks_of(one, PartyMark.Kind.ACKNOWLEDGED),
        "signed": queries.marks_of(one, PartyMark.Kind.SIGNED),
        "begun": one.is_over(at),
        "may": _may(request.user, one, at),
    }
    return show(request, "meetings/meeting.html", context)


def _came_and_not(party: str, presences: list[Presence]) -> tuple[str, list[Presence], list[Presence]]:
    theirs = [one for one in presences if one.party == party]
    return party, [one for one in theirs if one.came], [one for one in theirs if not one.came]


def _promise(duty: Any, at: datetime) -> dict[str, Any]:
    state = duty.state(at)
    return {
        "duty": duty,
        "says": duty_said(duty),
        "state": state.value,
        "label": state.label,
        "is_open": duty.is_open(),
    }


def _may(person: Person, one: Meeting, at: datetime) -> dict[str, Any]:
    convenes = may_replan(person, one, at)
    speaks = speaks_for(person, one, at)
    acknowledged, signed = (queries.marks_of(one, kind) for kind in PartyMark.Kind)
    coming = one.state in Meeting.COMING
    called = one.state == Meeting.State.CALLED
    minuted = one.state in Meeting.MINUTED
    return {
        "change": convenes and coming,
        "minute": convenes and called and one.is_over(at),
        "publish": one.state == Meeting.State.FINISHED and may_publish(person, one, at),
        "acknowledge": [p for p in speaks if called and not one.is_over(at) and p not in acknowledged],
        "sign": [party for party in speaks if minuted and party not in signed],
    }


@require_http_methods(["GET", "POST"])
def agenda(request: PersonRequest, code: str, pk: UUID) -> HttpResponse:
    """What comes before it, with what waits beside it."""
    at = now()
    one = _meeting(request, code, pk, at)
    require(may_put_on, request.user, one, at)
    form = ItemForm(_posted(request))
    if form.is_valid():
        try:
            _put_on(one)(one.pk, form.item(), by=request.user, at=at)
            return _see(one, "agenda")
        except BadInput as wrong:
            form.refuse(wrong)
    items = _items(request, one, at)
    context = {
        "meeting": one, "estate": one.estate, "title": queries.title_of(one), "form": form, "items": items,
        "total": sum(row["item"].minutes for row in items), "suggestions": queries.suggestions(one, at),
        "advice": list(kinds[one.kind].advice(one, at)) if one.kind in kinds else [],
    }  # fmt: skip
    return show(request, "meetings/agenda.html", context)


def _put_on(one: Meeting) -> Callable[..., Any]:
    return kinds[one.kind].put_on or actions.put_on


@require_POST
def put_on(request: PersonRequest, code: str, pk: UUID) -> HttpResponse:
    """One of the matters that wait."""
    at = now()
    one = _meeting(request, code, pk, at)
    require(may_put_on, request.user, one, at)
    about = request.POST.get("about", "")
    found = next((s for s in queries.suggestions(one, at) if str(s.about) == about), None)
    if found is None:
        return _see(one, "agenda")
    item = Item(title=found.title, comes_from=found.comes_from, source=found.source, about=found.about)
    _put_on(one)(one.pk, item, by=request.user, at=at)
    return _see(one, "agenda")


@require_POST
def take_off(request: PersonRequest, code: str, pk: UUID, item: UUID) -> HttpResponse:
    at = now()
    one = _meeting(request, code, pk, at)
    require(may_take_off, request.user, one, at)
    _of(one, item)
    (kinds[one.kind].take_off or actions.take_off)(item, by=request.user, at=at)
    return _see(one, "agenda")


@require_POST
def move_up(request: PersonRequest, code: str, pk: UUID, item: UUID) -> HttpResponse:
    at = now()
    one = _meeting(request, code, pk, at)
    require(may_move_up, request.user, one, at)
    _of(one, item)
    actions.move_up(item, by=request.user, at=at)
    return _see(one, "agenda")


def _of(one: Meeting, item: UUID) -> AgendaItem:
    return get_object_or_404(AgendaItem, pk=item, meeting=one)


@require_POST
def call(request: PersonRequest, code: str, pk: UUID) -> HttpResponse:
    at = now()
    one = _meeting(request, code, pk, at)
    require(may_call, request.user, one, at)
    return _see((kinds[one.kind].call or actions.call)(one.pk, by=request.user, at=at))


@require_POST
def acknowledge(request: PersonRequest, code: str, pk: UUID) -> HttpResponse:
    at = now()
    one = _meeting(request, code, pk, at)
    require(may_acknowledge, request.user, one, at)
    return _see(actions.acknowledge(one.pk, party=request.POST.get("party", ""), by=request.user, at=at))


@require_http_methods(["GET", "POST"])
def attend(request: PersonRequest, code: str, pk: UUID) -> HttpResponse:
    """Who came."""
    at = now()
    one = _meeting(request, code, pk, at)
    require(may_attend, request.user, one, at)
    came = {p.person_id: None if p.came else p.why_not for p in one.presences.all()}
    kind, people = kinds[one.kind], queries.expected(one)
    form = AttendForm(_posted(request), people=people, came=came, guests=one.guests, in_person=kind.in_person)
    if form.is_valid():
        try:
            return _see((kind.attend or actions.attend)(one.pk, **form.given(), by=request.user, at=at))
        except BadInput as wrong:
            form.refuse(wrong)
    return show(request, "meetings/attend.html", {"meeting": one, "title": queries.title_of(one), "form": form})


@require_http_methods(["GET", "POST"])
def settle(request: PersonRequest, code: str, pk: UUID, item: UUID) -> HttpResponse:
    """How an item ended."""
    at = now()
    one = _meeting(request, code, pk, at)
    require(may_settle, request.user, one, at)
    of_it = _of(one, item)
    form = SettleForm(_posted(request), item=of_it, zone=one.estate.node.zone)
    if form.is_valid():
        try:
            (kinds[one.kind].settle or actions.settle)(of_it.pk, form.settled(), by=request.user, at=at)
            return _see(one)
        except BadInput as wrong:
            form.refuse(wrong)
    return show(request, "meetings/settle.html", {"meeting": one, "item": of_it, "form": form})


@require_POST
def finish(request: PersonRequest, code: str, pk: UUID) -> HttpResponse:
    at = now()
    one = _meeting(request, code, pk, at)
    require(may_finish, request.user, one, at)
    return _see(actions.finish(one.pk, by=request.user, at=at))


@require_POST
def sign(request: PersonRequest, code: str, pk: UUID) -> HttpResponse:
    at = now()
    one = _meeting(request, code, pk, at)
    require(may_acknowledge, request.user, one, at)
    return _see(actions.sign(one.pk, party=request.POST.get("party", ""), by=request.user, at=at))


@require_http_methods(["GET", "POST"])
def publish(request: PersonRequest, code: str, pk: UUID) -> HttpResponse:
    at = now()
    one = _meeting(request, code, pk, at)
    require(may_publish, request.user, one, at)
    settled = queries.settled_in_words(one)
    form = PublishForm(_posted(request), summary=settled)
    if form.is_valid():
        try:
            return _see(actions.publish(one.pk, summary=form.cleaned_data["summary"], by=request.user, at=at))
        except BadInput as wrong:
            form.refuse(wrong)
    return show(request, "meetings/publish.html", {"meeting": one, "title": queries.title_of(one), "form": form})


@require_http_methods(["GET", "POST"])
def cancel(request: PersonRequest, code: str, pk: UUID) -> HttpResponse:
    at = now()
    one = _meeting(request, code, pk, at)
    require(may_cancel, request.user, one, at)
    form = CancelForm(_posted(request))
    if form.is_valid():
        try:
            do = kinds[one.kind].cancel or actions.cancel
            return _see(do(one.pk, reason=form.cleaned_data["words"], by=request.user, at=at))
        except BadInput as wrong:
            form.refuse(wrong)
    return show(request, "meetings/cancel.html", {"meeting": one, "title": queries.title_of(one), "form": form})
