"""Who sits at the desk: a week at a time, for residents and for those who keep it."""

from datetime import date, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.timezone import now
from django.views.decorators.http import require_GET, require_http_methods

from courtyard.core.errors import BadInput, NotThere
from courtyard.desk import actions, queries
from courtyard.desk.actions.roster import WEEKS_MAX
from courtyard.desk.forms import DropForm, HandOverForm, RosterForm
from courtyard.desk.models import Shift
from courtyard.desk.permissions import (
    may_be_rostered,
    may_drop_shift,
    may_hand_over_shift,
    may_keep_roster,
    may_see_roster,
)
from courtyard.desk.views.pages import estate_of, posted, see
from courtyard.people.middleware import PersonRequest
from courtyard.trail.deeds import require
from courtyard.web.show import show

BACK, AHEAD = timedelta(weeks=4), timedelta(weeks=WEEKS_MAX)


@require_GET
def week(request: PersonRequest, code: str) -> HttpResponse:
    """Seven days, with today's first hours marked."""
    estate, at = estate_of(code), now()
    if not may_see_roster(request.user, estate, at):
        raise NotThere
    zone = ZoneInfo(estate.node.zone)
    today = at.astimezone(zone).date()
    monday = _monday(request.GET.get("week", ""), today)
    since = datetime(monday.year, monday.month, monday.day, tzinfo=zone)
    there = queries.shifts(estate, since, since + timedelta(days=7))
    days = [monday + timedelta(days=n) for n in range(7)]
    context = {
        "estate": estate,
        "days": [(day, [one for one in there if one.starts_at.astimezone(zone).date() == day]) for day in days],
        "today": today,
        "before": _within(monday - timedelta(days=7), today),
        "after": _within(monday + timedelta(days=7), today),
        "may_keep": may_keep_roster(request.user, estate, at),
        "at": at,
    }
    return show(request, "desk/week.html", context)


def _monday(text: str, today: date) -> date:
    """The Monday of a week named by any of its days; of this week for anything else, and for what is far away."""
    try:
        asked = date.fromisoformat(text)
    except ValueError:
        asked = today
    return _within(asked - timedelta(days=asked.weekday()), today) or today - timedelta(days=today.weekday())


def _within(monday: date, today: date) -> date | None:
    """A month back, and as far ahead as a roster can reach."""
    return monday if today - BACK <= monday <= today + AHEAD else None


@require_http_methods(["GET", "POST"])
def roster(request: PersonRequest, code: str) -> HttpResponse:
    estate, at = estate_of(code), now()
    require(may_keep_roster, request.user, estate, at)
    form = RosterForm(posted(request), who=queries.who_may_sit(estate, at), place=estate.desk_place)
    if form.is_valid():
        try:
            actions.roster(form.rota(estate), by=request.user, at=at)
            return see("desk:week", code)
        except BadInput as wrong:
            form.refuse(wrong)
    return show(request, "desk/roster.html", {"estate": estate, "form": form})


def _shift(code: str, pk: UUID) -> Shift:
    shifts = Shift.objects.select_related("estate__node", "person")
    return get_object_or_404(shifts, pk=pk, estate__node__code=code, dropped_at__isnull=True)


@require_http_methods(["GET", "POST"])
def drop_shift(request: PersonRequest, code: str, pk: UUID) -> HttpResponse:
    shift, at = _shift(code, pk), now()
    require(may_drop_shift, request.user, shift, at)
    form = DropForm(posted(request))
    if form.is_valid():
        try:
            actions.drop_shift(shift.pk, reason=form.cleaned_data["reason"], by=request.user, at=at)
            return see("desk:week", code)
        except BadInput as wrong:
            form.refuse(wrong)
    return show(request, "desk/drop_shift.html", {"estate": shift.estate, "shift": shift, "form": form})


@require_http_methods(["GET", "POST"])
def hand_over_shift(request: PersonRequest, code: str, pk: UUID) -> HttpResponse:
    shift, at = _shift(code, pk), now()
    require(may_hand_over_shift, request.user, shift, at)
    who = [person for party, person in queries.who_may_sit(shift.estate, at) if party == shift.party]
    others = [one for one in who if one.pk != shift.person_id and may_be_rostered(one, shift.party, shift.estate, at)]
    form = HandOverForm(posted(request), who=others)
    if form.is_valid():
        try:
            reason = form.cleaned_data["reason"]
            actions.hand_over_shift(shift.pk, to=form.to(), reason=reason, by=request.user, at=at)
            return see("desk:week", code)
        except BadInput as wrong:
            form.refuse(wrong)
    return show(request, "desk/hand_over_shift.html", {"estate": shift.estate, "shift": shift, "form": form})
