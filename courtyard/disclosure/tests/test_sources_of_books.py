"""What the wall hears of the books: audits of years, and who keeps which account."""

from datetime import date

import pytest

from courtyard.committee.tests.sitting import in_office
from courtyard.conftest import MONDAY_9AM, Court
from courtyard.disclosure.queries.wall import known_of
from courtyard.disclosure.sources_of_books import keepers_of
from courtyard.money.actions.audits import Commission, Report, commission_audit, receive_audit
from courtyard.money.tests.build import book
from courtyard.money.tests.revenue import paper, project

pytestmark = pytest.mark.django_db
TODAY = date(2026, 6, 8)


def due_codes(court: Court) -> set[str]:
    return {due.line.id for due in known_of(court.estate, MONDAY_9AM).dues}


def test_an_audit_that_was_commissioned_is_to_be_told_of_and_then_its_report(court: Court) -> None:
    in_office(court)
    book(court)
    assert "D13" not in due_codes(court)

    told = Commission(estate_id=court.estate.pk, year=2026, auditor="申城会计师事务所", on=TODAY)
    audit = commission_audit(told, by=court.yan, at=MONDAY_9AM)
    assert "D13" in due_codes(court)
    assert "D14b" not in due_codes(court)

    report = Report(on=TODAY, words="没有保留意见。", file=paper(court), looked=True)
    receive_audit(audit.pk, report, by=court.yan, at=MONDAY_9AM)
    assert "D14b" in due_codes(court)


def test_accounts_are_published_by_whoever_keeps_them(court: Court) -> None:
    assert keepers_of(court.estate, TODAY) == {}
    book(court)
    assert keepers_of(court.estate, TODAY) == {"fund": "ye"}
    project(court, collector="ye")
    assert keepers_of(court.estate, TODAY) == {"fund": "ye", "revenue": "ye"}
    project(court, collector="wu", name="停车")
    assert keepers_of(court.estate, TODAY) == {"fund": "ye", "revenue": "wu"}
