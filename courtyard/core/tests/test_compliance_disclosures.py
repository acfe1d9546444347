"""C28, C29, C32 and C34 to C37: accounts, plans, reports and audits, by their days, held against whose they are."""

from datetime import date
from typing import Any
from uuid import UUID

import pytest

from courtyard.core.compliance import Facts
from courtyard.core.compliance.money_facts import Audit
from courtyard.core.disclosures import Published
from courtyard.core.tests.estate_facts import KNOWN_FROM, TODAY, day, facts, findings, since, term, told

BREACH, WARNING = "breach", "warning"
ID = UUID(int=8)


def up(line: str, occasion: str, on: str) -> Published:
    return Published(line, occasion, day(on))


FUND = (up("fund_accounts", "2026-H1", "01-20"), up("fund_accounts", "2026-H2", "07-31"))
REVENUE = (
    up("revenue_accounts", "2026-Q2", "04-15"), up("revenue_accounts", "2026-Q3", "07-14"),
    up("revenue_accounts", "2026-Q4", "10-15"),
)  # fmt: skip


def kept(*published: Published, **given: Any) -> Facts:
    """Plum Court keeps what it publishes on this record since the new year, and its company keeps the revenue."""
    usual: dict[str, Any] = {
        "published_from": day("01-01"), "fund_keeper": "ye", "revenue_keeper": "wu", "published": published,
    }  # fmt: skip
    return facts(**{**usual, **given})


def test_what_is_published_in_time_alarms_nobody() -> None:
    for code in ("C28", "C29", "C32", "C37"):
        assert findings(code, kept(*FUND, *REVENUE)) == []


def test_c28_the_funds_accounts_are_up_in_january_and_in_july() -> None:
    late = kept(FUND[0])

    assert since("C28", late, day("07-31")) == []
    assert since("C28", late, day("08-01")) == [day("08-01")]
    assert told("C28", late) == [("", BREACH, "ye")]
    assert findings("C28", late)[0].fields == {
        "first_on": day("01-01"), "last_on": day("06-30"), "due_on": day("07-31"),
    }  # fmt: skip


def test_c28_putting_them_up_later_ends_it_and_does_not_stand_for_the_half_year_before() -> None:
    assert since("C28", kept(up("fund_accounts", "2026-H2", "11-01")), day("11-02")) == [day("02-01")]
    assert since("C28", kept(FUND[0], up("fund_accounts", "2026-H2", "11-01")), day("11-02")) == []


def test_c28_is_the_keepers_and_of_an_account_that_nobody_knows_it_says_nothing() -> None:
    assert told("C28", kept(FUND[0], fund_keeper="wu")) == [("", BREACH, "wu")]
    assert told("C28", kept(FUND[0], fund_keeper="wu", term=None)) == [("", BREACH, "wu")]
    assert told("C28", kept(FUND[0], fund_keeper=None)) == []


def test_c28_a_committee_does_not_answer_for_a_day_before_it_sat_or_when_none_sits() -> None:
    new = term(starts_on=day("08-01"), elected_on=day("07-20"), activity_from=day("08-01"))

    assert told("C28", kept(FUND[0], term=new)) == []
    assert told("C28", kept(FUND[0], term=None)) == []
    assert told("C28", kept(FUND[0], term=term(ends_on=day("07-30")))) == []


def test_nothing_is_asked_that_was_due_before_this_record_kept_what_is_published() -> None:
    assert told("C28", kept(published_from=None)) == []
    assert told("C28", kept(published_from=day("08-01"))) == []
    assert told("C28", kept(known_from=day("08-01"))) == []


def test_of_an_account_nothing_is_asked_that_was_due_before_its_keeper_was_known() -> None:
    late = kept(FUND[0], fund_kept_from=day("08-01"), revenue_kept_from=day("10-15"))

    assert told("C28", late) == []
    assert since("C28", late, day("2027-02-01")) == [day("2027-02-01")]
    assert since("C29", late) == [day("10-16")]


def test_what_is_long_past_is_told_for_a_year() -> None:
    late = kept(FUND[0], *(up("fund_accounts", one, "2027-01-01") for one in ("2027-H1", "2027-H2")))

    assert len(findings("C28", late, day("2027-07-31"))) == 1
    assert findings("C28", late, day("2027-08-01")) == []


@pytest.mark.parametrize(("on", "found"), [("10-15", []), ("10-16", ["10-16"]), ("11-23", ["10-16"])])
def test_c29_the_revenues_accounts_are_up_by_the_fifteenth(on: str, found: list[str]) -> None:
    assert since("C29", kept(*REVENUE[:2]), day(on)) == [day(one) for one in found]


@pytest.mark.parametrize(("keeper", "bearers"), [("wu", ["wu"]), ("ye", ["ye"]), (None, [])])
def test_c29_is_never_the_committees_where_the_company_keeps_the_account(
    keeper: str | None, bearers: list[str]
) -> None:
    assert [bearer for _, _, bearer in told("C29", kept(*REVENUE[:2], revenue_keeper=keeper))] == bearers


def test_c32_a_plan_for_next_years_revenue_is_up_by_the_end_of_the_year() -> None:
    without = kept()

    assert since("C32", without, day("12-31")) == []
    assert since("C32", without, day("2027-01-01")) == [day("2027-01-01")]
    assert told("C32", without, day("2027-01-01")) == [("", BREACH, "ye")]
    assert findings("C32", without, day("2027-01-01"))[0].fields["first_on"] == day("2027-01-01")
    assert since("C32", kept(up("revenue_plan", "2026", "12-20")), day("2027-01-01")) == []
    assert since("C32", kept(revenue_keeper=None), day("2027-01-01")) == []


