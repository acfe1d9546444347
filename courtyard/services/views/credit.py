"""Points on a company's credit: given, read by those they concern, objected to, decided, corrected."""

from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import UUID

from django import forms
from django.core.files.storage import default_storage
from django.http import HttpRequest, HttpResponse
from django.utils.http import content_disposition_header
from django.utils.timezone import localdate, now
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_http_methods

from courtyard.assembly.evidence import type_of
from courtyard.assembly.upkeep import kept
from courtyard.core.errors import NotAllowed, NotThere
from courtyard.people.middleware import PersonRequest
from courtyard.people.models import Person
from courtyard.services.actions import credit as actions
from courtyard.services.actions import objections
from courtyard.services.forms.credit import AnswerForm, GivePointsForm
from courtyard.services.models import CreditPoint
from courtyard.services.models.company import WORDS_MAX
from courtyard.services.permissions import credit as permissions
from courtyard.services.permissions.companies import acts_for
from courtyard.services.queries import companies as queries
from courtyard.services.queries import credit
from courtyard.services.views.companies import find_company, posted, reader, see
from courtyard.trail.deeds import require
from courtyard.web.deed_form import WordsForm
from courtyard.web.refusals import said_on
from courtyard.web.show import show

FOLDER = "services"
S = CreditPoint.State


@require_http_methods(["GET", "POST"])
def give_points(request: PersonRequest, pk: UUID) -> HttpResponse:
    one, at = find_company(pk), now()
    nodes = list(queries.reached_by(request.user, one, at)[: queries.CHOICES_MAX])
    if not nodes or acts_for(request.user, one, at):
        raise NotAllowed
    rules = credit.rules_on(nodes[0], localdate(at))
    form = GivePointsForm(posted(request), request.FILES or None, nodes=nodes, rules=rules, today=localdate(at))
    if form.is_valid():
        given = form.cleaned_data["file"]
        data, ending = (given.data, given.ending) if given else (None, "")
        node = form.nodes[form.cleaned_data["node"]]
        with said_on(form), kept(node.pk, data, ending, at, FOLDER) as file:
            points = actions.give_points(one.pk, form.giving(file), by=request.user, at=at)
        if form.is_valid():
            return see("points", points.pk)
    context = {"form": form, "company": one, "agent": permissions.has_agent(one, at)}
    return show(request, "services/give_points.html", context)


def _find(request: HttpRequest, pk: UUID, at: datetime) -> CreditPoint:
    """Points that this reader may see; for anybody else they are not there."""
    found = CreditPoint.objects.select_related("company__node", "node", "seat").filter(pk=pk).first()
    if found is None or not permissions.may_see_points(reader(request), found, at):
        raise NotThere
    return found


@require_GET
def points(request: HttpRequest, pk: UUID) -> HttpResponse:
    """For what, by which article, on what evidence, until when; its course for those it concerns."""
    person, at = reader(request), now()
    one = _find(request, pk, at)
    context = {
        "points": one, "company": one.company, "rule": credit.rule_of(one), "public": permissions.is_public(one, at),
        "inside": person is not None and permissions.may_see_course(person, one, at),
        "may": _may(person, one, at), "over": at >= one.object_until,
    }  # fmt: skip
    return show(request, "services/points.html", context)


def _may(person: Person | None, one: CreditPoint, at: datetime) -> dict[str, bool]:
    """Which deeds stand open to this reader now."""
    if person is None:
        return {}
    speaks, asked = permissions.speaks_for(person, one, at), one.correction_asked_at and not one.correction_refused
    over = permissions.sits_over(person, one, at)
    return {
        "speaks": speaks,
        "object": speaks and one.state == S.TOLD and at < one.object_until,
        "answer": one.state == S.OBJECTED and permissions.may_answer_objection(person, one, at),
        "gave": over and one.state == S.OBJECTED and not permissions.may_answer_objection(person, one, at),
        "ask": speaks and one.state == S.PUBLIC and not asked and _correctable(one, at),
        "correct": over and one.state == S.PUBLIC and bool(asked),
        "drop": over and one.state in {S.TOLD, S.OBJECTED, S.PUBLIC},
    }


