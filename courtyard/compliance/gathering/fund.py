"""Homes' parts of the maintenance fund that are low, how many of a building, never whose; and that owners were told."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from uuid import UUID

from django.db.models import BigIntegerField, Count, F, OuterRef, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce

from courtyard.assembly.models import Assembly, Motion
from courtyard.compliance.gathering.batch import Batch, gathered
from courtyard.compliance.gathering.books import Grounds
from courtyard.core.compliance.money import is_low
from courtyard.core.compliance.money_facts import LowAccounts, TopUp
from courtyard.core.rulebook import Rulebook, months_after
from courtyard.money.models import AccountMonth, FirstDeposit, TopUpNotice
from courtyard.money.parts import HOMES
from courtyard.money.queries.fund import FEWEST
from courtyard.money.queries.top_ups import RAISES, part_said
from courtyard.places.models import Home
from courtyard.places.rules import rules_of

LOW = "C38"


Plan = tuple[UUID | None, date]
"""A plan to top up, of a building or of the whole estate, and its day."""


@dataclass(frozen=True, slots=True)
class Low:
    """A home's part that is low: in which building, in which month it fell, and since when that is told."""

    building: UUID
    name: str
    fell: date
    since: date


def top_ups(batch: Batch, owners: Grounds, notices: Sequence[TopUpNotice]) -> dict[UUID, list[TopUp]]:
    """What owners were told and not told by mistake. A decision that was set aside settles nothing."""
    return gathered(
        (
            one.estate_id,
            TopUp(one.pk, part_said(one), one.noticed_on, owners.decided_on(one.decision_id), one.restored_on),
        )
        for one in notices
    )


def notices(batch: Batch) -> list[TopUpNotice]:
    """Those that owners had been given by the day, and that were not withdrawn by then. One query."""
    rows = TopUpNotice.objects.filter(estate__in=batch.ids, noticed_on__lte=batch.on).exclude(
        withdrawn_at__lt=batch.end
    )
    found = list(rows.select_related("building").order_by("noticed_on", "pk"))
    for one in found:
        one.estate = batch.estates[one.estate_id]
    return found


def low_accounts(batch: Batch, owners: Grounds, told: Sequence[TopUpNotice]) -> dict[UUID, list[LowAccounts]]:
    """By building. Where one of them has too few homes for a count to tell of nobody, of the whole estate; where that
    has too few, nothing is told. Sums are by month, so it is told from the month after a home's part fell."""
    low = gathered(_low(batch))
    sizes, planned = _sizes(batch), gathered([*_voted(batch), *_decided(batch, owners, told)])
    return gathered(
        (pk, one)
        for pk, homes in low.items()
        for one in _counted(batch, pk, homes, sizes.get(pk, {}), planned.get(pk, ()))
    )


def _counted(
    batch: Batch, pk: UUID, homes: Sequence[Low], sizes: Mapping[UUID, int], planned: Sequence[Plan]
) -> Iterator[LowAccounts]:
    small = any(sizes.get(one.building, 0) < FEWEST for one in homes)
    if small and sum(sizes.values()) < FEWEST:
        return
    estate = batch.estates[pk]
    places = {one.building: one.name for one in homes}
    for place, label in [(pk, estate.node.name)] if small else sorted(places.items(), key=lambda item: str(item[0])):
        here = [one for one in homes if small or one.building == place]
        fell = min(one.fell for one in here)
        plan = min((day for where, day in planned if day >= fell and _is_of(here, where)), default=None)
        yield LowAccounts(place, label, len(here), min(one.since for one in here), plan)


def _is_of(homes: Sequence[Low], building: UUID | None) -> bool:
    """Whether a plan of that building, or of the whole estate, is one for all of these homes."""
    return building is None or all(one.building == building for one in homes)