def test_c37_the_committee_reports_on_each_year() -> None:
    assert since("C37", kept(), day("12-31")) == []
    assert since("C37", kept(), day("2027-01-01")) == [day("2027-01-01")]
    assert told("C37", kept(), day("2027-01-01")) == [("", BREACH, "ye")]
    assert since("C37", kept(up("annual_report", "2026", "12-31")), day("2027-01-01")) == []
    assert since("C37", kept(term=None), day("2027-01-01")) == []


def audited(*audits: Audit, **given: Any) -> Facts:
    return kept(audits=audits, **{"audits_from": day("03-01"), **given})


def year(**given: Any) -> Audit:
    """The audit of 2025, done as it should be."""
    usual: dict[str, Any] = {
        "commissioned_on": day("03-10"), "notice_on": day("03-11"), "received_on": day("06-10"),
        "posted_on": day("06-11"),
    }  # fmt: skip
    return Audit(ID, "year", 2025, **{**usual, **given})


def test_an_audit_done_in_time_alarms_nobody() -> None:
    for on in (day("03-12"), day("06-30"), day("07-01"), TODAY):
        assert findings("C34", audited(year()), on) == findings("C35", audited(year()), on) == []


def test_c34_the_report_is_there_by_the_end_of_june() -> None:
    late = audited(year(received_on=None, posted_on=None))

    assert since("C34", late, day("06-30")) == []
    assert since("C34", late, day("07-01")) == [day("07-01")]
    assert told("C34", late, day("07-01")) == [("report", BREACH, "ye")]
    assert told("C34", audited(), day("07-01")) == [("none", BREACH, "ye")]
    assert told("C34", audited(year(received_on=day("07-20"))), day("07-20")) == []


def test_c34_is_the_sub_districts_where_it_commissioned_the_audit() -> None:
    assert told("C34", audited(year(received_on=None, commissioned_by="jie"))) == [("report", BREACH, "jie")]


@pytest.mark.parametrize(
    "given",
    [
        {"audits_from": None},
        {"audits_from": day("07-01")},
        {"fund_keeper": None, "revenue_keeper": None},
        {"term": None},
    ],
)
def test_c34_asks_nothing_of_an_estate_it_does_not_know(given: dict[str, Any]) -> None:
    assert told("C34", audited(**given)) == []


def test_c34_that_it_was_commissioned_hangs_for_seven_days() -> None:
    unposted = audited(year(notice_on=None))
    short = audited(year(notice_until=day("03-15")))

    assert since("C34", unposted, day("03-17")) == []
    assert since("C34", unposted, day("03-18")) == [day("03-18")]
    assert told("C34", unposted, day("03-18")) == [("unposted", BREACH, "ye")]
    assert told("C34", short, day("03-18")) == [("down", BREACH, "ye")]
    assert told("C34", audited(year(notice_until=day("03-18"))), day("04-01")) == []


def test_c35_a_report_is_up_three_days_after_it_came() -> None:
    late = audited(year(posted_on=None))

    assert since("C35", late, day("06-15")) == []  # the thirteenth is a Saturday
    assert since("C35", late, day("06-16")) == [day("06-16")]
    assert told("C35", late, day("06-16")) == [("year_unposted", BREACH, "ye")]
    assert told("C35", audited(year(posted_on=day("06-20"))), day("06-20")) == []
    assert told("C35", audited(year(posted_on=None), term=None), day("06-16")) == []


@pytest.mark.parametrize(("until", "found"), [("07-10", ["year_down"]), ("07-11", []), (None, [])])
def test_c35_it_hangs_for_thirty_days(until: str | None, found: list[str]) -> None:
    given = audited(year(posted_until=day(until) if until else None))

    assert [case for case, _, _ in told("C35", given)] == found
    assert told("C35", given, day("07-10")) == []


def test_c35_holds_for_the_audit_of_a_term_too() -> None:
    of_term = Audit(ID, "term", 2, received_on=day("06-10"))

    assert told("C35", audited(of_term), day("06-16")) == [("term_unposted", BREACH, "ye")]


NEW = term(number=4, starts_on=day("09-01"), elected_on=day("08-20"), activity_from=day("09-01"))


def test_c36_the_term_before_is_audited_within_a_month_of_the_election() -> None:
    given = audited(term=NEW)

    assert since("C36", given, day("09-20")) == []  # a Sunday on which people work
    assert since("C36", given, day("09-21")) == [day("09-21")]
    assert told("C36", given) == [("", BREACH, "ye")]


def test_c36_one_that_is_under_way_is_a_warning_and_the_report_ends_it() -> None:
    begun = Audit(ID, "term", 3, commissioned_on=day("09-10"))
    came = Audit(ID, "term", 3, received_on=day("10-10"), posted_on=day("10-10"))

    assert told("C36", audited(begun, term=NEW)) == [("report", WARNING, "ye")]
    assert told("C36", audited(came, term=NEW), day("10-10")) == []
    assert told("C36", audited(Audit(ID, "term", 2, received_on=day("09-10")), term=NEW)) == [("", BREACH, "ye")]


def test_c36_asks_nothing_of_a_first_committee_or_of_one_elected_before_the_record() -> None:
    first = term(number=1, starts_on=day("09-01"), elected_on=day("08-20"), activity_from=day("09-01"))

    assert told("C36", audited(term=first)) == []
    assert told("C36", audited(term=NEW, known_from=day("08-21"))) == []
    assert told("C36", audited(term=NEW, audits_from=None)) == []
    assert told("C36", audited(term=term(elected_on=KNOWN_FROM), audits_from=day("03-01"))) == []


def test_c34_of_a_later_year_is_another_finding() -> None:
    on = date(2027, 7, 1)

    assert since("C34", audited(year()), on) == [on]
