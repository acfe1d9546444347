"""Refusals as friendly pages, and how the reader reads: language and text size."""

import logging
import secrets
from typing import Any

from django.conf import settings
from django.core.exceptions import DisallowedHost, RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render, resolve_url
from django.template.loader import render_to_string
from django.utils.http import url_has_allowed_host_and_scheme, urlencode
from django.utils.translation import gettext_lazy
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from courtyard.core.errors import NotAllowed, NotThere, Refusal, TooLarge
from courtyard.web.refusals import told
from courtyard.web.resume import FILES_LOST, is_secret, typed, words

CHUNK_BYTES = 64 * 1024

log = logging.getLogger("courtyard.web")

HEADINGS = {
    400: gettext_lazy("We could not read this"),
    403: gettext_lazy("You cannot do this"),
    404: gettext_lazy("Not found"),
    405: gettext_lazy("This page cannot be opened directly"),
    409: gettext_lazy("This was not done"),
    413: gettext_lazy("This is too large"),
    422: gettext_lazy("This needs to be corrected first"),
    429: gettext_lazy("Please wait a moment"),
}
UNREADABLE = gettext_lazy("Your browser sent something we could not read. Please try again.")
OTHER_NAME = gettext_lazy(
    "Courtyard does not recognise this web address. Whoever runs it needs to add it to COURTYARD_HOSTS."
)
OTHER_WAY = gettext_lazy(
    "This address only accepts a form and cannot be opened directly. Please start from the page with the form."
)

SIGNED_OUT = gettext_lazy("You are signed out. Sign in, and try again.")
OLD_FORM = gettext_lazy("This page is too old to send from. Load it again; what you wrote is still on it.")


