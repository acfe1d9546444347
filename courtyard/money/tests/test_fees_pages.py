"""Pages of fees: the home reads its own bills, collectors work, everybody reads prices, and nobody else anything."""

import re
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from courtyard.conftest import MONDAY_9AM, Court
from courtyard.money.actions.reminders import remind
from courtyard.money.models import Bill, BillRun, Discount, Entry, FeeSchedule, Payment, Refund
from courtyard.money.own_bills import OWN_DATA
from courtyard.money.tests.billing import (
    DUE,
    FEE,
    JULY,
    JUNE,
    MAY,
    bill_of,
    billed,
    decision,
    fees,
    off,
    paid,
    ready,
)
from courtyard.money.tests.build import book
from courtyard.money.tests.test_ledger_pages import client, read
from courtyard.notify import registers, upkeep
from courtyard.notify.models import Notice
from courtyard.people.models import Person, Tenure
from courtyard.people.standing import forget_standing
from courtyard.people.tests import build as people
from courtyard.services.tests.contracting import signed
from courtyard.trail.models import Line
from courtyard.trail.tests.clock import Clock

pytestmark = pytest.mark.usefixtures("clock")
FEES, BILLS, LEDGER = "/e/plum/fees/", "/e/plum/bills/", "/e/plum/money/"
DOOR = re.compile(r"(?<![\w-])101(?![\w-])")
"""Lin's door as a word: three figures in a row stand in many a key."""
AFTER_DUE = MONDAY_9AM + timedelta(days=25)
NOBODY_ELSE = ("mei", "desk", "yan", "bai", "reg", "jie", "shi", "far")


def addresses(court: Court) -> list[str]:
    """Every page that says what lin's home owes or paid."""
    bill, payment = bill_of(court.home), Payment.objects.get(home=court.home)
    return [
        f"{BILLS}{bill.pk}/", f"{BILLS}{bill.pk}/paper/", f"{BILLS}payments/{payment.pk}/",
        f"{BILLS}payments/{payment.pk}/paper/",
    ]  # fmt: skip


def collecting(court: Court) -> list[str]:
    run = BillRun.objects.get()
    return [
        f"{FEES}arrears/", f"{FEES}homes/{court.home.pk}/", f"{FEES}homes/{court.home.pk}/receive/",
        f"{FEES}homes/{court.home.pk}/refund/", f"{FEES}homes/{court.home.pk}/discount/", f"{FEES}discounts/",
        f"{FEES}bill/", f"{FEES}runs/{run.pk}/", f"{FEES}runs/{run.pk}/reverse/", f"{FEES}set/",
    ]  # fmt: skip


# the home


def test_a_home_reads_its_bills_and_how_they_come_about(court: Court) -> None:
    billed(ready(court))
    paid(court, 48_00)

    mine, one = read(court.lin, BILLS), read(court.lin, f"{BILLS}{bill_of(court.home).pk}/")

    assert "100.00" in mine
    assert "partly paid" in mine
    assert "80.00 m² × 1.85 yuan × 1 month" in one
    assert bill_of(court.home).reference in one
    assert bill_of(court.building.homes.get(name="102")).reference not in mine


def test_a_discount_and_a_change_of_price_are_told_on_the_bill(court: Court) -> None:
    ready(court)
    fees(court, from_day=date(2026, 6, 16), prices={"dwelling": ("m2", 200)}, decision=decision(court, title="调价").pk)
    off(court, share_bp=1_250)
    billed(court)

    page = read(court.lin, f"{BILLS}{bill_of(court.home).pk}/")

    assert "80.00 m² × 1.85 yuan × 1/2 of a month" in page
    assert "电梯停运" in page
    assert "−19.25" in page


def test_whoever_lives_there_reads_it_and_a_buyer_not_what_was_before(court: Court, clock: Clock) -> None:
    ready(court)
    billed(court, MAY)
    billed(court)
    son, buyer = people.person("林小满", court.estate.node), people.person("新业主", court.estate.node)
    people.tenure(son, court.home, Tenure.Kind.FAMILY)
    people.tenure(buyer, court.home, Tenure.Kind.CO_OWNER)
    Tenure.objects.filter(person=buyer).update(since=date(2026, 6, 5))
    may, june = (f"{BILLS}{bill_of(court.home, month).pk}/" for month in (MAY, JUNE))

    assert [client(son).get(one).status_code for one in (may, june)] == [200, 200]
    assert [client(buyer).get(one).status_code for one in (may, june)] == [404, 200]


