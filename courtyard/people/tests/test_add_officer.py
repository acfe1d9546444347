"""A new city begins with an officer whom the clerk puts in; everybody else is put in by an office above."""

from datetime import date

import pytest

from courtyard.conftest import MONDAY_9AM, Court
from courtyard.core.errors import NotAllowed
from courtyard.people.actions.officers import add_officer
from courtyard.people.models import CLERK, Office, Person
from courtyard.people.standing import standing

TODAY = date(2026, 6, 8)


def test_the_clerk_puts_in_the_first_officer(court: Court) -> None:
    officer = add_officer(court.city.pk, name="榆新", kind=Office.Kind.CITY, since=TODAY, by=CLERK, at=MONDAY_9AM)

    assert officer.node == court.city
    assert standing(officer).holds((Office.Kind.CITY,), court.estate.node, MONDAY_9AM)
    assert not officer.has_usable_password()


def test_the_sub_district_puts_in_a_convenor(court: Court) -> None:
    officer = add_officer(
        court.area.pk, name="槐新", kind=Office.Kind.CONVENOR, since=TODAY, by=court.jie, at=MONDAY_9AM
    )

    assert standing(officer).at_desk_of(court.estate.node, MONDAY_9AM)


@pytest.mark.parametrize("who", ["lin", "mei", "zhu", "far", "shi"])
def test_nobody_else_puts_in_a_convenor(court: Court, who: str) -> None:
    before = Person.objects.count()

    with pytest.raises(NotAllowed):
        add_officer(
            court.area.pk,
            name="槐新",
            kind=Office.Kind.CONVENOR,
            since=TODAY,
            by=getattr(court, who),
            at=MONDAY_9AM,
        )

    assert Person.objects.count() == before
