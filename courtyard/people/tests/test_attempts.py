"""Tries at signing in are counted for each name; many at the same moment are counted all the same."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection

from courtyard.conftest import MONDAY_9AM
from courtyard.people import upkeep

THREADS, TIMES = 4, 40
QUARTER = timedelta(minutes=15)


@pytest.mark.django_db(transaction=True)
def test_who_gets_in_at_the_same_moment_as_another_tries_disturbs_nobody() -> None:
    def come_in(number: int) -> None:
        try:
            for _time in range(TIMES):
                upkeep.count_attempt("name", "lin", at=MONDAY_9AM, most=THREADS * TIMES, within=QUARTER)
                upkeep.forget_attempts("name", "lin")
        finally:
            connection.close()

    with ThreadPoolExecutor(THREADS) as pool:
        ended = [pool.submit(come_in, number) for number in range(THREADS)]

    assert [one.exception() for one in ended] == [None] * THREADS
