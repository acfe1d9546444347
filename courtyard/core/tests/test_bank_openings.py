"""What each home has in the maintenance fund is taken over only if the list adds up, row by row and as a whole."""

from collections.abc import Sequence
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courtyard.core.bank import OpeningColumn, OpeningLine, Openings, guess_opening, opening, read_openings
from courtyard.core.bank.opening import NoHomes, TooManyHomes
from courtyard.core.bank.opening_columns import MissingOpeningColumn, NoOpeningHeadings, OpeningColumnTwice
from courtyard.core.quantities import format_fen
from courtyard.core.register import Row
from courtyard.core.tests import register_files
from courtyard.core.tests.bank_files import export, rows
from courtyard.core.tests.register_files import FORMATS, Paper
from courtyard.places import sheets

LIST = export("opening")
HEAD = "楼号,室号,户名,面积,首期,余额\n"
FULL_HEAD = "房屋坐落,首期交存,利息,续交,已使用,余额\n"


def read(text: str, **more: object) -> Openings:
    return read_openings(rows(text), **more)  # type: ignore[arg-type]


def told(openings: Openings) -> list[tuple[int, str, str]]:
    return [(fault.row, fault.cell, fault.text()) for fault in openings.faults]


def test_a_list_as_offices_keep_it_is_read() -> None:
    openings = read(LIST, stated_fen=5_210_000)

    assert openings.lines == (
        OpeningLine(5, "1号楼", "", "101", 980_000, 1_000_000),
        OpeningLine(6, "1号楼", "", "102", 1_230_050, 1_200_000),
        OpeningLine(8, "2号楼", "", "101", 999_950, 1_000_000),
        OpeningLine(9, "2号楼", "", "102", 2_000_000, None),
    )
    assert told(openings) == []
    assert openings.total_fen == 5_210_000
    assert [(note.row, note.says) for note in openings.notes] == [(12, opening.NOT_A_HOME)]


@pytest.mark.parametrize("filename", list(FORMATS))
def test_every_format_gives_the_same_list(filename: str) -> None:
    cells: list[list[register_files.Written]] = [["幢号", "室", "余额"], [1, 101, 9_800.1], [1, 102, 12_300.55]]
    sheet = sheets.read(FORMATS[filename](Paper(cells)), filename)

    openings = read_openings(sheet.rows)

    assert [(line.building, line.room, line.balance_fen) for line in openings.lines] == [
        ("1号楼", "101", 980_010),
        ("1号楼", "102", 1_230_055),
    ]


def test_the_columns_are_guessed_and_corrected() -> None:
    text = "楼号,室号,余额,结余\n1,101,1.00,2.00\n"
    guess = guess_opening(rows(text))

    assert guess.columns == (
        OpeningColumn.BUILDING, OpeningColumn.HOME, OpeningColumn.BALANCE, OpeningColumn.IGNORE,
    )  # fmt: skip
    corrected = (*guess.columns[:2], OpeningColumn.IGNORE, OpeningColumn.BALANCE)
    assert [line.balance_fen for line in read(text, columns=corrected).lines] == [200]


@pytest.mark.parametrize("written", ["5号楼2单元302室", "5-2-302", "陶安路12弄5号楼2单元302"])
def test_a_home_in_one_cell_is_taken_apart(written: str) -> None:
    (line,) = read(f"房屋地址,余额\n{written},1.00\n").lines

    assert (line.building, line.entrance, line.room) == ("5号楼", "2单元", "302")


def test_building_and_entrance_may_be_left_out_below_themselves() -> None:
    text = "楼号,单元,室号,余额\n1,1,101,1\n,,102,1\n,2,101,1\n2,1,101,1\n3号楼\n,1,101,1\n"

    openings = read(text)

    assert [(line.building, line.entrance, line.room) for line in openings.lines] == [
        ("1号楼", "1单元", "101"),
        ("1号楼", "1单元", "102"),
        ("1号楼", "2单元", "101"),
        ("2号楼", "1单元", "101"),
        ("3号楼", "1单元", "101"),
    ]
    assert openings.faults == ()


def test_an_estate_of_one_building_need_not_name_it() -> None:
    text = "室号,余额\n101,1\n"

    assert told(read(text)) == [(2, "A2", opening.NO_BUILDING)]
    assert read(text, building="1幢").lines[0].building == "1号楼"


