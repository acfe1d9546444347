"""Collectors: who owes what, a home's account, money that came in or goes back, kind reminders."""

from uuid import UUID

from django.http import HttpResponse
from django.utils.timezone import now
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from courtyard.core.errors import NotThere
from courtyard.money import showing_bills as showing
from courtyard.money.actions import payments as actions
from courtyard.money.actions.discounts import give_discount as give
from courtyard.money.actions.reminders import remind as do_remind
from courtyard.money.forms.fees import DiscountForm, ReceiveForm, RefundForm
from courtyard.money.permissions.collectors import may_collect
from courtyard.money.permissions.fees import may_discount, may_receive, may_refund, may_remind, may_set_fees
from courtyard.money.queries import arrears as queries
from courtyard.money.queries.bills import runs_of
from courtyard.money.queries.fees import discounts_of
from courtyard.money.queries.prepaid import ahead_by_home
from courtyard.money.views.pages import day_here, posted, see
from courtyard.people.middleware import PersonRequest
from courtyard.people.queries import estate_for
from courtyard.places.models import Estate, Home
from courtyard.web.refusals import said_on
from courtyard.web.show import show


def _home(estate: Estate, pk: UUID) -> Home:
    found = queries.find_home(estate, pk)
    if found is None:
        raise NotThere
    return found


@require_GET
def arrears(request: PersonRequest, code: str) -> HttpResponse:
    """Homes with something overdue, by how long; what share came in; the billings."""
    at = now()
    estate = estate_for(may_collect, request.user, code, at)
    today, words = day_here(estate, at), request.GET.get("q", "")
    ageing, stretch = (
        queries.ageing_of(estate, today),
        queries.homes_in_arrears(estate, today, request.GET.get("after", "")),
    )
    context = {
        "estate": estate, "ageing": ageing, "bands": showing.bands(ageing), "next": stretch.next,
        "rows": [(row, showing.bands(row.ageing)) for row in stretch.rows],
        "rate": showing.percent(queries.rate_of(estate, today)), "q": words,
        "found": queries.homes_named(estate, words) if words.strip() else None,
        "runs": runs_of(estate), "reminded": queries.last_reminding(estate),
        "manages": may_set_fees(request.user, estate, at),
    }  # fmt: skip
    return show(request, "money/arrears.html", context)


@require_GET
def fees_home(request: PersonRequest, code: str, pk: UUID) -> HttpResponse:
    """One home's account: bills, payments, what it has paid ahead, discounts."""
    at = now()
    estate = estate_for(may_collect, request.user, code, at)
    home, today = _home(estate, pk), day_here(estate, at)
    bills = queries.bills_of_home(home)
    context = {
        "estate": estate, "home": home, "rows": showing.rows(bills, today),
        "open_fen": sum(one.open_fen for one in bills), "payments": queries.payments_of_home(home),
        "ahead_fen": ahead_by_home(estate.pk, [home.pk]).get(home.pk, 0), "discounts": discounts_of(estate, home.pk),
        "reminded": queries.last_reminder(home), "manages": may_set_fees(request.user, estate, at),
    }  # fmt: skip
    return show(request, "money/fees_home.html", context)


@require_http_methods(["GET", "POST"])
def receive(request: PersonRequest, code: str, pk: UUID) -> HttpResponse:
    """Money that somebody brought, or that came to the bank."""
    at = now()
    estate = estate_for(may_receive, request.user, code, at)
    home = _home(estate, pk)
    bills = [one for one in reversed(queries.bills_of_home(home)) if one.open_fen]
    form = ReceiveForm(posted(request), bills=bills, today=day_here(estate, at))
    if form.is_valid():
        with said_on(form):
            payment = actions.receive(form.received(estate.pk, home.pk), by=request.user, at=at)
        if form.is_valid():
            return see("receipt", code, payment.pk)
    return show(request, "money/receive.html", {"estate": estate, "home": home, "form": form})


@require_http_methods(["GET", "POST"])
def refund_prepayment(request: PersonRequest, code: str, pk: UUID) -> HttpResponse:
    at = now()
    estate = estate_for(may_refund, request.user, code, at)
    home = _home(estate, pk)
    ahead_fen = ahead_by_home(estate.pk, [home.pk]).get(home.pk, 0)
    form = RefundForm(posted(request), ahead_fen=ahead_fen, today=day_here(estate, at))
    if form.is_valid():
        try:
            with said_on(form):
                actions.refund_prepayment(form.refunding(estate.pk, home.pk), by=request.user, at=at)
        except actions.MoreThanAhead as wrong:
            form.refuse(wrong)
        if form.is_valid():
            return see("fees_home", code, home.pk)
    context = {"estate": estate, "home": home, "form": form, "ahead_fen": ahead_fen}
    return show(request, "money/refund_prepayment.html", context)


@require_http_methods(["GET", "POST"])
def give_discount(request: PersonRequest, code: str, pk: UUID) -> HttpResponse:
    at = now()
    estate = estate_for(may_discount, request.user, code, at)
    home = _home(estate, pk)
    form = DiscountForm(posted(request))
    if form.is_valid():
        with said_on(form):
            give(form.off(estate.pk, home.pk), by=request.user, at=at)
        if form.is_valid():
            return see("fees_home", code, home.pk)
    return show(request, "money/give_discount.html", {"estate": estate, "home": home, "form": form})


@require_POST
def remind(request: PersonRequest, code: str) -> HttpResponse:
    estate = estate_for(may_remind, request.user, code, now())
    do_remind(estate.pk, by=request.user, at=now())
    return see("arrears", code)
