"""C28, C29, C32 and C34 to C37 from the wall and from audits: not up by its day, and found no more once it is."""

from datetime import date, datetime
from typing import Any

import pytest

from courtyard.committee.actions.reports import Report as OfYear
from courtyard.committee.actions.reports import post_report
from courtyard.committee.models import Committee
from courtyard.committee.tests.sitting import in_office
from courtyard.compliance.gathering import gather
from courtyard.compliance.models import Finding
from courtyard.compliance.tests import build, money
from courtyard.compliance.tests.build import DAY, look, rows_of
from courtyard.compliance.tests.test_look import read
from courtyard.conftest import MONDAY_9AM, SHANGHAI, Court
from courtyard.disclosure.actions.publications import take_down
from courtyard.disclosure.tests.build import published, wall
from courtyard.duties.chores import owe_scheduled
from courtyard.duties.models import Duty
from courtyard.money.actions.audits import Report, receive_audit
from courtyard.money.tests import revenue
from courtyard.money.tests.build import book, leg

AUG_1 = date(2026, 8, 1)
JULY_16 = date(2026, 7, 16)
NEW_YEAR = date(2027, 1, 1)


def at(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 9, tzinfo=SHANGHAI)


def said(court: Court, code: str, on: date) -> list[tuple[Any, ...]]:
    """What one check finds: its case, its severity, and whose it is."""
    rows = [row.finding for row in rows_of(court, code, on)]
    return [(one.fields.get("case", ""), one.severity, one.bearer) for one in rows]


def keeps(court: Court) -> None:
    """Plum Court has a committee and a wall, books with some of the fund in them, and advertisements in its lifts."""
    build.known(court)
    in_office(court)
    book(
        court, leg("revenue_bank", "revenue_undistributed", 500_00), leg("fund_bank", "fund_undistributed", 900_00)
    )  # fmt: skip
    wall(court)
    revenue.project(court)


def test_c28_the_funds_accounts_are_up_in_july(court: Court) -> None:
    keeps(court)
    assert said(court, "C28", AUG_1 - DAY) == []
    assert said(court, "C28", AUG_1) == [("", "breach", "ye")]

    published(court, "D08:2026-H2", by=court.yan, at=at(AUG_1))

    assert said(court, "C28", AUG_1) == []


def test_c28_books_that_never_had_money_of_the_fund_keep_none(court: Court) -> None:
    build.known(court)
    in_office(court)
    book(court)
    wall(court)

    assert said(court, "C28", AUG_1) == []
    assert gather([court.estate], AUG_1)[court.estate.pk].fund_keeper is None


def test_nothing_is_asked_that_was_due_before_the_wall_or_the_books(court: Court) -> None:
    build.known(court)
    in_office(court)
    book(court, leg("fund_bank", "fund_undistributed", 900_00))
    wall(court, since=date(2025, 1, 1))

    facts = gather([court.estate], AUG_1 - DAY)[court.estate.pk]

    assert (facts.published_from, facts.fund_kept_from) == (date(2025, 1, 1), MONDAY_9AM.date())
    assert said(court, "C28", AUG_1 - DAY) == []


@pytest.mark.parametrize(("collector", "bearer"), [("wu", "wu"), ("ye", "ye")])
def test_c29_whoever_collects_the_revenue_posts_its_accounts(court: Court, collector: str, bearer: str) -> None:
    build.known(court)
    in_office(court)
    book(court)
    wall(court)
    revenue.project(court, collector=collector)
    assert said(court, "C29", JULY_16 - DAY) == []
    assert said(court, "C29", JULY_16) == [("", "breach", bearer)]

    published(court, by={"wu": court.zhu, "ye": court.yan}[bearer], at=at(JULY_16))

    assert said(court, "C29", JULY_16) == []


def test_c29_where_nothing_is_let_nobody_knows_who_keeps_it(court: Court) -> None:
    build.known(court)
    book(court)
    wall(court)

    assert said(court, "C29", JULY_16) == []


def test_c32_next_years_plan_is_up_by_the_end_of_the_year(court: Court) -> None:
    keeps(court)
    assert said(court, "C32", NEW_YEAR) == [("", "breach", "ye")]

    published(court, "D12:2026", by=court.yan, at=at(date(2026, 12, 20)))

    assert said(court, "C32", NEW_YEAR) == []


def test_c34_no_audit_of_the_year(court: Court) -> None:
    keeps(court)
    day = date(2027, 7, 1)
    assert said(court, "C34", date(2026, 7, 1)) == said(court, "C34", day - DAY) == []
    assert said(court, "C34", day) == [("none", "breach", "ye")]

    money.audited(court, at=at(date(2026, 12, 1)), on=date(2026, 12, 1))

    assert ("report", "breach", "ye") in said(court, "C34", day)
    assert ("none", "breach", "ye") not in said(court, "C34", day)


