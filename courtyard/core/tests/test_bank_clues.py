"""Homes are found in what people write beside their money, and not where they are not."""

import pytest

from courtyard.core.bank import Home
from courtyard.core.bank.clues import Homes

H302, H303 = Home("1号楼", "", "302"), Home("1号楼", "", "303")


@pytest.mark.parametrize("text", ["2026-01-302", "11-3021", "302", "订单13021-302-1", "1号楼", "12-302", ""])
def test_what_names_no_home_finds_none(text: str) -> None:
    assert Homes([H302]).named(text) == []


@pytest.mark.parametrize(
    ("home", "text"),
    [
        (Home("A栋", "", "302"), "A栋302室 物业费"),
        (Home("A座", "", "302"), "a-302"),
        (Home("二期3号楼", "2单元", "1203"), "3号楼2单元1203"),
        (Home("3号楼", "2单元", "1203"), "3-2-1203"),
        (Home("3号楼", "二单元", "1203"), "三号楼二单元1203室"),
        (Home("地下车库", "", "B1-023"), "地下车库B1-023 停车费"),
        (Home("地下车库", "", "023"), "地下车库 023号"),
        (Home("5号楼", "", "101A"), "5号楼101a"),
    ],
)
def test_buildings_of_every_kind_are_found(home: Home, text: str) -> None:
    assert Homes([home, H303]).named(text) == [frozenset({home})]


def test_another_entrance_is_another_home() -> None:
    one, two = Home("3号楼", "1单元", "302"), Home("3号楼", "2单元", "302")

    assert Homes([one, two]).named("3号楼2单元302") == [frozenset({two})]
    assert Homes([one, two]).named("3号楼302") == [frozenset({one, two})]
