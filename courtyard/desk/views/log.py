"""The desk's log, and how a line of it becomes a request."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.timezone import now
from django.views.decorators.http import require_http_methods

from courtyard.cases.rules import categories
from courtyard.core.errors import BadInput, NotThere
from courtyard.desk import actions, queries
from courtyard.desk.forms import CaseForm, LogForm
from courtyard.desk.models import LogEntry
from courtyard.desk.permissions import may_log, may_make_case
from courtyard.desk.views.pages import estate_of, posted, see
from courtyard.people.middleware import PersonRequest
from courtyard.places.models import Building
from courtyard.trail.deeds import require
from courtyard.web.show import show

BUILDINGS_MAX = 200


@require_http_methods(["GET", "POST"])
def log(request: PersonRequest, code: str) -> HttpResponse:
    """What came in and what was seen, newest first; the form stands on top."""
    estate, at = estate_of(code), now()
    if not may_log(request.user, estate, at):
        raise NotThere
    buildings = list(Building.objects.filter(estate=estate).order_by("name", "pk")[:BUILDINGS_MAX])
    form = LogForm(posted(request), buildings=buildings, at=at)
    if form.is_valid():
        try:
            actions.log(form.entry(estate), by=request.user, at=at)
            return see("desk:log", code)
        except BadInput as wrong:
            form.refuse(wrong)
    kind = request.GET.get("kind", "")
    entries, more = queries.log(estate, kind, request.GET.get("after", ""))
    context = {"estate": estate, "form": form, "entries": entries, "more": more, "kind": kind}
    return show(request, "desk/log.html", context | {"kinds": LogEntry.Kind.choices})


@require_http_methods(["GET", "POST"])
def make_case(request: PersonRequest, code: str, pk: UUID) -> HttpResponse:
    at = now()
    entries = LogEntry.objects.select_related("estate__node", "building").exclude(kind=LogEntry.Kind.CALL)
    entry = get_object_or_404(entries, pk=pk, estate__node__code=code)
    require(may_make_case, request.user, entry.estate, at)
    form = CaseForm(posted(request), categories=categories(entry.estate))
    if form.is_valid():
        given = {"category": form.cleaned_data["category"], "caller": form.cleaned_data["caller"]}
        try:
            case = actions.make_case(entry.pk, **given, by=request.user, at=at)
            return see("cases:case", code, case.number)
        except BadInput as wrong:
            form.refuse(wrong)
    return show(request, "desk/make_case.html", {"estate": entry.estate, "entry": entry, "form": form})
