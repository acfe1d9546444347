"""What the index is reckoned from: each source's outcomes in one quarter of Plum Court."""

from datetime import date, datetime, timedelta
from fractions import Fraction
from typing import Any

import pytest
from pytest_django import DjangoAssertNumQueries

from courtyard.cases.models import Case
from courtyard.cases.tests import build as cases
from courtyard.conftest import MONDAY_9AM, SHANGHAI, Court
from courtyard.core.quality import Evidence
from courtyard.core.quarters import Quarter
from courtyard.people.tests import build as people
from courtyard.places.rules import rules_of
from courtyard.services.models import Contract, Finding, Item, Rating, Round, Turn, Work
from courtyard.services.queries.evidence import evidence_of
from courtyard.services.tests import build

SECOND = Quarter(2026, 2)
AFTER = datetime(2026, 7, 2, 9, tzinfo=SHANGHAI)
DAY = timedelta(days=1)


def found(court: Court, at: datetime = AFTER, quarter: Quarter = SECOND) -> dict[str, dict[str, Evidence | None]]:
    rule = rules_of(court.estate).quality
    assert rule is not None
    return {field: dict(sources) for field, sources in evidence_of(court.estate, quarter, rule, at).items()}


def walked(
    court: Court, contract: Contract, outcomes: dict[str, str], *, on: datetime = MONDAY_9AM, finished: bool = True
) -> Round:
    """A round with one finding for each code of an item."""
    one = Round.objects.create(
        estate=court.estate, contract=contract, body=Round.Body.COMMITTEE, person=court.yan, begun_at=on,
        finished_at=on if finished else None, received_at=on if finished else None,
    )  # fmt: skip
    for code, outcome in outcomes.items():
        Finding.objects.create(
            estate=court.estate, round=one, item=Item.objects.get(code=code, catalogue=contract.catalogue),
            outcome=outcome, note="" if outcome == "pass" else "不行", seen_at=on, received_at=on,
        )  # fmt: skip
    return one


def planned(court: Court, contract: Contract, turns: list[tuple[date, date | None]], **more: Any) -> Work:
    work = Work.objects.create(
        estate=court.estate, contract=contract, field="facilities", what="电梯维保", every=15, unit="days",
        first_on=date(2026, 4, 1), next_on=date(2026, 7, 5), planned_by=court.zhu, planned_at=MONDAY_9AM, **more,
    )  # fmt: skip
    for number, (due_on, done_on) in enumerate(turns, start=1):
        Turn.objects.create(estate=court.estate, work=work, number=number, due_on=due_on, done_on=done_on)
    return work


def asked(court: Court, category: str, *, late: bool = False, done: bool = True, **more: Any) -> Case:
    """A case that the company had to put right by Monday's evening."""
    due = MONDAY_9AM + DAY / 3
    when = (due + DAY if late else due - DAY / 24) if done else None
    case = cases.triaged(court, category=category)
    state = {"state": "closed", "closed_at": when} if done else {}
    given: dict[str, Any] = {"due_at": due, "resolved_at": when, **state, **more}
    Case.objects.filter(pk=case.pk).update(**given)
    return case


def test_of_finished_rounds_what_passes_is_one_and_what_fails_nought(court: Court) -> None:
    contract = build.contract(court)
    walked(court, contract, {"2-1": "pass", "2-2": "fail", "5-1": "unseen"})
    walked(court, contract, {"2-1": "pass"}, on=MONDAY_9AM - DAY)
    walked(court, contract, {"2-2": "fail"}, finished=False)
    walked(court, contract, {"2-2": "fail"}, on=MONDAY_9AM - 90 * DAY)

    there = found(court)
    assert there["cleaning"]["inspections"] == Evidence(Fraction(2), 3)
    assert there["facilities"]["inspections"] == Evidence()