def _correctable(one: CreditPoint, at: datetime) -> bool:
    return one.correctable_on is not None and credit.day_at(one.node, at) >= one.correctable_on


@require_GET
def points_file(request: PersonRequest, pk: UUID) -> HttpResponse:
    """As what the file was found to be when it came, and in no cache."""
    at = now()
    one = _find(request, pk, at)
    if not permissions.may_see_points_file(request.user, one, at):
        raise NotThere
    try:
        with default_storage.open(one.file or "none") as file:
            response = HttpResponse(file.read(), content_type=type_of(one.file))
    except FileNotFoundError as gone:
        raise NotThere from gone
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Cache-Control"] = "private, no-store"
    name = f"{one.company.credit_code}.{one.file.rpartition('.')[2]}"
    response.headers["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name) or ""
    return response


Deed = Callable[..., CreditPoint]


def _say(
    request: PersonRequest, pk: UUID, may: Callable[..., bool], template: str, deed: Deed, label: str, help_text: str
) -> HttpResponse:
    """A deed on points that takes words."""
    at = now()
    one = _find(request, pk, at)
    require(may, request.user, one, at)
    form = WordsForm(posted(request), label=label, most=WORDS_MAX, help_text=help_text)
    if form.is_valid():
        with said_on(form):
            deed(one.pk, words=form.cleaned_data["words"], by=request.user, at=at)
        if form.is_valid():
            return see("points", one.pk)
    return show(request, f"services/{template}.html", _page(one, form))


def _page(one: CreditPoint, form: forms.Form) -> dict[str, Any]:
    return {"form": form, "points": one, "company": one.company, "rule": credit.rule_of(one)}


@require_http_methods(["GET", "POST"])
def object_to_points(request: PersonRequest, pk: UUID) -> HttpResponse:
    return _say(
        request, pk, permissions.may_object_to_points, "object_to_points", objections.object_to_points,
        gettext("Why are the points wrong?"),
        gettext("Say what happened and what shows it. If the points stand, everybody reads it; name no resident."),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def answer_objection(request: PersonRequest, pk: UUID) -> HttpResponse:
    at = now()
    one = _find(request, pk, at)
    require(permissions.may_answer_objection, request.user, one, at)
    form = AnswerForm(posted(request))
    if form.is_valid():
        given = form.cleaned_data
        with said_on(form):
            objections.answer_objection(
                one.pk, upheld=given["upheld"] == "yes", words=given["words"], by=request.user, at=at
            )  # fmt: skip
        if form.is_valid():
            return see("points", one.pk)
    return show(request, "services/answer_objection.html", _page(one, form))


@require_http_methods(["GET", "POST"])
def ask_correction(request: PersonRequest, pk: UUID) -> HttpResponse:
    return _say(
        request, pk, permissions.may_ask_correction, "ask_correction", objections.ask_correction,
        gettext("What was put right, and what shows it?"), gettext("The office reads it and answers."),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def correct_points(request: PersonRequest, pk: UUID) -> HttpResponse:
    return _say(
        request, pk, permissions.may_correct_points, "correct_points", objections.correct_points,
        gettext("What did you see that is put right?"),
        gettext("From today on the points no longer count, and are no longer public."),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def refuse_correction(request: PersonRequest, pk: UUID) -> HttpResponse:
    return _say(
        request, pk, permissions.may_refuse_correction, "refuse_correction", objections.refuse_correction,
        gettext("What is still missing?"), gettext("The company reads it, and may ask again once that is done."),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def drop_points(request: PersonRequest, pk: UUID) -> HttpResponse:
    def drop(points: UUID, *, words: str, **said: Any) -> CreditPoint:
        return actions.drop_points(points, reason=words, **said)

    return _say(
        request, pk, permissions.may_drop_points, "drop_points", drop, gettext("Why are the points dropped?"),
        gettext("Only for points given by mistake. The company reads it."),
    )  # fmt: skip
