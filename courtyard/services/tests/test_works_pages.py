"""Works through their pages: planned, proved with files, doubted; who may open which file."""

import io
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from courtyard.assembly.models import LooseFile
from courtyard.conftest import MONDAY_9AM, Court
from courtyard.services.actions.proofs import doubt_turn
from courtyard.services.models import Proof, ProofFile, Turn, Work
from courtyard.services.tests import build
from courtyard.services.tests.planning import DAY, TODAY, file, photo_with_place, planned, proved, rhythm, turns
from courtyard.services.tests.reading import client_of, queries_of, read, send, status
from courtyard.trail.tests.clock import Clock

ALL = "/e/plum/works/"
pytestmark = pytest.mark.usefixtures("clock")


def test_a_work_from_plan_to_proof_to_doubt_to_answer(court: Court) -> None:
    build.contract(court)
    said = {"what": "电梯维护保养", "field": "facilities", "every": 15, "unit": "days", "first_on": TODAY}

    assert send(court.zhu, f"{ALL}plan/", **said, rule="lift_maintenance").status_code == 303
    work = Work.objects.get()
    turn = turns(work)[0]
    prove, doubt = f"{ALL}turns/{turn.pk}/prove/", f"{ALL}turns/{turn.pk}/doubt/"
    paper = SimpleUploadedFile("保养单.pdf", b"%PDF-1.7 sheet")
    told = {"done_on": TODAY, "words": "三部都保养了。", "papers": [paper], "shown": "on"}
    assert send(court.bai, prove, **told).status_code == 303
    assert "done in time" in read(None, f"{ALL}{work.pk}/")
    assert send(court.yan, doubt, words="").status_code == 422
    assert send(court.yan, doubt, words="那天电梯没停。").status_code == 303
    page = read(None, f"{ALL}{work.pk}/")
    assert "那天电梯没停。" in page
    assert court.yan.name not in page
    assert "那天电梯没停。" in read(court.zhu, prove)
    assert send(court.zhu, prove, done_on=TODAY, words="补上照片。").status_code == 303

    turn.refresh_from_db()
    assert (turn.done_on, Proof.objects.count(), LooseFile.objects.count()) == (TODAY, 2, 0)


@pytest.mark.parametrize("page", ["all", "one"])
def test_every_year_with_turns_is_one_tap_away(court: Court, page: str) -> None:
    work = planned(court)
    for number, year in ((90, 2023), (91, 2027), (92, 2031)):
        Turn.objects.create(estate=court.estate, work=work, number=number, due_on=date(year, 3, 1))

    text = read(None, ALL if page == "all" else f"{ALL}{work.pk}/")

    assert [f"?year={year}\"" in text.partition("</nav>")[0] for year in (2022, 2023, 2024, 2026, 2027, 2028)] == [
        False, True, True, True, True, False,
    ]  # fmt: skip


def test_a_photo_loses_where_and_when_it_was_taken(court: Court) -> None:
    turn = turns(planned(court))[0]
    photo = SimpleUploadedFile("现场.jpg", photo_with_place())

    answer = send(court.bai, f"{ALL}turns/{turn.pk}/prove/", done_on=TODAY, words="做好了。", papers=[photo])

    assert answer.status_code == 303
    one = ProofFile.objects.get()
    response = client_of(court.lin).get(f"{ALL}files/{one.pk}/")
    assert (response.headers["Content-Type"], response.headers["X-Content-Type-Options"]) == ("image/jpeg", "nosniff")
    assert b"SecretCamera" not in response.content
    assert len(Image.open(io.BytesIO(response.content)).getexif()) == 0


def test_files_are_for_those_there_until_somebody_says_nobody_is_seen(court: Court) -> None:
    first, second = turns(planned(court))[:2]
    closed = proved(first, court, files=[file(court)]).files.get()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("courtyard.services.actions.proofs._check", lambda *args: None)
        shown = proved(second, court, files=[file(court)], shown=True).files.get()

    readers = (None, court.far, court.lin, court.mei, court.bai, court.jie)
    assert [status(one, f"{ALL}files/{closed.pk}/") for one in readers] == [404, 404, 200, 200, 200, 200]
    assert [status(one, f"{ALL}files/{shown.pk}/") for one in readers] == [200] * 6
    assert status(court.far, f"/e/pine/works/files/{shown.pk}/") == 404
    page = read(None, f"{ALL}{first.work_id}/")
    assert f"files/{shown.pk}/" in page
    assert f"files/{closed.pk}/" not in page
    assert "for those who live or own here" in page


