"""Notices to top up the maintenance fund, what each home lacks by them, and what homes paid in."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from django.db.models import F, Q

from courtyard.core.books.fund import RESTORE, TOP_UP, is_low, lacks_fen, lacks_to_fen
from courtyard.core.rulebook import Limit
from courtyard.money import citing
from courtyard.money.models import Book, TopUpNotice, TopUpPayment
from courtyard.money.queries.fund import FEWEST, OwnFund, balances, deposits, limits_of, own_funds
from courtyard.people.models import Tenure
from courtyard.places.models import Building, Estate, Home
from courtyard.places.rules import rules_of

RAISES = "fund-raise"
"""The matter by which owners decide how the fund is topped up (民法典第二百七十八条)."""
STANDING_MAX, OVER_SHOWN, PAID_SHOWN, HOMES_SHOWN = 400, 6, 20, 50
PERCENT = 100


def standing_of(estate_id: UUID) -> list[TopUpNotice]:
    """Those that are neither withdrawn nor met, the newest first. One query."""
    rows = TopUpNotice.objects.standing().filter(estate=estate_id).select_related("building", "decision")
    return list(rows.order_by("-noticed_on", "-pk")[:STANDING_MAX])


def over_of(estate_id: UUID) -> list[TopUpNotice]:
    """The last that were withdrawn or met. One query."""
    rows = TopUpNotice.objects.exclude(withdrawn_at__isnull=True, restored_on__isnull=True).filter(estate=estate_id)
    return list(rows.select_related("building").order_by("-noticed_on", "-pk")[:OVER_SHOWN])


def notice_at(code: str, pk: UUID) -> TopUpNotice | None:
    rows = TopUpNotice.objects.filter(estate__node__code=code, pk=pk)
    return rows.select_related("estate__node", "building", "decision").first()


def about(one: TopUpNotice) -> Q:
    """Decisions that may settle it: on raising the fund, by all owners or by those of its building."""
    whose = Q(motion__assembly__scope="estate")
    if one.building_id is not None:
        whose |= Q(motion__assembly__building=one.building_id)
    return Q(matter=RAISES) & whose


def decisions_for(one: TopUpNotice, today: date) -> list[citing.Ground]:
    return citing.offered(one.estate, today, about=about(one))


def part_said(one: TopUpNotice) -> str:
    """Whose part it is: the building's name, or the estate's."""
    return one.building.name if one.building is not None else str(one.estate.node.name)


@dataclass(frozen=True, slots=True)
class Homes:
    """What each home has in the fund and first paid in, in the order of their doors; `of` is their building."""

    of: Mapping[UUID, UUID]
    has: Mapping[UUID, int]
    first: Mapping[UUID, int]
    limits: Mapping[str, Limit]
    on: date

    def low(self, building: UUID | None = None) -> tuple[int, int]:
        """How many homes there are in a building, or in all, and in how many the fund is low."""
        here = [home for home, where in self.of.items() if building in (None, where)]
        known = (home for home in here if home in self.first)
        return len(here), sum(is_low(self.has.get(home, 0), self.first[home], self.limits, self.on) for home in known)

    def lacking(self, notices: Sequence[TopUpNotice]) -> dict[UUID, int]:
        """What each home lacks by the newest of these notices that covers it; who has enough is left out."""
        found = {}
        for home, building in self.of.items():
            one = covering(notices, building)
            fen = lacks_by(one, self.has.get(home, 0), self.first.get(home), self.limits, self.on) if one else None
            if fen:
                found[home] = fen
        return found

    def meets(self, one: TopUpNotice) -> bool:
        """Whether no home of its part lacks anything; not where nobody knows what is wanted of any."""
        here = [home for home, building in self.of.items() if one.covers(building)]
        asked = [
            lacks_by(one, self.has.get(home, 0), self.first.get(home), self.limits, self.on) for home in here
        ]  # fmt: skip
        known = [fen for fen in asked if fen is not None]
        return bool(known) and not any(known)


def homes_in(book: Book, on: date) -> Homes:
    """Three queries, however many homes there are."""
    rows = Home.objects.filter(estate=book.pk, use__in=Home.COUNTING)
    doors = rows.order_by("building__order", "building__name", "name", "pk").values_list("pk", "building")
    return Homes(dict(doors), balances(book), deposits(book.estate), limits_of(book.estate), on)


def covering(notices: Iterable[TopUpNotice], building: UUID) -> TopUpNotice | None:
    """The first of them in whose part a home of that building is."""
    return next((one for one in notices if one.covers(building)), None)


def lacks_by(
    one: TopUpNotice, has_fen: int, first_fen: int | None, limits: Mapping[str, Limit], on: date
) -> int | None:
    """What a home lacks to what was decided, or to what the rulebook wants without a decision.

    None where its first deposit is not known, or the rulebook wants nothing.
    """
    if first_fen is None:
        return None
    if one.is_decided and one.percent is not None:
        return lacks_to_fen(has_fen, first_fen, one.percent)
    restore = limits.get(RESTORE)
    if restore is None or not restore.in_force(on):
        return None
    return lacks_fen(has_fen, first_fen, restore)


def buildings_for(estate: Estate) -> list[Building]:
    """Buildings that are large enough for a notice of their own: of fewer homes it would tell whose fund is low."""
    large = [pk for pk, homes in _sizes(estate).items() if homes >= FEWEST]
    return list(Building.objects.filter(pk__in=large).order_by("order", "name"))


def _sizes(estate: Estate) -> dict[UUID, int]:
    sizes: dict[UUID, int] = {}
    for building in Home.objects.filter(estate=estate, use__in=Home.COUNTING).values_list("building", flat=True):
        sizes[building] = sizes.get(building, 0) + 1
    return sizes


# A home's own


@dataclass(frozen=True, slots=True)
class OwnTopUp:
    """What a notice means for one home: for its owners and nobody else. `over`: nobody decided in time."""

    notice: TopUpNotice
    low: bool
    low_percent: int
    percent: int
    fen: int | None
    by: date | None
    over: bool


def own_top_up(own: OwnFund, notices: Iterable[TopUpNotice], limits: Mapping[str, Limit], on: date) -> OwnTopUp | None:
    one = covering(notices, own.home.building_id)
    if one is None:
        return None
    fen = lacks_by(one, own.has_fen, own.first_fen, limits, on)
    percent, by = (one.percent, one.until) if one.is_decided else (percent_of(limits, RESTORE), one.restore_by)
    over = not one.is_decided and one.decide_by is not None and one.decide_by < on
    return OwnTopUp(one, own.low, percent_of(limits, TOP_UP), percent or 0, fen, by, over)


def percent_of(limits: Mapping[str, Limit], key: str) -> int:
    """The share that a limit of the rulebook names, in whole per cent; nought where it has no such limit."""
    limit = limits.get(key)
    return int((limit.share or 0) * PERCENT) if limit is not None else 0


def payments_of(tenures: Iterable[Tenure]) -> list[TopUpPayment]:
    """What was paid in for homes while these people held them, the newest first. One query."""
    theirs = Q(pk__in=[])
    for one in tenures:
        within = Q(home=one.home_id, day__gte=one.since)
        theirs |= within & Q(day__lt=one.until) if one.until else within
    rows = TopUpPayment.objects.filter(theirs, entry__reversed_by__isnull=True).select_related("entry")
    return list(rows.select_related("home__building", "home__entrance").order_by("-day", "-pk")[:PAID_SHOWN])


def of_owner(
    book: Book, tenures: Sequence[Tenure], at: datetime
) -> list[tuple[OwnFund, OwnTopUp | None, list[TopUpPayment]]]:
    """Home by home: what it has, what a notice means for it, and what was paid in for it. For its owners alone."""
    on, limits, notices = rules_of(book.estate).hours.day_of(at), limits_of(book.estate), standing_of(book.pk)
    paid: dict[UUID, list[TopUpPayment]] = {}
    for one in payments_of(tenures):
        paid.setdefault(one.home_id, []).append(one)
    owns = own_funds(book, [one.home for one in tenures], on)
    return [(own, own_top_up(own, notices, limits, on), paid.get(own.home.pk, [])) for own in owns]


# For whoever keeps the fund


@dataclass(frozen=True, slots=True)
class Lacking:
    """Homes that lack something, door by door; what all of them lack; and where the next stretch begins."""

    rows: Sequence[tuple[Home, int]] = ()
    homes: int = 0
    fen: int = 0
    next: int = field(default=0)


def lacking_of(book: Book, notices: Sequence[TopUpNotice], on: date, start: int = 0) -> Lacking:
    """Five queries, however many homes there are."""
    if not notices:
        return Lacking()
    lacks = homes_in(book, on).lacking(notices)
    shown = list(lacks.items())[start : start + HOMES_SHOWN]
    homes = Home.objects.with_place().in_bulk([pk for pk, _ in shown])
    more = start + HOMES_SHOWN if len(lacks) > start + HOMES_SHOWN else 0
    return Lacking([(homes[pk], fen) for pk, fen in shown], len(lacks), sum(lacks.values()), more)


def received_of(estate_id: UUID) -> list[TopUpPayment]:
    """The last payments into the fund, those that were taken back too. One query."""
    rows = TopUpPayment.objects.filter(estate=estate_id).select_related("home__building", "home__entrance", "entry")
    return list(rows.annotate(back=F("entry__reversed_by")).order_by("-day", "-pk")[:PAID_SHOWN])
