"""The first page, by who comes; and what anybody may see of an estate."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.timezone import now
from django.views.decorators.http import require_GET

from courtyard.core.errors import NotThere
from courtyard.front import queries
from courtyard.people.queries import estate_of
from courtyard.places.models import Estate, Node
from courtyard.web.registers import panels
from courtyard.web.show import show

FOUND_MAX = 60


@require_GET
def home(request: HttpRequest) -> HttpResponse:
    """What waits for whoever comes; for strangers what Courtyard is, and where."""
    hat = request.hat or None  # type: ignore[attr-defined]  # nobody's hat is a lazy nothing, which is not None
    if not request.user.is_authenticated:
        return _landing(request)
    if hat and hat.above:
        return _above(request, hat.node)
    slips = panel(request, "home", hat)
    context = {
        "slips": slips,
        "more": panel(request, "home.more", hat),
        "waits": sum(slip.get("waits", 0) for slip in slips),
        "hat": hat,
        "estate": estate_of(hat),
        "desk": queries.desk(hat.node, now()) if hat and hat.estate_id else [],
    }
    return show(request, "front/home.html", context)


def panel(request: HttpRequest, place: str, about: Any) -> list[dict[str, Any]]:
    """The panels that have something to say here, each with its template."""
    here = ((one.template, one.context(request, about)) for one in panels if one.place == place)
    return [{**context, "template": template} for template, context in here if context is not None]


def _landing(request: HttpRequest) -> HttpResponse:
    words = request.GET.get("q", "").strip()[:40]
    found, more = queries.estates(words, FOUND_MAX)
    context = {"q": words, "estates": found, "more": more, "panels": panel(request, "landing", None)}
    return show(request, "front/landing.html", context)


def _above(request: HttpRequest, top: Node) -> HttpResponse:
    """For whoever sits above the estates: figures of what lies below, one step at a time."""
    node = queries.place_below(top, request.GET.get("in", ""))
    if node is None:
        raise NotThere
    rows = queries.below(node, now())
    context = {
        "node": node,
        "way": queries.between(top, node),
        "rows": rows,
        "total": sum((row.tally for row in rows), start=queries.Tally()),
        "panels": panel(request, "node", node),
    }
    return show(request, "front/above.html", context)


@require_GET
def estate(request: HttpRequest, code: str) -> HttpResponse:
    """What is public about an estate, without signing in."""
    one = get_object_or_404(Estate.objects.select_related("node"), node__code=code)
    context = {
        "estate": one,
        "places": queries.places_around(one),
        "figures": queries.figures(one),
        "desk": queries.desk(one.node, now()),
        "panels": panel(request, "estate", one),
    }
    return show(request, "front/estate.html", context)