def test_a_file_that_is_not_what_it_says(court: Court) -> None:
    turn = turns(planned(court))[0]
    fake = SimpleUploadedFile("保养单.pdf", b"MZ programme")

    answer = send(court.zhu, f"{ALL}turns/{turn.pk}/prove/", done_on=TODAY, words="做好了。", papers=[fake])

    assert answer.status_code == 422
    assert "neither a PDF nor a JPEG or PNG picture" in answer.content.decode()
    assert (Proof.objects.count(), LooseFile.objects.count()) == (0, 0)


def test_a_refused_proof_keeps_no_file(court: Court) -> None:
    turn = turns(planned(court))[0]
    paper = SimpleUploadedFile("保养单.pdf", b"%PDF-1.7 sheet")
    later = TODAY + DAY

    answer = send(court.zhu, f"{ALL}turns/{turn.pk}/prove/", done_on=later, words="做好了。", papers=[paper])

    assert answer.status_code == 422
    assert "It cannot have been done later than today." in answer.content.decode()
    assert (Proof.objects.count(), LooseFile.objects.count()) == (0, 0)


def test_without_a_contract_the_page_says_so(court: Court) -> None:
    said = {"what": "保养", "field": "facilities", "every": 15, "unit": "days", "first_on": TODAY}

    assert send(court.zhu, f"{ALL}plan/", **said).status_code == 409
    assert "No contract is in force here" in read(court.zhu, ALL)
    assert "No contract is in force here" in read(court.zhu, f"{ALL}plan/")


def test_bad_rhythms_are_said_at_their_field(court: Court) -> None:
    build.contract(court)
    said = {"what": "保养", "field": "facilities", "every": 3, "unit": "days", "first_on": TODAY}

    short = send(court.zhu, f"{ALL}plan/", **said)
    long = send(court.zhu, f"{ALL}plan/", **(said | {"every": 20, "rule": "lift_maintenance"}))

    assert (short.status_code, long.status_code) == (422, 422)
    assert "What is done more often belongs into the standards." in short.content.decode()
    assert "TSG T5002" in long.content.decode()
    assert Work.objects.count() == 0


def test_a_rhythm_is_changed_and_a_work_ended(court: Court) -> None:
    work = planned(court)
    first_on = TODAY + 20 * DAY

    change = send(
        court.yan, f"{ALL}{work.pk}/change/", every=10, unit="days", first_on=first_on, reason="梯龄长了"
    )  # fmt: skip
    end = send(court.yan, f"{ALL}{work.pk}/end/", last_day=TODAY, reason="电梯拆了")

    work.refresh_from_db()
    assert (change.status_code, end.status_code) == (303, 303)
    assert (work.every, work.until) == (10, TODAY)
    assert "电梯拆了" in read(None, f"{ALL}{work.pk}/")


def test_late_and_missing_stand_there_for_everybody(court: Court, clock: Clock) -> None:
    work = planned(court)
    proved(turns(work)[0], court)
    clock.go_on_to(MONDAY_9AM + 17 * DAY)

    page, line = read(None, ALL), read(None, f"{ALL}{work.pk}/")

    assert "not proved 1" in page
    assert "in time 1" in page
    assert "not proved, overdue" in line
    assert read(None, f"{ALL}?year=2025")
    assert read(None, f"{ALL}?year=nonsense")


def test_the_company_sees_its_week_on_its_first_page(court: Court, clock: Clock) -> None:
    work = planned(court)
    clock.go_on_to(MONDAY_9AM + 10 * DAY)

    page = read(court.bai, "/")

    assert "Works due this week" in page
    assert f"{ALL}{work.pk}/" in page
    assert "Works due this week" not in read(court.lin, "/")
    assert "Works that come again" in read(None, "/e/plum/")


@pytest.mark.parametrize("where", ["all", "one", "home"])
def test_pages_ask_as_often_for_three_rows_as_for_one(court: Court, where: str) -> None:
    work = planned(court)
    proved(turns(work)[0], court, files=[file(court)])
    address = {"all": ALL, "one": f"{ALL}{work.pk}/", "home": "/"}[where]
    once = queries_of(court.zhu, address)
    for number in (1, 2):
        other = planned(court, contract=False, what=f"第{number}项", rhythm=rhythm(7))
        proved(turns(other)[0], court, files=[file(court), file(court)])
        doubt_turn(turns(other)[0].pk, words="没看到。", by=court.yan, at=MONDAY_9AM)
    Turn.objects.filter(work=work, number__gt=1).update(done_on=TODAY)

    if where == "home":
        assert queries_of(court.zhu, address) <= once + 1  # duties of another kind are counted besides
    else:
        assert queries_of(court.zhu, address) == once
