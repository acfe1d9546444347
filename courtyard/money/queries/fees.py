"""What is charged, for everybody; and for collectors, discounts and what fees can rest on."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from django.db.models import QuerySet

from courtyard.assembly.models import Decision
from courtyard.money.models import Discount, FeeSchedule
from courtyard.places.models import Estate
from courtyard.services.queries.contracts import MATTERS

SHOWN, CHOICES_MAX = 60, 100


def schedules_of(estate: Estate) -> list[FeeSchedule]:
    """All versions, those withdrawn too, the newest first. Two queries."""
    rows = FeeSchedule.objects.filter(estate=estate.pk).select_related("decision", "contract__company")
    return list(rows.prefetch_related("prices").order_by("-from_day", "-number")[:SHOWN])


def newest_of(estate: Estate) -> FeeSchedule | None:
    rows = FeeSchedule.objects.filter(estate=estate.pk, withdrawn_at__isnull=True)
    return rows.prefetch_related("prices").order_by("-from_day").first()


def find_schedule(code: str, pk: UUID) -> FeeSchedule | None:
    return FeeSchedule.objects.select_related("estate__node").filter(pk=pk, estate__node__code=code).first()


def decisions_on_fees(estate: Estate) -> Sequence[Decision]:
    """What a fee can rest on: carried, and about the fee or the company."""
    rows = Decision.objects.filter(estate=estate.pk, carried=True, set_aside=False, matter__in=MATTERS)
    return list(rows.order_by("-year", "-number")[:CHOICES_MAX])


def discounts_of(estate: Estate, home: UUID | None = None) -> QuerySet[Discount]:
    rows = Discount.objects.filter(estate=estate.pk).select_related("home__building", "home__entrance")
    return (rows.filter(home=home) if home else rows).order_by("-first", "-pk")[:SHOWN]


def find_discount(code: str, pk: UUID) -> Discount | None:
    rows = Discount.objects.select_related("estate__node", "home__building", "home__entrance")
    return rows.filter(pk=pk, estate__node__code=code).first()


def in_force(schedules: Sequence[FeeSchedule], day: date) -> FeeSchedule | None:
    """The one that holds on a day, of all of an estate, the newest first."""
    return next((one for one in schedules if one.withdrawn_at is None and one.from_day <= day), None)
