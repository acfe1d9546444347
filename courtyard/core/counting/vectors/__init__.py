"""Worked examples: votes with the exact figures that a correct counter gives, as a file anybody can add to.

“property-governance-counting-vectors/1”: shares are “n/d”, areas decimal strings in m², null what is undefined.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from courtyard.core.counting.vectors.abroad import ABROAD
from courtyard.core.counting.vectors.china import CHINA
from courtyard.core.errors import BadInput, sentence
from courtyard.core.rulebook.counts import CountRule
from courtyard.core.tables import Misfit, Table

SCHEMA = "property-governance-counting-vectors/1"
VECTORS_MAX = 10_000
TEXTS_MAX = 50
STATUSES = ("settled", "contested", "by_house_rules")

RuleFinder = Callable[[str], CountRule]
Answers = Mapping[str, Any]
Kind = Callable[[Table, RuleFinder], Answers]

KINDS: Mapping[str, Kind] = {**CHINA, **ABROAD}

_NUMBER = re.compile(r"-?[0-9]+(?:/[1-9][0-9]*|\.[0-9]+)?")


class BadVectors(BadInput):
    """The file is not one of worked examples at all."""

    says = sentence("These worked examples cannot be read. At {path}: {reason}.")


@dataclass(frozen=True, slots=True)
class Judged:
    """One example: `differences` say what came out instead, or why it could not be counted; empty where it passed."""

    id: str
    title: str
    differences: tuple[str, ...]

    @property
    def passed(self) -> bool:
        return not self.differences


def judge(data: Mapping[str, Any], rule: RuleFinder) -> Iterator[Judged]:
    """Count each example of a parsed file and hold it against what it expects. Raises BadVectors."""
    top = Table(data)
    try:
        top.choice("schema", (SCHEMA,))
        rows = top.rows("vectors", VECTORS_MAX)
    except Misfit as misfit:
        raise BadVectors(path=misfit.path or "the top", reason=misfit.reason) from misfit
    for row in rows:
        yield _judged(row, rule)


def _judged(row: Table, rule: RuleFinder) -> Judged:
    name, title = row.path, ""
    try:
        name, title = row.text("id"), row.text("title") if "title" in row else ""
        answers = _answers(row, rule)
        expected = row.mapping("expected")
        _close(row)
    except Misfit as misfit:
        return Judged(name, title, (f"{misfit.path}: {misfit.reason}",))
    except BadInput as refused:
        return Judged(name, title, (str(refused),))
    return Judged(name, title, tuple(_differences(expected, answers)))


def _answers(row: Table, rule: RuleFinder) -> Answers:
    given = row.table("input")
    answers = KINDS[row.choice("kind", tuple(KINDS))](given, rule)
    given.close()
    return answers


def _close(row: Table) -> None:
    for key in ("rule", "why"):
        if key in row:
            row.text(key)
    if "legal_status" in row:
        row.choice("legal_status", STATUSES)
    if "sources" in row:
        row.texts("sources", TEXTS_MAX, at_least=0)
    row.close()


def _differences(expected: Mapping[str, Any], answers: Answers) -> Iterator[str]:
    for key, wanted in expected.items():
        if key not in answers:
            yield f"{key}: nobody answers this key"
        elif not _same(wanted, answers[key]):
            yield f"{key}: {_shown(answers[key])} instead of {_shown(wanted)}"


def _same(wanted: Any, found: Any) -> bool:
    """Numbers are equal by value, however they are written; a truth is never a number."""
    if isinstance(wanted, list | tuple):
        return (
            isinstance(found, list | tuple)
            and len(wanted) == len(found)
            and all(_same(one, other) for one, other in zip(wanted, found, strict=True))
        )
    if isinstance(wanted, bool) or isinstance(found, bool) or wanted is None or found is None:
        return wanted is found
    one, other = _number(wanted), _number(found)
    return wanted == found if one is None or other is None else one == other


def _number(value: Any) -> Fraction | None:
    if isinstance(value, int | Fraction):
        return Fraction(value)
    return Fraction(value) if isinstance(value, str) and _NUMBER.fullmatch(value) else None


def _shown(value: Any) -> str:
    if isinstance(value, list | tuple):
        return f"[{', '.join(_shown(one) for one in value)}]"
    return f"{value.numerator}/{value.denominator}" if isinstance(value, Fraction) else str(value)
