"""How a case comes to its end, and how it begins again."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db.models import F

from courtyard.cases.actions.handling import NoReason
from courtyard.cases.actions.pauses import DEADLINES, _put_off
from courtyard.cases.events import (
    CaseClosedUnanswered,
    CaseConfirmed,
    CaseDeclined,
    CaseJoined,
    CaseMerged,
    CaseReopened,
    CaseReturned,
    CaseWithdrawn,
)
from courtyard.cases.models import Case, Follow, Pause
from courtyard.cases.permissions import (
    may_close,
    may_confirm,
    may_confirm_for,
    may_decline,
    may_merge,
    may_reopen,
    may_return,
    may_return_for,
    may_withdraw,
)
from courtyard.cases.turns import Turn, in_turn, lock, seat_of
from courtyard.core.errors import BadInput, NotThere, Refusal, sentence
from courtyard.people.models import Person
from courtyard.trail.deeds import deed, record, require

MERGED_MAX = 20
S = Case.State


class NoWayOn(BadInput):
    says = sentence("Say where the resident can go instead: an office, a telephone number, opening hours.")
    field = "instead"


class NothingToMerge(BadInput):
    says = sentence("Choose at least one other request that is about the same thing.")
    field = "same"


class NoSuchNumber(BadInput):
    says = sentence("There is no request with this number at this desk.")
    field = "number"


class NotTheSameCircle(Refusal):
    says = sentence("Request {number} is handled by others, so the two cannot be merged.")


class NotMergeable(Refusal):
    says = sentence("Request {number} is “{now}”, so it can no longer be merged.")


@deed
def confirm(case_id: UUID, *, by: Person, at: datetime, rating: int, words: str = "", turn: Turn | None = None) -> Case:
    """The resident says it is well, and how well it was done."""
    case, turn = lock(case_id), turn or Turn()
    if case.turn == turn.id:
        return case
    require(may_confirm, by, case, at)
    _confirm(case, turn, rating, at)
    event = CaseConfirmed(rating=rating, told_to="", words=words)
    record(event, node=case.estate_id, about=case.pk, by=by, at=at, whom=case.reporter_id)
    return case


@deed
def confirm_for(
    case_id: UUID, *, by: Person, at: datetime, rating: int, words: str = "", turn: Turn | None = None
) -> Case:
    """Somebody of the desk, not of the party in charge, called them, and writes down what they said."""
    case, turn = lock(case_id), turn or Turn()
    if case.turn == turn.id:
        return case
    require(may_confirm_for, by, case, at)
    _confirm(case, turn, rating, at)
    event = CaseConfirmed(rating=rating, told_to=seat_of(by, case, at), words=words)
    record(event, node=case.estate_id, about=case.pk, by=by, at=at, whom=case.reporter_id)
    return case


def _confirm(case: Case, turn: Turn, rating: int, at: datetime) -> None:
    in_turn(case, turn, {S.RESOLVED}, S.CLOSED)
    case.move_to(S.CLOSED)
    case.rating, case.closed_at = Case.Rating(rating).value, at
    case.save(update_fields=["state", "rating", "closed_at", "turn"])


@deed
def return_(case_id: UUID, *, by: Person, at: datetime, words: str, turn: Turn | None = None) -> Case:
    """The resident says it is not put right. The clock goes on from where it began: it is not set back."""
    case, turn = lock(case_id), turn or Turn()
    if case.turn == turn.id:
        return case
    require(may_return, by, case, at)
    _return(case, turn)
    event = CaseReturned(returns=case.returns, words=words)
    record(event, node=case.estate_id, about=case.pk, by=by, at=at, whom=case.reporter_id)
    return case


@deed
def return_for(case_id: UUID, *, by: Person, at: datetime, words: str, turn: Turn | None = None) -> Case:
    """As `return_`, said on the telephone by whoever has no account."""
    case, turn = lock(case_id), turn or Turn()
    if case.turn == turn.id:
        return case
    require(may_return_for, by, case, at)
    _return(case, turn)
    event = CaseReturned(returns=case.returns, words=words)
    record(event, node=case.estate_id, about=case.pk, by=by, at=at, whom=case.reporter_id)
    return case


def _return(case: Case, turn: Turn) -> None:
    in_turn(case, turn, {S.RESOLVED}, S.TRIAGED)
    case.move_to(S.TRIAGED)
    case.returns += 1
    case.resolved_at = None
    case.save(update_fields=["state", "returns", "resolved_at", "turn"])


@deed
def close(case_id: UUID, *, by: Person, at: datetime) -> Case:
    """Nobody answered within the rulebook's days: closed without a rating, and open to be reopened."""
    case = lock(case_id)
    require(may_close, by, case, at)
    in_turn(case, Turn(), {S.RESOLVED}, S.CLOSED)
    case.move_to(S.CLOSED)
    case.closed_at = at
    case.save(update_fields=["state", "closed_at", "turn"])
    record(CaseClosedUnanswered(), node=case.estate_id, about=case.pk, by=by, at=at)
    return case


