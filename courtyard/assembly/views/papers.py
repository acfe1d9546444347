"""Paper ballots: printed, received by their code, entered by one person and checked, blind, by another."""

from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from courtyard.assembly import actions, printed, queries, upkeep
from courtyard.assembly.actions.papers import EnteredAlready
from courtyard.assembly.forms.ballots import BallotForm
from courtyard.assembly.forms.voting import ReceivePaperForm, SlipForm
from courtyard.assembly.models import CLAUSE_MAX, Assembly, Motion, Paper
from courtyard.assembly.permissions import (
    may_check_paper,
    may_check_slip,
    may_declare_invalid,
    may_enter_paper,
    may_enter_slip,
    may_print_papers,
    may_receive_paper,
    may_see_papers,
)
from courtyard.assembly.queries import ballots as reads
from courtyard.assembly.taking import motions_of
from courtyard.assembly.views.pages import find, posted, see
from courtyard.assembly.views.proxies import file_of
from courtyard.core.errors import NotThere, Refusal
from courtyard.people.middleware import PersonRequest
from courtyard.web.deed_form import WordsForm
from courtyard.web.documents import pdf
from courtyard.web.documents.answers import as_pdf
from courtyard.web.show import show


def _context(one: Assembly) -> dict[str, Any]:
    return {"one": one, "estate": one.estate, "title": queries.title_of(one)}


@require_GET
def papers(request: PersonRequest, code: str, pk: UUID) -> HttpResponse:
    """How far the papers are, and what waits for this reader."""
    at = now()
    one = find(request, code, pk, at, may_see_papers)
    person = request.user
    may = {
        "print": may_print_papers(person, one, at) and one.state == Assembly.State.FROZEN,
        "receive": may_receive_paper(person, one, at) and one.is_open(at),
        "enter": may_enter_paper(person, one, at),
        "check": may_check_slip(person, one, at),
    }
    going = one.state in (Assembly.State.FROZEN, Assembly.State.CLOSED)
    context = _context(one) | {
        "piles": reads.paper_piles(one), "may": may, "going": going, "is_open": one.is_open(at),
        "slips": reads.slips_of(one) if one.is_confidential else None, "shown": reads.PAPERS_SHOWN,
        "stretches": printed.stretches(one),
    }  # fmt: skip
    return show(request, "assembly/papers.html", context)


@require_POST
def print_papers(request: PersonRequest, code: str, pk: UUID) -> HttpResponse:
    """Ballots for a stretch of the roll, ready for a printer."""
    at = now()
    one = find(request, code, pk, at, may_print_papers)
    first = request.POST.get("first", "1")
    start = int(first) if first.isdecimal() and len(first) < 9 else 1
    actions.print_papers(one.pk, by=request.user, at=at)
    scan_at = f"{request.build_absolute_uri(queries.address_of(one, 'receive_paper'))}?code="
    two_sided = request.POST.get("sides") != "one"
    data = pdf("assembly/ballots", printed.ballots(one, start, scan_at, localdate(at), two_sided=two_sided))
    answer = as_pdf(data, f"{one}-ballots-{start}")
    answer["Cache-Control"] = "private, no-store"
    return answer


@require_http_methods(["GET", "POST"])
def receive_paper(request: PersonRequest, code: str, pk: UUID) -> HttpResponse:
    """One after another: scan, take a picture, next."""
    at = now()
    one = find(request, code, pk, at, may_receive_paper)
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    form, received = ReceivePaperForm(*sent, code=request.GET.get("code", "")), None
    if form.is_valid():
        try:
            with upkeep.kept(one.estate_id, form.cleaned_data["scan"], "jpg", at) as scan:
                received = actions.receive_paper(
                    one.pk, code=form.cleaned_data["code"], scan=scan, by=request.user, at=at
                )  # fmt: skip
            form = ReceivePaperForm()
        except Refusal as wrong:
            form.refuse(wrong)
    context = _context(one) | {"form": form, "received": received, "is_open": one.is_open(at)}
    return show(request, "assembly/receive_paper.html", context)


def paper_in(one: Assembly, pk: UUID) -> Paper:
    paper = get_object_or_404(Paper.objects.select_related("head", "ballot"), pk=pk, assembly=one)
    paper.assembly = one
    return paper


Deed = Callable[..., Any]


