"""The example of the page that explains the method; docs/quality.md reckons it by hand, and a test compares the two."""

from collections.abc import Mapping
from fractions import Fraction

from courtyard.core.quality import Evidence

FOUND: Mapping[str, Mapping[str, Evidence | None]] = {
    "general": {
        "inspections": Evidence(Fraction(9), 10),
        "works": None,
        "cases": Evidence(Fraction(15), 20),
        "ratings": Evidence(Fraction(30), 40, out_of=120),
    },
    "cleaning": {
        "inspections": Evidence(Fraction(16), 20),
        "works": Evidence(Fraction(5), 6),
        "cases": Evidence(Fraction(8), 10),
        "ratings": Evidence(Fraction(30), 40, out_of=120),
    },
    "order": {
        "inspections": Evidence(Fraction(18), 20),
        "works": Evidence(Fraction(3), 3),
        "cases": Evidence(Fraction(4), 6),
        "ratings": Evidence(Fraction(26), 40, out_of=120),
    },
    "green": {
        "inspections": Evidence(Fraction(2), 4),
        "works": None,
        "cases": Evidence(Fraction(1), 1),
        "ratings": Evidence(Fraction(24), 38, out_of=120),
    },
    "facilities": {
        "inspections": Evidence(Fraction(21), 30),
        "works": Evidence(Fraction(13, 2), 8),
        "cases": Evidence(Fraction(16), 26),
        "ratings": Evidence(Fraction(22), 40, out_of=120),
    },
}