@deed
def withdraw(case_id: UUID, *, by: Person, at: datetime, words: str = "", turn: Turn | None = None) -> Case:
    """Whoever asked needs it no longer. The record of it stays."""
    case, turn = lock(case_id), turn or Turn()
    if case.turn == turn.id:
        return case
    require(may_withdraw, by, case, at)
    in_turn(case, turn, {S.FILED, S.TRIAGED, S.PAUSED, S.SIGNING}, S.WITHDRAWN)
    case.move_to(S.WITHDRAWN)
    case.closed_at, case.paused_until = at, None
    case.save(update_fields=["state", "closed_at", "paused_until", "turn"])
    record(CaseWithdrawn(words=words), node=case.estate_id, about=case.pk, by=by, at=at)
    return case


@deed
def decline(case_id: UUID, *, by: Person, at: datetime, words: str, instead: str, turn: Turn | None = None) -> Case:
    """Not for the joint desk to do: why, and where to go instead. The resident may open it again."""
    case, turn = lock(case_id), turn or Turn()
    if case.turn == turn.id:
        return case
    require(may_decline, by, case, at)
    in_turn(case, turn, {S.FILED, S.TRIAGED}, S.DECLINED)
    if not words.strip():
        raise NoReason
    if not instead.strip():
        raise NoWayOn
    case.move_to(S.DECLINED)
    case.closed_at, case.contacted_at = at, case.contacted_at or at
    case.save(update_fields=["state", "closed_at", "contacted_at", "turn"])
    event = CaseDeclined(seat=seat_of(by, case, at), words=words, instead=instead)
    record(event, node=case.estate_id, about=case.pk, by=by, at=at)
    return case


@deed
def reopen(case_id: UUID, *, by: Person, at: datetime, words: str, turn: Turn | None = None) -> Case:
    """It came back, or was not what the desk took it for.

    The clock goes on from where it stopped: the time in which it was closed does not count, the time before does.
    What was merged was never stopped.
    """
    case, turn = lock(case_id), turn or Turn()
    if case.turn == turn.id:
        return case
    require(may_reopen, by, case, at)
    wanted = S.TRIAGED if case.party else S.FILED
    in_turn(case, turn, {S.CLOSED, S.DECLINED, S.DUPLICATE}, wanted)
    if not words.strip():
        raise NoReason
    if case.duplicate_of_id:
        Case.objects.filter(pk=case.duplicate_of_id).update(voices=F("voices") - case.voices)
    elif case.closed_at is not None:
        stopped = case.resolved_at or case.closed_at
        Pause.objects.create(
            estate_id=case.estate_id, case=case, why=Pause.Why.CLOSED, start=stopped, planned_end=at, end=at
        )
    case.move_to(wanted)
    _put_off(case)
    case.returns += 1
    case.duplicate_of = case.resolved_at = case.closed_at = case.rating = None
    case.save(
        update_fields=["state", *DEADLINES, "returns", "duplicate_of", "resolved_at", "closed_at", "rating", "turn"]
    )
    record(CaseReopened(due_at=case.due_at, words=words), node=case.estate_id, about=case.pk, by=by, at=at)
    return case


@deed
def merge(case_ids: Sequence[UUID], *, by: Person, at: datetime) -> Case:
    """Several reports of one thing become one case: the one whose time runs out first. Returns it.

    Everybody's words stay with their own report, and everybody hears how it goes on. Merged again, nothing happens.
    """
    cases = _locked(case_ids)
    for case in cases:
        require(may_merge, by, case, at)
    main, *others = sorted(cases, key=lambda case: (case.due_at, case.filed_at, case.pk))
    others = [case for case in others if case.duplicate_of_id != main.pk]
    if main.state == S.DUPLICATE and not others:
        return main
    for case in (main, *others):
        if case.state not in {S.FILED, S.TRIAGED}:
            raise NotMergeable(number=case.number, now=Case.State(case.state))
        if case.estate_id != main.estate_id or case.circle != main.circle:
            raise NotTheSameCircle(number=case.number)
    for case in others:
        _merge(case, main, at)
        merged = CaseMerged(seat=seat_of(by, case, at), into=main.pk, number=main.number)
        record(merged, node=case.estate_id, about=case.pk, by=by, at=at)
        joined = CaseJoined(voices=main.voices, due_at=main.due_at)
        record(joined, node=main.estate_id, about=main.pk, by=by, at=at)
    main.turn = Turn().id
    main.save(update_fields=["voices", "turn"])
    return main


def _locked(case_ids: Sequence[UUID]) -> list[Case]:
    """In the order of their ids, so that two who merge the same cases never wait for each other."""
    wanted = sorted(set(case_ids))[:MERGED_MAX]
    cases = [lock(case_id) for case_id in wanted]
    if not cases:
        raise NotThere
    if len(cases) < 2:
        raise NothingToMerge
    return cases


def _merge(case: Case, main: Case, at: datetime) -> None:
    case.move_to(S.DUPLICATE)
    case.duplicate_of, case.closed_at, case.turn = main, at, Turn().id
    case.save(update_fields=["state", "duplicate_of", "closed_at", "turn"])
    main.voices += case.voices
    there = set(Follow.objects.filter(case=main).values_list("person", flat=True))
    Follow.objects.filter(case=case).exclude(person__in=there).update(case=main)
