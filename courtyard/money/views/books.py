"""Books: an entry taken back, a month closed."""

from datetime import date
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.timezone import now
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST

from courtyard.core.errors import NotThere
from courtyard.money.actions import books as actions
from courtyard.money.actions import entries
from courtyard.money.models.book import WORDS_MAX
from courtyard.money.permissions.books import may_close_month, may_reverse_entry
from courtyard.money.queries import ledger as queries
from courtyard.people.middleware import PersonRequest
from courtyard.people.queries import estate_for
from courtyard.trail.deeds import require
from courtyard.web.deed_form import WordsForm
from courtyard.web.refusals import said_on
from courtyard.web.show import show


@require_http_methods(["GET", "POST"])
def reverse_entry(request: PersonRequest, code: str, pk: UUID) -> HttpResponse:
    at = now()
    found = queries.entry_of(code, pk)
    if found is None:
        raise NotThere
    one = found.entry
    require(may_reverse_entry, request.user, one, at)
    form = WordsForm(_posted(request), label=gettext("Why is it taken back?"), most=WORDS_MAX)
    if form.is_valid():
        with said_on(form):
            back = entries.reverse_entry(one.pk, reason=form.cleaned_data["words"], by=request.user, at=at)
        if form.is_valid():
            return redirect("money:entry", code, back.pk)
    return show(request, "money/reverse_entry.html", {"estate": one.estate, "entry": one, "form": form})


@require_POST
def close_month(request: PersonRequest, code: str, month: date) -> HttpResponse:
    at = now()
    estate = estate_for(may_close_month, request.user, code, at)
    actions.close_month(estate.pk, month, by=request.user, at=at)
    return redirect("money:ledger_of_month", code, month)


def _posted(request: HttpRequest) -> Any:
    return request.POST if request.method == "POST" else None
