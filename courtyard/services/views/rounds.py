"""The page that is walked with, and the addresses to which a phone sends what it kept. They answer data.

401 signed out, 403 a form too old, 404 not yours, 409 out of turn, 413 too large, 422 cannot be used: each with a
sentence for whoever holds the phone.
"""

import functools
import uuid
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from django.contrib.staticfiles import finders
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.urls import reverse
from django.utils.timezone import now
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from courtyard.cases.upkeep import kept
from courtyard.core.errors import BadInput, NotThere, Refusal
from courtyard.people.middleware import PersonRequest
from courtyard.services.actions import findings as deeds
from courtyard.services.actions import rounds as actions
from courtyard.services.actions.findings import Shot
from courtyard.services.forms.inspections import FinishForm, SeenForm, ShotForm, WalkForm, picture_of
from courtyard.services.models import Finding, FindingPhoto, Item, Round
from courtyard.services.permissions.inspections import may_walk_round
from courtyard.services.queries import inspections as queries
from courtyard.services.upkeep.inspections import take_away
from courtyard.services.views.inspections import file_case, find_estate, posted, see
from courtyard.services.walking import for_phone
from courtyard.trail.ids import new_id
from courtyard.web.refusals import told
from courtyard.web.show import show

View = Callable[..., HttpResponse]
WORKER = "services/worker.js"


def _find(request: PersonRequest, code: str, pk: UUID, at: datetime) -> Round:
    """A round of this person's own; nobody else walks it."""
    one = queries.find_round(find_estate(code), pk)
    if one is None or not may_walk_round(request.user, one, at):
        raise NotThere
    return one


@require_http_methods(["GET", "POST"])
def walk_round(request: PersonRequest, code: str, pk: UUID) -> HttpResponse:
    """One item a page. With JavaScript the page lies in the phone, and needs us only to send what was kept."""
    at = now()
    one = _find(request, code, pk, at)
    if not one.is_open:
        return see("round", code, pk)
    if request.method == "POST" and "finish" in request.POST:
        actions.finish_round(one.pk, by=request.user, at=at)
        return see("round", code, pk)
    items = queries.items_on(one)
    found = {finding.item_id: finding for finding in queries.findings_of(one, unhidden=True)}
    number = _number(request, items, found)
    item, before = items[number], found.get(items[number].pk)
    form = WalkForm(posted(request), request.FILES or None, estate=one.estate, at=at, initial=_initial(item, before))
    if form.is_valid() and _keep(form, one, request, at):
        after = min(number + 2, len(items))
        return HttpResponse(status=303, headers={"Location": f"{request.path}?item={after}"})
    context = for_phone(one, items, found, number) | {"form": form, "item": item, "before": before}
    return show(request, "services/walk_round.html", context)


def _number(request: HttpRequest, items: list[Item], found: dict[UUID, Finding]) -> int:
    """The item asked for, the one that a form is about, or the first that nobody said anything about."""
    about = request.POST.get("item", "")
    for number, item in enumerate(items):
        if about in {str(item.pk), item.pk.hex}:
            return number
    wanted = request.GET.get("item", "")
    if wanted.isdecimal() and 1 <= int(wanted[:4]) <= len(items):
        return int(wanted[:4]) - 1
    return next((number for number, item in enumerate(items) if item.pk not in found), 0)


def _initial(item: Item, before: Finding | None) -> dict[str, Any]:
    given: dict[str, Any] = {"id": new_id(), "item": item.pk, "category": item.category}
    return given | ({"outcome": before.outcome, "note": before.note} if before else {})


def _keep(form: WalkForm, one: Round, request: PersonRequest, at: datetime) -> bool:
    """Everything of the form that can be used; what cannot is said at its field."""
    seen = form.seen()
    try:
        found = deeds.record_finding(one.pk, seen, by=request.user, at=at)
        for place, (picture, digest) in enumerate(form.pictures):
            with kept(one.estate_id, [picture], at) as files:
                shot = Shot(
                    id=uuid.uuid5(seen.id, str(place)), item=seen.item, file=files[0], sent_sha256=digest,
                    cleared=form.cleared,
                )  # fmt: skip
                _add(one, shot, request, at)
        if form.cleaned_data["report"] and found.outcome == Finding.Outcome.FAIL:
            file_case(found, form.cleaned_data["category"], True, request.user, at)
    except BadInput as wrong:
        form.refuse(wrong)
    return form.is_valid()


