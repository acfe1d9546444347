"""What the committee tells of its years, for everybody to read."""

from django.core.files.storage import default_storage
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.http import content_disposition_header
from django.utils.timezone import now
from django.views.decorators.http import require_GET, require_http_methods

from courtyard.assembly.evidence import type_of
from courtyard.committee.actions import reports as actions
from courtyard.committee.forms.business import ReportForm
from courtyard.committee.models import YearReport
from courtyard.committee.permissions.business import may_post_report
from courtyard.committee.queries import business as queries
from courtyard.committee.queries.terms import day_of
from courtyard.committee.upkeep import kept
from courtyard.committee.views.committee import find_estate, posted, see
from courtyard.core.errors import NotThere
from courtyard.people.middleware import PersonRequest
from courtyard.people.models import Person
from courtyard.trail.deeds import require
from courtyard.web.refusals import said_on
from courtyard.web.show import show


@require_GET
def reports(request: HttpRequest, code: str) -> HttpResponse:
    """The years, the newest first."""
    estate, at = find_estate(code), now()
    may_post = isinstance(request.user, Person) and may_post_report(request.user, estate, at)
    context = {"estate": estate, "reports": queries.reports_of(estate), "may_post": may_post}
    return show(request, "committee/reports.html", context)


def _find(code: str, year: int) -> YearReport:
    return get_object_or_404(YearReport.objects.select_related("estate__node"), year=year, estate__node__code=code)


@require_GET
def report(request: HttpRequest, code: str, year: int) -> HttpResponse:
    one = _find(code, year)
    return show(request, "committee/report.html", {"estate": one.estate, "report": one})


@require_GET
def report_file(request: HttpRequest, code: str, year: int) -> HttpResponse:
    """The figures, as what the file was found to be when it came."""
    one = _find(code, year)
    try:
        with default_storage.open(one.file or "none") as file:
            response = HttpResponse(file.read(), content_type=type_of(one.file))
    except FileNotFoundError as gone:
        raise NotThere from gone
    ending = one.file.rpartition(".")[2]
    name = f"{code}-{year}.{ending}"
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name) or ""
    return response


@require_http_methods(["GET", "POST"])
def post_report(request: PersonRequest, code: str) -> HttpResponse:
    estate, at = find_estate(code), now()
    require(may_post_report, request.user, estate, at)
    done = [one.year for one in queries.reports_of(estate)] if request.method == "GET" else []
    form = ReportForm(posted(request), request.FILES or None, today=day_of(estate, at), done=done)
    if form.is_valid():
        given = form.cleaned_data["file"]
        data, ending = (given.data, given.ending) if given else (None, "")
        with said_on(form), kept(estate.pk, data, ending, at) as file:
            one = actions.post_report(form.report(estate, file), by=request.user, at=at)
        if form.is_valid():
            return see("report", code, one.year)
    return show(request, "committee/post_report.html", {"estate": estate, "form": form})
