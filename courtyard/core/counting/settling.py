"""From papers to piles: which ballot of each head stands, by rules that the estate fixed before the vote.

What no statute settles is a parameter here (law: invalid ballots, two ballots of one head, proxies of one agent), and
each default is the most careful reading. Every paper's fate is told, so that nothing disappears.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Literal

from courtyard.core.counting.roll import RecordPoint, Roll
from courtyard.core.counting.tally import PILES, Pile, Tally
from courtyard.core.errors import BadInput, sentence

Choice = Literal["for", "against", "abstain"]
Duplicates = Literal["reject_both", "first_valid", "last_valid"]
Unreturned = Literal["not_participating", "follow_majority_if_delivered"]


class Fate(StrEnum):
    """What became of a paper."""

    COUNTED = "counted"
    NOT_ON_ROLL = "not_on_roll"
    INVALID = "invalid"
    PROXY_LIMIT = "proxy_limit"
    REJECTED = "rejected"
    REPLACED = "replaced"


class BadBallots(BadInput):
    """Ballots that cannot be told apart."""

    says = sentence("The ballots cannot be counted: {reason}.")


@dataclass(frozen=True, slots=True)
class Paper:
    """One ballot of one head on one motion, on whatever channel; `seq` is the order in which they came in."""

    head: str
    choice: Choice
    seq: int
    by: str = ""
    channel: str = ""
    agent: str = ""
    defect: str = ""


@dataclass(frozen=True, slots=True)
class HouseRules:
    """What the assembly's rules of procedure fix before the vote. `proxies_max` is for each agent; None is no limit."""

    duplicates: Duplicates = "reject_both"
    invalid_participates: bool = False
    proxies_max: int | None = None
    unreturned: Unreturned = "not_participating"
    count_parking: bool = False
    record_point: RecordPoint = "notice"


@dataclass(frozen=True, slots=True)
class Settled:
    """The choice that stands for each head, who took part without one, and each paper's fate by its `seq`."""

    roll: Roll
    stands: Mapping[str, Choice]
    without_opinion: Collection[str]
    fates: Mapping[int, Fate]

    def tally(self) -> Tally:
        """What each pile weighs. Everybody on the roll is in exactly one."""
        piles: dict[Pile, list[str]] = {pile: [] for pile in PILES}
        for head in self.roll.stakes:
            pile: Pile = "invalid" if head in self.without_opinion else "absent"
            piles[self.stands.get(head, pile)].append(head)
        return Tally({pile: self.roll.weigh(heads) for pile, heads in piles.items()})

    def silent(self, delivered: Iterable[str]) -> frozenset[str]:
        """Heads on the roll whose ballot was proven delivered and of whom nothing came back that stands."""
        back = self.stands.keys() | set(self.without_opinion)
        return frozenset(head for head in delivered if head in self.roll and head not in back)


@dataclass(slots=True)
class _Sorting:
    fates: dict[int, Fate] = field(default_factory=dict)
    valid: dict[str, list[Paper]] = field(default_factory=dict)
    invalid: set[str] = field(default_factory=set)


def settle(roll: Roll, papers: Iterable[Paper], rules: HouseRules) -> Settled:
    """Which paper of each head stands. The order in which papers are given does not matter, their `seq` does.

    Raises BadBallots where two papers have one `seq`.
    """
    sorting = _sort(roll, papers, rules)
    stands: dict[str, Choice] = {}
    for head, valid in sorting.valid.items():
        standing = _standing(valid, rules.duplicates)
        if standing:
            stands[head] = standing.choice
        for paper in valid:
            fate = Fate.COUNTED if paper is standing else Fate.REPLACED if standing else Fate.REJECTED
            sorting.fates[paper.seq] = fate
    without = sorting.invalid - stands.keys() if rules.invalid_participates else set()
    return Settled(roll, stands, frozenset(without), sorting.fates)


def _sort(roll: Roll, papers: Iterable[Paper], rules: HouseRules) -> _Sorting:
    sorting, proxies = _Sorting(), Counter[str]()
    for paper in sorted(papers, key=lambda paper: paper.seq):
        if paper.seq in sorting.fates:
            raise BadBallots(reason=f"two of them are number {paper.seq}")
        fate = Fate.COUNTED
        if paper.head not in roll:
            fate = Fate.NOT_ON_ROLL
        elif paper.defect:
            fate = Fate.INVALID
        elif paper.agent:
            proxies[paper.agent] += 1
            if rules.proxies_max is not None and proxies[paper.agent] > rules.proxies_max:
                fate = Fate.PROXY_LIMIT
        sorting.fates[paper.seq] = fate
        if fate is Fate.COUNTED:
            sorting.valid.setdefault(paper.head, []).append(paper)
        elif fate is Fate.INVALID:
            sorting.invalid.add(paper.head)
    return sorting


def _standing(valid: list[Paper], duplicates: Duplicates) -> Paper | None:
    """Of one head's valid papers, in their order, the one that stands."""
    if len(valid) == 1 or duplicates == "first_valid":
        return valid[0]
    return valid[-1] if duplicates == "last_valid" else None
