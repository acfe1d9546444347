"""The maintenance fund: who bears what, what may be drawn when, and when it has to be filled again."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courtyard.core.books import refusals as no
from courtyard.core.books.balances import of_homes, sums_of
from courtyard.core.books.chart import PlaceKind
from courtyard.core.books.entries import Posting, check_entry
from courtyard.core.books.fund import (
    RAISE_AGAIN,
    Allowance,
    RevenueShare,
    SharingHome,
    Shortfall,
    TopUp,
    Works,
    allowance,
    check_draw,
    fen_days,
    homes_sharing,
    is_low,
    lacks_to_fen,
    least_to_fund_fen,
    needs_review,
    revenue_of,
    share_interest,
    share_spending,
    shortfalls,
    top_ups,
)
from courtyard.core.tests.booked import bounded, bounds, chart, entry, posting, side
from courtyard.core.tests.estate_facts import TODAY, shanghai

LIMITS = shanghai().limits
FEN = st.integers(0, 10**12)
HOMES = [
    SharingHome("1-101", "1", "1-甲", 896_000),
    SharingHome("1-102", "1", "1-甲", 704_000),
    SharingHome("1-201", "1", "1-乙", 800_000),
    SharingHome("2-101", "2", "2-甲", 1_000_000),
]


@pytest.mark.parametrize(
    ("part", "code", "homes"),
    [
        (None, "", ["1-101", "1-102", "1-201", "2-101"]),
        ("building", "1", ["1-101", "1-102", "1-201"]),
        ("entrance", "1-甲", ["1-101", "1-102"]),
        ("home", "2-101", ["2-101"]),
        ("building", "9", []),
    ],
)
def test_a_part_is_shared_by_exactly_the_homes_it_serves(part: PlaceKind | None, code: str, homes: list[str]) -> None:
    assert list(homes_sharing(HOMES, part, code)) == homes


def test_a_roof_is_paid_by_its_building_to_the_last_fen() -> None:
    roof = homes_sharing(HOMES, "building", "1")

    assert share_spending(100_000_01, roof) == {"1-101": 37_333_34, "1-102": 29_333_33, "1-201": 33_333_34}
    with pytest.raises(no.NothingToShareBy):
        share_spending(1, homes_sharing(HOMES, "building", "9"))


def test_sharing_over_homes_moves_no_money() -> None:
    shares = share_spending(100_01, homes_sharing(HOMES, "building", "1"))
    paid = Posting(side("fund_repairs_building", "1"), side("fund_bank"), 100_01)
    shared = [posting("fund_of_homes", "fund_undistributed", fen, code) for code, fen in shares.items()]

    check_entry(entry(paid, *shared), bounds())

    sums = sums_of([paid, *shared])
    assert sum(of_homes(sums, chart(), "maintenance").values()) == -100_01
    assert sums[side("fund_bank")] == (0, 100_01)


def test_a_home_with_less_than_its_share_is_named() -> None:
    found = shortfalls({"b": 50, "a": 100, "c": 10}, {"a": 30, "b": 50, "c": -5})

    assert found == [Shortfall("a", 100, 30), Shortfall("c", 10, -5)]
    assert [one.missing_fen for one in found] == [70, 10]


def test_interest_goes_by_balance_and_none_to_who_is_below_zero() -> None:
    assert share_interest(100, {"a": 300, "b": 100, "c": -50, "d": 0}) == {"a": 75, "b": 25, "c": 0, "d": 0}
    with pytest.raises(no.NothingToShareBy):
        share_interest(100, {"a": -1, "b": 0})


@bounded
@given(FEN, st.lists(st.tuples(st.integers(0, 400), st.integers(-(10**6), 10**6)), max_size=6))
def test_fen_days_add_up_day_by_day(opening: int, changed: list[tuple[int, int]]) -> None:
    first, last = date(2026, 1, 1), date(2026, 12, 31)
    changes = [(date(2025, 12, 1) + timedelta(days=days), fen) for days, fen in changed]

    slow, day = 0, first
    while day <= last:
        slow += opening + sum(fen for when, fen in changes if when <= day)
        day += timedelta(days=1)

    assert fen_days(opening, changes, first, last) == slow


@pytest.mark.parametrize(
    ("works", "fen", "limit"),
    [
        (Works(100_000, None, 0), 30_000, "fund_first_draw"),
        (Works(100_000, None, 30_000), 60_000, "fund_before_review"),
        (Works(100_000, None, 90_000), 0, "fund_before_review"),
        (Works(100_000, None, 95_000), 0, "fund_before_review"),
        (Works(100_000, 98_000, 90_000), 8_000, None),
        (Works(100_000, 80_000, 90_000), 0, None),
        (Works(100_000, 80_000, 0), 80_000, None),
        (Works(1_001, None, 0), 300, "fund_first_draw"),
        (Works(0, None, 0), 0, None),
    ],
)
def test_what_may_be_drawn_now(works: Works, fen: int, limit: str | None) -> None:
    assert allowance(works, LIMITS, TODAY) == Allowance(fen, LIMITS[limit] if limit else None)


@bounded
@given(st.integers(1, 10**12), st.lists(st.integers(1, 10**12), max_size=6))
def test_no_draws_get_past_the_limits(agreed: int, asked: list[int]) -> None:
    drawn: list[int] = []
    for fen in asked:
        works = Works(agreed, None, sum(drawn))
        if fen <= allowance(works, LIMITS, TODAY).fen:
            check_draw(fen, works, LIMITS, TODAY)
            drawn.append(fen)
        else:
            with pytest.raises(no.OverDraw):
                check_draw(fen, works, LIMITS, TODAY)

    assert not drawn or drawn[0] * 100 <= agreed * 30
    assert sum(drawn) * 100 <= agreed * 90


def test_a_draw_over_the_limit_is_refused_with_the_rule_and_its_article() -> None:
    with pytest.raises(no.OverDraw) as refusal:
        check_draw(30_001, Works(100_000, None, 0), LIMITS, TODAY)

    said = "At most 300.00 yuan can be drawn now: “The first draw: at most 30%”, 沪房规范〔2024〕7号."
    assert str(refusal.value) == said
    with pytest.raises(no.OverSum):
        check_draw(8_001, Works(100_000, 98_000, 90_000), LIMITS, TODAY)
    with pytest.raises(no.BadDraw):
        check_draw(0, Works(100_000, None, 0), LIMITS, TODAY)
    with pytest.raises(no.BadDraw):
        check_draw(1, Works(100_000, None, -1), LIMITS, TODAY)


def test_a_limit_that_does_not_hold_yet_or_any_more_holds_nobody() -> None:
    assert allowance(Works(100_000, None, 0), LIMITS, date(2024, 9, 30)).fen == 100_000
    assert allowance(Works(100_000, None, 0), LIMITS, date(2029, 7, 1)).fen == 100_000
    assert allowance(Works(100_000, None, 0), {}, TODAY) == Allowance(100_000, None)


@pytest.mark.parametrize(
    ("has", "first", "low"), [(2_999, 10_000, True), (3_000, 10_000, False), (-1, 10_000, True), (500, 0, True)]
)
def test_a_fund_is_low_below_thirty_per_cent_of_its_first_deposit(has: int, first: int, low: bool) -> None:
    assert is_low(has, first, LIMITS, TODAY) is low
    assert is_low(has, first, {}, TODAY) is False
    assert is_low(has, first, LIMITS, date(2020, 1, 1)) is False


def test_homes_that_are_low_are_brought_back_to_half_or_by_decision_to_the_whole() -> None:
    has, first = {"a": 2_999, "b": 3_000, "c": -1_000}, {"a": 10_001, "b": 10_000, "c": 10_000, "d": 10_000}

    assert top_ups(has, first, LIMITS, TODAY) == [
        TopUp("a", 2_999, 10_001, 2_002), TopUp("c", -1_000, 10_000, 6_000), TopUp("d", 0, 10_000, 5_000),
    ]  # fmt: skip
    assert [one.lacks_fen for one in top_ups(has, first, LIMITS, TODAY, RAISE_AGAIN)] == [7_002, 11_000, 10_000]
    assert top_ups(has, first, {}, TODAY) == []


@pytest.mark.parametrize(("net", "least"), [(1_000, 501), (1_001, 501), (1, 1), (0, 0), (-500, 0)])
def test_more_than_half_of_public_revenue_goes_to_the_fund(net: int, least: int) -> None:
    assert least_to_fund_fen(net, LIMITS, TODAY) == least
    assert least_to_fund_fen(net, {}, TODAY) == 0
    assert least == 0 or (2 * least > net >= 2 * (least - 1))


def test_a_quarters_public_revenue_less_its_cost_and_what_went_to_the_fund() -> None:
    booked = [
        posting("revenue_bank", "revenue_parking", 1_000), posting("revenue_receivable", "revenue_lift_ads", 501),
        posting("revenue_managers_share", "revenue_bank", 200), posting("revenue_cost", "revenue_payable", 100),
        posting("revenue_audits", "revenue_bank", 300), posting("revenue_to_fund", "revenue_bank", 600),
        posting("fund_bank", "fund_from_revenue", 600), posting("revenue_to_fees", "revenue_bank", 50),
    ]  # fmt: skip

    found = revenue_of(sums_of(booked), chart(), LIMITS, TODAY)

    assert found == RevenueShare(1_201, 600, 601)
    assert found.lacks_fen == 1
    assert revenue_of({}, chart(), LIMITS, TODAY) == RevenueShare(0, 0, 0)


def test_a_large_spending_of_public_revenue_needs_a_review() -> None:
    assert needs_review(50_000_00, LIMITS, TODAY)
    assert not needs_review(49_999_99, LIMITS, TODAY)
    assert not needs_review(50_000_00, LIMITS, date(2026, 3, 31))
    assert not needs_review(50_000_00, {}, TODAY)


def test_what_owners_decided_is_reached_to_the_fen_and_never_passed() -> None:
    assert [lacks_to_fen(has, 10_001, 60) for has in (0, 6_000, 6_001, 9_000, -5)] == [6_001, 1, 0, 0, 6_006]
    assert lacks_to_fen(0, 0, 100) == 0
