"""Rows of paper and rows of homes: what is skipped, what belongs to the home above, what is wrong."""

from collections.abc import Sequence
from datetime import date
from fractions import Fraction

import pytest

from courtyard.core.register import (
    Counts,
    Evidence,
    Register,
    Row,
    Use,
    addresses,
    guess_columns,
    parse,
    parser,
    same_names,
    shares,
    subtotals,
    summary,
    whereabouts,
)
from courtyard.core.register.rows import Cell

HEAD = ["幢号", "室", "业主", "电话", "面积", "性质", "份额"]


def sheet(*lines: Sequence[Cell], head: list[str] = HEAD) -> list[Row]:
    written: list[Sequence[Cell]] = [head, *lines]
    return [Row(number, tuple(line)) for number, line in enumerate(written, start=1)]


def read(rows: list[Row], **more: object) -> Register:
    return parse(rows, guess_columns(rows).mapping, **more)  # type: ignore[arg-type]


def homes(register: Register) -> list[tuple[str, str, list[str]]]:
    return [(home.building, home.name, [owner.name for owner in home.owners]) for home in register.homes]


def errors(register: Register) -> list[tuple[str, str]]:
    return [(problem.cell, problem.reason) for problem in register.problems]


def test_every_row_is_counted_once() -> None:
    rows = [
        Row(1, ("陶安小区业主名册",)),
        Row(2, ("单位：平方米",)),
        *(row._replace(number=row.number + 2) for row in sheet(
            ["1号楼", "101", "枫明", "", "89.60"],
            ["1号楼", "102", "柳英", "", "89.60", "", "60%"],
            ["", "", "枫小明", "", "", "", "40%"],
            ["小计", "共2户", "", "", "179.20"],
            [],
            ["陶安小区业主名册"],
            HEAD,
            ["2号楼", "", "梅若兰", "", "70"],
            ["合计：2户，179.20平方米"],
            ["第1页 共1页"],
        )),
    ]  # fmt: skip

    register = read(rows)

    assert register.counts == Counts(13, 2, 1, 1, 4, 2, 2, 1)
    assert register.counts.homes + register.counts.continuations + register.counts.bad + register.counts.skipped == 13
    assert register.notes == ()


def test_a_clean_row_is_read_in_full() -> None:
    rows = sheet(
        ["5幢", "２单元", "302室", "枫明", "139 0000 0261", "1,002.35㎡", "商铺", "100%", date(2019, 6, 12)],
        head=["幢号", "单元", "室", "业主", "电话", "面积", "性质", "份额", "交付日期"],
    )

    (home,) = read(rows).homes

    assert (home.row, home.building, home.entrance, home.name) == (2, "5号楼", "2单元", "302")
    assert (home.area_cm2, home.use, home.delivered, home.sold) == (10_023_500, Use.SHOP, date(2019, 6, 12), True)
    (owner,) = home.owners
    assert (owner.name, owner.phone, owner.share, owner.cell) == ("枫明", "13900000261", Fraction(1), "D2")
    assert not owner.legal


def test_space_comes_first_and_owners_later() -> None:
    register = read(sheet(["1", "101"], ["1", "102", "", "", "89.6"], ["1", "103", "未售", "", "89.6"]))

    assert homes(register) == [("1号楼", "101", []), ("1号楼", "102", []), ("1号楼", "103", [])]
    assert [home.area_cm2 for home in register.homes] == [None, 896_000, 896_000]
    assert [home.sold for home in register.homes] == [True, True, False]
    assert errors(register) == []


def test_a_running_number_alone_is_a_blank_row() -> None:
    register = read(sheet(["1", "1", "101", "枫明"], ["2"], head=["序号", "幢号", "室", "业主"]))

    assert (register.counts.homes, register.counts.blank) == (1, 1)


def test_buildings_left_out_for_looks_come_from_above() -> None:
    register = read(sheet(["1号楼", "101"], ["", "102"], ["", "103"], ["2号楼", "101"], ["", "102"]))

    assert [home.building for home in register.homes] == ["1号楼", "1号楼", "1号楼", "2号楼", "2号楼"]
    assert errors(register) == []


def test_a_building_forgotten_once_is_asked_for() -> None:
    rows = sheet(*[["1号楼", f"10{n}", "枫明"] for n in range(1, 9)], ["", "109", "柳英"])

    (problem,) = read(rows).problems

    assert (problem.cell, problem.reason, problem.suggestion) == ("A10", whereabouts.NO_BUILDING, "1号楼")


