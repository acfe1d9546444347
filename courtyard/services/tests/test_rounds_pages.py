"""Rounds through their pages and the addresses to which a phone sends: who sees what, each form once, fixed queries."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from courtyard.assembly.tests.pages import client_of
from courtyard.cases.models import Case, LooseFile
from courtyard.conftest import MONDAY_9AM, Court
from courtyard.people.models import Person
from courtyard.places.tests import build as places
from courtyard.services.actions import rounds as actions
from courtyard.services.actions.findings import clear_photo, finding_to_case
from courtyard.services.events.inspections import RoundFinished
from courtyard.services.models import Finding, FindingPhoto, Round
from courtyard.services.notices import inspections as notices
from courtyard.services.tests import build
from courtyard.services.tests.walking import (
    MINUTE,
    WRONG,
    begun,
    finished,
    found,
    items_of,
    jpeg,
    photo,
)
from courtyard.trail.models import Line
from courtyard.trail.tests.clock import Clock

ROUNDS = "/e/plum/rounds/"
DATA = {"accept": "application/json"}
SEEN_AT = (MONDAY_9AM + MINUTE).isoformat()
pytestmark = pytest.mark.usefixtures("clock")


def at(one: Round, rest: str = "") -> str:
    return f"{ROUNDS}{one.pk}/{rest}"


def client(person: Person | None) -> Client:
    return client_of(person) if person else Client()


def read(person: Person | None, address: str) -> str:
    response = client(person).get(address)
    assert response.status_code == 200, (address, response.status_code)
    return response.content.decode()


def status(person: Person | None, address: str) -> int:
    return client(person).get(address).status_code


def send(person: Person | None, address: str, **given: Any) -> Any:
    return client(person).post(address, given, headers=DATA)


def upload(name: str = "门.jpg", data: bytes = b"") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data or jpeg().getvalue(), "image/jpeg")


def queries_of(person: Person | None, address: str) -> int:
    one = client(person)
    one.get(address)
    with CaptureQueriesContext(connection) as seen:
        assert one.get(address).status_code == 200
    return len(seen)


# for everybody


def test_a_finished_round_is_everybodys_and_never_says_who_went(court: Court) -> None:
    build.contract(court)
    one = finished(court)

    pages = [read(None, ROUNDS), read(None, at(one)), read(court.lin, at(one)), read(court.far, at(one))]

    assert str(one.pk) in pages[0]
    assert [WRONG in page for page in pages[1:]] == [True] * 3
    assert [court.yan.name in page for page in pages] == [False] * 4
    assert ROUNDS in read(None, "/e/plum/")


def test_a_round_in_the_list_is_figures_and_no_verdict_and_leads_back_to_the_estate(court: Court) -> None:
    build.contract(court)
    one = finished(court, fails=1)
    items = len(items_of(one))

    page = read(None, ROUNDS)

    assert f"合格{items - 1}项，不合格1项，没法查0项" in page
    assert 'class="pill"' not in page
    assert 'href="/e/plum/"' in page


@pytest.mark.parametrize(
    ("name", "there"), [("", 404), ("lin", 404), ("zhu", 404), ("jie", 404), ("desk", 404), ("yan", 200)]
)
def test_a_round_that_is_not_finished_is_its_bodys(court: Court, name: str, there: int) -> None:
    build.contract(court)
    one = begun(court)

    assert status(getattr(court, name) if name else None, at(one)) == there
    assert str(one.pk) not in read(None, ROUNDS)


def test_a_photograph_is_everybodys_once_it_is_cleared_and_the_round_finished(court: Court) -> None:
    build.contract(court)
    one = begun(court)
    for place, item in enumerate(items_of(one)):
        found(one, item, *(("fail", WRONG) if not place else ()))
    shown, hidden = (photo(one, items_of(one)[0], cleared=cleared) for cleared in (True, False))
    addresses = [at(one, f"photos/{each.pk}/small/") for each in (shown, hidden)]
    before = [status(None, address) for address in addresses]
    actions.finish_round(one.pk, by=court.yan, at=MONDAY_9AM + 2 * MINUTE)

    after = {key: [status(person, address) for address in addresses]
             for key, person in (("", None), ("zhu", court.zhu), ("yan", court.yan), ("desk", court.desk))}  # fmt: skip

    assert before == [404, 404]
    assert after == {"": [200, 404], "zhu": [200, 404], "yan": [200, 200], "desk": [200, 200]}
    assert (str(shown.pk) in read(None, at(one)), str(hidden.pk) in read(None, at(one))) == (True, False)
    assert client(None).get(addresses[0]).headers["Content-Type"] == "image/jpeg"
    clear_photo(hidden.pk, looked=True, by=court.yan, at=MONDAY_9AM + 3 * MINUTE)
    assert status(None, addresses[1]) == 200


def test_photographs_are_cleared_and_hidden_through_the_page(court: Court) -> None:
    build.contract(court)
    one = begun(court)
    found(one, items_of(one)[0])
    shot = photo(one, items_of(one)[0])

    assert send(court.yan, at(one, f"photos/{shot.pk}/clear/")).status_code == 422
    assert client(court.yan).post(at(one, f"photos/{shot.pk}/clear/"), {"looked": "yes"}).status_code == 303
    assert send(court.yan, at(one, f"photos/{shot.pk}/hide/")).json()["cleared"] is False
    assert send(court.zhu, at(one, f"photos/{shot.pk}/hide/")).status_code == 404


def test_the_state_of_a_case_is_shown_and_its_link_only_to_who_may_follow_it(court: Court) -> None:
    build.contract(court)
    one = finished(court, fails=2)
    first, second = one.findings.filter(outcome="fail")
    open_one, private = (
        finding_to_case(each.pk, category="power", public=public, by=court.yan, at=MONDAY_9AM + 3 * MINUTE)
        for each, public in ((first, True), (second, False))
    )

    shown = {key: [f"/cases/{case.number}/" in read(person, at(one)) for case in (open_one, private)]
             for key, person in (("", None), ("lin", court.lin), ("desk", court.desk), ("far", court.far))}  # fmt: skip

    assert shown == {"": [False] * 2, "lin": [True, False], "desk": [True, True], "far": [False] * 2}


def test_rounds_are_read_in_stretches(court: Court, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("courtyard.services.queries.inspections.SHOWN", 2)
    build.contract(court)
    rounds = [finished(court, at=MONDAY_9AM - timedelta(days=number)) for number in range(3)]

    first = read(None, ROUNDS)
    cursor = first.split("before=")[1].split('"')[0]
    second = read(None, f"{ROUNDS}?before={cursor}")

    assert [at(one) in first for one in rounds] == [True, True, False]
    assert [at(one) in second for one in rounds] == [False, False, True]
    assert read(None, f"{ROUNDS}?before=nonsense")


def test_pages_make_as_many_queries_for_many_rows(court: Court) -> None:
    build.contract(court)
    one = finished(court, fails=1)
    addresses = (ROUNDS, at(one), "/e/plum/")
    few = [queries_of(person, address) for person in (None, court.yan) for address in addresses]
    home = queries_of(court.zhu, "/")
    for number in range(3):
        finished(court, at=MONDAY_9AM - timedelta(days=number + 1), fails=3)
    many = finished(court, fails=3)
    for row in many.findings.filter(outcome="fail"):
        finding_to_case(row.pk, category="power", public=True, by=court.yan, at=MONDAY_9AM + 3 * MINUTE)

    addresses = (ROUNDS, at(many), "/e/plum/")
    assert [queries_of(person, address) for person in (None, court.yan) for address in addresses] == [
        few[0], few[1], few[2], few[3], few[4] + 1, few[5],
    ]  # fmt: skip
    assert queries_of(court.zhu, "/") == home


# whoever goes


def test_a_round_begins_and_is_dropped_through_the_page(court: Court) -> None:
    build.contract(court)
    yan = client(court.yan)

    assert yan.post(f"{ROUNDS}begin/", {}).status_code == 422
    assert yan.post(f"{ROUNDS}begin/", {"body": "ye", "building": uuid4()}).status_code == 422
    assert yan.post(f"{ROUNDS}begin/", {"body": "ye", "building": court.building.pk}).status_code == 303
    one = Round.objects.get()
    assert (one.building, one.body, len(one.items)) == (court.building, "ye", 10)
    assert str(one.pk) in read(court.yan, "/")
    assert yan.post(at(one, "drop/"), {"words": ""}).status_code == 422
    assert yan.post(at(one, "drop/"), {"words": "走错楼了"}).status_code == 303
    assert "走错楼了" in read(court.yan, at(one))
    assert yan.get(at(one, "walk/")).status_code == 303


def test_without_a_contract_the_page_says_so(court: Court) -> None:
    response = client(court.yan).post(f"{ROUNDS}begin/", {"body": "ye"})

    assert response.status_code == 409
    assert not Round.objects.exists()


def test_a_round_is_walked_without_javascript(court: Court) -> None:
    build.contract(court)
    one, yan = begun(court, fields=["green"]), client(court.yan)
    first, second = items_of(one)
    given = {"item": first.pk, "id": uuid4(), "outcome": "fail", "note": WRONG, "faces": "none", "report": "on"}

    assert yan.post(at(one, "walk/"), given | {"note": ""}).status_code == 422
    assert yan.post(at(one, "walk/"), given | {"photos": [upload(data=b"MZ")]}).status_code == 422
    assert yan.post(at(one, "walk/"), given).status_code == 422  # it needs a category to be reported
    photos = [upload(), upload("树.jpg", jpeg(30, 40).getvalue())]
    for _ in range(2):
        for file in photos:
            file.seek(0)
        answer = yan.post(at(one, "walk/"), given | {"category": "power", "photos": photos})
        assert (answer.status_code, answer.headers["Location"]) == (303, at(one, "walk/?item=2"))
    assert yan.post(at(one, "walk/"), {"finish": "yes"}).status_code == 409
    answer = yan.post(at(one, "walk/"), {"item": second.pk, "id": uuid4(), "outcome": "pass"})
    assert answer.status_code == 303
    assert yan.post(at(one, "walk/"), {"finish": "yes"}).status_code == 303

    one.refresh_from_db()
    assert (one.is_open, Finding.objects.count(), FindingPhoto.objects.count()) == (False, 2, 2)
    case = Case.objects.get()
    assert (case.photos.count(), case.public, LooseFile.objects.count()) == (2, True, 0)


@pytest.mark.parametrize("name", ["jie", "zhu", "lin", "desk", "far"])
def test_nobody_walks_another_ones_round(court: Court, name: str) -> None:
    build.contract(court)
    one, person = begun(court), getattr(court, name)
    item = items_of(one)[0]
    found(one, item)

    given = {"id": uuid4(), "item": item.pk, "outcome": "pass", "seen_at": SEEN_AT}
    assert status(person, at(one, "walk/")) == 404
    assert status(person, at(one, "state/")) == 404
    assert send(person, at(one, "findings/"), **given).status_code == 404
    assert send(person, at(one, "photos/"), id=uuid4(), item=item.pk, photo=upload()).status_code == 404
    assert send(person, at(one, "finish/")).status_code == 404
    assert (Finding.objects.count(), FindingPhoto.objects.count(), LooseFile.objects.count()) == (1, 0, 0)


# the company


def test_the_companys_manager_sees_what_failed_until_it_passes(court: Court, clock: Clock) -> None:
    build.contract(court)
    clock.go_on_to(MONDAY_9AM + 3 * MINUTE)
    one = finished(court)
    clock.go_on_to(MONDAY_9AM + 10 * MINUTE)

    seen = [at(one) in read(person, "/") for person in (court.zhu, court.bai, court.lin)]
    again = finished(court, at=MONDAY_9AM + 20 * MINUTE, fails=0)
    clock.go_on_to(MONDAY_9AM + 30 * MINUTE)

    assert seen == [True, False, False]
    assert at(one) not in read(court.zhu, "/")
    assert at(again) not in read(court.zhu, "/")


@pytest.mark.parametrize("fails", [0, 2])
def test_the_companys_manager_is_told_of_a_round_on_which_something_failed(court: Court, fails: int) -> None:
    build.contract(court)
    one = finished(court, fails=fails)

    told = list(notices.hear(Line.objects.get(kind=RoundFinished.NAME), MONDAY_9AM + 3 * MINUTE))

    said = [(tell.to, tell.fields["fails"], tell.link) for tell in told]
    assert said == ([(court.zhu.pk, fails, at(one))] if fails else [])


def test_a_building_that_passes_says_nothing_of_another(court: Court) -> None:
    build.contract(court)
    second = places.building(court.estate, "2号楼", 1)
    one = finished(court, building=court.building)
    finished(court, building=second, fails=0, at=MONDAY_9AM + 5 * MINUTE)

    assert at(one) in read(court.zhu, "/")
