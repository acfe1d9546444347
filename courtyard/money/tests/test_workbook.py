"""The books as a spreadsheet: read back, its sums are the page's, and no word in it is a formula."""

import io
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client
from python_calamine import CalamineWorkbook

from courtyard.conftest import MONDAY_9AM, Court
from courtyard.core.quantities import FEN_A_YUAN
from courtyard.money.actions.entries import reverse_entry
from courtyard.money.models import Posting
from courtyard.money.queries.ledger import chart_of, sums_until
from courtyard.money.tests.build import ads, book, booked, leg
from courtyard.money.workbook import as_xlsx

pytestmark = pytest.mark.usefixtures("clock")
ADDRESS = "/e/plum/money/file/xlsx/"
Row = dict[str, Any]


def sheets(data: bytes) -> dict[str, list[Row]]:
    workbook = CalamineWorkbook.from_filelike(io.BytesIO(data))
    found = {}
    for name in workbook.sheet_names:
        head, *rows = workbook.get_sheet_by_name(name).to_python()
        found[name] = [dict(zip(map(str, head), row, strict=True)) for row in rows]
    return found


def downloaded() -> dict[str, list[Row]]:
    client = Client()
    client.cookies["language"] = "en"
    answer: Any = client.get(ADDRESS)
    assert answer["Content-Disposition"].endswith('books.xlsx"')
    return sheets(b"".join(answer.streaming_content))


def fen(value: float) -> int:
    return round(Decimal(str(value)) * FEN_A_YUAN)


def filled(court: Court) -> None:
    book(court)
    homes = list(court.building.homes.order_by("name")[:3])
    booked(court, *(leg("fees_receivable", "fees_income", 185_33, home=home) for home in homes), what="=HYPERLINK(1)")
    gone = booked(court, ads(1), day=date(2026, 5, 31))
    reverse_entry(gone.pk, reason="+1", by=court.yan, at=MONDAY_9AM)
    booked(court, ads(99_999_999_99))


def test_the_sums_read_back_are_the_pages(court: Court) -> None:
    filled(court)
    one = book(court)

    told = downloaded()

    chart, sums = chart_of(one), sums_until(one, date(2027, 1, 1))
    expected = {chart[side.account].code: pair for side, pair in sums.items()}
    balances = {row["Number"]: (fen(row["Debits"]), fen(row["Credits"])) for row in told["Balances"]}
    assert balances == expected
    assert sum(fen(row["Yuan"]) for row in told["Entries"]) == sum(Posting.objects.values_list("fen", flat=True))
    assert sum(fen(row["Yuan"]) for row in told["Moves by month"]) == sum(debit for debit, _ in expected.values())


def test_homes_are_folded_and_words_are_words(court: Court) -> None:
    filled(court)

    rows = downloaded()["Entries"]

    bills = [row for row in rows if row["What it is about"] == "=HYPERLINK(1)"]
    assert [(row["No."], fen(row["Yuan"])) for row in bills] == [(2, 3 * 185_33)]
    assert [row["Reason"] for row in rows if row["Takes back"]] == ["+1"]


def test_a_large_book_is_read_row_by_row(court: Court, django_assert_num_queries: Any) -> None:
    """As many questions to the database for many entries as for one."""
    filled(court)
    one = book(court)

    with django_assert_num_queries(4):
        b"".join(part for part in as_xlsx(one))


def test_the_command_writes_the_same_file(court: Court, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    filled(court)

    call_command("books", "plum", "--format", "xlsx")

    assert len(sheets(capfdbinary.readouterr().out)) == 3
