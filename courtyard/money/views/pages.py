"""What the pages of fees and bills have in common: the day here, a form that was sent, where one is led next."""

from datetime import date, datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext

from courtyard.places.models import Estate
from courtyard.places.rules import rules_of
from courtyard.web.deed_form import WordsForm
from courtyard.web.documents.answers import as_pdf


def day_here(estate: Estate, at: datetime) -> date:
    return rules_of(estate).hours.day_of(at)


def posted(request: HttpRequest) -> Any:
    return request.POST if request.method == "POST" else None


def see(name: str, *args: object) -> HttpResponse:
    return HttpResponse(status=303, headers={"Location": reverse(f"money:{name}", args=args)})


def why_form(request: HttpRequest, most: int) -> WordsForm:
    return WordsForm(posted(request), label=gettext("Why?"), most=most)


def own_paper(data: bytes, name: str) -> HttpResponse:
    """A home's own paper: it stays in no cache."""
    answer = as_pdf(data, name)
    answer["Cache-Control"] = "private, no-store"
    return answer
