"""A home's own bills, payments and receipts; nobody but the home and the collectors opens them."""

from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.utils.timezone import now
from django.views.decorators.http import require_GET, require_http_methods

from courtyard.core.errors import NotThere
from courtyard.money import printed_bills, showing_paying
from courtyard.money import showing_bills as showing
from courtyard.money.actions import payments as actions
from courtyard.money.models import Bill, Payment
from courtyard.money.models.book import WORDS_MAX
from courtyard.money.permissions.collectors import may_collect
from courtyard.money.permissions.fees import (
    may_ask_to_pay,
    may_see_bill,
    may_see_bills,
    may_see_payment,
    may_take_back_payment,
    tenures_here,
)
from courtyard.money.queries import bills as queries
from courtyard.money.queries import paying
from courtyard.money.queries.prepaid import ahead_by_home
from courtyard.money.views.pages import day_here, own_paper, see, why_form
from courtyard.people.middleware import PersonRequest
from courtyard.people.queries import estate_for
from courtyard.web.documents import pdf
from courtyard.web.refusals import said_on
from courtyard.web.show import show


def _bill(request: PersonRequest, code: str, pk: UUID) -> Bill:
    one = queries.find_bill(code, pk)
    if one is None or not may_see_bill(request.user, one, now()):
        raise NotThere
    return one


def _payment(request: PersonRequest, code: str, pk: UUID) -> Payment:
    one = queries.find_payment(code, pk)
    if one is None or not may_see_payment(request.user, one, now()):
        raise NotThere
    return one


@require_GET
def bills(request: PersonRequest, code: str) -> HttpResponse:
    """What one's homes owe and paid; what they have paid ahead."""
    at = now()
    estate = estate_for(may_see_bills, request.user, code, at)
    today = day_here(estate, at)
    held = [one for one in tenures_here(request.user, estate.pk, at) if one.until is None or one.until > today]
    homes = {one.home_id: one.home for one in held}
    ahead = ahead_by_home(estate.pk, homes.keys())
    theirs = queries.bills_of(request.user, estate, at)
    rows = showing.rows(theirs, today)
    context = {
        "estate": estate, "rows": rows, "open_fen": sum(row["bill"].open_fen for row in rows),
        "ahead": [(homes[key].label, fen) for key, fen in ahead.items()],
        "payments": queries.payments_of(request.user, estate, at), "collects": may_collect(request.user, estate, at),
        "pays": paying.payable(estate, theirs),
    }  # fmt: skip
    return show(request, "money/bills.html", context)


@require_GET
def bill(request: PersonRequest, code: str, pk: UUID) -> HttpResponse:
    """One bill: how it came about, what is open, and what to write beside the money."""
    one, at = _bill(request, code, pk), now()
    theirs = may_ask_to_pay(request.user, one, at)
    orders = paying.ordered_by(request.user, one) if theirs else []
    context = {
        "estate": one.estate, "bill": one, "look": showing.state(one, day_here(one.estate, at)),
        "period": showing.period_said(one.first, one.last), "lines": showing.lines(one),
        "settled": queries.settlements_of(bill=one), "collects": may_collect(request.user, one.estate, at),
        "pays": theirs and paying.ways_of(one), "orders": showing_paying.rows(orders),
    }  # fmt: skip
    return show(request, "money/bill.html", context)


@require_GET
def bill_paper(request: PersonRequest, code: str, pk: UUID) -> HttpResponse:
    one = _bill(request, code, pk)
    address = request.build_absolute_uri(reverse("money:bill", args=[code, pk]))
    data = pdf("money/slip", printed_bills.bill(one, address, day_here(one.estate, now())))
    return own_paper(data, one.reference)


@require_GET
def receipt(request: PersonRequest, code: str, pk: UUID) -> HttpResponse:
    """What was paid, when and how, and which bills it settled."""
    one = _payment(request, code, pk)
    takes_back = one.taken_back_at is None and may_take_back_payment(request.user, one, now())
    context = {
        "estate": one.estate, "payment": one, "settled": queries.settlements_of(payment=one), "takes_back": takes_back,
        "collects": may_collect(request.user, one.estate, now()),
    }  # fmt: skip
    return show(request, "money/receipt.html", context)


@require_GET
def receipt_paper(request: PersonRequest, code: str, pk: UUID) -> HttpResponse:
    one = _payment(request, code, pk)
    address = request.build_absolute_uri(reverse("money:receipt", args=[code, pk]))
    told = printed_bills.receipt(one, queries.settlements_of(payment=one), address, day_here(one.estate, now()))
    return own_paper(pdf("money/slip", told), f"receipt-{one.entry.number}")


@require_http_methods(["GET", "POST"])
def take_back_payment(request: PersonRequest, code: str, pk: UUID) -> HttpResponse:
    one = queries.find_payment(code, pk)
    if one is None or not may_take_back_payment(request.user, one, now()):
        raise NotThere
    form = why_form(request, WORDS_MAX)
    if form.is_valid():
        with said_on(form):
            actions.take_back_payment(one.pk, reason=form.cleaned_data["words"], by=request.user, at=now())
        if form.is_valid():
            return see("receipt", code, one.pk)
    return show(request, "money/take_back_payment.html", {"estate": one.estate, "payment": one, "form": form})
