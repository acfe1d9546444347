"""What committees show on pages of lower floors: coverage for those above."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest
from django.utils.timezone import now

from courtyard.committee.covering import covered
from courtyard.committee.permissions.coverage import may_see_coverage
from courtyard.committee.queries import coverage
from courtyard.people.models import Person
from courtyard.places.models import Node


def node(request: HttpRequest, place: Node) -> Mapping[str, Any] | None:
    """For whoever sits above the estates: how many have the committee they should have."""
    if not isinstance(request.user, Person) or not may_see_coverage(request.user, place, now()):
        return None
    return {"node": place, "whole": covered(coverage.coverages([place])[place.pk], place)}
