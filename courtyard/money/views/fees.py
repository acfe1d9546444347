"""What is charged, for everybody; and the pages of those who enter it, bill by it, and take bills back."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.timezone import now
from django.views.decorators.http import require_GET, require_http_methods

from courtyard.core.errors import BadInput, NotThere, Refusal
from courtyard.core.rulebook.periods import months_after
from courtyard.money import showing_bills as showing
from courtyard.money.actions import billing as bill_deeds
from courtyard.money.actions import discounts as discount_deeds
from courtyard.money.actions import schedules as fee_deeds
from courtyard.money.billing import NothingToBill, Plan, check_days, plan_of
from courtyard.money.forms.fees import DAY, BillForm, EndDiscountForm, FeesForm
from courtyard.money.locks import NoBooks
from courtyard.money.models.book import WORDS_MAX
from courtyard.money.modes import told_mode
from courtyard.money.permissions.collectors import may_collect, may_see_collectors
from courtyard.money.permissions.fees import (
    may_bill,
    may_end_discount,
    may_reverse_run,
    may_set_fees,
    may_withdraw_fees,
)
from courtyard.money.queries import collectors
from courtyard.money.queries import fees as queries
from courtyard.money.queries.bills import find_run
from courtyard.money.queries.ledger import book_of
from courtyard.money.views.pages import day_here, posted, see, why_form
from courtyard.people.middleware import PersonRequest
from courtyard.people.models import Person
from courtyard.people.queries import estate_for
from courtyard.places.models import Estate
from courtyard.services.queries.current import contract_on
from courtyard.web.refusals import said_on
from courtyard.web.show import show


@require_GET
def fees(request: HttpRequest, code: str) -> HttpResponse:
    """Every schedule: what a square metre or a home pays, since when, and which decision says so."""
    estate = get_object_or_404(Estate.objects.select_related("node"), node__code=code)
    at, person = now(), request.user
    today, schedules = day_here(estate, at), queries.schedules_of(estate)
    sees = isinstance(person, Person) and may_see_collectors(person, estate, at)
    context = {
        "estate": estate, "schedules": schedules, "present": queries.in_force(schedules, today), "today": today,
        "mode": told_mode(estate, today), "collects": isinstance(person, Person) and may_collect(person, estate, at),
        "manages": isinstance(person, Person) and may_set_fees(person, estate, at),
        "sees_collectors": sees, "managers": collectors.managers_of(estate, today) if sees else [],
        "collectors": collectors.collectors_of(estate, today) if sees else [],
    }  # fmt: skip
    return show(request, "money/fees.html", context)


@require_http_methods(["GET", "POST"])
def set_fees(request: PersonRequest, code: str) -> HttpResponse:
    at = now()
    estate = estate_for(may_set_fees, request.user, code, at)
    form = FeesForm(
        posted(request), decisions=queries.decisions_on_fees(estate), newest=queries.newest_of(estate),
        contract=contract_on(estate, day_here(estate, at)),
    )  # fmt: skip
    if form.is_valid():
        with said_on(form):
            fee_deeds.set_fees(form.fees(estate.pk), by=request.user, at=at)
        if form.is_valid():
            return see("fees", code)
    return show(request, "money/set_fees.html", {"estate": estate, "form": form})


@require_http_methods(["GET", "POST"])
def withdraw_fees(request: PersonRequest, code: str, pk: UUID) -> HttpResponse:
    one = queries.find_schedule(code, pk)
    if one is None or not may_withdraw_fees(request.user, one, now()):
        raise NotThere
    form = why_form(request, WORDS_MAX)
    if form.is_valid():
        with said_on(form):
            fee_deeds.withdraw_fees(one.pk, reason=form.cleaned_data["words"], by=request.user, at=now())
        if form.is_valid():
            return see("fees", code)
    return show(request, "money/withdraw_fees.html", {"estate": one.estate, "one": one, "form": form})


@require_GET
def discounts(request: PersonRequest, code: str) -> HttpResponse:
    estate = estate_for(may_collect, request.user, code, now())
    return show(request, "money/discounts.html", {"estate": estate, "rows": queries.discounts_of(estate)})


@require_http_methods(["GET", "POST"])
def end_discount(request: PersonRequest, code: str, pk: UUID) -> HttpResponse:
    one = queries.find_discount(code, pk)
    if one is None or not may_end_discount(request.user, one, now()):
        raise NotThere
    form = EndDiscountForm(posted(request))
    if form.is_valid():
        last = months_after(form.cleaned_data["last"], 1) - DAY
        with said_on(form):
            discount_deeds.end_discount(one.pk, last, by=request.user, at=now())
        if form.is_valid():
            return see("fees_home", code, one.home_id)
    return show(request, "money/end_discount.html", {"estate": one.estate, "one": one, "form": form})


@require_http_methods(["GET", "POST"])
def bill_homes(request: PersonRequest, code: str) -> HttpResponse:
    """First what it would come to, then the bills: the second form carries what the first one showed."""
    at = now()
    estate = estate_for(may_bill, request.user, code, at)
    form = BillForm(posted(request))
    plan: Plan | None = None
    if form.is_valid():
        try:
            with said_on(form):
                if "make" in request.POST:
                    run = bill_deeds.bill_homes(form.billing(estate.pk), by=request.user, at=at)
                    return see("bill_run", code, run.pk)
                plan = _plan(code, form, estate)
        except Refusal as wrong:
            if isinstance(wrong, BadInput):
                raise
            form.refuse(wrong)
    context = {"estate": estate, "form": form, "plan": plan if form.is_valid() or not form.is_bound else None}
    return show(request, "money/bill_homes.html", context)


def _plan(code: str, form: BillForm, estate: Estate) -> Plan:
    book = book_of(code)
    if book is None:
        raise NoBooks
    today = day_here(estate, now())
    told = form.billing(estate.pk)
    check_days(book, told, today)
    plan = plan_of(book, told)
    if not plan.bills:
        raise NothingToBill(first=told.first, last=told.last)
    return plan


@require_GET
def bill_run(request: PersonRequest, code: str, pk: UUID) -> HttpResponse:
    run = find_run(code, pk)
    if run is None or not may_collect(request.user, run.estate, now()):
        raise NotThere
    context = {
        "estate": run.estate, "run": run, "period": showing.period_said(run.first, run.last),
        "reverses": run.taken_back_at is None and may_reverse_run(request.user, run, now()),
    }  # fmt: skip
    return show(request, "money/bill_run.html", context)


@require_http_methods(["GET", "POST"])
def reverse_run(request: PersonRequest, code: str, pk: UUID) -> HttpResponse:
    run = find_run(code, pk)
    if run is None or not may_reverse_run(request.user, run, now()):
        raise NotThere
    form = why_form(request, WORDS_MAX)
    if form.is_valid():
        with said_on(form):
            bill_deeds.reverse_run(run.pk, reason=form.cleaned_data["words"], by=request.user, at=now())
        if form.is_valid():
            return see("bill_run", code, run.pk)
    return show(request, "money/reverse_run.html", {"estate": run.estate, "run": run, "form": form})
