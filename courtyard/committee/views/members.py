"""Who sits in the committee: posts, attendance, declarations, leaving, moving up."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.timezone import now
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from courtyard.committee import showing
from courtyard.committee.actions import members as actions
from courtyard.committee.forms.life import DeclareForm, EndForm, PostsForm
from courtyard.committee.models import REASON_MAX, Committee, Member
from courtyard.committee.permissions.terms import (
    may_choose_posts,
    may_declare,
    may_end_membership,
    may_move_up,
    may_read_members,
    may_resign,
)
from courtyard.committee.queries import terms as queries
from courtyard.committee.views.committee import posted, see
from courtyard.core.errors import BadInput, NotThere
from courtyard.people.middleware import PersonRequest
from courtyard.people.queries import estate_for
from courtyard.trail.deeds import require
from courtyard.web.deed_form import WordsForm
from courtyard.web.show import show


def _committee(request: PersonRequest, code: str, at: datetime) -> Committee:
    """The living committee of an estate, that in which the reader sits before others."""
    estate = estate_for(may_read_members, request.user, code, at)
    one = queries.acting(estate, request.user)
    if one is None:
        raise NotThere
    return one


def _member(request: PersonRequest, code: str, pk: UUID, at: datetime) -> Member:
    estate = estate_for(may_read_members, request.user, code, at)
    rows = Member.objects.select_related("person", "committee__estate__node")
    return get_object_or_404(rows, pk=pk, estate=estate, committee__state__in=Committee.LIVING)


@require_GET
def members(request: PersonRequest, code: str) -> HttpResponse:
    """Everybody who sits, waits or left, and to how many of the year's meetings they came."""
    at = now()
    one = _committee(request, code, at)
    context: dict[str, Any] = {
        "estate": one.estate, "term": showing.term_of(one, at), "rows": showing.member_rows(request.user, one, at),
        "former": queries.former_of(one),
        "may": showing.may_do(request.user, one.estate, at), "year": queries.day_of(one.estate, at).year,
    }  # fmt: skip
    waits = context["term"]["alternates"] and one.state == Committee.State.IN_OFFICE
    context["may_move_up"] = bool(waits) and may_move_up(request.user, one, at)
    return show(request, "committee/members.html", context)


@require_http_methods(["GET", "POST"])
def choose_posts(request: PersonRequest, code: str) -> HttpResponse:
    """Who is chair and vice-chair."""
    at = now()
    one = _committee(request, code, at)
    require(may_choose_posts, request.user, one, at)
    form = PostsForm(posted(request), members=list(one.members.sitting().order_by("rank", "id")))
    if form.is_valid():
        given = form.cleaned_data
        try:
            actions.choose_posts(one.pk, chair=given["chair"], vices=given["vices"], by=request.user, at=at)
            return see("members", code)
        except BadInput as wrong:
            form.refuse(wrong)
    context = {"estate": one.estate, "form": form, "met": showing.has_met(one)}
    return show(request, "committee/choose_posts.html", context)


@require_http_methods(["GET", "POST"])
def resign(request: PersonRequest, code: str, pk: UUID) -> HttpResponse:
    at = now()
    member = _member(request, code, pk, at)
    require(may_resign, request.user, member, at)
    form = WordsForm(
        posted(request), label=gettext_lazy("Your letter to the committee"), most=REASON_MAX,
        help_text=gettext_lazy("The members and those above read it. That you resigned everybody sees."),
    )  # fmt: skip
    if form.is_valid():
        try:
            actions.resign(member.pk, words=form.cleaned_data["words"], by=request.user, at=at)
            return see("committee", code)
        except BadInput as wrong:
            form.refuse(wrong)
    context = {"estate": member.committee.estate, "member": member, "form": form}
    return show(request, "committee/resign.html", context)


@require_http_methods(["GET", "POST"])
def end_membership(request: PersonRequest, code: str, pk: UUID) -> HttpResponse:
    at = now()
    member = _member(request, code, pk, at)
    require(may_end_membership, request.user, member, at)
    estate = member.committee.estate
    form = EndForm(
        posted(request), resolutions=showing.decided_by(member.committee), decisions=showing.owners_decisions(estate),
        day=queries.day_of(estate, at),
    )  # fmt: skip
    if form.is_valid():
        try:
            actions.end_membership(member.pk, form.ending(), by=request.user, at=at)
            return see("members", code)
        except BadInput as wrong:
            form.refuse(wrong)
    context = {"estate": estate, "member": member, "form": form, "attendance": showing.attendance(member, at)}
    return show(request, "committee/end_membership.html", context)


@require_http_methods(["GET", "POST"])
def declare(request: PersonRequest, code: str, pk: UUID) -> HttpResponse:
    """A member says of each condition whether they meet it."""
    at = now()
    member = _member(request, code, pk, at)
    require(may_declare, request.user, member, at)
    form = DeclareForm(posted(request), member=member, at=at)
    if form.is_valid():
        actions.declare(member.pk, checks=form.checks(), by=request.user, at=at)
        return see("members", code)
    return show(request, "committee/declare.html", {"estate": member.committee.estate, "form": form})


@require_POST
def move_up(request: PersonRequest, code: str) -> HttpResponse:
    """The alternate with the most votes takes an empty seat."""
    at = now()
    one = _committee(request, code, at)
    require(may_move_up, request.user, one, at)
    actions.move_up(one.pk, by=request.user, at=at)
    return see("members", code)
