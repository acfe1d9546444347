"""What a motion comes to, from its totals: as it is certified, and as a bundle states it."""

from collections.abc import Iterable, Mapping
from typing import Any

from courtyard.core.counting.bundle.vote import ABSENT, SILENT, TOOK_PART, VOICES, BadBundle, Motion, Total
from courtyard.core.counting.certificate import figures, gate_data
from courtyard.core.counting.elections import Ballots, Candidate, elect
from courtyard.core.counting.outcome import apply
from courtyard.core.counting.resolution import deemed_of
from courtyard.core.counting.settling import HouseRules
from courtyard.core.counting.tally import Pile, Tally, Weights

PILES: tuple[Pile, ...] = (*VOICES, ABSENT)  # type: ignore[assignment]


def result_of(motion: Motion, house: HouseRules, totals: Iterable[Total]) -> dict[str, Any]:
    """The result for machines: exact shares as “n/d”, area in cm². Raises BadBundle where a row is missing."""
    whole = {row.choice: row for row in totals if row.motion == motion.number and not row.building}
    missing = {*motion.voices, TOOK_PART, ABSENT} - whole.keys()
    if missing:
        raise BadBundle(reason=f"motion {motion.number} has no total of {min(missing)}")
    return _elected(motion, whole) if motion.is_election else _resolved(motion, house, whole)


def _resolved(motion: Motion, house: HouseRules, whole: Mapping[str, Total]) -> dict[str, Any]:
    strict = apply(motion.rule, Tally({pile: _weights(whole[pile]) for pile in PILES}))
    silent = whole.get(SILENT, Total(motion.number, SILENT, "", 0, 0))
    return figures(strict, deemed_of(strict, _weights(silent), house))


def _elected(motion: Motion, whole: Mapping[str, Total]) -> dict[str, Any]:
    part, absent = whole[TOOK_PART], whole[ABSENT]
    field = [Candidate(voice[1:], whole[voice].heads, whole[voice].area_cm2) for voice in motion.voices]
    ballots = Ballots(part.heads + absent.heads, part.area_cm2 + absent.area_cm2, part.heads, part.area_cm2)
    election = elect(
        motion.rule.gates, ballots, field,
        seats=motion.seats, tie_break=motion.tie_break, alternates=motion.alternates, seed=motion.seed,
    )  # fmt: skip
    return {
        "passed": election.passed,
        "rule": motion.rule.key,
        "article": motion.rule.article,
        "certainty": motion.rule.certainty,
        "took_part": {"heads": part.heads, "area_cm2": part.area_cm2},
        "gates": [gate_data(check) for check in election.participation],
        "candidates": [
            {"n": int(one.id), "heads": one.for_heads, "area_cm2": one.for_area_cm2,
             "over": one.id in election.over_threshold}
            for one in field
        ],
        "elected": [int(one) for one in election.elected],
        "alternates": [int(one) for one in election.alternates],
        "tied": [int(one) for one in election.tied],
        "vacancies": election.vacancies,
        "next": election.next,
    }  # fmt: skip


def _weights(total: Total) -> Weights:
    return {"heads": total.heads, "area": total.area_cm2}
