"""What a home pays into the fund: once, for that home, seen by it and who keeps the fund; by hand or by the bank."""

from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import transaction

from courtyard.conftest import MONDAY_9AM, Court
from courtyard.core.books.refusals import BadAmount, PeriodClosed
from courtyard.core.errors import NotAllowed, NotThere
from courtyard.money import settling
from courtyard.money.actions import top_up_payments as no
from courtyard.money.actions.bank_matching import How, Settling, settle_line, unmatch_line
from courtyard.money.actions.books import close_month
from courtyard.money.actions.entries import ReversedAlready, reverse_entry
from courtyard.money.booking import NotYet
from courtyard.money.models import BankLine, Entry, TopUpPayment
from courtyard.money.models.book import PUBLIC
from courtyard.money.queries.bank_matching import look_at
from courtyard.money.queries.fund import balances
from courtyard.money.queries.top_ups import homes_in, lacking_of, standing_of
from courtyard.money.tests.banking import HEAD, account, imported
from courtyard.money.tests.build import OPENS, TODAY, book
from courtyard.money.tests.test_ledger_pages import client, file, read
from courtyard.money.tests.test_settling import at_once, confirmed
from courtyard.money.tests.topping import ENOUGH_FEN, LOW_FEN, low_house, low_houses, paid_in, settled, told
from courtyard.people.models import Office
from courtyard.people.standing import forget_standing
from courtyard.people.tests import build as people
from courtyard.places.models import Home
from courtyard.trail.ids import new_id

IN = "2026-06-08,{yuan},,{left},{name},{text},D0001\n"
FUND_FEN = 2 * LOW_FEN + 10 * ENOUGH_FEN
"""What twelve homes have together, two of them a tenth of their first deposit."""


def test_a_payment_is_booked_for_its_home_and_tells_nobody_else(court: Court) -> None:
    there = book(court)
    home, *_ = low_house(court)

    payment = paid_in(court, home, 4_000_00, payer="林太太", receipt="沪维0001")

    entry = Entry.objects.get(pk=payment.entry_id)
    assert balances(there)[home.pk] == 5_000_00
    assert (entry.kind, entry.fen, entry.homes, entry.source, entry.source_id) == (
        "receipt", 4_000_00, 1, "top_up", payment.pk,
    )  # fmt: skip
    assert not Entry.objects.filter(PUBLIC, pk=entry.pk).exists()


def test_without_a_notice_a_home_may_pay_in_too(court: Court) -> None:
    there = book(court)

    paid_in(court, court.home, 1)

    assert balances(there) == {court.home.pk: 1}


def test_one_form_is_one_payment(court: Court) -> None:
    there = book(court)
    pk = new_id()

    assert paid_in(court, court.home, id=pk).pk == paid_in(court, court.home, id=pk).pk

    assert (TopUpPayment.objects.count(), balances(there)[court.home.pk]) == (1, 4_000_00)


@pytest.mark.django_db(transaction=True)
def test_one_form_sent_twice_at_once_is_one_payment(court: Court) -> None:
    book(court)
    pk = new_id()

    assert at_once(lambda: paid_in(court, court.home, id=pk)) == ["done", "done"]
    assert (TopUpPayment.objects.count(), Entry.objects.filter(source="top_up").count()) == (1, 1)


@pytest.mark.parametrize("name", ["lin", "mei", "desk", "zhu", "bai", "reg", "jie", "far"])
def test_nobody_but_whoever_keeps_the_fund_takes_it_in(court: Court, name: str) -> None:
    book(court)

    with pytest.raises(NotAllowed):
        paid_in(court, court.home, by=getattr(court, name))
    assert not TopUpPayment.objects.exists()


def test_the_secretary_takes_it_in(court: Court) -> None:
    book(court)
    people.office(court.lin, court.estate.node, Office.Kind.SECRETARY)
    forget_standing(court.lin)

    assert paid_in(court, court.home, by=court.lin).received_by_id == court.lin.pk


@pytest.mark.parametrize(
    ("wrong", "refusal"),
    [
        ({"fen": 0}, BadAmount),
        ({"fen": -1}, BadAmount),
        ({"fen": 1.5}, BadAmount),
        ({"fen": 10**14}, BadAmount),
        ({"day": TODAY + timedelta(days=1)}, NotYet),
        ({"payer": "长" * 121}, no.LongPayer),
        ({"receipt": "9" * 41}, no.LongReceipt),
        ({"into": "fund_bonds"}, no.NoSuchPlace),
        ({"into": "revenue_bank"}, no.NoSuchPlace),
        ({"into": "nowhere"}, no.NoSuchPlace),
        ({"home_id": uuid4()}, NotThere),
    ],
)
def test_what_cannot_be_a_payment_is_refused(court: Court, wrong: dict[str, Any], refusal: type[Exception]) -> None:
    book(court)

    with pytest.raises(refusal), transaction.atomic():
        paid_in(court, court.home, **wrong)
    assert not Entry.objects.filter(source="top_up").exists()


def test_a_home_of_another_estate_pays_in_elsewhere(court: Court) -> None:
    book(court)

    with pytest.raises(NotThere):
        paid_in(court, Home.objects.get(estate=court.other))


