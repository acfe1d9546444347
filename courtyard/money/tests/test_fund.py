"""What homes have in the maintenance fund: from a list, more by interest, sold with the home, low below 30 %."""

import hashlib
from datetime import date
from typing import Any

import pytest

from courtyard.assembly.upkeep import keep
from courtyard.conftest import MONDAY_9AM, Court
from courtyard.core.bank.opening_columns import MissingOpeningColumn, OpeningColumnTwice
from courtyard.core.books.refusals import NothingToShareBy
from courtyard.core.errors import NotAllowed
from courtyard.money.actions import fund as actions
from courtyard.money.actions.entries import reverse_entry
from courtyard.money.actions.fund import Interest, Upload, match_opening, share_interest, take_opening, upload_opening
from courtyard.money.models import Entry, FirstDeposit, OpeningList
from courtyard.money.openings import look_into
from courtyard.money.permissions.fund import may_see_fund_of, owned_in
from courtyard.money.queries.fund import balances, figures_of, own_fund, unshared_interest
from courtyard.money.tests.build import OPENS, book, booked, leg
from courtyard.money.tests.spend import fund, planned
from courtyard.people.importing.kept import Gone, seal
from courtyard.people.models import Tenure
from courtyard.people.standing import forget_standing
from courtyard.people.tests import build as people
from courtyard.places.models import Home

TODAY = date(2026, 6, 8)
LIST = "楼号,室号,首期交存,余额\n1号楼,101,10000,8000.00\n1号楼,102,10000,2500.50\n1号楼,103,10000,0\n"


def upload(court: Court, text: str = LIST, **given: Any) -> OpeningList:
    data = text.encode()
    told: dict[str, Any] = {
        "name": "维修资金.csv", "sha256": hashlib.sha256(data).hexdigest(), "day": OPENS,
        "file": keep(court.estate.pk, seal(data), "bin", MONDAY_9AM, "money"),
    }  # fmt: skip
    return upload_opening(court.estate, Upload(**(told | given)), by=court.yan, at=MONDAY_9AM)


def taken(court: Court, text: str = LIST, **given: Any) -> OpeningList:
    return take_opening(upload(court, text, **given).pk, by=court.yan, at=MONDAY_9AM)


def test_a_list_becomes_one_entry_and_first_deposits(court: Court) -> None:
    there = book(court)

    one = taken(court)

    entry = Entry.objects.get(source="opening_list")
    assert (entry.fen, one.homes, one.fen) == (10_500_50, 3, 10_500_50)
    names = {home.name: home.pk for home in court.building.homes.all()}
    assert balances(there) == {names["101"]: 8_000_00, names["102"]: 2_500_50}
    assert FirstDeposit.objects.get(home=names["103"]).fen == 10_000_00
    assert one.file == ""


def test_the_same_file_again_is_the_same_list(court: Court) -> None:
    book(court)
    one = taken(court)

    assert upload(court).pk == one.pk
    assert take_opening(one.pk, by=court.yan, at=MONDAY_9AM).entry_id == one.entry_id
    assert Entry.objects.filter(kind="opening").count() == 2


@pytest.mark.parametrize(
    ("rows", "row", "said"),
    [
        ("1号楼,101,100,80\n1号楼,999,100,5\n", 3, "The estate has no home 1号楼999室."),
        ("1号楼,101,100,80\n1号楼,101,100,5\n", 3, "This home stands in row 2 already"),
        ("1号楼,101,100,80\n合计,,100,81\n", 3, "off by -1.00"),
        ("1号楼,101,100,eighty\n", 2, "is not an amount in yuan"),
        ("1号楼,101,100,\n", 2, "There is no balance"),
        ("1号楼,101,100,-3\n", 2, "is below nought"),
    ],
)
def test_a_list_that_does_not_add_up_is_not_taken(court: Court, rows: str, row: int, said: str) -> None:
    book(court)
    one = upload(court, f"楼号,室号,首期交存,余额\n{rows}")

    (fault,) = look_into(one).faults

    assert fault.row == row
    assert said in fault.text()
    with pytest.raises(actions.Wrong):
        take_opening(one.pk, by=court.yan, at=MONDAY_9AM)
    assert not FirstDeposit.objects.exists()


