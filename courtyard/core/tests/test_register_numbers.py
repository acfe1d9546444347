"""Telephone and identity numbers. These identity numbers are nobody's: no place has the code 999999."""

import pytest

from courtyard.core.register import identity, phones
from courtyard.core.register.faults import Unreadable

WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


def number(first: str) -> str:
    """The first seventeen characters with their check character."""
    return first + "10X98765432"[sum(int(f) * w for f, w in zip(first, WEIGHTS, strict=True)) % 11]


def company(first: str) -> str:
    alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY"
    total = sum(alphabet.index(mark) * pow(3, place, 31) for place, mark in enumerate(first))
    return first + alphabet[(31 - total % 31) % 31]


@pytest.mark.parametrize(
    "written",
    [
        "13900000261",
        "139 0000 0261",
        "139-0000-0261",
        "１３９０００００２６１",
        "+86 13900000261",
        "8613900000261",
        "妻子13900000261",
    ],
)
def test_a_mobile_number_has_one_spelling(written: str) -> None:
    assert phones.phone(written) == "13900000261"


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("021-62345678", "021-62345678"),
        ("（021）62345678", "021-62345678"),
        ("62345678", "62345678"),
        ("62345678转8001", "62345678转8001"),
        ("62345678 ext 801", "62345678 ext 801"),
        ("139****0261", "139****0261"),
        ("无", ""),
        ("", ""),
    ],
)
def test_another_number_stays_as_it_is(written: str, kept: str) -> None:
    assert phones.phone(written) == kept


def test_a_cell_may_hold_several_numbers() -> None:
    found = phones.phones("13900000261/13900000262、021-62345678")

    assert found == ["13900000261", "13900000262", "021-62345678"]


def test_a_letter_in_a_telephone_number_is_refused() -> None:
    with pytest.raises(Unreadable) as refused:
        phones.phone("1390000O261")

    assert (refused.value.reason, refused.value.suggestion) == (phones.LETTER, "13900000261")


@pytest.mark.parametrize(
    "written",
    [number("99999919900101123"), f" {number('99999919900101123')}", "999999900101123", "H12345678",
     company("91310000MA1FL1234")],
)  # fmt: skip
def test_a_sound_identity_number_is_taken(written: str) -> None:
    assert identity.identity(written) == written.strip()


@pytest.mark.parametrize(
    ("written", "reason"),
    [
        ("12345", identity.LENGTH),
        (number("99999919900101123")[:-1] + "?", identity.LENGTH),
        ("999999199001011231", identity.CHECK),
        (number("99999919900231123"), identity.BIRTHDAY),
        ("999999901301123", identity.BIRTHDAY),
        ("999999199001021000", identity.ROUNDED),
        ("91310000MA1FL12340", identity.CHECK),
    ],
)
def test_a_mistaken_identity_number_is_refused(written: str, reason: str) -> None:
    with pytest.raises(Unreadable) as refused:
        identity.identity(written)

    assert refused.value.reason == reason
    assert written not in str(refused.value)


def test_an_identity_number_is_never_shown_in_full() -> None:
    assert identity.masked("999999199001011234") == "999＊＊＊＊34"
    assert identity.masked("12345") == "＊＊＊＊"
