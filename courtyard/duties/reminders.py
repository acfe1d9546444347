"""When a bearer is reminded: a week and a day before, when it is overdue, and then every week until it ends."""

from datetime import datetime, timedelta
from enum import StrEnum

REMINDER = "duties.reminder"
AHEAD = (timedelta(days=7), timedelta(days=1))
AGAIN = timedelta(days=7)


class Reminder(StrEnum):
    SOON = "soon"
    TOMORROW = "tomorrow"
    OVERDUE = "overdue"
    STILL_OVERDUE = "still_overdue"


def next_reminder(due_at: datetime, after: datetime) -> datetime:
    """The first moment after `after` at which to remind. What was missed meanwhile is not made up for."""
    for ahead in AHEAD:
        if after < due_at - ahead:
            return due_at - ahead
    if after < due_at:
        return due_at
    return due_at + AGAIN * ((after - due_at) // AGAIN + 1)


def reminder(due_at: datetime, at: datetime) -> Reminder:
    """What to say at `at`, however late the clerk comes to it."""
    if at < due_at:
        return Reminder.SOON if due_at - at > AHEAD[1] else Reminder.TOMORROW
    return Reminder.OVERDUE if at - due_at < AGAIN else Reminder.STILL_OVERDUE
