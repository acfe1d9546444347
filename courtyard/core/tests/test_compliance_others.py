"""C26, C27, C48, C49, C51, C53 and C56: members, the desk, seals, limits, documents and tickets."""

from datetime import date
from typing import Any
from uuid import UUID

import pytest

from courtyard.core.compliance.facts import Attendance, EndingRule, Limit, LimitUse, Seal, SealUse, Ticket, Tie
from courtyard.core.tests.estate_facts import TODAY, day, facts, findings, since, term, told

ID, OTHER, KEEPER = UUID(int=8), UUID(int=9), UUID(int=10)
BREACH, WARNING = "breach", "warning"


@pytest.mark.parametrize(
    ("year", "held", "absent", "found"),
    [
        (2026, 4, 2, True),
        (2026, 5, 2, False),
        (2026, 2, 1, True),
        (2026, 1, 1, False),  # one missed is no pattern
        (2025, 6, 3, True),
        (2024, 6, 6, False),  # over a year ago
    ],
)
def test_c26_members_come_to_more_than_half_of_a_years_meetings(year: int, held: int, absent: int, found: bool) -> None:
    one = Attendance(ID, "方敏", year, held, absent)

    assert told("C26", facts(attendance=(one,))) == ([("", WARNING, "ye")] if found else [])
    assert since("C26", facts(attendance=(one,))) == ([date(year, 1, 1)] if found else [])


def test_c26_counts_from_the_meeting_that_made_it_half() -> None:
    one = Attendance(ID, "方敏", 2026, 6, 3, half_since=day("11-20"))

    assert since("C26", facts(attendance=(one,))) == [day("11-20")]
    assert since("C26", facts(attendance=(one,)), day("11-19")) == []


@pytest.mark.parametrize(
    ("ground", "case"),
    [("not_company", "not_company"), ("no_relative", "no_relative"), ("owner", "owner"), ("capable", "")],
)
def test_c27_members_may_sit(ground: str, case: str) -> None:
    given = facts(ties=(Tie(ID, "方敏", ground, TODAY),))

    assert told("C27", given) == [(case, BREACH, "ye")]
    assert since("C27", given) == [TODAY]
    assert since("C27", given, day("11-22")) == []


def test_c27_tells_of_what_was_so_before_but_only_since_the_record_began() -> None:
    given = facts(ties=(Tie(ID, "方敏", "not_company", day("2020-01-01")),), known_from=day("05-01"))

    assert since("C27", given) == [day("05-01")]


@pytest.mark.parametrize(
    ("received", "joint", "expected"),
    [
        (["10-01"], ["10-31"], []),
        (["09-30", "11-01"], ["10-15"], [("reception", WARNING, "ye")]),
        (["10-15"], ["11-01"], [("joint", WARNING, "ju")]),
        ([], [], [("joint", WARNING, "ju"), ("reception", WARNING, "ye")]),
    ],
)
def test_c48_each_month_owners_are_received_and_the_parties_meet(
    received: list[str], joint: list[str], expected: list[Any]
) -> None:
    given = facts(receptions_on=tuple(map(day, received)), joint_sessions_on=tuple(map(day, joint)))

    assert sorted(told("C48", given)) == expected
    assert since("C48", given) == [day("11-01")] * len(expected)


def test_c48_asks_only_for_whole_months() -> None:
    nothing: Any = {"receptions_on": (), "joint_sessions_on": ()}

    assert since("C48", facts(**nothing, known_from=day("10-02"))) == []
    assert told("C48", facts(**nothing, term=None)) == [("joint", WARNING, "ju")]
    assert told("C48", facts(**nothing, term=term(ends_on=day("10-30")))) == [("joint", WARNING, "ju")]
    assert since("C48", facts(**nothing), day("04-30")) == []  # March was under way when the text came
    assert since("C48", facts(**nothing), day("05-01")) == [day("05-01")] * 2


@pytest.mark.parametrize(
    ("keepers", "expected"),
    [((KEEPER, OTHER), []), ((KEEPER, KEEPER), [day("06-01")]), ((None, None), []), ((KEEPER, None), [])],
)
def test_c49_different_members_keep_the_seals(keepers: Any, expected: list[date]) -> None:
    first, second = keepers
    seals = (Seal(ID, "公章", first, day("03-01")), Seal(OTHER, "财务章", second, day("06-01")))

    assert since("C49", facts(seals=seals)) == expected
    assert [one.fields["labels"] for one in findings("C49", facts(seals=seals))] == ["公章、财务章"] * len(expected)


