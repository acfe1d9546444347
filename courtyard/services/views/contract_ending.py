"""The plan for the next company, notice of either side, and the end of a contract."""

from uuid import UUID

from django.http import HttpResponse
from django.utils.timezone import now
from django.views.decorators.http import require_http_methods

from courtyard.people.middleware import PersonRequest
from courtyard.services.actions import contract_calendar as calendar
from courtyard.services.actions import contract_ending as actions
from courtyard.services.contract_showing import notice_of
from courtyard.services.forms.contract_ending import DismissForm, EndForm, LeaveForm, PlanForm
from courtyard.services.models import Contract
from courtyard.services.permissions.contracts import (
    may_company_leave,
    may_dismiss_company,
    may_end_contract,
    may_post_plan,
)
from courtyard.services.queries.contracts import day_of, decisions_to_dismiss, period_of
from courtyard.services.upkeep.annexes import kept
from courtyard.services.views.contracts import at_form, find, posted, see
from courtyard.trail.deeds import require
from courtyard.web.deed_form import DeedForm
from courtyard.web.show import show


def _answer(request: PersonRequest, name: str, one: Contract, form: DeedForm, **more: object) -> HttpResponse:
    context = {"estate": one.estate, "contract": one, "form": form, **more}
    return show(request, f"services/{name}.html", context)


@require_http_methods(["GET", "POST"])
def post_plan(request: PersonRequest, code: str, pk: UUID) -> HttpResponse:
    at = now()
    one = find(request, code, pk, at)
    require(may_post_plan, request.user, one, at)
    form = PlanForm(posted(request), request.FILES or None)
    if form.is_valid():
        given = form.cleaned_data["file"]
        data, ending = (given.data, given.ending) if given else (None, "")
        with at_form(form), kept(one.estate_id, data, ending, at) as file:
            one = calendar.post_plan(one.pk, form.plan(file), by=request.user, at=at)
        if form.is_valid():
            return see(one)
    return _answer(request, "post_plan", one, form)


@require_http_methods(["GET", "POST"])
def company_leaves(request: PersonRequest, code: str, pk: UUID) -> HttpResponse:
    at = now()
    one = find(request, code, pk, at)
    require(may_company_leave, request.user, one, at)
    form = LeaveForm(posted(request), today=day_of(one.estate, at), last_on=one.last_day)
    if form.is_valid():
        with at_form(form):
            one = actions.company_leaves(one.pk, form.leaving(), by=request.user, at=at)
        if form.is_valid():
            return see(one)
    period = period_of(one, "company_leaves_notice")
    return _answer(request, "company_leaves", one, form, period=period, notice=notice_of(one))


@require_http_methods(["GET", "POST"])
def dismiss_company(request: PersonRequest, code: str, pk: UUID) -> HttpResponse:
    """The decision first: nobody but the owners dismisses a company."""
    at = now()
    one = find(request, code, pk, at)
    require(may_dismiss_company, request.user, one, at)
    today = day_of(one.estate, at)
    decisions = decisions_to_dismiss(one.estate, today)
    form = DismissForm(posted(request), today=today, decisions=decisions)
    if form.is_valid():
        with at_form(form):
            one = actions.dismiss_company(one.pk, form.dismissal(), by=request.user, at=at)
        if form.is_valid():
            return see(one)
    return _answer(request, "dismiss_company", one, form, any=bool(decisions), notice=notice_of(one))


@require_http_methods(["GET", "POST"])
def end_contract(request: PersonRequest, code: str, pk: UUID) -> HttpResponse:
    at = now()
    one = find(request, code, pk, at)
    require(may_end_contract, request.user, one, at)
    today = day_of(one.estate, at)
    form = EndForm(posted(request), on=min(today, one.last_day or today))
    if form.is_valid():
        given = form.cleaned_data
        with at_form(form):
            one = actions.end_contract(one.pk, on=given["on"], reason=given["reason"], by=request.user, at=at)
        if form.is_valid():
            return see(one)
    return _answer(request, "end_contract", one, form)
