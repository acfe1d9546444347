"""Who may owe, discharge, excuse and see duties."""

from datetime import datetime

from django.utils.timezone import localdate

from courtyard.duties.models import Duty
from courtyard.duties.registers import kinds
from courtyard.people.models import Office, Person
from courtyard.people.standing import standing
from courtyard.places.models import Estate, Node

SPEAKS = {
    "ju": (Office.Kind.CONVENOR, Office.Kind.RESIDENTS_COMMITTEE),
    "ye": (Office.Kind.OWNERS_COMMITTEE,),
    "wu": (Office.Kind.COMPANY_MANAGER,),
    "developer": (Office.Kind.SUBDISTRICT,),
}
"""Who speaks for a party that owes something."""
CONVENED = (Office.Kind.OWNERS_COMMITTEE, Office.Kind.COMPANY_MANAGER, Office.Kind.COMPANY_WORKER)
"""Whom a convenor may excuse; the residents' committee and the convenor answer to the sub-district."""


def is_clerk(person: Person) -> bool:
    return person.kind == Person.Kind.CLERK


def may_owe(person: Person, node: Node, at: datetime) -> bool:
    """The clerk, whoever sits at the desk there, and the offices above."""
    return is_clerk(person) or standing(person).holds((*Office.DESK, *Office.ABOVE), node, at)


def bears(person: Person, duty: Duty, at: datetime) -> bool:
    """Theirs by name, or by an office they hold there."""
    if duty.bearer_id is not None:
        return duty.bearer_id == person.pk
    offices = (duty.office,) if duty.office else SPEAKS.get(duty.party, ())
    return standing(person).holds(offices, duty.node, at)


def may_discharge(person: Person, duty: Duty, at: datetime) -> bool:
    """Whoever bears it, the clerk on a deed's behalf, and whom its kind names besides."""
    if is_clerk(person) or bears(person, duty, at):
        return True
    return duty.kind in kinds and kinds[duty.kind].also_by(person, duty, at)


def may_discharge_by_hand(person: Person, duty: Duty, at: datetime) -> bool:
    """Through its page: what is done by another deed is not."""
    return duty.kind in kinds and kinds[duty.kind].by_hand and may_discharge(person, duty, at)


def may_excuse(person: Person, duty: Duty, at: datetime) -> bool:
    """The convenor for those at the desk, the offices above for everybody; nobody excuses themselves."""
    if bears(person, duty, at):
        return False
    if standing(person).holds(Office.ABOVE, duty.node, at):
        return True
    convened = duty.bearer_id is None and (duty.party in {"ye", "wu"} or duty.office in CONVENED)
    return convened and standing(person).holds((Office.Kind.CONVENOR,), duty.node, at)


def may_withdraw(person: Person, duty: Duty, at: datetime) -> bool:
    """Whoever owed it by mistake, and the clerk. Overdue, it cannot be made to vanish: only excused."""
    return is_clerk(person) or (duty.owed_by_id == person.pk and at <= duty.due_at)


def is_public(duty: Duty) -> bool:
    """On the residents' calendar: of a public kind, owed by a body at their estate, not by somebody by name."""
    return duty.estate_id is not None and duty.bearer_id is None and duty.kind in kinds and kinds[duty.kind].public


def may_see_duties(person: Person, estate: Estate, at: datetime) -> bool:
    """Everything an estate's bodies owe: those at the desk, and the offices above."""
    return standing(person).holds((*Office.DESK, *Office.ABOVE), estate.node, at)


def may_read_calendar(person: Person, estate: Estate, at: datetime) -> bool:
    """What is owed to residents: themselves, and everybody who holds an office there, supervisors and workers too."""
    return standing(person).lives_in(estate.pk, at) or standing(person).holds(Office.Kind.values, estate.node, at)


def may_see_figures(person: Person, node: Node, at: datetime) -> bool:
    """Figures of a part of the tree, for its officers and the convenor."""
    return standing(person).holds((*Office.ABOVE, Office.Kind.CONVENOR), node, at)


def may_see(person: Person, duty: Duty, at: datetime) -> bool:
    """Whoever bears it, sits at the desk there, or holds an office above."""
    return bears(person, duty, at) or standing(person).holds((*Office.DESK, *Office.ABOVE), duty.node, at)


def may_make_feed(person: Person, whose: Person, at: datetime) -> bool:
    return person.pk == whose.pk


def may_revoke_feed(person: Person, whose: Person, at: datetime) -> bool:
    """Their own; the clerk ends it with the rest of an account that is erased."""
    return person.pk == whose.pk or is_clerk(person)


def holds_any_office(person: Person, at: datetime) -> bool:
    return bool(standing(person).offices_on(localdate(at)))
