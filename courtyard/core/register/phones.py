"""Telephone numbers as people write them."""

import re

from courtyard.core.errors import sentence
from courtyard.core.register.faults import Unreadable
from courtyard.core.register.text import is_nothing, tidy

PHONE_MAX = 40
MOBILE = re.compile(r"(?<![0-9])1[3-9][0-9]{9}(?![0-9])")
_FIXED = re.compile(r"\(?(0[0-9]{2,3})\)?-?([0-9]{7,8})")
_LETTER = re.compile(r"[A-Za-z]")
_EXTENSION = re.compile(r"\b(?:ext\.?|x|tel[.:]?|mob(?:ile)?[.:]?|phone[.:]?)(?=[\s0-9+:]|$)", re.IGNORECASE)
_PUNCTUATION = str.maketrans("，；／　", ",;/ ")
_CUTS = re.compile(r"[、,;|\n\t]|/|(?<=[0-9]{7})\s+(?=[0-9]{7})")

LETTER = sentence("The phone number contains a letter.")
TOO_LONG = sentence("This is too long. Use at most {most} characters.")


def phone(written: str) -> str:
    """One number in its usual spelling; an odd one as it was written. Raises Unreadable when letters are in it."""
    if is_nothing(written):
        return ""
    text = tidy(written)
    if mobile := MOBILE.search(re.sub(r"[\s.-]", "", text).replace("+86", "").removeprefix("0086")):
        return mobile[0]
    bare = re.sub(r"[\s.-]", "", text)
    if bare.startswith("86") and MOBILE.fullmatch(bare[2:]):
        return bare[2:]
    if fixed := _FIXED.fullmatch(text.replace(" ", "")):
        return f"{fixed[1]}-{fixed[2]}"
    if _LETTER.search(_EXTENSION.sub("", text)):
        raise Unreadable(LETTER, suggestion=_suggestion(bare))
    if len(text) > PHONE_MAX:
        raise Unreadable(TOO_LONG, most=PHONE_MAX)
    return text


def phones(written: str) -> list[str]:
    """All numbers of a cell. Raises Unreadable."""
    if written.isascii() and MOBILE.fullmatch(written):
        return [written]
    pieces = [piece.strip() for piece in _CUTS.split(written.translate(_PUNCTUATION)) if piece.strip()]
    return [number for number in map(phone, pieces) if number]


def _suggestion(text: str) -> str:
    figures = re.sub("[oO]", "0", re.sub("[lI]", "1", text))
    return figures if MOBILE.fullmatch(figures) else ""
