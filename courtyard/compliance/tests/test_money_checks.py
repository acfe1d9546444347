"""C30 to C33, C40, C41, C50 and C52 from the books: what is found, and found no more once it is in order."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from courtyard.assembly.models import Decision, Motion, Pile
from courtyard.compliance import queries
from courtyard.compliance.gathering import gather
from courtyard.compliance.tests import build, money
from courtyard.compliance.tests.build import DAY, TODAY, look, owed, rows_of
from courtyard.conftest import MONDAY_9AM, Court
from courtyard.money.actions.authorising import approve_spending, authorise_spending
from courtyard.money.actions.entries import reverse_entry
from courtyard.money.actions.plans import withdraw_spending
from courtyard.money.actions.projects import close_project
from courtyard.money.actions.revenue import Passing, pass_on_revenue
from courtyard.money.actions.spending import pay
from courtyard.money.grounds import Ground
from courtyard.money.models import Entry, RevenueProject, Spending
from courtyard.money.queries.revenue import WITH_COMPANY
from courtyard.money.tests import revenue, spend
from courtyard.money.tests.build import book, booked, leg
from courtyard.people.models import CLERK
from courtyard.services.tests.contracting import decided

A_MONTH_LATER = date(2026, 7, 1)
"""The second quarter is over, and with it the time in which the first one's revenue is moved."""


def said(court: Court, code: str, on: date = TODAY) -> list[tuple[Any, ...]]:
    """What one check finds: its case, its severity, and whose it is."""
    rows = [row.finding for row in rows_of(court, code, on)]
    return [(one.fields.get("case", ""), one.severity, one.bearer) for one in rows]


def collected(court: Court, fen: int = 1_800_00) -> RevenueProject:
    """The company has had the first quarter's revenue, and keeps it."""
    book(court)
    one = revenue.project(court)
    revenue.came(court, one, fen, place=WITH_COMPANY)
    return one


def hand_over(court: Court, fen: int, day: date = date(2026, 6, 5)) -> Entry:
    told = Passing(estate_id=court.estate.pk, fen=fen, day=day, what="上缴公共收益")
    return pass_on_revenue(told, by=court.zhu, at=MONDAY_9AM)


def test_c30_what_the_company_collected_is_its_to_hand_over_until_all_of_it_is_there(court: Court) -> None:
    build.known(court)
    collected(court)
    assert said(court, "C30") == [("", "breach", "wu")]
    assert rows_of(court, "C30")[0].finding.fields["received_fen"] == 1_800_00

    hand_over(court, 1_799_99)
    assert len(said(court, "C30")) == 1
    entry = hand_over(court, 1)
    assert said(court, "C30") == []

    reverse_entry(entry.pk, reason="金额记错", by=court.zhu, at=MONDAY_9AM)
    assert len(said(court, "C30")) == 1


def test_c30_what_came_into_the_account_at_once_was_never_late(court: Court) -> None:
    build.known(court)
    book(court)
    revenue.came(court, revenue.project(court))

    assert said(court, "C30") == []


def test_c30_what_the_company_held_when_the_books_began_is_not_taken_for_this_quarters(court: Court) -> None:
    build.known(court)
    book(court, leg(WITH_COMPANY, "revenue_undistributed", 3_000_00))
    revenue.came(court, revenue.project(court), place=WITH_COMPANY)

    hand_over(court, 1_800_00)

    assert said(court, "C30") == []


def test_c30_and_c31_a_quarter_that_began_before_the_books_is_not_asked_for(court: Court) -> None:
    build.known(court)
    collected(court)
    one = gather([court.estate], A_MONTH_LATER)[court.estate.pk]

    assert [str(quarter.quarter) for quarter in one.revenue_quarters] == ["2026Q1"]


def test_c31_more_than_half_goes_to_the_fund(court: Court) -> None:
    build.known(court)
    revenue.earned(court)
    assert said(court, "C31", A_MONTH_LATER - DAY) == []
    assert said(court, "C31", A_MONTH_LATER) == [("", "warning", "wu")]

    move = revenue.moved(court)
    assert said(court, "C31", A_MONTH_LATER) == []

    reverse_entry(move.entry_id, reason="算错", by=court.yan, at=MONDAY_9AM)
    assert len(said(court, "C31", A_MONTH_LATER)) == 1


