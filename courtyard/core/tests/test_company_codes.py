"""Codes of companies: read as they are printed, and no mistyped character gets through."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courtyard.core.company_codes import (
    ALPHABET,
    NoCompanyCode,
    WrongCheckCharacter,
    check_character,
    company_code,
)

BODIES = st.text(ALPHABET, min_size=17, max_size=17)


@pytest.mark.parametrize("code", ["914403001922038216", "9144030071526726XG", "91330100799655058B"])
def test_codes_of_real_companies_are_codes(code: str) -> None:
    assert company_code(code) == code


@pytest.mark.parametrize("written", ["9144 0300 1922 0382 16", "914403001922038216 ", "９１４４0300192203８２１６"])
def test_a_code_is_read_however_it_is_spaced(written: str) -> None:
    assert company_code(written) == "914403001922038216"


def test_small_letters_are_the_same() -> None:
    assert company_code("9144030071526726xg") == "9144030071526726XG"


@pytest.mark.parametrize("written", ["", "91440300192203821", "9144030019220382166", "91440300192203821O", "物业公司"])
def test_what_reads_like_no_code_is_refused(written: str) -> None:
    with pytest.raises(NoCompanyCode) as refused:
        company_code(written)

    assert "GB 32100-2015" in str(refused.value)


def test_a_wrong_last_character_is_named() -> None:
    with pytest.raises(WrongCheckCharacter):
        company_code("914403001922038217")


@given(BODIES, st.integers(0, 17), st.sampled_from(ALPHABET))
def test_one_mistyped_character_is_always_found(body: str, place: int, other: str) -> None:
    code = body + check_character(body)
    mistyped = code[:place] + other + code[place + 1 :]

    if mistyped == code:
        assert company_code(mistyped) == code
    else:
        with pytest.raises(WrongCheckCharacter):
            company_code(mistyped)
