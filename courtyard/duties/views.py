"""Pages of duties: an estate's list and calendar, the tree's figures, a secret calendar address."""

from calendar import monthrange
from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import translation
from django.utils.timezone import now
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from courtyard.core.errors import BadInput, NotThere
from courtyard.duties import actions, queries
from courtyard.duties.actions import Owed
from courtyard.duties.forms import DischargeForm, OweForm, ReasonForm
from courtyard.duties.ics import calendar_of
from courtyard.duties.models import PARTIES, Duty, Feed
from courtyard.duties.permissions import (
    may_discharge_by_hand,
    may_excuse,
    may_make_feed,
    may_owe,
    may_read_calendar,
    may_see,
    may_see_duties,
    may_see_figures,
    may_withdraw,
)
from courtyard.people.callers import address_of
from courtyard.people.entering import QUARTER
from courtyard.people.middleware import PersonRequest
from courtyard.people.upkeep import count_attempt
from courtyard.places.models import Estate, Node
from courtyard.places.queries import children
from courtyard.trail.deeds import require
from courtyard.web.deed_form import DeedForm
from courtyard.web.show import show

MONTHS_AHEAD = 24
MISSES_MAX = 30
ACTION_ITEM = "duties.action_item"
DEEDS = (("discharge", may_discharge_by_hand), ("excuse", may_excuse), ("withdraw", may_withdraw))


def _estate(code: str) -> Estate:
    return get_object_or_404(Estate.objects.select_related("node"), node__code=code)


def _row(duty: Duty, request: PersonRequest, at: datetime) -> dict[str, Any]:
    return {
        "duty": duty,
        "says": queries.said(duty),
        "state": duty.state(at).value,
        "label": duty.state(at).label,
        "where": queries.where(duty),
        "listed": queries.list_page(duty),
        "deeds": {deed: queries.deed_page(duty, deed) for deed, may in DEEDS if may(request.user, duty, at)}
        if duty.is_open()
        else {},
    }


def _list(request: PersonRequest, node: Node, at: datetime, party: str = "") -> dict[str, Any]:
    """What a place itself owes, month by month, and what was settled there last; or a page of all that was settled."""
    after, is_settled = request.GET.get("after", ""), "settled" in request.GET
    page = (queries.settled if is_settled else queries.still_owed)(node, party, after, queries.PAGE)
    parts = [] if is_settled else queries.by_month(page.rows, node, at)
    last = queries.settled(node, party, "", queries.LAST) if not after and not is_settled else None
    done = page.rows if is_settled else last.rows if last else []
    return {
        "months": [(part.month, [_row(duty, request, at) for duty in part.rows]) for part in parts],
        "settled": [_row(duty, request, at) for duty in done],
        "only_settled": is_settled,
        "more": page.after,
        "more_settled": bool(last and last.after),
        "party": party,
    }


@require_GET
def duties(request: PersonRequest, code: str) -> HttpResponse:
    """What an estate's bodies owe: overdue first."""
    estate, at = _estate(code), now()
    if not may_see_duties(request.user, estate, at):
        raise NotThere
    party = request.GET.get("party", "")
    party = party if party in PARTIES else ""
    context = {"estate": estate, "parties": PARTIES, "may_owe": may_owe(request.user, estate.node, at)}
    return show(request, "duties/duties.html", context | _list(request, estate.node, at, party))


@require_GET
def calendar(request: PersonRequest, code: str) -> HttpResponse:
    """What is owed to residents, month by month."""
    estate, at = _estate(code), now()
    if not may_read_calendar(request.user, estate, at):
        raise NotThere
    zone = ZoneInfo(estate.node.zone)
    month = _month(request.GET.get("month", ""), at.astimezone(zone).date())
    since, until = _moment(month, zone), _moment(_next(month), zone)
    public_only = not may_see_duties(request.user, estate, at)
    rows = [_row(one, request, at) for one in queries.calendar(estate, since, until, public_only=public_only)]
    context = {"estate": estate, "rows": rows, "month": month, "before": _before(month), "after": _next(month)}
    return show(request, "duties/calendar.html", context)


def _month(text: str, today: date) -> date:
    """The first day of a month named 2026-06; this one for anything else, and within two years."""
    try:
        asked = datetime.strptime(text, "%Y-%m").date()  # noqa: DTZ007 -- a month has no zone
    except ValueError:
        return today.replace(day=1)
    far = timedelta(days=31 * MONTHS_AHEAD)
    return asked if today - far <= asked <= today + far else today.replace(day=1)


def _next(month: date) -> date:
    return month + timedelta(days=monthrange(month.year, month.month)[1])


def _before(month: date) -> date:
    return (month - timedelta(days=1)).replace(day=1)


def _moment(day: date, zone: ZoneInfo) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=zone)


@require_GET
def figures(request: PersonRequest, code: str) -> HttpResponse:
    """Figures of a part of the tree, child by child, and what is owed at the place itself."""
    node, at = get_object_or_404(Node, code=code), now()
    if not may_see_figures(request.user, node, at):
        raise NotThere
    below = list(children(node))
    whole, *parts = queries.figures([node, *below])
    context = {"node": node, "whole": whole, "parts": parts}
    return show(request, "duties/figures.html", context | _list(request, node, at))


