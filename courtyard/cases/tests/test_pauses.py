"""A case's clock: put on hold with a reason and an end, set going again, longer only where the convenor agrees."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest

from courtyard.cases import actions, chores
from courtyard.cases.actions import (
    NoLongerPeriod,
    PastEnd,
    PromiseInThePast,
    TooLateToPause,
    TooManyPauses,
    UnknownWhy,
)
from courtyard.cases.models import PAUSES_MAX, Case, Pause
from courtyard.cases.tests import build
from courtyard.cases.tests.build import AN_HOUR_LATER, TUESDAY_9AM, said
from courtyard.conftest import MONDAY_9AM, SHANGHAI, Court
from courtyard.core.clocks import Promise
from courtyard.core.errors import NotAllowed, OutOfTurn
from courtyard.core.rulebook import UnknownCategory

FRIDAY_9AM = MONDAY_9AM + timedelta(days=4)


def paused(court: Court, until: datetime = FRIDAY_9AM) -> Case:
    case = build.triaged(court, category="cleaning")
    return actions.pause(case.pk, by=court.bai, at=TUESDAY_9AM, why="parts", until=until, words="等新的垃圾桶。")


def test_a_pause_puts_the_deadline_off_by_the_time_that_does_not_count(court: Court) -> None:
    before = build.triaged(court, category="cleaning").due_at

    case = paused(court)

    assert (case.state, case.paused_until) == (Case.State.PAUSED, FRIDAY_9AM)
    assert before == datetime(2026, 6, 15, 17, 30, tzinfo=SHANGHAI)
    assert case.due_at == datetime(2026, 6, 18, 17, 30, tzinfo=SHANGHAI)  # three working days, Tuesday to Friday


def test_resumed_early_only_what_was_waited_is_put_off(court: Court) -> None:
    case = paused(court)
    wednesday = MONDAY_9AM + timedelta(days=2)

    case = actions.resume(case.pk, by=court.bai, at=wednesday, words="桶到了。")

    assert (case.state, case.paused_until) == (Case.State.TRIAGED, None)
    assert case.due_at == datetime(2026, 6, 16, 17, 30, tzinfo=SHANGHAI)


def test_the_clerk_lets_work_go_on_when_the_pause_is_over_and_not_before(court: Court) -> None:
    case = paused(court)

    chores.go_on(FRIDAY_9AM - timedelta(minutes=1))
    case.refresh_from_db()
    assert case.state == Case.State.PAUSED
    for _ in range(2):
        chores.go_on(FRIDAY_9AM + timedelta(minutes=3))

    case.refresh_from_db()
    assert case.state == Case.State.TRIAGED
    assert case.due_at == datetime(2026, 6, 18, 17, 30, tzinfo=SHANGHAI)
    assert said(case) == ["filed", "triaged", "paused", "resumed"]


def test_resolving_ends_the_pause(court: Court) -> None:
    case = paused(court)

    case = actions.resolve(case.pk, by=court.bai, at=MONDAY_9AM + timedelta(days=2), words="换好了。")

    assert (case.state, case.paused_until) == (Case.State.RESOLVED, None)
    assert Pause.objects.get(case=case).end == MONDAY_9AM + timedelta(days=2)


def test_a_pause_needs_an_end_that_is_still_to_come_and_a_reason_of_the_list(court: Court) -> None:
    case = build.triaged(court)
    given: dict[str, Any] = {"by": court.bai, "at": AN_HOUR_LATER, "words": "等。"}

    for until in (AN_HOUR_LATER, MONDAY_9AM, AN_HOUR_LATER + timedelta(days=91)):
        with pytest.raises(PastEnd):
            actions.pause(case.pk, why="parts", until=until, **given)
    for why in ("closed", "tired", ""):
        with pytest.raises(UnknownWhy):
            actions.pause(case.pk, why=why, until=FRIDAY_9AM, **given)

    case.refresh_from_db()
    assert case.state == Case.State.TRIAGED


def test_what_is_overdue_cannot_be_put_on_hold(court: Court) -> None:
    case = build.triaged(court)

    with pytest.raises(TooLateToPause):
        actions.pause(
            case.pk, by=court.bai, at=case.due_at + timedelta(minutes=1), why="parts",
            until=case.due_at + timedelta(days=2), words="等。",
        )  # fmt: skip


def test_nobody_waits_for_ever(court: Court) -> None:
    case = build.triaged(court, category="cleaning")
    at = AN_HOUR_LATER
    for _ in range(PAUSES_MAX):
        actions.pause(case.pk, by=court.bai, at=at, why="parts", until=at + timedelta(minutes=2), words="等。")
        at += timedelta(minutes=1)
        actions.resume(case.pk, by=court.bai, at=at)

    with pytest.raises(TooManyPauses):
        actions.pause(case.pk, by=court.bai, at=at, why="parts", until=at + timedelta(days=1), words="等。")


@pytest.mark.parametrize("name", ["lin", "yan", "jie", "mei"])
def test_only_the_party_in_charge_pauses_and_resumes(court: Court, name: str) -> None:
    case, other = paused(court), build.triaged(court)

    with pytest.raises(NotAllowed):
        actions.resume(case.pk, by=getattr(court, name), at=TUESDAY_9AM)
    with pytest.raises(NotAllowed):
        actions.pause(other.pk, by=getattr(court, name), at=TUESDAY_9AM, why="parts", until=FRIDAY_9AM, words="等。")


def test_the_convenor_alone_allows_the_longer_time_limit_once_and_from_filing(court: Court) -> None:
    case, convenor = build.triaged(court, category="cleaning"), build.convenor(court)

    with pytest.raises(NotAllowed):
        actions.extend(case.pk, by=court.desk, at=TUESDAY_9AM, words="太复杂。")
    case = actions.extend(case.pk, by=convenor, at=TUESDAY_9AM, words="要请三家单位一起看。")

    assert (case.rule, case.promise) == ("complex", Promise(15, "working_days"))
    assert case.due_at == datetime(2026, 6, 30, 17, 30, tzinfo=SHANGHAI)  # the Dragon Boat holiday lies between
    with pytest.raises(NoLongerPeriod):
        actions.extend(case.pk, by=convenor, at=TUESDAY_9AM, words="再长一点。")


def test_a_contract_promises_a_shorter_time_and_never_a_longer_one(court: Court) -> None:
    monday = date(2026, 6, 8)
    contract: dict[str, Any] = {
        "category": "lift",
        "since": monday,
        "until": None,
        "cites": "物业合同第8条",
        "by": court.yan,
    }
    short = actions.set_promise(
        court.estate, clock="resolved", promise=Promise(4, "working_hours"), at=MONDAY_9AM, **contract
    )
    actions.set_promise(court.estate, clock="resolved", promise=Promise(30, "days"), at=MONDAY_9AM, **contract)

    case = build.filed(court, category="lift")
    actions.end_promise(short.pk, until=monday, by=court.yan, at=MONDAY_9AM)
    after = build.filed(court, category="lift", at=TUESDAY_9AM)

    assert case.due_at == datetime(2026, 6, 8, 14, 30, tzinfo=SHANGHAI)
    assert (case.rule, case.promise) == ("contract", Promise(4, "working_hours"))
    assert (after.rule, after.promise) == ("ordinary_repair", Promise(3, "days"))
    case = actions.triage(case.pk, by=court.desk, at=AN_HOUR_LATER, party="wu", words="收到。")
    assert case.due_at == datetime(2026, 6, 8, 14, 30, tzinfo=SHANGHAI)


def test_a_promise_is_for_the_owners_side_to_set_and_for_days_to_come(court: Court) -> None:
    given: dict[str, Any] = {
        "clock": "resolved",
        "promise": Promise(1, "days"),
        "until": None,
        "cites": "合同",
        "at": TUESDAY_9AM,
    }

    with pytest.raises(NotAllowed):
        actions.set_promise(court.estate, category="lift", since=date(2026, 6, 9), by=court.zhu, **given)
    with pytest.raises(PromiseInThePast):
        actions.set_promise(court.estate, category="lift", since=date(2026, 6, 8), by=court.yan, **given)
    with pytest.raises(UnknownCategory):
        actions.set_promise(court.estate, category="weather", since=date(2026, 6, 9), by=court.yan, **given)


def test_what_is_filed_cannot_be_paused_and_what_goes_on_cannot_be_resumed(court: Court) -> None:
    with pytest.raises(NotAllowed):
        actions.pause(
            build.filed(court).pk, by=court.bai, at=AN_HOUR_LATER, why="parts", until=FRIDAY_9AM, words="等。"
        )
    with pytest.raises(OutOfTurn):
        actions.resume(build.triaged(court).pk, by=court.bai, at=AN_HOUR_LATER)
