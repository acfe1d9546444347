"""Motions as a reader sees them: how each passes, and what it costs their homes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from courtyard.assembly import rules
from courtyard.assembly.models import Assembly, Head, Motion, RollHome
from courtyard.assembly.passing import how_it_passes
from courtyard.core.quantities import CM2_A_M2, shared_fen
from courtyard.core.rulebook.counts import CountRule, Matter

HOMES_SHOWN = 10


@dataclass(frozen=True, slots=True)
class HomeCost:
    """What a motion costs one home."""

    label: str
    area_cm2: int
    fen: int


@dataclass(frozen=True, slots=True)
class Cost:
    """What a motion costs: in all, for a square metre, and for each of the reader's homes (the first of them)."""

    fen: int
    a_m2_fen: int
    homes: tuple[HomeCost, ...]


@dataclass(frozen=True, slots=True)
class MotionRow:
    motion: Motion
    matter: Matter
    rule: CountRule
    passes: tuple[str, ...]
    cost: Cost | None
    panels: tuple[Mapping[str, Any], ...] = ()
    """What floors above add below it while it is being prepared."""


def motion_rows(one: Assembly, area_cm2: int, heads: Sequence[Head] = ()) -> list[MotionRow]:
    """All motions in order. `area_cm2` is that of the whole roll, of a draft's as it is today; `heads` the reader's."""
    motions = list(one.motions.prefetch_related("attachments", "candidates"))
    homes = homes_of(heads) if any(motion.cost_fen for motion in motions) else []
    return [_row(motion, one, area_cm2, homes) for motion in motions]


def homes_of(heads: Sequence[Head]) -> list[RollHome]:
    """The homes of these heads, the first of them."""
    if not heads:
        return []
    return list(RollHome.objects.filter(head__in=heads).order_by("pk")[:HOMES_SHOWN])


def _row(motion: Motion, one: Assembly, area_cm2: int, homes: Sequence[RollHome]) -> MotionRow:
    rule = rules.rule_of(motion, one)
    return MotionRow(
        motion, rules.matter_of(motion, one), rule, tuple(how_it_passes(rule)), cost_of(motion, area_cm2, homes)
    )


def cost_of(motion: Motion, area_cm2: int, homes: Sequence[RollHome]) -> Cost | None:
    """The motion's cost shared by area; None where it has none, or nobody is on the roll yet."""
    fen = motion.cost_fen
    if not fen or not area_cm2:
        return None
    told = tuple(HomeCost(home.label, home.area_cm2, shared_fen(fen, home.area_cm2, area_cm2)) for home in homes)
    return Cost(fen, shared_fen(fen, min(CM2_A_M2, area_cm2), area_cm2), told)
