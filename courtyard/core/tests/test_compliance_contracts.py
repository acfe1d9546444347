"""C42 to C47 and C54: the company's contract, its end and its price, and how the company keeps its clocks."""

from datetime import date
from typing import Any
from uuid import UUID

import pytest

from courtyard.core.compliance.companies import speaks_of_renewal
from courtyard.core.compliance.facts import CompanyMotion, LateCase, Manager, ServiceContract
from courtyard.core.tests.estate_facts import TODAY, day, facts, findings, since, term, told, way

ID, OTHER, COMPANY, RIVAL = UUID(int=30), UUID(int=31), UUID(int=40), UUID(int=41)
BREACH, WARNING, INFO = "breach", "warning", "info"
ENDS = date(2027, 2, 20)  # 90 days before it: 2026-11-22


def contract(**given: Any) -> ServiceContract:
    """Signed in 2024, filed, of the owners; it ends when `given` says so."""
    usual: Any = {
        "id": ID, "company": COMPANY, "kind": "ordinary", "lump_sum": True, "signed_on": day("2024-02-01"),
        "starts_on": day("2024-03-01"), "ends_on": date(2029, 2, 28), "filed_on": day("2024-02-10"),
        "fen_per_m2": (("dwelling", 185), ("shop", 400)),
    }  # fmt: skip
    return ServiceContract(**{**usual, **given})


def motion(noticed_on: str, **given: Any) -> CompanyMotion:
    usual: Any = {"title": "续聘青禾物业", "convener": "ye", "closed_on": None, "void": False, "renews": True}
    return CompanyMotion(**{"id": OTHER, "noticed_on": day(noticed_on), **usual, **given})


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        ("11-21", []),
        ("11-22", [("last_day", WARNING, "ye")]),
        ("11-23", [("", BREACH, "ye")]),
        ("2027-02-20", [("", BREACH, "ye")]),
        ("2027-02-21", []),  # then it is over, and C43's
    ],
)
def test_c42_ninety_days_before_its_end_a_plan_or_a_vote_is_there(on: str, expected: list[Any]) -> None:
    given = facts(contracts=(contract(ends_on=ENDS),))

    assert told("C42", given, day(on)) == expected
    assert since("C42", given, day(on)) == [day("11-22")] * len(expected)


@pytest.mark.parametrize(
    ("more", "motions", "found"),
    [
        ({"plan_posted_on": TODAY}, (), False),
        ({"plan_posted_on": day("11-24")}, (), True),
        ({}, (motion("11-23"),), False),
        ({}, (motion("11-24"),), True),
        ({}, (motion("11-01", void=True),), True),
        ({}, (motion("09-01", carried=True, decided_on=day("11-01")),), False),
        ({}, (motion("09-01", carried=False, decided_on=day("11-01")),), True),
        ({}, (motion("09-01", carried=False, decided_on=day("11-24")),), False),  # not known yet
        ({}, (motion("2024-01-15", carried=True, decided_on=day("2024-01-31")),), True),  # it chose this contract
        ({"ended_on": day("11-22")}, (), False),
        ({"kind": "temporary"}, (), False),
        ({"signed_on": day("11-22")}, (), True),
        ({"signed_on": day("11-23")}, (), False),  # too late from the start
    ],
)
def test_c42_is_stopped_by_a_plan_a_vote_or_the_end(more: dict[str, Any], motions: Any, found: bool) -> None:
    given = facts(contracts=(contract(ends_on=ENDS, **more),), company_motions=motions)

    assert bool(findings("C42", given)) is found


def test_c42_is_stopped_by_the_next_contract() -> None:
    following = contract(id=OTHER, starts_on=day("2027-02-21"), signed_on=day("11-20"))

    assert findings("C42", facts(contracts=(contract(ends_on=ENDS), following))) == []
    assert len(findings("C42", facts(contracts=(contract(ends_on=ENDS), contract(id=OTHER))))) == 1


