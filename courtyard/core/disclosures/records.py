"""What is known of an estate that owes disclosures: its traits, what happened there, and what was published. Every day
is the estate's own, and a span has both its days in it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from courtyard.core.rulebook import Bearer, Keeper, Management
from courtyard.core.rulebook.disclosures import Disclosure, Event


@dataclass(frozen=True, slots=True)
class Traits:
    """What of an estate decides what it owes. What is empty nobody knows, and nothing that hangs on it is owed.

    `began_on` is the day it came under this record. The committee sits from `committee_since` to `committee_until`,
    while that is empty without an end. `keepers` says who keeps an account, by “fund” and “revenue”.
    """

    began_on: date
    kind: str = ""
    mode: Management | None = None
    committee_since: date | None = None
    committee_until: date | None = None
    keepers: Mapping[Keeper, Bearer] = field(default_factory=dict)

    def has_committee(self, on: date) -> bool:
        """Whether a committee sits on the day."""
        return self.committee_since is not None and self.committee_since <= on <= (self.committee_until or date.max)

    def bearer(self, line: Disclosure, on: date) -> Bearer | None:
        """Who owes a line that is due on the day; nobody where it is not for this estate, or its committee is none."""
        if (line.kinds and self.kind not in line.kinds) or (line.modes and self.mode not in line.modes):
            return None
        sits = self.has_committee(on)
        if line.committee and (line.committee == "with") != sits:
            return None
        bearer = self.keepers.get(line.keeper, line.bearer) if line.keeper else line.bearer
        return None if bearer == "ye" and not sits else bearer


@dataclass(frozen=True, slots=True)
class Happening:
    """Something that happened, or will, and has to be told. `id` tells it from others of its name, even put off."""

    name: Event
    id: str
    day: date


@dataclass(frozen=True, slots=True)
class Published:
    """Something was up from `day` to `until`, or still is. A correction is another one, of the same occasion.

    `line` is the key of the rulebook's line, `occasion` the period (“2026-Q3”), the id of the happening, or empty for
    what always stands. Raises ValueError for an end before the beginning.
    """

    line: str
    occasion: str
    day: date
    until: date | None = None

    def __post_init__(self) -> None:
        if self.until is not None and self.until < self.day:
            raise ValueError(f"taken down on {self.until}, before it was put up on {self.day}")


@dataclass(frozen=True, slots=True)
class Run:
    """Days without a gap on which something was up; without an end while it is."""

    first: date
    last: date | None

    def lasts(self, day: date) -> bool:
        """Whether it was up until this day, or later."""
        return self.last is None or self.last >= day


def runs_of(published: tuple[Published, ...]) -> tuple[Run, ...]:
    """The runs of several publications, the earliest first; one that begins the day after another ended goes on."""
    runs: list[Run] = []
    for one in sorted(published, key=lambda one: one.day):
        before = runs[-1] if runs else None
        if before is None or not before.lasts(one.day - timedelta(days=1)):
            runs.append(Run(one.day, one.until))
        elif before.last is not None:
            runs[-1] = Run(before.first, one.until and max(before.last, one.until))
    return tuple(runs)
