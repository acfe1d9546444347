"""How satisfied homes are: from the last four quarters, with the company that serves, in two questions."""

from datetime import date, timedelta
from typing import Any

import pytest
from pytest_django import DjangoAssertNumQueries

from courtyard.conftest import Court
from courtyard.core.satisfaction import Satisfaction
from courtyard.services.models import Contract, Rating
from courtyard.services.queries.satisfaction import satisfaction_of, serving_on
from courtyard.services.tests import build
from courtyard.services.tests.build import ENDS, STARTS, TODAY

DAY = timedelta(days=1)


def rated(court: Court, quarter: str, homes: int = 10, **marks: int) -> None:
    for _ in range(homes):
        Rating.objects.create(estate=court.estate, quarter=quarter, **marks)


def test_the_share_of_good_marks_counts_each_field_that_was_judged(court: Court) -> None:
    build.contract(court)
    rated(court, "2026Q1", general=5, cleaning=4, order=3)
    rated(court, "2025Q4", homes=12, green=1)
    rated(court, "2026Q2", general=1)

    found = satisfaction_of(court.estate, TODAY)

    assert found == Satisfaction(good=20, marks=42, homes=22, quarters=("2026Q1", "2025Q4"))
    assert found.enough


def test_nine_homes_are_not_enough(court: Court) -> None:
    build.contract(court)
    rated(court, "2026Q1", homes=9, general=1)

    assert satisfaction_of(court.estate, TODAY) == Satisfaction()


def test_a_new_company_begins_without_marks_and_the_same_one_keeps_its_own(court: Court) -> None:
    company = build.company(court)
    before: Any = {"state": Contract.State.ENDED, "ended_on": date(2026, 2, 28), "ended_why": "到期"}
    after: Any = {"starts_on": date(2026, 3, 1), "signed_on": date(2026, 2, 1), "by": build.catalogue(court)}
    old = build.contract(court, of=company, ends_on=date(2026, 2, 28), by=after["by"], **before)
    rated(court, "2026Q1", general=1)
    new = build.contract(court, of=company, **after)
    assert satisfaction_of(court.estate, TODAY).marks == 10

    new.company = build.company(court, "旁人物业", "OTHER")
    new.save(update_fields=["company"])

    assert satisfaction_of(court.estate, TODAY).marks == 0
    assert serving_on([old, new], date(2026, 2, 28)) == (company.pk, STARTS)
    assert serving_on([old, new], date(2026, 3, 1)) == (new.company_id, date(2026, 3, 1))


@pytest.mark.parametrize(
    ("more", "day", "serves"),
    [
        ({}, STARTS - DAY, False),
        ({}, STARTS, True),
        ({}, ENDS + DAY, True),  # nobody ended it: it runs on
        ({"leaves_on": TODAY}, TODAY, True),
        ({"leaves_on": TODAY}, TODAY + DAY, False),
        ({"state": "draft", "signed_on": None}, TODAY, False),
    ],
)
def test_a_company_serves_from_the_first_day_to_the_last(
    court: Court, more: dict[str, Any], day: date, serves: bool
) -> None:
    one = build.contract(court, **more)

    assert serving_on([one], day) == ((one.company_id, STARTS) if serves else None)


def test_without_a_contract_what_homes_said_is_still_there(court: Court) -> None:
    rated(court, "2026Q1", general=4)

    assert satisfaction_of(court.estate, TODAY).share == 1


@pytest.mark.parametrize("quarters", [1, 3])
def test_it_takes_two_questions(court: Court, django_assert_num_queries: DjangoAssertNumQueries, quarters: int) -> None:
    build.contract(court)
    for number in range(quarters):
        rated(court, f"2025Q{4 - number}", general=4)

    with django_assert_num_queries(2):
        satisfaction_of(court.estate, TODAY)
