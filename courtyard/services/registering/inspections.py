"""What lower floors show and do for inspections."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest
from django.utils.timezone import now
from django.utils.translation import gettext, gettext_lazy

from courtyard.notify.registers import kinds as notice_kinds
from courtyard.notify.registers import tellers
from courtyard.people.models import Office, Person
from courtyard.people.queries import estate_of
from courtyard.places.models import Estate
from courtyard.services.models import Round
from courtyard.services.notices import inspections as notices
from courtyard.services.permissions.inspections import OFFICES, answers_for_company, may_begin_round
from courtyard.services.queries import inspections as queries
from courtyard.web.registers import Panel, PersonalData, panels, personal_data

GOES = {kind for kinds in OFFICES.values() for kind in kinds}


def of_walker(request: HttpRequest, hat: Any) -> Mapping[str, Any] | None:
    """For whoever goes on rounds: those they have not finished, and the way to a new one."""
    person = request.user
    if hat is None or not hat.office or hat.office.kind not in GOES or not isinstance(person, Person):
        return None
    estate, rows = estate_of(hat), queries.open_of(person)
    begins = estate is not None and may_begin_round(person, estate, now())
    return {"rows": rows, "estate": estate if begins else None, "waits": len(rows)} if rows or begins else None


def of_company(request: HttpRequest, hat: Any) -> Mapping[str, Any] | None:
    """For whoever manages the company's work there: what failed, and is not put right."""
    if hat is None or not hat.office or hat.office.kind != Office.Kind.COMPANY_MANAGER:
        return None
    estate, at = estate_of(hat), now()
    if estate is None or not isinstance(request.user, Person) or not answers_for_company(request.user, estate, at):
        return None
    rows = list(queries.failed_in(estate, at)[: queries.FAILED_SHOWN])
    return {"rows": rows, "estate": estate, "waits": len(rows)} if rows else None


def of_estate(request: HttpRequest, estate: Estate) -> Mapping[str, Any] | None:
    """The last one, for everybody; whoever may begin one comes in when there is none, too."""
    latest = queries.latest_in(estate)
    begins = isinstance(request.user, Person) and may_begin_round(request.user, estate, now())
    if latest is None and not begins:
        return None
    one, counts = latest or (None, None)
    return {"estate": estate, "round": one, "counts": counts}


def see(person: Person) -> list[Mapping[str, Any]]:
    """The rounds somebody went on, in rows."""
    mine = Round.objects.filter(person=person).select_related("estate__node").order_by("begun_at", "pk")
    return [
        {
            gettext("Estate"): one.estate.node.name,
            gettext("For"): one.get_body_display(),
            gettext("Begun"): one.begun_at,
            gettext("Finished"): one.finished_at or "",
        }
        for one in mine
    ]


PANELS = (
    Panel("services.rounds_failed", "home", "services/_rounds_failed.html", of_company, order=26),
    Panel("services.rounds_mine", "home", "services/_rounds_home.html", of_walker, order=28),
    Panel("services.rounds", "estate", "services/_rounds_estate.html", of_estate, order=45),
)
OWN_DATA = PersonalData(
    "services.rounds",
    gettext_lazy("Inspection rounds you went on"),
    gettext_lazy("What was found is on record for the body you went for. Your name is never shown to the public."),
    None,
    see,
    order=60,
)


def register() -> None:
    """Called once, when all models are there."""
    for panel in PANELS:
        panels.add(panel)
    personal_data.add(OWN_DATA)
    for kind in notices.KINDS:
        notice_kinds.add(kind)
    tellers.add(notices.TELLER)
