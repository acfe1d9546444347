"""The course of a vote in words: the steps it goes, where it stands, and what comes next."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext, pgettext_lazy

from courtyard.assembly.models import Assembly
from courtyard.core.errors import sentence

S = Assembly.State
STEPS = (
    pgettext_lazy("step of a vote", "Draft"),
    pgettext_lazy("step of a vote", "Notice"),
    pgettext_lazy("step of a vote", "Vote"),
    pgettext_lazy("step of a vote", "Count"),
    pgettext_lazy("step of a vote", "Result"),
    pgettext_lazy("step of a vote", "In force"),
)


@dataclass(frozen=True, slots=True)
class Step:
    label: Any
    state: str


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a vote stands: its pill (`s` and `icon`), one sentence, and the time that the sentence is about."""

    key: str
    s: str
    icon: str
    label: Any
    says: str
    at: datetime | None
    steps: tuple[Step, ...]


LABELS: Mapping[str, tuple[int, str, str, Any, str]] = {
    "draft": (0, "", "note", pgettext_lazy("vote", "being prepared"),
              sentence("It is being prepared. Nothing is fixed yet.")),
    "waits": (0, "warn", "clock", pgettext_lazy("vote", "reported to the convenor"),
              sentence("The major matters were reported. The convenor may reply until then:")),
    "noticed": (1, "now", "letter", pgettext_lazy("vote", "notice given"),
                sentence("Notice was given and is being delivered. Ballots are taken from then on:")),
    "open": (2, "now", "vote", pgettext_lazy("vote", "voting"), sentence("Ballots are taken until then:")),
    "over": (3, "warn", "clock", pgettext_lazy("vote", "closed"), sentence("No more ballots are taken since then:")),
    "closed": (3, "warn", "clock", pgettext_lazy("vote", "closed, being counted"),
               sentence("The ballots are being counted, and then checked by somebody else. It closed then:")),
    "counted": (3, "warn", "clock", pgettext_lazy("vote", "counted, being checked"),
                sentence("It is counted. Somebody else checks the count before the result is published. Counted:")),
    "certified": (4, "ok", "check", pgettext_lazy("vote", "result published"),
                  sentence("The result is published. Owners can object until then:")),
    "final": (6, "ok", "check", pgettext_lazy("vote", "in force"),
              sentence("Nothing stands against it any more since:")),
    "void": (0, "over", "cross", pgettext_lazy("vote", "void"), sentence("It was declared void and does not count:")),
}  # fmt: skip


def standing_of(one: Assembly, at: datetime, reply_until: datetime | None = None) -> Standing:
    """Where it stands at this time; what only the clock moves is told by the clock."""
    key, moment = _key(one, at, reply_until)
    reached, s, icon, label, says = LABELS[key]
    steps = tuple(Step(name, _state(number, reached)) for number, name in enumerate(STEPS)) if key != "void" else ()
    return Standing(key, s, icon, label, gettext(says), moment, steps)


def _state(number: int, reached: int) -> str:
    return "done" if number < reached else "now" if number == reached else ""


def _key(one: Assembly, at: datetime, reply_until: datetime | None) -> tuple[str, datetime | None]:
    match one.state:
        case S.DRAFT:
            waits = reply_until is not None and one.replied_at is None and at < reply_until
            return ("waits", reply_until) if waits else ("draft", None)
        case S.FROZEN if at < one.opens_at:
            return "noticed", one.opens_at
        case S.FROZEN:
            return ("open" if at < one.closes_at else "over"), one.closes_at
        case S.CLOSED:
            return "closed", one.closed_at or one.closes_at
        case S.COUNTED:
            return "counted", one.counted_at
        case S.CERTIFIED:
            return "certified", one.objections_until
        case S.FINAL:
            return "final", one.final_at
        case _:
            return "void", one.void_at
