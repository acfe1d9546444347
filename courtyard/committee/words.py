"""What pages say of standings and steps, in the reader's language."""

from datetime import date
from typing import Any

from django.utils.translation import gettext, pgettext

from courtyard.committee.models import Formation, Standing
from courtyard.committee.steps import STEPS

S = Standing.Status
STATES = {S.NOT_DUE: "", S.DUE: "warn", S.FORMING: "now", S.IN_TERM: "ok", S.OVERDUE: "over"}
ICONS = {S.NOT_DUE: "dash", S.DUE: "clock", S.FORMING: "clock", S.IN_TERM: "check", S.OVERDUE: "warn"}
SAYS = {(formation, kind.name): kind.says for formation, kinds in STEPS.items() for kind in kinds}
FIRST = (S.NOT_DUE, S.DUE, S.FORMING)
"""Where an estate without a committee stands; elsewhere one follows another."""


def step_says(name: str, formation: str) -> str:
    """What is done in a step of this kind of formation."""
    says = SAYS.get((formation, name))
    return gettext(says) if says else ""


def standing(row: Standing) -> dict[str, Any]:
    """One estate in a list: where it stands, which step comes next, whose turn it is, and by when."""
    status = S(row.status)
    kind = Formation.Kind.FIRST if status in FIRST else Formation.Kind.REELECTION
    return {
        "estate": row.estate, "status": status, "state": "over" if row.late else STATES[status],
        "icon": "warn" if row.late else ICONS[status], "step": step_says(row.step, kind), "held_by": row.held_by,
        "due_on": row.due_on, "late": row.late, "ends_on": row.term_ends_on, "since": row.since,
    }  # fmt: skip


def filters() -> list[tuple[str, str]]:
    """What a list of estates can be narrowed to."""
    return [("late", pgettext("estates", "behind")), *((status.value, str(status.label)) for status in S)]


def days_between(since: date, until: date) -> int:
    return (until - since).days