def test_c34_that_an_audit_is_commissioned_is_posted_for_seven_days(court: Court) -> None:
    keeps(court)
    asked = date(2026, 12, 1)
    one = money.audited(court, at=at(asked), on=asked)
    assert said(court, "C34", date(2026, 12, 8)) == []
    assert said(court, "C34", date(2026, 12, 9)) == [("unposted", "breach", "ye")]

    notice = published(court, f"D13:{one.pk.hex}", by=court.yan, at=at(asked))
    assert said(court, "C34", date(2026, 12, 9)) == []
    take_down(notice.pk, by=court.yan, at=at(date(2026, 12, 10)))

    assert said(court, "C34", date(2026, 12, 20)) == []


def test_c34_is_the_sub_districts_where_it_asked_for_the_audit(court: Court) -> None:
    keeps(court)
    asked = date(2026, 12, 1)
    money.audited(court, by=court.jie, at=at(asked), on=asked)

    assert said(court, "C34", date(2026, 12, 9)) == [("unposted", "breach", "jie")]


def test_c34_an_audit_of_the_companys_service_money_is_another(court: Court) -> None:
    keeps(court)
    asked = date(2026, 12, 1)
    money.audited(court, at=at(asked), on=asked, fund="fees")

    assert said(court, "C34", date(2026, 12, 9)) == []
    assert said(court, "C34", date(2027, 7, 1)) == [("none", "breach", "ye")]


def test_c35_the_report_is_up_three_days_after_it_came(court: Court) -> None:
    keeps(court)
    asked, came = date(2026, 12, 1), date(2027, 3, 1)
    one = money.audited(court, at=at(asked), on=asked)
    report = Report(on=came, words="账实相符。", file=revenue.paper(court), looked=True)
    receive_audit(one.pk, report, by=court.yan, at=at(came))
    assert said(court, "C35", date(2027, 3, 4)) == []
    assert said(court, "C35", date(2027, 3, 5)) == [("year_unposted", "breach", "ye")]
    assert said(court, "C34", date(2027, 7, 1)) == [("unposted", "breach", "ye")]

    published(court, f"D14b:{one.pk.hex}", by=court.yan, at=at(came))

    assert said(court, "C35", date(2027, 3, 5)) == []


def succession(court: Court) -> Committee:
    """A second committee, elected in July."""
    keeps(court)
    one = Committee.objects.get(estate=court.estate)
    day = date(2026, 7, 20)
    one.number, one.elected_on, one.starts_on, one.ends_on = 2, day, day, date(2031, 7, 19)
    one.save(update_fields=["number", "elected_on", "starts_on", "ends_on"])
    return one


def test_c36_the_term_before_is_audited_within_a_month(court: Court) -> None:
    one = succession(court)
    day = date(2026, 8, 21)
    assert said(court, "C36", day - DAY) == []
    assert said(court, "C36", day) == [("", "breach", "ye")]

    published(court, f"D15:{one.pk.hex}", by=court.yan, at=at(date(2026, 8, 18)))

    assert said(court, "C36", day) == said(court, "C35", day) == []


def test_c37_the_committees_report_on_its_year_is_posted_on_the_wall_or_by_its_own_deed(court: Court) -> None:
    keeps(court)
    assert said(court, "C37", NEW_YEAR) == [("", "breach", "ye")]

    post_report(
        OfYear(estate=court.estate, year=2026, words="这一年做了这些事。"), by=court.yan, at=at(date(2026, 12, 30))
    )

    assert said(court, "C37", NEW_YEAR) == []
    assert len(said(court, "C37", date(2028, 1, 1))) == 1


def test_what_the_calendar_owes_is_not_owed_twice(court: Court) -> None:
    keeps(court)
    owe_scheduled(at(JULY_16 - 20 * DAY))

    look(court, at(AUG_1))

    row = Finding.objects.get(estate=court.estate, check_id="C28")
    assert (row.subject, row.key) == ("D08:2026-H2", "")
    assert Duty.objects.filter(estate=court.estate, key__endswith="D08:2026-H2").count() == 1


def test_the_health_page_shows_what_is_not_posted(court: Court) -> None:
    keeps(court)

    page = read(court.lin, f"/e/{court.estate.code}/health/?on=2026-08-01")

    assert "上海市住宅物业管理规定第六十六条" in page.split('id="order"')[0]
