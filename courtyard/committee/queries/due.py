"""Where a committee falls due: the first one, the next one, or one before its time; many estates at once."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Count, Expression, F, Max, Min, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce, Greatest, TruncDate
from django.utils.translation import gettext

from courtyard.committee.models import Committee, Formation, Progress, Reception, Resolution, Sitting, YearReport
from courtyard.core.counting.outcome import apply
from courtyard.core.counting.tally import Tally
from courtyard.core.rulebook import Rulebook, months_after
from courtyard.core.rulebook.counts import CountRule
from courtyard.people.models import Office
from courtyard.places.models import Estate, Home
from courtyard.places.rules import rules_of
from courtyard.web.times import in_full

AHEAD = timedelta(days=30)
"""So long before its report is due a re-election begins: whoever has to report is reminded in time."""
NEVER = date(1900, 1, 1)
FIRST_DUE, SHARE = "first_assembly_due", "first-assembly-due"


@dataclass(frozen=True, slots=True)
class FallsDue:
    estate: Estate
    kind: str
    due_on: date
    why: str


@dataclass(frozen=True, slots=True)
class Delivered:
    """How much is sold and handed over on a day, in cm²; and since when the first home is."""

    on: date
    whole_cm2: int
    delivered_cm2: int
    first_on: date | None
    told: bool

    @property
    def per_mille(self) -> int:
        return self.delivered_cm2 * 1_000 // self.whole_cm2 if self.whole_cm2 else 0


def delivered(estates: Collection[Estate], on: date) -> dict[UUID, list[Delivered]]:
    """What is known of each estate, oldest first: what was told, else what the register's days of delivery say."""
    found: dict[UUID, list[Delivered]] = {}
    for one in Progress.objects.filter(estate__in=estates, on__lte=on).order_by("on"):
        row = Delivered(one.on, one.whole_cm2, one.delivered_cm2, one.first_on, told=True)
        found.setdefault(one.estate_id, []).append(row)
    silent = [one.pk for one in estates if one.pk not in found]
    counting = Home.objects.filter(estate__in=silent, counts_for_vote=True, use__in=Home.COUNTING)
    there = Q(sold=True, delivered=True)
    rows = counting.values("estate").annotate(
        whole=Sum("area_cm2"),
        there=Sum("area_cm2", filter=there),
        first=Min("delivered_on"),
        unknown=Count("pk", filter=Q(area_cm2__isnull=True)),
    )
    for home in rows.exclude(first=None):
        whole = 0 if home["unknown"] else home["whole"] or 0  # a share of what nobody measured is no share
        found[home["estate"]] = [Delivered(on, whole, home["there"] or 0, home["first"], told=False)]
    return found


def first_due(known: Collection[Delivered], book: Rulebook, on: date) -> tuple[date, str] | None:
    """The earliest day on which a first committee was due, and why; None where it is not, or nothing is known.

    上海市住宅物业管理规定 art 13(2): half of the area sold and handed over, or two years since the first home was.
    """
    days: list[tuple[date, str]] = []
    rule = book.counts.get(SHARE)
    half = next((one for one in known if rule and one.whole_cm2 and _reached(rule, one)), None)
    if half is not None:
        share = f"{half.per_mille // 10}.{half.per_mille % 10}"
        days.append((half.on, gettext("{share}% of the area is sold and handed over.").format(share=share)))
    firsts = [one.first_on for one in known if one.first_on is not None]
    period = book.periods.get(FIRST_DUE)
    if firsts and period is not None:
        months = period.amount * (12 if period.unit == "years" else 1)
        day = months_after(min(firsts), months)
        if day <= on:
            days.append((day, gettext("The first home was handed over two years ago.")))
    return min(days, default=None)


def _reached(rule: CountRule, one: Delivered) -> bool:
    rest = one.whole_cm2 - one.delivered_cm2
    return apply(rule, Tally({"for": {"area": one.delivered_cm2}, "absent": {"area": rest}})).passed