@pytest.mark.parametrize(
    ("entered_on", "decided", "on", "expected"),
    [
        ("11-10", True, "11-23", []),
        ("11-11", True, "11-23", []),
        ("11-12", True, "11-23", [("late", day("11-12"))]),
        ("11-10", False, "11-23", [("undecided", day("11-10"))]),
        ("11-12", False, "11-23", [("both", day("11-10"))]),
        ("11-12", True, "2027-11-10", [("late", day("11-12"))]),
        ("11-12", True, "2027-11-11", []),  # told for a year
    ],
)
def test_c49_each_use_of_a_seal_is_entered_with_its_decision(
    entered_on: str, decided: bool, on: str, expected: list[Any]
) -> None:
    use = SealUse(ID, "公章", day("11-10"), day(entered_on), decided)

    found = findings("C49", facts(seal_uses=(use,)), day(on))

    assert [(one.fields["case"], one.since) for one in found] == expected


def limit(*uses: tuple[str, int], **given: Any) -> Limit:
    usual: Any = {"each_fen": 500_00, "total_fen": 1_000_00, "valid_from": day("01-01"), "valid_to": day("12-31")}
    spent = tuple(LimitUse(UUID(int=20 + number), day(on), fen) for number, (on, fen) in enumerate(uses))
    return Limit(**{"id": ID, "title": "日常开支", "ended_on": None, **usual, **given}, uses=spent)


@pytest.mark.parametrize(
    ("one", "expected"),
    [
        (limit(("03-01", 500_00), ("03-02", 500_00)), []),
        (limit(("03-01", 500_01)), [("each", day("03-01"))]),
        (limit(("03-01", 500_00), ("03-02", 500_00), ("03-03", 1)), [("total", day("03-03"))]),
        (limit(("03-01", 500_00), ("03-02", 500_00), ("03-03", 1), total_fen=None), []),
        (limit(("01-01", 1), valid_to=day("01-01")), []),
        (limit(("01-02", 1), valid_to=day("01-01")), [("outside", day("01-02"))]),
        (limit(("01-02", 1), valid_from=day("01-03")), [("outside", day("01-02"))]),
        (limit(("05-01", 1), ended_on=day("05-01")), []),
        (limit(("05-02", 1), ended_on=day("05-01"), valid_to=None), [("outside", day("05-02"))]),
        (limit(("11-24", 500_01)), []),  # not yet
    ],
)
def test_c51_nothing_is_spent_beyond_its_limit(one: Limit, expected: list[Any]) -> None:
    found = findings("C51", facts(limits=(one,)))

    assert [(finding.fields["case"], finding.since) for finding in found] == expected


def test_c51_is_told_for_a_year_of_what_this_record_saw() -> None:
    given = facts(limits=(limit(("03-01", 1_000_01)),))

    assert since("C51", given, day("2027-03-01")) == [day("03-01")] * 2
    assert since("C51", given, day("2027-03-02")) == []
    assert since("C51", facts(limits=given.limits, known_from=day("03-02"))) == []


@pytest.mark.parametrize(
    ("valid_to", "expected"),
    [("2027-02-21", []), ("2027-02-20", [TODAY]), ("12-31", [day("10-03")]), ("11-22", [])],
)
def test_c53_a_document_that_ends_in_less_than_ninety_days_is_told_of(valid_to: str, expected: list[date]) -> None:
    rule = EndingRule("D20", "酬金制账目季报", "commission mode", "沪房规范〔2021〕15号", day(valid_to))

    assert since("C53", facts(ending_rules=(rule,))) == expected


@pytest.mark.parametrize(
    ("due_on", "party", "expected"),
    [("11-23", "wu", []), ("11-22", "wu", [("", WARNING, "wu")]), ("11-22", "", [("", WARNING, "ye")])],
)
def test_c56_a_hotline_ticket_is_answered_in_time(due_on: str, party: str, expected: list[Any]) -> None:
    ticket = Ticket(ID, "12345-7", day(due_on), party)

    assert told("C56", facts(tickets=(ticket,))) == expected
    assert since("C56", facts(tickets=(ticket,))) == [TODAY] * len(expected)
    assert since("C56", facts(tickets=(ticket,), known_from=TODAY)) == []
