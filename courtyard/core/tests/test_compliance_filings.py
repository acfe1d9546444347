"""C20 to C24: what is found about filing, posting and handing over."""

from datetime import date
from typing import Any
from uuid import UUID

import pytest

from courtyard.core.compliance import Facts
from courtyard.core.compliance.facts import Change, FormerMember
from courtyard.core.tests.estate_facts import day, facts, since, term, told, way

ID = UUID(int=7)


def elected(**given: Any) -> Any:
    return {"term": term(elected_on=day("10-20"), **given)}


def named(**given: Any) -> Any:
    return {"term": term(elected_on=day("11-16"), **given)}


def changed(on: str, filed_on: date | None) -> Any:
    return {"changes": (Change(ID, "补选两名委员", day(on), filed_on),)}


def formed(handed_over_on: date | None) -> Any:
    return {"reelection": way(group_formed_on=day("11-09"), handed_over_on=handed_over_on)}


def left(handed_over_on: date | None, keeps: bool = True) -> Any:
    return {"former": (FormerMember(ID, day("11-09"), handed_over_on, keeps),)}


@pytest.mark.parametrize(
    ("code", "bearer", "undone", "done_later"),
    [
        ("C20", "ye", elected(filed_on=None), elected(filed_on=day("11-22"))),
        ("C21", "ye", changed("10-20", None), changed("10-20", day("11-22"))),
        ("C22", "group", named(names_posted_on=None), named(names_posted_on=day("11-22"))),
        ("C23", "ye", formed(None), formed(day("11-22"))),
        ("C24", "ye", left(None), left(day("11-22"))),
    ],
)
def test_what_is_due_on_19_november_is_late_from_the_next_day_until_it_is_done(
    code: str, bearer: str, undone: Any, done_later: Any
) -> None:
    def on(text: str, given: Any) -> list[date]:
        return since(code, facts(**given), day(text))

    assert (on("11-19", undone), on("11-20", undone)) == ([], [day("11-20")])
    assert (on("11-21", done_later), on("11-22", done_later)) == ([day("11-20")], [])
    assert told(code, facts(**undone)) == [("", "breach", bearer)]
    assert on("11-23", {**undone, "known_from": day("11-19")}) == [day("11-20")]
    assert on("11-23", {**undone, "known_from": day("11-20")}) == []


def test_a_period_that_ends_on_a_day_off_ends_on_the_next_that_is_not() -> None:
    given = facts(**changed("10-15", None))  # 14 November is a Saturday

    assert since("C21", given, day("11-16")) == []
    assert since("C21", given, day("11-17")) == [day("11-17")]


@pytest.mark.parametrize(
    ("code", "given"), [("C20", facts()), ("C22", facts()), ("C23", facts(reelection=way())), ("C24", facts())]
)
def test_nothing_is_found_where_nothing_is_owed(code: str, given: Facts) -> None:
    assert since(code, given) == []
    assert since("C24", facts(**left(None, keeps=False))) == []
    assert since("C20", facts(term=None)) == since("C22", facts(term=None)) == []
