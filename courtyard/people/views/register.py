"""The estate's people, masked, for whoever keeps the register; what they do there is on record."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.timezone import localdate, now
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from courtyard.people import queries
from courtyard.people.actions import privacy
from courtyard.people.actions import tenures as actions
from courtyard.people.forms.codes import PrintResetForm
from courtyard.people.forms.privacy import UnmaskForm
from courtyard.people.forms.register import ConfirmTenureForm, EndTenureForm, MoveInForm
from courtyard.people.middleware import PersonRequest
from courtyard.people.models import Person, Tenure
from courtyard.people.permissions.codes import may_print_letters, may_print_reset
from courtyard.people.permissions.offices import kinds_to_appoint
from courtyard.people.permissions.privacy import may_see_residents
from courtyard.people.permissions.tenures import may_confirm_tenure
from courtyard.places.models import Estate, Home
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
        "tenures": [(tenure, may_confirm_tenure(request.user, tenure, now())) for tenure in held],
        "unmask_form": UnmaskForm(),
        "reset_form": PrintResetForm() if may_print_reset(request.user, person, estate.node, now()) else None,
        "corrections": person.name_corrections.filter(estate=estate, settled_at__isnull=True),
    }


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
    form = ConfirmTenureForm(request.POST or None)
    if form.is_valid():
        actions.confirm_tenure(tenure.pk, by=request.user, at=now(), how=form.cleaned_data["how"])
        return redirect("people:resident", code=code, person_id=tenure.person_id)
    return show(request, "people/confirm_tenure.html", {"form": form, "estate": estate, "tenure": tenure})


@require_http_methods(["GET", "POST"])
def end_tenure(request: PersonRequest, code: str, tenure_id: UUID) -> HttpResponse:
    estate = _estate(request, code)
    tenure = get_object_or_404(_tenures(estate), pk=tenure_id)
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
    return Tenure.objects.filter(estate=estate).select_related("person", "home__building", "home__entrance")


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