def test_c42_is_held_against_no_committee_that_may_not_act() -> None:
    ending = (contract(ends_on=ENDS),)

    group = way(group_formed_on=day("11-01"))
    assert told("C42", facts(contracts=ending, reelection=group)) == [("group", WARNING, "group")]
    assert told("C42", facts(contracts=ending, term=None)) == [("", BREACH, "ju")]
    assert told("C42", facts(contracts=ending, term=term(ends_on=day("11-22")))) == [("", BREACH, "ju")]
    assert told("C42", facts(contracts=ending, term=term(seated=0))) == [("", BREACH, "ju")]
    assert since("C42", facts(contracts=ending, known_from=TODAY)) == []


def test_c42_asks_for_nothing_before_the_text_was_in_force() -> None:
    early = facts(contracts=(contract(ends_on=day("2026-03-31")),))  # 90 days before: 2025-12-31
    later = facts(contracts=(contract(ends_on=day("2026-04-01")),))

    assert since("C42", early, day("2026-02-01")) == []
    assert since("C42", later, day("2026-02-01")) == [day("01-01")]


@pytest.mark.parametrize(
    ("ends_on", "more", "motions", "expected"),
    [
        ("11-23", {}, (), []),
        ("11-22", {}, (), [TODAY]),
        ("11-22", {"ended_on": day("11-22")}, (), []),
        ("11-22", {"kind": "temporary"}, (), []),
        ("11-22", {}, (motion("11-01"),), [TODAY]),
        ("11-22", {}, (motion("10-01", carried=True, decided_on=TODAY),), []),
        ("11-22", {}, (motion("10-01", carried=True, decided_on=day("11-24")),), [TODAY]),
        ("11-22", {}, (motion("10-01", carried=False, decided_on=day("11-20")),), [TODAY]),
        ("11-22", {}, (motion("10-01", carried=True, decided_on=day("11-20"), void=True),), [TODAY]),
        ("2023-12-01", {"starts_on": day("2020-12-01"), "signed_on": day("2020-11-01")}, (), [day("2024-01-01")]),
    ],
)
def test_c43_a_contract_that_is_over_runs_on_until_somebody_decides(
    ends_on: str, more: Any, motions: Any, expected: list[date]
) -> None:
    given = facts(contracts=(contract(ends_on=day(ends_on), **more),), company_motions=motions)

    assert since("C43", given) == expected
    assert told("C43", given) == [("", WARNING, "ye")] * len(expected)


def test_c43_says_how_long_the_notice_is_and_ends_with_the_next_contract() -> None:
    over = contract(ends_on=day("11-22"))
    following = contract(id=OTHER, starts_on=day("12-01"), ends_on=date(2029, 11, 30), signed_on=TODAY)

    assert [one.fields["days"] for one in findings("C43", facts(contracts=(over,)))] == [60]
    assert findings("C43", facts(contracts=(over, following))) == []
    assert told("C43", facts(contracts=(over,), term=None)) == [("", WARNING, "ju")]


@pytest.mark.parametrize(
    ("signed_on", "filed_on", "expected"),
    [
        ("10-24", None, []),  # thirty days: today is the last
        ("10-23", None, []),  # thirty days end on a Sunday, so on the Monday
        ("10-21", None, [day("11-21")]),
        ("10-21", "11-23", []),
        ("10-21", "11-24", [day("11-21")]),
        ("2023-11-01", None, []),  # before this record began
    ],
)
def test_c44_a_contract_is_filed_in_thirty_days(signed_on: str, filed_on: str | None, expected: list[date]) -> None:
    filed = day(filed_on) if filed_on else None
    given = facts(contracts=(contract(signed_on=day(signed_on), starts_on=day("2024-03-01"), filed_on=filed),))

    assert since("C44", given) == expected
    assert told("C44", given) == [("", BREACH, "wu")] * len(expected)


