"""Filings: put together by the committee, read and answered by the housing office; neighbours see that it was filed."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.files.storage import default_storage
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.timezone import now
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from courtyard.assembly import printed as votes
from courtyard.assembly import queries as assemblies
from courtyard.assembly.attachments import ENDINGS, PDF, File
from courtyard.committee import bundles, printed
from courtyard.committee.actions import filing as actions
from courtyard.committee.forms.papers import AcceptForm, AddPaperForm, Looked, OpenChangeForm
from courtyard.committee.models import REASON_MAX, Filing, FilingPaper
from courtyard.committee.permissions.papers import (
    may_accept_filing,
    may_add_paper,
    may_drop_paper,
    may_make_paper,
    may_prepare_filing,
    may_prepare_filings,
    may_read_papers,
    may_return_filing,
    may_see_filing,
    may_see_filings,
    may_send_filing,
)
from courtyard.committee.queries import filing as queries
from courtyard.committee.queries.terms import acting, day_of
from courtyard.committee.upkeep import files
from courtyard.committee.views.answers import as_file
from courtyard.committee.views.committee import posted, see
from courtyard.core.errors import NotThere
from courtyard.people.middleware import PersonRequest
from courtyard.people.queries import estate_for
from courtyard.trail.deeds import require
from courtyard.web.deed_form import WordsForm
from courtyard.web.documents import pdf
from courtyard.web.refusals import said_on
from courtyard.web.show import show

S = Filing.State
ANSWERABLE, CHANGEABLE = (S.FILED,), (S.OPEN, S.RETURNED)


def _find(request: PersonRequest, code: str, pk: UUID, at: datetime) -> Filing:
    found = queries.find_filing(code, pk)
    if found is None or not may_see_filing(request.user, found, at):
        raise NotThere
    return found


def _see(filing: Filing) -> HttpResponse:
    return see("filing", filing.estate.node.code, filing.pk)


def _context(filing: Filing, **given: Any) -> dict[str, Any]:
    return {"filing": filing, "estate": filing.estate, "title": queries.title_of(filing), **given}


@require_GET
def filings(request: PersonRequest, code: str) -> HttpResponse:
    """Everything that was filed, and what has to be."""
    at = now()
    estate = estate_for(may_see_filings, request.user, code, at)
    today = day_of(estate, at)
    rows = [(one, queries.title_of(one), *queries.state_of(one, today)) for one in queries.filings_of(estate)]
    may = {"prepare": may_prepare_filings(request.user, estate, at)}
    return show(request, "committee/filings.html", {"estate": estate, "rows": rows, "may": may})


@require_http_methods(["GET", "POST"])
def open_change(request: PersonRequest, code: str) -> HttpResponse:
    """A change nobody told the house of yet: changed rules, above all."""
    at = now()
    estate = estate_for(may_see_filings, request.user, code, at)
    require(may_prepare_filings, request.user, estate, at)
    committee = acting(estate, request.user)
    if committee is None:
        raise NotThere
    form = OpenChangeForm(posted(request))
    if form.is_valid():
        with said_on(form):
            told = form.cleaned_data
            one = actions.open_change(committee, title=told["title"], on=told["on"], by=request.user, at=at)
        if form.is_valid():
            return _see(one)
    return show(request, "committee/open_change.html", {"estate": estate, "form": form})


@require_GET
def filing(request: PersonRequest, code: str, pk: UUID) -> HttpResponse:
    """For those who put it together and who answer it: its papers. For neighbours: how far it is."""
    at = now()
    one = _find(request, code, pk, at)
    person, reads = request.user, may_read_papers(request.user, one, at)
    papers = queries.papers_of(one) if reads else []
    prepares = one.state in CHANGEABLE and may_prepare_filing(person, one, at)
    answers = one.state in ANSWERABLE and may_accept_filing(person, one, at)
    context = _context(
        one, reads=reads, papers=papers, places=queries.places_of(one, papers) if reads else [],
        missing=queries.missing_of(one, papers) if prepares else [], look=queries.state_of(one, day_of(one.estate, at)),
        may={"prepare": prepares, "answer": answers}, pages=sum(paper.pages for paper in papers),
    )  # fmt: skip
    return show(request, "committee/filing.html", context)


def _kind(kind: str) -> str:
    if kind not in FilingPaper.Kind.values:
        raise NotThere
    return kind


@require_http_methods(["GET", "POST"])
def add_paper(request: PersonRequest, code: str, pk: UUID, kind: str) -> HttpResponse:
    """One of the six, or another: a PDF or a picture, opened before it is kept."""
    at = now()
    one = _find(request, code, pk, at)
    require(may_add_paper, request.user, one, at)
    label = FilingPaper.Kind(_kind(kind)).label
    form = AddPaperForm(posted(request), request.FILES or None)
    if form.is_valid():
        looked: Looked = form.cleaned_data["file"]
        file, name = looked.file, form.cleaned_data["name"] or looked.file.name
        sheet = actions.Sheet(kind=kind, name=name, content=file.kind, pages=looked.pages)
        with said_on(form), files.kept(one.estate_id, file.data, file.ending, at) as kept:
            assert kept is not None, "the form has a file"
            actions.add_paper(one.pk, sheet, file=kept, by=request.user, at=at)
        if form.is_valid():
            return _see(one)
    return show(request, "committee/add_paper.html", _context(one, form=form, label=label))


@require_POST
def make_paper(request: PersonRequest, code: str, pk: UUID, kind: str) -> HttpResponse:
    """What this house can print itself, as things stand now: the certified result, the list of members."""
    at = now()
    one = _find(request, code, pk, at)
    require(may_make_paper, request.user, one, at)
    data = _made(request, one, _kind(kind), at)
    name = gettext("{paper}, printed here").format(paper=FilingPaper.Kind(kind).label)
    file = File(name, PDF, data)
    sheet = actions.Sheet(kind=kind, name=name, content=PDF, pages=bundles.pages_of(file), made=True)
    with files.kept(one.estate_id, data, file.ending, at) as kept:
        assert kept is not None, "something was printed"
        actions.add_paper(one.pk, sheet, file=kept, by=request.user, at=at)
    return _see(one)


def _made(request: PersonRequest, one: Filing, kind: str, at: datetime) -> bytes:
    if kind == FilingPaper.Kind.MEMBERS:
        return pdf("committee/members", printed.members(one.committee, day_of(one.estate, at)))
    vote = queries.minutes_of(one) if kind == FilingPaper.Kind.MINUTES else None
    if vote is None:
        raise actions.NotMadeHere
    address = request.build_absolute_uri(assemblies.address_of(vote, "result"))
    return pdf("assembly/certificate", votes.certificate(vote, address))


@require_POST
def drop_paper(request: PersonRequest, code: str, pk: UUID, paper: UUID) -> HttpResponse:
    at = now()
    one = _find(request, code, pk, at)
    require(may_drop_paper, request.user, one, at)
    actions.drop_paper(get_object_or_404(FilingPaper, pk=paper, filing=one).pk, by=request.user, at=at)
    return _see(one)


@require_POST
def send_filing(request: PersonRequest, code: str, pk: UUID) -> HttpResponse:
    at = now()
    one = _find(request, code, pk, at)
    require(may_send_filing, request.user, one, at)
    actions.send_filing(one.pk, by=request.user, at=at)
    return _see(one)


@require_http_methods(["GET", "POST"])
def accept_filing(request: PersonRequest, code: str, pk: UUID) -> HttpResponse:
    at = now()
    one = _find(request, code, pk, at)
    require(may_accept_filing, request.user, one, at)
    form = AcceptForm(posted(request))
    if form.is_valid():
        with said_on(form):
            actions.accept_filing(one.pk, receipt=form.cleaned_data["receipt"], by=request.user, at=at)
        if form.is_valid():
            return _see(one)
    return show(request, "committee/accept_filing.html", _context(one, form=form))


@require_http_methods(["GET", "POST"])
def return_filing(request: PersonRequest, code: str, pk: UUID) -> HttpResponse:
    at = now()
    one = _find(request, code, pk, at)
    require(may_return_filing, request.user, one, at)
    form = WordsForm(
        posted(request), label=gettext("What is missing or wrong?"), most=REASON_MAX,
        help_text=gettext("The committee reads this, and sends it again once it is put right."),
    )  # fmt: skip
    if form.is_valid():
        with said_on(form):
            actions.return_filing(one.pk, reason=form.cleaned_data["words"], by=request.user, at=at)
        if form.is_valid():
            return _see(one)
    return show(request, "committee/return_filing.html", _context(one, form=form))


@require_GET
def paper(request: PersonRequest, code: str, pk: UUID, paper: UUID) -> HttpResponse:
    """A paper itself, to those who put it together and who read it."""
    one = _readable(request, code, pk)
    found = get_object_or_404(FilingPaper, pk=paper, filing=one)
    try:
        with default_storage.open(found.file) as file:
            data = file.read()
    except FileNotFoundError as gone:
        raise bundles.LostPaper(name=found.name) from gone
    ending = ENDINGS.get(found.content, "bin")
    stem = found.name.removesuffix(f".{ending}")
    return as_file(data, found.content, f"{stem}.{ending}")


@require_GET
def filing_pdf(request: PersonRequest, code: str, pk: UUID) -> HttpResponse:
    """The cover and all papers, one after the other."""
    one = _readable(request, code, pk)
    papers, on = queries.papers_of(one), one.filed_on or day_of(one.estate, now())
    data = bundles.bound(papers, lambda first: printed.cover(one, papers, on, first))
    return as_file(data, PDF, f"{code}-{one.on}.pdf")


@require_GET
def filing_zip(request: PersonRequest, code: str, pk: UUID) -> HttpResponse:
    """The files as they are, with the list of their hashes."""
    one = _readable(request, code, pk)
    return as_file(bundles.zipped(queries.papers_of(one)), "application/zip", f"{code}-{one.on}.zip", attached=True)


def _readable(request: PersonRequest, code: str, pk: UUID) -> Filing:
    one = _find(request, code, pk, now())
    if not may_read_papers(request.user, one, now()):
        raise NotThere
    return one
