"""What homes owe, for collectors alone: by home and by how long, and what share of what was due came in."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from uuid import UUID

from django.db.models import Min, Q, QuerySet, Sum

from courtyard.core.books import payments as core
from courtyard.core.rulebook.periods import months_after
from courtyard.money.models import Bill, Payment, Reminder, Reminding
from courtyard.money.queries.bills import WITH_HOME, still_open
from courtyard.places.models import Estate, Home
from courtyard.places.rules import rules_of

SHOWN, FOUND_MAX, BILLS_MAX = 50, 40, 60
ENDS = (30, 90, 365)
"""The bands where a rulebook says nothing of them."""
YEAR = 12


@dataclass(frozen=True, slots=True)
class Arrears:
    """A home with something overdue, and how old that is."""

    home: Home
    since: date
    ageing: core.Ageing


@dataclass(frozen=True, slots=True)
class Stretch:
    rows: list[Arrears]
    next: str


def ends_of(estate: Estate) -> Sequence[int]:
    rule = rules_of(estate).billing
    return rule.ageing_days if rule else ENDS


def ageing_of(estate: Estate, today: date) -> core.Ageing:
    """Of the whole estate; a bill for each day on which something was due. One query."""
    rows = still_open(estate.pk).values_list("due_on").annotate(fen=Sum("fen") - Sum("paid_fen")).order_by("due_on")
    return core.ageing([core.OpenBill(str(due), due, fen) for due, fen in rows], today, ends_of(estate))


def rate_of(estate: Estate, today: date) -> Fraction | None:
    """What share of what fell due within a year was paid. One query."""
    due = Bill.objects.filter(
        estate=estate.pk, taken_back=False, due_on__lte=today, due_on__gt=months_after(today, -YEAR)
    ).aggregate(fen=Sum("fen"), paid=Sum("paid_fen"))
    return core.collection_rate(due["fen"] or 0, due["paid"] or 0)


def homes_in_arrears(estate: Estate, today: date, after: str = "") -> Stretch:
    """Homes with something overdue, the oldest first. Three queries, however many there are."""
    overdue = still_open(estate.pk).filter(due_on__lt=today)
    oldest = overdue.values("home").annotate(since=Min("due_on")).order_by("since", "home")
    start = _cursor(after)
    if start:
        oldest = oldest.filter(Q(since__gt=start[0]) | Q(since=start[0], home__gt=start[1]))
    found = [(row["home"], row["since"]) for row in oldest[: SHOWN + 1]]
    shown = dict(found[:SHOWN])
    homes = Home.objects.with_place().in_bulk(shown)
    open_of: defaultdict[UUID, list[core.OpenBill]] = defaultdict(list)
    for pk, home, due, fen, paid in (
        still_open(estate.pk).filter(home__in=shown).values_list("pk", "home", "due_on", "fen", "paid_fen")
    ):
        open_of[home].append(core.OpenBill(str(pk), due, fen - paid))
    ends = ends_of(estate)
    rows = [Arrears(homes[home], since, core.ageing(open_of[home], today, ends)) for home, since in shown.items()]
    more = f"{rows[-1].since}_{rows[-1].home.pk}" if len(found) > SHOWN else ""
    return Stretch(rows, more)


def _cursor(written: str) -> tuple[date, UUID] | None:
    """Where a stretch begins; from the start for what no page of ours links to."""
    day, _, home = written.partition("_")
    try:
        return date.fromisoformat(day), UUID(home)
    except ValueError:
        return None


def homes_named(estate: Estate, words: str) -> list[Home]:
    """By the number on the door: 101."""
    homes = Home.objects.with_place().filter(estate=estate.pk, name=words.strip().removesuffix("室"))
    return list(homes.order_by("building__order", "building__name", "pk")[:FOUND_MAX])


def find_home(estate: Estate, pk: UUID) -> Home | None:
    return Home.objects.with_place().filter(estate=estate.pk, pk=pk).first()


def bills_of_home(home: Home) -> list[Bill]:
    return list(Bill.objects.filter(home=home).select_related(*WITH_HOME).order_by("-first", "-number")[:BILLS_MAX])


def payments_of_home(home: Home) -> QuerySet[Payment]:
    return Payment.objects.filter(home=home).select_related("entry").order_by("-day", "-pk")[:BILLS_MAX]


def last_reminding(estate: Estate) -> Reminding | None:
    return Reminding.objects.filter(estate=estate.pk).order_by("-day", "-pk").first()


def last_reminder(home: Home) -> date | None:
    rows = Reminder.objects.filter(home=home).order_by("-reminding__day")
    found: date | None = rows.values_list("reminding__day", flat=True).first()
    return found
