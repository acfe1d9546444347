"""A code on paper: one slip of the finger is found before it counts as an attempt."""

from itertools import combinations

import pytest

from courtyard.core.codes import ALPHABET, Mistyped, code, grouped, read

PRINTED = code([5, 2, 20, 0, 7, 2, 26, 28, 21, 29, 1])


def test_a_code_has_no_characters_that_look_alike() -> None:
    assert set(ALPHABET) & set("0O1IL") == set()
    assert len(ALPHABET) == 31


@pytest.mark.parametrize("spoil", [str.lower, grouped, lambda c: f" {c[:4]}-{c[4:8]}—{c[8:]} "])
def test_a_code_is_read_however_it_is_spaced(spoil: object) -> None:
    assert read(spoil(PRINTED)) == PRINTED  # type: ignore[operator]


def test_full_width_characters_are_read() -> None:
    assert read("".join(chr(ord(c) + 0xFEE0) for c in PRINTED)) == PRINTED


@pytest.mark.parametrize("place", range(12))
def test_every_wrong_character_is_found(place: int) -> None:
    wrong = [PRINTED[:place] + other + PRINTED[place + 1 :] for other in ALPHABET if other != PRINTED[place]]

    assert [text for text in wrong if is_read(text)] == []


def test_every_exchange_of_two_characters_is_found() -> None:
    exchanged = {exchange(PRINTED, a, b) for a, b in combinations(range(12), 2)} - {PRINTED}

    assert [text for text in exchanged if is_read(text)] == []


@pytest.mark.parametrize("text", ["", "K7M2", PRINTED + "2", PRINTED[:-1] + "O", "桂" * 12])
def test_what_is_no_code_is_refused(text: str) -> None:
    assert not is_read(text)


def is_read(text: str) -> bool:
    try:
        read(text)
    except Mistyped:
        return False
    return True


def exchange(text: str, a: int, b: int) -> str:
    characters = list(text)
    characters[a], characters[b] = characters[b], characters[a]
    return "".join(characters)
