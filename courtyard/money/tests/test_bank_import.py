"""What the bank writes is imported once, whole or not at all, by whoever keeps the fund."""

from datetime import date, timedelta
from typing import Any

import pytest

from courtyard.conftest import MONDAY_9AM, Court
from courtyard.core.bank import Column
from courtyard.core.errors import BadInput, NotAllowed, Refusal
from courtyard.money import statements
from courtyard.money.actions import bank
from courtyard.money.actions.bank import correct_bank_account, end_bank_account, import_statement
from courtyard.money.models import BankAccount, BankLine, ColumnMap, Statement
from courtyard.money.statements import BYTES_MAX, OtherAccount, against, look_into
from courtyard.money.tests.banking import ADS, CHARGE, HEAD, INTEREST, MONTH, account, imported, line, taken
from courtyard.money.tests.build import OPENS, TODAY, book
from courtyard.people.models import CLERK
from courtyard.places.sheets import refusals
from courtyard.trail.ids import new_id
from courtyard.trail.models import FileHash, Line

OFX = (
    "OFXHEADER:100\nDATA:OFXSGML\n\n<OFX><BANKMSGSRSV1><STMTTRNRS><STMTRS><CURDEF>CNY"
    "<BANKACCTFROM><ACCTID>6222000000008888</BANKACCTFROM><BANKTRANLIST>"
    "<STMTTRN><TRNTYPE>CREDIT<DTPOSTED>20260601<TRNAMT>1000.00<FITID>A0001<NAME>浦江广告有限公司<MEMO>电梯广告费</STMTTRN>"
    "</BANKTRANLIST><LEDGERBAL><BALAMT>6000.00<DTASOF>20260601</LEDGERBAL></STMTRS></STMTTRNRS></BANKMSGSRSV1></OFX>"
)


def there(one: BankAccount) -> list[tuple[int, date, int]]:
    return list(BankLine.objects.filter(account=one).order_by("number").values_list("number", "day", "fen"))


# the account


def test_an_account_is_added_once_and_says_the_end_of_its_number_only(court: Court) -> None:
    book(court)
    again = new_id()

    first, second = account(court, id=again), account(court, id=again)

    assert first == second
    assert (first.digits, first.fund, first.key) == ("8888", "revenue", "revenue_bank")
    assert Line.objects.get(kind="money.bank_account_added").about == first.pk


@pytest.mark.parametrize("name", ["lin", "mei", "desk", "bai", "jie", "shi", "far"])
def test_whoever_does_not_keep_the_fund_adds_none(court: Court, name: str) -> None:
    book(court)

    with pytest.raises(NotAllowed):
        account(court, by=getattr(court, name))


@pytest.mark.parametrize(
    ("told", "wrong"),
    [
        ({"key": "revenue_lift_ads"}, bank.NotAtABank),
        ({"key": "fund_bank"}, bank.NotAtABank),
        ({"key": "revenue_receivable"}, bank.NotAtABank),
        ({"digits": "88"}, bank.BadDigits),
        ({"digits": "８８８８"}, bank.BadDigits),
        ({"since": OPENS - timedelta(days=1)}, bank.BeforeTheBooks),
        ({"since": TODAY + timedelta(days=1)}, bank.BeforeTheBooks),
    ],
)
def test_an_account_that_cannot_be_is_refused(court: Court, told: dict[str, Any], wrong: type[Refusal]) -> None:
    book(court)

    with pytest.raises(wrong):
        account(court, **told)


def test_a_line_of_the_books_is_at_one_bank_until_that_is_ended(court: Court) -> None:
    book(court)
    one = account(court)

    with pytest.raises(bank.ThereAlready):
        account(court)
    with pytest.raises(bank.NoEndReason):
        end_bank_account(one.pk, on=TODAY, reason=" ", by=court.yan, at=MONDAY_9AM)
    end_bank_account(one.pk, on=TODAY, reason="换了银行", by=court.yan, at=MONDAY_9AM)

    assert account(court, bank="东海银行").bank == "东海银行"
    with pytest.raises(bank.Ended):
        imported(court, one)
    with pytest.raises(bank.Ended):
        end_bank_account(one.pk, on=TODAY, reason="再来", by=court.yan, at=MONDAY_9AM)


def test_an_account_with_open_lines_is_not_ended(court: Court) -> None:
    book(court)
    one = account(court)
    imported(court, one)

    with pytest.raises(bank.StillOpen, match="3 are left"):
        end_bank_account(one.pk, on=TODAY, reason="换了银行", by=court.yan, at=MONDAY_9AM)


