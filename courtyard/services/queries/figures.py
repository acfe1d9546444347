"""An estate's figures of quality as pages read them: kept ones only, so that a page is quick however much there is."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from typing import Any
from zoneinfo import ZoneInfo

from courtyard.core.quality import Evidence, Gain, Spread, gains, place_of, spread
from courtyard.core.quarters import Quarter, latest
from courtyard.core.rulebook import QualityRule
from courtyard.places.models import Estate, Node
from courtyard.places.rules import rules_of
from courtyard.services.models import Contract, ContractLevel, ContractPrice, Level, PeerBatch, QualityFigure
from courtyard.services.queries.current import contract_on
from courtyard.services.queries.ratings import last_closed

QUARTERS_SHOWN = 8
GAINS_SHOWN = 3
BATCHES_SHOWN = 50


@dataclass(frozen=True, slots=True)
class Beside:
    """Those an estate is compared with, in one quarter. `place` is among those with an index, its own included."""

    count: int
    enough: bool
    given_up: tuple[str, ...]
    traits: Mapping[str, Any]
    points: Sequence[tuple[int, int]]
    prices: Spread | None
    quality: Spread | None
    place: int | None


@dataclass(frozen=True, slots=True)
class Quality:
    """All a page says of one quarter. `whole` is None where nothing was reckoned yet."""

    estate: Estate
    quarter: Quarter
    rule: QualityRule
    whole: QualityFigure | None
    fields: Mapping[str, QualityFigure]
    trend: Sequence[tuple[Quarter, QualityFigure | None]]
    contract: Contract | None
    fen_per_m2: int | None
    levels: Mapping[str, str]
    beside: Beside | None
    gains: Sequence[Gain]


def last_finished(estate: Estate, at: datetime) -> Quarter:
    """The newest quarter that nobody can rate any more: before, a difference from day to day would tell of a home."""
    return last_closed(estate, at.astimezone(ZoneInfo(estate.node.zone)).date())


def quality_of(estate: Estate, quarter: Quarter, at: datetime) -> Quality | None:
    """One quarter with the seven before it; None where the estate's rules have no method. Five queries."""
    rule = rules_of(estate).quality
    if rule is None:
        return None
    shown = latest(QUARTERS_SHOWN, quarter)
    rows = list(QualityFigure.objects.filter(estate=estate.pk, quarter__in=[str(one) for one in shown]))
    wholes = {row.quarter: row for row in rows if not row.field}
    fields = {row.field: row for row in rows if row.field and row.quarter == str(quarter)}
    contract = contract_on(estate, quarter.last_day)
    whole = wholes.get(str(quarter))
    return Quality(
        estate=estate,
        quarter=quarter,
        rule=rule,
        whole=whole,
        fields=fields,
        trend=[(one, wholes.get(str(one))) for one in shown],
        contract=contract,
        fen_per_m2=_price(contract),
        levels=_levels(contract),
        beside=_beside(whole),
        gains=_gains(fields, rule),
    )


def _gains(fields: Mapping[str, QualityFigure], rule: QualityRule) -> list[Gain]:
    """The first of them; what a few homes said is not told."""
    few = rule.method.sources["ratings"].least
    found = gains(evidence_in(fields), rule.method)
    return [one for one in found if one.source != "ratings" or one.count >= few][:GAINS_SHOWN]


def evidence_in(fields: Mapping[str, QualityFigure]) -> dict[str, dict[str, Evidence | None]]:
    """What the kept figures were reckoned from, as the core takes it."""
    return {
        field: {source: part and _evidence(part) for source, part in row.parts.items()} for field, row in fields.items()
    }


def _evidence(part: Mapping[str, int]) -> Evidence:
    return Evidence(Fraction(part["part"], part["whole"]), part["count"], part["out_of"])


def _price(contract: Contract | None) -> int | None:
    if contract is None:
        return None
    rows = ContractPrice.objects.filter(contract=contract.pk, use="dwelling")
    return rows.values_list("fen_per_m2", flat=True).first()


def _levels(contract: Contract | None) -> dict[str, str]:
    """What each field is promised, in the catalogue's words."""
    if contract is None or contract.catalogue_id is None:
        return {}
    promised = ContractLevel.objects.filter(contract=contract.pk).values_list("field", "level")
    named = {(one.field, one.number): one.name for one in Level.objects.filter(catalogue=contract.catalogue_id)}
    return {field: named.get((field, level), str(level)) for field, level in promised}


def peer_batches(node: Node) -> list[PeerBatch]:
    """Tables that were loaded for a place, the newest first."""
    return list(PeerBatch.objects.filter(node=node).order_by("-loaded_at", "-pk")[:BATCHES_SHOWN])


def _beside(whole: QualityFigure | None) -> Beside | None:
    if whole is None or not whole.peers:
        return None
    said = whole.peers
    points = [(fen, milli) for fen, milli in said["points"]]
    quality = [milli for _fen, milli in points]
    return Beside(
        count=said["count"],
        enough=said["enough"],
        given_up=tuple(said["given_up"]),
        traits=said["traits"],
        points=points,
        prices=spread(said["prices"]),
        quality=spread(quality),
        place=place_of(whole.milli, quality) if quality and whole.enough else None,
    )
