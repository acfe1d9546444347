"""Columns are matched once, kept, and used again for the next file of the same bank."""

import json

import pytest

from courtyard.core.bank import Column, ColumnMap, guess_columns, read_statement
from courtyard.core.bank.columns import column_of, heading
from courtyard.core.bank.mapping import ColumnTwice, MissingColumn, NoSuchColumns, OtherHeadings
from courtyard.core.tests import bank_files
from courtyard.core.tests.bank_files import rows

MAP = guess_columns(rows(bank_files.ALIPAY)).columns


@pytest.mark.parametrize("text", [*bank_files.SAME_TWO.values(), bank_files.ALIPAY, bank_files.WECHAT])
def test_a_kept_map_reads_what_the_guess_read(text: str) -> None:
    kept = json.dumps(guess_columns(rows(text)).columns.to_json())

    again = read_statement(rows(text), ColumnMap.from_json(json.loads(kept)))

    assert again == read_statement(rows(text))


def test_a_kept_map_knows_that_out_is_written_with_a_minus() -> None:
    """Next month's file may have nothing but a payment taken back, from which nobody could guess it."""
    assert MAP.minus_out
    assert ColumnMap.from_json(MAP.to_json()) == MAP


SIGNED = "记账日,金额,借贷标志,余额\n"


def test_a_map_of_a_month_without_payments_out_learns_of_signs_later() -> None:
    first = guess_columns(rows(SIGNED + "2026-01-05,3.00,贷,3.00\n")).columns
    text = SIGNED + "2026-02-05,-2.00,借,1.00\n2026-02-06,-1.00,借,0.00\n"

    statement = read_statement(rows(text), ColumnMap.from_json(first.to_json()))

    assert first.signed is None
    assert [line.fen for line in statement.lines] == [-200, -100]


def test_a_map_that_knows_of_signs_knows_what_is_taken_back() -> None:
    first = guess_columns(rows(SIGNED + "2026-01-05,3.00,借,7.00\n")).columns

    statement = read_statement(rows(SIGNED + "2026-02-05,-3.00,借,10.00\n"), first)

    assert first.signed is False
    assert [line.fen for line in statement.lines] == [300]


def test_a_map_is_not_used_for_other_headings() -> None:
    with pytest.raises(OtherHeadings):
        read_statement(rows(bank_files.CMB), MAP)


def test_a_map_is_used_again_for_headings_in_two_lines() -> None:
    text = "交易日期,摘要,发生额,,余额\n,,借方,贷方,\n2026-01-06,物业费,,3.00,3.00\n"

    again = read_statement(rows(text), guess_columns(rows(text)).columns)

    assert [line.fen for line in again.lines] == [300]


def test_a_person_corrects_a_column() -> None:
    text = "日期,进项,出项,摘要,说明二\n2026-01-06,3.00,,物业费,1-302\n"
    guessed = ColumnMap(
        ("日期", "进项", "出项", "摘要", "说明二"), (Column.DAY, Column.OUT, Column.IN, *[Column.TEXT] * 2)
    )

    corrected = guessed.corrected({1: Column.IN, 2: Column.OUT, 4: Column.IGNORE})

    assert [(line.fen, line.text) for line in read_statement(rows(text), corrected).lines] == [(300, "物业费")]


def test_two_columns_cannot_be_the_same() -> None:
    with pytest.raises(ColumnTwice) as refused:
        MAP.corrected({0: Column.DAY})

    assert refused.value.fields == {"one": "A", "other": "E"}


@pytest.mark.parametrize("changes", [{4: Column.IGNORE}, {6: Column.IGNORE, 7: Column.IGNORE}])
def test_a_map_needs_a_day_and_an_amount(changes: dict[int, Column]) -> None:
    with pytest.raises(MissingColumn):
        MAP.corrected(changes)


def test_a_column_that_is_not_there_is_not_corrected() -> None:
    with pytest.raises(NoSuchColumns):
        MAP.corrected({99: Column.TEXT})


@pytest.mark.parametrize(
    "kept",
    [
        None,
        [],
        {},
        MAP.to_json() | {"columns": ["day", "creed"]},
        MAP.to_json() | {"columns": ["day", "in"]},
        MAP.to_json() | {"headings": "交易日期"},
        MAP.to_json() | {"headings": [1] * len(MAP.columns)},
        MAP.to_json() | {"minus_out": 1},
    ],
)
def test_what_is_no_kept_map_is_refused(kept: object) -> None:
    with pytest.raises(NoSuchColumns):
        ColumnMap.from_json(kept)


@pytest.mark.parametrize(
    ("written", "bare"),
    [
        ("交易金额[ Trade Amount ]", "交易金额"),
        ("收入金额（+元）", "收入金额+"),
        ("支出金额（-元）", "支出金额-"),
        ("记账金额(收入)", "记账金额收入"),
        ("余额（元）", "余额"),
        ("收/付方帐号", "收付方账号"),
        (" 交 易 日 期 ", "交易日期"),
        ("Transaction Date", "transactiondate"),
        ("题" * 81, ""),
    ],
)
def test_a_heading_is_known_without_its_trimmings(written: str, bare: str) -> None:
    assert heading(written) == bare


@pytest.mark.parametrize(
    ("written", "column"),
    [
        ("本次借方发生金额", Column.OUT),
        ("起息日期", Column.IGNORE),
        ("可用余额", Column.IGNORE),
        ("对手方户名", Column.NAME),
        ("渠道流水号", Column.SERIAL),
        ("客户摘要内容", Column.TEXT),
    ],
)
def test_a_heading_nobody_listed_is_guessed_by_its_words(written: str, column: Column) -> None:
    found = column_of(written)

    assert found is not None
    assert found[0] is column


def test_a_heading_of_nothing_we_use_is_none() -> None:
    assert column_of("渠道") is None
