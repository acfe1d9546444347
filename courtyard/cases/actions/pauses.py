"""A case's clock: put on hold, set going again, given the longer period, promised more by a contract."""

from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from courtyard.cases.events import CaseExtended, CasePaused, CaseResumed, PromiseEnded, PromiseSet
from courtyard.cases.models import PAUSES_MAX, Case, ContractPromise, Pause
from courtyard.cases.permissions import may_end_promise, may_extend, may_pause, may_resume, may_set_promise
from courtyard.cases.rules import clocks_of, complex_deadline, contract_promises, with_pauses
from courtyard.cases.turns import Turn, in_turn, lock, seat_of
from courtyard.core.clocks import Promise
from courtyard.core.errors import BadInput, Refusal, sentence
from courtyard.core.rulebook import UnknownCategory
from courtyard.people.models import Person
from courtyard.places.models import Estate
from courtyard.places.rules import rules_of
from courtyard.trail.deeds import deed, record, require
from courtyard.trail.rows import locked

PAUSE_MAX = timedelta(days=90)
DEADLINES = ("due_at", "contact_due_at", "on_site_due_at")
"""What pauses put off."""
S = Case.State


class PastEnd(BadInput):
    says = sentence("Choose a day that is still to come, at most {days} days from now. A pause needs an end.")
    field = "until"


class UnknownWhy(BadInput):
    says = sentence("Choose why it has to wait.")
    field = "why"


class TooLateToPause(Refusal):
    says = sentence(
        "The time limit has passed, so this can no longer be put on hold. Tell the resident how it is going."
    )


class TooManyPauses(Refusal):
    says = sentence("This was put on hold {most} times. It now needs another solution, or another party.")


class NoLongerPeriod(Refusal):
    says = sentence("The rules have no longer time limit for this request.")


class PromiseInThePast(BadInput):
    says = sentence("A contract’s time limit begins today or later, and does not end before it begins.")
    field = "since"


@deed
def pause(
    case_id: UUID, *, by: Person, at: datetime, why: str, until: datetime, words: str, turn: Turn | None = None
) -> Case:
    """Work has to wait, for a reason and until a day that both sides see. What is late already cannot wait."""
    case, turn = lock(case_id), turn or Turn()
    if case.turn == turn.id:
        return case
    require(may_pause, by, case, at)
    in_turn(case, turn, {S.TRIAGED}, S.PAUSED)
    if case.is_late(at):
        raise TooLateToPause
    if not at < until <= at + PAUSE_MAX:
        raise PastEnd(days=PAUSE_MAX.days)
    if why not in Pause.CHOSEN:
        raise UnknownWhy
    if Pause.objects.filter(case=case).count() >= PAUSES_MAX:
        raise TooManyPauses(most=PAUSES_MAX)
    case.move_to(S.PAUSED)
    Pause.objects.create(estate_id=case.estate_id, case=case, why=why, start=at, planned_end=until, end=until)
    case.paused_until = until
    _put_off(case)
    case.save(update_fields=["state", "paused_until", *DEADLINES, "turn"])
    event = CasePaused(seat=seat_of(by, case, at), why=why, until=until, due_at=case.due_at, words=words)
    record(event, node=case.estate_id, about=case.pk, by=by, at=at)
    return case


@deed
def resume(case_id: UUID, *, by: Person, at: datetime, words: str = "", turn: Turn | None = None) -> Case:
    """Work goes on, earlier than planned or as the pause comes to its end. The clerk does it where nobody else did."""
    case, turn = lock(case_id), turn or Turn()
    if case.turn == turn.id:
        return case
    require(may_resume, by, case, at)
    in_turn(case, turn, {S.PAUSED}, S.TRIAGED)
    _end_pause(case, at)
    case.move_to(S.TRIAGED)
    case.save(update_fields=["state", "paused_until", *DEADLINES, "turn"])
    seat = "" if by.kind == Person.Kind.CLERK else seat_of(by, case, at)
    record(CaseResumed(seat=seat, due_at=case.due_at, words=words), node=case.estate_id, about=case.pk, by=by, at=at)
    return case


def _end_pause(case: Case, at: datetime) -> None:
    """The running pause ends now, or ended when it was planned to; the deadline follows."""
    running = Pause.objects.filter(case=case).order_by("-start", "-pk").first()
    if running is not None and at < running.end:
        running.end = max(at, running.start)
        running.save(update_fields=["end"])
    case.paused_until = None
    _put_off(case)


def _put_off(case: Case) -> None:
    """Each clock that runs stands still for as long as the case did. One that ran out before is as late as it was."""
    pauses = list(Pause.objects.filter(case=case))
    agreed = contract_promises(case.estate, case.category, case.filed_at)
    clocks = clocks_of(case, case.category, agreed=agreed, pauses=pauses)
    case.due_at = with_pauses(case, case.promise, pauses)
    if case.contacted_at is None:
        case.contact_due_at = clocks.first_contact_due_at
    if case.on_site_at is None:
        case.on_site_due_at = clocks.on_site_due_at


@deed
def extend(case_id: UUID, *, by: Person, at: datetime, words: str, turn: Turn | None = None) -> Case:
    """The convenor agrees that a matter is complex. Its longer period runs from filing, too; no clock is set back."""
    case, turn = lock(case_id), turn or Turn()
    if case.turn == turn.id:
        return case
    require(may_extend, by, case, at)
    in_turn(case, turn, {S.TRIAGED}, S.TRIAGED)
    longer = complex_deadline(case, Pause.objects.filter(case=case))
    if longer is None:
        raise NoLongerPeriod
    case.move_to(S.TRIAGED)
    case.due_at, case.rule = longer.due_at, longer.rule
    case.promise_amount, case.promise_unit = longer.promise.amount, longer.promise.unit
    case.save(update_fields=["due_at", "rule", "promise_amount", "promise_unit", "turn"])
    event = CaseExtended(seat=seat_of(by, case, at), rule=case.rule, due_at=case.due_at, words=words)
    record(event, node=case.estate_id, about=case.pk, by=by, at=at)
    return case


@deed
def set_promise(
    estate: Estate,
    *,
    category: str,
    clock: str,
    promise: Promise,
    since: date,
    until: date | None,
    cites: str,
    by: Person,
    at: datetime,
) -> ContractPromise:
    """A contract promises a period of its own for cases filed from a day on. It never lengthens the rulebook's."""
    require(may_set_promise, by, estate, at)
    book = rules_of(estate)
    if category not in book.categories:
        raise UnknownCategory
    if since < book.hours.day_of(at) or (until is not None and until < since):
        raise PromiseInThePast
    given: dict[str, Any] = {
        "category": category,
        "clock": ContractPromise.Clock(clock).value,
        "amount": promise.amount,
        "unit": promise.unit,
        "since": since,
        "until": until,
        "cites": cites,
    }
    one = ContractPromise.objects.create(estate=estate, **given)
    record(PromiseSet(**given), node=estate.pk, about=one.pk, by=by, at=at)
    return one


@deed
def end_promise(promise_id: UUID, *, until: date, by: Person, at: datetime) -> ContractPromise:
    """The contract ends, or promises otherwise from the next day on. Cases that began under it keep it."""
    promise = locked(ContractPromise.objects.select_related("estate__node"), promise_id)
    require(may_end_promise, by, promise.estate, at)
    if until < max(promise.since, rules_of(promise.estate).hours.day_of(at)):
        raise PromiseInThePast
    promise.until = until
    promise.save(update_fields=["until"])
    record(PromiseEnded(cites=promise.cites, until=until), node=promise.estate_id, about=promise.pk, by=by, at=at)
    return promise
