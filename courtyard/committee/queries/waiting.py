"""Steps of elections that wait for an office."""

from django.db.models import Q

from courtyard.committee.models import Formation, Step
from courtyard.people.models import Office

BODIES = {
    Office.Kind.SUBDISTRICT: ("jie", "developer"),
    Office.Kind.GROUP: ("group",),
    Office.Kind.DISTRICT: ("district",),
}
"""The sub-district follows up what a developer owes."""


def waiting_for(node_path: str, kind: str, most: int) -> list[Step]:
    """Open steps of running formations at a place and below it that are an office's: one query."""
    bodies = BODIES.get(Office.Kind(kind), ())
    rows = Step.objects.filter(
        Q(body__in=bodies), done_on__isnull=True, due_on__isnull=False, formation__state__in=Formation.RUNNING,
        estate__node__path__startswith=node_path,
    )  # fmt: skip
    return list(rows.select_related("formation", "estate__node").order_by("due_on", "id")[:most])
