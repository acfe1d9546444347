"""A page asks the database so many questions, however many rows there are."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from courtyard.cases import actions, pictures, queries, upkeep
from courtyard.cases.models import Case
from courtyard.cases.tests import build
from courtyard.cases.tests.build import photograph
from courtyard.conftest import MONDAY_9AM, Court
from courtyard.people.models import Office, Person
from courtyard.people.tests.build import office
from courtyard.places.tests import build as places

MOST = 15
MOST_AT_A_DESK = 20


@pytest.fixture(autouse=True)
def _tuesday(monkeypatch: pytest.MonkeyPatch) -> None:
    build.set_clocks(monkeypatch, build.TUESDAY_9AM)


def asked(person: Person, address: str) -> int:
    client = Client()
    client.force_login(person)
    client.get(address)  # what is read once a process is read now
    with CaptureQueriesContext(
        connection,
    ) as questions:
        answer = client.get(address)
    assert answer.status_code == 200
    return len(questions)


def everything(court: Court) -> None:
    """A case in each of the desk's groups, with photographs and a handler."""
    data = photograph()
    picture = pictures.read(data, "照片", len(data.getvalue()))
    build.triaged(court, at=MONDAY_9AM - timedelta(days=10), handler=court.bai)
    build.triaged(court, category="other", public=True)
    build.filed(court, place=court.home, photos=[upkeep.keep(court.estate.pk, picture, MONDAY_9AM)])
    build.filed(court, public=True, place=court.garden)
    build.resolved(court, handler=court.bai)
    build.closed(court)


@pytest.mark.parametrize(
    ("name", "address"),
    [
        ("desk", "/e/plum/cases/"),
        ("desk", "/e/plum/cases/?group=new"),
        ("bai", "/e/plum/cases/"),
        ("desk", "/e/plum/cases/?q=99"),
        ("lin", "/me/cases/"),
        ("mei", "/e/plum/cases/public/"),
        ("lin", "/e/plum/cases/new/"),
        ("lin", "/"),
    ],
)
def test_lists_ask_as_much_for_three_rows_as_for_one(court: Court, name: str, address: str) -> None:
    everything(court)
    with_one = asked(getattr(court, name), address)
    everything(court)
    everything(court)

    with_three = asked(getattr(court, name), address)

    assert with_three == with_one
    assert with_three <= (MOST_AT_A_DESK if "/e/plum/cases/" in address and name == "desk" else MOST)


@pytest.mark.parametrize("name", ["lin", "desk", "bai"])
def test_a_cases_page_asks_as_much_after_three_answers_as_after_one(court: Court, name: str) -> None:
    case = build.triaged(court, handler=court.bai, place=court.home)
    address = reverse("cases:case", args=["plum", case.number])
    actions.answer(case.pk, by=court.bai, at=build.TUESDAY_9AM, words="快了。")
    with_one = asked(getattr(court, name), address)
    for person in (court.zhu, court.bai):
        actions.answer(case.pk, by=person, at=build.TUESDAY_9AM, words="快了。")

    with_three = asked(getattr(court, name), address)

    assert with_three == with_one
    assert with_three <= MOST


@pytest.mark.parametrize(("key", "index"), [("late", "cases_running_by_due"), ("time", "cases_running_by_due")])
def test_a_group_is_read_along_its_index_without_sorting(court: Court, key: str, index: str) -> None:
    """SQLite looks for the words of a partial index in the query: with bound states it would sort the whole group."""
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL chooses by how much the table holds")
    cases = queries.of_desk(court.desk, court.estate.pk, court.estate.node, MONDAY_9AM)

    plan = queries.kinds(court.estate.node, MONDAY_9AM)[key].of(cases).order_by("next_due_at", "pk")[:10].explain()

    assert index in plan
    assert "TEMP B-TREE" not in plan


def test_only_states_are_written_into_a_query(court: Court) -> None:
    build.triaged(court)

    assert Case.objects.filter(state__written=Case.RUNNING).count() == 1
    with pytest.raises(ValueError, match="not a valid"):
        Case.objects.filter(state__written=["filed') OR ('' = '"])


def test_several_desks_are_counted_by_one_question(court: Court) -> None:
    office(court.jie, court.area, Office.Kind.CONVENOR)
    build.filed(court)
    with_two = asked(court.jie, "/desk/")
    for code in ("elm", "fir"):
        places.estate(court.area, code, code, code)

    with_four = asked(court.jie, "/desk/")

    assert with_four == with_two
    assert with_four <= MOST


def test_the_desks_of_a_convenor_say_what_waits(court: Court) -> None:
    office(court.jie, court.area, Office.Kind.CONVENOR)
    build.filed(court)
    build.triaged(court, at=MONDAY_9AM - timedelta(days=10))
    client = Client()
    client.force_login(court.jie)

    rows = client.get("/desk/").context["here"]["rows"]

    assert {row.estate.code: (row.late, row.new) for row in rows} == {"plum": (1, 1), "pine": (0, 0)}
