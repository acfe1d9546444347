"""The committee's business through its pages: who sees what, each form once, and as many queries for many rows."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from courtyard.assembly.tests.pages import client_of
from courtyard.committee.actions.limits import Spending, use_limit
from courtyard.committee.actions.receptions import Announcement, announce_reception
from courtyard.committee.actions.seals import Use, lay_up_seals, use_seal
from courtyard.committee.models import Limit, LimitUse, Reception, Seal, SealUse, Secretary, YearReport
from courtyard.committee.tests.business import CUT_ON, TODAY, YUAN, decision, filed, limit, secretary, three_seals
from courtyard.committee.tests.sitting import decided, sitting
from courtyard.conftest import MONDAY_9AM, SHANGHAI, Court
from courtyard.people.models import Office, Person
from courtyard.people.tests import build as people
from courtyard.trail.tests.clock import Clock

SEALS, RECEPTIONS = "/e/plum/committee/seals/", "/e/plum/committee/receptions/"
REPORTS, LIMITS = "/e/plum/committee/reports/", "/e/plum/committee/limits/"
SECRETARY = "/e/plum/committee/secretary/"
BEGINS = datetime(2026, 6, 20, 9, 0, tzinfo=SHANGHAI)
pytestmark = pytest.mark.usefixtures("clock")


def read(person: Person | None, address: str) -> str:
    client = client_of(person) if person else Client()
    response = client.get(address, headers={"accept-language": "en"})
    assert response.status_code == 200, (address, response.status_code)
    return response.content.decode()


def status(person: Person | None, address: str) -> int:
    return (client_of(person) if person else Client()).get(address).status_code


def send(person: Person, address: str, **given: Any) -> int:
    return client_of(person).post(address, given).status_code


def queries_of(person: Person, address: str) -> int:
    client = client_of(person)
    client.get(address)
    with CaptureQueriesContext(
        connection,
    ) as seen:
        assert client.get(address).status_code == 200
    return len(seen)


# seals


def test_seals_through_the_page(court: Court) -> None:
    committee = filed(court)
    resolution, members = decided(committee, court, "换门禁机"), sitting(committee)

    assert send(court.yan, f"{SEALS}cut/", kind="committee", keeper=members[0].pk, cut_on=CUT_ON) == 303
    seal = Seal.objects.get()
    assert send(court.yan, f"{SEALS}{seal.pk}/use/", what="合同", copies=2, day=TODAY) == 422
    cited = f"c{resolution.pk.hex}"
    assert send(court.yan, f"{SEALS}{seal.pk}/use/", decision=cited, what="门禁合同", copies=2, day=TODAY) == 303
    assert "门禁合同" in read(court.lin, SEALS)
    assert send(court.yan, f"{SEALS}{seal.pk}/pass/", keeper=members[2].pk) == 303
    assert status(court.yan, f"{SEALS}{seal.pk}/use/") == 403
    assert send(members[2].person, f"{SEALS}{seal.pk}/end/", reason="换新章") == 303

    seal.refresh_from_db()
    assert (seal.keeper, seal.ended_on, SealUse.objects.get().resolution) == (members[2], TODAY, resolution)


def test_each_use_leads_to_its_decision(court: Court) -> None:
    committee = filed(court)
    seal, theirs = three_seals(committee)[0], decision(court, "聘请新物业")
    posted = decided(committee, court, "换门禁机", state="posted", posted_on=TODAY)
    for resolution, owners_did in ((None, theirs.pk), (posted.pk, None)):
        use = Use(used_on=TODAY, what="合同", resolution=resolution, decision=owners_did)
        use_seal(seal.pk, use, by=court.yan, at=MONDAY_9AM)

    page = read(court.lin, SEALS)

    assert f"/decisions/{theirs.year}/{theirs.number}/" in page
    assert f"/e/plum/committee/resolutions/{posted.pk}/" in page


@pytest.mark.parametrize(
    ("name", "there"),
    [("lin", 200), ("mei", 200), ("desk", 200), ("zhu", 200), ("bai", 200), ("reg", 200), ("jie", 200), ("far", 404)],
)
def test_who_reads_seals_and_limits(court: Court, name: str, there: int) -> None:
    three_seals(filed(court))

    assert [status(getattr(court, name), address) for address in (SEALS, LIMITS)] == [there, there]


def test_a_stranger_is_asked_to_sign_in(court: Court) -> None:
    three_seals(filed(court))

    for address in (SEALS, LIMITS, f"{SEALS}cut/", f"{LIMITS}give/", f"{SECRETARY}name/"):
        response = Client().get(address)
        assert (response.status_code, response.headers["Location"].split("?")[0]) == (302, "/sign-in/")


def test_a_laid_up_seal_says_so_and_its_use_is_refused_in_words(court: Court) -> None:
    committee = filed(court)
    seal, resolution = three_seals(committee)[0], decided(committee, court)
    lay_up_seals(committee.pk, by=court.yan, at=MONDAY_9AM)

    cited = f"c{resolution.pk.hex}"

    assert f"{SEALS}{seal.pk}/use/" not in read(court.yan, SEALS)
    assert send(court.yan, f"{SEALS}{seal.pk}/use/", decision=cited, what="合同", copies=1, day=TODAY) == 409


def test_the_register_of_uses_is_read_in_stretches(court: Court) -> None:
    committee = filed(court)
    seal, resolution = three_seals(committee)[0], decided(committee, court)
    rows = [
        SealUse(
            estate=court.estate, seal=seal, resolution=resolution, used_on=TODAY - timedelta(days=number % 5),
            what=f"第{number:02}份", keeper_name="兰委成", by=court.yan, entered_at=MONDAY_9AM,
        )
        for number in range(31)
    ]  # fmt: skip
    SealUse.objects.bulk_create(rows)

    first = read(court.lin, SEALS)
    cursor = first.split("before=")[1].split('"')[0]
    second = read(court.lin, f"{SEALS}?before={cursor}")

    shown = (
        [f"第{number:02}份" in first for number in range(31)],
        [f"第{number:02}份" in second for number in range(31)],
    )
    assert (sum(shown[0]), sum(shown[1])) == (30, 1)
    assert all(a != b for a, b in zip(*shown, strict=True))
    assert f"第{30:02}份" not in read(court.lin, f"{SEALS}?seal=finance")
    assert read(court.lin, f"{SEALS}?before=nonsense")


# receptions


def test_reception_days_through_the_page(court: Court, clock: Clock) -> None:
    filed(court)

    given = {"day": "2026-06-20", "begins": "09:00", "ends": "11:00", "times": "2", "place": "1号楼底层"}
    assert send(court.yan, f"{RECEPTIONS}announce/", **given) == 303
    first, second = Reception.objects.order_by("starts_at")
    assert send(court.yan, f"{RECEPTIONS}{second.pk}/drop/", reason="会议室装修") == 303
    assert send(court.yan, f"{RECEPTIONS}{first.pk}/hold/", visitors=2, words="问了停车。") == 409
    clock.go_on_to(BEGINS + timedelta(hours=2))
    assert send(court.yan, f"{RECEPTIONS}{first.pk}/hold/", visitors=2, words="问了停车。") == 303

    first.refresh_from_db()
    assert (first.starts_at, first.visitors) == (BEGINS, 2)
    assert "问了停车。" in read(court.lin, RECEPTIONS)
    assert "问了停车。" not in read(None, RECEPTIONS)


def test_the_next_day_stands_on_the_estates_page_for_everybody(court: Court) -> None:
    filed(court)
    said = Announcement(
        estate=court.estate, starts_at=BEGINS, ends_at=BEGINS + timedelta(hours=2), place="议事厅", times=3
    )

    before = read(None, "/e/plum/")
    announce_reception(said, by=court.yan, at=MONDAY_9AM)
    after = read(None, "/e/plum/")

    assert "议事厅" not in before
    assert after.count("议事厅") == 1


# reports


def test_a_report_through_the_page(court: Court) -> None:
    filed(court)
    file = SimpleUploadedFile("收支.pdf", b"%PDF-1.7 figures")

    assert send(court.yan, f"{REPORTS}post/", year="2025", words="一年里开会六次。", file=file) == 303

    assert YearReport.objects.get().file_name == "收支.pdf"
    assert "2025/" in read(None, REPORTS)
    assert "一年里开会六次。" in read(None, f"{REPORTS}2025/")
    answer = Client().get(f"{REPORTS}2025/file/")
    assert (answer.content, answer.headers["Content-Type"]) == (b"%PDF-1.7 figures", "application/pdf")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert status(None, f"{REPORTS}2024/") == 404
    assert status(court.lin, f"{REPORTS}post/") == 403


def test_a_report_without_a_file_has_none_to_open(court: Court) -> None:
    filed(court)

    assert send(court.yan, f"{REPORTS}post/", year="2025", words="一年里开会六次。") == 303

    assert status(None, f"{REPORTS}2025/file/") == 404
    assert send(court.yan, f"{REPORTS}post/", year="2025", words="再报一次。") == 422


def test_a_file_that_is_neither_pdf_nor_picture_is_refused_at_its_field(court: Court) -> None:
    filed(court)
    file = SimpleUploadedFile("收支.pdf", b"MZ programme")

    assert send(court.yan, f"{REPORTS}post/", year="2025", words="一年里开会六次。", file=file) == 422
    assert YearReport.objects.count() == 0


# limits


def test_limits_through_the_page(court: Court) -> None:
    committee = filed(court)
    said, resolution = decision(court), decided(committee, court)

    given = {
        "decision": said.pk,
        "title": "公共部位小修",
        "each": "2,000",
        "total": "2万元",
        "valid_from": "2026-01-01",
    }
    assert send(court.yan, f"{LIMITS}give/", **(given | {"each": "许多"})) == 422
    assert send(court.yan, f"{LIMITS}give/", **given) == 303
    one = Limit.objects.get()
    spent = {"decision": resolution.pk, "fen": "2,000.01", "what": "修门禁", "on": TODAY}
    assert send(court.yan, f"{LIMITS}{one.pk}/use/", **spent) == 422
    assert send(court.yan, f"{LIMITS}{one.pk}/use/", **(spent | {"fen": "1,280.50"})) == 303

    assert (one.each_fen, one.total_fen, LimitUse.objects.get().fen) == (200_000, 2_000_000, 128_050)
    assert "18,719.50" in read(court.lin, LIMITS)
    assert send(court.yan, f"{LIMITS}{one.pk}/end/", reason="业主大会另有决定") == 303
    assert "业主大会另有决定" in read(court.lin, LIMITS)


# the secretary


def test_a_secretary_through_the_page(court: Court) -> None:
    filed(court)
    wen = people.person("文书香", court.area, phone="13900009999", password="plum blossom 8")

    assert send(court.desk, f"{SECRETARY}name/", sign_in_name="13900000000") == 422
    assert send(court.desk, f"{SECRETARY}name/", sign_in_name=court.zhu.phone) == 422
    assert send(court.desk, f"{SECRETARY}name/", sign_in_name=wen.phone) == 303
    assert "文书香" in read(court.lin, "/e/plum/committee/")
    assert "文书香" not in read(None, "/e/plum/committee/")
    one = Secretary.objects.get()
    assert status(court.lin, f"{SECRETARY}{one.pk}/end/") == 403
    assert send(wen, f"{SECRETARY}{one.pk}/end/") == 303

    assert Office.objects.filter(kind="secretary", until__isnull=True).count() == 0


def test_the_secretary_reads_the_committees_pages(court: Court) -> None:
    three_seals(filed(court))
    helper = secretary(court)

    assert [status(helper, address) for address in (SEALS, LIMITS, RECEPTIONS, REPORTS)] == [200] * 4
    assert [status(helper, f"{address}") for address in (f"{SEALS}cut/", f"{LIMITS}give/", f"{REPORTS}post/")] == [
        403
    ] * 3
    assert status(helper, f"{RECEPTIONS}announce/") == 200


# all of it


def test_the_committees_page_has_the_ways_to_all_of_it(court: Court) -> None:
    committee = filed(court)
    three_seals(committee)
    limit(court)

    page = read(court.yan, "/e/plum/committee/")

    assert all(address in page for address in (SEALS, LIMITS, RECEPTIONS, REPORTS))
    stranger = read(None, "/e/plum/committee/")
    assert [address in stranger for address in (SEALS, LIMITS, RECEPTIONS)] == [False, False, True]


@pytest.mark.parametrize("what", ["seals", "receptions", "reports", "limits"])
def test_pages_ask_as_often_for_three_rows_as_for_one(court: Court, what: str) -> None:
    committee = filed(court)
    seal = three_seals(committee)[0]

    def add(number: int) -> None:
        resolution = decided(committee, court, f"第{number}件", state="posted", posted_on=TODAY)
        use_seal(seal.pk, Use(used_on=TODAY, what="合同", resolution=resolution.pk), by=court.yan, at=MONDAY_9AM)
        spent = Spending(resolution=resolution.pk, fen=YUAN, what="小修", on=TODAY)
        use_limit(limit(court).pk, spent, by=court.yan, at=MONDAY_9AM)
        begins = BEGINS + timedelta(days=number)
        said = Announcement(estate=court.estate, starts_at=begins, ends_at=begins + timedelta(hours=1), place="议事厅")
        announce_reception(said, by=court.yan, at=MONDAY_9AM)
        YearReport.objects.create(
            estate=court.estate, committee=committee, year=2020 + number, words="开会六次。", posted_on=TODAY,
            posted_by=court.yan,
        )  # fmt: skip

    address = {"seals": SEALS, "receptions": RECEPTIONS, "reports": REPORTS, "limits": LIMITS}[what]
    add(0)
    once = queries_of(court.yan, address)
    for number in (1, 2):
        add(number)

    assert queries_of(court.yan, address) == once
