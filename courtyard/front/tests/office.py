"""One thing of each kind that the three parties' office keeps, for an estate of the world in build.py."""

from datetime import datetime, timedelta
from typing import Any

from courtyard.cases.models import Case
from courtyard.conftest import Court
from courtyard.desk import actions as desk
from courtyard.desk.actions import Entry, Offer, Query, Rota
from courtyard.meetings import actions as meetings
from courtyard.meetings.actions import Item, Plan
from courtyard.people.models import Person

SESSION = "desk.joint_session"
WEEKS_AHEAD = timedelta(days=300)
HOUR = timedelta(hours=1)


def things(court: Court, supervisor: Person, at: datetime, ahead: datetime) -> dict[str, Any]:
    """A session that is called, a shift far ahead, a line of the log, a question to the company, a task."""
    starts_at = at + WEEKS_AHEAD
    plan = Plan(estate=court.estate, kind=SESSION, starts_at=starts_at, ends_at=starts_at + HOUR, place="1号楼底层")
    meeting = meetings.plan(plan, by=court.desk, at=at)
    item = meetings.put_on(meeting.pk, Item(title="车库渗水"), by=court.desk, at=at)
    meetings.call(meeting.pk, by=court.desk, at=at)
    rota = Rota(
        estate=court.estate, party="ju", person=court.desk, starts_at=ahead, ends_at=ahead + HOUR, place="1号楼底层"
    )
    entry = Entry(estate=court.estate, kind="patrol", parties=["ju"], happened_at=at, words="楼后堆了旧家具。")
    query = Query(estate=court.estate, party="wu", title="电梯保养", words="上个月保养了几次？")
    offer = Offer(estate=court.estate, party="ju", title="清理花园", place="花园门口", starts_at=ahead, wanted=5)
    return {
        "session": SESSION,
        "meeting": meeting.pk,
        "item": item.pk,
        "shift": desk.roster(rota, by=court.desk, at=at)[0].pk,
        "entry": desk.log(entry, by=court.desk, at=at).pk,
        "question": desk.ask(query, by=supervisor, at=at).pk,
        "task": desk.offer(offer, by=court.desk, at=at).pk,
        "stuck": Case.objects.filter(estate=court.estate, state="triaged", party="ye").latest("filed_at").pk,
        "source": "case",
    }
