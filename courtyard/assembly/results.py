"""What a vote came to, for its pages and its PDF: the core's outcome again, from the piles that the count wrote down.

Everything is reckoned anew from the piles, so that no page can say other than a recount.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import get_language, gettext

from courtyard.assembly import rules
from courtyard.assembly.gauges import gauge, label, percent, sentence_of
from courtyard.assembly.models import Assembly, Candidate, Motion, Pile
from courtyard.assembly.texts import house_of
from courtyard.assembly.verdicts import ElectionResult, MotionResult, Standing
from courtyard.assembly.verdicts import Result as Verdict
from courtyard.core.counting.certificate import AND, DEEMED, PILE_WORDS, STRICT, STRICT_TOO
from courtyard.core.counting.elections import Ballots, elect
from courtyard.core.counting.elections import Candidate as Stands
from courtyard.core.counting.gates import Checked, all_pass
from courtyard.core.counting.outcome import Outcome, apply
from courtyard.core.counting.resolution import deemed_of
from courtyard.core.counting.tally import PILES, Tally
from courtyard.core.counting.words import Said, amount
from courtyard.core.errors import sentence

Weighed = tuple[int, int]
"""Heads and area."""
Piles = Mapping[str, Weighed]
NOTHING: Weighed = (0, 0)
NEXT: Mapping[str, str] = {
    "file_within_30_days": sentence("The committee is filed with the housing office within 30 days."),
    "by_election_possible": sentence(
        "More than half of the seats are filled: the rest may be filled by a by-election."
    ),
    "resolve_tie": sentence("A tie leaves a seat open. Those who tie stand again, in a vote of their own."),
    "new_election": sentence("No more than half of the seats are filled: the election is held anew."),
    "participation_too_low": sentence("Too few took part: the election is held anew."),
}


def lawful(one: Assembly, motion: Motion) -> Mapping[str, Any]:
    """The result that decides: the official system's where the vote has one, else our own."""
    outside = getattr(one, "outside", None) if one.official_system else None
    told: Mapping[str, Any] = outside.piles[str(motion.position)]["result"] if outside else motion.result or {}
    return told


@dataclass(frozen=True, slots=True)
class Bar:
    """A gate as it is drawn: its share, its line, and how both are said."""

    check: Checked

    @property
    def label(self) -> str:
        return label(self.check)

    @property
    def percent(self) -> str:
        return percent(self.check)

    @property
    def width(self) -> str:
        """In percent, for the drawing."""
        return _decimal(gauge(self.check)["share"])

    @property
    def at(self) -> str:
        """Where the line stands, for the drawing."""
        return _decimal(gauge(self.check)["line"])

    @property
    def line(self) -> str:
        share = self.check.gate.share
        said = gettext("at least {share}") if self.check.gate.sign == "at_least" else gettext("more than {share}")
        return said.format(share=f"{share.numerator}/{share.denominator}")

    @property
    def have(self) -> str:
        return str(gauge(self.check)["have"])


def _decimal(ten_thousandths: int) -> str:
    return f"{ten_thousandths // 100}.{ten_thousandths % 100:02}"


@dataclass(frozen=True, slots=True)
class Gauge:
    """A pair of gates, area and heads: who took part, or who was in favour."""

    checks: tuple[Checked, ...]

    @property
    def bars(self) -> list[Bar]:
        """Area first, as the law names it first."""
        return [Bar(check) for check in sorted(self.checks, key=lambda check: check.gate.weight)]

    @property
    def passed(self) -> bool:
        return all_pass(self.checks)

    @property
    def says(self) -> str:
        return sentence_of([bar.check for bar in self.bars])


@dataclass(frozen=True, slots=True)
class Place:
    """How a building's owners voted, where there are enough of them."""

    name: str
    heads: int
    took_part: int
    said: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Stood:
    """A candidate and what they came to. `how`: elected, alternate, tied, over or below."""

    candidate: Candidate
    heads: int
    area_cm2: int
    how: str