def test_c31_the_owners_may_decide_on_less_until_that_is_set_aside(court: Court) -> None:
    build.known(court)
    revenue.earned(court)
    decision = decided(court, "收益用于停车场", "other")

    revenue.moved(court, 100_00, ground=("assembly", decision.pk))
    assert said(court, "C31", A_MONTH_LATER) == []

    Decision.objects.filter(pk=decision.pk).update(carried=False, set_aside=True)
    assert len(said(court, "C31", A_MONTH_LATER)) == 1


def large(court: Court) -> Spending:
    """60,000 yuan of public revenue, reviewed and paid as it has to be."""
    there = spend.fund(court)
    booked(court, leg("revenue_bank", "revenue_parking", 90_000_00), what="停车费")
    decision = spend.roof(court, 80_000_00)
    plan: dict[str, Any] = {"fund": "revenue", "account": "revenue_upkeep", "what": "大门改造", "building": None}
    one = spend.reviewed(there, decision=decision, fen=60_000_00, **plan)
    return spend.paid(there, one, 60_000_00)


def test_c33_a_large_spending_from_public_revenue_is_reviewed(court: Court) -> None:
    build.known(court)
    one = large(court)
    assert said(court, "C33") == []

    Spending.objects.filter(pk=one.pk).update(reviewed_fen=None, reviewed_at=None, reviewed_by=None)

    assert said(court, "C33") == [("", "breach", "ye")]
    assert rows_of(court, "C33")[0].finding.fields["spent_fen"] == 60_000_00
    assert said(court, "C33", TODAY - DAY) == []


def test_c40_what_is_paid_on_one_day_is_one_payment(court: Court) -> None:
    build.known(court)
    there = spend.fund(court)
    one = spend.approved(there)
    first = spend.draw(there, one, 12_000_00)
    pay(first.pk, day=TODAY, by=court.yan, at=MONDAY_9AM)
    assert said(court, "C40") == []

    second = spend.draw(there, one, 20_000_00)
    pay(second.pk, day=TODAY, by=court.yan, at=MONDAY_9AM)

    assert said(court, "C40") == [("first", "breach", "ye")]
    assert said(court, "C40", TODAY - DAY) == []


def test_c40_after_the_review_all_of_it_may_be_paid(court: Court) -> None:
    build.known(court)
    spend.paid(spend.fund(court))

    assert said(court, "C40") == said(court, "C41") == []


def test_c41_money_that_rests_on_nothing_any_more_was_not_let_out(court: Court) -> None:
    build.known(court)
    there, decision = spend.fund(court), spend.roof(court)
    spend.paid(there, spend.reviewed(there, decision=decision))
    assert said(court, "C41") == []

    Decision.objects.filter(pk=decision.pk).update(carried=False, set_aside=True)

    assert said(court, "C41") == [("", "breach", "ye")]


def test_c41_an_emergency_waits_for_no_decision(court: Court) -> None:
    build.known(court)
    there = spend.fund(court)
    one = danger(court)
    authorise_spending(one.pk, Ground(kind="emergency"), by=court.yan, at=MONDAY_9AM)
    for person in (there.qin, there.jiang):
        approve_spending(one.pk, by=person, at=MONDAY_9AM)
    pay(spend.draw(there, one, 9_000_00).pk, day=TODAY, by=court.yan, at=MONDAY_9AM)

    assert said(court, "C41") == []
    assert gather([court.estate], TODAY)[court.estate.pk].fund_spends[0].authority == "emergency"


def counted(court: Court, decision: Decision, agreed: int, refused: int) -> None:
    """How many owners were for and against, each with 80 m²."""
    for choice, heads in (("for", agreed), ("against", refused)):
        Pile.objects.create(
            estate=court.estate, motion=decision.motion, choice=choice, heads=heads, area_cm2=heads * 800_000
        )


WU = [("", "breach", "wu")]