@pytest.mark.parametrize(
    ("good", "marks", "points", "expected"),
    [
        (80, 100, 5, []),
        (799, 1000, 0, [("satisfaction", BREACH, "ye")]),
        (80, 100, 6, [("points", BREACH, "ye")]),
        (79, 100, 6, [("both", BREACH, "ye")]),
        (0, 0, 0, []),  # nobody was asked, or too few answered
        (0, 0, 6, [("points", BREACH, "ye")]),
    ],
)
def test_c45_a_company_with_bad_marks_or_points_is_not_proposed_again(
    good: int, marks: int, points: int, expected: list[Any]
) -> None:
    given = facts(company_motions=(motion("11-20", good=good, marks=marks, points=points),))

    assert told("C45", given) == expected
    assert since("C45", given) == [day("11-20")] * len(expected)
    assert since("C45", given, day("11-19")) == []


def test_c45_says_the_marks_in_per_cent() -> None:
    given = facts(company_motions=(motion("11-20", good=799, marks=1000),))

    assert [one.says.format(**one.fields) for one in findings("C45", given)] == [
        "“续聘青禾物业” proposes the present company; 79 % of the marks are good, 80 % are needed."
    ]


@pytest.mark.parametrize(
    ("more", "on", "expected"),
    [
        ({"renews": False}, "11-23", [("unclear", INFO, "ye")]),
        ({"renews": False, "closed_on": day("11-23")}, "11-23", []),
        ({"convener": "jie"}, "11-23", [("points", BREACH, "jie")]),
        ({"void": True}, "11-23", []),
        ({"carried": False, "decided_on": TODAY}, "11-23", []),
        ({"carried": True, "decided_on": TODAY}, "11-23", [("points", BREACH, "ye")]),
        ({"closed_on": day("11-22")}, "2027-11-22", [("points", BREACH, "ye")]),
        ({"closed_on": day("11-22")}, "2027-11-23", []),  # told for a year
    ],
)
def test_c45_is_of_renewals_that_stand(more: Any, on: str, expected: list[Any]) -> None:
    given = facts(company_motions=(motion("11-20", points=6, **more),))

    assert told("C45", given, day(on)) == expected


@pytest.mark.parametrize(
    ("words", "renews"),
    [
        ("续聘青禾物业，合同三年", True),
        ("是否与现有物业续签合同", True),
        ("Renew with the present company", True),
        ("选聘新的物业服务企业", False),
        ("不再续聘青禾物业", False),
        ("解聘青禾物业，另聘他家；不续签", False),
        ("Replace the company, do not renew", False),
    ],
)
def test_c45_reads_from_a_motion_whether_it_proposes_the_company_of_now(words: str, renews: bool) -> None:
    assert speaks_of_renewal(words) is renews


def temporary(starts_on: str, ends_on: str, **given: Any) -> ServiceContract:
    days: Any = {"signed_on": day(starts_on), "starts_on": day(starts_on), "ends_on": day(ends_on)}
    return contract(**{"kind": "temporary", **days, **given})


@pytest.mark.parametrize(
    ("contracts", "expected"),
    [
        ((temporary("05-23", "11-22"),), []),  # six months to the day
        ((temporary("05-22", "11-21"),), [("", TODAY)]),
        ((temporary("05-22", "11-21", ended_on=day("11-22")),), []),
        ((temporary("11-01", "2027-05-01"),), []),
        ((temporary("11-01", "2027-05-02"),), [("agreed", day("11-01"))]),
        (
            (
                temporary("03-01", "08-31", ended_on=day("08-31")),
                temporary("09-01", "12-31", id=OTHER, signed_on=day("08-20")),
            ),
            [("agreed", day("08-20"))],
        ),
        (
            (
                temporary("03-01", "08-31", ended_on=day("08-30")),
                temporary("09-01", "12-31", id=OTHER),
            ),
            [],
        ),  # a day between
        (
            (
                temporary("03-01", "08-31", ended_on=day("08-31"), company=RIVAL),
                temporary("09-01", "12-31", id=OTHER),
            ),
            [],
        ),
    ],
)
def test_c46_a_temporary_provider_serves_six_months_at_most(contracts: Any, expected: list[Any]) -> None:
    found = findings("C46", facts(contracts=contracts))

    assert [(one.fields.get("case", ""), one.since) for one in found] == expected
    assert [one.bearer for one in found] == ["jie"] * len(expected)


