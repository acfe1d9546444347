"""A statement must add up: from balance to balance, and to what the bank says of the whole."""

from collections.abc import Sequence
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courtyard.core.bank import Statement, chain, read_statement
from courtyard.core.quantities import format_fen
from courtyard.core.tests.bank_files import rows

HEAD = "交易日期,收入,支出,余额,摘要\n"
FIRST = date(2026, 1, 1)
LINES = (
    "2026-01-05,3.00,,103.00,甲\n",
    "2026-01-06,,5.00,98.00,乙\n",
    "2026-01-06,7.00,,105.00,丙\n",
    "2026-01-07,1.00,,106.00,丁\n",
)


def read(lines: Sequence[str], below: str = "", above: str = "") -> Statement:
    return read_statement(rows(above + HEAD + "".join(lines) + below))


def told(statement: Statement) -> list[tuple[int, str]]:
    return [(fault.row, fault.text()) for fault in statement.faults]


def broken(row: int, before: str, moved: str, expected: str, stated: str, off: str) -> tuple[int, str]:
    fields = {"before": before, "moved": moved, "expected": expected, "stated": stated, "off": off}
    return row, chain.BALANCE_BROKEN.format(**fields)


@pytest.mark.parametrize("order", [(0, 1, 2, 3), (3, 2, 1, 0), (0, 2, 1, 3), (3, 1, 2, 0)])
def test_lines_come_out_oldest_first_whatever_the_order_of_the_file(order: Sequence[int]) -> None:
    statement = read([LINES[at] for at in order])

    assert [line.text for line in statement.lines] == ["甲", "乙", "丙", "丁"]
    assert statement.faults == ()
    assert (statement.opening_fen, statement.closing_fen) == (100_00, 106_00)


def test_a_missing_line_is_found_where_it_is_missing() -> None:
    statement = read([LINES[0], *LINES[2:]])

    assert told(statement) == [broken(3, "103.00", "7.00", "110.00", "105.00", "-5.00")]


def test_a_missing_line_is_found_newest_first_too() -> None:
    statement = read([LINES[3], LINES[2], LINES[0]])

    assert told(statement) == [broken(3, "103.00", "7.00", "110.00", "105.00", "-5.00")]
    assert statement.newest_first


def test_a_wrong_balance_breaks_before_and_after_itself() -> None:
    statement = read([LINES[0], LINES[1].replace("98.00", "89.00"), *LINES[2:]])

    assert told(statement) == [
        broken(3, "103.00", "-5.00", "98.00", "89.00", "-9.00"),
        broken(4, "89.00", "7.00", "96.00", "105.00", "9.00"),
    ]


def test_lines_without_a_balance_are_carried_to_the_next_with_one() -> None:
    statement = read([LINES[0], LINES[1].replace("98.00", ""), *LINES[2:]])

    assert statement.faults == ()


def test_a_row_that_cannot_be_read_is_the_only_fault() -> None:
    statement = read([LINES[0], LINES[1].replace("5.00", "五元"), *LINES[2:]], "合计,11.00,5.00,,\n")

    assert [fault.row for fault in statement.faults] == [3]


@pytest.mark.parametrize(
    ("below", "says"),
    [
        ("合计,12.00,5.00,,\n", "The statement says 12.00 came in, but its lines add up to 11.00, off by -1.00."),
        ("合计,11.00,6.00,,\n", "The statement says 6.00 went out, but its lines add up to 5.00, off by -1.00."),
        ("收入笔数,4,,,\n", "The statement says 4 payments came in, but it has 3."),
        ("支出笔数：2笔,,,,\n", "The statement says 2 payments went out, but it has 1."),
        ("总笔数：5,,,,\n", "The statement says it has 5 lines, but we found 4."),
        ("期末余额：107.00元,,,,\n", "The statement says it ends with 107.00, but by its lines it ends with 106.00."),
    ],
)
def test_what_the_bank_says_of_the_whole_is_checked(below: str, says: str) -> None:
    assert told(read(LINES, below)) == [(6, says)]


def test_what_stands_above_the_headings_is_checked() -> None:
    statement = read(LINES, above="期初余额：101.00,期末余额,106.00\n")

    assert told(statement) == [
        (1, "The statement says it begins with 101.00, but by its first line it begins with 100.00.")
    ]


def test_without_balances_the_two_ends_are_checked_against_each_other() -> None:
    bare = "交易日期,收入,支出,摘要\n2026-01-05,3.00,,甲\n2026-01-06,,5.00,乙\n"

    right = read_statement(rows("期初余额,100.00,期末余额,98.00\n" + bare))
    wrong = read_statement(rows("期初余额,100.00,期末余额,99.00\n" + bare))

    assert right.faults == ()
    assert (right.opening_fen, right.closing_fen) == (100_00, 98_00)
    assert told(wrong) == [(1, "The statement says it ends with 99.00, but by its lines it ends with 98.00.")]


MOVES = st.lists(st.tuples(st.integers(0, 3), st.integers(-(10**9), 10**9).filter(bool)), min_size=1, max_size=12)


def written(moves: Sequence[tuple[int, int]], opening: int) -> list[str]:
    day, balance, lines = FIRST, opening, []
    for days, fen in moves:
        day, balance = day + timedelta(days=days), balance + fen
        came, went = (format_fen(fen), "") if fen > 0 else ("", format_fen(-fen))
        lines.append(f'{day},"{came}","{went}","{format_fen(balance)}",\n')
    return lines


@given(moves=MOVES, opening=st.integers(-(10**9), 10**9), newest_first=st.booleans())
def test_any_true_statement_adds_up_to_the_fen(moves: list[tuple[int, int]], opening: int, newest_first: bool) -> None:
    lines = written(moves, opening)

    statement = read(lines[::-1] if newest_first else lines)

    assert statement.faults == ()
    assert sum(line.fen for line in statement.lines) == sum(fen for _days, fen in moves)
    assert statement.in_fen - statement.out_fen == sum(fen for _days, fen in moves)


@given(moves=MOVES.filter(lambda moves: len(moves) > 2), gone=st.data())
def test_a_line_taken_out_of_the_middle_is_missed(moves: list[tuple[int, int]], gone: st.DataObject) -> None:
    lines = written([(1, fen) for _days, fen in moves], 10**10)
    at = gone.draw(st.integers(1, len(lines) - 2))

    statement = read(lines[:at] + lines[at + 1 :])

    assert [fault.row for fault in statement.faults] == [at + 2]
    assert statement.faults[0].fields["off"] == format_fen(moves[at][1])
