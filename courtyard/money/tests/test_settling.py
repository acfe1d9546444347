"""What a line of the bank settles: a bill, a part of a spending, revenue that is due; each once, whoever is faster."""

import threading
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection

from courtyard.conftest import MONDAY_9AM, Court
from courtyard.core.bank import sign
from courtyard.core.errors import NotThere, Refusal
from courtyard.money import settling as no
from courtyard.money.actions.bank import ImportedBefore, NothingNew
from courtyard.money.actions.bank_matching import How, LineTaken, Settling, settle_line, unmatch_line
from courtyard.money.actions.gateways import Asked, ask_to_pay, take_payment
from courtyard.money.actions.payments import take_back_payment
from courtyard.money.actions.spending import NotApproved, pay
from courtyard.money.models import (
    BankAccount,
    BankLine,
    Bill,
    Draw,
    Entry,
    LineMatch,
    Payment,
    RevenueReceipt,
    Spending,
    Statement,
)
from courtyard.money.queries.bank_matching import Way, look_at, target_of
from courtyard.money.queries.revenue import open_dues
from courtyard.money.queries.spending import paid_fen_of
from courtyard.money.tests import spend
from courtyard.money.tests.banking import HEAD, account, imported, line
from courtyard.money.tests.billing import FEE, balance, bill_of, billed, fees, ready
from courtyard.money.tests.build import book
from courtyard.money.tests.revenue import project
from courtyard.money.tests.revenue import trust as in_trust
from courtyard.people.models import CLERK, Person
from courtyard.trail.ids import new_id

TRANSFER = "2026-06-08,{yuan},,{yuan},{name},{text},B0001\n"
DRAWN = 12_000_00
OUT = "2026-06-08,,{yuan},{left},{name},{text},C0001\n"


def fees_account(court: Court) -> BankAccount:
    ready(court)
    billed(court)
    return account(court, "fees_bank", by=court.zhu, fund="fees", opening_fen=0)


def transferred(court: Court, text: str, yuan: str = "148.00", name: str = "林太太") -> tuple[BankAccount, BankLine]:
    """Bills of June, and a transfer that came into the account of fees."""
    one = fees_account(court)
    imported(court, one, HEAD + TRANSFER.format(yuan=yuan, name=name, text=text), by=court.zhu)
    return one, BankLine.objects.get()


def confirmed(one: BankAccount, by: Person) -> list[LineMatch]:
    """What is sure is confirmed, as its page does."""
    return [
        match
        for way in look_at(one).ready
        for match in settle_line(way.line.pk, _parts(way), how=How.PROPOSED, by=by, at=MONDAY_9AM)
    ]


def _parts(way: Way) -> list[Settling]:
    return [Settling(*target_of(part.expected), part.fen) for part in way.proposal.parts]


def of_bill(bill: Bill, fen: int) -> list[Settling]:
    return [Settling("bill", bill.pk.hex, fen)]


# bills


def test_a_transfer_with_the_bills_code_is_sure_and_pays_it(court: Court) -> None:
    fees_account(court)
    bill = bill_of(court.home)
    one = BankAccount.objects.get()
    imported(court, one, HEAD + TRANSFER.format(yuan="148.00", name="林太太", text=bill.reference), by=court.zhu)

    (match,) = confirmed(one, court.zhu)

    bill.refresh_from_db()
    payment = Payment.objects.get(entry=match.entry)
    assert (match.target, match.how, bill.open_fen, payment.ahead_fen) == ("bill", "proposed", 0, 0)
    assert (payment.home, payment.channel, payment.payer) == (court.home, "transfer", "林太太")
    assert (match.entry.source, match.entry.source_id) == ("bank_line", match.line_id)
    assert (balance(court, "fees_bank"), BankLine.objects.get().open_fen) == (FEE, 0)


@pytest.mark.parametrize(("name", "text"), [("林太太", "1号楼101 物业费"), ("林知秋", "转账")])
def test_the_home_or_its_owners_name_with_the_exact_sum_is_sure(court: Court, name: str, text: str) -> None:
    one, _ = transferred(court, text, name=name)

    (match,) = confirmed(one, court.zhu)

    assert match.expected == bill_of(court.home).pk.hex


@pytest.mark.parametrize("yuan", ["147.99", "500.00"])
def test_a_wrong_amount_is_left_for_the_hand(court: Court, yuan: str) -> None:
    one, row = transferred(court, "1号楼101 物业费", yuan)

    found = look_at(one)

    assert (found.ready, [row for row, _ways in found.unsure]) == ((), [row])
    assert not Payment.objects.exists()


