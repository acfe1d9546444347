"""Spent from the owners’ service money: booked, then its invoice put where everybody opens it."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.timezone import now
from django.views.decorators.http import require_GET, require_http_methods

from courtyard.assembly import upkeep as files
from courtyard.core.errors import NotThere
from courtyard.money import public_files
from courtyard.money.actions import expenses as actions
from courtyard.money.actions.expenses import Spent
from courtyard.money.forms.plans import ExpenseForm
from courtyard.money.forms.revenue import PaperForm
from courtyard.money.models import Expense
from courtyard.money.modes import mode_of
from courtyard.money.permissions.modes import may_record_expense, may_show_invoice
from courtyard.money.queries import service_money as queries
from courtyard.money.there_is import service_fund
from courtyard.money.views.finding import book_at, posted, see, today_of
from courtyard.people.middleware import PersonRequest
from courtyard.trail.deeds import require
from courtyard.web.refusals import said_on
from courtyard.web.show import show


def _expense(code: str, pk: UUID) -> Expense:
    found = queries.expense_of(code, pk)
    if found is None:
        raise NotThere
    return found


@require_http_methods(["GET", "POST"])
def record_expense(request: PersonRequest, code: str) -> HttpResponse:
    """What comes next is its invoice, which can be brought later, too."""
    book, at = book_at(code), now()
    require(may_record_expense, request.user, book.estate, at)
    today = today_of(book.estate)
    fund = service_fund(book, today)
    form = ExpenseForm(
        posted(request), accounts=queries.costs_for(book, fund, mode_of(book.estate, today)), today=today,
        budgeted=queries.budget_in_force(book.pk, fund, today.year) is not None,
    )  # fmt: skip
    if form.is_valid():
        given = dict(form.cleaned_data)
        given.pop("id")
        with said_on(form):
            told = Spent(estate_id=book.pk, id=form.ident, **given)
            expense = actions.record_expense(told, by=request.user, at=at)
        if form.is_valid():
            return see("show_invoice", code, expense.pk)
    return show(request, "money/record_expense.html", {"estate": book.estate, "form": form})


@require_http_methods(["GET", "POST"])
def show_invoice(request: PersonRequest, code: str, pk: UUID) -> HttpResponse:
    one, at = _expense(code, pk), now()
    require(may_show_invoice, request.user, one, at)
    form = PaperForm(posted(request), request.FILES or None)
    if form.is_valid():
        given, looked = form.cleaned_data["file"], form.cleaned_data["looked"]
        with said_on(form), files.kept(one.estate_id, given.data, given.ending, at, public_files.FOLDER) as file:
            actions.show_invoice(pk, file, looked=looked, by=request.user, at=at)
        if form.is_valid():
            return see("entry", code, one.entry_id)
    return show(request, "money/show_invoice.html", {"estate": one.estate, "one": one, "form": form})


@require_GET
def invoice(request: HttpRequest, code: str, pk: UUID) -> HttpResponse:
    """For everybody, as whoever put it here made it."""
    one = _expense(code, pk)
    return public_files.as_answer(one, f"{code}-{one.entry.number}")
