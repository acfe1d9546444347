"""Rounds that are finished and what was found on them; what failed and waits; and figures for the index."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import groupby
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet

from courtyard.cases.models import Case
from courtyard.cases.queries import visible_to
from courtyard.people.models import Person
from courtyard.places.models import Building, Estate
from courtyard.services.models import Field, Finding, FindingPhoto, Item, Round

SHOWN = 30
FAILED_SHOWN = 5
FAILED_FOR = timedelta(days=180)
BUILDINGS_MAX = 1_000
F = Finding.Outcome


@dataclass(frozen=True, slots=True)
class Counted:
    """How many items of a field, or of a round, passed, failed, could not be looked at."""

    passes: int = 0
    fails: int = 0
    unseen: int = 0

    @property
    def looked_at(self) -> int:
        return self.passes + self.fails


COUNTS = {name: Count("pk", filter=Q(outcome=outcome)) for name, outcome in
          (("passes", F.PASS), ("fails", F.FAIL), ("unseen", F.UNSEEN))}  # fmt: skip


def outcomes(estate: Estate, first_day: date, last_day: date) -> dict[str, Counted]:
    """What finished rounds found, field by field, from the first to the last day in the estate's own time."""
    zone = ZoneInfo(estate.node.zone)
    begins = datetime.combine(first_day, time.min, zone)
    ends = datetime.combine(last_day + timedelta(days=1), time.min, zone)
    found = Finding.objects.filter(
        round__estate=estate.pk, round__finished_at__gte=begins, round__finished_at__lt=ends
    )  # fmt: skip
    rows = found.order_by().values_list("item__field").annotate(**COUNTS)
    there = {field: Counted(*counts) for field, *counts in rows}
    return {str(field): there.get(field, Counted()) for field in Field}


@dataclass(frozen=True, slots=True)
class Rounds:
    """A stretch of finished rounds with what they found; `before` is where the next one begins, empty at the end."""

    rows: list[tuple[Round, Counted]]
    before: str


def finished_in(estate: Estate, before: str = "") -> Rounds:
    """The newest first; three queries whatever there is."""
    found = Round.objects.filter(estate=estate, finished_at__isnull=False).select_related("building")
    last = Round.objects.filter(pk=before, estate=estate).first() if _is_id(before) else None
    if last is not None:
        found = found.filter(Q(begun_at__lt=last.begun_at) | Q(begun_at=last.begun_at, pk__lt=last.pk))
    rounds = list(found.order_by("-begun_at", "-pk")[: SHOWN + 1])
    counts = counted(rounds[:SHOWN])
    rows = [(one, counts.get(one.pk, Counted())) for one in rounds[:SHOWN]]
    return Rounds(rows, str(rounds[SHOWN - 1].pk) if len(rounds) > SHOWN else "")


def _is_id(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True


def counted(rounds: Iterable[Round]) -> dict[UUID, Counted]:
    """What was found on each of these rounds."""
    rows = (
        Finding.objects.filter(round__in=[one.pk for one in rounds]).order_by().values_list("round").annotate(**COUNTS)
    )
    return {key: Counted(*counts) for key, *counts in rows}


def latest_in(estate: Estate) -> tuple[Round, Counted] | None:
    found = Round.objects.filter(estate=estate, finished_at__isnull=False).select_related("building")
    one = found.order_by("-begun_at", "-pk").first()
    return (one, counted([one]).get(one.pk, Counted())) if one else None


def open_of(person: Person, estate: Estate | None = None) -> list[Round]:
    """The rounds somebody has begun and not finished, the oldest first."""
    mine = Round.objects.filter(person=person, finished_at__isnull=True, dropped_at__isnull=True)
    mine = mine.filter(estate=estate) if estate else mine
    return list(mine.select_related("estate__node", "building").order_by("begun_at", "pk")[:SHOWN])


def find_round(estate: Estate, pk: UUID) -> Round | None:
    one = Round.objects.select_related("building", "contract__company").filter(pk=pk, estate=estate).first()
    if one is not None:
        one.estate = estate
    return one


def items_on(one: Round) -> list[Item]:
    """What is looked at, in the order of the round."""
    there = {item.pk.hex: item for item in Item.objects.filter(pk__in=one.items)}
    return [there[key] for key in one.items if key in there]


def findings_of(one: Round, *, unhidden: bool) -> list[Finding]:
    """In the order of the round, each with its item, its case, and as `shots` its photographs.

    Those of which nobody confirmed that they show no one are there only if `unhidden`.
    """
    photos = FindingPhoto.objects.all() if unhidden else FindingPhoto.objects.filter(cleared=True)
    rows = one.findings.select_related("item", "case__estate__node").prefetch_related(
        Prefetch("photos", queryset=photos, to_attr="shots")
    )
    place = {key: number for number, key in enumerate(one.items)}
    return sorted(rows, key=lambda found: place.get(found.item_id.hex, len(place)))


def by_field(findings: Iterable[Finding]) -> list[tuple[str, list[Finding], Counted]]:
    """Field by field in the catalogue's order, as the law counts them."""
    order = list(Field.values)
    ordered = sorted(findings, key=lambda found: order.index(found.item.field))
    groups = [(field, list(rows)) for field, rows in groupby(ordered, key=lambda found: found.item.field)]
    return [(str(Field(field).label), rows, count(rows)) for field, rows in groups]


def count(findings: Sequence[Finding]) -> Counted:
    said = [found.outcome for found in findings]
    return Counted(said.count(F.PASS), said.count(F.FAIL), said.count(F.UNSEEN))


def cases_seen(person: Person | None, findings: Iterable[Finding], at: datetime) -> set[UUID]:
    """Which of the cases that came of them this reader may open."""
    keys = [found.case_id for found in findings if found.case_id]
    if person is None or not keys:
        return set()
    return set(visible_to(person, at).filter(pk__in=keys).values_list("pk", flat=True))


def failed_in(estate: Estate, at: datetime) -> QuerySet[Finding]:
    """What failed last time it was looked at, and has no case yet or one that is open; the newest first."""
    later = Finding.objects.filter(
        round__estate=estate, round__finished_at__isnull=False, item=OuterRef("item"),
        seen_at__gt=OuterRef("seen_at"),
    ).filter(Q(round__building=OuterRef("round__building")) | Q(round__building__isnull=True))  # fmt: skip
    failed = Finding.objects.filter(
        Q(case__isnull=True) | Q(case__state__in=Case.OPEN), outcome=F.FAIL, round__estate=estate,
        round__finished_at__gte=at - FAILED_FOR,
    )  # fmt: skip
    waiting = failed.exclude(Exists(later.exclude(outcome=F.UNSEEN)))
    return waiting.select_related("item", "case", "round__building").order_by("-seen_at", "-pk")


def buildings_of(estate: Estate) -> list[Building]:
    return list(Building.objects.filter(estate=estate)[:BUILDINGS_MAX])
