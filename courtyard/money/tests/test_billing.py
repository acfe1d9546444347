"""Homes of an estate are billed by one deed, in sets, as the core reckons; and taken back as a whole."""

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from courtyard.conftest import MONDAY_9AM, Court
from courtyard.core.books import fees as core
from courtyard.core.books import refusals as no
from courtyard.core.errors import NotAllowed, Refusal
from courtyard.money import bill_sets, billing, booking
from courtyard.money.actions import billing as actions
from courtyard.money.actions.billing import reverse_run
from courtyard.money.actions.entries import reverse_entry
from courtyard.money.actions.sets import enter_in_sets
from courtyard.money.booking import Leg, Side
from courtyard.money.held import HeldByBills
from courtyard.money.models import Account, AccountMonth, Bill, BillRun, Entry, FeePrice, FeeSchedule
from courtyard.money.queries.bills import open_bills
from courtyard.money.tests.billing import (
    DUE,
    FEE,
    JULY,
    JUNE,
    MAY,
    TODAY,
    balance,
    bill_of,
    billed,
    decision,
    fees,
    off,
    paid,
    ready,
)  # fmt: skip
from courtyard.money.tests.build import book
from courtyard.money.upkeep import rebuild_sums
from courtyard.people.models import CLERK
from courtyard.places.models import Home
from courtyard.services.tests.contracting import decided, signed
from courtyard.trail.ids import new_id
from courtyard.trail.models import Line


def test_every_home_owes_its_fee_by_one_entry(court: Court) -> None:
    run = billed(ready(court))

    assert [(one.fen, one.paid_fen, one.due_on) for one in Bill.objects.order_by("number")] == [(FEE, 0, DUE)] * 4
    assert (run.bills, run.fen, run.left_out) == (4, 4 * FEE, {"not_handed_over": 0, "no_price": 0, "no_area": 0})
    entry = Entry.objects.get(pk=run.entry_id)
    assert (entry.kind, entry.fen, entry.source, entry.source_id) == ("bills", 4 * FEE, "bill_run", run.pk)
    assert (balance(court, "fees_receivable"), balance(court, "fees_receivable", court.home)) == (4 * FEE, FEE)
    assert balance(court, "fees_owed_to_company") == -4 * FEE
    assert Line.objects.filter(kind="money.homes_billed", about=run.pk).count() == 1


def test_the_record_holds_the_hash_of_the_postings_that_the_database_made(court: Court) -> None:
    run = billed(ready(court))

    line = Line.objects.get(about=run.entry_id)

    assert booking.digest_of(run.entry.postings.all()) in line.body
    assert '"postings":4' in line.body


def test_sums_come_out_the_same_when_they_are_thrown_away(court: Court) -> None:
    billed(ready(court))
    before = set(AccountMonth.objects.values_list("account", "month", "debit_fen", "credit_fen"))

    rebuild_sums([court.estate.pk])

    assert set(AccountMonth.objects.values_list("account", "month", "debit_fen", "credit_fen")) == before


def test_references_are_short_and_tell_a_slip_of_the_pen(court: Court) -> None:
    billed(ready(court))

    found = list(Bill.objects.order_by("number").values_list("number", "reference"))

    assert found == [(number, bill_sets.reference(JUNE, number)) for number in range(1, 5)]
    assert found[0][1] == "WY2606-00001V"
    letters = {bill_sets.reference(JUNE, number)[-1] for number in (123, 132, 124, 223, 1123)}
    assert len(letters) == 5


def test_one_form_is_one_billing(court: Court) -> None:
    ready(court)
    again = new_id()

    assert billed(court, id=again) == billed(court, id=again)
    assert (BillRun.objects.count(), Bill.objects.count()) == (1, 4)


def test_a_month_is_billed_once_and_what_came_later_is_billed_then(court: Court) -> None:
    billed(ready(court))

    with pytest.raises(billing.NothingToBill):
        billed(court)
    with pytest.raises(billing.NothingToBill):
        billed(court, every=BillRun.Every.QUARTER)
    late = Home.objects.create(estate=court.estate, building=court.building, name="105", area_cm2=1_000_000)
    run = billed(court)

    assert (run.number, run.bills, bill_of(late).fen, bill_of(late).number) == (2, 1, 185_00, 5)


