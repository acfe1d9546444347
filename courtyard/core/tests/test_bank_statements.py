"""A file from any usual bank is read to the fen, and every row that cannot be read is named."""

from datetime import date

import pytest

from courtyard.core.bank import Column, Figure, Line, Stated, Statement, guess_columns, read_statement
from courtyard.core.bank import reader as reading
from courtyard.core.bank.mapping import NoHeadings
from courtyard.core.bank.reader import LINES_MAX, NoLines, TooManyLines
from courtyard.core.register import Row
from courtyard.core.tests import bank_files, register_files
from courtyard.core.tests.bank_files import rows
from courtyard.core.tests.register_files import FORMATS, Paper
from courtyard.places import sheets

SIXTH, SEVENTH = date(2026, 1, 6), date(2026, 1, 7)
HEAD = "交易日期,收入,支出,余额,对方户名,摘要\n"
SIGNED_HEAD = "交易日期,金额,收支标志,余额,摘要\n"


def read(text: str) -> Statement:
    return read_statement(rows(text))


def faults(statement: Statement) -> list[tuple[int, str, str]]:
    return [(fault.row, fault.cell, fault.says) for fault in statement.faults]


def moved(statement: Statement) -> list[tuple[date, int, int | None]]:
    return [(line.day, line.fen, line.balance_fen) for line in statement.lines]


@pytest.mark.parametrize("bank", bank_files.SAME_TWO)
def test_seven_banks_say_the_same_of_two_movements(bank: str) -> None:
    statement = read(bank_files.SAME_TWO[bank])

    assert faults(statement) == []
    assert moved(statement) == [(SIXTH, 300_00, 10_300_00), (SEVENTH, -1_234_50, 9_065_50)]
    assert [line.name for line in statement.lines] == ["桂芳华", "上海恒升电梯有限公司"]
    assert [line.account for line in statement.lines] == ["6222021001000000001", "1001244009300000456"]
    assert ["1-302 物业费" in line.text for line in statement.lines] == [True, False]
    assert (statement.opening_fen, statement.closing_fen) == (10_000_00, 9_065_50)
    assert (statement.in_fen, statement.out_fen) == (300_00, 1_234_50)


@pytest.mark.parametrize(
    ("bank", "account", "serials", "newest_first"),
    [
        ("icbc", "1001244009300000123", ["", ""], False),
        ("ccb", "31050161400000000999", ["8811-90001", "8812-90002"], True),
        ("abc", "03421500040012345", ["", ""], False),
        ("boc", "", ["99810", "99812"], True),
        ("cmb", "121900012345678", ["C0001", "C0002"], False),
        ("spdb", "97990078801300000123", ["90000011", "90000012"], False),
        ("bocom", "310066000012345678901", ["", ""], False),
    ],
)
def test_the_account_and_the_banks_numbers_are_read(
    bank: str, account: str, serials: list[str], newest_first: bool
) -> None:
    statement = read(bank_files.SAME_TWO[bank])

    assert statement.account == account
    assert [line.serial for line in statement.lines] == serials
    assert statement.newest_first is newest_first


def test_alipays_export_is_read_with_what_it_says_of_itself() -> None:
    statement = read(bank_files.ALIPAY)

    assert statement.lines == (
        Line(6, date(2026, 1, 5), 300_00, 300_00, "桂芳华", "gui***@example.org", "K7M294TXPW3H 物业费", "70001"),
        Line(7, date(2026, 1, 5), -60, 299_40, "", "", "K7M294TXPW3H 物业费手续费", "70002"),
    )
    assert statement.account == "20881234567890120156"
    assert statement.faults == ()
    assert statement.stated == {
        Figure.OUT_COUNT: Stated(9, 1),
        Figure.OUT_SUM: Stated(9, 60),
        Figure.IN_COUNT: Stated(10, 1),
        Figure.IN_SUM: Stated(10, 300_00),
    }


