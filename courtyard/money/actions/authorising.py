"""On what a spending rests, and the two people who approve it."""

from datetime import date, datetime, timedelta
from uuid import UUID

from courtyard.assembly.freezes import require_thawed
from courtyard.committee.actions.limits import Spending as Use
from courtyard.committee.actions.limits import use_limit
from courtyard.committee.models import TITLE_MAX
from courtyard.core.errors import BadInput, Refusal, sentence
from courtyard.core.quantities import format_fen
from courtyard.money.events.spending import SpendingAuthorised, SpendingReviewed, SpendingSigned, WorksAnnounced
from courtyard.money.grounds import (
    BY_FUND,
    FREEZES,
    FROZEN_FUNDS,
    Ground,
    NoGround,
    require_contract,
    require_decision,
    require_emergency,
    require_lent,
    require_still,
)
from courtyard.money.locks import lock_spending
from courtyard.money.models import Entry, Quote, Spending
from courtyard.money.models.book import Fund
from courtyard.money.parts import require_shared
from courtyard.money.permissions.spending import (
    may_announce_works,
    may_approve_spending,
    may_authorise_spending,
    may_review_spending,
)
from courtyard.money.queries.spending import drawn_fen, standing_draws
from courtyard.people.models import Person
from courtyard.places.rules import rules_of
from courtyard.trail.deeds import deed, record, require

S, A = Spending.State, Entry.Authority
BEGINS_WITHIN = timedelta(days=730)


class NoQuote(BadInput):
    says = sentence("Choose the quote that is taken. If none came in yet, add one first.")
    field = "quote"


class PlannedIt(Refusal):
    says = sentence("You planned this spending, so two others approve it.")


class SignedAlready(Refusal):
    says = sentence("You signed this already. The second signature has to be somebody else’s.")


class NotToSign(Refusal):
    says = sentence("This spending waits for no signature.")


class NotToBegin(Refusal):
    says = sentence("Works begin once two people have approved the spending, and before it is accepted.")


class BegunAlready(Refusal):
    says = sentence("Works began on {day}. That is not changed afterwards.")


class TooSoon(BadInput):
    says = sentence("What is planned hangs on the wall a day before works begin. The earliest day is {day}.")
    field = "day"


class TooFarOff(BadInput):
    says = sentence("Say a day within the next two years.")
    field = "day"


class NotToReview(Refusal):
    says = sentence("A price is reviewed once two people have approved the spending, and before it is published.")


class OwnReview(Refusal):
    says = sentence("You had a part of it paid, so somebody else enters its price review.")


class BadReview(BadInput):
    says = sentence("A review sets at least what was drawn, {least_yuan} yuan, and at most {most_yuan}, as agreed.")
    field = "fen"


@deed
def authorise_spending(
    spending_id: UUID, ground: Ground, quote: UUID | None = None, *, by: Person, at: datetime
) -> Spending:
    """Says what lets the money out, and which quote is taken; the sum is then fixed. Raises Frozen, NoGround and what
    grounds.py refuses."""
    _, spending = lock_spending(spending_id)
    require(may_authorise_spending, by, spending, at)
    if spending.state == S.AUTHORISED and (spending.authority, spending.chosen_id) == (ground.kind, quote):
        return spending
    spending.move_to(S.AUTHORISED)
    if ground.kind not in BY_FUND.get(spending.fund, ()):
        raise NoGround
    _require_thawed(spending, at)
    if spending.fund == Fund.MAINTENANCE:
        require_shared(spending)
    spending.chosen = _chosen(spending, quote)
    spending.agreed_fen = spending.chosen.fen if spending.chosen else spending.planned_fen
    spending.authority, spending.authority_id = ground.kind, _rests_on(spending, ground, by, at)
    spending.authorised_by, spending.authorised_at = by, at
    spending.save(
        update_fields=["state", "chosen", "agreed_fen", "authority", "authority_id", "authorised_by", "authorised_at"]
    )
    event = SpendingAuthorised(
        what=spending.what, ground=ground.kind, ground_id=spending.authority_id, fen=spending.agreed_fen
    )
    record(event, node=spending.estate_id, about=spending.pk, by=by, at=at)
    return spending


def _require_thawed(spending: Spending, at: datetime) -> None:
    """An emergency waits for no committee."""
    if spending.fund in FROZEN_FUNDS and not spending.emergency:
        require_thawed(FREEZES, spending.estate, at)


