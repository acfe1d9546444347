"""A spending from plan to publication: who may do what, what it rests on, what it takes from whom, what is refused."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from django.db.utils import DatabaseError

from courtyard.conftest import MONDAY_9AM, Court
from courtyard.core.books.refusals import OverDraw, OverSum
from courtyard.core.errors import NotAllowed, OutOfTurn
from courtyard.core.moves import faults
from courtyard.money.actions import authorising, plans, spending
from courtyard.money.actions.authorising import approve_spending, authorise_spending, review_spending
from courtyard.money.actions.plans import Offer, add_quote, plan_spending, withdraw_spending
from courtyard.money.actions.spending import Ask, accept_spending, ask_draw, drop_draw, pay, publish_spending
from courtyard.money.grounds import (
    Ground,
)
from courtyard.money.models import Draw, Entry, Spending
from courtyard.money.parts import NoSuchAccount, NoSuchPart
from courtyard.money.queries.spending import to_be_paid
from courtyard.money.tests.build import booked, leg
from courtyard.money.tests.spend import (
    COST,
    TODAY,
    accepted,
    approved,
    authorised,
    draw,
    fund,
    paid,
    plan,
    planned,
    reviewed,
    roof,
    shown,
    voucher,
)
from courtyard.trail.models import Line

S = Spending.State
DAY = timedelta(days=1)


def test_every_stage_leads_on() -> None:
    assert faults(Spending.MOVES, S.PLANNED, S) == ()


def test_a_roof_is_mended_from_plan_to_publication(court: Court) -> None:
    there = fund(court)

    one = accepted(there)
    shown(court, voucher(court, one))
    done = publish_spending(one.pk, by=court.yan, at=MONDAY_9AM)

    entry = Entry.objects.get(kind="spending")
    assert done.state == S.PUBLISHED
    assert (entry.fen, entry.authority, entry.authority_id) == (COST, "assembly", done.authority_id)
    assert entry.pk == Draw.objects.get().pk
    told = list(Line.objects.filter(about=one.pk).order_by("seq").values_list("kind", flat=True))
    assert told == [
        "money.spending_planned", "money.quote_added", "money.spending_authorised", "money.spending_signed",
        "money.spending_signed", "money.spending_reviewed", "money.draw_asked", "money.spending_paid",
        "money.spending_accepted", "money.voucher_added", "money.voucher_masked", "money.spending_published",
    ]  # fmt: skip


@pytest.mark.parametrize("name", ["lin", "mei", "desk", "jie", "far"])
def test_nobody_else_plans(court: Court, name: str) -> None:
    fund(court)

    with pytest.raises(NotAllowed):
        plan_spending(court.estate, plan(court), by=getattr(court, name), at=MONDAY_9AM)


def test_the_company_plans_and_does_not_authorise(court: Court) -> None:
    fund(court)
    one = planned(court, by=court.zhu)

    with pytest.raises(NotAllowed):
        authorise_spending(one.pk, Ground(kind="assembly", id=roof(court).pk), by=court.zhu, at=MONDAY_9AM)


def test_the_same_form_twice_is_one_plan_one_quote_and_one_draw(court: Court) -> None:
    there = fund(court)
    told, offer = plan(court), Offer(company="青瓦防水", fen=COST)

    ones = {plan_spending(court.estate, told, by=court.yan, at=MONDAY_9AM).pk for _ in range(2)}
    one = Spending.objects.get()
    quotes = {add_quote(one.pk, offer, by=court.yan, at=MONDAY_9AM).pk for _ in range(2)}
    ask = Ask(fen=1_00, payee="青瓦防水")
    other = approved(there, fen=1_000_00)
    draws = {ask_draw(other.pk, ask, by=court.yan, at=MONDAY_9AM).pk for _ in range(2)}

    assert (len(ones), len(quotes), len(draws)) == (1, 1, 1)


@pytest.mark.parametrize(
    ("wrong", "refusal"),
    [
        ({"fen": 0}, plans.NoAmount),
        ({"fen": -5}, plans.NoAmount),
        ({"why": " "}, plans.NoWhy),
        ({"account": "fund_returned"}, NoSuchAccount),
        ({"account": "revenue_upkeep"}, NoSuchAccount),
        ({"fund": "deposits"}, NoSuchAccount),
        ({"building": uuid4()}, NoSuchPart),
        ({"emergency": True}, plans.NoDanger),
        ({"emergency": True, "danger": "外墙要掉"}, plans.NotReported),
        ({"emergency": True, "danger": "x", "reported_to": "街道", "reported_on": TODAY + DAY}, plans.NotReported),
    ],
)
def test_a_plan_says_what_why_how_much_and_for_whom(court: Court, wrong: dict[str, object], refusal: type) -> None:
    fund(court)

    with pytest.raises(refusal):
        planned(court, **wrong)


def test_two_different_people_sign_and_neither_planned_it(court: Court) -> None:
    there = fund(court)
    one = authorised(court)

    with pytest.raises(authorising.PlannedIt):
        approve_spending(one.pk, by=court.yan, at=MONDAY_9AM)
    first = approve_spending(one.pk, by=there.qin, at=MONDAY_9AM)
    with pytest.raises(authorising.SignedAlready):
        approve_spending(one.pk, by=there.qin, at=MONDAY_9AM)
    both = approve_spending(one.pk, by=there.jiang, at=MONDAY_9AM)

    assert (first.state, both.state) == (S.AUTHORISED, S.APPROVED)
    with pytest.raises(authorising.NotToSign):
        approve_spending(one.pk, by=there.tang, at=MONDAY_9AM)


@pytest.mark.parametrize("name", ["lin", "desk", "zhu", "jie"])
def test_nobody_signs_for_the_committee(court: Court, name: str) -> None:
    fund(court)
    one = authorised(court)

    with pytest.raises(NotAllowed):
        approve_spending(one.pk, by=getattr(court, name), at=MONDAY_9AM)


def test_the_database_itself_refuses_one_person_in_two_parts(court: Court) -> None:
    there = fund(court)
    one = authorised(court)
    twice = {"first_by": there.qin, "first_at": MONDAY_9AM, "second_by": there.qin, "second_at": MONDAY_9AM}

    for wrong in (twice, twice | {"second_by": court.yan}, {"first_by": court.yan, "first_at": MONDAY_9AM}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Spending.objects.filter(pk=one.pk).update(**wrong)


def test_what_two_approved_is_changed_by_nobody(court: Court) -> None:
    one = approved(fund(court))

    for column, value in (("agreed_fen", 99_000_00), ("authority_id", uuid4()), ("first_by", court.lin)):
        with pytest.raises(DatabaseError), transaction.atomic():
            Spending.objects.filter(pk=one.pk).update(**{column: value})


@pytest.mark.parametrize("debit", ["fund_repairs", "fund_advanced", "fund_undistributed", "fund_other"])
def test_the_database_lets_no_money_out_of_the_fund_that_two_did_not_approve(court: Court, debit: str) -> None:
    fund(court)
    one = authorised(court)
    told: Any = {"kind": "spending", "authority": "assembly", "authority_id": one.authority_id, "source": "x"}
    out = leg("fund_undistributed" if debit == "fund_other" else debit, "fund_bank", COST)

    for kind in ("spending", "transfer", "other"):
        with pytest.raises(DatabaseError), transaction.atomic():
            booked(court, out, **(told | {"kind": kind, "source_id": one.pk}))


def test_paid_twice_is_paid_once(court: Court) -> None:
    there = fund(court)
    one = draw(there, reviewed(there), COST)

    entries = {pay(one.pk, day=TODAY, by=court.yan, at=MONDAY_9AM).pk for _ in range(2)}

    assert entries == {one.pk}
    assert Entry.objects.filter(kind="spending").count() == 1


def test_the_bank_line_is_its_source(court: Court) -> None:
    there = fund(court)
    one, line = draw(there, reviewed(there), COST), uuid4()

    entry = pay(one.pk, day=TODAY, source="bank_line", source_id=line, by=court.yan, at=MONDAY_9AM)

    assert (entry.source, entry.source_id) == ("bank_line", line)


def test_what_is_to_be_paid_is_told_to_the_bank(court: Court) -> None:
    there = fund(court)
    one = approved(there)
    assert to_be_paid(court.estate.pk) == []

    asked = draw(there, one, 12_000_00)

    (row,) = to_be_paid(court.estate.pk)
    assert (row.id, row.fen, row.payee, row.reference) == (asked.pk, 12_000_00, "青瓦防水", "ZC2026-001-01")
    assert (row.spending_id, row.approved_on, row.fund) == (one.pk, TODAY, "maintenance")
    pay(asked.pk, day=TODAY, by=court.yan, at=MONDAY_9AM)
    assert to_be_paid(court.estate.pk) == []


def test_the_first_draw_is_at_most_thirty_per_cent_and_ninety_before_the_review(court: Court) -> None:
    there = fund(court)
    one = approved(there)

    with pytest.raises(OverDraw):
        draw(there, one, COST * 30 // 100 + 1)
    pay(draw(there, one, COST * 30 // 100).pk, day=TODAY, by=court.yan, at=MONDAY_9AM)
    with pytest.raises(OverDraw):
        draw(there, one, COST * 60 // 100 + 1)
    pay(draw(there, one, COST * 60 // 100).pk, day=TODAY, by=court.yan, at=MONDAY_9AM)

    review_spending(one.pk, COST - 1_000_00, by=there.qin, at=MONDAY_9AM)
    with pytest.raises(OverSum):
        draw(there, one, COST * 10 // 100)
    assert draw(there, one, COST * 10 // 100 - 1_000_00).number == 3


def test_a_small_part_that_is_not_paid_does_not_make_room_for_a_large_one(court: Court) -> None:
    there = fund(court)
    one = approved(there)
    draw(there, one, 1)

    with pytest.raises(OverDraw):
        draw(there, one, COST * 90 // 100 - 1)
    assert draw(there, one, COST * 30 // 100 - 1).number == 2


def test_whoever_has_parts_paid_enters_no_price_review_and_the_other_way_round(court: Court) -> None:
    there = fund(court)
    first, second = approved(there), approved(there, what="2号楼屋面维修", decision=roof(court, title="又一处屋面"))
    draw(there, first, 10_000_00)
    review_spending(second.pk, COST, by=court.yan, at=MONDAY_9AM)

    with pytest.raises(authorising.OwnReview):
        review_spending(first.pk, COST, by=court.yan, at=MONDAY_9AM)
    with pytest.raises(spending.OwnDraw):
        draw(there, second, COST)
    assert review_spending(first.pk, COST, by=there.qin, at=MONDAY_9AM).reviewed_fen == COST


@pytest.mark.parametrize("fen", [0, 1_00, COST + 1])
def test_a_review_sets_no_more_than_agreed_and_no_less_than_drawn(court: Court, fen: int) -> None:
    there = fund(court)
    one = approved(there)
    draw(there, one, 10_000_00)

    with pytest.raises(authorising.BadReview):
        review_spending(one.pk, fen, by=there.qin, at=MONDAY_9AM)


def test_nothing_is_paid_before_two_have_signed(court: Court) -> None:
    there = fund(court)
    one = authorised(court)
    approve_spending(one.pk, by=there.qin, at=MONDAY_9AM)

    with pytest.raises(spending.NotApproved):
        draw(there, one, 1_00)


def test_nothing_is_paid_that_is_not_in_the_account_nor_before_it_was_approved(court: Court) -> None:
    there = fund(court, has_fen=5_000_00)
    one = draw(there, reviewed(there), COST)

    with pytest.raises(spending.NotEnough):
        pay(one.pk, day=TODAY, by=court.yan, at=MONDAY_9AM)
    with pytest.raises(spending.BeforeApproval):
        pay(one.pk, day=TODAY - DAY, by=court.yan, at=MONDAY_9AM)
    with pytest.raises(NotAllowed):
        pay(one.pk, day=TODAY, by=court.lin, at=MONDAY_9AM)


def test_a_draw_that_is_dropped_is_not_paid_and_another_takes_its_place(court: Court) -> None:
    there = fund(court)
    one = reviewed(there)
    asked = draw(there, one, COST)

    drop_draw(asked.pk, reason="开错户名", by=court.yan, at=MONDAY_9AM)

    with pytest.raises(spending.Dropped):
        pay(asked.pk, day=TODAY, by=court.yan, at=MONDAY_9AM)
    paid_one = draw(there, one, COST)
    pay(paid_one.pk, day=TODAY, by=court.yan, at=MONDAY_9AM)
    with pytest.raises(spending.Paid):
        drop_draw(paid_one.pk, reason="算了", by=court.yan, at=MONDAY_9AM)


def test_it_is_withdrawn_with_a_reason_until_money_is_on_its_way(court: Court) -> None:
    there = fund(court)
    one = approved(there)

    with pytest.raises(plans.NoReason):
        withdraw_spending(one.pk, reason=" ", by=court.yan, at=MONDAY_9AM)
    draw(there, one, 1_00)
    with pytest.raises(plans.PaidAlready):
        withdraw_spending(one.pk, reason="不修了", by=court.yan, at=MONDAY_9AM)
    other = planned(court)
    assert withdraw_spending(other.pk, reason="不修了", by=court.yan, at=MONDAY_9AM).state == S.WITHDRAWN
    with pytest.raises(plans.NotNow):
        add_quote(other.pk, Offer(company="x", fen=1), by=court.yan, at=MONDAY_9AM)
    with pytest.raises(NotAllowed):
        withdraw_spending(one.pk, reason="不修了", by=court.desk, at=MONDAY_9AM)


def test_it_is_accepted_by_the_committee_once_something_is_paid(court: Court) -> None:
    there = fund(court)
    one = reviewed(there)

    with pytest.raises(spending.NothingPaid):
        accept_spending(one.pk, words="好", by=there.qin, at=MONDAY_9AM)
    paid(there, one)
    with pytest.raises(NotAllowed):
        accept_spending(one.pk, words="好", by=court.zhu, at=MONDAY_9AM)
    with pytest.raises(OutOfTurn):
        publish_with_papers(court, one)


def publish_with_papers(court: Court, one: Spending) -> Spending:
    shown(court, voucher(court, one))
    return publish_spending(one.pk, by=court.yan, at=MONDAY_9AM)


def test_it_is_published_with_its_papers_and_nothing_left_to_pay(court: Court) -> None:
    there = fund(court)
    one = paid(there, fen=COST - 1_00)
    accept_spending(one.pk, words="不漏了", by=there.qin, at=MONDAY_9AM)

    with pytest.raises(spending.NoInvoice):
        publish_spending(one.pk, by=court.yan, at=MONDAY_9AM)
    paper = voucher(court, one)
    with pytest.raises(spending.NotMasked):
        publish_spending(one.pk, by=court.yan, at=MONDAY_9AM)
    shown(court, paper)
    last = draw(there, one, 1_00)
    with pytest.raises(spending.StillOpen):
        publish_spending(one.pk, by=court.yan, at=MONDAY_9AM)
    pay(last.pk, day=TODAY, by=court.yan, at=MONDAY_9AM)

    assert publish_spending(one.pk, by=court.yan, at=MONDAY_9AM).state == S.PUBLISHED
