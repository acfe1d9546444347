"""Pages of the fund: figures for everybody, a home's own for its owners, a list brought in, interest shared."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.html import strip_tags

from courtyard.conftest import MONDAY_9AM, Court
from courtyard.money.models import Entry, OpeningList
from courtyard.money.queries.fund import own_fund, own_funds
from courtyard.money.tests.build import TODAY, book, leg
from courtyard.money.tests.spend import fund, planned, reviewed
from courtyard.money.tests.test_fund import LIST, taken
from courtyard.money.tests.test_ledger_pages import client, read
from courtyard.people.models import Person, Tenure
from courtyard.people.standing import forget_standing
from courtyard.people.tests import build as people
from courtyard.places.models import Home

pytestmark = pytest.mark.usefixtures("clock")
FUND = "/e/plum/fund/"


def send(person: Person, text: str = LIST, **form: Any) -> Any:
    told = {"file": SimpleUploadedFile("维修资金.csv", text.encode()), "day": "2026-01-01"} | form
    return client(person).post(f"{FUND}opening/", told)


def test_everybody_reads_what_the_fund_has_and_nobody_what_a_home_has(court: Court) -> None:
    book(court)
    taken(court)

    told = read(None, FUND)

    assert "10,500.50" in told
    assert "8,000.00" not in told
    assert "102" not in strip_tags(told).replace("10,2", "")  # keys in addresses hold any three figures
    assert "by building" not in told  # four homes: a count would tell of one
    assert "by building" in read(court.yan, FUND)
    assert "What my home has" not in told


def test_before_there_are_books_the_page_says_so(court: Court) -> None:
    assert "No books are kept here yet." in read(None, FUND)
    assert "No books are kept here yet." in read(court.lin, f"{FUND}mine/")


def test_an_owner_reads_their_own_home_and_no_other(court: Court) -> None:
    book(court)
    taken(court)

    told = read(court.lin, f"{FUND}mine/")

    assert "8,000.00" in told
    assert "80 % of it is there" in told
    assert "2,500.50" not in told
    for person in (court.mei, court.yan, court.desk, court.far):
        assert client(person).get(f"{FUND}mine/").status_code == 404


def test_the_own_page_asks_the_same_for_one_home_and_for_many(court: Court) -> None:
    """And each spending is shared out over the homes once, whoever reads how many of them."""
    there = fund(court)
    planned(court)
    planned(court, building=None, what="围墙", fen=800_00)

    def asked() -> int:
        forget_standing(court.lin)
        read(court.lin, f"{FUND}mine/")
        with CaptureQueriesContext(connection) as seen:
            told = read(court.lin, f"{FUND}mine/")
        assert told.count("围墙") == Tenure.objects.filter(person=court.lin).count()
        return len(seen)

    once = asked()
    more = list(court.building.homes.order_by("name")[2:])
    Tenure.objects.filter(home__in=more).update(person=court.lin)

    assert (len(more), asked()) == (2, once)
    homes = [court.home, *more]
    assert own_funds(there.book, homes, TODAY) == [own_fund(there.book, home, TODAY) for home in homes]


def test_what_is_planned_is_said_in_yuan_for_the_home(court: Court) -> None:
    fund(court)
    planned(court)

    told = read(court.lin, f"{FUND}mine/")

    assert "40,000.00 yuan in all, 10,000.00 yuan of it your home’s" in told
    assert "90,000.00 yuan are left" in told


def test_the_ledger_shows_an_owner_their_part_and_nobody_else(court: Court) -> None:
    book(court, leg("fund_bank", "fund_of_homes", 8_000_00, home=court.home))

    assert "Nobody else sees this part" in read(court.lin, "/e/plum/money/")
    for person in (None, court.mei, court.yan, court.zhu):
        assert "Nobody else sees this part" not in read(person, "/e/plum/money/")


def test_when_a_home_is_sold_the_buyer_reads_it_and_the_seller_no_more(court: Court) -> None:
    book(court, leg("fund_bank", "fund_of_homes", 8_000_00, home=court.home))
    buyer = people.person("柳新居", court.estate.node)
    sold_on = (MONDAY_9AM - timedelta(days=1)).date()
    Tenure.objects.filter(home=court.home).update(until=sold_on)
    Tenure.objects.filter(pk=people.tenure(buyer, court.home).pk).update(since=sold_on)
    forget_standing(buyer, court.lin)

    assert "8,000.00" in read(buyer, f"{FUND}mine/")
    assert client(court.lin).get(f"{FUND}mine/").status_code == 404


def test_a_homes_page_shows_its_fund_to_its_owner_only(court: Court) -> None:
    book(court, leg("fund_bank", "fund_of_homes", 8_000_00, home=court.home))
    address = reverse("places:home", args=["plum", court.home.pk])

    assert "8,000.00" in read(court.lin, address)
    assert "8,000.00" not in read(court.reg, address)


@pytest.mark.parametrize(("rows", "public"), [(1, False), (2, False), (3, True)])
def test_a_list_of_one_home_or_two_is_read_by_who_keeps_the_fund_only(court: Court, rows: int, public: bool) -> None:
    """Whatever its file was called: the entry stays for ever."""
    book(court)
    text = "楼号,室号,首期交存,余额\n" + "".join(f"1号楼,10{n + 1},20000,4115.22\n" for n in range(rows))
    one = taken(court, text, name="林知秋.csv")
    entry, said = Entry.objects.get(source="opening_list"), f"{rows * 4_115.22:,.2f} yuan"
    address, in_list = f"/e/plum/money/entries/{entry.pk}/", "/e/plum/money/2026-01/"

    assert (entry.homes, entry.what) == (rows, "维修资金分户余额")
    assert client(None).get(address).status_code == (200 if public else 404)
    assert [str(entry.pk) in read(None, page) for page in (FUND, in_list)] == [public, public]
    assert f"{rows} home" in read(None, FUND) if public else "have something in it" not in read(None, FUND)
    assert said in read(court.yan, FUND)
    assert "维修资金分户余额" in read(court.yan, address)
    assert one.name == "林知秋.csv"


def test_a_list_is_looked_at_matched_and_taken(court: Court) -> None:
    book(court)
    answer = send(court.yan)
    assert answer.status_code == 302
    one = OpeningList.objects.get()
    address = f"{FUND}opening/{one.pk}/"

    assert "Enter 10,500.50 yuan for these homes" in read(court.yan, address)
    columns = {f"column_{n}": key for n, key in enumerate(("building", "home", "deposit", "balance"))}
    assert client(court.yan).post(address, columns | {"take": "1"}).status_code == 302

    assert "3 homes, 10,500.50 yuan: entered." in read(court.yan, address)
    assert Entry.objects.filter(source="opening_list").count() == 1
    assert send(court.yan).headers["Location"] == address


def test_each_bad_row_is_shown_by_its_number_and_nothing_is_taken(court: Court) -> None:
    book(court)
    send(court.yan, LIST + "1号楼,999,5,5\n合计,,30005,10505.51\n", stated="10505.49")
    one = OpeningList.objects.get()

    told = read(court.yan, f"{FUND}opening/{one.pk}/")

    assert "The estate has no home 1号楼999室." in told
    assert "off by" in told
    assert "Enter 10" not in told


def test_what_is_no_list_is_said_at_the_file(court: Court) -> None:
    book(court)

    picture = client(court.yan).post(
        f"{FUND}opening/", {"file": SimpleUploadedFile("a.png", b"\x89PNG\r\n\x1a\n1234"), "day": "2026-01-01"}
    )
    send(court.yan, "一,二\n三,四\n")
    one = OpeningList.objects.get()

    assert picture.status_code == 422
    assert client(court.yan).get(f"{FUND}opening/{one.pk}/").status_code == 422
    for person in (court.lin, court.zhu):
        assert client(person).get(f"{FUND}opening/{one.pk}/").status_code == 403


def test_interest_is_shared_by_its_page(court: Court) -> None:
    fund(court)
    form = {"entry": "", "fen": "400", "day": "2026-04-01", "first": "2026-01", "last": "2026-03"}

    bad = client(court.yan).post(f"{FUND}interest/", form | {"last": "2026-06"})
    far = client(court.yan).post(f"{FUND}interest/", form | {"last": "9999-12"})
    good = client(court.yan).post(f"{FUND}interest/", form)

    assert (bad.status_code, far.status_code) == (422, 422)
    assert good.status_code == 302
    assert Entry.objects.get(kind="interest").fen == 400_00
    assert client(court.zhu).get(f"{FUND}interest/").status_code == 404


def test_who_has_too_little_is_named_to_the_committee_only(court: Court) -> None:
    there = fund(court, has_fen=1_000_00)
    one = reviewed(there)
    address = f"/e/plum/spendings/{one.pk}/"

    assert Home.objects.with_place().get(pk=court.home.pk).label in read(there.qin, address)
    for person in (None, court.lin, court.zhu, court.desk):
        assert "Homes with less than their share" not in read(person, address)