def test_a_turn_counts_once_it_was_due_or_done(court: Court) -> None:
    contract = build.contract(court)
    planned(
        court, contract,
        [(date(2026, 4, 15), date(2026, 4, 15)), (date(2026, 4, 30), date(2026, 5, 2)), (date(2026, 5, 15), None),
         (date(2026, 6, 30), None), (date(2026, 7, 1), None)],
    )  # fmt: skip

    assert found(court)["facilities"]["works"] == Evidence(Fraction(3, 2), 4)
    assert found(court, at=MONDAY_9AM)["facilities"]["works"] == Evidence(Fraction(3, 2), 3)


def test_a_turn_in_doubt_is_as_if_not_done(court: Court) -> None:
    work = planned(court, build.contract(court), [(date(2026, 4, 15), date(2026, 4, 15))])
    work.turns.update(done_on=None, doubted=True)

    assert found(court)["facilities"]["works"] == Evidence(Fraction(0), 1)


def test_a_field_without_planned_works_does_not_have_that_source(court: Court) -> None:
    planned(court, build.contract(court), [], until=date(2026, 4, 10), ended_why="换了做法")

    assert found(court)["facilities"]["works"] == Evidence()
    assert found(court)["green"]["works"] is None
    assert found(court, quarter=Quarter(2026, 1))["facilities"]["works"] is None


def test_a_case_counts_for_the_field_of_its_kind(court: Court) -> None:
    build.contract(court)
    asked(court, "lift")
    asked(court, "cleaning", late=True)

    there = found(court)
    assert there["facilities"]["cases"] == Evidence(Fraction(1), 1)
    assert there["cleaning"]["cases"] == Evidence(Fraction(1, 2), 1)


def test_all_cases_of_one_home_in_a_field_are_one_outcome(court: Court) -> None:
    build.contract(court)
    asked(court, "lift")
    asked(court, "water", done=False)
    asked(court, "lift", home=court.home)

    assert found(court)["facilities"]["cases"] == Evidence(Fraction(2, 3), 1)


def test_what_was_sent_back_is_worth_half(court: Court) -> None:
    build.contract(court)
    asked(court, "lift", returns=1)

    assert found(court)["facilities"]["cases"] == Evidence(Fraction(1, 2), 1)


@pytest.mark.parametrize("more", [{"party": "ju"}, {"state": "withdrawn"}, {"due_at": MONDAY_9AM - 120 * DAY}])
def test_what_was_not_the_companys_or_not_of_the_quarter_does_not_count(court: Court, more: dict[str, Any]) -> None:
    build.contract(court)
    asked(court, "lift", **more)

    assert found(court)["facilities"]["cases"] == Evidence()


def test_a_case_that_is_not_due_yet_says_nothing(court: Court) -> None:
    build.contract(court)
    asked(court, "lift", done=False)

    assert found(court, at=MONDAY_9AM)["facilities"]["cases"] == Evidence()
    assert found(court)["facilities"]["cases"] == Evidence(Fraction(0), 1)


def test_marks_from_one_to_five_are_nought_to_one(court: Court) -> None:
    homes = court.building.homes.count()
    for mark in (1, 3, 5):
        Rating.objects.create(estate=court.estate, quarter="2026Q2", green=mark)
    Rating.objects.create(estate=court.estate, quarter="2026Q1", green=5)
    Rating.objects.create(estate=court.other, quarter="2026Q2", green=5)

    there = found(court)
    assert there["green"]["ratings"] == Evidence(Fraction(3, 2), 3, out_of=homes)
    assert there["order"]["ratings"] == Evidence(Fraction(0), 0, out_of=homes)


@pytest.mark.parametrize("times", [1, 3])
def test_the_same_queries_however_much_there_is(
    court: Court, times: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    contract = build.contract(court)
    for number in range(times):
        walked(court, contract, {"2-1": "pass"}, on=MONDAY_9AM - number * DAY)
        planned(court, contract, [(date(2026, 4, 15), date(2026, 4, 15))])
        asked(court, "lift", reporter=people.person(f"甲{number}", court.estate.node))
        Rating.objects.create(estate=court.estate, quarter="2026Q2", green=4)
    rule = rules_of(court.estate).quality
    assert rule is not None

    with django_assert_num_queries(7):
        evidence_of(court.estate, SECOND, rule, AFTER)
