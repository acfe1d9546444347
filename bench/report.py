"""What was measured, as a table people and Markdown can read, with each goal beside its figure."""

import statistics
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

BEGIN, END = "<!-- measured: begin -->", "<!-- measured: end -->"
HEAD = ("what", "database", "measured", "goal", "")


@dataclass(frozen=True, slots=True)
class Goal:
    """What a figure should reach: `words` say it, `holds` tells."""

    words: str
    holds: Callable[[float], bool]


def at_least(bound: float, unit: str = "") -> Goal:
    return Goal(f"≥ {shown(bound)}{unit}", lambda figure: figure >= bound)


def at_most(bound: float, unit: str = "") -> Goal:
    return Goal(f"≤ {shown(bound)}{unit}", lambda figure: figure <= bound)


@dataclass
class Report:
    part: str
    rows: list[tuple[str, str, str, str, str]] = field(default_factory=list)

    def add(self, what: str, where: str, figure: float, unit: str = "", *, goal: Goal | None = None) -> None:
        """A goal is for PostgreSQL, which serves in production; SQLite's figure stands beside it."""
        judged = goal if where == "PostgreSQL" else None
        verdict = ("holds" if judged.holds(figure) else "falls short") if judged else ""
        self.rows.append((what, where, f"{shown(figure)}{unit}", judged.words if judged else "", verdict))

    def text(self) -> str:
        rows = [HEAD, *self.rows]
        widths = [max(len(row[column]) for row in rows) for column in range(len(HEAD))]
        lines = [
            "| " + " | ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) + " |" for row in rows
        ]
        rule = "|" + "|".join("-" * (width + 2) for width in widths) + "|"
        return "\n".join([f"### {self.part}", "", lines[0], rule, *lines[1:]])


def shown(figure: float) -> str:
    """Three digits that mean something."""
    if figure >= 100 or figure == int(figure):
        return f"{figure:,.0f}"
    return f"{figure:.1f}" if figure >= 10 else f"{figure:.2f}"


def median(figures: Sequence[float]) -> float:
    return statistics.median(figures)


def between_marks(page: str, text: str) -> str:
    """The page with `text` between its marks. Raises ValueError where it has none."""
    before, begin, rest = page.partition(BEGIN)
    _old, end, after = rest.partition(END)
    if not (begin and end):
        raise ValueError(f"the page has no {BEGIN} … {END}")
    return f"{before}{BEGIN}\n\n{text}\n\n{END}{after}"