def test_into_a_closed_month_nothing_is_paid(court: Court) -> None:
    book(court)
    close_month(court.estate.pk, OPENS, by=court.yan, at=MONDAY_9AM)

    with pytest.raises(PeriodClosed):
        paid_in(court, court.home, day=date(2026, 1, 20))


def test_what_was_entered_wrongly_is_taken_back_by_its_entry_once(court: Court) -> None:
    there = book(court)
    payment = paid_in(court, court.home)

    back = reverse_entry(payment.entry_id, reason="记错了", by=court.yan, at=MONDAY_9AM)

    assert (balances(there)[court.home.pk], back.homes) == (0, 1)
    with pytest.raises(ReversedAlready):
        reverse_entry(payment.entry_id, reason="记错了", by=court.yan, at=MONDAY_9AM)


@pytest.mark.usefixtures("clock")
def test_no_public_page_or_file_shows_what_a_home_paid(court: Court) -> None:
    book(court)
    payment = paid_in(court, court.home, 4_321_00, payer="林太太")
    entry = f"/e/plum/money/entries/{payment.entry_id}/"

    assert "4,321.00" in read(court.yan, entry)
    for person in (None, court.lin, court.mei, court.desk, court.zhu, court.far):
        assert client(person).get(entry).status_code == 404
        assert "4,321.00" not in read(person, "/e/plum/money/2026-06/entries/")
    assert "2026-06-08" not in file("/e/plum/money/file/csv/").decode("utf-8-sig")


# the bank


def transferred(court: Court, yuan: str = "4000.00", text: str = "8号楼101 维修资金", name: str = "林太太") -> BankLine:
    """The fund's account, and a transfer into it."""
    one = account(court, "fund_bank", fund="maintenance", opening_fen=FUND_FEN)
    left = f"{(FUND_FEN + round(float(yuan) * 100)) / 100:.2f}"
    imported(court, one, HEAD + IN.format(yuan=yuan, left=left, name=name, text=text))
    return BankLine.objects.get()


def test_a_transfer_that_names_the_home_and_is_what_it_lacks_is_sure(court: Court) -> None:
    there = book(court)
    home, *_ = low_house(court)
    told(court)
    line = transferred(court)

    (match,) = confirmed(line.account, court.yan)

    payment = TopUpPayment.objects.get()
    assert (match.target, match.fen, match.entry_id, payment.home) == ("top_up", 4_000_00, payment.entry_id, home)
    assert (payment.payer, match.entry.source, match.entry.source_id) == ("林太太", "bank_line", line.pk)
    assert balances(there)[home.pk] == 5_000_00


def test_after_a_decision_the_bank_looks_for_what_was_decided(court: Court) -> None:
    book(court)
    home, *_ = low_house(court)
    settled(court, told(court), percent=60)

    expected = settling.top_ups_expected(court.estate.pk, "maintenance")

    assert (len(expected), {one.fen for one in expected}) == (2, {5_000_00})
    assert (expected[0].id, expected[0].day) == (home.pk.hex, date(2026, 10, 31))


def test_without_a_notice_the_bank_looks_for_nothing(court: Court) -> None:
    book(court)
    low_house(court)

    assert look_at(transferred(court).account).ready == ()
    assert settling.top_ups_expected(court.estate.pk, "maintenance") == []


def test_a_line_settles_no_more_than_a_home_lacks(court: Court) -> None:
    book(court)
    home, *_, enough = low_house(court)
    told(court)
    line = transferred(court, "5000.00")

    for fen, key in ((4_000_01, home.pk.hex), (1, enough.pk.hex)):
        with pytest.raises(settling.NotSoMuchOpen), transaction.atomic():
            settle_line(line.pk, [Settling("top_up", key, fen)], how=How.HAND, by=court.yan, at=MONDAY_9AM)
    with pytest.raises(NotThere):
        settle_line(line.pk, [Settling("top_up", "nonsense", 1)], how=How.HAND, by=court.yan, at=MONDAY_9AM)
    settle_line(line.pk, [Settling("top_up", home.pk.hex, 4_000_00)], how=How.HAND, by=court.yan, at=MONDAY_9AM)

    assert BankLine.objects.get().open_fen == 1_000_00


def test_unmatching_takes_the_payment_back(court: Court) -> None:
    there = book(court)
    home, *_ = low_house(court)
    told(court)
    (match,) = confirmed(transferred(court).account, court.yan)

    unmatch_line(match.pk, reason="是别家的钱", by=court.yan, at=MONDAY_9AM)

    assert balances(there)[home.pk] == 1_000_00
    assert Entry.objects.filter(reverses=match.entry).count() == 1
    assert len(confirmed(BankLine.objects.get().account, court.yan)) == 1


# what is missing


def test_what_homes_lack_is_added_up_door_by_door(court: Court) -> None:
    there = book(court)
    houses = low_houses(court, {"8号楼": (12, 2), "9号楼": (10, 1)})
    told(court)
    paid_in(court, houses["8号楼"][0], 1_000_00)

    found = lacking_of(there, standing_of(court.estate.pk), TODAY)

    assert [(home.label, fen) for home, fen in found.rows] == [
        ("8号楼101室", 3_000_00), ("8号楼102室", 4_000_00), ("9号楼101室", 4_000_00),
    ]  # fmt: skip
    assert (found.homes, found.fen, found.next) == (3, 11_000_00, 0)
    assert homes_in(there, TODAY).low() == (26, 3)
