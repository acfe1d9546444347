"""Votes for the tests of bundles: random estates, named and confidential, with ties, silence and half-empty ballots."""

import random
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from io import BytesIO
from typing import Any

from courtyard.core.counting.bundle.files import Bundles, Sealed, bundles, seal, write
from courtyard.core.counting.bundle.results import result_of
from courtyard.core.counting.bundle.totals import one_each
from courtyard.core.counting.bundle.vote import (
    Ballot,
    Box,
    Confidential,
    Head,
    Motion,
    Named,
    Part,
    Secrecy,
    Slip,
    Vote,
)
from courtyard.core.counting.settling import HouseRules
from courtyard.core.tests.counted import RULES

NOON = datetime(2026, 11, 20, 4, tzinfo=UTC)
ORDINARY, SPECIAL = RULES["cn.cc278-ordinary"], RULES["cn.cc278-special"]
SALT = "0123456789abcdef0123456789abcdef"
VOICES = ("for", "for", "for", "against", "abstain", "invalid")
NAMES = ("王梅", "李强", "赵云", "孙芳", "周平", "吴岚", "郑和")


@dataclass(frozen=True)
class Cast:
    """A vote with its roll and the ballots that stand. Those of an election have a line for each candidate."""

    vote: Vote
    roll: list[Head]
    ballots: list[Ballot]

    def box(self) -> Box:
        if self.vote.secrecy == "named":
            return Named(iter(self.ballots))
        area = {head.number: head.area_cm2 for head in self.roll}
        whole = list(one_each(self.ballots))
        slips = [Slip(ballot.motion, ballot.choice, area[ballot.head]) for ballot in whole]
        random.Random(len(slips)).shuffle(slips)
        return Confidential((Part(ballot.head, ballot.motion) for ballot in whole), iter(slips))

    def sealed(self) -> Sealed:
        heads = sorted({ballot.head for ballot in self.ballots})
        receipts = [f"{number * 7919 % 100_003:06d}R" for number in heads]
        return seal(self.vote, iter(self.roll), self.box(), receipts=receipts, salt=SALT)

    def results(self) -> dict[int, Mapping[str, Any]]:
        counted = self.sealed().totals
        return {motion.number: result_of(motion, self.vote.house, counted) for motion in self.vote.motions}

    def bundles(self, recount: bytes = b"pass\n") -> Bundles:
        return bundles(self.sealed(), self.results(), recount)


def archive(files: Mapping[str, bytes]) -> bytes:
    out = BytesIO()
    write(files, out)
    return out.getvalue()


def plum_court(secrecy: Secrecy = "named") -> Cast:
    """Forty heads in three buildings, one of them too small to be shown; a repair, and a committee of three."""
    buildings = ["1号楼"] * 14 + ["2号楼"] * 22 + ["3号楼"] * 4
    roll = [Head(n, 800_000 + n * 10_000, building, n % 2 == 0) for n, building in enumerate(buildings, start=1)]
    motions = (
        Motion(1, "更换电梯钢丝绳", ORDINARY, "a" * 64, "fund-use"),
        Motion(2, "选举业主委员会", ORDINARY, "b" * 64, "committee", 3, 1, "none", "", NAMES[:5]),
    )
    ballots = []
    for head in roll[:36]:
        choice = "against" if head.number % 5 == 0 else "abstain" if head.number % 7 == 0 else "for"
        ballots.append(Ballot(head.number, 1, choice))
        chosen = (1, 2, 4) if head.number % 3 else (3,)
        ballots += [Ballot(head.number, 2, f"c{n}") for n in chosen]
    return Cast(_vote(secrecy, motions, HouseRules()), roll, ballots)


def random_cast(chance: random.Random, secrecy: Secrecy | None = None) -> Cast:
    """Anything that can come up; areas are often the same, so that candidates tie."""
    motions = tuple(_motion(chance, number) for number in range(1, chance.randint(2, 4)))
    areas = chance.choice(((500_000,), (500_000, 896_500), (333_333, 896_500, 1_000_000, 1_000_001)))
    buildings = [f"{n}号楼" for n in range(1, chance.randint(2, 4))] + [""]
    number, roll = 0, []
    for _ in range(chance.choice((chance.randint(1, 9), chance.randint(10, 50)))):
        number += chance.choice((1, 1, 1, 5))
        roll.append(Head(number, chance.choice(areas), chance.choice(buildings), chance.random() < 0.6))
    turnout = chance.choice((0.1, 0.8, 1, 1))
    ballots = [
        ballot
        for head in roll
        if chance.random() < turnout
        for motion in motions
        if chance.random() < 0.95
        for ballot in _ballots(chance, head, motion)
    ]
    how: Secrecy = secrecy or ("named" if chance.random() < 0.5 else "confidential")
    house = HouseRules(
        invalid_participates=how == "named" or chance.random() < 0.5,
        unreturned=chance.choice(("not_participating", "follow_majority_if_delivered")),
    )
    return Cast(_vote(how, motions, house), roll, ballots)


def _motion(chance: random.Random, number: int) -> Motion:
    title, rule = f"第{number}件事", chance.choice((ORDINARY, SPECIAL))
    if chance.random() < 0.5:
        return Motion(number, title, rule)
    seats = chance.choice((1, 2, 3, 3, 4))
    names = NAMES[: chance.choice((1, seats + 1, seats + 1, seats + 3))]
    return replace(
        Motion(number, title, ORDINARY, "", "", seats, chance.randint(0, 3), candidates=names),
        tie_break=chance.choice(("none", "area", "seed")),
        seed="20261120",
    )


def _ballots(chance: random.Random, head: Head, motion: Motion) -> list[Ballot]:
    if not motion.is_election:
        return [Ballot(head.number, motion.number, chance.choice(VOICES))]
    liked = min(motion.seats + 1, len(motion.candidates))  # one more than there are seats, so that many tie
    many = min(chance.choice((chance.randint(0, motion.seats), *[motion.seats] * 5)), liked)
    pool = liked if chance.random() < 0.9 else len(motion.candidates)
    numbers = chance.sample(range(1, pool + 1), many)
    choices = [f"c{n}" for n in numbers] or [chance.choice(("none", "none", "invalid"))]
    return [Ballot(head.number, motion.number, choice) for choice in choices]


def _vote(secrecy: Secrecy, motions: tuple[Motion, ...], house: HouseRules) -> Vote:
    return Vote(
        estate="梅苑", title="梅苑2026年第1次业主大会", secrecy=secrecy, opens_at=NOON, closes_at=NOON, closed_at=NOON,
        motions=motions, house=house, hashes={"motions": "c" * 64},
    )  # fmt: skip
