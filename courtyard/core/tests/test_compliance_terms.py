"""C01 to C07 and C09: what is found about a committee's term, its seats and the way to the next one."""

from datetime import date
from typing import Any

import pytest

from courtyard.core.tests.estate_facts import TODAY, day, facts, since, term, told, way

ENDING = term(ends_on=day("2027-03-31"))
OVER = term(ends_on=day("10-31"))
BREACH, WARNING = "breach", "warning"


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        ("10-30", []),
        ("10-31", [("last_day", WARNING, "ye")]),  # 5 months before 31 March, to the day
        ("11-01", [("", BREACH, "ye")]),
        ("2027-03-31", [("", BREACH, "ye")]),
        ("2027-04-01", []),  # C02 and C03 are for the sub-district
    ],
)
def test_c01_reelection_is_reported_five_months_before_the_term_ends(on: str, expected: list[Any]) -> None:
    assert told("C01", facts(term=ENDING), day(on)) == expected
    assert since("C01", facts(term=ENDING), day(on)) == [day("10-31")] * len(expected)


@pytest.mark.parametrize("begun", ["reported_on", "triggered_on", "group_formed_on", "elected_on"])
def test_c01_is_over_once_the_way_has_begun(begun: str) -> None:
    begun_today = facts(term=ENDING, reelection=way(**{begun: TODAY}))

    assert since("C01", begun_today) == []
    assert since("C01", begun_today, day("11-22")) == [day("10-31")]
    assert since("C01", facts(term=ENDING, known_from=day("11-01"))) == []  # it may have been reported before


@pytest.mark.parametrize(
    ("given", "on", "expected"),
    [
        ({"reported_on": day("09-01")}, "11-02", []),  # 31 October is a Saturday
        ({"reported_on": day("09-01")}, "11-03", [day("11-03")]),
        ({"triggered_on": day("09-01")}, "11-23", [day("11-03")]),
        ({"reported_on": day("09-20"), "triggered_on": day("09-01")}, "11-23", [day("11-03")]),
        ({"reported_on": day("09-01"), "group_formed_on": day("11-23")}, "11-22", [day("11-03")]),
        ({"reported_on": day("09-01"), "group_formed_on": day("11-23")}, "11-23", []),
        ({}, "11-23", []),
    ],
)
def test_c02_the_sub_district_forms_a_group_within_sixty_days(given: Any, on: str, expected: list[date]) -> None:
    assert since("C02", facts(reelection=way(**given)), day(on)) == expected


def test_c02_is_the_sub_districts_and_begins_with_the_end_of_the_term_at_the_latest() -> None:
    over = facts(term=term(ends_on=day("08-31")))

    assert since("C02", over) == [day("10-31")]
    assert told("C02", over) == [("", BREACH, "jie")]
    assert since("C02", over, day("10-30")) == []


def test_c02_is_held_against_nobody_for_the_time_before_the_record() -> None:
    over = term(ends_on=day("08-31"))

    assert since("C02", facts(term=over, known_from=day("10-31"))) == []
    assert since("C02", facts(term=over, known_from=day("10-30"))) == [day("10-31")]


@pytest.mark.parametrize(
    ("given", "on", "bearers"),
    [
        ({}, "10-31", []),
        ({}, "11-01", ["jie"]),
        ({"group_formed_on": day("09-01")}, "11-01", ["group"]),
        ({"group_formed_on": day("11-10")}, "11-01", ["jie"]),
        ({"group_formed_on": day("09-01"), "group_ended_on": day("10-20")}, "11-01", ["jie"]),
        ({"group_formed_on": day("09-01"), "elected_on": day("11-02")}, "11-01", ["group"]),
        ({"group_formed_on": day("09-01"), "elected_on": day("11-01")}, "11-01", []),
    ],
)
def test_c03_a_committee_whose_term_is_over_has_a_successor(given: Any, on: str, bearers: list[str]) -> None:
    found = told("C03", facts(term=OVER, reelection=way(**given)), day(on))

    assert found == [("", BREACH, bearer) for bearer in bearers]


def test_c03_tells_of_a_committee_that_was_over_before_the_record_began_but_only_since_then() -> None:
    assert since("C03", facts(term=OVER)) == [day("11-01")]
    assert since("C03", facts(term=OVER, known_from=day("11-10"))) == [day("11-10")]


@pytest.mark.parametrize(
    ("ends_on", "case"),
    [
        ("2027-02-27", "short"),
        ("2027-02-28", None),  # three years, the day before the corresponding one
        ("2029-03-01", None),
        ("2029-03-02", "long"),
    ],
)
def test_c04_a_term_lasts_three_to_five_years(ends_on: str, case: str | None) -> None:
    given = facts(term=term(ends_on=day(ends_on)))

    assert told("C04", given) == ([(case, BREACH, "ye")] if case else [])
    assert since("C04", given) == ([date(2024, 3, 1)] if case else [])


