"""A company objects to points, once and in time; another office answers; what stands may be corrected later."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.urls import reverse

from courtyard.core.errors import BadInput, NotAllowed, Refusal, sentence
from courtyard.core.rulebook.points import ANSWER
from courtyard.duties import permissions as duties
from courtyard.duties.actions import Owed, discharge, owe
from courtyard.duties.models import Duty
from courtyard.duties.schedule import closes_on
from courtyard.people.models import CLERK, Person
from courtyard.services.actions.credit import publish_points
from courtyard.services.events.credit import (
    CorrectionAsked,
    CorrectionRefused,
    ObjectionRejected,
    ObjectionUpheld,
    PointsCorrected,
    PointsObjectedTo,
)
from courtyard.services.locks.companies import lock_points
from courtyard.services.models import CreditPoint
from courtyard.services.models.company import WORDS_MAX
from courtyard.services.permissions.companies import acts_for
from courtyard.services.permissions.credit import (
    may_answer_objection,
    may_ask_correction,
    may_correct_points,
    may_object_to_points,
    may_refuse_correction,
    others_over,
    sits_over,
)
from courtyard.services.queries import credit as queries
from courtyard.trail.deeds import deed, record, require

S = CreditPoint.State


class TooLateToObject(Refusal):
    says = sentence(
        "The time to object ended on {day}. (沪房规范〔2023〕2号、3号) You can ask for a correction once the matter "
        "is put right."
    )


class ObjectedAlready(Refusal):
    says = sentence("The company objected to these points already. It objects once; the answer decides.")


class NoWords(BadInput):
    says = sentence("Say it in a few words, in at most {most} characters.")
    field = "words"


class TheCompanyItself(NotAllowed):
    says = sentence("Whoever acts for the company does not answer its objection.")


class AnsweredByGiver(NotAllowed):
    says = sentence(
        "You gave these points. Another officer answers the objection: the office above you has been asked."
    )


class NotObjectedTo(Refusal):
    says = sentence("The company does not object to these points, or has its answer already.")


class TooEarlyToCorrect(Refusal):
    says = sentence("These points can be corrected from {day} on. (沪房规范〔2023〕2号、3号) Ask again then.")


class NotPublic(Refusal):
    says = sentence("Only points that are public can be corrected.")


class AskedAlready(Refusal):
    says = sentence("The company asked for this already, and waits for an answer.")


class NotAsked(Refusal):
    says = sentence("The company has not asked for a correction.")


@deed
def object_to_points(points_id: UUID, *, words: str, by: Person, at: datetime) -> CreditPoint:
    """Said for the company, in time. The office above owes an answer; until then nothing is public."""
    points = lock_points(points_id)
    require(may_object_to_points, by, points, at)
    if points.objected_at is not None:
        raise ObjectedAlready
    if points.state == S.PUBLIC or at >= points.object_until:
        raise TooLateToObject(day=points.last_day_to_object)
    points.move_to(S.OBJECTED)
    points.objection, points.objected_by, points.objected_at = _said(words), by, at
    points.save(update_fields=["state", "objection", "objected_by", "objected_at"])
    event = PointsObjectedTo(company=points.company.name, points=points.points, words=points.objection)
    record(event, node=points.node_id, about=points.pk, by=by, at=at)
    owe(_owed(points, at), by=CLERK, at=at)
    return points


def _said(words: str) -> str:
    if not words.strip() or len(words.strip()) > WORDS_MAX:
        raise NoWords(most=WORDS_MAX)
    return words.strip()


def _owed(points: CreditPoint, at: datetime) -> Owed:
    """At the place of who answers, not at the estate: nobody there reads of it before it is public."""
    node, office = queries.answering(points, queries.day_at(points.node, at))
    book = queries.book_of(points)
    period = book.periods[ANSWER]
    last = period.after(queries.day_at(node, at), book.hours.calendar)
    return Owed(
        kind=queries.DUTY, node=node, office=office, due_at=closes_on(last, node.zone),
        what=sentence("answer the objection of {company} to {points} points"),
        fields={"company": points.company.name, "points": str(points.points)},
        article=period.article, source=period.source, certainty=period.certainty, rulebook=points.rulebook,
        about=points.pk, key=points.pk.hex, link=reverse("services:points", args=[points.pk]),
    )  # fmt: skip


@deed
def answer_objection(points_id: UUID, *, upheld: bool, words: str, by: Person, at: datetime) -> CreditPoint:
    """Another office than gave the points decides: they are dropped, or become public. Either way it says why."""
    points = lock_points(points_id)
    _require_another(points, by, at)
    require(may_answer_objection, by, points, at)
    if points.state != S.OBJECTED:
        raise NotObjectedTo
    points.answer, points.answered_by, points.answered_at = _said(words), by, at
    points.save(update_fields=["answer", "answered_by", "answered_at"])
    late = _discharge(points, by, at)
    told: dict[str, Any] = {"company": points.company.name, "points": points.points}
    said = told | {"late": late, "words": points.answer}
    event = ObjectionUpheld(**said) if upheld else ObjectionRejected(**said)
    record(event, node=points.node_id, about=points.pk, by=by, at=at)
    if not upheld:
        return publish_points(points.pk, by=CLERK, at=at)
    points.move_to(S.DROPPED)
    points.ended_on, points.ended_why = queries.day_at(points.node, at), points.answer
    points.save(update_fields=["state", "ended_on", "ended_why"])
    return points


def _require_another(points: CreditPoint, by: Person, at: datetime) -> None:
    """Said by name, for whoever could expect to answer. Raises TheCompanyItself, AnsweredByGiver."""
    if acts_for(by, points.company, at):
        raise TheCompanyItself
    if sits_over(by, points, at) and by.pk == points.given_by_id and others_over(points, at):
        raise AnsweredByGiver


def _discharge(points: CreditPoint, by: Person, at: datetime) -> bool:
    """What was owed is done, whoever of those who may answered. Says whether it was late."""
    late = False
    for duty in Duty.objects.open().filter(kind=queries.DUTY, about=points.pk).select_related("node"):
        late = at > duty.due_at
        done_by = by if duties.may_discharge(by, duty, at) else CLERK
        discharge(duty.pk, by=done_by, at=at, evidence=points.pk, link=reverse("services:points", args=[points.pk]))
    return late


@deed
def ask_correction(points_id: UUID, *, words: str, by: Person, at: datetime) -> CreditPoint:
    """The company says that it is put right. Refused, it may ask again."""
    points = lock_points(points_id)
    require(may_ask_correction, by, points, at)
    if points.state != S.PUBLIC:
        raise NotPublic
    if points.correction_asked_at is not None and not points.correction_refused:
        raise AskedAlready
    if points.correctable_on is not None and queries.day_at(points.node, at) < points.correctable_on:
        raise TooEarlyToCorrect(day=points.correctable_on)
    points.correction, points.correction_refused = _said(words), ""
    points.correction_asked_by, points.correction_asked_at = by, at
    points.save(update_fields=["correction", "correction_refused", "correction_asked_by", "correction_asked_at"])
    event = CorrectionAsked(company=points.company.name, points=points.points, words=points.correction)
    record(event, node=points.node_id, about=points.pk, by=by, at=at)
    return points


def _require_asked(points: CreditPoint) -> None:
    if points.state != S.PUBLIC or points.correction_asked_at is None or points.correction_refused:
        raise NotAsked


@deed
def correct_points(points_id: UUID, *, words: str, by: Person, at: datetime) -> CreditPoint:
    """It is put right: the points no longer count, and are no longer public."""
    points = lock_points(points_id)
    require(may_correct_points, by, points, at)
    if points.state == S.CORRECTED:
        return points
    _require_asked(points)
    why = _said(words)
    points.move_to(S.CORRECTED)
    points.ended_on, points.ended_why = queries.day_at(points.node, at), why
    points.save(update_fields=["state", "ended_on", "ended_why"])
    event = PointsCorrected(company=points.company.name, points=points.points, words=points.ended_why)
    record(event, node=points.node_id, about=points.pk, by=by, at=at)
    return points


@deed
def refuse_correction(points_id: UUID, *, words: str, by: Person, at: datetime) -> CreditPoint:
    """It is not put right, and the office says what is missing."""
    points = lock_points(points_id)
    require(may_refuse_correction, by, points, at)
    _require_asked(points)
    points.correction_refused = _said(words)
    points.save(update_fields=["correction_refused"])
    event = CorrectionRefused(company=points.company.name, points=points.points, words=points.correction_refused)
    record(event, node=points.node_id, about=points.pk, by=by, at=at)
    return points
