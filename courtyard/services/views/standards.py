"""Catalogues of standards: what holds, one of them, a file looked at and kept, published, ended, dropped."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.files.storage import default_storage
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.timezone import now
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from courtyard.assembly import upkeep
from courtyard.core.errors import BadInput, NotThere, sentence
from courtyard.core.standards import Draft
from courtyard.people.middleware import PersonRequest
from courtyard.people.models import Person
from courtyard.people.queries import node_for
from courtyard.places.models import Node
from courtyard.services import sheets, showing_standards
from courtyard.services.actions import standards as actions
from courtyard.services.actions.standards import Loading
from courtyard.services.forms.standards import EndForm, KeepForm, LoadForm, PublishForm, Waiting
from courtyard.services.models import Catalogue, Field
from courtyard.services.permissions.standards import (
    may_drop_catalogue,
    may_end_catalogue,
    may_load_catalogue,
    may_publish_catalogue,
    may_read_catalogue,
)
from courtyard.services.queries import standards as queries
from courtyard.services.sheets import Looked
from courtyard.trail.deeds import require
from courtyard.web.refusals import said_on, told
from courtyard.web.show import show

FOLDER = "standards"


class LostFile(BadInput):
    says = sentence("The file was kept for a day and has been removed. Please choose it again.")
    field = "file"


def _see(name: str, *args: object) -> HttpResponse:
    return HttpResponse(status=303, headers={"Location": reverse(f"services:{name}", args=args)})


def _posted(request: HttpRequest) -> Any:
    return request.POST if request.method == "POST" else None


@require_GET
def standards(request: HttpRequest) -> HttpResponse:
    """What holds where, and what is usual for each kind of estate; for officers, what they prepare."""
    at = now()
    person = request.user if isinstance(request.user, Person) else None
    day = at.date()
    places = queries.places_to_load(person, day) if person else []
    context = {
        "published": queries.published(day), "usual": showing_standards.usual_rows(queries.usual()), "places": places,
        "fields": list(Field),
        "drafts": queries.drafts_at(places) if places else [],
    }  # fmt: skip
    return show(request, "services/standards.html", context)


def _find(request: HttpRequest, pk: UUID, at: datetime) -> Catalogue:
    one = get_object_or_404(Catalogue.objects.select_related("node"), pk=pk)
    if not may_read_catalogue(request.user, one, at):
        raise NotThere
    return one


@require_GET
def catalogue(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One version: its levels side by side, what is looked at, and what changed since the version before."""
    at = now()
    one = _find(request, pk, at)
    draft = queries.draft_of(one)
    before = queries.version_before(one.node, one.name, one.valid_from)
    loads = isinstance(request.user, Person) and may_load_catalogue(request.user, one.node, at)
    context = {
        "one": one, "before": before, "loads": loads, **showing_standards.shown(draft, one.node),
        **showing_standards.changed(queries.changed_since(before, draft)), "state": _state(one, at),
    }  # fmt: skip
    return show(request, "services/catalogue.html", context)


def _state(one: Catalogue, at: datetime) -> str:
    """draft, ahead, holds or over."""
    today = queries.day_at(one.node, at)
    if one.valid_from is None:
        return "draft"
    if today < one.valid_from:
        return "ahead"
    return "holds" if one.in_force(today) else "over"


@require_GET
def catalogue_file(request: HttpRequest, pk: UUID) -> HttpResponse:
    """As a spreadsheet that can be loaded again."""
    one = _find(request, pk, now())
    return _as_file(sheets.as_file(queries.draft_of(one), one.node), f"{one.name}-{one.version}.xlsx")


@require_GET
def template_file(request: HttpRequest) -> HttpResponse:
    return _as_file(sheets.template(), gettext("service-standards-template") + ".xlsx")


