"""C30, C31, C33, C38 to C41, C50 and C52: owners' money and common parts, held against whoever's they are."""

from dataclasses import replace
from typing import Any
from uuid import UUID

import pytest

from courtyard.core.compliance.money import is_low
from courtyard.core.compliance.money_facts import (
    CommonUse,
    Emergency,
    FundSpend,
    FundWorks,
    LowAccounts,
    Paid,
    RevenueQuarter,
    RevenueSpend,
    TopUp,
)
from courtyard.core.counting.tally import Tally
from courtyard.core.quarters import Quarter
from courtyard.core.tests.estate_facts import TODAY, day, facts, findings, shanghai, since, term, told

BREACH, WARNING = "breach", "warning"
ID = UUID(int=8)
SPRING = RevenueQuarter(
    ID, Quarter(2026, 2), "wu", "wu", 1_000_00, 800_00, in_account_on=day("07-31"),
    to_fund=(Paid(day("08-10"), 400_01),),
)  # fmt: skip


def test_revenue_that_is_moved_in_time_alarms_nobody() -> None:
    for on in (day("08-01"), day("10-01"), TODAY):
        given = facts(revenue_quarters=(SPRING,))
        assert findings("C30", given, on) == findings("C31", given, on) == []


def test_c30_a_quarters_revenue_is_in_the_account_by_the_end_of_the_next_month() -> None:
    late = facts(revenue_quarters=(replace(SPRING, in_account_on=None),))

    assert since("C30", late, day("07-31")) == []
    assert since("C30", late, day("08-01")) == [day("08-01")]
    assert told("C30", late) == [("", BREACH, "wu")]
    assert findings("C30", late)[0].fields["received_fen"] == 1_000_00


def test_c30_a_month_that_ends_on_a_day_off_ends_on_the_next_that_is_none() -> None:
    last = facts(revenue_quarters=(replace(SPRING, quarter=Quarter(2026, 3), in_account_on=None),))

    assert since("C30", last, day("10-31")) == since("C30", last, day("11-02")) == []  # 31 October is a Saturday
    assert since("C30", last, day("11-03")) == [day("11-03")]


@pytest.mark.parametrize(
    ("given", "bearers"),
    [
        ({"collected_by": "ye"}, []),
        ({"collected_by": "developer"}, ["developer"]),
        ({"received_fen": 0}, []),
        ({"in_account_on": day("08-05")}, []),
    ],
)
def test_c30_is_whose_who_collected(given: dict[str, Any], bearers: list[str]) -> None:
    some = facts(revenue_quarters=(replace(SPRING, **{"in_account_on": None, **given}),))

    assert [bearer for _, _, bearer in told("C30", some)] == bearers


@pytest.mark.parametrize(("fen", "found"), [(400_01, []), (400_00, ["wu"]), (0, ["wu"])])
def test_c31_more_than_half_of_a_quarters_net_goes_into_the_fund(fen: int, found: list[str]) -> None:
    given = facts(revenue_quarters=(replace(SPRING, to_fund=(Paid(day("08-10"), fen),)),))

    assert [bearer for _, _, bearer in told("C31", given)] == found


def test_c31_the_owners_may_decide_on_less() -> None:
    less = replace(SPRING, to_fund=(Paid(day("08-10"), 1),), decided_less=True)

    assert told("C31", facts(revenue_quarters=(less,))) == []


def test_c31_is_told_from_the_end_of_the_next_quarter_until_enough_is_moved() -> None:
    half = replace(SPRING, keeper="ye", to_fund=(Paid(day("08-10"), 400_00), Paid(day("10-20"), 1)))
    given = facts(revenue_quarters=(half,))

    assert since("C31", given, day("09-30")) == []
    assert since("C31", given, day("10-01")) == [day("10-01")]
    assert told("C31", given, day("10-01")) == [("", WARNING, "ye")]
    assert since("C31", given, day("10-20")) == []


@pytest.mark.parametrize("net_fen", [None, 0, -5])
def test_c31_says_nothing_of_what_is_not_reckoned_or_not_earned(net_fen: int | None) -> None:
    assert told("C31", facts(revenue_quarters=(replace(SPRING, net_fen=net_fen, to_fund=()),))) == []


