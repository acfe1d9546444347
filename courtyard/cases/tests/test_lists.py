"""The lists of cases: the desk's groups, one's own, the neighbours'; each case once, page after page."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from courtyard.cases.models import Case
from courtyard.cases.tests import build
from courtyard.conftest import MONDAY_9AM, Court
from courtyard.people.models import Person


@pytest.fixture(autouse=True)
def _tuesday(monkeypatch: pytest.MonkeyPatch) -> None:
    build.set_clocks(monkeypatch, build.TUESDAY_9AM)


def signed_in(person: Person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def page(case: Case, deed: str = "case") -> str:
    return reverse(f"cases:{deed}", args=[case.estate.code, case.number])


NEW = "/e/plum/cases/new/"


def test_the_desks_groups_hold_what_they_say(court: Court) -> None:
    late = build.triaged(court, at=MONDAY_9AM - timedelta(days=10))
    today = build.triaged(court, category="other", at=MONDAY_9AM)
    new, in_time, waiting = build.filed(court), build.triaged(court), build.resolved(court)

    groups = signed_in(court.desk).get("/e/plum/cases/").context["groups"]

    assert {group.kind.key: [case.number for case in group.page.cases] for group in groups} == {
        "late": [late.number],
        "today": [today.number],
        "new": [new.number],
        "time": [in_time.number],
        "waiting": [waiting.number],
    }
    assert [group.count for group in groups] == [1] * 5


def test_long_groups_are_read_by_cursor_each_case_once(court: Court) -> None:
    for minute in range(30):
        build.filed(court, at=MONDAY_9AM + timedelta(minutes=minute // 2))
    desk, seen, address = signed_in(court.desk), [], "/e/plum/cases/?group=new"

    while address:
        group = desk.get(address).context["groups"][0]
        seen += [case.number for case in group.page.cases]
        address = f"/e/plum/cases/?group=new&after={group.page.after}" if group.page.after else ""

    assert sorted(seen) == [f"2606-{serial:04}" for serial in range(1, 31)]
    assert len(seen) == 30


def test_my_cases_are_read_by_cursor_each_case_once(court: Court) -> None:
    for minute in range(30):
        build.filed(court, at=MONDAY_9AM + timedelta(minutes=minute // 2))
    build.filed(court, by=court.mei)
    lin, seen, address = signed_in(court.lin), [], "/me/cases/"

    while address:
        here = lin.get(address).context["page"]
        seen += [case.number for case in here.cases]
        address = f"/me/cases/?after={here.after}" if here.after else ""

    assert seen == sorted(seen, reverse=True)
    assert len(set(seen)) == 30


@pytest.mark.parametrize("cursor", ["nonsense", "1.2.3", "99999999999999999.0.00", "1.1."])
def test_a_cursor_nobody_wrote_begins_at_the_beginning(court: Court, cursor: str) -> None:
    build.filed(court)

    assert len(signed_in(court.lin).get("/me/cases/", {"after": cursor}).context["page"].cases) == 1


def test_public_cases_are_listed_for_neighbours(court: Court) -> None:
    public = build.filed(court, public=True)
    build.filed(court)

    listed = signed_in(court.mei).get("/e/plum/cases/public/").context["page"].cases

    assert [case.number for case in listed] == [public.number]


def test_the_first_page_asks_for_the_residents_word(court: Court) -> None:
    case = build.resolved(court)

    home = signed_in(court.lin).get("/")

    assert page(case) in home.text
    assert NEW in home.text
