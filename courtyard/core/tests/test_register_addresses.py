"""Buildings, entrances and rooms as offices write them."""

import pytest

from courtyard.core.register import addresses
from courtyard.core.register.addresses import Place
from courtyard.core.register.faults import Unreadable


@pytest.mark.parametrize(
    "written",
    ["5", "05", "5.0", "5号楼", "５号楼", "5 号楼", "5幢", "5栋", "5号", "5#", "5#楼", "5楼", "五号楼", "五幢",
     "五", "第5幢", "陶安小区5号楼", "陶安路12弄5号", "Building 5", "Block 5"],
)  # fmt: skip
def test_a_building_has_one_spelling(written: str) -> None:
    assert addresses.building(written) == "5号楼"


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("", ""),
        ("十二幢", "12号楼"),
        ("A座", "A座"),
        ("B栋", "B栋"),
        ("底层", "底层"),
        ("地下车库", "地下车库"),
        ("地下车库1号", "地下车库1号"),
        ("一期5幢", "一期5号楼"),
        ("东区5号楼", "东区5号楼"),
        ("5甲号", "5甲号楼"),
        ("3-5号楼", "3-5号楼"),
        ("5座", "5座"),
        ("宛南六村5号楼", "5号楼"),
    ],
)
def test_a_building_with_a_name_keeps_it(written: str, name: str) -> None:
    assert addresses.building(written) == name


def test_on_several_lanes_the_lane_stays_in_the_name() -> None:
    assert addresses.building("陶安路12弄5号", keep_lane=True) == "陶安路12弄5号楼"


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("302", "302"),
        ("302室", "302"),
        ("３０２室", "302"),
        ("302.0", "302"),
        ("302 室", "302"),
        ("302号房", "302"),
        ("Room 302", "302"),
        ("Flat 12a", "12A"),
        ("0302", "0302"),
        ('="0302"', "0302"),
        ("B1-023", "B1-023"),
        ("b1–023", "B1-023"),
        ("底层东", "底层东"),
        ("车位12号", "车位12号"),
        ("", ""),
        ("无", ""),
    ],
)
def test_a_room_has_one_spelling(written: str, name: str) -> None:
    assert addresses.room(written) == name


@pytest.mark.parametrize(
    ("written", "reason", "suggestion"),
    [
        ("101、102", addresses.SEVERAL_ROOMS, ""),
        ("101,102室", addresses.SEVERAL_ROOMS, ""),
        ("3O2", addresses.ROOM_LETTER_O, "302"),
        ("室" * 41, addresses.TOO_LONG, ""),
        ("2026-05-02", addresses.A_DATE, ""),
    ],
)
def test_what_is_no_room_is_refused(written: str, reason: str, suggestion: str) -> None:
    with pytest.raises(Unreadable) as refused:
        addresses.room(written)

    assert (refused.value.reason, refused.value.suggestion) == (reason, suggestion)


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("2", "2单元"),
        ("２单元", "2单元"),
        ("二单元", "2单元"),
        ("第2单元", "2单元"),
        ("02", "2单元"),
        ("15号", "15号"),
        ("甲", "甲"),
        ("", ""),
    ],
)
def test_an_entrance_has_one_spelling(written: str, name: str) -> None:
    assert addresses.entrance(written) == name


@pytest.mark.parametrize(
    ("written", "place"),
    [
        ("陶安路12弄5号302室", Place("5号楼", "", "302")),
        ("上海市陶安区陶安路12弄5号302室", Place("5号楼", "", "302")),
        ("陶安路88号5幢302室", Place("5号楼", "", "302")),
        ("陶安路88号5号302室", Place("5号楼", "", "302")),
        ("陶安路88号302室", Place("88号楼", "", "302")),
        ("5号楼2单元302室", Place("5号楼", "2单元", "302")),
        ("5号楼二单元3楼302室", Place("5号楼", "2单元", "302")),
        ("陶安小区5栋2单元302", Place("5号楼", "2单元", "302")),
        ("２幢15号302室", Place("2号楼", "15号", "302")),
        ("5幢302", Place("5号楼", "", "302")),
        ("五幢302", Place("5号楼", "", "302")),
        ("5-2-302", Place("5号楼", "2单元", "302")),
        ("5-302", Place("5号楼", "", "302")),
        ("5幢2-302", Place("5号楼", "2单元", "302")),
        ("A座1203", Place("A座", "", "1203")),
        ("地下车库B1-023", Place("地下车库", "", "B1-023")),
        ("陶安路12弄地下车库B1-023", Place("地下车库", "", "B1-023")),
        ("Building 5, Room 302", Place("5号楼", "", "302")),
        ("Block 5 Unit 2 Flat 302", Place("5号楼", "2单元", "302")),
    ],
)
def test_an_address_is_taken_apart(written: str, place: Place) -> None:
    assert addresses.address(written) == place


@pytest.mark.parametrize("written", ["302", "陶安小区", "5号楼", "B1-023"])
def test_an_address_without_building_or_room_is_refused(written: str) -> None:
    with pytest.raises(Unreadable) as refused:
        addresses.address(written)

    assert refused.value.reason == addresses.NO_PLACE


@pytest.mark.parametrize(
    ("written", "place"),
    [
        ("302", Place("", "", "302")),
        ("7号楼1203室", Place("7号楼", "", "1203")),
        ("2单元302", Place("", "2单元", "302")),
        ("5-2-302", Place("5号楼", "2单元", "302")),
        ("B1-023", Place("", "", "B1-023")),
        ("A座", Place("", "", "A座")),
    ],
)
def test_a_room_may_bring_its_building(written: str, place: Place) -> None:
    assert addresses.in_room(written) == place
