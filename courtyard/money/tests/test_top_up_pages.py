"""Pages of topping up: the notice for everybody, a home's own part for its owners, who lacks what for who keeps it."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from courtyard.conftest import MONDAY_9AM, Court
from courtyard.money.actions.entries import reverse_entry
from courtyard.money.actions.top_ups import withdraw_top_up
from courtyard.money.models import TopUpNotice, TopUpPayment
from courtyard.money.own_bills import OWN_DATA
from courtyard.money.tests.build import book
from courtyard.money.tests.test_ledger_pages import client, read
from courtyard.money.tests.topping import house, low_houses, paid_in, raised, settled, told
from courtyard.notify import registers, upkeep
from courtyard.notify.models import Notice
from courtyard.people.models import Person, Tenure
from courtyard.people.standing import forget_standing
from courtyard.people.tests import build as people
from courtyard.places.models import Home
from courtyard.trail.models import Line
from courtyard.trail.tests.clock import Clock

pytestmark = pytest.mark.usefixtures("clock")
FUND = "/e/plum/fund/"
ALL = f"{FUND}top-ups/"
OWN = f"{FUND}mine/"


def owned(court: Court, **houses: tuple[int, int]) -> Home:
    """lin owns 101 of the eighth house, which has a tenth of its first deposit."""
    book(court)
    there = low_houses(court, {"8号楼": houses.get("eight", (12, 2)), "9号楼": (10, 1)})["8号楼"]
    people.tenure(court.lin, there[0])
    forget_standing(court.lin)
    return there[0]


def post(person: Person, address: str, status: int, **form: Any) -> str:
    answer = client(person).post(address, form)
    assert answer.status_code == status, answer.text[:2_000]
    return answer.text


def hear() -> None:
    for line in Line.objects.filter(kind__startswith="money.top_up").order_by("pk"):
        for teller in registers.tellers:
            if line.kind in teller.events:
                upkeep.tell(teller.hear(line, line.at), source=str(line.pk), at=line.at)


# everybody


def test_everybody_reads_that_owners_were_told_and_until_when_and_of_no_home(court: Court) -> None:
    owned(court)
    told(court)

    page = read(None, FUND)

    assert "Owners were told on" in page
    assert "In 3 homes it was low." in page
    assert "Without a decision each home tops up to 50 % of its first deposit by" in page
    assert "4,000.00" not in page
    for person in (None, court.lin, court.zhu, court.desk, court.far):
        assert "The owners decided" not in read(person, FUND)
        assert "Who tops up" not in read(person, FUND)
    assert "The owners decided" in read(court.yan, FUND)


def test_it_says_how_it_went_on(court: Court, clock: Clock) -> None:
    owned(court)
    one = told(court, building=house(court).pk)
    clock.go_on_to(MONDAY_9AM + timedelta(days=100))
    assert "nothing was decided. So each home tops up" in " ".join(read(None, FUND).split())
    clock.go_on_to(MONDAY_9AM)

    settled(court, one, raised(court, title="八号楼续筹"))
    page = read(court.yan, FUND)
    assert "八号楼续筹" in page
    assert "Each home tops up to 60 % of its first deposit" in page
    assert f"{ALL}{one.pk}/decide/" not in page

    withdraw_top_up(one.pk, reason="楼号写错了", by=court.yan, at=MONDAY_9AM)
    assert "楼号写错了" in read(None, FUND)


# one's own home


def test_an_owner_reads_what_it_means_for_the_home_and_nobody_else_does(court: Court) -> None:
    owned(court)
    told(court)

    page = " ".join(read(court.lin, OWN).split())

    assert "Your home has less than 30 % of its first deposit." in page
    assert "For your home that is 4,000.00 yuan." in page
    for person in (court.mei, court.yan, court.desk, court.zhu, court.far):
        assert client(person).get(OWN).status_code == 404
    for address in (FUND, "/e/plum/", "/e/plum/money/"):
        assert "4,000.00" not in read(court.yan, address)


def test_the_homes_own_page_says_the_same(court: Court) -> None:
    home = owned(court)
    told(court)
    address = reverse("places:home", args=["plum", home.pk])

    assert "For your home that is 4,000.00 yuan." in read(court.lin, address)
    assert "4,000.00" not in read(court.reg, address)


def test_after_a_decision_the_home_reads_what_was_decided_and_what_it_paid(court: Court) -> None:
    home = owned(court)
    settled(court, told(court), percent=60)
    assert "For your home that is 5,000.00 yuan." in read(court.lin, OWN)

    payment = paid_in(court, home, 5_000_00, receipt="沪维0001")

    page = read(court.lin, OWN)
    assert "Your home has enough and pays nothing." in page
    assert "沪维0001" in page
    reverse_entry(payment.entry_id, reason="记错了", by=court.yan, at=MONDAY_9AM)
    assert "沪维0001" not in read(court.lin, OWN)


def test_whoever_buys_a_home_does_not_read_what_the_seller_paid(court: Court) -> None:
    home = owned(court)
    told(court)
    paid_in(court, home, 5_00, day=date(2026, 6, 1), receipt="沪维0001")
    buyer = people.person("柳新居", court.estate.node)
    sold_on = date(2026, 6, 2)
    Tenure.objects.filter(home=home).update(until=sold_on)
    Tenure.objects.filter(pk=people.tenure(buyer, home).pk).update(since=sold_on)
    forget_standing(court.lin, buyer)

    page = read(buyer, OWN)

    assert "For your home that is 3,995.00 yuan." in page
    assert "沪维0001" not in page


def test_a_home_outside_of_the_part_reads_nothing_of_it(court: Court) -> None:
    owned(court)
    told(court, building=house(court, "9号楼").pk)

    assert "Owners were told" not in read(court.lin, OWN)


# the committee


def test_owners_are_told_by_the_page(court: Court) -> None:
    owned(court)
    address = f"{ALL}notice/"
    form = {"building": str(house(court).pk), "day": "2026-06-08", "words": "请大家商量"}

    assert ">1号楼<" not in read(court.yan, address)  # four homes: it would tell whose
    post(court.yan, address, 422, **(form | {"words": ""}))
    assert "Choose the day on which owners were told" in post(court.yan, address, 422, **(form | {"day": "2026-07-01"}))
    post(court.yan, address, 303, **form)
    assert "Owners were told on" in post(court.yan, address, 422, **form)

    assert TopUpNotice.objects.get().building == house(court)
    assert client(court.zhu).get(address).status_code == 404


def test_a_decision_is_entered_by_the_page_and_a_mistake_withdrawn(court: Court) -> None:
    owned(court)
    one = told(court)
    decide, withdraw = f"{ALL}{one.pk}/decide/", f"{ALL}{one.pk}/withdraw/"
    assert "Put it to a vote first." in read(court.yan, decide)
    decision = raised(court)
    form = {"ground": f"assembly:{decision.pk}", "percent": "100", "until": "2026-12-31"}

    assert 'value="100"' in read(court.yan, decide)
    post(court.yan, decide, 422, **(form | {"percent": "0"}))
    assert "Say by when homes pay" in post(court.yan, decide, 422, **(form | {"until": "2020-01-01"}))
    post(court.yan, decide, 303, **form)
    assert "This is decided already" in post(court.yan, decide, 422, **(form | {"percent": "80"}))
    post(court.yan, withdraw, 422, words="")
    post(court.yan, withdraw, 303, words="发错了")

    one.refresh_from_db()
    assert (one.percent, one.reason) == (100, "发错了")
    for address in (decide, withdraw):
        assert client(court.lin).get(address).status_code == 403
        assert client(court.yan).get(address.replace("plum", "pine")).status_code == 404


def test_who_keeps_the_fund_finds_a_home_and_enters_what_it_paid(court: Court) -> None:
    home = owned(court)
    told(court)
    page = read(court.yan, ALL)
    assert "8号楼101室" in page
    assert "4,000.00 yuan are missing" in page
    assert f"homes/{home.pk}/receive/" in read(court.yan, f"{ALL}?q=101")
    address = f"{ALL}homes/{home.pk}/receive/"

    assert 'value="4,000.00"' in read(court.yan, address)
    assert "Say how many yuan" in post(court.yan, address, 422, fen="", day="2026-06-08")
    post(court.yan, address, 422, fen="4000", day="2026-07-08")
    post(court.yan, address, 303, fen="4000", day="2026-06-08", payer="林太太", receipt="")

    assert TopUpPayment.objects.get().fen == 4_000_00
    assert "林太太" in read(court.yan, ALL)
    for person in (court.lin, court.mei, court.zhu, court.desk, court.jie, court.far):
        assert client(person).get(ALL).status_code == 404
        assert client(person).get(address).status_code == 404


def test_many_homes_are_read_in_stretches(court: Court, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("courtyard.money.queries.top_ups.HOMES_SHOWN", 2)
    owned(court)
    told(court)

    first, second = read(court.yan, ALL), read(court.yan, f"{ALL}?after=2")

    assert ("8号楼102室" in first, "9号楼101室" in first, 'rel="next"' in first) == (True, False, True)
    assert ("8号楼102室" in second, "9号楼101室" in second, 'rel="next"' in second) == (False, True, False)
    assert "8号楼102室" in read(court.yan, f"{ALL}?after=-1")


def test_ones_own_data_holds_what_one_paid_in_and_no_others(court: Court) -> None:
    paid_in(court, owned(court), 4_321_00)

    assert "4,321.00" in str(OWN_DATA.see(court.lin))
    for person in (court.mei, court.yan, court.zhu, court.far):
        assert "4,321.00" not in str(OWN_DATA.see(person))


# who hears


def test_all_owners_of_that_part_hear_the_same_and_of_a_payment_its_home_alone(court: Court) -> None:
    home = owned(court)
    neighbour, elsewhere = people.person("柳邻", court.estate.node), people.person("柳远", court.estate.node)
    people.tenure(neighbour, Home.objects.get(building=house(court), name="112"))
    people.tenure(elsewhere, Home.objects.get(building=house(court, "9号楼"), name="101"))
    one = told(court, building=house(court).pk)
    paid_in(court, home, 1_00)
    settled(court, one)
    hear()

    heard = {(row.person_id, row.kind) for row in Notice.objects.filter(kind__startswith="money.")}

    assert heard == {
        (court.lin.pk, "money.notice_top_up"), (neighbour.pk, "money.notice_top_up"),
        (court.lin.pk, "money.notice_top_up_paid"),
    }  # fmt: skip
    rows = Notice.objects.filter(kind="money.notice_top_up")
    assert len({str(row.fields) for row in rows.filter(person=court.lin)}) == 2
    assert not any("yuan" in row.fields or "home" in row.fields for row in rows)


# kept small


def test_pages_ask_the_same_for_many_notices_and_homes(court: Court) -> None:
    def asked(person: Person | None, address: str) -> int:
        reader = client(person)
        reader.get(address)
        with CaptureQueriesContext(connection) as seen:
            assert reader.get(address).status_code == 200
        return len(seen)

    home = owned(court)
    low_houses(court, {"10号楼": (10, 1), "11号楼": (10, 4)})
    told(court, building=house(court).pk)
    paid_in(court, home, 1_00)
    pages = [(None, FUND), (court.yan, FUND), (court.lin, OWN), (court.yan, ALL)]
    once = [asked(*one) for one in pages]

    for name in ("10号楼", "11号楼"):
        told(court, building=house(court, name).pk)
    settled(court, told(court, building=house(court, "9号楼").pk))
    for _ in range(2):
        paid_in(court, home, 1_00)

    assert [asked(*one) for one in pages] == once
