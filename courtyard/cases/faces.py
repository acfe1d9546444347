"""A case's clocks as its page shows them: a ring that fills, and the same in words."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext

from courtyard.cases import rules
from courtyard.cases.models import Case, Pause


@dataclass(frozen=True, slots=True)
class Face:
    """One clock: until when, how much of its time is used (0 to 100), and whether it was kept.

    `state` is "ok" once it was kept, "over" once it was not, "warn" in its last quarter, "now" before.
    """

    label: str
    due_at: datetime
    done_at: datetime | None
    share: int
    state: str

    @property
    def is_over(self) -> bool:
        return self.state == "over"


def faces(case: Case, at: datetime, pauses: Sequence[Pause] = ()) -> list[Face]:
    """First word, on site where there is danger, resolved; those that still run or were run."""
    clocks: list[tuple[Any, datetime | None, datetime | None, int | None]] = [
        (gettext("First reply"), case.contact_due_at, case.contacted_at, None),
        (gettext("On site"), case.on_site_due_at, case.on_site_at, None),
        (gettext("Resolved"), case.due_at, _ended(case), rules.share(case, at, pauses)),
    ]
    return [_face(case, str(label), due, done, at, share) for label, due, done, share in clocks if due is not None]


def _ended(case: Case) -> datetime | None:
    return None if case.is_open() else case.resolved_at or case.closed_at


def _face(case: Case, label: str, due_at: datetime, done_at: datetime | None, at: datetime, share: int | None) -> Face:
    until = done_at or _ended(case) or at
    used = share if share is not None else _elapsed(case.filed_at, until, due_at)
    if until > due_at:
        return Face(label, due_at, done_at, 100, "over")
    if done_at is not None:
        return Face(label, due_at, done_at, used, "ok")
    return Face(label, due_at, None, used, "warn" if used >= 75 else "now")


def _elapsed(start: datetime, until: datetime, due_at: datetime) -> int:
    whole = due_at - start
    return min(100, max(0, int((until - start) / whole * 100))) if whole else 100
