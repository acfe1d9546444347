"""The pages of the bank: whoever keeps the fund sees them, from the file to the last fen; the public reads figures."""

import io
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from pypdf import PdfReader
from python_calamine import CalamineWorkbook

from courtyard.conftest import MONDAY_9AM, Court
from courtyard.money.actions.bank import reconcile_account
from courtyard.money.actions.bank_matching import book_line
from courtyard.money.models import BankAccount, BankLine, Entry, LineMatch, Reconciliation, Statement
from courtyard.money.tests.banking import ADS, CHARGE, HEAD, INTEREST, MONTH, account, imported, line
from courtyard.money.tests.build import TODAY, ads, book, booked
from courtyard.money.tests.test_ledger_pages import LEDGER, client, read
from courtyard.people.models import Person
from courtyard.trail.ids import new_id

pytestmark = pytest.mark.usefixtures("clock")
BANK = f"{LEDGER}bank/"


def there(one: BankAccount, end: str = "") -> str:
    return f"{BANK}{one.pk}/{end}"


def upload(person: Person, one: BankAccount, text: str | bytes, name: str = "六月.csv") -> Any:
    data = text if isinstance(text, bytes) else text.encode()
    return client(person).post(there(one, "import/"), {"file": SimpleUploadedFile(name, data)})


def ticket(answer: Any) -> str:
    return str(answer.context["waiting"].ticket())


def columns(answer: Any, **said: str) -> dict[str, str]:
    return {f"column_{one.index}": one.column.value for one in answer.context["form"]._headings} | said


def test_an_account_is_added_through_its_page(court: Court) -> None:
    book(court)
    form = {
        "id": str(new_id()), "key": "revenue_bank", "bank": "浦江银行", "digits": "8888", "holder": "梅苑",
        "since": "2026-01-01", "opening": "5,000.00", "gateway": "",
    }  # fmt: skip

    wrong = client(court.yan).post(f"{BANK}add/", form | {"digits": "8", "opening": "五千"})
    done = client(court.yan).post(f"{BANK}add/", form)

    one = BankAccount.objects.get()
    assert (wrong.status_code, done.status_code, one.opening_fen) == (422, 302, 5_000_00)
    assert "浦江银行" in read(court.yan, BANK)


def test_another_fund_is_not_there_for_whoever_does_not_keep_it(court: Court) -> None:
    book(court)
    fees = account(court, "fees_bank", by=court.zhu, fund="fees", bank="东海银行")

    assert client(court.yan).get(there(fees)).status_code == 404
    assert "东海银行" not in read(court.yan, BANK)
    assert client(court.lin).get(BANK).status_code == 404
    assert client(None).get(BANK).status_code == 302


def test_an_account_is_corrected_and_ended_through_its_pages(court: Court) -> None:
    book(court)
    one = account(court)
    form = {"bank": "东海银行", "digits": "1234", "holder": "梅苑", "opening": ""}

    assert client(court.yan).post(there(one, "correct/"), form | {"digits": "x"}).status_code == 422
    assert client(court.yan).post(there(one, "correct/"), form).status_code == 302
    assert client(court.yan).post(there(one, "end/"), {"on": "2026-07-01", "reason": "换银行"}).status_code == 422
    assert client(court.yan).post(there(one, "end/"), {"on": "2026-06-08", "reason": "换银行"}).status_code == 302

    one.refresh_from_db()
    assert (one.bank, one.digits, one.end_reason) == ("东海银行", "1234", "换银行")


def test_a_file_is_looked_at_then_imported_and_the_same_again_is_told(court: Court) -> None:
    book(court)
    one = account(court)

    seen = upload(court.yan, one, MONTH)
    assert (seen.status_code, BankLine.objects.count()) == (200, 0)
    assert "Import 3 lines" in seen.text
    done = client(court.yan).post(there(one, "import/keep/"), {"ticket": ticket(seen), "do": "import", **columns(seen)})
    again = upload(court.yan, one, MONTH)

    assert (done.status_code, BankLine.objects.count()) == (303, 3)
    assert "New lines imported: 3" in client(court.yan).get(done["Location"]).text
    assert (again.status_code, Statement.objects.count()) == (422, 1)
    assert "This very file was imported on" in again.text


