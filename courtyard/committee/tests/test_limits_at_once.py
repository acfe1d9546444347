"""Expenses at one moment are added up: together they never go beyond what the owners gave."""

import pytest
from django.db.models import Sum

from courtyard.assembly.tests.test_at_once import at_once, fresh
from courtyard.committee.actions.limits import OverTotal, Spending, use_limit
from courtyard.committee.models import LimitUse
from courtyard.committee.tests.business import TODAY, YUAN, filed, limit
from courtyard.committee.tests.sitting import decided
from courtyard.conftest import MONDAY_9AM, Court
from courtyard.trail.models import Line

AT_ONCE = 4


@pytest.mark.django_db(transaction=True)
def test_of_four_expenses_at_one_moment_those_that_fit_are_taken(court: Court) -> None:
    committee = filed(court)
    one = limit(court, each=2_000 * YUAN, total=5_000 * YUAN)
    decisions = [decided(committee, court, f"小修{number}") for number in range(AT_ONCE)]

    def spend(number: int) -> LimitUse:
        spending = Spending(resolution=decisions[number].pk, fen=2_000 * YUAN, what="修门禁", on=TODAY)
        return use_limit(one.pk, spending, by=fresh(court.yan), at=MONDAY_9AM)

    answers = at_once(AT_ONCE, spend)

    assert sum(isinstance(answer, LimitUse) for answer in answers) == 2
    assert sum(isinstance(answer, OverTotal) for answer in answers) == 2
    assert LimitUse.objects.aggregate(all=Sum("fen"))["all"] == 4_000 * YUAN
    assert Line.objects.filter(kind="committee.limit_used").count() == 2