BEFORE = contract(ends_on=day("10-31"), ended_on=day("10-31"), lump_sum=False)


@pytest.mark.parametrize(
    ("prices", "more", "expected"),
    [
        ((("dwelling", 185), ("shop", 400)), {}, []),
        ((("dwelling", 180), ("shop", 401)), {}, [day("10-20")]),
        ((("dwelling", 185), ("parking", 9_000)), {}, []),  # there was no price for it before
        ((("dwelling", 186),), {"reviewed_on": TODAY}, []),
        ((("dwelling", 186),), {"reviewed_on": day("11-24")}, [day("10-20")]),
        ((("dwelling", 186),), {"lump_sum": False}, []),
        ((("dwelling", 186),), {"ended_on": day("11-22")}, []),
        ((("dwelling", 186),), {"signed_on": day("2023-12-31")}, []),  # before this record began
    ],
)
def test_c47_a_lump_sum_rises_after_a_review_only(prices: Any, more: Any, expected: list[date]) -> None:
    given: Any = {"starts_on": day("11-01"), "signed_on": day("10-20"), "fen_per_m2": prices, **more}

    found = facts(contracts=(BEFORE, contract(id=OTHER, **given)))

    assert since("C47", found) == expected
    assert told("C47", found) == [("", BREACH, "wu")] * len(expected)


def test_c47_tells_of_the_price_that_rose_most_and_of_no_first_contract() -> None:
    prices = (("dwelling", 190), ("shop", 500))
    after = contract(id=OTHER, starts_on=day("11-01"), signed_on=day("10-20"), fen_per_m2=prices)

    found = findings("C47", facts(contracts=(BEFORE, after)))

    assert [(one.fields["before_fen"], one.fields["now_fen"]) for one in found] == [(400, 500)]
    assert findings("C47", facts(contracts=(after,))) == []


@pytest.mark.parametrize(
    ("filed_on", "due_on", "found"),
    [
        ("08-01", "08-01", True),
        ("07-31", "08-03", False),
        ("10-31", "10-31", True),
        ("10-30", "11-02", False),  # its time ran out this month: told in the next
        ("11-01", "11-01", False),
    ],
)
@pytest.mark.parametrize("clock", ["on_site", "repair"])
def test_c54_tells_how_often_the_company_was_late_in_three_months(
    clock: Any, filed_on: str, due_on: str, found: bool
) -> None:
    late = LateCase(ID, clock, day(filed_on), day(due_on))
    given = facts(late_cases=(late,))

    assert told("C54", given) == ([(clock, INFO, "wu")] if found else [])
    assert since("C54", given) == ([day("11-01")] if found else [])
    assert since("C54", facts(late_cases=(late,), known_from=day("11-02"))) == []


def test_c54_counts_each_clock_by_itself() -> None:
    late = [LateCase(UUID(int=60 + n), "repair" if n else "on_site", day("09-01"), day("09-04")) for n in range(3)]

    found = {str(one.fields["case"]): one.fields["count"] for one in findings("C54", facts(late_cases=tuple(late)))}

    assert found == {"on_site": 1, "repair": 2}


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        (["2024-05-01", "2024-06-01", "2025-01-01"], []),
        (["2024-05-01", "2026-10-01", "2025-01-01", "2024-06-01"], [day("10-01")]),
        (["2020-01-01", "2021-01-01", "2022-01-01", "2023-01-01"], [day("2024-01-01")]),
        (["2024-05-01", "2024-06-01", "2025-01-01", "2026-11-24"], []),
    ],
)
def test_c54_a_manager_has_three_estates_at_most(days: list[str], expected: list[date]) -> None:
    given = facts(managers=(Manager(ID, tuple(map(day, days))),))

    assert since("C54", given) == expected
    assert told("C54", given) == [("manager", INFO, "wu")] * len(expected)
