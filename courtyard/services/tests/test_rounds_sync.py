"""The addresses to which a phone sends what it kept: everything once, and a sentence for what is refused."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client

from courtyard.cases.models import Case, LooseFile
from courtyard.conftest import MONDAY_9AM, Court
from courtyard.services.models import Finding, FindingPhoto
from courtyard.services.tests import build
from courtyard.services.tests.test_rounds_pages import (
    DATA,
    ROUNDS,
    SEEN_AT,
    at,
    client,
    queries_of,
    read,
    send,
    status,
    upload,
)
from courtyard.services.tests.walking import (
    MINUTE,
    WRONG,
    begun,
    finished,
    found,
    ids,
    items_of,
    photo,
)
from courtyard.trail.tests.clock import Clock

pytestmark = pytest.mark.usefixtures("clock")


def test_a_phone_sends_a_round(court: Court, clock: Clock) -> None:
    build.contract(court)
    one, yan = begun(court, fields=["green"]), court.yan
    first, second = items_of(one)
    said, shot = {first.pk: uuid4(), second.pk: uuid4()}, uuid4()
    clock.moment = MONDAY_9AM + 5 * MINUTE

    for item, key in said.items():
        for _ in range(2):
            answer = send(yan, at(one, "findings/"), id=key, item=item, outcome="fail", note=WRONG, seen_at=SEEN_AT)
            assert (answer.status_code, answer.json()["ids"]) == (200, [key.hex])
    halfway = {"findings": ids({key: item for item, key in said.items()}), "photos": ids({shot: first.pk})}
    half = send(yan, at(one, "finish/"), **halfway)
    assert (half.status_code, half.json()["name"], first.what in half.json()["refused"]) == (409, "SyncedHalf", True)
    for _ in range(2):
        answer = send(yan, at(one, "photos/"), id=shot, item=first.pk, cleared="true", photo=upload())
        assert (answer.status_code, answer.json()["id"], answer.json()["cleared"]) == (200, shot.hex, True)
    state = client(yan).get(at(one, "state/"), headers=DATA).json()
    assert [row["item"] for row in state["findings"]] == [first.pk.hex, second.pk.hex]
    assert [row["id"] for row in state["photos"]] == [shot.hex]
    report = state["findings"][0]["report"]
    numbers = [send(yan, report, category="power", public="on").json()["case"] for _ in range(2)]
    assert numbers == [Case.objects.get().number] * 2
    assert [send(yan, at(one, "finish/"), finished_at=SEEN_AT, **halfway).status_code for _ in range(2)] == [200, 200]

    one.refresh_from_db()
    assert (one.finished_at, one.received_at) == (MONDAY_9AM + MINUTE, MONDAY_9AM + 5 * MINUTE)
    assert (Finding.objects.count(), FindingPhoto.objects.count(), LooseFile.objects.count()) == (2, 1, 0)


@pytest.mark.parametrize(
    ("given", "answer"),
    [
        ({"outcome": "fail"}, (422, "FailsWithoutNote")),
        ({"item": str(uuid4())}, (422, "NotOnTheRound")),
        ({"item": "third"}, (422, "Unreadable")),
        ({"seen_at": "yesterday"}, (422, "Unreadable")),
        ({"seen_at": (MONDAY_9AM + timedelta(hours=2)).isoformat()}, (422, "InTheFuture")),
        ({"note": "长" * 501}, (413, "LongNote")),
    ],
)
def test_what_is_refused_comes_with_a_sentence(court: Court, given: dict[str, str], answer: tuple[int, str]) -> None:
    build.contract(court)
    one = begun(court)
    sent = {"id": str(uuid4()), "item": str(items_of(one)[0].pk), "outcome": "pass", "seen_at": SEEN_AT} | given

    response = send(court.yan, at(one, "findings/"), **sent)

    assert (response.status_code, response.json()["name"]) == answer
    assert response.json()["refused"]


def test_a_photo_that_is_none_and_one_too_many(court: Court) -> None:
    build.contract(court)
    one = begun(court)
    item = items_of(one)[0]
    found(one, item)
    given = {"id": uuid4(), "item": item.pk}

    none = send(court.yan, at(one, "photos/"), **given, photo=upload(data=b"%PDF-1.7"))
    words = send(court.yan, at(one, "photos/"), **given, photo="门")
    for _ in range(3):
        photo(one, item)
    many = send(court.yan, at(one, "photos/"), **given, photo=upload())

    assert [(each.status_code, each.json()["name"]) for each in (none, words, many)] == [
        (422, "NoPicture"), (422, "Unreadable"), (413, "TooManyPhotos"),
    ]  # fmt: skip
    assert LooseFile.objects.count() == 0


@pytest.mark.parametrize("ids_", ["[1]", "{", '{"a": "b"}', "7"])
def test_a_list_of_ids_that_is_none(court: Court, ids_: str) -> None:
    build.contract(court)

    assert send(court.yan, at(begun(court), "finish/"), findings=ids_).status_code == 422


def test_whoever_is_signed_out_is_told_as_data(court: Court) -> None:
    build.contract(court)
    one = begun(court)

    for response in (Client().get(at(one, "state/"), headers=DATA), send(None, at(one, "findings/"))):
        assert (response.status_code, bool(response.json()["refused"])) == (401, True)


def test_an_old_page_is_told_as_data(court: Court) -> None:
    build.contract(court)
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(court.yan)

    response = strict.post(at(begun(court), "findings/"), {}, headers=DATA)

    assert (response.status_code, bool(response.json()["refused"])) == (403, True)


def test_a_finished_round_takes_nothing_more(court: Court) -> None:
    build.contract(court)
    one = finished(court)
    item = items_of(one)[0]

    answer = send(court.yan, at(one, "findings/"), id=uuid4(), item=item.pk, outcome="pass", seen_at=SEEN_AT)

    assert (answer.status_code, answer.json()["name"]) == (409, "RoundOver")
    assert client(court.yan).get(at(one, "state/")).json()["finished"] is True


def test_a_phone_asks_as_often_for_many_findings(court: Court) -> None:
    build.contract(court)
    one = begun(court)
    first, *others = items_of(one)
    found(one, first)
    photo(one, first)
    few = [queries_of(court.yan, at(one, page)) for page in ("state/", "walk/")]
    for item in others:
        found(one, item)
        photo(one, item)

    assert [queries_of(court.yan, at(one, page)) for page in ("state/", "walk/")] == few


def test_the_worker_reaches_the_rounds_of_its_estate_and_no_further(court: Court) -> None:
    response = Client().get(f"{ROUNDS}worker.js")

    assert response.headers["Content-Type"] == "text/javascript; charset=utf-8"
    assert (response.headers["Service-Worker-Allowed"], response.headers["Cache-Control"]) == (
        ROUNDS,
        "private, no-cache",
    )
    assert "worker-src 'self'" in response.headers["Content-Security-Policy"]
    assert status(None, "/e/nowhere/rounds/worker.js") == 404


def test_the_page_that_stays_on_the_phone_tells_nothing_of_its_reader(court: Court) -> None:
    build.contract(court)

    assert court.yan.name not in read(court.yan, at(begun(court), "walk/"))
