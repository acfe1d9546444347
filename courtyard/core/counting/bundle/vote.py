"""A certified vote as a bundle tells it: the motions, the rules they were counted by, the roll, and the box."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal, NamedTuple

from courtyard.core.counting.elections import TieBreak
from courtyard.core.counting.settling import HouseRules
from courtyard.core.errors import BadInput, sentence
from courtyard.core.rulebook.counts import CountRule

FORMAT = "courtyard-bundle/1"
MOTIONS_MAX = CANDIDATES_MAX = 999
SEATS_MAX = 99
HEADS_MAX = 10**9 - 1
AREA_MAX_CM2 = 10**15 - 1
BUILDING_MAX = 60
WIDE = str.maketrans({",": "，", '"': "＂"})
FORMULA = {"=": "＝", "+": "＋", "-": "－", "@": "＠"}

Secrecy = Literal["named", "confidential"]

VOICES = ("for", "against", "abstain", "invalid")
TOOK_PART, ABSENT, SILENT = "took_part", "absent", "silent"
"""`silent` are those of the absent to whom a ballot was proven delivered, where the estate's rules ask for them."""
NOBODY, INVALID = "none", "invalid"


class BadBundle(BadInput):
    """A vote that no bundle can hold, or rows that contradict each other."""

    says = sentence("This vote cannot be put into a bundle: {reason}.")


class Head(NamedTuple):
    """A line of the roll: the head's number on it, in rising order."""

    number: int
    area_cm2: int
    building: str = ""
    delivered: bool = False


class Ballot(NamedTuple):
    """What a head chose on a motion: for, against, abstain, invalid; of an election c1, c2, …, or none.

    An election may have one of these for each candidate chosen, or one for all of them: “c1+c4”.
    """

    head: int
    motion: int
    choice: str


class Part(NamedTuple):
    """That a head took part in a motion."""

    head: int
    motion: int


class Slip(NamedTuple):
    """What somebody chose on a motion, with the area it weighs and without a head."""

    motion: int
    choice: str
    area_cm2: int


@dataclass(frozen=True, slots=True)
class Named:
    """The ballots that stand, in order of head and motion."""

    ballots: Iterable[Ballot]


@dataclass(frozen=True, slots=True)
class Confidential:
    """Who took part, in order of head and motion, and apart from that what was chosen, in any order at all."""

    took_part: Iterable[Part]
    slips: Iterable[Slip]


Box = Named | Confidential


class Total(NamedTuple):
    """How many heads and how much area stand behind a choice, in all or (`building`) in one building."""

    motion: int
    choice: str
    building: str
    heads: int
    area_cm2: int


@dataclass(frozen=True, slots=True)
class Motion:
    """One question, by its number in the vote. An election has seats, and candidates in the order of the ballot."""

    number: int
    title: str
    rule: CountRule
    text_sha256: str = ""
    matter: str = ""
    seats: int = 0
    alternates: int = 0
    tie_break: TieBreak = "none"
    seed: str = ""
    candidates: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Raises BadBundle for a rule that heads and area alone do not decide, and for half an election."""
        weights = {gate.weight for gate in self.rule.gates} - {"heads", "area"}
        quorum = any("required_quorum" in (gate.of, gate.base) for gate in self.rule.gates)
        if weights or quorum or self.rule.second or self.rule.also:
            raise BadBundle(reason=f"{self.rule.key} asks for more than heads and area")
        if bool(self.seats) != bool(self.candidates) or self.seats > SEATS_MAX or len(self.candidates) > CANDIDATES_MAX:
            raise BadBundle(reason=f"motion {self.number} has {self.seats} seats, {len(self.candidates)} candidates")

    @property
    def is_election(self) -> bool:
        return bool(self.seats)

    @property
    def voices(self) -> tuple[str, ...]:
        """What the totals of a motion tell apart among those who took part."""
        if not self.is_election:
            return VOICES
        return tuple(f"c{number}" for number in range(1, len(self.candidates) + 1))

    def heard(self, choice: str) -> tuple[str, ...]:
        """The voices a choice gives its weight to. Raises BadBundle for one that cannot be."""
        if self.is_election and choice in (NOBODY, INVALID):
            return ()
        chosen = tuple(choice.split("+")) if self.is_election else (choice,)
        most, once = self.seats or 1, chosen == tuple(sorted(set(chosen), key=_rank))
        if len(chosen) > most or not once or not set(chosen) <= set(self.voices):
            raise BadBundle(reason=f"motion {self.number} knows no choice “{choice}”")
        return chosen


@dataclass(frozen=True, slots=True)
class Vote:
    """A vote after its close. `hashes` are those of the notice, by name; `scope` says whose vote it was in words."""

    estate: str
    title: str
    secrecy: Secrecy
    opens_at: datetime
    closes_at: datetime
    closed_at: datetime
    motions: tuple[Motion, ...]
    house: HouseRules = field(default_factory=HouseRules)
    scope: str = ""
    hashes: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Raises BadBundle unless the motions are numbered from 1 on."""
        numbers = [motion.number for motion in self.motions]
        if not numbers or len(numbers) > MOTIONS_MAX or numbers != list(range(1, len(numbers) + 1)):
            raise BadBundle(reason=f"its motions are numbered {numbers[:5]}")

    @property
    def takes_invalid(self) -> bool:
        """Whether an invalid answer takes part: by the estate's rules, or because nobody can tell whose it is."""
        return self.house.invalid_participates or self.secrecy == "confidential"

    @property
    def follows(self) -> bool:
        """Whether the estate's rules let the silent follow the majority, so that the bundle says who they are."""
        return self.house.unreturned == "follow_majority_if_delivered"


def plain(building: str) -> str:
    """A building's name as a bundle spells it: on one line, without what a spreadsheet would take for its own signs."""
    name = " ".join(building.split()).translate(WIDE)[:BUILDING_MAX]
    return FORMULA.get(name[:1], name[:1]) + name[1:]


def _rank(voice: str) -> tuple[int, str]:
    """c2 before c10."""
    return len(voice), voice
