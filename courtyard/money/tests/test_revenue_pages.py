"""Public revenue through its pages: read by everybody, booked and moved by whoever may, saved as files."""

import io
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from python_calamine import CalamineWorkbook

from courtyard.conftest import MONDAY_9AM, Court
from courtyard.money.actions.projects import show_contract
from courtyard.money.models import QuarterMove, RevenueCost, RevenuePlan, RevenueProject, RevenueReceipt
from courtyard.money.tests.build import book
from courtyard.money.tests.revenue import MARCH, by_assembly, came, cost, decided, earned, moved, paper, project
from courtyard.services.tests.reading import client_of, queries_of, read, send, status
from courtyard.trail.tests.clock import Clock

ALL = "/e/plum/revenue/"
pytestmark = pytest.mark.usefixtures("clock")


def test_without_books_the_page_says_so(court: Court) -> None:
    assert "No books are kept here yet." in read(None, ALL)
    assert status(None, f"{ALL}file/quarters/csv/") == 404


def test_everybody_reads_what_comes_in_and_what_goes_to_the_fund(court: Court) -> None:
    one = earned(court)
    cost(court, one)
    moved(court)

    page = read(None, ALL)

    for said in (
        "1,800.00",
        "200.00",
        "1,600.00",
        "800.01",
        "1,000.00",
        "电梯轿厢广告",
        "灿烂传媒公司",
        "no decision known",
    ):
        assert said in page
    assert "第五十一条" in page
    assert "Move it" not in page
    assert "Add a project" not in page


def test_a_project_from_opening_to_its_end_through_the_pages(court: Court) -> None:
    book(court)
    decision = decided(court, "利用电梯轿厢经营广告", "common-parts")
    told = {
        "kind": "lift_ads", "name": "电梯轿厢广告", "since": "2026-01-01", "collector": "wu", "party": "灿烂传媒公司",
        "price_fen": "600", "per": "month", "share": "30", "ground": f"assembly:{decision.pk}",
    }  # fmt: skip

    assert send(court.zhu, f"{ALL}open/", **told).status_code == 303
    one = RevenueProject.objects.get()
    here = f"{ALL}{one.pk}/"
    due = one.dues.order_by("due_on")[0]
    income = {"fen": "600", "day": MARCH, "due": due.pk, "place": "revenue_bank"}
    assert send(court.zhu, f"{here}income/", **income).status_code == 303
    spent = {
        "account": "revenue_managers_share",
        "fen": "180",
        "day": MARCH,
        "what": "经营分成",
        "place": "revenue_bank",
    }
    assert send(court.zhu, f"{here}cost/", **spent).status_code == 303
    file = SimpleUploadedFile("合同.pdf", b"%PDF-1.7 contract")
    assert send(court.yan, f"{here}contract/", file=file).status_code == 422
    file.seek(0)
    assert send(court.yan, f"{here}contract/", file=file, looked="on").status_code == 303
    assert send(court.yan, f"{here}close/", last_day="2026-05-31", reason="合同到期").status_code == 303

    page = read(None, here)
    for said in (
        "利用电梯轿厢经营广告",
        "30% of what comes in",
        "600.00",
        "180.00",
        "合同到期",
        "经营分成",
        "Read the contract",
    ):
        assert said in page
    answer = client_of(None).get(f"{here}file/")
    assert (answer.content, answer["Content-Type"]) == (b"%PDF-1.7 contract", "application/pdf")
    assert (RevenueReceipt.objects.get().due, RevenueCost.objects.get().fen) == (due, 180_00)


def test_what_is_wrong_is_said_at_its_field(court: Court) -> None:
    one = earned(court)
    here = f"{ALL}{one.pk}/"

    negative = send(court.zhu, f"{here}income/", fen="-5", day=MARCH, place="revenue_bank")
    above = send(
        court.zhu, f"{here}cost/", account="revenue_cost", fen="1800.01", day=MARCH, what="灯管", place="revenue_bank"
    )
    finer = send(court.zhu, f"{here}income/", fen="5.005", day=MARCH, place="revenue_bank")

    assert [answer.status_code for answer in (negative, above, finer)] == [422, 422, 422]
    assert "more than 0" in negative.content.decode()
    assert "It cannot cost more than it brings in" in above.content.decode()
    assert "at most two decimals" in finer.content.decode()


def test_the_page_of_a_move_reckons_and_proposes(court: Court) -> None:
    one = earned(court)
    cost(court, one)
    address = f"{ALL}move/2026Q1/"

    page = read(court.yan, address)
    for said in ("1,800.00", "200.00", "1,600.00", 'value="800.01"', "第五十一条", "homes"):
        assert said in page
    little = send(court.yan, address, fen="800", day="2026-04-10", what="补充维修资金")
    much = send(court.yan, address, fen="99999", day="2026-04-10", what="补充维修资金")
    done = send(court.yan, address, fen="800.01", day="2026-04-10", what="补充维修资金")
    twice = send(court.yan, address, fen="800.01", day="2026-04-10", what="补充维修资金")

    assert [answer.status_code for answer in (little, much, done, twice)] == [422, 422, 303, 409]
    assert "At least 800.01 yuan" in little.content.decode()
    assert QuarterMove.objects.get().fen == 800_01


def test_the_owners_may_move_less_by_decision(court: Court) -> None:
    earned(court)
    decision = decided(court, "先修大门", "other")
    told = {"fen": "100", "day": "2026-04-10", "what": "补充维修资金", "ground": f"assembly:{decision.pk}"}

    assert send(court.yan, f"{ALL}move/2026Q1/", **told).status_code == 303

    assert "less, by decision no. 1 of 2026" in read(None, ALL)