def test_by_hand_a_part_is_taken_and_no_more_than_is_open(court: Court) -> None:
    _, row = transferred(court, "物业费", "200.00")
    bill = bill_of(court.home)

    with pytest.raises(no.NotSoMuchOpen, match=r"148\.00 yuan are still open"):
        settle_line(row.pk, of_bill(bill, 200_00), how=How.HAND, by=court.zhu, at=MONDAY_9AM)
    settle_line(row.pk, of_bill(bill, 100_00), how=How.HAND, by=court.zhu, at=MONDAY_9AM)

    bill.refresh_from_db()
    assert (bill.open_fen, BankLine.objects.get().open_fen) == (48_00, 100_00)


def test_unmatching_takes_the_payment_back(court: Court) -> None:
    one, row = transferred(court, "1号楼101 物业费")
    (match,) = confirmed(one, court.zhu)

    unmatch_line(match.pk, reason="是别家的钱", by=court.zhu, at=MONDAY_9AM)

    row.refresh_from_db()
    payment = Payment.objects.get()
    assert (payment.taken_back_at, payment.reason) == (MONDAY_9AM, "是别家的钱")
    assert (bill_of(court.home).open_fen, row.open_fen, balance(court, "fees_bank")) == (FEE, FEE, 0)
    assert len(confirmed(one, court.zhu)) == 1


def test_what_a_collector_took_back_is_not_taken_back_twice(court: Court) -> None:
    one, _ = transferred(court, "1号楼101 物业费")
    (match,) = confirmed(one, court.zhu)
    take_back_payment(Payment.objects.get().pk, reason="录错了", by=court.zhu, at=MONDAY_9AM)

    unmatch_line(match.pk, reason="录错了", by=court.zhu, at=MONDAY_9AM)

    assert Entry.objects.filter(reverses=match.entry).count() == 1


@pytest.mark.django_db(transaction=True)
def test_of_two_who_match_one_line_at_once_one_wins(court: Court) -> None:
    _, row = transferred(court, "1号楼101 物业费")
    parts = of_bill(bill_of(court.home), FEE)

    said = at_once(lambda: settle_line(row.pk, parts, how=How.PROPOSED, by=court.zhu, at=MONDAY_9AM))

    assert sorted(said) == ["LineTaken", "done"]
    assert (Payment.objects.count(), bill_of(court.home).open_fen, balance(court, "fees_bank")) == (1, 0, FEE)


@pytest.mark.django_db(transaction=True)
def test_of_two_lines_for_one_bill_at_once_one_wins(court: Court) -> None:
    _, row = transferred(court, "1号楼101 物业费")
    again = TRANSFER.format(yuan="148.00", name="林太太", text="1号楼101").replace("B0001", "B0002")
    imported(court, row.account, HEAD + again.replace("148.00,林", "296.00,林"), by=court.zhu)
    rows = list(BankLine.objects.order_by("number"))
    parts = of_bill(bill_of(court.home), FEE)

    said = at_once(*(partial(settle_line, one.pk, parts, how=How.HAND, by=court.zhu, at=MONDAY_9AM) for one in rows))

    assert sorted(said) == ["NotSoMuchOpen", "done"]
    assert Payment.objects.count() == 1


def at_once(*deeds: Callable[[], object]) -> list[str]:
    """The same deed by two, or each of two deeds, begun at the same moment: how each ended."""
    both = deeds if len(deeds) > 1 else deeds * 2
    begin, said = threading.Barrier(len(both)), []

    def run(deed: Callable[[], object]) -> None:
        begin.wait()
        try:
            deed()
            said.append("done")
        except Refusal as refusal:
            said.append(type(refusal).__name__)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(deed,)) for deed in both]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return said


def test_the_same_file_twice_changes_nothing(court: Court) -> None:
    one, _ = transferred(court, "1号楼101 物业费")
    confirmed(one, court.zhu)
    text = HEAD + TRANSFER.format(yuan="148.00", name="林太太", text="1号楼101 物业费")

    with pytest.raises(ImportedBefore):
        imported(court, one, text, by=court.zhu)
    with pytest.raises(NothingNew):
        imported(court, one, text + "\n", by=court.zhu)

    assert (look_at(one).ready, look_at(one).unsure) == ((), ())
    counts = (Statement.objects.count(), BankLine.objects.count(), Payment.objects.count())
    assert (counts, balance(court, "fees_bank")) == ((1, 1, 1), FEE)


