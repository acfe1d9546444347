"""A case climbs: to the convenor, then to the sub-district; what is said up there, and at the joint session."""

from datetime import datetime
from uuid import UUID

from courtyard.cases.events import CaseDecided, CaseEscalated, CaseTabled, CaseUrged, NameAgreed
from courtyard.cases.models import Case
from courtyard.cases.permissions import may_agree_name, may_decide, may_escalate, may_table, may_urge
from courtyard.cases.turns import Turn, in_turn, lock, seat_above
from courtyard.core.errors import Refusal, sentence
from courtyard.people.models import Person
from courtyard.trail.deeds import deed, record, require

S = Case.State


class AtTheTop(Refusal):
    says = sentence("The sub-district has it already.")


@deed
def escalate(case_id: UUID, *, by: Person, at: datetime, why: str, words: str = "", turn: Turn | None = None) -> Case:
    """One step up, on the record: overdue and returned by rule, asked by whoever filed it. Who leads stays the same."""
    case, turn = lock(case_id), turn or Turn()
    if case.turn == turn.id:
        return case
    require(may_escalate, by, case, at)
    in_turn(case, turn, Case.OPEN, Case.State(case.state))
    if case.level >= Case.Level.SUBDISTRICT:
        raise AtTheTop
    clock = case.next_clock[0].value if why == "overdue" else ""
    case.level, case.climbed_at = case.level + 1, at
    case.save(update_fields=["level", "climbed_at", "turn"])
    event = CaseEscalated(level=case.level, why=why, clock=clock, words=words)
    record(event, node=case.estate_id, about=case.pk, by=by, at=at, whom=case.reporter_id if words else None)
    return case


@deed
def urge(case_id: UUID, *, by: Person, at: datetime, words: str, turn: Turn | None = None) -> Case:
    """The convenor or the sub-district says to the desk what has to happen, and by when. The resident reads it, too."""
    case, turn = lock(case_id), turn or Turn()
    if case.turn == turn.id:
        return case
    require(may_urge, by, case, at)
    in_turn(case, turn, Case.OPEN, Case.State(case.state))
    case.save(update_fields=["turn"])
    record(CaseUrged(seat=seat_above(by, case, at), words=words), node=case.estate_id, about=case.pk, by=by, at=at)
    return case


@deed
def agree_name(case_id: UUID, *, by: Person, at: datetime, turn: Turn | None = None) -> Case:
    """Whoever asked lets the sub-district see their name; it cannot see it otherwise."""
    case, turn = lock(case_id), turn or Turn()
    require(may_agree_name, by, case, at)
    if case.name_agreed:
        return case
    case.name_agreed = True
    case.save(update_fields=["name_agreed"])
    record(NameAgreed(), node=case.estate_id, about=case.pk, by=by, at=at)
    return case


@deed
def table(case_id: UUID, *, on: datetime, meeting: UUID, by: Person, at: datetime) -> Case:
    """It comes before a meeting of the three parties; whoever asked is told when. Its clock runs on."""
    case = lock(case_id)
    require(may_table, by, case, at)
    record(CaseTabled(on=on, meeting=meeting), node=case.estate_id, about=case.pk, by=by, at=at)
    return case


@deed
def decide(case_id: UUID, *, outcome: str, words: str, meeting: UUID, by: Person, at: datetime) -> Case:
    """How the meeting dealt with it, in words whoever asked reads. Who leads and the deadline stay the same."""
    case = lock(case_id)
    require(may_decide, by, case, at)
    event = CaseDecided(outcome=outcome, words=words, meeting=meeting)
    record(event, node=case.estate_id, about=case.pk, by=by, at=at)
    return case
