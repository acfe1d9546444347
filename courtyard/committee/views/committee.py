"""The committee's own page, and one from before this record that is entered from its papers."""

from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.timezone import now
from django.views.decorators.http import require_GET, require_http_methods

from courtyard.committee import showing
from courtyard.committee.actions import entering as actions
from courtyard.committee.forms.life import EnterForm
from courtyard.committee.models import Committee
from courtyard.committee.permissions.terms import (
    may_enter_committee,
    may_hold_by_election,
    may_read_members,
)
from courtyard.committee.queries import terms as queries
from courtyard.core.errors import BadInput, NotThere
from courtyard.meetings.permissions import may_read_list as may_read_meetings
from courtyard.people.middleware import PersonRequest
from courtyard.people.models import Person
from courtyard.people.queries import estate_for
from courtyard.places.models import Estate
from courtyard.web.registers import panels_at
from courtyard.web.show import show

S = Committee.State


def find_estate(code: str) -> Estate:
    return get_object_or_404(Estate.objects.select_related("node"), node__code=code)


def see(name: str, *args: object) -> HttpResponse:
    return HttpResponse(status=303, headers={"Location": reverse(f"committee:{name}", args=args)})


def posted(request: HttpRequest) -> Any:
    return request.POST if request.method == "POST" else None


@require_GET
def committee(request: HttpRequest, code: str) -> HttpResponse:
    """Who sits, for how long, what they decided and do. Names are for whoever lives, owns or holds an office there."""
    estate, at = find_estate(code), now()
    person = request.user if isinstance(request.user, Person) else None
    found = queries.committees_of(estate)
    main = next((one for one in found if one.state == S.IN_OFFICE), None)
    waiting = next((one for one in found if one.state == S.ELECTED), None)
    context = {
        "estate": estate,
        "named": person is not None and may_read_members(person, estate, at),
        "now": showing.term_of(main, at) if main else None,
        "next": showing.term_of(waiting, at) if waiting else None,
        "last": next((one for one in found if one.state == S.ENDED), None),
        "meeting": showing.next_meeting(estate, at),
        "reads_meetings": person is not None and may_read_meetings(person, estate, at),
        "decided": showing.latest(estate),
        "may": _may(person, estate, main or waiting, at),
        "panels": panels_at(request, "committee", estate),
    }
    return show(request, "committee/committee.html", context)


def _may(person: Person | None, estate: Estate, one: Committee | None, at: datetime) -> dict[str, Any]:
    if person is None:
        return {}
    return showing.may_do(person, estate, at) | {"enter": one is None and may_enter_committee(person, estate, at)}


@require_http_methods(["GET", "POST"])
def enter_committee(request: PersonRequest, code: str) -> HttpResponse:
    """One that was elected before this record began."""
    at = now()
    estate = estate_for(may_enter_committee, request.user, code, at)
    form = EnterForm(posted(request), number=queries.next_number(estate))
    if form.is_valid():
        try:
            actions.enter_committee(form.entered(estate), by=request.user, at=at)
            return see("committee", code)
        except BadInput as wrong:
            form.refuse(wrong)
    return show(request, "committee/enter_committee.html", {"estate": estate, "form": form})


@require_GET
def hold_by_election(request: PersonRequest, code: str) -> HttpResponse:
    """How many seats are empty, who could move up first, and the way to the owners' vote."""
    at = now()
    estate = estate_for(may_hold_by_election, request.user, code, at)
    one = queries.in_office(estate)
    if one is None:
        raise NotThere
    context = {"estate": estate, "term": showing.term_of(one, at)}
    return show(request, "committee/hold_by_election.html", context)
