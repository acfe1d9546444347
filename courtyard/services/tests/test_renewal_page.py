"""What the page of quality says of renewing the company, and what its figure of requests is made of."""

from datetime import timedelta

import pytest
from pytest_django import DjangoAssertNumQueries

from courtyard.cases.models import Case
from courtyard.conftest import MONDAY_9AM, Court
from courtyard.places.rules import rules_of
from courtyard.services.models import Contract, CreditPoint
from courtyard.services.queries.evidence import Asked, requests_of
from courtyard.services.queries.satisfaction import renewal_of
from courtyard.services.tests import build
from courtyard.services.tests.build import TODAY
from courtyard.services.tests.rating import CLOSED
from courtyard.services.tests.reading import queries_of, read
from courtyard.services.tests.test_evidence import AFTER, SECOND, asked
from courtyard.services.tests.test_satisfaction import rated
from courtyard.trail.tests.clock import Clock

PAGE = "/e/plum/quality/"
REQUESTS = f"{PAGE}2026Q2/requests/"
DAY = timedelta(days=1)


def rows(court: Court) -> list[str]:
    """The conditions as the page says them, one line each."""
    page = read(court.lin, PAGE).partition('id="renewal"')[2].partition("<tbody>")[2].partition("</tbody>")[0]
    return page.split("</tr>")[:-1]


def pointed(contract: Contract, court: Court, points: int) -> None:
    CreditPoint.objects.create(
        company=contract.company, node=court.estate.node, seat=court.district, points=points, rule="repair_late",
        rulebook="cn-shanghai/2026.2", happened_on=TODAY, reason="晚", evidence="记录", given_by=court.shi,
        state=CreditPoint.State.PUBLIC, told_at=MONDAY_9AM, object_until=MONDAY_9AM + DAY, public_on=TODAY,
        correctable_on=TODAY, expires_on=TODAY + 365 * DAY,
    )  # fmt: skip


@pytest.mark.usefixtures("clock")
def test_each_condition_has_its_value_its_limit_and_its_answer(court: Court) -> None:
    contract = build.contract(court)
    rated(court, "2026Q1", homes=12, general=3, cleaning=5)
    pointed(contract, court, 3)

    satisfied, credit, grade = rows(court)

    said = ("50%", "12 of 24 marks are good, in 1 quarter", "80% or more", "not met")
    assert [words in satisfied for words in said] == [True] * 4
    assert [words in credit for words in ("3 points", "fewer than 6 points", "not met")] == [True, True, False]
    assert ("not kept here" in grade, "ask the housing office" in grade) == (True, True)
    assert "As it stands today, no" in read(None, PAGE)


@pytest.mark.usefixtures("clock")
def test_nine_homes_say_nothing_and_nothing_is_held_against_the_company(court: Court) -> None:
    build.contract(court)
    rated(court, "2026Q1", homes=9, general=1)

    assert "not enough answers" in rows(court)[0]
    assert "As it stands today, no" not in read(None, PAGE)


@pytest.mark.usefixtures("clock")
def test_six_points_are_too_many(court: Court) -> None:
    pointed(build.contract(court), court, 6)

    assert "not met" in rows(court)[1]


@pytest.mark.usefixtures("clock")
def test_it_is_said_of_today_so_beside_the_newest_quarter_only(court: Court) -> None:
    build.contract(court)

    assert 'id="renewal"' in read(None, PAGE)
    assert 'id="renewal"' not in read(None, f"{PAGE}2025Q4/")


@pytest.mark.usefixtures("clock")
def test_without_a_company_nothing_is_said(court: Court) -> None:
    assert 'id="renewal"' not in read(None, PAGE)


@pytest.mark.parametrize("quarters", [1, 3])
def test_it_takes_three_questions(
    court: Court, django_assert_num_queries: DjangoAssertNumQueries, quarters: int
) -> None:
    build.contract(court)
    for quarter in ("2026Q1", "2025Q4", "2025Q3")[:quarters]:
        rated(court, quarter, general=4)

    with django_assert_num_queries(3):
        renewal_of(court.estate, TODAY)


def test_requests_are_counted_by_field_each_as_one(court: Court) -> None:
    asked(court, "cleaning")
    asked(court, "cleaning", late=True, returns=1)
    asked(court, "lift", done=False)
    asked(court, "noise", party="ju")
    rule = rules_of(court.estate).quality
    assert rule is not None

    found = requests_of(court.estate, SECOND, rule, AFTER)

    assert (found["cleaning"], found["facilities"]) == (
        Asked(in_time=1, late=1, returned=1), Asked(missing=1),
    )  # fmt: skip
    assert found["order"] == Asked()


def test_everybody_reads_how_many_and_each_reader_opens_their_own(court: Court, clock: Clock) -> None:
    case = asked(court, "cleaning")
    clock.go_on_to(CLOSED)
    mine = f"/e/plum/cases/{Case.objects.get(pk=case.pk).number}/"

    assert [mine in read(person, REQUESTS) for person in (None, court.far, court.lin)] == [False, False, True]
    assert "Sign in" in read(None, REQUESTS)


def test_the_page_of_requests_asks_the_same_however_many_there_are(court: Court, clock: Clock) -> None:
    asked(court, "cleaning")
    clock.go_on_to(CLOSED)
    once = queries_of(court.lin, REQUESTS)
    for category in ("cleaning", "lift", "cleaning"):
        asked(court, category)

    assert queries_of(court.lin, REQUESTS) == once
