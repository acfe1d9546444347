"""Codes on paper: twelve characters that an old person can read out, the last of which finds typing mistakes."""

import unicodedata
from collections.abc import Sequence

from courtyard.core.errors import BadInput, sentence

ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
LENGTH = 12
_GROUP = 4


class Mistyped(BadInput):
    """No code reads like this: a character is wrong, missing, or stands in another's place."""

    says = sentence("This code is not right. Please check it against the letter, character by character.")
    field = "code"


def code(numbers: Sequence[int]) -> str:
    """The code for eleven numbers below 31, which the caller draws by chance."""
    if len(numbers) != LENGTH - 1:
        raise ValueError("a code has eleven characters and one that checks them")
    body = "".join(ALPHABET[number] for number in numbers)
    return body + _check(body)


def read(written: str) -> str:
    """The code as it was printed, whatever spaces, dashes or small letters somebody typed. Raises Mistyped."""
    text = "".join(c for c in unicodedata.normalize("NFKC", written).upper() if not (c.isspace() or c in "-—–_·.,"))
    if len(text) != LENGTH or any(c not in ALPHABET for c in text) or _check(text[:-1]) != text[-1]:
        raise Mistyped
    return text


def grouped(text: str) -> str:
    """K7M2 94TX PW3H."""
    return " ".join(text[start : start + _GROUP] for start in range(0, LENGTH, _GROUP))


def _check(body: str) -> str:
    """31 is prime and the weights differ: one wrong character or two exchanged ones always change the sum."""
    total = sum(weight * ALPHABET.index(character) for weight, character in enumerate(body, start=1))
    return ALPHABET[total % len(ALPHABET)]
