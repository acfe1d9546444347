"""Any owner may ask about what was published. The body that published it owes an answer, for everybody, by a day."""

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext

from courtyard.core.calendars import add_working_days
from courtyard.core.errors import BadInput, NotThere, Refusal, sentence
from courtyard.core.rulebook import OUR_DEFAULT
from courtyard.disclosure.events import (
    QuestionAnswered,
    QuestionAsked,
    QuestionRefused,
    QuestionsForgotten,
    QuestionShown,
    QuestionWithdrawn,
)
from courtyard.disclosure.locks import lock_publication, lock_question
from courtyard.disclosure.models import Answer, Publication, Question
from courtyard.disclosure.models.question import ANSWER_MAX, QUESTION_MAX
from courtyard.disclosure.permissions import (
    may_answer,
    may_forget_questions,
    may_question,
    may_refuse_question,
    may_show_question,
    may_withdraw_question,
)
from courtyard.disclosure.queries.publications import ANSWER as DUTY
from courtyard.duties import actions as duties
from courtyard.duties.actions import Owed
from courtyard.duties.models import PARTIES, Duty
from courtyard.people.models import CLERK, Office, Person
from courtyard.people.queries import chain_of
from courtyard.places.rules import rules_of
from courtyard.trail.deeds import deed, record, require
from courtyard.trail.ids import new_id
from courtyard.web.times import end_of_business

ANSWER_IT = sentence("Answer an owner’s question about what was published: {title}")
WORKING_DAYS = 7
"""So long there is to answer. The law says only “in time” (民法典第二百八十五条); the days are ours."""
OPEN_MAX = 10
OFFICES = {"jie": Office.Kind.SUBDISTRICT, "group": Office.Kind.GROUP}
S = Question.State


class AsksNothing(BadInput):
    says = sentence("Write what you want to know, in at most {most} characters.")
    field = "words"


class NoSuchRow(BadInput):
    says = sentence("There is no such line in what was published.")
    field = "row"


class AskAboutNewest(Refusal):
    says = sentence("Another version took its place. Please ask about that one.")


class AskedMuch(Refusal):
    says = sentence("{most} of your questions are not answered yet. Please wait for the answers.")


class AnswersNothing(BadInput):
    says = sentence("Write the answer, in at most {most} characters.")
    field = "words"


class AnsweredAlready(Refusal):
    says = sentence("This question is answered. An answer stays as it was given.")


class NoGround(BadInput):
    says = sentence("Choose why the question is not shown. That somebody dislikes it is no reason.")
    field = "ground"


@dataclass(frozen=True, kw_only=True)
class Asking:
    """A question about a publication, or one of its rows. Its `id` makes one form one question."""

    publication: UUID
    words: str
    row: str = ""
    id: UUID = field(default_factory=new_id)


@deed
def question(asking: Asking, *, by: Person, at: datetime) -> Question:
    """An owner asks. Whoever published it reads it at once, and owes an answer within some working days."""
    published = lock_publication(asking.publication)
    require(may_question, by, published.estate, at)
    before = Question.objects.filter(pk=asking.id).select_related("publication__estate__node").first()
    if before is not None:
        if before.asker_id != by.pk or before.publication_id != published.pk:
            raise NotThere
        return before
    _check(asking, published, by)
    zone, calendar = published.estate.node.zone, rules_of(published.estate).hours.calendar
    today = rules_of(published.estate).hours.day_of(at)
    one = Question.objects.create(
        id=asking.id, estate=published.estate, publication=published, row=asking.row, words=asking.words.strip(),
        asker=by, asked_at=at, due_at=end_of_business(add_working_days(today, WORKING_DAYS, calendar), zone),
    )  # fmt: skip
    one.duty = duties.owe(_owed(one), by=CLERK, at=at).pk
    one.save(update_fields=["duty"])
    event = QuestionAsked(title=published.title, publication=published.pk.hex)
    record(event, node=one.estate_id, about=one.pk, by=by, at=at)
    return one


def _check(asking: Asking, published: Publication, by: Person) -> None:
    if published.followed() is not None:
        raise AskAboutNewest
    if not 0 < len(asking.words.strip()) <= QUESTION_MAX:
        raise AsksNothing(most=QUESTION_MAX)
    if asking.row and asking.row not in {row.key for row in published.frozen.rows}:
        raise NoSuchRow
    mine = Question.objects.filter(estate=published.estate_id, asker=by, state__in=Question.STANDING)
    if mine.filter(answer__isnull=True).count() >= OPEN_MAX:
        raise AskedMuch(most=OPEN_MAX)


