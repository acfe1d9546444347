"""Rulebooks: the rules an estate lives under, as data, each with article, source, certainty and dates of validity."""

from courtyard.core.rulebook.book import (
    Category,
    Clocks,
    Part,
    Party,
    Rule,
    Rulebook,
    UnknownCategory,
    clock_for,
    extends,
    load,
    load_part,
)
from courtyard.core.rulebook.checks import CheckRule, Severity
from courtyard.core.rulebook.owed import Bearer, Obligation
from courtyard.core.rulebook.own import NotStricter, OwnRule, UnknownRule, with_own
from courtyard.core.rulebook.periods import Period, months_after
from courtyard.core.rulebook.terms import OUR_DEFAULT, BadRulebook, Certainty, Named, Ruled

__all__ = [
    "OUR_DEFAULT",
    "BadRulebook",
    "Bearer",
    "Category",
    "Certainty",
    "CheckRule",
    "Clocks",
    "Named",
    "NotStricter",
    "Obligation",
    "OwnRule",
    "Part",
    "Party",
    "Period",
    "Rule",
    "Rulebook",
    "Ruled",
    "Severity",
    "UnknownCategory",
    "UnknownRule",
    "clock_for",
    "extends",
    "load",
    "load_part",
    "months_after",
    "with_own",
]
