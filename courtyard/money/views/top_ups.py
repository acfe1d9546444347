"""Topping up the maintenance fund: what owners are told, what they decided; what homes lack and pay."""

from uuid import UUID

from django.http import HttpResponse
from django.utils.timezone import now
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_http_methods

from courtyard.core.books.fund import RAISE_AGAIN
from courtyard.core.errors import NotThere
from courtyard.core.quantities import format_fen
from courtyard.money.actions import top_up_payments, top_ups
from courtyard.money.forms.top_ups import DecideForm, NoticeForm, ReceiveTopUpForm
from courtyard.money.models import TopUpNotice
from courtyard.money.models.book import WORDS_MAX
from courtyard.money.permissions.fund import may_see_top_ups
from courtyard.money.permissions.top_ups import (
    may_decide_top_up,
    may_notice_top_up,
    may_receive_top_up,
    may_withdraw_top_up,
)
from courtyard.money.queries import top_ups as queries
from courtyard.money.queries.arrears import find_home, homes_named
from courtyard.money.queries.fund import limits_of
from courtyard.money.views.finding import book_at, posted, see, today_of
from courtyard.money.views.spending import at_form
from courtyard.people.middleware import PersonRequest
from courtyard.people.queries import estate_for
from courtyard.trail.deeds import require
from courtyard.web.deed_form import WordsForm
from courtyard.web.show import show

START_MAX = 6
METHODS = ["GET", "POST"]


@require_http_methods(METHODS)
def notice_top_up(request: PersonRequest, code: str) -> HttpResponse:
    at = now()
    estate = estate_for(may_notice_top_up, request.user, code, at)
    book_at(code)
    form = NoticeForm(posted(request), buildings=queries.buildings_for(estate), today=today_of(estate))
    if form.is_valid():
        with at_form(form):
            top_ups.notice_top_up(form.telling(estate.pk), by=request.user, at=at)
        if form.is_valid():
            return see("fund", code)
    return show(request, "money/notice_top_up.html", {"estate": estate, "form": form})


def _notice(code: str, pk: UUID) -> TopUpNotice:
    """Raises NotThere for one that is not of that estate."""
    one = queries.notice_at(code, pk)
    if one is None:
        raise NotThere
    return one


@require_http_methods(METHODS)
def decide_top_up(request: PersonRequest, code: str, pk: UUID) -> HttpResponse:
    one, at = _notice(code, pk), now()
    require(may_decide_top_up, request.user, one, at)
    decisions = queries.decisions_for(one, today_of(one.estate))
    limits = limits_of(one.estate)
    form = DecideForm(posted(request), decisions=decisions, percent=queries.percent_of(limits, RAISE_AGAIN))
    if form.is_valid():
        with at_form(form):
            top_ups.decide_top_up(pk, form.deciding(), by=request.user, at=at)
        if form.is_valid():
            return see("fund", code)
    context = {"estate": one.estate, "one": one, "form": form, "limit": limits.get(RAISE_AGAIN), "any": bool(decisions)}
    return show(request, "money/decide_top_up.html", context)


@require_http_methods(METHODS)
def withdraw_top_up(request: PersonRequest, code: str, pk: UUID) -> HttpResponse:
    one, at = _notice(code, pk), now()
    require(may_withdraw_top_up, request.user, one, at)
    form = WordsForm(
        posted(request), label=gettext("Why?"), most=WORDS_MAX, help_text=gettext("Everybody reads it: name no home.")
    )
    if form.is_valid():
        with at_form(form):
            top_ups.withdraw_top_up(pk, reason=form.cleaned_data["words"], by=request.user, at=at)
        if form.is_valid():
            return see("fund", code)
    return show(request, "money/withdraw_top_up.html", {"estate": one.estate, "one": one, "form": form})


@require_GET
def homes_to_top_up(request: PersonRequest, code: str) -> HttpResponse:
    """Which homes lack what, a home by its door, and what came in: for whoever keeps the fund."""
    estate = estate_for(may_see_top_ups, request.user, code, now())
    book, words, after = book_at(code), request.GET.get("q", ""), request.GET.get("after", "")
    start = int(after) if after.isdecimal() and len(after) < START_MAX else 0
    context = {
        "estate": estate, "q": words, "found": homes_named(estate, words) if words.strip() else None,
        "lacking": queries.lacking_of(book, queries.standing_of(estate.pk), today_of(estate), start),
        "received": queries.received_of(estate.pk),
    }  # fmt: skip
    return show(request, "money/homes_to_top_up.html", context)


@require_http_methods(METHODS)
def receive_top_up(request: PersonRequest, code: str, pk: UUID) -> HttpResponse:
    at = now()
    estate = estate_for(may_receive_top_up, request.user, code, at)
    book, today = book_at(code), today_of(estate)
    home = find_home(estate, pk)
    if home is None:
        raise NotThere
    lacks = queries.homes_in(book, today).lacking(queries.standing_of(estate.pk)).get(home.pk, 0)
    form = ReceiveTopUpForm(posted(request), today=today, fen=format_fen(lacks) if lacks else "")
    if form.is_valid():
        with at_form(form):
            top_up_payments.receive_top_up(form.paid_in(estate.pk, home.pk), by=request.user, at=at)
        if form.is_valid():
            return see("homes_to_top_up", code)
    return show(request, "money/receive_top_up.html", {"estate": estate, "home": home, "form": form, "lacks": lacks})