def test_the_total_that_the_bank_says_is_held_against_it(court: Court) -> None:
    book(court)

    (fault,) = look_into(upload(court, stated_fen=10_500_51)).faults

    assert (fault.row, fault.fields["off"]) == (0, "-0.01")


def test_a_home_is_brought_in_once_until_its_entry_is_taken_back(court: Court) -> None:
    there = book(court)
    one = taken(court)
    again = upload(court, LIST.replace("8000.00", "7000"))

    assert len(look_into(again).faults) == 3
    reverse_entry(one.entry_id, reason="旧表", by=court.yan, at=MONDAY_9AM)  # type: ignore[arg-type]
    take_opening(again.pk, by=court.yan, at=MONDAY_9AM)

    assert balances(there)[court.home.pk] == 7_000_00
    assert FirstDeposit.objects.get(home=court.home).opening == again


def test_what_stands_in_the_books_already_is_shared_and_not_booked_twice(court: Court) -> None:
    there = book(court, leg("fund_bank", "fund_undistributed", 10_500_50))

    taken(court, in_books=True)

    assert sum(balances(there).values()) == 10_500_50
    assert figures_of(there, TODAY).common_fen == 0


def test_no_more_is_shared_than_stands_in_the_books(court: Court) -> None:
    book(court)
    one = upload(court, in_books=True)

    with pytest.raises(actions.NotInBooks):
        take_opening(one.pk, by=court.yan, at=MONDAY_9AM)


def test_a_person_says_what_each_column_holds(court: Court) -> None:
    book(court)
    one = upload(court, "楼号,室号,期初,余额\n1号楼,101,1,2\n")

    match_opening(one.pk, ["building", "home", "deposit", "balance"], by=court.yan, at=MONDAY_9AM)

    one.refresh_from_db()
    assert look_into(one).balances[0].first_fen == 1_00
    with pytest.raises(MissingOpeningColumn):
        match_opening(one.pk, ["building", "home", "ignore", "ignore"], by=court.yan, at=MONDAY_9AM)
    with pytest.raises(OpeningColumnTwice):
        match_opening(one.pk, ["home", "home", "ignore", "balance"], by=court.yan, at=MONDAY_9AM)
    take_opening(one.pk, by=court.yan, at=MONDAY_9AM)
    with pytest.raises(actions.TakenAlready):
        match_opening(one.pk, ["building", "home", "deposit", "balance"], by=court.yan, at=MONDAY_9AM)


@pytest.mark.parametrize("name", ["lin", "mei", "desk", "far", "bai"])
def test_nobody_else_brings_balances_in(court: Court, name: str) -> None:
    book(court)
    one = upload(court)

    with pytest.raises(NotAllowed):
        take_opening(one.pk, by=getattr(court, name), at=MONDAY_9AM)
    with pytest.raises(NotAllowed):
        match_opening(one.pk, [], by=getattr(court, name), at=MONDAY_9AM)
    with pytest.raises(actions.NoFile):
        upload(court, "x", file=None)


def test_a_file_that_is_gone_says_so(court: Court) -> None:
    book(court)
    one = upload(court)
    OpeningList.objects.filter(pk=one.pk).update(file="nowhere")

    with pytest.raises(Gone):
        take_opening(one.pk, by=court.yan, at=MONDAY_9AM)


# Interest


def interest(**given: Any) -> Interest:
    told: dict[str, Any] = {
        "first": date(2026, 1, 1), "last": date(2026, 3, 31), "fen": 90_01, "day": date(2026, 4, 1),
        "what": "一季度利息",
    }  # fmt: skip
    return Interest(**(told | given))


def test_interest_goes_to_homes_by_what_each_had_day_by_day(court: Court) -> None:
    first, second = court.building.homes.order_by("name")[:2]
    there = book(court, leg("fund_bank", "fund_of_homes", 1_000_00, home=first))
    booked(court, leg("fund_bank", "fund_of_homes", 2_000_00, home=second), day=date(2026, 2, 15), by=court.yan)

    share_interest(court.estate.pk, interest(), by=court.yan, at=MONDAY_9AM)

    # 1,000 yuan for 90 days, 2,000 yuan for 45: as much each, and the fen that is left to one of them.
    got = balances(there)
    assert sorted([got[first.pk] - 1_000_00, got[second.pk] - 2_000_00]) == [45_00, 45_01]
    assert Entry.objects.get(kind="interest").fen == 90_01


