"""What the owners let the committee spend by itself, and what of it was spent. Money is integer fen."""

from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from courtyard.committee.citing import cite_decision, cite_resolution
from courtyard.committee.events.business import LimitEnded, LimitGiven, LimitHandedBack, LimitUsed
from courtyard.committee.locks import lock_limit
from courtyard.committee.models import REASON_MAX, TITLE_MAX, Limit, LimitUse, Resolution
from courtyard.committee.permissions.business import may_end_limit, may_give_limit, may_hand_back_limit, may_use_limit
from courtyard.committee.queries.business import spent_of
from courtyard.committee.queries.terms import day_of
from courtyard.core.errors import BadInput, Refusal, sentence
from courtyard.core.quantities import FEN_MAX, format_fen
from courtyard.people.models import Person
from courtyard.places.locks import lock_estate
from courtyard.places.models import Estate
from courtyard.trail.deeds import deed, record, require
from courtyard.trail.ids import new_id
from courtyard.trail.rows import holder


class NoTitle(BadInput):
    says = sentence("Say in at most {most} characters what the money may be spent on.")
    field = "title"


class NoAmount(BadInput):
    says = sentence("Say how much at most may be spent each time: more than nothing.")
    field = "each"


class SmallTotal(BadInput):
    says = sentence("All together cannot be less than what may be spent each time.")
    field = "total"


class EndsBeforeItBegins(BadInput):
    says = sentence("The end date cannot be before the start date.")
    field = "valid_to"


class NotYet(BadInput):
    says = sentence("It cannot have happened later than now.")
    field = "on"


class NothingSpent(BadInput):
    says = sentence("Say how much was spent: more than nothing.")
    field = "fen"


class NoUse(BadInput):
    says = sentence("Say in at most {most} characters what it was spent on.")
    field = "what"


class OverEach(BadInput):
    says = sentence(
        "The owners let the committee spend {each} yuan at most each time, and this is {fen} yuan. "
        "Put it to the owners, who decide on it by a vote. (民法典第二百七十八条)"
    )
    field = "fen"


class OverTotal(BadInput):
    says = sentence(
        "Of what the owners let the committee spend, {left} yuan are left, and this is {fen} yuan. "
        "Put it to the owners, who decide on it by a vote. (民法典第二百七十八条)"
    )
    field = "fen"


class OutsideTerm(BadInput):
    says = sentence(
        "On {day} this limit did not hold: the owners gave it for other days. Correct the day, or put it to the owners."
    )
    field = "on"


class LimitOver(Refusal):
    says = sentence("This limit was ended on {day}. What is to be spent now has to be put to the owners.")


class GivenNoMore(Refusal):
    says = sentence(
        "The owners’ decision that gave this limit was set aside after an objection. Nothing can be spent by it; "
        "put it to the owners anew."
    )


class SpentAlready(BadInput):
    says = sentence("This decision of the committee was spent on already. Each expense has its own decision.")
    field = "decision"


class NoReason(BadInput):
    says = sentence("Say why, in a few words.")
    field = "reason"


@dataclass(frozen=True, kw_only=True)
class Given:
    """What a decision of the owners lets the committee spend. Its `id` makes one form one limit."""

    estate: Estate
    decision: UUID
    title: str
    each_fen: int
    valid_from: date
    total_fen: int | None = None
    valid_to: date | None = None
    id: UUID = field(default_factory=new_id)


@dataclass(frozen=True, kw_only=True)
class Spending:
    """An expense within a limit, by a decision of the committee. Its `id` makes one form one expense."""

    resolution: UUID
    fen: int
    what: str
    on: date
    id: UUID = field(default_factory=new_id)


@deed
def give_limit(given: Given, *, by: Person, at: datetime) -> Limit:
    """The owners decided it; a member writes it down, and everybody can read the decision beside it."""
    estate = lock_estate(given.estate.pk)
    require(may_give_limit, by, estate, at)
    before = Limit.objects.filter(pk=given.id, estate=estate).first()
    if before is not None:
        return before
    _check(given)
    decision = cite_decision(given.decision, estate, given.valid_from)
    limit = Limit.objects.create(
        id=given.id, estate=estate, decision=decision, title=given.title.strip(), each_fen=given.each_fen,
        total_fen=given.total_fen, valid_from=given.valid_from, valid_to=given.valid_to, entered_at=at, entered_by=by,
    )  # fmt: skip
    event = LimitGiven(
        decision=decision.pk, year=decision.year, number=decision.number, title=limit.title, each_fen=limit.each_fen,
        total_fen=limit.total_fen, valid_from=limit.valid_from, valid_to=limit.valid_to,
    )  # fmt: skip
    record(event, node=estate.pk, about=limit.pk, by=by, at=at)
    return limit


