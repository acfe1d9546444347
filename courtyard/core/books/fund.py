"""The maintenance fund: who shares a spending, what interest brings each home, what may be drawn, and when it is low.

The numbers are the rulebook's `[limits]`; a rulebook that has none of a limit holds nobody to it. Spending is shared by
area over the homes that share the part (上海市住宅物业管理规定 art 68, 民法典 art 283), sold or not.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from courtyard.core.books.balances import Sums
from courtyard.core.books.chart import Chart, PlaceKind
from courtyard.core.books.refusals import BadDraw, OverDraw, OverSum
from courtyard.core.books.splitting import split
from courtyard.core.quantities import format_fen
from courtyard.core.rulebook import Limit

FIRST_DRAW, BEFORE_REVIEW = "fund_first_draw", "fund_before_review"
TOP_UP, RESTORE, RAISE_AGAIN = "fund_top_up", "fund_restore", "fund_raise_again"
REVENUE_TO_FUND, REVENUE_REVIEW = "revenue_to_fund", "revenue_review"

Limits = Mapping[str, Limit]


@dataclass(frozen=True, slots=True)
class SharingHome:
    """A home by its code, where it stands, and its area in cm²."""

    code: str
    building: str
    entrance: str
    cm2: int

    def place(self, part: PlaceKind) -> str:
        """The code of its building or entrance, or its own."""
        return {"building": self.building, "entrance": self.entrance, "home": self.code}[part]


@dataclass(frozen=True, slots=True)
class Shortfall:
    """A home whose share of a spending is more than it has in the fund, both in fen."""

    home: str
    share_fen: int
    has_fen: int

    @property
    def missing_fen(self) -> int:
        return self.share_fen - max(0, self.has_fen)


@dataclass(frozen=True, slots=True)
class Works:
    """The sums of works in fen: agreed in the contract (or the reviewed budget), set by the price review once there is
    one, drawn so far, and of that not paid yet."""

    agreed_fen: int
    reviewed_fen: int | None
    drawn_fen: int
    unpaid_fen: int = 0


@dataclass(frozen=True, slots=True)
class Allowance:
    """What may be drawn now, in fen, and the limit that holds it there; None is the sum itself."""

    fen: int
    limit: Limit | None


@dataclass(frozen=True, slots=True)
class TopUp:
    """A home whose part of the fund is below the limit, in fen: what it has, its first deposit, and what it lacks."""

    home: str
    has_fen: int
    first_fen: int
    lacks_fen: int


@dataclass(frozen=True, slots=True)
class RevenueShare:
    """A quarter's public revenue less its cost, what of it went to the maintenance fund, and what has to; in fen."""

    net_fen: int
    moved_fen: int
    least_fen: int

    @property
    def lacks_fen(self) -> int:
        return max(0, self.least_fen - self.moved_fen)


def homes_sharing(homes: Iterable[SharingHome], part: PlaceKind | None = None, code: str = "") -> dict[str, int]:
    """The homes that share a part, and their areas in cm²: of the estate, of a building, of an entrance, or of one.

    No two entrances of an estate have one code.
    """
    return {home.code: home.cm2 for home in homes if part is None or home.place(part) == code}


def share_spending(fen: int, sharing: Mapping[str, int]) -> dict[str, int]:
    """What each home bears, by area in cm², to the last fen. Raises NothingToShareBy and NegativeSum."""
    return split(fen, sharing)


def shortfalls(shares: Mapping[str, int], has_fen: Mapping[str, int]) -> list[Shortfall]:
    """Homes that have less than their share, in the order of their codes."""
    return [
        Shortfall(home, share, has_fen.get(home, 0))
        for home, share in sorted(shares.items())
        if share > has_fen.get(home, 0)
    ]


def share_interest(fen: int, weights: Mapping[str, int]) -> dict[str, int]:
    """Interest by what each home had, in fen or fen × days. Who was below zero gets none. Raises as `split` does."""
    return split(fen, {home: max(0, weight) for home, weight in weights.items()})


def fen_days(opening_fen: int, changes: Iterable[tuple[date, int]], first: date, last: date) -> int:
    """A balance added up over the days from `first` to `last`; a change counts from its own day on."""
    whole = opening_fen * ((last - first).days + 1)
    return whole + sum(fen * ((last - max(first, day)).days + 1) for day, fen in changes if day <= last)


