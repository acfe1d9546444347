"""Public revenue for everybody: all projects, one project, its contract, the files; and the deeds with a project."""

from datetime import datetime
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.timezone import now
from django.utils.translation import get_language
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from courtyard.assembly import upkeep as files
from courtyard.core.errors import NotThere
from courtyard.money import as_files, citing, public_files, showing_revenue
from courtyard.money.actions import projects as actions
from courtyard.money.forms.revenue import CloseProjectForm, PaperForm, ProjectForm
from courtyard.money.models import RevenueProject
from courtyard.money.permissions.revenue import (
    may_approve_plan,
    may_book_cost,
    may_close_project,
    may_lay_out_dues,
    may_move_quarter,
    may_open_project,
    may_pass_on,
    may_plan_revenue,
    may_receive_income,
    may_show_contract,
)
from courtyard.money.queries import revenue as queries
from courtyard.money.queries import service_money
from courtyard.money.queries.ledger import book_of, chart_of
from courtyard.money.views.finding import book_at, estate_at, posted, reader, see, today_of, year_asked, years_of
from courtyard.people.middleware import PersonRequest
from courtyard.people.models import Person
from courtyard.trail.deeds import require
from courtyard.web.refusals import said_on
from courtyard.web.show import show


def project_at(code: str, pk: UUID) -> RevenueProject:
    project = queries.project_of(code, pk)
    if project is None:
        raise NotThere
    return project


@require_GET
def revenue(request: HttpRequest, code: str) -> HttpResponse:
    """What common parts earn, by project and quarter, what went to the fund, and what the year's plan says."""
    estate, book, person, at = estate_at(code), book_of(code), reader(request), now()
    if book is None:
        return show(request, "money/revenue.html", {"estate": estate})
    today = today_of(estate)
    plans = person is not None and may_plan_revenue(person, estate, at)
    years = years_of(book, today, ahead=plans or queries.is_planned(estate.pk, today.year + 1))
    year = year_asked(request, years, today)
    context = {
        "estate": estate, "year": year, "years": years, **showing_revenue.year(book, year, today),
        "audits": service_money.audits_of(estate, ["revenue"]), "files": showing_revenue.FILES,
        "forms": as_files.FORMS,
        "opens": person is not None and may_open_project(person, estate, at),
        "moves": person is not None and may_move_quarter(person, estate, at),
        "passes": person is not None and may_pass_on(person, estate, at),
        "plans": plans,
        "approves": person is not None and may_approve_plan(person, estate, at),
    }  # fmt: skip
    return show(request, "money/revenue.html", context)


@require_GET
def project(request: HttpRequest, code: str, pk: UUID) -> HttpResponse:
    """One use of common parts: its contract and decision, what is expected, and every entry."""
    one, person, at = project_at(code, pk), reader(request), now()
    estate, today = one.estate, today_of(one.estate)
    chart, language = chart_of(book_at(code)), get_language() or ""
    ground = citing.said(estate, [(one.authority, one.authority_id)])
    context = {
        "estate": estate, "one": one, "told": queries.project_figures(one, today.year, today), "year": today.year,
        "ground": ground.get((one.authority, one.authority_id)) if one.authority_id else None,
        "dues": queries.open_dues(estate.pk, one.pk)[: queries.LATEST], "today": today, "runs": one.runs(today),
        "receipts": queries.receipts_of(one),
        "costs": [(each, chart[each.account].label(language)) for each in queries.costs_of(one)],
        **_moves(person, one, at),
    }  # fmt: skip
    return show(request, "money/project.html", context)


def _moves(person: Person | None, one: RevenueProject, at: datetime) -> dict[str, bool]:
    """What this reader can do with it."""
    can = {
        "receives": may_receive_income, "books_cost": may_book_cost, "lays_out": may_lay_out_dues,
        "shows": may_show_contract, "closes": may_close_project,
    }  # fmt: skip
    return {name: person is not None and may(person, one, at) for name, may in can.items()}


@require_GET
def project_file(request: HttpRequest, code: str, pk: UUID) -> HttpResponse:
    """The contract, with what is private blacked out."""
    return public_files.as_answer(project_at(code, pk), f"{code}-revenue")


@require_GET
def revenue_file(request: HttpRequest, code: str, key: str, form: str) -> HttpResponse:
    """A table of the page, for a spreadsheet."""
    book = book_at(code)
    if key not in showing_revenue.FILES:
        raise NotThere
    today = today_of(book.estate)
    year = year_asked(request, years_of(book, today, ahead=True), today)
    return as_files.answer(showing_revenue.file(book, key, year, today), f"{code}-{year}", form)


@require_http_methods(["GET", "POST"])
def open_project(request: PersonRequest, code: str) -> HttpResponse:
    estate, at = estate_at(code), now()
    require(may_open_project, request.user, estate, at)
    today = today_of(estate)
    form = ProjectForm(posted(request), decisions=citing.offered(estate, today), today=today)
    if form.is_valid():
        with said_on(form):
            one = actions.open_project(form.project(estate.pk), by=request.user, at=at)
        if form.is_valid():
            return see("project", code, one.pk)
    return show(request, "money/open_project.html", {"estate": estate, "form": form})


@require_http_methods(["GET", "POST"])
def close_project(request: PersonRequest, code: str, pk: UUID) -> HttpResponse:
    one, at = project_at(code, pk), now()
    require(may_close_project, request.user, one, at)
    form = CloseProjectForm(posted(request), today=today_of(one.estate))
    if form.is_valid():
        with said_on(form):
            actions.close_project(pk, **form.cleaned_data, by=request.user, at=at)
        if form.is_valid():
            return see("project", code, pk)
    return show(request, "money/close_project.html", {"estate": one.estate, "one": one, "form": form})


@require_http_methods(["GET", "POST"])
def show_contract(request: PersonRequest, code: str, pk: UUID) -> HttpResponse:
    one, at = project_at(code, pk), now()
    require(may_show_contract, request.user, one, at)
    form = PaperForm(posted(request), request.FILES or None)
    if form.is_valid():
        given, looked = form.cleaned_data["file"], form.cleaned_data["looked"]
        with said_on(form), files.kept(one.estate_id, given.data, given.ending, at, public_files.FOLDER) as file:
            actions.show_contract(pk, file, looked=looked, by=request.user, at=at)
        if form.is_valid():
            return see("project", code, pk)
    return show(request, "money/show_contract.html", {"estate": one.estate, "one": one, "form": form})


@require_POST
def lay_out_dues(request: PersonRequest, code: str, pk: UUID) -> HttpResponse:
    one = project_at(code, pk)
    actions.lay_out_dues(one.pk, by=request.user, at=now())
    return see("project", code, pk)
