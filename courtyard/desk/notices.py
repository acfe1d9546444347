"""Who hears of questions, answers and tasks."""

from collections.abc import Iterable, Iterator
from datetime import datetime

from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from courtyard.core.errors import sentence
from courtyard.desk.models import Question, Task
from courtyard.duties.permissions import SPEAKS
from courtyard.notify.registers import NoticeKind, Tell, Teller
from courtyard.people.models import Office
from courtyard.trail.models import Line

ASKED, ANSWERED, TASK = "desk.asked", "desk.answered", "desk.task"
KINDS = (
    NoticeKind(
        ASKED, _("Questions of supervisors to my party"),
        sentence("A supervisor of {place} asks: {title}. Please answer by {due_at}."), order=32,
    ),
    NoticeKind(ANSWERED, _("Answers to my questions"), sentence("Your question was answered: {title}."), order=33),
    NoticeKind(
        TASK, _("Tasks I took on"), sentence("{title}: {step}"),
        labels={
            "step": {
                "desk.helpers_thanked": sentence("done, and you were thanked."),
                "desk.task_cancelled": sentence("no help is needed after all."),
            }
        },
        order=34,
    ),
)  # fmt: skip


def hear(line: Line, at: datetime) -> Iterable[Tell]:
    if line.kind.startswith("desk.question"):
        question = Question.objects.select_related("estate__node").filter(pk=line.about).first()
        return _of_question(line, question, at) if question else ()
    task = Task.objects.select_related("estate__node").filter(pk=line.about).first()
    return _of_task(line, task) if task else ()


def _of_question(line: Line, one: Question, at: datetime) -> Iterator[Tell]:
    link = reverse("desk:questions", args=[one.estate.node.code])
    fields = {"title": one.title, "place": one.estate.node.name, "due_at": one.due_at.isoformat()}
    if line.kind == "desk.question_answered":
        yield Tell(ANSWERED, one.asked_by_id, fields, one.estate_id, one.pk, link)
        return
    held = Office.objects.on(localdate(at)).reaching(one.estate.node).filter(kind__in=SPEAKS[one.party])
    for to in held.values_list("person", flat=True).distinct():
        yield Tell(ASKED, to, fields, one.estate_id, one.pk, link)


def _of_task(line: Line, one: Task) -> Iterator[Tell]:
    link = reverse("desk:tasks", args=[one.estate.node.code])
    for to in one.helpers.values_list("person", flat=True):
        yield Tell(TASK, to, {"title": one.title, "step": line.kind}, one.estate_id, one.pk, link)


EVENTS = frozenset({"desk.question_asked", "desk.question_answered", "desk.helpers_thanked", "desk.task_cancelled"})
TELLER = Teller("desk", EVENTS, hear)
