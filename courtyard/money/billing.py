"""What a billing would make: the same reckoning for the preview and for the deed. Nothing here is written down."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from courtyard.core.books import refusals
from courtyard.core.books.fees import charged_from
from courtyard.core.books.usual import FEE_ACCOUNTS, FeeAccounts
from courtyard.core.errors import BadInput, Refusal, sentence
from courtyard.core.rulebook import Mode
from courtyard.core.rulebook.money import Begins
from courtyard.core.rulebook.periods import months_after
from courtyard.money import bill_sets
from courtyard.money.models import Bill, BillRun, Book, Discount
from courtyard.money.modes import changes_on, told_mode
from courtyard.money.tariffs import DAY, Exact, Tariff, exact_bill, rates_of, tariffs_of, versions_of
from courtyard.places.models import Estate, Home
from courtyard.places.rules import rules_of
from courtyard.trail.ids import new_id

AHEAD_MONTHS, PAY_DAYS_MAX = 3, 366
"""How far ahead months can be billed, and the longest time to pay."""
OUR_BEGIN: Begins = "day"


class NothingToBill(Refusal):
    says = sentence(
        "Nothing is left to bill from {first} to {last}: every home that can be billed has its bill for these months."
    )


class TooEarly(BadInput):
    says = sentence("Bills can be made for months that begin on {day} at the latest.")
    field = "first"


class DueBefore(BadInput):
    says = sentence("Choose a last day to pay from today on, and at most a year ahead.")
    field = "due_on"


class BeforeTheBooks(BadInput):
    says = sentence("The books here begin on {begins}. What was owed before stands in their opening balance.")
    field = "first"


class ModeChanges(BadInput):
    says = sentence(
        "From {day} on the company is paid in another way, so these months cannot be billed together. Bill them month "
        "by month."
    )
    field = "first"


class Changed(Refusal):
    says = sentence(
        "Something has changed since you looked: it would be {bills} bills of {yuan} yuan now. Nothing was billed. "
        "Look again, then make the bills."
    )


@dataclass(frozen=True, kw_only=True)
class Billing:
    """A month or a quarter to be billed. Its `id` makes one form one billing.

    `expects` is what the preview said, bills and fen: where it comes out otherwise, nothing is billed.
    """

    estate_id: UUID
    every: BillRun.Every
    first: date
    due_on: date
    expects: tuple[int, int] | None = None
    id: UUID = field(default_factory=new_id)

    @property
    def last(self) -> date:
        return months_after(self.first, BillRun.MONTHS[self.every]) - DAY


@dataclass(frozen=True)
class Plan:
    """What a billing comes to."""

    first: date
    last: date
    mode: Mode
    has_contract: bool
    tariffs: Mapping[str, Tariff]
    exact: Sequence[Exact]
    usual: tuple[int, int]
    left_out: Mapping[str, int]
    about: Mapping[str, Any]

    @property
    def bills(self) -> int:
        return self.usual[0] + len(self.exact)

    @property
    def fen(self) -> int:
        return self.usual[1] + sum(one.fen for one in self.exact)

    @property
    def accounts(self) -> FeeAccounts:
        return FEE_ACCOUNTS[self.mode]

    @property
    def rates(self) -> list[tuple[str, str, int]]:
        return rates_of(self.tariffs.values())


def check_days(book: Book, told: Billing, today: date) -> None:
    """Raises NotWholeMonths, BeforeTheBooks, TooEarly, DueBefore."""
    if told.first.day != 1:
        raise refusals.NotWholeMonths
    if told.last < book.opens_on:
        raise BeforeTheBooks(begins=book.opens_on)
    latest = months_after(today.replace(day=1), AHEAD_MONTHS)
    if told.first > latest:
        raise TooEarly(day=latest)
    if not today <= told.due_on <= today + DAY * PAY_DAYS_MAX:
        raise DueBefore


def plan_of(book: Book, told: Billing) -> Plan:
    """What would be billed, in the mode in which the months begin.

    Raises NoPrice where no schedule says anything for them, ModeChanges where a later one begins in another mode.
    """
    estate, (first, last) = book.estate, (told.first, told.last)
    tariffs = tariffs_of(versions_of(estate.pk), first, last)
    if not tariffs:
        raise refusals.NoPrice(day=first)
    begins, mode = begins_of(estate), told_mode(estate, first)
    if (day := changes_on(estate, first, last.replace(day=1))) is not None:
        raise ModeChanges(day=day)
    about: dict[str, Any] = {
        "estate": estate.pk, "first": first, "last": last,
        # The first day of handing over on which something of these months is not the buyer's to pay, and all of it.
        "delivered": first if begins == "next_month" else first + DAY,
        "too_late": last.replace(day=1) if begins == "next_month" else last + DAY,
    }  # fmt: skip
    uses = [(one.use, one.unit, 0) for one in tariffs.values()]
    return Plan(
        first, last, mode.mode, mode.contract is not None, tariffs, list(_exact(estate, tariffs, begins, about)),
        bill_sets.usual(rates_of(tariffs.values()), about), bill_sets.left_out(uses, about), about,
    )  # fmt: skip


def begins_of(estate: Estate) -> Begins:
    """From when a buyer pays for a home that is handed over."""
    rule = rules_of(estate).billing
    return rule.buyer_from if rule else OUR_BEGIN


def _exact(estate: Estate, tariffs: Mapping[str, Tariff], begins: Begins, about: Mapping[str, Any]) -> Iterator[Exact]:
    first, last = about["first"], about["last"]
    discounts = _discounts(estate, first, last)
    for home in _unusual(estate, tariffs, about).iterator(1_000):
        tariff = tariffs[home.use]
        if tariff.unit == "m2" and home.area_cm2 is None:
            continue
        since = charged_from(home.delivered_on, begins) if home.sold and home.delivered_on else None
        told = exact_bill(tariff, home, first, last, since=since, discounts=discounts.get(home.pk, ()))
        if told.fen:
            yield told


def _discounts(estate: Estate, first: date, last: date) -> dict[UUID, list[Discount]]:
    by_home: defaultdict[UUID, list[Discount]] = defaultdict(list)
    for one in _touching(first, last).filter(estate=estate.pk).order_by("first", "pk"):
        by_home[one.home_id].append(one)
    return by_home


def _touching(first: date, last: date) -> QuerySet[Discount]:
    return Discount.objects.filter(Q(last__isnull=True) | Q(last__gte=first), first__lte=last)


def _unusual(estate: Estate, tariffs: Mapping[str, Tariff], about: Mapping[str, Any]) -> QuerySet[Home]:
    """Homes to be billed that the database does not reckon by itself: `USUAL` in bill_sets.py leaves out the same."""
    first, last = about["first"], about["last"]
    billed = Bill.objects.filter(home=OuterRef("pk"), taken_back=False, first__lte=last, last__gte=first)
    odd = [one.use for one in tariffs.values() if one.weight is None]
    reckoned = (
        Q(use__in=odd)
        | Q(area_cm2__gt=bill_sets.AREA_MAX)
        | Q(sold=True, delivered_on__gte=about["delivered"])
        | Exists(_touching(first, last).filter(home=OuterRef("pk")))
    )
    homes = Home.objects.filter(Q(delivered=True) | Q(sold=False), ~Exists(billed), reckoned, estate=estate.pk)
    in_time = Q(sold=False) | Q(delivered_on__isnull=True) | Q(delivered_on__lte=last)
    rows = homes.filter(in_time, use__in=tariffs).select_related("building")
    return rows.order_by("building__order", "building__name", "name", "pk")


def exact_rows(run: BillRun, exact: Sequence[Exact], base: int) -> Iterator[Bill]:
    for number, one in enumerate(exact, start=base + 1):
        yield Bill(
            estate=run.estate, run=run, home_id=one.home_id, number=number,
            reference=bill_sets.reference(run.first, number), first=run.first, last=run.last, use=one.use,
            unit=one.unit, cm2=one.cm2, fen=one.fen, due_on=run.due_on, lines=one.lines,
        )  # fmt: skip


def today_of(book: Book, at: datetime) -> date:
    return rules_of(book.estate).hours.day_of(at)