@pytest.mark.parametrize(("fen", "found"), [(5_000_000, [("", BREACH, "wu")]), (4_999_999, [])])
def test_c33_fifty_thousand_yuan_of_revenue_need_a_price_review(fen: int, found: list[Any]) -> None:
    one = RevenueSpend(ID, "补种行道树", day("05-10"), fen, "wu")

    assert told("C33", facts(revenue_spends=(one,))) == found
    assert told("C33", facts(revenue_spends=(one,)), day("05-09")) == []
    assert told("C33", facts(revenue_spends=(replace(one, reviewed_on=day("06-01")),))) == []
    assert told("C33", facts(revenue_spends=(one,)), day("2027-05-11")) == []


def test_c38_accounts_that_are_low_ask_for_a_plan() -> None:
    low = LowAccounts(ID, "3号楼", 12, day("05-10"))

    assert since("C38", facts(low_accounts=(low,)), day("05-09")) == []
    assert told("C38", facts(low_accounts=(low,)), day("05-10")) == [("", WARNING, "ye")]
    assert findings("C38", facts(low_accounts=(low,)))[0].fields == {"label": "3号楼", "homes": 12, "percent": 30}
    for ended in ({"planned_on": day("06-01")}, {"restored_on": day("06-01")}, {"homes": 0}):
        assert told("C38", facts(low_accounts=(replace(low, **ended),)), day("06-01")) == []
    assert told("C38", facts(low_accounts=(low,), term=None)) == []


@pytest.mark.parametrize(("balance", "low"), [(299_99, True), (300_00, False), (0, True)])
def test_c38_exactly_thirty_per_cent_of_the_first_deposit_is_enough(balance: int, low: bool) -> None:
    assert is_low(balance, 1_000_00, shanghai()) is low


def test_c39_ninety_days_after_the_notice_the_default_begins_and_ninety_more_end_it() -> None:
    asked = TopUp(ID, "3号楼", day("05-11"))
    given = facts(top_ups=(asked,))

    assert since("C39", given, day("08-10")) == []  # the ninth is a Sunday
    assert since("C39", given, day("08-11")) == [day("08-11")]
    assert told("C39", given, day("08-11")) == [("", WARNING, "ye")]
    assert findings("C39", given)[0].fields["restore_on"] == day("11-09")
    assert [told("C39", given, day(on)) for on in ("11-09", "11-10")] == [
        [("", WARNING, "ye")],
        [("over", WARNING, "ye")],
    ]
    assert told("C39", facts(top_ups=(replace(asked, decided_on=day("09-01")),)), day("09-01")) == []
    assert told("C39", facts(top_ups=(replace(asked, restored_on=day("09-01")),)), day("09-01")) == []
    assert told("C39", facts(top_ups=(asked,), term=None)) == []


def works(*payments: tuple[str, int], **given: Any) -> Any:
    paid = tuple(Paid(day(on), fen) for on, fen in payments)
    return facts(fund_works=(FundWorks(ID, "屋面维修", given.pop("by", "ye"), 100_000_00, paid, **given),))


@pytest.mark.parametrize(
    ("payments", "cases"),
    [
        ([("05-10", 30_000_00)], []),
        ([("05-10", 30_000_01)], ["first"]),
        ([("05-10", 20_000_00), ("05-10", 10_000_01)], ["first"]),
        ([("05-10", 30_000_00), ("06-10", 60_000_00)], []),
        ([("05-10", 30_000_00), ("06-10", 60_000_01)], ["unreviewed"]),
        ([("05-10", 95_000_00)], ["first", "unreviewed"]),
    ],
)
def test_c40_thirty_per_cent_are_paid_first_and_ninety_before_the_review(
    payments: list[tuple[str, int]], cases: list[str]
) -> None:
    assert [case for case, _, _ in told("C40", works(*payments))] == cases


def test_c40_what_is_paid_from_the_review_on_is_no_finding_and_what_was_is_told_for_a_year() -> None:
    all_of_it = [("05-10", 30_000_00), ("06-10", 70_000_00)]

    assert told("C40", works(*all_of_it, reviewed_on=day("06-10"))) == []
    assert told("C40", works(*all_of_it, reviewed_on=day("06-11"))) == [("unreviewed", BREACH, "ye")]
    assert since("C40", works(*all_of_it), day("06-09")) == []
    assert since("C40", works(*all_of_it), day("2027-06-11")) == []
    assert told("C40", works(*all_of_it, by="wu")) == [("unreviewed", BREACH, "wu")]
    assert told("C40", works(("06-10", 100_000_00), reviewed_on=day("06-10"))) == []
    assert told("C40", works(("06-09", 100_000_00), reviewed_on=day("06-10"))) == [
        ("first", BREACH, "ye"), ("unreviewed", BREACH, "ye"),
    ]  # fmt: skip


