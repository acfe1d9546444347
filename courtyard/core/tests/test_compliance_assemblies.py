"""C15 to C19 and C25: what is found about the owners' assembly."""

from datetime import date
from typing import Any
from uuid import UUID

import pytest

from courtyard.core.compliance.facts import Petition
from courtyard.core.tests.estate_facts import TODAY, day, facts, since, term, told, vote, way

BREACH, WARNING = "breach", "warning"
NEW_YEAR = day("2027-01-01")


@pytest.mark.parametrize(
    ("opens_on", "on", "expected"),
    [
        (None, "12-31", []),  # nobody is nagged within the year
        (None, "2027-01-01", [NEW_YEAR]),
        (None, "2027-12-31", [NEW_YEAR]),
        ("12-31", "2027-01-01", []),
        ("2027-01-01", "2027-01-01", [NEW_YEAR]),
        ("2025-12-31", "2027-01-01", [NEW_YEAR]),
    ],
)
def test_c15_an_assembly_is_held_every_year(opens_on: str | None, on: str, expected: list[date]) -> None:
    votes = (vote(day("2025-11-01"), day(opens_on)),) if opens_on else ()

    assert since("C15", facts(votes=votes), day(on)) == expected


def test_c15_asks_only_for_whole_years_and_a_void_assembly_is_none() -> None:
    void = (vote(day("04-20"), day("05-20"), void=True),)

    assert since("C15", facts(votes=void), NEW_YEAR) == [NEW_YEAR]
    assert since("C15", facts(votes=void, known_from=day("01-01")), NEW_YEAR) == [NEW_YEAR]
    assert since("C15", facts(votes=void, known_from=day("01-02")), NEW_YEAR) == []
    assert since("C15", facts(votes=void, term=term(ends_on=day("12-30"))), NEW_YEAR) == []
    assert since("C15", facts(votes=void, term=None), NEW_YEAR) == []


@pytest.mark.parametrize(
    ("noticed_on", "expected"),
    [
        ("11-20", []),  # 16 days
        ("11-21", [("at_limit", WARNING, "ye")]),
        ("11-22", [("", BREACH, "ye")]),
        ("11-24", []),  # not yet
    ],
)
def test_c16_notice_is_given_fifteen_days_before(noticed_on: str, expected: list[Any]) -> None:
    given = facts(votes=(vote(day(noticed_on), day("12-06")),))

    assert told("C16", given) == expected
    assert since("C16", given) == [day(noticed_on)] * len(expected)


@pytest.mark.parametrize(
    ("given", "on", "found"),
    [
        ({"closed_on": day("06-01")}, "2027-06-01", True),
        ({"closed_on": day("06-01")}, "2027-06-02", False),  # nobody can have it revoked any more
        ({"closed_on": None}, "2027-06-02", True),
        ({"closed_on": day("06-01"), "void": True}, "07-01", False),
    ],
)
def test_c16_and_c17_are_told_while_the_decision_may_be_revoked(given: Any, on: str, found: bool) -> None:
    one = vote(day("05-20"), day("05-25"), unannounced=("换物业",), **given)

    assert since("C16", facts(votes=(one,)), day(on)) == ([day("05-20")] if found else [])
    assert since("C17", facts(votes=(one,)), day(on)) == ([day("05-25")] if found else [])
    assert since("C17", facts(votes=(one,), known_from=day("05-26")), day(on)) == []


@pytest.mark.parametrize(
    ("unannounced", "on", "expected"),
    [((), "12-20", []), (("换物业",), "12-19", []), (("换物业",), "12-20", [("", BREACH, "ye")])],
)
def test_c17_nothing_is_voted_on_that_was_not_announced(unannounced: Any, on: str, expected: list[Any]) -> None:
    assert told("C17", facts(votes=(vote(day("12-01"), day("12-20"), unannounced=unannounced),)), day(on)) == expected


@pytest.mark.parametrize(
    ("heard", "on", "expected"),
    [
        (True, "11-01", []),
        (False, "10-31", []),
        (False, "11-01", [("", WARNING, "ye")]),
        (False, "2027-12-20", [("", WARNING, "ye")]),
        (False, "2027-12-21", []),  # a year after it closed
    ],
)
def test_c18_the_residents_committee_is_told_at_the_same_time(heard: bool, on: str, expected: list[Any]) -> None:
    one = vote(day("11-01"), day("12-01"), closed_on=day("12-20"), residents_committee_told=heard)

    assert told("C18", facts(votes=(one,)), day(on)) == expected


@pytest.mark.parametrize(
    ("noticed_on", "on", "expected"),
    [
        (None, "11-20", []),
        (None, "11-21", [("", BREACH, "jie")]),
        ("11-22", "11-21", [("", BREACH, "jie")]),
        ("11-22", "11-22", []),
    ],
)
def test_c19_an_assembly_that_owners_asked_for_is_called(noticed_on: str | None, on: str, expected: list[Any]) -> None:
    one = Petition(UUID(int=6), "换物业", day("09-21"), day("11-20"), day(noticed_on) if noticed_on else None)

    assert told("C19", facts(petitions=(one,)), day(on)) == expected
    assert since("C19", facts(petitions=(one,)), day(on)) == [day("11-21")] * len(expected)
    assert since("C19", facts(petitions=(one,), known_from=day("11-21")), day(on)) == []


FROZEN = ("选聘和解聘物业服务企业",)


@pytest.mark.parametrize(
    ("given", "on", "expected"),
    [
        ({"frozen_matters": ()}, "11-23", []),
        ({"closed_on": day("10-31")}, "11-23", []),  # decided the day before the group was formed
        ({"closed_on": day("11-01")}, "11-23", [("", BREACH, "ye")]),
        ({}, "10-31", []),
        ({}, "11-01", [("", BREACH, "ye")]),
        ({"void": True}, "11-23", []),
        ({"opens_on": day("12-10")}, "11-23", [("noticed", WARNING, "ye")]),
        ({"opens_on": day("12-10")}, "12-10", [("", BREACH, "ye")]),
        ({"opens_on": day("12-21")}, "12-20", []),  # the group is done before it opens
        ({"opens_on": day("12-21")}, "12-21", []),
        ({"closed_on": day("11-10")}, "2027-11-10", [("", BREACH, "ye")]),
        ({"closed_on": day("11-10")}, "2027-11-11", []),
    ],
)
def test_c25_some_matters_wait_while_a_reelection_group_sits(given: Any, on: str, expected: list[Any]) -> None:
    one = vote(day("10-01"), **{"opens_on": day("10-20"), "frozen_matters": FROZEN, **given})
    sitting = way(group_formed_on=day("11-01"), elected_on=day("12-20"))

    assert told("C25", facts(votes=(one,), reelection=sitting), day(on)) == expected
    assert since("C25", facts(votes=(one,), reelection=sitting), day(on)) == [day("11-01")] * len(expected)
    assert since("C25", facts(votes=(one,)), day(on)) == []


def test_c25_is_held_against_nobody_for_the_time_before_the_record() -> None:
    one = vote(day("10-01"), day("10-20"), frozen_matters=FROZEN)

    assert since("C25", facts(votes=(one,), reelection=way(group_formed_on=day("10-10")), known_from=TODAY)) == []
