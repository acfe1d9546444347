"""Who collects property fees on a day, and who could be named."""

from datetime import date
from uuid import UUID

from django.db.models import QuerySet

from courtyard.money.models import Collector
from courtyard.people.models import Office
from courtyard.places.models import Estate

SHOWN = 60


def managers_of(estate: Estate, day: date) -> list[Office]:
    """Who keeps the service money, and collects by their office."""
    return list(_held(estate, day).filter(kind=Office.Kind.COMPANY_MANAGER)[:SHOWN])


def collectors_of(estate: Estate, day: date) -> list[Collector]:
    """Those who were named and still hold the office it rests on."""
    named = Collector.objects.filter(estate=estate.pk, ended_at__isnull=True, office__in=workers_of(estate, day))
    return list(named.select_related("estate__node", "office__person", "named_by").order_by("named_at", "pk")[:SHOWN])


def workers_of(estate: Estate, day: date) -> QuerySet[Office]:
    """The company's people who could be named."""
    return _held(estate, day).filter(kind=Office.Kind.COMPANY_WORKER)


def find_collector(code: str, pk: UUID) -> Collector | None:
    rows = Collector.objects.select_related("estate__node", "office__person")
    return rows.filter(pk=pk, estate__node__code=code).first()


def _held(estate: Estate, day: date) -> QuerySet[Office]:
    return Office.objects.on(day).filter(node=estate.pk).select_related("person").order_by("since", "pk")
