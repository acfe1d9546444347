"""Who may do what with a case. Asked by the action, which refuses, and by the page, which hides."""

from datetime import datetime

from django.utils.timezone import localdate

from courtyard.cases.models import Case, Place
from courtyard.people.models import Office, Person
from courtyard.people.standing import standing
from courtyard.places.models import Estate, Home, Node

LEADS = {
    "ju": (Office.Kind.CONVENOR, Office.Kind.RESIDENTS_COMMITTEE),
    "ye": (Office.Kind.OWNERS_COMMITTEE,),
    "wu": (Office.Kind.COMPANY_MANAGER, Office.Kind.COMPANY_WORKER),
}
"""Which offices speak and act for a party."""


def may_file(person: Person, estate: Estate, place: Place, at: datetime) -> bool:
    """Whoever lives or owns there; about a home only those of that home."""
    tenures = standing(person).tenures_on(localdate(at))
    if isinstance(place, Home):
        return any(tenure.home_id == place.pk for tenure in tenures)
    return any(tenure.estate_id == estate.pk for tenure in tenures)


def may_use_desk(person: Person, estate: Estate, at: datetime) -> bool:
    """The desk of the three parties, and the company's workers, who see there what is the company's."""
    return standing(person).at_desk_of(estate.node, at) or may_work(person, estate.node, at)


def may_work(person: Person, node: Node, at: datetime) -> bool:
    return standing(person).holds((Office.Kind.COMPANY_WORKER,), node, at)


def may_read_public(person: Person, estate: Estate, at: datetime) -> bool:
    """Neighbours read what a neighbour chose to make public."""
    return standing(person).lives_in(estate.pk, at) or standing(person).at_desk_of(estate.node, at)


def may_know_reporter(person: Person, case: Case, at: datetime) -> bool:
    """Whose case it is: the reporter and the desk know. Everybody else reads a masked name, or none."""
    return case.reporter_id == person.pk or standing(person).at_desk_of(case.estate.node, at)


def may_see_whole(person: Person, case: Case, at: datetime) -> bool:
    """The exact place and the resident's every word: the reporter, the desk, and whoever puts it right."""
    return may_know_reporter(person, case, at) or case.handler_id == person.pk or may_work(person, case.estate.node, at)


def may_triage(person: Person, case: Case, at: datetime) -> bool:
    return standing(person).at_desk_of(case.estate.node, at)


def may_lead(person: Person, party: str, node: Node, at: datetime) -> bool:
    """Whether the person may be given cases of this party."""
    return party in LEADS and standing(person).holds(LEADS[party], node, at)


def may_answer(person: Person, case: Case, at: datetime) -> bool:
    return may_lead(person, case.party, case.estate.node, at)


def may_resolve(person: Person, case: Case, at: datetime) -> bool:
    return may_lead(person, case.party, case.estate.node, at)


def may_confirm(person: Person, case: Case, at: datetime) -> bool:
    """Only whoever asked can say that it is well."""
    return case.reporter_id == person.pk


def may_return(person: Person, case: Case, at: datetime) -> bool:
    return case.reporter_id == person.pk


def may_erase(person: Person, whose: Person, at: datetime) -> bool:
    """Their own words, or as the clerk when their time has come."""
    return person.pk == whose.pk or person.kind == Person.Kind.CLERK
