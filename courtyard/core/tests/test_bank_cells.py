"""Amounts and days as banks and their customers' programs write them: exact, or refused."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courtyard.core.bank import cells
from courtyard.core.quantities import FEN_MAX, format_fen
from courtyard.core.register.faults import Unreadable


@pytest.mark.parametrize(
    ("written", "fen"),
    [
        ("1,234.50", 123450),
        ("1234.5", 123450),
        ("-12", -1200),
        ("−12.00", -1200),
        ("12.00-", -1200),
        ("(12.00)", -1200),
        ("（12.00）", -1200),
        ("+3.00", 300),
        ("￥３００.００", 30000),
        ("¥-0.60", -60),
        ("-¥0.60", -60),
        ("CNY 1,000.00", 100000),
        ("人民币12元", 1200),
        ("1.2万元", 1200000),
        ("1.2E4", 1200000),
        ("1E-2", 1),
        ("300.0", 30000),
        ("12.3000", 1230),
        ("`300.00", 30000),
        ('="300.00"', 30000),
        ("0.30000000000000004", 30),
        ("12.299999999999999", 1230),
        ("1234567.8900000001", 123456789),
        (" 9 065.50\t", 906550),
        ("0", 0),
        ("0E99", 0),
        ("0.00000000000000000000", 0),
        ("", None),
        ("-", None),
        ("--", None),
    ],
)
def test_an_amount_is_read_to_the_fen(written: str, fen: int | None) -> None:
    assert cells.fen_of(written) == fen


@pytest.mark.parametrize(
    ("written", "reason"),
    [
        ("三百元", cells.NO_AMOUNT),
        ("1,23.45", cells.NO_AMOUNT),
        ("1O0.00", cells.NO_AMOUNT),
        ("5²", cells.NO_AMOUNT),
        ("--5", cells.NO_AMOUNT),
        ("-(5)", cells.NO_AMOUNT),
        ("1E999", cells.NO_AMOUNT),
        ("9" * 41, cells.NO_AMOUNT),
        ("12.345", cells.FINER),
        ("1E-3", cells.FINER),
        ("1E15", cells.TOO_MUCH),
        ("1E30", cells.TOO_MUCH),
        ("9" * 40, cells.TOO_MUCH),
        ("0.123456789012345678901234567890", cells.FINER),
    ],
)
def test_what_is_no_amount_is_refused(written: str, reason: str) -> None:
    with pytest.raises(Unreadable) as refused:
        cells.fen_of(written)

    assert refused.value.reason == reason


@given(st.integers(-FEN_MAX, FEN_MAX))
def test_every_amount_that_is_written_is_read_back(fen: int) -> None:
    assert cells.fen_of(format_fen(fen)) == fen


@given(st.integers(-(10**11), 10**11), st.booleans())
def test_what_programs_print_of_binary_fractions_comes_out_exact(fen: int, added: bool) -> None:
    """A sheet keeps 12.30 as the nearest binary fraction, or as the sum of two of them."""
    printed = repr((fen - 10) / 100 + 0.1) if added else repr(fen / 100)

    assert cells.fen_of(printed) == fen


@pytest.mark.parametrize(
    "written",
    [
        "2026-01-05",
        "2026/1/5",
        "2026.01.05",
        "2026年1月5日",
        "２０２６－０１－０５",
        "20260105",
        "20260105103000",
        "20260105 10:30:00",
        "2026-01-05 10:30",
        "2026-01-05T10:30:00+08:00",
        "2026年01月05日 10时30分00秒",
        "`2026-01-05 10:00:00",
        "20260105.0",
        "46027",
        "46027.4375",
        "5 Jan 2026",
        "05-Jan-2026",
        "January 5, 2026",
        date(2026, 1, 5),
        datetime.fromisoformat("2026-01-05T10:30:00+08:00"),
    ],
)
def test_a_day_is_read_in_all_its_usual_forms(written: str | date) -> None:
    assert cells.day_of(written) == date(2026, 1, 5)


@pytest.mark.parametrize(
    ("written", "month", "day"), [("25/01/2026", 1, 25), ("01/25/2026", 1, 25), ("3/3/2026", 3, 3)]
)
def test_the_year_may_stand_last_where_the_month_can_be_told(written: str, month: int, day: int) -> None:
    assert cells.day_of(written) == date(2026, month, day)


@pytest.mark.parametrize(
    ("written", "reason"),
    [
        ("", cells.NO_DAY),
        ("昨天", cells.NO_DAY),
        ("2026-02-30", cells.NO_DAY),
        ("2026-13-01", cells.NO_DAY),
        ("01-05", cells.NO_DAY),
        ("26-01-05", cells.NO_DAY),
        ("12345", cells.NO_DAY),
        ("5 Foo 2026", cells.NO_DAY),
        ("2026-01-05 早上", cells.NO_DAY),
        ("05/01/2026", cells.DAY_OR_MONTH),
        ("1900-01-05", cells.OTHER_CENTURY),
    ],
)
def test_what_is_no_day_is_refused(written: str, reason: str) -> None:
    with pytest.raises(Unreadable) as refused:
        cells.day_of(written)

    assert refused.value.reason == reason


@given(st.dates(date(1990, 1, 1), date(2100, 12, 31)))
def test_every_day_is_read_as_it_is_and_as_a_spreadsheet_counts_it(day: date) -> None:
    count = (day - date(1899, 12, 30)) // timedelta(days=1)

    assert [cells.day_of(text) for text in (day.isoformat(), f"{day:%Y%m%d}", str(count), f"{count}.75")] == [day] * 4


def test_a_number_of_an_account_is_read_without_spaces() -> None:
    assert cells.digits_of("[6222 0210-01]") == "6222021001"
