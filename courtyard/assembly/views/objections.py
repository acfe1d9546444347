"""Objections to a result: read, made, answered; and the decision in force once their time is over."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.timezone import now
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from courtyard.assembly import actions, queries
from courtyard.assembly.forms.results import AnswerForm, ObjectForm
from courtyard.assembly.models import Assembly, Objection
from courtyard.assembly.permissions import may_answer_objection, may_bring_into_force, may_object
from courtyard.assembly.views.pages import find, posted, see
from courtyard.core.errors import NotThere
from courtyard.people.middleware import PersonRequest
from courtyard.trail.deeds import require
from courtyard.web.refusals import said_on
from courtyard.web.show import show

S = Assembly.State


@require_GET
def objections(request: PersonRequest, code: str, pk: UUID) -> HttpResponse:
    """Every objection with its answer, without who made it."""
    at = now()
    one = find(request, code, pk, at)
    if one.state not in Assembly.PUBLISHED:
        raise NotThere
    rows = list(one.objections.select_related("motion"))
    waiting = [said for said in rows if said.answered_at is None]
    until = one.objections_until
    over = until is not None and at >= until
    context = {
        "assembly": one, "estate": one.estate, "title": queries.title_of(one), "objections": rows, "over": over,
        "mine": {said.pk for said in rows if said.person_id == request.user.pk},
        "may": {
            "object": one.state == S.CERTIFIED and not over and may_object(request.user, one, at),
            "answer": bool(waiting) and may_answer_objection(request.user, _of(waiting[0], one), at),
            "force": one.state == S.CERTIFIED and over and not waiting and may_bring_into_force(request.user, one, at),
        },
    }  # fmt: skip
    return show(request, "assembly/objections.html", context)


def _of(said: Objection, one: Assembly) -> Objection:
    said.assembly = one
    return said


@require_http_methods(["GET", "POST"])
def object_to(request: PersonRequest, code: str, pk: UUID) -> HttpResponse:
    at = now()
    one = find(request, code, pk, at)
    require(may_object, request.user, one, at)
    form = ObjectForm(posted(request), motions=one.motions.all())
    if form.is_valid():
        given = form.cleaned_data
        with said_on(form):
            actions.object_to(
                one.pk, words=given["words"], motion=given["motion"], form=given["id"], by=request.user, at=at
            )
        if form.is_valid():
            return see(one, "objections")
    context = {"assembly": one, "estate": one.estate, "title": queries.title_of(one), "form": form}
    return show(request, "assembly/object_to.html", context)


@require_http_methods(["GET", "POST"])
def answer_objection(request: PersonRequest, code: str, pk: UUID, objection: UUID) -> HttpResponse:
    at = now()
    one = find(request, code, pk, at)
    said = _of(get_object_or_404(Objection.objects.select_related("motion"), pk=objection, assembly=one), one)
    require(may_answer_objection, request.user, said, at)
    form = AnswerForm(posted(request))
    if form.is_valid():
        given = form.cleaned_data
        actions.answer_objection(said.pk, upheld=given["upheld"], words=given["words"], by=request.user, at=at)
        return see(one, "objections")
    context = {
        "assembly": one, "estate": one.estate, "title": queries.title_of(one), "objection": said, "form": form,
    }  # fmt: skip
    return show(request, "assembly/answer_objection.html", context)


@require_POST
def bring_into_force(request: PersonRequest, code: str, pk: UUID) -> HttpResponse:
    """The clerk does it by the clock; whoever runs the vote need not wait for the clerk."""
    at = now()
    one = find(request, code, pk, at)
    return see(actions.bring_into_force(one.pk, by=request.user, at=at), "result")
