"""Keeps the figures of quality and of peers. They can be thrown away and come out the same."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Count, Max, Min, QuerySet

from courtyard.core.quality import FIELDS, Evidence, Figure, Peer, Traits, alike, figure
from courtyard.core.quarters import Quarter
from courtyard.places.models import Building, Estate, Home, Node
from courtyard.places.rules import rules_of
from courtyard.services.models import PeerFigure, QualityFigure
from courtyard.services.queries.current import contract_on
from courtyard.services.queries.evidence import evidence_of

PEERS_MAX = 5_000
KEPT = ("milli", "low_milli", "high_milli", "enough", "parts", "reckoned_at")


def reckon(estate: Estate, quarter: Quarter, at: datetime) -> Figure | None:
    """One estate's index of one quarter, kept; None where its rulebook has no method."""
    rule = rules_of(estate).quality
    if rule is None:
        return None
    found = evidence_of(estate, quarter, rule, at)
    whole = figure(found, rule.method)
    with transaction.atomic():
        QualityFigure.objects.bulk_create(
            list(_rows(estate, quarter, whole, found, at)), update_conflicts=True,
            unique_fields=["estate", "quarter", "field"], update_fields=list(KEPT),
        )  # fmt: skip
        _keep_peer(estate, quarter, whole)
    return whole


def _rows(
    estate: Estate, quarter: Quarter, whole: Figure, found: Mapping[str, Mapping[str, Evidence | None]], at: datetime
) -> Iterable[QualityFigure]:
    shared = {"estate": estate, "quarter": str(quarter), "reckoned_at": at}
    yield QualityFigure(
        field="", milli=whole.milli, low_milli=whole.low_milli, high_milli=whole.high_milli, enough=whole.enough,
        parts={}, **shared,
    )  # fmt: skip
    for field in FIELDS:
        one = whole.fields[field]
        yield QualityFigure(
            field=field, milli=one.milli, low_milli=one.low_milli, high_milli=one.high_milli, enough=one.enough,
            parts={source: as_part(each) for source, each in found[field].items()}, **shared,
        )  # fmt: skip


def as_part(one: Evidence | None) -> dict[str, Any] | None:
    """Evidence as a column keeps it: whole numbers, so that it comes out as it went in."""
    if one is None:
        return None
    said = asdict(one)
    return {"part": one.total.numerator, "whole": one.total.denominator, "count": said["count"], "out_of": one.out_of}


def _keep_peer(estate: Estate, quarter: Quarter, whole: Figure) -> None:
    """The estate as others see it: what it is like, what it pays, what it gets; no name is ever shown with it."""
    contract = contract_on(estate, quarter.last_day)
    price = contract.prices.filter(use=Home.Use.DWELLING).first() if contract else None
    traits = traits_of(estate)
    PeerFigure.objects.update_or_create(
        quarter=str(quarter), node=estate.node,
        defaults={
            **traits, "fen_per_m2": price.fen_per_m2 if price else None,
            "milli": whole.milli if whole.enough else None,
        },
    )  # fmt: skip


def traits_of(estate: Estate) -> dict[str, Any]:
    """What makes an estate like another: the oldest building's year, lifts in any of them, its dwellings."""
    built = Building.objects.filter(estate=estate.pk).aggregate(year=Min("year"), lifts=Max("lifts"))
    homes = Home.objects.filter(estate=estate.pk, use=Home.Use.DWELLING).aggregate(n=Count("pk"))
    return {
        "kind": estate.kind, "built": built["year"], "lifts": bool(built["lifts"]), "homes": homes["n"],
        "district": district_of(estate.node),
    }  # fmt: skip


def district_of(node: Node) -> Node:
    """The district a place lies in; in a city without any, the city."""
    above = {one.kind: one for one in Node.objects.above(node)}
    return above.get(Node.Kind.DISTRICT) or above[Node.Kind.CITY]


def compare(estate: Estate, quarter: Quarter, at: datetime) -> None:
    """Whom the estate stands beside in that quarter; kept with its figure. Reckoned after all of them are."""
    rule = rules_of(estate).quality
    own = PeerFigure.objects.filter(quarter=str(quarter), node=estate.node).first()
    if rule is None or own is None:
        return
    traits = Traits(own.kind, own.lifts, own.built, own.homes, str(own.district_id))
    rows = PeerFigure.objects.filter(quarter=str(quarter), kind=own.kind, lifts=own.lifts).exclude(pk=own.pk)
    near = _peers(rows.filter(district=own.district_id, batch__taken_back_at__isnull=True))
    group = alike(traits, near, rule.method.comparison)
    if "district" in group.given_up:
        group = alike(traits, _peers(rows.filter(batch__taken_back_at__isnull=True)), rule.method.comparison)
    known = [one for one in group.peers if one.fen_per_m2 and one.milli is not None]
    kept = {
        "points": sorted([one.fen_per_m2, one.milli] for one in known),
        "prices": sorted(one.fen_per_m2 for one in group.peers if one.fen_per_m2),
        "count": len(group.peers), "given_up": list(group.given_up), "enough": group.enough,
        "traits": {"kind": own.kind, "lifts": own.lifts, "built": own.built, "homes": own.homes},
        "fen_per_m2": own.fen_per_m2,
    }  # fmt: skip
    whole = QualityFigure.objects.filter(estate=estate.pk, quarter=str(quarter), field="")
    whole.update(peers=kept, compared_at=at)


def _peers(rows: QuerySet[PeerFigure]) -> list[Peer]:
    """At most so many as a page could ever draw: those that were entered first."""
    values = rows.order_by("pk").values_list("kind", "lifts", "built", "homes", "district", "fen_per_m2", "milli")
    return [
        Peer(Traits(kind, lifts, built, homes, str(district)), fen, milli)
        for kind, lifts, built, homes, district, fen, milli in values[:PEERS_MAX]
    ]


def rebuild(estates: Iterable[UUID], quarters: Iterable[Quarter], at: datetime) -> None:
    """Throw these figures away and reckon them again."""
    wanted, keys = list(quarters), list(estates)
    names = [str(quarter) for quarter in wanted]
    QualityFigure.objects.filter(estate__in=keys, quarter__in=names).delete()
    PeerFigure.objects.filter(node__in=keys, quarter__in=names).delete()
    there = list(Estate.objects.filter(pk__in=keys).select_related("node"))
    for deed in (reckon, compare):
        for estate in there:
            for quarter in wanted:
                deed(estate, quarter, at)
