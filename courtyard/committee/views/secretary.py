"""The committee's secretary: naming one, ending it."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.timezone import now
from django.views.decorators.http import require_http_methods

from courtyard.committee.actions import secretary as actions
from courtyard.committee.forms.business import SecretaryForm
from courtyard.committee.models import Secretary
from courtyard.committee.permissions.business import may_end_secretary, may_name_secretary
from courtyard.committee.queries import business as queries
from courtyard.committee.views.committee import find_estate, posted, see
from courtyard.people.middleware import PersonRequest
from courtyard.people.queries import signs_in_with
from courtyard.trail.deeds import require
from courtyard.web.refusals import said_on
from courtyard.web.show import show


@require_http_methods(["GET", "POST"])
def name_secretary(request: PersonRequest, code: str) -> HttpResponse:
    """Somebody who signs in already, or somebody new, who gets their first code from the list of offices."""
    estate, at = find_estate(code), now()
    require(may_name_secretary, request.user, estate, at)
    form = SecretaryForm(posted(request))
    if form.is_valid():
        wanted = form.cleaned_data["sign_in_name"]
        person = signs_in_with(wanted) if wanted else None
        if wanted and person is None:
            form.nobody()
        else:
            with said_on(form):
                actions.name_secretary(form.naming(estate, person), by=request.user, at=at)
        if form.is_valid():
            return see("committee", code)
    context = {"estate": estate, "form": form, "there": queries.secretary_of(estate)}
    return show(request, "committee/name_secretary.html", context)


@require_http_methods(["GET", "POST"])
def end_secretary(request: PersonRequest, code: str, pk: UUID) -> HttpResponse:
    at = now()
    rows = Secretary.objects.select_related("estate__node")
    one = get_object_or_404(rows, pk=pk, estate__node__code=code)
    require(may_end_secretary, request.user, one, at)
    if request.method == "POST":
        actions.end_secretary(one.pk, by=request.user, at=at)
        return see("committee", code)
    return show(request, "committee/end_secretary.html", {"estate": one.estate, "secretary": one})
