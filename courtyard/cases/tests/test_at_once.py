"""Many at the same moment: each number is given once, and one form is one case."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import TypeVar

import pytest
from django.db import connection

from courtyard.cases import actions
from courtyard.cases.models import Case
from courtyard.cases.tests import build
from courtyard.cases.tests.build import AN_HOUR_LATER
from courtyard.conftest import MONDAY_9AM, Court
from courtyard.core.errors import OutOfTurn
from courtyard.people.models import Person
from courtyard.trail.models import Line

THREADS = 8
T = TypeVar("T")
pytestmark = pytest.mark.django_db(transaction=True)


def at_once(count: int, what: Callable[[int], T]) -> list[T | Exception]:
    """`what` done in so many threads that begin together; what each returned or raised."""
    gate = Barrier(count, timeout=20)

    def run(number: int) -> T | Exception:
        gate.wait()
        try:
            return what(number)
        except OutOfTurn as refusal:
            return refusal
        finally:
            connection.close()

    with ThreadPoolExecutor(count) as pool:
        return list(pool.map(run, range(count)))


def fresh(person: Person) -> Person:
    again: Person = Person.objects.get(pk=person.pk)
    return again


def test_eight_who_file_at_once_get_eight_numbers_without_a_gap(court: Court) -> None:
    at_once(THREADS, lambda number: actions.file(build.filing(court), by=fresh(court.lin), at=MONDAY_9AM))

    numbers = Case.objects.order_by("number").values_list("number", flat=True)
    assert list(numbers) == [f"2606-{serial:04}" for serial in range(1, THREADS + 1)]


def test_a_double_click_is_one_case(court: Court) -> None:
    form = build.filing(court)

    cases = at_once(2, lambda number: actions.file(form, by=fresh(court.lin), at=MONDAY_9AM))

    assert [case.pk for case in cases if isinstance(case, Case)] == [form.id, form.id]
    assert Line.objects.about(form.id).count() == 1
    assert build.filed(court).number == "2606-0002"


def test_of_two_desks_that_triage_at_once_one_is_told(court: Court) -> None:
    case = build.filed(court)
    desks = (court.desk, court.zhu)

    answers = at_once(
        2,
        lambda number: actions.triage(case.pk, by=fresh(desks[number]), at=AN_HOUR_LATER, party="wu", words="收到。"),
    )

    assert sorted(type(answer).__name__ for answer in answers) == ["Case", "NotFromHere"]
    assert Line.objects.about(case.pk).count() == 2
