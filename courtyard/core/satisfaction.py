"""How satisfied homes are with their property company: the share of good marks in the quarters that are over.

沪房规范〔2025〕6号 art 9 asks for 80 %; its way of asking was not readable, so this definition is ours. Marks 4 and 5
of 5 are good, in whatever field. The last four quarters that are over and rated no more count; of these, those in
which enough homes answered and that began when the company served already.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from courtyard.core.quarters import Quarter, latest

QUARTERS = 4
SETTLED_AFTER = timedelta(days=15)
"""So long after its end homes may still rate a quarter; before that, its figure would change under whoever read it."""
ENOUGH = 10
"""So many homes have to answer in a quarter: the house shows no figure of fewer."""
GOOD_FROM = 4


@dataclass(frozen=True, slots=True)
class Answers:
    """What homes said in one quarter: how many answered, how many marks they gave, how many of these are good."""

    homes: int
    marks: int
    good: int


@dataclass(frozen=True, slots=True)
class Satisfaction:
    """Good marks of all, the homes that answered, and the quarters they come from."""

    good: int = 0
    marks: int = 0
    homes: int = 0
    quarters: tuple[str, ...] = ()

    @property
    def enough(self) -> bool:
        """Whether there is anything to go by."""
        return self.marks > 0

    @property
    def share(self) -> Fraction | None:
        return Fraction(self.good, self.marks) if self.marks else None


def asked_before(day: date) -> tuple[str, ...]:
    """The last four quarters that are over on a day and rated no more, the latest first."""
    last = Quarter.on(day).before
    if day <= last.last_day + SETTLED_AFTER:
        last = last.before
    return tuple(str(one) for one in reversed(latest(QUARTERS, last)))


def satisfaction(answers: Mapping[str, Answers], day: date, since: date | None = None) -> Satisfaction:
    """As it stood on a day, with a company that serves since then."""
    asked = [one for one in asked_before(day) if since is None or Quarter.of(one).first_day >= since]
    counted = [(one, answers[one]) for one in asked if one in answers and answers[one].homes >= ENOUGH]
    return Satisfaction(
        good=sum(said.good for _, said in counted),
        marks=sum(said.marks for _, said in counted),
        homes=sum(said.homes for _, said in counted),
        quarters=tuple(one for one, _ in counted),
    )