SPENT = FundSpend(ID, "换水泵", day("05-10"), 20_000_00, "wu", "none")


@pytest.mark.parametrize(
    ("authority", "authorised_on", "found"),
    [
        ("none", None, [("", BREACH, "wu")]),
        ("unknown", None, []),
        ("emergency", None, []),
        ("emergency", "06-01", []),
        ("assembly", "05-10", []),
        ("assembly", "05-11", [("later", WARNING, "wu")]),
        ("limit", "05-11", [("later", WARNING, "wu")]),
        ("limit", "2027-01-01", [("", BREACH, "wu")]),
    ],
)
def test_c41_the_fund_is_used_with_a_decision_or_within_a_limit(
    authority: Any, authorised_on: str | None, found: list[Any]
) -> None:
    allowed = day(authorised_on) if authorised_on else None

    assert told("C41", facts(fund_spends=(replace(SPENT, authority=authority, authorised_on=allowed),))) == found


def test_c41_begins_with_the_spending_and_is_told_for_a_year() -> None:
    given = facts(fund_spends=(SPENT,))

    assert since("C41", given, day("05-09")) == []
    assert since("C41", given, day("05-10")) == [day("05-10")]
    assert since("C41", given, day("2027-05-11")) == []
    assert since("C41", facts(fund_spends=(SPENT,), known_from=day("05-11"))) == []


def voted(agreed: int, refused: int, absent: int) -> Tally:
    return Tally(
        {name: {"area": n, "heads": n} for name, n in (("for", agreed), ("against", refused), ("absent", absent))}  # type: ignore[misc]
    )


LET = CommonUse(ID, "电梯广告", "wu", day("05-10"))


def test_c50_common_parts_are_let_once_the_owners_decided() -> None:
    assert since("C50", facts(common_uses=(LET,)), day("05-09")) == []
    assert told("C50", facts(common_uses=(LET,)), day("05-10")) == [("", BREACH, "wu")]
    assert told("C50", facts(common_uses=(replace(LET, decided_on=day("06-01")),)), day("06-01")) == []
    assert told("C50", facts(common_uses=(replace(LET, ends_on=day("11-22")),))) == []
    assert told("C50", facts(common_uses=(replace(LET, known=False),))) == []


@pytest.mark.parametrize(
    ("tally", "found"),
    [
        (voted(75, 25, 50), []),
        (voted(74, 26, 50), [("short", BREACH, "ye")]),
        (voted(66, 0, 34), [("short", BREACH, "ye")]),  # less than two thirds took part
        (voted(67, 0, 33), []),
    ],
)
def test_c50_three_quarters_agree_and_two_thirds_take_part(tally: Tally, found: list[Any]) -> None:
    decided = replace(LET, by="ye", decided_on=day("05-01"), tally=tally)

    assert told("C50", facts(common_uses=(decided,))) == found


def test_c50_what_was_let_before_the_record_is_told_of_only_where_the_vote_is_known() -> None:
    old = replace(LET, starts_on=day("2020-01-01"))
    short = replace(old, decided_on=day("2019-12-01"), tally=voted(1, 1, 0))

    assert told("C50", facts(common_uses=(old,))) == []
    assert since("C50", facts(common_uses=(short,), known_from=day("05-01"))) == [day("05-01")]


def test_c52_an_emergency_waits_seven_days_for_the_committee() -> None:
    wall = Emergency(ID, "外墙脱落", day("11-02"))
    given = facts(emergencies=(wall,))

    assert since("C52", given, day("11-09")) == []
    assert since("C52", given, day("11-10")) == [day("11-10")]
    assert told("C52", given) == [("", WARNING, "ye")]
    assert told("C52", facts(emergencies=(wall,), term=None)) == [("", WARNING, "ju")]
    assert told("C52", facts(emergencies=(wall,), term=term(seated=0))) == [("", WARNING, "ju")]
    assert told("C52", facts(emergencies=(replace(wall, acted_on=day("11-09")),))) == []
    assert told("C52", facts(emergencies=(replace(wall, district_on=day("11-20")),))) == []
