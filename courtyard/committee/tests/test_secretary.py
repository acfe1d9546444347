"""The secretary: sent by the residents' committee, one at a time, nobody of the committee or the company."""

import pytest

from courtyard.assembly.tests.pages import clerk_tells
from courtyard.committee.actions import secretary as actions
from courtyard.committee.actions.secretary import Naming, end_secretary, name_secretary
from courtyard.committee.models import Secretary
from courtyard.committee.permissions.resolutions import may_sign_resolution
from courtyard.committee.tests.business import TODAY, filed
from courtyard.committee.tests.sitting import decided, persons
from courtyard.conftest import MONDAY_9AM, Court
from courtyard.core.errors import NotAllowed
from courtyard.notify.models import Notice
from courtyard.people.models import Office, Person
from courtyard.people.tests import build as people
from courtyard.trail.models import Line

HELD = Office.objects.filter(kind=Office.Kind.SECRETARY, until__isnull=True)


@pytest.fixture
def wen(court: Court) -> Person:
    """A social worker of the neighbourhood."""
    return people.person("文书香", court.area, phone="13900009999")


@pytest.mark.parametrize("name", ["desk", "jie"])
def test_the_residents_committee_or_the_sub_district_names_one(court: Court, wen: Person, name: str) -> None:
    filed(court)

    one = name_secretary(Naming(estate=court.estate, person=wen), by=getattr(court, name), at=MONDAY_9AM)

    assert (one.person, one.name, one.since, one.until) == (wen, "文书香", TODAY, None)
    assert HELD.get().person == wen
    assert Line.objects.get(kind="committee.secretary_named").whom == wen.pk


def test_somebody_new_comes_onto_the_books_with_it(court: Court) -> None:
    filed(court)

    one = name_secretary(Naming(estate=court.estate, name="简如文", phone="13900008888"), by=court.desk, at=MONDAY_9AM)

    assert (one.person.name, one.person.node) == ("简如文", court.estate.node)
    assert HELD.get().person == one.person


def test_there_is_one_at_a_time(court: Court, wen: Person) -> None:
    filed(court)
    once = Naming(estate=court.estate, person=wen)
    first, second = (name_secretary(once, by=court.desk, at=MONDAY_9AM) for _ in range(2))

    with pytest.raises(actions.SecretaryThere):
        name_secretary(Naming(estate=court.estate, person=court.mei), by=court.desk, at=MONDAY_9AM)

    assert first == second
    assert HELD.count() == 1


def test_it_is_nobody_of_the_committee(court: Court) -> None:
    committee = filed(court, alternates=("候补人",))
    alternate = committee.members.get(alternate=True).person

    for somebody in (persons(committee)[1], alternate):
        with pytest.raises(actions.SitsThere):
            name_secretary(Naming(estate=court.estate, person=somebody), by=court.desk, at=MONDAY_9AM)

    assert HELD.count() == 0


@pytest.mark.parametrize("name", ["zhu", "bai"])
def test_it_is_nobody_of_the_company(court: Court, name: str) -> None:
    filed(court)

    with pytest.raises(actions.WorksForCompany):
        name_secretary(Naming(estate=court.estate, person=getattr(court, name)), by=court.desk, at=MONDAY_9AM)


def test_somebody_has_to_be_named(court: Court) -> None:
    with pytest.raises(actions.NoName):
        name_secretary(Naming(estate=court.estate, name=" "), by=court.desk, at=MONDAY_9AM)


@pytest.mark.parametrize("name", ["lin", "mei", "yan", "zhu", "bai", "reg", "shi", "far"])
def test_nobody_else_names_or_ends_one(court: Court, wen: Person, name: str) -> None:
    """The committee least of all."""
    filed(court)
    one = name_secretary(Naming(estate=court.estate, person=wen), by=court.desk, at=MONDAY_9AM)

    with pytest.raises(NotAllowed):
        name_secretary(Naming(estate=court.estate, person=court.mei), by=getattr(court, name), at=MONDAY_9AM)
    with pytest.raises(NotAllowed):
        end_secretary(one.pk, by=getattr(court, name), at=MONDAY_9AM)

    assert HELD.get().person == wen


@pytest.mark.parametrize("name", ["desk", "jie", "wen"])
def test_it_ends_by_whoever_names_one_or_by_the_secretary(court: Court, wen: Person, name: str) -> None:
    filed(court)
    one = name_secretary(Naming(estate=court.estate, person=wen), by=court.desk, at=MONDAY_9AM)
    by = wen if name == "wen" else getattr(court, name)

    for _ in range(2):
        end_secretary(one.pk, by=by, at=MONDAY_9AM)

    one.refresh_from_db()
    assert (one.until, HELD.count()) == (TODAY, 0)
    assert Line.objects.filter(kind="committee.secretary_ended").count() == 1
    name_secretary(Naming(estate=court.estate, person=court.mei), by=court.desk, at=MONDAY_9AM)
    assert Secretary.objects.filter(until__isnull=True).count() == 1


def test_the_secretary_signs_nothing(court: Court, wen: Person) -> None:
    committee = filed(court)
    name_secretary(Naming(estate=court.estate, person=wen), by=court.desk, at=MONDAY_9AM)

    assert not may_sign_resolution(wen, decided(committee, court), MONDAY_9AM)


def test_the_secretary_hears_of_it(court: Court, wen: Person) -> None:
    filed(court)
    one = name_secretary(Naming(estate=court.estate, person=wen), by=court.desk, at=MONDAY_9AM)
    end_secretary(one.pk, by=court.desk, at=MONDAY_9AM)

    clerk_tells(MONDAY_9AM)

    told = Notice.objects.filter(person=wen, kind="committee.notice_secretary").order_by("pk")
    assert sorted(notice.fields["step"] for notice in told) == ["ended", "named"]
