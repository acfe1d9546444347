"""Lists are read by cursor: some rows, and where the next ones begin."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import IntegerField, Q, QuerySet, Subquery

from courtyard.cases.models import Case, Incident, ReplyTemplate
from courtyard.places.models import Estate

COUNTED_UP_TO = 100
"""Nobody reads a number beyond “99+”, and counting further would grow with the table."""
PAGE = 25


class CountUpTo(Subquery):
    """How many rows there are, but never counting beyond COUNTED_UP_TO."""

    template = "(SELECT COUNT(*) FROM (%(subquery)s) AS counted)"
    output_field = IntegerField()

    def __init__(self, cases: QuerySet[Case]) -> None:
        super().__init__(cases.order_by().values("pk")[:COUNTED_UP_TO])


def at_once(counted: Mapping[str, QuerySet[Case]], most: int = COUNTED_UP_TO) -> dict[str, int]:
    """Several counts by one query, none of them beyond `most`.

    Put together from the queries' own SQL: as columns of a queryset they would be built twice, which takes the desk as
    long as counting them.
    """
    counts, wanted = dict.fromkeys(counted, 0), []
    values: list[Any] = []
    for name, cases in counted.items():
        try:
            sql, bound = cases.order_by().values("pk")[:most].query.sql_with_params()
        except EmptyResultSet:  # Django knows that none can be there
            continue
        wanted.append((name, f"(SELECT COUNT(*) FROM ({sql}) AS counted)"))  # noqa: S608 -- Django's SQL, values bound
        values += bound
    if wanted:
        with connection.cursor() as cursor:
            cursor.execute("SELECT " + ", ".join(sql for _, sql in wanted), values)
            counts |= zip((name for name, _ in wanted), cursor.fetchone(), strict=True)
    return counts


def at_most(count: int) -> int:
    """As far as anything is counted."""
    return min(count, COUNTED_UP_TO)


@dataclass(frozen=True, slots=True)
class Page:
    """Some rows of a long list, and the cursor of the next ones."""

    cases: Sequence[Case]
    after: str = ""


def by_due(cases: QuerySet[Case], size: int, after: str = "") -> Page:
    """The next rows by their next deadline, after the row that the cursor names."""
    place = read_cursor(after)
    if place:
        cases = cases.filter(next_due_at__gte=place[0]).filter(Q(next_due_at__gt=place[0]) | Q(pk__gt=place[1]))
    rows = list(cases.order_by("next_due_at", "pk")[: size + 1])
    return Page(rows[:size], cursor(rows[size - 1].next_due_at, rows[size - 1].pk) if len(rows) > size else "")


def newest(cases: QuerySet[Case], after: str = "") -> Page:
    """The next rows by time of filing, newest first."""
    place = read_cursor(after)
    if place:
        cases = cases.filter(filed_at__lte=place[0]).filter(Q(filed_at__lt=place[0]) | Q(pk__lt=place[1]))
    rows = list(cases.order_by("-filed_at", "-pk")[: PAGE + 1])
    return Page(rows[:PAGE], cursor(rows[PAGE - 1].filed_at, rows[PAGE - 1].pk) if len(rows) > PAGE else "")


def cursor(time_of: datetime, pk: UUID) -> str:
    return f"{int(time_of.timestamp())}.{time_of.microsecond}.{pk.hex}"


def read_cursor(text: str) -> tuple[datetime, UUID] | None:
    """None for none, and for one that nobody wrote: the list then begins at its beginning."""
    try:
        seconds, microseconds, pk = text.split(".")
        moment = datetime.fromtimestamp(int(seconds), ZoneInfo("UTC")) + timedelta(microseconds=int(microseconds))
        return moment, UUID(pk)
    except (ValueError, OverflowError, OSError):
        return None


def numbered(cases: QuerySet[Case], text: str, at: datetime) -> list[Case]:
    """Cases by the number somebody quotes: 2606-0137, 26060137, or 137 for one of the last twelve months."""
    digits = "".join(c for c in text if c.isdigit())
    if not digits or len(digits) > 8 or len(digits) != len(text.replace("-", "").strip()):
        return []
    if len(digits) > 4:
        numbers = [f"{digits[:4]}-{digits[4:].zfill(4)}"]
    else:
        months = {f"{at.year % 100 - (at.month <= back):02}{(at.month - back - 1) % 12 + 1:02}" for back in range(12)}
        numbers = [f"{month}-{digits.zfill(4)}" for month in sorted(months, reverse=True)]
    return list(cases.filter(number__in=numbers).select_related("handler").order_by("-number")[:12])


def incidents_of(estate: Estate, at: datetime, most: int = 20) -> list[Incident]:
    """What is going on or announced, soonest first; two queries."""
    going = Incident.objects.filter(estate=estate, ended_at__isnull=True)
    return list(going.prefetch_related("buildings").order_by("starts_at", "pk")[:most])


def past_incidents(estate: Estate, most: int = 20) -> list[Incident]:
    """What is over, the latest first; two queries."""
    over = Incident.objects.filter(estate=estate, ended_at__isnull=False)
    return list(over.prefetch_related("buildings").order_by("-announced_at", "-pk")[:most])


def templates_of(estate: Estate) -> list[ReplyTemplate]:
    """Every sentence a desk keeps, by what it is for."""
    kept = ReplyTemplate.objects.filter(estate=estate, dropped_at__isnull=True)
    return list(kept.order_by("deed", "category", "title"))


def templates_for(case: Case, deed: str) -> list[ReplyTemplate]:
    """Those that fit a case and a deed, of its own kind first."""
    kept = ReplyTemplate.objects.filter(estate=case.estate_id, deed=deed, dropped_at__isnull=True)
    fitting = kept.filter(category__in=["", case.category])
    return sorted(fitting, key=lambda one: (one.category == "", one.title))
