"""Whether two people said the same: a proposal, by words, in two languages."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courtyard.core.likeness import ALIKE, likeness

SAME = [
    ("9号楼楼道堆了旧家具", "9号楼有杂物，走不过去"),
    ("9号楼楼道堆了旧家具", "9号楼一楼楼道全是纸箱，老人过不去"),
    ("电梯坏了", "电梯又停了，老人上不去楼"),
    ("The lift is broken", "电梯坏了"),
    ("The elevator in block 3 is stuck again", "3号楼电梯故障"),
    ("楼上漏水", "天花板渗水很严重"),
    ("路灯不亮", "东门的路灯坏了好几天"),
    ("地下车库积水", "车库里全是水，漏雨"),
    ("楼下太吵睡不着", "半夜噪音扰民"),
    ("垃圾没人清", "垃圾房很臭，一直没人清运"),
    ("单元门关不上", "2单元大门门锁坏了"),
    ("电动车进楼道充电", "楼道里飞线充电"),
    ("Rubbish by the bin room smells", "垃圾房好臭"),
    ("有人从楼上扔东西下来", "高空抛物，楼上扔烟头"),
]
NOT_SAME = [
    ("9号楼电梯坏了", "9号楼楼道堆了旧家具"),
    ("路灯不亮", "电梯坏了"),
    ("楼道灯坏了", "电梯坏了"),
    ("我们希望尽快处理一下这个问题，水管", "希望大家帮忙尽快解决这个问题，狗"),
    ("狗叫", "停车位被占"),
    ("楼上漏水", "楼上太吵"),
    ("The lift is broken", "The gate is open all night"),
    ("水压太低", "水管漏水"),
    ("有人高空抛物", "有人乱停车"),
    ("", "电梯坏了"),
    ("", ""),
]
TEXTS = st.text(alphabet="楼道电梯坏了9号 ，aB lift的", max_size=30)


@pytest.mark.parametrize(("a", "b"), SAME)
def test_the_same_thing_in_other_words_is_proposed(a: str, b: str) -> None:
    assert likeness(a, b) >= ALIKE


@pytest.mark.parametrize(("a", "b"), NOT_SAME)
def test_another_thing_in_like_words_is_not(a: str, b: str) -> None:
    assert likeness(a, b) < ALIKE


def test_everyday_words_say_little() -> None:
    assert likeness("希望尽快解决水泵", "希望尽快解决门铃") < ALIKE


@given(TEXTS, TEXTS)
def test_likeness_is_between_nothing_and_all_and_the_same_both_ways(a: str, b: str) -> None:
    assert 0 <= likeness(a, b) <= 1
    assert likeness(a, b) == likeness(b, a)


@given(TEXTS)
def test_a_text_is_like_itself(a: str) -> None:
    assert likeness(a, a) in {Fraction(0), Fraction(1)}
