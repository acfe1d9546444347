"""Entries are booked once, numbered through, kept by the database itself, and reversed with a reason."""

from datetime import date, timedelta

import pytest
from django.db import DatabaseError, connection, transaction

from courtyard.conftest import MONDAY_9AM, Court
from courtyard.core.books import refusals as no
from courtyard.core.errors import NotAllowed, Refusal
from courtyard.money import booking, upkeep
from courtyard.money.actions import books, entries
from courtyard.money.actions.books import close_month, open_books
from courtyard.money.actions.entries import reverse_entry
from courtyard.money.booking import Leg, Side
from courtyard.money.locks import NoBooks
from courtyard.money.models import Account, AccountMonth, Book, Closing, Entry, Posting
from courtyard.money.tests.build import HAD_FEN, OPENS, TODAY, ads, book, booked, leg
from courtyard.trail.ids import new_id
from courtyard.trail.models import Line

DAY = timedelta(days=1)


def sums(court: Court) -> dict[tuple[str, date], tuple[int, int]]:
    rows = AccountMonth.objects.filter(estate=court.estate).select_related("account")
    return {(row.account.key, row.month): (row.debit_fen, row.credit_fen) for row in rows}


def test_books_begin_with_what_there_is(court: Court) -> None:
    one = book(court)

    entry = Entry.objects.get()
    assert (entry.number, entry.kind, entry.day, entry.fen) == (1, "opening", OPENS, HAD_FEN)
    assert Book.objects.get().last_number == 1
    assert sums(court) == {
        ("revenue_bank", OPENS): (HAD_FEN, 0), ("revenue_undistributed", OPENS): (0, HAD_FEN)
    }  # fmt: skip
    assert set(Line.objects.filter(node=one.pk).values_list("kind", flat=True)) == {
        "money.books_opened",
        "money.booked",
    }


def test_books_opened_twice_are_opened_once(court: Court) -> None:
    assert book(court) == book(court)
    assert (Book.objects.count(), Entry.objects.count()) == (1, 1)


@pytest.mark.parametrize("name", ["lin", "mei", "desk", "bai", "reg", "far"])
def test_only_those_who_keep_them_open_books(court: Court, name: str) -> None:
    with pytest.raises(NotAllowed):
        open_books(court.estate, OPENS, (), what="年初结余", by=getattr(court, name), at=MONDAY_9AM)


def test_without_books_nothing_is_booked(court: Court) -> None:
    with pytest.raises(NoBooks):
        booked(court, ads())


def test_entries_are_numbered_through_and_an_id_is_one_entry(court: Court) -> None:
    book(court)
    again = new_id()

    numbers = [booked(court, ads(), id=key).number for key in (again, again, new_id())]

    assert numbers == [2, 2, 3]


def test_the_record_holds_the_hash_of_the_postings(court: Court) -> None:
    book(court)
    entry = booked(court, ads(700), ads(300))

    line = Line.objects.get(about=entry.pk)

    assert booking.digest_of(entry.postings.all()) in line.body


@pytest.mark.parametrize(
    ("told", "wrong"),
    [
        (leg("revenue_bank", "revenue_lift_ads", 0), no.BadAmount),
        (leg("revenue_bank", "revenue_lift_ads", -1), no.BadAmount),
        (leg("revenue_bank", "revenue_lift_ads", 1.5), no.BadAmount),  # type: ignore[arg-type]
        (leg("revenue_bank", "revenue_bank", 1), no.SameOnBothSides),
        (leg("revenue_bank", "revenue_gold", 1), no.UnknownAccount),
        (leg("revenue_bank", "fees_income", 1), no.TwoFunds),
        (Leg(Side("fees_receivable"), Side("fees_income"), 1), no.NeedsPlace),
    ],
)
def test_what_the_chart_refuses_is_not_booked(court: Court, told: Leg, wrong: type[Refusal]) -> None:
    book(court)

    with pytest.raises(wrong):
        booked(court, told)

    assert Entry.objects.count() == 1


@pytest.mark.parametrize(
    ("day", "wrong"),
    [(OPENS - DAY, no.BeforeBooks), (TODAY + DAY, booking.NotYet), (date(2026, 1, 31), no.PeriodClosed)],
)
def test_a_day_is_in_the_books_has_come_and_is_open(court: Court, day: date, wrong: type[Refusal]) -> None:
    book(court)
    close_month(court.estate.pk, OPENS, by=court.yan, at=MONDAY_9AM)

    with pytest.raises(wrong):
        booked(court, ads(), day=day)


def test_what_is_booked_in_two_months_is_summed_in_each(court: Court) -> None:
    book(court)
    booked(court, ads(100), day=date(2026, 2, 28))
    booked(court, ads(200), ads(300), day=date(2026, 3, 1))

    before = sums(court)
    upkeep.rebuild_sums([court.estate.pk])

    assert before["revenue_bank", date(2026, 2, 1)] == (100, 0)
    assert before["revenue_lift_ads", date(2026, 3, 1)] == (0, 500)
    assert sums(court) == before


def test_a_home_has_an_account_of_its_own(court: Court) -> None:
    book(court)
    other = court.building.homes.order_by("name")[1]
    for home in (court.home, other, court.home):
        booked(court, leg("fees_receivable", "fees_income", 185_00, home=home), by=court.zhu)

    assert Account.objects.filter(key="fees_receivable").count() == 2


