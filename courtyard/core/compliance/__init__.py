"""Checks of how an estate's bodies keep the law: pure functions over plain facts and a day.

What each says, whose duty it is and where it stands is the rulebook's (`[checks.C01]`); docs/compliance.md lists them.
"""

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from types import MappingProxyType

from courtyard.core.compliance.assemblies import c15, c16, c17, c18, c19, c25
from courtyard.core.compliance.companies import c45, c54
from courtyard.core.compliance.contracts import c42, c43, c44, c46, c47
from courtyard.core.compliance.desk import c48, c56
from courtyard.core.compliance.disclosures import c28, c29, c32, c34, c35, c36, c37
from courtyard.core.compliance.facts import Facts
from courtyard.core.compliance.filings import c20, c21, c22, c23, c24
from courtyard.core.compliance.findings import Finding, says
from courtyard.core.compliance.limits import c51
from courtyard.core.compliance.meetings import c08, c10, c11, c12, c13, c14
from courtyard.core.compliance.members import c26, c27
from courtyard.core.compliance.money import c30, c31, c33, c38, c39, c40, c41, c50, c52
from courtyard.core.compliance.rules import c53
from courtyard.core.compliance.seals import c49
from courtyard.core.compliance.terms import c01, c02, c03, c04, c05, c06, c07, c09
from courtyard.core.rulebook import Rulebook

__all__ = ["CHECKS", "Check", "Facts", "Finding", "evaluate", "says"]

Check = Callable[[Facts, Rulebook, date], Iterator[Finding]]

CHECKS: Mapping[str, Check] = MappingProxyType(
    {
        "C01": c01, "C02": c02, "C03": c03, "C04": c04, "C05": c05, "C06": c06, "C07": c07, "C08": c08, "C09": c09,
        "C10": c10, "C11": c11, "C12": c12, "C13": c13, "C14": c14, "C15": c15, "C16": c16, "C17": c17, "C18": c18,
        "C19": c19, "C20": c20, "C21": c21, "C22": c22, "C23": c23, "C24": c24, "C25": c25, "C26": c26, "C27": c27,
        "C28": c28, "C29": c29, "C30": c30, "C31": c31, "C32": c32, "C33": c33, "C34": c34, "C35": c35, "C36": c36,
        "C37": c37, "C38": c38, "C39": c39, "C40": c40, "C41": c41, "C42": c42, "C43": c43, "C44": c44, "C45": c45,
        "C46": c46, "C47": c47, "C48": c48, "C49": c49, "C50": c50, "C51": c51, "C52": c52, "C53": c53, "C54": c54,
        "C56": c56,
    }
)  # fmt: skip
"""In their order; a rulebook runs those it has."""


def evaluate(facts: Facts, book: Rulebook, on: date) -> list[Finding]:
    """What is not as it should be on the day `on`, by the checks the rulebook has and that are in force on it.

    The same facts in another order give the same list. Before the record of the estate began there is nothing to find.
    """
    findings: list[Finding] = []
    if on < facts.known_from:
        return findings
    for code, check in CHECKS.items():
        rule = book.checks.get(code)
        if rule is not None and rule.in_force(on):
            findings += sorted(check(facts, book, on), key=lambda one: (one.since, str(one.subject)))
    return findings
