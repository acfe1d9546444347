"""The ledger in the reader's words: accounts and funds by name, the drawing with its labels."""

import re
from collections import Counter
from collections.abc import Sequence
from datetime import date
from fractions import Fraction
from typing import Any
from unicodedata import east_asian_width

from django.utils.formats import date_format
from django.utils.translation import get_language, gettext, pgettext

from courtyard.core import books as core
from courtyard.core.quantities import format_fen
from courtyard.money import sankey
from courtyard.money.models.book import Fund
from courtyard.money.queries.ledger import Ledger, Row

COLOURS = {"fees": "c", "maintenance": "a", "revenue": "b", "deposits": "d", "trust": "c"}
KEYS = {"fees": "wu", "maintenance": "ju", "revenue": "ye", "trust": "wu"}
"""The class of each fund's bars and ribbons, and the party whose colour its key has."""

ROOM = 24
"""How many narrow letters stand beside a bar."""
BRACKETS = re.compile("[（(].*?[）)]")


def month_said(month: date) -> str:
    return date_format(month, pgettext("a month and its year", "F Y"))


def account_said(chart: core.Chart, key: str) -> str:
    """An account that a later rulebook no longer has is said by its key."""
    return chart[key].label(get_language() or "") if key in chart else key


def fund_said(fund: str) -> str:
    return str(Fund(fund).label)


def flow_said(chart: core.Chart, key: str) -> str:
    """What a resident calls money that came from an account or went to it."""
    return chart[key].flow(get_language() or "") if key in chart else key


def sides_said(chart: core.Chart, source: str, target: str) -> tuple[str, str]:
    """Of cash only whose money it is, and what it came from or went to in a resident's words.

    Where no money moved, accounts by their names: a bill is owed, not yet paid.
    """
    if source not in chart or target not in chart or not (chart[source].cash or chart[target].cash):
        return account_said(chart, source), account_said(chart, target)
    from_, to = (fund_said(chart[key].fund) if chart[key].cash else flow_said(chart, key) for key in (source, target))
    return from_, to


def row(chart: core.Chart, one: Row) -> dict[str, Any]:
    """An entry for a table: from where to where in words, in one line each."""
    return {
        "entry": one.entry, "fen": moved_fen(chart, one),
        "sides": [sides_said(chart, source, target) for source, target, _fen in one.sides],
    }  # fmt: skip


def moved_fen(chart: core.Chart, one: Row) -> int:
    """How much money an entry moved: what a fund's cash gained or lost, the most of its funds; else all it booked."""
    gained: Counter[str] = Counter()
    for source, target, fen in one.sides:
        for key, sign in ((target, 1), (source, -1)):
            if key in chart and chart[key].cash:
                gained[chart[key].fund] += sign * fen
    return max((abs(fen) for fen in gained.values()), default=0) or one.entry.fen


def postings(chart: core.Chart, one: Row) -> list[tuple[str, str, int]]:
    """An entry's own page: each account by its name."""
    return [(account_said(chart, source), account_said(chart, target), fen) for source, target, fen in one.sides]


def funds(ledger: Ledger) -> list[dict[str, Any]]:
    return [
        {
            "name": fund_said(one.fund), "key": KEYS.get(one.fund, ""), "closing": one.closing_fen,
            "came_in": one.in_fen, "went_out": one.out_fen,
        }
        for one in ledger.funds
    ]  # fmt: skip


def table(ledger: Ledger) -> list[dict[str, Any]]:
    """The same figures as the drawing, fund by fund: opening, what came in, what went out, closing."""
    return [
        {
            "name": fund_said(one.fund), "opening": one.opening_fen, "closing": one.closing_fen,
            "came_in": _items(ledger.chart, one.came_in), "went_out": _items(ledger.chart, one.went_out),
        }
        for one in ledger.funds
    ]  # fmt: skip


def _items(chart: core.Chart, items: Sequence[core.Item]) -> list[tuple[str, int]]:
    return [(flow_said(chart, item.account), item.fen) for item in items]


def drawing(ledger: Ledger) -> dict[str, Any] | None:
    """Ribbons and bars with their words; None where no money moved."""
    drawn = sankey.draw(core.flows_of_change(ledger.flows))
    if drawn is None:
        return None
    return {
        "width": sankey.WIDTH, "height": drawn.height,
        "ribbons": [
            {"path": one.path, "key": _colour(one.flow), "says": _says(ledger.chart, one.flow)} for one in drawn.ribbons
        ],
        "bars": [_bar(ledger.chart, bar) for bar in drawn.bars],
    }  # fmt: skip


def _bar(chart: core.Chart, bar: sankey.Bar) -> dict[str, Any]:
    left, ours = bar.column == 0, bar.node.kind in ("fund", "opening", "closing")
    return {
        "x": bar.x, "y": bar.y, "height": bar.height, "key": COLOURS[bar.node.key] if ours else "x",
        "name": shortened(node_said(chart, bar.node)), "whole": node_said(chart, bar.node),
        "yuan": f"{round(Fraction(bar.fen, 100)):,}", "text_x": bar.x - 12 if left else bar.x + sankey.BAR + 12,
        "text_y": bar.middle + 5, "anchor": "end" if left else "start",
    }  # fmt: skip


def shortened(words: str) -> str:
    """As much as fits beside a bar, without what stands in brackets: a wide letter takes as much as two others."""
    words, left = BRACKETS.sub("", words).strip() or words, ROOM
    for n, letter in enumerate(words):
        left -= 2 if east_asian_width(letter) in "WF" else 1
        if left < 0:
            return words[:n].rstrip("、，, ") + "…"
    return words


def _colour(flow: core.Flow) -> str:
    fund = flow.source if flow.source.kind == "fund" else flow.target
    return COLOURS[fund.key]


def _says(chart: core.Chart, flow: core.Flow) -> str:
    return gettext("{source} → {target}: {yuan} yuan").format(
        source=node_said(chart, flow.source), target=node_said(chart, flow.target), yuan=format_fen(flow.fen)
    )


def node_said(chart: core.Chart, node: core.Node) -> str:
    if node.kind == "fund":
        return fund_said(node.key)
    if node.kind == "opening":
        return gettext("{fund}, out of what there was").format(fund=fund_said(node.key))
    if node.kind == "closing":
        return gettext("{fund}, more than before").format(fund=fund_said(node.key))
    return flow_said(chart, node.key)
