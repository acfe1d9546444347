"""What somebody was writing when their session ended, or their form grew too old, is handed back and sent again.

A page that cannot take what was posted carries the fields along, hidden: under `kept-…` inside the sign-in form,
or under their own names in a form that posts them once more to where they were going. Files cannot be carried.
"""

from collections.abc import Iterable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme

KEPT = "kept-"
FILES_LOST = "files-lost"
SECRET = ("password", "csrfmiddlewaretoken")
FIELDS_MAX = 200

Fields = list[tuple[str, str]]


def typed(request: HttpRequest) -> Fields:
    """What was posted, without passwords and tokens."""
    if request.method != "POST" or getattr(request, "upload_too_large", False):
        return []
    pairs = ((name, str(value)) for name, values in request.POST.lists() for value in values)
    return [(name, value) for name, value in pairs if not is_secret(name)][:FIELDS_MAX]


def is_secret(name: str) -> bool:
    return any(word in name for word in SECRET)


def words(fields: Iterable[tuple[str, str]]) -> list[str]:
    """The values a person would miss: what they wrote, not the ids and choices beside it."""
    return [value for name, value in fields if name != "next" and _reads_as_words(value.strip())]


def _reads_as_words(value: str) -> bool:
    return bool(value) and (not value.isascii() or " " in value)


def kept(request: HttpRequest) -> Fields:
    """The fields a sign-in form carried along; empty where nobody was in the middle of anything."""
    names = [name for name in request.POST if name.startswith(KEPT)]
    return [(name.removeprefix(KEPT), value) for name in names for value in request.POST.getlist(name)][:FIELDS_MAX]


def resume(request: HttpRequest, back: str, fields: Fields) -> HttpResponse:
    """After signing in: what was written is still there, and a button posts it to `back`."""
    safe = back.startswith("/") and url_has_allowed_host_and_scheme(back, None)
    context = {
        "back": back if safe else "/",
        "fields": fields,
        "words": words(fields),
        "files_lost": FILES_LOST in request.POST,
    }
    return render(request, "web/resume.html", context)