def test_a_title_names_the_building_of_the_rows_below() -> None:
    rows = sheet(
        ["101", "枫明"], ["陶安小区6号楼业主名册"], ["室", "业主"], ["101", "柳英"], head=["室", "业主"]
    )  # fmt: skip

    register = read([Row(1, ("陶安小区5号楼业主名册",)), *(row._replace(number=row.number + 1) for row in rows)])

    assert homes(register) == [("5号楼", "101", ["枫明"]), ("6号楼", "101", ["柳英"])]


def test_how_many_buildings_there_are_names_none() -> None:
    rows = sheet(["101", "枫明"], head=["室", "业主"])

    register = read([Row(1, ("陶安小区（共12幢）业主名册",)), *(row._replace(number=row.number + 1) for row in rows)])

    assert errors(register) == [("A3", whereabouts.NO_BUILDING)]


@pytest.mark.parametrize(
    "line",
    [
        ["第2页 共20页"],
        ["注：本名册一式两份，由居委会和物业各存一份"],
        ["制表人：荷老师", "", "审核人：", "", "日期：2026年6月12日"],
        ["", "以上房屋均已核对无误"],
        ["", "", "陶安小区业主名册"],
        ["——————"],
    ],
)
def test_the_furniture_of_a_page_is_no_home(line: list[Cell]) -> None:
    register = read(sheet(["1", "101", "枫明"], line, ["1", "102", "柳英"]))

    assert (register.counts.homes, register.counts.titles + register.counts.blank) == (2, 1)
    assert errors(register) == []


def test_a_lone_building_is_a_heading() -> None:
    register = read(sheet(["5号楼"], ["", "101", "枫明"], ["6号楼"], ["", "101", "柳英"]))

    assert homes(register) == [("5号楼", "101", ["枫明"]), ("6号楼", "101", ["柳英"])]


@pytest.mark.parametrize(
    "second",
    [
        ["1号楼", "101", "柳英", "", "89.6", "", "40%"],
        ["1号楼", "101室", "柳英", "", "", "", "40%"],
        ["", "", "柳英", "", "", "", "40%"],
        ["1幢", "", "柳英", "", "", "", "40%"],
    ],
)
def test_the_next_row_may_name_one_more_owner(second: list[Cell]) -> None:
    register = read(sheet(["1号楼", "101", "枫明", "", "89.60", "", "60%"], second))

    assert errors(register) == []
    assert homes(register) == [("1号楼", "101", ["枫明", "柳英"])]
    assert [owner.share for owner in register.homes[0].owners] == [Fraction(3, 5), Fraction(2, 5)]
    assert (register.counts.homes, register.counts.continuations) == (1, 1)


def test_merged_cells_belong_to_one_home() -> None:
    rows = sheet(["1号楼", "101", "枫明", "13900000261", "89.6", "住宅", "100%"])
    rows.append(Row(3, ("1号楼", "101", "柳英", "13900000261", "89.6", "住宅", "100%"), frozenset({0, 1, 3, 4, 5, 6})))

    (home,) = read(rows).homes

    assert [(owner.name, owner.phone, owner.share) for owner in home.owners] == [
        ("枫明", "13900000261", None),
        ("柳英", "", None),
    ]


def test_several_owners_in_one_cell_take_their_numbers_in_turn() -> None:
    (home,) = read(sheet(["1", "101", "枫明、柳英", "13900000261/13900000262", "89.6", "", "1/2，1/2"])).homes

    assert [(owner.name, owner.phone, owner.share) for owner in home.owners] == [
        ("枫明", "13900000261", Fraction(1, 2)),
        ("柳英", "13900000262", Fraction(1, 2)),
    ]


def test_owners_in_two_columns_are_both_owners() -> None:
    rows = sheet(
        ["1", "101", "枫明", "13900000261", "柳英", "13900000262"],
        ["1", "102", "", "", "梅若兰", "13900000263"],
        head=["幢号", "室", "产权人", "电话1", "共有人", "电话2"],
    )

    register = read(rows)

    assert homes(register) == [("1号楼", "101", ["枫明", "柳英"]), ("1号楼", "102", ["梅若兰"])]
    assert [owner.phone for home in register.homes for owner in home.owners] == [
        "13900000261", "13900000262", "13900000263",
    ]  # fmt: skip


