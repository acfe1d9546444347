"""Petitions through the pages: begun, signed, taken back, reached; and the duty that comes of it."""

from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from courtyard.assembly import actions, chores
from courtyard.assembly.actions import Wish
from courtyard.assembly.models import Petition
from courtyard.assembly.notices import results
from courtyard.assembly.tests import build
from courtyard.assembly.tests.counting import client_of, page_at
from courtyard.conftest import MONDAY_9AM, Court
from courtyard.duties.models import Duty
from courtyard.people.models import CLERK, Person
from courtyard.people.tests import build as people
from courtyard.places.tests import build as places
from courtyard.trail.models import Line

pytestmark = pytest.mark.usefixtures("owners")
PAGE = "/e/plum/petitions/"


@pytest.fixture
def others(court: Court) -> list[Person]:
    """Six more owners: ten in all, so that two are twenty per cent."""
    house = places.building(court.estate, "2号楼", homes=6)
    found = []
    for number, home in enumerate(house.homes.order_by("name")):
        found.append(people.person(f"二楼业主{number}", court.estate.node))
        people.tenure(found[-1], home)
    return found


def begun(court: Court, title: str = "罢免现在的物业") -> Petition:
    wish = Wish(estate=court.estate, title=title, words="楼道一年没扫干净。", matter="company")
    return actions.begin_petition(wish, by=court.lin, at=MONDAY_9AM)


def test_the_whole_way_through_the_pages(court: Court, others: list[Person]) -> None:
    lin, other = client_of(court.lin), client_of(others[0])
    form = {"id": str(uuid4()), "title": "改造大门", "words": "救护车进不来。", "matter": "other"}

    with page_at(MONDAY_9AM):
        for _ in range(2):
            lin.post(f"{PAGE}begin/", form)
        one = Petition.objects.get()
        page = f"{PAGE}{one.pk}/"
        assert "10.00%" in other.get(page).content.decode()
        lin.post(f"{page}unsign/")
        lin.post(f"{page}sign/")
        other.post(f"{page}sign/")
        reached = other.get(page).content.decode()

    assert "20.00%" in reached
    assert "已经列进召集人的待办责任" in reached
    assert Duty.objects.get(kind="assembly.convene").link == page


def test_whoever_signed_and_whoever_convenes_hears_that_it_is_reached(court: Court, others: list[Person]) -> None:
    one = begun(court)
    actions.sign_petition(one.pk, by=others[0], at=MONDAY_9AM)
    line = Line.objects.get(kind="assembly.petition_reached")

    told = {tell.to for tell in results.hear(line, MONDAY_9AM)}

    assert told == {court.lin.pk, others[0].pk, court.yan.pk}


def test_the_duty_is_met_once_the_assembly_was_held(court: Court, others: list[Person]) -> None:
    one = begun(court)
    one = actions.sign_petition(one.pk, by=others[0], at=MONDAY_9AM)
    build.closed(build.noticed(court, petition=one))

    duty = Duty.objects.get(kind="assembly.convene")

    assert (duty.done_at, duty.done_by) == (build.AFTER, CLERK)


def test_a_neighbour_without_a_home_reads_and_does_not_sign(court: Court, others: list[Person]) -> None:
    one = begun(court)
    page = f"{PAGE}{one.pk}/"

    with page_at(MONDAY_9AM):
        read = client_of(court.zhu).get(page)
        refused = client_of(court.zhu).post(f"{page}sign/")
        stranger = client_of(court.far).get(page)

    assert (read.status_code, refused.status_code, stranger.status_code) == (200, 403, 404)
    assert "为我家签名" not in read.content.decode()


def test_names_of_those_who_signed_are_shown_to_nobody(court: Court, others: list[Person]) -> None:
    one = begun(court)

    with page_at(MONDAY_9AM):
        pages = [client_of(person).get(f"{PAGE}{one.pk}/").content.decode() for person in (court.yan, court.mei)]

    assert not any(court.lin.name in page for page in pages)


def test_whoever_began_it_withdraws_it_and_says_why(court: Court, others: list[Person]) -> None:
    one = begun(court)
    page = f"{PAGE}{one.pk}/"

    with page_at(MONDAY_9AM):
        wordless = client_of(court.lin).post(f"{page}withdraw/", {"words": ""})
        client_of(court.lin).post(f"{page}withdraw/", {"words": "已经谈妥。"})
        told = client_of(court.mei).get(page).content.decode()

    assert wordless.status_code == 422
    assert "已经谈妥。" in told


def test_the_clerk_ends_what_ran_out(court: Court, others: list[Person]) -> None:
    one = begun(court)

    chores.expire_petitions(MONDAY_9AM)
    one.refresh_from_db()
    assert one.state == "open"
    for _ in range(2):
        chores.expire_petitions(one.ends_at)

    one.refresh_from_db()
    assert one.state == "expired"


@pytest.mark.parametrize("many", [1, 3])
def test_the_list_asks_the_database_as_much_for_three_as_for_one(court: Court, others: list[Person], many: int) -> None:
    for number in range(many):
        begun(court, f"第{number}件事")
    mei = client_of(court.mei)
    mei.get(PAGE)

    with CaptureQueriesContext(connection) as questions:
        mei.get(PAGE)

    assert len(questions) == 8
