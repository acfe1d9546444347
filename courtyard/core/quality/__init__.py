"""Quality for price: an index from what was looked at, done, answered and rated, and who it is compared with.

Pure and exact: whole numbers and fractions, no float. The page of the method says it in words,
with an example that a test reckons again.
"""

from courtyard.core.quality.gains import Gain, gains
from courtyard.core.quality.index import Evidence, FieldFigure, Figure, figure, household_bound, merged
from courtyard.core.quality.method import FIELDS, SOURCES, Comparison, Method, Source
from courtyard.core.quality.peers import Group, Peer, Spread, Traits, alike, place_of, spread

__all__ = [
    "FIELDS",
    "SOURCES",
    "Comparison",
    "Evidence",
    "FieldFigure",
    "Figure",
    "Gain",
    "Group",
    "Method",
    "Peer",
    "Source",
    "Spread",
    "Traits",
    "alike",
    "figure",
    "gains",
    "household_bound",
    "merged",
    "place_of",
    "spread",
]
