"""Putting somebody on a place's books together with what they do there: an office, or acting for an organisation."""

from datetime import date, datetime
from uuid import UUID

from courtyard.people.actions.offices import appoint, name_representative
from courtyard.people.events.tenures import PersonAdded
from courtyard.people.models import Person
from courtyard.people.permissions.offices import may_add_organisation, may_appoint, may_name_representative
from courtyard.people.queries import chain_of
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
    _enter(person)
    record(PersonAdded(name=person.name), node=chain_of(person), about=person.pk, by=by, at=at, whom=person.pk)
    appoint(node.pk, person, by=by, at=at, kind=kind, since=since, until=until)
    return person


@deed
def add_organisation(node_id: UUID, *, name: str, by: Person, at: datetime) -> Person:
    """An organisation on the books of a place above estates, to act through whoever is named for it. No account."""
    node = Node.objects.get(pk=node_id)
    require(may_add_organisation, by, node, at)
    legal = Person(node=node, kind=Person.Kind.LEGAL, name=name.strip())
    _enter(legal)
    record(PersonAdded(name=legal.name), node=node.pk, about=legal.pk, by=by, at=at, whom=legal.pk)
    return legal


@deed
def add_representative(
    legal: Person, estate_id: UUID, *, name: str, since: date, by: Person, at: datetime, phone: str = ""
) -> Person:
    """Somebody new on the estate's books who acts for an organisation there. They have no account yet."""
    person = Person(node_id=estate_id, name=name.strip(), phone=phone)
    require(may_name_representative, by, legal, person, at)
    _enter(person)
    record(PersonAdded(name=person.name), node=chain_of(person), about=person.pk, by=by, at=at, whom=person.pk)
    name_representative(legal, person, by=by, at=at, since=since)
    return person


def _enter(person: Person) -> None:
    person.set_unusable_password()
    person.save(force_insert=True)