def test_who_sold_a_home_keeps_their_own_bills(court: Court) -> None:
    ready(court)
    billed(court, MAY)
    billed(court)
    Tenure.objects.filter(person=court.lin).update(until=date(2026, 6, 1))
    forget_standing(court.lin)

    assert client(court.lin).get(f"{BILLS}{bill_of(court.home, MAY).pk}/").status_code == 200
    assert client(court.lin).get(f"{BILLS}{bill_of(court.home).pk}/").status_code == 404


def test_bill_and_receipt_are_papers_with_a_code(court: Court) -> None:
    billed(ready(court))
    paid(court, FEE + 1_00)

    for address in addresses(court)[1::2]:
        answer = client(court.lin).get(address)
        assert (answer.status_code, answer.content[:5]) == (200, b"%PDF-")
        assert answer.headers["Cache-Control"] == "private, no-store"


def test_a_receipt_says_what_was_settled_and_what_is_ahead(court: Court) -> None:
    billed(ready(court))
    payment = paid(court, FEE + 1_00, payer="林知秋")

    page = read(court.lin, f"{BILLS}payments/{payment.pk}/")

    assert all(words in page for words in ("149.00", "Paid ahead", "林知秋", bill_of(court.home).reference))


# nobody else


@pytest.mark.parametrize("name", NOBODY_ELSE)
def test_what_a_home_owes_is_seen_by_nobody_else(court: Court, name: str) -> None:
    billed(ready(court))
    paid(court, 48_00)
    person = getattr(court, name)

    told = {address: client(person).get(address).status_code for address in (*addresses(court), *collecting(court))}

    assert set(told.values()) == {404}
    reference = bill_of(court.home).reference
    mine = client(person).get(BILLS)
    assert mine.status_code == 404 or (reference not in mine.text and court.home.label not in mine.text)


def test_strangers_are_asked_to_sign_in(court: Court) -> None:
    billed(ready(court))
    paid(court, 48_00)

    assert {client(None).get(one).status_code for one in (*addresses(court), *collecting(court), BILLS)} == {302}


@pytest.mark.parametrize("name", ["lin", "mei", "desk", "yan", "jie", None])
def test_no_public_page_and_no_file_tells_a_home(court: Court, name: str | None) -> None:
    billed(ready(court))
    off(court, first=JULY)
    payment = paid(court, 48_00, payer="林知秋")
    reader = getattr(court, name) if name else None
    entries = Entry.objects.exclude(pk=payment.entry_id).values_list("pk", flat=True)
    public = [FEES, LEDGER, f"{LEDGER}2026-06/entries/", *(f"{LEDGER}entries/{pk}/" for pk in entries), "/e/plum/"]
    assert client(reader).get(f"{LEDGER}entries/{payment.entry_id}/").status_code == 404
    secret = [bill_of(court.home).reference, payment.payer, str(court.home.pk), court.home.pk.hex, "电梯停运"]

    pages = "".join(read(reader, one) for one in public)
    for form in ("csv", "hledger", "beancount"):
        answer = client(reader).get(f"{LEDGER}file/{form}/")
        pages += b"".join(answer.streaming_content).decode()  # type: ignore[attr-defined]

    assert [one for one in secret if one in pages] == []


def test_the_record_says_nothing_of_a_home(court: Court) -> None:
    billed(ready(court))
    off(court, first=JULY)
    paid(court, 48_00, payer="林知秋")
    remind(court.estate.pk, by=court.zhu, at=AFTER_DUE)

    told = "".join(f"{body}{words}" for body, words in Line.objects.values_list("body", "words"))

    homes = [home.pk.hex for home in court.building.homes.all()] + [str(court.home.pk), "电梯停运", "林知秋"]
    assert [one for one in homes if one in told] == []
    assert not DOOR.search(told)


def test_ones_own_data_holds_ones_own_bills(court: Court) -> None:
    billed(ready(court))
    paid(court, 48_00)

    mine = OWN_DATA.see(court.lin)

    reference = bill_of(court.home).reference
    assert [row for row in mine if reference in str(row)]
    assert len(mine) == 2
    for name in NOBODY_ELSE:
        assert not [row for row in OWN_DATA.see(getattr(court, name)) if reference in str(row)]


# everybody


