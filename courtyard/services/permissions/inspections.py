"""Who goes on a round, and who sees what was found.

Whoever goes answers for what they say. A finished round is everybody's; a photograph is so only once somebody who
answers for it looked and confirmed that it shows nobody.
"""

from collections.abc import Mapping
from datetime import datetime

from courtyard.committee.permissions.terms import sits
from courtyard.people.models import Office, Person
from courtyard.people.standing import standing
from courtyard.places.models import Estate
from courtyard.services.models import FindingPhoto, Round

OFFICES: Mapping[str, tuple[str, ...]] = {
    Round.Body.COMMITTEE: (Office.Kind.OWNERS_COMMITTEE,),
    Round.Body.SUPERVISOR: (Office.Kind.SUPERVISOR,),
    Round.Body.STREET: (Office.Kind.SUBDISTRICT,),
}
HIDERS = (Office.Kind.CONVENOR, Office.Kind.RESIDENTS_COMMITTEE, Office.Kind.SUBDISTRICT)
"""Never the company: it is what the photographs are about."""


def bodies_of(person: Person, estate: Estate, at: datetime) -> list[str]:
    """For which bodies somebody may go on a round; a member of the committee without an office, too."""
    theirs = standing(person)
    found = [str(body) for body, kinds in OFFICES.items() if theirs.holds(kinds, estate.node, at)]
    if Round.Body.COMMITTEE not in found and sits(person, estate, at):
        found.insert(0, str(Round.Body.COMMITTEE))
    return found


def may_begin_round(person: Person, estate: Estate, at: datetime) -> bool:
    return bool(bodies_of(person, estate, at))


def may_walk_round(person: Person, one: Round, at: datetime) -> bool:
    """Whoever began it, and held the office then: a phone may come home later than a term ends."""
    return one.person_id == person.pk


may_record_finding = may_add_photo = may_finish_round = may_walk_round


def goes_for(person: Person, one: Round, at: datetime) -> bool:
    """Whoever went, and the others of the same body."""
    return one.person_id == person.pk or one.body in bodies_of(person, one.estate, at)


may_drop_round = may_finding_to_case = may_clear_photo = goes_for


def may_hide_photo(person: Person, one: Round, at: datetime) -> bool:
    """Those who answer for it, and whoever looks after residents there."""
    return goes_for(person, one, at) or standing(person).holds(HIDERS, one.estate.node, at)


def may_see_round(person: Person | None, one: Round, at: datetime) -> bool:
    """Everybody, once it is finished; before that, and where it was dropped, only those who answer for it."""
    return one.finished_at is not None or (person is not None and goes_for(person, one, at))


def may_see_photo(person: Person | None, photo: FindingPhoto, one: Round, at: datetime) -> bool:
    if photo.cleared and one.finished_at is not None:
        return True
    return person is not None and may_hide_photo(person, one, at)


def answers_for_company(person: Person, estate: Estate, at: datetime) -> bool:
    """Whoever manages the company's work there, and has to put right what failed."""
    return standing(person).holds((Office.Kind.COMPANY_MANAGER,), estate.node, at)
