"""What is known of an estate's services in one quarter, source by source: what the index is reckoned from."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from fractions import Fraction
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Count, F, Q, QuerySet, Sum
from django.db.models.functions import Coalesce

from courtyard.cases.models import Case
from courtyard.cases.queries import Page, newest, visible_to
from courtyard.core.quality import FIELDS, Evidence
from courtyard.core.quarters import Quarter
from courtyard.core.rulebook import QualityRule
from courtyard.people.models import Person, Tenure
from courtyard.places.models import Estate, Home
from courtyard.services.models import Rating, Work
from courtyard.services.models.rating import MARK_MAX
from courtyard.services.queries import inspections, works

Found = Mapping[str, Mapping[str, Evidence | None]]
GONE = (Case.State.DECLINED, Case.State.DUPLICATE, Case.State.WITHDRAWN)
RETURNED = Fraction(1, 2)
"""What came back unfinished is worth half of what it would be."""


@dataclass(frozen=True, slots=True)
class Span:
    """A quarter in an estate's zone, as far as it is over at a moment."""

    first: date
    last: date
    begins: datetime
    ends: datetime
    until: datetime

    @classmethod
    def of(cls, quarter: Quarter, zone: str, at: datetime) -> "Span":
        there = ZoneInfo(zone)
        begins = datetime.combine(quarter.first_day, time(), there)
        ends = datetime.combine(quarter.last_day + timedelta(days=1), time(), there)
        return cls(quarter.first_day, quarter.last_day, begins, ends, min(ends, at))

    @property
    def over(self) -> date:
        """The last of its days that has passed."""
        return min(self.last, self.until.astimezone(self.begins.tzinfo).date() - timedelta(days=1))


def evidence_of(estate: Estate, quarter: Quarter, rule: QualityRule, at: datetime) -> Found:
    """{field: {source: evidence}} of one estate and quarter, as it stands at `at`. Seven queries, whatever there is."""
    span = Span.of(quarter, estate.node.zone, at)
    inspected, worked = _inspected(estate, span), _works(estate, span, rule)
    asked, rated = _asked(estate, span, rule), _rated(estate, quarter)
    return {
        field: {
            "inspections": inspected.get(field, Evidence()),
            "works": worked.get(field),
            "cases": asked.get(field, Evidence()),
            "ratings": rated[field],
        }
        for field in FIELDS
    }


def _inspected(estate: Estate, span: Span) -> dict[str, Evidence]:
    """Of finished rounds each item that passes is one, each that fails nought; what was not seen says nothing."""
    counted = inspections.outcomes(estate, span.first, span.last)
    return {field: Evidence(Fraction(one.passes), one.passes + one.fails) for field, one in counted.items()}


def _works(estate: Estate, span: Span, rule: QualityRule) -> dict[str, Evidence]:
    """Every turn that was due: in time one, late what the method says, not done or in doubt nought.

    A field has this source as soon as some work is planned in it.
    """
    planned = Work.objects.filter(estate=estate.pk, first_on__lte=span.last).exclude(until__lt=span.first)
    found = {field: Evidence() for field in planned.values_list("field", flat=True).distinct().order_by()}
    counted = works.outcomes(estate, span.first, span.over)
    for field, one in counted.items():
        count = one.in_time + one.late + one.missing + one.doubted
        found[field] = Evidence(one.in_time + one.late * rule.method.late, count)
    return found


def _asked(estate: Estate, span: Span, rule: QualityRule) -> dict[str, Evidence]:
    """What the company was asked to put right and had to by a day of the quarter. All cases of one home in a field are
    one outcome, so that nobody can file their way to another index."""
    rows = asked_in(estate, span).values_list(
        "pk", "category", "home", "reporter", "due_at", "resolved_at", "closed_at", "returns"
    )
    cases = list(rows.order_by())
    homes = _homes(estate, {reporter for _pk, _c, home, reporter, *_rest in cases if reporter and not home})
    lots: dict[tuple[str, UUID], list[Fraction]] = defaultdict(list)
    for pk, category, home, reporter, due_at, resolved_at, closed_at, returns in cases:
        field = rule.categories.get(category)
        if field is not None:
            whose = home or homes.get(reporter) or reporter or pk
            lots[field, whose].append(_case(due_at, resolved_at or closed_at, returns, rule.method.late))
    return dict(_by_field(lots))