def refused(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    return refusal_page(request, refusal.status, told(refusal))


def refusal_page(request: HttpRequest, status: int, sentence: Any) -> HttpResponse:
    """The page; its sentence alone for whoever asked for a part of a page, or for data."""
    heading = HEADINGS.get(status, HEADINGS[409])
    if request.headers.get("HX-Request"):
        response = render(request, "web/_refused.html", {"heading": heading, "sentence": sentence}, status=status)
        response.headers["HX-Retarget"], response.headers["HX-Reswap"] = "#said", "innerHTML show:#said:top"
        return response
    if _wants_data(request):
        return JsonResponse({"refused": str(sentence), "status": status}, status=status)
    fields = typed(request)
    context = {
        "status": status,
        "heading": heading,
        "sentence": sentence,
        "posted": request.method == "POST",
        "words": words(fields),
        "back": came_from(request),
    }
    return render(request, "web/refused.html", context, status=status)


def _wants_data(request: HttpRequest) -> bool:
    return not request.accepts("text/html") and request.accepts("application/json")


def came_from(request: HttpRequest) -> str:
    """The page of ours whose link or form led here; none if that is this very address, asked for once more."""
    before = request.headers.get("referer", "")
    if not _is_our_page(request, before) or (request.method == "GET" and before == request.build_absolute_uri()):
        return ""
    return before


def _is_our_page(request: HttpRequest, address: str) -> bool:
    """Whether a header names a page of this site; browsers write whole addresses there, or “null”."""
    return address.startswith(("http://", "https://")) and _is_ours(request, address)


def _is_ours(request: HttpRequest, address: str) -> bool:
    return url_has_allowed_host_and_scheme(address, {request.get_host()}, require_https=request.is_secure())


def sign_in_first(request: HttpRequest) -> HttpResponse:
    """To the sign-in page; what was typed into a form meanwhile comes along and is not lost."""
    if _wants_data(request):
        return JsonResponse({"refused": str(SIGNED_OUT), "status": 401}, status=401)
    sign_in = resolve_url(settings.LOGIN_URL)
    if request.method != "POST":
        return _go_to(request, f"{sign_in}?{urlencode({'next': request.get_full_path()})}")
    fields = typed(request)
    context = {
        "fields": fields,
        "words": words(fields),
        "files_lost": bool(request.FILES),
        "files_lost_name": FILES_LOST,
        "back": request.get_full_path(),
        "sign_in": sign_in,
    }
    response = render(request, "web/signed_out.html", context, status=401)
    response.headers["HX-Retarget"] = "body"
    return response


def _go_to(request: HttpRequest, address: str) -> HttpResponse:
    """A redirect; where htmx asked for a part of a page, the whole page goes there."""
    if request.headers.get("HX-Request"):
        return HttpResponse(status=204, headers={"HX-Redirect": address})
    return HttpResponseRedirect(address)


def csrf_failed(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form too old. It may be sent again with one press, but only if it came from a page of ours:

    otherwise somebody else's page could put its words into the person's mouth.
    """
    if getattr(request, "upload_too_large", False):
        return refused(request, TooLarge())
    if _wants_data(request):
        return refusal_page(request, 403, OLD_FORM)
    fields = typed(request)
    ours = _is_our_page(request, request.headers.get("origin") or request.headers.get("referer", ""))
    secret = any(is_secret(name) and name != "csrfmiddlewaretoken" for name in request.POST)
    context = {
        "fields": fields,
        "words": words(fields),
        "files_lost": bool(request.FILES),
        "again": ours and bool(fields) and not secret,
        "back": came_from(request) or request.get_full_path(),
    }
    return render(request, "web/csrf_failed.html", context, status=403)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    if isinstance(exception, DisallowedHost):
        return HttpResponse(str(OTHER_NAME), status=400, content_type="text/plain; charset=utf-8")
    if isinstance(exception, RequestDataTooBig | TooManyFieldsSent | TooManyFilesSent):
        request.upload_too_large = True  # type: ignore[attr-defined]
        _hear_out(request)
        return refused(request, TooLarge())
    return refusal_page(request, 400, UNREADABLE)


def _hear_out(request: HttpRequest) -> None:
    """Read on to the end, within limits: a browser still sending shows a broken connection, not our answer."""
    for _ in range(settings.UPLOAD_BYTES_MAX // CHUNK_BYTES):
        if not request.read(CHUNK_BYTES):
            return


def other_way(request: HttpRequest) -> HttpResponse:
    return refusal_page(request, 405, OTHER_WAY)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return refused(request, exception if isinstance(exception, Refusal) else NotAllowed())


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return refused(request, NotThere())


def server_error(request: HttpRequest) -> HttpResponse:
    """Renders without the frame and in both languages: whatever broke the page may break those as well."""
    reference = secrets.token_hex(4)
    log.error("Reference %s: %s %s broke.", reference, request.method, request.path)
    return HttpResponse(render_to_string("web/broken.html", {"reference": reference, "home": "/"}), status=500)


def _back(request: HttpRequest) -> str:
    back = request.POST.get("next") or request.headers.get("referer") or "/"
    return back if _is_ours(request, back) else "/"


def _remember(request: HttpRequest, name: str, value: Any) -> HttpResponse:
    response = HttpResponseRedirect(_back(request))
    response.set_cookie(
        name,
        value,
        max_age=settings.LANGUAGE_COOKIE_AGE,
        secure=settings.SECURE,
        httponly=True,
        samesite="Lax",
    )
    return response


@csrf_exempt
@require_POST
def read_in(request: HttpRequest) -> HttpResponse:
    """Choose a language; it is remembered on this device.

    Without a token: a page that only offers the choice need not leave a cookie with every stranger who reads it.
    """
    wanted = request.POST.get("language", "")
    known = wanted in dict(settings.LANGUAGES)
    return _remember(request, settings.LANGUAGE_COOKIE_NAME, wanted if known else settings.LANGUAGE_CODE)


@csrf_exempt
@require_POST
def read_large(request: HttpRequest) -> HttpResponse:
    """Choose the text size 大字, or leave it; remembered on this device."""
    return _remember(request, "size", "elder" if request.POST.get("size") == "elder" else "")
