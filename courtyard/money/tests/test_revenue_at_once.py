"""Two people who move a quarter at one moment: one move, one entry."""

import pytest

from courtyard.assembly.tests.test_at_once import at_once, fresh
from courtyard.conftest import MONDAY_9AM, Court
from courtyard.money.actions.quarter_moves import MovedAlready, Moving, move_quarter
from courtyard.money.models import Entry, QuarterMove
from courtyard.money.tests.revenue import APRIL, Q1, earned

pytestmark = pytest.mark.django_db(transaction=True)


def test_of_two_moves_at_one_moment_one_stands(court: Court) -> None:
    earned(court)

    def move(number: int) -> QuarterMove:
        told = Moving(estate_id=court.estate.pk, quarter=Q1, fen=1_000_00 + number, day=APRIL, what="补充维修资金")
        return move_quarter(told, by=fresh(court.yan), at=MONDAY_9AM)

    answers = at_once(2, move)

    assert sorted(type(answer).__name__ for answer in answers) == [MovedAlready.__name__, "QuarterMove"]
    assert (QuarterMove.objects.count(), Entry.objects.filter(kind="transfer").count()) == (1, 1)
