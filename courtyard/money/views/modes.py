"""How the company is paid, and the tables that go with it; and the deeds with the owners' service money."""

from datetime import date

from django.http import HttpRequest, HttpResponse
from django.utils.timezone import now
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from courtyard.core.errors import NotThere
from courtyard.core.quarters import BadQuarter, Quarter
from courtyard.money import as_files, citing, showing_modes
from courtyard.money.actions import budgets, expenses
from courtyard.money.actions.budgets import Budgeted
from courtyard.money.forms.plans import ApproveForm, BudgetForm
from courtyard.money.grounds import about
from courtyard.money.models import Book
from courtyard.money.modes import mode_of
from courtyard.money.permissions.modes import (
    may_approve_budget,
    may_close_year,
    may_commission_audit,
    may_draft_budget,
    may_record_expense,
)
from courtyard.money.queries import service_money as queries
from courtyard.money.queries.ledger import book_of
from courtyard.money.showing_modes import Asked
from courtyard.money.there_is import service_fund
from courtyard.money.views.finding import (
    book_at,
    estate_at,
    posted,
    reader,
    see_year,
    today_of,
    year_asked,
    years_of,
)
from courtyard.people.middleware import PersonRequest
from courtyard.trail.deeds import require
from courtyard.web.refusals import said_on
from courtyard.web.show import show

METHODS = ["GET", "POST"]


def _asked(request: HttpRequest, book: Book, *, ahead: bool) -> Asked:
    """The quarter in the address, or the year's newest; of the running year the running one."""
    today = today_of(book.estate)
    years = years_of(book, today, ahead=ahead)
    try:
        quarter = Quarter.of(request.GET.get("quarter", ""))
    except BadQuarter:
        year = year_asked(request, years, today)
        quarter = (
            Quarter(year, 4) if year < today.year else Quarter.on(today) if year == today.year else Quarter(year, 1)
        )
    if quarter.year not in years:
        raise NotThere
    return Asked(book, quarter, today)


def _newest(year: int, today: date) -> Quarter:
    if year == today.year:
        return Quarter.on(today)
    return Quarter(year, 4 if year < today.year else 1)


@require_GET
def mode(request: HttpRequest, code: str) -> HttpResponse:
    """Lump sum, commission or trust, in plain words, and what is owed in public for it."""
    estate, book, person, at = estate_at(code), book_of(code), reader(request), now()
    if book is None:
        return show(request, "money/mode.html", {"estate": estate})
    today = today_of(estate)
    budgets_ = person is not None and may_draft_budget(person, estate, at)
    asked = _asked(request, book, ahead=budgets_ or queries.is_budgeted(estate.pk, today.year + 1))
    context = {
        "estate": estate, "year": asked.year, **showing_modes.page(asked),
        "years": years_of(book, today, ahead=budgets_ or asked.year > today.year),
        "quarters": [Quarter(asked.year, number) for number in (1, 2, 3, 4)], "forms": as_files.FORMS,
        "files": showing_modes.files_of(asked.mode, asked), "over": asked.year < today.year,
        "budgets": budgets_,
        "approves": person is not None and may_approve_budget(person, estate, at),
        "spends": person is not None and may_record_expense(person, estate, at),
        "closes": person is not None and may_close_year(person, estate, at),
        "commissions": person is not None and may_commission_audit(person, estate, at),
    }  # fmt: skip
    return show(request, "money/mode.html", context)


@require_GET
def mode_file(request: HttpRequest, code: str, key: str, form: str) -> HttpResponse:
    """A table of the page, for a spreadsheet."""
    asked = _asked(request, book_at(code), ahead=True)
    if key not in showing_modes.FILES:
        raise NotThere
    table = showing_modes.file(key, asked)
    if table is None:
        raise NotThere
    return as_files.answer(table, f"{code}-{asked.year}", form)


@require_http_methods(METHODS)
def draft_budget(request: PersonRequest, code: str, year: int) -> HttpResponse:
    book, at = book_at(code), now()
    require(may_draft_budget, request.user, book.estate, at)
    today = today_of(book.estate)
    fund = service_fund(book, today)
    before = queries.budget_draft(book.pk, fund, year) or queries.budget_in_force(book.pk, fund, year)
    accounts = queries.accounts_of(book, fund, mode_of(book.estate, today))
    form = BudgetForm(posted(request), accounts=accounts, budget=before)
    if form.is_valid():
        with said_on(form):
            told = Budgeted(estate_id=book.pk, year=year, fen=form.fen, id=form.ident)
            budgets.draft_budget(told, by=request.user, at=at)
        if form.is_valid():
            return see_year("mode", code, year)
    return show(request, "money/draft_budget.html", {"estate": book.estate, "year": year, "form": form})


@require_http_methods(METHODS)
def approve_budget(request: PersonRequest, code: str, year: int) -> HttpResponse:
    book, at = book_at(code), now()
    require(may_approve_budget, request.user, book.estate, at)
    today = today_of(book.estate)
    draft = queries.budget_draft(book.pk, service_fund(book, today), year)
    if draft is None:
        raise NotThere
    decisions = citing.offered(book.estate, today, budgets.APPROVES, about(draft.fund))
    form = ApproveForm(posted(request), decisions=decisions)
    if form.is_valid():
        with said_on(form):
            budgets.approve_budget(draft.pk, form.cleaned_data["ground"], by=request.user, at=at)
        if form.is_valid():
            return see_year("mode", code, year)
    context = {"estate": book.estate, "year": year, "form": form, "any": bool(decisions), "of": "budget"}
    return show(request, "money/approve_plan.html", context)


@require_POST
def close_year(request: PersonRequest, code: str, year: int) -> HttpResponse:
    book = book_at(code)
    expenses.close_year(book.pk, year, by=request.user, at=now())
    return see_year("mode", code, year)
