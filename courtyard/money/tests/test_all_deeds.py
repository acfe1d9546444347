"""Deeds with owners' money in any order, by anybody: the books always balance, and no money leaves without authority.

Hypothesis tells the story, and tries what should be refused as often as what should not. After each deed the books are
reckoned again from every posting.
"""

from collections import Counter, defaultdict
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db import DatabaseError, transaction
from django.db.models import F, Q, Sum
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from courtyard.assembly.models import Decision
from courtyard.conftest import MONDAY_9AM, Court
from courtyard.core.errors import Refusal
from courtyard.core.quarters import Quarter
from courtyard.money.actions.authorising import approve_spending, authorise_spending, review_spending
from courtyard.money.actions.billing import reverse_run
from courtyard.money.actions.books import close_month
from courtyard.money.actions.entries import reverse_entry
from courtyard.money.actions.fund import Interest, share_interest
from courtyard.money.actions.payments import Refunding, refund_prepayment, take_back_payment, use_prepayments
from courtyard.money.actions.plans import Offer, add_quote, plan_spending, withdraw_spending
from courtyard.money.actions.quarter_moves import Moving, move_quarter
from courtyard.money.actions.spending import Ask, accept_spending, ask_draw, drop_draw, pay
from courtyard.money.booking import Leg, Side
from courtyard.money.grounds import Ground
from courtyard.money.models import (
    Account,
    Bill,
    BillRun,
    Closing,
    Draw,
    Entry,
    EntryMonth,
    Payment,
    Posting,
    Quote,
    Refund,
    RevenueProject,
    Spending,
)
from courtyard.money.models.book import FOLDED
from courtyard.money.queries.ledger import chart_of, sums_until
from courtyard.money.queries.proof import kept_sums, sums_of_postings
from courtyard.money.spending_locks import UNAPPROVED
from courtyard.money.tests import billing, revenue, spend, topping
from courtyard.money.tests.build import booked
from courtyard.people.models import Person
from courtyard.places.models import Home
from courtyard.services.tests.build import contract

pytestmark = pytest.mark.django_db
NAMES = ("yan", "qin", "jiang", "zhu", "lin", "desk")
DAYS = tuple(date(2026, month, day) for month in (1, 3, 4, 5, 6) for day in (1, 8))
FEN = st.one_of(st.integers(-5, 5), st.integers(1, 90_000_00), st.sampled_from([12_000_00, 36_000_00, 40_000_00]))
WHO, DAY, NTH = st.sampled_from(NAMES), st.sampled_from(DAYS), st.integers(0, 9)
COST = 60_000_00
AFTER = date(2027, 1, 1)


