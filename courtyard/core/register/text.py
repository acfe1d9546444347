"""What a cell says once typewriting habits are put aside: full-width figures, stray spaces, Chinese numerals."""

import re
import unicodedata

_WIDE = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_SPACES = dict.fromkeys((0x3000, 0xA0, 0x2002, 0x2003, 0x2009, 0x202F), " ")
_UNSEEN = dict.fromkeys((0x200B, 0x200C, 0x200D, 0x200E, 0x200F, 0x2060, 0xFEFF, 0xAD, *range(0x202A, 0x202F)))
_DASHES = dict.fromkeys((0x2010, 0x2011, 0x2012, 0x2013, 0x2014, 0x2015, 0x2212), "-")
_NAMES = _WIDE | _SPACES | _UNSEEN | {0x2060: None}
_CODES = _UNSEEN | _DASHES
_GUARDED = re.compile(r'="(.*)"', re.DOTALL)
_PLAIN = re.compile(r"[0-9A-Za-z.%、㐀-鿿-]*")  # nothing to put aside: most cells are so
_BLANKS = re.compile(r"\s+")
_NUMERALS = {mark: value for value, mark in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_TENS = {"十": 10, "百": 100, "千": 1000}
NOTHING = frozenset(
    ("", "-", "--", "---", "/", "//", "\\", "*", "?", ".", "无", "没有", "空", "(空)", "空白", "不详", "未知", "待查",
     "待测", "待定", "暂无", "未登记", "未填", "未提供", "缺",
     "none", "null", "nil", "n/a", "na", "unknown", "#n/a", "tbd")
)  # fmt: skip
"""What offices write into a cell that they leave empty, after `squeeze` and in lower case."""
_NOTHING_MAX = 16  # with the spaces people put between


def tidy(text: str) -> str:
    """Full-width forms, ligatures and units in their plain spelling, dashes as hyphens, single spaces."""
    if _PLAIN.fullmatch(text):
        return text
    plain = unicodedata.normalize("NFKC", text).translate(_CODES)
    return _BLANKS.sub(" ", _unguard(plain)).strip()


def squeeze(text: str) -> str:
    """As `tidy`, with no space at all: what numbers, rooms and headings are compared by."""
    if _PLAIN.fullmatch(text):
        return text
    return _BLANKS.sub("", tidy(text))


def narrow(text: str) -> str:
    """Full-width letters, figures and punctuation made narrow; rare characters of names stay as they are."""
    return text if text.isascii() else text.translate(_NAMES)


def is_nothing(text: str) -> bool:
    """Whether the cell is empty in all but ink."""
    return not text or (len(text) <= _NOTHING_MAX and squeeze(text).lower() in NOTHING)


def _unguard(text: str) -> str:
    """Some programs write ="0302" or '0302 so that a spreadsheet keeps the nought."""
    guarded = _GUARDED.fullmatch(text.strip())
    return guarded[1] if guarded else text.strip().removeprefix("'")


def chinese_number(text: str) -> str | None:
    """The figures for a Chinese numeral below ten thousand, decimals included: 八十九点六 is 89.6."""
    whole, point, decimals = text.partition("点")
    value = _whole(whole)
    if value is None or (point and not decimals) or any(mark not in _NUMERALS for mark in decimals):
        return None
    return str(value) + ("." + "".join(str(_NUMERALS[mark]) for mark in decimals) if point else "")


def _whole(text: str) -> int | None:
    if text and all(mark in _NUMERALS for mark in text):
        return int("".join(str(_NUMERALS[mark]) for mark in text))
    total, digit = 0, 0
    for mark in text:
        if mark in _NUMERALS:
            digit = _NUMERALS[mark]
        elif mark in _TENS:
            total, digit = total + (digit or 1) * _TENS[mark], 0
        else:
            return None
    return total + digit if text else None
