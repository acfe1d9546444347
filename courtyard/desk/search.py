"""How supervisors' questions are found: by question and answer, by whoever lives there or holds an office."""

from collections.abc import Collection, Iterator, Sequence
from datetime import datetime
from uuid import UUID

from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy

from courtyard.desk import events
from courtyard.desk.models import Question
from courtyard.desk.permissions import may_see_questions
from courtyard.people.models import Person
from courtyard.people.standing import standing
from courtyard.search.registers import Hit, Searchable, Words, last_of_path, mark, marks_of_path


def words(ids: Collection[UUID]) -> Iterator[Words]:
    for one in Question.objects.filter(pk__in=ids).select_related("estate__node"):
        marks = marks_of_path("office", one.estate.node.path) | {mark("home", one.estate.node.code)}
        yield Words(one.pk, one.asked_at, one.title, f"{one.words}\n{one.answer}", marks)


def every(after: UUID | None, most: int) -> Sequence[UUID]:
    rest = Question.objects.filter(pk__gt=after) if after else Question.objects.all()
    return list(rest.order_by("pk").values_list("pk", flat=True)[:most])


def reach(person: Person, at: datetime) -> set[str]:
    here, day = standing(person), localdate(at)
    offices = {last_of_path("office", office.node.path) for office in here.offices_on(day)}
    return offices | {mark("home", tenure.estate.node.code) for tenure in here.tenures_on(day)}


def visible(person: Person, at: datetime, ids: Collection[UUID]) -> Iterator[Hit]:
    for one in Question.objects.filter(pk__in=ids).select_related("estate__node"):
        if may_see_questions(person, one.estate, at):
            link = reverse("desk:questions", args=[one.estate.node.code])
            text = f"{one.words}\n{one.answer}"
            yield Hit(one.pk, one.asked_at, one.title, link, text, one.estate.node.name)


SEARCHABLE = Searchable(
    name="questions",
    label=gettext_lazy("Questions of supervisors"),
    icon="eye",
    events=frozenset({events.QuestionAsked.NAME, events.QuestionAnswered.NAME}),
    words=words,
    every=every,
    reach=reach,
    visible=visible,
    order=55,
)
