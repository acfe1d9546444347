"""How much of an estate is sold and handed over to its owners."""

from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from courtyard.committee import rules
from courtyard.committee.events.formation import ProgressTold
from courtyard.committee.models import REASON_MAX, Progress
from courtyard.committee.permissions.formation import may_tell_progress
from courtyard.core.errors import BadInput, sentence
from courtyard.people.models import Person
from courtyard.places.models import Estate
from courtyard.trail.deeds import deed, record, require
from courtyard.trail.ids import new_id


class MoreThanThereIs(BadInput):
    says = sentence("No more can be delivered than there is. Correct one of the two areas.")
    field = "delivered"


class StillToCome(BadInput):
    says = sentence("This day is still to come. Enter the day on which it happened.")
    field = "on"


class FirstAfter(BadInput):
    says = sentence("The first home was not handed over after this day. Correct one of the two.")
    field = "first_on"


class NoSource(BadInput):
    says = sentence("Say where this comes from, for example the developer’s list of sales.")
    field = "source"


@dataclass(frozen=True, kw_only=True)
class Told:
    """Areas in cm², as of a day; `first_on` is the day of the first delivery, where it is known."""

    estate: Estate
    on: date
    whole_cm2: int
    delivered_cm2: int
    source: str
    first_on: date | None = None
    id: UUID = field(default_factory=new_id)


@deed
def tell_progress(told: Told, *, by: Person, at: datetime) -> Progress:
    """Told again for the same day, it is put right."""
    require(may_tell_progress, by, told.estate, at)
    today = rules.today_in(told.estate, at)
    if told.on > today:
        raise StillToCome
    if told.whole_cm2 <= 0 or not 0 <= told.delivered_cm2 <= told.whole_cm2:
        raise MoreThanThereIs
    if told.first_on is not None and told.first_on > told.on:
        raise FirstAfter
    if not told.source.strip():
        raise NoSource
    one, _ = Progress.objects.update_or_create(
        estate=told.estate, on=told.on,
        defaults={
            "whole_cm2": told.whole_cm2, "delivered_cm2": told.delivered_cm2, "first_on": told.first_on,
            "source": told.source.strip()[:REASON_MAX], "told_by": by, "told_at": at,
        },
    )  # fmt: skip
    event = ProgressTold(
        on=one.on, whole_cm2=one.whole_cm2, delivered_cm2=one.delivered_cm2, first_on=one.first_on, source=one.source
    )
    record(event, node=told.estate.pk, about=one.pk, by=by, at=at)
    return one
