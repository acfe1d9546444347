"""Who collects: the list, a name that is added, one that is taken off."""

from uuid import UUID

from django.http import HttpResponse
from django.utils.timezone import now
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from courtyard.core.errors import NotThere
from courtyard.money.actions import collectors as actions
from courtyard.money.forms.collectors import NameCollectorForm
from courtyard.money.permissions.collectors import may_collect, may_end_collector, may_name_collector
from courtyard.money.queries import collectors as queries
from courtyard.money.views.pages import day_here, posted, see
from courtyard.people.middleware import PersonRequest
from courtyard.people.queries import estate_for
from courtyard.web.refusals import said_on
from courtyard.web.show import show


@require_GET
def collectors(request: PersonRequest, code: str) -> HttpResponse:
    at = now()
    estate = estate_for(may_collect, request.user, code, at)
    today = day_here(estate, at)
    named = queries.collectors_of(estate, today)
    context = {
        "estate": estate, "managers": queries.managers_of(estate, today),
        "named": [(one, may_end_collector(request.user, one, at)) for one in named],
        "names": may_name_collector(request.user, estate, at),
    }  # fmt: skip
    return show(request, "money/collectors.html", context)


@require_http_methods(["GET", "POST"])
def name_collector(request: PersonRequest, code: str) -> HttpResponse:
    at = now()
    estate = estate_for(may_name_collector, request.user, code, at)
    today = day_here(estate, at)
    named = {one.office_id for one in queries.collectors_of(estate, today)}
    form = NameCollectorForm(posted(request), offices=queries.workers_of(estate, today), named=named)
    if form.is_valid():
        with said_on(form):
            actions.name_collector(form.naming(estate.pk), by=request.user, at=at)
        if form.is_valid():
            return see("collectors", code)
    return show(request, "money/name_collector.html", {"estate": estate, "form": form})


@require_POST
def end_collector(request: PersonRequest, code: str, pk: UUID) -> HttpResponse:
    """Whoever laid it down themselves finds nothing on the list any more, and is led to what the fee is."""
    one = queries.find_collector(code, pk)
    if one is None or not may_end_collector(request.user, one, now()):
        raise NotThere
    actions.end_collector(one.pk, by=request.user, at=now())
    return see("collectors" if may_name_collector(request.user, one.estate, now()) else "fees", code)