@pytest.mark.parametrize("key", ["nonsense", "0" * 32])
@pytest.mark.parametrize("target", ["bill", "spending"])
def test_what_is_not_there_is_not_settled(court: Court, target: str, key: str) -> None:
    _, row = transferred(court, "物业费")

    with pytest.raises(NotThere):
        settle_line(row.pk, [Settling(target, key, 1_00)], how=How.HAND, by=court.zhu, at=MONDAY_9AM)


def test_a_trusts_bills_are_paid_into_the_trust(court: Court) -> None:
    in_trust(court)
    fees(court)
    billed(court)
    one = account(court, "trust_bank", by=court.zhu, fund="trust", opening_fen=50_000_00)
    other = account(court, "fees_bank", by=court.zhu, fund="fees", opening_fen=0)
    text = HEAD + TRANSFER.format(yuan="148.00", name="林太太", text="1号楼101 物业费").replace(
        ",148.00,林", ",50148.00,林"
    )
    imported(court, one, text, by=court.zhu)
    imported(court, other, text.replace("B0001", "B0002").replace("50148", "148"), by=court.zhu)

    (match,) = confirmed(one, court.zhu)

    assert (balance(court, "trust_bank"), confirmed(other, court.zhu)) == (50_000_00 + FEE, [])
    assert Payment.objects.get().entry == match.entry


# payments by way of a gateway