@dataclass(frozen=True, slots=True)
class Result:
    """One motion's result. `lot` is the seed by which a tie is broken, where it is."""

    motion: Motion
    verdict: Verdict
    piles: Piles
    places: tuple[Place, ...] = ()
    lot: str = ""

    @property
    def passed(self) -> bool:
        verdict = self.verdict
        return verdict.election.passed if isinstance(verdict, ElectionResult) else verdict.lawful.passed

    @property
    def article(self) -> str:
        return self.verdict.article

    @property
    def label(self) -> str:
        return rules.rule_of(self.motion, self.motion.assembly).label(get_language() or "")

    @property
    def is_certain(self) -> bool:
        return rules.rule_of(self.motion, self.motion.assembly).certainty == "verified"

    @property
    def took_part(self) -> Gauge:
        return Gauge(self.verdict.turnout)

    @property
    def in_favour(self) -> Gauge:
        return _in_favour(self.verdict.lawful) if isinstance(self.verdict, MotionResult) else Gauge(())

    @property
    def strict(self) -> Gauge | None:
        """Of what came back only, where the lawful result counts those in who kept silent."""
        told = self.verdict
        return _in_favour(told.strict) if isinstance(told, MotionResult) and told.deemed else None

    @property
    def deemed(self) -> list[str]:
        told = self.verdict
        if not isinstance(told, MotionResult) or not told.deemed:
            return []
        silent = Said(DEEMED, {"silent": _both(*self.piles["silent"])})
        return [said.render(gettext) for said in (silent, Said(STRICT_TOO if told.strict.passed else STRICT))]

    @property
    def others(self) -> list[str]:
        """The piles beside those in favour, as far as there is anybody in them."""
        return pile_words(self.piles, ("against", "abstain", "invalid", "absent"))

    @property
    def all_piles(self) -> list[str]:
        """In one line: every pile, or who is elected."""
        if not isinstance(self.verdict, ElectionResult):
            return pile_words(self.piles, PILES)
        names = gettext(", ").join(one.candidate.name for one in self.stood if one.how == "elected")
        return [gettext("Elected: {names}").format(names=names or "—")]

    @property
    def stood(self) -> list[Stood]:
        """The elected and their alternates in the order the count put them into, then the others by their votes."""
        if not isinstance(self.verdict, ElectionResult):
            return []
        election = self.verdict.election
        ranked = [*election.elected, *election.alternates]
        stood = [self._stood(one, self.verdict) for one in self.motion.candidates.all() if one.number]
        place = {number: rank for rank, number in enumerate(ranked)}
        return sorted(
            stood,
            key=lambda s: (place.get(str(s.candidate.number), len(ranked)), -s.heads, -s.area_cm2, s.candidate.number),
        )

    def _stood(self, candidate: Candidate, verdict: ElectionResult) -> Stood:
        number, election, how = str(candidate.number), verdict.election, "below"
        for named, numbers in (
            ("over", election.over_threshold), ("tied", election.tied), ("alternate", election.alternates),
            ("elected", election.elected),
        ):  # fmt: skip
            how = named if number in numbers else how
        return Stood(candidate, *self.piles.get(f"c{number}", NOTHING), how)

    @property
    def next(self) -> str:
        return gettext(NEXT[self.verdict.election.next]) if isinstance(self.verdict, ElectionResult) else ""


def _in_favour(outcome: Outcome) -> Gauge:
    return Gauge(tuple(check for check in outcome.checks if check.gate.of != "took_part"))


def pile_words(piles: Piles, which: Iterable[Any]) -> list[str]:
    """“Against: 98 owners, 8,102.60 m².” for each pile that is not empty."""
    return [
        Said(PILE_WORDS[pile], {"weights": _both(*piles[pile])}).render(gettext)
        for pile in which
        if pile in piles and piles[pile][0]
    ]


def _both(heads: int, area_cm2: int) -> Said:
    return Said(AND, {"one": amount(heads, "heads"), "other": amount(area_cm2, "area")})


def results_of(one: Assembly, motions: Sequence[Motion]) -> list[Result]:
    """Every motion of a counted vote, by the count that decides."""
    mine = _piles_of(motions)
    outside = getattr(one, "outside", None) if one.official_system else None
    return [_result(one, motion, mine[motion.pk], outside) for motion in motions]


def own_results(one: Assembly, motions: Sequence[Motion]) -> list[Result]:
    """Our own count beside the official one, for comparison; nothing where ours is the lawful one."""
    if not one.official_system or not hasattr(one, "outside"):
        return []
    mine = _piles_of(motions)
    return [_result(one, motion, mine[motion.pk], None) for motion in motions if mine[motion.pk]]


