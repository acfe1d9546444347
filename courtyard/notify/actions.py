"""Deeds: hang something on the board and take it down, choose how to be told, erase one's notices."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from uuid import UUID

from django.utils.timezone import localdate

from courtyard.core.errors import BadInput, NotThere, Refusal, sentence
from courtyard.notify.events import BoardNoticePosted, BoardNoticeTakenDown, NoticesChosen, NoticesErased
from courtyard.notify.models import REASON_MAX, BoardNotice, Choice, How, Notice
from courtyard.notify.permissions import may_choose, may_erase, may_post_for, may_take_down
from courtyard.notify.registers import kinds
from courtyard.notify.wording import digest_of
from courtyard.people.models import Person
from courtyard.people.queries import chain_of
from courtyard.places.models import Estate
from courtyard.trail.deeds import deed, record, require
from courtyard.trail.ids import new_id
from courtyard.trail.rows import locked

HANGS_MAX = timedelta(days=180)


class OverAlready(BadInput):
    says = sentence("Choose a last day from today on, at most {days} days ahead.")
    field = "until"


class CannotSwitchOff(Refusal):
    says = sentence("What is urgent is told at once, to everybody whom it concerns. It cannot be switched off.")


class NoReason(BadInput):
    says = sentence("Say why it is taken down.")
    field = "reason"


@dataclass(frozen=True, kw_only=True)
class Posting:
    """What hangs on the board. Its `id`, made with the empty form, makes one form one notice."""

    estate: Estate
    party: str
    title: str
    words: str
    until: date
    tells: str = BoardNotice.Tells.NOBODY
    id: UUID = field(default_factory=new_id)


@deed
def post(posting: Posting, *, by: Person, at: datetime) -> BoardNotice:
    """One of the three parties hangs something on the board; the clerk tells residents, if it says so."""
    require(may_post_for, by, posting.estate, posting.party, at)
    before = BoardNotice.objects.filter(pk=posting.id, estate=posting.estate).first()
    if before is not None:
        return before
    today = localdate(at)
    if not today <= posting.until <= today + HANGS_MAX:
        raise OverAlready(days=HANGS_MAX.days)
    one = BoardNotice.objects.create(
        id=posting.id, estate=posting.estate, party=posting.party, title=posting.title, words=posting.words,
        digest=digest_of(posting.title, posting.words), tells=BoardNotice.Tells(posting.tells).value, posted_at=at,
        posted_by=by, until=posting.until, told_at=at if posting.tells == BoardNotice.Tells.NOBODY else None,
    )  # fmt: skip
    event = BoardNoticePosted(party=one.party, until=one.until, tells=one.tells, digest=one.digest)
    record(event, node=one.estate_id, about=one.pk, by=by, at=at)
    return one


@deed
def take_down(notice_id: UUID, *, reason: str, by: Person, at: datetime) -> BoardNotice:
    """It no longer hangs there; that it did, and why it does not, stays."""
    one = locked(BoardNotice.objects.select_related("estate__node"), notice_id)
    require(may_take_down, by, one, at)
    if one.taken_down_at is not None:
        return one
    if not reason.strip():
        raise NoReason
    one.taken_down_at, one.taken_down_by, one.reason = at, by, reason[:REASON_MAX]
    one.save(update_fields=["taken_down_at", "taken_down_by", "reason"])
    record(BoardNoticeTakenDown(reason=one.reason), node=one.estate_id, about=one.pk, by=by, at=at)
    return one


@deed
def choose(whose: Person, *, kind: str, how: str, by: Person, at: datetime) -> Choice | None:
    """How somebody wants to be told of a kind of thing. What is urgent cannot be chosen."""
    require(may_choose, by, whose, at)
    if kind not in kinds:
        raise NotThere
    if kinds[kind].urgent:
        raise CannotSwitchOff
    before = Choice.objects.filter(person=whose, kind=kind).first()
    if (before.how if before else kinds[kind].default) == how:
        return before
    one, _ = Choice.objects.update_or_create(person=whose, kind=kind, defaults={"how": How(how).value})
    record(NoticesChosen(kind=kind, how=one.how), node=chain_of(whose), about=whose.pk, by=by, at=at)
    return one


@deed
def erase(whose: Person, *, by: Person, at: datetime) -> int:
    """A person's notices and choices go."""
    require(may_erase, by, whose, at)
    count = Notice.objects.filter(person=whose).count()
    Notice.objects.filter(person=whose).delete()
    Choice.objects.filter(person=whose).delete()
    if count:
        record(NoticesErased(notices=count), node=chain_of(whose), about=whose.pk, by=by, at=at)
    return count
