"""A quarter's public revenue goes to the maintenance fund, more than half of what is left of it, home by home."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from courtyard.core.books import split_by_area, usual
from courtyard.core.errors import BadInput, Refusal, sentence
from courtyard.core.quantities import format_fen
from courtyard.core.quarters import Quarter
from courtyard.money import citing
from courtyard.money.actions.entries import enter
from courtyard.money.booking import Booking, Leg, Side
from courtyard.money.events.revenue import QuarterMoved
from courtyard.money.grounds import about
from courtyard.money.locks import lock_book
from courtyard.money.models import Book, Entry, QuarterMove
from courtyard.money.models.book import Fund
from courtyard.money.permissions.revenue import may_move_quarter
from courtyard.money.queries import revenue as queries
from courtyard.money.revenue_rules import whole_fen
from courtyard.money.there_is import require_there
from courtyard.people.models import Person
from courtyard.places.models import Home
from courtyard.places.rules import rules_of
from courtyard.trail.deeds import deed, record, require
from courtyard.trail.ids import new_id

ASSEMBLY = Entry.Authority.ASSEMBLY


class QuarterNotOver(Refusal):
    says = sentence("This quarter ends on {day}. It is moved once it is over.")


class QuarterBeforeBooks(BadInput):
    says = sentence("The books here begin on {day}, after this quarter.")
    field = "quarter"


class MovedAlready(Refusal):
    says = sentence(
        "{yuan} yuan of this quarter were moved already, by entry no. {number}. If that was wrong, take that entry "
        "back first."
    )


class NothingToMove(Refusal):
    says = sentence("Nothing is left of this quarter after its cost, so there is nothing to move.")


class TooLittle(BadInput):
    """Less than the rulebook's limit, and no decision of the owners on less."""

    says = sentence(
        "At least {least_yuan} yuan of this quarter go to the maintenance fund: “{rule}”, {article}. Less needs a "
        "decision of the owners."
    )
    field = "fen"


class MovedBefore(BadInput):
    says = sentence("What is moved is dated after the quarter: {day} or later.")
    field = "day"


@dataclass(frozen=True, kw_only=True)
class Moving:
    """What of a quarter is moved. `ground` is the owners' decision on less than the rule asks for.

    Its `id` makes one form one move.
    """

    estate_id: UUID
    quarter: Quarter
    fen: int
    day: date
    what: str
    ground: citing.Key | None = None
    id: UUID = field(default_factory=new_id)


@deed
def move_quarter(told: Moving, *, by: Person, at: datetime) -> QuarterMove:
    """Out of one account, into the other, and shared over all homes by area: one entry, taken back whole or not."""
    book = lock_book(told.estate_id)
    require(may_move_quarter, by, book.estate, at)
    before = QuarterMove.objects.filter(pk=told.id, estate=book.pk).first()
    if before is not None:
        return before
    today = rules_of(book.estate).hours.day_of(at)
    _require_over(told, book, today)
    _require_not_moved(book, told.quarter)
    figures = queries.quarter_in(book, told.quarter, today)
    ground = citing.chosen(book.estate, told.ground, today, (ASSEMBLY,), about(Fund.REVENUE)) if told.ground else None
    _check(told, book, figures, lawful=ground is not None)
    shares = _shares(book, told.fen)
    entry = enter(book, _booking(told, ground, shares), by=by, at=at)
    move = QuarterMove.objects.create(
        id=told.id, estate=book.estate, quarter=str(told.quarter), net_fen=figures.share.net_fen,
        least_fen=figures.share.least_fen, fen=told.fen, homes=len(shares), decision=ground.id if ground else None,
        entry=entry, moved_by=by, moved_at=at,
    )  # fmt: skip
    event = QuarterMoved(
        quarter=move.quarter, number=entry.number, net_fen=move.net_fen, least_fen=move.least_fen, fen=move.fen,
        homes=move.homes, decision=move.decision,
    )  # fmt: skip
    record(event, node=book.pk, about=move.pk, by=by, at=at)
    return move


def _require_over(told: Moving, book: Book, today: date) -> None:
    last = told.quarter.last_day
    if last < book.opens_on:
        raise QuarterBeforeBooks(day=book.opens_on)
    if last >= today:
        raise QuarterNotOver(day=last)
    if told.day <= last:
        raise MovedBefore(day=told.quarter.next.first_day)


def _require_not_moved(book: Book, quarter: Quarter) -> None:
    """Raises MovedAlready. A move whose entry was taken back says so from now on, and makes room."""
    rows = QuarterMove.objects.filter(estate=book.pk, quarter=str(quarter), taken_back_by__isnull=True)
    before = rows.select_related("entry").first()
    if before is None:
        return
    back = Entry.objects.filter(reverses=before.entry_id).first()
    if back is None:
        raise MovedAlready(yuan=format_fen(before.fen), number=before.entry.number)
    before.taken_back_by = back
    before.save(update_fields=["taken_back_by"])


def _check(told: Moving, book: Book, figures: queries.QuarterFigures, *, lawful: bool) -> None:
    fen, share, limit = whole_fen(told.fen), figures.share, queries.limit_of(book)
    if share.net_fen <= 0:
        raise NothingToMove
    if limit is not None and fen < share.least_fen and not lawful:
        raise TooLittle(least_yuan=format_fen(share.least_fen), rule=limit, article=limit.article)
    require_there(book, queries.BANK, fen)


def _shares(book: Book, fen: int) -> Mapping[UUID, int]:
    """What each home gets, by area; nothing for anybody where no area is known, and then it stays undistributed."""
    areas = queries.sharing_homes(book.pk)
    if not areas:
        return {}
    parts = split_by_area(fen, {home.hex: cm2 for home, cm2 in areas.items()})
    return {UUID(home): part for home, part in parts.items() if part}


def _booking(told: Moving, ground: citing.Ground | None, shares: Mapping[UUID, int]) -> Booking:
    homes = Home.objects.in_bulk(shares)
    over = [Leg(Side(one.debit.account), Side(one.credit.account), one.fen) for one in usual.revenue_to_fund(told.fen)]
    to_homes = [
        Leg(Side("fund_undistributed"), Side("fund_of_homes", homes[home]), part) for home, part in shares.items()
    ]
    return Booking(
        kind=Entry.Kind.TRANSFER, day=told.day, what=told.what, legs=[*over, *to_homes], source="quarter_move",
        source_id=told.id, authority=ground.kind if ground else "", authority_id=ground.id if ground else None,
    )  # fmt: skip
