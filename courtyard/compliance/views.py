"""An estate's health; the estates of a place; and false alarms."""

from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.timezone import now
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from courtyard.compliance import actions, queries
from courtyard.compliance.chores import look
from courtyard.compliance.forms import ExcuseForm, OnForm
from courtyard.compliance.models import Excuse, Finding
from courtyard.compliance.permissions import (
    may_end_excuse,
    may_evaluate,
    may_excuse_finding,
    may_see_health,
    may_see_healths,
)
from courtyard.core.errors import BadInput, NotThere
from courtyard.people.middleware import PersonRequest
from courtyard.people.queries import estate_for
from courtyard.places.models import Node
from courtyard.trail.deeds import require
from courtyard.web.show import show


@require_GET
def health(request: PersonRequest, code: str) -> HttpResponse:
    """What the checks found, whose it is and what to do next; for today, or any other day."""
    at = now()
    estate = estate_for(may_see_health, request.user, code, at)
    today = at.astimezone(ZoneInfo(estate.node.zone)).date()
    form = OnForm(request.GET or None)
    on = form.day(today)
    found = queries.health(estate, on, kept=on == today, persons=may_evaluate(request.user, estate, at))
    context = {
        "estate": estate, "health": found, "form": form, "other_day": on != today,
        "may_evaluate": on == today and may_evaluate(request.user, estate, at),
        "excusable": {
            row.finding.pk for row in found.alarms
            if row.finding.pk and may_excuse_finding(request.user, estate, row.finding.bearer, at)
        },
        "endable": {row.excuse.pk for row in found.excused if row.excuse and _may_end(request, row.excuse, estate, at)},
    }  # fmt: skip
    return show(request, "compliance/health.html", context)


def _may_end(request: PersonRequest, excuse: Excuse, estate: Any, at: Any) -> bool:
    excuse.estate = estate
    return may_end_excuse(request.user, excuse, at)


@require_POST
def evaluate(request: PersonRequest, code: str) -> HttpResponse:
    """Look again now, without waiting for the clerk."""
    at = now()
    estate = estate_for(may_see_health, request.user, code, at)
    require(may_evaluate, request.user, estate, at)
    look([estate], at)
    return redirect("compliance:health", code=code)


@require_http_methods(["GET", "POST"])
def excuse_finding(request: PersonRequest, code: str, pk: int) -> HttpResponse:
    """A false alarm, with reason and end."""
    at = now()
    estate = estate_for(may_see_health, request.user, code, at)
    found = get_object_or_404(Finding, pk=pk, estate=estate)
    require(may_excuse_finding, request.user, estate, found.bearer, at)
    form = ExcuseForm(request.POST or None)
    if form.is_valid():
        try:
            actions.excuse_finding(estate.pk, form.alarm(pk), by=request.user, at=at)
        except BadInput as wrong:
            form.refuse(wrong)
        else:
            return redirect("compliance:health", code=code)
    row = queries.row_of(estate, found)
    return show(request, "compliance/excuse_finding.html", {"estate": estate, "row": row, "form": form})


@require_POST
def end_excuse(request: PersonRequest, code: str, pk: UUID) -> HttpResponse:
    """It may alarm again."""
    at = now()
    estate = estate_for(may_see_health, request.user, code, at)
    one = get_object_or_404(Excuse.objects.select_related("estate__node"), pk=pk, estate=estate)
    actions.end_excuse(one.pk, by=request.user, at=at)
    look([estate], at)
    return redirect("compliance:health", code=code)


@require_GET
def healths(request: PersonRequest, code: str) -> HttpResponse:
    """The estates of a place, those with most breaches first."""
    node, at = get_object_or_404(Node, code=code), now()
    if not may_see_healths(request.user, node, at):
        raise NotThere
    rows, after = queries.worst(node, request.GET.get("after", ""))
    return show(request, "compliance/healths.html", {"node": node, "rows": rows, "more": after})
