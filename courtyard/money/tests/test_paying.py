"""A home pays its bill by a gateway: it asks for a number, nobody else hears of it, and what comes in settles it."""

import re
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.translation import gettext_lazy

from courtyard.conftest import MONDAY_9AM, Court
from courtyard.core.errors import NotAllowed, NotThere, Refusal
from courtyard.money import gateways as register
from courtyard.money import upkeep
from courtyard.money.actions import gateways as actions
from courtyard.money.actions.bank import end_bank_account
from courtyard.money.actions.bank_matching import unmatch_line
from courtyard.money.actions.gateways import BadSum, MoreThanOpen, NoGateway, TooManyNumbers, forget_payer
from courtyard.money.gateways import Signed
from courtyard.money.models import BankLine, Bill, LineMatch, Payment, PayOrder
from courtyard.money.registering.bank import asked as own_data
from courtyard.money.tests.billing import FEE, MAY, TODAY, balance, bill_of, billed, fees, paid, ready
from courtyard.money.tests.paying import SECRET, asked, behind, message, payable, told
from courtyard.money.tests.revenue import trust
from courtyard.money.tests.test_ledger_pages import client, read
from courtyard.people.models import CLERK, Tenure
from courtyard.people.tests import build as people
from courtyard.trail.ids import new_id
from courtyard.trail.models import Line

pytestmark = pytest.mark.usefixtures("clock")
BILLS = "/e/plum/bills/"
NOBODY_ELSE = ("mei", "desk", "yan", "zhu", "bai", "reg", "jie", "shi", "far")


@pytest.fixture(autouse=True)
def keys(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "PAY_KEYS", tmp_path)
    (tmp_path / "file.k1").write_bytes(SECRET)


@pytest.fixture
def another_gateway() -> Any:
    """It pays into the bank at once, and has a page of its own."""
    name = "other"
    yield register.gateways.add(Signed(name, gettext_lazy("a bill"), "https://pay.example/{order}?fen={fen}"))
    register.gateways._items.pop(name)


def page(order: PayOrder) -> str:
    return f"{BILLS}orders/{order.pk}/"


def pay(bill: Bill) -> str:
    return f"{BILLS}{bill.pk}/pay/"


# asked for


def test_one_form_is_one_order_and_the_record_does_not_say_whose(court: Court) -> None:
    bill, key = payable(court), new_id()

    one = asked(bill, court.lin, key=key)

    assert asked(bill, court.lin, key=key) == one
    assert (one.fen, one.expected, re.fullmatch(r"[0-9]{16}", one.number) is not None) == (FEE, bill.pk.hex, True)
    said = Line.objects.get(kind="money.payment_asked")
    assert (said.by, said.whom, said.about) == (CLERK.pk, None, one.pk)
    assert court.lin.pk.hex not in f"{said.body}{said.words}".replace("-", "")


@pytest.mark.parametrize("name", NOBODY_ELSE)
def test_nobody_pays_anothers_bill_by_a_gateway(court: Court, name: str) -> None:
    bill = payable(court)

    with pytest.raises(NotAllowed):
        asked(bill, getattr(court, name))

    assert not PayOrder.objects.exists()


@pytest.mark.parametrize(("fen", "wrong"), [(-1, BadSum), (FEE + 1, MoreThanOpen), (10**18, MoreThanOpen)])
def test_no_more_is_asked_for_than_is_open(court: Court, fen: int, wrong: type[Refusal]) -> None:
    bill = payable(court)

    with pytest.raises(wrong):
        asked(bill, court.lin, fen)

    assert not PayOrder.objects.exists()


def test_a_bill_that_is_paid_or_taken_back_is_not_paid_again(court: Court) -> None:
    bill = payable(court)
    paid(court, FEE)

    with pytest.raises(MoreThanOpen):
        asked(bill, court.lin, FEE)

    assert "There is nothing left to pay on this bill." in read(court.lin, pay(bill))
    assert client(court.lin).post(pay(bill), {"fen": "1"}).status_code == 422


def test_a_fen_of_a_bill_can_be_paid(court: Court) -> None:
    bill = payable(court)

    told(asked(bill, court.lin, 1))

    assert bill_of(court.home).open_fen == FEE - 1


def test_the_id_of_anothers_order_or_of_another_bill_is_none(court: Court) -> None:
    bill = payable(court)
    one, son = asked(bill, court.lin), people.person("林小满", court.estate.node)
    people.tenure(son, court.home, Tenure.Kind.FAMILY)
    billed(court, MAY)

    for by, which in ((son, bill), (court.lin, bill_of(court.home, MAY))):
        with pytest.raises(NotThere):
            asked(which, by, key=one.pk)


