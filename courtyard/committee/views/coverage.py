"""Coverage: how many estates have the committee they should have, place by place, down to the estates."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.timezone import now
from django.views.decorators.http import require_GET

from courtyard.committee import words
from courtyard.committee.covering import covered, of_kind
from courtyard.committee.models import Standing
from courtyard.committee.permissions.coverage import may_see_coverage
from courtyard.committee.queries import coverage as queries
from courtyard.core.errors import NotThere
from courtyard.people.middleware import PersonRequest
from courtyard.places.models import Node
from courtyard.places.queries import children
from courtyard.web.show import show

FILTERS = ("late", *Standing.Status.values)


@require_GET
def coverage(request: PersonRequest, code: str) -> HttpResponse:
    """Figures of a place, of what lies one step below it, by kind of estate, and the estates themselves."""
    node, at = get_object_or_404(Node, code=code), now()
    if not may_see_coverage(request.user, node, at):
        raise NotThere
    below = [] if node.kind == Node.Kind.AREA else list(children(node))
    rows = queries.coverages([node, *below])
    chosen = request.GET.get("show", "")
    chosen = chosen if chosen in FILTERS else "late"
    estates, after = queries.estates_below(node, chosen, request.GET.get("after", ""))
    context = {
        "node": node,
        "above": [one for one in Node.objects.above(node) if may_see_coverage(request.user, one, at)],
        "whole": covered(rows[node.pk], node),
        "parts": [covered(rows[one.pk], one) for one in below],
        "kinds": [(figures["kind"], of_kind(figures)) for figures in queries.by_kind(node)],
        "estates": [words.standing(one) for one in estates],
        "more": after,
        "show": chosen,
        "filters": words.filters(),
        "counted_at": rows[node.pk].counted_at,
    }
    return show(request, "committee/coverage.html", context)
