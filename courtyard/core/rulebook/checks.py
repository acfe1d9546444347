"""Checks a rulebook names: what is held against whom when a record shows it, and what to do next.

How each is reckoned stands in courtyard.core.compliance; its article, words and numbers stand here, as data.
"""

import re
from collections.abc import Container, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from types import MappingProxyType
from typing import Literal, get_args

from courtyard.core.quantities import BadShare, parse_share
from courtyard.core.rulebook.disclosures import Disclosure
from courtyard.core.rulebook.owed import Bearer
from courtyard.core.rulebook.terms import Ruled, terms_of
from courtyard.core.tables import Misfit, Table

Severity = Literal["breach", "warning", "info"]
NUMBERS_MAX = 8
SPAN_MAX = 3_700
_CODE = re.compile(r"C\d\d")

NEEDS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        **dict.fromkeys(("C01", "C02", "C04", "C09", "C13", "C16", "C17"), ("period",)),
        **dict.fromkeys(("C20", "C21", "C22", "C23", "C24"), ("period",)),
        **dict.fromkeys(("C11", "C14", "C18", "C25", "C51"), ("months",)),
        "C05": ("numbers.seats_min", "numbers.small_seats_min", "numbers.small_area_m2", "numbers.seats_max"),
        "C06": ("share",),
        "C08": ("period", "months"),
        "C10": ("counts", "months"),
        "C12": ("days", "share"),
        "C26": ("share", "numbers.held_min"),
        **dict.fromkeys(("C28", "C29", "C32", "C34", "C35", "C37"), ("line", "months")),
        "C31": ("share",),
        "C33": ("months", "numbers.fen_min"),
        "C36": ("line",),
        "C38": ("share",),
        "C39": ("period", "second_period"),
        "C40": ("months", "numbers.first_percent_max", "numbers.unreviewed_percent_max"),
        "C41": ("months",),
        **dict.fromkeys(("C42", "C44", "C46"), ("period",)),
        "C43": ("days",),
        "C45": ("share", "months", "numbers.points_max"),
        "C49": ("days", "months"),
        "C50": ("counts",),
        "C52": ("period",),
        "C53": ("days",),
        "C54": ("numbers.months", "numbers.estates_max"),
    }
)
"""What a check cannot be reckoned without: a rulebook that leaves it out is refused rather than found out at night."""

LINES: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        **dict.fromkeys(("C28", "C29", "C32", "C37"), ("yearly", "covers")),
        "C34": ("event", "posted_days"),
        "C35": ("after", "posted_days"),
        "C36": ("after", ""),
    }
)
"""Of the disclosure that a check names: its schedule, and what else it has to say."""


@dataclass(frozen=True, slots=True)
class CheckRule(Ruled):
    """What is wrong (its label), how bad that is, whose duty it is, and one sentence that says what to do next.

    `period` and `second_period` name periods of the same rulebook whose numbers it uses, `counts` a rule of counting,
    `line` a disclosure whose last days it asks for.
    `days`, `share` and `numbers` are its own, where no text has a period for it. `months`: how long it is told of what
    cannot be mended any more.
    """

    severity: Severity
    bearer: Bearer
    next_zh: str
    next_en: str
    period: str = ""
    second_period: str = ""
    counts: str = ""
    line: str = ""
    days: int | None = None
    months: int | None = None
    share: Fraction | None = None
    numbers: Mapping[str, int] = field(default_factory=dict)

    def next(self, language: str) -> str:
        """What its bearer does next."""
        return self.next_zh if language.lower().startswith("zh") else self.next_en


def check_rule_of(table: Table) -> CheckRule:
    """A check from [checks.KEY]. Raises Misfit, also for a key that is no code of a check, like C01."""
    if not _CODE.fullmatch(table.key):
        raise Misfit(table.path, "a check is called C and two digits, like C01")
    rule = CheckRule(
        **terms_of(table),
        severity=table.choice("severity", get_args(Severity)),
        bearer=table.choice("bearer", get_args(Bearer)),
        next_zh=table.text("next_zh"),
        next_en=table.text("next_en"),
        period=_named(table, "period"),
        second_period=_named(table, "second_period"),
        counts=_named(table, "counts"),
        line=_named(table, "line"),
        days=_span(table, "days"),
        months=_span(table, "months"),
        share=_share(table),
        numbers=MappingProxyType(table.numbered("numbers", NUMBERS_MAX) if "numbers" in table else {}),
    )
    _nothing_missing(rule, table)
    table.close()
    return rule


def _nothing_missing(rule: CheckRule, table: Table) -> None:
    for need in NEEDS.get(rule.key, ()):
        key, _, number = need.partition(".")
        if not getattr(rule, key) or (number and number not in rule.numbers):
            raise Misfit(table.path_to(need), "it is missing")


def must_be_there(
    checks: Mapping[str, CheckRule], periods: Container[str], counts: Container[str], lines: Mapping[str, Disclosure]
) -> None:
    """Every check finds the periods, the rule of counting and the disclosure that it names. Raises Misfit."""
    for check in checks.values():
        for key, named, there in (
            ("period", check.period, periods),
            ("second_period", check.second_period, periods),
            ("counts", check.counts, counts),
            ("line", check.line, lines),
        ):
            if named and named not in there:
                raise Misfit(f"checks.{check.key}.{key}", f"the rulebook has no “{named}”")
        schedule, also = LINES.get(check.key, ("", ""))
        line = lines.get(check.line)
        if schedule and line and (line.when.schedule != schedule or (also and not getattr(line, also))):
            wanted = f"{schedule} and {also}" if also else schedule
            raise Misfit(f"checks.{check.key}.line", f"“{check.line}” needs {wanted} for that")


def _named(table: Table, key: str) -> str:
    return table.text(key) if key in table else ""


def _span(table: Table, key: str) -> int | None:
    if key not in table:
        return None
    length = table.number(key)
    if not 1 <= length <= SPAN_MAX:
        raise Misfit(table.path_to(key), f"it must be between 1 and {SPAN_MAX}")
    return length


def _share(table: Table) -> Fraction | None:
    if "share" not in table:
        return None
    try:
        return parse_share(table.text("share"))
    except BadShare as bad:
        raise Misfit(table.path_to("share"), str(bad)) from bad
