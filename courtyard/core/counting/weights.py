"""Votes that a statute cuts down before they are counted, and how many proxies one person may hold."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

FR_PROXIES = 3
FR_PROXY_SHARE = Fraction(1, 10)
NSW_SMALL_LOTS = 20
NSW_PROXY_SHARE = Fraction(1, 20)
NSW_REDUCED_LOTS = 2


@dataclass(frozen=True, slots=True)
class Proxies:
    """How many one person holds, against how many may be held."""

    held: int
    limit: int | None
    allowed: bool


def capped(shares: Mapping[str, int]) -> dict[str, int]:
    """An owner of more than half is reduced to the sum of the others (loi 65-557 art 22)."""
    total = sum(shares.values())
    return {owner: min(votes, total - votes) if votes * 2 > total else votes for owner, votes in shares.items()}


def original_owner_reduced(entitlements: Mapping[str, int], original_owner: str, lots: int) -> dict[str, Fraction]:
    """With at least half of the entitlements of more than two lots, the original owner's vote counts a third (NSW).

    Strata Schemes Management Act 2015. The exact third is kept: that a fraction is ignored was not verified.
    """
    values = {owner: Fraction(units) for owner, units in entitlements.items()}
    held = values.get(original_owner, Fraction(0))
    if lots > NSW_REDUCED_LOTS and held * 2 >= sum(values.values()) and held:
        values[original_owner] = held / 3
    return values


def fr_proxies(own: int, mandators: list[int], total: int) -> Proxies:
    """Three, or more where the agent's own votes and those of the principals are at most a tenth (art 22)."""
    within = total > 0 and Fraction(own + sum(mandators), total) <= FR_PROXY_SHARE
    held = len(mandators)
    return Proxies(held, None if within else FR_PROXIES, within or held <= FR_PROXIES)


def nsw_proxies(held: int, lots: int) -> Proxies:
    """One up to 20 lots, and a twentieth of the lots above, rounded down (Sch 1 cl 26(7))."""
    limit = 1 if lots <= NSW_SMALL_LOTS else int(lots * NSW_PROXY_SHARE)
    return Proxies(held, limit, held <= limit)
