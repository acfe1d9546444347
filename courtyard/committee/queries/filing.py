"""What is filed with the housing office, how far it is, and which papers are missing."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.utils.translation import gettext, pgettext_lazy

from courtyard.assembly.models import Assembly, Motion
from courtyard.committee.models import Committee, Filing, FilingPaper
from courtyard.core.rulebook import Period
from courtyard.places.models import Estate
from courtyard.places.rules import rules_of

K = FilingPaper.Kind
USUAL_DAYS = 30
"""Where a rulebook is silent."""
SHOWN_MAX = 50
ANY = pgettext_lazy("papers of a filing", "the papers that show the change")


def period_of(estate: Estate, key: str, day: date, usual: int = USUAL_DAYS) -> tuple[date, Period | None]:
    """The last day of a period that begins on `day`, and where it stands."""
    rules = rules_of(estate)
    period = rules.periods.get(key)
    return (period.after(day, rules.hours.calendar) if period else day + timedelta(days=usual)), period


def title_of(filing: Filing) -> str:
    """A change as it was put, a new committee by its number."""
    if filing.kind == Filing.Kind.CHANGE:
        return filing.title
    return gettext("Filing of owners’ committee no. {number}").format(number=filing.committee.number)


def filings_of(estate: Estate) -> list[Filing]:
    """The newest first; an election that was set aside is not filed."""
    rows = Filing.objects.filter(estate=estate.pk).exclude(committee__state=Committee.State.SET_ASIDE)
    return list(rows.select_related("committee", "estate__node").order_by("-on", "-opened_at")[:SHOWN_MAX])


def find_filing(code: str, pk: UUID) -> Filing | None:
    rows = Filing.objects.select_related("committee", "estate__node", "filed_by", "answered_by")
    return rows.filter(pk=pk, estate__node__code=code).first()


def papers_of(filing: Filing) -> list[FilingPaper]:
    return list(filing.papers.order_by("added_at", "id"))


def needed_by(filing: Filing) -> tuple[str, ...]:
    """Of a new committee the six of art 23; of a change of members the list that shows who sits now."""
    if filing.kind == Filing.Kind.ELECTION:
        return FilingPaper.SIX
    return (K.MEMBERS,) if filing.about is not None else ()


def missing_of(filing: Filing, papers: Sequence[FilingPaper]) -> list[Any]:
    """What is not there yet, by name. Some paper has to show every change."""
    there = {one.kind for one in papers}
    missing: list[Any] = [K(kind).label for kind in needed_by(filing) if kind not in there]
    return missing or ([] if papers else [ANY])


@dataclass(frozen=True, slots=True)
class Place:
    """Where one kind of paper goes: what lies there, whether it has to, and whether this house can make it."""

    kind: str
    label: Any
    papers: list[FilingPaper]
    needed: bool
    made_here: bool


def places_of(filing: Filing, papers: Sequence[FilingPaper]) -> list[Place]:
    """The six of the law and the others; of a change, what it needs comes first."""
    needed = needed_by(filing)
    makes = {K.MEMBERS.value} | ({K.MINUTES.value} if minutes_of(filing) else set())
    kinds = sorted(K.values, key=lambda kind: kind not in needed)
    return [
        Place(kind, K(kind).label, [one for one in papers if one.kind == kind], kind in needed, kind in makes)
        for kind in kinds
    ]


def minutes_of(filing: Filing) -> Assembly | None:
    """The published vote that elected the committee: its certified result can be printed."""
    if filing.kind != Filing.Kind.ELECTION or filing.committee.motion is None:
        return None
    motion = Motion.objects.select_related("assembly__estate__node").filter(pk=filing.committee.motion).first()
    published = motion is not None and motion.assembly.state in Assembly.PUBLISHED
    return motion.assembly if motion is not None and published else None


def state_of(filing: Filing, today: date) -> tuple[str, str]:
    """How its pill looks: overdue is only what the committee has not sent."""
    if filing.state == Filing.State.ACCEPTED:
        return "ok", "check"
    if filing.state == Filing.State.FILED:
        return "now", "letter"
    if filing.due_on < today:
        return "over", "warn"
    return ("warn", "redo") if filing.state == Filing.State.RETURNED else ("now", "clock")


def last_filing(estate: Estate) -> Filing | None:
    """The one that waits longest, or else the newest."""
    rows = filings_of(estate)
    waiting = [one for one in rows if one.state != Filing.State.ACCEPTED]
    return min(waiting, key=lambda one: one.due_on) if waiting else next(iter(rows), None)
