"""What the page of quality says of renewing: each condition, how it stands now, its limit, and whether it is met."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext, gettext_lazy, ngettext, pgettext, pgettext_lazy

from courtyard.core.satisfaction import ENOUGH, GOOD_FROM, QUARTERS, Satisfaction
from courtyard.services.queries.satisfaction import Renewal

PERCENT = 100
Look = tuple[str, str, Any]
MET: Look = ("ok", "check", pgettext_lazy("a condition", "met"))
NOT_MET: Look = ("warn", "cross", pgettext_lazy("a condition", "not met"))
TOO_FEW: Look = ("", "dotted", gettext_lazy("not enough answers"))
ELSEWHERE: Look = ("", "ask", gettext_lazy("ask the housing office"))
"""The pill of each answer: its tint, its icon and its words."""


def conditions(renewal: Renewal) -> Mapping[str, Any]:
    rows = [_satisfied(renewal), _pointed(renewal), _graded()]
    against = any(row["look"] is NOT_MET for row in rows)
    return {
        "rows": rows, "rule": renewal.rule, "company": renewal.company, "against": against,
        "least": ENOUGH, "quarters": QUARTERS, "good": GOOD_FROM,
    }  # fmt: skip


def _satisfied(renewal: Renewal) -> dict[str, Any]:
    said, share = renewal.satisfaction, renewal.rule.share
    assert share is not None, "a check that needs a share was loaded without"
    limit = gettext("{percent}% or more").format(percent=share.numerator * PERCENT // share.denominator)
    row = {"name": "satisfaction", "label": gettext("Satisfied homes"), "limit": limit}
    if said.share is None:
        return row | {"now": "", "note": gettext("no quarter with enough homes yet"), "look": TOO_FEW}
    now = f"{said.good * PERCENT // said.marks}%"
    return row | {"now": now, "note": _asked(said), "look": MET if said.share >= share else NOT_MET}


def _asked(said: Satisfaction) -> str:
    return ngettext(
        "{good} of {marks} marks are good, in {n} quarter", "{good} of {marks} marks are good, in {n} quarters",
        len(said.quarters),
    ).format(good=said.good, marks=said.marks, n=len(said.quarters))  # fmt: skip


def _pointed(renewal: Renewal) -> dict[str, Any]:
    most = renewal.rule.numbers["points_max"]
    return {
        "name": "points",
        "label": gettext("Points on its credit"),
        "now": ngettext("{n} point", "{n} points", renewal.points).format(n=renewal.points),
        "note": gettext("public today, all its estates together"),
        "limit": ngettext("fewer than {n} point", "fewer than {n} points", most).format(n=most),
        "look": MET if renewal.points < most else NOT_MET,
    }


def _graded() -> dict[str, Any]:
    """Grades are given by offices, and no text of theirs brings them here: so the page says where to ask."""
    return {
        "name": "grade",
        "label": gettext("Grade of its credit"),
        "now": "",
        "note": pgettext("a grade", "not kept here"),
        "limit": gettext("not the lowest"),
        "look": ELSEWHERE,
    }
