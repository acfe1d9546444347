"""Rating through its pages: leaf by leaf, checked, sent once; what everybody reads, and what waits for whom."""

import re
from typing import Any
from uuid import uuid4

import pytest

from courtyard.conftest import MONDAY_9AM, Court
from courtyard.places.tests import build as places
from courtyard.services.actions.ratings import rate
from courtyard.services.models import Field, Rated, Rating, Remark
from courtyard.services.tests.rating import (
    BEFORE,
    LATE,
    NOW,
    answer,
    confirmed,
    home_of,
    household,
)
from courtyard.services.tests.rating_pages import RATE, REMARKS, client_of, read, send, status
from courtyard.trail.tests.clock import Clock

pytestmark = pytest.mark.usefixtures("clock")


def sent(court: Court, **given: Any) -> dict[str, Any]:
    """Everything that the last leaf sends for 101."""
    marks = dict.fromkeys(Field.values, "4")
    return {"home": court.home.pk, "quarter": NOW, "id": uuid4(), "words": "", "to": "send", **marks, **given}


# rate


def test_leaf_by_leaf_to_the_check_and_sent(court: Court) -> None:
    client = client_of(court.lin)
    given: dict[str, str] = {}
    page = client.get(RATE).content.decode()
    assert "General management" in page

    for place, field in enumerate(Field):
        given |= dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', page))
        page = client.post(RATE, given | {field.value: str(5 - place)}).content.decode()
    given |= dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', page))
    assert "Something to say?" in page
    page = client.post(RATE, given | {"words": "楼道干净。"}).content.decode()
    assert "Please check once more" in page
    assert "cannot be changed" in page
    assert Rated.objects.count() == 0
    given |= dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', page))
    response = client.post(RATE, given | {"to": "send"})

    assert (response.status_code, response.headers["Location"]) == (303, f"{RATE}thanks/?quarter={NOW}")
    one = Rating.objects.get()
    assert [getattr(one, name) for name in Field.values] == [5, 4, 3, 2, 1]
    assert Remark.objects.get().words == "楼道干净。"
    assert "15 July" in client.get(response.headers["Location"]).content.decode()


def test_a_home_that_has_nothing_to_say_sends_its_rating_with_what_the_check_carries(court: Court) -> None:
    client = client_of(court.lin)
    marked = {key: value for key, value in sent(court).items() if key != "to"}
    page = client.post(RATE, marked | {"from": "words", "words": ""}).content.decode()
    assert "Please check once more" in page

    carried = dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', page))
    response = client.post(RATE, carried | {"to": "send"})

    assert (response.status_code, response.headers["Location"]) == (303, f"{RATE}thanks/?quarter={NOW}")
    assert (Rated.objects.count(), Remark.objects.count()) == (1, 0)


def test_one_leaf_can_be_changed_from_the_check(court: Court) -> None:
    given = sent(court, words="好。")

    page = send(court.lin, RATE, **(given | {"to": "cleaning"}))[1]
    assert 'name="cleaning" value="4" aria-pressed="true"' in page
    again = {key: value for key, value in given.items() if key != "to"}
    page = send(court.lin, RATE, **(again | {"cleaning": "1"}))[1]

    assert "Please check once more" in page
    assert "Very dissatisfied" in page
    assert Rated.objects.count() == 0


def test_what_cannot_be_said_is_left_out(court: Court) -> None:
    assert send(court.lin, RATE, **sent(court, green="0", facilities="0"))[0] == 303

    one = Rating.objects.get()
    assert (one.cleaning, one.green, one.facilities) == (4, None, None)


def test_nothing_marked_is_said_where_it_is_checked(court: Court) -> None:
    code, page = send(court.lin, RATE, **sent(court, **dict.fromkeys(Field.values, "0")))

    assert (code, "You gave no mark yet." in page, Rated.objects.count()) == (422, True, 0)


@pytest.mark.parametrize("mark", ["6", "-1", "gut", "5.5"])
def test_a_mark_that_is_none_is_said_on_its_leaf(court: Court, mark: str) -> None:
    code, page = send(court.lin, RATE, **sent(court, cleaning=mark))

    assert (code, "Choose one of the six answers." in page, "Cleaning" in page) == (422, True, True)
    assert Rated.objects.count() == 0


def test_too_many_words_are_said_on_their_leaf_and_stay(court: Court) -> None:
    code, page = send(court.lin, RATE, **sent(court, words="长" * 501))

    assert (code, "501" in page, "长" * 501 in page) == (422, True, True)
    assert 'name="cleaning" value="4"' in page


