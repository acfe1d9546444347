"""One thing for one deed alone: a company before what is said of it."""

from uuid import UUID

from courtyard.services.models import Company, CreditPoint, Supervision
from courtyard.trail.rows import holder, locked, there


def lock_company(company_id: UUID) -> Company:
    """A company, locked. Raises NotThere."""
    return locked(Company.objects.select_related("node", "person__node"), company_id)


def lock_finding(found_id: UUID) -> Supervision:
    """What was found of a company that is locked. Raises NotThere."""
    company = lock_company(holder(Supervision.objects, found_id, "company"))
    found = there(Supervision.objects.select_related("node", "seat"), found_id)
    found.company = company
    return found


def lock_points(points_id: UUID) -> CreditPoint:
    """Points of a company that is locked: two answers never count past each other. Raises NotThere."""
    company = lock_company(holder(CreditPoint.objects, points_id, "company"))
    points = there(CreditPoint.objects.select_related("node", "seat", "given_by"), points_id)
    points.company = company
    return points
