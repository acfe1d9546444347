"""Putting somebody on a place's books together with their office: how a new city begins."""

from datetime import date, datetime
from uuid import UUID

from courtyard.people.actions.offices import appoint
from courtyard.people.events.tenures import PersonAdded
from courtyard.people.models import Person
from courtyard.people.permissions.offices import may_appoint
from courtyard.places.models import Node
from courtyard.trail.deeds import deed, record, require


@deed
def add_officer(
    node_id: UUID,
    *,
    name: str,
    kind: str,
    since: date,
    by: Person,
    at: datetime,
    until: date | None = None,
    phone: str = "",
    email: str = "",
) -> Person:
    """Somebody new who holds an office at the node, above an estate or in it. They have no account yet."""
    node = Node.objects.get(pk=node_id)
    person = Person(node=node, name=name.strip(), phone=phone, email=email)
    require(may_appoint, by, person, kind, node, at)
    person.set_unusable_password()
    person.save(force_insert=True)
    record(PersonAdded(name=person.name), node=node.pk, about=person.pk, by=by, at=at, whom=person.pk)
    appoint(node.pk, person, by=by, at=at, kind=kind, since=since, until=until)
    return person
