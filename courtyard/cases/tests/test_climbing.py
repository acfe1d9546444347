"""A late case climbs by itself: to the convenor, then to the sub-district, once each."""

from datetime import timedelta

import pytest

from courtyard.cases import actions, chores, queries
from courtyard.cases.actions import AtTheTop
from courtyard.cases.course import course
from courtyard.cases.models import Case
from courtyard.cases.tests import build
from courtyard.cases.tests.build import TUESDAY_9AM, said
from courtyard.conftest import MONDAY_9AM, Court
from courtyard.core.errors import NotAllowed

LEVEL = Case.Level
HOUR = timedelta(hours=1)


def test_overdue_it_goes_to_the_convenor_then_to_the_sub_district_once_each(court: Court) -> None:
    case = build.triaged(court)
    due_at = case.due_at  # Thursday, the end of business

    levels = []
    for at in (
        due_at - HOUR,
        due_at + HOUR,
        due_at + 2 * HOUR,
        due_at + timedelta(days=9),
        due_at + timedelta(days=10),
    ):
        chores.climb(at)
        case.refresh_from_db()
        levels.append(case.level)

    assert levels == [LEVEL.DESK, LEVEL.CONVENOR, LEVEL.CONVENOR, LEVEL.SUBDISTRICT, LEVEL.SUBDISTRICT]
    assert said(case) == ["filed", "triaged", "escalated", "escalated"]
    assert (case.state, case.party, case.due_at) == (Case.State.TRIAGED, "wu", due_at)


def test_what_nobody_accepted_climbs_too_and_what_rests_does_not(court: Court) -> None:
    new, resting = build.filed(court), build.triaged(court, category="cleaning")
    actions.pause(
        resting.pk, by=court.bai, at=TUESDAY_9AM, why="parts", until=TUESDAY_9AM + timedelta(days=60), words="等。"
    )

    chores.climb(new.due_at + HOUR)

    new.refresh_from_db()
    resting.refresh_from_db()
    assert (new.level, resting.level) == (LEVEL.CONVENOR, LEVEL.DESK)


def test_reopened_twice_it_climbs_before_it_is_late(court: Court) -> None:
    case = build.resolved(court, category="cleaning")
    for _ in range(2):
        actions.return_(case.pk, by=court.lin, at=TUESDAY_9AM, words="没弄好。")
        actions.resolve(case.pk, by=court.bai, at=TUESDAY_9AM, words="弄好了。")
    actions.return_(case.pk, by=court.lin, at=TUESDAY_9AM, words="还是没弄好。")

    chores.climb_returned(TUESDAY_9AM + HOUR)

    case.refresh_from_db()
    assert case.level == LEVEL.CONVENOR


def test_the_resident_takes_it_up_once_it_is_late_and_not_before(court: Court) -> None:
    case = build.triaged(court)

    with pytest.raises(NotAllowed):
        actions.escalate(case.pk, by=court.lin, at=TUESDAY_9AM, why="asked")
    with pytest.raises(NotAllowed):
        actions.escalate(case.pk, by=court.desk, at=case.due_at + HOUR, why="asked")
    for _ in range(2):
        case = actions.escalate(case.pk, by=court.lin, at=case.due_at + HOUR, why="asked", words="等了很久。")

    assert case.level == LEVEL.SUBDISTRICT
    with pytest.raises(AtTheTop):
        actions.escalate(case.pk, by=court.lin, at=case.due_at + HOUR, why="asked")


def test_the_sub_district_sees_what_climbed_to_it_and_not_who_asked(court: Court) -> None:
    case, other = build.triaged(court, place=court.home), build.triaged(court)
    at = case.due_at + HOUR
    assert case not in queries.visible_to(court.jie, at)

    for _ in range(2):
        actions.escalate(case.pk, by=court.lin, at=at, why="asked")

    assert list(queries.visible_to(court.jie, at)) == [case]
    assert list(queries.climbed_to(court.jie, court.subdistrict, at)) == [case]
    assert other not in queries.visible_to(court.jie, at)
    case.refresh_from_db()
    filed = course(case, court.jie, at).steps[0]
    assert filed.words == build.WORDS
    assert court.lin.name not in filed.title
    assert not queries.visible_to(court.shi, at).exists()


def test_who_agrees_is_known_to_the_sub_district(court: Court) -> None:
    case = build.triaged(court)
    at = case.due_at + HOUR
    for _ in range(2):
        actions.escalate(case.pk, by=court.lin, at=at, why="asked")

    with pytest.raises(NotAllowed):
        actions.agree_name(case.pk, by=court.mei, at=at)
    for _ in range(2):
        case = actions.agree_name(case.pk, by=court.lin, at=at)

    assert court.lin.name in course(case, court.jie, at).steps[0].title
    assert said(case).count("name_agreed") == 1


def test_the_convenor_and_the_sub_district_urge_the_desk(court: Court) -> None:
    case, convenor = build.triaged(court), build.convenor(court)
    at = case.due_at + HOUR

    actions.urge(case.pk, by=convenor, at=TUESDAY_9AM, words="今天之内要有人去看。")
    with pytest.raises(NotAllowed):
        actions.urge(case.pk, by=court.jie, at=TUESDAY_9AM, words="快点。")
    for _ in range(2):
        actions.escalate(case.pk, by=court.lin, at=at, why="asked")
    actions.urge(case.pk, by=court.jie, at=at, words="周五前办好，报结果。")

    urged = [(step.party, step.words) for step in course(case, court.lin, at).steps if step.kind == "cases.urged"]
    assert urged == [("ju", "今天之内要有人去看。"), ("jie", "周五前办好，报结果。")]
    with pytest.raises(NotAllowed):
        actions.urge(case.pk, by=court.lin, at=MONDAY_9AM, words="快。")