@require_http_methods(["GET", "POST"])
def enter_paper(request: PersonRequest, code: str, pk: UUID, paper: UUID) -> HttpResponse:
    one = find(request, code, pk, now(), may_enter_paper)
    return _read_paper(request, one, paper_in(one, paper), actions.enter_paper, "assembly/enter_paper.html")


@require_http_methods(["GET", "POST"])
def check_paper(request: PersonRequest, code: str, pk: UUID, paper: UUID) -> HttpResponse:
    """Blind: what was entered first is not on this page."""
    at = now()
    one = find(request, code, pk, at)
    found = paper_in(one, paper)
    if not may_check_paper(request.user, found, at):
        raise NotThere
    return _read_paper(request, one, found, actions.check_paper, "assembly/check_paper.html")


def _read_paper(request: PersonRequest, one: Assembly, paper: Paper, do: Deed, template: str) -> HttpResponse:
    """What it says, as this person reads it; of a confidential one only that its stub is in order."""
    motions = [] if one.is_confidential else motions_of(one)
    form = BallotForm(posted(request), motions=motions, paper=True)
    if form.is_valid():
        try:
            do(paper.pk, form.choices(), by=request.user, at=now())
            return see(one, "papers")
        except Refusal as wrong:
            form.refuse(wrong)
    return show(request, template, _context(one) | {"paper": paper, "form": form})


@require_http_methods(["GET", "POST"])
def declare_invalid(request: PersonRequest, code: str, pk: UUID, paper: UUID) -> HttpResponse:
    at = now()
    one = find(request, code, pk, at)
    found = paper_in(one, paper)
    if not may_declare_invalid(request.user, found, at):
        raise NotThere
    form = WordsForm(posted(request), **_why_invalid())
    if form.is_valid():
        try:
            actions.declare_invalid(found.pk, words=form.cleaned_data["words"], by=request.user, at=at)
            return see(one, "papers")
        except Refusal as wrong:
            form.refuse(wrong)
    return show(request, "assembly/declare_invalid.html", _context(one) | {"paper": found, "form": form})


def _why_invalid() -> Mapping[str, Any]:
    return {
        "label": _("Why is it invalid?"),
        "most": CLAUSE_MAX,
        "help_text": _("It stays on record. Write what is wrong with the paper, never what it says."),
    }


@require_GET
def scan(request: PersonRequest, code: str, pk: UUID, paper: UUID) -> HttpResponse:
    """The picture of a paper, to those who enter and check it."""
    at = now()
    one = find(request, code, pk, at)
    found = paper_in(one, paper)
    if not found.scan or not may_check_paper(request.user, found, at):
        raise NotThere
    return file_of(found.scan)


@require_http_methods(["GET", "POST"])
def enter_slip(request: PersonRequest, code: str, pk: UUID) -> HttpResponse:
    """Confidential papers, one after another, without their stubs."""
    one = find(request, code, pk, now(), may_enter_slip)
    return _read_slip(request, one, actions.enter_slip, "assembly/enter_slip.html", anew="anew" in request.POST)


@require_http_methods(["GET", "POST"])
def check_slip(request: PersonRequest, code: str, pk: UUID) -> HttpResponse:
    one = find(request, code, pk, now(), may_check_slip)
    return _read_slip(request, one, actions.check_slip, "assembly/check_slip.html")


def _read_slip(request: PersonRequest, one: Assembly, do: Deed, template: str, *, anew: bool = False) -> HttpResponse:
    if not one.is_confidential:
        raise NotThere
    motions, done = motions_of(one), None
    form = SlipForm(posted(request), motions=motions, anew=anew)
    if form.is_valid():
        more = {"anew": form.cleaned_data["anew"]} if anew else {}
        try:
            done = do(one.pk, code=form.cleaned_data["code"], choices=form.choices(), **more, by=request.user, at=now())
            form = SlipForm(motions=motions)
        except EnteredAlready as there:
            form = _offered_anew(request, motions, there)
        except Refusal as wrong:
            form.refuse(wrong)
    context = _context(one) | {"form": form, "done": done is not None, "slips": reads.slips_of(one)}
    return show(request, template, context)


def _offered_anew(request: PersonRequest, motions: list[Motion], there: EnteredAlready) -> SlipForm:
    """The same form once more, with the way to put a wrong entry right."""
    form = SlipForm(request.POST, motions=motions, anew=True)
    form.is_valid()
    form.refuse(there)
    return form
