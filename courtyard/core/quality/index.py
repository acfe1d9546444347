"""The index: what was found in each field by each source, drawn together, with how sure that is."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import isqrt

from courtyard.core.quality.method import FIELDS, SOURCES, Method

MILLI = 1_000
NINETY_FIVE = Fraction(98, 100)
"""1.96 standard deviations of an outcome between 0 and 1, none of which can exceed one half."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """The outcomes of one source in one field: `count` of them, each from 0 to 1, `total` in all.

    `out_of` is how many there could be at most: of 80 homes 80 ratings leave no doubt.
    """

    total: Fraction = Fraction(0)
    count: int = 0
    out_of: int | None = None

    def __post_init__(self) -> None:
        assert 0 <= self.total <= self.count, "an outcome lies between 0 and 1"
        assert self.out_of is None or self.out_of >= self.count, "no more outcomes than there could be"


@dataclass(frozen=True, slots=True)
class FieldFigure:
    """The index of one field, in thousandths: between `low_milli` and `high_milli` in 95 of 100 cases."""

    milli: int
    low_milli: int
    high_milli: int
    enough: bool
    missing: Mapping[str, int]
    """Source → how many outcomes it still needs; only those that the field waits for."""


@dataclass(frozen=True, slots=True)
class Figure:
    """The index in all, and by field; `exact` before rounding, for who compares two of them."""

    milli: int
    low_milli: int
    high_milli: int
    enough: bool
    fields: Mapping[str, FieldFigure]
    exact: Fraction
    exact_fields: Mapping[str, Fraction]


def merged(parts: Iterable[Evidence]) -> Evidence:
    """Several lots of outcomes as one; in whatever order they come."""
    total, count, out_of = Fraction(0), 0, None
    for part in parts:
        total, count = total + part.total, count + part.count
        if part.out_of is not None:
            out_of = max(out_of or 0, part.out_of)
    return Evidence(total, count, None if out_of is None else max(out_of, count))


def figure(found: Mapping[str, Mapping[str, Evidence | None]], method: Method) -> Figure:
    """The index of an estate in one quarter. `found` is {field: {source: evidence}}.

    A source that a field does not have at all (no periodic work is planned there) is None, and weighs nothing; one
    that has nothing to say yet is empty evidence, and counts at the middle. So a better outcome never lowers the index,
    and one outcome among n moves its source by less than 1 / (n + steady).
    """
    shares = {field: _share(found.get(field, {}), method) for field in FIELDS}
    halves = {field: _half_milli(found.get(field, {}), method) for field in FIELDS}
    fields = {field: _field(shares[field], halves[field], found.get(field, {}), method) for field in FIELDS}
    weight = sum(method.fields[field] for field in FIELDS)
    exact = sum((method.fields[field] * shares[field] for field in FIELDS), Fraction(0)) / weight
    half = _whole_half_milli(found, method)
    milli = _rounded(exact)
    enough = sum(one.enough for one in fields.values()) >= method.least_fields
    return Figure(milli, max(0, milli - half), min(MILLI, milli + half), enough, fields, exact, shares)


def _weights(found: Mapping[str, Evidence | None], method: Method) -> dict[str, tuple[int, Evidence]]:
    """Of the sources a field has, what each weighs and what it found."""
    there = {source: found.get(source, Evidence()) for source in SOURCES}
    return {source: (method.sources[source].weight, one) for source, one in there.items() if one is not None}


def _share(found: Mapping[str, Evidence | None], method: Method) -> Fraction:
    weighed = _weights(found, method)
    total = sum(weight for weight, _one in weighed.values())
    if not total:
        return method.middle
    parts = (weight * _drawn(one, method.sources[source].steady, method) for source, (weight, one) in weighed.items())
    return sum(parts, Fraction(0)) / total


def _drawn(one: Evidence, steady: int, method: Method) -> Fraction:
    """What a source comes to: its outcomes, and `steady` more at the middle."""
    return (one.total + steady * method.middle) / (one.count + steady)


def _half_milli(found: Mapping[str, Evidence | None], method: Method) -> int:
    """Half the width of the interval, rounded up. It takes each outcome for as scattered as can be, so it never says
    more than is known."""
    weighed = _weights(found, method)
    total = sum(weight for weight, _one in weighed.values())
    if not total:
        return MILLI
    square = Fraction(0)
    for source, (weight, one) in weighed.items():
        square += Fraction(weight, total) ** 2 * _doubt(one, method.sources[source].steady)
    return _root_milli(square * NINETY_FIVE**2)


def _whole_half_milli(found: Mapping[str, Mapping[str, Evidence | None]], method: Method) -> int:
    """Half the width of the interval of the whole. What was looked at, done and asked for in one field says nothing of
    another; a home's marks go up and down together, so those of all fields count as one, of as many as the fewest."""
    fields = sum(method.fields[field] for field in FIELDS)
    square, marks, fewest = Fraction(0), Fraction(0), None
    for field in FIELDS:
        weighed = _weights(found.get(field, {}), method)
        total = sum(weight for weight, _one in weighed.values())
        for source, (weight, one) in weighed.items():
            part = Fraction(method.fields[field] * weight, fields * total)
            doubt = _doubt(one, method.sources[source].steady)
            if source == "ratings":
                marks, fewest = marks + part, max(fewest or Fraction(0), doubt)
            else:
                square += part**2 * doubt
        if not total:
            return MILLI
    return _root_milli((square + marks**2 * (fewest or Fraction(0))) * NINETY_FIVE**2)


def _doubt(one: Evidence, steady: int) -> Fraction:
    """What the outcomes leave open, as a square; of a source where everybody answered nothing is left."""
    rest = Fraction(one.out_of - one.count, one.out_of) if one.out_of else Fraction(1)
    return rest / (one.count + steady)


def _root_milli(square: Fraction) -> int:
    """A thousand times the square root, rounded up."""
    scaled = square * MILLI**2
    whole = -(-scaled.numerator // scaled.denominator)
    root = isqrt(whole)
    return root if root * root == whole else root + 1


def _rounded(share: Fraction) -> int:
    """Thousandths, half of one rounded up."""
    return (2 * MILLI * share.numerator + share.denominator) // (2 * share.denominator)


def _field(share: Fraction, half: int, found: Mapping[str, Evidence | None], method: Method) -> FieldFigure:
    milli = _rounded(share)
    counts = {source: one.count for source, (_weight, one) in _weights(found, method).items()}
    short = {
        source: method.sources[source].least - count
        for source, count in counts.items()
        if count < method.sources[source].least
    }
    told = len(counts) - len(short) >= min(method.least_sources, len(counts)) and bool(counts)
    # A few homes' marks could be reckoned back from the index and the other sources, so it waits for more of them.
    enough = told and not (counts.get("ratings") and "ratings" in short)
    return FieldFigure(milli, max(0, milli - half), min(MILLI, milli + half), enough, {} if enough else short)


def household_bound(found: Mapping[str, Mapping[str, Evidence | None]], method: Method) -> Fraction:
    """By how much one home can move the index in all at most, by what it rates and what it asks for.

    A home rates once a quarter, and all its cases in a field count as one outcome. `found` is what there is with it.
    """
    weight = sum(method.fields.values())
    bound = Fraction(0)
    for field in FIELDS:
        weighed = _weights(found.get(field, {}), method)
        total = sum(each for each, _one in weighed.values())
        for source in ("cases", "ratings"):
            if source in weighed and total:
                each, one = weighed[source]
                steps = max(one.count, 1) + method.sources[source].steady
                bound += Fraction(method.fields[field], weight) * Fraction(each, total) / steps
    return bound
