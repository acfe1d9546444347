"""Identity numbers: checked here, never shown in full, never kept (the caller keeps a keyed hash)."""

import re
from datetime import date

from courtyard.core.errors import sentence
from courtyard.core.register.faults import Unreadable
from courtyard.core.register.text import is_nothing, squeeze

_CUTS = re.compile(r"[、,;|/\s，；／]+")
_RESIDENT = re.compile(r"[1-9][0-9]{16}[0-9X]")
_OLD = re.compile(r"[1-9][0-9]{14}")
_TRAVEL = re.compile(r"[A-Z]{1,2}[0-9]{6,10}(?:\([0-9A-Z]\))?")
_COMPANY = re.compile(r"[0-9A-HJ-NPQRTUWXY]{18}")
_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"

LENGTH = sentence("An identity number has 18 characters (15 for old ones). Please check it.")
CHECK = sentence("The identity number is wrong: its last character does not match the rest.")
BIRTHDAY = sentence("The identity number is wrong: its date of birth does not exist.")
ROUNDED = sentence("The spreadsheet has rounded the identity number. Format the cell as text and enter it again.")
COUNT = sentence("{owners} owners but {numbers} identity numbers.")


def identity(written: str) -> str:
    """A checked identity number of a person or an organisation, or "". Raises Unreadable."""
    if is_nothing(written):
        return ""
    text = squeeze(written).upper().removeprefix("身份证").lstrip(":号")
    if _RESIDENT.fullmatch(text):
        return _resident(text)
    if _COMPANY.fullmatch(text) and not text[1:].isdigit():
        return _company(text)
    if _OLD.fullmatch(text):
        _require_day(f"19{text[6:12]}")
        return text
    if _TRAVEL.fullmatch(text):
        return text
    raise Unreadable(ROUNDED if len(text) > 15 and text.isdigit() and text.endswith("000") else LENGTH)


def identities(written: str) -> list[str]:
    """All identity numbers of a cell. Raises Unreadable."""
    return [number for number in map(identity, filter(None, _CUTS.split(written))) if number]


def masked(written: str) -> str:
    """What may be shown of an identity number: the first three characters and the last two."""
    text = squeeze(written)
    return f"{text[:3]}＊＊＊＊{text[-2:]}" if len(text) > 8 else "＊＊＊＊"


def _resident(text: str) -> str:
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    total = sum(weight * int(figure) for weight, figure in zip(weights, text, strict=False))
    if "10X98765432"[total % 11] == text[-1]:
        _require_day(text[6:14])
        return text
    if _is_company(text):
        return text
    # A number typed as a number keeps 15 figures: the rest are noughts.
    raise Unreadable(ROUNDED if text.endswith("000") else CHECK)


def _company(text: str) -> str:
    if not _is_company(text):
        raise Unreadable(CHECK)
    return text


def _is_company(text: str) -> bool:
    """Whether it is a unified social credit code (GB 32100)."""
    if not _COMPANY.fullmatch(text):
        return False
    total = sum(_ALPHABET.index(mark) * pow(3, place, 31) for place, mark in enumerate(text[:17]))
    return _ALPHABET[(31 - total % 31) % 31] == text[17]


def _require_day(digits: str) -> None:
    try:
        date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError:
        raise Unreadable(BIRTHDAY) from None
