"""Splitting: to the last fen, next to the exact part, whoever is named first."""

from fractions import Fraction
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courtyard.core.books import refusals as no
from courtyard.core.books.splitting import split, split_by_area, split_by_heads, split_by_shares
from courtyard.core.tests.booked import bounded

FEN = st.integers(0, 10**13)
KEYS = st.text("0123456789-", min_size=1, max_size=4)
WEIGHTS = st.dictionaries(KEYS, st.integers(0, 5) | st.integers(0, 10**10), min_size=1, max_size=12).filter(
    lambda weights: sum(weights.values()) > 0
)


def slow_split(fen: int, weights: dict[str, int]) -> dict[str, int]:
    """Fen by fen: each goes to whom the most is still due; of equals to the heavier, then the smaller key."""
    total = sum(weights.values())
    parts = {key: fen * weight // total for key, weight in weights.items()}
    while sum(parts.values()) < fen:
        due = {key: fen * weights[key] - parts[key] * total for key in weights}
        most = min(weights, key=lambda key: (-due[key], -weights[key], key))
        parts[most] += 1
    return parts


@bounded
@given(FEN, WEIGHTS)
def test_parts_add_up_and_lie_within_a_fen_of_the_exact_part(fen: int, weights: dict[str, int]) -> None:
    parts = split(fen, weights)

    assert sum(parts.values()) == fen
    assert set(parts) == set(weights)
    total = sum(weights.values())
    assert all(abs(parts[key] - Fraction(fen * weights[key], total)) < 1 for key in weights)
    assert all(parts[key] == 0 for key in weights if weights[key] == 0)
    assert parts == slow_split(fen, weights)


@bounded
@given(FEN, WEIGHTS, st.randoms(use_true_random=False))
def test_whoever_is_named_first_gets_no_more(fen: int, weights: dict[str, int], chance: Random) -> None:
    other = dict(chance.sample(list(weights.items()), len(weights)))

    assert split(fen, other) == split(fen, weights)
    assert list(split(fen, other)) == sorted(weights)


@bounded
@given(FEN, WEIGHTS)
def test_a_heavier_one_never_gets_less(fen: int, weights: dict[str, int]) -> None:
    parts = split(fen, weights)

    # Of two equally heavy ones either may have the fen more.
    by_weight = sorted(weights, key=lambda key: (weights[key], parts[key]))
    assert [parts[key] for key in by_weight] == sorted(parts.values())


@bounded
@given(FEN, WEIGHTS, st.integers(1, 1_000))
def test_only_the_proportion_counts(fen: int, weights: dict[str, int], times: int) -> None:
    assert split(fen, {key: weight * times for key, weight in weights.items()}) == split(fen, weights)
    assert split_by_shares(fen, {key: Fraction(weight, times) for key, weight in weights.items()}) == split(
        fen, weights
    )


@pytest.mark.parametrize(
    ("fen", "weights", "parts"),
    [
        (100, {"b": 1, "a": 1, "c": 1}, {"a": 34, "b": 33, "c": 33}),
        (101, {"a": 1, "b": 1, "c": 1}, {"a": 34, "b": 34, "c": 33}),
        (1, {"a": 1, "b": 2}, {"a": 0, "b": 1}),
        (1, {"a": 0, "b": 1}, {"a": 0, "b": 1}),
        # Remainders are equal: the heavier first.
        (2, {"a": 1, "b": 3}, {"a": 0, "b": 2}),
        (0, {"a": 1, "b": 2}, {"a": 0, "b": 0}),
    ],
)
def test_largest_remainders_by_hand(fen: int, weights: dict[str, int], parts: dict[str, int]) -> None:
    assert split(fen, weights) == parts


def test_by_heads_and_by_area() -> None:
    assert split_by_heads(100, ["c", "a", "b", "a"]) == {"a": 34, "b": 33, "c": 33}
    assert split_by_area(1_000_00, {"1-101": 896_000, "1-102": 1_104_000}) == {"1-101": 448_00, "1-102": 552_00}


@pytest.mark.parametrize(
    ("fen", "weights", "refusal"),
    [
        (1, {}, no.NothingToShareBy),
        (1, {"a": 0, "b": 0}, no.NothingToShareBy),
        (1, {"a": 2, "b": -1}, no.NegativeWeight),
        (-1, {"a": 1}, no.NegativeSum),
    ],
)
def test_nothing_is_shared_by_nothing(fen: int, weights: dict[str, int], refusal: type[Exception]) -> None:
    with pytest.raises(refusal):
        split(fen, weights)
