"""Plum Court decides: lin owns 101, mei 102, the desk's person 103 and yan of the committee 104."""

import pytest

from courtyard.conftest import Court
from courtyard.people.models import Tenure
from courtyard.people.tests import build as people
from courtyard.places.models import Home


@pytest.fixture
def owners(court: Court) -> Court:
    homes = list(Home.objects.filter(estate=court.estate).order_by("name"))
    Tenure.objects.filter(person=court.mei).update(kind=Tenure.Kind.OWNER, votes=True)
    people.tenure(court.desk, homes[2])
    people.tenure(court.yan, homes[3])
    return court
