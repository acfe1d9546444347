"""Owners are told to top up the maintenance fund; what they decide is written down; a mistake is withdrawn.

上海市住宅物业管理规定 art 65. That it is topped up nobody has to say: the books do (`restoring.py`).
"""

from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from courtyard.assembly.freezes import require_thawed
from courtyard.core.errors import BadInput, Refusal, sentence
from courtyard.core.rulebook.periods import months_after
from courtyard.money import citing
from courtyard.money.actions.restoring import restore_top_ups
from courtyard.money.events.top_ups import TopUpDecided, TopUpNoticed, TopUpWithdrawn
from courtyard.money.grounds import FREEZES
from courtyard.money.locks import lock_book, lock_top_up
from courtyard.money.models import Book, TopUpNotice
from courtyard.money.models.book import WORDS_MAX
from courtyard.money.models.top_up import PERCENT_MAX
from courtyard.money.permissions.top_ups import may_decide_top_up, may_notice_top_up, may_withdraw_top_up
from courtyard.money.queries.fund import FEWEST
from courtyard.money.queries.top_ups import RAISES, about, homes_in, part_said, standing_of
from courtyard.money.top_up_duties import DECIDE, PERIODS, RESTORE, done, let_go, owe_deciding, owe_restoring
from courtyard.people.models import CLERK, Person
from courtyard.places.models import Building, Estate
from courtyard.places.rules import rules_of, version_of
from courtyard.trail.deeds import deed, record, require
from courtyard.trail.ids import new_id

YEARS_MAX = 10
MONTHS = 12


class NoNotice(BadInput):
    says = sentence("Write in at most {most} characters what owners are told. Everybody reads it: name no home.")
    field = "words"


class NotThatDay(BadInput):
    says = sentence("Choose the day on which owners were told: between {first} and today.")
    field = "day"


class NoSuchBuilding(BadInput):
    says = sentence("Choose a building of this estate, or the whole estate.")
    field = "building"


class TooFewHomes(BadInput):
    """A notice of so few homes would tell whose fund is low."""

    says = sentence("With fewer than {n} homes it would show whose fund is low. Tell the whole estate.")
    field = "building"


class NothingLow(Refusal):
    says = sentence("By the books no home here is below the limit, so there is nothing to top up.")


class NoticedAlready(Refusal):
    says = sentence("Owners were told on {day}, and it is not decided yet. A second notice would begin a second time.")


class NoticeOver(Refusal):
    says = sentence("This notice was withdrawn, or every home has topped up. Nothing is left to decide.")


class DecidedAlready(Refusal):
    says = sentence("This is decided already, by “{title}”.")


class BadPercent(BadInput):
    says = sentence("Say to how many per cent of its first deposit each home tops up: between 1 and {most}.")
    field = "percent"


class BadUntil(BadInput):
    says = sentence("Say by when homes pay: between {first} and {last}.")
    field = "until"


class NoReason(BadInput):
    says = sentence("Say why, in at most {most} characters. Everybody reads it: name no home.")
    field = "words"


@dataclass(frozen=True, kw_only=True)
class Telling:
    """What owners of a building or of the whole estate are told, and when. Its `id` makes one form one notice."""

    estate_id: UUID
    day: date
    words: str
    building: UUID | None = None
    id: UUID = field(default_factory=new_id)


@dataclass(frozen=True, kw_only=True)
class Deciding:
    """Which decision of the owners it was, to how much of its first deposit each home tops up, and by when."""

    ground: citing.Key
    percent: int
    until: date


@deed
def notice_top_up(told: Telling, *, by: Person, at: datetime) -> TopUpNotice:
    """The periods of the rulebook begin on that day. Raises Frozen, NothingLow, NoticedAlready."""
    book = lock_book(told.estate_id)
    require(may_notice_top_up, by, book.estate, at)
    before = TopUpNotice.objects.filter(pk=told.id, estate=book.pk).first()
    if before is not None:
        return before
    require_thawed(FREEZES, book.estate, at)
    today = rules_of(book.estate).hours.day_of(at)
    building = _building(book.estate, told.building)
    if not book.opens_on <= told.day <= today:
        raise NotThatDay(first=book.opens_on)
    if not 0 < len(told.words.strip()) <= WORDS_MAX:
        raise NoNotice(most=WORDS_MAX)
    _require_none_open(book, building)
    decide_by, restore_by = _periods(book.estate, told.day)
    one = TopUpNotice.objects.create(
        id=told.id, estate=book.estate, building=building, noticed_on=told.day, words=told.words.strip(),
        homes=_low(book, building, today), rulebook=version_of(book.estate), decide_by=decide_by,
        restore_by=restore_by, noticed_by=by, noticed_at=at,
    )  # fmt: skip
    owe_deciding(one, at)
    owe_restoring(one, at, one.pk)
    event = TopUpNoticed(
        part=part_said(one), on=one.noticed_on, homes=one.homes, decide_by=decide_by, restore_by=restore_by,
        words=one.words,
    )  # fmt: skip
    record(event, node=book.pk, about=one.pk, by=by, at=at)
    return one


