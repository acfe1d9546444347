"""Who lost how many days on the way to a committee. A day is put down to whoever caused it, and to nobody else.

What somebody holds up costs them every day of it. A step that is late costs whoever has to do it the days after its
last one, less those that others cost on the way to it since its turn came: nobody answers for a delay that was caused
elsewhere.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from courtyard.committee.models import Step
from courtyard.committee.steps import HANDOVER, LIST, NAMES, STEPS

HOLDS_NOBODY = (LIST, HANDOVER, NAMES)
"""What is late here keeps no later step waiting."""


@dataclass(frozen=True, slots=True)
class Lost:
    """What one step cost a body. `held` are days of a holdup; otherwise the step itself was, or is, late."""

    body: str
    step: str
    days: int
    held: bool
    says: str


def delays(kind: str, steps: Sequence[Step], today: date) -> list[Lost]:
    """Of one formation, its steps in their order with their holdups at hand."""
    after = {one.name: one.after for one in STEPS[kind]}
    says = {one.name: one.says for one in STEPS[kind]}
    done = {one.name: one.done_on for one in steps if one.done_on is not None}
    lost: list[Lost] = []
    own: dict[str, set[int]] = defaultdict(set)
    on_the_way: dict[str, set[int]] = defaultdict(set)
    for step in steps:
        for body, days in _held(step, today).items():
            if fresh := days - own[body]:
                lost.append(Lost(body, step.name, len(fresh), held=True, says=says[step.name]))
            own[body] |= days
    for step in steps:
        for body, days in _held(step, today).items():
            on_the_way[body] |= days
        late = _late(step, done.get(after[step.name]), on_the_way, today) - own[step.body]
        if late:
            lost.append(Lost(step.body, step.name, len(late), held=False, says=says[step.name]))
            own[step.body] |= late
            if step.name not in HOLDS_NOBODY:
                on_the_way[step.body] |= late
    return lost


def _held(step: Step, today: date) -> Mapping[str, set[int]]:
    held: dict[str, set[int]] = defaultdict(set)
    for one in step.holdups.all():
        held[one.body] |= _days(one.since, one.until or today)
    return held


def _late(step: Step, began: date | None, cost: Mapping[str, set[int]], today: date) -> set[int]:
    """The last days of a delay, as many as its own body answers for."""
    end = step.done_on or today
    if step.due_on is None or end <= step.due_on:
        return set()
    since = _days(began, end) if began is not None else _days(step.due_on, end)
    others = set().union(*(days for body, days in cost.items() if body != step.body)) & since
    own = max((end - step.due_on).days - len(others), 0)
    last = end.toordinal()
    return set(range(last - own + 1, last + 1))


def _days(since: date, until: date) -> set[int]:
    """The days after the first one, up to the last."""
    return set(range(since.toordinal() + 1, until.toordinal() + 1))


def by_body(lost: Iterable[Lost], bodies: Iterable[str]) -> list[tuple[str, int, list[Lost]]]:
    """Each body with all it cost and the parts of that, the most first; those that cost nothing are named, too."""
    parts: dict[str, list[Lost]] = {body: [] for body in bodies}
    for one in lost:
        parts.setdefault(one.body, []).append(one)
    rows = [(body, sum(one.days for one in those), those) for body, those in parts.items()]
    return sorted(rows, key=lambda row: -row[1])
