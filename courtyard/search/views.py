"""One page: what was typed, and what was found that its reader may see."""

from django.http import HttpResponse, HttpResponseRedirect
from django.utils.timezone import now
from django.views.decorators.http import require_GET

from courtyard.core.tokens import pieces
from courtyard.people.middleware import PersonRequest
from courtyard.search import queries
from courtyard.web.show import show


@require_GET
def search(request: PersonRequest) -> HttpResponse:
    """A number leads to its thing at once; words lead to a list, by kind."""
    at, text = now(), queries.clean(request.GET.get("q", ""))
    only, after = request.GET.get("kind", ""), request.GET.get("after", "")
    if not only and (link := queries.straight(request.user, at, text)):
        return HttpResponseRedirect(link)
    groups = queries.search(request.user, at, text, only, after) if text else []
    context = {"q": text, "groups": groups, "only": only, "phrases": pieces(text), "after": after}
    return show(request, "search/search.html", context)
