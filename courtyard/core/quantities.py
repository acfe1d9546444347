"""Money in whole fen, area in whole cm², shares as fractions: read as people write them, written as they read them.

1 yuan = 100 fen; 1 m² = 10,000 cm². Full-width figures and signs are read like narrow ones. No float anywhere.
"""

import re
from collections.abc import Iterable
from fractions import Fraction

from courtyard.core.errors import BadInput, sentence

FEN_A_YUAN = 100
CM2_A_M2 = 10_000
FEN_MAX = 10**15  # ten trillion yuan
CM2_MAX = 10**13  # a thousand square kilometres
TEXT_MAX = 40
SHARE_DECIMALS_MAX = 6
SHARE_PARTS_MAX = 10**SHARE_DECIMALS_MAX

# Only the full-width forms: Unicode's compatibility folding would read 5² as 52.
_NARROW = {wide: wide - 0xFEE0 for wide in range(0xFF01, 0xFF5F)} | {0x3000: " ", 0xFFE5: "¥", 0x2212: "-"}
_FIGURE = r"(?P<whole>[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.(?P<part>[0-9]+))?"
_MONEY = re.compile(rf"(?P<sign>-?)\s*¥?\s*{_FIGURE}\s*(?P<unit>元|万元|万|亿元|亿)?")
_AREA = re.compile(rf"{_FIGURE}\s*(?:㎡|m²|m2|M2|M²|平方米|平米|平方)?")
_PERCENT = re.compile(rf"{_FIGURE}\s*%")
_RATIO = re.compile(r"(?P<over>[0-9]{1,7})\s*/\s*(?P<under>[0-9]{1,7})")
_PLAIN = re.compile(_FIGURE)
_YUAN_EXPONENTS = {"万": 4, "亿": 8}
# Each step of a short form: fen in one unit, decimals shown, the word after the figure.
_SHORT_ZH = ((1_000_000, 2, "万"), (10_000_000_000, 2, "亿"))
_SHORT_EN = ((100_000, 1, "k"), (100_000_000, 2, "m"))


class BadMoney(BadInput):
    """What was written is no amount of money, or finer than a fen."""

    says = sentence("“{text}” is not an amount in yuan. Write it like 1,234.50, with at most two decimals.")


class BadArea(BadInput):
    """What was written is no area in square metres, or finer than a cm²."""

    says = sentence("“{text}” is not an area in square metres. Write it like 89.60, with at most four decimals.")


class BadShare(BadInput):
    """What was written is no share of a whole, or more than the whole."""

    says = sentence("“{text}” is not a share. Write it like 1/2 or 50%. It must be more than 0 and at most 100%.")


def parse_fen(text: str) -> int:
    """Fen of an amount in yuan: “1,234.50”, “¥12”, “３.5元”, “1.2万元”. A minus in front is read.

    Raises BadMoney for anything else, more than two decimals of a yuan, or over FEN_MAX.
    """
    found = _MONEY.fullmatch(_narrow(text))
    if not found:
        raise BadMoney(text=_quoted(text))
    exponent = _YUAN_EXPONENTS.get((found["unit"] or "")[:1], 0)
    fen = _scaled(found, 2 + exponent)
    if fen is None or fen > FEN_MAX:
        raise BadMoney(text=_quoted(text))
    return -fen if found["sign"] else fen


def format_fen(fen: int) -> str:
    """Yuan with two decimals and a comma every three figures: 123450 → “1,234.50”. No unit, no currency sign."""
    return _figure(fen, 2)


def shared_fen(fen: int, part: int, whole: int) -> int:
    """What a part bears of an amount that is shared by size, to the nearest fen; half a fen is rounded up.

    Each share is told by itself: those of all parts may differ from the amount by some fen.
    """
    assert 0 <= part <= whole, "a part is no larger than the whole"
    return (2 * fen * part + whole) // (2 * whole)