def test_wechats_export_is_read_with_the_sums_below() -> None:
    statement = read(bank_files.WECHAT)

    assert [(line.fen, line.balance_fen, line.serial) for line in statement.lines] == [
        (300_00, 300_00, "10001"),
        (-1_80, 298_20, "10002"),
    ]
    assert statement.faults == ()
    assert {figure: stated.value for figure, stated in statement.stated.items()} == {
        Figure.COUNT: 2, Figure.IN_COUNT: 1, Figure.IN_SUM: 300_00, Figure.OUT_COUNT: 1, Figure.OUT_SUM: 1_80,
    }  # fmt: skip


def test_what_moved_no_money_is_passed_over_and_named() -> None:
    statement = read(bank_files.WECHAT_PURSE)

    assert [(line.day.day, line.fen) for line in statement.lines] == [(5, 300_00), (8, -12_50)]
    assert [(note.row, note.says) for note in statement.notes] == [
        (10, reading.NEITHER_WAY),
        (11, reading.NOT_CARRIED_OUT),
    ]
    assert statement.faults == ()
    assert statement.stated == {
        Figure.IN_COUNT: Stated(5, 1),
        Figure.IN_SUM: Stated(5, 300_00),
        Figure.OUT_COUNT: Stated(6, 1),
        Figure.OUT_SUM: Stated(6, 12_50),
    }


@pytest.mark.parametrize("filename", list(FORMATS))
def test_every_format_gives_the_same_statement(filename: str) -> None:
    written: list[list[register_files.Written]] = [[*line] for line in bank_files.cells(bank_files.CMB)]
    for line in written[3:]:
        for column in (4, 5, 6):
            line[column] = float(str(line[column])) if line[column] else ""
    sheet = sheets.read(FORMATS[filename](Paper(written, name="明细")), filename)

    statement = read_statement(sheet.rows)

    assert statement == read(bank_files.CMB)


def test_days_may_be_cells_of_days() -> None:
    head, *lines = rows(HEAD + "x,3,,,枫明,物业费\n")
    lines = [row._replace(cells=(SIXTH, *row.cells[1:])) for row in lines]

    statement = read_statement([head, *lines])

    assert moved(statement) == [(SIXTH, 300, None)]


def test_two_lines_of_headings_are_one() -> None:
    statement = read("交易日期,摘要,发生额,,余额\n,,借方,贷方,\n2026-01-06,物业费,,3.00,3.00\n")

    assert moved(statement) == [(SIXTH, 300, 300)]


def test_a_line_that_only_says_what_was_there_is_no_payment() -> None:
    text = HEAD + "2026-01-01,,,100.00,,承前余额\n2026-01-06,3.00,,103.00,枫明,物业费\n"

    statement = read(text)

    assert moved(statement) == [(SIXTH, 300, 103_00)]
    assert statement.stated == {Figure.OPENING: Stated(2, 100_00)}
    assert statement.faults == ()


def test_a_payment_taken_back_is_one_the_other_way() -> None:
    text = HEAD + "2026-01-06,,5.00,95.00,电梯公司,维保\n2026-01-06,,-5.00,100.00,电梯公司,冲正\n合计,0.00,0.00,,,\n"

    statement = read(text)

    assert [line.fen for line in statement.lines] == [-500, 500]
    assert statement.faults == ()


def test_one_column_with_a_sign_needs_no_other() -> None:
    statement = read("记账日,交易金额,余额,摘要\n20260106,+3.00,103.00,物业费\n20260107,-5.00,98.00,维保\n")

    assert [line.fen for line in statement.lines] == [300, -500]


def test_headings_repeated_on_every_page_are_no_lines() -> None:
    page = "2026-01-06,3.00,,,枫明,物业费\n本页小计,3.00,,,,\n"

    statement = read(HEAD + page + HEAD + page)

    assert [line.row for line in statement.lines] == [2, 5]
    assert statement.faults == ()


