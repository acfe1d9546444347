"""A home pays its bill by a gateway: it asks for a number, pays under it, and sees here what came in."""

from uuid import UUID

from django.http import HttpResponse
from django.utils.timezone import now
from django.views.decorators.http import require_GET, require_http_methods
from django_htmx.http import HttpResponseClientRefresh

from courtyard.core.errors import NotThere
from courtyard.money import showing_bills as bills
from courtyard.money import showing_paying as showing
from courtyard.money.actions import gateways as actions
from courtyard.money.forms.paying import AskToPayForm
from courtyard.money.permissions.fees import may_ask_to_pay, may_see_order
from courtyard.money.queries import paying as queries
from courtyard.money.queries.bills import find_bill
from courtyard.money.views.pages import posted, see
from courtyard.people.middleware import PersonRequest
from courtyard.web.refusals import said_on
from courtyard.web.show import show

NOTHING_NEW = 204


@require_http_methods(["GET", "POST"])
def ask_to_pay(request: PersonRequest, code: str, pk: UUID) -> HttpResponse:
    """How much, and by which gateway; what was asked for before is named, so that nobody pays twice."""
    one = find_bill(code, pk)
    if one is None or not may_ask_to_pay(request.user, one, now()):
        raise NotThere
    ways = queries.ways_of(one)
    form = AskToPayForm(posted(request), bill=one, ways=ways)
    if form.is_valid():
        with said_on(form):
            order = actions.ask_to_pay(form.asked(one.pk), by=request.user, at=now())
        if form.is_valid():
            return see("pay_order", code, order.pk)
    context = {
        "estate": one.estate, "bill": one, "form": form, "ways": ways, "period": bills.period_said(one.first, one.last),
        "orders": showing.waiting(queries.ordered_by(request.user, one)),
    }  # fmt: skip
    return show(request, "money/ask_to_pay.html", context)


@require_GET
def pay_order(request: PersonRequest, code: str, pk: UUID) -> HttpResponse:
    """Under which number to pay, how much, and to whom; and what has come in, by itself while the page is open."""
    one = queries.find_ordered(code, pk)
    if one is None or not may_see_order(request.user, one.order, one.bill, now()):
        raise NotThere
    seen = showing.seen(one)
    if request.htmx:
        return HttpResponseClientRefresh() if request.GET.get("seen") != seen else HttpResponse(status=NOTHING_NEW)
    context = {
        "estate": one.bill.estate, "one": one, "seen": seen, "look": showing.state(one),
        "told": showing.instructions(one), "figures": showing.in_fours(one.order.number),
        "pays": queries.ways_of(one.bill), "period": bills.period_said(one.bill.first, one.bill.last),
    }  # fmt: skip
    return show(request, "money/pay_order.html", context)
