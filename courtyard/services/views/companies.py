"""The register of property companies, and the page of one: for everybody; and the deeds of whoever keeps it."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from courtyard.core.errors import NotAllowed
from courtyard.people.middleware import PersonRequest
from courtyard.people.models import Person
from courtyard.people.queries import signs_in_with
from courtyard.services.actions import companies as actions
from courtyard.services.forms.companies import NOBODY, AgentForm, CompanyForm
from courtyard.services.models import Company
from courtyard.services.models.company import WORDS_MAX
from courtyard.services.permissions.companies import (
    may_close_company,
    may_correct_company,
    may_end_agent,
    may_name_agent,
    may_register_company,
)
from courtyard.services.permissions.credit import may_see_coming
from courtyard.services.queries import companies as queries
from courtyard.services.queries import credit
from courtyard.trail.deeds import require
from courtyard.web.deed_form import WordsForm
from courtyard.web.refusals import said_on
from courtyard.web.show import show


def find_company(pk: UUID) -> Company:
    return get_object_or_404(Company.objects.select_related("node", "person__node"), pk=pk)


def see(name: str, *args: object) -> HttpResponse:
    return HttpResponse(status=303, headers={"Location": reverse(f"services:{name}", args=args)})


def posted(request: HttpRequest) -> Any:
    return request.POST if request.method == "POST" else None


def reader(request: HttpRequest) -> Person | None:
    return request.user if isinstance(request.user, Person) else None


@require_GET
def companies(request: HttpRequest) -> HttpResponse:
    """By name, with what counts of each."""
    person, at = reader(request), now()
    words = request.GET.get("q", "").strip()[: queries.WORDS_MAX]
    page = queries.companies(words, request.GET.get("after", ""), localdate(at))
    may_register = person is not None and queries.seat_of_register(person, at) is not None
    return show(request, "services/companies.html", {"page": page, "q": words, "may_register": may_register})


@require_GET
def company(request: HttpRequest, pk: UUID) -> HttpResponse:
    """What everybody may know of a company; what is not public yet, for those it concerns."""
    one, person, at = find_company(pk), reader(request), now()
    today = localdate(at)
    may = _may(person, one, at)
    context = {
        "company": one,
        "may": may,
        "points": credit.points_of(one, today),
        "public": credit.public_of(one, today),
        "coming": credit.seen_by(person, one, at) if person and may_see_coming(person, one, at) else [],
        "figures": queries.figures_of(one),
        "served": queries.served_by(one, most=queries.FIRST_SHOWN),
        "managers": queries.managers_of(one, today),
        "found": queries.found_of(one, most=queries.FIRST_SHOWN, withdrawn=may["finds"]),
        "agents": credit.agents_of(one, today) if may["keeps"] else [],
        "most": queries.ESTATES_A_MANAGER,
        "today": today,
    }
    return show(request, "services/company.html", context)


def _may(person: Person | None, one: Company, at: datetime) -> dict[str, bool]:
    """Keep the register, and write down what was found at some estate of theirs; nothing of a company that is gone."""
    if person is None:
        return {"keeps": False, "finds": False, "open": one.closed_on is None}
    return {
        "keeps": may_correct_company(person, one, at),
        "finds": queries.reached_by(person, one, at).exists(),
        "open": one.closed_on is None,
    }


@require_GET
def company_estates(request: HttpRequest, pk: UUID) -> HttpResponse:
    one = find_company(pk)
    page = queries.served_by(one, request.GET.get("after", ""))
    return show(request, "services/company_estates.html", {"company": one, "page": page, "today": localdate(now())})


@require_GET
def findings(request: HttpRequest, pk: UUID) -> HttpResponse:
    one, person, at = find_company(pk), reader(request), now()
    finds = person is not None and queries.reached_by(person, one, at).exists()
    page = queries.found_of(one, request.GET.get("after", ""), withdrawn=finds)
    return show(request, "services/findings.html", {"company": one, "page": page, "finds": finds})


@require_http_methods(["GET", "POST"])
def register_company(request: PersonRequest) -> HttpResponse:
    at = now()
    node = queries.seat_of_register(request.user, at)
    if node is None:
        raise NotAllowed
    require(may_register_company, request.user, node, at)
    form = CompanyForm(posted(request))
    if form.is_valid():
        with said_on(form):
            one = actions.register_company(form.registration(node), by=request.user, at=at)
        if form.is_valid():
            return see("company", one.pk)
    return show(request, "services/register_company.html", {"form": form, "node": node})


@require_http_methods(["GET", "POST"])
def correct_company(request: PersonRequest, pk: UUID) -> HttpResponse:
    one, at = find_company(pk), now()
    require(may_correct_company, request.user, one, at)
    form = CompanyForm(posted(request), **{name: getattr(one, name) for name in actions.DETAILS})
    if form.is_valid():
        with said_on(form):
            actions.correct_company(one.pk, **form.details(), by=request.user, at=at)
        if form.is_valid():
            return see("company", one.pk)
    return show(request, "services/correct_company.html", {"form": form, "company": one})


@require_http_methods(["GET", "POST"])
def close_company(request: PersonRequest, pk: UUID) -> HttpResponse:
    one, at = find_company(pk), now()
    require(may_close_company, request.user, one, at)
    form = WordsForm(
        posted(request), label=gettext("Why is it taken off the register?"), most=WORDS_MAX,
        help_text=gettext("For example: merged into another company; entered twice by mistake. Everybody reads it."),
    )  # fmt: skip
    if form.is_valid():
        actions.close_company(one.pk, reason=form.cleaned_data["words"], by=request.user, at=at)
        return see("company", one.pk)
    return show(request, "services/close_company.html", {"form": form, "company": one})


@require_http_methods(["GET", "POST"])
def name_agent(request: PersonRequest, pk: UUID) -> HttpResponse:
    """Who already signs in here acts for the company from today on."""
    one, at = find_company(pk), now()
    require(may_name_agent, request.user, one, at)
    form = AgentForm(posted(request))
    if form.is_valid():
        whom = signs_in_with(form.cleaned_data["sign_in_name"])
        if whom is None:
            form.add_error("sign_in_name", NOBODY)
        else:
            with said_on(form):
                actions.name_agent(one.pk, whom, by=request.user, at=at)
        if form.is_valid():
            return see("company", one.pk)
    return show(request, "services/name_agent.html", {"form": form, "company": one})


@require_POST
def end_agent(request: PersonRequest, pk: UUID, agent: UUID) -> HttpResponse:
    one, at = find_company(pk), now()
    require(may_end_agent, request.user, one, at)
    actions.end_agent(one.pk, agent, by=request.user, at=at)
    return see("company", one.pk)
