"""Who files with the housing office, who answers, and who hands over to whom."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.timezone import localdate

from courtyard.assembly.permissions import may_read_list
from courtyard.committee.models import Committee, Filing, Handover, Member
from courtyard.committee.permissions.terms import ENTERS, is_above, is_secretary, seat_of, sits, sits_in
from courtyard.duties.permissions import is_clerk
from courtyard.people.models import Office, Person
from courtyard.people.standing import standing
from courtyard.places.models import Estate

HOUSING = (Office.Kind.DISTRICT, Office.Kind.SUBDISTRICT)
"""The housing office is the district's; the sub-district takes what is filed on its behalf (上海 art 23, 33)."""
TOLD = (Office.Kind.RESIDENTS_COMMITTEE, Office.Kind.CONVENOR)


def is_housing_office(person: Person, estate: Estate, at: datetime) -> bool:
    return standing(person).holds(HOUSING, estate.node, at)


def may_see_filings(person: Person, estate: Estate, at: datetime) -> bool:
    """That something is filed, and when: whoever lives or owns there, holds an office there, or sits above."""
    return may_read_list(person, estate, at)


def may_see_filing(person: Person, filing: Filing, at: datetime) -> bool:
    return may_see_filings(person, filing.estate, at)


def may_open_filing(person: Person, committee: Committee, at: datetime) -> bool:
    """Whoever does what has to be filed: the clerk after an election, the committee and its secretary, who leaves it
    today, and those who enter a committee from its papers."""
    if is_clerk(person) or standing(person).holds((*ENTERS, Office.Kind.SECRETARY), committee.estate.node, at):
        return True
    theirs = committee.members.filter(Q(until__isnull=True) | Q(until__gte=localdate(at)), person=person.pk)
    return is_above(person, committee.estate, at) or theirs.exists()


may_open_change = may_open_filing


def may_withdraw_filing(person: Person, committee: Committee, at: datetime) -> bool:
    """The clerk, once the election is set aside: a filing that is owed cannot be made to vanish by hand."""
    return is_clerk(person)


def may_prepare_filings(person: Person, estate: Estate, at: datetime) -> bool:
    """Puts papers together: a member of a living committee, or the secretary."""
    return is_secretary(person, estate, at) or sits(person, estate, at)


def may_prepare_filing(person: Person, filing: Filing, at: datetime) -> bool:
    return is_secretary(person, filing.estate, at) or sits_in(person, filing.committee, at)


may_add_paper = may_make_paper = may_drop_paper = may_send_filing = may_prepare_filing


def may_read_papers(person: Person, filing: Filing, at: datetime) -> bool:
    """Pledges and scans name people: those who put them together, and the office that reads them."""
    return may_prepare_filing(person, filing, at) or is_housing_office(person, filing.estate, at)


def may_accept_filing(person: Person, filing: Filing, at: datetime) -> bool:
    """The housing office; nobody answers what they sent themselves."""
    return is_housing_office(person, filing.estate, at) and filing.filed_by_id != person.pk


may_return_filing = may_accept_filing


def may_begin_handover(person: Person, estate: Estate, at: datetime) -> bool:
    """It follows from the group that is formed, and from the filing that is accepted."""
    return is_clerk(person) or is_above(person, estate, at)


may_begin_handback = may_begin_handover


def may_begin_member_handover(person: Person, member: Member, at: datetime) -> bool:
    """Whoever writes down that somebody leaves, and who leaves."""
    if is_clerk(person) or person.pk == member.person_id:
        return True
    estate = member.committee.estate
    return is_above(person, estate, at) or sits_in(person, member.committee, at) or is_secretary(person, estate, at)


def _served(person: Person) -> QuerySet[Member]:
    """Seats that somebody has, or had to the end of the term."""
    stays = Q(until__isnull=True) | Q(ground=Member.Ground.TERM)
    return Member.objects.filter(stays, person=person.pk, alternate=False)


def gives(person: Person, handover: Handover, at: datetime) -> bool:
    """On the side that gives: the outgoing members, the office, or who left; the secretary writes down what a former
    member brings, and the committee what comes from the family of one who died."""
    if handover.kind == Handover.Kind.TO_NEXT:
        return is_housing_office(person, handover.estate, at)
    if handover.kind == Handover.Kind.TO_OFFICE:
        return _served(person).filter(committee=handover.giver_id).exists()
    member = handover.member
    assert member is not None, "a member's handover is about a member"
    if person.pk == member.person_id or is_secretary(person, handover.estate, at):
        return True
    return member.ground == Member.Ground.DIED and sits(person, handover.estate, at)


def takes(person: Person, handover: Handover, at: datetime) -> bool:
    """On the side that receives."""
    if handover.kind == Handover.Kind.TO_OFFICE:
        return is_housing_office(person, handover.estate, at)
    if handover.kind == Handover.Kind.TO_NEXT:
        return handover.taker is not None and sits_in(person, handover.taker, at)
    assert handover.member is not None, "a member's handover is about a member"
    return person.pk != handover.member.person_id and sits(person, handover.estate, at)


may_hand_over = gives
may_receive = may_say_missing = may_finish_handover = takes


def may_list_item(person: Person, handover: Handover, at: datetime) -> bool:
    """Both sides, and the secretary: what is on the list is no secret between them."""
    return gives(person, handover, at) or takes(person, handover, at) or is_secretary(person, handover.estate, at)


may_strike_item = may_list_item


def may_say_nothing_kept(person: Person, handover: Handover, at: datetime) -> bool:
    """The chair, or a vice-chair; where nobody is one, any member."""
    if handover.member is None or person.pk == handover.member.person_id:
        return False
    seat = seat_of(person, handover.member.committee)
    if seat is None:
        return False
    chairs = handover.member.committee.members.sitting().filter(post=Member.Post.CHAIR)
    return seat.post != Member.Post.MEMBER or not chairs.exists()


def may_see_handovers(person: Person, estate: Estate, at: datetime) -> bool:
    """That documents and seals are handed over, and how far it is. The list itself is for the two sides."""
    return may_read_list(person, estate, at)


def may_read_all_handovers(person: Person, estate: Estate, at: datetime) -> bool:
    return is_secretary(person, estate, at) or is_housing_office(person, estate, at) or sits(person, estate, at)


def readable(person: Person, rows: Sequence[Handover], estate: Estate, at: datetime) -> set[UUID]:
    """Of an estate's handovers those whose list this person may read: as `may_read_handover` says, for all at once."""
    if may_read_all_handovers(person, estate, at):
        return {one.pk for one in rows}
    witness = standing(person).holds(TOLD, estate.node, at)
    served = set(_served(person).filter(estate=estate.pk).values_list("committee", flat=True))
    return {
        one.pk
        for one in rows
        if (one.member is not None and one.member.person_id == person.pk)
        or (one.kind != Handover.Kind.MEMBER and (witness or one.giver_id in served))
    }


def may_read_handover(person: Person, handover: Handover, at: datetime) -> bool:
    """Both sides; of what the whole committee hands over the residents' committee is a witness, too."""
    if may_list_item(person, handover, at) or may_read_all_handovers(person, handover.estate, at):
        return True
    whole = handover.kind != Handover.Kind.MEMBER
    return whole and standing(person).holds(TOLD, handover.estate.node, at)
