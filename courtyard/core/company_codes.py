"""Unified social credit codes (GB 32100-2015): eighteen characters, the last of which checks the others."""

import unicodedata

from courtyard.core.errors import BadInput, sentence

ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
"""Thirty-one characters: I, O, Z, S and V are left out, because they look like others."""
LENGTH = 18


class NoCompanyCode(BadInput):
    says = sentence(
        "A unified social credit code has {length} characters, figures and capital letters without I, O, Z, S and V. "
        "(GB 32100-2015) Copy it from the business licence."
    )
    field = "credit_code"


class WrongCheckCharacter(BadInput):
    says = sentence(
        "The last character of this code does not fit the others, so one of them is wrong. (GB 32100-2015) Compare it "
        "with the business licence, character by character."
    )
    field = "credit_code"


def company_code(written: str) -> str:
    """The code as the licence prints it, whatever spaces or small letters somebody typed.

    Raises NoCompanyCode where no code reads like this, WrongCheckCharacter where a character was mistyped.
    """
    text = "".join(c for c in unicodedata.normalize("NFKC", written).upper() if not (c.isspace() or c == "-"))
    if len(text) != LENGTH or any(c not in ALPHABET for c in text):
        raise NoCompanyCode(length=LENGTH)
    if check_character(text[:-1]) != text[-1]:
        raise WrongCheckCharacter
    return text


def check_character(body: str) -> str:
    """The eighteenth character: weights are powers of three, the sum is taken to 31."""
    total = sum(ALPHABET.index(character) * pow(3, place, 31) for place, character in enumerate(body))
    return ALPHABET[-total % 31]