def test_numbers_are_not_asked_for_without_end(court: Court, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(actions, "ORDERS_MAX", 2)
    bill = payable(court)
    for _ in range(2):
        asked(bill, court.lin)

    with pytest.raises(TooManyNumbers):
        asked(bill, court.lin)


def test_where_no_gateway_collects_the_fees_nothing_is_offered(court: Court) -> None:
    billed(ready(court))
    behind(court, "revenue_with_company", fund="revenue")
    bill = bill_of(court.home)

    with pytest.raises(NoGateway):
        asked(bill, court.lin)

    assert [pay(bill) in read(court.lin, one) for one in (BILLS, f"{BILLS}{bill.pk}/")] == [False, False]
    assert "Nothing can be paid this way here." in read(court.lin, pay(bill))


@pytest.mark.parametrize("how", ["ended", "unknown"])
def test_a_way_that_is_closed_is_not_offered(court: Court, how: str) -> None:
    billed(ready(court))
    one = behind(court, gateway="file" if how == "ended" else "gone")
    if how == "ended":
        end_bank_account(one.pk, on=TODAY, reason="换了收款方", by=court.zhu, at=MONDAY_9AM)
    bill = bill_of(court.home)

    with pytest.raises(NoGateway):
        asked(bill, court.lin, gateway=one.gateway)

    assert pay(bill) not in read(court.lin, f"{BILLS}{bill.pk}/")


# paid


def test_another_number_leaves_the_first_one_good(court: Court) -> None:
    bill = payable(court)
    first, second = asked(bill, court.lin, FEE), asked(bill, court.lin, FEE - 48_00)

    told(second, 1)
    told(first, 2)

    assert first.number != second.number
    assert (bill_of(court.home).open_fen, Payment.objects.count()) == (0, 2)
    assert list(BankLine.objects.order_by("number").values_list("fen", "open_fen")) == [
        (FEE - 48_00, 0), (FEE, FEE - 48_00),
    ]  # fmt: skip


def test_a_gateway_that_pays_into_the_bank_is_booked_there(court: Court, another_gateway: Signed) -> None:
    bill = payable(court)
    behind(court, "fees_bank", gateway="other", bank="桐江支付")

    choice = read(court.lin, pay(bill))
    unsaid = client(court.lin).post(pay(bill), {"fen": "148"})
    done = client(court.lin).post(pay(bill), {"fen": "148", "gateway": "other"})

    assert all(words in choice for words in ("扫码支付", "桐江支付"))
    assert (unsaid.status_code, done.status_code) == (422, 303)
    order = PayOrder.objects.get()
    there = read(court.lin, page(order))
    assert f"https://pay.example/{order.number}?fen=14800" in there
    assert 'class="qr"' in there
    _told_by_other(order)
    assert (balance(court, "fees_bank"), balance(court, "fees_in_transit"), bill_of(court.home).open_fen) == (FEE, 0, 0)
    assert Payment.objects.get().channel == Payment.Channel.ONLINE


def _told_by_other(order: PayOrder) -> None:
    (Path(settings.PAY_KEYS) / "other.k1").write_bytes(SECRET)
    actions.take_payment("other", message(order), sent_by=MONDAY_9AM, by=CLERK, at=MONDAY_9AM)


def test_a_trust_is_paid_into_its_own_account(court: Court) -> None:
    trust(court)
    fees(court)
    billed(court)
    behind(court, "trust_bank", fund="trust")
    before = balance(court, "trust_bank")

    told(asked(bill_of(court.home), court.lin))

    assert (bill_of(court.home).open_fen, balance(court, "trust_bank") - before) == (0, FEE)


# the pages


def test_a_bill_is_paid_through_its_pages(court: Court) -> None:
    bill = payable(court)
    assert all(pay(bill) in read(court.lin, one) for one in (BILLS, f"{BILLS}{bill.pk}/"))

    form = read(court.lin, pay(bill))
    over = client(court.lin).post(pay(bill), {"fen": "148.01"})
    nothing = client(court.lin).post(pay(bill), {"fen": ""})
    sent = {"fen": "148", "id": str(new_id())}
    done, again = (client(court.lin).post(pay(bill), sent) for _ in range(2))
    one = PayOrder.objects.get()
    waits = read(court.lin, page(one))
    told(one)
    came = read(court.lin, page(one))

    assert 'value="148.00"' in form
    assert [answer.status_code for answer in (over, nothing, done, again)] == [422, 422, 303, 303]
    assert "Of this bill 148.00 yuan are still open. Pay no more than that." in over.text
    assert (done.headers["Location"], again.headers["Location"]) == (page(one), page(one))
    assert all(words in waits for words in (one.number, "waiting for your payment", "148.00", "青禾物业"))
    assert "148.00 yuan came in on" in came
    assert f"{BILLS}payments/{Payment.objects.get().pk}/" in came
    assert page(one) in read(court.lin, f"{BILLS}{bill.pk}/")
    assert pay(bill) not in read(court.lin, f"{BILLS}{bill.pk}/")


def test_whoever_has_a_number_is_told_before_they_ask_for_another(court: Court) -> None:
    bill = payable(court)
    one = asked(bill, court.lin)

    assert page(one) in read(court.lin, pay(bill))
    told(one)
    assert page(one) not in read(court.lin, pay(bill))


@pytest.mark.parametrize("name", NOBODY_ELSE)
def test_an_order_is_seen_by_whoever_asked_and_nobody_else(court: Court, name: str) -> None:
    bill = payable(court)
    one = asked(bill, court.lin)
    person = getattr(court, name)

    assert [client(person).get(address).status_code for address in (page(one), pay(bill))] == [404, 404]
    assert client(person).post(pay(bill), {"fen": "148"}).status_code == 404
    assert client(court.zhu).get(f"{BILLS}{bill.pk}/").text.count(one.number) == 0


def test_others_of_the_home_see_what_was_paid_and_not_who_set_out(court: Court) -> None:
    bill = payable(court)
    son = people.person("林小满", court.estate.node)
    people.tenure(son, court.home, Tenure.Kind.FAMILY)
    one = asked(bill, court.lin)

    assert client(son).get(page(one)).status_code == 404
    assert one.number not in read(son, f"{BILLS}{bill.pk}/")
    assert pay(bill) in read(son, f"{BILLS}{bill.pk}/")
    told(one)
    assert f"{BILLS}payments/{Payment.objects.get().pk}/" in read(son, f"{BILLS}{bill.pk}/")


def test_strangers_are_asked_to_sign_in_and_another_estate_has_no_such_order(court: Court) -> None:
    one = asked(payable(court), court.lin)

    assert client(None).get(page(one)).status_code == 302
    assert client(court.lin).get(page(one).replace("plum", "pine")).status_code == 404


def test_an_order_says_what_became_of_its_bill(court: Court) -> None:
    bill = payable(court)
    one = asked(bill, court.lin)

    paid(court, 48_00, bill_ids=[bill.pk])
    assert "Meanwhile only 100.00 yuan of this bill are open." in read(court.lin, page(one))
    paid(court, 100_00, bill_ids=[bill.pk])
    page_then = read(court.lin, page(one))

    assert "no longer needed" in page_then
    assert "Do not pay under this number any more." in page_then
    told(one)
    assert "148.00 yuan of it are not entered for this bill yet." in read(court.lin, page(one))


def test_an_open_page_of_an_order_is_drawn_anew_once_something_came_and_not_before(court: Court) -> None:
    one = asked(payable(court), court.lin)
    looks = re.search(r'hx-get="([^"]+)"', read(court.lin, page(one)))
    assert looks is not None

    before = client(court.lin).get(looks[1], headers={"HX-Request": "true"})
    told(one)
    after = client(court.lin).get(looks[1], headers={"HX-Request": "true"})

    assert (before.status_code, before.content) == (204, b"")
    assert after.headers["HX-Refresh"] == "true"
    assert "hx-get" not in read(court.lin, page(one))


def test_an_order_of_a_closed_way_says_so_and_money_is_taken_all_the_same(court: Court) -> None:
    one = asked(payable(court), court.lin)
    end_bank_account(one.account_id, on=TODAY, reason="换了收款方", by=court.zhu, at=MONDAY_9AM)

    assert "This way of paying is closed by now." in read(court.lin, page(one))
    told(one)
    assert bill_of(court.home).open_fen == 0


def test_what_a_collector_took_apart_again_shows_no_receipt(court: Court) -> None:
    one = asked(payable(court), court.lin)
    told(one)
    unmatch_line(LineMatch.objects.get().pk, reason="记错了", by=court.zhu, at=MONDAY_9AM)

    there = read(court.lin, page(one))

    assert "148.00 yuan of it are not entered for this bill yet." in there
    assert "/payments/" not in there


def test_pages_ask_the_same_for_one_order_and_for_three(court: Court) -> None:
    bill = payable(court)
    addresses = (BILLS, f"{BILLS}{bill.pk}/", pay(bill))

    def queries() -> list[int]:
        counts = []
        for address in addresses:
            with CaptureQueriesContext(connection) as seen:
                read(court.lin, address)
            counts.append(len(seen))
        return counts

    told(asked(bill, court.lin, 1), 1)
    queries()
    once = queries()
    for number in (2, 3):
        told(asked(bill, court.lin, 1), number)
        asked(bill, court.lin, 1)
    billed(court, MAY)

    assert queries() == once


# own data


def test_ones_orders_are_ones_own_data_until_one_is_erased(court: Court) -> None:
    one = asked(payable(court), court.lin)
    assert [list(row.values())[1:] for row in own_data(court.lin)] == [["148.00", one.number]]
    assert own_data(court.zhu) == []

    forget_payer(court.lin, by=court.lin, at=MONDAY_9AM)

    assert own_data(court.lin) == []
    assert client(court.lin).get(page(one)).status_code == 404
    told(one)
    assert bill_of(court.home).open_fen == 0


def test_after_three_years_nobody_asked(court: Court) -> None:
    one = asked(payable(court), court.lin)

    upkeep.forget_payers(TODAY)
    assert PayOrder.objects.get().asked_by == court.lin
    upkeep.forget_payers(TODAY.replace(year=TODAY.year + 4))

    one.refresh_from_db()
    assert one.asked_by is None
