"""Which hat the signed-in person wears: an office, or a home."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils.functional import SimpleLazyObject
from django.utils.timezone import now
from django_htmx.middleware import HtmxDetails

from courtyard.people.models import Person
from courtyard.people.queries import Hat, hat_worn

SESSION_KEY = "hat"


class PersonRequest(HttpRequest):
    """A request of somebody signed in."""

    user: Person
    hat: Hat | None
    htmx: HtmxDetails


def hat(answer: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Puts `request.hat` there, read only when a page asks for it; None for strangers."""

    def wear(request: HttpRequest) -> HttpResponse:
        request.hat = SimpleLazyObject(lambda: chosen(request))  # type: ignore[attr-defined]
        return answer(request)

    return wear


def chosen(request: HttpRequest) -> Hat | None:
    if not request.user.is_authenticated:
        return None
    return hat_worn(request.user, request.session.get(SESSION_KEY, ""), now())
