"""Public revenue: what came in each quarter, where it lies, what of it went to the fund, and what common parts are let
for."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID, uuid5

from django.db.models import OuterRef, Subquery, Sum

from courtyard.assembly.models import Pile
from courtyard.compliance.gathering.batch import Batch, gathered
from courtyard.compliance.gathering.books import Grounds, Kept, of_estate, standing
from courtyard.core.books import Chart, Side
from courtyard.core.books.fund import revenue_of
from courtyard.core.compliance.money_facts import CommonUse, Paid, RevenueQuarter
from courtyard.core.counting.tally import PILES, Tally
from courtyard.core.quarters import Quarter
from courtyard.core.rulebook import Bearer
from courtyard.money.models import AccountMonth, Entry, Posting, QuarterMove, RevenueProject, RevenueReceipt
from courtyard.money.models.book import Fund
from courtyard.money.queries.revenue import WITH_COMPANY
from courtyard.money.revenue_rules import collector
from courtyard.places.rules import rules_of

QUARTERS_BACK = 12
"""So far back quarters are looked at: three years, as the disclosures are."""
USES = "C50"
SILENT = "silent"
Sums = Mapping[Side, tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Came:
    """Money that a project brought in, and whether the company had it first."""

    on: date
    fen: int
    by: Bearer
    with_company: bool


def projects(batch: Batch) -> dict[UUID, list[RevenueProject]]:
    """What common parts are let for, as it was told by the day."""
    rows = RevenueProject.objects.filter(estate__in=batch.ids, opened_at__lt=batch.end).order_by("since", "pk")
    return gathered((one.estate_id, one) for one in rows)


def quarters(
    batch: Batch, books: Mapping[UUID, Kept], let: Mapping[UUID, Sequence[RevenueProject]], owners: Grounds
) -> dict[UUID, list[RevenueQuarter]]:
    """Every whole quarter of the books that is over. What came in, and what of it is not in the account, is told of the
    company's part where it collected any."""
    sums, came, passed = _sums(batch), _came(batch), _passed(batch)
    moves = gathered((one.estate_id, one) for one in _moves(batch))

    def found() -> Iterator[tuple[UUID, RevenueQuarter]]:
        for pk, book in books.items():
            for quarter in _over(batch, book):
                in_it = sums.get((pk, quarter), {})
                if in_it:
                    one = _Gathered(came.get(pk, ()), passed.get(pk, ()), moves.get(pk, ()), let.get(pk, ()))
                    yield pk, one.told(batch, pk, quarter, in_it, owners)

    return gathered(found())


def _over(batch: Batch, book: Kept) -> Iterator[Quarter]:
    """Whole quarters of the books that are over on the day."""
    now = Quarter.on(batch.on)
    for back in range(QUARTERS_BACK, 0, -1):
        one = now.shifted(-back)
        if one.first_day >= book.opens_on:
            yield one


@dataclass(frozen=True, slots=True)
class _Gathered:
    """What is known of one estate's revenue."""

    came: Sequence[Came]
    passed: Sequence[Paid]
    moves: Sequence[QuarterMove]
    let: Sequence[RevenueProject]

    def told(self, batch: Batch, pk: UUID, quarter: Quarter, sums: Sums, owners: Grounds) -> RevenueQuarter:
        rules = rules_of(batch.estates[pk])
        share = revenue_of(sums, Chart(rules.accounts), rules.limits, quarter.last_day)
        ours = [one for one in self.came if one.by == "wu" and Quarter.on(one.on) == quarter]
        moves = [one for one in self.moves if one.quarter == str(quarter)]
        keeper = collector(self.let, quarter.first_day, quarter.last_day)
        return RevenueQuarter(
            id=uuid5(pk, str(quarter)), quarter=quarter, collected_by="wu" if ours else "ye", keeper=keeper or "ye",
            received_fen=sum(one.fen for one in ours), net_fen=share.net_fen,
            in_account_on=self._in_account(ours, quarter),
            to_fund=tuple(Paid(one.entry.day, one.fen) for one in moves),
            decided_less=any(owners.decided_on(one.decision) is not None for one in moves),
        )  # fmt: skip

    def _in_account(self, ours: Sequence[Came], quarter: Quarter) -> date | None:
        """The day on which the last of it was there: what the company handed over first was what it had first.

        What it held when the books began is left out, so that handing that over is never held against it.
        """
        arrived = max((one.on for one in ours), default=None)
        if arrived is None or not any(one.with_company for one in ours):
            return arrived
        held_fen = sum(one.fen for one in self.came if one.with_company and one.on <= quarter.last_day)
        for one in self.passed:
            held_fen -= one.fen
            if held_fen <= 0:
                return max(arrived, one.on)
        return None


