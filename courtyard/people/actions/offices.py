"""Appointing to offices and ending them; naming who acts for an organisation."""

from datetime import date, datetime
from uuid import UUID

from django.utils.timezone import localdate

from courtyard.core.errors import BadInput, NotThere, Refusal, sentence
from courtyard.people.events.offices import Appointed, OfficeEnded, RepresentationEnded, RepresentativeNamed
from courtyard.people.models import Office, Person, Representative
from courtyard.people.permissions.offices import (
    HELD_AT,
    may_appoint,
    may_end_office,
    may_end_representation,
    may_name_representative,
)
from courtyard.people.queries import chain_of
from courtyard.people.standing import forget_standing
from courtyard.places.models import Node
from courtyard.trail.deeds import deed, record, require


class NoSuchOffice(BadInput):
    says = sentence("There is no such office in this kind of place.")
    field = "kind"


class HeldAlready(Refusal):
    says = sentence("They already hold this office here.")


class OverAlready(Refusal):
    says = sentence("This has already ended. Nothing was changed.")


class EndsBeforeItBegins(BadInput):
    says = sentence("The end date cannot be before the start date.")
    field = "until"


class NotFor(BadInput):
    says = sentence("Only a person can act for an organisation, and nobody can act for a person.")
    field = "person"


@deed
def appoint(
    node_id: UUID, whom: Person, *, by: Person, at: datetime, kind: str, since: date, until: date | None = None
) -> Office:
    """Give somebody an office in a place, for a term."""
    node = Node.objects.get(pk=node_id)
    if node.kind not in HELD_AT.get(kind, ()):
        raise NoSuchOffice
    require(may_appoint, by, whom, kind, node, at)
    if until and until <= since:
        raise EndsBeforeItBegins
    if Office.objects.filter(node=node, person=whom, kind=kind, until__isnull=True).exists():
        raise HeldAlready
    office = Office(node=node, person=whom, kind=kind, since=since, until=until)
    office.save(force_insert=True)
    forget_standing(whom)
    record(Appointed(office=kind, since=since, until=until), node=node.pk, about=office.pk, by=by, at=at, whom=whom.pk)
    return office


@deed
def end_office(office_id: UUID, *, by: Person, at: datetime, until: date) -> Office:
    """From `until` on the office is held no longer: by whoever could appoint, or because the holder lays it down."""
    offices = Office.objects.select_for_update(of=("self",), no_key=True).select_related("node", "person")
    office = offices.filter(pk=office_id).first()
    if office is None:
        raise NotThere
    require(may_end_office, by, office, at)
    if office.until and office.until <= localdate(at):
        raise OverAlready
    if until < office.since:
        raise EndsBeforeItBegins
    office.until = until
    office.save(update_fields=["until"])
    forget_standing(office.person, by)
    event = OfficeEnded(office=office.kind, until=until)
    record(event, node=office.node_id, about=office.pk, by=by, at=at, whom=office.person_id)
    return office


@deed
def name_representative(legal: Person, whom: Person, *, by: Person, at: datetime, since: date) -> Representative:
    """A natural person may act for a legal one: file, vote, receive."""
    require(may_name_representative, by, legal, whom, at)
    if legal.kind != Person.Kind.LEGAL or whom.kind != Person.Kind.NATURAL:
        raise NotFor
    if Representative.objects.filter(legal=legal, person=whom, until__isnull=True).exists():
        raise HeldAlready
    one = Representative(legal=legal, person=whom, since=since)
    one.save(force_insert=True)
    forget_standing(whom)
    event = RepresentativeNamed(person=whom.pk, since=since)
    record(event, node=chain_of(legal), about=legal.pk, by=by, at=at, whom=whom.pk)
    return one


@deed
def end_representation(representative_id: UUID, *, by: Person, at: datetime, until: date) -> Representative:
    some = Representative.objects.select_for_update(of=("self",), no_key=True).select_related("legal__node", "person")
    one = some.filter(pk=representative_id).first()
    if one is None:
        raise NotThere
    require(may_end_representation, by, one.legal, at)
    if one.until:
        raise OverAlready
    if until <= one.since:
        raise EndsBeforeItBegins
    one.until = until
    one.save(update_fields=["until"])
    event = RepresentationEnded(person=one.person_id, until=until)
    record(event, node=chain_of(one.legal), about=one.legal_id, by=by, at=at, whom=one.person_id)
    return one