def test_everybody_reads_what_the_fee_is_since_when_and_who_decided(court: Court) -> None:
    book(court)
    assert "No schedule of fees is on record here." in read(None, FEES)
    fees(court)
    contract = signed(court, mode="trust", starts_on=JUNE)

    page = read(None, FEES)

    assert all(words in page for words in ("1.85", "in force", "物业费每平方米1.85元", contract.company.name, "trust"))
    assert "Enter a schedule of fees" not in page


# collectors


def test_a_collector_enters_fees_through_the_page(court: Court) -> None:
    book(court)
    ground = decision(court)
    form = {"from_day": "2026-06-01", "price_dwelling": "1.85", "unit_dwelling": "m2", "price_parking": "-5"}
    form |= {f"unit_{use}": "home" for use in ("shop", "parking", "storage", "other")}

    wrong = client(court.zhu).post(f"{FEES}set/", {**form, "decision": str(ground.pk)})
    missing = client(court.zhu).post(f"{FEES}set/", {**form, "price_parking": ""})
    done = client(court.zhu).post(f"{FEES}set/", {**form, "price_parking": "5", "decision": str(ground.pk)})

    assert (wrong.status_code, missing.status_code, done.status_code) == (422, 422, 303)
    assert "A fee is changed by the owners only." in missing.text
    prices = FeeSchedule.objects.get().prices.values_list("use", "unit", "fen")
    assert list(prices) == [("dwelling", "m2", 185), ("parking", "home", 500)]


def test_a_schedule_is_withdrawn_through_the_page(court: Court) -> None:
    ready(court)
    address = f"{FEES}schedules/{FeeSchedule.objects.get().pk}/withdraw/"

    assert client(court.yan).get(address).status_code == 404
    assert client(court.zhu).post(address, {"words": "录错"}).status_code == 303
    assert "录错" in read(None, FEES)


def test_a_collector_sees_what_it_comes_to_before_billing(court: Court) -> None:
    ready(court)
    form = {"every": "month", "first": "2026-06", "due_on": str(DUE)}

    seen = client(court.zhu).post(f"{FEES}bill/", {**form, "look": "1"})
    assert not Bill.objects.exists()
    changed = client(court.zhu).post(f"{FEES}bill/", {**form, "make": "1", "bills": "3", "fen": str(3 * FEE)})
    done = client(court.zhu).post(f"{FEES}bill/", {**form, "make": "1", "bills": "4", "fen": str(4 * FEE)})
    again = client(court.zhu).post(f"{FEES}bill/", {**form, "look": "1"})

    assert "4 bills of 592.00 yuan" in seen.text
    assert "booked as a lump sum, because no contract is on record" in seen.text
    assert (changed.status_code, done.status_code, again.status_code) == (422, 303, 422)
    assert "Billing no. 1" in read(court.zhu, done.headers["Location"])


@pytest.mark.parametrize("month", ["9999-12", "2201-01", "1899-12", "2026-13", "２０２６-06"])
def test_a_month_that_nobody_means_is_told_in_the_form(court: Court, month: str) -> None:
    one = off(ready(court), first=MAY)
    home = f"{FEES}homes/{court.home.pk}/"
    posts: dict[str, dict[str, str]] = {
        f"{FEES}bill/": {"every": "month", "first": month, "due_on": "2026-06-30", "look": "1"},
        f"{home}discount/": {"share": "10", "first": "2026-06", "last": month, "reason": "电梯停运"},
        f"{FEES}discounts/{one.pk}/end/": {"last": month},
    }

    for address, form in posts.items():
        answer = client(court.zhu).post(address, form)
        assert (answer.status_code, "Write a month like 2026-07." in answer.content.decode()) == (422, True)


def test_bills_are_taken_back_through_the_page(court: Court) -> None:
    run = billed(ready(court))
    address = f"{FEES}runs/{run.pk}/reverse/"

    assert client(court.zhu).post(address, {"words": ""}).status_code == 422
    assert client(court.zhu).post(address, {"words": "单价录错"}).status_code == 303

    assert "单价录错" in read(court.zhu, f"{FEES}runs/{run.pk}/")
    assert not Bill.objects.filter(taken_back=False).exists()