def test_what_was_typed_wrongly_is_corrected_by_its_keeper(court: Court) -> None:
    book(court)
    one = account(court)
    said: dict[str, Any] = {"bank": "东海银行", "holder": "梅苑", "opening_fen": None, "at": MONDAY_9AM}

    with pytest.raises(NotAllowed):
        correct_bank_account(one.pk, digits="1234", by=court.lin, **said)
    with pytest.raises(bank.BadDigits):
        correct_bank_account(one.pk, digits="12x4", by=court.yan, **said)
    done = correct_bank_account(one.pk, digits="1234", by=court.yan, **said)

    assert (done.bank, done.digits, done.key) == ("东海银行", "1234", "revenue_bank")


# the file


def test_every_line_is_kept_in_its_order(court: Court) -> None:
    book(court)
    one = account(court)

    done = imported(court, one)

    assert there(one) == [
        (1, date(2026, 6, 1), 1_000_00), (2, date(2026, 6, 2), -12_50), (3, date(2026, 6, 3), 3_21)
    ]  # fmt: skip
    assert (done.rows, done.added, done.opening_fen, done.closing_fen) == (3, 3, 5_000_00, 5_990_71)
    assert (line(one, 1_000_00).name, line(one, 1_000_00).open_fen) == ("浦江广告有限公司", 1_000_00)


def test_the_record_has_the_hash_of_the_file_and_nobody_s_name(court: Court) -> None:
    book(court)
    one = account(court)
    done = imported(court, one)

    said = Line.objects.get(kind="money.statement_imported")

    assert done.sha256 in said.body
    assert "浦江广告" not in said.body
    assert FileHash.objects.get(digest=done.sha256).line == said


def test_the_same_file_twice_imports_nothing_and_says_so(court: Court) -> None:
    book(court)
    one = account(court)
    imported(court, one)

    with pytest.raises(bank.ImportedBefore):
        imported(court, one)

    assert (BankLine.objects.count(), Statement.objects.count()) == (3, 1)


def test_one_form_sent_twice_is_one_import(court: Court) -> None:
    book(court)
    one = account(court)
    told = taken(one, MONTH)

    first, second = (import_statement(one.pk, told, by=court.yan, at=MONDAY_9AM) for _ in range(2))

    assert first == second


def test_of_files_that_overlap_only_new_lines_come_in(court: Court) -> None:
    book(court)
    one = account(court)
    imported(court, one, HEAD + ADS + CHARGE)

    done = imported(court, one, HEAD + CHARGE + INTEREST)

    assert (done.rows, done.added) == (2, 1)
    assert [fen for _number, _day, fen in there(one)] == [1_000_00, -12_50, 3_21]


def test_a_file_with_no_new_line_is_refused_whatever_its_bytes(court: Court) -> None:
    book(court)
    one = account(court)
    imported(court, one)

    with pytest.raises(bank.NothingNew, match="1 in all"):
        imported(court, one, HEAD + CHARGE)


def test_a_line_that_turns_out_to_have_a_number_is_known_by_it(court: Court) -> None:
    """Else a second payment of the same day and amount would be taken for the first."""
    book(court)
    one = account(court)
    plain = "交易日期,收入,支出,对方户名,摘要,交易流水号\n2026-06-01,185.00,,梅若兰,物业费,{}\n"
    imported(court, one, plain.format(""))
    known = BankLine.objects.get().identity

    done = imported(court, one, plain.format("B1") + "2026-06-01,185.00,,梅若兰,物业费,B2\n")

    first, second = BankLine.objects.order_by("number")
    assert (done.added, known[0], first.identity[0], second.identity[0]) == (1, "c", "s", "s")
    with pytest.raises(bank.NothingNew):
        imported(court, one, plain.format("B2"))


def test_lines_before_the_first_day_are_passed_over(court: Court) -> None:
    book(court)
    one = account(court, since=date(2026, 6, 2))

    looked = look_into(MONTH.encode(), "六月.csv", one)
    imported(court, one)

    beside = against(BankAccount.objects.get(), looked.statement)
    assert (beside.before, beside.known, len(beside.new)) == (1, 2, 0)
    assert [fen for _number, _day, fen in there(one)] == [-12_50, 3_21]


