"""Who may look at somebody's data, correct it, erase it."""

from datetime import datetime

from courtyard.people.models import NameCorrection, Office, Person
from courtyard.people.standing import standing
from courtyard.places.models import Estate

RESIDENTS = (Office.Kind.REGISTRAR, Office.Kind.RESIDENTS_COMMITTEE, Office.Kind.CONVENOR)


def may_see_residents(person: Person, estate: Estate, at: datetime) -> bool:
    """Masked, and here only: officials above the estate see figures, not residents."""
    return standing(person).holds(RESIDENTS, estate.node, at)


def may_unmask(person: Person, whose: Person, estate: Estate, at: datetime) -> bool:
    here = standing(whose).belongs_to(estate, at) or whose.node_id == estate.pk
    return here and may_see_residents(person, estate, at)


def may_ask_name_correction(person: Person, whose: Person, at: datetime) -> bool:
    return person.pk == whose.pk and whose.is_active


def may_settle_name_correction(person: Person, correction: NameCorrection, at: datetime) -> bool:
    return person.pk != correction.person_id and may_see_residents(person, correction.estate, at)


def may_erase(person: Person, whose: Person, at: datetime) -> bool:
    """The person; or the clerk, when the time has come or what held the rest is over."""
    return person.pk == whose.pk or person.kind == Person.Kind.CLERK
