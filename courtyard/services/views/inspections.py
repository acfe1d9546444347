"""Rounds for everybody to read, and the pages of those who go: begin, drop, report what failed, photographs."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.files.storage import default_storage
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from courtyard.core.errors import BadInput, NotThere
from courtyard.people.middleware import PersonRequest
from courtyard.people.models import Person
from courtyard.people.queries import estate_for
from courtyard.places.models import Estate
from courtyard.services.actions import findings as deeds
from courtyard.services.actions import rounds as actions
from courtyard.services.forms.inspections import BeginForm, CaseForm
from courtyard.services.models import Finding, FindingPhoto, Round
from courtyard.services.models.standard import WORDS_MAX
from courtyard.services.permissions.inspections import (
    bodies_of,
    goes_for,
    may_begin_round,
    may_drop_round,
    may_finding_to_case,
    may_hide_photo,
    may_see_photo,
    may_see_round,
    may_walk_round,
)
from courtyard.services.queries import inspections as queries
from courtyard.services.upkeep.inspections import copies
from courtyard.trail.deeds import require
from courtyard.web.deed_form import WordsForm
from courtyard.web.show import show

PHOTO_SECONDS = 300
"""A photograph may be hidden later, so nobody's browser keeps it for long."""


def find_estate(code: str) -> Estate:
    return get_object_or_404(Estate.objects.select_related("node"), node__code=code)


def person_of(request: HttpRequest) -> Person | None:
    return request.user if isinstance(request.user, Person) else None


def find_round(request: HttpRequest, code: str, pk: UUID, at: datetime) -> Round:
    """A round that this reader may see."""
    one = queries.find_round(find_estate(code), pk)
    if one is None or not may_see_round(person_of(request), one, at):
        raise NotThere
    return one


def see(name: str, *args: object) -> HttpResponse:
    return HttpResponse(status=303, headers={"Location": reverse(f"services:{name}", args=args)})


def posted(request: HttpRequest) -> Any:
    return request.POST if request.method == "POST" else None


def wants_data(request: HttpRequest) -> bool:
    return not request.accepts("text/html") and request.accepts("application/json")


@require_GET
def rounds(request: HttpRequest, code: str) -> HttpResponse:
    """Finished rounds: when, for which body, what came of it. Never who went."""
    estate, at, person = find_estate(code), now(), person_of(request)
    begins = person is not None and may_begin_round(person, estate, at)
    context = {
        "estate": estate, "page": queries.finished_in(estate, request.GET.get("before", "")), "begins": begins,
        "mine": queries.open_of(person, estate) if person and begins else [],
    }  # fmt: skip
    return show(request, "services/rounds.html", context)


@require_GET
def round_(request: HttpRequest, code: str, pk: UUID) -> HttpResponse:
    """What was found, field by field; of what failed the note, the photographs that show nobody, and its request."""
    at, person = now(), person_of(request)
    one = find_round(request, code, pk, at)
    answers = person is not None and goes_for(person, one, at)
    hides = person is not None and may_hide_photo(person, one, at)
    found = queries.findings_of(one, unhidden=hides)
    context = {
        "estate": one.estate, "round": one, "groups": queries.by_field(found), "all": queries.count(found),
        "answers": answers, "hides": hides,
        "walks": one.is_open and person is not None and may_walk_round(person, one, at),
        "opens": queries.cases_seen(person, found, at), "items": len(one.items), "left": len(one.items) - len(found),
    }  # fmt: skip
    return show(request, "services/round.html", context)


@require_http_methods(["GET", "POST"])
def begin_round(request: PersonRequest, code: str) -> HttpResponse:
    at = now()
    estate = estate_for(may_begin_round, request.user, code, at)
    form = BeginForm(posted(request), estate=estate, bodies=bodies_of(request.user, estate, at))
    if form.is_valid():
        try:
            one = actions.begin_round(form.begin(), by=request.user, at=at)
            return see("walk_round", code, one.pk)
        except BadInput as wrong:
            form.refuse(wrong)
    return show(request, "services/begin_round.html", {"estate": estate, "form": form})


