"""What would raise the index most: by how much, if everything in a source had been as it should."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from courtyard.core.quality.index import Evidence
from courtyard.core.quality.method import FIELDS, SOURCES, Method


@dataclass(frozen=True, slots=True)
class Gain:
    """`lost` of `count` outcomes; with them the index in all would be `share` higher."""

    field: str
    source: str
    share: Fraction
    lost: Fraction
    count: int


def gains(found: Mapping[str, Mapping[str, Evidence | None]], method: Method) -> list[Gain]:
    """Each field and source with something to win, the largest first; equal ones in the order of fields and sources."""
    all_fields = sum(method.fields.values())
    won: list[Gain] = []
    for field in FIELDS:
        there = {source: found.get(field, {}).get(source, Evidence()) for source in SOURCES}
        weighs = {source: method.sources[source].weight for source, one in there.items() if one is not None}
        for source, one in there.items():
            if one is None or not one.count or one.total == one.count:
                continue
            lost = one.count - one.total
            part = Fraction(method.fields[field], all_fields) * Fraction(weighs[source], sum(weighs.values()))
            won.append(Gain(field, source, part * lost / (one.count + method.sources[source].steady), lost, one.count))
    return sorted(won, key=lambda gain: -gain.share)
