"""A vote on A4, with its fonts inside: the notice and the result."""

from collections.abc import Callable
from uuid import UUID

from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.timezone import localdate, now
from django.views.decorators.http import require_GET

from courtyard.assembly import printed, queries
from courtyard.assembly.models import Assembly
from courtyard.assembly.views.pages import find
from courtyard.core.errors import NotThere
from courtyard.people.middleware import PersonRequest
from courtyard.web.documents import pdf
from courtyard.web.documents.answers import as_pdf

KEPT_SECONDS = 24 * 60 * 60


@require_GET
def notice_pdf(request: PersonRequest, code: str, pk: UUID) -> HttpResponse:
    """For the board, once notice is given."""
    one = find(request, code, pk, now())
    if one.noticed_at is None:
        raise NotThere
    address = request.build_absolute_uri(queries.address_of(one))
    posted_on = localdate(one.noticed_at)
    data = _once(request, one, "notice", lambda: pdf("assembly/notice", printed.notice(one, address, posted_on)))
    answer = as_pdf(data, f"{one}-notice")
    answer["Cache-Control"] = "private, no-store"
    return answer


@require_GET
def result_pdf(request: HttpRequest, code: str, pk: UUID) -> HttpResponse:
    """What anybody may read, to be posted."""
    rows = Assembly.objects.select_related("estate__node", "building", "entrance__building", "outside")
    one = get_object_or_404(rows.filter(state__in=Assembly.PUBLISHED), pk=pk, estate__node__code=code)
    address = request.build_absolute_uri(queries.address_of(one, "result"))
    data = _once(request, one, "result", lambda: pdf("assembly/certificate", printed.certificate(one, address)))
    return as_pdf(data, f"{one}-result")


def _once(request: HttpRequest, one: Assembly, name: str, made: Callable[[], bytes]) -> bytes:
    """A paper that does not change any more is set once and kept for a day."""
    kept = f"assembly.{name}_pdf:{one.pk}:{request.get_host()}"
    data: bytes | None = cache.get(kept)
    if data is None:
        data = made()
        cache.set(kept, data, KEPT_SECONDS)
    return data
