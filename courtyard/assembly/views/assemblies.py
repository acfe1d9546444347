"""Votes of an estate: the list, one with everything about it, and preparing, revising and voiding it."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.utils.timezone import localdate, now
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from courtyard.assembly import actions, queries, rules
from courtyard.assembly.course import Standing, standing_of
from courtyard.assembly.forms.calling import DraftForm
from courtyard.assembly.models import REASON_MAX, Assembly, Head, Official, Petition
from courtyard.assembly.permissions import (
    conveners_of,
    may_convene,
    may_deliver,
    may_read_list,
    may_read_roll,
    may_reply,
    may_report,
    may_revise,
    may_run,
    may_void,
)
from courtyard.assembly.queries.delivery import has_received, reached
from courtyard.assembly.views.pages import find, find_estate, posted, see
from courtyard.core.errors import BadInput, NotThere
from courtyard.people.middleware import PersonRequest
from courtyard.trail.deeds import require
from courtyard.web.deed_form import WordsForm
from courtyard.web.registers import panels_at
from courtyard.web.show import show

S = Assembly.State
PETITIONS_OFFERED = 20


@require_GET
def assemblies(request: PersonRequest, code: str) -> HttpResponse:
    """What owners decide now, and what they decided."""
    estate, at = find_estate(code), now()
    if not may_read_list(request.user, estate, at):
        raise NotThere
    after = request.GET.get("after", "")
    over, older = queries.past(request.user, estate, at, after)
    context = {
        "estate": estate,
        "running": [] if after else _listed(queries.running(request.user, estate, at), at),
        "over": _listed(over, at),
        "older": f"?after={older}" if older else "",
        "newer": "?" if after else "",
        "rolls": [] if after else _listed(queries.rolls_to_look_at(request.user, estate, at), at),
        "may_convene": may_convene(request.user, estate, at),
    }
    return show(request, "assembly/assemblies.html", context)


def _listed(rows: Sequence[Assembly], at: datetime) -> list[dict[str, Any]]:
    return [{"one": one, "title": queries.title_of(one), "standing": standing_of(one, at)} for one in rows]


@require_GET
def assembly(request: PersonRequest, code: str, pk: UUID) -> HttpResponse:
    """Everything about one vote, from the draft to the decision in force."""
    at = now()
    one = find(request, code, pk, at)
    heads = queries.heads_of(request.user, one, at) if one.state != S.DRAFT else []
    officials = Official.objects.filter(assembly=one, ended_at__isnull=True).select_related("person")
    context = about(one, at, heads) | {
        "heads": heads,
        "officials": list(officials.order_by("role", "named_at", "pk")),
        "reached": reached(one) if one.noticed_at else None,
        "may": _may(request, one, heads, at),
    }
    if context["may"]["revise"]:
        rows = context["rows"]
        context["rows"] = [replace(row, panels=tuple(panels_at(request, "motion", row.motion))) for row in rows]
    return show(request, "assembly/assembly.html", context)


def about(one: Assembly, at: datetime, heads: Sequence[Head] = ()) -> dict[str, Any]:
    """What every page that shows a vote whole needs: its title, where it stands, and its motions."""
    area = one.area_cm2
    roll = None
    if one.state == S.DRAFT:
        roll = queries.draft_of(one, localdate(at))
        area = roll.area_cm2
    return {
        "one": one,
        "at": at,
        "estate": one.estate,
        "title": queries.title_of(one),
        "standing": stands(one, at),
        "rows": queries.motion_rows(one, area, heads),
        "roll": roll,
        "area_cm2": area,
        "reply_until": rules.reply_until(one) if one.reported_at else None,
        "notice_period": rules.notice_period(one),
    }


def stands(one: Assembly, at: datetime) -> Standing:
    return standing_of(one, at, rules.reply_until(one) if one.reported_at else None)


def _may(request: PersonRequest, one: Assembly, heads: Sequence[Head], at: datetime) -> dict[str, bool]:
    """What this reader can do next, so that the page offers that and nothing else."""
    person, is_draft = request.user, one.state == S.DRAFT
    runs = may_run(person, one, at)
    frozen = one.state == S.FROZEN
    return {
        "run": runs,
        "revise": is_draft and may_revise(person, one, at),
        "report": is_draft and one.reported_at is None and may_report(person, one, at),
        "reply": is_draft and one.reported_at is not None and one.replied_at is None and may_reply(person, one, at),
        "name_official": runs and one.state in (S.DRAFT, *Assembly.RUNNING),
        "deliver": frozen and may_deliver(person, one, at),
        "read_roll": may_read_roll(person, one, at),
        "void": runs and one.state in (S.DRAFT, *Assembly.RUNNING) and may_void(person, one, at),
        "receive": frozen and bool(heads) and not has_received(one, heads),
    }


@require_http_methods(["GET", "POST"])
def draft(request: PersonRequest, code: str) -> HttpResponse:
    """A new vote, in the name of whoever may convene it."""
    estate, at = find_estate(code), now()
    require(may_convene, request.user, estate, at)
    wanted = Petition.objects.filter(estate=estate, state=Petition.State.REACHED).order_by("-reached_at")
    form = DraftForm(
        posted(request), estate=estate, conveners=conveners_of(request.user, estate, at),
        petitions=list(wanted[:PETITIONS_OFFERED]), petition=request.GET.get("petition", ""), at=at,
    )  # fmt: skip
    if form.is_valid():
        try:
            return see(actions.draft(form.plan(), by=request.user, at=at))
        except BadInput as wrong:
            form.refuse(wrong)
    return show(request, "assembly/draft.html", {"estate": estate, "form": form, "one": None})


@require_http_methods(["GET", "POST"])
def revise(request: PersonRequest, code: str, pk: UUID) -> HttpResponse:
    at = now()
    one = find(request, code, pk, at)
    require(may_revise, request.user, one, at)
    form = DraftForm(posted(request), estate=one.estate, one=one, at=at)
    if form.is_valid():
        try:
            return see(actions.revise(one.pk, form.plan(), by=request.user, at=at))
        except BadInput as wrong:
            form.refuse(wrong)
    context = {"estate": one.estate, "form": form, "one": one, "title": queries.title_of(one)}
    return show(request, "assembly/draft.html", context)


@require_http_methods(["GET", "POST"])
def void(request: PersonRequest, code: str, pk: UUID) -> HttpResponse:
    """It does not count, and why not stays for everybody to read."""
    at = now()
    one = find(request, code, pk, at)
    require(may_void, request.user, one, at)
    form = WordsForm(posted(request), label=_("Why does it not count?"), most=REASON_MAX)
    if form.is_valid():
        try:
            return see(actions.void(one.pk, reason=form.cleaned_data["words"], by=request.user, at=at))
        except BadInput as wrong:
            form.refuse(wrong)
    return show(request, "assembly/void.html", {"one": one, "title": queries.title_of(one), "form": form})


@require_POST
def report(request: PersonRequest, code: str, pk: UUID) -> HttpResponse:
    at = now()
    one = find(request, code, pk, at)
    require(may_report, request.user, one, at)
    return see(actions.report(one.pk, by=request.user, at=at))


@require_http_methods(["GET", "POST"])
def reply(request: PersonRequest, code: str, pk: UUID) -> HttpResponse:
    """What the convenor says to it. It is no veto."""
    at = now()
    one = find(request, code, pk, at)
    require(may_reply, request.user, one, at)
    form = WordsForm(
        posted(request), label=_("What do you say to it?"), most=REASON_MAX,
        help_text=_("Everybody who reads the vote reads it. It is on record and stops nothing."),
    )  # fmt: skip
    if form.is_valid():
        try:
            return see(actions.reply(one.pk, words=form.cleaned_data["words"], by=request.user, at=at))
        except BadInput as wrong:
            form.refuse(wrong)
    return show(request, "assembly/reply.html", about(one, at) | {"form": form})
