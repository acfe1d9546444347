"""How a case ends: declined, withdrawn, merged, closed by the clock; and how it begins again."""

from datetime import datetime, timedelta

import pytest

from courtyard.cases import actions, chores, queries
from courtyard.cases.actions import NothingToMerge, NotMergeable, NotTheSameCircle, NoWayOn
from courtyard.cases.models import REOPEN_WITHIN, Case, Pause
from courtyard.cases.tests import build
from courtyard.cases.tests.build import AN_HOUR_LATER, TUESDAY_9AM, said
from courtyard.conftest import MONDAY_9AM, SHANGHAI, Court
from courtyard.core.errors import NotAllowed, OutOfTurn

WEEK = timedelta(days=7)


def test_what_is_not_ours_says_why_and_where_to_go(court: Court) -> None:
    case = build.filed(court)

    with pytest.raises(NoWayOn):
        actions.decline(case.pk, by=court.desk, at=AN_HOUR_LATER, words="归自来水公司。", instead="")
    with pytest.raises(NotAllowed):
        actions.decline(case.pk, by=court.bai, at=AN_HOUR_LATER, words="不归我们。", instead="962740")
    case = actions.decline(case.pk, by=court.desk, at=AN_HOUR_LATER, words="归自来水公司。", instead="供水热线962740")

    assert (case.state, case.closed_at) == (Case.State.DECLINED, AN_HOUR_LATER)
    assert said(case) == ["filed", "declined"]


def test_the_resident_opens_what_was_declined_again_and_the_stop_does_not_count(court: Court) -> None:
    case = build.filed(court, category="cleaning")
    actions.decline(case.pk, by=court.desk, at=AN_HOUR_LATER, words="不归我们。", instead="12345")
    wednesday = AN_HOUR_LATER + timedelta(days=2)

    case = actions.reopen(case.pk, by=court.lin, at=wednesday, words="问过了，就是你们的。")

    assert (case.state, case.closed_at, case.returns) == (Case.State.FILED, None, 1)
    assert case.due_at == datetime(2026, 6, 17, 17, 30, tzinfo=SHANGHAI)
    assert Pause.objects.get(case=case).why == Pause.Why.CLOSED


def test_silence_closes_after_a_week_without_a_rating_and_can_be_reopened(court: Court) -> None:
    case = build.resolved(court, category="cleaning")
    used = TUESDAY_9AM - case.filed_at

    chores.close_unanswered(TUESDAY_9AM + timedelta(days=5))
    case.refresh_from_db()
    assert case.state == Case.State.RESOLVED
    for _ in range(2):
        chores.close_unanswered(TUESDAY_9AM + WEEK + timedelta(days=1))
    case.refresh_from_db()
    assert (case.state, case.rating) == (Case.State.CLOSED, None)
    case = actions.reopen(case.pk, by=court.lin, at=TUESDAY_9AM + 3 * WEEK, words="又脏了。")

    assert case.state == Case.State.TRIAGED
    assert used == timedelta(days=1)
    assert case.due_at > TUESDAY_9AM + 3 * WEEK  # what was left on Tuesday is left now
    assert said(case) == ["filed", "triaged", "resolved", "closed_unanswered", "reopened"]


def test_only_the_clerk_closes_what_nobody_answered(court: Court) -> None:
    case = build.resolved(court)

    with pytest.raises(NotAllowed):
        actions.close(case.pk, by=court.desk, at=TUESDAY_9AM + WEEK)


def test_what_comes_back_after_three_months_is_a_new_case(court: Court) -> None:
    case = build.closed(court)
    assert case.closed_at is not None

    with pytest.raises(NotAllowed):
        actions.reopen(case.pk, by=court.lin, at=case.closed_at + REOPEN_WITHIN + timedelta(days=1), words="又坏了。")
    with pytest.raises(NotAllowed):
        actions.reopen(case.pk, by=court.mei, at=case.closed_at, words="我家也坏了。")


