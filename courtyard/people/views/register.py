"""The estate's people, masked, for whoever keeps the register; what they do there is on record."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.timezone import localdate, now
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from courtyard.people import queries
from courtyard.people.actions import offices, privacy
from courtyard.people.actions import tenures as actions
from courtyard.people.actions.officers import add_representative
from courtyard.people.forms.codes import PrintResetForm
from courtyard.people.forms.offices import NOBODY, EndOfficeForm, NameRepresentativeForm
from courtyard.people.forms.privacy import UnmaskForm
from courtyard.people.forms.register import ConfirmTenureForm, EndTenureForm, MoveInForm
from courtyard.people.middleware import PersonRequest
from courtyard.people.models import Person, Representative, Tenure
from courtyard.people.permissions.codes import may_print_letters, may_print_reset
from courtyard.people.permissions.offices import kinds_to_appoint, may_see_representatives
from courtyard.people.permissions.privacy import may_see_residents
from courtyard.people.permissions.tenures import may_change_tenure, may_confirm_tenure
from courtyard.places.models import Estate, Home
from courtyard.trail.deeds import require
from courtyard.web.refusals import said_on
from courtyard.web.show import show


def _estate(request: PersonRequest, code: str) -> Estate:
    return queries.estate_for(may_see_residents, request.user, code, now())


@require_GET
def residents(request: PersonRequest, code: str) -> HttpResponse:
    estate = _estate(request, code)
    rows, after = queries.residents(estate, now(), words=request.GET.get("q", ""), after=request.GET.get("after", ""))
    context = {
        "estate": estate,
        "rows": rows,
        "after": after,
        "q": request.GET.get("q", ""),
        "corrections": queries.open_corrections(estate),
        "may_appoint": bool(kinds_to_appoint(request.user, estate.node, now())),
        "may_print_letters": may_print_letters(request.user, estate, now()),
    }
    return show(request, "people/residents.html", context)


@never_cache
@require_GET
def resident(request: PersonRequest, code: str, person_id: UUID) -> HttpResponse:
    estate = _estate(request, code)
    person = get_object_or_404(queries.people_of(estate), pk=person_id)
    return show(request, "people/resident.html", _about(request, estate, person))


def _about(request: PersonRequest, estate: Estate, person: Person) -> dict[str, Any]:
    held = queries.tenures_in(estate, person)
    return {
        "estate": estate,
        "person": person,
        "tenures": [(tenure, *_may(request.user, tenure)) for tenure in held],
        "unmask_form": UnmaskForm(),
        "reset_form": PrintResetForm() if may_print_reset(request.user, person, estate.node, now()) else None,
        "representatives": _representatives(request, person),
        "corrections": person.name_corrections.filter(estate=estate, settled_at__isnull=True),
    }


def _may(person: Person, tenure: Tenure) -> tuple[bool, bool]:
    """Confirm it, and say that it has ended."""
    return may_confirm_tenure(person, tenure, now()), may_change_tenure(person, tenure, now())


def _representatives(request: PersonRequest, person: Person) -> list[Representative] | None:
    """Who acts for an organisation, for whoever may name them; None for a natural person."""
    if person.kind != Person.Kind.LEGAL or not may_see_representatives(request.user, person, now()):
        return None
    return list(person.representatives.filter(until__isnull=True).select_related("person").order_by("since", "pk"))


@require_http_methods(["GET", "POST"])
def name_representative(request: PersonRequest, code: str, person_id: UUID) -> HttpResponse:
    """Somebody who signs in already, or somebody new, who gets their code at the counter."""
    estate = _estate(request, code)
    legal = get_object_or_404(queries.people_of(estate), pk=person_id, kind=Person.Kind.LEGAL)
    form = NameRepresentativeForm(request.POST or None, today=localdate())
    if form.is_valid():
        with said_on(form):
            if _named(request, estate, legal, form):
                return redirect("people:resident", code=code, person_id=legal.pk)
    return show(request, "people/name_representative.html", {"form": form, "estate": estate, "legal": legal})


def _named(request: PersonRequest, estate: Estate, legal: Person, form: NameRepresentativeForm) -> bool:
    given = form.cleaned_data
    said: dict[str, Any] = {"by": request.user, "at": now(), "since": given["since"]}
    if given["name"]:
        add_representative(legal, estate.pk, name=given["name"], phone=given["phone"], **said)
        return True
    whom = queries.signs_in_with(given["sign_in_name"])
    if whom is None:
        form.add_error("sign_in_name", NOBODY)
        return False
    offices.name_representative(legal, whom, **said)
    return True


@require_http_methods(["GET", "POST"])
def end_representation(request: PersonRequest, code: str, pk: UUID) -> HttpResponse:
    estate = _estate(request, code)
    some = Representative.objects.filter(legal__in=queries.people_of(estate)).select_related("legal", "person")
    one = get_object_or_404(some, pk=pk)
    form = EndOfficeForm(request.POST or None, today=localdate())
    if form.is_valid():
        with said_on(form):
            offices.end_representation(one.pk, by=request.user, at=now(), until=form.cleaned_data["until"])
            return redirect("people:resident", code=code, person_id=one.legal_id)
    return show(request, "people/end_representation.html", {"form": form, "estate": estate, "one": one})


@never_cache
@require_POST
def unmask(request: PersonRequest, code: str, person_id: UUID) -> HttpResponse:
    """Shown once, on this page; the line is on record before anything is shown."""
    estate = _estate(request, code)
    person = get_object_or_404(queries.people_of(estate), pk=person_id)
    form = UnmaskForm(request.POST)
    if form.is_valid():
        privacy.unmask(person.pk, estate.pk, by=request.user, at=now(), **form.cleaned_data)
        return show(request, "people/resident.html", {**_about(request, estate, person), "unmasked": True})
    return show(request, "people/resident.html", {**_about(request, estate, person), "unmask_form": form})


@require_http_methods(["GET", "POST"])
def confirm_tenure(request: PersonRequest, code: str, tenure_id: UUID) -> HttpResponse:
    estate = _estate(request, code)
    tenure = get_object_or_404(_tenures(estate), pk=tenure_id)
    require(may_confirm_tenure, request.user, tenure, now())
    form = ConfirmTenureForm(request.POST or None)
    if form.is_valid():
        actions.confirm_tenure(tenure.pk, by=request.user, at=now(), how=form.cleaned_data["how"])
        return redirect("people:resident", code=code, person_id=tenure.person_id)
    return show(request, "people/confirm_tenure.html", {"form": form, "estate": estate, "tenure": tenure})


@require_http_methods(["GET", "POST"])
def end_tenure(request: PersonRequest, code: str, tenure_id: UUID) -> HttpResponse:
    estate = _estate(request, code)
    tenure = get_object_or_404(_tenures(estate), pk=tenure_id)
    require(may_change_tenure, request.user, tenure, now())
    form = EndTenureForm(request.POST or None, today=localdate())
    if form.is_valid():
        with said_on(form):
            actions.end_tenure(tenure.pk, by=request.user, at=now(), until=form.cleaned_data["until"])
            return redirect("people:resident", code=code, person_id=tenure.person_id)
    return show(request, "people/end_tenure.html", {"form": form, "estate": estate, "tenure": tenure})


@require_POST
def settle_voting(request: PersonRequest, code: str, tenure_id: UUID) -> HttpResponse:
    tenure = get_object_or_404(_tenures(_estate(request, code)), pk=tenure_id)
    actions.settle_voting(tenure.pk, by=request.user, at=now())
    return redirect("people:resident", code=code, person_id=tenure.person_id)


def _tenures(estate: Estate) -> Any:
    held = Tenure.objects.filter(estate=estate)
    return held.select_related("person", "estate__node", "home__building", "home__entrance")


@require_http_methods(["GET", "POST"])
def move_in(request: PersonRequest, code: str, home_id: UUID) -> HttpResponse:
    """Somebody new on the register, with the home they hold."""
    estate = _estate(request, code)
    home = get_object_or_404(Home.objects.filter(estate=estate).with_place(), pk=home_id)
    form = MoveInForm(request.POST or None, today=localdate())
    if form.is_valid():
        with said_on(form):
            given = form.cleaned_data
            person = actions.move_in(
                home.pk,
                by=request.user,
                at=now(),
                name=given["name"],
                phone=given["phone"],
                kind=given["kind"],
                since=given["since"],
            )
            return redirect("people:resident", code=code, person_id=person.pk)
    return show(request, "people/move_in.html", {"form": form, "estate": estate, "home": home})


@require_POST
def settle_name_correction(request: PersonRequest, code: str, correction_id: UUID) -> HttpResponse:
    estate = _estate(request, code)
    correction = get_object_or_404(queries.open_corrections(estate), pk=correction_id)
    agree = request.POST.get("agree") == "yes"
    privacy.settle_name_correction(correction.pk, by=request.user, at=now(), agree=agree)
    return redirect("people:resident", code=code, person_id=correction.person_id)
