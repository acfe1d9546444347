"""Audits for everybody: asked of whom, what they found; and the two deeds with them."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.timezone import now
from django.views.decorators.http import require_GET, require_http_methods

from courtyard.assembly import upkeep as files
from courtyard.money import public_files
from courtyard.money.actions import audits as actions
from courtyard.money.actions.audits import Commission, Report
from courtyard.money.forms.plans import CommissionForm, ReportForm
from courtyard.money.models import YearAudit
from courtyard.money.permissions.modes import may_commission_audit, may_receive_audit
from courtyard.money.queries import service_money as queries
from courtyard.money.queries.ledger import book_of
from courtyard.money.views.finding import book_at, estate_at, posted, reader, see, today_of, years_of
from courtyard.people.middleware import PersonRequest
from courtyard.trail.deeds import require
from courtyard.web.refusals import said_on
from courtyard.web.show import show

METHODS = ["GET", "POST"]


@require_http_methods(METHODS)
def commission_audit(request: PersonRequest, code: str) -> HttpResponse:
    book, at = book_at(code), now()
    require(may_commission_audit, request.user, book.estate, at)
    today = today_of(book.estate)
    form = CommissionForm(posted(request), years=years_of(book, today), today=today)
    if form.is_valid():
        given = form.cleaned_data
        told = Commission(
            estate_id=book.pk, year=int(given["year"]), auditor=given["auditor"], on=given["on"], fund=given["fund"],
            id=form.ident,
        )  # fmt: skip
        with said_on(form):
            actions.commission_audit(told, by=request.user, at=at)
        if form.is_valid():
            return see("audits", code)
    return show(request, "money/commission_audit.html", {"estate": book.estate, "form": form})


def _audit(code: str, pk: UUID) -> YearAudit:
    return get_object_or_404(YearAudit.objects.select_related("estate__node"), pk=pk, estate__node__code=code)


@require_http_methods(METHODS)
def receive_audit(request: PersonRequest, code: str, pk: UUID) -> HttpResponse:
    audit, at = _audit(code, pk), now()
    require(may_receive_audit, request.user, audit, at)
    form = ReportForm(posted(request), request.FILES or None, today=today_of(audit.estate))
    if form.is_valid():
        given = form.cleaned_data
        paper = given["file"]
        with said_on(form), files.kept(audit.estate_id, paper.data, paper.ending, at, public_files.FOLDER) as file:
            report = Report(on=given["on"], words=given["words"], file=file, looked=given["looked"])
            actions.receive_audit(pk, report, by=request.user, at=at)
        if form.is_valid():
            return see("audits", code)
    return show(request, "money/receive_audit.html", {"estate": audit.estate, "audit": audit, "form": form})


@require_GET
def audit_file(request: HttpRequest, code: str, pk: UUID) -> HttpResponse:
    """The report, as everybody may read it."""
    return public_files.as_answer(_audit(code, pk), f"{code}-audit")


@require_GET
def audits(request: HttpRequest, code: str) -> HttpResponse:
    """Every audit: asked of whom, and what it found."""
    estate, person, at = estate_at(code), reader(request), now()
    context = {
        "estate": estate, "audits": queries.all_audits(estate), "books": book_of(code) is not None,
        "commissions": person is not None and may_commission_audit(person, estate, at),
    }  # fmt: skip
    return show(request, "money/audits.html", context)
