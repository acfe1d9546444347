"""Papers of a contract: added, opened, taken off."""

from uuid import UUID

from django.core.files.storage import default_storage
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.http import content_disposition_header
from django.utils.timezone import now
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_http_methods

from courtyard.assembly.evidence import type_of
from courtyard.core.errors import NotThere
from courtyard.people.middleware import PersonRequest
from courtyard.services.actions import annexes as actions
from courtyard.services.forms.annexes import AnnexForm
from courtyard.services.models import Annex
from courtyard.services.models.company import WORDS_MAX
from courtyard.services.permissions.contracts import may_add_annex, may_drop_annex
from courtyard.services.upkeep.annexes import kept
from courtyard.services.views.contracts import at_form, find, posted, see
from courtyard.trail.deeds import require
from courtyard.web.deed_form import WordsForm
from courtyard.web.show import show


@require_http_methods(["GET", "POST"])
def add_annex(request: PersonRequest, code: str, pk: UUID) -> HttpResponse:
    at = now()
    one = find(request, code, pk, at)
    require(may_add_annex, request.user, one, at)
    form = AnnexForm(posted(request), request.FILES or None)
    if form.is_valid():
        given = form.cleaned_data["file"]
        with at_form(form), kept(one.estate_id, given.data, given.ending, at) as file:
            actions.add_annex(one.pk, form.paper(file), by=request.user, at=at)
        if form.is_valid():
            return see(one)
    return show(request, "services/add_annex.html", {"estate": one.estate, "contract": one, "form": form})


@require_http_methods(["GET", "POST"])
def drop_annex(request: PersonRequest, code: str, pk: UUID, annex: UUID) -> HttpResponse:
    at = now()
    one = find(request, code, pk, at)
    require(may_drop_annex, request.user, one, at)
    paper = get_object_or_404(Annex, pk=annex, contract=one)
    form = WordsForm(
        posted(request), label=gettext("Why is it taken off?"), most=WORDS_MAX,
        help_text=gettext("Nobody can open it any more. That it was there, and its hash, stay on the record."),
    )  # fmt: skip
    if form.is_valid():
        with at_form(form):
            actions.drop_annex(paper.pk, reason=form.cleaned_data["words"], by=request.user, at=at)
        if form.is_valid():
            return see(one)
    context = {"estate": one.estate, "contract": one, "annex": paper, "form": form}
    return show(request, "services/drop_annex.html", context)


@require_GET
def annex_file(request: HttpRequest, code: str, pk: UUID, annex: UUID) -> HttpResponse:
    """The paper itself, as what it was found to be when it came, to whoever may read the contract."""
    one = find(request, code, pk, now())
    paper = get_object_or_404(Annex, pk=annex, contract=one)
    try:
        with default_storage.open(paper.file) as file:
            response = HttpResponse(file.read(), content_type=type_of(paper.file))
    except FileNotFoundError as gone:
        raise NotThere from gone
    name = f"{code}-{paper.kind}-{paper.sha256[:8]}.{paper.file.rpartition('.')[2]}"
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Disposition"] = content_disposition_header(as_attachment=False, filename=name) or ""
    return response
