"""Which column is which, and which the house does not take."""

import pytest

from courtyard.core.register import Column, Guess, Row, guess_columns, parse, without
from courtyard.core.register.columns import column_of, is_forbidden

PEOPLE = ["枫明", "柳英、枫小明", "梅若兰", "竹经纬"]


def rows(*lines: list[str]) -> list[Row]:
    return [Row(number, tuple(line)) for number, line in enumerate(lines, start=1)]


def meanings(guess: Guess) -> list[str]:
    return [column.column.value for column in guess.columns]


@pytest.mark.parametrize(
    ("heading", "column"),
    [
        ("幢号", Column.BUILDING),
        ("楼 号", Column.BUILDING),
        ("楼栋", Column.BUILDING),
        ("Building", Column.BUILDING),
        ("单元", Column.ENTRANCE),
        ("门牌号", Column.ENTRANCE),
        ("室", Column.HOME),
        ("室号", Column.HOME),
        ("房号", Column.HOME),
        ("室号或部位", Column.HOME),
        ("Room No.", Column.HOME),
        ("房屋坐落", Column.ADDRESS),
        ("业主姓名", Column.OWNER),
        ("*业主姓名（必填）", Column.OWNER),
        ("产权人", Column.OWNER),
        ("权利人1", Column.OWNER),
        ("Owner's name", Column.OWNER),
        ("联系电话", Column.PHONE),
        ("手机号码2", Column.PHONE),
        ("身份证号", Column.ID_NUMBER),
        ("专有部分面积（㎡）", Column.AREA),
        ("建 筑 面 积\n(平方米)", Column.AREA),
        ("建面", Column.AREA),
        ("Floor area", Column.AREA),
        ("用途", Column.USE),
        ("性质", Column.USE),
        ("产权份额", Column.SHARE),
        ("比例", Column.SHARE),
        ("是否交付", Column.DELIVERED),
        ("交付日期", Column.DELIVERED),
        ("所在层", Column.FLOOR),
        ("序号", Column.IGNORE),
        ("备注", Column.IGNORE),
        ("不动产权证号", Column.IGNORE),
        ("公摊面积", Column.IGNORE),
        ("联系地址", Column.IGNORE),
    ],
)
def test_a_usual_heading_is_known(heading: str, column: Column) -> None:
    assert column_of(heading) == (column, True)


@pytest.mark.parametrize(
    "heading",
    ["政治面貌", "是否党员", "党员", "是否中共党员", "民族", "民 族", "宗教信仰", "健康状况", "残疾情况", "病史",
     "既往病史", "血型", "政治面貌（党员/群众）", "民族/籍贯", "是否为党员",
     "所属党支部", "Party membership", "Party member?", "Religion", "Ethnic group", "Health status", "Disability"],
)  # fmt: skip
def test_what_the_house_does_not_record_is_forbidden(heading: str) -> None:
    assert is_forbidden(heading)


@pytest.mark.parametrize("heading", ["室号", "业主", "备注", "健康路房号", "民族大学", "Owner", "Area", "Parties", ""])
def test_other_headings_are_not(heading: str) -> None:
    assert not is_forbidden(heading)


def test_headings_are_found_below_titles() -> None:
    sheet = rows(
        ["陶安小区业主名册"],
        ["填表日期：2026年6月12日"],
        ["序号", "幢号", "室", "业主", "电话", "建面", "性质", "比例"],
        ["1", "1号楼", "101", "枫明", "13900000261", "89.60", "住宅", "100%"],
        ["2", "1号楼", "102", "柳英、枫小明", "13900000262", "1,02.35㎡", "商铺", "60%，40%"],
    )

    guess = guess_columns(sheet)

    assert guess.header == 3
    assert meanings(guess) == ["ignore", "building", "home", "owner", "phone", "area", "use", "share"]
    assert all(column.sure for column in guess.columns if column.heading != "建面")


def test_people_are_masked_in_the_samples() -> None:
    sheet = rows(
        ["室号", "业主", "电话", "身份证号", "备注"],
        ["101", "柳小英", "13900000261", "999999199001011234", "党员"],
        ["102", "枫明、梅若兰", "13900000262", "999999199001011235", "张三住"],
    )

    samples = [column.samples for column in guess_columns(sheet).columns]

    assert samples == [
        ("101", "102"),
        ("柳＊英", "枫＊、梅＊兰"),
        ("139＊＊＊＊0261", "139＊＊＊＊0262"),
        ("999＊＊＊＊34", "999＊＊＊＊35"),
        ("＊＊＊＊", "张＊住"),
    ]


