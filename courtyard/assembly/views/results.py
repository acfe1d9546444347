"""The public result, its files, and the decisions that came of it."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.files.storage import default_storage
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.text import slugify
from django.utils.timezone import now
from django.views.decorators.http import require_GET, require_http_methods

from courtyard.assembly import actions, queries, results
from courtyard.assembly.evidence import type_of
from courtyard.assembly.forms.results import WhyForm
from courtyard.assembly.models import Assembly
from courtyard.assembly.permissions import may_object, may_open_bundle, may_read, may_read_list, may_see_count
from courtyard.assembly.views.pages import find, find_estate, posted
from courtyard.core.errors import NotThere, OutOfTurn
from courtyard.people.middleware import PersonRequest
from courtyard.people.models import Person
from courtyard.trail.deeds import require
from courtyard.web.registers import panels_at
from courtyard.web.show import show

S = Assembly.State
WITH_PLACE = ("estate__node", "building", "entrance__building", "outside")


def _published(code: str, pk: UUID) -> Assembly:
    """A vote whose result everybody may read."""
    rows = Assembly.objects.select_related(*WITH_PLACE).filter(state__in=Assembly.PUBLISHED)
    return get_object_or_404(rows, pk=pk, estate__node__code=code)


@require_GET
def result(request: HttpRequest, code: str, pk: UUID) -> HttpResponse:
    """What was decided, how it was counted, and how to check it. Posted on the board it is the same page."""
    one, at = _published(code, pk), now()
    motions = list(one.motions.prefetch_related("candidates"))
    told = results.results_of(one, motions)
    context = {
        "assembly": one, "estate": one.estate, "title": queries.title_of(one), "results": told,
        "together": results.together(told), "channels": queries.channels_of(one),
        "officials": queries.officials_of(one), "openings": queries.openings_of(one),
        "objections": queries.objections_in_figures(one), "outside": getattr(one, "outside", None),
        "hashes": queries.hashes_of(one), "may": _may(request.user, one, at), "own": results.own_results(one, motions),
    }  # fmt: skip
    return show(request, "assembly/result.html", context)


def _may(person: Any, one: Assembly, at: datetime) -> dict[str, bool]:
    """What a signed-in reader can do from here; a stranger reads, and takes the public file."""
    if not isinstance(person, Person) or not may_read(person, one, at):
        return {}
    taken = one.state == S.CERTIFIED and one.objections_until is not None and at < one.objections_until
    return {
        "read": True, "object": taken and may_object(person, one, at), "open": may_open_bundle(person, one, at),
    }  # fmt: skip


@require_GET
def public_bundle(request: HttpRequest, code: str, pk: UUID) -> HttpResponse:
    """The file with which anybody counts again."""
    one = _published(code, pk)
    return _file(_stored(one.bundle), "application/zip", f"{code}-{one}-public.zip")


@require_http_methods(["GET", "POST"])
def open_bundle(request: PersonRequest, code: str, pk: UUID) -> HttpResponse:
    """The full count, to those who may open it, for a reason that stays on record."""
    at = now()
    one = find(request, code, pk, at)
    require(may_open_bundle, request.user, one, at)
    if one.state not in Assembly.PUBLISHED:
        raise OutOfTurn(S(one.state), S.CERTIFIED)
    form = WhyForm(posted(request))
    if form.is_valid():
        data = actions.open_bundle(one.pk, why=form.cleaned_data["why"], by=request.user, at=at)
        return _private(_file(data, "application/zip", f"{code}-{one}-full.zip"))
    context = {"assembly": one, "estate": one.estate, "title": queries.title_of(one), "form": form}
    return show(request, "assembly/open_bundle.html", context)


@require_GET
def outside_evidence(request: HttpRequest, code: str, pk: UUID) -> HttpResponse:
    """What the official system issued: for everybody once the result is published, before that for who counts."""
    rows = Assembly.objects.select_related(*WITH_PLACE).filter(outside__isnull=False)
    one, at = get_object_or_404(rows, pk=pk, estate__node__code=code), now()
    person = request.user
    counts = isinstance(person, Person) and may_see_count(person, one, at)
    if one.state not in Assembly.PUBLISHED and not counts:
        raise NotThere
    name = one.outside.file
    response = _file(_stored(name), type_of(name), f"{code}-{one}-official.{name.rpartition('.')[2]}")
    return response if one.state in Assembly.PUBLISHED else _private(response)


def _stored(name: str) -> bytes:
    try:
        with default_storage.open(name) as file:
            data: bytes = file.read()
            return data
    except FileNotFoundError as gone:
        raise NotThere from gone


def _file(data: bytes, kind: str, name: str) -> HttpResponse:
    stem, _, ending = name.rpartition(".")
    response = HttpResponse(data, content_type=kind)
    response.headers["Content-Disposition"] = f'attachment; filename="{slugify(stem)}.{ending}"'
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response


def _private(response: HttpResponse) -> HttpResponse:
    response.headers["Cache-Control"] = "private, no-store"
    return response


@require_GET
def decisions(request: HttpRequest, code: str) -> HttpResponse:
    """What the owners of an estate decided, the newest first."""
    estate = find_estate(code)
    page = queries.decisions_of(estate, request.GET.get("before", ""))
    person = request.user
    reads_list = isinstance(person, Person) and may_read_list(person, estate, now())
    context = {"estate": estate, "page": page, "reads_list": reads_list}
    return show(request, "assembly/decisions.html", context | {"panels": panels_at(request, "decisions", estate)})


@require_GET
def decision(request: HttpRequest, code: str, year: int, number: int) -> HttpResponse:
    """One decision: its words, its result in a line, from when it holds."""
    estate = find_estate(code)
    found = queries.decision_of(estate, year, number)
    if found is None:
        raise NotThere
    one = found.motion.assembly
    told = results.results_of(one, [found.motion])
    context = {
        "estate": estate, "decision": found, "assembly": one, "title": queries.title_of(one), "result": told[0],
        "panels": panels_at(request, "decision", found),
    }  # fmt: skip
    return show(request, "assembly/decision.html", context)
