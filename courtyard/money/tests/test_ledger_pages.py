"""The public ledger: read without signing in, month by month, down to an entry, and as files that others can reckon."""

import csv
import io
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from courtyard.conftest import MONDAY_9AM, Court
from courtyard.money.actions.books import close_month
from courtyard.money.actions.entries import reverse_entry
from courtyard.money.models import Closing, Entry
from courtyard.money.tests.build import OPENS, ads, book, booked, leg
from courtyard.people.models import Person
from courtyard.trail.tests.clock import Clock

pytestmark = pytest.mark.usefixtures("clock")
LEDGER = "/e/plum/money/"


def client(person: Person | None) -> Client:
    one = Client(headers={"accept-language": "en"})
    one.cookies["language"] = "en"
    if person:
        one.force_login(person)
    return one


def read(person: Person | None, address: str) -> str:
    answer = client(person).get(address)
    assert answer.status_code == 200, (address, answer.status_code)
    return answer.text


def rows_of(address: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(file(address).decode("utf-8-sig"))))


def file(address: str) -> bytes:
    streamed: Any = client(None).get(address)
    return b"".join(streamed.streaming_content)


def test_before_there_are_books_the_page_says_so(court: Court) -> None:
    assert "No books are kept here yet." in read(None, LEDGER)
    assert "opens them with what there is" in read(court.yan, LEDGER)


def test_anybody_reads_what_there_is_and_where_it_came_from(court: Court) -> None:
    book(court)
    booked(court, ads(1_234_50))

    page = read(None, LEDGER)

    assert "6,234.50" in page
    assert "lift advertisements" in page
    assert "in 1,234.50, out 0.00" in page
    assert "<path" in page


def test_a_month_is_read_by_its_address_and_no_other_is_there(court: Court) -> None:
    book(court)
    booked(court, ads(77_00), day=date(2026, 2, 3))

    assert "77.00" in read(None, f"{LEDGER}2026-02/")
    assert "77.00" not in read(None, f"{LEDGER}2026-03/entries/")
    for month in ("2025-12", "2026-07", "2026-13", "9999-12", "0001-01"):
        assert client(None).get(f"{LEDGER}{month}/").status_code == 404
    assert client(court.yan).post(f"{LEDGER}9999-12/close/").status_code == 404


def test_no_page_and_no_file_tells_a_home(court: Court) -> None:
    """What a single home paid stands in the sums of its month: day and amount would tell which home it was."""
    book(court)
    entry = booked(court, leg("fees_bank", "fees_receivable", 185_01, home=court.home), what="六月物业费")
    address = f"{LEDGER}entries/{entry.pk}/"

    told = [read(None, one) for one in (LEDGER, f"{LEDGER}2026-06/entries/")]
    rows = rows_of(f"{LEDGER}file/csv/")

    assert not any(str(entry.pk) in page for page in told)
    assert "A few payments of single homes" in told[0]
    assert [(row["number"], row["day"]) for row in rows if row["yuan"] == "185.01"] == [("homes-2026-06", "2026-06-30")]
    assert not any(court.home.pk.hex in str(row) for row in rows)
    assert client(None).get(address).status_code == client(court.yan).get(address).status_code == 404
    assert "185.01" in read(court.zhu, address)


@pytest.mark.parametrize(("payments", "says"), [(1, False), (2, False), (3, True), (4, True)])
def test_of_a_few_payments_of_single_homes_no_sum_is_said(court: Court, payments: int, says: bool) -> None:
    """Neither outright, nor as what is left of the list's total."""
    book(court)
    booked(court, ads(1_000_00))
    for number in range(payments):
        booked(court, leg("fees_bank", "fees_receivable", 185_01 + number, home=court.home), what="六月物业费")
    fen = sum(185_01 + number for number in range(payments))

    page = read(None, LEDGER)

    assert (f"{payments} payments of single homes, {fen / 100:,.2f} yuan" in page) == says
    assert ("A few payments of single homes" in page) == (not says)
    whole = f"{payments + 1} entries of {(1_000_00 + fen) / 100:,.2f} yuan"
    assert (whole in page, "1 entry of 1,000.00 yuan" in page) == (says, not says)
    assert "All entries of this month" not in page


