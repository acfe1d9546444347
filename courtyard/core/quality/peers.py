"""Estates that are alike, and how one stands among them. Nobody is named; too few are not shown."""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from courtyard.core.quality.method import Comparison, Trait


@dataclass(frozen=True, slots=True)
class Traits:
    """What makes estates alike: kind, lifts or none, year built, number of homes, district."""

    kind: str
    lifts: bool
    built: int | None
    homes: int
    district: str


@dataclass(frozen=True, slots=True)
class Peer:
    """One other estate: what it is like, what it pays (fen per m² and month), and its index in thousandths."""

    traits: Traits
    fen_per_m2: int | None
    milli: int | None


@dataclass(frozen=True, slots=True)
class Group:
    """Those alike, and which traits had to be given up to find enough; `enough` is whether it was enough at all."""

    peers: tuple[Peer, ...]
    given_up: tuple[Trait, ...]
    enough: bool


@dataclass(frozen=True, slots=True)
class Spread:
    """Of a list of figures: the smallest, a quarter, the middle, three quarters, the largest. Each is one of them."""

    count: int
    least: int
    lower: int
    middle: int
    upper: int
    most: int


def alike(own: Traits, others: Iterable[Peer], by: Comparison) -> Group:
    """The estates that `own` is compared with."""
    same = [one for one in others if one.traits.kind == own.kind and one.traits.lifts == own.lifts]
    given_up: tuple[Trait, ...] = ()
    found = _kept(own, same, by, given_up)
    for trait in by.widen:
        if len(found) >= by.least:
            break
        given_up = (*given_up, trait)
        found = _kept(own, same, by, given_up)
    return Group(tuple(found), given_up, len(found) >= by.least)


def _kept(own: Traits, others: Sequence[Peer], by: Comparison, given_up: tuple[Trait, ...]) -> list[Peer]:
    return [
        one
        for one in others
        if ("district" in given_up or one.traits.district == own.district)
        and ("size" in given_up or _band(one.traits.homes, by.size_bands) == _band(own.homes, by.size_bands))
        and ("age" in given_up or _band(one.traits.built, by.age_bands) == _band(own.built, by.age_bands))
    ]


def _band(value: int | None, ends: tuple[int, ...]) -> int:
    """Which band a value lies in; a band ends with its own end. What is unknown is a band of its own."""
    return -1 if value is None else bisect_left(ends, value)


def spread(values: Iterable[int]) -> Spread | None:
    """None of no figures. Each quantile is the nearest rank, so it is somebody's real figure."""
    ordered = sorted(values)
    if not ordered:
        return None
    count = len(ordered)

    def rank(part: int, whole: int) -> int:
        return ordered[max(0, -(-count * part // whole) - 1)]

    return Spread(count, ordered[0], rank(1, 4), rank(1, 2), rank(3, 4), ordered[-1])


def place_of(own: int, others: Iterable[int]) -> int:
    """The place of a figure among others, the highest first; equal ones share a place."""
    return 1 + sum(other > own for other in others)
