"""Letting somebody in once it is sure who they are: the session, the language they read, what they were writing."""

from datetime import timedelta

from django.conf import settings
from django.contrib.auth import login
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import resolve_url
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.timezone import now

from courtyard.people import upkeep
from courtyard.people.callers import address_of
from courtyard.people.models import Person
from courtyard.web.resume import kept, resume

BACKEND = "courtyard.people.signin.SignInBackend"
QUARTER, HOUR = timedelta(minutes=15), timedelta(hours=1)
SLIPS_MAX = 10
"""Tries on one name in a quarter of an hour."""
CALLER_MAX = 100
"""Tries from one address: a whole estate may share one."""


def count_slips(request: HttpRequest, name: str) -> None:
    """Before a password is looked at. Raises TooMany."""
    upkeep.count_attempt("caller", address_of(request), at=now(), most=CALLER_MAX, within=QUARTER)
    upkeep.count_attempt("name", name, at=now(), most=SLIPS_MAX, within=QUARTER)


def let_in(request: HttpRequest, person: Person, back: str) -> HttpResponse:
    """The session begins anew, and the page they came for opens; what they were writing is still there."""
    login(request, person, backend=BACKEND)
    fields = kept(request)
    response = resume(request, back, fields) if fields else HttpResponseRedirect(back)
    _keep_reading(request, response, person)
    return response


def _keep_reading(request: HttpRequest, response: HttpResponse, person: Person) -> None:
    """A choice made on this device is theirs from now on; on a new device it is as it was on the last."""
    chosen, size = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME), request.COOKIES.get("size")
    language = chosen if chosen in dict(settings.LANGUAGES) else person.language
    large = person.large_text if size is None else size == "elder"
    upkeep.remember_reading(person, language or "", large=large)
    for name, value, had in (
        (settings.LANGUAGE_COOKIE_NAME, person.language, chosen),
        ("size", "elder" if person.large_text else "", size),
    ):
        if had is None and value:
            response.set_cookie(
                name,
                value,
                max_age=settings.LANGUAGE_COOKIE_AGE,
                secure=settings.SECURE,
                httponly=True,
                samesite="Lax",
            )


def back_of(request: HttpRequest) -> str:
    """Where they wanted to go, if it is a page of ours."""
    back = request.POST.get("next") or request.GET.get("next") or ""
    ours = back.startswith("/") and url_has_allowed_host_and_scheme(back, None)
    return back if ours else resolve_url(settings.LOGIN_REDIRECT_URL)
