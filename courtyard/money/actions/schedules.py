"""What homes are charged: entered with what it rests on, withdrawn before anything was billed by it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from django.db.models import Max

from courtyard.assembly.freezes import require_thawed
from courtyard.assembly.models import Decision
from courtyard.core.errors import BadInput, Refusal, sentence
from courtyard.money.actions.entries import NoReason
from courtyard.money.events.fees import FeesSet, FeesWithdrawn
from courtyard.money.locks import lock_book
from courtyard.money.models import Bill, Book, FeePrice, FeeSchedule
from courtyard.money.models.book import WORDS_MAX
from courtyard.money.models.fees import FEN_A_MONTH_MAX
from courtyard.money.permissions.fees import may_set_fees, may_withdraw_fees
from courtyard.people.models import Person
from courtyard.places.models import Home
from courtyard.services.models import Contract
from courtyard.services.queries.contracts import MATTERS
from courtyard.trail.deeds import deed, record, require
from courtyard.trail.ids import new_id
from courtyard.trail.rows import holder, locked

Prices = Mapping[str, tuple[str, int]]
"""By use: the unit, and so many fen a month."""


class NoPrices(BadInput):
    says = sentence("Enter at least one price.")


class BadPrice(BadInput):
    says = sentence("A fee is more than 0 and at most 100,000 yuan a month, in whole fen.")


class NothingToRestOn(BadInput):
    says = sentence(
        "A fee is changed by the owners only. (民法典第二百七十八条) Choose the decision in force that sets this "
        "price. If there is none, put it to the owners first."
    )
    field = "decision"


class OtherDecision(BadInput):
    says = sentence(
        "“{title}” does not set this fee: it has to be a decision of this estate on the fee or on hiring the company, "
        "carried, and not set aside."
    )
    field = "decision"


class NotYetInForce(BadInput):
    says = sentence("“{title}” is in force from {decided} on. The fee cannot change before that day.")
    field = "from_day"


class OtherContract(BadInput):
    says = sentence("The contract that is chosen does not bind on {day}.")
    field = "contract"


class OtherThanContract(BadInput):
    says = sentence(
        "The contract says something else for {use}. A schedule that rests on a contract repeats its prices; another "
        "price needs the owners’ decision."
    )
    field = "contract"


class BegunAlready(BadInput):
    says = sentence("A schedule begins on {day} already. A new one has to begin later, or that one is withdrawn first.")
    field = "from_day"


class BilledUntil(BadInput):
    says = sentence(
        "Homes are billed until {last} already. Choose a later day, or take those bills back as a whole first."
    )
    field = "from_day"


class WithdrawnAlready(Refusal):
    says = sentence("This schedule was withdrawn already.")


class BilledBy(Refusal):
    says = sentence(
        "Homes were billed by this schedule, until {last}. Take those bills back as a whole first; then it can be "
        "withdrawn."
    )


@dataclass(frozen=True, kw_only=True)
class Fees:
    """Prices from a day on, and what they rest on: the owners' decision, or the contract that says the same."""

    estate_id: UUID
    from_day: date
    prices: Prices
    decision: UUID | None = None
    contract: UUID | None = None
    words: str = ""
    id: UUID = field(default_factory=new_id)


@deed
def set_fees(told: Fees, *, by: Person, at: datetime) -> FeeSchedule:
    """A version of what is charged. The first may rest on the contract; a change rests on a decision in force."""
    book = lock_book(told.estate_id)
    require(may_set_fees, by, book.estate, at)
    before = FeeSchedule.objects.filter(pk=told.id, estate=book.pk).first()
    if before is not None:
        return before
    _check_prices(told.prices)
    newest = FeeSchedule.objects.filter(estate=book.pk, withdrawn_at__isnull=True).order_by("-from_day").first()
    _check_day(book, told.from_day, newest)
    decision, contract = _ground(book, told, newest, at)
    number = FeeSchedule.objects.filter(estate=book.pk).aggregate(last=Max("number"))["last"] or 0
    one = FeeSchedule.objects.create(
        id=told.id, estate=book.estate, number=number + 1, from_day=told.from_day, decision=decision,
        contract=contract, words=told.words.strip()[:WORDS_MAX], set_by=by, set_at=at,
    )  # fmt: skip
    FeePrice.objects.bulk_create(
        FeePrice(estate=book.estate, schedule=one, use=use, unit=unit, fen=fen)
        for use, (unit, fen) in told.prices.items()
    )
    event = FeesSet(
        number=one.number, from_day=one.from_day, decision=one.decision_id, contract=one.contract_id,
        prices=[f"{use} {unit} {fen}" for use, (unit, fen) in told.prices.items()],
    )  # fmt: skip
    record(event, node=book.pk, about=one.pk, by=by, at=at)
    return one


