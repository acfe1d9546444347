"""Elections to several seats: who is over the threshold, in which order, and which ties nobody may break in silence.

Electing a committee is item 3 of Civil Code art 278: each candidate needs more than half of those who took part, by
area and by heads. Ranking by heads, breaking ties and alternates are for the estate's rules.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import sha256
from itertools import groupby
from typing import Literal

from courtyard.core.counting.gates import Checked, Gate, all_pass, check_all
from courtyard.core.counting.tally import Tally
from courtyard.core.errors import BadInput, sentence

TieBreak = Literal["none", "area", "seed"]
SeatsError = Literal["seats_must_be_odd", "too_few_seats"]
Next = Literal["file_within_30_days", "by_election_possible", "resolve_tie", "new_election", "participation_too_low"]

SEATS_MIN = 5
SMALL_SEATS_MIN = 3
SMALL_ESTATE_CM2 = 10_000 * 10_000
"""上海市住宅物业管理规定 art 20: five or more, odd; three are enough up to 10,000 m²."""


class BadElection(BadInput):
    """Votes that cannot be: more for a candidate than took part, or one candidate twice."""

    says = sentence("The election cannot be counted: {reason}.")


@dataclass(frozen=True, slots=True)
class Candidate:
    id: str
    for_heads: int
    for_area_cm2: int


@dataclass(frozen=True, slots=True)
class Ballots:
    """How many took part, of how many."""

    total_heads: int
    total_area_cm2: int
    heads: int
    area_cm2: int

    def tally(self, candidate: Candidate) -> Tally:
        """The candidate's votes as those in favour; who took part otherwise is against or abstained, which is one."""
        if candidate.for_heads > self.heads or candidate.for_area_cm2 > self.area_cm2:
            raise BadElection(reason=f"{candidate.id} has more votes than took part")
        return Tally(
            {
                "for": {"heads": candidate.for_heads, "area": candidate.for_area_cm2},
                "abstain": {"heads": self.heads - candidate.for_heads, "area": self.area_cm2 - candidate.for_area_cm2},
                "absent": {"heads": self.total_heads - self.heads, "area": self.total_area_cm2 - self.area_cm2},
            }
        )


@dataclass(frozen=True, slots=True)
class Election:
    """Who is elected, in order. `tied` are those of whom one cannot be preferred to another for the seats left."""

    participation: tuple[Checked, ...]
    over_threshold: tuple[str, ...]
    elected: tuple[str, ...]
    alternates: tuple[str, ...]
    tied: tuple[str, ...]
    seats: int

    @property
    def vacancies(self) -> int:
        return self.seats - len(self.elected)

    @property
    def passed(self) -> bool:
        """Whether every seat is filled."""
        return not self.vacancies

    @property
    def next(self) -> Next:
        """What follows: a by-election only where more than half of the seats are filled (上海 art 32)."""
        if not all_pass(self.participation):
            return "participation_too_low"
        if self.tied and self.vacancies:
            return "resolve_tie"
        if self.passed:
            return "file_within_30_days"
        return "by_election_possible" if len(self.elected) * 2 > self.seats else "new_election"


def seats_error(seats: int, total_area_cm2: int) -> SeatsError | None:
    """Why a committee cannot have so many seats; None where it can."""
    if seats % 2 == 0:
        return "seats_must_be_odd"
    least = SMALL_SEATS_MIN if total_area_cm2 <= SMALL_ESTATE_CM2 else SEATS_MIN
    return "too_few_seats" if seats < least else None


def elect(
    gates: Sequence[Gate], ballots: Ballots, candidates: Iterable[Candidate], *, seats: int,
    tie_break: TieBreak = "none", alternates: int = 0, seed: str = "",
) -> Election:  # fmt: skip
    """Fill the seats. Those gates of the rule that ask who took part hold for all, the others for each candidate.

    Candidates are ranked by heads, then by area or by the lot drawn from `seed` where the rules say so.
    Raises BadElection.
    """
    field = tuple(candidates)
    if tie_break == "seed" and not seed:
        raise BadElection(reason="the seed of the lot is missing")
    if len({candidate.id for candidate in field}) < len(field):
        raise BadElection(reason="a candidate is there twice")
    nobody = ballots.tally(Candidate("", 0, 0))
    participation = check_all((gate for gate in gates if gate.of == "took_part"), nobody)
    own = tuple(gate for gate in gates if gate.of != "took_part")
    quorate = all_pass(participation)
    over = [one for one in field if quorate and all_pass(check_all(own, ballots.tally(one)))]
    ranks = _ranked(over, tie_break, seed)
    elected, tied = _filled(ranks, seats)
    later = [] if tied else _alternates(ranks, len(elected), alternates)
    return Election(participation, tuple(one for rank in ranks for one in rank), elected, tuple(later), tied, seats)


def lot(seed: str, candidate: str) -> str:
    """The lot a candidate draws, the smallest first: SHA-256 of seed, line break and candidate, as anybody can redo it.

    It is fair only where the seed could not be known when the candidates were numbered.
    """
    return sha256(f"{seed}\n{candidate}".encode()).hexdigest()


def _ranked(over: list[Candidate], tie_break: TieBreak, seed: str) -> list[list[str]]:
    """Candidates from the most votes to the fewest; those who tie share a rank, in the order they stood."""

    def place(candidate: Candidate) -> tuple[int, int, str]:
        area = candidate.for_area_cm2 if tie_break == "area" else 0
        return -candidate.for_heads, -area, lot(seed, candidate.id) if tie_break == "seed" else ""

    ordered = sorted(over, key=place)
    return [[candidate.id for candidate in rank] for _, rank in groupby(ordered, key=place)]


def _filled(ranks: list[list[str]], seats: int) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Seats for whole ranks; a rank that does not fit is tied for what is left."""
    elected: list[str] = []
    for rank in ranks:
        left = seats - len(elected)
        if not left:
            break
        if len(rank) > left:
            return tuple(elected), tuple(rank)
        elected += rank
    return tuple(elected), ()


def _alternates(ranks: list[list[str]], elected: int, wanted: int) -> list[str]:
    """Those after the elected, as far as whole ranks fit: nobody moves up by chance."""
    alternates: list[str] = []
    behind = elected
    for rank in ranks:
        if behind >= len(rank):
            behind -= len(rank)
        elif len(alternates) + len(rank) > wanted:
            break
        else:
            alternates += rank
    return alternates


def plurality(votes: Iterable[tuple[str, int]], seats: int) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The most votes win, with no threshold; those tied for the last seats are not elected (Civ. Code 5115)."""
    ordered = sorted((one for one in votes if one[1]), key=lambda one: one[1], reverse=True)
    return _filled([[name for name, _ in rank] for _, rank in groupby(ordered, key=lambda one: one[1])], seats)
