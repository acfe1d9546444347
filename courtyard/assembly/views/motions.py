"""Motions and their papers, as long as the vote is a draft; a paper is read by whoever reads the vote."""

from uuid import UUID

from django.core.files.storage import default_storage
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.http import content_disposition_header
from django.utils.timezone import now
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from courtyard.assembly import actions, queries, rules, upkeep
from courtyard.assembly.attachments import ENDINGS, File
from courtyard.assembly.forms.motions import AttachForm, MotionForm
from courtyard.assembly.models import NAME_MAX, Attachment, Motion
from courtyard.assembly.permissions import (
    may_add_attachment,
    may_drop_attachment,
    may_drop_motion,
    may_put_motion,
)
from courtyard.assembly.views.pages import find, motion_of, posted, see
from courtyard.core.errors import BadInput, NotThere
from courtyard.people.middleware import PersonRequest
from courtyard.trail.deeds import require
from courtyard.web.show import show


@require_http_methods(["GET", "POST"])
def put_motion(request: PersonRequest, code: str, pk: UUID, motion: UUID | None = None) -> HttpResponse:
    """A new motion, or one to be written anew."""
    at = now()
    one = find(request, code, pk, at)
    require(may_put_motion, request.user, one, at)
    there = motion_of(one, motion) if motion else None
    form = MotionForm(posted(request), matters=list(rules.book_of(one).matters.values()), motion=there)
    if form.is_valid():
        try:
            actions.put_motion(one.pk, form.text(there.pk if there else None), by=request.user, at=at)
            return see(one)
        except BadInput as wrong:
            form.refuse(wrong)
    context = {"one": one, "title": queries.title_of(one), "motion": there, "form": form}
    return show(request, "assembly/put_motion.html", context)


@require_POST
def drop_motion(request: PersonRequest, code: str, pk: UUID, motion: UUID) -> HttpResponse:
    at = now()
    one = find(request, code, pk, at)
    require(may_drop_motion, request.user, one, at)
    return see(actions.drop_motion(motion_of(one, motion).pk, by=request.user, at=at))


@require_http_methods(["GET", "POST"])
def add_attachment(request: PersonRequest, code: str, pk: UUID, motion: UUID) -> HttpResponse:
    """A paper that belongs to a motion."""
    at = now()
    one = find(request, code, pk, at)
    require(may_add_attachment, request.user, one, at)
    to = motion_of(one, motion)
    form = AttachForm(posted(request), request.FILES or None)
    if form.is_valid():
        file: File = form.cleaned_data["file"]
        try:
            with upkeep.kept(one.estate_id, file.data, file.ending, at) as kept:
                assert kept is not None, "the form has a file"
                name = form.cleaned_data["name"] or file.name
                actions.add_attachment(to.pk, name=name, kind=file.kind, file=kept, by=request.user, at=at)
            return see(one)
        except BadInput as wrong:
            form.refuse(wrong)
    return show(request, "assembly/add_attachment.html", {"one": one, "motion": to, "form": form})


def _attachment(motion: Motion, pk: UUID) -> Attachment:
    return get_object_or_404(Attachment, pk=pk, motion=motion)


@require_POST
def drop_attachment(request: PersonRequest, code: str, pk: UUID, motion: UUID, attachment: UUID) -> HttpResponse:
    at = now()
    one = find(request, code, pk, at)
    require(may_drop_attachment, request.user, one, at)
    actions.drop_attachment(_attachment(motion_of(one, motion), attachment).pk, by=request.user, at=at)
    return see(one)


@require_GET
def attachment(request: PersonRequest, code: str, pk: UUID, motion: UUID, attachment: UUID) -> HttpResponse:
    """The paper itself, as what it was found to be when it came, and to no cache that others share."""
    one = find(request, code, pk, now())
    paper = _attachment(motion_of(one, motion), attachment)
    try:
        with default_storage.open(paper.file) as file:
            response = HttpResponse(file.read(), content_type=paper.kind)
    except FileNotFoundError as gone:
        raise NotThere from gone
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Cache-Control"] = "private, no-store"
    response.headers["Content-Disposition"] = content_disposition_header(False, _file_name(paper)) or "inline"
    return response


def _file_name(paper: Attachment) -> str:
    ending = ENDINGS.get(paper.kind, "bin")
    name = paper.name if paper.name.lower().endswith(f".{ending}") else f"{paper.name}.{ending}"
    return name[-NAME_MAX:]