def test_a_payment_is_entered_by_hand_given_back_and_taken_back(court: Court) -> None:
    billed(ready(court))
    home = f"{FEES}homes/{court.home.pk}/"
    form = {"fen": "150", "channel": "cash", "day": "2026-06-08", "bill": "", "payer": "林知秋"}

    others = ({"fen": "-1"}, {"day": "2026-06-09"})
    wrong = [client(court.zhu).post(f"{home}receive/", {**form, **other}) for other in others]
    done = client(court.zhu).post(f"{home}receive/", form)
    over = client(court.zhu).post(f"{home}refund/", {"fen": "2.01", "day": "2026-06-08", "reason": "多交"})
    back = client(court.zhu).post(f"{home}refund/", {"fen": "2", "day": "2026-06-08", "reason": "多交"})
    payment = Payment.objects.get()
    kept = client(court.zhu).post(f"{BILLS}payments/{payment.pk}/take-back/", {"words": "录错"})

    assert [one.status_code for one in (*wrong, done, over, back, kept)] == [422, 422, 303, 422, 303, 409]
    assert "This home has paid 2.00 yuan ahead." in over.text
    assert (payment.fen, payment.ahead_fen, Refund.objects.get().fen) == (150_00, 2_00, 2_00)


def test_a_discount_is_entered_and_ended_through_the_page(court: Court) -> None:
    ready(court)
    form = {"share": "12.5", "fen": "", "first": "2026-06", "last": "", "reason": "电梯停运"}

    wrong = client(court.zhu).post(f"{FEES}homes/{court.home.pk}/discount/", {**form, "fen": "3"})
    done = client(court.zhu).post(f"{FEES}homes/{court.home.pk}/discount/", form)
    one = Discount.objects.get()
    assert "12.5% off" in read(court.zhu, f"{FEES}discounts/")
    ended = client(court.zhu).post(f"{FEES}discounts/{one.pk}/end/", {"last": "2026-08"})

    one.refresh_from_db()
    assert (wrong.status_code, done.status_code, ended.status_code) == (422, 303, 303)
    assert (one.share_bp, one.first, one.last) == (1_250, JUNE, date(2026, 8, 31))


def test_arrears_are_listed_by_home_and_by_how_long(court: Court, clock: Clock) -> None:
    ready(court)
    billed(court, MAY)
    billed(court)
    paid(court, 2 * FEE)
    clock.go_on_to(AFTER_DUE)

    page = read(court.zhu, f"{FEES}arrears/")

    assert "25.0%" in page
    assert "1号楼102室" in page
    assert "888.00" in page
    assert "1号楼101室" not in page
    found = read(court.zhu, f"{FEES}arrears/?q=101")
    assert f"{FEES}homes/{court.home.pk}/" in found


# told


def hear() -> None:
    for line in Line.objects.filter(kind__startswith="money.").order_by("pk"):
        for teller in registers.tellers:
            if line.kind in teller.events:
                upkeep.tell(teller.hear(line, line.at), source=str(line.pk), at=line.at)


def test_a_home_is_told_of_its_own_bill_payment_and_reminder(court: Court, clock: Clock) -> None:
    billed(ready(court))
    paid(court, 48_00)
    clock.go_on_to(AFTER_DUE)
    assert client(court.zhu).post(f"{FEES}remind/").status_code == 303
    hear()

    told = {(one.person_id, one.kind) for one in Notice.objects.filter(kind__startswith="money.")}

    kinds = ("money.notice_bill", "money.notice_payment", "money.notice_reminder")
    assert told == {(court.lin.pk, kind) for kind in kinds}
    assert client(court.zhu).post(f"{FEES}remind/").status_code == 409


# kept small


def test_pages_ask_the_same_for_many_rows(court: Court, clock: Clock) -> None:
    def queries(person: Person, address: str) -> int:
        with CaptureQueriesContext(connection) as seen:
            read(person, address)
        return len(seen)

    ready(court)
    billed(court, MAY)
    paid(court, 1_00)
    clock.go_on_to(AFTER_DUE)
    pages = [
        (court.lin, BILLS), (court.zhu, f"{FEES}arrears/"), (court.zhu, f"{FEES}homes/{court.home.pk}/"),
        (court.zhu, FEES),
    ]  # fmt: skip
    for person, address in pages:
        queries(person, address)
    once = [queries(*one) for one in pages]
    billed(court)
    billed(court, JULY, due_on=date(2026, 7, 31))
    for _ in range(2):
        paid(court, 1_00)
    fees(court, from_day=date(2026, 8, 1), prices={"dwelling": ("m2", 200)}, decision=decision(court, title="调价").pk)

    assert [queries(*one) for one in pages] == once


def test_the_front_page_leads_to_ones_bills(court: Court) -> None:
    billed(ready(court))

    assert BILLS in read(court.lin, "/")
    assert f"{FEES}arrears/" in read(court.zhu, "/")
    assert FEES in read(None, "/e/plum/")
