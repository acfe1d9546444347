"""Bills and payments as those read them who may: the home its own, collectors all."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import F, Q, QuerySet

from courtyard.core.rulebook import MODES
from courtyard.money.models import Bill, BillRun, Payment, Settlement
from courtyard.money.permissions.fees import tenures_here
from courtyard.people.models import Person
from courtyard.places.models import Estate

SHOWN, OPEN_MAX = 24, 20_000
WITH_HOME = ("home__building", "home__entrance")


@dataclass(frozen=True, slots=True)
class OpenBill:
    """What is still open of a bill, for whatever money comes in."""

    id: UUID
    home_id: UUID
    reference: str
    due_on: date
    open_fen: int


def open_bills(estate_id: UUID, modes: Collection[str] = MODES) -> list[OpenBill]:
    """All that is open in an estate, the oldest first; only what was billed in these modes."""
    rows = (
        still_open(estate_id)
        .filter(run__mode__in=modes)
        .order_by("due_on", "pk")
        .values_list("pk", "home", "reference", "due_on", "fen", "paid_fen")
    )
    return [OpenBill(pk, home, reference, due, fen - paid) for pk, home, reference, due, fen, paid in rows[:OPEN_MAX]]


def still_open(estate_id: UUID) -> QuerySet[Bill]:
    return Bill.objects.filter(estate=estate_id, taken_back=False, paid_fen__lt=F("fen"))


def bills_of(person: Person, estate: Estate, at: datetime, most: int = SHOWN) -> list[Bill]:
    """Those of the months in which they held the home, the newest first."""
    theirs = Q(pk__in=[])
    for one in tenures_here(person, estate.pk, at):
        within = Q(home=one.home_id, last__gte=one.since)
        theirs |= within & Q(first__lt=one.until) if one.until else within
    rows = Bill.objects.filter(theirs, estate=estate.pk).select_related("run", *WITH_HOME)
    return list(rows.order_by("-first", "home__name", "pk")[:most])


def payments_of(person: Person, estate: Estate, at: datetime, most: int = SHOWN) -> list[Payment]:
    theirs = Q(pk__in=[])
    for one in tenures_here(person, estate.pk, at):
        within = Q(home=one.home_id, day__gte=one.since)
        theirs |= within & Q(day__lt=one.until) if one.until else within
    rows = Payment.objects.filter(theirs, estate=estate.pk).select_related("entry", *WITH_HOME)
    return list(rows.order_by("-day", "-pk")[:most])


def find_bill(code: str, pk: UUID) -> Bill | None:
    rows = Bill.objects.select_related("estate__node", "run", *WITH_HOME)
    return rows.filter(pk=pk, estate__node__code=code).first()


def find_payment(code: str, pk: UUID) -> Payment | None:
    rows = Payment.objects.select_related("estate__node", "entry", *WITH_HOME)
    return rows.filter(pk=pk, estate__node__code=code).first()


def find_run(code: str, pk: UUID) -> BillRun | None:
    rows = BillRun.objects.select_related("estate__node", "entry", "made_by")
    return rows.filter(pk=pk, estate__node__code=code).first()


def settlements_of(*, bill: Bill | None = None, payment: Payment | None = None) -> Sequence[Settlement]:
    """What a bill was paid with, or what a payment paid; those taken back stay to be seen."""
    rows = Settlement.objects.filter(bill=bill) if bill is not None else Settlement.objects.filter(payment=payment)
    return list(rows.select_related("bill", "payment", "entry").order_by("pk")[:200])


def runs_of(estate: Estate) -> list[BillRun]:
    return list(BillRun.objects.filter(estate=estate.pk).order_by("-number")[:SHOWN])
