"""The committee's secretary: sent by the residents' committee, writes and reminds, has no vote."""

from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from django.utils.timezone import localdate

from courtyard.committee.events.business import SecretaryEnded, SecretaryNamed
from courtyard.committee.models import NAME_MAX, Committee, Member, Secretary
from courtyard.committee.permissions.business import may_end_secretary, may_name_secretary
from courtyard.committee.queries.terms import day_of
from courtyard.core.errors import BadInput, NotThere, sentence
from courtyard.people.actions.officers import add_officer
from courtyard.people.actions.offices import appoint, end_office
from courtyard.people.models import Office, Person
from courtyard.places.locks import lock_estate
from courtyard.places.models import Estate
from courtyard.trail.deeds import deed, record, require
from courtyard.trail.ids import new_id

SECRETARY = Office.Kind.SECRETARY
COMPANY = (Office.Kind.COMPANY_MANAGER, Office.Kind.COMPANY_WORKER)


class SecretaryThere(BadInput):
    says = sentence("The committee has a secretary: {name}. There is one at a time; end that first.")
    field = "sign_in_name"


class SitsThere(BadInput):
    says = sentence(
        "{name} sits in the committee, or waits for a seat in it. The secretary is somebody else. (沪房物业 2026年84号)"
    )
    field = "sign_in_name"


class WorksForCompany(BadInput):
    says = sentence(
        "{name} works for the property company, and cannot be the committee’s secretary. Choose somebody else."
    )
    field = "sign_in_name"


class NoName(BadInput):
    says = sentence("Say who it is.")
    field = "name"


@dataclass(frozen=True, kw_only=True)
class Naming:
    """Who becomes secretary: somebody who signs in already, or somebody new by name. Its `id` makes one form one."""

    estate: Estate
    person: Person | None = None
    name: str = ""
    phone: str = ""
    id: UUID = field(default_factory=new_id)


@deed
def name_secretary(naming: Naming, *, by: Person, at: datetime) -> Secretary:
    """Gives the office that opens the committee's pages to them, and no seat."""
    estate = lock_estate(naming.estate.pk)
    require(may_name_secretary, by, estate, at)
    before = Secretary.objects.filter(pk=naming.id, estate=estate).first()
    if before is not None:
        return before
    there = Secretary.objects.filter(estate=estate, until__isnull=True).first()
    if there is not None:
        raise SecretaryThere(name=there.name)
    since = day_of(estate, at)
    person = _appointed(naming, estate, since, by, at)
    one = Secretary.objects.create(
        id=naming.id, estate=estate, person=person, name=person.name[:NAME_MAX], since=since, named_by=by
    )
    record(SecretaryNamed(since=since, name=one.name), node=estate.pk, about=one.pk, by=by, at=at, whom=person.pk)
    return one


def _appointed(naming: Naming, estate: Estate, since: date, by: Person, at: datetime) -> Person:
    """Somebody known, or somebody new on the estate's books, with the office."""
    node = estate.node.pk
    if naming.person is not None:
        _require_apart(naming.person, estate, at)
        appoint(node, naming.person, kind=SECRETARY, since=since, by=by, at=at)
        return naming.person
    if not naming.name.strip():
        raise NoName
    return add_officer(node, name=naming.name, phone=naming.phone, kind=SECRETARY, since=since, by=by, at=at)


def _require_apart(person: Person, estate: Estate, at: datetime) -> None:
    """Neither of the committee, whose work they watch over, nor of the company, which it watches over."""
    seats = Member.objects.filter(estate=estate, person=person, until__isnull=True)
    if seats.filter(committee__state__in=Committee.LIVING).exists():
        raise SitsThere(name=person.name)
    if Office.objects.on(localdate(at)).filter(person=person, kind__in=COMPANY).exists():
        raise WorksForCompany(name=person.name)


@deed
def end_secretary(secretary_id: UUID, *, by: Person, at: datetime) -> Secretary:
    """Their office ends with it."""
    found = Secretary.objects.filter(pk=secretary_id).values_list("estate", flat=True).first()
    if found is None:
        raise NotThere
    estate = lock_estate(found)
    one = Secretary.objects.select_related("person").get(pk=secretary_id)
    one.estate = estate
    require(may_end_secretary, by, one, at)
    if one.until is not None:
        return one
    one.until = day_of(estate, at)
    one.save(update_fields=["until"])
    for office in Office.objects.on(localdate(at)).filter(node=estate.node, person=one.person, kind=SECRETARY):
        end_office(office.pk, by=by, at=at, until=one.until)
    event = SecretaryEnded(until=one.until, name=one.name)
    record(event, node=estate.pk, about=one.pk, by=by, at=at, whom=one.person_id)
    return one