def _find_mine(request: PersonRequest, code: str, pk: UUID, at: datetime) -> Round:
    """A round that this person answers for; for anybody else it is not there, until it is finished."""
    one = find_round(request, code, pk, at)
    require(may_drop_round, request.user, one, at)
    return one


@require_http_methods(["GET", "POST"])
def drop_round(request: PersonRequest, code: str, pk: UUID) -> HttpResponse:
    at = now()
    one = _find_mine(request, code, pk, at)
    form = WordsForm(posted(request), label=gettext("Why is the round dropped?"), most=WORDS_MAX)
    if form.is_valid():
        try:
            actions.drop_round(one.pk, reason=form.cleaned_data["words"], by=request.user, at=at)
            return see("rounds", code)
        except BadInput as wrong:
            form.refuse(wrong)
    return show(request, "services/drop_round.html", {"estate": one.estate, "round": one, "form": form})


def _finding(one: Round, pk: UUID) -> Finding:
    return get_object_or_404(Finding.objects.select_related("item", "case"), pk=pk, round=one)


@require_http_methods(["GET", "POST"])
def finding_to_case(request: PersonRequest, code: str, pk: UUID, finding: UUID) -> HttpResponse:
    """What fails is reported to the joint desk; the photographs that show nobody go along."""
    at = now()
    one = find_round(request, code, pk, at)
    require(may_finding_to_case, request.user, one, at)
    found = _finding(one, finding)
    form = CaseForm(posted(request), estate=one.estate, item=found.item)
    if form.is_valid():
        try:
            number = file_case(found, form.cleaned_data["category"], form.cleaned_data["public"], request.user, at)
            back = see("round", code, pk)
            return JsonResponse({"finding": found.pk.hex, "case": number}) if wants_data(request) else back
        except BadInput as wrong:
            form.refuse(wrong)
    context = {"estate": one.estate, "round": one, "found": found, "form": form}
    return show(request, "services/finding_to_case.html", context)


def file_case(found: Finding, category: str, public: bool, person: Person, at: datetime) -> str:
    """The number of the case that there is now; copies of photographs only for a new one."""
    photos = [] if found.case_id else list(found.photos.filter(cleared=True))
    with copies(found.estate_id, photos, at) as files:
        case = deeds.finding_to_case(found.pk, category=category, public=public, photos=files, by=person, at=at)
    return case.number


def _photo(one: Round, pk: UUID) -> FindingPhoto:
    return get_object_or_404(FindingPhoto.objects.select_related("finding"), pk=pk, finding__round=one)


@require_GET
def finding_photo(request: HttpRequest, code: str, pk: UUID, photo: UUID, size: str) -> HttpResponse:
    """A photograph, to whoever may see it, and to no cache that others share."""
    at = now()
    one = find_round(request, code, pk, at)
    found = _photo(one, photo)
    if not may_see_photo(person_of(request), found, one, at):
        raise NotThere
    try:
        with default_storage.open(found.thumbnail if size == "small" else found.file) as file:
            response = HttpResponse(file.read(), content_type="image/jpeg")
    except FileNotFoundError as gone:
        raise NotThere from gone
    response.headers["Cache-Control"] = f"private, max-age={PHOTO_SECONDS}"
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Disposition"] = "inline"
    return response


@require_POST
def clear_photo(request: PersonRequest, code: str, pk: UUID, photo: UUID) -> HttpResponse:
    at = now()
    one = find_round(request, code, pk, at)
    looked = request.POST.get("looked") == "yes"
    found = deeds.clear_photo(_photo(one, photo).pk, looked=looked, by=request.user, at=at)
    return _shown(request, code, pk, found)


@require_POST
def hide_photo(request: PersonRequest, code: str, pk: UUID, photo: UUID) -> HttpResponse:
    at = now()
    one = find_round(request, code, pk, at)
    return _shown(request, code, pk, deeds.hide_photo(_photo(one, photo).pk, by=request.user, at=at))


def _shown(request: HttpRequest, code: str, pk: UUID, photo: FindingPhoto) -> HttpResponse:
    if wants_data(request):
        return JsonResponse({"id": str(photo.pk), "cleared": photo.cleared})
    return see("round", code, pk)
