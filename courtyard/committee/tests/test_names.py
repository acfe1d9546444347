"""Somebody's name goes from committees that are over; whoever sits keeps it as long as they sit."""

from datetime import timedelta

import pytest

from courtyard.committee import own_data
from courtyard.committee.actions.names import forget_names
from courtyard.committee.models import Committee, Member
from courtyard.committee.tests import sitting
from courtyard.conftest import MONDAY_9AM, Court
from courtyard.core.errors import NotAllowed
from courtyard.people.models import ERASED_NAME
from courtyard.trail.models import Line

TODAY = MONDAY_9AM.date()


def test_a_name_goes_once_the_term_is_over_and_the_seat_stays(court: Court) -> None:
    committee = sitting.in_office(court)
    committee.members.update(until=TODAY, ground=Member.Ground.TERM)
    Committee.objects.filter(pk=committee.pk).update(state=Committee.State.ENDED, ended_on=TODAY)

    gone = forget_names(court.yan, by=court.yan, at=MONDAY_9AM)

    assert gone == 1
    assert committee.members.get(person=court.yan).name == ERASED_NAME
    assert Line.objects.filter(kind="committee.names_forgotten").count() == 1


def test_whoever_sits_keeps_the_name_that_is_posted_by_law(court: Court) -> None:
    committee = sitting.in_office(court)

    gone = forget_names(court.yan, by=court.yan, at=MONDAY_9AM + timedelta(days=1))

    assert gone == 0
    assert committee.members.get(person=court.yan).name == court.yan.name


def test_nobody_forgets_for_another(court: Court) -> None:
    with pytest.raises(NotAllowed):
        forget_names(court.yan, by=court.lin, at=MONDAY_9AM)


def test_a_person_sees_their_seats_and_what_they_signed(court: Court) -> None:
    committee = sitting.in_office(court)
    sitting.decided(committee, court)

    rows = own_data.see(court.yan)

    assert len(rows) == 2
