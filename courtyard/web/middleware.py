"""How a page is read (language, text size), who keeps it, and how a refusal is said."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.utils import translation

from courtyard.core.errors import Refusal, TooLarge
from courtyard.web import views

Answer = Callable[[HttpRequest], HttpResponse]


def reading(answer: Answer) -> Answer:
    """The language the person chose, else Chinese: what a borrowed phone prefers says little about its reader."""

    def read(request: HttpRequest) -> HttpResponse:
        chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
        language = chosen if chosen in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
        with translation.override(language):
            request.LANGUAGE_CODE = language
            response = answer(request)
            response.headers.setdefault("Content-Language", language)
        return response

    return read


def private(answer: Answer) -> Answer:
    """Pages of somebody with a session stay in no cache: whoever has the phone next finds none of them with Back.

    A view that says otherwise for itself is heard.
    """

    def keep(request: HttpRequest) -> HttpResponse:
        response = answer(request)
        if settings.SESSION_COOKIE_NAME in request.COOKIES:
            response.headers.setdefault("Cache-Control", "private, no-store")
        return response

    return keep


def refusals(answer: Answer) -> Answer:
    """A refusal becomes a page with its sentence. Django hands exceptions of views to `process_exception`."""

    def pass_on(request: HttpRequest) -> HttpResponse:
        response = answer(request)
        return _say_how(request, response) if isinstance(response, HttpResponseNotAllowed) else response

    def process_view(request: HttpRequest, *_: Any) -> HttpResponse | None:
        """What was cut off while it arrived is refused before a view takes the rest for the whole."""
        return views.refused(request, TooLarge()) if _was_cut_off(request) else None

    def process_exception(request: HttpRequest, refusal: Exception) -> HttpResponse | None:
        return views.refused(request, refusal) if isinstance(refusal, Refusal) else None

    pass_on.process_view = process_view  # type: ignore[attr-defined]
    pass_on.process_exception = process_exception  # type: ignore[attr-defined]
    return pass_on


def _was_cut_off(request: HttpRequest) -> bool:
    if request.method == "POST" and request.content_type == "multipart/form-data":
        len(request.FILES)  # has it read, if the check of its token has not
    return getattr(request, "upload_too_large", False)


def _say_how(request: HttpRequest, response: HttpResponseNotAllowed) -> HttpResponse:
    if request.method == "HEAD":
        return response
    page = views.other_way(request)
    page.headers["Allow"] = response.headers["Allow"]
    return page
