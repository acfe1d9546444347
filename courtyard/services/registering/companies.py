"""What lower floors show and do for companies, what was found of them, and their credit."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.utils.translation import gettext_lazy as _

from courtyard.duties.registers import DutyKind
from courtyard.duties.registers import kinds as duty_kinds
from courtyard.people.models import Person
from courtyard.places.models import Estate
from courtyard.search.upkeep import offer
from courtyard.services.actions.supervision import MEND
from courtyard.services.chores import credit as credit_chores
from courtyard.services.company_data import OWN_DATA
from courtyard.services.company_search import SEARCHABLE
from courtyard.services.permissions.companies import is_above
from courtyard.services.queries import companies, credit
from courtyard.trail.registers import ClerksChore
from courtyard.trail.registers import chores as clerks_chores
from courtyard.web.registers import Panel, Tab, foot_links, panels, personal_data


def register() -> None:
    """Called once, when all models are there."""
    duty_kinds.add(DutyKind(MEND, _("what an inspection found, to be put right"), by_hand=False, also_by=_office))
    duty_kinds.add(DutyKind(credit.DUTY, _("an answer to a company’s objection"), public=False, by_hand=False))
    clerks_chores.add(ClerksChore("services.publish_points", timedelta(hours=1), credit_chores.publish))
    clerks_chores.add(ClerksChore("services.expire_points", timedelta(hours=6), credit_chores.expire))
    foot_links.add(Tab("services.companies", _("Property companies"), "pipe", lambda _: reverse("services:companies")))
    panels.add(Panel("services.company", "estate", "services/_company_panel.html", who_serves, order=37))
    panels.add(Panel("services.points", "home", "services/_points_panel.html", waiting, order=38))
    personal_data.add(OWN_DATA)
    offer(SEARCHABLE)


def _office(person: Any, duty: Any, at: Any) -> bool:
    """The office looks again, and says that it is put right."""
    return is_above(person, duty.node, at)


def who_serves(request: HttpRequest, estate: Estate) -> Mapping[str, Any] | None:
    """On the estate's page, for everybody: who serves there today, and how many points count."""
    today = localdate(now())
    serving = companies.serving(estate.node, today)
    if not serving:
        return None
    points = credit.points_of_all([one.company_id for one in serving], today)
    return {"estate": estate, "rows": [(one, points.get(one.company_id, 0)) for one in serving]}


def waiting(request: HttpRequest, hat: Any) -> Mapping[str, Any] | None:
    """For the company's people: points to which they may still object."""
    person = request.user
    if not isinstance(person, Person) or (hat is not None and hat.party != "wu"):
        return None
    rows = credit.to_object_to(person, now())
    return {"rows": rows, "waits": len(rows)} if rows else None