def format_fen_short(fen: int, language: str) -> str:
    """Yuan for a one-line summary: “21.95万” in Chinese, “219.5k” in other languages, “9,999.99” below the first step.

    Rounded half to even, so that many roundings do not lean one way; never read back as money.
    `language` is a language code; all beginning with “zh” count in 万 and 亿.
    """
    shown, seen = format_fen(abs(fen)), abs(fen)
    for fen_a_unit, decimals, unit in _SHORT_ZH if language.lower().startswith("zh") else _SHORT_EN:
        if seen < fen_a_unit:
            break
        fen_a_digit = fen_a_unit // 10**decimals
        digits = round(Fraction(abs(fen), fen_a_digit))
        shown, seen = _figure(digits, decimals) + unit, digits * fen_a_digit
    return f"-{shown}" if fen < 0 else shown


def parse_cm2(text: str) -> int:
    """Cm² of an area in m²: “89.60㎡”, “89.6平方米”, “1,002.35 m2”. Exact to four decimals; never negative.

    Raises BadArea for anything else, finer than a cm², or over CM2_MAX.
    """
    found = _AREA.fullmatch(_narrow(text))
    cm2 = _scaled(found, 4) if found else None
    if cm2 is None or cm2 > CM2_MAX:
        raise BadArea(text=_quoted(text))
    return cm2


def format_cm2(cm2: int, *, exact: bool = False) -> str:
    """M² with two decimals, rounded half up as the land office does: 896_000 → “89.60”. No unit.

    `exact` shows every decimal there is (two to four), so that `parse_cm2` gives the same area back.
    """
    if not exact:
        return _figure(_half_up(cm2), 2)
    shown = _figure(cm2, 4)
    return shown[:-2] + shown[-2:].rstrip("0")


def parse_share(text: str) -> Fraction:
    """A share of a whole: “50%”, “1/2”, “0.5”; more than 0, at most 1, and as exact as it is written.

    Raises BadShare for anything else, over six decimals, or parts finer than a millionth.
    """
    share = _share(_narrow(text))
    if share is None or not 0 < share <= 1 or share.denominator > SHARE_PARTS_MAX:
        raise BadShare(text=_quoted(text))
    return share


def share_sum_is_whole(shares: Iterable[Fraction]) -> bool:
    """Whether the shares make exactly one whole. Three times 33.33% do not: write thirds as 1/3."""
    return sum(shares, start=Fraction(0)) == 1


def _narrow(text: str) -> str:
    """The text in narrow characters without spaces around it; empty where it is too long to be a figure."""
    return text.translate(_NARROW).strip() if len(text) <= TEXT_MAX else ""


def _quoted(text: str) -> str:
    return text if len(text) <= TEXT_MAX else text[: TEXT_MAX - 1] + "…"


def _scaled(found: re.Match[str], decimals: int) -> int | None:
    """The figure times 10**decimals; None where it is written with more decimals than that."""
    part = found["part"] or ""
    if len(part) > decimals:
        return None
    return int(found["whole"].replace(",", "") + part.ljust(decimals, "0"))


def _share(text: str) -> Fraction | None:
    if ratio := _RATIO.fullmatch(text):
        under = int(ratio["under"])
        return Fraction(int(ratio["over"]), under) if under else None
    if percent := _PERCENT.fullmatch(text):
        scaled = _scaled(percent, SHARE_DECIMALS_MAX - 2)
        return None if scaled is None else Fraction(scaled, SHARE_PARTS_MAX)
    plain = _PLAIN.fullmatch(text)
    scaled = _scaled(plain, SHARE_DECIMALS_MAX) if plain else None
    return None if scaled is None else Fraction(scaled, SHARE_PARTS_MAX)


def _figure(scaled: int, decimals: int) -> str:
    whole, part = divmod(abs(scaled), 10**decimals)
    return f"{'-' if scaled < 0 else ''}{whole:,}.{part:0{decimals}}"


def _half_up(cm2: int) -> int:
    hundredths = (abs(cm2) + 50) // 100
    return -hundredths if cm2 < 0 else hundredths