def _add(one: Round, shot: Shot, request: PersonRequest, at: datetime) -> FindingPhoto:
    photo = deeds.add_photo(one.pk, shot, by=request.user, at=at)
    if photo.file != shot.file.file:
        take_away(shot.file)
    return photo


def for_a_phone(view: View) -> View:
    """A refusal becomes data with its sentence, whatever the request says it accepts."""

    @functools.wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except Refusal as refusal:
            said = {"refused": told(refusal), "status": refusal.status, "name": type(refusal).__name__}
            return JsonResponse(said, status=refusal.status)

    return answer


@require_GET
@for_a_phone
def round_state(request: PersonRequest, code: str, pk: UUID) -> HttpResponse:
    """What is here, the time, and a fresh token: with it a phone begins to send, whatever it believed before."""
    at = now()
    one = _find(request, code, pk, at)
    found = queries.findings_of(one, unhidden=True)
    said = {
        "token": get_token(request), "now": at.isoformat(), "finished": one.finished_at is not None,
        "dropped": one.dropped_at is not None, "findings": [_finding(one, finding) for finding in found],
        "photos": [_photo(one, finding, photo) for finding in found for photo in finding.shots],  # type: ignore[attr-defined]
    }  # fmt: skip
    return JsonResponse(said)


def _finding(one: Round, finding: Finding) -> dict[str, Any]:
    code = one.estate.code
    return {
        "ids": [finding.pk.hex, *finding.sent_as], "item": finding.item_id.hex, "outcome": finding.outcome,
        "note": finding.note, "seen_at": finding.seen_at.isoformat(),
        "case": finding.case.number if finding.case else "",
        "report": reverse("services:finding_to_case", args=[code, one.pk, finding.pk]),
    }  # fmt: skip


def _photo(one: Round, finding: Finding, photo: FindingPhoto) -> dict[str, Any]:
    where = [one.estate.code, one.pk, photo.pk]
    return {
        "id": photo.pk.hex, "item": finding.item_id.hex, "cleared": photo.cleared, "sent_sha256": photo.sent_sha256,
        "clear": reverse("services:clear_photo", args=where), "hide": reverse("services:hide_photo", args=where),
    }  # fmt: skip


@require_POST
@for_a_phone
def record_finding(request: PersonRequest, code: str, pk: UUID) -> HttpResponse:
    at = now()
    one = _find(request, code, pk, at)
    found = deeds.record_finding(one.pk, SeenForm(request.POST).seen(), by=request.user, at=at)
    return JsonResponse(_finding(one, found))


@require_POST
@for_a_phone
def add_photo(request: PersonRequest, code: str, pk: UUID) -> HttpResponse:
    at = now()
    one = _find(request, code, pk, at)
    said = ShotForm(request.POST, request.FILES).read()
    picture, digest = picture_of(said["photo"])
    with kept(one.estate_id, [picture], at) as files:
        shot = Shot(id=said["id"], item=said["item"], file=files[0], sent_sha256=digest, cleared=said["cleared"])
        photo = _add(one, shot, request, at)
    return JsonResponse(_photo(one, photo.finding, photo))


@require_POST
@for_a_phone
def finish_round(request: PersonRequest, code: str, pk: UUID) -> HttpResponse:
    at = now()
    one = _find(request, code, pk, at)
    actions.finish_round(one.pk, **FinishForm(request.POST).read(), by=request.user, at=at)
    return JsonResponse({"finished": True})


@functools.cache
def _worker() -> str:
    """As it lies in the package: collected files have other names, and other folders."""
    return Path(str(finders.find(WORKER))).read_text(encoding="utf-8")


@require_GET
def round_worker(request: HttpRequest, code: str) -> HttpResponse:
    """The service worker: it reaches as far as the folder it is served from, which are this estate's rounds."""
    estate = find_estate(code)
    response = HttpResponse(_worker(), content_type="text/javascript; charset=utf-8")
    response.headers["Cache-Control"] = "private, no-cache"
    response.headers["Service-Worker-Allowed"] = reverse("services:rounds", args=[estate.code])
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response
