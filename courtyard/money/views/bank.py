"""Accounts at the bank: the list, one of them with its lines, added, corrected, ended."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.timezone import now
from django.views.decorators.http import require_GET, require_http_methods

from courtyard.core.errors import BadInput, NotThere
from courtyard.core.rulebook import Account
from courtyard.money.actions import bank as actions
from courtyard.money.forms.bank import AddAccountForm, CorrectAccountForm, EndAccountForm
from courtyard.money.gateways import gateways
from courtyard.money.models import BankAccount, Book
from courtyard.money.permissions.bank import may_add_bank_account, may_see_bank
from courtyard.money.queries import bank as queries
from courtyard.money.queries.ledger import book_of
from courtyard.people.middleware import PersonRequest
from courtyard.people.models import Person
from courtyard.people.queries import estate_for
from courtyard.places.rules import rules_of
from courtyard.web.show import show


def posted(request: HttpRequest) -> Any:
    return request.POST if request.method == "POST" else None


def find(request: PersonRequest, code: str, pk: UUID, at: datetime) -> BankAccount:
    return queries.account_for(request.user, code, pk, at)


def _book(request: PersonRequest, code: str, at: datetime) -> Book:
    estate_for(may_see_bank, request.user, code, at)
    book = book_of(code)
    if book is None:
        raise NotThere
    return book


@require_GET
def bank_accounts(request: PersonRequest, code: str) -> HttpResponse:
    at = now()
    book = _book(request, code, at)
    rows = queries.accounts_of(request.user, book.estate, at)
    offered = _offered(request.user, book, at)
    return show(request, "money/bank_accounts.html", {"estate": book.estate, "rows": rows, "adds": bool(offered)})


def _offered(person: Person, book: Book, at: datetime) -> list[Account]:
    """Lines of the chart that money at a bank may stand on, in the funds that somebody keeps."""
    accounts = sorted(rules_of(book.estate).accounts.values(), key=lambda one: one.code)
    here = [one for one in accounts if one.cash or one.key.endswith("_in_transit")]
    return [one for one in here if may_add_bank_account(person, one.fund, book.estate, at)]


@require_http_methods(["GET", "POST"])
def add_bank_account(request: PersonRequest, code: str) -> HttpResponse:
    at = now()
    book = _book(request, code, at)
    ways = [(one.name, one.label) for one in gateways]
    form = AddAccountForm(
        posted(request), accounts=_offered(request.user, book, at), since=book.opens_on, gateways=ways
    )
    if form.is_valid():
        try:
            account = actions.add_bank_account(book.pk, form.told(), by=request.user, at=at)
        except BadInput as wrong:
            form.refuse(wrong)
        else:
            return redirect("money:bank_account", code, account.pk)
    return show(request, "money/add_bank_account.html", {"estate": book.estate, "form": form})


@require_GET
def bank_account(request: PersonRequest, code: str, pk: UUID) -> HttpResponse:
    """Its lines, the newest first, and the files they came from."""
    account = find(request, code, pk, now())
    lines = queries.lines_of(account, _cursor(request.GET.get("before", "")))
    last = lines[-1] if len(lines) == queries.LINES_SHOWN else None
    shown = {
        "estate": account.estate, "account": account, "lines": lines, "statements": queries.statements_of(account),
        "open": queries.open_lines(account).count(), "next": f"{last.day}_{last.number}" if last else "",
        "added": request.GET.get("added", ""),
    }  # fmt: skip
    return show(request, "money/bank_account.html", shown)


def _cursor(written: str) -> tuple[date, int] | None:
    """Raises NotThere for what no page of ours links to."""
    if not written:
        return None
    day, _, number = written.partition("_")
    try:
        return date.fromisoformat(day), int(number)
    except ValueError:
        raise NotThere from None


@require_http_methods(["GET", "POST"])
def correct_bank_account(request: PersonRequest, code: str, pk: UUID) -> HttpResponse:
    at = now()
    account = find(request, code, pk, at)
    form = CorrectAccountForm(posted(request), account=account)
    if form.is_valid():
        given = form.cleaned_data
        try:
            actions.correct_bank_account(
                pk, bank=given["bank"], digits=given["digits"], holder=given["holder"], opening_fen=given["opening"],
                by=request.user, at=at,
            )  # fmt: skip
        except BadInput as wrong:
            form.refuse(wrong)
        else:
            return redirect("money:bank_account", code, pk)
    return show(
        request, "money/correct_bank_account.html", {"estate": account.estate, "account": account, "form": form}
    )


@require_http_methods(["GET", "POST"])
def end_bank_account(request: PersonRequest, code: str, pk: UUID) -> HttpResponse:
    at = now()
    account = find(request, code, pk, at)
    form = EndAccountForm(posted(request), today=rules_of(account.estate).hours.day_of(at))
    if form.is_valid():
        try:
            actions.end_bank_account(pk, **form.cleaned_data, by=request.user, at=at)
        except BadInput as wrong:
            form.refuse(wrong)
        else:
            return redirect("money:bank_account", code, pk)
    return show(request, "money/end_bank_account.html", {"estate": account.estate, "account": account, "form": form})
