"""The register's import: choose a file, look at what it would store, correct it, import it, take it back."""

import csv
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from courtyard.people import queries
from courtyard.people.actions import registering
from courtyard.people.forms.importing import ReviseForm, UploadForm
from courtyard.people.importing import drafts, kept, preview
from courtyard.people.importing.export import plain
from courtyard.people.importing.leaning import leaning
from courtyard.people.importing.papers import unsealed
from courtyard.people.middleware import PersonRequest
from courtyard.people.models import Import
from courtyard.people.permissions.registering import may_upload
from courtyard.places.models import Estate
from courtyard.trail.ids import new_id
from courtyard.web.refusals import said_on
from courtyard.web.show import show

IMPORTS_SHOWN = 20


def _estate(request: PersonRequest, code: str) -> Estate:
    return queries.estate_for(may_upload, request.user, code, now())


def _import(request: PersonRequest, code: str, pk: UUID) -> Import:
    imports = Import.objects.select_related("estate__node", "uploaded_by", "applied_by")
    return get_object_or_404(imports, estate=_estate(request, code), pk=pk)


@require_http_methods(["GET", "POST"])
def upload(request: PersonRequest, code: str) -> HttpResponse:
    estate = _estate(request, code)
    form = UploadForm(request.POST or None, request.FILES or None, initial={"id": new_id()})
    if form.is_valid():
        with said_on(form):
            one = _upload(request, estate, form)
            return redirect("people:revise", code=code, pk=one.pk)
    imports = estate.imports.select_related("uploaded_by").order_by("-uploaded_at")[:IMPORTS_SHOWN]
    return show(request, "people/import_upload.html", {"estate": estate, "form": form, "imports": imports})


def _upload(request: PersonRequest, estate: Estate, form: UploadForm) -> Import:
    given, at = form.cleaned_data, now()
    draft = drafts.read(given["file"].read(), given["file"].name, given["sheet"])
    looked = preview.first(draft, estate.pk, localdate(at))
    return registering.upload(estate.pk, import_id=given["id"], draft=draft, looked=looked, by=request.user, at=at)


@never_cache
@require_http_methods(["GET", "POST"])
def revise(request: PersonRequest, code: str, pk: UUID) -> HttpResponse:
    """The preview. What is changed on it is read again and shown again; nothing is stored yet."""
    one = _import(request, code, pk)
    if one.state != Import.State.PREVIEWED:
        return show(request, "people/import_done.html", _done(one))
    form = _form(request, one)
    if form.is_valid():
        _revise(request, one, form)
        return _to_preview(code, pk, "?changed")
    return show(request, "people/import_preview.html", _previewed(request, one, form))


@never_cache
@require_POST
def apply_import(request: PersonRequest, code: str, pk: UUID) -> HttpResponse:
    """Import what the person saw. What they changed since is shown to them first."""
    one = _import(request, code, pk)
    if one.state != Import.State.PREVIEWED:
        return _to_preview(code, pk)
    form = _form(request, one)
    if not form.is_valid():
        return show(request, "people/import_preview.html", _previewed(request, one, form))
    if form.changes():
        _revise(request, one, form)
        return _to_preview(code, pk, "?changed")
    looked = preview.again(one, localdate(now()))
    registering.apply_import(one.pk, looked=looked, by=request.user, at=now())
    return _to_preview(code, pk)


def _to_preview(code: str, pk: UUID, said: str = "") -> HttpResponse:
    return redirect(reverse("people:revise", kwargs={"code": code, "pk": pk}) + said)


def _form(request: PersonRequest, one: Import) -> ReviseForm:
    papers = unsealed(one.papers)
    return ReviseForm(papers, drafts.mapping(one.columns), one.version, request.POST or None)


def _revise(request: PersonRequest, one: Import, form: ReviseForm) -> None:
    """What somebody else changed meanwhile is not written over."""
    if form.cleaned_data["seen"] != one.version:
        raise registering.SeenOld
    revision = form.revision
    if request.POST.get("suggestions"):
        revision = form.with_suggestions()
    looked = preview.revised(one, revision, localdate(now()))
    registering.revise(one.pk, looked=looked, by=request.user, at=now())


def _previewed(request: PersonRequest, one: Import, form: ReviseForm) -> dict[str, Any]:
    cells, summary = list(form.cells()), one.summary
    done = len({cell.row for cell in cells if cell.done})
    return {
        "estate": one.estate,
        "import": one,
        "figures": summary,
        "form": form,
        "cells": cells,
        "open": next((cell for cell in cells if not cell.done), None),
        "done": done,
        "bad": done + summary["counts"]["bad"],
        "beyond": summary["problems"] - sum(1 for cell in cells if not cell.done),
        "suggested": sum(1 for cell in cells if cell.suggestion and not cell.done),
        "area_more_cm2": summary["area_cm2"] - summary["area_before_cm2"],
        "notes": [(note["row"], gettext(note["reason"]).format(**note["fields"])) for note in form.papers.notes],
        "groups": list(form.names()),
        "groups_beyond": summary["groups"] - len(form.papers.groups),
        "ready": preview.is_ready(summary),
        "until": one.uploaded_at + kept.KEEP,
        "changed": "changed" in request.GET,
    }


def _done(one: Import) -> dict[str, Any]:
    leans = leaning(one) if one.state == Import.State.APPLIED else []
    return {"estate": one.estate, "import": one, "figures": one.summary, "leaning": leans}


@require_POST
def discard_import(request: PersonRequest, code: str, pk: UUID) -> HttpResponse:
    one = _import(request, code, pk)
    registering.discard_import(one.pk, by=request.user, at=now())
    return redirect("people:upload", code=code)


@require_POST
def undo_import(request: PersonRequest, code: str, pk: UUID) -> HttpResponse:
    one = _import(request, code, pk)
    registering.undo_import(one.pk, by=request.user, at=now())
    return _to_preview(code, pk)


@never_cache
@require_GET
def bad_rows(request: PersonRequest, code: str, pk: UUID) -> HttpResponse:
    """The bad cells as a file, to be put right where the register is kept."""
    one = _import(request, code, pk)
    response = HttpResponse("\ufeff", content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="bad-rows.csv"'
    writer = csv.writer(response)
    writer.writerow([gettext("Row"), gettext("Cell"), gettext("In the file"), gettext("Problem")])
    for cell in ReviseForm(unsealed(one.papers), drafts.mapping(one.columns), one.version).cells():
        if not cell.done:
            writer.writerow([cell.row, cell.cell, plain(cell.was), cell.reason])
    return response
