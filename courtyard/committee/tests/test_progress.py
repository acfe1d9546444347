"""How much is delivered is told by whoever knows, with where it comes from; told again for a day it is put right."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from courtyard.committee.actions import progress as actions
from courtyard.committee.actions.progress import FirstAfter, MoreThanThereIs, NoSource, StillToCome, Told
from courtyard.committee.models import Progress
from courtyard.conftest import MONDAY_9AM, Court
from courtyard.core.errors import BadInput, NotAllowed
from courtyard.trail.models import Line

TODAY = date(2026, 6, 8)


def told(court: Court, **given: Any) -> Told:
    usual = Told(
        estate=court.estate, on=TODAY, whole_cm2=9_000_000, delivered_cm2=4_000_000, source="建设单位销售清单",
        first_on=date(2025, 3, 1),
    )  # fmt: skip
    return replace(usual, **given)


@pytest.mark.parametrize("name", ["jie", "shi", "desk"])
def test_those_above_and_the_residents_committee_tell_it(court: Court, name: str) -> None:
    one = actions.tell_progress(told(court), by=getattr(court, name), at=MONDAY_9AM)

    assert (one.delivered_cm2, one.told_by, one.first_on) == (4_000_000, getattr(court, name), date(2025, 3, 1))
    assert Line.objects.filter(kind="committee.progress_told").count() == 1


@pytest.mark.parametrize("name", ["lin", "mei", "yan", "zhu", "bai", "reg", "far"])
def test_nobody_else_tells_it(court: Court, name: str) -> None:
    with pytest.raises(NotAllowed):
        actions.tell_progress(told(court), by=getattr(court, name), at=MONDAY_9AM)

    assert not Progress.objects.exists()


def test_told_again_for_the_same_day_it_is_put_right(court: Court) -> None:
    actions.tell_progress(told(court), by=court.jie, at=MONDAY_9AM)

    actions.tell_progress(told(court, delivered_cm2=4_500_000), by=court.desk, at=MONDAY_9AM)

    one = Progress.objects.get()
    assert (one.delivered_cm2, one.told_by) == (4_500_000, court.desk)


@pytest.mark.parametrize(
    ("given", "refusal"),
    [
        ({"on": date(2026, 6, 9)}, StillToCome), ({"delivered_cm2": 9_000_001}, MoreThanThereIs),
        ({"whole_cm2": 0, "delivered_cm2": 0}, MoreThanThereIs), ({"delivered_cm2": -1}, MoreThanThereIs),
        ({"first_on": date(2026, 6, 9)}, FirstAfter), ({"source": " "}, NoSource),
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused_by_name(court: Court, given: dict[str, Any], refusal: type[BadInput]) -> None:
    with pytest.raises(refusal):
        actions.tell_progress(told(court, **given), by=court.jie, at=MONDAY_9AM)

    assert not Progress.objects.exists()
