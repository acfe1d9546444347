"""The teller's page: the close, the count, its check and the certificate, and an official system's result."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.utils.text import slugify
from django.utils.timezone import now
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from courtyard.assembly import actions, queries, results, upkeep
from courtyard.assembly.evidence import Evidence
from courtyard.assembly.forms.results import ExportForm, OutsideForm
from courtyard.assembly.models import Assembly
from courtyard.assembly.permissions import (
    may_bring_outside_result,
    may_certify,
    may_check_count,
    may_close,
    may_count,
    may_export_electorate,
    may_see_count,
)
from courtyard.assembly.views.pages import find, posted, see
from courtyard.core.errors import NotThere, OutOfTurn
from courtyard.people.middleware import PersonRequest
from courtyard.people.models import Person
from courtyard.trail.deeds import require
from courtyard.web.refusals import said_on
from courtyard.web.show import show

S = Assembly.State
BEGUN = (S.FROZEN, S.CLOSED, S.COUNTED, S.CERTIFIED, S.FINAL)


def _find(request: PersonRequest, code: str, pk: UUID, at: datetime) -> Assembly:
    one = find(request, code, pk, at)
    if one.state not in BEGUN or not may_see_count(request.user, one, at):
        raise NotThere
    return one


@require_GET
def counting(request: PersonRequest, code: str, pk: UUID) -> HttpResponse:
    """What is done of the count, what comes next, and who does it."""
    at = now()
    one = _find(request, code, pk, at)
    counted = one.state in (S.COUNTED, *Assembly.PUBLISHED)
    motions = list(one.motions.prefetch_related("candidates"))
    context = {
        "assembly": one, "estate": one.estate, "title": queries.title_of(one), "turnout": queries.turnout(one),
        "papers": queries.papers_left(one), "officials": queries.officials_of(one), "may": _may(request.user, one, at),
        "over": at >= one.closes_at, "outside": getattr(one, "outside", None),
        "results": results.results_of(one, motions) if counted else [],
    }  # fmt: skip
    return show(request, "assembly/counting.html", context)


def _may(person: Person, one: Assembly, at: datetime) -> dict[str, bool]:
    """What this reader can do next."""
    checks = one.state == S.COUNTED and one.checked_at is None and one.counted_by_id != person.pk
    asked = bool(one.official_system)
    return {
        "close": one.state == S.FROZEN and at >= one.closes_at and may_close(person, one, at),
        "count": one.state == S.CLOSED and may_count(person, one, at),
        "check": checks and may_check_count(person, one, at),
        "certify": one.state == S.COUNTED and one.checked_at is not None and may_certify(person, one, at),
        "bring": asked and one.state in (S.CLOSED, S.COUNTED) and may_bring_outside_result(person, one, at),
        "export": asked and one.state in (S.FROZEN, S.CLOSED) and may_export_electorate(person, one, at),
    }  # fmt: skip


@require_POST
def close(request: PersonRequest, code: str, pk: UUID) -> HttpResponse:
    at = now()
    one = find(request, code, pk, at)
    return see(actions.close(one.pk, by=request.user, at=at), "counting")


@require_POST
def count(request: PersonRequest, code: str, pk: UUID) -> HttpResponse:
    at = now()
    one = find(request, code, pk, at)
    return see(actions.count(one.pk, by=request.user, at=at), "counting")


@require_POST
def check_count(request: PersonRequest, code: str, pk: UUID) -> HttpResponse:
    at = now()
    one = find(request, code, pk, at)
    return see(actions.check_count(one.pk, by=request.user, at=at), "counting")


@require_http_methods(["GET", "POST"])
def certify(request: PersonRequest, code: str, pk: UUID) -> HttpResponse:
    """What everybody will read, once more before it is published."""
    at = now()
    one = find(request, code, pk, at)
    require(may_certify, request.user, one, at)
    if one.state in Assembly.PUBLISHED:
        return see(one, "result")
    if one.state != S.COUNTED:
        raise OutOfTurn(S(one.state), S.CERTIFIED)
    if request.method == "POST":
        with upkeep.bundled(one, at) as (public, full):
            return see(actions.certify(one.pk, bundle=public, full=full, by=request.user, at=at), "result")
    told = results.results_of(one, list(one.motions.prefetch_related("candidates")))
    context = {
        "assembly": one, "estate": one.estate, "title": queries.title_of(one), "results": told,
        "together": results.together(told), "waits": one.official_system and not hasattr(one, "outside"),
        "brought_it_in": hasattr(one, "outside") and one.outside.brought_by_id == request.user.pk,
    }  # fmt: skip
    return show(request, "assembly/certify.html", context)


@require_http_methods(["GET", "POST"])
def bring_outside_result(request: PersonRequest, code: str, pk: UUID) -> HttpResponse:
    at = now()
    one = _official(request, code, pk, at)
    require(may_bring_outside_result, request.user, one, at)
    form = OutsideForm(posted(request), request.FILES or None)
    if form.is_valid():
        evidence: Evidence = form.cleaned_data["evidence"]
        with said_on(form), upkeep.kept(one.estate_id, evidence.data, evidence.ending, at) as kept:
            assert kept is not None, "the form asks for it"
            sheet = form.cleaned_data["sheet"]
            actions.bring_outside_result(one.pk, sheet=sheet, evidence=kept, by=request.user, at=at)
        if form.is_valid():
            return see(one, "counting")
    context = {"assembly": one, "estate": one.estate, "title": queries.title_of(one), "form": form}
    return show(request, "assembly/bring_outside_result.html", context)


def _official(request: PersonRequest, code: str, pk: UUID, at: datetime) -> Assembly:
    """A vote that a city's own system counts."""
    one = find(request, code, pk, at)
    if not one.official_system:
        raise NotThere
    return one


@require_GET
def outside_sheet(request: PersonRequest, code: str, pk: UUID) -> HttpResponse:
    """The empty sheet, with a line for each motion and choice."""
    at = now()
    one = _official(request, code, pk, at)
    require(may_bring_outside_result, request.user, one, at)
    lines = ["议题,意见,人数,面积"]
    for motion in one.motions.prefetch_related("candidates"):
        standing = sorted(candidate.number for candidate in motion.candidates.all() if candidate.number)
        choices = [f"{number}号" for number in standing] if motion.is_election else ["同意", "反对", "弃权"]
        lines += [f"{motion.position},{choice},," for choice in (*choices, *(["参加"] if motion.is_election else []))]
    return _csv("\r\n".join(lines).encode("utf-8-sig") + b"\r\n", f"{one}-result")


@require_http_methods(["GET", "POST"])
def export_electorate(request: PersonRequest, code: str, pk: UUID) -> HttpResponse:
    """The frozen roll for the official system."""
    at = now()
    one = _official(request, code, pk, at)
    require(may_export_electorate, request.user, one, at)
    form = ExportForm(posted(request))
    if form.is_valid():
        given: dict[str, Any] = form.cleaned_data
        return _csv(
            actions.export_electorate(one.pk, names=given["names"], why=given["why"], by=request.user, at=at),
            f"{one}-roll",
        )
    context = {"assembly": one, "estate": one.estate, "title": queries.title_of(one), "form": form}
    return show(request, "assembly/export_electorate.html", context)


def _csv(data: bytes, name: str) -> HttpResponse:
    response = HttpResponse(data, content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{slugify(name)}.csv"'
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Cache-Control"] = "private, no-store"
    return response
