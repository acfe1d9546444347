"""Where the ribbons of a drawing of flows lie, in tenths of a unit of its view box. Nothing here knows words.

Four columns: what money came from, funds that hand over, funds that are handed to, what it went to. Heights are in
proportion to fen; a ribbon is one path, so that a page without scripts draws it.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from courtyard.core.books import Flow, Node

WIDTH, HEIGHT = 1240, 560
TOP, GAP = 8, 16
BAR = 14
COLUMNS = (280, 500, 720, 940)
"""Where the left edge of each column's bars lies."""
BEHIND = 2
LEAST = 2
"""So thin a ribbon can still be seen."""


@dataclass(frozen=True, slots=True)
class Bar:
    node: Node
    x: int
    y: int
    height: int
    fen: int
    column: int

    @property
    def middle(self) -> int:
        return self.y + self.height // 2


@dataclass(frozen=True, slots=True)
class Ribbon:
    flow: Flow
    path: str


@dataclass(frozen=True, slots=True)
class Drawing:
    bars: Sequence[Bar]
    ribbons: Sequence[Ribbon]
    height: int


def draw(flows: Sequence[Flow]) -> Drawing | None:
    """None where there is nothing to draw."""
    if not flows:
        return None
    columns = _columns(flows)
    scale = _scale(flows, columns)
    bars = {bar.node: bar for bar in _bars(flows, columns, scale)}
    return Drawing(list(bars.values()), _ribbons(flows, bars, scale), max(b.y + b.height for b in bars.values()) + TOP)


def through(flows: Sequence[Flow]) -> dict[Node, int]:
    """What passes through each node, in fen: what enters it, or leaves it where nothing enters."""
    enters: defaultdict[Node, int] = defaultdict(int)
    leaves: defaultdict[Node, int] = defaultdict(int)
    for flow in flows:
        leaves[flow.source] += flow.fen
        enters[flow.target] += flow.fen
    return {node: max(enters[node], leaves[node]) for node in {**enters, **leaves}}


def _columns(flows: Sequence[Flow]) -> dict[Node, int]:
    """A fund that gets something of another fund stands behind it."""
    behind = {flow.target for flow in flows if flow.source.kind == flow.target.kind == "fund"}
    places = {"source": 0, "opening": 0, "use": 3, "closing": 3}
    nodes = dict.fromkeys(node for flow in flows for node in (flow.source, flow.target))
    return {node: places.get(node.kind, BEHIND if node in behind else 1) for node in nodes}


def _scale(flows: Sequence[Flow], columns: dict[Node, int]) -> tuple[int, int]:
    """Units for fen, as a fraction: the fullest column fills the height."""
    fen, count = [0] * len(COLUMNS), [0] * len(COLUMNS)
    for node, total in through(flows).items():
        fen[columns[node]] += total
        count[columns[node]] += 1
    fullest = max(range(len(COLUMNS)), key=lambda column: fen[column])
    return max(HEIGHT - 2 * TOP - GAP * (max(count) - 1), HEIGHT // 3), max(fen[fullest], 1)


def _bars(flows: Sequence[Flow], columns: dict[Node, int], scale: tuple[int, int]) -> list[Bar]:
    """Column by column; a fund stands beside what feeds it, so that ribbons seldom cross."""
    tops, bars = [TOP] * len(COLUMNS), dict[Node, Bar]()
    order = _order(flows, columns)
    for node, fen in sorted(through(flows).items(), key=lambda one: (columns[one[0]], order[one[0]])):
        column, height = columns[node], _high(fen, scale)
        feeding = [bars[flow.source] for flow in flows if flow.target == node and flow.source in bars]
        y = max(tops[column], _beside(feeding, height, column) if node.kind == "fund" and feeding else TOP)
        bars[node] = Bar(node, COLUMNS[column], y, height, fen, column)
        tops[column] = y + height + GAP
    return list(bars.values())


def _beside(feeding: Sequence[Bar], height: int, column: int) -> int:
    """Level with the top of what feeds a fund, or, where another fund does, with the bottom of the lowest."""
    if column == BEHIND:
        return max(bar.y + bar.height for bar in feeding) - height
    return min(bar.y for bar in feeding)


def _order(flows: Sequence[Flow], columns: dict[Node, int]) -> dict[Node, tuple[int, int, str]]:
    """Funds as they came, those that are handed to last; each with what belongs to it, what is left of it last."""
    funds = sorted((node for node in columns if node.kind == "fund"), key=lambda node: columns[node])
    place = {fund: n for n, fund in enumerate(funds)}
    kinds = ("opening", "source", "fund", "use", "closing")
    found = {fund: (place[fund], kinds.index("fund"), fund.key) for fund in funds}
    for flow in flows:
        for node, other in ((flow.source, flow.target), (flow.target, flow.source)):
            if node.kind != "fund":
                found.setdefault(node, (place[other], kinds.index(node.kind), node.key))
    return found


def _high(fen: int, scale: tuple[int, int]) -> int:
    return max(fen * scale[0] // scale[1], LEAST)


def _ribbons(flows: Sequence[Flow], bars: dict[Node, Bar], scale: tuple[int, int]) -> list[Ribbon]:
    out = {node: bar.y for node, bar in bars.items()}
    into = dict(out)
    ribbons = []
    for flow in sorted(flows, key=lambda one: (bars[one.source].y, bars[one.target].y)):
        source, target = bars[flow.source], bars[flow.target]
        high = _high(flow.fen, scale)
        ribbons.append(Ribbon(flow, _path(source.x + BAR, out[flow.source], target.x, into[flow.target], high)))
        out[flow.source] += high
        into[flow.target] += high
    return ribbons


def _path(x0: int, y0: int, x1: int, y1: int, high: int) -> str:
    bend = (x0 + x1) // 2
    return (
        f"M{x0} {y0}C{bend} {y0} {bend} {y1} {x1} {y1}v{high}C{bend} {y1 + high} {bend} {y0 + high} {x0} {y0 + high}z"
    )
