"""Coverage in figures and words: how many estates should have a committee, how many have one, and how it goes."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from courtyard.committee.models import Coverage, Standing
from courtyard.places.models import Node

STATUSES = tuple(Standing.Status)
BAR = ("in_term", "overdue", "forming", "due")
"""In the order in which a bar shows them."""


@dataclass(frozen=True, slots=True)
class Covered:
    """The figures of a place. `should` have a committee; `formed` have one, though its term may be over."""

    node: Node | None
    estates: int
    not_due: int
    due: int
    forming: int
    in_term: int
    overdue: int
    ending: int
    late: int
    steps: Mapping[str, int]

    @property
    def should(self) -> int:
        return self.due + self.forming + self.in_term + self.overdue

    @property
    def formed(self) -> int:
        return self.in_term + self.overdue

    @property
    def tenths(self) -> int | None:
        """Formed of those that should, in tenths of a percent, rounded down: 999 of 1,000 are not all."""
        return self.formed * 1_000 // self.should if self.should else None

    @property
    def rate(self) -> str:
        return f"{self.tenths // 10}.{self.tenths % 10}" if self.tenths is not None else ""

    @property
    def bar(self) -> list[dict[str, Any]]:
        """Where each part of the bar begins and how long it is, in hundredths of a percent."""
        parts, x = [], 0
        for name in BAR if self.should else ():
            width = getattr(self, name) * 10_000 // self.should
            parts.append({"name": name, "x": f"{x / 100:.2f}", "width": f"{width / 100:.2f}", "n": getattr(self, name)})
            x += width
        return parts


def covered(row: Coverage, node: Node | None = None) -> Covered:
    return Covered(node, *(getattr(row, name) for name in Coverage.COUNTED), steps=row.steps or {})  # type: ignore[misc]


def of_kind(figures: Mapping[str, Any]) -> Covered:
    """One kind of estate, as `by_kind` counted it."""
    counted = {str(status): int(figures.get(status, 0)) for status in STATUSES}
    return Covered(None, sum(counted.values()), **counted, ending=0, late=0, steps={})
