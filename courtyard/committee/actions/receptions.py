"""Reception days: announced for months ahead, held and written down, or dropped for a reason."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from uuid import UUID, uuid5
from zoneinfo import ZoneInfo

from django.urls import reverse

from courtyard.committee.events.business import ReceptionDropped, ReceptionHeld, ReceptionsAnnounced
from courtyard.committee.locks import lock_reception
from courtyard.committee.models import REASON_MAX, TITLE_MAX, WORDS_MAX, Committee, Reception
from courtyard.committee.monthly import monthly
from courtyard.committee.permissions.business import may_announce_reception, may_drop_reception, may_hold_reception
from courtyard.committee.queries.terms import in_office
from courtyard.core.errors import BadInput, Refusal, sentence
from courtyard.desk.actions import Entry, log
from courtyard.desk.models import LogEntry
from courtyard.duties import actions as duties
from courtyard.duties.models import Duty
from courtyard.people.models import CLERK, Person
from courtyard.places.locks import lock_estate
from courtyard.places.models import Estate
from courtyard.places.rules import rules_of, version_of
from courtyard.trail.deeds import deed, record, require
from courtyard.trail.ids import new_id
from courtyard.web.times import end_of_business

RECEPTION = "committee.reception"
"""The kind of duty that an announced day makes."""
TIMES_MAX, VISITORS_MAX = 12, 999
LASTS_MAX = timedelta(hours=12)
WHAT = sentence("Receive owners on {day}, and write down what they asked")


class NoCommittee(Refusal):
    says = sentence("No committee is in office here.")


class NoSpan(BadInput):
    says = sentence("It has to begin after now and end on the same day, within {hours} hours.")
    field = "ends"


class TooManyTimes(BadInput):
    says = sentence("At most {most} months at a time.")
    field = "times"


class NoPlace(BadInput):
    says = sentence("Say in at most {most} characters where owners are received.")
    field = "place"


class ReceivesAlready(BadInput):
    says = sentence("A reception is announced for that moment already: {moment}.")
    field = "day"


class NotBegun(Refusal):
    says = sentence("It begins on {moment}. Write down what was asked once it has begun.")


class BegunAlready(Refusal):
    says = sentence("It has begun already. Write down what was asked; if nobody came, say that.")


class Dropped(Refusal):
    says = sentence("This reception day was dropped. Announce another one.")


class HeldAlready(Refusal):
    says = sentence("This reception day was held already.")


class BadVisitors(BadInput):
    says = sentence("Say how many came, 0 to {most}.")
    field = "visitors"


class NoWords(BadInput):
    says = sentence("Say in at most {most} characters what it was.")
    field = "words"


class NoReason(BadInput):
    says = sentence("Say why, in a few words.")
    field = "reason"


@dataclass(frozen=True, kw_only=True)
class Announcement:
    """A day on which owners are received, and the same weekday of so many months. One `id` is one series."""

    estate: Estate
    starts_at: datetime
    ends_at: datetime
    place: str
    times: int = 1
    id: UUID = field(default_factory=new_id)


@deed
def announce_reception(said: Announcement, *, by: Person, at: datetime) -> list[Reception]:
    """All of its days, or none. Each is owed from then on."""
    estate = lock_estate(said.estate.pk)
    require(may_announce_reception, by, estate, at)
    there = Reception.objects.filter(pk__in=[_id(said, n) for n in range(TIMES_MAX)], estate=estate)
    if there.exists():
        return list(there.order_by("starts_at"))
    committee = in_office(estate)
    if committee is None:
        raise NoCommittee
    _check(said, at)
    spans = list(_spans(said, ZoneInfo(estate.node.zone)))
    _require_free(estate, [starts_at for starts_at, _ in spans])
    rows = [_announced(said, n, span, committee, by) for n, span in enumerate(spans)]
    for one in rows:
        _owe(one, estate, at)
    days = [_day(one, estate) for one in rows]
    event = ReceptionsAnnounced(starts_at=rows[0].starts_at, count=len(rows), days=days, place=rows[0].place)
    record(event, node=estate.pk, about=rows[0].pk, by=by, at=at)
    return rows


def _announced(
    said: Announcement, number: int, span: tuple[datetime, datetime], committee: Committee, by: Person
) -> Reception:
    starts_at, ends_at = span
    return Reception.objects.create(
        id=_id(said, number), estate=committee.estate, committee=committee, starts_at=starts_at, ends_at=ends_at,
        place=said.place.strip(), announced_by=by,
    )  # fmt: skip


def _id(said: Announcement, number: int) -> UUID:
    """The first is the form's own; the others follow from it."""
    return uuid5(said.id, str(number)) if number else said.id


