"""Where each point of a chart lies, in whole units of its view box. The page draws; nothing here knows words."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

WIDTH, LEFT, RIGHT, TOP = 720, 58, 696, 20
SCATTER_BOTTOM, TREND_BOTTOM, TREND_RIGHT = 378, 258, 612
STEPS = 4


@dataclass(frozen=True, slots=True)
class Axis:
    """From a value to a place: `low` lies at `start`, `high` at `end`."""

    low: int
    high: int
    start: int
    end: int

    def at(self, value: int) -> int:
        inside = min(max(value, self.low), self.high)
        return self.start + (inside - self.low) * (self.end - self.start) // (self.high - self.low)

    def ticks(self) -> list[tuple[int, int]]:
        """Five values, the ends among them, and where each lies."""
        values = [self.low + (self.high - self.low) * step // STEPS for step in range(STEPS + 1)]
        return [(value, self.at(value)) for value in values]


def axis(values: Sequence[int], step: int, start: int, end: int, most: int | None = None) -> Axis:
    """Round ends around all values, a whole number of steps apart, so that every tick is a round figure."""
    low = min(values) // step * step
    high = -(-max(values) // step) * step
    spread = max(STEPS * step, -(-(high - low) // (STEPS * step)) * STEPS * step)
    high = low + spread
    if most is not None and high > most:
        low, high = max(0, most - spread), most
    return Axis(low, high, start, end)


def scatter(points: Sequence[tuple[int, int]], own: tuple[int, int], middle: tuple[int, int]) -> dict[str, Any]:
    """Price across, index up; the middle of both as two lines; one's own as a mark of its own."""
    across = axis([fen for fen, _milli in (*points, own)], 10, LEFT, RIGHT)
    up = axis([milli for _fen, milli in (*points, own)], 50, SCATTER_BOTTOM, TOP, most=1_000)
    x, y = across.at(own[0]), up.at(own[1])
    left = x < (LEFT + RIGHT) // 2
    return {
        "points": [(across.at(fen), up.at(milli)) for fen, milli in points],
        "own": {"x": x, "y": y, "text": x + 16 if left else x - 16, "anchor": "start" if left else "end"},
        "middle": {"x": across.at(middle[0]), "y": up.at(middle[1])},
        "across": across.ticks(),
        "up": up.ticks(),
    }


def trend(values: Sequence[int | None]) -> dict[str, Any] | None:
    """One line over the quarters, broken where nothing is known; None of fewer than two values."""
    known = [value for value in values if value is not None]
    if len(known) < 2:
        return None
    up = axis(known, 50, TREND_BOTTOM, TOP, most=1_000)
    step = (TREND_RIGHT - LEFT) // max(len(values) - 1, 1)
    places = [None if value is None else (LEFT + step * n, up.at(value)) for n, value in enumerate(values)]
    last = max(n for n, place in enumerate(places) if place)
    return {
        "path": _path(places),
        "points": [place for place in places if place],
        "last": places[last],
        "across": [LEFT + step * n for n in range(len(values))],
        "up": up.ticks(),
    }


def _path(places: Sequence[tuple[int, int] | None]) -> str:
    said: list[str] = []
    for before, place in zip((None, *places), places, strict=False):
        if place:
            said.append(f"{'L' if before else 'M'}{place[0]} {place[1]}")
    return "".join(said)
