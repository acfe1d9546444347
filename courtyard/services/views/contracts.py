"""The register of contracts, one contract for everybody, and how one is prepared, signed and filed."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import get_language, gettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from courtyard.assembly.freezes import Frozen
from courtyard.core.errors import BadInput, NotThere
from courtyard.people.middleware import PersonRequest
from courtyard.people.models import Person
from courtyard.people.queries import estate_for
from courtyard.places.models import Estate
from courtyard.places.rules import rules_of
from courtyard.services import contract_showing as showing
from courtyard.services.actions import contract_signing as signing
from courtyard.services.actions import contracts as actions
from courtyard.services.actions import tenders
from courtyard.services.forms.contracts import ExtraForm, FileForm, SignForm, TenderForm, TermsForm
from courtyard.services.models import Contract, ContractExtra
from courtyard.services.models.company import WORDS_MAX
from courtyard.services.permissions.contracts import (
    kinds_for,
    may_add_extra,
    may_change_draft,
    may_draft_contract,
    may_drop_draft,
    may_drop_extra,
    may_file_contract,
    may_see_drafts,
    may_sign_contract,
    may_tell_tender,
)
from courtyard.services.queries import contracts as queries
from courtyard.trail.deeds import require
from courtyard.web.deed_form import DeedForm, WordsForm
from courtyard.web.show import show

S = Contract.State
HIDDEN = (S.DRAFT, S.DROPPED)


def posted(request: HttpRequest) -> Any:
    return request.POST if request.method == "POST" else None


@contextmanager
def at_form(form: DeedForm) -> Iterator[None]:
    """What the deed inside cannot use is said at its field, and a freeze above all of them."""
    try:
        yield
    except (BadInput, Frozen) as wrong:
        form.refuse(wrong)


def find(request: HttpRequest, code: str, pk: UUID, at: datetime) -> Contract:
    """A contract; one that is not signed is there for those who prepare it only."""
    contract = queries.find_contract(code, pk)
    if contract is None or (contract.state in HIDDEN and not _prepares(request, contract, at)):
        raise NotThere
    return contract


def _prepares(request: HttpRequest, contract: Contract, at: datetime) -> bool:
    return isinstance(request.user, Person) and may_see_drafts(request.user, contract.estate, at)


def see(contract: Contract) -> HttpResponse:
    address = reverse("services:contract", args=[contract.estate.node.code, contract.pk])
    return HttpResponse(status=303, headers={"Location": address})


@require_GET
def contracts(request: HttpRequest, code: str) -> HttpResponse:
    """Who served this estate, from when to when, for what: the present contract first, for everybody."""
    at = now()
    estate = get_object_or_404(Estate.objects.select_related("node"), node__code=code)
    person = request.user if isinstance(request.user, Person) else None
    page = queries.register_of(estate, request.GET.get("before", ""))
    today = queries.day_of(estate, at)
    present = None if request.GET.get("before") else next((one for one in page.rows if one.holds(today)), None)
    drafts = queries.drafts_of(estate) if person and may_see_drafts(person, estate, at) else []
    context = {
        "estate": estate, "present": showing.row(present) if present else None, "before": page.before,
        "rows": [showing.row(one) for one in page.rows if one != present], "drafts": drafts, "today": today,
        "may_draft": person is not None and may_draft_contract(person, estate, at),
    }  # fmt: skip
    return show(request, "services/contracts.html", context)


@require_GET
def contract(request: HttpRequest, code: str, pk: UUID) -> HttpResponse:
    """What is promised, for how much, until when, who decided it, and what comes at its end."""
    at = now()
    found = find(request, code, pk, at)
    person = request.user if isinstance(request.user, Person) else None
    return show(request, "services/contract.html", showing.whole(person, found, at, get_language() or ""))


def _terms_form(request: PersonRequest, estate: Estate, at: datetime, one: Contract | None = None) -> TermsForm:
    catalogues = queries.catalogues_ahead(estate, one.starts_on if one else queries.day_of(estate, at))
    return TermsForm(
        posted(request), companies=list(queries.companies_for(estate)[: queries.CHOICES_MAX]),
        kinds=kinds_for(request.user, estate, at), catalogues=catalogues, levels=queries.levels_of(catalogues),
        contract=one,
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def draft_contract(request: PersonRequest, code: str) -> HttpResponse:
    at = now()
    estate = estate_for(may_draft_contract, request.user, code, at)
    form = _terms_form(request, estate, at)
    if form.is_valid():
        with at_form(form):
            one = actions.draft_contract(estate, form.terms(), by=request.user, at=at)
        if form.is_valid():
            return see(one)
    return show(request, "services/draft_contract.html", {"estate": estate, "form": form, "contract": None})


@require_http_methods(["GET", "POST"])
def change_draft(request: PersonRequest, code: str, pk: UUID) -> HttpResponse:
    at = now()
    one = find(request, code, pk, at)
    require(may_change_draft, request.user, one, at)
    form = _terms_form(request, one.estate, at, one)
    if form.is_valid():
        with at_form(form):
            one = actions.change_draft(one.pk, form.terms(), by=request.user, at=at)
        if form.is_valid():
            return see(one)
    return show(request, "services/draft_contract.html", {"estate": one.estate, "form": form, "contract": one})


@require_http_methods(["GET", "POST"])
def add_extra(request: PersonRequest, code: str, pk: UUID) -> HttpResponse:
    at = now()
    one = find(request, code, pk, at)
    require(may_add_extra, request.user, one, at)
    categories = list(rules_of(one.estate).categories.values())
    form = ExtraForm(posted(request), categories=categories, language=get_language() or "")
    if form.is_valid():
        with at_form(form):
            actions.add_extra(one.pk, form.extra(), by=request.user, at=at)
        if form.is_valid():
            return see(one)
    return show(request, "services/add_extra.html", {"estate": one.estate, "contract": one, "form": form})


@require_POST
def drop_extra(request: PersonRequest, code: str, pk: UUID, extra: UUID) -> HttpResponse:
    at = now()
    one = find(request, code, pk, at)
    require(may_drop_extra, request.user, one, at)
    get_object_or_404(ContractExtra, pk=extra, contract=one)
    return see(actions.drop_extra(extra, by=request.user, at=at))


@require_http_methods(["GET", "POST"])
def sign_contract(request: PersonRequest, code: str, pk: UUID) -> HttpResponse:
    """The decision first: without one the owners' contract is not signed."""
    at = now()
    one = find(request, code, pk, at)
    require(may_sign_contract, request.user, one, at)
    today = queries.day_of(one.estate, at)
    ordinary = one.kind == Contract.Kind.ORDINARY
    decisions = queries.decisions_to_hire(one.estate, today) if ordinary else []
    form = SignForm(posted(request), contract=one, today=today, decisions=decisions)
    if form.is_valid():
        with at_form(form):
            one = signing.sign_contract(one.pk, form.signing(), by=request.user, at=at)
        if form.is_valid():
            return see(one)
    context = {"estate": one.estate, "contract": one, "form": form, "any": bool(decisions) or not ordinary}
    return show(request, "services/sign_contract.html", context)


