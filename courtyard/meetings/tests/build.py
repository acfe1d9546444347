"""A joint session of Plum Court, brought through the real deeds to the state a test begins in."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from courtyard.conftest import MONDAY_9AM, Court
from courtyard.meetings import actions
from courtyard.meetings.actions import Item, Plan, Promise, Settled
from courtyard.meetings.models import Meeting
from courtyard.people.models import Person

KIND = "desk.joint_session"
STARTS = MONDAY_9AM + timedelta(days=7)
HELD = STARTS + timedelta(hours=2)
NEXT_WEEK = STARTS + timedelta(days=7)
CLOCKS = ("meetings.views", "meetings.frame", "desk.frame", "web.context")


def set_clocks(monkeypatch: pytest.MonkeyPatch, moment: datetime) -> None:
    for module in CLOCKS:
        monkeypatch.setattr(f"courtyard.{module}.now", lambda: moment)


def a_plan(court: Court, **more: Any) -> Plan:
    given: dict[str, Any] = {
        "estate": court.estate,
        "kind": KIND,
        "starts_at": STARTS,
        "ends_at": STARTS + timedelta(hours=1),
        "place": "1号楼底层",
    }
    return Plan(**(given | more))


def drafted(court: Court, items: int = 1, **more: Any) -> Meeting:
    meeting = actions.plan(a_plan(court, **more), by=court.desk, at=MONDAY_9AM)
    for number in range(items):
        actions.put_on(meeting.pk, Item(title=f"地下车库渗水{number + 1}"), by=court.desk, at=MONDAY_9AM)
    return meeting


def called(court: Court, **more: Any) -> Meeting:
    return actions.call(drafted(court, **more).pk, by=court.desk, at=MONDAY_9AM)


def came(meeting: Meeting, *people: Person, by: Person) -> Meeting:
    given = {person.pk for person in people}
    return actions.attend(meeting.pk, came=given, why_not={}, guests="街道社区办1人", by=by, at=HELD)


def settled(court: Court, promises: int = 1, **more: Any) -> Meeting:
    """Everybody came, everything has an outcome, the company promised something."""
    meeting = called(court, **more)
    came(meeting, court.desk, court.yan, court.zhu, by=court.desk)
    promised = [Promise(party="wu", what=f"装排水泵{number + 1}", due_at=NEXT_WEEK) for number in range(promises)]
    for item in meeting.items.all():
        said = Settled(outcome="agreed", words="先装泵，再补缝。", said={"wu": "顶板伸缩缝坏了。"}, promises=promised)
        actions.settle(item.pk, said, by=court.desk, at=HELD)
    return meeting


def finished(court: Court, **more: Any) -> Meeting:
    return actions.finish(settled(court, **more).pk, by=court.desk, at=HELD)


def signed(court: Court) -> Meeting:
    meeting = finished(court)
    for person, party in ((court.desk, "ju"), (court.yan, "ye"), (court.zhu, "wu")):
        actions.sign(meeting.pk, party=party, by=person, at=HELD)
    return meeting


def published(court: Court) -> Meeting:
    return actions.publish(signed(court).pk, summary="车库渗水定了。", by=court.desk, at=HELD)