def test_interest_that_stands_in_the_books_is_shared_once(court: Court) -> None:
    there = fund(court)
    entry = booked(court, leg("fund_bank", "fund_interest", 40_00), kind="interest", what="利息")
    told = interest(entry=entry.pk, fen=0, day=None)
    assert unshared_interest(there.book) == [entry]

    shares = {share_interest(court.estate.pk, told, by=court.yan, at=MONDAY_9AM).pk for _ in range(2)}

    assert len(shares) == 1
    assert unshared_interest(there.book) == []
    with pytest.raises(actions.NotInterest):
        share_interest(court.estate.pk, interest(entry=entry.pk), by=court.yan, at=MONDAY_9AM)
    reverse_entry(shares.pop(), reason="月份错了", by=court.yan, at=MONDAY_9AM)
    assert unshared_interest(there.book) == [entry]


def test_interest_is_of_whole_months_that_are_over_and_of_some_fen(court: Court) -> None:
    fund(court)

    for wrong, refusal in (
        ({"first": date(2026, 1, 2)}, actions.BadMonths),
        ({"last": date(2026, 3, 30)}, actions.BadMonths),
        ({"last": date(2026, 6, 30)}, actions.BadMonths),
        ({"first": date(2025, 10, 1)}, actions.BadMonths),
        ({"fen": 0}, actions.NoInterest),
        ({"day": None}, actions.NoInterest),
    ):
        with pytest.raises(refusal):
            share_interest(court.estate.pk, interest(**wrong), by=court.yan, at=MONDAY_9AM)
    with pytest.raises(NotAllowed):
        share_interest(court.estate.pk, interest(), by=court.zhu, at=MONDAY_9AM)


def test_where_no_home_has_anything_there_is_nothing_to_share(court: Court) -> None:
    book(court)

    with pytest.raises(NothingToShareBy):
        share_interest(court.estate.pk, interest(), by=court.yan, at=MONDAY_9AM)
    assert not Entry.objects.filter(kind="interest").exists()


# The home's own


def test_the_fund_goes_with_the_home_when_it_is_sold(court: Court) -> None:
    book(court, leg("fund_bank", "fund_of_homes", 8_000_00, home=court.home))
    buyer = people.person("柳新居", court.estate.node)
    assert may_see_fund_of(court.lin, court.home, MONDAY_9AM)

    sold_on = MONDAY_9AM.date()
    Tenure.objects.filter(home=court.home).update(until=sold_on)
    new = people.tenure(buyer, court.home)
    Tenure.objects.filter(pk=new.pk).update(since=sold_on)
    forget_standing(court.lin, buyer)

    assert not may_see_fund_of(court.lin, court.home, MONDAY_9AM)
    assert may_see_fund_of(buyer, court.home, MONDAY_9AM)
    assert Entry.objects.count() == 1


def test_a_tenant_and_an_office_read_no_home_here(court: Court) -> None:
    other = Home.objects.get(tenures__person=court.mei)

    assert owned_in(court.mei, court.estate, MONDAY_9AM) == []
    for person in (court.mei, court.yan, court.zhu, court.desk, court.lin):
        assert not may_see_fund_of(person, other, MONDAY_9AM)


def test_below_thirty_per_cent_it_is_low_and_says_what_it_lacks(court: Court) -> None:
    there = book(court)
    taken(court)
    rows = {home.name: own_fund(there, home, TODAY) for home in court.building.homes.with_place()}

    assert [(name, one.share_percent, one.low, one.lacks_fen) for name, one in sorted(rows.items())] == [
        ("101", 80, False, 0),
        ("102", 25, True, 2_499_50),
        ("103", 0, True, 5_000_00),
        ("104", None, False, 0),
    ]
    figures = figures_of(there, TODAY)
    assert (figures.low, [one.low for one in figures.by_building], figures.public) == (2, [2], [])


def test_a_home_reads_what_works_that_are_planned_will_cost_it(court: Court) -> None:
    there = fund(court)
    planned(court)
    planned(court, building=None, what="围墙", fen=800_00)

    one = own_fund(there.book, court.home, TODAY)

    homes = Home.objects.filter(estate=court.estate).count()
    assert sorted(row.share_fen for row in one.pending) == [800_00 // homes + (800_00 % homes > 0), 10_000_00]
    assert one.left_fen == one.has_fen - sum(row.share_fen for row in one.pending)