@pytest.mark.parametrize("quarter", ["2025Q4", "2026Q3", "2026Q5", "x"])
def test_no_other_quarter_is_there(court: Court, quarter: str) -> None:
    earned(court)

    assert status(court.yan, f"{ALL}move/{quarter}/") == 404


def test_a_plan_through_its_pages_warns_of_too_much(court: Court) -> None:
    book(court)
    decision = decided(court, "收益使用计划", "other")

    assert send(court.yan, f"{ALL}plan/2026/").status_code == 422
    told = {"fen-revenue_upkeep": "99,000", "words-revenue_upkeep": "修大门"}
    assert send(court.yan, f"{ALL}plan/2026/", **told).status_code == 303
    assert "A plan was drafted and is not approved yet." in read(None, ALL)
    assert send(court.yan, f"{ALL}plan/2026/approve/", ground="").status_code == 422
    assert send(court.yan, f"{ALL}plan/2026/approve/", ground=f"assembly:{decision.pk}").status_code == 303

    page = read(None, ALL)
    assert RevenuePlan.objects.get().version == 1
    for said in ("Approved, version 1.", "收益使用计划", "修大门", "94,000.00 too few"):
        assert said in page
    assert status(court.yan, f"{ALL}plan/2026/approve/") == 404
    assert "?year=2027" in read(court.yan, ALL)


def test_what_the_company_holds_is_told_and_passed_on(court: Court) -> None:
    book(court)
    came(court, project(court), place="revenue_with_company")
    assert "The company holds 1,800.00 yuan" in read(None, ALL)

    send(court.zhu, f"{ALL}pass-on/", fen="1800", day="2026-06-08", what="划转")

    assert "The company holds" not in read(None, ALL)


def test_another_year_of_dues_is_laid_out(court: Court, clock: Clock) -> None:
    book(court)
    one = project(court)

    assert send(court.zhu, f"{ALL}{one.pk}/dues/").status_code == 409
    assert send(court.lin, f"{ALL}{one.pk}/dues/").status_code == 403
    assert "due on" in read(None, f"{ALL}{one.pk}/")


def test_the_tables_are_saved_as_files(court: Court) -> None:
    one = earned(court)
    cost(court, one, what="=1+1")
    moved(court)

    told = client_of(None).get(f"{ALL}file/quarters/csv/").content.decode("utf-8-sig").splitlines()
    assert told[1] == "quarter 1 of 2026,1800.00,200.00,1600.00,800.01,1000.00"
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(client_of(None).get(f"{ALL}file/quarters/xlsx/").content))
    assert sheet.get_sheet_by_index(0).to_python()[1][1:] == [1800.0, 200.0, 1600.0, 800.01, 1000.0]
    assert "电梯轿厢广告" in client_of(None).get(f"{ALL}file/projects/csv/").content.decode("utf-8-sig")
    assert status(None, f"{ALL}file/plan/xlsx/") == 200
    assert status(None, f"{ALL}file/plan/pdf/") == status(None, f"{ALL}file/homes/csv/") == 404


def test_a_page_asks_the_same_for_many_rows(court: Court) -> None:
    decision = by_assembly(decided(court, "广告", "common-parts"))
    book(court)
    one = project(court, ground=decision)
    came(court, one)
    cost(court, one)
    once = [queries_of(court.yan, address) for address in (ALL, f"{ALL}{one.pk}/")]

    for _ in range(3):
        other = project(court, ground=decision)
        came(court, other)
        cost(court, other)
        came(court, one)
        cost(court, one)

    assert [queries_of(court.yan, address) for address in (ALL, f"{ALL}{one.pk}/")] == once


def test_nobody_else_comes_to_the_forms(court: Court) -> None:
    one = earned(court)
    send(court.yan, f"{ALL}plan/2026/", **{"fen-revenue_upkeep": "1"})
    owners = [f"{ALL}move/2026Q1/", f"{ALL}plan/2026/", f"{ALL}plan/2026/approve/"]
    either = [
        f"{ALL}open/",
        f"{ALL}pass-on/",
        f"{ALL}{one.pk}/cost/",
        f"{ALL}{one.pk}/contract/",
        f"{ALL}{one.pk}/close/",
    ]

    for address in (*owners, *either):
        assert (status(None, address), status(court.lin, address)) == (302, 403), address
    for address in owners:
        assert (status(court.yan, address), status(court.zhu, address)) == (200, 403), address
    for address in either:
        assert (status(court.yan, address), status(court.zhu, address)) == (200, 200), address
    income = f"{ALL}{one.pk}/income/"
    assert (status(court.zhu, income), status(court.yan, income)) == (200, 403)


def test_a_file_that_is_gone_is_not_there(court: Court) -> None:
    book(court)
    one = project(court)
    address = f"{ALL}{one.pk}/file/"
    assert status(None, address) == 404

    show_contract(one.pk, paper(court), looked=True, by=court.yan, at=MONDAY_9AM)

    assert status(None, address) == 200
    assert status(None, address.replace("plum", "pine")) == 404


def test_a_project_in_another_year_is_found_by_its_year(court: Court) -> None:
    book(court)
    project(court, since=date(2025, 1, 1), until=date(2025, 12, 31), name="旧合同")

    assert "旧合同" not in read(None, ALL)
