"""The public ledger: everybody reads it, nobody signs in for it, and no line tells of a home."""

from datetime import date
from uuid import UUID

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404
from django.utils.timezone import now
from django.views.decorators.http import require_GET

from courtyard.core.errors import NotThere
from courtyard.money import exports, showing, showing_bank
from courtyard.money.models import Book, Entry
from courtyard.money.models.book import FOLDED
from courtyard.money.panels import own_share
from courtyard.money.permissions.books import may_close_month, may_open_books, may_reverse_entry
from courtyard.money.permissions.modes import may_show_invoice
from courtyard.money.queries import ledger as queries
from courtyard.money.sources import links_of
from courtyard.people.models import Person
from courtyard.places.models import Estate
from courtyard.places.rules import rules_of
from courtyard.web.show import show

TABS = 3
"""So many of the latest months stand open."""


def _book(code: str) -> Book:
    book = queries.book_of(code)
    if book is None:
        raise NotThere
    return book


def _month(book: Book, month: date) -> date:
    """Raises NotThere for one before the books, or to come."""
    if not book.opens_on.replace(day=1) <= month <= _today(book):
        raise NotThere
    return month


def _today(book: Book) -> date:
    return rules_of(book.estate).hours.day_of(now())


@require_GET
def ledger(request: HttpRequest, code: str, month: date | None = None) -> HttpResponse:
    """A month of the estate's books, the running one where none is named."""
    estate = get_object_or_404(Estate.objects.select_related("node"), node__code=code)
    book, at, person = queries.book_of(code), now(), request.user
    if book is None:
        opens = isinstance(person, Person) and may_open_books(person, estate, at)
        return show(request, "money/ledger.html", {"estate": estate, "opens": opens})
    today = _today(book)
    told = queries.ledger_of(book, _month(book, month or today.replace(day=1)))
    months = [(one, showing.month_said(one)) for one in queries.months_of(book, today)]
    shown = {
        "estate": estate, "month": told.month, "month_said": showing.month_said(told.month), "closed": told.closed,
        "months": months[:TABS], "earlier": months[TABS:],
        "in_earlier": told.month in dict(months[TABS:]),
        "funds": showing.funds(told), "drawing": showing.drawing(told), "table": showing.table(told),
        "rows": [showing.row(told.chart, one) for one in queries.entries_of(book, told.month)],
        "entries": told.told[0], "fen": told.told[1], "listed": told.listed, "of_few": told.of_few,
        "of_homes": told.of_homes, "of_homes_fen": told.of_homes_fen,
        "forms": exports.FORMS, "own": own_share(person, book, at),
        **showing_bank.of_ledger(book, person, at),
        "closes": isinstance(person, Person) and told.closed is None and told.month < today.replace(day=1)
        and may_close_month(person, estate, at),
    }  # fmt: skip
    return show(request, "money/ledger.html", shown)


@require_GET
def entries(request: HttpRequest, code: str, month: date) -> HttpResponse:
    """Every entry of a month, stretch by stretch."""
    book = _book(code)
    month = _month(book, month)
    chart = queries.chart_of(book)
    rows = queries.entries_of(book, month, _cursor(request.GET.get("before", "")))
    last = rows[-1].entry if len(rows) == queries.ROWS else None
    shown = {
        "estate": book.estate, "month": month, "month_said": showing.month_said(month),
        "rows": [showing.row(chart, one) for one in rows], "next": f"{last.day}_{last.number}" if last else "",
    }  # fmt: skip
    return show(request, "money/entries.html", shown)


def _cursor(written: str) -> tuple[date, int] | None:
    """Raises NotThere for what no page of ours links to."""
    if not written:
        return None
    day, _, number = written.partition("_")
    try:
        return date.fromisoformat(day), int(number)
    except ValueError:
        raise NotThere from None


@require_GET
def entry(request: HttpRequest, code: str, pk: UUID) -> HttpResponse:
    """One entry: from where to where, from which source, on whose authority, and what took it back."""
    found = queries.entry_of(code, pk)
    if found is None or (0 < found.entry.homes < FOLDED and not _collects(request, found.entry)):
        raise NotThere
    book = _book(code)
    one, person = found.entry, request.user
    reverses = (
        isinstance(person, Person)
        and one.kind != one.Kind.REVERSAL
        and not hasattr(one, "reversed_by")
        and may_reverse_entry(person, one, now())
    )
    one.estate = book.estate
    expense = getattr(one, "expense", None) if one.source == "expense" else None
    brings = expense is not None and isinstance(person, Person) and may_show_invoice(person, expense, now())
    postings = showing.postings(queries.chart_of(book), found)
    shown = {
        "estate": book.estate, "entry": one, "postings": postings, "reverses": reverses, "links": links_of(one),
        "expense": expense, "brings": brings,
    }  # fmt: skip
    return show(request, "money/entry.html", shown)


def _collects(request: HttpRequest, one: Entry) -> bool:
    """Whether they keep the fund of what a home owed or paid."""
    return isinstance(request.user, Person) and may_reverse_entry(request.user, one, now())


@require_GET
def books_file(request: HttpRequest, code: str, form: str) -> StreamingHttpResponse:
    """All books as a file, homes folded: for a spreadsheet, or as plain text for hledger and beancount."""
    book = _book(code)
    if form not in exports.FORMS:
        raise NotThere
    told = exports.FORMS[form]
    answer = StreamingHttpResponse(told.write(book), content_type=told.content_type)
    answer["Content-Disposition"] = f'attachment; filename="{code}-books.{told.ending}"'
    return answer
