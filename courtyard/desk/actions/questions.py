"""Supervisors appointed from the residents ask; the party that was asked answers within the rulebook's days."""

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.urls import reverse

from courtyard.core.clocks import Promise, due_at
from courtyard.core.errors import BadInput, Refusal, sentence
from courtyard.core.rulebook import Rule, Rulebook
from courtyard.desk.events import QuestionAnswered, QuestionAsked
from courtyard.desk.models import PARTIES, TITLE_MAX, WORDS_MAX, Question
from courtyard.desk.permissions import may_answer, may_ask
from courtyard.duties.actions import Owed, discharge, owe
from courtyard.people.models import CLERK, Person
from courtyard.places.models import Estate
from courtyard.places.rules import rules_of
from courtyard.trail.deeds import deed, record, require
from courtyard.trail.ids import new_id
from courtyard.trail.rows import locked

QUESTION = "desk.question"
RULE = "supervisor_answer"
USUAL = Promise(5, "working_days")


class NoQuestion(BadInput):
    says = sentence("Write your question, in at most {most} characters.")
    field = "words"


class NoTitle(BadInput):
    says = sentence("Say in at most {most} characters what it is about.")
    field = "title"


class NotAParty(BadInput):
    says = sentence("Choose whom you ask.")
    field = "party"


class NoAnswer(BadInput):
    says = sentence("Write the answer, in at most {most} characters.")
    field = "words"


class AnsweredAlready(Refusal):
    says = sentence("This question is answered already. A new question can be asked at any time.")


@dataclass(frozen=True, kw_only=True)
class Query:
    """What a supervisor wants to know, of whom. Its `id` makes one form one question."""

    estate: Estate
    party: str
    title: str
    words: str
    id: UUID = field(default_factory=new_id)


@deed
def ask(query: Query, *, by: Person, at: datetime) -> Question:
    """A question on any matter; its answer is owed."""
    require(may_ask, by, query.estate, at)
    before = Question.objects.filter(pk=query.id, estate=query.estate).first()
    if before is not None:
        return before
    if query.party not in PARTIES:
        raise NotAParty
    if not query.title.strip() or len(query.title) > TITLE_MAX:
        raise NoTitle(most=TITLE_MAX)
    if not query.words.strip() or len(query.words) > WORDS_MAX:
        raise NoQuestion(most=WORDS_MAX)
    book = rules_of(query.estate)
    rule = book.rules.get(RULE)
    due = due_at(at, rule.promise if rule else USUAL, book.hours)
    duty = owe(_owed(query, due, rule, book), by=CLERK, at=at)
    one = Question.objects.create(
        id=query.id, estate=query.estate, party=query.party, title=query.title.strip(), words=query.words.strip(),
        asked_by=by, asked_at=at, due_at=due, duty=duty.pk,
    )  # fmt: skip
    event = QuestionAsked(party=one.party, title=one.title, words=one.words, due_at=due)
    record(event, node=one.estate_id, about=one.pk, by=by, at=at)
    return one


def _owed(query: Query, due: datetime, rule: Rule | None, book: Rulebook) -> Owed:
    return Owed(
        kind=QUESTION, node=query.estate.node, estate=query.estate, party=query.party, due_at=due, about=query.id,
        what=sentence("Answer a supervisor’s question: {title}"), fields={"title": query.title.strip()},
        to_whom="residents", link=reverse("desk:questions", args=[query.estate.node.code]),
        rulebook=f"{book.name} {book.version}",
        article=rule.article if rule else "", source=rule.source if rule else "",
        certainty=rule.certainty if rule else "",
    )  # fmt: skip


@deed
def answer(question_id: UUID, *, words: str, by: Person, at: datetime) -> Question:
    """The party's answer, which residents read, too. It stays as it is: what is still open is a new question."""
    question = locked(Question.objects.select_related("estate__node"), question_id)
    require(may_answer, by, question, at)
    if question.answered_at is not None:
        raise AnsweredAlready
    if not words.strip() or len(words) > WORDS_MAX:
        raise NoAnswer(most=WORDS_MAX)
    question.answer, question.answered_at, question.answered_by = words.strip(), at, by
    question.save(update_fields=["answer", "answered_at", "answered_by"])
    discharge(question.duty, by=by, at=at, evidence=question.pk)
    event = QuestionAnswered(party=question.party, words=question.answer, late=question.is_late(at))
    record(event, node=question.estate_id, about=question.pk, by=by, at=at)
    return question
