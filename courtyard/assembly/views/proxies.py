"""Written mandates: recorded from the paper, listed, shown to the two whom they tie, taken back."""

from uuid import UUID

from django.core.files.storage import default_storage
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.timezone import now
from django.views.decorators.http import require_GET, require_http_methods

from courtyard.assembly import actions, queries, upkeep
from courtyard.assembly.actions import Mandate
from courtyard.assembly.attachments import ENDINGS
from courtyard.assembly.forms.voting import MandateForm
from courtyard.assembly.models import Assembly, Proxy
from courtyard.assembly.permissions import may_record_proxy, may_revoke_proxy, may_see_mandate
from courtyard.assembly.queries import ballots as reads
from courtyard.assembly.views.pages import find, see
from courtyard.core.errors import NotThere, Refusal
from courtyard.people.middleware import PersonRequest
from courtyard.web.show import show

KINDS = {ending: kind for kind, ending in ENDINGS.items()}


@require_GET
def proxies(request: PersonRequest, code: str, pk: UUID) -> HttpResponse:
    """All mandates of a vote, for whoever keeps them."""
    one = find(request, code, pk, now(), may_record_proxy)
    context = {
        "one": one, "estate": one.estate, "title": queries.title_of(one), "rows": reads.mandates_kept(one),
        "may_record": one.state == Assembly.State.FROZEN,
    }  # fmt: skip
    return show(request, "assembly/proxies.html", context)


@require_http_methods(["GET", "POST"])
def record_proxy(request: PersonRequest, code: str, pk: UUID) -> HttpResponse:
    at = now()
    one = find(request, code, pk, at, may_record_proxy)
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    form = MandateForm(*sent, one=one, at=at)
    if form.is_valid() and form.head and form.agent:
        given, paper = form.cleaned_data, form.cleaned_data["document"]
        mandate = Mandate(
            head=form.head.pk, agent=form.agent, given_on=given["given_on"], ends_on=given["ends_on"]
        )  # fmt: skip
        try:
            with upkeep.kept(one.estate_id, paper.data, paper.ending, at) as document:
                assert document is not None
                actions.record_proxy(one.pk, mandate, document=document, by=request.user, at=at)
            return see(one, "proxies")
        except Refusal as wrong:
            form.refuse(wrong)
    return show(request, "assembly/record_proxy.html", _context(one) | {"form": form})


def _context(one: Assembly) -> dict[str, object]:
    return {"one": one, "estate": one.estate, "title": queries.title_of(one)}


def _mandate(request: PersonRequest, code: str, pk: UUID, proxy: UUID) -> Proxy:
    rows = Proxy.objects.select_related(
        "head", "assembly__estate__node", "assembly__building", "assembly__entrance__building"
    )  # fmt: skip
    return get_object_or_404(rows, pk=proxy, assembly=pk, assembly__estate__node__code=code)


@require_http_methods(["GET", "POST"])
def revoke_proxy(request: PersonRequest, code: str, pk: UUID, proxy: UUID) -> HttpResponse:
    """The owner takes it back, or whoever keeps mandates writes down that they did."""
    at = now()
    one = _mandate(request, code, pk, proxy)
    if not may_revoke_proxy(request.user, one, at):
        raise NotThere
    keeps = may_record_proxy(request.user, one.assembly, at)
    if request.method == "POST":
        actions.revoke_proxy(one.pk, by=request.user, at=at)
        return see(one.assembly, "proxies" if keeps else "vote")
    return show(request, "assembly/revoke_proxy.html", _context(one.assembly) | {"mandate": one, "keeps": keeps})


@require_GET
def proxy_document(request: PersonRequest, code: str, pk: UUID, proxy: UUID) -> HttpResponse:
    """The paper itself, to the two whom it ties and to whoever keeps mandates."""
    one = _mandate(request, code, pk, proxy)
    if not may_see_mandate(request.user, one, now()):
        raise NotThere
    return file_of(one.document)


def file_of(name: str) -> HttpResponse:
    """A file of a vote as it is kept, to no cache that others share. Raises NotThere."""
    try:
        with default_storage.open(name) as file:
            response = HttpResponse(file.read(), content_type=KINDS.get(name.rpartition(".")[2], "image/jpeg"))
    except (FileNotFoundError, IsADirectoryError) as gone:
        raise NotThere from gone
    response.headers["Cache-Control"] = "private, no-store"
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Disposition"] = "inline"
    return response