def _low(batch: Batch) -> Iterator[tuple[UUID, Low]]:
    """Homes that have less than the share of their first deposit now, and had at the end of last month."""
    books = {pk: rules_of(one) for pk, one in batch.estates.items()}
    month, below = batch.on.replace(day=1), _below(batch, books)
    rows = AccountMonth.objects.filter(account__key=HOMES, account__home__in=below.values("pk"), month__lt=month)
    columns = rows.order_by("month").values_list("account__home", "month")
    changes: defaultdict[UUID, list[tuple[date, int]]] = defaultdict(list)
    for home, when, fen in columns.annotate(fen=Sum(F("credit_fen") - F("debit_fen"))):
        changes[home].append((when, fen))
    columns_of = ("pk", "estate", "home__building", "home__building__name", "fen", "has", "opening__day")
    for home, pk, building, name, first_fen, has_fen, day, taken in below.values_list(*columns_of, "opening__taken_at"):
        if LOW not in books[pk].checks or not is_low(has_fen, first_fen, books[pk]):
            continue
        begins = [(day.replace(day=1), 0)] if day < month else []
        fell, taken_on = _fell([*begins, *changes[home]], first_fen, books[pk]), batch.day(pk, taken)
        if fell is not None and taken_on is not None:
            yield pk, Low(building, name, fell, max(months_after(fell, 1), taken_on))


def _below(batch: Batch, books: Mapping[UUID, Rulebook]) -> QuerySet[FirstDeposit]:
    """Homes that may be low by some of these rulebooks: which are is theirs to say."""
    shares = [book.checks[LOW].share for book in books.values() if LOW in book.checks]
    most = max((share for share in shares if share is not None), default=Fraction(0))
    sums = AccountMonth.objects.filter(account__key=HOMES, account__home=OuterRef("pk"), month__lte=batch.on)
    had = sums.order_by().values("account__home").annotate(fen=Sum(F("credit_fen") - F("debit_fen"))).values("fen")
    rows = FirstDeposit.objects.filter(estate__in=batch.ids, fen__isnull=False, opening__taken_at__lt=batch.end)
    rows = rows.annotate(
        has=Coalesce(Subquery(had), 0, output_field=BigIntegerField()), needs=F("fen") * most.numerator
    )
    return rows.alias(has_times=F("has") * most.denominator).filter(has_times__lt=F("needs"))


def _fell(changes: Sequence[tuple[date, int]], first_fen: int, book: Rulebook) -> date | None:
    """The month since whose end it is low without a break. `changes` are by month, the earliest first."""
    fell, has_fen = None, 0
    for number, (month, fen) in enumerate(changes):
        has_fen += fen
        more_in_it = number + 1 < len(changes) and changes[number + 1][0] == month
        if not more_in_it:
            fell = (fell or month) if is_low(has_fen, first_fen, book) else None
    return fell


def _sizes(batch: Batch) -> dict[UUID, dict[UUID, int]]:
    """How many homes each building has."""
    rows = Home.objects.filter(estate__in=batch.ids, use__in=Home.COUNTING).order_by()
    found: defaultdict[UUID, dict[UUID, int]] = defaultdict(dict)
    for pk, building, homes in rows.values_list("estate", "building").annotate(homes=Count("pk")):
        found[pk][building] = homes
    return found


def _voted(batch: Batch) -> Iterator[tuple[UUID, Plan]]:
    """Votes on raising the fund again, from their notice on: the plan stands in it. One that was lost is none."""
    rows = Motion.objects.filter(estate__in=batch.ids, matter=RAISES, assembly__noticed_at__lt=batch.end)
    rows = rows.exclude(assembly__state=Assembly.State.VOID).exclude(decision__carried=False)
    noticed = rows.order_by("assembly__noticed_at")
    for pk, where, at in noticed.values_list("estate", "assembly__building", "assembly__noticed_at"):
        if day := batch.day(pk, at):
            yield pk, (where, day)


def _decided(batch: Batch, owners: Grounds, told: Sequence[TopUpNotice]) -> Iterator[tuple[UUID, Plan]]:
    """Notices that a decision settled, from the day on which that was written down: it may be older than the need."""
    for one in told:
        day = batch.day(one.estate_id, one.decided_at)
        if day is not None and owners.decided_on(one.decision_id) is not None:
            yield one.estate_id, (one.building_id, day)
