"""Duties as an iCalendar file (RFC 5545), for the calendar program of whoever holds the secret address."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.utils.translation import gettext, pgettext
from icalendar import Alarm, Calendar, Event

from courtyard.duties.models import Duty
from courtyard.duties.queries import said, where

LASTS = timedelta(minutes=30)
BEFORE = timedelta(days=1)


def calendar_of(duties: Sequence[Duty], site: str, at: datetime) -> bytes:
    """One event a duty, ending when it is due, with a reminder a day before while it is open.

    The same duty has the same UID for ever, so that a program that fetches anew moves it and does not double it. Times
    are those of the place, with its zone beside them; nobody is shown as busy because something is due.
    """
    calendar = Calendar()
    calendar.add("prodid", "-//Courtyard//Duties//ZH")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", gettext("Courtyard duties"))
    for duty in duties:
        calendar.add_component(_event(duty, site, at))
    calendar.add_missing_timezones()
    return bytes(calendar.to_ical())


def _event(duty: Duty, site: str, at: datetime) -> Event:
    event = Event()
    state = duty.state(at)
    event.add("uid", f"{duty.pk}@courtyard")
    event.add("dtstamp", duty.changed_at)
    event.add("last-modified", duty.changed_at)
    due_at = duty.due_at.astimezone(ZoneInfo(duty.node.zone))
    event.add("dtstart", due_at - LASTS)
    event.add("dtend", due_at)
    event.add("transp", "TRANSPARENT")
    summary = pgettext("a duty in a calendar", "{what} ({state})")
    event.add("summary", summary.format(what=said(duty), state=state.label))
    event.add("location", duty.node.name)
    about = [where(duty), duty.article, str(site) + duty.link if duty.link else ""]
    event.add("description", "\n".join(filter(None, about)))
    if duty.is_open():
        alarm = Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("description", said(duty))
        alarm.add("trigger", -BEFORE)
        event.add_component(alarm)
    return event
