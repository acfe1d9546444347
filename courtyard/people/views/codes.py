"""Coming in with a code on paper; printing the letters."""

from typing import Any
from uuid import UUID

import segno
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.timezone import localdate, now
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from courtyard.core.codes import grouped
from courtyard.people import queries, upkeep
from courtyard.people.actions import codes as actions
from courtyard.people.callers import address_of, device_of
from courtyard.people.entering import HOUR, QUARTER, SLIPS_MAX, back_of, let_in
from courtyard.people.forms.codes import NEW, CodeForm, JoinForm, LettersForm, PrintResetForm, StartAnewForm
from courtyard.people.middleware import PersonRequest
from courtyard.people.models import Person, PrintedCode
from courtyard.people.permissions.codes import may_print_letters, may_print_reset
from courtyard.people.permissions.privacy import may_see_residents
from courtyard.places.models import Building
from courtyard.trail.deeds import require
from courtyard.web.refusals import said_on
from courtyard.web.show import show

CODES_MAX = 30
SESSION_KEY = "code"
OVER = _("This code no longer works: it has been used, has expired or was replaced by a newer one.")


@sensitive_post_parameters("code")
@never_cache
@require_http_methods(["GET", "POST"])
def enter_code(request: HttpRequest) -> HttpResponse:
    """A typing mistake is told at once and counts as no attempt; the check character finds it."""
    if "code" in request.GET:
        request.session["typed"] = request.GET["code"][:40]
        return redirect("people:enter_code")
    form = CodeForm(request.POST or None, initial={"code": request.session.pop("typed", "")})
    if form.is_valid():
        upkeep.count_attempt("code from", address_of(request), at=now(), most=CODES_MAX, within=QUARTER)
        printed = queries.code_that_opens(form.cleaned_data["code"], now())
        if printed:
            request.session[SESSION_KEY] = printed.pk.hex
            return redirect("people:welcome")
        form.add_error("code", OVER)
    return show(request, "people/enter_code.html", {"form": form})


@sensitive_post_parameters("password")
@never_cache
@require_http_methods(["GET", "POST"])
def welcome(request: HttpRequest) -> HttpResponse:
    """Which home the letter is for, who one is, and how one signs in from now on."""
    printed = queries.code_by_id(request.session.get(SESSION_KEY), now())
    if printed is None:
        return redirect("people:enter_code")
    return _start_anew(request, printed) if printed.person else _join(request, printed)


def _join(request: HttpRequest, printed: PrintedCode) -> HttpResponse:
    tenures = queries.tenures_of_home(printed.home_id, now())
    form = JoinForm(request.POST or None, tenures=tenures)
    if request.method == "POST":
        upkeep.count_attempt("names on", printed.pk.hex, at=now(), most=SLIPS_MAX, within=HOUR)
    if form.is_valid():
        person = _who(form)
        role = form.cleaned_data["who"] if form.cleaned_data["who"] in NEW else ""
        with said_on(form):
            person = actions.join(printed.pk, by=person, role=role, **_entering(request, form))
            return _in(request, person)
    return show(request, "people/join.html", {"form": form, "printed": printed})


def _who(form: JoinForm) -> Person:
    tenure = form.tenures.get(form.cleaned_data["who"])
    return tenure.person if tenure else Person(name=form.cleaned_data["name"])


def _start_anew(request: HttpRequest, printed: PrintedCode) -> HttpResponse:
    form = StartAnewForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and printed.person:
        with said_on(form):
            person = actions.start_anew(printed.pk, by=printed.person, **_entering(request, form))
            return _in(request, person)
    return show(request, "people/start_anew.html", {"form": form, "printed": printed})


def _entering(request: HttpRequest, form: JoinForm | StartAnewForm) -> dict[str, Any]:
    given = {name: form.cleaned_data[name] for name in ("sign_in_name", "password")}
    return {"at": now(), "device": device_of(request), **given}


def _in(request: HttpRequest, person: Person) -> HttpResponse:
    request.session.pop(SESSION_KEY, None)
    return let_in(request, person, back_of(request))


@never_cache
@require_http_methods(["GET", "POST"])
def print_letters(request: PersonRequest, code: str) -> HttpResponse:
    """A sheet of A4 for each home. The codes are on this page only: whoever loses it prints anew."""
    estate = queries.estate_for(may_print_letters, request.user, code, now())
    buildings = Building.objects.filter(estate=estate)
    form = LettersForm(request.POST or None, buildings=buildings, today=localdate())
    if form.is_valid():
        building, rooms, until = (form.cleaned_data[name] for name in ("building", "rooms", "until"))
        homes, missing = queries.homes_for_letters(building, rooms)
        with said_on(form):
            if missing:
                raise actions.NoSuchRooms(rooms="、".join(missing))
            letters = actions.print_letters(estate.pk, by=request.user, at=now(), homes=homes, until=until)
            sheets = [sheet(request, letter) for letter in letters]
            return show(request, "people/letters.html", {"estate": estate, "sheets": sheets, "until": until})
    return show(request, "people/print_letters.html", {"form": form, "estate": estate})


def sheet(request: HttpRequest, letter: actions.Letter) -> dict[str, object]:
    address = request.build_absolute_uri(f"{reverse('people:enter_code')}?code={letter.code}")
    site = request.build_absolute_uri(reverse("people:enter_code"))
    return {"home": letter.printed.home, "code": grouped(letter.code), "qr": qr(address), "site": site}


def qr(text: str) -> SafeString:
    """The QR code as an SVG of black squares, without a style of its own."""
    svg = segno.make(text, error="m").svg_inline(scale=4, border=2, omitsize=True, svgclass="qr", lineclass=None)
    return mark_safe(svg)  # noqa: S308 -- our own drawing


@never_cache
@require_POST
def print_reset(request: PersonRequest, code: str, person_id: UUID) -> HttpResponse:
    estate = queries.estate_for(may_see_residents, request.user, code, now())
    person = get_object_or_404(queries.people_of(estate), pk=person_id)
    require(may_print_reset, request.user, person, estate.node, now())
    form = PrintResetForm(request.POST)
    if form.is_valid():
        letter = actions.print_reset(
            person.pk, estate.pk, by=request.user, at=now(), identity_seen=form.cleaned_data["identity_seen"]
        )
        context = {"estate": estate, "sheet": sheet(request, letter), "person": person, "printed": letter.printed}
        return show(request, "people/reset_letter.html", context)
    return show(request, "people/print_reset.html", {"form": form, "estate": estate, "person": person})
