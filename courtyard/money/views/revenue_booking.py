"""Public revenue booked through its pages: income, cost, what the company passes on, the quarter's move, the plan."""

from uuid import UUID

from django.http import HttpResponse
from django.utils.timezone import now
from django.views.decorators.http import require_http_methods

from courtyard.core.errors import NotThere
from courtyard.core.quarters import BadQuarter, Quarter
from courtyard.money import citing, showing_revenue
from courtyard.money.actions import quarter_moves, revenue_plans
from courtyard.money.actions import revenue as actions
from courtyard.money.actions.quarter_moves import Moving
from courtyard.money.actions.revenue import Cost, Income, Passing
from courtyard.money.actions.revenue_plans import Planned
from courtyard.money.forms.plans import ApproveForm, PlanForm
from courtyard.money.forms.revenue import CostForm, IncomeForm, MoveForm, PassOnForm
from courtyard.money.grounds import about
from courtyard.money.models import Book
from courtyard.money.models.book import Fund
from courtyard.money.permissions.revenue import (
    may_approve_plan,
    may_book_cost,
    may_move_quarter,
    may_pass_on,
    may_plan_revenue,
    may_receive_income,
)
from courtyard.money.queries import revenue as queries
from courtyard.money.queries.ledger import chart_of
from courtyard.money.queries.sums import balance_fen
from courtyard.money.views.finding import book_at, posted, see, see_year, today_of
from courtyard.money.views.revenue import project_at
from courtyard.people.middleware import PersonRequest
from courtyard.services.quarter_words import said
from courtyard.trail.deeds import require
from courtyard.web.refusals import said_on
from courtyard.web.show import show

METHODS = ["GET", "POST"]


@require_http_methods(METHODS)
def receive_income(request: PersonRequest, code: str, pk: UUID) -> HttpResponse:
    one, at = project_at(code, pk), now()
    require(may_receive_income, request.user, one, at)
    dues = queries.open_dues(one.estate_id, one.pk)[: queries.LATEST]
    form = IncomeForm(posted(request), project=one, dues=dues, today=today_of(one.estate))
    if form.is_valid():
        given = form.cleaned_data
        told = Income(
            project_id=pk, fen=given["fen"], day=given["day"], due_id=form.due_id,
            place=given.get("place", queries.BANK), id=form.ident,
        )  # fmt: skip
        with said_on(form):
            actions.receive_income(told, by=request.user, at=at)
        if form.is_valid():
            return see("project", code, pk)
    return show(request, "money/receive_income.html", {"estate": one.estate, "one": one, "form": form})


@require_http_methods(METHODS)
def book_cost(request: PersonRequest, code: str, pk: UUID) -> HttpResponse:
    one, at = project_at(code, pk), now()
    require(may_book_cost, request.user, one, at)
    costs = [account for account in chart_of(book_at(code)).of_fund("revenue") if account.cost]
    today = today_of(one.estate)
    form = CostForm(posted(request), accounts=costs, today=today)
    if form.is_valid():
        given = dict(form.cleaned_data)
        given.pop("id")
        with said_on(form):
            actions.book_cost(Cost(project_id=pk, id=form.ident, **given), by=request.user, at=at)
        if form.is_valid():
            return see("project", code, pk)
    context = {
        "estate": one.estate, "one": one, "form": form, "received": queries.received_fen(one, today),
        "cost": queries.cost_fen(one),
    }  # fmt: skip
    return show(request, "money/book_cost.html", context)


@require_http_methods(METHODS)
def pass_on_revenue(request: PersonRequest, code: str) -> HttpResponse:
    book, at = book_at(code), now()
    require(may_pass_on, request.user, book.estate, at)
    held = queries.company_holds_fen(book)
    form = PassOnForm(posted(request), held_fen=max(0, held), today=today_of(book.estate))
    if form.is_valid():
        given = form.cleaned_data
        told = Passing(estate_id=book.pk, fen=given["fen"], day=given["day"], what=given["what"], id=form.ident)
        with said_on(form):
            actions.pass_on_revenue(told, by=request.user, at=at)
        if form.is_valid():
            return see("revenue", code)
    return show(request, "money/pass_on_revenue.html", {"estate": book.estate, "held": held, "form": form})


