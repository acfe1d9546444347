"""Totals from the roll and the box: how many heads and how much area behind each choice, in all and by building.

Head after head: roll and ballots are in the same order and read side by side, so that nothing is held but the sums.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from operator import itemgetter

from courtyard.core.counting.bundle.vote import (
    ABSENT,
    AREA_MAX_CM2,
    HEADS_MAX,
    INVALID,
    SILENT,
    TOOK_PART,
    BadBundle,
    Ballot,
    Box,
    Head,
    Motion,
    Named,
    Part,
    Slip,
    Total,
    Vote,
    plain,
)  # fmt: skip

HEADS_SHOWN_MIN = 10
"""Of fewer, what each of them chose could be told."""

Answer = Ballot | Part
Sum = tuple[int, int]
"""Heads and area."""
Place = tuple[str, bool]
"""A building, and whether a ballot was proven delivered there."""
ZERO: Sum = (0, 0)


def totals(vote: Vote, roll: Iterable[Head], box: Box) -> tuple[Total, ...]:
    """What totals.csv says. Of a confidential vote, a building's rows say who took part and not what was chosen.

    Buildings are spelt as `plain` does. Raises BadBundle where roll and box contradict each other.
    """
    if isinstance(box, Named):
        return count(vote, spelt(roll), one_each(box.ballots))
    return count(vote, spelt(roll), box.took_part, Counter(box.slips))


def spelt(roll: Iterable[Head]) -> Iterator[Head]:
    """The roll with its buildings as a bundle spells them."""
    names: dict[str, str] = {}
    for head in roll:
        name = names.get(head.building)
        if name is None:
            name = names[head.building] = plain(head.building)
        yield head if name == head.building else head._replace(building=name)


def one_each(ballots: Iterable[Ballot]) -> Iterator[Ballot]:
    """One ballot for each head and motion: the candidates it chose are joined, as “c1+c4”."""
    for (head, motion), rows in groupby(ballots, key=itemgetter(0, 1)):
        choices = [row[2] for row in rows]
        choices.sort(key=lambda choice: (len(choice), choice))
        yield Ballot(head, motion, "+".join(choices))


def count(
    vote: Vote, roll: Iterable[Head], answers: Iterable[Answer], slips: Mapping[Slip, int] | None = None
) -> tuple[Total, ...]:
    """As `totals`, once the roll is spelt, ballots are one each, and slips sorted into piles. None: it is named."""
    if (vote.secrecy == "named") != (slips is None):
        raise BadBundle(reason=f"it is {vote.secrecy} and its box is not")
    counting = _Counting(vote)
    for head, given in _answered(roll, answers):
        counting.add(head, given)
    for slip, many in (slips or {}).items():
        counting.add_slips(slip, many)
    return tuple(counting.rows())


def shown(heads: Mapping[str, int]) -> list[str]:
    """The buildings whose figures may be shown, of those with so many heads each.

    Were fewer than ten heads left over, theirs would be the difference: then the smallest building is not shown either.
    """
    large = sorted((many, name) for name, many in heads.items() if name and many >= HEADS_SHOWN_MIN)
    left = sum(heads.values()) - sum(many for many, _ in large)
    return sorted(name for _, name in large[1 if 0 < left < HEADS_SHOWN_MIN else 0 :])


def _answered(roll: Iterable[Head], answers: Iterable[Answer]) -> Iterator[tuple[Head, Sequence[Answer]]]:
    """Each head with what it gave."""
    groups = groupby(answers, key=itemgetter(0))
    number, given = next(groups, (HEADS_MAX + 1, iter(())))
    before = 0
    for head in roll:
        if not before < head.number <= HEADS_MAX or not 0 < head.area_cm2 <= AREA_MAX_CM2:
            raise BadBundle(reason=f"head {head.number} is out of order on the roll, or weighs nothing")
        before = head.number
        if number == before:
            yield head, list(given)
            number, given = next(groups, (HEADS_MAX + 1, iter(())))
        else:
            yield head, ()
        if number <= before:
            raise BadBundle(reason=f"head {number} is not on the roll, or its ballots are out of order")
    if number <= HEADS_MAX:
        raise BadBundle(reason=f"head {number} is not on the roll")


class _Counting:
    """The sums so far. `said` is by building; `weighing` is how many slips of an area are still to come."""

    def __init__(self, vote: Vote) -> None:
        self.vote = vote
        self.motions = {motion.number: motion for motion in vote.motions}
        self.heard: dict[tuple[int, str], tuple[str, ...]] = {}
        self.roll: dict[Place, Sum] = {}
        self.part: dict[tuple[int, Place], Sum] = {}
        self.said: dict[tuple[int, str, str], Sum] = {}
        self.weighing: Counter[tuple[int, int]] = Counter()

    def add(self, head: Head, given: Sequence[Answer]) -> None:
        """A head and its answers; those of a confidential vote have no choice."""
        place, before = (head.building, head.delivered), 0
        self.roll[place] = _plus(self.roll.get(place, ZERO), 1, head.area_cm2)
        for _, motion, *choices in given:
            if motion <= before:
                raise BadBundle(reason=f"head {head.number} has two ballots on motion {motion}, or out of order")
            before = motion
            self.part[motion, place] = _plus(self.part.get((motion, place), ZERO), 1, head.area_cm2)
            for choice in choices:
                self._say(motion, choice, head.building, 1, head.area_cm2)
            if not choices:
                self.weighing[motion, head.area_cm2] += 1

    def add_slips(self, slip: Slip, many: int) -> None:
        """Slips of one kind. Each must weigh what a head that took part weighs."""
        self.weighing[slip.motion, slip.area_cm2] -= many
        self._say(slip.motion, slip.choice, "", many, many * slip.area_cm2)

    def _say(self, motion: int, choice: str, building: str, heads: int, area_cm2: int) -> None:
        if (motion, choice) not in self.heard:  # looked at once for each choice there is, not for each ballot
            self.heard[motion, choice] = self._motion(motion).heard(choice)
            if choice == INVALID and not self.vote.takes_invalid:
                raise BadBundle(reason=f"there is an invalid ballot on motion {motion}, and these do not take part")
        for voice in self.heard[motion, choice]:
            key = (motion, voice, building)
            self.said[key] = _plus(self.said.get(key, ZERO), heads, area_cm2)

    def _motion(self, number: int) -> Motion:
        if number not in self.motions:
            raise BadBundle(reason=f"there is no motion {number}")
        return self.motions[number]

    def rows(self) -> Iterator[Total]:
        """In the order of totals.csv."""
        for asked, _ in self.part:
            self._motion(asked)
        for (number, area_cm2), many in self.weighing.items():
            if many:
                raise BadBundle(reason=f"on motion {number}, slips of {area_cm2} cm² are not as many as their heads")
        heads: Counter[str] = Counter()
        for (building, _), (many, _area) in self.roll.items():
            heads[building] += many
        buildings, whole = shown(heads), self._whole()
        for motion in self.vote.motions:
            yield from self._rows(motion, "", [*self.roll], whole)
            for building in buildings:
                yield from self._rows(motion, building, [(building, True), (building, False)], self.said)

    def _whole(self) -> dict[tuple[int, str, str], Sum]:
        whole: dict[tuple[int, str, str], Sum] = {}
        for (number, voice, _), weight in self.said.items():
            whole[number, voice, ""] = _plus(whole.get((number, voice, ""), ZERO), *weight)
        return whole

    def _rows(
        self, motion: Motion, building: str, places: Sequence[Place], said: Mapping[tuple[int, str, str], Sum]
    ) -> Iterator[Total]:
        """A motion's rows in all, or in one building."""
        number = motion.number
        if not building or self.vote.secrecy == "named":
            for voice in motion.voices:
                yield Total(number, voice, building, *said.get((number, voice, building), ZERO))
        part = {place: self.part.get((number, place), ZERO) for place in places}
        absent = {place: _minus(self.roll.get(place, ZERO), part[place]) for place in places}
        yield Total(number, TOOK_PART, building, *_sum(part.values()))
        yield Total(number, ABSENT, building, *_sum(absent.values()))
        if not building and not motion.is_election:
            silent = [weight for (_, delivered), weight in absent.items() if delivered and self.vote.follows]
            yield Total(number, SILENT, building, *_sum(silent))


def _plus(before: Sum, heads: int, area_cm2: int) -> Sum:
    return before[0] + heads, before[1] + area_cm2


def _minus(one: Sum, other: Sum) -> Sum:
    return one[0] - other[0], one[1] - other[1]


def _sum(weights: Iterable[Sum]) -> Sum:
    heads = area_cm2 = 0
    for many, area in weights:
        heads, area_cm2 = heads + many, area_cm2 + area
    return heads, area_cm2