# reversed


def test_a_reversal_undoes_and_says_why(court: Court) -> None:
    book(court)
    entry = booked(court, ads(700), ads(300))

    back = reverse_entry(entry.pk, reason="记错了项目", by=court.yan, at=MONDAY_9AM)

    assert (back.kind, back.reverses, back.reason, back.fen, back.day) == ("reversal", entry, "记错了项目", 1000, TODAY)
    assert sums(court)["revenue_lift_ads", date(2026, 6, 1)] == (1000, 1000)
    assert Posting.objects.filter(entry=back).count() == 2
    assert Line.objects.filter(kind="money.entry_reversed", about=entry.pk).count() == 1


def test_an_entry_is_reversed_once_and_a_reversal_never(court: Court) -> None:
    book(court)
    entry = booked(court, ads())
    back = reverse_entry(entry.pk, reason="重复了", by=court.yan, at=MONDAY_9AM)

    for again, wrong in ((entry, entries.ReversedAlready), (back, entries.IsReversal)):
        with pytest.raises(wrong):
            reverse_entry(again.pk, reason="再来一次", by=court.yan, at=MONDAY_9AM)


def test_a_reversal_needs_a_reason(court: Court) -> None:
    book(court)
    entry = booked(court, ads())

    with pytest.raises(entries.NoReason):
        reverse_entry(entry.pk, reason="  ", by=court.yan, at=MONDAY_9AM)


@pytest.mark.parametrize("name", ["lin", "desk", "bai", "jie", "far"])
def test_whoever_does_not_keep_a_fund_reverses_nothing_in_it(court: Court, name: str) -> None:
    book(court)
    entry = booked(court, ads())

    with pytest.raises(NotAllowed):
        reverse_entry(entry.pk, reason="不对", by=getattr(court, name), at=MONDAY_9AM)


# closed


def test_months_are_closed_in_their_order_once_they_are_over(court: Court) -> None:
    book(court)
    february = date(2026, 2, 1)

    with pytest.raises(books.OutOfOrder):
        close_month(court.estate.pk, february, by=court.yan, at=MONDAY_9AM)
    first = close_month(court.estate.pk, OPENS, by=court.yan, at=MONDAY_9AM)
    assert close_month(court.estate.pk, OPENS, by=court.yan, at=MONDAY_9AM) == first
    close_month(court.estate.pk, february, by=court.zhu, at=MONDAY_9AM)
    with pytest.raises(books.NotOver):
        close_month(court.estate.pk, date(2026, 6, 1), by=court.yan, at=MONDAY_9AM)

    assert [(one.month, one.entries, one.fen) for one in Closing.objects.order_by("month")] == [
        (OPENS, 1, HAD_FEN), (february, 0, 0)
    ]  # fmt: skip


# kept by the database


@pytest.mark.parametrize("table", ["money_entry", "money_posting", "money_closing"])
@pytest.mark.parametrize("statement", ["DELETE FROM {}", "UPDATE {} SET estate_id = estate_id"])
def test_the_database_refuses_to_change_the_books(court: Court, table: str, statement: str) -> None:
    book(court)
    close_month(court.estate.pk, OPENS, by=court.yan, at=MONDAY_9AM)

    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement.format(table))


def test_the_database_refuses_an_entry_in_a_closed_month(court: Court) -> None:
    book(court)
    close_month(court.estate.pk, OPENS, by=court.yan, at=MONDAY_9AM)
    told = {"estate": court.estate, "kind": "other", "what": "补记", "fen": 1, "entered_by": court.yan}

    with pytest.raises(DatabaseError), transaction.atomic():
        Entry.objects.create(number=9, day=date(2026, 1, 31), entered_at=MONDAY_9AM, **told)
    Entry.objects.create(number=9, day=date(2026, 2, 1), entered_at=MONDAY_9AM, **told)


def test_money_out_without_an_authority_is_not_an_entry(court: Court) -> None:
    book(court)
    told = {"estate": court.estate, "kind": "spending", "what": "修门", "fen": 1, "entered_by": court.yan}

    with pytest.raises(DatabaseError), transaction.atomic():
        Entry.objects.create(number=9, day=TODAY, entered_at=MONDAY_9AM, **told)


def test_whoever_does_not_keep_a_fund_enters_nothing_in_it(court: Court) -> None:
    book(court)

    for person, mine in ((court.yan, "revenue_bank"), (court.zhu, "fees_bank")):
        other = {
            "revenue_bank": leg("fees_bank", "fees_income", 100),
            "fees_bank": leg("fund_bank", "fund_undistributed", 100),
        }
        with pytest.raises(NotAllowed):
            booked(court, other[mine], by=person)
    assert Entry.objects.count() == 1


@pytest.mark.parametrize("key", ["revenue_upkeep", "revenue_tax"])
def test_what_is_spent_rests_on_something(court: Court, key: str) -> None:
    book(court)

    with pytest.raises(booking.NoAuthority):
        booked(court, leg(key, "revenue_bank", 100), kind=Entry.Kind.OTHER)
    booked(court, leg("revenue_bank_charges", "revenue_bank", 100), kind=Entry.Kind.OTHER)
    booked(court, leg(key, "revenue_bank", 100), kind=Entry.Kind.SPENDING, authority="contract", authority_id=new_id())
