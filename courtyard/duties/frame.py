"""What duties show on other pages: what one owes oneself, on the first page and in a link of one's own page."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest
from django.utils.timezone import now

from courtyard.duties import queries
from courtyard.people.models import Person
from courtyard.people.queries import Hat


def owed(request: HttpRequest, hat: Hat | None) -> Mapping[str, Any] | None:
    """For whoever holds an office: what is overdue or due within a week."""
    if hat is None or not hat.office or not isinstance(request.user, Person):
        return None
    at = now()
    soon = queries.due_soon(request.user, at)
    rows = [{"duty": duty, "says": queries.said(duty), "late": duty.due_at < at} for duty in soon]
    return {"rows": rows, "waits": sum(row["late"] for row in rows)} if rows else None
