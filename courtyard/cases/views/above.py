"""What climbed up to the sub-district: words and course, whoever asked masked unless they agree."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.timezone import now
from django.views.decorators.http import require_GET

from courtyard.cases import queries
from courtyard.cases.models import Case
from courtyard.cases.permissions import may_see_above
from courtyard.core.errors import NotThere
from courtyard.people.middleware import PersonRequest
from courtyard.places.models import Node
from courtyard.web.show import show


@require_GET
def above(request: PersonRequest, code: str) -> HttpResponse:
    """Open cases that climbed, the longest overdue first; then those that ended."""
    node, at = get_object_or_404(Node, code=code), now()
    if not may_see_above(request.user, node, at):
        raise NotThere
    climbed = queries.climbed_to(request.user, node, at).select_related("handler")
    open_ones = climbed.filter(state__in=[*Case.OPEN, Case.State.RESOLVED])
    page = queries.by_due(open_ones, queries.PAGE, request.GET.get("after", ""))
    ended = list(climbed.filter(state__in=Case.ENDED).order_by("-closed_at", "-pk")[:10])
    return show(request, "cases/above.html", {"node": node, "page": page, "ended": ended})
