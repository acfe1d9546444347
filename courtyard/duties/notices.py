"""What is told of duties: somebody owes something by name, and its day comes near or is past."""

from collections.abc import Iterator
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from courtyard.core.errors import sentence
from courtyard.duties.events import DutyOwed
from courtyard.duties.models import Duty
from courtyard.duties.queries import page_of, told_of
from courtyard.duties.reminders import REMINDER, Reminder
from courtyard.notify.registers import NoticeKind, Tell, Teller
from courtyard.trail.models import Line

OWED = "duties.owed"
STEPS = {
    Reminder.SOON.value: sentence("Due soon"),
    Reminder.TOMORROW.value: sentence("Due within a day"),
    Reminder.OVERDUE.value: sentence("Overdue now"),
    Reminder.STILL_OVERDUE.value: sentence("Still overdue"),
}
KINDS = (
    NoticeKind(OWED, _("What I am asked to do"), sentence("You are to do this by {due_at}: {what}"), order=30),
    NoticeKind(
        REMINDER,
        _("Reminders of what I owe"),
        sentence("{step}: {what} ({place}, by {due_at})"),
        labels={"step": STEPS},
        order=31,
    ),
)


def hear(line: Line, at: datetime) -> Iterator[Tell]:
    """Whoever owes it by name, unless they wrote it down themselves; offices read their list."""
    found = Duty.objects.open().filter(pk=line.about, bearer__isnull=False).select_related("node", "estate__node")
    duty = found.first()
    if duty is not None and duty.bearer_id is not None and duty.bearer_id != line.by:
        yield Tell(OWED, duty.bearer_id, told_of(duty), duty.node_id, duty.pk, page_of(duty))


TELLER = Teller("duties", frozenset({DutyOwed.NAME}), hear)