def test_a_home_without_a_room_is_a_problem() -> None:
    register = read(sheet(["1号楼", "101", "枫明", "", "89.6"], ["1号楼", "", "柳英", "", "89.6"], ["", "", "枫小明"]))

    assert errors(register) == [("B3", whereabouts.NO_ROOM)]
    assert homes(register) == [("1号楼", "101", ["枫明"])]


def test_an_owner_without_a_home_is_a_problem() -> None:
    assert errors(read(sheet(["", "", "枫明"]))) == [("B2", parser.NO_HOME_ABOVE)]


@pytest.mark.parametrize(
    ("second", "cell", "reason"),
    [
        (["1号楼", "101", "柳英", "", "90"], "B4", parser.OTHER_AREA),
        (["1号楼", "101", "枫明", "", "89.6"], "B4", parser.SAME_OWNER),
        (["1号楼", "101", "", "", "89.6"], "B4", parser.SAME_OWNER),
        (["1号楼", "101", "柳英", "", "89.6"], "B4", parser.NOT_BELOW),
    ],
)
def test_the_same_home_further_down_is_a_problem(second: list[Cell], cell: str, reason: str) -> None:
    register = read(sheet(["1号楼", "101", "枫明", "", "89.6"], ["1号楼", "102", "梅若兰", "", "89.6"], second))

    assert errors(register) == [(cell, reason)]
    assert register.problems[0].fields == {"row": 2}
    assert register.counts.homes == 2


@pytest.mark.parametrize(
    ("second", "cell", "reason"),
    [
        (["1号楼", "101", "柳英", "", "90"], "B3", parser.OTHER_AREA),
        (["1号楼", "101", "枫明", "", "89.6"], "C3", parser.SAME_OWNER),
        (["1号楼", "101", "", "", "89.6"], "B3", parser.SAME_OWNER),
    ],
)
def test_the_same_home_in_the_next_row_must_bring_a_new_owner(second: list[Cell], cell: str, reason: str) -> None:
    assert errors(read(sheet(["1号楼", "101", "枫明", "", "89.6"], second))) == [(cell, reason)]


def test_two_entrances_have_a_101_each() -> None:
    head = ["幢号", "单元", "室", "业主"]

    register = read(sheet(["1", "1", "101", "枫明"], ["1", "2", "101", "柳英"], head=head))

    assert [(home.entrance, home.name) for home in register.homes] == [("1单元", "101"), ("2单元", "101")]
    assert errors(register) == []


def test_a_room_with_its_entrance_before_it_is_that_room() -> None:
    register = read(sheet(["1", "2", "2-101"], ["1", "3", "101"], head=["幢号", "单元", "室"]))

    assert [(home.entrance, home.name) for home in register.homes] == [("2单元", "101"), ("3单元", "101")]


def test_homes_side_by_side_are_not_half_read_in_silence() -> None:
    rows = sheet(["1", "101", "枫明", "201", "柳英"], head=["幢号", "室", "业主", "室", "业主"])

    assert errors(read(rows))[0] == ("D1", parser.SIDE_BY_SIDE)


def test_two_lanes_have_a_number_five_each() -> None:
    rows = sheet(["陶安路12弄5号302室", "枫明"], ["陶安路14弄5号302室", "柳英"], head=["坐落", "业主"])

    assert [home.building for home in read(rows).homes] == ["陶安路12弄5号楼", "陶安路14弄5号楼"]


@pytest.mark.parametrize(
    ("line", "cell", "reason"),
    [
        (["1", "101、102", "枫明"], "B2", addresses.SEVERAL_ROOMS),
        (["1", date(2026, 5, 2), "枫明"], "B2", whereabouts.A_DATE),
        (["1", "2号楼101", "枫明"], "B2", whereabouts.TWO_BUILDINGS),
        (["1", "101", "枫明、枫明"], "C2", parser.OWNER_TWICE),
        (["1", "101", "枫明、柳英", "", "", "", "60%，50%"], "G2", shares.SUM),
        (["1", "101", "枫明、柳英", "", "", "", "60%"], "G2", shares.COUNT),
        (["1", "101", "枫明", "", "", "", date(2026, 1, 2)], "G2", shares.A_DATE),
        (["1", "101", "枫明", "", "", "", "50%"], "G2", shares.SUM_OF_ONE),
        (["1", "101", "枫明60%、柳英50%"], "C2", shares.SUM),
    ],
)
def test_what_cannot_be_read_is_named_with_its_cell(line: list[Cell], cell: str, reason: str) -> None:
    register = read(sheet(line, ["1", "999", "梅若兰"]))

    assert errors(register) == [(cell, reason)]
    assert homes(register) == [("1号楼", "999", ["梅若兰"])]


