"""Codes on paper and on screens: a receipt that tells nothing, and the signature under the code of a paper ballot."""

import secrets
from uuid import UUID

from django.utils.crypto import constant_time_compare, salted_hmac

from courtyard.core.errors import BadInput, sentence

LETTERS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
"""Thirty-two that nobody mistakes for one another: no 0, O, 1, I."""
RECEIPT_LETTERS, CODE_LETTERS = 12, 12
SLIP_LETTERS, AREA_LETTERS, SEAL_LETTERS = 12, 7, 8
"""Of a confidential paper: its id, up to 3.4 million square metres in square centimetres, and 40 bits of signature."""


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
    if not code.startswith("P") or not number.isdecimal() or len(number) > 9:
        raise ForgedCode
    if not constant_time_compare(signature, _signed("paper", assembly_id, number)):
        raise ForgedCode
    return int(number)


def slip_code(assembly_id: UUID, slip: UUID, area_cm2: int) -> str:
    """The code of a confidential paper without its stub: a random id and the area it weighs, under our signature.

    Seven groups of four: somebody types it where no scanner is. `slip` is one that `new_slip` made.
    """
    body = f"{_written(slip.int, SLIP_LETTERS)}{_written(area_cm2, AREA_LETTERS)}"
    return f"S{body}{_signed('slip', assembly_id, body)[:SEAL_LETTERS]}"


def new_slip() -> UUID:
    """Sixty random bits, which is all that a slip is known by."""
    return UUID(int=secrets.randbelow(len(LETTERS) ** SLIP_LETTERS))


def read_slip_code(assembly_id: UUID, text: str) -> tuple[UUID, int]:
    """The slip's id and the area it weighs. Raises ForgedCode."""
    code = plain(text)
    body, seal = code[1:-SEAL_LETTERS], code[-SEAL_LETTERS:]
    if not code.startswith("S") or len(body) != SLIP_LETTERS + AREA_LETTERS:
        raise ForgedCode
    if not constant_time_compare(seal, _signed("slip", assembly_id, body)[:SEAL_LETTERS]):
        raise ForgedCode
    return UUID(int=_read(body[:SLIP_LETTERS])), _read(body[SLIP_LETTERS:])


def _written(number: int, letters: int) -> str:
    """A number in our thirty-two letters, filled up from the left."""
    return "".join(LETTERS[number >> 5 * place & 31] for place in reversed(range(letters)))


def _read(text: str) -> int:
    return sum(LETTERS.index(letter) << 5 * place for place, letter in enumerate(reversed(text)))


def _signed(use: str, assembly_id: UUID, text: str) -> str:
    digest = salted_hmac(f"assembly.{use}", f"{assembly_id.hex} {text}", algorithm="sha256").digest()
    return "".join(LETTERS[byte % len(LETTERS)] for byte in digest[:CODE_LETTERS])
