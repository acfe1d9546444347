"""Entries: what is booked on a day, as postings that each debit one account and credit another.

Every posting carries both sides, so no sum of postings can be unbalanced. What was booked is never changed; what was
wrong is reversed, once, with a reason.
"""

import re
from collections import defaultdict
from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from courtyard.core.books import refusals as no
from courtyard.core.books.chart import Chart, Place
from courtyard.core.quantities import format_fen
from courtyard.core.rulebook import Account, Fund, Mode

FEN_A_POSTING_MAX = 10**12
"""Ten billion yuan: a million such postings still add up within a database's whole numbers."""

POSTINGS_MAX = 20_000
ID_MAX = 80
_ID = re.compile(rf"[A-Za-z0-9][A-Za-z0-9./-]{{0,{ID_MAX - 1}}}")


@dataclass(frozen=True, order=True, slots=True)
class Side:
    """An account by its key, and its sub-account where it has such."""

    account: str
    place: Place | None = None

    @property
    def folded(self) -> "Side":
        """As anybody may see it: a home is its control account. Buildings and entrances stay."""
        return Side(self.account) if self.place is not None and self.place.kind == "home" else self


@dataclass(frozen=True, slots=True)
class Posting:
    """So many fen from the account that is credited to the one that is debited."""

    debit: Side
    credit: Side
    fen: int

    @property
    def swapped(self) -> "Posting":
        return Posting(self.credit, self.debit, self.fen)


@dataclass(frozen=True, slots=True)
class Entry:
    """What was booked on a day: its words, where it comes from, and what authorised it.

    `source` names the bill run, bank line, opening list or voucher; `authority` the decision, contract or delegated
    limit that a spending rests on. A reversal says which entry it `reverses`, and the `reason`.
    """

    id: str
    day: date
    text: str
    postings: tuple[Posting, ...]
    source: str = ""
    authority: str = ""
    reverses: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Closed:
    """Days in which nothing is booked any more, the first and last included; of one fund, or of all."""

    first: date
    last: date
    fund: Fund | None = None


@dataclass(frozen=True, slots=True)
class Bounds:
    """What entries have to keep to: the chart, the first day of the books, closed periods, and the operating mode."""

    chart: Chart
    begins: date
    closed: tuple[Closed, ...] = ()
    mode: Mode | None = None


def check_entry(entry: Entry, bounds: Bounds) -> None:
    """Whether an entry may be booked. Raises the refusal that names what is wrong with it; the first, of several.

    BadEntryId, NoSource, NoReason, BeforeBooks, NoPosting, TooManyPostings; for each posting BadAmount, UnknownAccount,
    NotInThisMode, NeedsPlace, TakesNoPlace, SameOnBothSides, TwoFunds; then PeriodClosed and HalfTransfer.
    """
    _check_head(entry, bounds)
    if not entry.postings:
        raise no.NoPosting
    if len(entry.postings) > POSTINGS_MAX:
        raise no.TooManyPostings(most=POSTINGS_MAX)
    funds = {_check_posting(posting, bounds) for posting in entry.postings}
    _check_open(entry.day, funds, bounds)
    _check_transfers(entry.postings, bounds.chart)


def reversal(entry: Entry, *, as_id: str, day: date, reason: str, reversed_already: Container[str] = ()) -> Entry:
    """The entry that takes another one back: the same postings the other way round, under an id of its own.

    `reversed_already` holds the ids of entries that have been. Raises AlreadyReversed, IsReversal, NoReason and
    BeforeWhatItReverses; whether its day is open is for `check_entry`.
    """
    if entry.reverses:
        raise no.IsReversal(entry=entry.id)
    if entry.id in reversed_already:
        raise no.AlreadyReversed(entry=entry.id)
    if not reason.strip():
        raise no.NoReason
    if day < entry.day:
        raise no.BeforeWhatItReverses(day=entry.day)
    postings = tuple(posting.swapped for posting in entry.postings)
    return replace(entry, id=as_id, day=day, postings=postings, reverses=entry.id, reason=reason)


def cash_out_fen(postings: Iterable[Posting], chart: Chart) -> Mapping[Fund, int]:
    """By how much the postings lower each fund's cash, in fen; only funds whose cash they lower.

    What moves between two accounts of one fund's cash lowers nothing.
    """
    net: defaultdict[Fund, int] = defaultdict(int)
    for posting in postings:
        debit, credit = chart[posting.debit.account], chart[posting.credit.account]
        if credit.cash:
            net[credit.fund] += posting.fen
        if debit.cash:
            net[debit.fund] -= posting.fen
    return {fund: fen for fund, fen in net.items() if fen > 0}


def spent_fen(postings: Iterable[Posting], chart: Chart) -> Mapping[Fund, int]:
    """What the postings spend of each fund, in fen: its expenses, paid or owed, less what reverses some."""
    net: defaultdict[Fund, int] = defaultdict(int)
    for posting in postings:
        debit, credit = chart[posting.debit.account], chart[posting.credit.account]
        if debit.kind == "expense":
            net[debit.fund] += posting.fen
        if credit.kind == "expense":
            net[credit.fund] -= posting.fen
    return {fund: fen for fund, fen in net.items() if fen > 0}


def _check_head(entry: Entry, bounds: Bounds) -> None:
    if not _ID.fullmatch(entry.id):
        raise no.BadEntryId(most=ID_MAX)
    if not entry.source.strip():
        raise no.NoSource
    if entry.reverses and not entry.reason.strip():
        raise no.NoReason
    if entry.day < bounds.begins:
        raise no.BeforeBooks(begins=bounds.begins)


def _check_posting(posting: Posting, bounds: Bounds) -> Fund:
    # A bool is an int to Python, and no amount to anybody else.
    if type(posting.fen) is not int or not 0 < posting.fen <= FEN_A_POSTING_MAX:
        raise no.BadAmount(most_yuan=format_fen(FEN_A_POSTING_MAX))
    debit, credit = _check_side(posting.debit, bounds), _check_side(posting.credit, bounds)
    if posting.debit == posting.credit:
        raise no.SameOnBothSides(account=debit)
    if debit.fund != credit.fund:
        raise no.TwoFunds(debit=debit, credit=credit)
    return debit.fund


def _check_side(side: Side, bounds: Bounds) -> Account:
    account = bounds.chart[side.account]
    if bounds.mode is not None and bounds.mode not in account.modes:
        raise no.NotInThisMode(account=account)
    if account.per == "estate":
        if side.place is not None:
            raise no.TakesNoPlace(account=account)
    elif side.place is None or side.place.kind != account.per or not side.place.code.strip():
        raise no.NeedsPlace(account=account)
    return account


def _check_open(day: date, funds: set[Fund], bounds: Bounds) -> None:
    for closed in bounds.closed:
        if closed.first <= day <= closed.last and (closed.fund is None or closed.fund in funds):
            raise no.PeriodClosed(first=closed.first, last=closed.last)


def _check_transfers(postings: Iterable[Posting], chart: Chart) -> None:
    net: defaultdict[str, int] = defaultdict(int)
    for posting in postings:
        net[posting.debit.account] += posting.fen
        net[posting.credit.account] -= posting.fen
    for out, into in chart.mirrors():
        if net[out.key] + net[into.key]:
            raise no.HalfTransfer(account=out, mirror=into)
