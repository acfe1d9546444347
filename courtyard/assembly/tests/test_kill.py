"""A ballot that is killed at any step of its casting is in whole or not at all; sent again, it is the same one."""

import os
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.test import Client

from courtyard.assembly.actions import House
from courtyard.assembly.events import BallotReceived
from courtyard.assembly.models import Assembly, Ballot, Head, Vote
from courtyard.assembly.tests import build
from courtyard.assembly.tests.voting import WILL, ballot_page, client_of, filled, page_at
from courtyard.conftest import Court
from courtyard.people.tests import build as people
from courtyard.places.tests import build as places
from courtyard.trail.models import Line
from courtyard.trail.sources import Database
from courtyard.trail.verify import verify
from courtyard.web.tests.killed import KILLED, post_until

HOMES = 60
STEPS_MIN = 10
"""Statements of one casting are more than these, or they are no longer counted."""


@dataclass(frozen=True)
class Cast:
    """A form as it was sent, and by whom."""

    id: UUID
    head: Head
    client: Client

    def fields(self, one: Assembly) -> dict[str, Any]:
        return filled(one, step="cast", id=str(self.id), will=WILL)


@pytest.mark.filterwarnings("ignore:This process .* is multi-threaded")
@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("owners")
@pytest.mark.parametrize("secrecy", ["named", "confidential"])
def test_a_ballot_killed_at_any_step_is_whole_or_not_there(court: Court, secrecy: str) -> None:
    for number, home in enumerate(places.building(court.estate, "2号楼", homes=HOMES).homes.order_by("name")):
        people.tenure(people.person(f"二楼业主{number}", court.estate.node), home)
    one = build.noticed(court, House(secrecy=secrecy))
    heads = iter(one.roll.filter(building__name="2号楼").prefetch_related("owners__person"))
    sent: list[Cast] = []
    ended = KILLED

    while ended == KILLED:
        head = next(heads)
        sent.append(Cast(uuid4(), head, client_of(head.owners.all()[0].person)))
        ended = cast_until(len(sent), one, sent[-1])
        assert_whole(one, sent)
        assert cast_until(0, one, sent[-1]) == os.EX_OK
        assert_whole(one, sent)
        assert verify(Database()).faults == []

    assert ended == os.EX_OK
    assert Ballot.objects.count() == len(sent) > STEPS_MIN


def cast_until(step: int, one: Assembly, form: Cast) -> int:
    with page_at():
        return post_until(step, form.client, ballot_page(one, form.head), form.fields(one))


def assert_whole(one: Assembly, sent: list[Cast]) -> None:
    """A ballot, its line on the record and its votes are there together; of one that is not in, nothing is."""
    motions = one.motions.count()
    for form in sent:
        ballot = Ballot.objects.filter(pk=form.id).first()
        lines = Line.objects.about(one.pk).of_kind(BallotReceived).filter(body__contains=form.head.pk.hex).count()
        votes = Vote.objects.filter(head=form.head).count()
        sealed = one.is_confidential and ballot is not None and ballot.sealed is not None
        if ballot is None:
            assert (lines, votes) == (0, 0)
        else:
            assert (ballot.state, lines, votes, sealed) == (
                Ballot.State.STANDS, 1, 0 if one.is_confidential else motions, one.is_confidential,
            )  # fmt: skip