def _owed(one: Question) -> Owed:
    published = one.publication
    return Owed(
        kind=DUTY, node=one.estate.node, estate=one.estate, what=ANSWER_IT, fields={"title": published.title[:120]},
        due_at=one.due_at, party=published.bearer if published.bearer in PARTIES else "",
        office=OFFICES.get(published.bearer, ""), article=OUR_DEFAULT, source=OUR_DEFAULT, certainty="memory",
        about=one.pk, key=one.pk.hex, link=reverse("disclosure:publication", args=[one.estate.code, published.pk]),
    )  # fmt: skip


@deed
def answer(question_id: UUID, *, words: str, by: Person, at: datetime) -> Answer:
    """What the body that published it says, for everybody. It is given once."""
    one = lock_question(question_id)
    require(may_answer, by, one, at)
    said, before = words.strip(), one.answered()
    if before is not None and before.words == said:
        return before
    if before is not None:
        raise AnsweredAlready
    if one.state not in Question.STANDING:
        raise NotThere
    if not 0 < len(said) <= ANSWER_MAX:
        raise AnswersNothing(most=ANSWER_MAX)
    given = Answer.objects.create(
        question=one, estate=one.estate, bearer=one.publication.bearer, words=said, by=by, at=at
    )
    for duty in _duties(one):
        link = reverse("disclosure:publication", args=[one.estate.code, one.publication_id])
        duties.discharge(duty.pk, by=by, at=at, evidence=one.pk, link=link)
    event = QuestionAnswered(title=one.publication.title, late=at > one.due_at)
    record(event, node=one.estate_id, about=one.pk, by=by, at=at)
    return given


@deed
def withdraw_question(question_id: UUID, *, by: Person, at: datetime) -> Question:
    """Whoever asked takes it back, as long as nobody answered."""
    one = lock_question(question_id)
    require(may_withdraw_question, by, one, at)
    if one.state == S.WITHDRAWN:
        return one
    if one.answered() is not None:
        raise AnsweredAlready
    one.move_to(S.WITHDRAWN)
    one.words = ""
    one.save(update_fields=["state", "words"])
    _let_go(one, at)
    record(QuestionWithdrawn(title=one.publication.title), node=one.estate_id, about=one.pk, by=by, at=at)
    return one


@deed
def show_question(question_id: UUID, *, by: Person, at: datetime) -> Question:
    """It names nobody and is about what was published: everybody may read it."""
    one = lock_question(question_id)
    require(may_show_question, by, one, at)
    if one.state == S.SHOWN:
        return one
    one.move_to(S.SHOWN)
    one.looked_by, one.looked_at = by, at
    one.save(update_fields=["state", "looked_by", "looked_at"])
    record(QuestionShown(title=one.publication.title), node=one.estate_id, about=one.pk, by=by, at=at)
    return one


@deed
def refuse_question(question_id: UUID, *, ground: str, by: Person, at: datetime) -> Question:
    """It is not shown, for one of a few reasons; nobody owes an answer any more. An answer that was given stays."""
    one = lock_question(question_id)
    require(may_refuse_question, by, one, at)
    if ground not in Question.Ground.values:
        raise NoGround
    if one.state == S.REFUSED and one.ground == ground:
        return one
    one.move_to(S.REFUSED)
    one.ground, one.looked_by, one.looked_at = ground, by, at
    one.save(update_fields=["state", "ground", "looked_by", "looked_at"])
    _let_go(one, at)
    event = QuestionRefused(title=one.publication.title, ground=ground)
    record(event, node=one.estate_id, about=one.pk, by=by, at=at)
    return one


@deed
def forget_questions(whose: Person, *, by: Person, at: datetime) -> int:
    """Nobody can say any more who asked. Words that were looked at stay; others go, and what is open is taken back."""
    require(may_forget_questions, by, whose, at)
    mine = Question.objects.filter(asker=whose)
    waiting = mine.filter(state=S.HIDDEN, answer__isnull=True).order_by("pk")
    for pk in list(waiting.values_list("pk", flat=True)):
        withdraw_question(pk, by=whose, at=at)
    mine.exclude(state=S.SHOWN).update(words="")
    count = mine.update(asker=None)
    if count:
        event = QuestionsForgotten(count=count)
        record(event, node=chain_of(whose), about=whose.pk, by=by, at=at, whom=whose.pk)
    return count


def _duties(one: Question) -> list[Duty]:
    return list(Duty.objects.open().filter(estate=one.estate_id, kind=DUTY, key=one.pk.hex))


def _let_go(one: Question, at: datetime) -> None:
    with translation.override(settings.LANGUAGE_CODE):
        reason = gettext("The question does not stand any more.")
    for duty in _duties(one):
        duties.withdraw(duty.pk, by=CLERK, at=at, reason=reason)