@pytest.mark.parametrize(
    ("line", "cell", "says"),
    [
        ("2026-13-06,3.00,,,枫明,物业费", "A2", "This is not a day. Write it like 2026-01-31."),
        (",3.00,,,枫明,物业费", "A2", reading.NO_DAY_HERE),
        ("2026-01-06,三元,,,枫明,物业费", "B2", "This is not an amount in yuan. Write it like 1,234.50."),
        ("2026-01-06,3.005,,,枫明,物业费", "B2", "This amount has parts of a fen. Write it with two decimals."),
        ("2026-01-06,3.00,4.00,,枫明,物业费", "B2", reading.BOTH_WAYS),
        ("2026-01-06,,,,枫明,物业费", "B2", reading.NO_MONEY),
        ("2026-01-06,3.00,,1O.00,枫明,物业费", "D2", "This is not an amount in yuan. Write it like 1,234.50."),
    ],
)
def test_a_row_that_cannot_be_read_is_named(line: str, cell: str, says: str) -> None:
    statement = read(f"{HEAD}{line}\n2026-01-07,4.00,,,柳英,物业费\n")

    assert faults(statement) == [(2, cell, says)]
    assert [one.row for one in statement.lines] == [3]


def test_a_row_with_no_word_of_its_way_is_named() -> None:
    statement = read(SIGNED_HEAD + "2026-01-06,3.00,收,,物业费\n2026-01-07,4.00,,,物业费\n")

    assert faults(statement) == [(3, "C3", reading.NO_WAY)]


def test_another_currency_and_another_account_are_named() -> None:
    text = "本方账号,交易日期,收入,支出,币种\n1,2026-01-06,3,,人民币\n1,2026-01-06,3,,USD\n2,2026-01-06,3,,CNY\n"

    statement = read(text)

    assert faults(statement) == [(3, "E3", reading.OTHER_CURRENCY), (4, "A4", reading.OTHER_ACCOUNT)]
    assert [fault.text() for fault in statement.faults] == [
        "This line is in USD. Only yuan can be booked.",
        "This line is of account 2, and the statement is of 1. Import each by itself.",
    ]


def test_an_amount_of_nought_is_passed_over_and_named() -> None:
    statement = read(HEAD + "2026-01-06,3.00,,,枫明,物业费\n2026-01-07,0.00,0.00,,,结息\n")

    assert [(note.row, note.says) for note in statement.notes] == [(3, reading.MOVES_NOTHING)]


def test_a_number_of_a_slip_is_the_banks_only_where_each_stands_once() -> None:
    once = read("交易日期,收入,支出,凭证号\n2026-01-06,3,,881\n2026-01-06,3,,882\n")
    twice = read("交易日期,收入,支出,凭证号\n2026-01-06,3,,881\n2026-01-06,3,,881\n")

    assert [line.serial for line in once.lines] == ["881", "882"]
    assert [line.serial for line in twice.lines] == ["", ""]


def test_a_file_without_headings_is_refused() -> None:
    with pytest.raises(NoHeadings):
        read("2026-01-06,3.00,,\n")


def test_headings_without_lines_are_refused() -> None:
    with pytest.raises(NoLines):
        read(HEAD + "合计,,,,,\n")


def test_more_lines_than_the_limit_are_refused() -> None:
    head = rows(HEAD)[0]
    many = [Row(number, ("2026-01-06", "1", "", "", "", "")) for number in range(2, LINES_MAX + 3)]

    with pytest.raises(TooManyLines):
        read_statement([head, *many])


def test_the_columns_of_every_bank_are_guessed() -> None:
    unused = {Column.IGNORE, Column.TEXT}

    found = {name: set(guess_columns(rows(text)).columns.columns) - unused for name, text in
             bank_files.SAME_TWO.items()}  # fmt: skip

    two_ways = {Column.DAY, Column.IN, Column.OUT, Column.BALANCE, Column.NAME, Column.ACCOUNT}
    assert found["abc"] == two_ways
    assert found["icbc"] == two_ways | {Column.OWN_ACCOUNT}
    assert found["ccb"] == two_ways | {Column.OWN_ACCOUNT, Column.SERIAL, Column.CURRENCY}
    assert found["cmb"] == found["spdb"] == two_ways | {Column.SERIAL}
    assert found["bocom"] == two_ways - {Column.IN, Column.OUT} | {Column.AMOUNT, Column.SIGN}
    assert found["boc"] == {
        Column.DAY, Column.AMOUNT, Column.SIGN, Column.BALANCE, Column.CURRENCY, Column.SERIAL, Column.PAYER_NAME,
        Column.PAYER_ACCOUNT, Column.PAYEE_NAME, Column.PAYEE_ACCOUNT,
    }  # fmt: skip
