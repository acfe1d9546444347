"""Shares of co-owners as people write them, as exact fractions."""

import re
from collections.abc import Sequence
from fractions import Fraction
from functools import lru_cache

from courtyard.core.errors import sentence
from courtyard.core.register.faults import Unreadable
from courtyard.core.register.text import chinese_number, is_nothing, squeeze, tidy

_CUTS = re.compile(r"[、,;|\s+&和]+|(?<![0-9])/(?![0-9])|(?<=%)(?=[0-9])")
_PERCENT = re.compile(r"([0-9]+(?:\.[0-9]+)?)%")
_RATIO = re.compile(r"([0-9]{1,6})[/⁄]([0-9]{1,6})")
_DECIMAL = re.compile(r"[0-9]+(?:\.[0-9]+)?")
_PARTS = re.compile(r"([一二两三四五六七八九十百]+)分之([一二两三四五六七八九十百]+)")
_HUNDREDTHS = re.compile(r"百分之([一二两三四五六七八九十]+)")
_JOINT = re.compile(r"(?:夫妻)?(?:共同共有|共同所有|共有|共同|按份共有|joint(?:ly)?|incommon)", re.IGNORECASE)
_EQUAL = {"各半", "均等", "平均", "平分", "均分", "等额", "equal", "equally"}
_ALL = {"单独所有", "单独", "独有", "全部", "全部产权", "整套", "个人所有", "sole", "whole", "all", "full"}
_HALF = {"一半", "半", "half"}
# 33.3% of three owners is a third of each: written shares are rounded.
_ROUNDING = Fraction(1, 2000)

NOT_A_SHARE = sentence("We cannot read the share. Write it like 50% or 1/2.")
A_DATE = sentence("The spreadsheet has turned this into a date. Format the cell as text and enter it again.")
COUNT = sentence("{owners} owners but {shares} shares.")
SUM = sentence("The shares of {owners} owners add up to {sum}. They must add up to 100%.")
SUM_OF_ONE = sentence("The only owner’s share is {sum}. It must be 100%.")


def share(written: str) -> Fraction:
    """One share, more than nothing and at most the whole. Raises Unreadable."""
    text = squeeze(written).lower().strip("()").lstrip("各占")
    value = _value(text)
    if value is None or not 0 < value <= 1:
        raise Unreadable(NOT_A_SHARE)
    return value


def _value(text: str) -> Fraction | None:
    if text in _HALF:
        return Fraction(1, 2)
    if text in _ALL:
        return Fraction(1)
    if found := _PERCENT.fullmatch(text):
        return Fraction(found[1]) / 100
    if found := _RATIO.fullmatch(text):
        return Fraction(int(found[1]), int(found[2])) if int(found[2]) else None
    if _DECIMAL.fullmatch(text):
        # Without a sign, 50 can only be per cent and 0.5 only a part of one.
        return Fraction(text) if Fraction(text) <= 1 else Fraction(text) / 100
    return _chinese(text)


def _chinese(text: str) -> Fraction | None:
    if found := _HUNDREDTHS.fullmatch(text):
        return Fraction(int(chinese_number(found[1]) or 0), 100)
    if found := _PARTS.fullmatch(text):
        below, above = (int(chinese_number(part) or 0) for part in found.groups())
        return Fraction(above, below) if below else None
    return None


@lru_cache(maxsize=1024)
def said(written: str) -> tuple[Fraction, ...]:
    """The shares a cell names, one after the other; none where it only says that they own together."""
    text = squeeze(written).lower()
    if is_nothing(written) or _JOINT.fullmatch(text) or text in _EQUAL:
        return ()
    return tuple(share(piece) for piece in _CUTS.split(tidy(written)) if piece)


def shares(written: str, owners: int) -> tuple[Fraction | None, ...]:
    """What one cell says about the shares of these `owners`; None where it leaves them open. Raises Unreadable."""
    text = squeeze(written).lower()
    if text in _EQUAL:
        return (Fraction(1, owners),) * owners
    given = said(written)
    if not given:
        return (None,) * owners
    if len(given) == owners:
        return given
    if len(given) == 1 and given[0] == 1:
        return (None,) * owners  # together they own the whole: who owns which part is left open
    if len(given) == 1 and (text.startswith("各") or given[0] * owners == 1):
        return (given[0],) * owners
    raise Unreadable(COUNT, owners=owners, shares=len(given))


def settled(given: Sequence[Fraction | None]) -> tuple[Fraction | None, ...]:
    """The shares of all owners of one home, rounded thirds made whole. Raises Unreadable when they cannot be right."""
    known = [part for part in given if part is not None]
    total = sum(known, start=Fraction(0))
    if not known or total == 1 or (len(known) < len(given) and total < 1):
        return tuple(given)
    even = Fraction(1, len(given))
    if len(known) == len(given) and len(set(known)) == 1 and abs(known[0] - even) < _ROUNDING:
        return (even,) * len(given)
    if len(given) == 1:
        raise Unreadable(SUM_OF_ONE, sum=per_cent(total))
    raise Unreadable(SUM, owners=len(given), sum=per_cent(total))


def per_cent(part: Fraction) -> str:
    """110%, 99.99%, or the fraction where no two decimals say it exactly."""
    hundredths = part * 10_000
    if hundredths.denominator != 1:
        return f"{part.numerator}/{part.denominator}"
    whole, rest = divmod(hundredths.numerator, 100)
    return f"{whole}.{rest:02}".rstrip("0").rstrip(".") + "%"
