"""Seals and what they were put on, reception days, reports, limits and what is left of them, the secretary."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Q, QuerySet, Sum

from courtyard.assembly.models import Decision
from courtyard.committee.models import (
    Committee,
    Limit,
    LimitUse,
    Member,
    Reception,
    Resolution,
    Seal,
    SealUse,
    Secretary,
    YearReport,
)
from courtyard.committee.queries.terms import day_of
from courtyard.places.models import Estate

SHOWN = 30
SEALS_SHOWN, ENDED_SHOWN = 3, 20
CHOICES_MAX = 100


def seals_of(estate: Estate) -> list[Seal]:
    """Those that are used, in the order of their kinds."""
    there = Seal.objects.filter(estate=estate, ended_on__isnull=True).select_related("keeper__committee", "committee")
    return list(there.order_by("kind")[:SEALS_SHOWN])


def ended_seals_of(estate: Estate) -> list[Seal]:
    over = Seal.objects.filter(estate=estate, ended_on__isnull=False).select_related("committee")
    return list(over.order_by("-ended_on", "kind")[:ENDED_SHOWN])


@dataclass(frozen=True, slots=True)
class Uses:
    """A stretch of the register; `before` is where the next one begins, empty at its end."""

    rows: list[SealUse]
    before: str


def uses_of(estate: Estate, before: str = "", kind: str = "") -> Uses:
    """What the seals were put on, the newest first."""
    found = SealUse.objects.filter(estate=estate).select_related("seal", "resolution", "decision")
    if kind in Seal.Kind.values:
        found = found.filter(seal__kind=kind)
    last = SealUse.objects.filter(pk=before, estate=estate).first() if _is_id(before) else None
    if last is not None:
        found = found.filter(Q(used_on__lt=last.used_on) | Q(used_on=last.used_on, pk__lt=last.pk))
    rows = list(found.order_by("-used_on", "-pk")[: SHOWN + 1])
    return Uses(rows[:SHOWN], str(rows[SHOWN - 1].pk) if len(rows) > SHOWN else "")


def _is_id(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True


def keepers(estate: Estate, besides: Seal | None = None) -> list[Member]:
    """Members who keep no other seal."""
    kept = Seal.objects.filter(estate=estate, ended_on__isnull=True, keeper__isnull=False)
    busy = kept.exclude(pk=besides.pk) if besides else kept
    sitting = Member.objects.sitting().filter(estate=estate, committee__state__in=Committee.LIVING)
    free = sitting.exclude(person__in=busy.values("keeper__person")).select_related("committee", "person")
    return list(free.order_by("committee__number", "rank", "id"))


def free_kinds(estate: Estate) -> list[Seal.Kind]:
    """Which seals there are none of."""
    there = set(Seal.objects.filter(estate=estate, ended_on__isnull=True).values_list("kind", flat=True))
    return [kind for kind in Seal.Kind if kind not in there]


def resolutions_to_cite(estate: Estate, *, unspent: bool = False) -> list[Resolution]:
    """What the committee decided, the newest first; only what no money was spent by yet."""
    decided = Resolution.objects.filter(estate=estate, state__in=Resolution.DECIDED)
    decided = decided.filter(limit_use__isnull=True) if unspent else decided
    return list(decided.order_by("-decided_on", "-number")[:CHOICES_MAX])


def decisions_to_cite(estate: Estate) -> list[Decision]:
    """What the owners decided and is in force, the newest first."""
    carried = Decision.objects.filter(estate=estate, carried=True, set_aside=False)
    return list(carried.order_by("-year", "-number")[:CHOICES_MAX])


def receptions_ahead(estate: Estate, at: datetime) -> list[Reception]:
    """Those to come and the one that is going on, the next first."""
    ahead = Reception.objects.filter(estate=estate, ends_at__gt=at, held_at__isnull=True, dropped_at__isnull=True)
    return list(ahead.order_by("starts_at")[:SHOWN])


def next_reception(estate: Estate, at: datetime) -> Reception | None:
    return next(iter(receptions_ahead(estate, at)), None)


def receptions_past(estate: Estate, at: datetime) -> list[Reception]:
    """Held, dropped, or over and nothing written down; the newest first."""
    past = Q(ends_at__lte=at) | Q(held_at__isnull=False) | Q(dropped_at__isnull=False)
    return list(Reception.objects.filter(past, estate=estate).order_by("-starts_at", "-pk")[:SHOWN])


def reports_of(estate: Estate) -> list[YearReport]:
    return list(YearReport.objects.filter(estate=estate).order_by("-year")[:SHOWN])


def latest_report(estate: Estate) -> YearReport | None:
    return YearReport.objects.filter(estate=estate).order_by("-year").defer("words").first()


def spent_of(limit: Limit) -> int:
    return LimitUse.objects.filter(limit=limit).aggregate(all=Sum("fen"))["all"] or 0


@dataclass(frozen=True, slots=True)
class Standing:
    """A limit, what was spent by it, and whether more can be."""

    limit: Limit
    spent_fen: int
    uses: Sequence[LimitUse]
    state: str

    @property
    def left_fen(self) -> int | None:
        return None if self.limit.total_fen is None else self.limit.total_fen - self.spent_fen

    @property
    def open(self) -> bool:
        return self.state in {"holds", "ahead"}


def limits_of(estate: Estate, at: datetime) -> list[Standing]:
    """What can be spent first; three queries whatever there is."""
    today, limits = day_of(estate, at), list(_limits(estate)[:SHOWN])
    spent = dict(
        LimitUse.objects.filter(limit__in=limits).order_by().values_list("limit").annotate(all=Sum("fen"))
    )  # fmt: skip
    uses: dict[UUID, list[LimitUse]] = {}
    newest = LimitUse.objects.filter(limit__in=limits).select_related("resolution").order_by("-on", "-pk")
    for one in newest[:CHOICES_MAX]:
        uses.setdefault(one.limit_id, []).append(one)
    rows = [Standing(one, spent.get(one.pk, 0), uses.get(one.pk, ()), _state(one, today)) for one in limits]
    return sorted(rows, key=lambda row: not row.open)


def _limits(estate: Estate) -> QuerySet[Limit]:
    return Limit.objects.filter(estate=estate).select_related("decision").order_by("-valid_from", "id")


def _state(limit: Limit, today: date) -> str:
    """ended, set_aside, over, ahead or holds."""
    if limit.ended_on is not None:
        return "ended"
    if limit.decision.set_aside or not limit.decision.carried:
        return "set_aside"
    if limit.valid_to is not None and today > limit.valid_to:
        return "over"
    return "ahead" if today < limit.valid_from else "holds"


def secretary_of(estate: Estate) -> Secretary | None:
    return Secretary.objects.filter(estate=estate, until__isnull=True).select_related("person").first()
