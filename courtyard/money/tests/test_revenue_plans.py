"""The yearly plan of public revenue: drafted, approved under a decision, version by version; and what pays it."""

from typing import Any

import pytest

from courtyard.conftest import MONDAY_9AM, Court
from courtyard.core.books import refusals as no
from courtyard.core.errors import NotAllowed, Refusal
from courtyard.money import citing
from courtyard.money.actions import revenue_plans as actions
from courtyard.money.actions.revenue_plans import Planned, approve_plan, plan_revenue
from courtyard.money.models import RevenuePlan, RevenuePlanRow
from courtyard.money.queries import revenue as queries
from courtyard.money.tests.build import HAD_FEN, TODAY, book, booked, leg
from courtyard.money.tests.revenue import by_assembly, came, decided, earned, moved, project
from courtyard.trail.ids import new_id
from courtyard.trail.models import Line

UPKEEP, AUDITS = "revenue_upkeep", "revenue_audits"


def planned(court: Court, fen: Any = None, **given: Any) -> RevenuePlan:
    told: dict[str, Any] = {"estate_id": court.estate.pk, "year": 2026, "fen": fen or {UPKEEP: 3_000_00}}
    return plan_revenue(Planned(**(told | given)), by=court.yan, at=MONDAY_9AM)


def test_a_plan_is_a_draft_until_the_owners_decided(court: Court) -> None:
    book(court)
    plan = planned(court, words={UPKEEP: "修大门"})
    assert queries.plan_in_force(court.estate.pk, 2026) is None

    decision = decided(court, "公共收益年度使用计划", "other")
    for _ in range(2):
        approve_plan(plan.pk, by_assembly(decision), by=court.yan, at=MONDAY_9AM)

    plan.refresh_from_db()
    assert (plan.state, plan.version, plan.authority_id) == ("approved", 1, decision.pk)
    assert queries.plan_in_force(court.estate.pk, 2026) == plan
    assert Line.objects.filter(kind="money.revenue_plan_approved", about=plan.pk).count() == 1


def test_a_draft_takes_the_place_of_the_draft_before_and_a_version_stays(court: Court) -> None:
    book(court)
    first = planned(court)
    approve_plan(first.pk, by_assembly(decided(court, "计划", "other")), by=court.yan, at=MONDAY_9AM)
    planned(court, {UPKEEP: 1})

    second = planned(court, {UPKEEP: 2_000_00, AUDITS: 500_00})
    approve_plan(second.pk, by_assembly(decided(court, "计划变更", "other")), by=court.yan, at=MONDAY_9AM)

    assert list(RevenuePlan.objects.order_by("version").values_list("version", "state")) == [
        (1, "approved"), (2, "approved"),
    ]  # fmt: skip
    assert RevenuePlanRow.objects.filter(plan=first).count() == 1
    assert queries.next_version(court.estate.pk, 2026) == 3


def test_what_was_approved_is_changed_by_a_new_version_only(court: Court) -> None:
    book(court)
    plan = planned(court)
    approve_plan(plan.pk, by_assembly(decided(court, "计划", "other")), by=court.yan, at=MONDAY_9AM)

    with pytest.raises(actions.ApprovedAlready):
        planned(court, id=plan.pk)
    with pytest.raises(actions.ApprovedAlready):
        approve_plan(plan.pk, by_assembly(decided(court, "另一项", "other")), by=court.yan, at=MONDAY_9AM)


@pytest.mark.parametrize(
    ("given", "wrong"),
    [
        ({"fen": {"revenue_cost": 1}}, actions.NoSuchPurpose),
        ({"fen": {"fees_cleaning": 1}}, actions.NoSuchPurpose),
        ({"fen": {"revenue_to_fees": 1}}, actions.NoSuchPurpose),
        ({"fen": {UPKEEP: -1}}, no.BadAmount),
        ({"fen": {UPKEEP: 1.5}}, no.BadAmount),
        ({"year": 1999}, actions.NotThisYear),
        ({"words": {UPKEEP: "长" * 200}}, actions.LongWords),
    ],
)
def test_a_bad_plan_is_refused(court: Court, given: dict[str, Any], wrong: type[Refusal]) -> None:
    book(court)

    with pytest.raises(wrong):
        planned(court, **given)
    with pytest.raises(actions.EmptyPlan):
        plan_revenue(Planned(estate_id=court.estate.pk, year=2026, fen={}), by=court.yan, at=MONDAY_9AM)

    assert RevenuePlan.objects.count() == 0


def test_a_plan_of_more_than_there_is_can_be_told(court: Court) -> None:
    one = book(court)
    came(court, project(court))

    means = queries.means_of(one, 2026, TODAY)

    assert (means.had_fen, means.net_fen, means.expected_fen) == (HAD_FEN, 1_800_00, 9 * 600_00)
    assert planned(court, {UPKEEP: means.fen + 1}).rows.get().fen > means.fen


def test_what_was_spent_is_held_against_the_plan(court: Court) -> None:
    earned(court)
    moved(court)
    plan = planned(court, {UPKEEP: 3_000_00, "revenue_to_fund": 5_000_00})
    spent: dict[str, Any] = {"kind": "spending", "authority": "assembly", "authority_id": new_id(), "what": "修大门"}
    booked(court, leg(UPKEEP, "revenue_bank", 1_200_00), **spent)
    booked(court, leg("revenue_committee", "revenue_bank", 50_00), **spent)

    lines = queries.plan_lines(book(court), plan, 2026)

    assert [(line.account.key, line.planned_fen, line.spent_fen, line.left_fen) for line in lines] == [
        ("revenue_to_fund", 5_000_00, 1_000_00, 4_000_00),
        ("revenue_committee", 0, 50_00, -50_00),
        (UPKEEP, 3_000_00, 1_200_00, 1_800_00),
    ]


@pytest.mark.parametrize("name", ["zhu", "lin", "desk", "jie"])
def test_only_the_owners_side_plans_and_approves(court: Court, name: str) -> None:
    book(court)
    plan, person = planned(court), getattr(court, name)

    with pytest.raises(NotAllowed):
        plan_revenue(Planned(estate_id=court.estate.pk, year=2026, fen={UPKEEP: 1}), by=person, at=MONDAY_9AM)
    with pytest.raises(NotAllowed):
        approve_plan(plan.pk, ("assembly", new_id()), by=person, at=MONDAY_9AM)


@pytest.mark.parametrize("key", [("assembly", new_id()), ("committee", new_id()), ("limit", new_id())])
def test_no_plan_is_approved_without_a_decision(court: Court, key: citing.Key) -> None:
    book(court)
    plan = planned(court)

    with pytest.raises(citing.NoSuchDecision):
        approve_plan(plan.pk, key, by=court.yan, at=MONDAY_9AM)
