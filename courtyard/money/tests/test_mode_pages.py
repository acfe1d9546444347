"""How the company is paid: one page for each mode, in plain words, with the tables that are owed in public."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from courtyard.conftest import MONDAY_9AM, Court
from courtyard.money.actions.books import close_month
from courtyard.money.actions.expenses import Spent, record_expense
from courtyard.money.models import Budget, Expense, YearAudit, YearClosing
from courtyard.money.tests.build import TODAY, ads, book, booked, leg
from courtyard.money.tests.revenue import budgeted, commission, decided, paid_by, trust
from courtyard.services.tests.reading import client_of, queries_of, read, send, status
from courtyard.trail.tests.clock import Clock

MODE, AUDITS = "/e/plum/money/mode/", "/e/plum/money/audits/"
pytestmark = pytest.mark.usefixtures("clock")


def cleaned(court: Court, fen: int = 800_00, account: str = "fees_cleaning", authority: str = "budget") -> Expense:
    told = Spent(
        estate_id=court.estate.pk, account=account, fen=fen, day=TODAY, what="六月保洁费", payee="洁净保洁公司",
        authority=authority,
    )  # fmt: skip
    return record_expense(told, by=court.zhu, at=MONDAY_9AM)


def heads(page: str) -> list[str]:
    return [part.partition("</h2>")[0].rpartition(">")[2] for part in page.split('<h2 id="t-')[1:]]


def test_without_books_the_page_says_so(court: Court) -> None:
    assert "No books are kept here yet." in read(None, MODE)


def test_a_lump_sum_shows_prices_revenue_and_the_fund_alone(court: Court) -> None:
    paid_by(court, "lump_sum")
    book(court)
    booked(court, ads(77_00))

    page = read(None, MODE)

    assert heads(page) == ["Prices", "Public revenue in and out", "Maintenance fund in and out"]
    assert "is its own affair" in page
    assert "1.85 yuan a m² and month" in page
    assert "77.00" in page
    assert "Book a spending" not in read(court.zhu, MODE)


def test_without_a_contract_it_is_taken_for_a_lump_sum_and_says_so(court: Court) -> None:
    book(court)

    assert "it is taken for a lump sum" in read(None, MODE)


def test_a_commission_shows_its_budget_its_quarters_and_its_year(court: Court) -> None:
    commission(court)
    budgeted(court)
    booked(court, leg("fees_receivable", "fees_income", 10_000_00, home=court.home), kind="bills", what="六月物业费")
    cleaned(court, 1_200_00)

    page = read(None, MODE)

    assert heads(page) == [
        "Prices", "Public revenue in and out", "Maintenance fund in and out", "Owners’ fees in and out",
        "The year’s budget", "Budget and spending by quarter", "The year, and its audit",
    ]  # fmt: skip
    for said in (
        "a share of 8%",
        "年度预算",
        "1,200.00",
        "+200.00",
        "28,800.00",
        "8% of 10,000.00 yuan of income is 800.00",
    ):
        assert said in page
    assert "28,800.00" in read(None, f"{MODE}?quarter=2026Q4")
    assert status(None, f"{MODE}?quarter=2031Q1") == 404


def test_a_trust_shows_every_purchase_with_its_supplier(court: Court) -> None:
    trust(court)
    cleaned(court, account="trust_cleaning", authority="contract")

    page = read(None, MODE)

    assert heads(page)[-1] == "Every purchase"
    assert "洁净保洁公司" in page
    assert "六月保洁费" in page
    assert "洁净保洁公司" not in read(None, f"{MODE}?quarter=2026Q1")


def test_a_budget_and_a_spending_through_their_pages(court: Court) -> None:
    commission(court)
    decision = decided(court, "年度预算", "other")

    assert send(court.zhu, f"{MODE}budget/2026/").status_code == 422
    assert send(court.zhu, f"{MODE}budget/2026/", **{"fees_cleaning-2": "1,000"}).status_code == 303
    assert "nobody approved it yet" in read(None, MODE)
    assert status(court.zhu, f"{MODE}budget/2026/approve/") == 403
    assert send(court.yan, f"{MODE}budget/2026/approve/", ground=f"assembly:{decision.pk}").status_code == 303
    told = {
        "account": "fees_cleaning", "day": "2026-06-08", "what": "保洁", "payee": "洁净保洁公司", "authority": "budget",
    }  # fmt: skip
    over = send(court.zhu, f"{MODE}expense/", fen="1000.01", **told)
    done = send(court.zhu, f"{MODE}expense/", fen="1000", **told)

    assert (over.status_code, done.status_code) == (422, 303)
    assert "has 1,000.00 yuan left" in over.content.decode()
    assert (Budget.objects.get().version, Expense.objects.get().entry.authority) == (1, "budget")
    assert 'value="1,000.00"' in read(court.zhu, f"{MODE}budget/2026/")


def test_under_a_lump_sum_the_forms_are_refused_with_a_reason(court: Court) -> None:
    book(court)

    answer = client_of(court.zhu).get(f"{MODE}expense/")

    assert answer.status_code == 409
    assert "its own affair" in answer.content.decode()


def test_a_year_is_closed_through_the_page(court: Court, clock: Clock) -> None:
    commission(court)
    clock.moment = datetime(2027, 1, 4, 9, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
    for month in range(1, 13):
        close_month(court.estate.pk, date(2026, month, 1), by=court.yan, at=clock.moment)

    assert "Close 2026, carry on what is left" in read(court.yan, f"{MODE}?year=2026")
    assert send(court.lin, f"{MODE}years/2026/close/").status_code == 403
    assert send(court.yan, f"{MODE}years/2026/close/").status_code == 303

    assert "20,000.00 yuan are carried into the next year" in read(None, f"{MODE}?year=2026")
    assert YearClosing.objects.get().carried_fen == 20_000_00


def test_an_audit_through_its_pages(court: Court) -> None:
    commission(court)
    asked = {"year": "2026", "fund": "fees", "auditor": "公信会计师事务所", "on": "2026-05-06"}

    assert status(court.zhu, f"{AUDITS}commission/") == 403
    assert send(court.jie, f"{AUDITS}commission/", **asked).status_code == 303
    audit = YearAudit.objects.get()
    here = f"{AUDITS}{audit.pk}/"
    assert status(None, f"{here}file/") == 404
    assert "not yet: 公信会计师事务所 was asked" in read(None, MODE)
    file = SimpleUploadedFile("审计.pdf", b"%PDF-1.7 audit")
    told = {"on": "2026-06-08", "words": "账实相符。", "file": file, "looked": "on"}
    assert send(court.yan, here, **told).status_code == 303

    assert "yes, by 公信会计师事务所" in read(None, MODE)
    assert "账实相符。" in read(None, AUDITS)
    assert client_of(None).get(f"{here}file/").content == b"%PDF-1.7 audit"


@pytest.mark.parametrize(
    ("mode", "keys"),
    [
        ("lump_sum", ["revenue", "fund"]),
        ("commission", ["revenue", "fund", "fees", "budget", "quarter", "year"]),
        ("trust", ["revenue", "fund", "trust", "budget", "quarter", "year", "purchases"]),
    ],
)
def test_each_mode_has_its_files_and_no_other(court: Court, mode: str, keys: list[str]) -> None:
    paid_by(court, mode)
    book(court)
    every = ("revenue", "fund", "fees", "trust", "budget", "quarter", "year", "purchases")

    there = [key for key in every for form in ("csv", "xlsx") if status(None, f"{MODE}file/{key}/{form}/") == 200]

    assert there[::2] == there[1::2] == keys


def test_purchases_as_a_file_name_the_supplier(court: Court) -> None:
    trust(court)
    cleaned(court, account="trust_cleaning", authority="contract")

    told = client_of(None).get(f"{MODE}file/purchases/csv/?quarter=2026Q2").content.decode("utf-8-sig").splitlines()

    assert told[1] == '2026-06-08,2,"cleaning, paid by the trust",六月保洁费,洁净保洁公司,800.00,'


@pytest.mark.parametrize("mode", ["commission", "trust"])
def test_the_page_asks_the_same_for_many_entries(court: Court, mode: str) -> None:
    account = "fees_cleaning" if mode == "commission" else "trust_cleaning"
    if mode == "commission":
        commission(court)
    else:
        trust(court)
    cleaned(court, 100, account, "contract")
    once = queries_of(court.yan, MODE)

    for fen in (200, 300, 400):
        cleaned(court, fen, account, "contract")

    assert queries_of(court.yan, MODE) == once


def test_the_estates_page_says_what_each_fund_has(court: Court) -> None:
    assert "No books are kept here yet." in read(None, "/e/plum/")
    book(court)

    page = read(None, "/e/plum/")

    assert "5,000.00 yuan" in page
    assert "/e/plum/revenue/" in page
    assert MODE in page


def test_the_books_are_a_tab_and_on_the_first_page(court: Court) -> None:
    page = read(court.lin, "/")

    assert page.count("/e/plum/money/") >= 2
