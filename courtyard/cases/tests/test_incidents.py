"""What befalls whole buildings is announced once, and nobody need report it again."""

from datetime import timedelta
from typing import Any

import pytest

from courtyard.cases import actions, queries
from courtyard.cases.actions import Announcement, BuildingElsewhere, IsOver, OverAlready, TooFarAhead
from courtyard.cases.models import Incident, IncidentFollow
from courtyard.cases.tests.build import TUESDAY_9AM
from courtyard.conftest import Court
from courtyard.core.errors import NotAllowed
from courtyard.core.rulebook import UnknownCategory
from courtyard.places.models import Building

HOURS = timedelta(hours=1)


def announcement(court: Court, **more: Any) -> Announcement:
    given: dict[str, Any] = {
        "estate": court.estate,
        "title": "1号楼停水",
        "words": "水管爆了，正在抢修。门口有水车。",
        "category": "water",
        "buildings": [court.building],
        "starts_at": TUESDAY_9AM,
        "expected_until": TUESDAY_9AM + 4 * HOURS,
    }
    return Announcement(**(given | more))


def test_the_desk_announces_brings_up_to_date_and_ends(court: Court) -> None:
    said = announcement(court)
    for _ in range(2):
        one = actions.announce(said, by=court.zhu, at=TUESDAY_9AM)
    assert queries.incidents_of(court.estate, TUESDAY_9AM) == [one]

    later = TUESDAY_9AM + 8 * HOURS
    one = actions.update(one.pk, words="要到晚上。", expected_until=later, by=court.desk, at=TUESDAY_9AM)
    assert (one.words, one.expected_until) == ("要到晚上。", later)
    for _ in range(2):
        one = actions.end(one.pk, words="水来了。", by=court.desk, at=later)

    assert Incident.objects.count() == 1
    assert (one.ended_at, queries.incidents_of(court.estate, later)) == (later, [])
    with pytest.raises(IsOver):
        actions.update(one.pk, words="又停了。", expected_until=later + HOURS, by=court.desk, at=later)


@pytest.mark.parametrize("name", ["lin", "bai", "jie", "far"])
def test_only_those_at_the_desk_announce(court: Court, name: str) -> None:
    with pytest.raises(NotAllowed):
        actions.announce(announcement(court), by=getattr(court, name), at=TUESDAY_9AM)


@pytest.mark.parametrize(
    ("wrong", "refusal"),
    [
        ({"expected_until": TUESDAY_9AM}, OverAlready),
        (
            {"starts_at": TUESDAY_9AM + timedelta(days=61), "expected_until": TUESDAY_9AM + timedelta(days=62)},
            TooFarAhead,
        ),
        ({"expected_until": TUESDAY_9AM + timedelta(days=31)}, TooFarAhead),
        ({"category": "weather"}, UnknownCategory),
    ],
)
def test_what_cannot_be_is_refused(court: Court, wrong: dict[str, Any], refusal: type[Exception]) -> None:
    with pytest.raises(refusal):
        actions.announce(announcement(court, **wrong), by=court.desk, at=TUESDAY_9AM)

    assert not Incident.objects.exists()


def test_a_building_of_another_estate_is_refused(court: Court) -> None:
    elsewhere = Building.objects.filter(estate=court.other)

    with pytest.raises(BuildingElsewhere):
        actions.announce(announcement(court, buildings=list(elsewhere)), by=court.desk, at=TUESDAY_9AM)


def test_a_resident_follows_instead_of_reporting_again(court: Court) -> None:
    one = actions.announce(announcement(court), by=court.desk, at=TUESDAY_9AM)

    for _ in range(2):
        actions.follow_incident(one.pk, by=court.lin, at=TUESDAY_9AM)
    with pytest.raises(NotAllowed):
        actions.follow_incident(one.pk, by=court.far, at=TUESDAY_9AM)
    actions.end(one.pk, words="好了。", by=court.desk, at=TUESDAY_9AM + HOURS)
    with pytest.raises(IsOver):
        actions.follow_incident(one.pk, by=court.mei, at=TUESDAY_9AM + HOURS)

    assert IncidentFollow.objects.get().person == court.lin