def without_committee(after: UUID | None, on: date, most: int) -> list[Estate]:
    """Estates without a committee, an office holder of one, or an election that runs; in the order of their ids."""
    known = Committee.objects.exclude(state=Committee.State.SET_ASIDE).values("estate")
    running = Formation.objects.filter(state__in=Formation.RUNNING).values("estate")
    held = Office.objects.on(on).filter(kind=Office.Kind.OWNERS_COMMITTEE).values("node")
    rows = Estate.objects.exclude(pk__in=known).exclude(pk__in=running).exclude(pk__in=held)
    if after is not None:
        rows = rows.filter(pk__gt=after)
    return list(rows.select_related("node").order_by("pk")[:most])


def firsts(estates: Collection[Estate], on: date) -> Iterator[FallsDue]:
    """Of these estates those where the first committee is due."""
    known = delivered(estates, on)
    for estate in estates:
        due = first_due(known.get(estate.pk, ()), rules_of(estate), on)
        if due is not None:
            yield FallsDue(estate, Formation.Kind.FIRST, *due)


def ending(on: date, most: int) -> Iterator[FallsDue]:
    """Committees whose re-election has to be reported within a month, or should have been."""
    terms = _in_office().filter(ends_on__lte=months_after(on + AHEAD, 6))
    for one in terms.order_by("ends_on", "pk")[: most * 2]:
        period = rules_of(one.estate).periods.get("reelection_report")
        if period is not None and (due_on := period.before(one.ends_on)) <= on + AHEAD:
            why = gettext("The term of committee no. {number} ends on {day}.")
            why = why.format(number=one.number, day=in_full(one.ends_on))
            yield FallsDue(one.estate, Formation.Kind.REELECTION, due_on, why)


def _in_office() -> QuerySet[Committee]:
    running = Formation.objects.filter(state__in=Formation.RUNNING).values("estate")
    rows = Committee.objects.filter(state=Committee.State.IN_OFFICE).exclude(estate__in=running)
    return rows.select_related("estate__node")


def early(on: date, most: int) -> Iterator[FallsDue]:
    """Committees with fewer than half of their seats filled, and those that did nothing for six months (art 32)."""
    sitting = Count("members", filter=Q(members__until__isnull=True, members__alternate=False))
    rows = _in_office().annotate(sitting=sitting, active=_last_activity())
    few = rows.filter(sitting__lt=F("seats") / 2.0)
    for one in few.order_by("pk")[:most]:
        why = gettext("Only {n} of {seats} seats are filled.").format(n=one.sitting, seats=one.seats)
        yield FallsDue(one.estate, Formation.Kind.EARLY, on, why)
    seen = set(few.values_list("pk", flat=True))
    quiet = rows.filter(starts_on__lte=months_after(on, -6)).order_by("pk")
    for one in quiet.iterator(chunk_size=500):
        since = _quiet_since(one)
        period = rules_of(one.estate).periods.get("inactive")
        if one.pk in seen or period is None or months_after(since, period.amount) >= on:
            continue
        why = gettext("The committee did nothing since {day}.").format(day=in_full(since))
        yield FallsDue(one.estate, Formation.Kind.EARLY, on, why)
        most -= 1
        if most <= 0:
            return


def _quiet_since(one: Committee) -> date:
    """Since when nothing was done; nothing from before this record is held against anybody."""
    active: date | datetime | None = one.active  # type: ignore[attr-defined]
    days = [one.starts_on, one.entered_at.date()]
    if active is not None:
        days.append(active.date() if isinstance(active, datetime) else active)
    return max(days)


def _last_activity() -> Expression:
    """The last meeting, decision, reception or report of a committee; NEVER where there was none of a sort."""

    def last(model: Any, field: str) -> Expression:
        rows = model.objects.filter(committee=OuterRef("pk")).order_by().values("committee")
        day = TruncDate(field) if field == "held_at" else F(field)
        return Coalesce(Subquery(rows.annotate(last=Max(day)).values("last")), NEVER)

    return Greatest(
        last(Sitting, "held_on"), last(Resolution, "decided_on"), last(Reception, "held_at"),
        last(YearReport, "posted_on"),
    )  # fmt: skip
