"""The demo's two years of services: figures of eight quarters, somebody to compare with, points in each state."""

from datetime import datetime, timedelta
from random import Random

import pytest

from courtyard.conftest import SHANGHAI, Court
from courtyard.core.quarters import Quarter, latest
from courtyard.demo.committees import ENTERED
from courtyard.demo.money_plan import MONEY
from courtyard.demo.places import ESTATES
from courtyard.demo.services import BEFORE, open_books
from courtyard.demo.services_notes import NOTES
from courtyard.demo.services_promises import QUARTERS, SERVED, quarters_of, renewed_on
from courtyard.demo.services_renewal import DRAFT, PLAN
from courtyard.demo.year import Staff, Year
from courtyard.services.models import Item
from courtyard.services.queries.ratings import closes_on

NOW = datetime(2026, 11, 23, 10, tzinfo=SHANGHAI)


@pytest.mark.parametrize("code", SERVED)
def test_everything_of_which_there_are_figures_lies_within_the_story(code: str) -> None:
    for days in range(0, 366, 7):
        now = NOW + timedelta(days=days)
        quarters = latest(QUARTERS, Quarter.on(now.date()).before)

        assert (now - BEFORE).date() < quarters[0].first_day - timedelta(days=21)
        assert now.date() + timedelta(days=SERVED[code].ends_in) > now.date() + timedelta(days=30)


def test_owners_renew_while_their_committee_sits_and_with_figures_to_read(court: Court) -> None:
    for days in range(0, 366, 7):
        now = NOW + timedelta(days=days)
        year = Year(ESTATES[0], court.estate, Staff(court.desk, {}, []), [], now, Random(1))
        begins = renewed_on(year, SERVED["taoan"])

        assert begins - timedelta(days=PLAN) > (now - timedelta(days=ENTERED)).date()
        assert closes_on(court.estate, quarters_of(year)[1]) < begins - timedelta(days=DRAFT)


def test_whatever_may_fail_on_a_round_has_its_words(court: Court) -> None:
    books = open_books(court.city, by=court.shi, at=NOW)

    codes = Item.objects.filter(catalogue=books.catalogue).values_list("code", flat=True)

    assert set(codes) == set(NOTES)
    assert set(books.companies) == set(SERVED)


def test_whoever_is_served_keeps_books() -> None:
    assert set(MONEY) == set(SERVED)
    assert {service.mode for service in SERVED.values()} == {"commission", "lump_sum", "trust"}