@deed
def withdraw_fees(schedule_id: UUID, *, reason: str, by: Person, at: datetime) -> FeeSchedule:
    """It was entered wrongly, and nobody was billed by it yet. It stays to be read, with the reason."""
    book = lock_book(holder(FeeSchedule.objects, schedule_id, "estate"))
    one = locked(FeeSchedule.objects.select_related("estate__node"), schedule_id)
    require(may_withdraw_fees, by, one, at)
    if one.withdrawn_at is not None:
        raise WithdrawnAlready
    if not 0 < len(reason.strip()) <= WORDS_MAX:
        raise NoReason(most=WORDS_MAX)
    last = _billed_until(book)
    if last is not None and last >= one.from_day:
        raise BilledBy(last=last)
    one.withdrawn_at, one.withdrawn_why = at, reason.strip()
    one.save(update_fields=["withdrawn_at", "withdrawn_why"])
    record(FeesWithdrawn(number=one.number, reason=one.withdrawn_why), node=book.pk, about=one.pk, by=by, at=at)
    return one


def _check_prices(prices: Prices) -> None:
    """Raises NoPrices, BadPrice: also for a float, and for what is below zero."""
    if not prices:
        raise NoPrices
    for use, (unit, fen) in prices.items():
        if use not in Home.Use.values or unit not in FeePrice.Unit.values:
            raise BadPrice
        if type(fen) is not int or not 0 < fen <= FEN_A_MONTH_MAX:
            raise BadPrice


def _check_day(book: Book, day: date, newest: FeeSchedule | None) -> None:
    if newest is not None and day <= newest.from_day:
        raise BegunAlready(day=newest.from_day)
    last = _billed_until(book)
    if last is not None and day <= last:
        raise BilledUntil(last=last)


def _billed_until(book: Book) -> date | None:
    """The last day of all bills that stand."""
    last: date | None = Bill.objects.filter(estate=book.pk, taken_back=False).aggregate(last=Max("last"))["last"]
    return last


def _ground(
    book: Book, told: Fees, newest: FeeSchedule | None, at: datetime
) -> tuple[Decision | None, Contract | None]:
    """What it rests on. A contract brings the decision that it rests on itself; a change cannot do without one."""
    contract = _contract(book, told)
    decision = _decision(book, told)
    if decision is None and contract is not None:
        decision = contract.decision
    if decision is None and (newest is not None or contract is None):
        raise NothingToRestOn
    if decision is not None:
        require_thawed(decision.matter, book.estate, at)
    return decision, contract


def _decision(book: Book, told: Fees) -> Decision | None:
    if told.decision is None:
        return None
    one = Decision.objects.filter(pk=told.decision, estate=book.pk).first()
    if one is None:
        raise NothingToRestOn
    if one.matter not in MATTERS or not one.carried or one.set_aside:
        raise OtherDecision(title=one.title)
    if one.in_force_on > told.from_day:
        raise NotYetInForce(title=one.title, decided=one.in_force_on)
    return one


def _contract(book: Book, told: Fees) -> Contract | None:
    """The contract that binds on the first day, whose prices are repeated."""
    if told.contract is None:
        return None
    rows = Contract.objects.select_related("decision").prefetch_related("prices")
    one = rows.filter(pk=told.contract, estate=book.pk).first()
    if one is None or not one.holds(told.from_day):
        raise OtherContract(day=told.from_day)
    agreed = {price.use: (FeePrice.Unit.M2.value, price.fen_per_m2) for price in one.prices.all()}
    for use, price in told.prices.items():
        if told.decision is None and agreed.get(use) != (str(price[0]), price[1]):
            raise OtherThanContract(use=Home.Use(use))
    return one