def _piles_of(motions: Sequence[Motion]) -> dict[Any, list[Pile]]:
    mine: dict[Any, list[Pile]] = {motion.pk: [] for motion in motions}
    piles = Pile.objects.filter(motion__in=[motion.pk for motion in motions]).select_related("building")
    for pile in piles.order_by("building__order", "building__name"):
        mine[pile.motion_id].append(pile)
    return mine


def _result(one: Assembly, motion: Motion, rows: Sequence[Pile], outside: Any) -> Result:
    motion.assembly = one
    if outside is None:
        piles = {row.choice: (row.heads, row.area_cm2) for row in rows if row.building_id is None}
        seed = (motion.result or {}).get("seed", "")
        return Result(motion, verdict_of(one, motion, piles, seed), piles, _places(motion, rows), seed)
    told = outside.piles[str(motion.position)]
    theirs = {choice: (weight["heads"], weight["area_cm2"]) for choice, weight in told["piles"].items()}
    seed = told["result"].get("seed", "")
    return Result(motion, verdict_of(one, motion, theirs, seed), theirs, (), seed)


def verdict_of(one: Assembly, motion: Motion, piles: Piles, seed: str = "") -> Verdict:
    """The core's outcome of these piles, as it is told on paper and on screen."""
    rule = rules.rule_of(motion, one)
    if motion.is_election:
        return _election(one, motion, piles, seed)
    strict = apply(rule, Tally({pile: _weights(piles.get(pile, NOTHING)) for pile in PILES}))  # type: ignore[misc]
    deemed = deemed_of(strict, _weights(piles.get("silent", NOTHING)), house_of(one))  # type: ignore[arg-type]
    return MotionResult(motion.position, motion.title, strict, deemed, one.clause, rule.article)


def _weights(weighed: Weighed) -> dict[str, int]:
    return {"heads": weighed[0], "area": weighed[1]}


def _election(one: Assembly, motion: Motion, piles: Piles, seed: str) -> ElectionResult:
    rule, ballots = rules.rule_of(motion, one), Ballots(one.heads, one.area_cm2, *piles.get("took_part", NOTHING))
    listed = sorted((one for one in motion.candidates.all() if one.number), key=lambda candidate: candidate.number)
    field = [Stands(str(one.number), *piles.get(f"c{one.number}", NOTHING)) for one in listed]
    election = elect(
        rule.gates, ballots, field, seats=motion.seats, alternates=motion.alternates, seed=seed,
        tie_break=motion.tie_break,  # type: ignore[arg-type]
    )  # fmt: skip
    standing = tuple(Standing(stands, one.name) for stands, one in zip(field, listed, strict=True))
    certain = rule.certainty == "verified"
    tie = gettext("Ties are broken by the published lot.") if seed else ""
    return ElectionResult(
        motion.position, motion.title, election, ballots, standing, rule.gates, rule.article, certain=certain, tie=tie
    )


def _places(motion: Motion, rows: Iterable[Pile]) -> tuple[Place, ...]:
    by_building: dict[Any, dict[str, Weighed]] = {}
    names: dict[Any, str] = {}
    for row in rows:
        if row.building is not None:
            names[row.building_id] = row.building.name
            by_building.setdefault(row.building_id, {})[row.choice] = (row.heads, row.area_cm2)
    return tuple(_place_of(motion, names[building], piles) for building, piles in by_building.items())


def _place_of(motion: Motion, name: str, piles: dict[str, Weighed]) -> Place:
    """Of a confidential vote a building's rows say who took part, and nothing of what was chosen."""
    (took, _), (absent, _) = piles.pop("took_part", NOTHING), piles.pop("absent", NOTHING)
    if not motion.is_election:
        took = took or sum(heads for heads, _ in piles.values())
        return Place(name, took + absent, took, tuple(pile_words(piles, PILES)))
    standing = sorted((one for one in motion.candidates.all() if one.number), key=lambda one: one.number)
    said = tuple(f"{one.number}. {one.name} {piles.get(f'c{one.number}', NOTHING)[0]};" for one in standing)
    return Place(name, took + absent, took, said)


def together(told: Sequence[Result]) -> Gauge | None:
    """Who took part, said once where it is the same for every motion."""
    first = told[0].took_part if told else None
    return first if first is not None and all(one.took_part == first for one in told) else None
