"""Rules of public revenue that need no database: days on which a price is due, what share was agreed, and limits."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from fractions import Fraction
from typing import Any
from uuid import UUID

from courtyard.core.books import FEN_A_POSTING_MAX, refusals
from courtyard.core.books.public import remuneration_fen
from courtyard.core.quantities import format_fen
from courtyard.core.quarters import Quarter
from courtyard.core.rulebook import Bearer
from courtyard.core.rulebook.periods import months_after
from courtyard.money.models.revenue import BASIS_POINTS, RevenueProject

DUES_AHEAD, DUES_MAX = 12, 120
"""Months for which dues are laid out at once; dues of one project in all."""

PROJECTS_MAX = 100
YEARS_BACK, YEARS_AHEAD = 10, 1


Due = tuple[UUID, int]
"""Which, and how many fen."""


def left_open(dues: Sequence[Due], received: Mapping[UUID | None, int]) -> dict[UUID, int]:
    """What is open of each due of one project, the oldest first: less what came for it; then what came for none, and
    what came for one beyond it, settles the oldest."""
    left = {pk: fen - received.get(pk, 0) for pk, fen in dues}
    spare = received.get(None, 0) - sum(fen for fen in left.values() if fen < 0)
    for pk, fen in left.items():
        taken = min(max(0, fen), spare)
        left[pk], spare = max(0, fen) - taken, spare - taken
    return left


def whole_fen(fen: Any) -> int:
    """Whole fen, more than 0 and no more than a posting takes. Raises BadAmount, for a float or a bool, too."""
    if type(fen) is not int or not 0 < fen <= FEN_A_POSTING_MAX:
        raise refusals.BadAmount(most_yuan=format_fen(FEN_A_POSTING_MAX))
    return fen


def due_days(project: RevenueProject, opens_on: date, until: date) -> Iterator[date]:
    """The first day of each period of its price that begins with the books or later, to `until` or its last day.

    No more than DUES_MAX. What began before the books were opened stands in their opening balance.
    """
    last = min(until, project.last_day or until)
    step = RevenueProject.MONTHS.get(RevenueProject.Per(project.per)) if project.per else None
    if step is None:
        yield from [project.since] if project.per and opens_on <= project.since <= last else []
        return
    first = _first_period(project.since, step, opens_on)
    for number in range(first, first + DUES_MAX):
        day = months_after(project.since, number * step)
        if day > last:
            return
        yield day


def _first_period(since: date, step: int, opens_on: date) -> int:
    """Which period of so many months is the first to begin on `opens_on` or later."""
    if since >= opens_on:
        return 0
    months = (opens_on.year - since.year) * 12 + opens_on.month - since.month
    number = -(-months // step)
    return number if months_after(since, number * step) >= opens_on else number + 1


def agreed_share_fen(project: RevenueProject, received_fen: int, opens_on: date, day: date) -> int:
    """What of `received_fen` is the manager's by the contract until `day`; nothing where no share was agreed."""
    if project.share_bp:
        return remuneration_fen(received_fen, Fraction(project.share_bp, BASIS_POINTS))
    if project.share_fen:
        return project.share_fen * sum(1 for _ in due_days(project, opens_on, day))
    return 0


def year_is_near(year: int, today: date) -> bool:
    return today.year - YEARS_BACK <= year <= today.year + YEARS_AHEAD


def quarters_of(year: int) -> tuple[Quarter, ...]:
    return tuple(Quarter(year, number) for number in (1, 2, 3, 4))


def collector(projects: Iterable[RevenueProject], first: date, last: date) -> Bearer | None:
    """Who collects what common parts bring in, and so keeps its account (沪房规范〔2025〕8号 § 6).

    Where both do it is the company, which the text names first. Nobody where nothing is let: then nobody knows.
    """
    there = {one.collector for one in projects if one.since <= last and (one.last_day is None or one.last_day >= first)}
    if RevenueProject.Collector.COMPANY in there:
        return "wu"
    return "ye" if there else None