def test_shares_over_two_rows_are_added_up() -> None:
    register = read(sheet(["1", "101", "枫明", "", "", "", "60%"], ["", "", "柳英", "", "", "", "50%"]))

    assert errors(register) == [("G3", shares.SUM)]
    assert register.problems[0].text() == "The shares of 2 owners add up to 110%. They must add up to 100%."


def test_an_unknown_building_is_a_problem_where_the_estate_knows_its_own() -> None:
    rows = sheet(["15幢", "101", "枫明"], ["1", "101", "柳英"])

    strict, open_ = read(rows, known={"1号楼", "2号楼"}, strict=True), read(rows, known={"1号楼", "2号楼"})

    assert errors(strict) == [("A2", whereabouts.UNKNOWN_BUILDING)]
    assert strict.problems[0].fields == {"count": 2, "building": "15号楼"}
    assert errors(open_) == []


def test_a_correction_takes_the_place_of_the_cell() -> None:
    rows = sheet(["1", "101", "枫明", "", "1O2.35"], ["1", "", "柳英", "", "89.6"])

    register = read(rows, corrections={"E2": "102.35", "B3": "102"})

    assert errors(register) == []
    assert [(home.name, home.area_cm2) for home in register.homes] == [("101", 1_023_500), ("102", 896_000)]


def test_a_corrected_merged_cell_changes_all_its_rows() -> None:
    rows = sheet(["?号楼", "101", "枫明"])
    rows.append(Row(3, ("?号楼", "102", "柳英"), frozenset({0})))

    register = read(rows, corrections={"A2": "3"})

    assert register.buildings == ("3号楼",)


def test_an_identity_number_never_stands_in_a_problem() -> None:
    rows = sheet(["1", "101", "枫明", "999999199001011231"], head=["幢号", "室", "业主", "身份证号"])

    register = read(rows)

    assert register.problems[0].value == "999＊＊＊＊31"
    assert "999999199001011231" not in repr(register)


def test_sums_that_do_not_agree_are_noted() -> None:
    register = read(
        sheet(["1", "101", "枫明", "", "89.6"], ["小计", "3户", "", "", "89.6"], ["合计", "", "", "", "90"])
    )

    assert [(note.row, note.reason) for note in register.notes] == [
        (3, subtotals.OTHER_COUNT),
        (4, subtotals.OTHER_SUM),
    ]
    assert errors(register) == []


def test_a_firm_named_after_sums_is_an_owner() -> None:
    register = read(sheet(["1", "101", "合计会计师事务所"], ["1", "102", "总计有限公司"]))

    assert [owner.legal for home in register.homes for owner in home.owners] == [True, True]


def test_the_summary_is_what_the_command_prints() -> None:
    register = read(sheet(["1", "101", "枫明、柳英", "", "89.6"], ["1", "102", "", "", "八十"]))

    assert summary(register) == {
        "homes": 1,
        "owners": 2,
        "area_cm2": 896_000,
        "errors": [{"row": 3, "cell": "E3", "reason": "Write the area as a number."}],
    }
    assert summary(register, lambda _text: "面积要写成数字")["errors"][0]["reason"] == "面积要写成数字"


def test_same_names_are_listed_and_stay_apart() -> None:
    register = read(sheet(
        ["1", "101", "柳英", "13900000261"], ["1", "102", "柳英", "13900000261"],
        ["1", "103", "枫明", "13900007730"], ["1", "104", "枫明", "13900001186"],
        ["1", "105", "梅若兰"], ["1", "106", "梅若兰", "13900000001"], ["1", "107", "竹经纬"],
    ))  # fmt: skip

    groups = same_names(register)

    assert [(group.name, len(group.entries), group.evidence) for group in groups] == [
        ("柳英", 2, Evidence.SAME_PHONE),
        ("枫明", 2, Evidence.OTHER_PHONE),
        ("梅若兰", 2, Evidence.NOTHING),
    ]
    assert register.owners == 7