def test_sent_twice_it_is_one_and_a_second_one_is_refused_kindly(court: Court) -> None:
    given = sent(court)

    assert [send(court.lin, RATE, **given)[0] for _ in range(2)] == [303, 303]
    code, page = send(court.lin, RATE, **sent(court))

    assert (code, "Somebody of your home has rated already this quarter" in page) == (409, True)
    assert Rating.objects.count() == 1


def test_whose_home_has_rated_reads_so(court: Court) -> None:
    rate(answer(court.home), by=court.lin, at=MONDAY_9AM)

    page = read(court.lin, RATE)

    assert "Somebody of your home has rated already this quarter." in page
    assert "<form method=" not in page.split("<main")[1].split("</main>")[0]


def test_a_quarter_that_is_not_open_and_a_home_of_somebody_else(court: Court) -> None:
    assert send(court.lin, RATE, **sent(court, quarter=BEFORE))[0] == 422
    assert send(court.lin, RATE, **sent(court, quarter="nonsense"))[0] == 422
    assert send(court.lin, RATE, **sent(court, home=home_of(court.mei).pk))[0] == 404
    assert status(court.lin, f"{RATE}?home={court.home.pk}&quarter={BEFORE}") == 422
    assert status(court.lin, f"{RATE}thanks/?quarter=nonsense") == 404
    assert Rated.objects.count() == 0


def test_in_the_first_days_of_a_quarter_one_chooses_which(court: Court, clock: Clock) -> None:
    clock.moment = LATE

    page = read(court.lin, RATE)
    assert (f"quarter={NOW}" in page, "quarter=2026Q3" in page) == (True, True)
    assert "General management" in read(court.lin, f"{RATE}?home={court.home.pk}&quarter={NOW}")
    assert send(court.lin, RATE, **sent(court))[0] == 303
    assert "General management" in read(court.lin, RATE)


@pytest.mark.parametrize(
    ("name", "there"),
    [("lin", 200), ("mei", 404), ("desk", 404), ("zhu", 404), ("yan", 404), ("jie", 404), ("far", 404)],
)
def test_who_opens_the_leaves(court: Court, name: str, there: int) -> None:
    assert status(getattr(court, name), RATE) == there


def test_a_parking_space_alone_opens_nothing(court: Court) -> None:
    assert status(household(court, use="parking"), RATE) == 404


def test_a_confirmed_tenant_and_a_stranger(court: Court) -> None:
    assert status(confirmed(court, court.mei), RATE) == 200
    response = client_of(None).get(RATE)
    assert (response.status_code, response.headers["Location"].split("?")[0]) == (302, "/sign-in/")


# on paper


def test_a_slip_through_the_page(court: Court) -> None:
    given = {"quarter": NOW, "home": "1号楼102", "cleaning": "2", "words": "楼梯脏。", "id": uuid4()}

    assert send(court.desk, f"{RATE}paper/", **(given | {"home": "999"}))[0] == 422
    assert send(court.desk, f"{RATE}paper/", **(given | {"cleaning": ""}))[0] == 422
    assert send(court.desk, f"{RATE}paper/", **given)[0] == 303
    code, page = send(court.desk, f"{RATE}paper/", **(given | {"id": uuid4()}))

    assert (code, "This home has rated this quarter already." in page) == (422, True)
    assert (Rated.objects.get().home.name, Rating.objects.get().cleaning) == ("102", 2)
    assert "Destroy it now" in read(court.desk, f"{RATE}paper/?entered=1")


def test_a_room_number_of_two_buildings_wants_its_building(court: Court) -> None:
    places.building(court.estate, "2号楼")
    given = {"quarter": NOW, "home": "102", "cleaning": "2", "id": uuid4()}

    code, page = send(court.desk, f"{RATE}paper/", **given)

    assert (code, "Write the building, too." in page) == (422, True)
    assert send(court.desk, f"{RATE}paper/", **(given | {"home": "2号楼102室"}))[0] == 303


def test_the_slip_to_print_has_all_fields(court: Court) -> None:
    page = read(court.desk, f"{RATE}slip/")

    names = ("General management", "Cleaning", "Order and safety", "Green areas", "Facilities")
    assert [name in page for name in names] == [True] * 5
    assert page.count("□") == 30


@pytest.mark.parametrize("name", ["lin", "yan", "zhu", "reg", "jie", "far"])
def test_nobody_else_has_slips_or_remarks(court: Court, name: str) -> None:
    person = getattr(court, name)

    assert [status(person, address) for address in (f"{RATE}paper/", f"{RATE}slip/", REMARKS)] == [404, 404, 404]
