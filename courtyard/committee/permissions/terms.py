"""Who brings a committee into being, sits in it, and ends somebody's seat."""

from datetime import datetime

from courtyard.assembly.models import Motion
from courtyard.assembly.permissions import may_convene as convenes_assembly
from courtyard.assembly.permissions import may_read_list
from courtyard.committee.models import Committee, Member
from courtyard.duties.permissions import is_clerk
from courtyard.people.models import Office, Person
from courtyard.people.standing import standing
from courtyard.places.models import Estate

ENTERS = (Office.Kind.SUBDISTRICT, Office.Kind.RESIDENTS_COMMITTEE, Office.Kind.CONVENOR)


def seat_of(person: Person, committee: Committee) -> Member | None:
    """Their seat in it today. Alternates have none."""
    return committee.members.sitting().filter(person=person.pk).first() if committee.is_living else None


def sits_in(person: Person, committee: Committee, at: datetime) -> bool:
    return seat_of(person, committee) is not None


def sits(person: Person, estate: Estate, at: datetime) -> bool:
    """In a committee of the estate that is elected or in office."""
    there = Member.objects.sitting().filter(estate=estate.pk, person=person.pk)
    return there.filter(committee__state__in=Committee.LIVING).exists()


def is_secretary(person: Person, estate: Estate, at: datetime) -> bool:
    """Writes and reminds, and has no vote (沪房物业 84号 of 2026)."""
    return standing(person).holds((Office.Kind.SECRETARY,), estate.node, at)


def is_above(person: Person, estate: Estate, at: datetime) -> bool:
    return standing(person).holds(Office.ABOVE, estate.node, at)


def is_street(person: Person, estate: Estate, at: datetime) -> bool:
    """The sub-district, which guides and supervises committees (上海 art 5). Those above it look on."""
    return standing(person).holds((Office.Kind.SUBDISTRICT,), estate.node, at)


def may_elect(person: Person, motion: Motion, at: datetime) -> bool:
    """Nobody appoints a committee: the clerk writes down what was counted."""
    return is_clerk(person)


def may_take_office(person: Person, committee: Committee, at: datetime) -> bool:
    return is_clerk(person)


may_set_aside = may_take_office


def may_enter_committee(person: Person, estate: Estate, at: datetime) -> bool:
    """One that was elected before this record: the sub-district, which filed it, and the residents' committee."""
    return standing(person).holds(ENTERS, estate.node, at)


def may_read_members(person: Person, estate: Estate, at: datetime) -> bool:
    """Names are posted on the estate: whoever lives or owns there, holds an office there, or sits above."""
    return may_read_list(person, estate, at)


def may_choose_posts(person: Person, committee: Committee, at: datetime) -> bool:
    return sits_in(person, committee, at)


def may_resign(person: Person, member: Member, at: datetime) -> bool:
    """Their own seat, or their place among the alternates."""
    return member.person_id == person.pk


may_declare = may_resign


def may_end_membership(person: Person, member: Member, at: datetime) -> bool:
    """The others of the committee, by its decision, and the sub-district; nobody ends their own but by resigning."""
    if member.person_id == person.pk:
        return False
    return sits_in(person, member.committee, at) or is_street(person, member.committee.estate, at)


def may_move_up(person: Person, committee: Committee, at: datetime) -> bool:
    """The committee, the sub-district, the clerk: who moves up is told by the votes, and by nobody."""
    return is_clerk(person) or sits_in(person, committee, at) or is_street(person, committee.estate, at)


def may_hold_by_election(person: Person, estate: Estate, at: datetime) -> bool:
    """Whoever may call the owners together."""
    return convenes_assembly(person, estate, at)