def test_a_quarter_is_one_bill(court: Court) -> None:
    run = billed(ready(court), every=BillRun.Every.QUARTER)

    assert (run.last, bill_of(court.home).fen) == (date(2026, 8, 31), 3 * FEE)


@pytest.mark.parametrize(
    ("columns", "why"),
    [
        ({"area_cm2": None}, "no_area"),
        ({"use": Home.Use.PARKING}, "no_price"),
        ({"delivered": False}, "not_handed_over"),
        ({"delivered_on": date(2026, 6, 3)}, "not_handed_over"),
    ],
)
def test_who_cannot_be_billed_is_counted_with_the_reason(court: Court, columns: dict[str, object], why: str) -> None:
    Home.objects.filter(pk=court.home.pk).update(**columns)

    run = billed(ready(court))

    assert run.bills == 3
    assert {key: n for key, n in run.left_out.items() if n} == {why: 1}


def test_the_developer_bears_the_month_of_the_handing_over(court: Court) -> None:
    Home.objects.filter(pk=court.home.pk).update(delivered_on=date(2026, 6, 3))

    billed(ready(court), every=BillRun.Every.QUARTER)

    bill = bill_of(court.home)
    assert bill.lines is not None
    assert (bill.fen, bill.lines[0]["stretches"]) == (2 * FEE, [["2026-07-01", "2026-08-31", "185", "2"]])


