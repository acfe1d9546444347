"""What holds a step up, and whose it is: written down, urged, reported to the district, released."""

from datetime import date, datetime, timedelta
from uuid import UUID

from courtyard.committee import rules
from courtyard.committee.actions.formation import NoReason, NotYet
from courtyard.committee.events.formation import HeldUp, HoldupRaised, HoldupReleased, HoldupUrged
from courtyard.committee.locks import lock_holdup, lock_step
from courtyard.committee.models import REASON_MAX, Holdup
from courtyard.committee.models.formation import Body
from courtyard.committee.permissions.formation import may_hold_up, may_raise_holdup, may_release, may_urge
from courtyard.core.errors import BadInput, Refusal, sentence
from courtyard.people.models import Person
from courtyard.trail.deeds import deed, record, require

URGED_WITHIN = timedelta(days=60)


class HeldUpAlready(Refusal):
    says = sentence("Something holds this step up already. Release that first.")


class NotOpen(Refusal):
    says = sentence("This step is done, or its turn has not come.")


class BadDay(BadInput):
    says = sentence("Choose a day that is still to come, within sixty days.")
    field = "until"


class NobodyHolds(BadInput):
    says = sentence("Say who holds it up.")
    field = "body"


@deed
def hold_up(step_id: UUID, *, body: str, words: str, since: date, by: Person, at: datetime) -> Holdup:
    """From that day on the delay is put down to whoever causes it, not to whoever waits."""
    formation, step = lock_step(step_id)
    require(may_hold_up, by, formation, at)
    if step.done_on is not None or not formation.is_running:
        raise NotOpen
    if body not in Body.values:
        raise NobodyHolds
    if not words.strip():
        raise NoReason
    if since > rules.today_in(formation.estate, at):
        raise NotYet
    if step.holdups.filter(until__isnull=True).exists():
        raise HeldUpAlready
    one = Holdup.objects.create(
        estate=formation.estate, step=step, body=body, words=words.strip()[:REASON_MAX], since=since, told_by=by
    )
    event = HeldUp(step=step.name, body=body, since=since, words=one.words)
    record(event, node=formation.estate_id, about=formation.pk, by=by, at=at)
    return one


@deed
def urge(holdup_id: UUID, *, until: date, by: Person, at: datetime) -> Holdup:
    """A letter with a day by which it has to be done; how often is counted."""
    one = lock_holdup(holdup_id)
    require(may_urge, by, one, at)
    today = rules.today_in(one.step.formation.estate, at)
    if one.until is not None:
        raise NotOpen
    if not today < until <= today + URGED_WITHIN:
        raise BadDay
    if (one.urged_on, one.urged_until) == (today, until):
        return one
    one.urged_on, one.urged_until, one.urged_times = today, until, one.urged_times + 1
    one.save(update_fields=["urged_on", "urged_until", "urged_times"])
    event = HoldupUrged(body=one.body, until=until, times=one.urged_times)
    record(event, node=one.estate_id, about=one.step.formation_id, by=by, at=at)
    return one


@deed
def raise_holdup(holdup_id: UUID, *, by: Person, at: datetime) -> Holdup:
    """Reported to the district, which can have it put right (上海 art 80)."""
    one = lock_holdup(holdup_id)
    require(may_raise_holdup, by, one, at)
    if one.raised_on is not None:
        return one
    if one.until is not None:
        raise NotOpen
    one.raised_on = rules.today_in(one.step.formation.estate, at)
    one.save(update_fields=["raised_on"])
    event = HoldupRaised(body=one.body, on=one.raised_on)
    record(event, node=one.estate_id, about=one.step.formation_id, by=by, at=at)
    return one


@deed
def release(holdup_id: UUID, *, until: date, by: Person, at: datetime) -> Holdup:
    """It holds nothing up any more, since that day."""
    one = lock_holdup(holdup_id)
    require(may_release, by, one, at)
    if one.until is not None:
        return one
    if not one.since <= until <= rules.today_in(one.step.formation.estate, at):
        raise NotYet
    one.until = until
    one.save(update_fields=["until"])
    event = HoldupReleased(body=one.body, until=until)
    record(event, node=one.estate_id, about=one.step.formation_id, by=by, at=at)
    return one
