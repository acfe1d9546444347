"""What supervisors ask and the parties answer; what residents take on."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.timezone import now
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from courtyard.core.errors import BadInput, NotThere
from courtyard.desk import actions, queries
from courtyard.desk.forms import AskForm, OfferForm, WordsForm
from courtyard.desk.models import REASON_MAX, Question, Task
from courtyard.desk.permissions import (
    may_answer,
    may_ask,
    may_cancel_task,
    may_offer,
    may_see_questions,
    may_see_tasks,
    may_step_back,
    may_take_on,
    may_thank,
)
from courtyard.desk.views.pages import estate_of, posted, see
from courtyard.notify.permissions import parties_of
from courtyard.people.middleware import PersonRequest
from courtyard.trail.deeds import require
from courtyard.web.show import show


@require_GET
def questions(request: PersonRequest, code: str) -> HttpResponse:
    """Questions and answers, for everybody who lives there."""
    estate, at = estate_of(code), now()
    if not may_see_questions(request.user, estate, at):
        raise NotThere
    rows = [
        {"question": one, "late": one.is_late(at), "may_answer": may_answer(request.user, one, at)}
        for one in queries.questions(estate)
    ]
    context = {"estate": estate, "rows": rows, "may_ask": may_ask(request.user, estate, at)}
    return show(request, "desk/questions.html", context)


@require_http_methods(["GET", "POST"])
def ask(request: PersonRequest, code: str) -> HttpResponse:
    estate, at = estate_of(code), now()
    require(may_ask, request.user, estate, at)
    form = AskForm(posted(request))
    if form.is_valid():
        try:
            actions.ask(form.query(estate), by=request.user, at=at)
            return see("desk:questions", code)
        except BadInput as wrong:
            form.refuse(wrong)
    return show(request, "desk/ask.html", {"estate": estate, "form": form})


@require_http_methods(["GET", "POST"])
def answer(request: PersonRequest, code: str, pk: UUID) -> HttpResponse:
    at = now()
    question = get_object_or_404(Question.objects.select_related("estate__node"), pk=pk, estate__node__code=code)
    require(may_answer, request.user, question, at)
    form = WordsForm(posted(request), label=gettext("Your answer"), says=gettext("Write the answer."))
    if form.is_valid():
        try:
            actions.answer(question.pk, words=form.cleaned_data["words"], by=request.user, at=at)
            return see("desk:questions", code)
        except BadInput as wrong:
            form.refuse(wrong)
    return show(request, "desk/answer.html", {"estate": question.estate, "question": question, "form": form})


@require_GET
def tasks(request: PersonRequest, code: str) -> HttpResponse:
    """Where helpers are wanted."""
    estate, at = estate_of(code), now()
    if not may_see_tasks(request.user, estate, at):
        raise NotThere
    offered = queries.tasks(estate)
    found = [one for one, _helping in offered]
    mine = queries.taken_on(request.user, found)
    offers = may_offer(request.user, estate, at)
    names = queries.helpers_of(found) if offers else {}
    rows = [
        {
            "task": one,
            "helping": helping,
            "mine": one.pk in mine,
            "full": helping >= one.wanted,
            "begun": one.starts_at <= at,
            "may_take_on": may_take_on(request.user, one, at),
            "names": names.get(one.pk, []),
        }
        for one, helping in offered
    ]
    context = {"estate": estate, "rows": rows, "may_offer": offers, "thanks": queries.thanks_of(request.user)}
    return show(request, "desk/tasks.html", context)


@require_http_methods(["GET", "POST"])
def offer(request: PersonRequest, code: str) -> HttpResponse:
    estate, at = estate_of(code), now()
    require(may_offer, request.user, estate, at)
    parties = parties_of(request.user, estate, at)
    form = OfferForm(posted(request), party=parties[0] if parties else "ju")
    if form.is_valid():
        try:
            actions.offer(form.offered(estate), by=request.user, at=at)
            return see("desk:tasks", code)
        except BadInput as wrong:
            form.refuse(wrong)
    return show(request, "desk/offer.html", {"estate": estate, "form": form})


def _task(code: str, pk: UUID) -> Task:
    return get_object_or_404(Task.objects.select_related("estate__node"), pk=pk, estate__node__code=code)


@require_POST
def take_on(request: PersonRequest, code: str, pk: UUID) -> HttpResponse:
    at = now()
    task = _task(code, pk)
    require(may_take_on, request.user, task, at)
    actions.take_on(task.pk, by=request.user, at=at)
    return see("desk:tasks", code)


@require_POST
def step_back(request: PersonRequest, code: str, pk: UUID) -> HttpResponse:
    at = now()
    task = _task(code, pk)
    require(may_step_back, request.user, task, at)
    actions.step_back(task.pk, by=request.user, at=at)
    return see("desk:tasks", code)


@require_http_methods(["GET", "POST"])
def thank(request: PersonRequest, code: str, pk: UUID) -> HttpResponse:
    at = now()
    task = _task(code, pk)
    require(may_thank, request.user, task, at)
    label = gettext("What do you say to those who helped?")
    form = WordsForm(posted(request), label=label, says=gettext("Write a few words."), most=REASON_MAX)
    if form.is_valid():
        actions.thank(task.pk, words=form.cleaned_data["words"], by=request.user, at=at)
        return see("desk:tasks", code)
    return show(request, "desk/thank.html", {"estate": task.estate, "task": task, "form": form})


@require_http_methods(["GET", "POST"])
def cancel_task(request: PersonRequest, code: str, pk: UUID) -> HttpResponse:
    at = now()
    task = _task(code, pk)
    require(may_cancel_task, request.user, task, at)
    form = WordsForm(posted(request), label=gettext("Why?"), says=gettext("Write a few words."), most=REASON_MAX)
    if form.is_valid():
        actions.cancel_task(task.pk, words=form.cleaned_data["words"], by=request.user, at=at)
        return see("desk:tasks", code)
    return show(request, "desk/cancel_task.html", {"estate": task.estate, "task": task, "form": form})
