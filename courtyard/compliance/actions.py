"""An alarm is called false, with reason and end; and it may alarm again."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from courtyard.compliance.events import ExcuseEnded, FindingExcused
from courtyard.compliance.models import REASON_MAX, Excuse, Finding
from courtyard.compliance.permissions import may_end_excuse, may_excuse_finding
from courtyard.core.errors import BadInput, NotThere, Refusal, sentence
from courtyard.duties import actions as duties
from courtyard.duties.models import Duty
from courtyard.people.models import Person
from courtyard.places.models import Estate
from courtyard.trail.deeds import deed, record, require
from courtyard.trail.ids import new_id
from courtyard.trail.rows import locked

FINDING = "compliance.finding"
"""The kind of duty that asks for what was found to be put right."""
EXCUSED_MAX = timedelta(days=366)


class NoReason(BadInput):
    says = sentence("Say why, in a few words.")
    field = "words"


class BadEnd(BadInput):
    says = sentence("Say until when: a day from tomorrow on, and within a year.")
    field = "until"


class ExcusedAlready(Refusal):
    says = sentence("This alarm has been called false already.")


@dataclass(frozen=True, kw_only=True)
class Alarm:
    """Which finding is a false alarm, why, and until when. Its `id` makes one form one excuse."""

    finding: int
    words: str
    until: date
    id: UUID = field(default_factory=new_id)


@deed
def excuse_finding(estate_id: UUID, alarm: Alarm, *, by: Person, at: datetime) -> Excuse:
    """The alarm is silent until its end; its duty is excused with the same reason."""
    estate = (
        Estate.objects.select_for_update(of=("self",), no_key=True).select_related("node").filter(pk=estate_id).first()
    )
    found = Finding.objects.filter(pk=alarm.finding, estate=estate_id).first()
    before = Excuse.objects.filter(pk=alarm.id, estate=estate_id).first()
    if before is not None:
        return before
    if estate is None or found is None:
        raise NotThere
    require(may_excuse_finding, by, estate, found.bearer, at)
    today = at.astimezone(ZoneInfo(estate.node.zone)).date()
    if not alarm.words.strip() or len(alarm.words) > REASON_MAX:
        raise NoReason
    if not today < alarm.until <= today + EXCUSED_MAX:
        raise BadEnd
    there = Excuse.objects.filter(estate=estate, check_id=found.check_id, subject=found.subject, ended_at__isnull=True)
    if there.exists():
        raise ExcusedAlready
    one = Excuse.objects.create(
        id=alarm.id, estate=estate, check_id=found.check_id, subject=found.subject, reason=alarm.words.strip(),
        since=today, until=alarm.until, excused_by=by, excused_at=at,
    )  # fmt: skip
    for duty in Duty.objects.open().filter(estate=estate, kind=FINDING, key=found.key) if found.key else ():
        duties.excuse(duty.pk, by=by, at=at, reason=one.reason)
    event = FindingExcused(check=one.check_id, subject=one.subject, until=one.until, words=one.reason)
    record(event, node=estate.pk, about=one.pk, by=by, at=at)
    return one


@deed
def end_excuse(excuse_id: UUID, *, by: Person, at: datetime) -> Excuse:
    """It may alarm again: its time is over, or it was no false alarm after all."""
    found = locked(Excuse.objects.select_related("estate__node"), excuse_id)
    require(may_end_excuse, by, found, at)
    if found.ended_at is not None:
        return found
    found.ended_at = at
    found.save(update_fields=["ended_at"])
    record(ExcuseEnded(check=found.check_id, subject=found.subject), node=found.estate_id, about=found.pk, by=by, at=at)
    return found
