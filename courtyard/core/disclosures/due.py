"""Which disclosures an estate owes on a day, and how each stands: a pure function of lines, happenings, publications.

Three things hold throughout. What was due before the estate came under this record is held against nobody. A day that
a text names (15 January) is that day; a period after something ends on the next working day where its last is a day
off (Civil Code art 203), and one before something is not moved. And where no text sets a day, nothing is ever overdue:
it is owed `now`. Only what has to stand always has a day of ours: one month after the estate, or the rule, began.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from courtyard.core.calendars import WorkingCalendar, first_working_day_from
from courtyard.core.disclosures.records import Happening, Published, Run, Traits, runs_of
from courtyard.core.rulebook import Bearer, Disclosure, months_after

State = Literal["not_yet", "soon", "now", "overdue", "published", "late", "taken_down", "stale"]
"""`late`: published after its day. `taken_down`: before it might be. `stale`: not put up anew in time."""

BACK_MONTHS = 36
AHEAD_DAYS, SOON_DAYS = 60, 14
SETTLING_MONTHS = 1
"""So long a new estate has for what stands always. No text says so."""

Occasion = tuple[str, date | None, date]
"""What it is called, its last day where there is one, and the day on which it is asked whom it is for."""


@dataclass(frozen=True, slots=True)
class Due:
    """One disclosure for one occasion.

    `covered` are the first and last day it tells of. `days` counts natural days since it was due, came late, was taken
    down or went stale. `stays_until` is the last day it has to stay up, where it is a fixed one.
    """

    line: Disclosure
    occasion: str
    covered: tuple[date, date] | None
    bearer: Bearer
    due_on: date | None
    state: State
    days: int
    published_on: date | None
    stays_until: date | None

    @property
    def key(self) -> str:
        """What its duty is called: “D10:2026-Q3”, as the calendar's are."""
        return f"{self.line.id}:{self.occasion}" if self.occasion else self.line.id


@dataclass(frozen=True, slots=True)
class _Known:
    """What all lines are held against."""

    traits: Traits
    happenings: Mapping[str, Mapping[str, date]]
    published: Mapping[str, Mapping[str, tuple[Published, ...]]]
    on: date
    calendar: WorkingCalendar
    since: date
    until: date
    soon: timedelta


def due(
    lines: Iterable[Disclosure],
    traits: Traits,
    happenings: Iterable[Happening],
    published: Iterable[Published],
    on: date,
    calendar: WorkingCalendar,
    *,
    since: date | None = None,
    ahead_days: int = AHEAD_DAYS,
    soon_days: int = SOON_DAYS,
) -> tuple[Due, ...]:
    """How every disclosure stands at the end of the day `on`, whose last day lies from `since` to so many days ahead.

    Without `since`, of the last three years. In the order of their last days, and those without one at the end; the
    order of what is given changes nothing. A happening told of twice was put off: its latest day counts. What is only
    shown on request is owed by nobody before somebody asks, and not told here.
    """
    earliest = max(traits.began_on, since or months_after(on, -BACK_MONTHS))
    until, soon = on + timedelta(days=ahead_days), timedelta(days=soon_days)
    known = _Known(traits, _by_name(happenings), _by_line(published, on), on, calendar, earliest, until, soon)
    found = [one for line in lines for one in _of(line, known)]
    return tuple(sorted(found, key=lambda one: (one.due_on or date.max, one.line.id, one.occasion)))


def _of(line: Disclosure, known: _Known) -> Iterator[Due]:
    for occasion, due_on, asked_on in _occasions(line, known):
        bearer = known.traits.bearer(line, asked_on)
        if bearer is not None:
            yield _judged(line, occasion, due_on, bearer, known)


def _occasions(line: Disclosure, known: _Known) -> Iterator[Occasion]:
    """For what it is owed, within the days that are asked for."""
    match line.when.schedule:
        case "yearly":
            for last in line.last_days(known.since, known.until):
                yield line.period(last), last, last
        case "after" | "before" | "event":
            yield from _after_happenings(line, known)
        case "standing":
            began = _stands_since(line, known)
            if began is not None:
                due_on = first_working_day_from(months_after(began, SETTLING_MONTHS), known.calendar)
                yield "", due_on, known.on


