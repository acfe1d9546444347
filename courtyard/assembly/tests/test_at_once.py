"""Many ballots at one moment: one of a head stands, and the close finds each wholly in or wholly refused."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier
from typing import TypeVar
from uuid import uuid4

import pytest
from django.db import connection

from courtyard.assembly import actions
from courtyard.assembly.actions import House
from courtyard.assembly.models import Assembly, Ballot, Vote
from courtyard.assembly.taking import Closed, Voted
from courtyard.assembly.tests import build
from courtyard.conftest import Court
from courtyard.core.errors import Refusal
from courtyard.people.models import CLERK, Person
from courtyard.people.tests import build as people
from courtyard.places.tests import build as places
from courtyard.trail.models import Line
from courtyard.trail.sources import Database
from courtyard.trail.verify import verify

CONNECTIONS, BALLOTS = 8, 200
T = TypeVar("T")
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("owners")]


def at_once(connections: int, what: Callable[[int], T], times: int = 1) -> list[T | Refusal]:
    """`what` done from so many connections that begin together, so many times each; what each returned or refused."""
    gate = Barrier(connections, timeout=30)

    def run(number: int) -> list[T | Refusal]:
        answers: list[T | Refusal] = []
        gate.wait()
        try:
            for turn in range(times):
                try:
                    answers.append(what(number * times + turn))
                except Refusal as refusal:
                    answers.append(refusal)
        finally:
            connection.close()
        return answers

    with ThreadPoolExecutor(connections) as pool:
        return [answer for answers in pool.map(run, range(connections)) for answer in answers]


def fresh(person: Person) -> Person:
    again: Person = Person.objects.get(pk=person.pk)
    return again


@pytest.mark.parametrize("duplicates", ["last_valid", "first_valid"])
def test_of_two_hundred_ballots_of_one_home_exactly_one_stands(court: Court, duplicates: str) -> None:
    one = build.noticed(court, House(duplicates=duplicates))
    head = build.head_of(one, court.lin)

    with build.database_at(build.DURING):
        answers = at_once(
            CONNECTIONS,
            lambda number: actions.cast(
                head.pk, build.choices(one, ("for", "against")[number % 2]), by=fresh(court.lin), at=build.DURING
            ),
            BALLOTS // CONNECTIONS,
        )

    taken = [answer for answer in answers if isinstance(answer, Ballot)]
    refused = [answer for answer in answers if isinstance(answer, Voted)]
    assert len(taken) + len(refused) == BALLOTS
    assert len(taken) == (BALLOTS if duplicates == "last_valid" else 1)
    assert Ballot.objects.filter(state=Ballot.State.STANDS).count() == 1
    assert Vote.objects.count() == 1
    assert Line.objects.filter(kind="assembly.ballot_received").count() == len(taken)
    assert verify(Database()).faults == []


def test_one_form_sent_from_eight_places_at_once_is_one_ballot(court: Court) -> None:
    one, form = build.noticed(court), uuid4()
    head = build.head_of(one, court.lin)

    with build.database_at(build.DURING):
        answers = at_once(
            CONNECTIONS,
            lambda number: (
                actions.cast(head.pk, build.choices(one), form=form, by=fresh(court.lin), at=build.DURING).receipt
            ),
        )

    assert set(answers) == {Ballot.objects.get().receipt}


def owners_of_another_building(court: Court, many: int) -> list[Person]:
    house = places.building(court.estate, "2号楼", homes=many)
    found = []
    for number, home in enumerate(house.homes.order_by("name")):
        found.append(people.person(f"二楼业主{number:02}", court.estate.node))
        people.tenure(found[-1], home)
    return found


def test_ballots_that_race_the_close_are_wholly_in_or_wholly_refused(court: Court) -> None:
    voters = owners_of_another_building(court, 35)
    one = build.noticed(court)
    heads = {person.pk: build.head_of(one, person).pk for person in voters}

    def act(number: int) -> str:
        if number == 17:
            Assembly.objects.filter(pk=one.pk).update(closes_at=build.OPENS + timedelta(seconds=1))
            actions.close(one.pk, by=CLERK, at=build.AFTER)
            return "closed"
        voter = fresh(voters[number - (number > 17)])
        return actions.cast(heads[voter.pk], build.choices(one), by=voter, at=build.DURING).receipt

    with build.database_at(build.DURING):
        answers = at_once(6, act, 6)

    receipts = {answer for answer in answers if isinstance(answer, str)} - {"closed"}
    refused = [answer for answer in answers if isinstance(answer, Refusal)]
    assert len(receipts) + len(refused) == 35
    assert all(isinstance(refusal, Closed) for refusal in refused)
    assert set(Ballot.objects.values_list("receipt", flat=True)) == receipts
    assert Vote.objects.count() == len(receipts)
    lines = Line.objects.filter(node=court.estate.pk).order_by("seq")
    kinds = [line.kind for line in lines]
    assert "assembly.ballot_received" not in kinds[kinds.index("assembly.closed") :]
    closed = next(line for line in lines if line.kind == "assembly.closed")
    assert closed.body.count(f'"ballots":{len(receipts)}') == 1
