"""Shares of co-owners as offices write them."""

from fractions import Fraction

import pytest

from courtyard.core.register import shares
from courtyard.core.register.faults import Unreadable

HALF = Fraction(1, 2)


@pytest.mark.parametrize(
    ("written", "owners", "parts"),
    [
        ("100%", 1, (Fraction(1),)),
        ("1", 1, (Fraction(1),)),
        ("单独所有", 1, (Fraction(1),)),
        ("60%，40%", 2, (Fraction(3, 5), Fraction(2, 5))),
        ("60％、40％", 2, (Fraction(3, 5), Fraction(2, 5))),
        ("60 40", 2, (Fraction(3, 5), Fraction(2, 5))),
        ("0.6;0.4", 2, (Fraction(3, 5), Fraction(2, 5))),
        ("1/2,1/2", 2, (HALF, HALF)),
        ("1/3 2/3", 2, (Fraction(1, 3), Fraction(2, 3))),
        ("½、½", 2, (HALF, HALF)),
        ("二分之一", 1, (HALF,)),
        ("百分之五十", 1, (HALF,)),
        ("33.33%\n66.67%", 2, (Fraction(3333, 10000), Fraction(6667, 10000))),
        ("50%", 2, (HALF, HALF)),
        ("各50%", 2, (HALF, HALF)),
        ("各占50%", 2, (HALF, HALF)),
        ("均等", 3, (Fraction(1, 3),) * 3),
        ("100%", 2, (None, None)),
        ("共同共有", 2, (None, None)),
        ("按份共有", 2, (None, None)),
        ("", 2, (None, None)),
    ],
)
def test_shares_are_exact_fractions(written: str, owners: int, parts: tuple[Fraction | None, ...]) -> None:
    assert shares.shares(written, owners) == parts


@pytest.mark.parametrize(
    ("written", "owners", "reason"),
    [
        ("一点点", 1, shares.NOT_A_SHARE),
        ("0%", 1, shares.NOT_A_SHARE),
        ("120%", 1, shares.NOT_A_SHARE),
        ("1/0", 1, shares.NOT_A_SHARE),
        ("3/2", 1, shares.NOT_A_SHARE),
        ("60%", 2, shares.COUNT),
        ("60%、40%", 3, shares.COUNT),
    ],
)
def test_what_is_no_share_is_refused(written: str, owners: int, reason: str) -> None:
    with pytest.raises(Unreadable) as refused:
        shares.shares(written, owners)

    assert refused.value.reason == reason


@pytest.mark.parametrize(
    "parts",
    [(Fraction(1),), (HALF, HALF), (None, None), (HALF, None), ()],
)
def test_shares_that_can_be_right_stay(parts: tuple[Fraction | None, ...]) -> None:
    assert shares.settled(parts) == parts


def test_rounded_thirds_are_thirds() -> None:
    written = (Fraction("33.33") / 100,) * 3

    assert shares.settled(written) == (Fraction(1, 3),) * 3


@pytest.mark.parametrize(
    ("parts", "total"),
    [
        ((Fraction(3, 5), HALF), "110%"),
        ((HALF, Fraction(1, 3)), "5/6"),
        ((Fraction(33, 100),) * 3, "99%"),
        ((Fraction(3, 5), HALF, None), "110%"),
    ],
)
def test_shares_that_do_not_make_a_whole_are_refused(parts: tuple[Fraction | None, ...], total: str) -> None:
    with pytest.raises(Unreadable) as refused:
        shares.settled(parts)

    assert refused.value.reason == shares.SUM
    assert refused.value.fields == {"owners": len(parts), "sum": total}


def test_half_a_home_cannot_have_one_owner() -> None:
    with pytest.raises(Unreadable) as refused:
        shares.settled([HALF])

    assert (refused.value.reason, refused.value.fields) == (shares.SUM_OF_ONE, {"sum": "50%"})