def test_columns_are_remembered_for_the_next_file(court: Court) -> None:
    book(court)
    one = account(court)
    odd = "交易日期,收入,支出,余额,甲,乙\n2026-06-01,1000.00,,6000.00,浦江广告,电梯\n"
    assert look_into(odd.encode(), "一.csv", one).statement.lines[0].name == ""
    corrected = look_into(odd.encode(), "一.csv", one, {4: Column.NAME, 5: Column.TEXT})
    told = bank.Taken(statement=corrected.statement, columns=corrected.columns, sha256="1" * 64, name="一.csv")
    import_statement(one.pk, told, by=court.yan, at=MONDAY_9AM)

    again = look_into(odd.replace("1000", "2000").replace("6000", "7000").encode(), "二.csv", one)

    assert (again.remembered, again.statement.lines[0].name) == (True, "浦江广告")
    assert ColumnMap.objects.get().saved_by == court.yan


def test_an_ofx_file_is_known_beside_a_sheet_of_the_same_account(court: Court) -> None:
    book(court)
    one = account(court)
    looked = look_into(OFX.encode(), "六月.ofx", one)

    told = bank.Taken(statement=looked.statement, columns=None, sha256=looked.sha256, name="六月.ofx")
    import_statement(one.pk, told, by=court.yan, at=MONDAY_9AM)

    assert there(one) == [(1, date(2026, 6, 1), 1_000_00)]


def test_a_file_written_as_chinese_windows_writes_is_read(court: Court) -> None:
    book(court)

    looked = look_into(MONTH.encode("gb18030"), "六月.csv", account(court))

    assert looked.statement.lines[0].name == "浦江广告有限公司"


@pytest.mark.parametrize(
    ("row", "at", "says"),
    [
        ("2026-06-04,1.005,,5991.71,,利息,A4\n", "B5", "parts of a fen"),
        ("2026-13-04,1.00,,5991.71,,利息,A4\n", "A5", "not a day"),
        ("2026-06-04,一块,,5991.71,,利息,A4\n", "B5", "not an amount"),
        ("2026-06-04,,,5991.71,,利息,A4\n", "B5", "no amount"),
        ("2026-06-04,1.00,,6991.71,,利息,A4\n", "", "does not add up"),
        ("期末余额,,,9999.99,,,\n", "", "ends with 9,999.99"),
    ],
)
def test_what_is_wrong_is_named_by_its_row_and_nothing_is_imported(court: Court, row: str, at: str, says: str) -> None:
    book(court)
    one = account(court)
    looked = look_into((MONTH + row).encode(), "六月.csv", one)

    fault = looked.statement.faults[0]

    assert (fault.row, fault.cell) == (5, at)
    assert says in fault.text()
    with pytest.raises(bank.HasFaults):
        imported(court, one, MONTH + row)
    assert BankLine.objects.count() == 0


@pytest.mark.parametrize(
    ("data", "wrong"),
    [
        (b"x" * (BYTES_MAX + 1), refusals.FileTooLarge),
        (b"", refusals.NothingInside),
        (b"%PDF-1.7", refusals.NotASpreadsheet),
        (b"\xff\xfe\x00\xd8" * 40, BadInput),
        ("姓名,电话\n林,139\n".encode(), BadInput),
        (HEAD.encode(), BadInput),
        (MONTH.replace("交易日期", "账号:6222000000001234\n交易日期", 1).encode(), OtherAccount),
        (OFX.replace("8888", "1234").encode(), OtherAccount),
    ],
)
def test_what_is_no_statement_of_this_account_is_refused_with_a_sentence(
    court: Court, data: bytes, wrong: type[BadInput]
) -> None:
    book(court)

    with pytest.raises(wrong) as refused:
        look_into(data, "六月.csv", account(court))

    assert str(refused.value)


def test_too_many_lines_are_refused(court: Court, monkeypatch: pytest.MonkeyPatch) -> None:
    book(court)
    monkeypatch.setattr("courtyard.core.bank.reader.LINES_MAX", 2)

    with pytest.raises(BadInput, match="more than 2 lines"):
        statements.look_into(MONTH.encode(), "六月.csv", account(court))


@pytest.mark.parametrize("name", ["lin", "mei", "desk", "bai", "jie", "far"])
def test_whoever_does_not_keep_the_fund_imports_nothing(court: Court, name: str) -> None:
    book(court)
    one = account(court)

    with pytest.raises(NotAllowed):
        imported(court, one, by=getattr(court, name))
    assert BankLine.objects.count() == 0


def test_the_clerk_imports_nothing(court: Court) -> None:
    book(court)

    with pytest.raises(NotAllowed):
        imported(court, account(court), by=CLERK)
