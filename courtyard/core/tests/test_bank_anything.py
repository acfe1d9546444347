"""Whatever stands in the cells, it is read, named or refused; never lost, and never a stumble."""

from datetime import date
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from courtyard.core.bank import ColumnMap, Openings, Statement, guess_columns, read_openings, read_statement, recognise
from courtyard.core.bank.opening import NoHomes
from courtyard.core.bank.reader import NoLines
from courtyard.core.register import Row
from courtyard.core.register.rows import Cell

HEAD: list[Cell] = [
    "交易日期",
    "收入",
    "支出",
    "余额",
    "对方户名",
    "对方账号",
    "摘要",
    "流水号",
    "币种",
    "状态",
    "本方账号",
]
ONE_AMOUNT: list[Cell] = [
    "记账日",
    "金额",
    "收支标志",
    "余额",
    "付款人名称",
    "收款人名称",
    "用途",
    "凭证号",
    "交易类型",
]
OPENING: list[Cell] = ["楼号", "单元", "室号", "首期", "利息", "已使用", "余额", "备注"]
PIECES = st.sampled_from(
    ["1", "-", "3.00", "1,234.50", "合计", "小计", "期初余额", "期末余额：", "收入笔数", "支出合计：2笔，共-0.60元",
     "2026-01-05", "20260105", "#", "收", "支", "不计收支", "/", "￥", "元", "1-302", "5号楼", "302室",
     "账号：6222021001", "USD", "CNY", "`", "交易关闭", "1E9", "0.30000000000000004",
     "(", ")", " ", "\n", '="1"', "第1页", "二", "²", "．",
     "{", "}"]
)  # fmt: skip
CELLS: st.SearchStrategy[Cell] = st.one_of(
    st.just(""), st.lists(PIECES, max_size=4).map("".join), st.text(max_size=6), st.just(date(2026, 1, 2))
)
SHEETS = st.lists(st.lists(CELLS, max_size=len(HEAD)), max_size=8)


def sheet(*lines: list[Cell]) -> list[Row]:
    return [Row(number, tuple(line)) for number, line in enumerate(lines, start=1)]


@settings(deadline=None, max_examples=300)
@given(above=SHEETS, below=SHEETS, head=st.sampled_from([HEAD, ONE_AMOUNT]))
def test_any_cells_give_a_statement(above: list[list[Cell]], below: list[list[Cell]], head: list[Cell]) -> None:
    rows = sheet(*above, head, *below)

    try:
        statement = read_statement(rows)
        again = read_statement(rows, ColumnMap.from_json(guess_columns(rows).columns.to_json()))
    except NoLines:
        return

    assert again == statement
    assert_it_holds_together(statement, len(rows))
    new = recognise("1", statement.lines, ()).new
    assert [line for line, _identity in new] == list(statement.lines)
    assert recognise("1", statement.lines, [identity for _line, identity in new]).new == ()


def assert_it_holds_together(statement: Statement, rows: int) -> None:
    named = [line.row for line in statement.lines] + [note.row for note in statement.notes]
    assert len(named) == len(set(named))
    assert all(1 <= row <= rows for row in named)
    assert all(line.fen for line in statement.lines)
    assert statement.in_fen - statement.out_fen == sum(line.fen for line in statement.lines)
    assert all(one.row <= other.row for one, other in pairwise(statement.faults))
    assert all(fault.text() for fault in (*statement.faults, *statement.notes))
    assert all(
        stated.value >= 0 for figure, stated in statement.stated.items() if figure.value.endswith(("sum", "count"))
    )


@settings(deadline=None, max_examples=300)
@given(above=SHEETS, below=SHEETS)
def test_any_cells_give_openings(above: list[list[Cell]], below: list[list[Cell]]) -> None:
    try:
        openings = read_openings(sheet(*above, OPENING, *below), stated_fen=100)
    except NoHomes:
        return

    assert_no_home_owes(openings)


def assert_no_home_owes(openings: Openings) -> None:
    places = [(line.building, line.entrance, line.room) for line in openings.lines]
    assert len(places) == len(set(places))
    assert all(line.building and line.room and line.balance_fen >= 0 for line in openings.lines)
    assert openings.total_fen == 100 or openings.faults
    assert all(fault.text() for fault in (*openings.faults, *openings.notes))
