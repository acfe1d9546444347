"""What cases show on other pages: a tab with what waits, slips on the first page, a person's own data."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext, gettext_lazy, pgettext_lazy

from courtyard.cases import actions, queries
from courtyard.cases.course import four_steps
from courtyard.cases.models import Case
from courtyard.cases.permissions import LEADS
from courtyard.people.models import Office, Person
from courtyard.people.queries import Hat
from courtyard.web.registers import Panel, PersonalData, Tab

SLIPS_MAX = 5
AT_DESK = {*Office.DESK, Office.Kind.COMPANY_WORKER}


WAITS = "cases_wait"
"""On the request: what the desk's own page has counted already."""


def _hat(request: HttpRequest) -> Hat | None:
    hat: Hat | None = getattr(request, "hat", None)
    return hat or None


def address(request: HttpRequest) -> str | None:
    """The desk for whoever sits there, their own cases for residents, nothing for the offices above."""
    hat = _hat(request)
    if hat is None or (hat.office and hat.office.kind not in AT_DESK):
        return _from_above(hat)
    if hat.tenure:
        return reverse("cases:mine")
    estate = hat.node.code if hat.node and hat.estate_id else ""
    return reverse("cases:desk", args=[estate]) if estate else reverse("cases:desks")


def _from_above(hat: Hat | None) -> str | None:
    """The sub-district's officers find what climbed up to them."""
    if hat is None or not hat.office or not hat.node or hat.office.kind not in LEADS["jie"]:
        return None
    return reverse("cases:above", args=[hat.node.code])


def badge(request: HttpRequest) -> int:
    """What waits: a resident's last words, the desk's late and unassigned cases."""
    hat = _hat(request)
    if hat is None or not isinstance(request.user, Person):
        return 0
    if hat.tenure:
        return queries.count_waiting_for(request.user)
    if hat.node and hat.office and hat.office.kind in LEADS["jie"]:
        return queries.count_climbed_to(request.user, hat.node, now())
    if not hat.node or not hat.estate_id:
        return 0
    counted: int | None = getattr(request, WAITS, None)
    return queries.waiting_at_desk(request.user, hat.estate_id, hat.node, now()) if counted is None else counted


def slips(request: HttpRequest, hat: Hat | None) -> Mapping[str, Any] | None:
    """Put right, says the lead: the resident is asked."""
    if hat is None or not hat.tenure or not isinstance(request.user, Person):
        return None
    cases = list(queries.waiting_for(request.user)[:SLIPS_MAX])
    return {"cases": [(case, four_steps(case)) for case in cases], "waits": len(cases)} if cases else None


def known(request: HttpRequest, hat: Hat | None) -> Mapping[str, Any] | None:
    """What is out of order where the resident lives, so that nobody need report it."""
    if hat is None or not hat.tenure:
        return None
    at, home = now(), hat.tenure.home
    going = [
        one
        for one in queries.incidents_of(hat.tenure.estate, at)
        if not (houses := list(one.buildings.all())) or home.building_id in {house.pk for house in houses}
    ]
    return {"incidents": going[:SLIPS_MAX], "estate": hat.tenure.estate} if going else None


def report(request: HttpRequest, hat: Hat | None) -> Mapping[str, Any] | None:
    """The big button of a resident's first page."""
    return {"estate": hat.tenure.estate} if hat and hat.tenure else None


def desk(request: HttpRequest, hat: Hat | None) -> Mapping[str, Any] | None:
    """For whoever sits at a desk: what is late there, and what nobody has assigned yet."""
    if hat is None or not hat.office or hat.office.kind not in AT_DESK or not isinstance(request.user, Person):
        return None
    rows = queries.desks(request.user, now())
    return {"rows": rows, "waits": sum(row.late + row.new for row in rows)} if rows else None


def see(person: Person) -> list[Mapping[str, Any]]:
    """Everything a person has asked for, in rows."""
    return [_row(case) for case in queries.of_reporter(person).select_related("home").order_by("filed_at", "pk")]


def _row(case: Case) -> Mapping[str, Any]:
    return {
        gettext("Number"): case.number,
        gettext("Estate"): case.estate.node.name,
        gettext("Filed"): case.filed_at,
        gettext("Status"): Case.State(case.state).label,
        gettext("Place"): " ".join(filter(None, (case.place_label, case.where))),
        gettext("Your words"): case.words,
        gettext("Rating"): Case.Rating(case.rating).label if case.rating else "",
    }


TAB = Tab("cases", pgettext_lazy("tab", "Requests"), "ask", address, badge, order=20)
PANELS = (
    Panel("cases.waiting", "home", "cases/_waiting.html", slips, order=20),
    Panel("cases.known", "home", "cases/_known.html", known, order=22),
    Panel("cases.desk", "home", "cases/_desks.html", desk, order=25),
    Panel("cases.report", "home", "cases/_report.html", report, order=90),
)
OWN_DATA = PersonalData(
    "cases",
    gettext_lazy("Your requests"),
    gettext_lazy(
        "So that the joint desk can help you and be held to account. Your words and photos are erased when you ask."
    ),
    None,
    see,
    actions.erase,
    order=50,
)
