"""What all pages of cases share: finding the estate and the case, and where one goes after a deed."""

from typing import Any

from django.http import HttpRequest, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.timezone import now

from courtyard.cases import queries
from courtyard.cases.models import Case
from courtyard.people.middleware import PersonRequest
from courtyard.places.models import Estate


class SeeOther(HttpResponseRedirect):
    """After a deed: the browser fetches the page anew, and going back does not repeat the deed."""

    status_code = 303


def find_estate(code: str) -> Estate:
    return get_object_or_404(Estate.objects.select_related("node"), node__code=code)


def find_case(request: PersonRequest, code: str, number: str) -> Case:
    with_all = ("home__building", "home__entrance", "reporter", "duplicate_of")
    cases = queries.visible_to(request.user, now()).select_related(*with_all)
    return get_object_or_404(cases, estate__node__code=code, number=number)


def address_of(case: Case) -> str:
    return reverse("cases:case", args=[case.estate.code, case.number])


def sent(request: HttpRequest) -> tuple[Any, ...]:
    """What a form was sent with; nothing when its page is only opened."""
    return (request.POST, request.FILES) if request.method == "POST" else ()


def onward(request: HttpRequest, otherwise: str) -> str:
    """Back to the page the form stood on, if it says one of ours; else to `otherwise`."""
    back = request.POST.get("next", "")
    return back if back.startswith("/") and url_has_allowed_host_and_scheme(back, None) else otherwise
