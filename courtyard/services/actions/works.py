"""The plan of works that come again: planned under a contract, changed, ended; its turns laid out ahead."""

import dataclasses
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.urls import reverse

from courtyard.assembly.rules import end_of
from courtyard.core.errors import BadInput, Refusal, sentence
from courtyard.core.rulebook import WorkLine
from courtyard.duties.actions import Owed, owe, withdraw
from courtyard.duties.models import Duty
from courtyard.people.models import CLERK, Person
from courtyard.places.locks import lock_estate
from courtyard.places.models import Estate
from courtyard.places.rules import version_of
from courtyard.services.events.works import TurnsLaidOut, WorkCarriedOn, WorkChanged, WorkEnded, WorkPlanned
from courtyard.services.locks.standards import lock_work
from courtyard.services.models import Contract, Field, Turn, Work
from courtyard.services.models.company import ARTICLE_MAX, NAME_MAX, WORDS_MAX
from courtyard.services.models.work import DAYS_MAX, MONTHS_MAX
from courtyard.services.permissions.works import (
    may_carry_work_on,
    may_change_work,
    may_end_work,
    may_lay_out_turns,
    may_plan_work,
)
from courtyard.services.queries.current import contract_on
from courtyard.services.queries.works import WORKS_MAX, day_of, line_of
from courtyard.trail.deeds import deed, record, require
from courtyard.trail.ids import new_id

DUTY = "services.work"
DAYS_MIN = 7
AHEAD = timedelta(days=45)
FIRST_WITHIN = timedelta(days=366)
TURNS_AT_ONCE = 60
OWES = sentence("Do it and prove it: {what}")


class NoContract(Refusal):
    says = sentence(
        "A plan of works belongs to a contract, and on {day} none is in force here. Have the contract entered first."
    )


class NoSuchField(BadInput):
    says = sentence("Choose one of the five fields of service.")
    field = "field"


class NoWork(BadInput):
    says = sentence("Say in at most {most} characters what is done.")
    field = "what"


class LongArticle(BadInput):
    says = sentence("Say in at most {most} characters which article asks for it.")
    field = "article"


class BadEvery(BadInput):
    says = sentence(
        "Say every how many days ({least} to {days}) or months (1 to {months}). "
        "What is done more often belongs into the standards."
    )
    field = "every"


class LessOften(BadInput):
    says = sentence(
        "This leaves more time in between than {article} allows: the next turn is due by {day}. Plan it more often."
    )
    field = "every"


class BeginsInThePast(BadInput):
    says = sentence("A plan is made for days to come: from {day} on, and within a year. Choose another day.")
    field = "first_on"


class BeginsTooLate(BadInput):
    says = sentence("{article} asks for the next turn by {day}. Let the new rhythm begin by then.")
    field = "first_on"


class AheadOfProof(BadInput):
    says = sentence("The turn of {day} is proved already. Let the new rhythm begin after it.")
    field = "first_on"


class TooManyWorks(Refusal):
    says = sentence("The plan has {most} lines already. End one first.")


class OtherCompany(Refusal):
    says = sentence("{company} does not serve here any more, so its plan of works does not go on.")


class WorkOver(Refusal):
    says = sentence("This is no longer planned since {day}.")


class EndsInThePast(BadInput):
    says = sentence("Its last day is today at the earliest: what was owed until then stays owed. Choose another day.")
    field = "last_day"


class NoReason(BadInput):
    says = sentence("Say why, in at most {most} characters. Everybody reads it.")
    field = "reason"


@dataclass(frozen=True, kw_only=True)
class Rhythm:
    """Every so many days or months, from a day on."""

    every: int
    unit: str
    first_on: date


@dataclass(frozen=True, kw_only=True)
class Plan:
    """What is planned; `rule` names the line of the rulebook that it follows. Its `id` makes one form one line."""

    field: str
    what: str
    rhythm: Rhythm
    article: str = ""
    rule: str = ""
    id: UUID = dataclasses.field(default_factory=new_id)


