"""How a case begins, and the lists a resident reads."""

from datetime import datetime

from django.http import HttpResponse
from django.utils.timezone import now
from django.views.decorators.http import require_GET, require_http_methods

from courtyard.cases import actions, queries, upkeep
from courtyard.cases.forms.fields import WithPhotos
from courtyard.cases.forms.filing import CounterForm, FileForm
from courtyard.cases.permissions import may_file, may_file_for, may_read_public
from courtyard.cases.views.pages import SeeOther, address_of, find_estate, sent
from courtyard.core.errors import BadInput
from courtyard.people.middleware import PersonRequest
from courtyard.places.models import Estate
from courtyard.trail.deeds import require
from courtyard.web.show import show


@require_http_methods(["GET", "POST"])
def file(request: PersonRequest, code: str) -> HttpResponse:
    """A resident's form; sent, it becomes a case with a number."""
    at = now()
    estate = queries.own_estate(request.user, code, at) or find_estate(code)
    require(may_file, request.user, estate, None, at)
    form = FileForm(*sent(request), estate=estate, person=request.user, at=at)
    if form.is_valid():
        try:
            with upkeep.kept(estate.pk, form.pictures, at) as photos:
                case = actions.file(form.filing([*form.cleaned_data["kept"], *photos]), by=request.user, at=at)
            return SeeOther(address_of(case))
        except BadInput as wrong:
            form.refuse(wrong)
    form.offer_places()
    known = [] if form.is_bound else queries.incidents_of(estate, at)
    context = {"form": form, "estate": estate, "tickets": held(form, estate, at), "known": known}
    return show(request, "cases/file.html", context)


def held(form: WithPhotos, estate: Estate, at: datetime) -> list[str]:
    return form.hold(estate, at) if form.is_bound else []


@require_http_methods(["GET", "POST"])
def file_for(request: PersonRequest, code: str) -> HttpResponse:
    """What a resident says at the counter or on the telephone, written down for them."""
    at, estate = now(), find_estate(code)
    require(may_file_for, request.user, estate, at)
    form = CounterForm(*sent(request), estate=estate, at=at)
    if form.is_valid():
        given = {"resident": form.resident, "caller": form.caller, "channel": form.cleaned_data["channel"]}
        try:
            with upkeep.kept(estate.pk, form.pictures, at) as photos:
                filing = form.filing([*form.cleaned_data["kept"], *photos])
                case = actions.file_for(filing, **given, by=request.user, at=at)
            return SeeOther(address_of(case))
        except BadInput as wrong:
            form.refuse(wrong)
    form.offer_places()
    return show(request, "cases/file_for.html", {"form": form, "estate": estate, "tickets": held(form, estate, at)})


@require_GET
def mine(request: PersonRequest) -> HttpResponse:
    """Everything the person has asked for, newest first, and what they follow."""
    at, after = now(), request.GET.get("after", "")
    page = queries.newest(queries.of_reporter(request.user), after)
    followed = [] if after else queries.newest(queries.followed_by(request.user)).cases
    context = {"page": page, "estate": queries.home_estate(request.user, at), "followed": followed}
    return show(request, "cases/mine.html", context)


@require_GET
def public(request: PersonRequest, code: str) -> HttpResponse:
    """What neighbours chose to make public."""
    estate, at = find_estate(code), now()
    require(may_read_public, request.user, estate, at)
    page = queries.newest(queries.public_in(estate).select_related("estate__node"), request.GET.get("after", ""))
    return show(request, "cases/public.html", {"page": page, "estate": estate})
