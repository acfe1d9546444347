"""Who asks for an assembly and signs for one."""

from datetime import datetime

from django.utils.timezone import localdate

from courtyard.assembly.models import Petition
from courtyard.duties.permissions import is_clerk
from courtyard.people.models import Person, Tenure
from courtyard.people.standing import standing
from courtyard.places.models import Estate

OWNING = (Tenure.Kind.OWNER, Tenure.Kind.CO_OWNER)


def owns_in(person: Person, estate: Estate, at: datetime) -> bool:
    """Owns a home there on that day, or acts for an organisation that does."""
    held = standing(person).tenures_on(localdate(at))
    return any(one.estate_id == estate.pk and one.kind in OWNING for one in held)


def may_begin_petition(person: Person, estate: Estate, at: datetime) -> bool:
    return owns_in(person, estate, at)


def may_sign_petition(person: Person, petition: Petition, at: datetime) -> bool:
    return owns_in(person, petition.estate, at)


may_unsign_petition = may_sign_petition


def may_withdraw_petition(person: Person, petition: Petition, at: datetime) -> bool:
    return person.pk == petition.begun_by_id


def may_expire_petition(person: Person, petition: Petition, at: datetime) -> bool:
    return is_clerk(person)
