"""Areas as people write them, in whole square centimetres."""

import re

from courtyard.core.errors import sentence
from courtyard.core.register.faults import Unreadable
from courtyard.core.register.text import chinese_number, is_nothing, squeeze

AREA_MAX_CM2 = 1_000_000 * 10_000
DECIMALS_MAX = 4  # a square centimetre is the fourth decimal of a square metre
_UNIT = re.compile(r"(?:平方米|平米|平方|平|㎡|m2|m\^2|sq\.?m\.?|sqm)\.?$", re.IGNORECASE)
_NUMBER = re.compile(r"([0-9]*)(?:\.([0-9]*))?")
_THOUSANDS = re.compile(r"[0-9]{1,3}(?:,[0-9]{3})+")
_NOISE = re.compile(r"0{6}|9{6}")  # 89.61999999999999: some program kept 89.62 as a binary fraction
_INSIDE = re.compile(r"[0-9]+(?:\.[0-9]+)?")

NOT_A_NUMBER = sentence("Write the area as a number.")
LETTER_O = sentence("It contains the letter O instead of the digit 0.")
LETTER_L = sentence("It contains the letter l or I instead of the digit 1.")
NOUGHT = sentence("The area is 0, so it cannot count in votes or when costs are shared.")
BELOW_NOUGHT = sentence("The area cannot be below 0.")
TOO_FINE = sentence("The area has too many decimals. Write at most four.")
COMMA = sentence("We cannot tell if the comma marks decimals. Write a point before the decimals.")
TOO_LARGE = sentence("The area is too large for one home. Please check it.")


def area_cm2(written: str) -> int | None:
    """The area in cm², None when the cell leaves it open. Raises Unreadable."""
    if is_nothing(written):
        return None
    text = _UNIT.sub("", squeeze(written))
    if text.startswith("-") and _NUMBER.fullmatch(text[1:]):
        raise Unreadable(BELOW_NOUGHT, suggestion=text[1:])
    number = _NUMBER.fullmatch(_without_commas(text))
    if number is None or not (number[1] or number[2]):
        raise _not_a_number(text)
    return _whole_cm2(number[1] or "0", (number[2] or "").rstrip("0"))


def _whole_cm2(whole: str, decimals: str) -> int:
    if len(whole) > 12:
        raise Unreadable(TOO_LARGE)
    exact, rest = decimals[:DECIMALS_MAX], decimals[DECIMALS_MAX:]
    if rest and not _NOISE.match(rest):
        raise Unreadable(TOO_FINE)
    area = int(whole + exact.ljust(DECIMALS_MAX, "0")) + rest.startswith("9")
    if area == 0:
        raise Unreadable(NOUGHT)
    if area > AREA_MAX_CM2:
        raise Unreadable(TOO_LARGE)
    return area


def _without_commas(text: str) -> str:
    whole, point, decimals = text.partition(".")
    if "," not in text:
        return text
    if "," in decimals or (not point and not _THOUSANDS.fullmatch(whole)):
        # 89,60 may be 89.60 or 8,960: only the person knows.
        raise Unreadable(COMMA, suggestion=_suggestion(text.replace(",", ".", 1)))
    return whole.replace(",", "") + point + decimals


def _not_a_number(text: str) -> Unreadable:
    zeroed = re.sub("[oO]", "0", text)
    if zeroed != text and _NUMBER.fullmatch(zeroed):
        return Unreadable(LETTER_O, suggestion=_suggestion(zeroed))
    oned = re.sub("[lI]", "1", zeroed)
    if oned != zeroed and _NUMBER.fullmatch(oned):
        return Unreadable(LETTER_L, suggestion=_suggestion(oned))
    inside = _INSIDE.findall(text.replace("。", "."))
    guess = inside[0] if len(inside) == 1 else chinese_number(text) or ""
    return Unreadable(NOT_A_NUMBER, suggestion=_suggestion(guess))


def _suggestion(text: str) -> str:
    """`text` where it would be read, else nothing: a suggestion that is refused again helps nobody."""
    number = _NUMBER.fullmatch(text)
    fine = number and number[1] and len(number[2] or "") <= DECIMALS_MAX and int(number[1] + (number[2] or ""))
    return text if fine else ""
