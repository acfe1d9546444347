"""What pages of money find by their addresses: an estate with its books, a day, a year, who reads."""

from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.timezone import now

from courtyard.core.errors import NotThere
from courtyard.money.models import Book
from courtyard.money.queries.ledger import book_of
from courtyard.people.models import Person
from courtyard.places.models import Estate
from courtyard.places.rules import rules_of

YEARS_SHOWN = 6


def posted(request: HttpRequest) -> Any:
    return request.POST if request.method == "POST" else None


def see(name: str, *args: object) -> HttpResponse:
    return HttpResponse(status=303, headers={"Location": reverse(f"money:{name}", args=args)})


def reader(request: HttpRequest) -> Person | None:
    return request.user if isinstance(request.user, Person) else None


def estate_at(code: str) -> Estate:
    return get_object_or_404(Estate.objects.select_related("node"), node__code=code)


def book_at(code: str) -> Book:
    """Raises NotThere where no books are kept."""
    book = book_of(code)
    if book is None:
        raise NotThere
    return book


def today_of(estate: Estate) -> date:
    return rules_of(estate).hours.day_of(now())


def years_of(book: Book, today: date, *, ahead: bool = False) -> list[int]:
    """The years of the books that can be looked at, the newest first; `ahead` the next one, too."""
    first = max(book.opens_on.year, today.year - YEARS_SHOWN + 1)
    return list(range(today.year + ahead, first - 1, -1))


def year_asked(request: HttpRequest, years: list[int], today: date) -> int:
    """The year in the address, if it is one of them; or else the running one."""
    text = request.GET.get("year", "")
    return next((year for year in years if str(year) == text), min(today.year, max(years, default=today.year)))


def see_year(name: str, code: str, year: int) -> HttpResponse:
    return HttpResponse(status=303, headers={"Location": f"{reverse(f'money:{name}', args=[code])}?year={year}"})
