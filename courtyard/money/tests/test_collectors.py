"""Collectors are named one by one among the company’s people; nobody else sees what homes owe, and homes know who."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils.timezone import localdate

from courtyard.conftest import MONDAY_9AM, Court
from courtyard.core.errors import NotAllowed
from courtyard.money.actions.billing import reverse_run
from courtyard.money.actions.collectors import NamedAlready, Naming, NotOfTheCompany, end_collector, name_collector
from courtyard.money.actions.discounts import Off, give_discount
from courtyard.money.actions.entries import reverse_entry
from courtyard.money.actions.expenses import Spent, record_expense
from courtyard.money.actions.payments import Refunding, refund_prepayment, take_back_payment
from courtyard.money.actions.reminders import remind
from courtyard.money.held import HeldByPayment
from courtyard.money.models import Collector, Entry, Payment
from courtyard.money.own_bills import see_collecting
from courtyard.money.permissions.collectors import may_collect
from courtyard.money.tests.billing import FEE, JULY, TODAY, billed, fees, paid, ready
from courtyard.money.tests.build import book, booked, leg
from courtyard.money.tests.test_fees_pages import AFTER_DUE, BILLS, FEES, addresses, collecting
from courtyard.money.tests.test_ledger_pages import client, read
from courtyard.people.actions.offices import appoint, end_office
from courtyard.people.models import Office, Person
from courtyard.people.standing import forget_standing
from courtyard.people.tests import build as people
from courtyard.trail.ids import new_id
from courtyard.trail.models import Line
from courtyard.trail.tests.clock import Clock

pytestmark = pytest.mark.usefixtures("clock")
LIST = f"{FEES}collectors/"
MANAGES = ("/refund/", "/discount/", "/bill/", "/reverse/", "/set/")
"""How the pages end that are for whoever keeps the money."""
NOT_THE_MANAGER = ("lin", "mei", "desk", "yan", "bai", "reg", "jie", "shi", "far")


def named(court: Court, person: Person | None = None, by: Person | None = None, **given: object) -> Collector:
    told = Naming(estate_id=court.estate.pk, person_id=(person or court.bai).pk, **given)  # type: ignore[arg-type]
    return name_collector(told, by=by or court.zhu, at=MONDAY_9AM)


def worker(court: Court, name: str = "榕大海") -> Person:
    one = people.person(name, court.estate.node)
    people.office(one, court.estate.node, Office.Kind.COMPANY_WORKER)
    return one


# naming


def test_whoever_is_named_collects_and_the_record_says_who_named_whom(court: Court) -> None:
    assert not may_collect(court.bai, court.estate, MONDAY_9AM)

    one = named(court)

    assert may_collect(court.bai, court.estate, MONDAY_9AM)
    assert not may_collect(court.bai, court.other, MONDAY_9AM)
    said = Line.objects.get(kind="money.collector_named")
    assert (said.by, said.whom, said.about) == (court.zhu.pk, court.bai.pk, one.pk)


@pytest.mark.parametrize("name", NOT_THE_MANAGER)
def test_nobody_but_the_manager_names_a_collector(court: Court, name: str) -> None:
    with pytest.raises(NotAllowed):
        named(court, by=getattr(court, name))

    assert not Collector.objects.exists()


def test_a_collector_names_nobody(court: Court) -> None:
    named(court)

    with pytest.raises(NotAllowed):
        named(court, worker(court), by=court.bai)


@pytest.mark.parametrize("name", ["lin", "desk", "yan", "zhu", "jie", "far"])
def test_nobody_collects_who_does_not_work_for_the_company_here(court: Court, name: str) -> None:
    with pytest.raises(NotOfTheCompany):
        named(court, getattr(court, name))


def test_one_form_is_one_naming_and_nobody_is_named_twice(court: Court) -> None:
    key = new_id()
    one = named(court, id=key)

    assert named(court, id=key) == one
    with pytest.raises(NamedAlready):
        named(court)
    with pytest.raises(IntegrityError), transaction.atomic():
        Collector.objects.create(estate=court.estate, office=one.office, named_by=court.zhu, named_at=MONDAY_9AM)
    assert Line.objects.filter(kind="money.collector_named").count() == 1


# ending


@pytest.mark.parametrize("name", ["zhu", "bai"])
def test_the_manager_ends_it_and_so_does_the_collector(court: Court, name: str) -> None:
    one = named(court)

    end_collector(one.pk, by=getattr(court, name), at=MONDAY_9AM)
    again = end_collector(one.pk, by=court.zhu, at=MONDAY_9AM + timedelta(days=1))

    assert not may_collect(court.bai, court.estate, MONDAY_9AM)
    assert (again.ended_by, again.ended_at) == (getattr(court, name), MONDAY_9AM)
    assert Line.objects.filter(kind="money.collector_ended", whom=court.bai.pk).count() == 1
    assert named(court).pk != one.pk


@pytest.mark.parametrize("name", ["lin", "desk", "yan", "reg", "jie", "far"])
def test_nobody_else_ends_it(court: Court, name: str) -> None:
    one = named(court)
    other = worker(court)
    named(court, other)

    for person in (getattr(court, name), other):
        with pytest.raises(NotAllowed):
            end_collector(one.pk, by=person, at=MONDAY_9AM)


def test_it_ends_with_the_office_and_does_not_come_back_with_another(court: Court) -> None:
    named(court)
    office = Office.objects.get(person=court.bai)
    today = localdate(MONDAY_9AM)

    end_office(office.pk, by=court.zhu, at=MONDAY_9AM, until=today)
    forget_standing(court.bai)
    assert not may_collect(court.bai, court.estate, MONDAY_9AM)
    worker_again = Office.Kind.COMPANY_WORKER
    appoint(court.estate.pk, court.bai, by=court.zhu, at=MONDAY_9AM, kind=worker_again, since=today)
    forget_standing(court.bai)

    assert not may_collect(court.bai, court.estate, MONDAY_9AM)
    assert court.bai.name not in read(court.lin, FEES)
    assert may_collect(named(court).office.person, court.estate, MONDAY_9AM)


# collecting


def test_a_collector_enters_what_comes_in_takes_back_what_was_wrong_and_reminds(court: Court, clock: Clock) -> None:
    billed(ready(court))
    named(court)

    payment = paid(court, 5_00, by=court.bai)
    other = paid(court, 1_00, court.building.homes.get(name="102"), by=court.bai)
    take_back_payment(other.pk, reason="记错了家", by=court.bai, at=MONDAY_9AM)
    remind(court.estate.pk, by=court.bai, at=AFTER_DUE)

    assert payment.received_by == court.bai
    assert Payment.objects.get(taken_back_at__isnull=False) == other


def test_prices_billings_discounts_and_refunds_stay_with_whoever_keeps_the_money(court: Court) -> None:
    run = billed(ready(court))
    paid(court, FEE + 5_00)
    named(court)
    told = Refunding(estate_id=court.estate.pk, home_id=court.home.pk, fen=5_00, day=TODAY, reason="多交")
    discount = Off(estate_id=court.estate.pk, home_id=court.home.pk, first=JULY, reason="电梯停运", share_bp=2_500)

    for deed in (
        lambda: fees(court, by=court.bai), lambda: billed(court, by=court.bai),
        lambda: give_discount(discount, by=court.bai, at=MONDAY_9AM),
        lambda: refund_prepayment(told, by=court.bai, at=MONDAY_9AM),
        lambda: reverse_run(run.pk, reason="面积有误", by=court.bai, at=MONDAY_9AM),
    ):  # fmt: skip
        with pytest.raises(NotAllowed):
            deed()
    home, arrears = (read(court.bai, f"{FEES}{page}") for page in (f"homes/{court.home.pk}/", "arrears/"))
    assert ("/refund/" in home, "/discount/" in home, f"{FEES}bill/" in arrears) == (False, False, False)
    assert "/receive/" in home


def test_a_collector_sees_what_collectors_see(court: Court) -> None:
    billed(ready(court))
    paid(court, 48_00)
    every = (*addresses(court), *collecting(court), LIST)
    pages = [one for one in every if not one.endswith(MANAGES)]
    assert {client(court.bai).get(one).status_code for one in pages} == {404}

    one = named(court)
    assert {client(court.bai).get(page).status_code for page in pages} == {200}
    assert {client(court.bai).get(page).status_code for page in set(every) - set(pages)} == {404}
    assert f"{FEES}arrears/" in read(court.bai, "/")
    end_collector(one.pk, by=court.zhu, at=MONDAY_9AM)

    assert {client(court.bai).get(page).status_code for page in pages} == {404}


def test_a_collector_spends_nothing_and_keeps_no_bank(court: Court) -> None:
    billed(ready(court))
    payment = paid(court, 48_00)
    named(court)
    receipt = booked(court, leg("fees_bank", "fees_interest", 3_00), what="利息", kind=Entry.Kind.INTEREST)

    with pytest.raises(NotAllowed):
        reverse_entry(receipt.pk, reason="记错了", by=court.bai, at=MONDAY_9AM)
    with pytest.raises(HeldByPayment):
        reverse_entry(payment.entry_id, reason="记错了", by=court.bai, at=MONDAY_9AM)
    for out in (leg("fees_bank_charges", "fees_bank", 3_00), leg("fees_cleaning", "fees_bank", 3_00)):
        with pytest.raises(NotAllowed):
            booked(court, out, by=court.bai, kind=Entry.Kind.SPENDING)
    with pytest.raises(NotAllowed):
        booked(court, leg("revenue_bank", "revenue_lift_ads", 3_00), by=court.bai)
    spent = Spent(estate_id=court.estate.pk, account="fees_cleaning", fen=3_00, day=TODAY, what="保洁", payee="明洁")
    with pytest.raises(NotAllowed):
        record_expense(spent, by=court.bai, at=MONDAY_9AM)
    assert client(court.bai).get("/e/plum/money/bank/").status_code == 404


# the pages


def test_a_collector_is_named_and_ended_through_the_pages(court: Court) -> None:
    assert court.bai.name not in read(court.zhu, LIST)

    nobody = client(court.zhu).post(f"{LIST}name/", {"person": ""})
    stranger = client(court.zhu).post(f"{LIST}name/", {"person": str(court.lin.pk)})
    form = {"person": str(court.bai.pk), "id": str(new_id())}
    done, again = (client(court.zhu).post(f"{LIST}name/", form) for _ in range(2))
    one = Collector.objects.get()

    assert [answer.status_code for answer in (nobody, stranger, done, again)] == [422, 422, 303, 303]
    assert court.bai.name in read(court.zhu, LIST)
    assert "Everybody who works for the company here collects already" in read(court.zhu, f"{LIST}name/")
    assert client(court.bai).get(f"{LIST}name/").status_code == 404
    assert client(court.bai).post(f"{LIST}{one.pk}/end/").headers["Location"] == FEES
    assert client(court.zhu).post(f"{LIST}{one.pk}/end/").headers["Location"] == LIST
    assert court.bai.name not in read(court.zhu, LIST)


def test_whoever_has_a_home_here_reads_who_collects_and_strangers_do_not(court: Court) -> None:
    named(court)
    book(court)

    assert all(name in read(person, FEES) for person in (court.lin, court.mei) for name in ("柏长青", "竹经纬"))
    assert "柏长青" not in "".join(read(person, FEES) for person in (None, court.far, court.jie))
    assert f"{FEES}#collectors" in read(court.lin, BILLS)
    assert "#collectors" not in read(court.lin, FEES)


def test_pages_ask_the_same_for_one_collector_and_for_three(court: Court) -> None:
    def queries(person: Person, address: str) -> int:
        with CaptureQueriesContext(connection) as seen:
            read(person, address)
        return len(seen)

    ready(court)
    named(court)
    pages = [(court.zhu, LIST), (court.lin, FEES), (court.bai, f"{FEES}arrears/")]
    for one in pages:
        queries(*one)
    once = [queries(*one) for one in pages]
    for name in ("榕大海", "桐小龙"):
        named(court, worker(court, name))

    assert [queries(*one) for one in pages] == once


def test_ones_own_data_says_where_one_collects(court: Court) -> None:
    one = named(court)
    end_collector(one.pk, by=court.bai, at=MONDAY_9AM)

    assert [list(row.values())[1:] for row in see_collecting(court.bai)] == [[MONDAY_9AM, MONDAY_9AM]]
    assert see_collecting(court.zhu) == []


def test_no_event_of_collectors_tells_of_a_home(court: Court) -> None:
    billed(ready(court))
    named(court)
    paid(court, 48_00, by=court.bai)

    told = "".join(f"{body}{words}" for body, words in Line.objects.values_list("body", "words"))
    assert court.home.pk.hex not in told.replace("-", "")
    assert Payment.objects.get().received_by == court.bai