class Deeds(RuleBasedStateMachine):
    """Every deed may be refused; whatever is not leaves the books whole."""

    court: Court
    there: spend.Fund
    decision: Decision
    project: RevenueProject
    persons: dict[str, Person]
    done: Counter[str]
    """Deeds that were done, over all stories: a test that only sees refusals says so."""

    @initialize()
    def begin(self) -> None:
        transaction.set_rollback(False)
        self.point = transaction.savepoint()

    def teardown(self) -> None:
        transaction.savepoint_rollback(self.point)

    def tried(self, deed: Callable[[], Any]) -> None:
        """Done whole, or refused by name and nothing of it left."""
        try:
            with transaction.atomic():
                deed()
        except Refusal as refused:
            self.done[f"refused: {type(refused).__name__}"] += 1
        else:
            self.done["done"] += 1

    def by(self, who: str) -> Person:
        found: Person = self.persons[who]
        return found

    def nth(self, rows: Any, n: int) -> Any:
        found = list(rows)
        return found[n % len(found)] if found else None

    # Fees

    @rule(who=WHO, first=st.sampled_from([date(2026, month, 1) for month in (4, 5, 6)]))
    def bill(self, who: str, first: date) -> None:
        self.tried(lambda: billing.billed(self.court, first, by=self.by(who)))

    @rule(who=WHO, n=NTH)
    def take_bills_back(self, who: str, n: int) -> None:
        if run := self.nth(BillRun.objects.order_by("number"), n):
            self.tried(lambda: reverse_run(run.pk, reason="面积有误", by=self.by(who), at=MONDAY_9AM))

    @rule(who=WHO, fen=FEN, day=DAY, n=NTH)
    def pay_a_bill(self, who: str, fen: int, day: date, n: int) -> None:
        home = self.nth(Home.objects.filter(estate=self.court.estate).order_by("name"), n)
        self.tried(lambda: billing.paid(self.court, fen, home, self.by(who), day=day))

    @rule(who=WHO, n=NTH)
    def take_a_payment_back(self, who: str, n: int) -> None:
        if one := self.nth(Payment.objects.order_by("received_at", "pk"), n):
            self.tried(lambda: take_back_payment(one.pk, reason="记错了家", by=self.by(who), at=MONDAY_9AM))

    @rule(who=WHO)
    def use_what_was_paid_ahead(self, who: str) -> None:
        self.tried(lambda: use_prepayments(self.court.estate.pk, by=self.by(who), at=MONDAY_9AM))

    @rule(who=WHO, fen=FEN, day=DAY)
    def give_back_what_was_paid_ahead(self, who: str, fen: int, day: date) -> None:
        told = Refunding(
            estate_id=self.court.estate.pk, home_id=self.court.home.pk, fen=fen, day=day, reason="业主搬走"
        )
        self.tried(lambda: refund_prepayment(told, by=self.by(who), at=MONDAY_9AM))

    # The fund and what is spent

    @rule(who=WHO, fen=FEN, fund=st.sampled_from(["maintenance", "revenue"]))
    def plan(self, who: str, fen: int, fund: str) -> None:
        account = {"maintenance": "fund_repairs", "revenue": "revenue_upkeep"}[fund]
        told = spend.plan(self.court, fen=fen, fund=fund, account=account)
        self.tried(lambda: plan_spending(self.court.estate, told, by=self.by(who), at=MONDAY_9AM))

    @rule(who=WHO, n=NTH, fen=FEN)
    def quote(self, who: str, n: int, fen: int) -> None:
        if one := self.spending(n):
            self.tried(lambda: add_quote(one.pk, Offer(company="青瓦防水", fen=fen), by=self.by(who), at=MONDAY_9AM))

    @rule(who=WHO, n=NTH, known=st.booleans())
    def authorise(self, who: str, n: int, known: bool) -> None:
        if one := self.spending(n):
            ground = Ground(kind="assembly", id=self.decision.pk if known else one.pk)
            chosen = Quote.objects.filter(spending=one).order_by("added_at").values_list("pk", flat=True).first()
            self.tried(lambda: authorise_spending(one.pk, ground, chosen, by=self.by(who), at=MONDAY_9AM))

    @rule(who=WHO, n=NTH)
    def approve(self, who: str, n: int) -> None:
        if one := self.spending(n):
            self.tried(lambda: approve_spending(one.pk, by=self.by(who), at=MONDAY_9AM))

    @rule(n=NTH, fen=FEN)
    def bring_one_to_its_payment(self, n: int, fen: int) -> None:
        """All steps in their order, so that long ways are walked often; the last ones may be refused."""
        self.tried(lambda: spend.approved(self.there, self.decision, max(fen, 1)))
        if one := self.spending(n):
            self.tried(lambda: spend.draw(self.there, one, fen))

    @rule(who=WHO, n=NTH, fen=FEN)
    def review(self, who: str, n: int, fen: int) -> None:
        if one := self.spending(n):
            self.tried(lambda: review_spending(one.pk, fen, by=self.by(who), at=MONDAY_9AM))

    @rule(who=WHO, n=NTH, fen=FEN)
    def ask(self, who: str, n: int, fen: int) -> None:
        if one := self.spending(n):
            self.tried(lambda: ask_draw(one.pk, Ask(fen=fen, payee="青瓦防水"), by=self.by(who), at=MONDAY_9AM))

    @rule(who=WHO, n=NTH, day=DAY)
    def pay_out(self, who: str, n: int, day: date) -> None:
        if one := self.nth(Draw.objects.order_by("asked_at", "pk"), n):
            self.tried(lambda: pay(one.pk, day=day, by=self.by(who), at=MONDAY_9AM))

    @rule(who=WHO, n=NTH)
    def drop(self, who: str, n: int) -> None:
        if one := self.nth(Draw.objects.order_by("asked_at", "pk"), n):
            self.tried(lambda: drop_draw(one.pk, reason="账号错了", by=self.by(who), at=MONDAY_9AM))

    @rule(who=WHO, n=NTH, away=st.booleans())
    def end_one(self, who: str, n: int, away: bool) -> None:
        if one := self.spending(n):
            if away:
                self.tried(lambda: withdraw_spending(one.pk, reason="不修了", by=self.by(who), at=MONDAY_9AM))
            else:
                self.tried(lambda: accept_spending(one.pk, words="不漏了", by=self.by(who), at=MONDAY_9AM))

    @rule()
    def set_the_decision_aside(self) -> None:
        Decision.objects.filter(pk=self.decision.pk).update(set_aside=True, carried=False)

    @rule(who=WHO, fen=FEN, day=DAY)
    def interest(self, who: str, fen: int, day: date) -> None:
        told = Interest(first=date(2026, 1, 1), last=date(2026, 5, 31), fen=fen, day=day, what="存款利息")
        self.tried(lambda: share_interest(self.court.estate.pk, told, by=self.by(who), at=MONDAY_9AM))

    @rule(fen=FEN, day=DAY, n=NTH)
    def pay_into_the_fund(self, fen: int, day: date, n: int) -> None:
        home = self.nth(Home.objects.filter(estate=self.court.estate).order_by("name"), n)
        self.tried(lambda: topping.paid_in(self.court, home, fen, day=day))

    # Public revenue

    @rule(fen=FEN, day=DAY)
    def income(self, fen: int, day: date) -> None:
        self.tried(lambda: revenue.came(self.court, self.project, fen, day=day))

    @rule(fen=FEN, day=DAY)
    def cost(self, fen: int, day: date) -> None:
        self.tried(lambda: revenue.cost(self.court, self.project, fen, day=day))

    @rule(who=WHO, fen=FEN, day=DAY)
    def move(self, who: str, fen: int, day: date) -> None:
        told = Moving(estate_id=self.court.estate.pk, quarter=Quarter(2026, 1), fen=fen, day=day, what="补充维修资金")
        self.tried(lambda: move_quarter(told, by=self.by(who), at=MONDAY_9AM))

    # The books themselves

    @rule(who=WHO, n=NTH)
    def reverse(self, who: str, n: int) -> None:
        if one := self.nth(Entry.objects.order_by("-number"), n):
            self.tried(lambda: reverse_entry(one.pk, reason="记错了", by=self.by(who), at=MONDAY_9AM))

    @rule(who=WHO, month=st.sampled_from([date(2026, month, 1) for month in (1, 2, 3, 6)]))
    def close(self, who: str, month: date) -> None:
        self.tried(lambda: close_month(self.court.estate.pk, month, by=self.by(who), at=MONDAY_9AM))

    @rule(fen=FEN, who=WHO, key=st.sampled_from(["fund_repairs", "fund_payable", "revenue_upkeep", "fees_green"]))
    def take_money_without_a_ground(self, fen: int, who: str, key: str) -> None:
        bank = {"fund": "fund_bank", "revenue": "revenue_bank", "fees": "fees_bank"}[key.partition("_")[0]]
        out = Leg(Side(key), Side(bank), fen)
        try:
            self.tried(lambda: booked(self.court, out, by=self.by(who), kind=Entry.Kind.OTHER))
        except DatabaseError as refused:
            if UNAPPROVED not in str(refused):
                raise
            self.done["refused by the database"] += 1

    def spending(self, n: int) -> Any:
        return self.nth(Spending.objects.order_by("year", "number"), n)

    # What always holds

    @invariant()
    def sums_are_those_of_the_postings(self) -> None:
        exact = sums_of_postings(self.there.book)
        assert kept_sums(self.there.book) == exact
        folded: defaultdict[str, list[int]] = defaultdict(lambda: [0, 0])
        for side, (debit, credit) in exact.items():
            folded[side.account][0] += debit
            folded[side.account][1] += credit
        public = {side.account: list(sums) for side, sums in sums_until(self.there.book, AFTER).items()}
        assert public == dict(folded)

    @invariant()
    def months_know_how_many_entries_they_have(self) -> None:
        counted: defaultdict[date, list[int]] = defaultdict(lambda: [0, 0, 0, 0])
        for day, fen, homes in Entry.objects.values_list("day", "fen", "homes"):
            told, own = counted[day.replace(day=1)], 0 < homes < FOLDED
            told[:] = [told[0] + 1, told[1] + fen, told[2] + own, told[3] + own * fen]
        kept = EntryMonth.objects.values_list("month", "entries", "fen", "of_homes", "of_homes_fen")
        assert {month: rest for month, *rest in kept} == dict(counted)

    @invariant()
    def each_fund_balances_by_itself(self) -> None:
        chart, by_fund = chart_of(self.there.book), Counter[str]()
        for side, (debit, credit) in sums_of_postings(self.there.book).items():
            by_fund[chart[side.account].fund] += debit - credit
        assert not any(by_fund.values())

    @invariant()
    def entries_are_numbered_through(self) -> None:
        numbers = list(Entry.objects.order_by("number").values_list("number", flat=True))
        self.there.book.refresh_from_db()
        assert numbers == list(range(1, self.there.book.last_number + 1))

    @invariant()
    def closed_months_stay_as_they_were(self) -> None:
        for one in Closing.objects.all():
            entries = Entry.objects.filter(day__year=one.month.year, day__month=one.month.month)
            assert (one.entries, one.fen) == (entries.count(), entries.aggregate(fen=Sum("fen"))["fen"] or 0)

    @invariant()
    def a_homes_bills_are_its_account(self) -> None:
        owes: Counter[Any] = Counter()
        for home, open_fen in Bill.objects.filter(taken_back=False).values_list("home", F("fen") - F("paid_fen")):
            assert open_fen >= 0
            owes[home] += open_fen
        assert self.balances("fees_receivable") == +owes

    @invariant()
    def what_a_home_paid_is_in_its_bills_or_ahead(self) -> None:
        paid: Counter[Any] = Counter()
        for home, fen in Payment.objects.filter(taken_back_at=None).values_list("home", "fen"):
            paid[home] += fen
        for home, fen in Refund.objects.values_list("home", "fen"):
            paid[home] -= fen
        for home, fen in Bill.objects.filter(taken_back=False).values_list("home", "paid_fen"):
            paid[home] -= fen
        ahead = Counter({home: -fen for home, fen in self.balances("fees_prepaid").items()})
        assert ahead == +paid
        assert not any(fen < 0 for fen in paid.values())

    @invariant()
    def what_a_home_paid_into_the_fund_is_told_of_it_alone(self) -> None:
        entries = Entry.objects.filter(Q(top_up__isnull=False) | Q(reverses__top_up__isnull=False))
        assert set(entries.values_list("homes", flat=True)) <= {1}

    @invariant()
    def works_are_paid_by_two_on_a_decision(self) -> None:
        spent = Entry.objects.filter(kind=Entry.Kind.SPENDING, source="spending").select_related("reversed_by")
        for entry in spent:
            one = Draw.objects.select_related("spending").get(pk=entry.pk)
            assert one.spending.first_by_id != one.spending.second_by_id
            assert None not in (one.spending.first_by_id, one.spending.second_by_id)
            assert entry.authority_id == one.spending.authority_id
        taken = Draw.objects.filter(paid_on__isnull=False, spending__authority_id=self.decision.pk)
        assert (taken.aggregate(fen=Sum("fen"))["fen"] or 0) <= COST

    @invariant()
    def no_other_way_leads_out_of_the_fund(self) -> None:
        works = sums_of_postings(self.there.book)
        paid = Draw.objects.filter(paid_on__isnull=False, spending__fund="maintenance").aggregate(fen=Sum("fen"))["fen"]
        out = sum(
            debit - credit
            for side, (debit, credit) in works.items()
            if side.account in ("fund_repairs", "fund_repairs_building", "fund_repairs_entrance", "fund_payable")
        )
        assert out <= (paid or 0)

    @invariant()
    def nothing_is_spent_on_no_authority(self) -> None:
        chart = chart_of(self.there.book)
        spent = Posting.objects.filter(debit__kind="expense", entry__authority="", entry__reverses=None)
        free = [key for key in spent.values_list("debit__key", flat=True) if not chart[key].mirror]
        assert free == []

    def balances(self, key: str) -> Counter[Any]:
        found: Counter[Any] = Counter()
        rows = Account.objects.filter(estate=self.court.estate, key=key, home__isnull=False)
        for home, debit, credit in rows.values_list("home", Sum("months__debit_fen"), Sum("months__credit_fen")):
            if debit != credit:
                found[home] += (debit or 0) - (credit or 0)
        return found


@pytest.mark.parametrize("stories", [6, pytest.param(60, marks=pytest.mark.long)])
def test_no_order_of_deeds_loses_a_fen_or_lets_money_out(court: Court, stories: int) -> None:
    told: Counter[str] = Counter()

    class InThisCourt(Deeds):
        pass

    there = spend.fund(court)
    contract(court)
    InThisCourt.court, InThisCourt.there, InThisCourt.done = court, there, told
    InThisCourt.persons = {name: getattr(court, name, None) or getattr(there, name) for name in NAMES}
    InThisCourt.decision, InThisCourt.project = spend.roof(court, COST), revenue.project(court)
    billing.fees(court)
    checks = [HealthCheck.too_slow, HealthCheck.function_scoped_fixture]
    run_state_machine_as_test(
        InThisCourt,
        settings=settings(
            max_examples=stories, stateful_step_count=30, deadline=None, derandomize=True, database=None,
            suppress_health_check=checks,
        ),
    )  # fmt: skip

    assert told["done"] > 10 * stories / 6, told
    assert len(told) > 10, told
