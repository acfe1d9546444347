"""Whatever stands in the cells, the register says what it read and what it could not, and never stumbles."""

from datetime import date
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from courtyard.core.register import Column, Register, Row, guess_columns, parse, same_names, summary
from courtyard.core.register.rows import Cell

COLUMNS = {
    "幢号": Column.BUILDING,
    "单元": Column.ENTRANCE,
    "室": Column.HOME,
    "坐落": Column.ADDRESS,
    "业主": Column.OWNER,
    "电话": Column.PHONE,
    "身份证号": Column.ID_NUMBER,
    "面积": Column.AREA,
    "用途": Column.USE,
    "份额": Column.SHARE,
    "交付日期": Column.DELIVERED,
}
PIECES = st.sampled_from(
    ["1", "5号楼", "302室", "枫明", "、", "和", "60%", "1/2", "㎡", "89.6", ",", "O", "-", "小计", "弄", "幢", "单元",
     " ", "\n", '="1"', "等", "公司", "(", ")", "½", "百分之五十", "分之", "0", "139", "13900000261", "共2户",
     "2026-13-45", "20261345", "第", "点"]
)  # fmt: skip
CELLS: st.SearchStrategy[Cell] = st.one_of(
    st.just(""), st.lists(PIECES, max_size=5).map("".join), st.text(max_size=6), st.just(date(2026, 1, 2))
)
SHEETS = st.lists(st.lists(CELLS, min_size=len(COLUMNS), max_size=len(COLUMNS)), max_size=6)


@settings(derandomize=True, deadline=None, max_examples=200)
@given(lines=SHEETS, headed=st.booleans(), guessed=st.booleans())
def test_any_cells_give_a_register(lines: list[list[Cell]], headed: bool, guessed: bool) -> None:
    head: list[list[Cell]] = [[*COLUMNS]] if headed else []
    rows = [Row(number, tuple(line)) for number, line in enumerate([*head, *lines], start=1)]
    columns = guess_columns(rows).mapping if guessed else dict(enumerate(COLUMNS.values()))

    register = parse(rows, columns, known={"1号楼", "5号楼"}, strict=True)

    assert_it_adds_up(register, len(rows))
    assert_it_fits_the_tables(register)
    assert len(summary(register)["errors"]) == len(register.problems)
    assert all(len(group.entries) > 1 for group in same_names(register))
    assert all("{" not in problem.text() for problem in register.problems if "{" not in str(problem.fields))


def assert_it_adds_up(register: Register, rows: int) -> None:
    counts = register.counts
    assert counts.homes + counts.continuations + counts.bad + counts.skipped == counts.rows == rows
    assert len(register.homes) == counts.homes
    assert all(one.row <= other.row for one, other in pairwise(register.problems))


def assert_it_fits_the_tables(register: Register) -> None:
    for home in register.homes:
        assert home.building in {"1号楼", "5号楼"}
        assert 0 < len(home.name) <= 40
        assert len(home.entrance) <= 40
        assert home.area_cm2 is None or home.area_cm2 > 0
        assert all(0 < len(owner.name) <= 120 and len(owner.phone) <= 40 for owner in home.owners)
        parts = [owner.share for owner in home.owners if owner.share is not None]
        assert sum(parts) <= 1
        assert sum(parts) == 1 or len(parts) < len(home.owners) or not parts
