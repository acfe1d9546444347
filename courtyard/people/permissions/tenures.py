"""Who may keep the register: who owns, rents and shares which home."""

from datetime import datetime

from django.utils.timezone import localdate

from courtyard.people.models import Office, Person, Tenure
from courtyard.people.permissions.offices import may_act_for
from courtyard.people.standing import standing
from courtyard.places.models import Estate

REGISTER = (Office.Kind.REGISTRAR, Office.Kind.RESIDENTS_COMMITTEE, Office.Kind.CONVENOR)


def may_keep_register(person: Person, estate: Estate, at: datetime) -> bool:
    return standing(person).holds(REGISTER, estate.node, at)


def may_confirm_tenure(person: Person, tenure: Tenure, at: datetime) -> bool:
    """Whoever keeps the register, but nobody their own, nor that of whom they act for."""
    return not may_act_for(person, tenure.person_id, at) and may_keep_register(person, tenure.estate, at)


may_settle_voting = may_confirm_tenure


def may_change_tenure(person: Person, tenure: Tenure, at: datetime) -> bool:
    """Whoever keeps the register, but not at a home they hold themselves: there another keeper does."""
    theirs = {held.home_id for held in standing(person).tenures_on(localdate(at))}
    return tenure.home_id not in theirs and may_keep_register(person, tenure.estate, at)