def test_c04_and_c05_are_asked_of_a_running_term_only() -> None:
    wrong = facts(term=term(starts_on=day("11-24"), ends_on=day("2027-11-24"), seats=4))

    assert since("C04", wrong) == []
    assert since("C05", wrong) == []


@pytest.mark.parametrize(
    ("seats", "area_m2", "expected"),
    [
        (5, 45_000, []),
        (3, 10_000, []),
        (3, 10_001, [("few", BREACH, "ye")]),
        (4, 10_000, [("even", BREACH, "ye")]),
        (2, 10_000, [("few", BREACH, "ye")]),
        (6, 45_000, [("even", BREACH, "ye")]),
        (11, 45_000, []),
        (12, 45_000, [("even", BREACH, "ye")]),
        (13, 45_000, [("many", WARNING, "ye")]),
    ],
)
def test_c05_seats_are_five_or_more_and_odd(seats: int, area_m2: int, expected: list[Any]) -> None:
    assert told("C05", facts(area_cm2=area_m2 * 10_000, term=term(seats=seats, seated=seats))) == expected


@pytest.mark.parametrize(("seats", "seated", "too_few"), [(5, 2, True), (5, 3, False), (6, 3, False), (6, 2, True)])
def test_c06_less_than_half_of_the_seats_leads_to_an_early_reelection(seats: int, seated: int, too_few: bool) -> None:
    thin = term(seats=seats, seated=seated, vacancy_since=day("03-01"), too_few_since=day("06-01"))

    assert since("C06", facts(term=thin)) == ([day("06-01")] if too_few else [])
    assert since("C07", facts(term=thin)) == ([] if too_few else [day("03-01")])


def test_c06_and_c07_find_nothing_before_the_seat_stood_empty() -> None:
    for seated in (2, 4):
        ahead = term(seats=5, seated=seated, vacancy_since=day("06-02"), too_few_since=None)
        assert [since(code, facts(term=ahead), day("06-01")) for code in ("C06", "C07")] == [[], []]


@pytest.mark.parametrize(
    ("seated", "given", "bearer"),
    [
        (2, {}, "ye"),
        (0, {}, "jie"),  # nobody is left who could report
        (2, {"triggered_on": day("10-01")}, "jie"),
        (2, {"triggered_on": day("10-01"), "group_formed_on": day("11-01")}, "group"),
    ],
)
def test_c06_is_whose_turn_it_is(seated: int, given: Any, bearer: str) -> None:
    assert told("C06", facts(term=term(seated=seated), reelection=way(**given))) == [("", BREACH, bearer)]


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({"seated": 5}, []),
        ({"seated": 4, "vacancy_since": TODAY}, [TODAY]),
        ({"seated": 4, "vacancy_since": day("11-24")}, []),
        ({"seated": 4, "vacancy_since": day("11-01"), "vacancy_handled": True}, []),
        ({"seated": 4}, [date(2024, 3, 1)]),
        ({"seated": 4, "ends_on": day("11-22")}, []),
    ],
)
def test_c07_an_empty_seat_is_filled(given: Any, expected: list[date]) -> None:
    assert since("C07", facts(term=term(**given))) == expected
    assert since("C07", facts(term=term(**given), reelection=way(group_formed_on=day("11-01")))) == []


@pytest.mark.parametrize(
    ("last", "on", "expected"),
    [
        ("05-20", "11-20", []),
        ("05-20", "11-21", [day("11-21")]),
        ("05-22", "11-23", []),  # 22 November is a Sunday
        ("11-24", "11-23", []),
        (None, "11-23", [date(2024, 9, 3)]),  # counted from the term's first day
    ],
)
def test_c09_six_months_without_activity(last: str | None, on: str, expected: list[date]) -> None:
    still = term(last_activity_on=day(last) if last else None)

    assert since("C09", facts(term=still), day(on)) == expected


def test_c09_counts_from_the_first_day_of_the_record_and_to_the_end_of_the_term() -> None:
    still, last = term(last_activity_on=None, ends_on=day("2027-03-31")), day("2027-03-31")

    assert since("C09", facts(term=still, known_from=day("10-01")), last) == []
    assert since("C09", facts(term=still, known_from=day("09-30")), last) == [last]
    over_before = term(last_activity_on=None, ends_on=day("2027-03-30"))
    assert since("C09", facts(term=over_before, known_from=day("09-30")), last) == []