@deed
def plan_work(estate_id: UUID, plan: Plan, *, by: Person, at: datetime) -> Work:
    """A line under the contract in force. Its first turns are laid out at once."""
    estate = lock_estate(estate_id)
    require(may_plan_work, by, estate, at)
    before = Work.objects.filter(pk=plan.id, estate=estate).first()
    if before is not None:
        return before
    today, rule = day_of(estate, at), line_of(estate, plan.rule)
    contract = _contract(estate, plan.rhythm.first_on, today)
    _check(plan, estate, rule, today)
    work = Work.objects.create(
        id=plan.id, estate=estate, contract=contract, field=plan.field, what=plan.what.strip(),
        rule=rule.key if rule else "", article=rule.article if rule else plan.article.strip(),
        every=plan.rhythm.every, unit=plan.rhythm.unit, first_on=plan.rhythm.first_on, next_on=plan.rhythm.first_on,
        planned_by=by, planned_at=at,
    )  # fmt: skip
    event = WorkPlanned(
        what=work.what, field=work.field, every=work.every, unit=work.unit, first_on=work.first_on, rule=work.rule,
        article=work.article,
    )  # fmt: skip
    record(event, node=estate.pk, about=work.pk, by=by, at=at)
    _lay_out(work, at)
    return work


def _contract(estate: Estate, first_on: date, today: date) -> Contract:
    contract = contract_on(estate, today)
    if contract is None:
        raise NoContract(day=today)
    if not contract.holds(first_on):
        raise NoContract(day=first_on)
    return contract


def _check(plan: Plan, estate: Estate, rule: WorkLine | None, today: date) -> None:
    if plan.field not in Field.values:
        raise NoSuchField
    if not plan.what.strip() or len(plan.what.strip()) > NAME_MAX:
        raise NoWork(most=NAME_MAX)
    if len(plan.article.strip()) > ARTICLE_MAX:
        raise LongArticle(most=ARTICLE_MAX)
    _check_rhythm(plan.rhythm, rule)
    if not today <= plan.rhythm.first_on <= today + FIRST_WITHIN:
        raise BeginsInThePast(day=today)
    if Work.objects.filter(estate=estate, until__isnull=True).count() >= WORKS_MAX:
        raise TooManyWorks(most=WORKS_MAX)


def _check_rhythm(rhythm: Rhythm, rule: WorkLine | None) -> None:
    least, most = {"days": (DAYS_MIN, DAYS_MAX), "months": (1, MONTHS_MAX)}.get(rhythm.unit, (1, 0))
    if not least <= rhythm.every <= most:
        raise BadEvery(least=DAYS_MIN, days=DAYS_MAX, months=MONTHS_MAX)
    if rule is not None:
        second = Work(every=rhythm.every, unit=rhythm.unit, first_on=rhythm.first_on).due_of(2)
        by_rule = rule.next_after(rhythm.first_on)
        if second > by_rule:
            raise LessOften(article=rule.article, day=by_rule)


@deed
def change_work(work_id: UUID, rhythm: Rhythm, *, reason: str, by: Person, at: datetime) -> Work:
    """How often it comes, from a day to come on. Turns due before stay as they are, done or not."""
    work = lock_work(work_id)
    require(may_change_work, by, work, at)
    _require_going_on(work)
    if (work.every, work.unit, work.first_on) == (rhythm.every, rhythm.unit, rhythm.first_on):
        return work
    today, rule = day_of(work.estate, at), line_of(work.estate, work.rule)
    if not today < rhythm.first_on <= today + FIRST_WITHIN:
        raise BeginsInThePast(day=today + timedelta(days=1))
    _check_rhythm(rhythm, rule)
    said = _said(reason)
    _take_back(work, rhythm.first_on, said, at)
    last = work.turns.order_by("-number").first()
    _require_after(last, rhythm.first_on, rule)
    work.every, work.unit, work.first_on, work.next_on = rhythm.every, rhythm.unit, rhythm.first_on, rhythm.first_on
    work.numbered_from = last.number + 1 if last else 1
    work.save(update_fields=["every", "unit", "first_on", "next_on", "numbered_from"])
    event = WorkChanged(what=work.what, every=work.every, unit=work.unit, first_on=work.first_on, reason=said)
    record(event, node=work.estate_id, about=work.pk, by=by, at=at)
    _lay_out(work, at)
    return work


def _require_after(last: Turn | None, first_on: date, rule: WorkLine | None) -> None:
    if last is None:
        return
    if last.due_on >= first_on:
        raise AheadOfProof(day=last.due_on)
    if rule is not None and first_on > rule.next_after(last.due_on):
        raise BeginsTooLate(article=rule.article, day=rule.next_after(last.due_on))