def _building(estate: Estate, pk: UUID | None) -> Building | None:
    if pk is None:
        return None
    found = Building.objects.filter(pk=pk, estate=estate).first()
    if found is None:
        raise NoSuchBuilding
    return found


def _require_none_open(book: Book, building: Building | None) -> None:
    """Of an open notice of the whole estate and one of a building a home would not know which holds for it."""
    for one in standing_of(book.pk):
        if not one.is_decided and (building is None or one.covers(building.pk)):
            raise NoticedAlready(day=one.noticed_on)


def _low(book: Book, building: Building | None, today: date) -> int | None:
    """How many homes are low, where that tells of nobody. Raises NothingLow, TooFewHomes."""
    homes, low = homes_in(book, today).low(building.pk if building else None)
    if building is not None and homes < FEWEST:
        raise TooFewHomes(n=FEWEST)
    if not low:
        raise NothingLow
    return low if homes >= FEWEST else None


def _periods(estate: Estate, day: date) -> tuple[date | None, date | None]:
    """Until when owners decide, and by when homes restore without a decision; none where the rulebook has none."""
    rules = rules_of(estate)
    decide, restore = (rules.periods.get(PERIODS[kind]) for kind in (DECIDE, RESTORE))
    if decide is None or not decide.in_force(day):
        return None, None
    last = decide.after(day, rules.hours.calendar)
    return last, restore.after(last, rules.hours.calendar) if restore is not None else None


@deed
def decide_top_up(notice_id: UUID, told: Deciding, *, by: Person, at: datetime) -> TopUpNotice:
    """What the owners decided, written down. Where that decision was set aside, another one takes its place."""
    book, one = lock_top_up(notice_id)
    require(may_decide_top_up, by, one, at)
    if one.is_decided and (one.decision_id, one.percent, one.until) == (told.ground[1], told.percent, told.until):
        return one
    _require_standing(one)
    if one.is_decided and one.decision is not None:
        raise DecidedAlready(title=one.decision.title)
    require_thawed(RAISES, book.estate, at)
    today = rules_of(book.estate).hours.day_of(at)
    ground = citing.chosen(book.estate, told.ground, today, about=about(one))
    _check(told, ground.since, today)
    one.decision_id, one.percent, one.until, one.decided_by, one.decided_at = (
        ground.id,
        told.percent,
        told.until,
        by,
        at,
    )
    one.save(update_fields=["decision", "percent", "until", "decided_by", "decided_at"])
    one.refresh_from_db(fields=["decision"])
    done(one, DECIDE, at, evidence=ground.id, link=ground.address)
    let_go(one, RESTORE, at, reason=ground.title)
    owe_restoring(one, at, ground.id)
    event = TopUpDecided(part=part_said(one), decision=ground.id, percent=told.percent, until=told.until)
    record(event, node=book.pk, about=one.pk, by=by, at=at)
    restore_top_ups(book, today, by=CLERK, at=at)
    one.refresh_from_db(fields=["restored_on"])
    return one


def _require_standing(one: TopUpNotice) -> None:
    if one.withdrawn_at is not None or one.restored_on is not None:
        raise NoticeOver


def _check(told: Deciding, since: date, today: date) -> None:
    if type(told.percent) is not int or not 0 < told.percent <= PERCENT_MAX:
        raise BadPercent(most=PERCENT_MAX)
    last = months_after(today, YEARS_MAX * MONTHS)
    if not since <= told.until <= last:
        raise BadUntil(first=since, last=last)


@deed
def withdraw_top_up(notice_id: UUID, *, reason: str, by: Person, at: datetime) -> TopUpNotice:
    """Owners were told by mistake. It stays to be read with the reason, and nobody owes anything by it."""
    book, one = lock_top_up(notice_id)
    require(may_withdraw_top_up, by, one, at)
    if one.withdrawn_at is not None:
        return one
    _require_standing(one)
    if not 0 < len(reason.strip()) <= WORDS_MAX:
        raise NoReason(most=WORDS_MAX)
    one.reason, one.withdrawn_by, one.withdrawn_at = reason.strip(), by, at
    one.save(update_fields=["reason", "withdrawn_by", "withdrawn_at"])
    for kind in (DECIDE, RESTORE):
        let_go(one, kind, at, reason=one.reason)
    event = TopUpWithdrawn(part=part_said(one), reason=one.reason)
    record(event, node=book.pk, about=one.pk, by=by, at=at)
    return one
