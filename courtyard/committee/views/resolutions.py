"""What the committee decides: the register, one decision with its signatures, and each deed."""

from datetime import datetime
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.timezone import now
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from courtyard.assembly.rules import matters_of
from courtyard.committee import showing
from courtyard.committee.actions import resolutions as actions
from courtyard.committee.forms.life import ConflictForm, PutForm, RevokeForm
from courtyard.committee.models import REASON_MAX, Member, Resolution
from courtyard.committee.permissions.resolutions import (
    may_declare_conflict,
    may_fail_resolution,
    may_post_resolution,
    may_put_resolution,
    may_read_resolution,
    may_revoke_resolution,
    may_see_drafts,
    may_sign_resolution,
)
from courtyard.committee.permissions.terms import may_read_members, seat_of
from courtyard.committee.queries import resolutions as queries
from courtyard.committee.queries import terms
from courtyard.committee.views.committee import find_estate, posted, see
from courtyard.core.errors import BadInput, NotAllowed, NotThere
from courtyard.people.middleware import PersonRequest
from courtyard.people.models import Person
from courtyard.trail.deeds import require
from courtyard.web.deed_form import WordsForm
from courtyard.web.show import show


def _find(request: HttpRequest, code: str, pk: UUID, at: datetime) -> Resolution:
    """A decision that this reader may know of: a posted one for everybody."""
    rows = Resolution.objects.select_related("estate__node", "committee__estate__node", "meeting__estate__node")
    found = get_object_or_404(rows, pk=pk, estate__node__code=code)
    person = request.user
    if found.posted_on is None and not (isinstance(person, Person) and may_read_resolution(person, found, at)):
        raise NotThere
    return found


@require_GET
def resolutions(request: HttpRequest, code: str) -> HttpResponse:
    """What the committees of an estate decided, the newest first."""
    estate, at = find_estate(code), now()
    person = request.user if isinstance(request.user, Person) else None
    drafts = person is not None and may_see_drafts(person, estate, at)
    one = terms.in_office(estate) if person is not None else None
    context = {
        "estate": estate, "page": queries.resolutions_of(estate, request.GET.get("before", ""), drafts=drafts),
        "may_put": person is not None and one is not None and may_put_resolution(person, one, at),
    }  # fmt: skip
    return show(request, "committee/resolutions.html", context)


@require_GET
def resolution(request: HttpRequest, code: str, pk: UUID) -> HttpResponse:
    """Its words, at which meeting, how many signed; names only for whoever may know them."""
    at = now()
    one = _find(request, code, pk, at)
    person = request.user if isinstance(request.user, Person) else None
    context = {
        "estate": one.estate, "one": one, "stand": queries.signed(one), "article": queries.article_of(one.estate),
        "named": person is not None and may_read_members(person, one.estate, at),
        "inside": person is not None and may_see_drafts(person, one.estate, at),
        "meeting": showing.meeting_title(one), "post_by": showing.post_by(one),
        "may": showing.may_with(person, one, at) if person else {},
    }  # fmt: skip
    return show(request, "committee/resolution.html", context)


@require_http_methods(["GET", "POST"])
def put_resolution(request: PersonRequest, code: str) -> HttpResponse:
    estate, at = find_estate(code), now()
    committee = terms.in_office(estate)
    if committee is None:
        raise NotThere
    require(may_put_resolution, request.user, committee, at)
    sittings = queries.held_meetings(committee)
    form = PutForm(posted(request), sittings=sittings, matters=matters_of(estate))
    if form.is_valid():
        try:
            one = actions.put_resolution(form.put(committee), by=request.user, at=at)
            return see("resolution", code, one.pk)
        except BadInput as wrong:
            form.refuse(wrong)
    context = {"estate": estate, "form": form, "sittings": sittings}
    return show(request, "committee/put_resolution.html", context)


@require_POST
def sign_resolution(request: PersonRequest, code: str, pk: UUID) -> HttpResponse:
    """For or against, by one's own hand."""
    at = now()
    one = _find(request, code, pk, at)
    require(may_sign_resolution, request.user, one, at)
    actions.sign_resolution(one.pk, agrees=request.POST.get("agrees") == "yes", by=request.user, at=at)
    return see("resolution", code, one.pk)


@require_http_methods(["GET", "POST"])
def declare_conflict(request: PersonRequest, code: str, pk: UUID) -> HttpResponse:
    """Whoever has an interest of their own does not sign."""
    at = now()
    one = _find(request, code, pk, at)
    members = list(Member.objects.sitting().filter(committee=one.committee_id).order_by("rank", "id"))
    choice = [member for member in members if may_declare_conflict(request.user, one, member, at)]
    if not choice:
        raise NotAllowed
    form = ConflictForm(posted(request), members=choice, me=seat_of(request.user, one.committee))
    if form.is_valid():
        given = form.cleaned_data
        try:
            actions.declare_conflict(one.pk, given["member"], words=given["words"], by=request.user, at=at)
            return see("resolution", code, one.pk)
        except BadInput as wrong:
            form.refuse(wrong)
    return show(request, "committee/declare_conflict.html", {"estate": one.estate, "one": one, "form": form})


@require_POST
def post_resolution(request: PersonRequest, code: str, pk: UUID) -> HttpResponse:
    at = now()
    one = _find(request, code, pk, at)
    require(may_post_resolution, request.user, one, at)
    actions.post_resolution(one.pk, by=request.user, at=at)
    return see("resolution", code, one.pk)


@require_http_methods(["GET", "POST"])
def fail_resolution(request: PersonRequest, code: str, pk: UUID) -> HttpResponse:
    at = now()
    one = _find(request, code, pk, at)
    require(may_fail_resolution, request.user, one, at)
    form = WordsForm(posted(request), label=gettext_lazy("Why is nothing decided?"), most=REASON_MAX)
    if form.is_valid():
        try:
            actions.fail_resolution(one.pk, words=form.cleaned_data["words"], by=request.user, at=at)
            return see("resolution", code, one.pk)
        except BadInput as wrong:
            form.refuse(wrong)
    return show(request, "committee/fail_resolution.html", {"estate": one.estate, "one": one, "form": form})


@require_http_methods(["GET", "POST"])
def revoke_resolution(request: PersonRequest, code: str, pk: UUID) -> HttpResponse:
    at = now()
    one = _find(request, code, pk, at)
    require(may_revoke_resolution, request.user, one, at)
    form = RevokeForm(posted(request), others=queries.revoking(one))
    if form.is_valid():
        given = {"words": form.cleaned_data["words"], "by_resolution": form.by_resolution()}
        try:
            actions.revoke_resolution(one.pk, **given, by=request.user, at=at)
            return see("resolution", code, one.pk)
        except BadInput as wrong:
            form.refuse(wrong)
    return show(request, "committee/revoke_resolution.html", {"estate": one.estate, "one": one, "form": form})
