"""What an office above found of a company: entered at one of its estates, put right, withdrawn."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.timezone import localdate, now
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from courtyard.core.errors import NotAllowed
from courtyard.people.middleware import PersonRequest
from courtyard.services.actions import supervision as actions
from courtyard.services.forms.companies import FoundForm, InspectForm, PenaliseForm, PutRightForm, UpholdForm
from courtyard.services.models import Supervision
from courtyard.services.models.company import WORDS_MAX
from courtyard.services.permissions.companies import (
    acts_for,
    may_put_right,
    may_withdraw_finding,
)
from courtyard.services.queries import companies as queries
from courtyard.services.views.companies import find_company, posted, see
from courtyard.trail.deeds import require
from courtyard.web.deed_form import WordsForm
from courtyard.web.refusals import said_on
from courtyard.web.show import show


def _enter(request: PersonRequest, pk: UUID, make: type[FoundForm], template: str, enter: Any) -> HttpResponse:
    """One page for each kind; where none of the company's estates lies below their office, nobody enters anything."""
    one, at = find_company(pk), now()
    nodes = list(queries.reached_by(request.user, one, at)[: queries.CHOICES_MAX])
    if not nodes or acts_for(request.user, one, at):
        raise NotAllowed
    form = make(posted(request), nodes=nodes, today=localdate(at))
    if form.is_valid():
        with said_on(form):
            enter(one.pk, form, {"by": request.user, "at": at})
        if form.is_valid():
            return see("company", one.pk)
    return show(request, f"services/{template}.html", {"form": form, "company": one})


@require_http_methods(["GET", "POST"])
def inspect(request: PersonRequest, pk: UUID) -> HttpResponse:
    def enter(company: UUID, form: InspectForm, said: dict[str, Any]) -> None:
        actions.inspect(
            company, form.found(), mend_by=form.cleaned_data["mend_by"], in_order=form.in_order, **said
        )  # fmt: skip

    return _enter(request, pk, InspectForm, "inspect", enter)


@require_http_methods(["GET", "POST"])
def penalise(request: PersonRequest, pk: UUID) -> HttpResponse:
    def enter(company: UUID, form: PenaliseForm, said: dict[str, Any]) -> None:
        given = form.cleaned_data
        actions.penalise(company, form.found(), article=given["article"], fine_fen=given["fine"], **said)

    return _enter(request, pk, PenaliseForm, "penalise", enter)


@require_http_methods(["GET", "POST"])
def uphold(request: PersonRequest, pk: UUID) -> HttpResponse:
    def enter(company: UUID, form: UpholdForm, said: dict[str, Any]) -> None:
        actions.uphold(company, form.found(), case_number=form.cleaned_data["case_number"], **said)

    return _enter(request, pk, UpholdForm, "uphold", enter)


def _find(pk: UUID) -> Supervision:
    return get_object_or_404(Supervision.objects.select_related("company__node", "node", "seat"), pk=pk)


@require_http_methods(["GET", "POST"])
def put_right(request: PersonRequest, pk: UUID) -> HttpResponse:
    one, at = _find(pk), now()
    require(may_put_right, request.user, one, at)
    form = PutRightForm(posted(request), today=localdate(at))
    if form.is_valid():
        with said_on(form):
            actions.put_right(one.pk, **form.cleaned_data, by=request.user, at=at)
        if form.is_valid():
            return see("company", one.company_id)
    return show(request, "services/put_right.html", {"form": form, "found": one, "company": one.company})


@require_http_methods(["GET", "POST"])
def withdraw_finding(request: PersonRequest, pk: UUID) -> HttpResponse:
    one, at = _find(pk), now()
    require(may_withdraw_finding, request.user, one, at)
    form = WordsForm(
        posted(request), label=gettext("Why is it withdrawn?"), most=WORDS_MAX,
        help_text=gettext("It is no longer public then, and nothing is owed for it. Offices above read why."),
    )  # fmt: skip
    if form.is_valid():
        actions.withdraw_finding(one.pk, reason=form.cleaned_data["words"], by=request.user, at=at)
        return see("company", one.company_id)
    return show(request, "services/withdraw_finding.html", {"form": form, "found": one, "company": one.company})
