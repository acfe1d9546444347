"""What is stuck, and the joint session that deals with it: whoever asked reads each step."""

from datetime import timedelta
from typing import Any

import pytest
from pytest_django import DjangoAssertNumQueries

from courtyard.cases import actions as cases
from courtyard.cases.course import course
from courtyard.cases.models import Case
from courtyard.cases.tests import build as case_build
from courtyard.conftest import MONDAY_9AM, Court
from courtyard.core.errors import NotAllowed
from courtyard.desk import queries, sessions
from courtyard.desk.frame import links_of_cases, links_of_duties
from courtyard.duties.tests.build import owes
from courtyard.meetings import actions as meetings
from courtyard.meetings import queries as meeting_queries
from courtyard.meetings.actions import Item, Settled
from courtyard.meetings.models import Meeting
from courtyard.meetings.tests import build
from courtyard.people.models import Office
from courtyard.people.tests import build as people
from courtyard.trail.models import Line

A_WHILE_AGO = MONDAY_9AM - timedelta(days=20)


def late_case(court: Court, **more: Any) -> Case:
    return case_build.triaged(court, at=A_WHILE_AGO, **more)


def prepared(court: Court) -> Meeting:
    return meetings.plan(build.a_plan(court), by=court.desk, at=MONDAY_9AM)


def put_all_on(court: Court, meeting: Meeting) -> None:
    for one in meeting_queries.suggestions(meeting, MONDAY_9AM):
        item = Item(title=one.title, comes_from=one.comes_from, source=one.source, about=one.about)
        sessions.put_on(meeting.pk, item, by=court.desk, at=MONDAY_9AM)


def test_late_cases_and_overdue_duties_are_stuck_the_longest_first(court: Court) -> None:
    duty = owes(court)
    case = late_case(court)

    rows = queries.stuck([court.estate, court.other], MONDAY_9AM + timedelta(days=9))

    assert [(row.source, row.about) for row in rows] == [("case", case.pk), ("duty", duty.pk)]
    assert case.words not in "".join(row.title + row.comes_from for row in rows)


def test_a_case_about_the_company_never_comes_before_the_session(court: Court) -> None:
    late_case(court, about="wu", party="ju")

    assert [row.circle for row in queries.stuck([court.estate], MONDAY_9AM)] == ["ju"]
    assert list(sessions.suggest(court.estate, MONDAY_9AM)) == []


def test_whoever_asked_is_told_when_the_session_is_called_and_how_it_ended(court: Court) -> None:
    case = late_case(court)
    meeting = prepared(court)
    put_all_on(court, meeting)
    assert not Line.objects.filter(kind="cases.tabled").exists()

    for _ in range(2):
        sessions.call(meeting.pk, by=court.desk, at=MONDAY_9AM)
    assert Line.objects.filter(kind="cases.tabled", about=case.pk).count() == 1
    said = Settled(outcome="agreed", words="物业周五前换灯。")
    sessions.settle(meeting.items.get().pk, said, by=court.desk, at=build.HELD)

    titles = [step["title"] for step in course_of(case, court)]
    assert titles[-2:] == ["排进6月15日09:00的联席会议", "联席会议定了"]


def course_of(case: Case, court: Court) -> list[dict[str, str]]:
    case.refresh_from_db()
    return [{"title": str(step.title)} for step in course(case, court.lin, build.HELD).steps]


def test_what_a_resident_was_told_of_stays_on_the_agenda(court: Court) -> None:
    late_case(court)
    meeting = prepared(court)
    put_all_on(court, meeting)
    item = meeting.items.get()
    sessions.call(meeting.pk, by=court.desk, at=MONDAY_9AM)

    with pytest.raises(sessions.PromisedToResident):
        sessions.take_off(item.pk, by=court.desk, at=MONDAY_9AM)


def test_what_was_not_announced_may_be_taken_off(court: Court) -> None:
    late_case(court)
    meeting = prepared(court)
    put_all_on(court, meeting)

    sessions.take_off(meeting.items.get().pk, by=court.desk, at=MONDAY_9AM)

    assert not meeting.items.exists()


def test_a_case_put_on_a_called_agenda_is_told_at_once_and_once(court: Court) -> None:
    meeting = build.called(court)
    case = late_case(court)
    item = Item(title="楼道灯", source="case", about=case.pk)

    for _ in range(2):
        sessions.put_on(meeting.pk, item, by=court.desk, at=MONDAY_9AM)

    assert Line.objects.filter(kind="cases.tabled").count() == 1


def test_nobody_brings_up_or_decides_a_case_that_is_not_theirs(court: Court) -> None:
    case = late_case(court)

    for person in (court.lin, court.bai, court.jie):
        with pytest.raises(NotAllowed):
            cases.table(case.pk, on=build.STARTS, meeting=case.pk, by=person, at=MONDAY_9AM)
        with pytest.raises(NotAllowed):
            cases.decide(case.pk, outcome="agreed", words="定了", meeting=case.pk, by=person, at=MONDAY_9AM)


def test_a_convenor_sees_all_their_estates(court: Court) -> None:
    con = people.person("槐聚邻", court.area)
    people.office(con, court.area, Office.Kind.CONVENOR)

    assert {estate.pk for estate in queries.convened_by(con, MONDAY_9AM)} == {court.estate.pk, court.other.pk}
    assert queries.convened_by(court.zhu, MONDAY_9AM) == []


def test_whoever_was_told_of_a_session_is_told_when_it_moves_or_does_not_take_place(court: Court) -> None:
    case = late_case(court)
    meeting = prepared(court)
    put_all_on(court, meeting)
    sessions.call(meeting.pk, by=court.desk, at=MONDAY_9AM)
    moved = build.STARTS + timedelta(days=1)
    given: dict[str, Any] = {"ends_at": moved + timedelta(hours=1), "by": court.desk, "at": MONDAY_9AM}

    sessions.replan(meeting.pk, starts_at=moved, place="1号楼底层", **given)
    sessions.replan(meeting.pk, starts_at=moved, place="东门岗亭", **given)
    sessions.cancel(meeting.pk, reason="台风来了", by=court.desk, at=MONDAY_9AM)

    said = [line.kind for line in Line.objects.filter(about=case.pk).order_by("pk")]
    assert said[-3:] == ["cases.tabled", "cases.tabled", "cases.decided"]
    assert course(case, court.lin, MONDAY_9AM).steps[-1].words == "台风来了"


def test_the_agenda_asks_as_much_for_three_cases_as_for_one(
    court: Court, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    meeting = prepared(court)
    about = [late_case(court).pk for _ in range(3)]
    for source in (links_of_cases, links_of_duties):
        for some in (about[:1], about):
            source(court.desk, some, MONDAY_9AM)
            with django_assert_num_queries(1):
                source(court.desk, some, MONDAY_9AM)
    assert len(links_of_cases(court.desk, about, MONDAY_9AM)) == 3
    assert links_of_cases(court.mei, about, MONDAY_9AM) == {}
    assert meeting.items.count() == 0