@deed
def end_work(work_id: UUID, *, last_day: date, reason: str, by: Person, at: datetime) -> Work:
    """No turn comes after that day. What was due until then stays, done or not."""
    work = lock_work(work_id)
    require(may_end_work, by, work, at)
    if work.until is not None and work.until == last_day:
        return work
    _require_going_on(work)
    if last_day < day_of(work.estate, at) and by.pk != CLERK.pk:
        raise EndsInThePast
    said = _said(reason)
    _take_back(work, last_day + timedelta(days=1), said, at)
    work.until, work.ended_why = last_day, said
    work.save(update_fields=["until", "ended_why"])
    event = WorkEnded(what=work.what, last_day=last_day, reason=said)
    record(event, node=work.estate_id, about=work.pk, by=by, at=at)
    return work


@deed
def carry_work_on(work_id: UUID, *, by: Person, at: datetime) -> Work:
    """The same company serves on under another contract: its plan goes on, and no turn is lost between the two."""
    work = lock_work(work_id)
    require(may_carry_work_on, by, work, at)
    contract = contract_on(work.estate, day_of(work.estate, at))
    if contract is None or contract.company_id != work.contract.company_id:
        raise OtherCompany(company=work.contract.company.name)
    if contract.pk == work.contract_id:
        return work
    _require_going_on(work)
    work.contract = contract
    work.save(update_fields=["contract"])
    event = WorkCarriedOn(what=work.what, contract=contract.pk)
    record(event, node=work.estate_id, about=work.pk, by=by, at=at)
    return work


def _require_going_on(work: Work) -> None:
    if work.until is not None:
        raise WorkOver(day=work.until)


def _said(reason: str) -> str:
    said = reason.strip()
    if not said or len(said) > WORDS_MAX:
        raise NoReason(most=WORDS_MAX)
    return said


def _take_back(work: Work, from_day: date, reason: str, at: datetime) -> None:
    """Turns from a day on that nobody proved go, and what was owed for them with them."""
    turns = list(work.turns.filter(due_on__gte=from_day, proofs__isnull=True).values_list("pk", flat=True))
    for duty in Duty.objects.open().filter(estate=work.estate_id, kind=DUTY, about__in=turns).order_by("due_at"):
        withdraw(duty.pk, by=CLERK, at=at, reason=reason)
    Turn.objects.filter(pk__in=turns).delete()


@deed
def lay_out_turns(work_id: UUID, *, by: Person, at: datetime) -> list[Turn]:
    """What comes due within the next weeks stands there, and is owed. Done twice, nothing is doubled."""
    work = lock_work(work_id)
    require(may_lay_out_turns, by, work, at)
    turns = _lay_out(work, at)
    if turns:
        event = TurnsLaidOut(what=work.what, first=turns[0].due_on, last=turns[-1].due_on, count=len(turns))
        record(event, node=work.estate_id, about=work.pk, by=by, at=at)
    return turns


def _lay_out(work: Work, at: datetime) -> list[Turn]:
    last = work.turns.order_by("-number").first()
    number = last.number + 1 if last else work.numbered_from
    until = day_of(work.estate, at) + AHEAD
    turns: list[Turn] = []
    while len(turns) < TURNS_AT_ONCE and work.next_on <= until and _goes_on(work, work.next_on):
        turn = Turn.objects.create(estate=work.estate, work=work, number=number, due_on=work.next_on)
        _owe(work, turn, at)
        turns.append(turn)
        number += 1
        work.next_on = work.due_of(number)
    if turns:
        work.save(update_fields=["next_on"])
    return turns


def _goes_on(work: Work, day: date) -> bool:
    return work.until is None and work.contract.holds(day)


def _owe(work: Work, turn: Turn, at: datetime) -> None:
    """By the end of its day. One whose day was over before it could be laid out stands there as not done."""
    estate, rule = work.estate, line_of(work.estate, work.rule)
    due_at = end_of(turn.due_on, estate)
    if due_at <= at:
        return
    owed = Owed(
        kind=DUTY, node=estate.node, estate=estate, party="wu", what=OWES, fields={"what": work.what}, due_at=due_at,
        article=work.article, source=rule.source if rule else "", certainty=rule.certainty if rule else "",
        rulebook=version_of(estate) if rule else "", about=turn.pk, key=turn.pk.hex,
        link=reverse("services:work", args=[estate.code, work.pk]),
    )  # fmt: skip
    owe(owed, by=CLERK, at=at)