@require_http_methods(["GET", "POST"])
def owe(request: PersonRequest, code: str) -> HttpResponse:
    """Somebody of the desk or above writes down what a party owes."""
    estate, at = _estate(code), now()
    require(may_owe, request.user, estate.node, at)
    form = OweForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        given = {"what": form.cleaned_data["what"], "party": form.cleaned_data["party"]}
        if form.cleaned_data["id"]:
            given["id"] = form.cleaned_data["id"]
        due_at = form.due_at(estate.node.zone)
        owed = Owed(kind=ACTION_ITEM, node=estate.node, estate=estate, due_at=due_at, **given)
        try:
            actions.owe(owed, by=request.user, at=at)
            return _see(reverse("duties:duties", args=[estate.code]))
        except BadInput as wrong:
            form.refuse(wrong)
    return show(request, "duties/owe.html", {"estate": estate, "form": form})


def _see(address: str) -> HttpResponse:
    return HttpResponse(status=303, headers={"Location": address})


def _deed(
    request: PersonRequest,
    code: str,
    pk: UUID,
    may: Callable[..., bool],
    form: DeedForm,
    name: str,
    do: Callable[..., Any],
) -> HttpResponse:
    at = now()
    duty = get_object_or_404(Duty.objects.select_related("node", "estate__node", "bearer"), pk=pk, node__code=code)
    if not may_see(request.user, duty, at):
        raise NotThere
    require(may, request.user, duty, at)
    if form.is_valid():
        try:
            do(duty.pk, form.cleaned_data["words"], at)
            return _see(_after_deed(request, duty, at))
        except BadInput as wrong:
            form.refuse(wrong)
    return show(request, "duties/deed.html", {"row": _row(duty, request, at), "form": form, "name": name})


def _after_deed(request: PersonRequest, duty: Duty, at: datetime) -> str:
    """Back to the list, for those who read it; whoever bore it by name goes home."""
    seen = (
        may_see_duties(request.user, duty.estate, at) if duty.estate else may_see_figures(request.user, duty.node, at)
    )
    return queries.list_page(duty) if seen else "/"


def _posted(request: PersonRequest) -> Any:
    return request.POST if request.method == "POST" else None


@require_http_methods(["GET", "POST"])
def discharge(request: PersonRequest, code: str, pk: UUID) -> HttpResponse:
    def do(duty: UUID, words: str, at: datetime) -> None:
        actions.discharge(duty, by=request.user, at=at, words=words)

    return _deed(request, code, pk, may_discharge_by_hand, DischargeForm(_posted(request)), "discharge", do)


@require_http_methods(["GET", "POST"])
def excuse(request: PersonRequest, code: str, pk: UUID) -> HttpResponse:
    def do(duty: UUID, words: str, at: datetime) -> None:
        actions.excuse(duty, by=request.user, at=at, reason=words)

    return _deed(request, code, pk, may_excuse, ReasonForm(_posted(request)), "excuse", do)


@require_http_methods(["GET", "POST"])
def withdraw(request: PersonRequest, code: str, pk: UUID) -> HttpResponse:
    def do(duty: UUID, words: str, at: datetime) -> None:
        actions.withdraw(duty, by=request.user, at=at, reason=words)

    return _deed(request, code, pk, may_withdraw, ReasonForm(_posted(request)), "withdraw", do)


@require_http_methods(["GET", "POST"])
def make_feed(request: PersonRequest) -> HttpResponse:
    """A secret address for one's own calendar program, shown once."""
    token = ""
    require(may_make_feed, request.user, request.user, now())
    if request.method == "POST":
        token = actions.make_feed(request.user, by=request.user, at=now())
    address = request.build_absolute_uri(reverse("duties:feed", args=[token])) if token else ""
    current = Feed.objects.filter(person=request.user, revoked_at__isnull=True).first()
    return show(request, "duties/make_feed.html", {"address": address, "current": current})


@require_POST
def revoke_feed(request: PersonRequest) -> HttpResponse:
    actions.revoke_feed(request.user, by=request.user, at=now())
    return HttpResponse(status=303, headers={"Location": reverse("duties:make_feed")})


@require_GET
def feed(request: PersonRequest, token: str) -> HttpResponse:
    """The calendar behind a secret address, in its person's language. An address nobody made is not there.

    Only misses count as attempts: behind one network address a whole desk fetches calendars all day.
    """
    found, at = queries.feed_of(token), now()
    if found is None:
        count_attempt("feed from", address_of(request), at=at, most=MISSES_MAX, within=QUARTER)
        raise NotThere
    with translation.override(found.person.language or settings.LANGUAGE_CODE):
        body = calendar_of(queries.of_feed(found.person, at), request.build_absolute_uri("/").rstrip("/"), at)
    response = HttpResponse(body, content_type="text/calendar; charset=utf-8")
    response.headers["Cache-Control"] = "private, max-age=900"
    response.headers["Content-Disposition"] = 'inline; filename="duties.ics"'
    response.headers["X-Robots-Tag"] = "noindex"
    return response
