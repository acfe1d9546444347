"""The roll as a draft and frozen, what is said against it, and who has a task in the vote."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.timezone import localdate, now
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from courtyard.assembly import actions, queries
from courtyard.assembly.forms.roll import AnswerChallengeForm, ChallengeForm, NameOfficialForm
from courtyard.assembly.models import Assembly, Challenge, Official
from courtyard.assembly.permissions import (
    may_answer_challenge,
    may_challenge,
    may_end_official,
    may_name_official,
    may_read,
    may_read_roll,
    may_run,
    persons_of,
)
from courtyard.assembly.queries import rolls
from courtyard.assembly.queries.roll import NO_AREA, NO_OWNER, SAME_NAME
from courtyard.assembly.views.pages import find, posted, see
from courtyard.core.errors import BadInput
from courtyard.people.middleware import PersonRequest
from courtyard.people.models import Tenure
from courtyard.people.permissions.registering import may_tell_names
from courtyard.people.standing import standing
from courtyard.places.permissions import may_keep_register
from courtyard.trail.deeds import require
from courtyard.web.show import show

OWNING = (Tenure.Kind.OWNER, Tenure.Kind.CO_OWNER)
AFTER_MAX = 10**7


@require_GET
def roll(request: PersonRequest, code: str, pk: UUID) -> HttpResponse:
    """Who decides: numbers, homes and area. The draft shows what has to be settled first, and takes challenges."""
    at = now()
    one = find(request, code, pk, at, may_read_roll)
    runs = may_run(request.user, one, at)
    after = _after(request)
    is_draft = one.state == Assembly.State.DRAFT
    context = (_drafted if is_draft else _frozen)(request, one, after, at, named=runs)
    context |= {
        "one": one,
        "estate": one.estate,
        "title": queries.title_of(one),
        "newer": "?" if after else "",
        "older": f"?after={context['next']}" if context["next"] else "",
        "is_draft": is_draft,
        "runs": runs,
        "may_read": may_read(request.user, one, at),
        "may_challenge": is_draft and may_challenge(request.user, one, at),
        "challenges": rolls.challenges_of(one, None if runs else request.user),
    }
    return show(request, "assembly/roll.html", context)


def _after(request: PersonRequest) -> int:
    text = request.GET.get("after", "")
    return min(int(text), AFTER_MAX) if text.isdecimal() and len(text) < len(str(AFTER_MAX)) else 0


def _drafted(request: PersonRequest, one: Assembly, after: int, at: datetime, *, named: bool) -> dict[str, Any]:
    found = queries.draft_of(one, localdate(at))
    mine = {person.pk for person in persons_of(request.user, at)}
    rows, following = rolls.draft_page(found, after, mine, named=named)
    keeps = may_keep_register(request.user, one.estate, at)
    told = named or keeps
    return {
        "rows": rows,
        "next": following,
        "heads": len(found.heads),
        "area_cm2": found.area_cm2,
        "mine": rolls.draft_mine(found, mine, named=named),
        "left_out": rolls.left_out_of_draft(found),
        "problems": [_problem(request, each, one, at, told=told, keeps=keeps) for each in found.problems],
    }


def _problem(
    request: PersonRequest, problem: queries.Problem, one: Assembly, at: datetime, *, told: bool, keeps: bool
) -> dict[str, Any]:
    """What is to be settled: which homes and names only for those who settle it, with the way there."""
    names = problem.says == SAME_NAME
    return {
        "says": queries.says_of(problem),
        "homes": list(zip(problem.homes, problem.which, strict=True)) if told and problem.homes else [],
        "names": list(problem.which) if told and names else [],
        "rest": problem.count - len(problem.which) if told and problem.which else 0,
        "linked": keeps and problem.says in (NO_AREA, NO_OWNER),
        "tell_names": names and may_tell_names(request.user, one.estate, at),
    }


def _frozen(request: PersonRequest, one: Assembly, after: int, at: datetime, *, named: bool) -> dict[str, Any]:
    mine = [head.pk for head in queries.heads_of(request.user, one, at)]
    rows, following = rolls.frozen_page(one, after, mine)
    return {
        "rows": rows,
        "next": following,
        "heads": one.heads,
        "area_cm2": one.area_cm2,
        "mine": rolls.frozen_mine(one, mine),
        "left_out": rolls.left_out_of_roll(one),
        "problems": [],
    }


@require_http_methods(["GET", "POST"])
def challenge(request: PersonRequest, code: str, pk: UUID) -> HttpResponse:
    """An owner says what is wrong with the draft."""
    at = now()
    one = find(request, code, pk, at, may_challenge)
    held = standing(request.user).tenures_on(localdate(at))
    homes = rolls.homes_owned(t.home for t in held if t.estate_id == one.estate_id and t.kind in OWNING)
    form = ChallengeForm(posted(request), homes=homes)
    if form.is_valid():
        given = {"words": form.cleaned_data["words"], "home": form.of_home(), "form": form.cleaned_data["id"]}
        try:
            actions.challenge(one.pk, **given, by=request.user, at=at)
            return see(one, "roll")
        except BadInput as wrong:
            form.refuse(wrong)
    return show(request, "assembly/challenge.html", {"one": one, "title": queries.title_of(one), "form": form})


@require_http_methods(["GET", "POST"])
def answer_challenge(request: PersonRequest, code: str, pk: UUID, challenge: UUID) -> HttpResponse:
    at = now()
    one = find(request, code, pk, at)
    rows = Challenge.objects.select_related("assembly__estate__node", "person", "home__building", "home__entrance")
    said = get_object_or_404(rows, pk=challenge, assembly=one)
    require(may_answer_challenge, request.user, said, at)
    form = AnswerChallengeForm(posted(request))
    if form.is_valid():
        given = form.cleaned_data
        corrected = given["state"] == Challenge.State.CORRECTED
        try:
            actions.answer_challenge(said.pk, corrected=corrected, words=given["words"], by=request.user, at=at)
            return see(one, "roll")
        except BadInput as wrong:
            form.refuse(wrong)
    return show(request, "assembly/answer_challenge.html", {"one": one, "challenge": said, "form": form})


@require_http_methods(["GET", "POST"])
def name_official(request: PersonRequest, code: str, pk: UUID) -> HttpResponse:
    """Who goes from door to door, counts, and watches over the count."""
    at = now()
    one = find(request, code, pk, at)
    require(may_name_official, request.user, one, at)
    day = localdate(at)
    form = NameOfficialForm(posted(request), estate=one.estate, offices=rolls.may_be_tasked(one.estate, day), day=day)
    if form.is_valid():
        try:
            role = form.cleaned_data["role"]
            actions.name_official(one.pk, person=form.person(), role=role, by=request.user, at=at)
            return see(one, "name_official")
        except BadInput as wrong:
            form.refuse(wrong)
    named = Official.objects.filter(assembly=one, ended_at__isnull=True).select_related("person")
    context = {"one": one, "title": queries.title_of(one), "form": form, "named": named.order_by("role", "named_at")}
    return show(request, "assembly/name_official.html", context)


@require_POST
def end_official(request: PersonRequest, code: str, pk: UUID, official: UUID) -> HttpResponse:
    at = now()
    one = find(request, code, pk, at)
    require(may_end_official, request.user, one, at)
    named = get_object_or_404(Official, pk=official, assembly=one)
    actions.end_official(named.pk, by=request.user, at=at)
    return see(one, "name_official")
