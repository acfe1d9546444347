"""Naming who collects property fees and sees what homes owe, and ending it."""

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.utils.timezone import localdate

from courtyard.core.errors import BadInput, sentence
from courtyard.money.events.fees import CollectorEnded, CollectorNamed
from courtyard.money.models import Collector
from courtyard.money.permissions.collectors import may_end_collector, may_name_collector
from courtyard.money.queries.collectors import workers_of
from courtyard.people.models import Person
from courtyard.places.locks import lock_estate
from courtyard.trail.deeds import deed, record, require
from courtyard.trail.ids import new_id
from courtyard.trail.rows import holder, locked


class NotOfTheCompany(BadInput):
    says = sentence("Only somebody who works for the property company here can collect. Give them that office first.")
    field = "person"


class NamedAlready(BadInput):
    says = sentence("They collect already.")
    field = "person"


@dataclass(frozen=True, kw_only=True)
class Naming:
    """Who of the company's people collects; the same `id` is the same naming."""

    estate_id: UUID
    person_id: UUID
    id: UUID = field(default_factory=new_id)


@deed
def name_collector(told: Naming, *, by: Person, at: datetime) -> Collector:
    """From now on they see what homes owe, as long as they hold the office they hold now."""
    estate = lock_estate(told.estate_id)
    require(may_name_collector, by, estate, at)
    before = Collector.objects.filter(pk=told.id, estate=estate.pk).first()
    if before is not None:
        return before
    office = workers_of(estate, localdate(at)).filter(person=told.person_id).first()
    if office is None:
        raise NotOfTheCompany
    if Collector.objects.filter(estate=estate.pk, office=office, ended_at__isnull=True).exists():
        raise NamedAlready
    one = Collector.objects.create(id=told.id, estate=estate, office=office, named_by=by, named_at=at)
    record(CollectorNamed(office=office.pk), node=estate.pk, about=one.pk, by=by, at=at, whom=office.person_id)
    return one


@deed
def end_collector(collector_id: UUID, *, by: Person, at: datetime) -> Collector:
    """From now on they see nothing of it. Whoever is none any more stays so."""
    estate = lock_estate(holder(Collector.objects, collector_id, "estate"))
    one = locked(Collector.objects.select_related("office"), collector_id)
    one.estate = estate
    require(may_end_collector, by, one, at)
    if one.ended_at is not None:
        return one
    one.ended_by, one.ended_at = by, at
    one.save(update_fields=["ended_by", "ended_at"])
    event = CollectorEnded(office=one.office_id)
    record(event, node=estate.pk, about=one.pk, by=by, at=at, whom=one.office.person_id)
    return one