def test_whoever_asked_may_withdraw_until_it_is_resolved(court: Court) -> None:
    case, done = build.triaged(court), build.resolved(court)

    with pytest.raises(NotAllowed):
        actions.withdraw(case.pk, by=court.mei, at=TUESDAY_9AM)
    case = actions.withdraw(case.pk, by=court.lin, at=TUESDAY_9AM, words="自己修好了。")
    with pytest.raises(OutOfTurn):
        actions.withdraw(done.pk, by=court.lin, at=TUESDAY_9AM)

    assert (case.state, case.closed_at) == (Case.State.WITHDRAWN, TUESDAY_9AM)


def test_merged_reports_become_the_one_whose_time_runs_out_first(court: Court) -> None:
    early = build.filed(court)
    late = build.filed(court, by=court.mei, at=MONDAY_9AM + timedelta(days=1), words="三楼楼道的灯不亮，看不清台阶。")
    same = build.filed(court, at=MONDAY_9AM + timedelta(days=1), category="power", words="楼道灯坏了。")

    main = actions.merge([late.pk, early.pk, same.pk], by=court.desk, at=TUESDAY_9AM)
    again = actions.merge([early.pk, late.pk], by=court.desk, at=TUESDAY_9AM)

    late.refresh_from_db()
    assert (main, again, main.due_at, main.voices) == (early, early, early.due_at, 3)
    assert (late.state, late.duplicate_of, late.words) == (
        Case.State.DUPLICATE,
        early,
        "三楼楼道的灯不亮，看不清台阶。",
    )
    assert said(early) == ["filed", "joined", "joined"]
    assert early in queries.visible_to(court.mei, TUESDAY_9AM)


def test_what_was_merged_by_mistake_is_opened_again_by_its_resident(court: Court) -> None:
    early, late = build.filed(court), build.filed(court, by=court.mei, at=MONDAY_9AM + timedelta(hours=2))
    actions.merge([late.pk, early.pk], by=court.desk, at=TUESDAY_9AM)

    late = actions.reopen(late.pk, by=court.mei, at=TUESDAY_9AM, words="不是一盏灯。")

    early.refresh_from_db()
    assert (late.state, late.duplicate_of, early.voices) == (Case.State.FILED, None, 1)
    assert late.due_at == build.filed(court, at=MONDAY_9AM + timedelta(hours=2)).due_at
    assert early not in queries.visible_to(court.mei, TUESDAY_9AM)


def test_what_cannot_be_merged_says_so_and_nothing_changes(court: Court) -> None:
    one, done, about = build.filed(court), build.resolved(court), build.filed(court, about="wu")

    with pytest.raises(NothingToMerge):
        actions.merge([one.pk, one.pk], by=court.desk, at=TUESDAY_9AM)
    with pytest.raises(NotMergeable):
        actions.merge([one.pk, done.pk], by=court.desk, at=TUESDAY_9AM)
    with pytest.raises(NotTheSameCircle):
        actions.merge([one.pk, about.pk], by=court.desk, at=TUESDAY_9AM)
    with pytest.raises(NotAllowed):
        actions.merge([one.pk, build.filed(court).pk], by=court.lin, at=TUESDAY_9AM)

    one.refresh_from_db()
    assert (one.state, one.voices) == (Case.State.FILED, 1)


def test_likely_duplicates_are_offered_by_place_kind_and_words(court: Court) -> None:
    one = build.filed(court, category="fire", words="1号楼楼道堆了旧家具，轮椅过不去。")
    same = build.filed(court, category="fire", words="楼道里有杂物，走不过去，怕着火。")
    other = build.filed(court, category="noise", place=court.garden, words="半夜有人唱歌。")
    gone = build.filed(court, category="fire", words="楼道堆物。")
    actions.withdraw(gone.pk, by=court.lin, at=AN_HOUR_LATER)

    offered = queries.alike(one, Case.objects.filter(estate=court.estate), TUESDAY_9AM)

    assert offered == [same]
    assert other not in offered


def test_two_things_in_one_building_are_not_offered_as_one(court: Court) -> None:
    drain = build.filed(court, words="7号楼门口的雨水篦子碎了，自行车会卡进去。", category="building")
    build.filed(court, by=court.mei, words="装修的人把水泥袋堆在电梯口。", category="building")
    same = build.filed(court, by=court.mei, words="雨水篦子坏了一块，老人差点绊倒。", category="building")

    offered = queries.alike(drain, Case.objects.filter(estate=court.estate), TUESDAY_9AM)

    assert [one.number for one in offered] == [same.number]
