"""Reception days: announced for months, held and written down, dropped before they begin."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from courtyard.committee.actions import receptions as actions
from courtyard.committee.actions.receptions import (
    RECEPTION,
    Announcement,
    announce_reception,
    drop_reception,
    hold_reception,
)
from courtyard.committee.models import Reception
from courtyard.committee.monthly import monthly
from courtyard.committee.tests.business import filed, secretary
from courtyard.committee.tests.sitting import elected, persons
from courtyard.conftest import MONDAY_9AM, SHANGHAI, Court
from courtyard.core.errors import NotAllowed
from courtyard.desk.models import LogEntry
from courtyard.duties.models import Duty
from courtyard.trail.models import Line

BEGINS = datetime(2026, 6, 20, 9, 0, tzinfo=SHANGHAI)
"""The third Saturday of June."""
ENDS = BEGINS + timedelta(hours=2)
NEXT_MORNING = BEGINS + timedelta(days=1)


def announced(court: Court, **given: Any) -> Announcement:
    columns: dict[str, Any] = {"estate": court.estate, "starts_at": BEGINS, "ends_at": ENDS, "place": "1号楼底层"}
    return Announcement(**(columns | given))


def one_day(court: Court) -> Reception:
    filed(court)
    return announce_reception(announced(court), by=court.yan, at=MONDAY_9AM)[0]


@pytest.mark.parametrize(
    ("first", "then"),
    [
        (date(2026, 6, 20), [date(2026, 7, 18), date(2026, 8, 15)]),
        (date(2026, 12, 5), [date(2027, 1, 2), date(2027, 2, 6)]),
        (date(2026, 5, 31), [date(2026, 6, 28), date(2026, 7, 26)]),
        (date(2026, 6, 1), [date(2026, 7, 6), date(2026, 8, 3)]),
    ],
)
def test_the_same_weekday_of_each_month(first: date, then: list[date]) -> None:
    """Third Saturday, first Saturday over the new year, the fifth Sunday that is the last, first Monday."""
    assert list(monthly(first, 3)) == [first, *then]


def test_days_are_announced_for_months_and_each_is_owed(court: Court) -> None:
    filed(court)

    rows = announce_reception(announced(court, times=3), by=court.yan, at=MONDAY_9AM)

    assert [one.starts_at for one in rows] == [
        datetime(2026, month, day, 1, 0, tzinfo=UTC) for month, day in ((6, 20), (7, 18), (8, 15))
    ]
    duties = Duty.objects.filter(kind=RECEPTION).order_by("due_at")
    assert [(duty.party, duty.fields, duty.about) for duty in duties] == [
        ("ye", {"day": day}, one.pk) for day, one in zip(("2026-06-20", "2026-07-18", "2026-08-15"), rows, strict=True)
    ]
    assert duties[0].article == "沪房物业〔2026〕36号"
    assert duties[0].due_at == datetime(2026, 6, 21, 17, 30, tzinfo=SHANGHAI)
    assert Line.objects.filter(kind="committee.receptions_announced").count() == 1


def test_an_announcement_sent_twice_is_one(court: Court) -> None:
    filed(court)
    once = announced(court, times=2)

    first, second = (announce_reception(once, by=court.yan, at=MONDAY_9AM) for _ in range(2))

    assert first == second
    assert Reception.objects.count() == 2


def test_the_secretary_announces_and_drops_a_day(court: Court) -> None:
    filed(court)
    helper = secretary(court)

    one = announce_reception(announced(court), by=helper, at=MONDAY_9AM)[0]
    drop_reception(one.pk, reason="遇上端午", by=helper, at=MONDAY_9AM)

    one.refresh_from_db()
    assert one.reason == "遇上端午"
    assert Duty.objects.open().filter(kind=RECEPTION).count() == 0


@pytest.mark.parametrize("name", ["lin", "mei", "desk", "zhu", "bai", "reg", "jie", "shi", "far"])
def test_nobody_else_announces_holds_or_drops_one(court: Court, name: str) -> None:
    one, somebody = one_day(court), getattr(court, name)

    with pytest.raises(NotAllowed):
        announce_reception(announced(court, starts_at=BEGINS + timedelta(minutes=1)), by=somebody, at=MONDAY_9AM)
    with pytest.raises(NotAllowed):
        hold_reception(one.pk, visitors=1, words="问了停车", by=somebody, at=ENDS)
    with pytest.raises(NotAllowed):
        drop_reception(one.pk, reason="不办了", by=somebody, at=MONDAY_9AM)

    assert Reception.objects.get().held_at is None


@pytest.mark.parametrize(
    ("given", "refusal"),
    [
        ({"starts_at": MONDAY_9AM, "ends_at": MONDAY_9AM + timedelta(hours=1)}, actions.NoSpan),
        ({"ends_at": BEGINS}, actions.NoSpan),
        ({"ends_at": BEGINS + timedelta(hours=13)}, actions.NoSpan),
        ({"times": 0}, actions.TooManyTimes),
        ({"times": 13}, actions.TooManyTimes),
        ({"place": " "}, actions.NoPlace),
    ],
)
def test_what_is_no_day_is_refused_by_name(court: Court, given: dict[str, Any], refusal: type[Exception]) -> None:
    filed(court)

    with pytest.raises(refusal):
        announce_reception(announced(court, **given), by=court.yan, at=MONDAY_9AM)

    assert Reception.objects.count() == 0


def test_two_at_one_moment_are_refused_and_none_of_the_series_is_announced(court: Court) -> None:
    filed(court)
    july = BEGINS + timedelta(days=28)
    announce_reception(announced(court, starts_at=july, ends_at=july + timedelta(hours=1)), by=court.yan, at=MONDAY_9AM)

    with pytest.raises(actions.ReceivesAlready):
        announce_reception(announced(court, times=3), by=court.yan, at=MONDAY_9AM)

    assert Reception.objects.count() == 1


def test_without_a_committee_in_office_none_is_announced(court: Court) -> None:
    somebody = persons(elected(court))[0]

    with pytest.raises(actions.NoCommittee):
        announce_reception(announced(court), by=somebody, at=MONDAY_9AM)


def test_a_day_held_is_in_the_desks_log_and_no_longer_owed(court: Court) -> None:
    one = one_day(court)

    hold_reception(one.pk, visitors=3, words="三位业主问了停车和门禁。", by=court.yan, at=NEXT_MORNING)

    one.refresh_from_db()
    assert (one.visitors, one.words, one.held_at) == (3, "三位业主问了停车和门禁。", NEXT_MORNING)
    entry = LogEntry.objects.get()
    assert (entry.kind, entry.parties, entry.at, entry.words) == ("reception", "ye", one.starts_at, one.words)
    duty = Duty.objects.get(kind=RECEPTION)
    assert duty.state(NEXT_MORNING) == Duty.State.MET


def test_held_twice_it_is_held_once(court: Court) -> None:
    one = one_day(court)

    for visitors in (2, 9):
        hold_reception(one.pk, visitors=visitors, words="问了停车。", by=court.yan, at=ENDS)

    assert (Reception.objects.get().visitors, LogEntry.objects.count()) == (2, 1)
    assert Line.objects.filter(kind="committee.reception_held").count() == 1


def test_a_day_is_not_held_before_it_begins_nor_dropped_after(court: Court) -> None:
    one = one_day(court)

    with pytest.raises(actions.NotBegun):
        hold_reception(one.pk, visitors=1, words="问了停车。", by=court.yan, at=BEGINS - timedelta(seconds=1))
    with pytest.raises(actions.BegunAlready):
        drop_reception(one.pk, reason="没人来", by=court.yan, at=BEGINS)
    hold_reception(one.pk, visitors=0, words="没有人来。", by=court.yan, at=BEGINS)
    with pytest.raises(actions.HeldAlready):
        drop_reception(one.pk, reason="没人来", by=court.yan, at=ENDS)


@pytest.mark.parametrize(
    ("visitors", "words", "refusal"),
    [(-1, "问了停车", actions.BadVisitors), (1000, "问了停车", actions.BadVisitors), (1, " ", actions.NoWords)],
)
def test_how_many_came_and_what_they_asked_has_to_be_said(
    court: Court, visitors: int, words: str, refusal: type[Exception]
) -> None:
    one = one_day(court)

    with pytest.raises(refusal):
        hold_reception(one.pk, visitors=visitors, words=words, by=court.yan, at=ENDS)

    assert LogEntry.objects.count() == 0


def test_a_dropped_day_says_why_is_not_held_and_leaves_room_for_another(court: Court) -> None:
    one = one_day(court)

    with pytest.raises(actions.NoReason):
        drop_reception(one.pk, reason=" ", by=court.yan, at=MONDAY_9AM)
    for _ in range(2):
        drop_reception(one.pk, reason="会议室装修", by=court.yan, at=MONDAY_9AM)
    with pytest.raises(actions.Dropped):
        hold_reception(one.pk, visitors=1, words="问了停车。", by=court.yan, at=ENDS)
    announce_reception(announced(court), by=court.yan, at=MONDAY_9AM)

    assert Line.objects.filter(kind="committee.reception_dropped").count() == 1
    assert Duty.objects.open().filter(kind=RECEPTION).count() == 1


def test_the_secretary_writes_nothing_into_the_log(court: Court) -> None:
    one = one_day(court)

    with pytest.raises(NotAllowed):
        hold_reception(one.pk, visitors=1, words="问了停车。", by=secretary(court), at=ENDS)
