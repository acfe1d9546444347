"""The sums that are kept by month are those of the postings, and can be thrown away."""

from datetime import date

import pytest

from courtyard.conftest import MONDAY_9AM, Court
from courtyard.money import upkeep
from courtyard.money.actions.entries import reverse_entry
from courtyard.money.models import EntryMonth, MoveMonth
from courtyard.money.queries.ledger import sums_until
from courtyard.money.queries.proof import kept_sums, sums_of_postings
from courtyard.money.tests.build import ads, book, booked, leg

pytestmark = pytest.mark.django_db
AFTER = date(2026, 7, 1)


def test_what_is_kept_is_what_the_postings_add_up_to_home_by_home(court: Court) -> None:
    kept = book(court)
    booked(court, leg("fees_receivable", "fees_income", 185_00, home=court.home), ads(12_34))
    reverse_entry(booked(court, ads(7), day=date(2026, 5, 31)).pk, reason="记错了", by=court.yan, at=MONDAY_9AM)

    assert kept_sums(kept) == sums_of_postings(kept)
    homes = [side for side in kept_sums(kept) if side.place is not None]
    assert [(side.account, side.place and side.place.code) for side in homes] == [
        ("fees_receivable", court.home.pk.hex)
    ]


def test_lines_of_the_chart_add_up_to_the_same_without_homes(court: Court) -> None:
    kept = book(court)
    booked(court, leg("fees_receivable", "fees_income", 185_00, home=court.home), ads(12_34))
    folded = {side.account: sums for side, sums in sums_until(kept, AFTER).items()}

    assert folded == {side.account: sums for side, sums in sums_of_postings(kept).items()}


def test_a_sum_that_was_tampered_with_is_seen(court: Court) -> None:
    kept = book(court)
    booked(court, ads(12_34))
    MoveMonth.objects.filter(debit_key="revenue_bank", month=date(2026, 6, 1)).update(fen=1)
    folded = {side.account: sums for side, sums in sums_until(kept, AFTER).items()}

    assert folded != {side.account: sums for side, sums in sums_of_postings(kept).items()}
    upkeep.rebuild_sums([court.estate.pk])
    assert {side.account: sums for side, sums in sums_until(kept, AFTER).items()} == {
        side.account: sums for side, sums in sums_of_postings(kept).items()
    }


def test_a_month_tells_how_many_entries_it_has(court: Court) -> None:
    book(court)
    booked(court, ads(1_00))
    booked(court, ads(2_00), ads(3_00))

    for _ in range(2):
        assert list(EntryMonth.objects.order_by("month").values_list("entries", "fen")) == [(1, 5_000_00), (2, 6_00)]
        upkeep.rebuild_sums([court.estate.pk])