@require_http_methods(["GET", "POST"])
def tell_tender(request: PersonRequest, code: str, pk: UUID) -> HttpResponse:
    at = now()
    one = find(request, code, pk, at)
    require(may_tell_tender, request.user, one, at)
    form = TenderForm(posted(request), today=queries.day_of(one.estate, at))
    if form.is_valid():
        with at_form(form):
            one = tenders.tell_tender(one.pk, on=form.cleaned_data["on"], by=request.user, at=at)
        if form.is_valid():
            return see(one)
    return show(request, "services/tell_tender.html", {"estate": one.estate, "contract": one, "form": form})


@require_http_methods(["GET", "POST"])
def file_contract(request: PersonRequest, code: str, pk: UUID) -> HttpResponse:
    at = now()
    one = find(request, code, pk, at)
    require(may_file_contract, request.user, one, at)
    form = FileForm(posted(request), today=queries.day_of(one.estate, at))
    if form.is_valid():
        with at_form(form):
            one = signing.file_contract(one.pk, on=form.cleaned_data["on"], by=request.user, at=at)
        if form.is_valid():
            return see(one)
    return show(request, "services/file_contract.html", {"estate": one.estate, "contract": one, "form": form})


@require_http_methods(["GET", "POST"])
def drop_draft(request: PersonRequest, code: str, pk: UUID) -> HttpResponse:
    at = now()
    one = find(request, code, pk, at)
    require(may_drop_draft, request.user, one, at)
    form = WordsForm(posted(request), label=gettext("Why is the draft dropped?"), most=WORDS_MAX)
    if form.is_valid():
        with at_form(form):
            one = actions.drop_draft(one.pk, reason=form.cleaned_data["words"], by=request.user, at=at)
        if form.is_valid():
            return HttpResponse(status=303, headers={"Location": reverse("services:contracts", args=[code])})
    return show(request, "services/drop_draft.html", {"estate": one.estate, "contract": one, "form": form})