def _chosen(spending: Spending, quote: UUID | None) -> Quote | None:
    """The quote that is taken. An emergency may begin before one is in."""
    found = Quote.objects.filter(pk=quote, spending=spending).first() if quote else None
    if found is None and (quote is not None or not spending.emergency):
        raise NoQuote
    return found


def _rests_on(spending: Spending, ground: Ground, by: Person, at: datetime) -> UUID:
    """The id of what it rests on, looked at and, where it is a limit, used up by so much."""
    today, fen = rules_of(spending.estate).hours.day_of(at), spending.agreed_fen
    assert fen is not None, "the sum is known"
    if ground.kind == A.ASSEMBLY:
        return require_decision(spending, ground.id, fen, today).pk
    if ground.kind == A.CONTRACT:
        return require_contract(spending, ground.id, today).pk
    if ground.kind == A.EMERGENCY:
        require_emergency(spending)
        return spending.pk
    if ground.id is None or ground.resolution is None:
        raise NoGround
    require_lent(spending, ground.id)
    use = Use(resolution=ground.resolution, fen=fen, what=spending.what[:TITLE_MAX], on=today, id=spending.pk)
    return use_limit(ground.id, use, by=by, at=at).limit_id


@deed
def approve_spending(spending_id: UUID, *, by: Person, at: datetime) -> Spending:
    """The first signature, then the second, of two different people, neither of whom planned it."""
    _, spending = lock_spending(spending_id)
    require(may_approve_spending, by, spending, at)
    if spending.state != S.AUTHORISED:
        raise NotToSign
    if by.pk == spending.planned_by_id:
        raise PlannedIt
    if by.pk == spending.first_by_id:
        raise SignedAlready
    _require_thawed(spending, at)
    require_still(spending, rules_of(spending.estate).hours.day_of(at))
    if spending.first_by_id is None:
        spending.first_by, spending.first_at = by, at
    else:
        spending.second_by, spending.second_at = by, at
        spending.move_to(S.APPROVED)
    spending.save(update_fields=["state", "first_by", "first_at", "second_by", "second_at"])
    n = 1 if spending.second_by_id is None else 2
    event = SpendingSigned(what=spending.what, n=n, fen=spending.agreed_fen or 0)
    record(event, node=spending.estate_id, about=spending.pk, by=by, at=at)
    return spending


@deed
def announce_works(spending_id: UUID, day: date, *, by: Person, at: datetime) -> Spending:
    """The day works begin: plan and review hang on the wall before (上海市住宅物业管理规定第六十七条).

    It may be put off until it has come. An emergency waits for no wall.
    """
    _, spending = lock_spending(spending_id)
    require(may_announce_works, by, spending, at)
    if spending.state not in (S.APPROVED, S.PAYING):
        raise NotToBegin
    if spending.begins_on == day:
        return spending
    today = rules_of(spending.estate).hours.day_of(at)
    if spending.begins_on is not None and spending.begins_on <= today:
        raise BegunAlready(day=spending.begins_on)
    earliest = today if spending.emergency else today + timedelta(days=1)
    if day < earliest:
        raise TooSoon(day=earliest)
    if day > today + BEGINS_WITHIN:
        raise TooFarOff
    spending.begins_on = day
    spending.save(update_fields=["begins_on"])
    event = WorksAnnounced(what=spending.what, begins_on=day)
    record(event, node=spending.estate_id, about=spending.pk, by=by, at=at)
    return spending


@deed
def review_spending(spending_id: UUID, fen: int, *, by: Person, at: datetime) -> Spending:
    """What the price review set: never more than was agreed, never less than was drawn.

    It lifts the limits of what may be drawn, so whoever enters it has no part of the sum paid: not before, not after.
    """
    _, spending = lock_spending(spending_id)
    require(may_review_spending, by, spending, at)
    if spending.state not in Spending.DRAWN_FROM:
        raise NotToReview
    if standing_draws().filter(spending=spending.pk, asked_by=by).exists():
        raise OwnReview
    agreed, drawn = spending.agreed_fen or 0, drawn_fen(spending)
    if not drawn <= fen <= agreed or fen == 0:
        raise BadReview(least_yuan=format_fen(drawn), most_yuan=format_fen(agreed))
    spending.reviewed_fen, spending.reviewed_by, spending.reviewed_at = fen, by, at
    spending.save(update_fields=["reviewed_fen", "reviewed_by", "reviewed_at"])
    event = SpendingReviewed(what=spending.what, fen=fen)
    record(event, node=spending.estate_id, about=spending.pk, by=by, at=at)
    return spending
