"""Codes on paper and on screens: a receipt that tells nothing, and the signature under the code of a paper ballot."""

import secrets
from uuid import UUID

from django.utils.crypto import constant_time_compare, salted_hmac

from courtyard.core.errors import BadInput, sentence

LETTERS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
"""Thirty-two that nobody mistakes for one another: no 0, O, 1, I."""
RECEIPT_LETTERS, CODE_LETTERS = 12, 12


class ForgedCode(BadInput):
    says = sentence("This code is not of a paper ballot of this vote. Look at it again, or scan it once more.")
    field = "code"


def receipt() -> str:
    """Sixty random bits. With it anyone sees that a ballot is counted, and nobody what it says or whose it is."""
    return "".join(secrets.choice(LETTERS) for _ in range(RECEIPT_LETTERS))


def spaced(code: str) -> str:
    """T7K4 92QF 3DHM"""
    return " ".join(code[start : start + 4] for start in range(0, len(code), 4))


def plain(text: str) -> str:
    """A code as somebody typed it, or a scanner read it: blanks, hyphens and small letters do not matter."""
    return "".join(character for character in text.upper() if character.isalnum())


def paper_code(assembly_id: UUID, number: int) -> str:
    """The code of the paper ballot, or stub, of a number on the roll: the number, then our signature under it."""
    return f"P{number}X{_signed('paper', assembly_id, str(number))}"


def read_paper_code(assembly_id: UUID, text: str) -> int:
    """Which number on the roll it is of. Raises ForgedCode."""
    code = plain(text)
    number, _, signature = code.removeprefix("P").partition("X")
    if not code.startswith("P") or not number.isdigit() or len(number) > 9:
        raise ForgedCode
    if not constant_time_compare(signature, _signed("paper", assembly_id, number)):
        raise ForgedCode
    return int(number)


def slip_code(assembly_id: UUID, slip: UUID, area_cm2: int) -> str:
    """The code of a confidential paper without its stub: a random id and the area it weighs, under our signature."""
    body = f"{slip.hex.upper()}Z{area_cm2}"
    return f"S{body}X{_signed('slip', assembly_id, body)}"


def read_slip_code(assembly_id: UUID, text: str) -> tuple[UUID, int]:
    """The slip's id and the area it weighs. Raises ForgedCode."""
    body, _, signature = plain(text).removeprefix("S").partition("X")  # the signature may have an X of its own
    ident, _, area = body.partition("Z")
    if not constant_time_compare(signature, _signed("slip", assembly_id, body)) or not area.isdigit():
        raise ForgedCode
    return UUID(ident), int(area)


def _signed(use: str, assembly_id: UUID, text: str) -> str:
    digest = salted_hmac(f"assembly.{use}", f"{assembly_id.hex} {text}", algorithm="sha256").digest()
    return "".join(LETTERS[byte % len(LETTERS)] for byte in digest[:CODE_LETTERS])
