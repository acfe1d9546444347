"""Who may put something on the board, take it down, and see whether notices arrive."""

from datetime import datetime

from django.utils.timezone import localdate

from courtyard.notify.models import BoardNotice
from courtyard.people.models import Office, Person
from courtyard.people.standing import standing
from courtyard.places.models import Estate

POSTERS = {
    "jie": (Office.Kind.SUBDISTRICT,),
    "group": (Office.Kind.GROUP, Office.Kind.SUBDISTRICT),
}


def parties_of(person: Person, estate: Estate, at: datetime) -> list[str]:
    """For which of the three parties somebody sits at the estate's desk: 居 before 业 before 物."""
    path = estate.node.path
    here = [o for o in standing(person).offices_on(localdate(at)) if path.startswith(o.node.path)]
    theirs = {office.party for office in here if office.kind in Office.DESK}
    return [party for party in ("ju", "ye", "wu") if party in theirs]


def may_post(person: Person, estate: Estate, at: datetime) -> bool:
    """Whoever sits at the desk for one of the three parties."""
    return standing(person).at_desk_of(estate.node, at)


def may_post_for(person: Person, estate: Estate, party: str, at: datetime) -> bool:
    """For a party at the desk; the sub-district and an election group hang up what the law has them post."""
    if party in POSTERS:
        return standing(person).holds(POSTERS[party], estate.node, at)
    return party in parties_of(person, estate, at)


def may_take_down(person: Person, notice: BoardNotice, at: datetime) -> bool:
    """The party whose notice it is, and the residents' committee, which answers for the board."""
    theirs = parties_of(person, notice.estate, at)
    return notice.party in theirs or "ju" in theirs


def may_see_deliveries(person: Person, estate: Estate, at: datetime) -> bool:
    """The desk sees how many were reached, never who."""
    return standing(person).at_desk_of(estate.node, at)


def may_choose(person: Person, whose: Person, at: datetime) -> bool:
    return person.pk == whose.pk


def may_erase(person: Person, whose: Person, at: datetime) -> bool:
    """Their own, or as the clerk when their time has come."""
    return person.pk == whose.pk or person.kind == Person.Kind.CLERK
