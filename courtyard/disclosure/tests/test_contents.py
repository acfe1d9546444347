"""What the estate's own data says is proposed: nobody types what is known."""

from datetime import UTC, date, datetime, timedelta

import pytest

from courtyard.cases.tests.build import resolved
from courtyard.conftest import MONDAY_9AM, SHANGHAI, Court
from courtyard.core.disclosures import Due, Row
from courtyard.disclosure.contents import proposed
from courtyard.disclosure.contents.books import _half_year
from courtyard.disclosure.contents.registry import Scope
from courtyard.disclosure.tests.build import known, wall
from courtyard.money.actions.revenue_plans import approve_plan
from courtyard.money.tests import revenue
from courtyard.money.tests.build import book
from courtyard.money.tests.test_revenue_plans import UPKEEP, planned
from courtyard.services.tests import planning

pytestmark = pytest.mark.usefixtures("clock")
DAY = timedelta(days=1)
NOVEMBER = datetime(2026, 11, 20, 9, 0, tzinfo=MONDAY_9AM.tzinfo)


def rows(court: Court, code: str, at: datetime = MONDAY_9AM) -> dict[str, Row]:
    """Of the newest occasion of a disclosure."""
    found: list[Due] = [due for due in known(court, at).dues if due.line.id == code]
    return {row.label: row for row in proposed(court.estate, found[-1], at)}


def test_what_is_let_is_listed_with_whom_and_for_how_much_while_it_goes_on(court: Court) -> None:
    wall(court)
    book(court)
    revenue.project(court)
    revenue.project(court, name="去年的灯箱", until=date(2026, 5, 31))

    found = rows(court, "D11")

    assert list(found) == ["电梯轿厢广告"]
    assert found["电梯轿厢广告"].amounts == {"fen": 600_00}
    assert "灿烂传媒公司" in found["电梯轿厢广告"].text


def test_next_years_plan_is_told_purpose_by_purpose_once_it_was_decided(court: Court) -> None:
    wall(court)
    book(court)
    plan = planned(court, year=2027, words={UPKEEP: "修大门"})
    assert rows(court, "D12", NOVEMBER) == {}

    decision = revenue.decided(court, "公共收益年度使用计划", "other")
    approve_plan(plan.pk, revenue.by_assembly(decision), by=court.yan, at=MONDAY_9AM)

    assert [(row.amounts, row.text) for row in rows(court, "D12", NOVEMBER).values()] == [({"fen": 3_000_00}, "修大门")]


def test_equipment_says_when_it_was_done_last_and_is_due_next(court: Court) -> None:
    wall(court)
    work = planning.planned(court)
    assert "还没有做" in rows(court, "D22")["电梯维护保养"].text

    planning.proved(planning.turns(work)[0], court)

    text = rows(court, "D22")["电梯维护保养"].text
    assert ("2026年6月8日" in text, "2026年6月23日" in text) == (True, True)


def test_a_quarters_report_counts_what_was_done_in_time(court: Court) -> None:
    wall(court)
    work = planning.planned(court, rhythm=planning.rhythm(first_on=planning.TODAY))
    planning.proved(planning.turns(work)[0], court)
    resolved(court)

    said = {name: row.text for name, row in rows(court, "D19", MONDAY_9AM + 2 * DAY).items()}

    assert said["设施设备"] == "计划养护1次，按时1次；诉求1件，按时办结1件"


@pytest.mark.parametrize("hour", [0, 7, 9])
def test_a_half_year_without_a_period_ends_where_the_estates_month_begins(court: Court, hour: int) -> None:
    """In Shanghai it is July hours before it is July in UTC."""
    first_of_july = datetime(2026, 7, 1, hour, 30, tzinfo=SHANGHAI).astimezone(UTC)
    ours = Scope(court.estate, "", None, first_of_july)

    assert _half_year(ours) == (date(2026, 1, 1), date(2026, 6, 30))
