"""The committee's meetings: called by a member or the secretary, the residents' committee invited, nobody by proxy."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from courtyard.committee.actions import meetings as actions
from courtyard.committee.actions.meetings import NoProxies, NoWords
from courtyard.committee.models import Committee, MeetingRequest, Sitting
from courtyard.committee.queries.resolutions import is_quorate
from courtyard.committee.tests import sitting
from courtyard.conftest import MONDAY_9AM, Court
from courtyard.core.errors import NotAllowed
from courtyard.duties.models import Duty
from courtyard.meetings import actions as meetings
from courtyard.meetings.actions import Item, Plan, Settled
from courtyard.meetings.models import Meeting
from courtyard.meetings.queries import expected
from courtyard.notify.models import Notice
from courtyard.people.models import Office, Person
from courtyard.people.standing import forget_standing
from courtyard.people.tests import build as people
from courtyard.trail.tests.clock import Clock

STARTS = MONDAY_9AM + timedelta(days=8)
HELD = STARTS + timedelta(hours=2)
KIND = "committee.meeting"


def client_of(person: Person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def secretary(court: Court) -> Person:
    somebody = people.person("文秘书", court.estate.node)
    people.office(somebody, court.estate.node, Office.Kind.SECRETARY)
    return somebody


def planned(court: Court, by: Person | None = None, **given: Any) -> Meeting:
    when: dict[str, Any] = {"starts_at": STARTS, "ends_at": STARTS + timedelta(hours=1), "place": "1号楼底层"}
    plan = Plan(estate=court.estate, kind=KIND, **(when | given))
    meeting = meetings.plan(plan, by=by or court.yan, at=MONDAY_9AM)
    meetings.put_on(meeting.pk, Item(title="换大门门禁"), by=by or court.yan, at=MONDAY_9AM)
    return meeting


def called(court: Court) -> Meeting:
    return actions.call(planned(court).pk, by=court.yan, at=MONDAY_9AM)


def attended(meeting: Meeting, *came: Person, by: Person) -> Sitting:
    actions.attend(meeting.pk, came={one.pk for one in came}, why_not={}, by=by, at=HELD)
    return Sitting.objects.get(meeting=meeting)


def test_calling_it_invites_the_residents_committee(court: Court) -> None:
    committee = sitting.in_office(court)

    meeting = called(court)
    again = actions.call(meeting.pk, by=court.yan, at=MONDAY_9AM + timedelta(hours=1))
    sitting.hear(MONDAY_9AM)

    one = Sitting.objects.get(meeting=meeting)
    assert (one.committee, one.seats, one.first) == (committee, 5, True)
    assert one.residents_invited_at == MONDAY_9AM
    assert again.state == "called"
    assert Notice.objects.filter(kind="committee.notice_invited").values_list("person", flat=True)[0] == court.desk.pk


def test_members_are_to_come_and_nobody_else(court: Court) -> None:
    committee = sitting.in_office(court, alternates=("甘棠",))
    people.office(court.reg, court.estate.node, Office.Kind.OWNERS_COMMITTEE)

    meeting = called(court)

    assert [one.person for one in expected(meeting)] == sitting.persons(committee)
    assert {one.party for one in expected(meeting)} == {"ye"}


def test_the_secretary_prepares_it_and_cannot_sign_or_publish(court: Court) -> None:
    committee = sitting.in_office(court)
    wen = secretary(court)
    meeting = planned(court, by=wen)
    actions.call(meeting.pk, by=wen, at=MONDAY_9AM)
    actions.attend(meeting.pk, came={one.pk for one in sitting.persons(committee)}, why_not={}, by=wen, at=HELD)
    item = meeting.items.get()
    meetings.settle(item.pk, Settled(outcome="agreed", words="换两台"), by=wen, at=HELD)
    meetings.finish(meeting.pk, by=wen, at=HELD)

    with pytest.raises(NotAllowed):
        meetings.sign(meeting.pk, party="ye", by=wen, at=HELD)
    meetings.sign(meeting.pk, party="ye", by=sitting.persons(committee)[2], at=HELD)
    with pytest.raises(NotAllowed):
        meetings.publish(meeting.pk, summary="换门禁", by=wen, at=HELD)
    published = meetings.publish(meeting.pk, summary="换门禁", by=court.yan, at=HELD)

    assert published.state == "published"


@pytest.mark.parametrize("name", ["lin", "mei", "desk", "zhu", "reg", "jie"])
def test_others_call_no_meeting_of_the_committee(court: Court, name: str) -> None:
    sitting.in_office(court)
    meeting = planned(court)

    with pytest.raises(NotAllowed):
        actions.call(meeting.pk, by=getattr(court, name), at=MONDAY_9AM)

    assert not Sitting.objects.exists()


def test_who_came_is_counted_against_all_seats(court: Court) -> None:
    committee = sitting.in_office(court, ("秦松涛", "江映月", "唐晚晴"))
    meeting, there = called(court), sitting.persons(committee)

    two = attended(meeting, *there[:2], by=court.yan)
    assert (two.attended, two.seats, is_quorate(two)) == (2, 5, False)
    three = attended(meeting, *there[:3], by=court.yan)

    assert (three.attended, three.seats, is_quorate(three)) == (3, 5, True)
    assert three.held_on == STARTS.date()


def test_a_proxy_is_refused_by_name(court: Court) -> None:
    committee = sitting.in_office(court)
    meeting = called(court)
    there = {one.pk for one in sitting.persons(committee)}
    given: dict[str, Any] = {"came": there, "why_not": {}, "instead": "秦松涛的儿子"}

    with pytest.raises(NoProxies):
        actions.attend(meeting.pk, **given, by=court.yan, at=HELD)
    with pytest.raises(NotAllowed):
        actions.attend(meeting.pk, **(given | {"instead": ""}), by=court.desk, at=HELD)

    assert Sitting.objects.get().held_on is None
    assert not meeting.presences.exists()


def test_moving_it_invites_again(court: Court) -> None:
    sitting.in_office(court)
    meeting = called(court)
    later = {"starts_at": STARTS + timedelta(days=1), "ends_at": STARTS + timedelta(days=1, hours=1)}

    with pytest.raises(NotAllowed):
        actions.replan(meeting.pk, **later, place="2号楼", by=court.desk, at=MONDAY_9AM)
    actions.replan(meeting.pk, **later, place="2号楼", by=court.yan, at=MONDAY_9AM + timedelta(hours=3))

    assert Sitting.objects.get().residents_invited_at == MONDAY_9AM + timedelta(hours=3)


def test_a_third_of_the_members_make_a_meeting_owed(court: Court) -> None:
    committee = sitting.in_office(court)
    first, second, *_ = sitting.persons(committee)
    actions.ask_for_meeting(committee.pk, words="谈停车", by=first, at=MONDAY_9AM)
    actions.ask_for_meeting(committee.pk, words="谈停车", by=first, at=MONDAY_9AM)
    assert not Duty.objects.filter(kind="committee.meeting_asked").exists()

    one = actions.ask_for_meeting(committee.pk, words="也谈停车", by=second, at=MONDAY_9AM)

    duty = Duty.objects.get(kind="committee.meeting_asked")
    assert (duty.party, duty.due_at.astimezone().date()) == ("ye", (MONDAY_9AM + timedelta(days=8)).date())
    assert one.reached_on == MONDAY_9AM.date()
    assert MeetingRequest.objects.values("round").distinct().count() == 1


def test_the_meeting_that_is_held_answers_who_asked(court: Court) -> None:
    committee = sitting.in_office(court)
    there = sitting.persons(committee)
    for person in there[:2]:
        actions.ask_for_meeting(committee.pk, words="谈停车", by=person, at=MONDAY_9AM)

    attended(called(court), *there, by=court.yan)

    assert Duty.objects.get(kind="committee.meeting_asked").done_at == HELD
    assert not MeetingRequest.objects.filter(met_on__isnull=True).exists()


def test_only_members_ask_and_say_why(court: Court) -> None:
    committee: Committee = sitting.in_office(court)

    for person in (court.lin, court.desk, secretary(court)):
        with pytest.raises(NotAllowed):
            actions.ask_for_meeting(committee.pk, words="谈停车", by=person, at=MONDAY_9AM)
    with pytest.raises(NoWords):
        actions.ask_for_meeting(committee.pk, words="", by=court.yan, at=MONDAY_9AM)


def test_the_elected_hold_their_first_meeting_before_they_are_in_office(court: Court) -> None:
    committee = sitting.elected(court)
    first = sitting.persons(committee)[0]
    forget_standing(first)

    meeting = actions.call(planned(court, by=first).pk, by=first, at=MONDAY_9AM)

    assert Sitting.objects.get(meeting=meeting).committee == committee
    assert [one.person for one in expected(meeting)] == sitting.persons(committee)


def test_a_meeting_through_its_pages(court: Court, clock: Clock) -> None:
    committee = sitting.in_office(court)
    yan = client_of(court.yan)
    assert f"/e/plum/meetings/plan/{KIND}/" in yan.get("/e/plum/committee/").content.decode()
    form = {"starts_at": "2026-06-11T09:00", "lasts": "60", "place": "1号楼底层"}
    yan.post(f"/e/plum/meetings/plan/{KIND}/", form)
    meeting = Meeting.objects.get()
    page = f"/e/plum/meetings/{meeting.pk}/"
    yan.post(f"{page}agenda/", {"title": "换大门门禁", "minutes": "15"})
    assert yan.get(f"{page}agenda/").content.decode().count('class="note" data-s="warn"') == 2
    yan.post(f"{page}call/")
    assert yan.post("/e/plum/committee/ask-for-meeting/", {"words": "谈停车"}).status_code == 303
    assert client_of(court.lin).get("/e/plum/committee/ask-for-meeting/").status_code == 403

    clock.go_on_to(MONDAY_9AM + timedelta(days=3, hours=2))
    ticks = {f"came_{one.pk.hex}": "on" for one in sitting.persons(committee)}
    refused = yan.post(f"{page}attend/", ticks | {"instead": "秦松涛的儿子"})
    assert (refused.status_code, Sitting.objects.get().held_on) == (422, None)
    assert yan.post(f"{page}attend/", ticks).status_code == 303

    assert Sitting.objects.get().attended == 5
    assert client_of(court.desk).get(page).status_code == 200
