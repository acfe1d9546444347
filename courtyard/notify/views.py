"""A person's notices and how they want to be told; an estate's board, on the site and on paper."""

from uuid import UUID

import segno
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from courtyard.core.errors import BadInput
from courtyard.notify import actions, queries, upkeep
from courtyard.notify.forms import PostForm, TakeDownForm
from courtyard.notify.models import BoardNotice, How, Notice
from courtyard.notify.permissions import may_post, may_see_deliveries, may_take_down, parties_of
from courtyard.people.middleware import PersonRequest
from courtyard.people.models import Person
from courtyard.places.models import Estate
from courtyard.trail.deeds import require
from courtyard.web.show import show


def _estate(code: str) -> Estate:
    return get_object_or_404(Estate.objects.select_related("node"), node__code=code)


def _see(name: str, *args: object) -> HttpResponse:
    return HttpResponse(status=303, headers={"Location": reverse(name, args=args)})


@require_GET
def inbox(request: PersonRequest) -> HttpResponse:
    """What one was told, newest first."""
    told, more = queries.inbox(request.user, now(), request.GET.get("after", ""))
    return show(request, "notify/inbox.html", {"told": told, "more": more})


@require_GET
def follow(request: PersonRequest, pk: UUID) -> HttpResponse:
    """To the page a notice speaks of; with that it is read."""
    one = get_object_or_404(Notice, pk=pk, person=request.user)
    upkeep.mark_read(request.user, now(), one.pk)
    return HttpResponse(status=302, headers={"Location": one.link})


@require_POST
def read_all(request: PersonRequest) -> HttpResponse:
    upkeep.mark_read(request.user, now())
    return _see("notify:inbox")


@require_http_methods(["GET", "POST"])
def choose(request: PersonRequest) -> HttpResponse:
    """Each kind of notice: at once, once a day, never."""
    if request.method == "POST":
        for kind, _how in queries.choices_of(request.user):
            how = request.POST.get(kind.name, "")
            if how in How.values and not kind.urgent:
                actions.choose(request.user, kind=kind.name, how=how, by=request.user, at=now())
        return _see("notify:choose")
    context = {"choices": queries.choices_of(request.user), "reached": queries.reached_by(request.user)}
    return show(request, "notify/choose.html", context | {"hows": How.choices})


@require_GET
def board(request: PersonRequest, code: str) -> HttpResponse:
    """What hangs on the estate's board, for everybody."""
    estate, at = _estate(code), now()
    context = {"estate": estate, "notices": queries.board(estate, localdate(at))}
    signed_in = isinstance(request.user, Person)
    return show(request, "notify/board.html", context | {"may_post": signed_in and may_post(request.user, estate, at)})


def _notice(code: str, pk: UUID) -> BoardNotice:
    return get_object_or_404(BoardNotice.objects.select_related("estate__node"), pk=pk, estate__node__code=code)


@require_GET
def board_notice(request: PersonRequest, code: str, pk: UUID) -> HttpResponse:
    one, at = _notice(code, pk), now()
    may = isinstance(request.user, Person) and may_take_down(request.user, one, at)
    return show(request, "notify/board_notice.html", {"notice": one, "hangs": one.hangs_at(at), "may_take_down": may})


@require_GET
def print_notice(request: PersonRequest, code: str, pk: UUID) -> HttpResponse:
    """On A4, large, with the way to it on the site and to its line on the record."""
    one = _notice(code, pk)
    address = request.build_absolute_uri(reverse("notify:board_notice", args=[code, pk]))
    square = segno.make_qr(address, error="m").svg_inline(omitsize=True, svgclass="qr", lineclass=None)
    return show(request, "notify/print_notice.html", {"notice": one, "square": square, "address": address})


@require_http_methods(["GET", "POST"])
def post(request: PersonRequest, code: str) -> HttpResponse:
    """One of the three parties hangs something on the board."""
    estate, at = _estate(code), now()
    require(may_post, request.user, estate, at)
    form = PostForm(request.POST if request.method == "POST" else None, parties=parties_of(request.user, estate, at))
    if form.is_valid():
        try:
            one = actions.post(form.posting(estate), by=request.user, at=at)
            return _see("notify:board_notice", code, one.pk)
        except BadInput as wrong:
            form.refuse(wrong)
    return show(request, "notify/post.html", {"estate": estate, "form": form})


@require_http_methods(["GET", "POST"])
def take_down(request: PersonRequest, code: str, pk: UUID) -> HttpResponse:
    one, at = _notice(code, pk), now()
    require(may_take_down, request.user, one, at)
    form = TakeDownForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        actions.take_down(one.pk, reason=form.cleaned_data["reason"], by=request.user, at=at)
        return _see("notify:board", code)
    return show(request, "notify/take_down.html", {"notice": one, "form": form})


@require_GET
def deliveries(request: PersonRequest, code: str) -> HttpResponse:
    """How many were reached by what; nobody's name."""
    estate, at = _estate(code), now()
    require(may_see_deliveries, request.user, estate, at)
    return show(request, "notify/deliveries.html", {"estate": estate, "ledgers": queries.ledger(estate)})
