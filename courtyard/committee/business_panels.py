"""What seals, reception days, reports, limits and the secretary show on the committee's page and the estate's."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest
from django.utils.timezone import now

from courtyard.committee.models import Committee
from courtyard.committee.permissions.business import (
    may_announce_reception,
    may_end_secretary,
    may_name_secretary,
    may_post_report,
    may_see_limits,
    may_see_seals,
)
from courtyard.committee.permissions.terms import sits
from courtyard.committee.queries import business as queries
from courtyard.people.models import Person
from courtyard.places.models import Estate
from courtyard.web.registers import Panel


def seals(request: HttpRequest, estate: Estate) -> Mapping[str, Any] | None:
    """For whoever may read the register; where there is no committee and no seal, nothing."""
    person = request.user
    if not isinstance(person, Person) or not may_see_seals(person, estate, now()):
        return None
    rows = queries.seals_of(estate)
    if not rows and not sits(person, estate, now()):
        return None
    return {"estate": estate, "rows": rows}


def receptions(request: HttpRequest, estate: Estate) -> Mapping[str, Any] | None:
    """The next day, and the way to all of them; whoever may announce one comes in when there is none, too."""
    coming = queries.next_reception(estate, now())
    person = request.user
    announces = isinstance(person, Person) and may_announce_reception(person, estate, now())
    if coming is None and not announces and not _living(estate):
        return None
    return {"estate": estate, "next": coming}


def next_reception(request: HttpRequest, estate: Estate) -> Mapping[str, Any] | None:
    """On the estate's page, for everybody."""
    coming = queries.next_reception(estate, now())
    return {"estate": estate, "next": coming} if coming else None


def reports(request: HttpRequest, estate: Estate) -> Mapping[str, Any] | None:
    latest = queries.latest_report(estate)
    posts = isinstance(request.user, Person) and may_post_report(request.user, estate, now())
    return {"estate": estate, "latest": latest} if latest or posts else None


def limits(request: HttpRequest, estate: Estate) -> Mapping[str, Any] | None:
    person, at = request.user, now()
    if not isinstance(person, Person) or not may_see_limits(person, estate, at):
        return None
    rows = [row for row in queries.limits_of(estate, at) if row.open]
    return {"estate": estate, "rows": rows} if rows or sits(person, estate, at) else None


def secretary(request: HttpRequest, estate: Estate) -> Mapping[str, Any] | None:
    """Their name for those there; the way to name one for whoever may, once there is a committee."""
    person, at = request.user, now()
    if not isinstance(person, Person):
        return None
    there = queries.secretary_of(estate)
    names = may_name_secretary(person, estate, at) and (there is not None or _living(estate))
    if there is None:
        return {"estate": estate, "one": None, "ends": False} if names else None
    shown = may_see_seals(person, estate, at)
    return {"estate": estate, "one": there, "ends": may_end_secretary(person, there, at)} if shown else None


def _living(estate: Estate) -> bool:
    return Committee.objects.filter(estate=estate).living().exists()


PANELS = (
    Panel("committee.secretary", "committee", "committee/_secretary_panel.html", secretary, order=20),
    Panel("committee.seals", "committee", "committee/_seals_panel.html", seals, order=30),
    Panel("committee.receptions", "committee", "committee/_receptions_panel.html", receptions, order=40),
    Panel("committee.limits", "committee", "committee/_limits_panel.html", limits, order=50),
    Panel("committee.reports", "committee", "committee/_reports_panel.html", reports, order=60),
    Panel("committee.next_reception", "estate", "committee/_receptions_panel.html", next_reception, order=36),
)
