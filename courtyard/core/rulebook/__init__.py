"""Rulebooks: the rules an estate lives under, as data, each with article, source, certainty and dates of validity."""

from courtyard.core.rulebook.accounts import FUNDS, MODES, Account, AccountKind, Fund, Mode, Per
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
from courtyard.core.rulebook.disclosures import Disclosure, Keeper, Management
from courtyard.core.rulebook.kinds import KindRule
from courtyard.core.rulebook.limits import Bound, Limit
from courtyard.core.rulebook.money import BillingRule, ModeRule, PublicTable
from courtyard.core.rulebook.owed import Bearer, Obligation
from courtyard.core.rulebook.own import NotStricter, OwnRule, UnknownRule, with_own
from courtyard.core.rulebook.periods import Period, months_after
from courtyard.core.rulebook.points import PointRule
from courtyard.core.rulebook.quality import QualityRule
from courtyard.core.rulebook.terms import OUR_DEFAULT, BadRulebook, Certainty, Named, Ruled
from courtyard.core.rulebook.works import WorkLine

__all__ = [
    "FUNDS",
    "MODES",
    "OUR_DEFAULT",
    "Account",
    "AccountKind",
    "BadRulebook",
    "Bearer",
    "BillingRule",
    "Bound",
    "Category",
    "Certainty",
    "CheckRule",
    "Clocks",
    "Disclosure",
    "Fund",
    "Keeper",
    "KindRule",
    "Limit",
    "Management",
    "Mode",
    "ModeRule",
    "Named",
    "NotStricter",
    "Obligation",
    "OwnRule",
    "Part",
    "Party",
    "Per",
    "Period",
    "PointRule",
    "PublicTable",
    "QualityRule",
    "Rule",
    "Rulebook",
    "Ruled",
    "Severity",
    "UnknownCategory",
    "UnknownRule",
    "WorkLine",
    "clock_for",
    "extends",
    "load",
    "load_part",
    "months_after",
    "with_own",
]
