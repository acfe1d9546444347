"""What befalls whole buildings, announced once so that nobody has to report it again."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

from courtyard.cases.events import IncidentAnnounced, IncidentEnded, IncidentFollowed, IncidentUpdated
from courtyard.cases.models import (
    INCIDENT_BUILDINGS_MAX,
    Incident,
    IncidentBuilding,
    IncidentFollow,
)
from courtyard.cases.permissions import may_announce, may_end, may_follow_incident, may_update
from courtyard.cases.turns import seat_at, twice_is_once
from courtyard.core.errors import BadInput, Refusal, TooLarge, sentence
from courtyard.core.rulebook import UnknownCategory
from courtyard.people.models import Person
from courtyard.places.models import Building, Estate
from courtyard.places.rules import rules_of
from courtyard.trail.deeds import deed, record, require
from courtyard.trail.ids import new_id
from courtyard.trail.rows import locked

AHEAD_MAX = timedelta(days=60)
LASTS_MAX = timedelta(days=30)


class OverAlready(BadInput):
    says = sentence("Choose a time that is still to come, and after it begins.")
    field = "expected_until"


class TooFarAhead(BadInput):
    says = sentence("An outage can be announced up to {days} days ahead, and for up to {lasts} days.")
    field = "starts_at"


class BuildingElsewhere(BadInput):
    says = sentence("Choose buildings of this estate.")
    field = "buildings"


class IsOver(Refusal):
    says = sentence("This is over already.")


@dataclass(frozen=True, kw_only=True)
class Announcement:
    """What a desk's form says about an outage. Without buildings it befalls the whole estate.

    Its `id`, made with the empty form, becomes the incident's: one form, one incident.
    """

    estate: Estate
    title: str
    words: str
    category: str
    starts_at: datetime
    expected_until: datetime
    buildings: Sequence[Building] = ()
    planned: bool = False
    id: UUID = field(default_factory=new_id)


@twice_is_once
@deed
def announce(said: Announcement, *, by: Person, at: datetime) -> Incident:
    """Something that befalls buildings, with the sentence the desk says about it."""
    require(may_announce, by, said.estate, at)
    before = Incident.objects.filter(pk=said.id, estate=said.estate).first()
    if before is not None:
        return before
    _check(said, at)
    one = Incident(
        id=said.id,
        estate=said.estate,
        category=said.category,
        title=said.title,
        words=said.words,
        planned=said.planned,
        starts_at=said.starts_at,
        expected_until=said.expected_until,
        announced_at=at,
    )
    one.save(force_insert=True)
    befallen = [IncidentBuilding(estate=said.estate, incident=one, building=building) for building in said.buildings]
    IncidentBuilding.objects.bulk_create(befallen)
    event = IncidentAnnounced(
        seat=seat_at(by, said.estate.node, at),
        title=one.title,
        category=one.category,
        planned=one.planned,
        places=[building.name for building in said.buildings],
        starts_at=one.starts_at,
        expected_until=one.expected_until,
        text=one.words,
    )
    record(event, node=one.estate_id, about=one.pk, by=by, at=at)
    return one


def _check(said: Announcement, at: datetime) -> None:
    if said.category not in rules_of(said.estate).categories:
        raise UnknownCategory
    if len(said.buildings) > INCIDENT_BUILDINGS_MAX:
        raise TooLarge
    if any(building.estate_id != said.estate.pk for building in said.buildings):
        raise BuildingElsewhere
    if said.expected_until <= max(at, said.starts_at):
        raise OverAlready
    if said.starts_at > at + AHEAD_MAX or said.expected_until > said.starts_at + LASTS_MAX:
        raise TooFarAhead(days=AHEAD_MAX.days, lasts=LASTS_MAX.days)


def _lock(incident_id: UUID) -> Incident:
    return locked(Incident.objects.select_related("estate__node"), incident_id)


@deed
def update(incident_id: UUID, *, words: str, expected_until: datetime, by: Person, at: datetime) -> Incident:
    """Longer or shorter than thought, or better known: the desk says it anew."""
    one = _lock(incident_id)
    require(may_update, by, one, at)
    if one.ended_at is not None:
        raise IsOver
    if expected_until <= max(at, one.starts_at):
        raise OverAlready
    if (one.words, one.expected_until) == (words, expected_until):
        return one
    one.words, one.expected_until = words, expected_until
    one.save(update_fields=["words", "expected_until"])
    event = IncidentUpdated(
        seat=seat_at(by, one.estate.node, at), title=one.title, expected_until=expected_until, text=words
    )
    record(event, node=one.estate_id, about=one.pk, by=by, at=at)
    return one


@deed
def end(incident_id: UUID, *, words: str, by: Person, at: datetime) -> Incident:
    """It is over, or was called off: what was done."""
    one = _lock(incident_id)
    require(may_end, by, one, at)
    if one.ended_at is not None:
        return one
    one.ended_at = at
    one.save(update_fields=["ended_at"])
    event = IncidentEnded(seat=seat_at(by, one.estate.node, at), title=one.title, text=words)
    record(event, node=one.estate_id, about=one.pk, by=by, at=at)
    return one


@twice_is_once
@deed
def follow_incident(incident_id: UUID, *, by: Person, at: datetime) -> IncidentFollow:
    """Instead of reporting it once more: hear when it is over."""
    one = _lock(incident_id)
    require(may_follow_incident, by, one, at)
    before = IncidentFollow.objects.filter(incident=one, person=by).first()
    if before is not None:
        return before
    if one.ended_at is not None:
        raise IsOver
    follow = IncidentFollow.objects.create(estate_id=one.estate_id, incident=one, person=by, since=at)
    record(IncidentFollowed(), node=one.estate_id, about=one.pk, by=by, at=at)
    return follow