def test_columns_are_corrected_on_the_page(court: Court) -> None:
    book(court)
    one = account(court)
    odd = "交易日期,收入,支出,余额,甲\n2026-06-01,1000.00,,6000.00,浦江广告\n"
    seen = upload(court.yan, one, odd)
    said = {"ticket": ticket(seen), **columns(seen, column_4="name")}
    send = client(court.yan).post

    shown = send(there(one, "import/keep/"), said | {"do": "again"})
    twice = send(there(one, "import/keep/"), said | {"do": "import", "column_4": "balance"})
    done = send(there(one, "import/keep/"), said | {"do": "import"})

    assert "浦江广告" in shown.text
    assert twice.status_code == 422
    assert "both said to be the same thing" in twice.text
    assert (done.status_code, BankLine.objects.get().name) == (303, "浦江广告")
    assert (
        "As you said the last time" in upload(court.yan, one, odd.replace("1000", "2000").replace("6000", "7000")).text
    )


def test_what_is_wrong_with_a_file_is_shown_by_row_and_cannot_be_imported(court: Court) -> None:
    book(court)
    one = account(court)
    broken = MONTH + "2026-06-04,1.005,,5991.71,,利息,A4\n"

    seen = upload(court.yan, one, broken)
    forced = client(court.yan).post(there(one, "import/keep/"), {"ticket": ticket(seen), "do": "import"})

    assert "row 5" in seen.text
    assert "parts of a fen" in seen.text
    assert "Import 4" not in seen.text
    assert (forced.status_code, BankLine.objects.count()) == (422, 0)


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7", "姓名\n林\n".encode(), b"x" * 11_000_000])
def test_what_is_no_statement_is_refused_at_its_field(court: Court, data: bytes) -> None:
    book(court)

    answer = upload(court.yan, account(court), data)

    assert answer.status_code == 422
    assert "id_file" in answer.text


def test_a_ticket_of_another_account_or_an_old_one_asks_for_the_file_again(court: Court) -> None:
    book(court)
    one, other = account(court), account(court, "fund_bank", fund="maintenance")
    seen = upload(court.yan, one, MONTH)

    for said in (ticket(seen), "nonsense"):
        answer = client(court.yan).post(there(other, "import/keep/"), {"ticket": said, "do": "import"})
        assert answer.status_code == 422
        assert "Please choose it again." in answer.text


def test_a_file_that_waits_is_read_by_nobody_who_has_the_disk(court: Court) -> None:
    from django.core.files.storage import default_storage

    book(court)
    seen = upload(court.yan, account(court), MONTH)

    with default_storage.open(seen.context["waiting"].file) as file:
        assert "浦江广告".encode() not in file.read()


def test_what_is_ready_is_confirmed_at_once_and_counted(court: Court) -> None:
    book(court)
    one = account(court)
    imported(court, one)
    for fen in (1_000_00, 3_21):
        booked(court, ads(fen), day=line(one, fen).day)

    page = client(court.yan).get(there(one, "match/"))
    tokens = [way["token"] for way in page.context["ready"]]
    sent = client(court.yan).post(there(one, "match/"), {"ready": [*tokens, "gone"]})
    done = read(court.yan, sent["Location"])

    assert "Confirm all 2" in page.text
    assert "2 lines were matched." in done
    assert "1 was not" in done
    assert (LineMatch.objects.count(), BankLine.objects.exclude(open_fen=0).count()) == (2, 1)


