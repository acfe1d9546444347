"""Elections: the candidates' notice, proposing, agreeing, looking at who may stand, the order on the ballot."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from courtyard.assembly import actions, queries
from courtyard.assembly.eligibility import ASKED, PASSED, checks_of
from courtyard.assembly.forms.elections import ChecksForm, ConsentForm, NominateForm
from courtyard.assembly.lots import place
from courtyard.assembly.models import Assembly, Candidate, Motion
from courtyard.assembly.permissions import (
    may_accept_candidate,
    may_consent,
    may_nominate,
    may_order_candidates,
    may_refuse_candidate,
    may_see_candidates,
    may_withdraw_candidate,
    owns_in,
)
from courtyard.assembly.views.pages import posted
from courtyard.core.errors import NotThere
from courtyard.people.middleware import PersonRequest
from courtyard.people.models import Person
from courtyard.trail.deeds import require
from courtyard.web.refusals import said_on
from courtyard.web.show import show

WITH_PLACE = ("assembly__estate__node", "assembly__building", "assembly__entrance__building")
DRAFT = Assembly.State.DRAFT


def _find(request: PersonRequest, code: str, pk: UUID, motion: UUID, at: datetime) -> Motion:
    """An election whose candidates this reader may see."""
    elections = Motion.objects.select_related(*WITH_PLACE).filter(kind=Motion.Kind.ELECTION)
    found = get_object_or_404(elections, pk=motion, assembly=pk, assembly__estate__node__code=code)
    if not may_see_candidates(request.user, found, at):
        raise NotThere
    return found


def _candidate(request: PersonRequest, code: str, pk: UUID, candidate: UUID, at: datetime) -> Candidate:
    found = get_object_or_404(Candidate.objects.select_related("person"), pk=candidate, motion__assembly=pk)
    found.motion = _find(request, code, pk, found.motion_id, at)
    return found


def _see(motion: Motion) -> HttpResponse:
    one = motion.assembly
    address = reverse("assembly:candidates", args=[one.estate.node.code, one.pk, motion.pk])
    return HttpResponse(status=303, headers={"Location": address})


def _context(motion: Motion, **given: Any) -> dict[str, Any]:
    one = motion.assembly
    return {"motion": motion, "assembly": one, "estate": one.estate, "title": queries.title_of(one), **given}


@require_GET
def candidates(request: PersonRequest, code: str, pk: UUID, motion: UUID) -> HttpResponse:
    """Who stands, in which order and how it was drawn, what was looked at; until then, who was proposed."""
    at = now()
    found = _find(request, code, pk, motion, at)
    rows = [_row(request.user, one, found, at) for one in queries.candidates_of(found)]
    draft = found.assembly.state == DRAFT
    runs = may_order_candidates(request.user, found, at)
    listed = [row for row in rows if row["candidate"].state == Candidate.State.ACCEPTED]
    context = _context(
        found, rows=[row for row in rows if row["shown"]], checks=list(ASKED.values()), listed=len(listed),
        may={
            "nominate": draft and not found.seed and may_nominate(request.user, found, at),
            "order": draft and runs and not found.seed and len(listed) >= found.seats, "run": runs,
        },
    )  # fmt: skip
    return show(request, "assembly/candidates.html", context)


def _row(person: Person, one: Candidate, motion: Motion, at: datetime) -> dict[str, Any]:
    """A candidate, and what this reader can do. Neighbours read of those who agreed to stand; who was only proposed,
    was refused or let it be is between them, who proposed them, and whoever runs it.
    """
    one.motion = motion
    draft, mine = motion.assembly.state == DRAFT, may_consent(person, one, at)
    runs, open_ = may_accept_candidate(person, one, at), one.state == Candidate.State.NOMINATED
    standing = one.state in Candidate.STANDING
    agreed = standing and one.consented_at is not None
    return {
        "candidate": one, "mine": mine, "shown": agreed or mine or runs or one.nominated_by_id == person.pk,
        "lot": place(motion.seed, one.pk)[:12] if motion.seed and one.number else "",
        "checks": [(ASKED[key], state == PASSED) for key, state in one.checks.items() if key in ASKED],
        "may": {
            "consent": draft and mine and open_ and one.consented_at is None,
            "withdraw": draft and mine and standing,
            "look": draft and runs and open_ and not motion.seed,
        },
    }  # fmt: skip


@require_http_methods(["GET", "POST"])
def nominate(request: PersonRequest, code: str, pk: UUID, motion: UUID) -> HttpResponse:
    at = now()
    found = _find(request, code, pk, motion, at)
    require(may_nominate, request.user, found, at)
    estate = found.assembly.estate
    form = NominateForm(posted(request), estate=estate, owns=owns_in(request.user, estate, at))
    person = form.person(request.user, localdate(at)) if form.is_valid() else None
    if person is not None:
        with said_on(form):
            words = form.cleaned_data["statement"]
            actions.nominate(found.pk, person=person, words=words, by=request.user, at=at)
        if form.is_valid():
            return _see(found)
    return show(request, "assembly/nominate.html", _context(found, form=form))


@require_http_methods(["GET", "POST"])
def consent(request: PersonRequest, code: str, pk: UUID, candidate: UUID) -> HttpResponse:
    """Whoever was proposed agrees, in their own words."""
    at = now()
    one = _candidate(request, code, pk, candidate, at)
    require(may_consent, request.user, one, at)
    form = ConsentForm(posted(request), initial={"statement": one.statement})
    if form.is_valid():
        actions.consent(one.pk, words=form.cleaned_data["statement"], by=request.user, at=at)
        return _see(one.motion)
    return show(request, "assembly/consent.html", _context(one.motion, candidate=one, form=form))


@require_http_methods(["GET", "POST"])
def withdraw_candidate(request: PersonRequest, code: str, pk: UUID, candidate: UUID) -> HttpResponse:
    at = now()
    one = _candidate(request, code, pk, candidate, at)
    require(may_withdraw_candidate, request.user, one, at)
    if request.method == "POST":
        actions.withdraw_candidate(one.pk, by=request.user, at=at)
        return _see(one.motion)
    return show(request, "assembly/withdraw_candidate.html", _context(one.motion, candidate=one))


@require_http_methods(["GET", "POST"])
def accept_candidate(request: PersonRequest, code: str, pk: UUID, candidate: UUID) -> HttpResponse:
    """Every condition with its article: what the register knows, and what somebody looked at."""
    at = now()
    one = _candidate(request, code, pk, candidate, at)
    require(may_accept_candidate, request.user, one, at)
    form = _checks(request, one, at, reason=False)
    if form.is_valid():
        with said_on(form):
            actions.accept_candidate(one.pk, checks=form.checks(), by=request.user, at=at)
        if form.is_valid():
            return _see(one.motion)
    return show(request, "assembly/accept_candidate.html", _context(one.motion, candidate=one, form=form))


@require_http_methods(["GET", "POST"])
def refuse_candidate(request: PersonRequest, code: str, pk: UUID, candidate: UUID) -> HttpResponse:
    at = now()
    one = _candidate(request, code, pk, candidate, at)
    require(may_refuse_candidate, request.user, one, at)
    form = _checks(request, one, at, reason=True)
    if form.is_valid():
        with said_on(form):
            words = form.cleaned_data["words"]
            actions.refuse_candidate(one.pk, checks=form.checks(), words=words, by=request.user, at=at)
        if form.is_valid():
            return _see(one.motion)
    return show(request, "assembly/refuse_candidate.html", _context(one.motion, candidate=one, form=form))


def _checks(request: PersonRequest, one: Candidate, at: datetime, *, reason: bool) -> ChecksForm:
    known = checks_of(one.person, one.motion.assembly.estate, at)
    return ChecksForm(posted(request), candidate=one, known=known, reason=reason)


@require_POST
def order_candidates(request: PersonRequest, code: str, pk: UUID, motion: UUID) -> HttpResponse:
    at = now()
    found = _find(request, code, pk, motion, at)
    actions.order_candidates(found.pk, by=request.user, at=at)
    return _see(found)
