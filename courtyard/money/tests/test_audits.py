"""An audit of a year: asked for by the owners' side, and its report received for everybody to read."""

from datetime import date, timedelta
from typing import Any

import pytest

from courtyard.conftest import MONDAY_9AM, Court
from courtyard.core.errors import NotAllowed, Refusal
from courtyard.money.actions import audits as actions
from courtyard.money.actions.audits import Commission, Report, commission_audit, receive_audit
from courtyard.money.models import YearAudit
from courtyard.money.public_papers import LostFile, NoFile, NotLookedAt
from courtyard.money.tests.build import TODAY, book
from courtyard.money.tests.revenue import paper
from courtyard.trail.ids import new_id
from courtyard.trail.models import FileHash

MAY = date(2026, 5, 6)


def asked(court: Court, **given: Any) -> YearAudit:
    told: dict[str, Any] = {"estate_id": court.estate.pk, "year": 2026, "auditor": "公信会计师事务所", "on": MAY}
    return commission_audit(Commission(**(told | given)), by=court.yan, at=MONDAY_9AM)


def report(court: Court, **given: Any) -> Report:
    told: dict[str, Any] = {"on": TODAY, "words": "账实相符。", "file": paper(court), "looked": True}
    return Report(**(told | given))


def test_an_audit_is_asked_for_and_its_report_comes(court: Court) -> None:
    book(court)
    again = new_id()
    audit = asked(court, id=again)
    assert asked(court, id=again) == audit

    told = report(court)
    audit = receive_audit(audit.pk, told, by=court.yan, at=MONDAY_9AM)

    assert (audit.received_on, audit.says) == (TODAY, "账实相符。")
    assert told.file is not None
    assert FileHash.objects.filter(digest=told.file.sha256).exists()
    with pytest.raises(actions.ReceivedAlready):
        receive_audit(audit.pk, report(court), by=court.yan, at=MONDAY_9AM)


@pytest.mark.parametrize(
    ("given", "wrong"),
    [
        ({"year": 2025}, actions.YearToCome),
        ({"year": 2027}, actions.YearToCome),
        ({"auditor": " "}, actions.NoAuditor),
        ({"fund": "gold"}, actions.NoSuchFund),
        ({"on": TODAY + timedelta(days=1)}, actions.NotComeYet),
    ],
)
def test_a_bad_commission_is_refused(court: Court, given: dict[str, Any], wrong: type[Refusal]) -> None:
    book(court)

    with pytest.raises(wrong):
        asked(court, **given)

    assert YearAudit.objects.count() == 0


def test_one_audit_of_a_year_and_fund(court: Court) -> None:
    book(court)
    asked(court, fund="revenue")
    asked(court)

    with pytest.raises(actions.CommissionedAlready):
        asked(court, fund="revenue", auditor="另一家事务所")


@pytest.mark.parametrize(
    ("given", "wrong"),
    [
        ({"on": MAY - timedelta(days=1)}, actions.NotComeYet),
        ({"on": TODAY + timedelta(days=1)}, actions.NotComeYet),
        ({"words": ""}, actions.NoWords),
        ({"file": None}, NoFile),
        ({"looked": False}, NotLookedAt),
    ],
)
def test_a_bad_report_is_refused(court: Court, given: dict[str, Any], wrong: type[Refusal]) -> None:
    book(court)
    audit = asked(court)

    with pytest.raises(wrong):
        receive_audit(audit.pk, report(court, **given), by=court.yan, at=MONDAY_9AM)

    audit.refresh_from_db()
    assert audit.file == ""


def test_one_file_is_one_report(court: Court) -> None:
    book(court)
    first, second = asked(court), asked(court, fund="revenue")
    told = report(court)
    receive_audit(first.pk, told, by=court.yan, at=MONDAY_9AM)

    with pytest.raises(LostFile):
        receive_audit(second.pk, told, by=court.yan, at=MONDAY_9AM)


@pytest.mark.parametrize("name", ["zhu", "lin", "desk", "bai"])
def test_whoever_keeps_the_money_does_not_choose_who_looks(court: Court, name: str) -> None:
    book(court)
    audit, person = asked(court), getattr(court, name)
    told = Commission(estate_id=court.estate.pk, year=2026, auditor="自家事务所", on=MAY, fund="fees")

    with pytest.raises(NotAllowed):
        commission_audit(told, by=person, at=MONDAY_9AM)
    with pytest.raises(NotAllowed):
        receive_audit(audit.pk, report(court), by=person, at=MONDAY_9AM)