def allowance(works: Works, limits: Limits, on: date) -> Allowance:
    """What may be drawn for works now.

    Before the review: until something is paid the first draw's limit, then that before a review, each in all;
    afterwards what the review set. Never more than is left of the sum; zero where more has been drawn already.

    沪房规范〔2024〕7号. Raises BadDraw for a sum below zero.
    """
    if min(works.agreed_fen, works.drawn_fen, works.reviewed_fen or 0) < 0:
        raise BadDraw
    if works.reviewed_fen is not None:
        return Allowance(max(0, works.reviewed_fen - works.drawn_fen), None)
    held = [limits.get(BEFORE_REVIEW), limits.get(FIRST_DRAW) if works.drawn_fen == works.unpaid_fen else None]
    found = Allowance(max(0, works.agreed_fen - works.drawn_fen), None)
    for limit in held:
        if limit is not None and limit.in_force(on):
            most = max(0, limit.most_fen(works.agreed_fen) - works.drawn_fen)
            found = min(found, Allowance(most, limit), key=lambda one: one.fen)
    return found


def check_draw(fen: int, works: Works, limits: Limits, on: date) -> None:
    """Raises OverDraw or OverSum where a draw is more than `allowance`, and BadDraw for one of nothing, or less."""
    if fen <= 0:
        raise BadDraw
    found = allowance(works, limits, on)
    if fen > found.fen:
        if found.limit is None:
            raise OverSum(most_yuan=format_fen(found.fen))
        raise OverDraw(most_yuan=format_fen(found.fen), rule=found.limit, article=found.limit.article)


def is_low(has_fen: int, first_fen: int, limits: Limits, on: date) -> bool:
    """Whether a fund, or a home's part of it, is below the share of its first deposit that calls for more.

    One that never had a first deposit is low where the rulebook has the limit at all (art 65: 未建立首期专项维修资金).
    """
    limit = limits.get(TOP_UP)
    if limit is None or not limit.in_force(on):
        return False
    return first_fen <= 0 or limit.met_by(has_fen, first_fen)


def lacks_fen(has_fen: int, first_fen: int, limit: Limit) -> int:
    """What brings a balance to where a limit wants it: RESTORE without a decision, RAISE_AGAIN with one; or nothing."""
    return max(0, limit.least_fen(first_fen) - has_fen)


def lacks_to_fen(has_fen: int, first_fen: int, percent: int) -> int:
    """What brings a balance to so many per cent of the first deposit, as owners decided; or nothing."""
    return max(0, -(-first_fen * percent // 100) - has_fen)


def top_ups(
    has_fen: Mapping[str, int], first_fen: Mapping[str, int], limits: Limits, on: date, to: str = RESTORE
) -> list[TopUp]:
    """The homes that are low, and what each lacks to the limit `to`; none where the rulebook has no such limit.

    `first_fen` says what each home's first deposit was, or would have been. In the order of their codes.
    """
    limit = limits.get(to)
    if limit is None or not limit.in_force(on):
        return []
    return [
        TopUp(home, has_fen.get(home, 0), first, lacks_fen(has_fen.get(home, 0), first, limit))
        for home, first in sorted(first_fen.items())
        if is_low(has_fen.get(home, 0), first, limits, on)
    ]


def least_to_fund_fen(net_fen: int, limits: Limits, on: date) -> int:
    """What of a quarter's public revenue, less its cost, has to go to the maintenance fund at the least, in fen.

    上海市住宅物业管理规定 art 51: more than half. A quarter without a surplus owes nothing.
    """
    limit = limits.get(REVENUE_TO_FUND)
    if limit is None or not limit.in_force(on) or net_fen <= 0:
        return 0
    return limit.least_fen(net_fen)


def revenue_of(sums: Sums, chart: Chart, limits: Limits, on: date) -> RevenueShare:
    """What the public revenue of a quarter comes to, and what of it went to the fund, from the sums of that quarter.

    民法典 art 282: what is left after reasonable cost is the owners'. `on` is a day of the quarter. Raises
    UnknownAccount.
    """
    earned = spent = moved = 0
    for side, (debit, credit) in sums.items():
        account = chart[side.account]
        if account.fund != "revenue":
            continue
        if account.kind == "income":
            earned += credit - debit
        elif account.cost:
            spent += debit - credit
        elif account.mirror and chart[account.mirror].fund == "maintenance":
            moved += debit - credit
    return RevenueShare(earned - spent, moved, least_to_fund_fen(earned - spent, limits, on))


def needs_review(fen: int, limits: Limits, on: date) -> bool:
    """Whether a single spending from public revenue needs a price review first (沪房规范〔2025〕8号 art 12)."""
    limit = limits.get(REVENUE_REVIEW)
    return limit is not None and limit.in_force(on) and limit.met_by(fen)