def _quarter(book: Book, written: str) -> Quarter:
    """A quarter that is over and is in the books. Raises NotThere."""
    try:
        quarter = Quarter.of(written)
    except BadQuarter:
        raise NotThere from None
    if quarter.last_day < book.opens_on or quarter.first_day > today_of(book.estate):
        raise NotThere
    return quarter


@require_http_methods(METHODS)
def move_quarter(request: PersonRequest, code: str, written: str) -> HttpResponse:
    """Reckons first: what came in, what it cost, what is left, and what of it has to go to the fund."""
    book, at = book_at(code), now()
    require(may_move_quarter, request.user, book.estate, at)
    quarter, today = _quarter(book, written), today_of(book.estate)
    figures = queries.quarter_in(book, quarter, today)
    form = MoveForm(
        posted(request), proposed_fen=max(0, figures.share.least_fen or figures.share.net_fen),
        what=showing_revenue.move_said(quarter), day=today,
        decisions=citing.offered(book.estate, today, about=about(Fund.REVENUE)),
    )  # fmt: skip
    if form.is_valid():
        given = dict(form.cleaned_data)
        given.pop("id")
        with said_on(form):
            told = Moving(estate_id=book.pk, quarter=quarter, id=form.ident, **given)
            quarter_moves.move_quarter(told, by=request.user, at=at)
        if form.is_valid():
            return see_year("revenue", code, quarter.year)
    context = {
        "estate": book.estate, "quarter": said(quarter), "told": figures, "limit": queries.limit_of(book),
        "there": balance_fen(book, queries.BANK), "homes": len(queries.sharing_homes(book.pk)),
        "unknown": queries.homes_without_area(book.pk), "form": form,
    }  # fmt: skip
    return show(request, "money/move_quarter.html", context)


@require_http_methods(METHODS)
def plan_revenue(request: PersonRequest, code: str, year: int) -> HttpResponse:
    book, at = book_at(code), now()
    require(may_plan_revenue, request.user, book.estate, at)
    today = today_of(book.estate)
    before = queries.plan_draft(book.pk, year) or queries.plan_in_force(book.pk, year)
    form = PlanForm(posted(request), purposes=queries.purposes_of(book, today), plan=before)
    if form.is_valid():
        told = Planned(estate_id=book.pk, year=year, fen=form.fen, words=form.said, id=form.ident)
        with said_on(form):
            revenue_plans.plan_revenue(told, by=request.user, at=at)
        if form.is_valid():
            return see_year("revenue", code, year)
    context = {"estate": book.estate, "year": year, "form": form, "means": queries.means_of(book, year, today)}
    return show(request, "money/plan_revenue.html", context)


@require_http_methods(METHODS)
def approve_plan(request: PersonRequest, code: str, year: int) -> HttpResponse:
    book, at = book_at(code), now()
    require(may_approve_plan, request.user, book.estate, at)
    draft = queries.plan_draft(book.pk, year)
    if draft is None:
        raise NotThere
    decisions = citing.offered(book.estate, today_of(book.estate), revenue_plans.APPROVES, about(Fund.REVENUE))
    form = ApproveForm(posted(request), decisions=decisions)
    if form.is_valid():
        with said_on(form):
            revenue_plans.approve_plan(draft.pk, form.cleaned_data["ground"], by=request.user, at=at)
        if form.is_valid():
            return see_year("revenue", code, year)
    context = {"estate": book.estate, "year": year, "form": form, "any": bool(decisions), "of": "plan"}
    return show(request, "money/approve_plan.html", context)
