"""Who bears a spending: exactly the homes of its part, by area, to the last fen, and back again."""

import pytest
from django.db import connection

from courtyard.conftest import MONDAY_9AM, Court
from courtyard.money.actions.entries import IsShare, reverse_entry
from courtyard.money.actions.spending import pay
from courtyard.money.models import Entry, Posting, Spending
from courtyard.money.parts import NobodyShares, UnknownAreas
from courtyard.money.queries.fund import balances, short_of
from courtyard.money.tests.build import booked, leg
from courtyard.money.tests.spend import (
    COST,
    HAS_FEN,
    TODAY,
    authorised,
    draw,
    fund,
    paid,
    reviewed,
    roof,
)
from courtyard.places.models import Building, Home
from courtyard.places.tests import build as places

S = Spending.State


def test_it_is_shared_over_exactly_the_homes_of_its_part_to_the_last_fen(court: Court) -> None:
    there = fund(court)
    elsewhere = Home.objects.filter(building__name="2号楼")
    one = paid(there, fen=COST - 1)

    shares = Posting.objects.filter(entry__source="share")

    assert sum(shares.values_list("fen", flat=True)) == COST - 1
    assert {row.debit.home for row in shares} == set(court.building.homes.all())
    assert sorted(shares.values_list("fen", flat=True)) == [999_999, 1_000_000, 1_000_000, 1_000_000]
    assert not set(balances(there.book)) & set(elsewhere.values_list("pk", flat=True))
    assert one.state == S.PAYING


def test_the_part_decides_the_account_and_who_shares(court: Court) -> None:
    there = fund(court)
    whole = reviewed(there, building=None)

    pay(draw(there, whole, COST).pk, day=TODAY, by=court.yan, at=MONDAY_9AM)

    spent = Posting.objects.get(entry__kind="spending")
    assert spent.debit.key == "fund_repairs"
    assert Posting.objects.filter(entry__source="share").count() == Home.objects.filter(estate=court.estate).count()


def test_parking_spaces_bear_nothing_and_an_unknown_area_is_refused(court: Court) -> None:
    there = fund(court)
    Home.objects.create(estate=court.estate, building=court.building, name="车1", use="parking", area_cm2=120_000)
    paid(there)
    assert Posting.objects.filter(entry__source="share").count() == 4

    Home.objects.create(estate=court.estate, building=court.building, name="105", area_cm2=None)
    with pytest.raises(UnknownAreas):
        authorised(court, roof(court))


def test_a_house_without_homes_shares_nothing(court: Court) -> None:
    fund(court)
    empty = places.building(court.estate, "9号楼", 0)

    with pytest.raises(NobodyShares):
        authorised(court, building=empty.pk)


def test_a_home_with_too_little_goes_below_nought_and_is_named_to_the_committee(court: Court) -> None:
    there = fund(court, has_fen=20_000_00)
    poor = court.home
    booked(court, leg("fund_of_homes", "fund_bank", 15_000_00, home=poor), kind="transfer", by=court.yan)
    one = reviewed(there)

    short = short_of(there.book, one)
    pay(draw(there, one, COST).pk, day=TODAY, by=court.yan, at=MONDAY_9AM)

    assert short == [(poor, 10_000_00, 5_000_00)]
    assert balances(there.book)[poor.pk] == -5_000_00


def test_what_was_paid_is_taken_back_whole(court: Court) -> None:
    there = fund(court)
    one = paid(there)
    entry, share = Entry.objects.get(kind="spending"), Entry.objects.get(source="share")

    with pytest.raises(IsShare):
        reverse_entry(share.pk, reason="错", by=court.yan, at=MONDAY_9AM)
    reverse_entry(entry.pk, reason="付错了", by=court.yan, at=MONDAY_9AM)

    assert balances(there.book)[court.home.pk] == HAS_FEN
    assert Entry.objects.filter(kind="reversal").count() == 2
    assert draw(there, one, COST).number == 2


def test_books_stay_even_whatever_is_spent(court: Court) -> None:
    there = fund(court)
    paid(there, fen=12_345_67)

    with connection.cursor() as cursor:
        cursor.execute("SELECT SUM(debit_fen) - SUM(credit_fen) FROM money_accountmonth")
        (off,) = cursor.fetchone()

    assert off == 0
    assert sum(balances(there.book).values()) == 4 * HAS_FEN - 12_345_67
    assert Building.objects.filter(estate=court.estate).count() == 2
