"""C08 and C10 to C14: what is found about the committee's meetings and decisions."""

from datetime import date
from typing import Any
from uuid import UUID

import pytest

from courtyard.core.compliance.facts import MeetingRequest
from courtyard.core.tests.estate_facts import day, decision, facts, findings, meeting, since, term, told

BREACH, WARNING = "breach", "warning"
YOUNG = term(starts_on=day("09-01"), ends_on=day("2030-08-31"))


@pytest.mark.parametrize(
    ("held", "on", "expected"),
    [
        ([], "11-02", []),  # 1 November is a Sunday
        ([], "11-03", [("", BREACH, "ye")]),
        (["11-02"], "11-23", []),
        (["11-03"], "11-23", [("closed", WARNING, "ye")]),
        (["11-03"], "2027-11-03", [("", BREACH, "ye"), ("closed", WARNING, "ye")]),
        (["11-03"], "2027-11-04", [("", BREACH, "ye")]),  # told for a year
    ],
)
def test_c08_the_committee_meets_every_two_months(held: list[str], on: str, expected: list[Any]) -> None:
    given = facts(term=YOUNG, meetings=tuple(meeting(day(one)) for one in held))

    assert sorted(told("C08", given, day(on))) == expected


def test_c08_a_gap_keeps_its_day_and_its_name_when_a_meeting_closes_it() -> None:
    given = facts(term=YOUNG, meetings=(meeting(day("11-10")),))

    [still], [closed] = findings("C08", given, day("11-09")), findings("C08", given, day("11-10"))

    assert (still.since, still.subject) == (closed.since, closed.subject) == (day("11-03"), f"{YOUNG.id}/2026-09-01")


def test_c08_counts_from_the_first_day_of_the_record_and_to_the_end_of_the_term() -> None:
    assert since("C08", facts(meetings=(), known_from=day("09-21"))) == []
    assert since("C08", facts(meetings=(), known_from=day("09-20"))) == [day("11-21")]
    assert since("C08", facts(meetings=(), known_from=day("09-20"), term=term(ends_on=day("11-20")))) == []
    assert since("C08", facts(meetings=(), known_from=day("09-20"), term=term(last_meeting_on=day("10-01")))) == []


@pytest.mark.parametrize(("members", "attended", "found"), [(5, 3, False), (5, 2, True), (6, 3, True), (7, 4, False)])
def test_c10_more_than_half_attend(members: int, attended: int, found: bool) -> None:
    given = facts(term=YOUNG, meetings=(meeting(day("10-20"), members=members, attended=attended),))

    assert told("C10", given) == ([("meeting", BREACH, "ye")] if found else [])
    assert since("C10", given) == ([day("10-20")] if found else [])


@pytest.mark.parametrize(("members", "signed", "found"), [(5, 3, False), (5, 2, True), (6, 3, True), (7, 4, False)])
def test_c10_more_than_half_of_all_sign(members: int, signed: int, found: bool) -> None:
    given = facts(decisions=(decision(day("11-20"), members=members, signed=signed),))

    assert told("C10", given) == ([("decision", BREACH, "ye")] if found else [])


@pytest.mark.parametrize(
    ("held", "on", "found"),
    [
        ("10-20", "10-19", False),
        ("10-20", "10-20", True),
        ("10-20", "2027-10-20", True),
        ("10-20", "2027-10-21", False),
    ],
)
def test_c10_c11_and_c14_are_told_for_a_year(held: str, on: str, found: bool) -> None:
    bad = meeting(day(held), attended=2, by_proxy=1, residents_invited=False)
    given = facts(meetings=(bad,))

    assert [since(code, given, day(on)) for code in ("C10", "C11", "C14")] == [[day(held)] if found else []] * 3


@pytest.mark.parametrize(("by_proxy", "found"), [(0, False), (1, True)])
def test_c11_members_attend_in_person(by_proxy: int, found: bool) -> None:
    given = facts(meetings=(meeting(day("10-20"), by_proxy=by_proxy),))

    assert told("C11", given) == ([("", BREACH, "ye")] if found else [])


@pytest.mark.parametrize(
    ("asking", "members", "met_on", "on", "expected"),
    [
        (2, 6, None, "11-16", []),
        (2, 6, None, "11-17", [day("11-17")]),  # exactly a third asks
        (1, 5, None, "11-17", []),
        (2, 5, "11-18", "11-17", [day("11-17")]),
        (2, 5, "11-18", "11-18", []),
    ],
)
def test_c12_a_meeting_asked_for_is_held_within_seven_days(
    asking: int, members: int, met_on: str | None, on: str, expected: list[date]
) -> None:
    ask = MeetingRequest(UUID(int=5), day("11-09"), members, asking, day(met_on) if met_on else None)

    assert since("C12", facts(requests=(ask,)), day(on)) == expected
    assert since("C12", facts(requests=(ask,), known_from=day("11-17")), day(on)) == []


@pytest.mark.parametrize(
    ("posted_on", "told_on", "on", "expected"),
    [
        (None, None, "11-20", []),
        (None, None, "11-21", [("neither", BREACH, "ye")]),
        ("11-18", None, "11-21", [("untold", BREACH, "ye")]),
        (None, "11-18", "11-21", [("unposted", BREACH, "ye")]),
        ("11-23", "11-18", "11-22", [("unposted", BREACH, "ye")]),
        ("11-23", "11-18", "11-23", []),
    ],
)
def test_c13_a_decision_is_posted_and_told_within_three_days(
    posted_on: str | None, told_on: str | None, on: str, expected: list[Any]
) -> None:
    one = decision(
        day("11-17"), posted_on=day(posted_on) if posted_on else None, told_on=day(told_on) if told_on else None
    )

    assert told("C13", facts(decisions=(one,)), day(on)) == expected
    assert since("C13", facts(decisions=(one,)), day(on)) == [day("11-21")] * len(expected)
    assert since("C13", facts(decisions=(one,), known_from=day("11-21")), day(on)) == []


@pytest.mark.parametrize(("invited", "found"), [(True, False), (False, True)])
def test_c14_the_residents_committee_is_invited(invited: bool, found: bool) -> None:
    given = facts(meetings=(meeting(day("10-20"), residents_invited=invited),))

    assert told("C14", given) == ([("", WARNING, "ye")] if found else [])
    assert since("C14", facts(meetings=given.meetings, known_from=day("10-21"))) == []
