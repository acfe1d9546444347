"""What public revenue is still to bring in: also what a bank line can settle."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Sum

from courtyard.money.models import RevenueDue, RevenueReceipt
from courtyard.money.revenue_rules import DUES_MAX, PROJECTS_MAX, Due, left_open

STANDS = {"entry__reversed_by__isnull": True}
"""What of receipts, costs and moves was not taken back."""


@dataclass(frozen=True, slots=True)
class OpenDue:
    """So much is still to come in by a day."""

    id: UUID
    project_id: UUID
    name: str
    party: str
    due_on: date
    open_fen: int


def open_dues(estate_id: UUID, project_id: UUID | None = None) -> list[OpenDue]:
    """Of an estate, or of one project, the oldest first. What came for no due in particular settles the oldest.

    Two queries; no more rows than there may be projects and dues.
    """
    rows = RevenueDue.objects.filter(estate=estate_id).select_related("project").order_by("due_on", "pk")
    came = RevenueReceipt.objects.filter(estate=estate_id, **STANDS)
    if project_id is not None:
        rows, came = rows.filter(project=project_id), came.filter(project=project_id)
    dues = list(rows[: PROJECTS_MAX * DUES_MAX])
    received: defaultdict[UUID, dict[UUID | None, int]] = defaultdict(dict)
    for project, due, fen in came.order_by().values_list("project", "due").annotate(sum=Sum("fen")):
        received[project][due] = fen
    of_project: defaultdict[UUID, list[Due]] = defaultdict(list)
    for one in dues:
        of_project[one.project_id].append((one.pk, one.fen))
    left = {pk: fen for project, some in of_project.items() for pk, fen in left_open(some, received[project]).items()}
    return [
        OpenDue(one.pk, one.project_id, one.project.name, one.project.party, one.due_on, left[one.pk])
        for one in dues
        if left[one.pk] > 0
    ]
