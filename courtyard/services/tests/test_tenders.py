"""A tender chose a company: told while its contract is prepared, and owed on the wall for five days."""

from datetime import date, timedelta

import pytest

from courtyard.conftest import MONDAY_9AM, Court
from courtyard.core.errors import NotAllowed
from courtyard.disclosure import chores
from courtyard.disclosure.contents import proposed
from courtyard.disclosure.tests.build import known, wall
from courtyard.duties.models import Duty
from courtyard.services.actions.tenders import NotTendered, NotThatDay, tell_tender
from courtyard.services.models import Contract
from courtyard.services.tests.contracting import draft, sign
from courtyard.services.tests.reading import read, send, status
from courtyard.trail.models import Line

pytestmark = pytest.mark.usefixtures("clock")
TODAY = date(2026, 6, 8)
DAY = timedelta(days=1)


def test_its_result_is_owed_on_the_wall_with_company_and_price(court: Court) -> None:
    wall(court)
    one = draft(court)

    tell_tender(one.pk, on=TODAY, by=court.yan, at=MONDAY_9AM)
    tell_tender(one.pk, on=TODAY, by=court.yan, at=MONDAY_9AM)
    chores.hear(Line.objects.filter(kind="services.tender_decided"), MONDAY_9AM)

    key = f"D26:{one.pk.hex}"
    due = known(court).due(key)
    assert due is not None
    assert (due.bearer, due.line.posted_days) == ("ye", 5)
    assert Duty.objects.filter(key=key).count() == Line.objects.filter(kind="services.tender_decided").count() == 1
    rows = {row.key: row for row in proposed(court.estate, due, MONDAY_9AM)}
    assert rows["1-company"].label == one.company.name
    assert "fen_per_m2" in rows["2-dwelling"].amounts


@pytest.mark.parametrize("on", [TODAY + DAY, TODAY - 367 * DAY, date.max, date.min])
def test_a_tender_is_over_and_not_long_ago(court: Court, on: date) -> None:
    one = draft(court)

    with pytest.raises(NotThatDay):
        tell_tender(one.pk, on=on, by=court.yan, at=MONDAY_9AM)
    assert Contract.objects.get().tendered_on is None


def test_only_the_owners_contract_comes_of_one_while_it_is_prepared(court: Court) -> None:
    temporary, ours = draft(court, kind="temporary", ends_on=date(2026, 11, 30)), draft(court)
    sign(court, ours)

    for one, by in ((temporary, court.jie), (ours, court.yan)):
        with pytest.raises(NotTendered):
            tell_tender(one.pk, on=TODAY, by=by, at=MONDAY_9AM)


@pytest.mark.parametrize("name", ["lin", "mei", "desk", "zhu", "jie", "far"])
def test_who_does_not_prepare_the_contract_tells_nothing(court: Court, name: str) -> None:
    one = draft(court)

    with pytest.raises(NotAllowed):
        tell_tender(one.pk, on=TODAY, by=getattr(court, name), at=MONDAY_9AM)


def test_through_its_page(court: Court) -> None:
    one = draft(court)
    address = f"/e/plum/contracts/{one.pk}/"
    assert "A tender chose it" in read(court.yan, address)

    assert send(court.yan, f"{address}tender/", on="2026-06-09").status_code == 422
    assert send(court.yan, f"{address}tender/", on="2026-06-05").status_code == 303

    assert "Chosen by a tender" in read(court.yan, address)
    assert status(court.lin, f"{address}tender/") in (403, 404)