def test_a_gateways_message_pays_the_bill(
    court: Court, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:  # fmt: skip
    monkeypatch.setattr(settings, "PAY_KEYS", tmp_path)
    (tmp_path / "file.k1").write_bytes(b"a secret of sixteen bytes")
    ready(court)
    billed(court)
    account(court, "fees_in_transit", by=court.zhu, fund="fees", gateway="file", digits="", opening_fen=0)
    bill = bill_of(court.home)
    order = ask_to_pay(Asked(bill_id=bill.pk, gateway="file", fen=FEE, id=new_id()), by=court.lin, at=MONDAY_9AM)
    said = {
        "at": str(int(MONDAY_9AM.timestamp())), "fen": str(FEE), "key": "k1", "nonce": "n1", "order": order.number,
        "transaction": "t1",
    }  # fmt: skip
    signed = said | {"signature": sign(said, b"a secret of sixteen bytes")}

    row = take_payment("file", signed, sent_by=MONDAY_9AM, by=CLERK, at=MONDAY_9AM)

    row.refresh_from_db()
    assert (bill_of(court.home).open_fen, row.open_fen, balance(court, "fees_in_transit")) == (0, 0, FEE)
    assert (Payment.objects.get().channel, LineMatch.objects.get().how) == ("online", "gateway")


# spendings


@pytest.fixture
def there(court: Court) -> spend.Fund:
    """A roof that two approved, and the fund's account at a bank with what it has."""
    found = spend.fund(court)
    account(court, "fund_bank", fund="maintenance", opening_fen=4 * spend.HAS_FEN)
    return found


def out(court: Court, text: str = "工程款", yuan: str = "12000.00", left: str = "388000.00") -> BankAccount:
    """A payment that left the account of the fund."""
    one = BankAccount.objects.get()
    imported(court, one, HEAD + OUT.format(yuan=yuan, left=left, name="青瓦防水", text=text))
    return one


@pytest.mark.parametrize("text", ["工程款", "屋面 zc2026 001-01"])
def test_a_payment_to_the_contractor_settles_its_part(court: Court, there: spend.Fund, text: str) -> None:
    one = spend.approved(there)
    asked = spend.draw(there, one, DRAWN)

    (match,) = confirmed(out(court, text), court.yan)

    asked.refresh_from_db()
    assert (match.target, match.fen, match.entry_id, asked.paid_on) == ("spending", -DRAWN, asked.pk, spend.TODAY)
    assert (match.entry.source_id, paid_fen_of([one])[one.pk]) == (match.line_id, DRAWN)
    assert balance(court, "fund_bank") == 4 * spend.HAS_FEN - DRAWN


def test_what_two_people_did_not_sign_is_not_found_and_not_paid(court: Court, there: spend.Fund) -> None:
    one = spend.authorised(court)
    forged = Draw.objects.create(
        estate=court.estate, spending=one, number=1, fen=DRAWN, payee="青瓦防水", asked_by=court.yan,
        asked_at=MONDAY_9AM,
    )  # fmt: skip
    bank = out(court)

    assert look_at(bank).ready == ()
    parts = [Settling("spending", forged.pk.hex, -DRAWN)]
    with pytest.raises(NotApproved):
        settle_line(line(bank, -DRAWN).pk, parts, how=How.HAND, by=court.yan, at=MONDAY_9AM)

    one.refresh_from_db()
    assert (one.state, Entry.objects.count(), line(bank, -DRAWN).open_fen) == (Spending.State.AUTHORISED, 1, -DRAWN)


def test_a_part_is_paid_whole_and_once(court: Court, there: spend.Fund) -> None:
    asked = spend.draw(there, spend.approved(there), DRAWN)
    bank = out(court, yuan="11000.00", left="389000.00")
    row = line(bank, -11_000_00)

    parts = [Settling("spending", asked.pk.hex, -11_000_00)]
    with pytest.raises(no.OtherSum, match=r"12,000\.00 yuan were approved"):
        settle_line(row.pk, parts, how=How.HAND, by=court.yan, at=MONDAY_9AM)
    pay(asked.pk, day=spend.TODAY, by=court.yan, at=MONDAY_9AM)
    parts = [Settling("spending", asked.pk.hex, -11_000_00)]
    with pytest.raises(no.PaidAlready):
        settle_line(row.pk, parts, how=How.HAND, by=court.yan, at=MONDAY_9AM)

    assert not LineMatch.objects.exists()


def test_a_payment_that_was_unmatched_is_taken_back_with_its_shares(court: Court, there: spend.Fund) -> None:
    one = spend.approved(there)
    spend.draw(there, one, DRAWN)
    (match,) = confirmed(out(court), court.yan)

    unmatch_line(match.pk, reason="付给了别人", by=court.yan, at=MONDAY_9AM)

    assert (balance(court, "fund_bank"), paid_fen_of([one])[one.pk]) == (4 * spend.HAS_FEN, 0)
    assert balance(court, "fund_of_homes") == -4 * spend.HAS_FEN


def test_a_part_of_another_fund_is_not_looked_for(court: Court, there: spend.Fund) -> None:
    spend.draw(there, spend.approved(there), DRAWN)
    other = account(court, opening_fen=0)
    imported(court, other, HEAD + OUT.format(yuan="12000.00", left="-12000.00", name="青瓦防水", text="工程款"))

    assert look_at(other).ready == ()


# public revenue


def test_revenue_that_is_due_comes_in_once(court: Court) -> None:
    book(court)
    project(court)
    bank = account(court)
    came = TRANSFER.format(yuan="600.00", name="灿烂传媒公司", text="电梯轿厢广告")
    imported(court, bank, HEAD + came.replace(",600.00,灿", ",5600.00,灿"))
    row, due = line(bank, 600_00), open_dues(court.estate.pk)[0]
    parts = [Settling("due", due.id.hex, 600_00)]

    ((_, ways),) = look_at(bank).unsure
    with pytest.raises(no.OthersCollect):
        settle_line(row.pk, parts, how=How.HAND, by=court.yan, at=MONDAY_9AM)
    (match,) = settle_line(row.pk, parts, how=How.HAND, by=court.zhu, at=MONDAY_9AM)

    receipt = RevenueReceipt.objects.get()
    assert {target_of(way.things[0].id)[0] for way in ways} == {"due"}
    assert (match.target, receipt.entry, receipt.due_id) == ("due", match.entry, due.id)
    assert due.id not in {one.id for one in open_dues(court.estate.pk)}
    with pytest.raises(LineTaken):
        settle_line(row.pk, parts, how=How.HAND, by=court.zhu, at=MONDAY_9AM)


def test_of_what_is_due_no_more_comes_in_than_is_open(court: Court) -> None:
    book(court)
    project(court)
    bank = account(court)
    came = TRANSFER.format(yuan="700.00", name="陌生人", text="转账")
    imported(court, bank, HEAD + came.replace(",700.00,陌", ",5700.00,陌"))
    due = open_dues(court.estate.pk)[0]

    parts = [Settling("due", due.id.hex, 700_00)]
    with pytest.raises(no.NotSoMuchOpen, match=r"600\.00 yuan are still open"):
        settle_line(line(bank, 700_00).pk, parts, how=How.HAND, by=court.zhu, at=MONDAY_9AM)

    assert not RevenueReceipt.objects.exists()
