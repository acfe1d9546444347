"""Questions: asked by owners, answered by the body that published it, looked at by the residents' committee."""

from uuid import UUID

from django.http import HttpResponse
from django.utils.timezone import now
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from courtyard.core.errors import NotThere
from courtyard.disclosure.actions import questions as actions
from courtyard.disclosure.actions.questions import Asking
from courtyard.disclosure.forms import QuestionForm, RefuseQuestionForm
from courtyard.disclosure.models import Question
from courtyard.disclosure.models.question import ANSWER_MAX
from courtyard.disclosure.permissions import (
    may_answer,
    may_question,
    may_refuse_question,
    may_see_questions,
    may_show_question,
    may_withdraw_question,
)
from courtyard.disclosure.queries import publications as queries
from courtyard.disclosure.showing import amounts_said
from courtyard.disclosure.titles import called
from courtyard.disclosure.views.publications import find, posted, see
from courtyard.people.middleware import PersonRequest
from courtyard.people.queries import estate_for
from courtyard.places.rules import rules_of
from courtyard.trail.deeds import require
from courtyard.trail.ids import new_id
from courtyard.web.deed_form import WordsForm
from courtyard.web.refusals import said_on
from courtyard.web.show import show


def _find(code: str, pk: UUID) -> Question:
    one = queries.find_question(code, pk)
    if one is None:
        raise NotThere
    return one


@require_http_methods(["GET", "POST"])
def question(request: PersonRequest, code: str, pk: UUID) -> HttpResponse:
    """About the whole, or the line that `?row=` names."""
    one, at = find(code, pk), now()
    require(may_question, request.user, one.estate, at)
    if queries.is_concealed(one):
        raise NotThere
    key, form = request.GET.get("row", ""), QuestionForm(posted(request))
    row = next((row for row in one.frozen.rows if row.key == key), None)
    if key and row is None:
        raise NotThere
    if form.is_valid():
        given = form.cleaned_data
        asking = Asking(publication=one.pk, words=given["words"], row=key, id=given["id"] or new_id())
        with said_on(form):
            actions.question(asking, by=request.user, at=at)
        if form.is_valid():
            return see("publication", code, one.pk, more="#questions")
    context = {
        "estate": one.estate, "one": one, "title": called(one, rules_of(one.estate)), "row": row, "form": form,
        "amounts": amounts_said(row) if row else [], "days": actions.WORKING_DAYS,
    }  # fmt: skip
    return show(request, "disclosure/question.html", context)


@require_http_methods(["GET", "POST"])
def answer(request: PersonRequest, code: str, pk: UUID) -> HttpResponse:
    one, at = _find(code, pk), now()
    if not may_answer(request.user, one, at):
        raise NotThere
    form = WordsForm(
        posted(request), label=gettext("Your answer"), most=ANSWER_MAX,
        help_text=gettext("Everybody reads it. Name no resident, and do not guess who asked. It is given once."),
    )  # fmt: skip
    if form.is_valid():
        with said_on(form):
            actions.answer(one.pk, words=form.cleaned_data["words"], by=request.user, at=at)
        if form.is_valid():
            return see("publication", code, one.publication_id, more="#questions")
    rows = () if queries.is_concealed(one.publication) else one.publication.frozen.rows
    row = next((row for row in rows if row.key == one.row), None)
    title = called(one.publication, rules_of(one.estate))
    context = {"estate": one.estate, "one": one, "row": row, "title": title, "form": form}
    return show(request, "disclosure/answer.html", context)


@require_POST
def withdraw_question(request: PersonRequest, code: str, pk: UUID) -> HttpResponse:
    one = _find(code, pk)
    if not may_withdraw_question(request.user, one, now()):
        raise NotThere
    actions.withdraw_question(one.pk, by=request.user, at=now())
    return see("publication", code, one.publication_id)


@require_GET
def questions(request: PersonRequest, code: str) -> HttpResponse:
    """What waits to be looked at before neighbours read it."""
    at = now()
    estate = estate_for(may_see_questions, request.user, code, at)
    rules = rules_of(estate)
    waiting = queries.to_look_at(request.user, estate, at)
    rows = [{"one": one, "title": called(one.publication, rules)} for one in waiting]
    return show(request, "disclosure/questions.html", {"estate": estate, "rows": rows})


@require_POST
def show_question(request: PersonRequest, code: str, pk: UUID) -> HttpResponse:
    one, at = _find(code, pk), now()
    if not may_show_question(request.user, one, at):
        raise NotThere
    actions.show_question(one.pk, by=request.user, at=at)
    return see("questions", code)


@require_http_methods(["GET", "POST"])
def refuse_question(request: PersonRequest, code: str, pk: UUID) -> HttpResponse:
    one, at = _find(code, pk), now()
    if not may_refuse_question(request.user, one, at):
        raise NotThere
    form = RefuseQuestionForm(posted(request))
    if form.is_valid():
        with said_on(form):
            actions.refuse_question(one.pk, ground=form.cleaned_data["ground"], by=request.user, at=at)
        if form.is_valid():
            return see("questions", code)
    return show(request, "disclosure/refuse_question.html", {"estate": one.estate, "one": one, "form": form})
