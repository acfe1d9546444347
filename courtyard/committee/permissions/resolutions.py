"""Who calls the committee together, puts something to it, signs, and reads what it decided."""

from datetime import datetime

from courtyard.committee.models import Committee, Member, Resolution
from courtyard.committee.permissions.terms import is_secretary, is_street, seat_of, sits, sits_in
from courtyard.notify.permissions import may_post_for
from courtyard.people.models import Office, Person
from courtyard.people.standing import standing
from courtyard.places.models import Estate

TOLD = (Office.Kind.RESIDENTS_COMMITTEE, Office.Kind.CONVENOR)


def may_hold_meetings(person: Person, estate: Estate, at: datetime) -> bool:
    """Its members, and the secretary, who prepares and writes for them."""
    return is_secretary(person, estate, at) or sits(person, estate, at)


def may_ask_for_meeting(person: Person, committee: Committee, at: datetime) -> bool:
    return sits_in(person, committee, at)


def may_put_resolution(person: Person, committee: Committee, at: datetime) -> bool:
    """A member; the secretary may write one down, and cannot sign it."""
    in_office: bool = committee.state == Committee.State.IN_OFFICE
    return in_office and (is_secretary(person, committee.estate, at) or sits_in(person, committee, at))


def may_sign_resolution(person: Person, resolution: Resolution, at: datetime) -> bool:
    """A member for themselves: never the secretary, never for another."""
    return sits_in(person, resolution.committee, at)


def may_declare_conflict(person: Person, resolution: Resolution, member: Member, at: datetime) -> bool:
    """One's own, or as the chair another's."""
    seat = seat_of(person, resolution.committee)
    return seat is not None and (member.person_id == person.pk or seat.post == Member.Post.CHAIR)


def may_post_resolution(person: Person, resolution: Resolution, at: datetime) -> bool:
    """A member who may hang something on the board for the committee."""
    return sits_in(person, resolution.committee, at) and may_post_for(person, resolution.estate, "ye", at)


def may_fail_resolution(person: Person, resolution: Resolution, at: datetime) -> bool:
    return sits_in(person, resolution.committee, at)


def may_revoke_resolution(person: Person, resolution: Resolution, at: datetime) -> bool:
    """The committee by another decision; the sub-district, which has to see that decisions are lawful."""
    return sits_in(person, resolution.committee, at) or is_street(person, resolution.estate, at)


def may_see_drafts(person: Person, estate: Estate, at: datetime) -> bool:
    """What is not posted: members, the secretary, the residents' committee, which is told of it, and those above."""
    if standing(person).holds((Office.Kind.SECRETARY, *TOLD, *Office.ABOVE), estate.node, at):
        return True
    return sits(person, estate, at)


def may_read_resolution(person: Person, resolution: Resolution, at: datetime) -> bool:
    """What was posted everybody reads, also once it is revoked."""
    return resolution.posted_on is not None or may_see_drafts(person, resolution.estate, at)
