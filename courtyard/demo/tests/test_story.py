"""The story can be told on any day of the week and at any hour, and begins again the next day."""

from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from random import Random

import pytest
from django.conf import settings
from django.db import connection
from django.utils import timezone

from courtyard.conftest import SHANGHAI, Court
from courtyard.demo import story
from courtyard.demo.office import ROTA, WEEKS, open_office
from courtyard.demo.places import AREAS, ESTATES
from courtyard.demo.year import Staff, Year, awake
from courtyard.desk.models import Shift
from courtyard.people.models import CLERK
from courtyard.trail.keys import SigningKey
from courtyard.trail.models import Line

MONDAY = datetime(2026, 11, 23, tzinfo=SHANGHAI)
MIDNIGHT, NIGHT = timedelta(0), timedelta(hours=3, minutes=33)
MORNING, LATE = timedelta(hours=8, minutes=59), timedelta(hours=23, minutes=59)
HOURS = (MIDNIGHT, NIGHT, MORNING, LATE)


def moments(*hours: timedelta) -> list[datetime]:
    return [MONDAY + timedelta(days=day) + hour for day in range(7) for hour in hours]


def at_that_moment(moment: datetime) -> str:
    return moment.strftime("%a %H:%M")


@pytest.mark.parametrize("now", moments(MIDNIGHT, LATE), ids=at_that_moment)
def test_the_roster_is_kept_whenever_the_story_is_told(court: Court, now: datetime) -> None:
    staff = Staff(court.desk, {"ju": court.desk, "ye": court.yan, "wu": court.zhu}, [court.bai])
    year = Year(replace(ESTATES[0], code="plum", cases=0), court.estate, staff, [], now, Random(1))

    open_office(year)
    year.tell()

    assert Shift.objects.count() == len(ROTA) * WEEKS
    assert Shift.objects.filter(starts_at__lt=now - timedelta(days=13)).exists()
    assert Shift.objects.filter(starts_at__gt=now + timedelta(days=13)).exists()


def test_nobody_does_anything_at_night_and_what_waits_keeps_its_order(court: Court) -> None:
    quarters = [MONDAY + timedelta(minutes=15 * n) for n in range(4 * 48)]

    moved = [awake(moment) for moment in quarters]

    assert moved == sorted(set(moved))
    assert {moment.hour for moment in moved} == set(range(8, 21))
    assert [one for one, before in zip(moved, quarters, strict=True) if one < before] == []


@pytest.mark.parametrize("hour", HOURS, ids=str)
def test_what_has_just_happened_has_happened_by_now_and_not_at_night(court: Court, hour: timedelta) -> None:
    now = MONDAY + hour
    year = Year(ESTATES[0], court.estate, Staff(court.desk, {}, []), [], now, Random(1))

    told = [year.ago(minutes=minutes) for minutes in range(600, -1, -12)]

    assert max(told) <= now
    assert {moment.hour for moment in told} <= set(range(8, 21))


@pytest.mark.long
@pytest.mark.django_db
@pytest.mark.skipif(connection.vendor == "postgresql", reason="SQLite's tests tell it; test_two_years does on both")
@pytest.mark.parametrize("now", moments(NIGHT)[::3], ids=at_that_moment)
def test_all_scenes_happen_whenever_the_story_is_told(
    now: datetime, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    taoan = replace(ESTATES[0], cases=5)
    monkeypatch.setattr(story, "ESTATES", (taoan,))
    monkeypatch.setattr(settings, "PAY_KEYS", tmp_path / "pay-keys")
    monkeypatch.setattr(story, "AREAS", AREAS[:1])
    said: list[str] = []

    story.tell(2026, now, say=said.append, key=SigningKey.make(tmp_path / "checkpoint.key"))

    assert len(said) == 1
    ours = Line.objects.exclude(by=CLERK.pk)
    assert {timezone.localtime(at, SHANGHAI).hour for at in ours.values_list("at", flat=True)} <= set(range(8, 21))
