"""Whether the sums an office wrote agree with the homes above them. Only a note: the rows are what counts."""

import re

from courtyard.core.errors import sentence
from courtyard.core.register import areas
from courtyard.core.register.draft import Draft
from courtyard.core.register.faults import Unreadable
from courtyard.core.register.layout import Layout
from courtyard.core.register.rows import Row
from courtyard.core.register.text import squeeze

_HOMES = re.compile(r"([0-9]+)(?:户|套)")
OTHER_COUNT = sentence("This line says {written} homes, but there are {counted} above it.")
OTHER_SUM = sentence("This line says {written} ㎡, but the homes above it add up to {counted} ㎡.")

Figures = tuple[int, int]


class Subtotals:
    """Keeps the homes and areas since the last subtotal, of the building, and of all."""

    def __init__(self, layout: Layout) -> None:
        self._areas = layout.areas
        self._page: Figures = (0, 0)
        self._building: Figures = (0, 0)
        self._all: Figures = (0, 0)
        self._name = ""

    def add(self, home: Draft) -> None:
        if home.place.building != self._name:
            self._name, self._building = home.place.building, (0, 0)
        more = (1, home.area_cm2 or 0)
        self._page, self._building, self._all = (
            (count + more[0], area + more[1]) for count, area in (self._page, self._building, self._all)
        )

    def check(self, row: Row) -> tuple[str, dict[str, object]] | None:
        """What does not agree, as a sentence and its fields."""
        likely = (self._page, self._building, self._all)
        count, area = self._count(row), self._area(row)
        self._page = (0, 0)
        if count is not None and count not in {homes for homes, _area in likely}:
            return OTHER_COUNT, {"written": count, "counted": likely[0][0]}
        if area is not None and area not in {area_ for _homes, area_ in likely}:
            return OTHER_SUM, {"written": metres(area), "counted": metres(likely[0][1])}
        return None

    @staticmethod
    def _count(row: Row) -> int | None:
        for column in row.filled():
            found = _HOMES.search(squeeze(row.text(column)))
            if found:
                return int(found[1])
        return None

    def _area(self, row: Row) -> int | None:
        for column in self._areas:
            try:
                return areas.area_cm2(row.text(column))
            except Unreadable:
                return None
        return None


def metres(area_cm2: int) -> str:
    """96412.58 for 964125800 cm²: two decimals, more only where they say something."""
    whole, rest = divmod(area_cm2, 10_000)
    decimals = f"{rest:04}"
    return f"{whole}.{decimals[:2]}{decimals[2:].rstrip('0')}"
