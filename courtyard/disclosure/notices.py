"""Who hears: whoever has to answer a question, and whoever asked it once it is answered or not shown."""

from collections.abc import Iterator
from datetime import datetime
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from courtyard.core.errors import sentence
from courtyard.disclosure.events import GROUNDS, QuestionAnswered, QuestionAsked, QuestionRefused
from courtyard.disclosure.models import Question
from courtyard.disclosure.permissions import BEARERS
from courtyard.notify.registers import NoticeKind, Tell, Teller
from courtyard.people.models import Office
from courtyard.places.rules import rules_of
from courtyard.trail.models import Line

ASKED, ANSWERED, REFUSED = "disclosure.asked", "disclosure.answered", "disclosure.refused"
BEARERS_MAX = 20
KINDS = (
    NoticeKind(
        ASKED, _("Questions about what my body published"),
        sentence("{place}: an owner asks about “{title}”. The answer is due by {due_at}."), order=60,
    ),
    NoticeKind(
        ANSWERED, _("Answers to my questions about what was published"),
        sentence("{place}: your question about “{title}” was answered."), order=61,
    ),
    NoticeKind(
        REFUSED, _("My questions that are not shown"),
        sentence("{place}: your question about “{title}” is not shown: {ground}. You can ask again in other words."),
        labels={"ground": GROUNDS}, order=62,
    ),
)  # fmt: skip
TO_ASKER = {QuestionAnswered.NAME: ANSWERED, QuestionRefused.NAME: REFUSED}


def hear(line: Line, at: datetime) -> Iterator[Tell]:
    related = ("estate__node", "publication")
    one = Question.objects.select_related(*related).filter(pk=line.about).first()
    if one is None:
        return
    node, published = one.estate.node, one.publication
    fields = {"place": node.name, "place_en": node.name_en, "title": published.title, "due_at": one.due_at.isoformat()}
    if line.kind == QuestionAsked.NAME:
        link = reverse("disclosure:answer", args=[node.code, one.pk])
        for to in _bearers(one, at):
            yield Tell(ASKED, to, fields, one.estate_id, one.pk, link)
    elif one.asker_id is not None:
        link = reverse("disclosure:publication", args=[node.code, published.pk])
        more = {"ground": one.ground} if line.kind == QuestionRefused.NAME else {}
        yield Tell(TO_ASKER[line.kind], one.asker_id, fields | more, one.estate_id, one.pk, link)


def _bearers(one: Question, at: datetime) -> list[UUID]:
    held = Office.objects.on(rules_of(one.estate).hours.day_of(at)).reaching(one.estate.node)
    held = held.filter(kind__in=BEARERS.get(one.publication.bearer, ()))
    return list(held.order_by("person").values_list("person", flat=True).distinct()[:BEARERS_MAX])


TELLER = Teller("disclosure.questions", frozenset({QuestionAsked.NAME, *TO_ASKER}), hear)
