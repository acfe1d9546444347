"""Limits that a rulebook sets to money: at most so much of a sum, less than so much of it, or so many fen."""

from dataclasses import dataclass
from fractions import Fraction
from typing import Literal, get_args

from courtyard.core.quantities import FEN_MAX, BadShare, parse_share
from courtyard.core.rulebook.terms import Ruled, terms_of
from courtyard.core.tables import Misfit, Table

Bound = Literal["at_most", "at_least", "more_than", "less_than"]


@dataclass(frozen=True, slots=True)
class Limit(Ruled):
    """A share of a sum, or an amount in fen, and on which side of it one has to stay, or it begins to hold.

    `of_zh` and `of_en` say what the sum is.
    """

    bound: Bound
    share: Fraction | None
    fen: int | None
    of_zh: str
    of_en: str

    def of(self, language: str) -> str:
        """What it is a limit of."""
        return self.of_zh if language.lower().startswith("zh") else self.of_en

    def at(self, sum_fen: int) -> Fraction:
        """Where it lies for a sum in fen, exactly; an amount lies where it lies."""
        return (
            Fraction(self.fen) if self.share is None and self.fen is not None else (self.share or 0) * Fraction(sum_fen)
        )

    def met_by(self, fen: int, sum_fen: int = 0) -> bool:
        """Whether an amount stands to its sum as the limit says."""
        line = self.at(sum_fen)
        match self.bound:
            case "at_most":
                return fen <= line
            case "at_least":
                return fen >= line
            case "more_than":
                return fen > line
        return fen < line

    def most_fen(self, sum_fen: int = 0) -> int:
        """The largest amount within a limit of `at_most`, in whole fen."""
        return self.at(sum_fen).__floor__()

    def least_fen(self, sum_fen: int = 0) -> int:
        """The smallest amount that satisfies `at_least` or `more_than`, in whole fen."""
        line = self.at(sum_fen)
        return line.__floor__() + 1 if self.bound == "more_than" else line.__ceil__()


def limit_of(table: Table) -> Limit:
    """A limit from [limits.KEY]. Raises Misfit without exactly one of share and fen."""
    if ("share" in table) == ("fen" in table):
        raise Misfit(table.path, "it needs share or fen, one of the two")
    limit = Limit(
        **terms_of(table),
        bound=table.choice("bound", get_args(Bound)),
        share=_share(table) if "share" in table else None,
        fen=table.number("fen") if "fen" in table else None,
        of_zh=table.text("of_zh"),
        of_en=table.text("of_en"),
    )
    if limit.fen is not None and not 1 <= limit.fen <= FEN_MAX:
        raise Misfit(table.path_to("fen"), f"it must be between 1 and {FEN_MAX}")
    table.close()
    return limit


def _share(table: Table) -> Fraction:
    try:
        return parse_share(table.text("share"))
    except BadShare as bad:
        raise Misfit(table.path_to("share"), str(bad)) from bad
