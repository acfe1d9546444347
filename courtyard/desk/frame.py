"""What the office shows on other pages."""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.urls import reverse
from django.utils.timezone import localtime, now
from django.utils.translation import gettext, gettext_lazy, pgettext_lazy

from courtyard.cases.models import Case
from courtyard.cases.permissions import may_see_course
from courtyard.desk import actions, queries
from courtyard.desk.models import LOG_KEPT, Helper, LogEntry
from courtyard.desk.permissions import may_log, may_see_stuck
from courtyard.duties.models import Duty
from courtyard.duties.permissions import may_see
from courtyard.meetings.registers import Source
from courtyard.people.models import Person
from courtyard.people.queries import estate_of
from courtyard.places.models import Estate
from courtyard.web.registers import Panel, PersonalData, Tab


def today(request: HttpRequest, hat: Any) -> Mapping[str, Any] | None:
    """Who sits at the desk today, and the ways to what the office does."""
    estate = estate_of(hat)
    if estate is None:
        return None
    at = now()
    rows = queries.shifts_of_day(estate, localtime(at).date())
    here = [{"shift": one, "now": one.starts_at <= at < one.ends_at} for one in rows if one.ends_at > at]
    at_desk = isinstance(request.user, Person) and may_log(request.user, estate, at)
    return {"estate": estate, "rows": here, "was": bool(rows), "named": True, "at_desk": at_desk}


def open_today(request: HttpRequest, estate: Estate) -> Mapping[str, Any] | None:
    """For anybody: when the desk is open today, without names."""
    at = now()
    rows = queries.shifts_of_day(estate, localtime(at).date())
    here = [{"shift": one, "now": one.starts_at <= at < one.ends_at} for one in rows if one.ends_at > at]
    return {"estate": estate, "rows": here, "was": bool(rows), "named": False} if rows else None


def stuck_address(request: HttpRequest) -> str | None:
    user = request.user
    return reverse("desk:stuck") if isinstance(user, Person) and may_see_stuck(user, now()) else None


def links_of_cases(person: Any, about: Collection[UUID], at: datetime) -> Mapping[UUID, str]:
    cases = Case.objects.select_related("estate__node").filter(pk__in=about)
    seen = [case for case in cases if may_see_course(person, case, at)]
    return {case.pk: reverse("cases:case", args=[case.estate.node.code, case.number]) for case in seen}


def links_of_duties(person: Any, about: Collection[UUID], at: datetime) -> Mapping[UUID, str]:
    duties = Duty.objects.select_related("node", "estate").filter(pk__in=about, estate__isnull=False)
    seen = [duty for duty in duties if may_see(person, duty, at)]
    return {duty.pk: reverse("duties:duties", args=[duty.node.code]) for duty in seen}


def see(person: Person) -> list[Mapping[str, Any]]:
    """What they took on."""
    rows = Helper.objects.filter(person=person).select_related("task").order_by("-taken_at")[:1_000]
    return [
        {gettext("Task"): one.task.title, gettext("When"): one.task.starts_at, gettext("Thanked"): one.thanked_at or ""}
        for one in rows
    ]


def see_log(person: Person) -> list[Mapping[str, Any]]:
    """What they wrote down at the desk."""
    rows = LogEntry.objects.filter(by=person).order_by("-at")[:1_000]
    return [{gettext("When"): one.at, gettext("What was said or seen?"): one.words} for one in rows]


TAB = Tab("desk.stuck", pgettext_lazy("tab", "Stuck"), "sort", stuck_address, order=35)
PANELS = (
    Panel("desk.today", "home.more", "desk/_today.html", today, order=5),
    Panel("desk.open", "estate", "desk/_open.html", open_today, order=15),
)
SOURCES = (Source("case", links_of_cases), Source("duty", links_of_duties))
OWN_DATA = (
    PersonalData(
        "desk", gettext_lazy("What you helped with"),
        gettext_lazy("So that you can be thanked. It goes when you ask."), None, see, actions.forget_help, order=62,
    ),
    PersonalData(
        "desk_log", gettext_lazy("What you wrote into the desk’s log"),
        gettext_lazy("So that nothing said at the desk or on a patrol is lost. The words go after two years."),
        LOG_KEPT.days, see_log, order=63,
    ),
)  # fmt: skip