@pytest.mark.parametrize(
    ("rule", "heads", "found"),
    [
        ("cc278-special", None, []),
        ("cc278-ordinary", None, []),
        ("cc278-ordinary", (3, 1), []),
        ("cc278-ordinary", (2, 1), [("short", "breach", "wu")]),
    ],
)
def test_c50_common_parts_are_let_by_three_quarters(
    court: Court, rule: str, heads: tuple[int, int] | None, found: Sequence[tuple[str, ...]]
) -> None:
    build.known(court)
    book(court)
    decision = decided(court, "电梯广告", "common-parts")
    Motion.objects.filter(pk=decision.motion_id).update(rule=rule)
    if heads is not None:
        counted(court, decision, *heads)

    revenue.project(court, ground=("assembly", decision.pk))

    assert said(court, "C50") == found


@pytest.mark.parametrize(("words", "found"), [("", WU), ("2019年业主大会通过", [])])
def test_c50_nobody_knows_of_a_decision_until_it_ends(
    court: Court, words: str, found: Sequence[tuple[str, ...]]
) -> None:
    build.known(court)
    book(court)
    one = revenue.project(court, decision_words=words)
    assert said(court, "C50") == found

    close_project(one.pk, last_day=TODAY - DAY, reason="拆除", by=court.yan, at=MONDAY_9AM)

    assert said(court, "C50") == []


def test_c50_what_was_let_before_the_record_may_well_have_been_decided(court: Court) -> None:
    build.known(court)
    book(court)
    revenue.project(court, since=date(2020, 1, 1))

    assert said(court, "C50") == []


def danger(court: Court, **given: Any) -> Spending:
    """A wall that may fall, reported on 20 May."""
    told: dict[str, Any] = {
        "emergency": True, "danger": "外墙砖脱落", "reported_to": "街道房管办", "reported_on": date(2026, 5, 20),
        "what": "外墙抢修", "fen": 30_000_00,
    }  # fmt: skip
    return spend.planned(court, **(told | given))


def test_c52_after_a_week_the_committee_has_acted(court: Court) -> None:
    build.known(court)
    spend.fund(court)
    one = danger(court)
    assert said(court, "C52", date(2026, 5, 27)) == []
    assert said(court, "C52") == [("", "warning", "ye")]

    authorise_spending(one.pk, Ground(kind="emergency"), by=court.yan, at=MONDAY_9AM)

    assert said(court, "C52") == []


def test_c52_what_was_withdrawn_is_no_danger_any_more(court: Court) -> None:
    build.known(court)
    spend.fund(court)
    one = danger(court)

    withdraw_spending(one.pk, reason="查勘后没有危险", by=court.yan, at=MONDAY_9AM)

    assert said(court, "C52") == []


def test_a_finding_about_money_is_kept_owed_and_discharged(court: Court) -> None:
    build.known(court)
    collected(court)
    look(court)
    assert owed(court, "C30").party == "wu"

    hand_over(court, 1_800_00)
    look(court, MONDAY_9AM + DAY)

    assert owed(court, "C30").done_by_id == CLERK.pk


def test_without_books_nobody_says_that_money_is_in_order(court: Court) -> None:
    of_money = {"C28", "C29", "C30", "C31", "C33", "C34", "C38", "C39", "C40", "C41", "C50", "C52"}
    before = {rule.key for rule in queries.health(court.estate, TODAY, kept=False).in_order}

    money.furnish(court, court.estate)

    after = {rule.key for rule in queries.health(court.estate, TODAY, kept=False).in_order}
    assert not before & of_money
    assert of_money - {"C50"} <= after  # what furnishes the estate lets a lift nobody decided on


def test_it_takes_as_many_questions_for_three_estates_as_for_one(court: Court) -> None:
    estates = [court.estate, court.other, money.third(court)]
    for one in estates:
        money.furnish(court, one)
    gather(estates, TODAY)
    with CaptureQueriesContext(connection) as alone:
        gather(estates[:1], TODAY)

    with CaptureQueriesContext(connection) as together:
        facts = gather(estates, TODAY)

    assert len(together) == len(alone)
    assert [len(facts[one.pk].revenue_quarters) for one in estates] == [1, 1, 1]
    assert [len(facts[one.pk].audits) for one in estates] == [1, 1, 1]