def test_where_the_buyer_pays_from_the_day_the_periods_first_day_is_billed_once(
    court: Court, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(billing, "begins_of", lambda _estate: "day")
    Home.objects.filter(pk=court.home.pk).update(delivered_on=JUNE)
    second = court.building.homes.get(name="102")
    Home.objects.filter(pk=second.pk).update(delivered_on=date(2026, 6, 16))

    run = billed(ready(court))

    assert (run.bills, run.fen, bill_of(court.home).fen, bill_of(second).fen) == (4, 3 * FEE + FEE // 2, FEE, FEE // 2)


def test_a_home_that_is_not_sold_is_the_developers_to_pay(court: Court) -> None:
    Home.objects.filter(pk=court.home.pk).update(delivered=False, sold=False)

    assert billed(ready(court)).bills == 4


def test_a_discount_comes_off_with_its_reason(court: Court) -> None:
    ready(court)
    second = court.building.homes.get(name="102")
    off(court, share_bp=2_500, last=date(2026, 6, 30))
    off(court, second, fen=48_00)

    billed(court, every=BillRun.Every.QUARTER)

    first = bill_of(court.home)
    assert first.lines is not None
    assert (first.fen, [line["off"] for line in first.lines]) == (FEE * 3 // 4 + 2 * FEE, [["电梯停运"], []])
    assert bill_of(second).fen == 3 * (FEE - 48_00)


def test_a_price_that_changes_with_a_month_needs_no_stretches(court: Court) -> None:
    ready(court)
    fees(court, from_day=JULY, prices={"dwelling": ("m2", 200)}, decision=decision(court, title="调价").pk)

    billed(court, every=BillRun.Every.QUARTER)

    bill = bill_of(court.home)
    assert (bill.fen, bill.lines) == (FEE + 2 * 160_00, None)


def test_a_price_that_changes_within_a_month_is_reckoned_by_days(court: Court) -> None:
    ready(court)
    fees(court, from_day=date(2026, 6, 16), prices={"dwelling": ("m2", 200)}, decision=decision(court, title="调价").pk)

    billed(court)

    assert bill_of(court.home).fen == 154_00


def test_months_are_billed_in_the_mode_of_their_own_contract(court: Court) -> None:
    ready(court)
    signed(court, decision=decided(court), mode="trust", starts_on=JUNE)

    runs = [billed(court, MAY), billed(court, JUNE), billed(court, JULY)]

    assert [run.mode for run in runs] == ["lump_sum", "trust", "trust"]
    assert (balance(court, "fees_receivable"), balance(court, "trust_receivable")) == (4 * FEE, 8 * FEE)


def test_months_in_which_the_mode_changes_are_not_billed_together(court: Court) -> None:
    ready(court)
    signed(court, decision=decided(court), mode="trust", starts_on=JUNE)

    with pytest.raises(billing.ModeChanges) as refused:
        billed(court, MAY, every=BillRun.Every.QUARTER)

    assert (refused.value.fields, Bill.objects.count()) == ({"day": JUNE}, 0)


def test_a_contract_that_ends_without_another_changes_no_mode(court: Court) -> None:
    ready(court)
    signed(court, decision=decided(court), mode="trust", starts_on=MAY, ends_on=date(2026, 6, 15))

    assert billed(court, MAY, every=BillRun.Every.QUARTER).mode == "trust"


def test_under_a_commission_fees_are_the_owners_income(court: Court) -> None:
    ready(court)
    signed(court, decision=decided(court), mode="commission", starts_on=JUNE)

    run = billed(court)

    assert (run.mode, balance(court, "fees_income"), balance(court, "fees_owed_to_company")) == (
        "commission", -4 * FEE, 0,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("told", "wrong"),
    [
        ({"first": date(2026, 6, 2)}, no.NotWholeMonths),
        ({"first": date(2025, 12, 1)}, billing.BeforeTheBooks),
        ({"first": date(2026, 10, 1)}, billing.TooEarly),
        ({"due_on": date(2026, 6, 7)}, billing.DueBefore),
        ({"expects": (3, 3 * FEE)}, billing.Changed),
    ],
)
def test_what_cannot_be_billed_is_refused_and_nothing_stays(
    court: Court, told: dict[str, object], wrong: type[Refusal]
) -> None:
    ready(court)

    with pytest.raises(wrong):
        billed(court, **{"first": JUNE, **told})  # type: ignore[arg-type]
    assert (BillRun.objects.count(), Bill.objects.count(), Entry.objects.count()) == (0, 0, 1)


def test_without_a_price_nothing_is_billed(court: Court) -> None:
    book(court)

    with pytest.raises(no.NoPrice):
        billed(court)


@pytest.mark.parametrize("name", ["lin", "mei", "desk", "yan", "bai", "jie", "far"])
def test_only_collectors_bill(court: Court, name: str) -> None:
    ready(court)

    with pytest.raises(NotAllowed):
        billed(court, by=getattr(court, name))
    assert Bill.objects.count() == 0


def test_the_clerk_bills_too(court: Court) -> None:
    assert billed(ready(court), by=CLERK).bills == 4


def test_an_entry_in_sets_is_refused_to_whoever_does_not_keep_its_fund(court: Court) -> None:
    one = book(court)
    leg = Leg(Side("fees_receivable", court.home), Side("fees_income"), FEE)
    told = booking.Booking(kind=Entry.Kind.BILLS, day=TODAY, what="物业费", legs=[leg])

    with pytest.raises(NotAllowed):
        enter_in_sets(one, told, FEE, 1, lambda entry: None, by=court.yan, at=MONDAY_9AM)
    assert Entry.objects.count() == 1


# taken back


def test_a_billing_is_taken_back_as_a_whole(court: Court) -> None:
    run = billed(ready(court))

    reverse_run(run.pk, reason="单价录错", by=court.zhu, at=MONDAY_9AM)

    assert set(Bill.objects.values_list("taken_back", flat=True)) == {True}
    assert (balance(court, "fees_receivable"), balance(court, "fees_owed_to_company")) == (0, 0)
    assert Entry.objects.get(reverses=run.entry).reason == "单价录错"
    again = billed(court)
    assert (again.number, again.bills, bill_of(court.home).number) == (2, 4, 5)
    with pytest.raises(actions.TakenBackAlready):
        reverse_run(run.pk, reason="再来一次", by=court.zhu, at=MONDAY_9AM)


def test_what_was_paid_on_bills_taken_back_stands_to_the_homes_credit_and_pays_the_next(court: Court) -> None:
    run = billed(ready(court))
    paid(court, 100_00)

    reverse_run(run.pk, reason="单价录错", by=court.zhu, at=MONDAY_9AM)
    assert (balance(court, "fees_prepaid", court.home), balance(court, "fees_receivable", court.home)) == (-100_00, 0)
    billed(court)

    assert (bill_of(court.home).paid_fen, balance(court, "fees_prepaid", court.home)) == (100_00, 0)
    assert balance(court, "fees_receivable", court.home) == FEE - 100_00


def test_the_entry_of_bills_is_never_taken_back_alone(court: Court) -> None:
    run = billed(ready(court))

    with pytest.raises(HeldByBills):
        reverse_entry(run.entry_id, reason="不对", by=court.zhu, at=MONDAY_9AM)


@pytest.mark.parametrize("name", ["lin", "yan", "bai", "jie"])
def test_only_collectors_take_a_billing_back(court: Court, name: str) -> None:
    run = billed(ready(court))

    with pytest.raises(NotAllowed):
        reverse_run(run.pk, reason="不对", by=getattr(court, name), at=MONDAY_9AM)


# paid ahead


def test_what_was_paid_ahead_pays_the_oldest_bill_first(court: Court) -> None:
    ready(court)
    paid(court, FEE + 50_00)
    billed(court, MAY, due_on=DUE)
    billed(court, JUNE, due_on=date(2026, 7, 31))

    assert (bill_of(court.home, MAY).open_fen, bill_of(court.home).paid_fen) == (0, 50_00)
    assert balance(court, "fees_prepaid", court.home) == 0
    assert balance(court, "fees_receivable", court.home) == FEE - 50_00
    assert {one.home_id for one in open_bills(court.estate.pk)} == {home.pk for home in court.building.homes.all()}


# as the core says


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    areas=st.lists(st.integers(1, 10_000_000), min_size=4, max_size=4),
    price=st.integers(1, 100_000),
    every=st.sampled_from(list(BillRun.Every)),
)
def test_the_database_reckons_as_the_core(court: Court, areas: list[int], price: int, every: BillRun.Every) -> None:
    if not BillRun.objects.exists():
        book(court)
    for run in BillRun.objects.filter(taken_back_at=None):
        reverse_run(run.pk, reason="再来", by=court.zhu, at=MONDAY_9AM)
    homes = list(court.building.homes.order_by("name"))
    for home, area in zip(homes, areas, strict=True):
        Home.objects.filter(pk=home.pk).update(area_cm2=area)
    FeePrice.objects.all().delete()
    FeeSchedule.objects.all().delete()
    fees(court, prices={"dwelling": ("m2", price)})

    rows = [core.Price("m2", "dwelling", price, date(2026, 1, 1))]
    last = date(2026, 6, 30) if every == BillRun.Every.MONTH else date(2026, 8, 31)
    said = {
        home.pk: core.bill_line(rows, core.Charged("m2", "dwelling", area), JUNE, last).fen
        for home, area in zip(homes, areas, strict=True)
    }
    said = {key: fen for key, fen in said.items() if fen}
    if not said:
        return
    billed(court, every=every)

    assert dict(Bill.objects.filter(taken_back=False).values_list("home", "fen")) == said


@pytest.mark.parametrize(("area", "price"), [(1, 5_000), (3, 1_667), (10_000, 1), (99_999, 185), (5_000, 1)])
def test_half_a_fen_is_rounded_up(court: Court, area: int, price: int) -> None:
    Home.objects.filter(pk=court.home.pk).update(area_cm2=area)
    book(court)
    fees(court, prices={"dwelling": ("m2", price)})

    billed(court)

    exact = core.half_up(Fraction(area * price, 10_000))
    assert Bill.objects.filter(home=court.home).values_list("fen", flat=True).first() == (exact or None)
    assert Account.objects.filter(key="fees_receivable", home=court.home).exists() == bool(exact)
