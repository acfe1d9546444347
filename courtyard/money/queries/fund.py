"""The maintenance fund: what each home has in it, what it first paid in, and what the fund has as a whole."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import F, Sum

from courtyard.core.books.fund import RESTORE, fen_days, is_low, lacks_fen
from courtyard.core.rulebook import Limit
from courtyard.money.booking import SHARE
from courtyard.money.models import AccountMonth, Book, Entry, FirstDeposit, OpeningList, Posting, Spending
from courtyard.money.models.book import FOLDED
from courtyard.money.parts import COMMON, HOMES, homes_of, shares_of
from courtyard.money.queries.spending import paid_fen_of
from courtyard.places.models import Estate, Home
from courtyard.places.rules import rules_of

LISTS_SHOWN = PENDING_MAX = 20
FEWEST = 10
"""Of a building with fewer homes a count in public would tell of a home."""


def balances(book: Book, before: date | None = None, homes: Collection[UUID] | None = None) -> dict[UUID, int]:
    """What each home has, in fen; only months that begin before `before`. One query, by the sums of months."""
    rows = AccountMonth.objects.filter(estate=book.pk, account__key=HOMES)
    rows = rows.filter(month__lt=before) if before else rows
    rows = rows.filter(account__home__in=homes) if homes is not None else rows
    summed = rows.order_by().values_list("account__home").annotate(fen=Sum(F("credit_fen") - F("debit_fen")))
    return {key: fen for key, fen in summed if key is not None}


def deposits(estate: Estate) -> dict[UUID, int]:
    """What each home first paid in, as far as it is known."""
    rows = FirstDeposit.objects.filter(estate=estate).values_list("home", "fen")
    return {home: fen for home, fen in rows if fen is not None}


def weights(book: Book, first: date, last: date) -> dict[UUID, int]:
    """What each home had, added up over the days from `first`, a month's first day, to `last`. Two queries."""
    had = balances(book, before=first)
    changes: dict[UUID, list[tuple[date, int]]] = {}
    rows = Posting.objects.filter(estate=book.pk, entry__day__range=(first, last))
    for column, sign in (("credit", 1), ("debit", -1)):
        touched = rows.filter(**{f"{column}__key": HOMES}).order_by()
        for home, day, fen in touched.values_list(f"{column}__home", "entry__day").annotate(all=Sum("fen")):
            changes.setdefault(home, []).append((day, sign * fen))
    return {home: fen_days(had.get(home, 0), changes.get(home, ()), first, last) for home in {*had, *changes}}


def limits_of(estate: Estate) -> Mapping[str, Limit]:
    return rules_of(estate).limits


@dataclass(frozen=True, slots=True)
class LowIn:
    """In how many of a building's homes the fund is low."""

    building: str
    homes: int
    low: int


@dataclass(frozen=True, slots=True)
class FundFigures:
    """Of the whole fund: what homes have, what is not shared yet, and in how many homes of a building it is low."""

    homes_fen: int
    common_fen: int
    homes: int
    by_building: Sequence[LowIn]

    @property
    def homes_said(self) -> int:
        """How many homes have something in it; none said of one or two, whose balance would stand beside."""
        return self.homes if self.homes >= FOLDED else 0

    @property
    def low(self) -> int:
        return sum(one.low for one in self.by_building)

    @property
    def public(self) -> Sequence[LowIn]:
        """The buildings that are large enough for a count to tell of nobody."""
        return [one for one in self.by_building if one.low and one.homes >= FEWEST]


def common_fen(book: Book) -> int:
    rows = AccountMonth.objects.filter(estate=book.pk, account__key=COMMON)
    sums = rows.aggregate(debit=Sum("debit_fen"), credit=Sum("credit_fen"))
    return (sums["credit"] or 0) - (sums["debit"] or 0)


def figures_of(book: Book, on: date) -> FundFigures:
    """Counts by building, never a home. Four queries."""
    had, first, limits = balances(book), deposits(book.estate), limits_of(book.estate)
    low = {home for home, fen in first.items() if is_low(had.get(home, 0), fen, limits, on)}
    rows = Home.objects.filter(estate=book.pk, use__in=Home.COUNTING).order_by("building__order", "building__name")
    found: dict[UUID, list[UUID]] = {}
    names: dict[UUID, str] = {}
    for pk, building, name in rows.values_list("pk", "building", "building__name"):
        names[building] = name
        found.setdefault(building, []).append(pk)
    counts = [LowIn(names[one], len(homes), len(low.intersection(homes))) for one, homes in found.items()]
    return FundFigures(sum(had.values()), common_fen(book), len(had), counts)


@dataclass(frozen=True, slots=True)
class Pending:
    """A spending that is planned, and what of it a home would bear."""

    spending: Spending
    fen: int
    share_fen: int


