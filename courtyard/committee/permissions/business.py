"""Who keeps a seal, receives owners, reports, spends within a limit, and names the secretary.

What a committee owns is never the secretary's: they announce a reception day, and put no seal on anything.
"""

from datetime import datetime

from courtyard.assembly.permissions import may_read_list
from courtyard.committee.models import Committee, Limit, Member, Reception, Seal, Secretary
from courtyard.committee.permissions.terms import is_above, is_secretary, sits, sits_in
from courtyard.desk.permissions import may_log
from courtyard.duties.permissions import is_clerk
from courtyard.notify.permissions import may_post_for
from courtyard.people.models import Office, Person
from courtyard.people.permissions.offices import APPOINTED_BY
from courtyard.people.standing import standing
from courtyard.places.models import Estate


def may_see_seals(person: Person, estate: Estate, at: datetime) -> bool:
    """Who keeps each and what it was put on: whoever lives or owns there, holds an office there, or sits above."""
    return may_read_list(person, estate, at)


may_see_limits = may_see_seals


def may_cut_seal(person: Person, committee: Committee, at: datetime) -> bool:
    """A member writes down that one was cut, and who keeps it."""
    return sits_in(person, committee, at)


def keeper_sits(seal: Seal) -> bool:
    """Whether it is in the hands of somebody who sits."""
    keeper = seal.keeper
    return keeper is not None and keeper.until is None and keeper.committee.is_living


def keeps(person: Person, seal: Seal) -> bool:
    return keeper_sits(seal) and seal.keeper is not None and seal.keeper.person_id == person.pk


def passes_on(person: Person, seat: Member | None, seal: Seal) -> bool:
    """Its keeper and the chair; once nobody who sits keeps it, any member who writes down where it is now."""
    if seat is None:
        return False
    return keeps(person, seal) or seat.post == Member.Post.CHAIR or not keeper_sits(seal)


def seat_in(person: Person, estate: Estate) -> Member | None:
    """Their seat in a committee of the estate that is elected or in office."""
    seats = Member.objects.sitting().filter(estate=estate.pk, person=person.pk)
    return seats.filter(committee__state__in=Committee.LIVING).select_related("committee").first()


def may_pass_seal(person: Person, seal: Seal, at: datetime) -> bool:
    return passes_on(person, seat_in(person, seal.estate), seal)


def may_use_seal(person: Person, seal: Seal, at: datetime) -> bool:
    """Its keeper alone. One that lies with the housing office nobody can use, and a member is told so."""
    return keeps(person, seal) if seal.keeper_id else sits(person, seal.estate, at)


def may_end_seal(person: Person, seal: Seal, at: datetime) -> bool:
    return sits(person, seal.estate, at)


def may_lay_up_seals(person: Person, committee: Committee, at: datetime) -> bool:
    """Whoever sat in it hands them over, also after its end; the offices above and the clerk write it down for them."""
    if is_clerk(person) or is_above(person, committee.estate, at):
        return True
    return committee.members.filter(person=person.pk, alternate=False).exists()


def may_announce_reception(person: Person, estate: Estate, at: datetime) -> bool:
    """A member, or the secretary for them."""
    return sits(person, estate, at) or is_secretary(person, estate, at)


def may_drop_reception(person: Person, reception: Reception, at: datetime) -> bool:
    return may_announce_reception(person, reception.estate, at)


def receives(person: Person, estate: Estate, at: datetime) -> bool:
    """A member in office, who writes into the desk's log what was asked."""
    return may_log(person, estate, at) and sits(person, estate, at)


def may_hold_reception(person: Person, reception: Reception, at: datetime) -> bool:
    return receives(person, reception.estate, at)


def may_read_receptions(person: Person, estate: Estate, at: datetime) -> bool:
    """What was asked there. The days themselves anybody may know."""
    return may_read_list(person, estate, at)


def may_post_report(person: Person, estate: Estate, at: datetime) -> bool:
    """A member who may hang something on the board for the committee."""
    return sits(person, estate, at) and may_post_for(person, estate, "ye", at)


def may_give_limit(person: Person, estate: Estate, at: datetime) -> bool:
    """The owners gave it; a member writes down what their decision says."""
    return sits(person, estate, at)


def may_use_limit(person: Person, limit: Limit, at: datetime) -> bool:
    return sits(person, limit.estate, at)


may_end_limit = may_use_limit


def may_hand_back_limit(person: Person, limit: Limit, at: datetime) -> bool:
    """A member, or the clerk when a spending that rested on it is withdrawn."""
    return is_clerk(person) or may_use_limit(person, limit, at)


def may_name_secretary(person: Person, estate: Estate, at: datetime) -> bool:
    """The residents' committee sends one, or the sub-district (沪房物业 84号 of 2026)."""
    return standing(person).holds(APPOINTED_BY[Office.Kind.SECRETARY], estate.node, at)


def may_end_secretary(person: Person, secretary: Secretary, at: datetime) -> bool:
    """Whoever could name one, and the secretary: nobody is kept in an office."""
    return secretary.person_id == person.pk or may_name_secretary(person, secretary.estate, at)
