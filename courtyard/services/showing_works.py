"""What pages of works show: a turn and how it stands, who may do what, a file."""

from datetime import datetime
from typing import Any

from django.http import HttpResponse
from django.utils.http import content_disposition_header
from django.utils.translation import pgettext_lazy

from courtyard.assembly.permissions import may_read_list
from courtyard.people.models import Person
from courtyard.services.models import Proof, ProofFile, Turn, Work
from courtyard.services.permissions.works import doubts_as, proves
from courtyard.services.queries.works import State, day_of, state_of

STATES: dict[State, tuple[str, str, Any]] = {
    "in_time": ("ok", "check", pgettext_lazy("a turn of a work", "done in time")),
    "late": ("warn", "clock", pgettext_lazy("a turn of a work", "done late")),
    "missing": ("over", "warn", pgettext_lazy("a turn of a work", "not proved, overdue")),
    "doubted": ("over", "ask", pgettext_lazy("a turn of a work", "doubted, not proved")),
    "ahead": ("", "clock", pgettext_lazy("a turn of a work", "to come")),
}
"""The pill of each state: its tint, its icon and its words."""


Row = dict[str, Any]


def rows(turns: list[Turn], work: Work, person: Person | None, at: datetime) -> tuple[list[Row], list[Row]]:
    """The next turn and those before it, the newest first; and those that come later, the next of them first.

    Each with how it stands and what this reader may do; nobody's right is asked more than once.
    """
    estate, today = work.estate, day_of(work.estate, at)
    may_prove = person is not None and proves(person, estate, at)
    may_doubt = person is not None and bool(doubts_as(person, estate, at)) and not may_prove
    inside = person is not None and may_read_list(person, estate, at)
    found = [
        {
            "turn": turn, "ahead": state == "ahead", "state": STATES[state], "proofs": _told(turn, inside=inside),
            "prove": may_prove and turn.done_on is None and (turn.due_on <= today or _next(turn, turns)),
            "doubt": may_doubt and turn.done_on is not None,
        }
        for turn in turns
        for state in (state_of(turn, today),)
    ]  # fmt: skip
    ahead = [row for row in found if row["ahead"]]
    past = [row for row in found if not row["ahead"]]
    return [*ahead[-1:], *past], ahead[-2::-1]


def _next(turn: Turn, turns: list[Turn]) -> bool:
    """Of those to come only the first can have been done already."""
    return not any(one.number < turn.number and one.done_on is None for one in turns)


def _told(turn: Turn, *, inside: bool) -> list[dict[str, Any]]:
    """What was said of it, the newest first, with the files that this reader may open."""
    proofs = sorted(turn.proofs.all(), key=lambda one: (one.told_at, one.pk), reverse=True)
    return [
        {
            "proof": one, "files": list(one.files.all()) if one.shown or inside else [],
            "closed": 0 if one.shown or inside else len(one.files.all()), "late_told": one.told_on != one.done_on,
            "other_day": one.done_on != turn.due_on,
        }
        for one in proofs
    ]  # fmt: skip


def doubt_of(turn: Turn) -> Proof | None:
    """The doubt that a new proof has to answer."""
    return turn.proofs.filter(doubted_at__isnull=False).order_by("-told_at").first() if turn.doubted else None


def as_file(data: bytes, content: str, one: ProofFile) -> HttpResponse:
    """To no cache that others share: what may be seen today may be hidden tomorrow."""
    ending = one.file.rpartition(".")[2]
    response = HttpResponse(data, content_type=content)
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Cache-Control"] = "private, no-store"
    name = f"{one.name.rpartition('.')[0] or one.name}.{ending}"
    response.headers["Content-Disposition"] = content_disposition_header(as_attachment=False, filename=name) or "inline"
    return response
