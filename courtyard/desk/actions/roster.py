"""Who of which party sits at the desk, when and where."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

from courtyard.core.errors import BadInput, Refusal, sentence
from courtyard.desk.events import ShiftDropped, ShiftHandedOver, ShiftRostered
from courtyard.desk.models import PLACE_MAX, REASON_MAX, Shift
from courtyard.desk.permissions import may_be_rostered, may_drop_shift, may_hand_over_shift, may_keep_roster
from courtyard.people.models import Person
from courtyard.places.models import Estate
from courtyard.trail.deeds import deed, record, require
from courtyard.trail.ids import new_id
from courtyard.trail.rows import locked
from courtyard.web.times import said

WEEKS_MAX = 26
LONGEST = timedelta(hours=12)
A_WEEK = timedelta(days=7)


class NoShift(BadInput):
    says = sentence("It has to begin after now and end on the same day, within {hours} hours.")
    field = "ends"


class TooManyWeeks(BadInput):
    says = sentence("At most {most} weeks at a time.")
    field = "weeks"


class NotOfThatParty(BadInput):
    says = sentence("{name} does not sit or work for that party here on that day.")
    field = "who"


class TwiceAtOnce(BadInput):
    says = sentence("{name} is at a desk already at that time: {moment}.")
    field = "who"


class NoPlace(BadInput):
    says = sentence("Say where the desk is, in at most {most} characters.")
    field = "place"


class NoReason(BadInput):
    says = sentence("Say why, in a few words.")
    field = "reason"


class ShiftOver(Refusal):
    says = sentence("This shift is over.")


@dataclass(frozen=True, kw_only=True)
class Rota:
    """One person's hours at the desk, every week for so many weeks. Its `id` makes one form one rota."""

    estate: Estate
    party: str
    person: Person
    starts_at: datetime
    ends_at: datetime
    place: str
    weeks: int = 1
    id: UUID = field(default_factory=new_id)


@deed
def roster(rota: Rota, *, by: Person, at: datetime) -> list[Shift]:
    """All of its shifts, or none. Nobody is at two desks at once, here or in another estate."""
    require(may_keep_roster, by, rota.estate, at)
    if Shift.objects.filter(pk=rota.id, estate=rota.estate).exists():
        return []
    _check(rota, at)
    person = Person.objects.select_for_update(no_key=True).get(pk=rota.person.pk)  # one rota of a person at a time
    made = []
    for week in range(rota.weeks):
        starts_at, ends_at = rota.starts_at + A_WEEK * week, rota.ends_at + A_WEEK * week
        if not may_be_rostered(person, rota.party, rota.estate, starts_at):
            raise NotOfThatParty(name=person.name)
        _free(person, starts_at, ends_at, at)
        made.append(
            Shift.objects.create(
                id=rota.id if week == 0 else new_id(), estate=rota.estate, party=rota.party, person=person,
                starts_at=starts_at, ends_at=ends_at, place=rota.place.strip(), made_at=at, made_by=by,
            )
        )  # fmt: skip
    for one in made:
        event = ShiftRostered(
            party=one.party, person=person.pk, starts_at=one.starts_at, ends_at=one.ends_at, place=one.place
        )
        record(event, node=one.estate_id, about=one.pk, by=by, at=at)
    return made


def _check(rota: Rota, at: datetime) -> None:
    if not rota.ends_at > at or not timedelta(0) < rota.ends_at - rota.starts_at <= LONGEST:
        raise NoShift(hours=LONGEST // timedelta(hours=1))
    if not 1 <= rota.weeks <= WEEKS_MAX:
        raise TooManyWeeks(most=WEEKS_MAX)
    if not rota.place.strip() or len(rota.place) > PLACE_MAX:
        raise NoPlace(most=PLACE_MAX)


def _free(person: Person, starts_at: datetime, ends_at: datetime, at: datetime) -> None:
    busy = Shift.objects.filter(person=person, dropped_at__isnull=True, starts_at__lt=ends_at, ends_at__gt=starts_at)
    there = busy.order_by("starts_at").first()
    if there is not None:
        raise TwiceAtOnce(name=person.name, moment=said(there.starts_at, at))


def _lock(shift_id: UUID) -> Shift:
    return locked(Shift.objects.select_related("estate__node", "person"), shift_id)


@deed
def drop_shift(shift_id: UUID, *, reason: str, by: Person, at: datetime) -> Shift:
    """Nobody of that party sits there then; why not stays."""
    shift = _lock(shift_id)
    require(may_drop_shift, by, shift, at)
    if shift.dropped_at is not None:
        return shift
    if shift.ends_at <= at:
        raise ShiftOver
    if not reason.strip():
        raise NoReason
    shift.dropped_at, shift.reason = at, reason.strip()[:REASON_MAX]
    shift.save(update_fields=["dropped_at", "reason"])
    event = ShiftDropped(starts_at=shift.starts_at, reason=shift.reason)
    record(event, node=shift.estate_id, about=shift.pk, by=by, at=at)
    return shift


@deed
def hand_over_shift(shift_id: UUID, *, to: Person, reason: str, by: Person, at: datetime) -> Shift:
    """Somebody else of the same party sits there instead."""
    shift = _lock(shift_id)
    require(may_hand_over_shift, by, shift, at)
    if shift.dropped_at is not None or shift.ends_at <= at:
        raise ShiftOver
    if shift.person_id == to.pk:
        return shift
    if not reason.strip():
        raise NoReason
    person = Person.objects.select_for_update(no_key=True).get(pk=to.pk)
    if not may_be_rostered(person, shift.party, shift.estate, shift.starts_at):
        raise NotOfThatParty(name=person.name)
    _free(person, shift.starts_at, shift.ends_at, at)
    shift.person = person
    shift.save(update_fields=["person"])
    event = ShiftHandedOver(starts_at=shift.starts_at, person=person.pk, reason=reason.strip()[:REASON_MAX])
    record(event, node=shift.estate_id, about=shift.pk, by=by, at=at)
    return shift
