"""Kept figures: what the clerk reckons of each estate, and whom it is set beside."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from courtyard.conftest import MONDAY_9AM, SHANGHAI, Court
from courtyard.core.quarters import Quarter
from courtyard.places.models import Node
from courtyard.places.tests import build as places
from courtyard.services.chores import quality as chores
from courtyard.services.models import PeerBatch, PeerFigure, QualityFigure, Rating
from courtyard.services.queries.figures import last_finished, quality_of
from courtyard.services.tests import build
from courtyard.services.tests.test_evidence import planned, walked
from courtyard.services.upkeep import figures

SECOND = Quarter(2026, 2)
AFTER = datetime(2026, 7, 17, 9, tzinfo=SHANGHAI)


def busy_quarter(court: Court) -> None:
    """Enough of everything in three fields."""
    contract = build.contract(court)
    for number in range(6):
        on = MONDAY_9AM - timedelta(days=number)
        walked(court, contract, {"1-1": "pass", "2-1": "pass", "3-1": "pass" if number else "fail"}, on=on)
    for _home in range(12):
        Rating.objects.create(estate=court.estate, quarter="2026Q2", general=4, cleaning=5, order=3, facilities=2)
    planned(court, contract, [])


def peers(court: Court, count: int, **more: Any) -> PeerBatch:
    """So many estates that are not here, loaded by the district."""
    batch = PeerBatch.objects.create(
        node=court.district, name="可比小区.xlsx", source="区里汇总", sha256="0" * 64, count=count,
        loaded_by=court.shi, loaded_at=MONDAY_9AM,
    )  # fmt: skip
    given = figures.traits_of(court.estate)
    for number in range(count):
        row = {"fen_per_m2": 150 + 10 * number, "milli": 700 + 10 * number, **given, **more}
        PeerFigure.objects.create(quarter="2026Q2", batch=batch, label=f"甲{number}", **row)
    return batch


def whole(court: Court) -> QualityFigure:
    return QualityFigure.objects.get(estate=court.estate, quarter="2026Q2", field="")


def test_the_clerk_reckons_the_quarter_that_is_over(court: Court) -> None:
    busy_quarter(court)

    assert chores.reckon_quality(AFTER) is False
    assert set(QualityFigure.objects.values_list("estate", "quarter").distinct()) == {(court.estate.pk, "2026Q2")}
    assert QualityFigure.objects.count() == 6
    assert whole(court).enough
    assert QualityFigure.objects.get(field="order").milli < QualityFigure.objects.get(field="cleaning").milli


def test_what_is_kept_is_what_comes_out_again(court: Court) -> None:
    busy_quarter(court)
    chores.reckon_quality(AFTER)
    columns = ("field", "milli", "low_milli", "parts", "peers")
    before = list(QualityFigure.objects.order_by("field").values(*columns))

    figures.rebuild([court.estate.pk], [SECOND], AFTER)

    assert (
        list(QualityFigure.objects.order_by("field").values("field", "milli", "low_milli", "parts", "peers")) == before
    )


def test_what_is_put_right_late_is_reckoned_in_for_some_weeks_and_then_it_stays(court: Court) -> None:
    busy_quarter(court)
    chores.reckon_quality(AFTER)
    first = whole(court).milli
    for _home in range(12):
        Rating.objects.create(estate=court.estate, quarter="2026Q2", general=1)

    chores.reckon_quality(AFTER + timedelta(hours=1))
    assert whole(court).milli == first
    chores.reckon_quality(AFTER + timedelta(days=1))
    second = whole(court).milli
    assert second < first
    Rating.objects.filter(general=1).delete()
    chores.reckon_quality(AFTER + timedelta(days=60))
    assert whole(court).milli == second


def test_the_clerk_waits_until_nobody_can_rate_any_more(court: Court) -> None:
    busy_quarter(court)
    chores.reckon_quality(datetime(2026, 7, 15, 12, tzinfo=SHANGHAI))
    assert set(QualityFigure.objects.values_list("quarter", flat=True)) == {"2026Q1"}

    chores.reckon_quality(datetime(2026, 7, 16, 12, tzinfo=SHANGHAI))
    assert set(QualityFigure.objects.values_list("quarter", flat=True)) == {"2026Q1", "2026Q2"}


def test_an_estate_nobody_serves_has_no_figures(court: Court) -> None:
    chores.reckon_quality(AFTER)

    assert not QualityFigure.objects.exists()


def test_enough_estates_like_ours_are_set_beside_it(court: Court) -> None:
    busy_quarter(court)
    peers(court, 9)
    peers(court, 3, kind="mixed")

    chores.reckon_quality(AFTER)

    found = quality_of(court.estate, SECOND, AFTER)
    assert found is not None
    assert found.beside is not None
    assert (found.beside.count, found.beside.enough, found.beside.given_up) == (9, True, ())
    assert found.beside.prices is not None
    assert (found.beside.prices.lower, found.beside.prices.middle, found.beside.prices.upper) == (170, 190, 210)
    assert found.beside.place == 1 + sum(700 + 10 * number > whole(court).milli for number in range(9))
    assert found.fen_per_m2 == build.DWELLING_FEN


def test_what_was_taken_back_is_beside_nobody(court: Court) -> None:
    busy_quarter(court)
    batch = peers(court, 9)
    batch.taken_back_at = AFTER
    batch.save(update_fields=["taken_back_at"])

    chores.reckon_quality(AFTER)

    found = quality_of(court.estate, SECOND, AFTER)
    assert found is not None
    assert found.beside is not None
    assert (found.beside.count, found.beside.enough) == (0, False)


def test_estates_of_other_districts_come_in_last(court: Court) -> None:
    busy_quarter(court)
    peers(court, 5)
    elsewhere = Node.objects.create(
        parent=court.city, kind=Node.Kind.DISTRICT, code="east", name="东区", path=f"{court.city.path}east/"
    )
    peers(court, 5, district=elsewhere)

    chores.reckon_quality(AFTER)

    found = quality_of(court.estate, SECOND, AFTER)
    assert found is not None
    assert found.beside is not None
    assert (found.beside.count, found.beside.given_up) == (10, ("size", "age", "district"))


def test_nothing_is_shown_of_a_quarter_that_can_still_be_rated(court: Court) -> None:
    assert last_finished(court.estate, MONDAY_9AM) == Quarter(2026, 1)
    assert last_finished(court.estate, datetime(2026, 7, 15, 23, 59, tzinfo=SHANGHAI)) == Quarter(2026, 1)
    assert last_finished(court.estate, datetime(2026, 7, 16, 0, 1, tzinfo=SHANGHAI)) == SECOND


@pytest.mark.parametrize("estates", [1, 2])
def test_every_estate_is_a_peer_of_the_others(court: Court, estates: int) -> None:
    busy_quarter(court)
    if estates > 1:
        build.contract(court, estate=court.other, by=build.catalogue(court, version="2026b"))
    places.building(court.other, name="2")

    chores.reckon_quality(AFTER)

    assert PeerFigure.objects.count() == estates
    assert PeerFigure.objects.get(node=court.estate.node).fen_per_m2 == build.DWELLING_FEN
