"""Who may appoint whom, and name who acts for an organisation."""

from datetime import datetime
from uuid import UUID

from django.utils.timezone import localdate

from courtyard.people.models import Office, Person
from courtyard.people.standing import standing
from courtyard.places.models import Node

Kind, Place = Office.Kind, Node.Kind
APPOINTED_BY: dict[str, tuple[str, ...]] = {
    Kind.CITY: (Kind.CITY,),
    Kind.DISTRICT: (Kind.CITY,),
    Kind.SUBDISTRICT: (Kind.CITY, Kind.DISTRICT),
    Kind.CONVENOR: (Kind.DISTRICT, Kind.SUBDISTRICT),
    Kind.RESIDENTS_COMMITTEE: (Kind.SUBDISTRICT, Kind.CONVENOR),
    Kind.REGISTRAR: (Kind.SUBDISTRICT, Kind.CONVENOR, Kind.RESIDENTS_COMMITTEE),
    Kind.OWNERS_COMMITTEE: (Kind.SUBDISTRICT, Kind.CONVENOR, Kind.RESIDENTS_COMMITTEE),
    Kind.COMPANY_MANAGER: (Kind.SUBDISTRICT, Kind.CONVENOR, Kind.RESIDENTS_COMMITTEE),
    Kind.COMPANY_WORKER: (Kind.CONVENOR, Kind.RESIDENTS_COMMITTEE, Kind.COMPANY_MANAGER),
    Kind.SUPERVISOR: (Kind.SUBDISTRICT, Kind.CONVENOR, Kind.RESIDENTS_COMMITTEE),
    Kind.GROUP: (Kind.SUBDISTRICT,),
    Kind.SECRETARY: (Kind.SUBDISTRICT, Kind.CONVENOR, Kind.RESIDENTS_COMMITTEE),
}
HELD_AT: dict[str, tuple[str, ...]] = {
    Kind.CITY: (Place.CITY,),
    Kind.DISTRICT: (Place.DISTRICT,),
    Kind.SUBDISTRICT: (Place.SUBDISTRICT,),
    Kind.CONVENOR: (Place.AREA, Place.ESTATE),
    Kind.RESIDENTS_COMMITTEE: (Place.AREA, Place.ESTATE),
    Kind.REGISTRAR: (Place.AREA, Place.ESTATE),
    Kind.OWNERS_COMMITTEE: (Place.ESTATE,),
    Kind.COMPANY_MANAGER: (Place.ESTATE,),
    Kind.COMPANY_WORKER: (Place.ESTATE,),
    Kind.SUPERVISOR: (Place.ESTATE,),
    Kind.GROUP: (Place.ESTATE,),
    Kind.SECRETARY: (Place.ESTATE,),
}
FOLLOWS = (Kind.GROUP, Kind.SECRETARY)
"""Given and ended by the deeds of the committee’s own app, never by hand."""
ELECTED = (Kind.OWNERS_COMMITTEE, *FOLLOWS)
"""What the clerk gives and takes when an election, or the end of a term, says so."""
ABOVE_ESTATES = (Place.CITY, Place.DISTRICT, Place.SUBDISTRICT)
REGISTER = (Kind.REGISTRAR, Kind.RESIDENTS_COMMITTEE, Kind.CONVENOR)


def may_appoint(person: Person, whom: Person, kind: str, node: Node, at: datetime) -> bool:
    """Nobody appoints themselves. The clerk puts in offices above estates, so that a new city can begin, and those
    that follow from an election."""
    if person.kind == Person.Kind.CLERK:
        return kind in Office.ABOVE or kind in ELECTED
    return person.pk != whom.pk and standing(person).holds(APPOINTED_BY[kind], node, at)


def may_see_offices(person: Person, node: Node, at: datetime) -> bool:
    """Whoever appoints to some office here; and whoever holds one here or above, who sees with whom they work."""
    theirs = standing(person)
    return bool(kinds_to_appoint(person, node, at)) or theirs.holds(set(APPOINTED_BY) - {Kind.SUPERVISOR}, node, at)


def kinds_to_appoint(person: Person, node: Node, at: datetime) -> list[str]:
    """The offices of this kind of place to which the person appoints."""
    here = [kind for kind, places in HELD_AT.items() if node.kind in places and kind not in FOLLOWS]
    return [kind for kind in here if standing(person).holds(APPOINTED_BY[kind], node, at)]


def may_end_office(person: Person, office: Office, at: datetime) -> bool:
    """Whoever could appoint, and the holder: nobody is kept in an office."""
    if person.pk == office.person_id or person.kind == Person.Kind.CLERK:
        return True
    return standing(person).holds(APPOINTED_BY[office.kind], office.node, at)


def may_add_organisation(person: Person, node: Node, at: datetime) -> bool:
    """On the books of a place above estates: the offices there and above. On an estate's, the register does it."""
    return node.kind in ABOVE_ESTATES and standing(person).holds(Office.ABOVE, node, at)


def may_see_representatives(person: Person, legal: Person, at: datetime) -> bool:
    """Whoever keeps the register where the organisation stands or owns; above estates, the offices there and above."""
    if legal.node is not None and legal.node.kind in ABOVE_ESTATES:
        return standing(person).holds(Office.ABOVE, legal.node, at)
    nodes = [tenure.estate.node for tenure in standing(legal).tenures_on(localdate(at))]
    nodes += [legal.node] if legal.node else []
    return any(standing(person).holds(REGISTER, node, at) for node in nodes)


may_end_representation = may_see_representatives


def may_name_representative(person: Person, legal: Person, whom: Person, at: datetime) -> bool:
    """Whoever keeps the register, but never themselves: who acts for an organisation votes for its homes."""
    return person.pk != whom.pk and may_see_representatives(person, legal, at)


def may_act_for(person: Person, legal_id: UUID, at: datetime) -> bool:
    """The person itself, or who was named to act for an organisation and still is."""
    return person.pk == legal_id or any(one.legal_id == legal_id for one in standing(person).acts_for(localdate(at)))