@pytest.mark.parametrize(
    ("line", "cell", "says"),
    [
        ("1,102,枫明,89,100,-0.01", "F3", opening.BELOW_NOUGHT.format(amount="-0.01")),
        ("1,102,枫明,89,-1,5", "E3", opening.BELOW_NOUGHT.format(amount="-1.00")),
        ("1,102,枫明,89,100,", "F3", opening.NO_BALANCE),
        ("1,102,枫明,89,100,一百", "F3", "This is not an amount in yuan. Write it like 1,234.50."),
        ("1,102,枫明,89,100,1.005", "F3", "This amount has parts of a fen. Write it with two decimals."),
        ("1,,枫明,89,100,5", "B3", opening.NO_ROOM),
        ("1,101,枫明,89,100,5", "B3", "This home stands in row 2 already. Leave one of the two."),
        ("1幢,1O1,枫明,89,100,5", "B3", "It contains the letter O instead of the digit 0."),
        ("2,3号楼101,枫明,89,100,5", "B3", "This names 3号楼, but the building column says 2号楼."),
    ],
)  # fmt: skip
def test_a_row_that_cannot_be_taken_is_named(line: str, cell: str, says: str) -> None:
    openings = read(f"{HEAD}1,101,柳英,89,100,1\n{line}\n2,201,梅若兰,89,100,1\n合计,,,,300,8\n", stated_fen=800)

    assert told(openings) == [(3, cell, says)]
    assert [line.row for line in openings.lines] == [2, 4]


def test_a_room_turned_into_a_date_is_named() -> None:
    head, row = rows("楼号,室号,余额\n1,x,5\n")

    openings = read_openings([head, row._replace(cells=("1", date(2026, 5, 1), "5"))])

    assert told(openings) == [(2, "B2", opening.A_DATE)]


def test_a_row_whose_columns_do_not_make_its_balance_is_named() -> None:
    text = (
        FULL_HEAD + "1-101,100,2.50,10,12.50,100\n1-102,100,2.50,,12.50,91\n1-103,100,-1,,,99\n合计,300,4,10,25,290\n"
    )

    assert told(read(text)) == [
        (
            3,
            "F3",
            "This row does not add up: by its other columns 90.00 should be left, but 91.00 is written, off by 1.00.",
        )
    ]


def test_a_sum_of_a_building_that_is_wrong_is_named() -> None:
    text = HEAD + "1,101,,,,10\n1,102,,,,20\n小计,,,,,31\n2,101,,,,5\n小计,,,,,5\n合计,,,,,35\n"

    assert told(read(text)) == [(4, "F4", "This line says 31.00, but the rows above add up to 30.00, off by -1.00.")]


def test_a_total_that_is_wrong_is_named_with_how_much() -> None:
    text = HEAD + "1,101,,,60,10\n1,102,,,60,20\n合计,,,,120,35\n"

    assert told(read(text, stated_fen=3_600)) == [
        (0, "", "The total was to be 36.00, but the homes add up to 30.00, off by -6.00."),
        (4, "F4", "This line says 35.00, but the rows above add up to 30.00, off by -5.00."),
    ]


def test_a_word_below_the_list_is_no_home() -> None:
    openings = read("楼号,室号,余额\n1,101,1\n1,102\n制表：枫明\n,以上无误\n")

    assert told(openings) == [(3, "C3", opening.NO_BALANCE)]
    assert [note.row for note in openings.notes] == [4, 5]


def test_headings_repeated_on_every_page_are_no_homes() -> None:
    openings = read(HEAD + "1,101,,,,10\n" + HEAD + "1,102,,,,20\n")

    assert [line.row for line in openings.lines] == [2, 4]


@pytest.mark.parametrize("text", ["楼号,室号,户名\n1,101,枫明\n", "余额\n1\n", "1,101,5\n"])
def test_a_list_without_headings_is_refused(text: str) -> None:
    with pytest.raises(NoOpeningHeadings):
        read(text)


def test_a_list_without_homes_is_refused() -> None:
    with pytest.raises(NoHomes):
        read(HEAD + "合计,,,,,0\n")


def test_a_list_too_long_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opening, "HOMES_MAX", 1)

    with pytest.raises(TooManyHomes):
        read(HEAD + "1,101,,,,1\n1,102,,,,1\n")


@pytest.mark.parametrize(
    ("columns", "refusal"),
    [
        ((OpeningColumn.HOME, OpeningColumn.HOME, OpeningColumn.BALANCE), OpeningColumnTwice),
        ((OpeningColumn.BUILDING, OpeningColumn.IGNORE, OpeningColumn.BALANCE), MissingOpeningColumn),
        ((OpeningColumn.BUILDING, OpeningColumn.HOME, OpeningColumn.DEPOSIT), MissingOpeningColumn),
    ],
)
def test_columns_that_cannot_be_are_refused(columns: Sequence[OpeningColumn], refusal: type[Exception]) -> None:
    with pytest.raises(refusal):
        read("楼号,室号,余额\n1,101,1\n", columns=columns)


@given(
    balances=st.lists(st.integers(0, 10**9), min_size=1, max_size=12),
    wrong=st.integers(-(10**6), 10**6),
)
def test_any_list_adds_up_to_exactly_its_rows(balances: list[int], wrong: int) -> None:
    cells = [("楼号", "室号", "余额")]
    cells += [(str(1 + at // 5), str(101 + at % 5), format_fen(fen)) for at, fen in enumerate(balances)]
    sheet = [Row(number, tuple(line)) for number, line in enumerate(cells, start=1)]

    openings = read_openings(sheet, stated_fen=sum(balances) + wrong)

    assert openings.total_fen == sum(balances)
    assert [fault.fields["off"] for fault in openings.faults] == ([format_fen(-wrong)] if wrong else [])
