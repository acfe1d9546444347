"""What was found in an estate, in words; and how the estates of a place stand."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db.models import F
from django.utils.translation import get_language, gettext

from courtyard.committee.models import Seal
from courtyard.compliance.looking import holds, rows_of
from courtyard.compliance.models import Excuse, Finding, Looked, Severity
from courtyard.core.compliance import CHECKS
from courtyard.core.quantities import format_fen
from courtyard.core.rulebook.checks import CheckRule
from courtyard.disclosure.models import Wall
from courtyard.money.models import Book
from courtyard.places.models import Estate, Node
from courtyard.places.rules import rules_of
from courtyard.web import times

SHOWN = 50
OF_BOOKS = frozenset({*(f"C{number}" for number in range(28, 37)), "C38", "C39", "C40", "C41", "C50", "C52"})
OF_WALLS = frozenset({"C28", "C29", "C32", "C34", "C35", "C36", "C37"})
"""Where no books are kept here, or no wall, nobody knows."""
OF_PERSONS = frozenset({"C26", "C27"})
"""What names a member: the sentence is for the desk and those above, others read that there is something."""
ORDER = {Severity.BREACH: 0, Severity.WARNING: 1, Severity.INFO: 2}
_DAY = re.compile(r"\d{4}-\d\d-\d\d")


@dataclass(frozen=True, slots=True)
class Row:
    """A finding with its rule, the excuse that silences it, and its sentence."""

    finding: Finding
    rule: CheckRule
    says: str
    label: str
    next: str
    excuse: Excuse | None


@dataclass(frozen=True, slots=True)
class Health:
    """An estate as the checks see it on a day."""

    on: date
    at: datetime | None
    alarms: Sequence[Row]
    excused: Sequence[Row]
    in_order: Sequence[CheckRule]
    counts: Mapping[str, int] = field(default_factory=dict)

    @property
    def checks(self) -> int:
        """How many checks ran here."""
        return len(self.in_order) + len({row.rule.key for row in (*self.alarms, *self.excused)})


def health(estate: Estate, on: date, *, kept: bool, persons: bool = True) -> Health:
    """As the clerk last saw it (`kept`: five queries), or worked out for another day.

    Without `persons` the sentences that name a member are left out.
    """
    looked = Looked.objects.filter(pk=estate.pk).first() if kept else None
    findings = list(Finding.objects.filter(estate=estate)) if looked else rows_of(estate, on)
    excuses = {
        (one.check_id, one.subject): one
        for one in Excuse.objects.filter(estate=estate, ended_at__isnull=True).select_related("excused_by")
    }
    book, language = rules_of(estate), get_language() or ""
    rows = sorted(
        (
            _row(one, book.checks[one.check_id], excuses, on, language, persons=persons)
            for one in findings if one.check_id in book.checks
        ),
        key=lambda row: (ORDER[Severity(row.finding.severity)], row.finding.since, row.finding.check_id),
    )  # fmt: skip
    found = {row.rule.key for row in rows}
    looked_at = CHECKS.keys() - _unknown(estate)
    runs = [rule for key, rule in sorted(book.checks.items()) if key in looked_at and rule.in_force(on)]
    quiet = [rule for rule in runs if rule.key not in found]
    alarms = [row for row in rows if row.excuse is None]
    counts = {str(level): sum(row.finding.severity == level for row in alarms) for level in Severity}
    return Health(on, looked.at if looked else None, alarms, [row for row in rows if row.excuse], quiet, counts)


def _unknown(estate: Estate) -> frozenset[str]:
    """The checks of which nothing is on record here, so that finding nothing means nothing. Two queries."""
    books, wall = Book.objects.filter(pk=estate.pk).exists(), Wall.objects.filter(pk=estate.pk).exists()
    return (frozenset() if books else OF_BOOKS) | (frozenset() if wall else OF_WALLS)


def _row(
    one: Finding, rule: CheckRule, excuses: Mapping[tuple[str, str], Excuse], on: date, language: str, *,
    persons: bool = True,
) -> Row:  # fmt: skip
    excuse = excuses.get((one.check_id, one.subject))
    says = sentence_of(one) if persons or one.check_id not in OF_PERSONS else ""
    return Row(one, rule, says, rule.label(language), rule.next(language), excuse if holds(excuse, on) else None)


def row_of(estate: Estate, one: Finding) -> Row:
    """One finding in words, as whoever calls it a false alarm reads it."""
    return _row(one, rules_of(estate).checks[one.check_id], {}, one.since, get_language() or "")


def sentence_of(one: Finding) -> str:
    """What was found, in the reader's language, with days as people say them."""
    return gettext(one.says).format(**{name: _said(name, value) for name, value in one.fields.items()})


def _said(name: str, value: Any) -> Any:
    if name.endswith("_fen") and isinstance(value, int):
        return gettext("{yuan} yuan").format(yuan=format_fen(value))
    if isinstance(value, str) and _DAY.fullmatch(value):
        return times.in_full(date.fromisoformat(value))
    if name == "labels":
        return "、".join(str(Seal.Kind(kind).label) if kind in Seal.Kind.values else kind for kind in value.split("、"))
    return value


def worst(node: Node, after: str) -> tuple[list[Looked], str]:
    """The estates of a place, those with most breaches first; and where the next page begins."""
    rows = Looked.objects.filter(estate__node__path__startswith=node.path).select_related("estate__node")
    start = int(after) if after.isdecimal() and len(after) < 7 else 0
    page = list(rows.order_by(F("breaches").desc(), F("warnings").desc(), "pk")[start : start + SHOWN + 1])
    return page[:SHOWN], str(start + SHOWN) if len(page) > SHOWN else ""
