"""Limits: given by the owners, used by the committee's own decisions, never beyond what was given."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db.models import Sum

from courtyard.assembly.models import Decision
from courtyard.committee.actions import limits as actions
from courtyard.committee.actions.limits import (
    Given,
    NoReason,
    Spending,
    end_limit,
    give_limit,
    hand_back_limit,
    use_limit,
)
from courtyard.committee.citing import DecidedLater, NotCarried, NotDecided, NotOfThisEstate
from courtyard.committee.models import Limit, LimitUse, Resolution
from courtyard.committee.queries.business import limits_of, spent_of
from courtyard.committee.tests.business import TODAY, YUAN, decision, filed, limit, secretary
from courtyard.committee.tests.sitting import decided, put
from courtyard.conftest import MONDAY_9AM, Court
from courtyard.core.errors import NotAllowed
from courtyard.people.models import CLERK
from courtyard.trail.models import Line


def given(court: Court, **more: Any) -> Given:
    columns: dict[str, Any] = {
        "estate": court.estate, "title": "公共部位小修", "each_fen": 2_000 * YUAN, "total_fen": 20_000 * YUAN,
        "valid_from": date(2026, 1, 1), "valid_to": date(2026, 12, 31),
    }  # fmt: skip
    columns["decision"] = more.pop("decision", None) or decision(court).pk
    return Given(**(columns | more))


def spending(resolution: Resolution, **more: Any) -> Spending:
    columns: dict[str, Any] = {"resolution": resolution.pk, "fen": 1_280 * YUAN, "what": "修门禁", "on": TODAY}
    return Spending(**(columns | more))


# given


def test_a_member_enters_what_the_owners_decided(court: Court) -> None:
    filed(court)

    one = give_limit(given(court), by=court.yan, at=MONDAY_9AM)

    assert (one.each_fen, one.total_fen, one.valid_to) == (200_000, 2_000_000, date(2026, 12, 31))
    assert Line.objects.get(kind="committee.limit_given").fields["total_fen"] == 2_000_000


def test_a_limit_sent_twice_is_one(court: Court) -> None:
    filed(court)
    once = given(court)

    first, second = (give_limit(once, by=court.yan, at=MONDAY_9AM) for _ in range(2))

    assert first == second
    assert Limit.objects.count() == 1


@pytest.mark.parametrize(
    ("columns", "refusal"),
    [
        ({"carried": False}, NotCarried),
        ({"carried": False, "set_aside": True}, NotCarried),
        ({"in_force_on": date(2026, 1, 2)}, DecidedLater),
    ],
)
def test_only_a_decision_that_was_carried_and_in_force_gives_one(
    court: Court, columns: dict[str, Any], refusal: type[Exception]
) -> None:
    filed(court)

    with pytest.raises(refusal):
        give_limit(given(court, decision=decision(court, **columns).pk), by=court.yan, at=MONDAY_9AM)

    assert Limit.objects.count() == 0


def test_another_estates_decision_gives_none(court: Court) -> None:
    filed(court)
    elsewhere = decision(court)
    Decision.objects.filter(pk=elsewhere.pk).update(estate=court.other)

    with pytest.raises(NotOfThisEstate):
        give_limit(given(court, decision=elsewhere.pk), by=court.yan, at=MONDAY_9AM)


@pytest.mark.parametrize(
    ("more", "refusal"),
    [
        ({"title": " "}, actions.NoTitle),
        ({"each_fen": 0}, actions.NoAmount),
        ({"each_fen": -1}, actions.NoAmount),
        ({"total_fen": 2_000 * YUAN - 1}, actions.SmallTotal),
        ({"valid_to": date(2025, 12, 31)}, actions.EndsBeforeItBegins),
    ],
)
def test_what_is_no_limit_is_refused(court: Court, more: dict[str, Any], refusal: type[Exception]) -> None:
    filed(court)

    with pytest.raises(refusal):
        give_limit(given(court, **more), by=court.yan, at=MONDAY_9AM)


@pytest.mark.parametrize("name", ["lin", "mei", "desk", "zhu", "bai", "reg", "jie", "shi", "far"])
def test_nobody_but_a_member_enters_uses_or_ends_one(court: Court, name: str) -> None:
    committee = filed(court)
    one, resolution = limit(court), decided(committee, court)

    for somebody in (getattr(court, name), secretary(court)):
        with pytest.raises(NotAllowed):
            give_limit(given(court, decision=one.decision_id), by=somebody, at=MONDAY_9AM)
        with pytest.raises(NotAllowed):
            use_limit(one.pk, spending(resolution), by=somebody, at=MONDAY_9AM)
        with pytest.raises(NotAllowed):
            end_limit(one.pk, reason="不用了", by=somebody, at=MONDAY_9AM)

    assert (Limit.objects.count(), LimitUse.objects.count()) == (1, 0)


# used


def test_an_expense_within_the_limit(court: Court) -> None:
    committee = filed(court)
    one, resolution = limit(court), decided(committee, court)

    use = use_limit(one.pk, spending(resolution), by=court.yan, at=MONDAY_9AM)

    assert (use.fen, use.resolution, use.on) == (128_000, resolution, TODAY)
    assert Line.objects.get(kind="committee.limit_used").fields["left_fen"] == (5_000 - 1_280) * YUAN
    (row,) = limits_of(court.estate, MONDAY_9AM)
    assert (row.spent_fen, row.left_fen, row.state, list(row.uses)) == (128_000, 372_000, "holds", [use])


@pytest.mark.parametrize(("fen", "fits"), [(2_000 * YUAN, True), (2_000 * YUAN + 1, False)])
def test_each_expense_keeps_to_what_is_given_each_time(court: Court, fen: int, fits: bool) -> None:
    committee = filed(court)
    one, resolution = limit(court), decided(committee, court)

    if fits:
        use_limit(one.pk, spending(resolution, fen=fen), by=court.yan, at=MONDAY_9AM)
    else:
        with pytest.raises(actions.OverEach) as refused:
            use_limit(one.pk, spending(resolution, fen=fen), by=court.yan, at=MONDAY_9AM)
        assert refused.value.fields == {"each": "2,000.00", "fen": "2,000.01"}

    assert LimitUse.objects.count() == int(fits)


def test_all_expenses_together_keep_to_the_total_to_the_fen(court: Court) -> None:
    committee = filed(court)
    one = limit(court)
    for number, fen in enumerate((2_000 * YUAN, 2_000 * YUAN)):
        use_limit(one.pk, spending(decided(committee, court, f"小修{number}"), fen=fen), by=court.yan, at=MONDAY_9AM)
    last = decided(committee, court, "小修3")

    with pytest.raises(actions.OverTotal) as refused:
        use_limit(one.pk, spending(last, fen=1_000 * YUAN + 1), by=court.yan, at=MONDAY_9AM)
    use_limit(one.pk, spending(last, fen=1_000 * YUAN), by=court.yan, at=MONDAY_9AM)

    assert refused.value.fields["left"] == "1,000.00"
    assert LimitUse.objects.aggregate(all=Sum("fen"))["all"] == one.total_fen


def test_without_a_total_each_time_is_all_that_counts(court: Court) -> None:
    committee = filed(court)
    one = limit(court, total=None)

    for number in range(4):
        resolution = decided(committee, court, f"小修{number}")
        use_limit(one.pk, spending(resolution, fen=2_000 * YUAN), by=court.yan, at=MONDAY_9AM)

    assert limits_of(court.estate, MONDAY_9AM)[0].left_fen is None


@pytest.mark.parametrize(
    ("on", "fits"),
    [
        (TODAY - timedelta(days=4), False),
        (TODAY - timedelta(days=3), True),
        (TODAY - timedelta(days=2), True),
        (TODAY - timedelta(days=1), False),
    ],
)
def test_an_expense_lies_within_the_limits_days(court: Court, on: date, fits: bool) -> None:
    committee = filed(court)
    one = limit(court, valid_from=TODAY - timedelta(days=3), valid_to=TODAY - timedelta(days=2))
    resolution = decided(committee, court, on=TODAY - timedelta(days=10))

    if fits:
        use_limit(one.pk, spending(resolution, on=on), by=court.yan, at=MONDAY_9AM)
    else:
        with pytest.raises(actions.OutsideTerm):
            use_limit(one.pk, spending(resolution, on=on), by=court.yan, at=MONDAY_9AM)

    assert LimitUse.objects.count() == int(fits)


@pytest.mark.parametrize(
    ("more", "refusal"),
    [
        ({"on": TODAY + timedelta(days=1)}, actions.NotYet),
        ({"fen": 0}, actions.NothingSpent),
        ({"what": " "}, actions.NoUse),
        ({"on": date(2026, 5, 31)}, DecidedLater),
    ],
)
def test_what_is_no_expense_is_refused(court: Court, more: dict[str, Any], refusal: type[Exception]) -> None:
    committee = filed(court)
    one, resolution = limit(court), decided(committee, court)

    with pytest.raises(refusal):
        use_limit(one.pk, spending(resolution, **more), by=court.yan, at=MONDAY_9AM)


def test_nothing_is_spent_that_the_committee_has_not_decided(court: Court) -> None:
    committee = filed(court)
    one = limit(court)

    with pytest.raises(NotDecided):
        use_limit(one.pk, spending(put(committee, court)), by=court.yan, at=MONDAY_9AM)


def test_a_decision_is_spent_on_once_whichever_limit_it_goes_by(court: Court) -> None:
    committee = filed(court)
    one, other, resolution = limit(court), limit(court), decided(committee, court)
    use_limit(one.pk, spending(resolution), by=court.yan, at=MONDAY_9AM)

    for again in (one, other):
        with pytest.raises(actions.SpentAlready):
            use_limit(again.pk, spending(resolution), by=court.yan, at=MONDAY_9AM)


def test_an_expense_sent_twice_is_one(court: Court) -> None:
    committee = filed(court)
    one, once = limit(court), spending(decided(committee, court))

    first, second = (use_limit(one.pk, once, by=court.yan, at=MONDAY_9AM) for _ in range(2))

    assert first == second
    assert LimitUse.objects.count() == 1


def test_once_the_owners_decision_is_set_aside_nothing_is_spent_by_it(court: Court) -> None:
    committee = filed(court)
    one, resolution = limit(court), decided(committee, court)
    Decision.objects.filter(pk=one.decision_id).update(carried=False, set_aside=True)

    with pytest.raises(actions.GivenNoMore):
        use_limit(one.pk, spending(resolution), by=court.yan, at=MONDAY_9AM)

    assert limits_of(court.estate, MONDAY_9AM)[0].state == "set_aside"


def test_an_ended_limit_says_why_and_gives_nothing(court: Court) -> None:
    committee = filed(court)
    one, resolution = limit(court), decided(committee, court)

    with pytest.raises(actions.NoReason):
        end_limit(one.pk, reason=" ", by=court.yan, at=MONDAY_9AM)
    for _ in range(2):
        end_limit(one.pk, reason="业主大会另有决定", by=court.yan, at=MONDAY_9AM)
    with pytest.raises(actions.LimitOver):
        use_limit(one.pk, spending(resolution), by=court.yan, at=MONDAY_9AM)

    one.refresh_from_db()
    assert (one.ended_on, one.ended_why) == (TODAY, "业主大会另有决定")
    assert Line.objects.filter(kind="committee.limit_ended").count() == 1


def test_what_was_to_be_spent_is_handed_back(court: Court) -> None:
    there, committee = limit(court), filed(court)
    use = use_limit(there.pk, spending(decided(committee, court)), by=court.yan, at=MONDAY_9AM)

    with pytest.raises(NoReason):
        hand_back_limit(use.pk, reason=" ", by=court.yan, at=MONDAY_9AM)
    with pytest.raises(NotAllowed):
        hand_back_limit(use.pk, reason="不修了", by=court.lin, at=MONDAY_9AM)
    hand_back_limit(use.pk, reason="不修了", by=CLERK, at=MONDAY_9AM)

    assert spent_of(there) == 0