def test_headings_on_two_lines_are_read_together() -> None:
    sheet = rows(
        ["序号", "房屋坐落", "", "业主信息", "", "面积（㎡）", "", "民族"],
        ["", "幢号", "室号", "姓名", "电话", "建筑", "套内", ""],
        ["1", "1号楼", "101", "枫明", "13900000261", "89.60", "70.1", "汉族"],
    )

    guess = guess_columns(sheet)

    assert guess.header == 2
    assert meanings(guess) == ["ignore", "building", "home", "owner", "phone", "area", "ignore"]
    assert [(column.letter, column.heading) for column in guess.forbidden] == [("H", "民族")]


def test_of_several_areas_the_exclusive_one_counts() -> None:
    sheet = rows(
        ["室号", "建筑面积", "套内面积", "专有部分面积", "公摊面积"],
        ["101", "89.60", "70.1", "85.3", "19.5"],
    )

    assert meanings(guess_columns(sheet)) == ["home", "ignore", "ignore", "area", "ignore"]


def test_a_net_area_alone_is_taken_but_asked_about() -> None:
    guess = guess_columns(rows(["室号", "业主", "套内面积"], ["101", "枫明", "70.1"]))

    assert [(column.column, column.sure) for column in guess.columns][2] == (Column.AREA, False)


def test_without_headings_the_cells_speak() -> None:
    sheet = rows(
        *[
            [str(n), "1号楼", f"{n}01", name, f"1390000026{n}", "89.60", "住宅"]
            for n, name in enumerate(PEOPLE, start=1)
        ]
    )

    guess = guess_columns(sheet)

    assert guess.header is None
    assert meanings(guess) == ["ignore", "building", "home", "owner", "phone", "area", "use"]
    assert not any(column.sure for column in guess.columns)


def test_a_column_of_creeds_under_another_name_is_forbidden_too() -> None:
    sheet = rows(["室号", "业主", "身份"], ["101", "枫明", "中共党员"], ["102", "柳英", "群众"])

    assert [column.heading for column in guess_columns(sheet).forbidden] == ["身份"]


def test_a_column_of_creeds_without_a_heading_is_forbidden_too() -> None:
    sheet = rows(["室号", "业主", ""], ["101", "枫明", "中共党员"], ["102", "柳英", "群众"])

    guess = guess_columns(sheet)

    assert [(column.letter, column.heading) for column in guess.forbidden] == [("C", "")]
    assert "党员" not in repr(guess)


@pytest.mark.parametrize(
    ("headings", "cells", "expected"),
    [
        (["坐落", "业主"], ["陶安路12弄5号302室", "枫明"], ["address", "owner"]),
        (["房号", "业主"], ["5-2-302", "枫明"], ["address", "owner"]),
        (["坐落", "室号", "业主"], ["陶安路12弄5号", "302", "枫明"], ["building", "home", "owner"]),
        (["号", "室", "业主"], ["5", "302", "枫明"], ["building", "home", "owner"]),
        (["幢号", "号", "室", "业主"], ["5", "12", "302", "枫明"], ["building", "entrance", "home", "owner"]),
        (
            ["幢号", "室", "坐落", "业主"],
            ["5", "302", "陶安路12弄5号302室", "枫明"],
            ["building", "home", "ignore", "owner"],
        ),
        (
            ["产权人", "共有人", "电话1", "电话2", "室号"],
            ["枫明", "柳英", "", "", "302"],
            ["owner", "owner", "phone", "phone", "home"],
        ),
        (["Building", "Unit", "Owner"], ["5", "302", "John Smith"], ["building", "home", "owner"]),
    ],
)
def test_a_heading_means_what_it_means_beside_the_others(
    headings: list[str], cells: list[str], expected: list[str]
) -> None:
    assert meanings(guess_columns(rows(headings, cells))) == expected


def test_forbidden_values_are_forgotten_at_once() -> None:
    sheet = rows(["室号", "业主", "政治面貌"], ["101", "枫明", "中共党员"])
    guess = guess_columns(sheet)

    kept = without(sheet, [column.index for column in guess.forbidden])

    assert "党员" not in repr(kept)
    assert kept[1].cells == ("101", "枫明", "")


def test_a_forbidden_column_is_not_read_even_when_somebody_asks() -> None:
    sheet = rows(["幢号", "室号", "民族"], ["1", "101", "汉族"])

    register = parse(sheet, {0: Column.BUILDING, 1: Column.HOME, 2: Column.OWNER})

    assert register.homes[0].owners == ()
    assert "汉族" not in repr(register)