def asked_in(estate: Estate, span: Span) -> QuerySet[Case]:
    """Cases that the company had to put right by a day of the quarter, as far as it can be said how they stand."""
    due = Case.objects.filter(estate=estate.pk, party="wu", due_at__gte=span.begins, due_at__lt=span.ends)
    there = due.exclude(state__in=GONE)
    return there.filter(Q(resolved_at__isnull=False) | Q(closed_at__isnull=False) | Q(due_at__lt=span.until))


@dataclass(frozen=True, slots=True)
class Asked:
    """Of a field's requests: how many were put right in time, late, not at all; and how many were sent back."""

    in_time: int = 0
    late: int = 0
    missing: int = 0
    returned: int = 0

    @property
    def due(self) -> int:
        return self.in_time + self.late + self.missing

    def __add__(self, other: "Asked") -> "Asked":
        return Asked(
            self.in_time + other.in_time, self.late + other.late, self.missing + other.missing,
            self.returned + other.returned,
        )  # fmt: skip


def requests_of(estate: Estate, quarter: Quarter, rule: QualityRule, at: datetime) -> dict[str, Asked]:
    """By field, as they stand at `at`: each request counted as one. One query."""
    done, in_time = Coalesce("resolved_at", "closed_at"), Q(done_at__lte=F("due_at"))
    cases = asked_in(estate, Span.of(quarter, estate.node.zone, at)).annotate(done_at=done)
    rows = cases.order_by().values_list("category").annotate(
        in_time=Count("pk", filter=in_time),
        late=Count("pk", filter=Q(done_at__gt=F("due_at"))),
        missing=Count("pk", filter=Q(done_at__isnull=True)),
        returned=Count("pk", filter=Q(returns__gt=0)),
    )  # fmt: skip
    found = dict.fromkeys(FIELDS, Asked())
    for category, *counts in rows:
        field = rule.categories.get(category)
        if field is not None:
            found[field] += Asked(*counts)
    return found


def seen_of(person: Person, estate: Estate, quarter: Quarter, after: str, at: datetime) -> Page:
    """Those of them that somebody may open, the newest first."""
    counted = asked_in(estate, Span.of(quarter, estate.node.zone, at)).values("pk")
    return newest(visible_to(person, at).filter(estate=estate.pk, pk__in=counted), after)


def _homes(estate: Estate, persons: Iterable[UUID]) -> dict[UUID, UUID]:
    """Of who asked for something for the whole estate, the first of their homes there."""
    rows = Tenure.objects.filter(estate=estate.pk, person__in=persons, home__use=Home.Use.DWELLING)
    return dict(rows.order_by("-since", "-pk").values_list("person", "home"))


def _case(due_at: datetime, done_at: datetime | None, returns: int, late: Fraction) -> Fraction:
    if done_at is None:
        return Fraction(0)
    worth = Fraction(1) if done_at <= due_at else late
    return worth * RETURNED if returns else worth


def _by_field(lots: Mapping[tuple[str, UUID], list[Fraction]]) -> Iterator[tuple[str, Evidence]]:
    fields: dict[str, list[Fraction]] = defaultdict(list)
    for (field, _whose), outcomes in lots.items():
        fields[field].append(sum(outcomes, Fraction(0)) / len(outcomes))
    for field, homes in fields.items():
        yield field, Evidence(sum(homes, Fraction(0)), len(homes))


def _rated(estate: Estate, quarter: Quarter) -> dict[str, Evidence]:
    """Each home's mark of one to five, as nought to one; how many homes could have said something."""
    could = Home.objects.filter(estate=estate.pk, use=Home.Use.DWELLING, delivered=True).count()
    wanted = {f"{field}_{what}": of(field) for field in FIELDS for what, of in (("sum", Sum), ("count", Count))}
    row = Rating.objects.filter(estate=estate.pk, quarter=str(quarter)).aggregate(**wanted)
    found: dict[str, Evidence] = {}
    for field in FIELDS:
        count = row[f"{field}_count"]
        total = Fraction((row[f"{field}_sum"] or 0) - count, MARK_MAX - 1)
        found[field] = Evidence(total, count, out_of=max(could, count))
    return found