def _check(given: Given) -> None:
    if not given.title.strip() or len(given.title.strip()) > TITLE_MAX:
        raise NoTitle(most=TITLE_MAX)
    if not 0 < given.each_fen <= FEN_MAX:
        raise NoAmount
    if given.total_fen is not None and not given.each_fen <= given.total_fen <= FEN_MAX:
        raise SmallTotal
    if given.valid_to is not None and given.valid_to < given.valid_from:
        raise EndsBeforeItBegins


@deed
def use_limit(limit_id: UUID, spending: Spending, *, by: Person, at: datetime) -> LimitUse:
    """Spent by the committee's own decision, within what the owners gave. The limit is held, so that two expenses at
    once are added up."""
    limit = lock_limit(limit_id)
    require(may_use_limit, by, limit, at)
    before = LimitUse.objects.filter(pk=spending.id, limit=limit).first()
    if before is not None:
        return before
    _require_holding(limit)
    left = _check_spending(spending, limit, at)
    resolution = cite_resolution(spending.resolution, limit.estate, spending.on)
    _require_unspent(resolution)
    one = LimitUse.objects.create(
        id=spending.id, estate=limit.estate, limit=limit, resolution=resolution, fen=spending.fen, on=spending.on,
        what=spending.what.strip(), by=by,
    )  # fmt: skip
    event = LimitUsed(
        title=limit.title, what=one.what, fen=one.fen, on=one.on, resolution=resolution.pk,
        left_fen=None if left is None else left - one.fen,
    )  # fmt: skip
    record(event, node=limit.estate_id, about=limit.pk, by=by, at=at)
    return one


def _require_holding(limit: Limit) -> None:
    if limit.ended_on is not None:
        raise LimitOver(day=limit.ended_on)
    if limit.decision.set_aside or not limit.decision.carried:
        raise GivenNoMore


def _check_spending(spending: Spending, limit: Limit, at: datetime) -> int | None:
    """What is left before it; None where the owners set no total."""
    if spending.fen <= 0:
        raise NothingSpent
    if not spending.what.strip() or len(spending.what.strip()) > TITLE_MAX:
        raise NoUse(most=TITLE_MAX)
    if spending.on > day_of(limit.estate, at):
        raise NotYet
    if spending.on < limit.valid_from or (limit.valid_to is not None and spending.on > limit.valid_to):
        raise OutsideTerm(day=spending.on)
    if spending.fen > limit.each_fen:
        raise OverEach(each=format_fen(limit.each_fen), fen=format_fen(spending.fen))
    if limit.total_fen is None:
        return None
    left = limit.total_fen - spent_of(limit)
    if spending.fen > left:
        raise OverTotal(left=format_fen(left), fen=format_fen(spending.fen))
    return left


def _require_unspent(resolution: Resolution) -> None:
    if LimitUse.objects.filter(resolution=resolution).exists():
        raise SpentAlready


@deed
def hand_back_limit(use_id: UUID, *, reason: str, by: Person, at: datetime) -> Limit:
    """What was to be spent is not: as much can be spent again, and the committee's decision stands for nothing."""
    limit = lock_limit(holder(LimitUse.objects, use_id, "limit"))
    require(may_hand_back_limit, by, limit, at)
    use = LimitUse.objects.get(pk=use_id)
    if not reason.strip():
        raise NoReason
    event = LimitHandedBack(title=limit.title, what=use.what, fen=use.fen, reason=reason.strip()[:REASON_MAX])
    use.delete()
    record(event, node=limit.estate_id, about=limit.pk, by=by, at=at)
    return limit


@deed
def end_limit(limit_id: UUID, *, reason: str, by: Person, at: datetime) -> Limit:
    """Nothing more is spent by it. What was spent stays."""
    limit = lock_limit(limit_id)
    require(may_end_limit, by, limit, at)
    if limit.ended_on is not None:
        return limit
    if not reason.strip():
        raise NoReason
    limit.ended_on, limit.ended_why = day_of(limit.estate, at), reason.strip()[:REASON_MAX]
    limit.save(update_fields=["ended_on", "ended_why"])
    event = LimitEnded(title=limit.title, reason=limit.ended_why)
    record(event, node=limit.estate_id, about=limit.pk, by=by, at=at)
    return limit