@dataclass(frozen=True, slots=True)
class OwnFund:
    """What one home has in the fund: for its owners and nobody else."""

    home: Home
    has_fen: int
    first_fen: int | None
    low: bool
    lacks_fen: int
    pending: list[Pending]

    @property
    def share_percent(self) -> int | None:
        """Whole percents of the first deposit, rounded down."""
        return self.has_fen * 100 // self.first_fen if self.first_fen else None

    @property
    def left_fen(self) -> int:
        """What stays once the works that are planned are paid."""
        return self.has_fen - sum(one.share_fen for one in self.pending)


def own_fund(book: Book, home: Home, on: date) -> OwnFund:
    return own_funds(book, [home], on)[0]


def own_funds(book: Book, homes: Sequence[Home], on: date) -> list[OwnFund]:
    """Home by home, in their order. Five queries, however many there are; each spending is shared out once."""
    keys = [home.pk for home in homes]
    had = balances(book, homes=keys)
    first = dict(FirstDeposit.objects.filter(home__in=keys).values_list("home", "fen"))
    limits, pending = limits_of(book.estate), pending_for(book.estate, keys)
    return [_own(home, had.get(home.pk, 0), first.get(home.pk), limits, on, pending[home.pk]) for home in homes]


def _own(
    home: Home, has: int, first: int | None, limits: Mapping[str, Limit], on: date, pending: list[Pending]
) -> OwnFund:
    low = first is not None and is_low(has, first, limits, on)
    restore = limits.get(RESTORE)
    lacks = lacks_fen(has, first, restore) if low and first is not None and restore is not None else 0
    return OwnFund(home, has, first, low, lacks, pending)


def pending_for(estate: Estate, homes: Collection[UUID]) -> dict[UUID, list[Pending]]:
    """What is planned and not paid, for each of these homes that shares it: what is left of each sum, by area."""
    open_ = Spending.objects.filter(estate=estate, fund="maintenance").exclude(
        state__in=[Spending.State.WITHDRAWN, Spending.State.PUBLISHED]
    )
    rows = list(open_.select_related("building", "entrance__building").order_by("-year", "-number")[:PENDING_MAX])
    paid = paid_fen_of(rows)
    areas = _areas(estate)
    found: dict[UUID, list[Pending]] = {home: [] for home in homes}
    for one in rows:
        left = (one.most_fen or one.planned_fen) - paid[one.pk]
        sharing = {home_id: other for home_id, other in areas.items() if _is_of(other, one)}
        ours = [home for home in found if home in sharing]
        shares = shares_of(one, sharing, left) if left > 0 and ours else {}
        for home in ours if left > 0 else ():
            found[home].append(Pending(one, left, shares.get(home, 0)))
    return found


def _areas(estate: Estate) -> dict[UUID, Home]:
    homes = Home.objects.filter(estate=estate, use__in=Home.COUNTING, area_cm2__isnull=False)
    return {home.pk: home for home in homes.only("building", "entrance", "area_cm2")}


def _is_of(home: Home, spending: Spending) -> bool:
    if spending.entrance_id:
        return home.entrance_id == spending.entrance_id
    return not spending.building_id or home.building_id == spending.building_id


def short_of(book: Book, spending: Spending) -> list[tuple[Home, int, int]]:
    """Homes that have less than their share of what is left to pay: the home, its share, what it has."""
    homes = homes_of(spending)
    known = {key: home for key, home in homes.items() if home.area_cm2}
    left = (spending.most_fen or spending.planned_fen) - paid_fen_of([spending])[spending.pk]
    if not known or left <= 0:
        return []
    had = balances(book)
    shares = shares_of(spending, known, left)
    return [(known[key], fen, had.get(key, 0)) for key, fen in sorted(shares.items()) if fen > had.get(key, 0)]


def unshared_interest(book: Book) -> list[Entry]:
    """Interest that stands in the books and was not shared over homes yet, the newest first."""
    rows = Entry.objects.filter(
        estate=book.pk, kind=Entry.Kind.INTEREST, reversed_by__isnull=True, postings__credit__key="fund_interest"
    ).distinct()
    newest = list(rows.order_by("-day", "-number")[:LISTS_SHOWN])
    shared = Entry.objects.filter(
        source=SHARE, source_id__in=[one.pk for one in newest], kind=Entry.Kind.TRANSFER, reversed_by__isnull=True
    ).values_list("source_id", flat=True)
    done = set(shared)
    return [one for one in newest if one.pk not in done]


def opening_lists(estate: Estate, *, of_few: bool) -> list[OpeningList]:
    """What was taken, the newest first; `of_few`: those, too, that tell what one home or two had."""
    taken = OpeningList.objects.filter(estate=estate, taken_at__isnull=False).select_related("entry__reversed_by")
    if not of_few:
        taken = taken.filter(homes__gte=FOLDED, entry__homes__gte=FOLDED)
    return list(taken.order_by("-taken_at")[:LISTS_SHOWN])
