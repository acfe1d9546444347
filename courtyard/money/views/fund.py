"""The maintenance fund: its figures for everybody, a home's own for its owners, balances brought in, interest."""

import hashlib
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.timezone import now
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_http_methods

from courtyard.assembly.upkeep import kept
from courtyard.core.bank import Fault
from courtyard.core.books.fund import RESTORE
from courtyard.core.errors import BadInput, NotThere
from courtyard.money import showing_top_ups
from courtyard.money.actions import fund as actions
from courtyard.money.actions.fund import Upload
from courtyard.money.forms.fund import ColumnsForm, InterestForm, OpeningForm
from courtyard.money.models import Book, OpeningList
from courtyard.money.openings import look_into
from courtyard.money.permissions import fund as may
from courtyard.money.permissions.spending import may_plan_spending
from courtyard.money.permissions.top_ups import may_notice_top_up
from courtyard.money.queries import fund as queries
from courtyard.money.queries.ledger import book_of
from courtyard.money.queries.spending import waiting_to_sign
from courtyard.money.queries.top_ups import of_owner, over_of, percent_of, standing_of
from courtyard.money.views.spending import at_form, posted
from courtyard.people.importing.kept import seal
from courtyard.people.middleware import PersonRequest
from courtyard.people.models import Person
from courtyard.people.queries import estate_for
from courtyard.places import sheets
from courtyard.places.models import Estate
from courtyard.places.rules import rules_of
from courtyard.trail.deeds import require
from courtyard.web.refusals import told
from courtyard.web.show import show

FAULTS_SHOWN, HOMES_SHOWN = 200, 20


def _book(code: str) -> Book:
    book = book_of(code)
    if book is None:
        raise NotThere
    return book


@require_GET
def fund(request: HttpRequest, code: str) -> HttpResponse:
    """What the fund has, and in how many homes it is low: never in which."""
    estate = get_object_or_404(Estate.objects.select_related("node"), node__code=code)
    book, at, person = book_of(code), now(), request.user
    signed = person if isinstance(person, Person) else None
    keeps = signed is not None and may.may_see_top_ups(signed, estate, at)
    today = rules_of(estate).hours.day_of(at)
    limits = queries.limits_of(estate)
    context = {
        "estate": estate, "figures": queries.figures_of(book, today) if book else None, "keeps": keeps,
        "limit": limits.get("fund_top_up"), "opens": signed is not None and may.may_open_fund(signed, estate, at),
        "mine": may.may_see_own_fund(signed, estate, at), "lists": queries.opening_lists(estate, of_few=keeps),
        "plans": signed is not None and may_plan_spending(signed, estate, at),
        "top_ups": showing_top_ups.rows(estate, [*standing_of(estate.pk), *over_of(estate.pk)], today),
        "half": percent_of(limits, RESTORE), "decides": signed is not None and may_notice_top_up(signed, estate, at),
        "waiting": waiting_to_sign(estate) if keeps else [],
    }  # fmt: skip
    return show(request, "money/fund.html", context)


@require_GET
def own_fund(request: PersonRequest, code: str) -> HttpResponse:
    """Each home that one owns: what it has, what it first paid in, what works will cost it."""
    at = now()
    estate = estate_for(may.may_see_own_fund, request.user, code, at)
    book = book_of(code)
    held = {one.home_id: one for one in may.owned_in(request.user, estate, at)}
    rows = of_owner(book, list(held.values())[:HOMES_SHOWN], at) if book else []
    context = {"estate": estate, "rows": rows, "limit": queries.limits_of(estate).get("fund_top_up")}
    return show(request, "money/own_fund.html", context)


@require_http_methods(["GET", "POST"])
def upload_opening(request: PersonRequest, code: str) -> HttpResponse:
    at = now()
    estate = estate_for(may.may_upload_opening, request.user, code, at)
    book = _book(code)
    form = OpeningForm(posted(request), request.FILES or None, day=book.opens_on)
    if form.is_valid():
        given, said = form.cleaned_data["file"], form.cleaned_data
        data = given.read()
        with at_form(form):
            sheet = sheets.read(data, given.name)
            with kept(estate.pk, seal(data), "bin", at, "money") as file:
                upload = Upload(
                    id=form.ident, name=given.name, sha256=hashlib.sha256(data).hexdigest(), file=file, day=said["day"],
                    stated_fen=said["stated"], in_books=said["in_books"], sheet=sheet.name[:80],
                )  # fmt: skip
                opening = actions.upload_opening(estate, upload, by=request.user, at=at)
        if form.is_valid():
            return redirect("money:opening", code, opening.pk)
    return show(request, "money/upload_opening.html", {"estate": estate, "form": form})


@require_http_methods(["GET", "POST"])
def opening(request: PersonRequest, code: str, pk: UUID) -> HttpResponse:
    """The list as it was read: columns, each bad row, what it comes to; then taken, or not."""
    at = now()
    rows = OpeningList.objects.select_related("estate__node", "entry")
    one = get_object_or_404(rows, pk=pk, estate__node__code=code)
    require(may.may_take_opening, request.user, one, at)
    if one.taken_at is not None:
        return show(request, "money/opening.html", {"estate": one.estate, "one": one})
    try:
        looked = look_into(one)
    except BadInput as wrong:
        return show(request, "money/opening.html", {"estate": one.estate, "one": one, "wrong": told(wrong)}, status=422)
    form = ColumnsForm(posted(request), headings=looked.guess.headings, columns=looked.columns)
    if form.is_valid():
        with at_form(form):
            if "take" in request.POST:
                actions.take_opening(pk, by=request.user, at=at)
            else:
                actions.match_opening(pk, form.columns(), by=request.user, at=at)
        if form.is_valid():
            return redirect("money:opening", code, pk)
    context = {
        "estate": one.estate, "one": one, "form": form, "looked": looked, "wrong_rows": len(looked.faults),
        "faults": [(fault, _said(fault)) for fault in looked.faults[:FAULTS_SHOWN]],
        "shown": looked.balances[:HOMES_SHOWN], "homes": len(looked.balances),
    }  # fmt: skip
    return show(request, "money/opening.html", context)


def _said(fault: Fault) -> str:
    return fault.text(gettext)


@require_http_methods(["GET", "POST"])
def share_interest(request: PersonRequest, code: str) -> HttpResponse:
    at = now()
    estate = estate_for(may.may_share_interest, request.user, code, at)
    form = InterestForm(posted(request), entries=queries.unshared_interest(_book(code)))
    if form.is_valid():
        with at_form(form):
            entry = actions.share_interest(estate.pk, form.interest(), by=request.user, at=at)
        if form.is_valid():
            return redirect("money:entry", code, entry.pk)
    return show(request, "money/share_interest.html", {"estate": estate, "form": form})