def _check(said: Announcement, at: datetime) -> None:
    if not at < said.starts_at < said.ends_at <= said.starts_at + LASTS_MAX:
        raise NoSpan(hours=LASTS_MAX // timedelta(hours=1))
    if not 1 <= said.times <= TIMES_MAX:
        raise TooManyTimes(most=TIMES_MAX)
    if not said.place.strip() or len(said.place.strip()) > TITLE_MAX:
        raise NoPlace(most=TITLE_MAX)


def _spans(said: Announcement, zone: ZoneInfo) -> list[tuple[datetime, datetime]]:
    """By the clock on the wall, whatever the zone does in between."""
    begins, ends = said.starts_at.astimezone(zone), said.ends_at.astimezone(zone)
    days = monthly(begins.date(), said.times)
    return [
        (datetime.combine(day, begins.time(), zone), datetime.combine(day, ends.time(), zone))
        for day in days
    ]  # fmt: skip


def _require_free(estate: Estate, moments: list[datetime]) -> None:
    taken = Reception.objects.filter(estate=estate, starts_at__in=moments, dropped_at__isnull=True)
    first = taken.order_by("starts_at").first()
    if first is not None:
        raise ReceivesAlready(moment=first.starts_at)


def _day(one: Reception, estate: Estate) -> date:
    return one.starts_at.astimezone(ZoneInfo(estate.node.zone)).date()


def _owe(one: Reception, estate: Estate, at: datetime) -> None:
    """By the evening after, so that whoever writes it down in the morning is not late. The clerk owes it: the
    secretary, who may announce the day, is none of those who owe.
    """
    day = _day(one, estate)
    rule = rules_of(estate).periods.get("reception_day")
    duties.owe(
        duties.Owed(
            kind=RECEPTION, node=estate.node, estate=estate, what=WHAT, fields={"day": day.isoformat()}, party="ye",
            due_at=end_of_business(day + timedelta(days=1), estate.node.zone), key=_key(one), about=one.pk,
            article=rule.article if rule else "", source=rule.source if rule else "",
            certainty=rule.certainty if rule else "", rulebook=f"{estate.node.rulebook} {version_of(estate)}",
            link=reverse("committee:receptions", args=[estate.node.code]),
        ),
        by=CLERK, at=at,
    )  # fmt: skip


def _key(one: Reception) -> str:
    return f"reception:{one.pk.hex}"


@deed
def hold_reception(reception_id: UUID, *, visitors: int, words: str, by: Person, at: datetime) -> Reception:
    """How many came and what they asked, without names; the desk has it in its log."""
    one = lock_reception(reception_id)
    require(may_hold_reception, by, one, at)
    if one.held_at is not None:
        return one
    if one.dropped_at is not None:
        raise Dropped
    if at < one.starts_at:
        raise NotBegun(moment=one.starts_at)
    if not 0 <= visitors <= VISITORS_MAX:
        raise BadVisitors(most=VISITORS_MAX)
    if not words.strip() or len(words.strip()) > WORDS_MAX:
        raise NoWords(most=WORDS_MAX)
    one.held_at, one.visitors, one.words = at, visitors, words.strip()
    one.save(update_fields=["held_at", "visitors", "words"])
    kind = LogEntry.Kind.RECEPTION
    log(
        Entry(estate=one.estate, kind=kind, parties=["ye"], happened_at=one.starts_at, words=one.words, id=one.pk),
        by=by, at=at,
    )  # fmt: skip
    for duty in _owed(one):
        duties.discharge(duty.pk, by=by, at=at, evidence=one.pk, link=duty.link)
    event = ReceptionHeld(visitors=visitors, starts_at=one.starts_at, words=one.words)
    record(event, node=one.estate_id, about=one.pk, by=by, at=at)
    return one


@deed
def drop_reception(reception_id: UUID, *, reason: str, by: Person, at: datetime) -> Reception:
    """Before it begins. A day on which nobody was there is no dropped day: it stays owed."""
    one = lock_reception(reception_id)
    require(may_drop_reception, by, one, at)
    if one.dropped_at is not None:
        return one
    if one.held_at is not None:
        raise HeldAlready
    if at >= one.starts_at:
        raise BegunAlready
    if not reason.strip():
        raise NoReason
    one.dropped_at, one.reason = at, reason.strip()[:REASON_MAX]
    one.save(update_fields=["dropped_at", "reason"])
    for duty in _owed(one):
        duties.withdraw(duty.pk, by=CLERK, at=at, reason=one.reason)
    event = ReceptionDropped(starts_at=one.starts_at, reason=one.reason)
    record(event, node=one.estate_id, about=one.pk, by=by, at=at)
    return one


def _owed(one: Reception) -> list[Duty]:
    return list(Duty.objects.open().filter(estate=one.estate_id, kind=RECEPTION, key=_key(one)))
