"""`kill -9` in the middle of a burst of filings: what was acknowledged is there, whole; nothing is there by half."""

import hashlib
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from random import Random
from threading import Event
from uuid import UUID

import pytest
from django.db import connections

from courtyard.cases.models import Case, CasePhoto
from courtyard.cases.tests.burst import FORM, Burst
from courtyard.cases.tests.whole import assert_nothing_lies_about, assert_whole
from courtyard.conftest import Court
from courtyard.people.models import Person, Tenure
from courtyard.people.tests import build as people
from courtyard.trail.models import Line
from courtyard.web.tests.caller import Caller
from courtyard.web.tests.server import Server, server, signed_in

__all__ = ["server"]

ROUNDS = 6
RESIDENTS = 6
BREATH_SECONDS = 0.08
"""At most so long after an acknowledgement comes the kill: about one filing, so that it strikes anywhere in one."""

Sessions = Mapping[Person, str]


@pytest.mark.long
@pytest.mark.alone
@pytest.mark.django_db(transaction=True)
def test_a_killed_server_loses_no_acknowledged_case(court: Court, server: Server) -> None:
    sessions = {person: signed_in(person) for person in residents(court)}
    burst, chance = Burst(court), Random(20)

    for _round in range(ROUNDS):
        kill_in_the_middle(server, burst, sessions, acknowledged=chance.randint(12, 30), breath=chance.random())
        assert burst.unanswered
        assert_nothing_is_lost(burst)
        assert_record_holds(server)
        web = server.start()
        send_again(burst, server.port, sessions)
        server.end(web)

    assert burst.odd == []
    assert_nothing_is_lost(burst)
    assert Case.objects.count() == len(burst.sent)
    server.start()
    assert_photos_are_served(server.port, sessions)
    assert_nothing_lies_about()
    assert_record_holds(server)


def residents(court: Court) -> list[Person]:
    more = [people.person(f"梅友{number}", court.estate.node) for number in range(RESIDENTS - 2)]
    for person in more:
        people.tenure(person, court.home, Tenure.Kind.FAMILY)
    return [court.lin, court.mei, *more]


def kill_in_the_middle(server: Server, burst: Burst, sessions: Sessions, *, acknowledged: int, breath: float) -> None:
    web = server.start()
    connections.close_all()  # else SQLite's log would not have to be recovered: we would have it open
    with ThreadPoolExecutor(RESIDENTS) as pool:
        running = burst.begin(pool, server.port, sessions)
        try:
            burst.wait_for(acknowledged)
            Event().wait(breath * BREATH_SECONDS)
        finally:
            server.kill(web)
    assert [one.exception() for one in running] == [None] * RESIDENTS


def send_again(burst: Burst, port: int, sessions: Sessions) -> None:
    """Whoever got no answer presses the button again, and once more: it is one case."""
    for one in burst.unanswered:
        caller = Caller(port, sessions[one.by])
        answers = [caller.post(FORM, one.fields(burst.court)) for _press in range(2)]
        assert [answer.status for answer in answers] == [303, 303]
        assert answers[0].location == answers[1].location
        burst.acknowledged[one.id] = answers[0].location


def assert_nothing_is_lost(burst: Burst) -> None:
    assert_whole(burst.sent.values())
    numbers = dict(Case.objects.values_list("pk", "number"))
    assert burst.acknowledged == {pk: f"/e/plum/cases/{numbers[pk]}/" for pk in burst.acknowledged}


def assert_photos_are_served(port: int, sessions: Sessions) -> None:
    callers = {person.pk: Caller(port, session) for person, session in sessions.items()}
    photos = list(CasePhoto.objects.select_related("case"))
    assert photos
    for photo in photos:
        page = f"/e/plum/cases/{photo.case.number}/photos/{photo.pk}/large/"
        answer = callers[UUID(str(photo.case.reporter_id))].get(page)
        assert (answer.status, hashlib.sha256(answer.body).hexdigest()) == (200, photo.sha256)


def assert_record_holds(server: Server) -> None:
    said = server.say("verify")
    assert said.returncode == 0, said.stdout + said.stderr
    assert f"The record holds: {Line.objects.count():,} lines" in said.stdout
