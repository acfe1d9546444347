"""Owners' names as people write them: several in one cell, spaces inside a name, shares and phones beside them."""

import re
from dataclasses import dataclass

from courtyard.core.errors import sentence
from courtyard.core.register.faults import Unreadable
from courtyard.core.register.phones import MOBILE
from courtyard.core.register.text import is_nothing, narrow, squeeze

NAME_MAX = 120

AND_OTHERS = sentence("Name every owner: “and others” is not enough.")
A_NUMBER = sentence("This is a number, not a name.")
TOO_LONG = sentence("This is too long. Use at most {most} characters.")

_CUTS = re.compile(r"[、,;|\r\n\t+]+|(?<![0-9])/(?![0-9])")
_CUTS_LATIN = re.compile(r"[、;|\r\n\t+]+|/")
_SHARE = re.compile(r"[:(]?\s*(?:占|份额)?\s*((?:各占?)?(?:[0-9]+(?:\.[0-9]+)?%|[0-9]{1,4}/[0-9]{1,4}))\s*\)?")
_PHONE_BESIDE = re.compile(r"[:(]?\s*" + MOBILE.pattern + r"\s*\)?")
_ROLE = re.compile(
    r"\((?:夫|妻|夫妻|丈夫|妻子|父|母|父亲|母亲|子|女|儿子|女儿|配偶|本人|业主|产权人|权利人|户主|房主|"
    r"共有|共有人|共同共有|按份共有|owner|co-owner)\)", re.IGNORECASE
)  # fmt: skip
_LABEL = re.compile(r"^(?:业主|产权人|权利人|户主|房主|共有人|姓名)\s*:\s*")
_OTHERS = re.compile(
    r"等(?:[0-9一二两三四五六七八九十]*(?:人|户|位|共有人))?$|\bet al\.?$|\band others$", re.IGNORECASE
)
_HAN = re.compile(r"[㐀-鿿豈-﫿〇\U00020000-\U0003ffff]")
_HAN_NAME = re.compile(r"[㐀-鿿豈-﫿〇\U00020000-\U0003ffff]{2,4}")
_LATIN = re.compile(r"[A-Za-z]")
_AND = re.compile(r"[和与及&]")
_AND_LATIN = re.compile(r"\s*&\s*|\s+and\s+", re.IGNORECASE)
_UNSOLD = {"未售", "未售出", "未出售", "待售", "未销售", "尚未出售", "可售", "unsold", "(未售)", "(待售)"}
_LEGAL = re.compile(
    r"公司|有限|集团|银行|中心|研究[所院]|事务所|合作社|基金会|居委会|村委会|居民委员会|村民委员会|委员会|管理[处所局]|房管[所局]|"
    r"街道办|办事处|政府|大学|学院|学校|中学|小学|幼儿园|医院|卫生院|酒店|宾馆|饭店|超市|商行|商场|经营部|门市部|工作室|合伙|"
    r"分行|支行|信用社|供销社|企业|协会|商会|联合会|出版社|报社|工厂|部队|开发商|建设单位|物业|"
    r".{2,}(?:厂|局|店|总社|教会|寺)$|"
    r"\b(?:ltd|limited|inc|llc|llp|plc|gmbh|corp|corporation|company|bank|university|school|hospital|committee|foundation|trust)\b|"
    r"\bco\.|\bs\.?a\.?$|\bag$",
    re.IGNORECASE,
)  # fmt: skip
_DOUBLE = frozenset(
    ("欧阳", "司马", "上官", "诸葛", "司徒", "东方", "夏侯", "皇甫", "尉迟", "公孙",
     "慕容", "令狐", "宇文", "长孙", "端木", "轩辕", "南宫", "独孤", "百里", "申屠")
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Named:
    """One owner as a cell names them, with what stands beside the name in the same cell."""

    name: str
    share: str = ""
    phone: str = ""


def is_unsold(written: str) -> bool:
    return squeeze(written).lower() in _UNSOLD


def is_legal(name: str) -> bool:
    """Whether the name is an organisation's."""
    return len(name) > 3 and _LEGAL.search(name) is not None


def named(written: str) -> list[Named]:
    """The owners a cell names, in its order. Raises Unreadable."""
    if _HAN_NAME.fullmatch(written) and written[-1] != "等" and not _AND.search(written):
        return [] if is_nothing(written) or is_unsold(written) else [Named(written)]
    if is_nothing(written) or is_unsold(written):
        return []
    text = _SHARE.sub(lambda found: f"{found[0]}、", narrow(written))
    pieces = (_CUTS if _HAN.search(text) else _CUTS_LATIN).split(_latin_commas(text))
    found: list[Named] = []
    for piece in pieces:
        found.extend(_piece(piece))
    return _spread(found)


def _latin_commas(text: str) -> str:
    """“John Smith, Mary Jones” are two; “Smith, John” is one."""
    parts = text.split(",")
    if _HAN.search(text) or len(parts) == 1 or is_legal(text):
        return text
    return "、".join(parts) if all(" " in part.strip() for part in parts) else text


def _piece(piece: str) -> list[Named]:
    """One stretch between separators: a name, several names with spaces, or a share of the names before."""
    share = _SHARE.search(piece)
    phone = MOBILE.search(piece)
    text = _PHONE_BESIDE.sub(" ", _SHARE.sub(" ", piece))
    text = _LABEL.sub("", _ROLE.sub(" ", text)).strip(" :")
    if is_nothing(text):
        return [Named("", share[1])] if share else []
    if _OTHERS.search(text):
        raise Unreadable(AND_OTHERS)
    names = _names(text)
    beside = ("" if share is None else share[1], "" if phone is None else phone[0])
    return [*map(Named, names[:-1]), Named(names[-1], *beside)]


def _names(text: str) -> list[str]:
    if is_legal(text):
        return [_plain(text)]
    if _HAN.search(text):
        return [_plain(name) for part in _han_and(text) for name in _han_spaces(part)]
    parts = _AND_LATIN.split(text)
    several = len(parts) > 1 and all(" " in part.strip() for part in parts)
    return [_plain(part) for part in (parts if several else [text])]


def _han_and(text: str) -> list[str]:
    """Cut at 和 only where a whole name stands on either side: 张和平 is one person."""
    for found in _AND.finditer(text):
        left, right = text[: found.start()].strip(), text[found.end() :].strip()
        rest = _han_and(right)
        if found[0] == "&" or all(_HAN_NAME.fullmatch(squeeze(name)) for name in (left, *rest)):
            return [left, *rest]
    return [text]


def _han_spaces(text: str) -> list[str]:
    """“张 三” is one person, “张三 李四” are two."""
    words = text.split()
    if len(words) < 2 or any(_LATIN.search(word) for word in words):
        return [text]
    names: list[str] = []
    for word in words:
        if (names and (len(names[-1]) == 1 or (len(word) == 1 and word == words[-1]))) or (
            names and len(word) == 1 and names[-1] in _DOUBLE
        ):
            names[-1] += word
        else:
            names.append(word)
    return names


def _plain(name: str) -> str:
    name = " ".join(name.split())
    if _HAN.search(name):
        name = re.sub(r"(?<![A-Za-z.]) | (?![A-Za-z])", "", name).replace("(", "（").replace(")", "）")
    if name.isdigit():
        raise Unreadable(A_NUMBER)
    if len(name) > NAME_MAX:
        raise Unreadable(TOO_LONG, most=NAME_MAX)
    return name


def _spread(found: list[Named]) -> list[Named]:
    """A share that stands alone belongs to the name before it; “各50%” to all names before it."""
    owners: list[Named] = []
    for one in found:
        each = one.share.startswith("各")
        if one.name:
            owners.append(one)
        elif owners and not each:
            owners[-1] = Named(owners[-1].name, one.share, owners[-1].phone)
        if each:
            owners = [Named(owner.name, one.share.lstrip("各占"), owner.phone) for owner in owners]
    return owners