def _as_file(data: bytes, name: str) -> HttpResponse:
    response = HttpResponse(data, content_type=sheets.XLSX)
    response.headers["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name) or ""
    return response


@never_cache
@require_http_methods(["GET", "POST"])
def load_catalogue(request: PersonRequest, code: str) -> HttpResponse:
    """A file is chosen and looked at. Broken rows are named; a whole one is shown before it is kept."""
    at = now()
    node = node_for(may_load_catalogue, request.user, code, at)
    form = LoadForm(_posted(request), request.FILES or None, node=node)
    looked = None
    if form.is_valid():
        with said_on(form):
            data = form.cleaned_data["file"].read()
            looked = sheets.look_into(data, form.cleaned_data["file"].name or "", node)
            if looked.reading.draft is not None:
                kept = upkeep.keep(node.pk, data, "sheet", at, FOLDER)
                return show(request, "services/catalogue_preview.html", _preview(form.waiting(kept.file), looked, node))
    broken = showing_standards.broken(looked.reading.faults) if looked else []
    context = {"node": node, "form": form, "broken": broken, "columns": sheets.columns()}
    return show(request, "services/load_catalogue.html", context, status=422 if broken else None)


def _preview(waiting: Waiting, looked: Looked, node: Node, form: KeepForm | None = None) -> dict[str, Any]:
    draft = looked.reading.draft or Draft()
    before = queries.version_before(node, waiting.name, None)
    return {
        "node": node, "waiting": waiting, "before": before,
        "form": form or KeepForm(initial={"ticket": waiting.ticket()}), **showing_standards.shown(draft, node),
        **showing_standards.changed(queries.changed_since(before, draft)),
    }  # fmt: skip


@never_cache
@require_POST
def keep_catalogue(request: PersonRequest, code: str) -> HttpResponse:
    """What was looked at is kept: all of it, or nothing."""
    at = now()
    node = node_for(may_load_catalogue, request.user, code, at)
    form = KeepForm(request.POST)
    waiting = form.waiting(node) if form.is_valid() else None
    if waiting is None:
        return _choose_again(request, node)
    try:
        with default_storage.open(waiting.file) as file:
            looked = sheets.look_into(file.read(), waiting.file_name, node)
    except FileNotFoundError:
        return _choose_again(request, node)
    loading = Loading(
        id=waiting.id, node=node, name=waiting.name, version=waiting.version, source=waiting.source,
        draft=looked.reading.draft or Draft(), sha256=looked.sha256,
    )  # fmt: skip
    if form.is_valid():
        with said_on(form):
            one = actions.load_catalogue(loading, by=request.user, at=at)
            upkeep.remove([waiting.file])
            return _see("catalogue", one.pk)
    return show(request, "services/catalogue_preview.html", _preview(waiting, looked, node, form))


def _choose_again(request: PersonRequest, node: Node) -> HttpResponse:
    """The file that was looked at is gone: the form stands there anew, and says so."""
    context = {"node": node, "form": LoadForm(node=node), "broken": [], "columns": sheets.columns()}
    return show(request, "services/load_catalogue.html", context | {"lost": told(LostFile())}, status=422)


@require_http_methods(["GET", "POST"])
def publish_catalogue(request: PersonRequest, pk: UUID) -> HttpResponse:
    at = now()
    one = _find(request, pk, at)
    require(may_publish_catalogue, request.user, one, at)
    form = PublishForm(_posted(request), today=queries.day_at(one.node, at))
    if form.is_valid():
        with said_on(form):
            actions.publish_catalogue(pk, valid_from=form.cleaned_data["valid_from"], by=request.user, at=at)
            return _see("catalogue", pk)
    before = queries.version_before(one.node, one.name, None)
    return show(request, "services/publish_catalogue.html", {"one": one, "form": form, "before": before})


@require_http_methods(["GET", "POST"])
def end_catalogue(request: PersonRequest, pk: UUID) -> HttpResponse:
    at = now()
    one = _find(request, pk, at)
    require(may_end_catalogue, request.user, one, at)
    form = EndForm(_posted(request), one=one, today=queries.day_at(one.node, at))
    if form.is_valid():
        with said_on(form):
            actions.end_catalogue(pk, **form.cleaned_data, by=request.user, at=at)
            return _see("catalogue", pk)
    return show(request, "services/end_catalogue.html", {"one": one, "form": form})


@require_POST
def drop_catalogue(request: PersonRequest, pk: UUID) -> HttpResponse:
    at = now()
    one = _find(request, pk, at)
    require(may_drop_catalogue, request.user, one, at)
    actions.drop_catalogue(pk, by=request.user, at=at)
    return _see("standards")
