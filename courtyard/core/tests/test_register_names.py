"""Owners' names as offices write them."""

import pytest

from courtyard.core.register import names
from courtyard.core.register.faults import Unreadable
from courtyard.core.register.names import Named


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("枫明", ["枫明"]),
        ("枫　明", ["枫明"]),
        ("张 三", ["张三"]),
        ("张 三 丰", ["张三丰"]),
        ("欧阳 修", ["欧阳修"]),
        ("欧阳、司马", ["欧阳", "司马"]),
        ("柳英、枫明", ["柳英", "枫明"]),
        ("柳英，枫明", ["柳英", "枫明"]),
        ("柳英,枫明", ["柳英", "枫明"]),
        ("柳英;枫明；梅若兰", ["柳英", "枫明", "梅若兰"]),
        ("柳英/枫明", ["柳英", "枫明"]),
        ("柳英／枫明", ["柳英", "枫明"]),
        ("柳英\n枫明", ["柳英", "枫明"]),
        ("柳英&枫明", ["柳英", "枫明"]),
        ("柳英 枫明", ["柳英", "枫明"]),
        ("张 三 李四", ["张三", "李四"]),
        ("柳英和枫明", ["柳英", "枫明"]),
        ("柳英与枫明", ["柳英", "枫明"]),
        ("柳英和枫小明和梅若兰", ["柳英", "枫小明", "梅若兰"]),
        ("张和平", ["张和平"]),
        ("和平", ["和平"]),
        ("张和平、李和", ["张和平", "李和"]),
        ("欧阳和平", ["欧阳和平"]),
        ("John Smith", ["John Smith"]),
        ("John Smith, Mary Jones", ["John Smith", "Mary Jones"]),
        ("Smith, John", ["Smith, John"]),
        ("John Smith & Mary Jones", ["John Smith", "Mary Jones"]),
        ("John & Mary Smith", ["John & Mary Smith"]),
        ("阿依古丽·买买提、张三", ["阿依古丽·买买提", "张三"]),
        ("上海和平与友谊贸易有限公司", ["上海和平与友谊贸易有限公司"]),
        ("上海合院（集团）有限公司、张三", ["上海合院（集团）有限公司", "张三"]),
        ("A&B 有限公司", ["A&B有限公司"]),
        ("Smith & Sons, Ltd.", ["Smith & Sons, Ltd."]),
        ("张三（夫）、李四（妻）", ["张三", "李四"]),
        ("张三（大）", ["张三（大）"]),
        ("产权人：张三", ["张三"]),
        ("𠮷田、㐂一", ["𠮷田", "㐂一"]),
        ("", []),
        ("无", []),
        ("/", []),
        ("不 详", []),
        ("未售", []),
    ],
)
def test_a_cell_is_cut_into_owners(written: str, expected: list[str]) -> None:
    assert [owner.name for owner in names.named(written)] == expected


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("张三60%、李四40%", [Named("张三", "60%"), Named("李四", "40%")]),
        ("张三60%李四40%", [Named("张三", "60%"), Named("李四", "40%")]),
        ("张三（1/2） 李四（1/2）", [Named("张三", "1/2"), Named("李四", "1/2")]),
        ("张三：占60%；李四：占40%", [Named("张三", "60%"), Named("李四", "40%")]),
        ("张三、李四 各50%", [Named("张三", "50%"), Named("李四", "50%")]),
        ("张三13900000261，李四", [Named("张三", "", "13900000261"), Named("李四")]),
    ],
)
def test_shares_and_telephones_beside_a_name_are_read(written: str, expected: list[Named]) -> None:
    assert names.named(written) == expected


@pytest.mark.parametrize(
    ("written", "reason"),
    [
        ("张三等", names.AND_OTHERS),
        ("张三等3人", names.AND_OTHERS),
        ("12345", names.A_NUMBER),
        ("张" * 121, names.TOO_LONG),
    ],
)
def test_what_names_nobody_is_refused(written: str, reason: str) -> None:
    with pytest.raises(Unreadable) as refused:
        names.named(written)

    assert refused.value.reason == reason


@pytest.mark.parametrize(
    ("name", "legal"),
    [
        ("上海合院物业管理有限公司", True),
        ("合院集团", True),
        ("陶安街道办事处", True),
        ("陶安居委会", True),
        ("第三针织厂", True),
        ("区教育局", True),
        ("Courtyard Ltd.", True),
        ("枫明", False),
        ("张银行", False),
        ("欧阳中心", True),
        ("John Bank Smith", True),
        ("John Smith", False),
    ],
)
def test_organisations_are_told_from_people(name: str, legal: bool) -> None:
    assert names.is_legal(name) == legal
