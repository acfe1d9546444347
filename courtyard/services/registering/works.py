"""What lower floors show and do for works."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.http import HttpRequest
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _

from courtyard.duties.models import Duty
from courtyard.duties.registers import DutyKind
from courtyard.duties.registers import kinds as duty_kinds
from courtyard.notify.registers import kinds as notice_kinds
from courtyard.notify.registers import tellers
from courtyard.people.models import Office, Person
from courtyard.people.queries import estate_of
from courtyard.people.standing import standing
from courtyard.places.models import Estate
from courtyard.services.actions import proofs, works
from courtyard.services.chores import works as chores
from courtyard.services.models import Work
from courtyard.services.notices import works as notices
from courtyard.services.permissions.works import PROVES, may_plan_work
from courtyard.services.queries import works as queries
from courtyard.trail.registers import ClerksChore
from courtyard.trail.registers import chores as clerks_chores
from courtyard.web.registers import Panel, panels


def by_workers(person: Person, duty: Duty, at: datetime) -> bool:
    """What the company owes its workers may prove."""
    return standing(person).holds((Office.Kind.COMPANY_WORKER,), duty.node, at)


def this_week(request: HttpRequest, hat: Any) -> Mapping[str, Any] | None:
    """For the company: what is due within a week, what it left behind, what is doubted. Duties count what waits."""
    if hat is None or not hat.office or hat.office.kind not in PROVES or not hat.estate_id:
        return None
    estate = estate_of(hat)
    if estate is None:
        return None
    today = queries.day_of(estate, now())
    week = queries.week_of(estate, today)
    return {"estate": estate, "week": week} if week.due or week.missing or week.doubted else None


def on_estate(request: HttpRequest, estate: Estate) -> Mapping[str, Any] | None:
    """The way to the plan, for everybody once there is one, and before that for whoever may make it."""
    plans = isinstance(request.user, Person) and may_plan_work(request.user, estate, now())
    return {"estate": estate} if plans or Work.objects.filter(estate=estate).exists() else None


def register() -> None:
    """Called once, when all models are there."""
    for kind in notices.KINDS:
        notice_kinds.add(kind)
    tellers.add(notices.TELLER)
    duty_kinds.add(DutyKind(works.DUTY, _("a work that comes again"), by_hand=False, also_by=by_workers))
    duty_kinds.add(DutyKind(proofs.DOUBT, _("an answer to a doubt about a work"), by_hand=False, also_by=by_workers))
    clerks_chores.add(ClerksChore("services.lay_out_turns", timedelta(hours=6), chores.lay_out))
    clerks_chores.add(ClerksChore("services.end_works", timedelta(hours=6), chores.end_over))
    panels.add(Panel("services.works_week", "home.more", "services/_works_week.html", this_week, order=8))
    panels.add(Panel("services.works", "estate", "services/_works_panel.html", on_estate, order=44))