def test_an_entry_of_many_homes_is_one_line(court: Court) -> None:
    book(court)
    homes = list(court.building.homes.order_by("name")[:3])
    entry = booked(court, *(leg("fees_receivable", "fees_income", 100_00, home=home) for home in homes), what="物业费")

    assert read(None, f"{LEDGER}entries/{entry.pk}/").count("300.00") == 1


def test_what_was_taken_back_leads_to_what_took_it_back(court: Court) -> None:
    book(court)
    entry = booked(court, ads())
    back = reverse_entry(entry.pk, reason="记错了", by=court.yan, at=MONDAY_9AM)

    assert str(back.pk) in read(None, f"{LEDGER}entries/{entry.pk}/")
    assert "记错了" in read(None, f"{LEDGER}entries/{back.pk}/")
    assert "Take this entry back" not in read(court.yan, f"{LEDGER}entries/{back.pk}/")


def test_whoever_keeps_the_books_takes_an_entry_back_through_its_page(court: Court) -> None:
    book(court)
    entry = booked(court, ads())
    address = f"{LEDGER}entries/{entry.pk}/reverse/"

    assert client(court.lin).get(address).status_code == 403
    missing = client(court.yan).post(address, {"words": ""})
    done = client(court.yan).post(address, {"words": "记错了"})

    assert (missing.status_code, done.status_code) == (422, 302)
    assert Entry.objects.get(reverses=entry).reason == "记错了"


def test_a_month_is_closed_through_the_page(court: Court) -> None:
    book(court)
    address = f"{LEDGER}2026-01/close/"

    assert "Close January 2026" in read(court.yan, f"{LEDGER}2026-01/")
    assert client(court.lin).post(address).status_code in (403, 404)
    assert client(court.yan).post(address).status_code == 302

    assert Closing.objects.get().month == OPENS
    assert "is closed" in read(None, f"{LEDGER}2026-01/")


def test_the_spreadsheet_has_every_posting_and_no_formula(court: Court) -> None:
    book(court)
    booked(court, ads(12_34), what="=1+1")

    rows = rows_of(f"{LEDGER}file/csv/")

    said = [(row["number"], row["yuan"], row["what"]) for row in rows]
    assert said == [("1", "5000.00", "年初结余"), ("2", "12.34", "'=1+1")]


@pytest.mark.parametrize("form", ["hledger", "beancount"])
def test_plain_text_names_accounts_and_entries(court: Court, form: str) -> None:
    book(court)
    booked(court, ads(12_34))

    text = file(f"{LEDGER}file/{form}/").decode()

    assert "12.34" in text
    assert "Revenue:LiftAds" in text
    assert client(None).get(f"{LEDGER}file/xml/").status_code == 404


def test_the_page_asks_the_same_for_many_entries(court: Court) -> None:
    def queries(address: str) -> int:
        with CaptureQueriesContext(connection) as seen:
            read(None, address)
        return len(seen)

    book(court)
    booked(court, ads())
    once = [queries(address) for address in (LEDGER, f"{LEDGER}2026-06/entries/")]
    for _ in range(3):
        booked(court, ads(), ads(5))
    close_month(court.estate.pk, OPENS, by=court.yan, at=MONDAY_9AM)

    assert [queries(address) for address in (LEDGER, f"{LEDGER}2026-06/entries/")] == once


def test_long_months_are_read_in_stretches(court: Court, clock: Clock) -> None:
    book(court)
    for number in range(25):
        booked(court, ads(100 + number), what=f"第{number}笔")

    first = read(None, f"{LEDGER}2026-06/entries/")
    rest = read(None, f"{LEDGER}2026-06/entries/?before=2026-06-08_7")

    assert ("第24笔" in first, "第4笔" in first, "第4笔" in rest) == (True, False, True)
    assert client(None).get(f"{LEDGER}2026-06/entries/?before=nonsense").status_code == 404


def test_what_one_fund_hands_to_another_is_told_once(court: Court) -> None:
    book(court)
    booked(
        court,
        leg("revenue_to_fund", "revenue_bank", 1_234_00),
        leg("fund_bank", "fund_from_revenue", 1_234_00),
        what="补充维修资金",
        kind=Entry.Kind.TRANSFER,
    )

    page = read(None, LEDGER)
    assert ">1,234.00<" in page
    assert ">2,468.00<" not in page
