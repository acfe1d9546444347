"""Filings through their pages: put together, sent, answered; and what neighbours see of them."""

from datetime import date, timedelta

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from courtyard.committee.actions import filing as actions
from courtyard.committee.models import Filing, FilingPaper
from courtyard.committee.tests.papers import (
    TODAY,
    blank,
    opened,
    sent,
)
from courtyard.committee.tests.sitting import in_office
from courtyard.conftest import MONDAY_9AM, Court
from courtyard.people.models import Person
from courtyard.trail.tests.clock import Clock

S = Filing.State
DAY = timedelta(days=1)
LIST = "/e/plum/committee/filings/"


def client_of(person: Person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def test_the_whole_way_through_the_pages(court: Court, clock: Clock) -> None:
    filing = opened(court)
    page = f"{LIST}{filing.pk}/"
    yan, jie = client_of(court.yan), client_of(court.jie)

    made = yan.post(f"{page}papers/members/make/")
    for kind in ("minutes", "rules", "covenant", "fund"):
        upload = SimpleUploadedFile("扫描.pdf", blank() + kind.encode())
        assert yan.post(f"{page}papers/{kind}/add/", {"file": upload, "name": f"{kind}件"}).status_code == 303
    early = yan.post(f"{page}send/")
    yan.post(f"{page}papers/training/add/", {"file": SimpleUploadedFile("证书.pdf", blank(2))})
    sent_ = yan.post(f"{page}send/")
    read = jie.get(page).content.decode()
    answered = jie.post(f"{page}accept/", {"receipt": "梅备〔2026〕7号"})

    assert [made.status_code, early.status_code, sent_.status_code, answered.status_code] == [303, 409, 303, 303]
    assert "minutes件" in read
    filing.refresh_from_db()
    assert (filing.state, filing.papers.get(kind="training").pages) == (S.ACCEPTED, 2)


def test_sent_back_through_the_pages(court: Court, clock: Clock) -> None:
    page = f"{LIST}{sent(court).pk}/"
    jie, yan = client_of(court.jie), client_of(court.yan)

    empty = jie.post(f"{page}return/", {"words": ""})
    jie.post(f"{page}return/", {"words": "培训记录缺一个人"})
    paper = FilingPaper.objects.get(kind="training")
    dropped = yan.post(f"{page}papers/{paper.pk}/drop/")

    assert (empty.status_code, dropped.status_code) == (422, 303)
    assert "培训记录缺一个人" in yan.get(page).content.decode()


def test_changed_rules_are_put_down_through_the_page(court: Court, clock: Clock) -> None:
    in_office(court, filed_on=date(2024, 4, 1))
    yan = client_of(court.yan)

    wrong = yan.post(f"{LIST}open-change/", {"title": "议事规则修改", "on": "2026-06-09"})
    right = yan.post(f"{LIST}open-change/", {"title": "议事规则修改", "on": "2026-06-05"})

    assert (wrong.status_code, right.status_code) == (422, 303)
    assert Filing.objects.get().title == "议事规则修改"


def test_neighbours_see_that_and_when_it_was_filed_and_no_papers(court: Court, clock: Clock) -> None:
    filing = sent(court)
    paper = filing.papers.first()
    assert paper is not None
    page, lin = f"{LIST}{filing.pk}/", client_of(court.lin)

    seen = lin.get(page)

    assert (lin.get(LIST).status_code, seen.status_code) == (200, 200)
    assert paper.name not in seen.content.decode()
    paths = (f"papers/{paper.pk}/", "papers.pdf", "papers.zip")
    assert [lin.get(f"{page}{path}").status_code for path in paths] == [404, 404, 404]
    assert client_of(court.far).get(page).status_code == 404
    assert Client().get(page).status_code != 200


def test_the_list_makes_as_many_queries_for_three_as_for_one(court: Court, clock: Clock) -> None:
    committee = in_office(court, filed_on=date(2024, 4, 1))
    jie, counts = client_of(court.jie), []
    jie.get(LIST)
    for day in range(1, 4):
        actions.open_change(committee, title=f"变更{day}", on=TODAY - day * DAY, by=court.yan, at=MONDAY_9AM)
        with CaptureQueriesContext(connection) as asked:
            jie.get(LIST)
        counts.append(len(asked))

    assert counts[0] == counts[2]
