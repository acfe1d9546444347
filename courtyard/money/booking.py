"""What is to be booked, and what it has to keep to. Nothing here is written down."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from hashlib import sha256
from uuid import UUID

from courtyard.core import books as core
from courtyard.core.books import refusals
from courtyard.core.chain import canonical
from courtyard.core.errors import BadInput, sentence
from courtyard.core.rulebook.periods import months_after
from courtyard.money.models import Book, Closing, Entry, Posting
from courtyard.money.models.book import WHAT_MAX
from courtyard.places.models import Building, Entrance, Home
from courtyard.places.rules import rules_of
from courtyard.trail.ids import new_id

DEBTS = ("asset", "liability")
BANK_CHARGES, FUND_OF_HOMES = "_bank_charges", "fund_of_homes"
DAY = timedelta(days=1)
SHARE = "share"
"""The source of an entry that shares another one over homes: its `source_id` is that entry."""
PLACES: dict[type[Building | Entrance | Home], core.PlaceKind] = {
    Building: "building", Entrance: "entrance", Home: "home",
}  # fmt: skip


class NotYet(BadInput):
    says = sentence("{day} has not come yet. Book what has happened.")
    field = "day"


class NoAuthority(BadInput):
    says = sentence(
        "“{account}” is spending, and spending rests on something: a decision, a delegated limit, a contract, an "
        "approved budget, or the rule for emergencies. Say which."
    )
    field = "authority"


class NoText(BadInput):
    says = sentence("Say in at most {most} characters what the entry is about.")
    field = "what"


@dataclass(frozen=True, slots=True)
class Side:
    """An account by its key in the chart; with a place, what is kept apart for it."""

    key: str
    place: Building | Entrance | Home | None = None


@dataclass(frozen=True, slots=True)
class Leg:
    """From the credited side to the debited one, in fen."""

    debit: Side
    credit: Side
    fen: int


@dataclass(frozen=True, kw_only=True)
class Booking:
    """What is to be booked. Its `id` makes one form one entry."""

    kind: Entry.Kind
    day: date
    what: str
    legs: Sequence[Leg]
    source: str = ""
    source_id: UUID | None = None
    authority: str = ""
    authority_id: UUID | None = None
    id: UUID = field(default_factory=new_id)


def homes_told(book: Book, told: Booking) -> int:
    """Of how many homes an entry tells what they owed, paid, or had paid ahead.

    What a home has in the fund is no debt; what it pays into it is a payment like any other, and what it had when
    the books began is told as little.
    """
    chart = rules_of(book.estate).accounts
    sides = [side for leg in told.legs for side in (leg.debit, leg.credit) if chart[side.key].kind in DEBTS]
    if told.kind == Entry.Kind.RECEIPT:
        sides += [leg.credit for leg in told.legs if chart[leg.debit.key].cash]
    if told.kind == Entry.Kind.OPENING:
        sides += [leg.credit for leg in told.legs if leg.credit.key == FUND_OF_HOMES]
    return len({side.place.pk for side in sides if isinstance(side.place, Home)})


def digest_of(postings: Iterable[Posting]) -> str:
    """Of what moved from where to where, whatever order it is read in: sha256 of the canonical rows."""
    rows = sorted([one.debit_id.hex, one.credit_id.hex, one.fen] for one in postings)
    return sha256(canonical(rows).encode()).hexdigest()


def check(book: Book, told: Booking, at: datetime) -> None:
    """Raises what core/books refuses, NotYet for a day to come, NoText, NoAuthority."""
    if not 0 < len(told.what.strip()) <= WHAT_MAX:
        raise NoText(most=WHAT_MAX)
    if told.day > rules_of(book.estate).hours.day_of(at):
        raise NotYet(day=told.day)
    postings = tuple(core.Posting(_said(leg.debit), _said(leg.credit), leg.fen) for leg in told.legs)
    entry = core.Entry(told.id.hex, told.day, told.what, postings, told.source or told.kind, told.authority)
    bounds = bounds_of(book)
    core.check_entry(entry, bounds)
    _require_authority(told, bounds.chart)


def _require_authority(told: Booking, chart: core.Chart) -> None:
    """What is spent rests on something. The bank's own charges, and what one fund hands to another, are no spending."""
    if told.authority or told.kind == Entry.Kind.OPENING:
        return
    for leg in told.legs:
        line = chart[leg.debit.key]
        if line.kind == "expense" and not line.mirror and not line.key.endswith(BANK_CHARGES):
            raise NoAuthority(account=line)


def require_open(book: Book, day: date) -> None:
    """Raises PeriodClosed for a day in a month that is closed."""
    for closed in bounds_of(book).closed:
        if day <= closed.last:
            raise refusals.PeriodClosed(first=closed.first, last=closed.last)


def bounds_of(book: Book) -> core.Bounds:
    """What entries have to keep to here: the chart, the first day, and the months that are closed."""
    last = Closing.objects.filter(estate=book.pk).order_by("-month").values_list("month", flat=True).first()
    closed = (core.Closed(book.opens_on, months_after(last, 1) - DAY),) if last else ()
    return core.Bounds(core.Chart(rules_of(book.estate).accounts), book.opens_on, closed)


def _said(side: Side) -> core.Side:
    if side.place is None:
        return core.Side(side.key)
    return core.Side(side.key, core.Place(PLACES[type(side.place)], side.place.pk.hex))
