"""A deed and its lines are saved together or not at all."""

from dataclasses import dataclass
from typing import ClassVar

import pytest
from django.db import DatabaseError, transaction

from courtyard.conftest import MONDAY_9AM, Court
from courtyard.core.chain import check
from courtyard.core.events import Event, personal
from courtyard.trail.deeds import deed, record, sealed
from courtyard.trail.models import Chain, Line


@dataclass(frozen=True, kw_only=True)
class BellRung(Event):
    NAME: ClassVar[str] = "tests.bell_rung"

    times: int
    words: str = personal()


@deed
def ring(court: Court, times: int = 1, *, fail: bool = False) -> None:
    for number in range(times):
        record(
            BellRung(times=number, words="叮"), node=court.estate.pk, about=court.home.pk, by=court.lin, at=MONDAY_9AM
        )
    if fail:
        raise ValueError("the rope broke")


@deed
def ring_twice_around_a_failure(court: Court) -> None:
    ring(court)
    with pytest.raises(ValueError, match="rope"):
        ring(court, fail=True)
    ring(court)


def faults(court: Court) -> list[str]:
    lines = [sealed(line) for line in Line.objects.filter(node=court.estate.pk).order_by("seq")]
    return [fault.reason for fault in check("0" * 64, lines)]


def test_lines_of_a_deed_stand_in_order_and_hold(court: Court) -> None:
    ring(court, 3)
    ring(court)

    assert list(Line.objects.order_by("seq").values_list("seq", flat=True)) == [1, 2, 3, 4]
    assert faults(court) == []
    assert Chain.objects.get().head == Line.objects.get(seq=4).digest


def test_a_deed_that_fails_leaves_nothing(court: Court) -> None:
    with pytest.raises(ValueError, match="rope"):
        ring(court, fail=True)

    assert not Line.objects.exists()
    assert not Chain.objects.exists()


def test_a_lower_deed_that_fails_takes_only_its_own_lines(court: Court) -> None:
    ring_twice_around_a_failure(court)

    assert Line.objects.count() == 2
    assert faults(court) == []


def test_nothing_is_said_outside_a_deed(court: Court) -> None:
    with pytest.raises(RuntimeError, match="outside a deed"):
        record(BellRung(times=1, words=""), node=court.estate.pk, about=court.home.pk, by=court.lin, at=MONDAY_9AM)


@pytest.mark.parametrize("change", [{"body": "{}"}, {"words": None}, {"words": "{}"}, {"seq": 9}])
def test_the_database_refuses_to_alter_a_line(court: Court, change: dict[str, object]) -> None:
    ring(court)

    with pytest.raises(DatabaseError, match="never altered"), transaction.atomic():
        Line.objects.update(**change)


def test_the_database_refuses_to_delete_a_line(court: Court) -> None:
    ring(court)

    with pytest.raises(DatabaseError, match="never altered"), transaction.atomic():
        Line.objects.all().delete()