def test_a_line_is_settled_booked_and_let_go_through_its_pages(court: Court) -> None:
    book(court)
    one = account(court)
    imported(court, one)
    entry = booked(court, ads(700_00), day=TODAY)
    ours = f"{BANK}lines/{line(one, 1_000_00).pk}/"
    send = client(court.yan).post

    assert send(ours, {"way": "nonsense"}).status_code == 422
    assert send(ours, {"way": f"one:entry:{entry.pk.hex}"}).status_code == 302
    assert "300.00 yuan are open" in read(court.yan, ours)
    assert send(f"{ours}book/", {"key": "revenue_lockers", "what": ""}).status_code == 422
    assert send(f"{ours}book/", {"key": "revenue_lockers", "what": "快递柜"}).status_code == 302
    match = LineMatch.objects.get(target="other")
    assert "is booked back today" in read(court.yan, f"{BANK}matches/{match.pk}/withdraw/")
    assert send(f"{BANK}matches/{match.pk}/withdraw/", {"words": ""}).status_code == 422
    assert send(f"{BANK}matches/{match.pk}/withdraw/", {"words": "不是"}).status_code == 302

    assert BankLine.objects.get(fen=1_000_00).open_fen == 300_00
    assert Entry.objects.filter(reverses=match.entry).exists()


def test_books_against_bank_on_a_page_on_paper_and_as_a_spreadsheet(court: Court) -> None:
    book(court)
    one = account(court)
    imported(court, one)
    book_line(line(one, 3_21).pk, key="revenue_interest", what="利息", by=court.yan, at=MONDAY_9AM)
    address = there(one, "reconcile/")

    page = read(court.yan, address)
    paper = client(court.yan).get(f"{address}file/pdf/")
    sheet = client(court.yan).get(f"{address}file/xlsx/?day=2026-06-08")

    assert page.count("The bank has it, and it is not booked.") == 2
    text = "".join(PdfReader(io.BytesIO(paper.content)).pages[0].extract_text().split())
    assert "5,990.71" in text
    assert "notbooked" in text
    rows = CalamineWorkbook.from_filelike(io.BytesIO(sheet.content)).get_sheet_by_index(0).to_python()
    assert [row[2] for row in rows[1:4]] == [5003.21, 5990.71, -987.5]
    for wrong in ("?day=x", "?day=2027-01-01", "?day=2025-01-01"):
        assert client(court.yan).get(address + wrong).status_code == 404
    assert client(court.yan).get(f"{address}file/doc/").status_code == 404


def test_everybody_reads_that_it_was_done_and_no_name(court: Court) -> None:
    book(court)
    one = account(court)
    imported(court, one)
    assert "not reconciled yet, 3 lines open" in read(None, LEDGER)

    wrong = client(court.yan).post(there(one, "reconcile/"), {"day": "2027-01-01"})
    done = client(court.yan).post(there(one, "reconcile/"), {"day": "2026-06-08"})

    page = read(None, LEDGER)
    assert (wrong.status_code, done.status_code, Reconciliation.objects.count()) == (422, 302, 1)
    assert "difference -990.71 yuan" in page
    assert "浦江" not in page
    assert "Accounts at the bank" not in page
    assert "Accounts at the bank" in read(court.yan, LEDGER)


def test_pages_ask_the_same_for_many_lines(court: Court) -> None:
    def queries(person: Person | None, address: str) -> int:
        with CaptureQueriesContext(connection) as seen:
            read(person, address)
        return len(seen)

    book(court)
    one = account(court)
    imported(court, one, HEAD + ADS)
    booked(court, ads(1_000_00), day=TODAY)
    reconcile_account(one.pk, TODAY, by=court.yan, at=MONDAY_9AM)
    addresses = [BANK, there(one), there(one, "match/"), there(one, "reconcile/"), LEDGER]
    once = [queries(court.yan, address) for address in addresses]
    imported(court, one, HEAD + CHARGE + INTEREST)
    for fen in (3_21, 9_99, 5_55):
        booked(court, ads(fen), day=TODAY)
    account(court, "fund_bank", fund="maintenance")

    assert [queries(court.yan, address) for address in addresses] == once


def test_lines_are_read_in_stretches(court: Court, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("courtyard.money.queries.bank.LINES_SHOWN", 2)
    book(court)
    one = account(court)
    imported(court, one)

    assert "浦江广告" not in read(court.yan, there(one))
    assert "浦江广告" in read(court.yan, there(one, "?before=2026-06-02_2"))
    assert client(court.yan).get(there(one, "?before=nonsense")).status_code == 404