def _sums(batch: Batch) -> dict[tuple[UUID, Quarter], dict[Side, tuple[int, int]]]:
    """Debits and credits of the accounts of public revenue, quarter by quarter."""
    first = Quarter.on(batch.on).shifted(-QUARTERS_BACK).first_day
    rows = AccountMonth.objects.filter(
        estate__in=batch.ids, account__fund=Fund.REVENUE, month__gte=first, month__lte=batch.on
    ).order_by()
    columns = rows.values_list("estate", "account__key", "month")
    found: defaultdict[tuple[UUID, Quarter], dict[Side, tuple[int, int]]] = defaultdict(dict)
    for pk, key, month, debit, credit in columns.annotate(debit=Sum("debit_fen"), credit=Sum("credit_fen")):
        sums, side = found[pk, Quarter.on(month)], Side(key)
        before = sums.get(side, (0, 0))
        sums[side] = (before[0] + debit, before[1] + credit)
    return dict(found)


def _came(batch: Batch) -> dict[UUID, list[Came]]:
    """What projects brought in. What the company had first it collected, whoever should have."""
    place = Posting.objects.filter(entry=OuterRef("entry")).order_by("pk").values("debit__key")[:1]
    rows = RevenueReceipt.objects.filter(standing(batch), estate__in=batch.ids).annotate(place=Subquery(place))
    columns = rows.order_by("day", "pk").values_list("estate", "day", "fen", "project__collector", "place")
    return gathered((pk, _receipt(day, fen, by, at == WITH_COMPANY)) for pk, day, fen, by, at in columns)


def _receipt(day: date, fen: int, by: str, with_company: bool) -> Came:
    return Came(day, fen, "wu" if with_company or by == RevenueProject.Collector.COMPANY else "ye", with_company)


def _passed(batch: Batch) -> dict[UUID, list[Paid]]:
    """What left the company's hands: into the account, or for what projects cost."""
    rows = Posting.objects.filter(standing(batch), of_estate("credit", [WITH_COMPANY]), estate__in=batch.ids)
    rows = rows.exclude(entry__kind=Entry.Kind.REVERSAL)
    columns = rows.order_by("entry__day", "pk").values_list("estate", "entry__day", "fen")
    return gathered((pk, Paid(day, fen)) for pk, day, fen in columns)


def _moves(batch: Batch) -> Iterable[QuarterMove]:
    rows = QuarterMove.objects.filter(standing(batch), estate__in=batch.ids)
    return rows.select_related("entry").order_by("entry__day", "pk")


def uses(batch: Batch, let: Mapping[UUID, Sequence[RevenueProject]], owners: Grounds) -> dict[UUID, list[CommonUse]]:
    """What is let, by whoever collects: nobody else is on record. Of a decision that is told of in words alone nobody
    knows; one that was counted by the rule that it takes needs no second count."""
    rests = {one.pk: owners.decision(one.authority_id) for some in let.values() for one in some}
    enough = {pk: _rule(batch, pk) for pk in let}
    tallies = _tallies({one.motion_id for one in rests.values() if one and one.motion.rule != enough[one.estate_id]})

    def found() -> Iterator[tuple[UUID, CommonUse]]:
        for pk, some in let.items():
            for one in some:
                decision = rests[one.pk]
                yield pk, CommonUse(
                    id=one.pk, title=one.name, by="wu" if one.collector == one.Collector.COMPANY else "ye",
                    starts_on=one.since, ends_on=one.last_day,
                    decided_on=batch.by(decision.in_force_on) if decision else None,
                    tally=tallies.get(decision.motion_id) if decision else None, known=not one.decision_words,
                )  # fmt: skip

    return gathered(found())


def _rule(batch: Batch, pk: UUID) -> str:
    check = rules_of(batch.estates[pk]).checks.get(USES)
    return check.counts if check else ""


def _tallies(motions: Collection[UUID]) -> dict[UUID, Tally]:
    """How a vote came out that was counted by another rule. Nobody knows of one counted elsewhere, or in which silence
    counts."""
    rows = Pile.objects.filter(motion__in=motions, building__isnull=True, motion__assembly__official_system="")
    piles: defaultdict[UUID, dict[str, dict[str, int]]] = defaultdict(dict)
    for one in rows.order_by("pk"):
        piles[one.motion_id][one.choice] = {"heads": one.heads, "area": one.area_cm2}
    return {
        motion: Tally({pile: found[pile] for pile in PILES if pile in found})  # type: ignore[misc]
        for motion, found in piles.items()
        if SILENT not in found
    }
