"""Whether two people said the same thing: a number from 0 to 1 that only proposes, in Chinese and in English.

Words count by how much they say. What people call by several names — 旧家具 and 杂物, lift and 电梯 — counts as one
more word that they share.
"""

import re
from collections.abc import Mapping, Sequence
from fractions import Fraction

from courtyard.core.tokens import fold, phrase_in, tokens


def _names(chinese: str, english: str) -> Sequence[str]:
    return tuple(f"{chinese}、{english}".split("、"))


ALIKE = Fraction(1, 4)
"""From here on two texts may be about the same thing; a person decides."""

_LIGHT, _USUAL, _HEAVY = 1, 6, 24

_SMALL = """
    我们 你们 他们 咱们 大家 一个 一下 一直 一些 有点 有些 有人 没有 没人 不了 不能 可以 能不能 这个 那个 这里
    那里 这边 那边 现在 今天 昨天 已经 还是 还有 就是 很多 很久 好几天 几天 几次 多次 的时候 什么 怎么 为什么 请问
    请你 请您 麻烦 谢谢 您好 你好 希望 帮忙 处理 解决 尽快 快点 反映 问题 情况 是不是 都是 的人 看看 来看
    又 很 都 的 了 吗 呢 吧 啊 呀
    the an is are was were be been it its of to in on at and or for with has have had there this that these those
    we my our you your please not no very some so can could would will do does did again still a i
"""
"""Everyday words that say little about what a text is about."""

_EVERYDAY = re.compile(
    "|".join(rf"\b{word}\b" if word.isascii() else word for word in sorted(_SMALL.split(), key=lambda w: (-len(w), w))),
    re.ASCII,
)

THINGS: Mapping[str, Sequence[str]] = {
    "lift": _names("电梯、升降机", "lift、elevator"),
    "clutter": _names(
        "杂物、旧家具、纸箱、堆放、堆了、堆满、堆着、堆东西、占楼道、走不过、过不去、挡路、堵路",
        "clutter、junk、blocked、old furniture、cardboard",
    ),
    "leak": _names("漏水、渗水、滴水、漏雨、积水、水管爆、爆管、在漏", "leak、drip、puddle、burst pipe"),
    "light": _names("路灯、楼道灯、声控灯、照明、灯不亮、灯坏、灯泡、没灯、太暗、漆黑", "light、lamp、dark"),
    "noise": _names("噪音、噪声、太吵、很吵、扰民、吵得", "noise、noisy、loud"),
    "rubbish": _names("垃圾、臭味、很臭、好臭", "rubbish、garbage、trash、smell、stink"),
    "parking": _names("停车、车位、乱停", "parking、parked、car park"),
    "charging": _names("充电、电瓶车、电动车、飞线", "charging、ebike、e bike"),
    "no water": _names("停水、没水、水压", "no water、water pressure"),
    "gate": _names("大门、门禁、单元门、道闸、门锁", "gate、barrier、entrance door"),
    "dog": _names("遛狗、狗叫、狗屎、狗粪、不牵绳", "dog"),
    "green": _names("树枝、大树、修剪、绿化、草坪", "tree、branch、lawn"),
    "drain": _names("下水、堵了、堵塞、反水、窨井", "drain、sewer、clogged"),
    "fire": _names("消防、灭火、烟感", "fire、extinguisher、smoke alarm"),
    "thrown": _names("高空抛物、扔下来、往下扔、楼上扔", "thrown from"),
}

STATES: Mapping[str, Sequence[str]] = {
    "broken": _names(
        "坏了、坏掉、失灵、不亮、不动、停了、又停、故障、不能用、没反应、关不上、打不开",
        "broken、stuck、not work、out of order、stopped working",
    ),
}
"""What is the matter says less than what it is the matter with."""


def weighed(text: str) -> dict[str, int]:
    """The words of a text by how much they say."""
    inside = fold(text).text
    telling = tokens(_EVERYDAY.sub(" ", inside))
    weights = {token: _LIGHT if _is_odd(token) else _USUAL for token in telling}
    for names, weight in ((THINGS, _HEAVY), (STATES, _USUAL)):
        weights |= {f"={thing}": weight for thing, said in names.items() if _says_one(inside, said)}
    return weights


def _is_odd(token: str) -> bool:
    """A character that ended a run, or a single letter."""
    return len(token) == 1 and not token.isdigit()


def _says_one(inside: str, names: Sequence[str]) -> bool:
    return any(phrase_in(name).search(inside) for name in names)


def likeness(a: str, b: str) -> Fraction:
    """How much two texts say the same: Dice's measure over weighed words."""
    return shared(weighed(a), weighed(b))


def shared(a: Mapping[str, int], b: Mapping[str, int]) -> Fraction:
    """The same for texts weighed before, where one is held against many."""
    whole = sum(a.values()) + sum(b.values())
    both = 2 * sum(weight for token, weight in a.items() if token in b)
    return Fraction(both, whole) if whole else Fraction(0)
