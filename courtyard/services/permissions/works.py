"""Who plans works, proves that they were done, and doubts it. What was planned and done everybody may read."""

from datetime import datetime
from typing import Any

from courtyard.assembly.permissions import may_read_list
from courtyard.duties.permissions import is_clerk
from courtyard.people.models import Office, Person
from courtyard.people.standing import standing
from courtyard.places.models import Estate
from courtyard.services.models import ProofFile, Turn, Work

PLANS = (Office.Kind.COMPANY_MANAGER, Office.Kind.OWNERS_COMMITTEE)
PROVES = (Office.Kind.COMPANY_MANAGER, Office.Kind.COMPANY_WORKER)
DOUBTS = (
    Office.Kind.OWNERS_COMMITTEE,
    Office.Kind.SUPERVISOR,
    Office.Kind.RESIDENTS_COMMITTEE,
    Office.Kind.CONVENOR,
)


def may_plan_work(person: Person, estate: Estate, at: datetime) -> bool:
    """The company, whose plan it is, and the owners' committee, which holds it to the contract."""
    return standing(person).holds(PLANS, estate.node, at)


def may_change_work(person: Person, work: Work, at: datetime) -> bool:
    return may_plan_work(person, work.estate, at)


def may_end_work(person: Person, work: Work, at: datetime) -> bool:
    """Whoever plans; the clerk once the contract has ended."""
    return is_clerk(person) or may_plan_work(person, work.estate, at)


def may_carry_work_on(person: Person, work: Work, at: datetime) -> bool:
    return is_clerk(person)


def may_lay_out_turns(person: Person, work: Work, at: datetime) -> bool:
    return is_clerk(person)


def proves(person: Person, estate: Estate, at: datetime) -> bool:
    return standing(person).holds(PROVES, estate.node, at)


def may_prove_turn(person: Person, turn: Turn, at: datetime) -> bool:
    """The company's manager and its workers."""
    return proves(person, turn.estate, at)


def doubts_as(person: Person, estate: Estate, at: datetime) -> str:
    """In which office they may doubt, the owners' before others; empty where in none."""
    return next((kind for kind in DOUBTS if standing(person).holds((kind,), estate.node, at)), "")


def may_doubt_turn(person: Person, turn: Turn, at: datetime) -> bool:
    """The owners' and the residents' committee, supervisors, the convenor; nobody who works for the company."""
    return bool(doubts_as(person, turn.estate, at)) and not proves(person, turn.estate, at)


def may_read_proof_file(person: Any, file: ProofFile, at: datetime) -> bool:
    """Everybody, once whoever told it said that nobody can be made out; else those who live or hold an office there."""
    if file.proof.shown:
        return True
    return isinstance(person, Person) and may_read_list(person, file.estate, at)
