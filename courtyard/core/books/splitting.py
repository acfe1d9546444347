"""Splitting a sum so that the parts add up to the last fen: largest remainders (Hamilton).

Everybody gets the whole fen of the exact part; the fen that are left go, one each, to the largest remainders. Of equal
remainders the heavier comes first, and of equally heavy ones the smaller key, so that the order of the list says
nothing. Civil Code art 283 shares by area unless something else is agreed.
"""

from collections.abc import Iterable, Mapping
from fractions import Fraction
from math import lcm

from courtyard.core.books.refusals import NegativeSum, NegativeWeight, NothingToShareBy

Weights = Mapping[str, int] | Mapping[str, Fraction]


def split(fen: int, weights: Weights) -> dict[str, int]:
    """Parts of a sum in fen, by weight; the keys in their order. A weight of zero gets nothing.

    Raises NegativeSum, NegativeWeight, and NothingToShareBy where no weight is more than zero.
    """
    if fen < 0:
        raise NegativeSum
    for key, weight in weights.items():
        if weight < 0:
            raise NegativeWeight(key=key)
    whole = _whole(weights)
    if not any(whole.values()):
        raise NothingToShareBy
    return _largest_remainders(fen, whole)


def split_by_heads(fen: int, keys: Iterable[str]) -> dict[str, int]:
    """The same for everybody, one each; a key that is named twice counts once. Raises as `split` does."""
    return split(fen, dict.fromkeys(keys, 1))


def split_by_area(fen: int, cm2: Mapping[str, int]) -> dict[str, int]:
    """By area in cm². Raises as `split` does."""
    return split(fen, cm2)


def split_by_shares(fen: int, shares: Mapping[str, Fraction]) -> dict[str, int]:
    """By fractions, which need not make a whole: 1/2 and 1/4 share as 2 to 1. Raises as `split` does."""
    return split(fen, shares)


def _whole(weights: Weights) -> dict[str, int]:
    """The same proportions in whole numbers."""
    under = lcm(*(weight.denominator for weight in weights.values()))
    return {key: weight.numerator * (under // weight.denominator) for key, weight in weights.items()}


def _largest_remainders(fen: int, whole: Mapping[str, int]) -> dict[str, int]:
    total = sum(whole.values())
    shares = {key: divmod(fen * weight, total) for key, weight in whole.items()}
    left = fen - sum(part for part, _rest in shares.values())
    first = set(sorted(whole, key=lambda key: (-shares[key][1], -whole[key], key))[:left])
    return {key: shares[key][0] + (key in first) for key in sorted(whole)}