def _after_happenings(line: Disclosure, known: _Known) -> Iterator[Occasion]:
    when = line.when
    for name, day in known.happenings.get(when.event, {}).items():
        if not line.in_force(day):
            continue
        if when.schedule == "before":
            last = when.before(day)
            if known.since <= last <= known.until:
                yield name, last, last
        elif known.since <= day <= known.on:
            yield name, when.after(day, known.calendar) if when.schedule == "after" else None, day


def _stands_since(line: Disclosure, known: _Known) -> date | None:
    """Since when it has to stand here; None where it does not on the day."""
    began = max(known.traits.began_on, line.valid_from)
    if line.bearer == "ye" and known.traits.committee_since is not None:
        began = max(began, known.traits.committee_since)
    return began if began <= known.on and line.in_force(known.on) else None


def _judged(line: Disclosure, occasion: str, due_on: date | None, bearer: Bearer, known: _Known) -> Due:
    runs = runs_of(known.published.get(line.key, {}).get(occasion, ()))
    state, days = _state(line, occasion, due_on, runs, known)
    covered = line.covered(due_on) if line.when.schedule == "yearly" and due_on else None
    stays = runs[0].first + timedelta(days=line.posted_days) if runs and line.posted_days else None
    return Due(line, occasion, covered, bearer, due_on, state, days, runs[0].first if runs else None, stays)


def _state(
    line: Disclosure, occasion: str, due_on: date | None, runs: tuple[Run, ...], known: _Known
) -> tuple[State, int]:
    on = known.on
    if not runs:
        return _unpublished(due_on, known)
    if line.when.schedule == "standing":
        return _standing(line, runs, known)
    if not any(_stayed(line, run, _next_up(line, occasion, known), on) for run in runs):
        last = runs[-1].last
        assert last is not None, "what is up has stayed"
        return "taken_down", (on - last).days
    late = (runs[0].first - due_on).days if due_on else 0
    return ("late", late) if late > 0 else ("published", 0)


def _unpublished(due_on: date | None, known: _Known) -> tuple[State, int]:
    if due_on is None:
        return "now", 0
    if known.on > due_on:
        return "overdue", (known.on - due_on).days
    return ("soon" if due_on - known.on <= known.soon else "not_yet"), 0


def _standing(line: Disclosure, runs: tuple[Run, ...], known: _Known) -> tuple[State, int]:
    last = runs[-1].last
    if last is not None and last < known.on:
        return "taken_down", (known.on - last).days
    if line.renewed_months:
        newest = max(one.day for one in known.published[line.key][""])
        renew = first_working_day_from(months_after(newest, line.renewed_months), known.calendar)
        if known.on > renew:
            return "stale", (known.on - renew).days
    return "published", 0


def _stayed(line: Disclosure, run: Run, next_up: date | None, on: date) -> bool:
    """Whether it is up, or was for as long as it has to be."""
    if run.lasts(on) or not (line.posted_days or line.until_next):
        return True
    if line.posted_days:
        return run.lasts(run.first + timedelta(days=line.posted_days))
    return next_up is not None and run.lasts(next_up - timedelta(days=1))


def _next_up(line: Disclosure, occasion: str, known: _Known) -> date | None:
    """The day on which a later period's was put up first."""
    later = known.published.get(line.key, {})
    return min((one.day for name, some in later.items() if name > occasion for one in some), default=None)


def _by_name(happenings: Iterable[Happening]) -> dict[str, dict[str, date]]:
    found: dict[str, dict[str, date]] = defaultdict(dict)
    for one in happenings:
        found[one.name][one.id] = max(one.day, found[one.name].get(one.id, one.day))
    return found


def _by_line(published: Iterable[Published], on: date) -> dict[str, dict[str, tuple[Published, ...]]]:
    """What was up by the day, by line and occasion."""
    found: dict[str, dict[str, list[Published]]] = defaultdict(lambda: defaultdict(list))
    for one in published:
        if one.day <= on:
            found[one.line][one.occasion].append(one)
    return {line: {name: tuple(some) for name, some in by.items()} for line, by in found.items()}
