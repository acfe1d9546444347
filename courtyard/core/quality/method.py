"""What the index is reckoned by, as data: how much each source and field weighs, and what alike means."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

FIELDS: tuple[str, ...] = ("general", "cleaning", "order", "green", "facilities")
SOURCES: tuple[str, ...] = ("inspections", "works", "cases", "ratings")
Trait = Literal["district", "size", "age"]


@dataclass(frozen=True, slots=True)
class Source:
    """How a source counts: its `weight`; `steady` outcomes at the middle that it begins with, so that few real ones
    move it little; and how many it takes (`least`) before it says enough."""

    weight: int
    steady: int
    least: int


@dataclass(frozen=True, slots=True)
class Comparison:
    """Which estates are alike: always of the same kind, and with or without lifts; then in the same band of age and
    size and the same district, given up in the order of `widen` until `least` are found. Bands are the upper ends."""

    least: int
    age_bands: tuple[int, ...]
    size_bands: tuple[int, ...]
    widen: tuple[Trait, ...]


@dataclass(frozen=True, slots=True)
class Method:
    """`middle` is what a source is taken for before anything is known of it; `late` is what something done too late is
    worth. A field says enough when `least_sources` of its sources do, and the whole when `least_fields` fields do."""

    middle: Fraction
    sources: Mapping[str, Source]
    fields: Mapping[str, int]
    least_sources: int
    least_fields: int
    late: Fraction
    comparison: Comparison
