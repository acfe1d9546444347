"""Whoever owes something is reminded before and after, and never of what is settled."""

from datetime import datetime, timedelta

import pytest

from courtyard.conftest import MONDAY_9AM, Court
from courtyard.duties import actions, queries, upkeep
from courtyard.duties.reminders import Reminder, next_reminder, reminder
from courtyard.duties.tests import build
from courtyard.people.models import Office
from courtyard.people.tests.build import office

DAY = timedelta(days=1)
DUE = MONDAY_9AM + 30 * DAY


def told(since: datetime, until: datetime) -> list[tuple[int, Reminder]]:
    """In how many days after it was due each reminder comes, and what it says."""
    said, moment = [], next_reminder(DUE, since)
    while moment <= until:
        said.append(((moment - DUE).days, reminder(DUE, moment)))
        moment = next_reminder(DUE, moment)
    return said


def test_a_week_and_a_day_before_when_it_is_overdue_and_then_every_week() -> None:
    assert told(MONDAY_9AM, DUE + 15 * DAY) == [
        (-7, Reminder.SOON),
        (-1, Reminder.TOMORROW),
        (0, Reminder.OVERDUE),
        (7, Reminder.STILL_OVERDUE),
        (14, Reminder.STILL_OVERDUE),
    ]


def test_what_is_owed_at_short_notice_is_not_reminded_of_at_once() -> None:
    assert told(DUE - 3 * DAY, DUE) == [(-1, Reminder.TOMORROW), (0, Reminder.OVERDUE)]
    assert told(DUE - timedelta(hours=2), DUE) == [(0, Reminder.OVERDUE)]


@pytest.mark.parametrize("late", [timedelta(), timedelta(minutes=5), 20 * DAY])
def test_a_clerk_who_comes_late_reminds_once_and_not_of_everything_missed(court: Court, late: timedelta) -> None:
    duty = build.owes(court, due_at=DUE)
    at = DUE - 7 * DAY + late

    first = queries.to_remind_of(at)
    upkeep.reminded(first, at)

    assert first == [duty]
    assert queries.to_remind_of(at) == []


def test_nobody_is_reminded_of_what_is_settled(court: Court) -> None:
    done, excused, back, still = (build.owes(court, due_at=DUE) for _ in range(4))
    actions.discharge(done.pk, by=court.zhu, at=MONDAY_9AM)
    actions.excuse(excused.pk, by=court.jie, at=MONDAY_9AM, reason="台风。")
    actions.withdraw(back.pk, by=court.desk, at=MONDAY_9AM, reason="写错了。")

    assert queries.to_remind_of(DUE) == [still]
    assert queries.to_remind_of(MONDAY_9AM + DAY) == []


def test_whoever_holds_the_office_on_that_day_is_reminded(court: Court) -> None:
    office(court.reg, court.area, Office.Kind.CONVENOR)
    company, residents = build.owes(court), build.owes(court, party="ju")
    committee = build.owes(court, party="", office=Office.Kind.OWNERS_COMMITTEE)
    mine = build.owes(court, party="", bearer=court.lin, by=court.jie)

    found = [set(queries.bearers(duty, MONDAY_9AM)) for duty in (company, residents, committee, mine)]

    assert found == [{court.zhu.pk}, {court.desk.pk, court.reg.pk}, {court.yan.pk}, {court.lin.pk}]
