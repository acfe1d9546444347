"""How far filings and handovers are, on the committee's page."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest
from django.utils.timezone import now

from courtyard.committee.permissions.papers import may_see_filings
from courtyard.committee.queries import filing as filings
from courtyard.committee.queries import handover as handovers
from courtyard.people.models import Person
from courtyard.places.models import Estate
from courtyard.web.registers import Panel


def filed(request: HttpRequest, estate: Estate) -> Mapping[str, Any] | None:
    """What waits to be filed, or was filed last; for whoever lives there or holds an office."""
    if not _reads(request, estate):
        return None
    one = filings.last_filing(estate)
    return {"estate": estate, "one": one, "title": filings.title_of(one) if one else ""}


def handed_over(request: HttpRequest, estate: Estate) -> Mapping[str, Any] | None:
    if not _reads(request, estate):
        return None
    one = handovers.last_handover(estate)
    return {"estate": estate, "one": one, "title": handovers.title_of(one) if one else ""}


def _reads(request: HttpRequest, estate: Estate) -> bool:
    return isinstance(request.user, Person) and may_see_filings(request.user, estate, now())


PANELS = (
    Panel("committee.filed", "committee", "committee/_filing_panel.html", filed, order=40),
    Panel("committee.handed_over", "committee", "committee/_handover_panel.html", handed_over, order=45),
)
