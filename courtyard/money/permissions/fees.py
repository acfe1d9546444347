"""Who bills homes, who collects what they owe, and who sees it: the home and its collectors alone.

Prices, discounts, billings and what is given back are for whoever keeps the service money. Those they named to collect
enter what comes in, take back what was entered wrongly, and remind.
"""

from datetime import date, datetime
from uuid import UUID

from django.utils.timezone import localdate

from courtyard.duties.permissions import is_clerk
from courtyard.money.models import Bill, BillRun, Discount, FeeSchedule, Payment, PayOrder
from courtyard.money.models.book import Fund
from courtyard.money.permissions.collectors import may_collect
from courtyard.money.permissions.keeping import keeps
from courtyard.people.models import Person, Tenure
from courtyard.people.standing import standing
from courtyard.places.models import Estate


def may_set_fees(person: Person, estate: Estate, at: datetime) -> bool:
    """Whoever keeps the service money enters what the owners decided."""
    return keeps(person, Fund.FEES, estate, at)


def may_withdraw_fees(person: Person, schedule: FeeSchedule, at: datetime) -> bool:
    return may_set_fees(person, schedule.estate, at)


def may_discount(person: Person, estate: Estate, at: datetime) -> bool:
    return may_set_fees(person, estate, at)


def may_end_discount(person: Person, discount: Discount, at: datetime) -> bool:
    return may_set_fees(person, discount.estate, at)


def may_bill(person: Person, estate: Estate, at: datetime) -> bool:
    return is_clerk(person) or may_set_fees(person, estate, at)


def may_reverse_run(person: Person, run: BillRun, at: datetime) -> bool:
    return may_set_fees(person, run.estate, at)


def may_receive(person: Person, estate: Estate, at: datetime) -> bool:
    """A collector, or the clerk for what a payment service reports."""
    return is_clerk(person) or may_collect(person, estate, at)


def may_take_back_payment(person: Person, payment: Payment, at: datetime) -> bool:
    return may_collect(person, payment.estate, at)


def may_refund(person: Person, estate: Estate, at: datetime) -> bool:
    """Money leaves the account."""
    return may_set_fees(person, estate, at)


def may_remind(person: Person, estate: Estate, at: datetime) -> bool:
    return may_collect(person, estate, at)


def tenures_here(person: Person, estate_id: UUID, at: datetime) -> list[Tenure]:
    """What somebody holds in an estate, and held there themselves: their own bills stay theirs to read."""
    day = localdate(at)
    now = {tenure.pk for tenure in standing(person).tenures_on(day)}
    there = [one for one in standing(person).tenures if one.estate_id == estate_id and one.since <= day]
    return [one for one in there if one.pk in now or one.person_id == person.pk]


def may_see_bills(person: Person, estate: Estate, at: datetime) -> bool:
    """Whoever has, or had, a home there; and collectors."""
    return bool(tenures_here(person, estate.pk, at)) or may_collect(person, estate, at)


def may_see_bill(person: Person, bill: Bill, at: datetime) -> bool:
    """Who held the home at some time of the bill's months: a buyer does not read what the seller owed."""
    return _held(person, bill.estate, bill.home_id, bill.first, bill.last, at)


def may_see_payment(person: Person, payment: Payment, at: datetime) -> bool:
    return _held(person, payment.estate, payment.home_id, payment.day, payment.day, at)


def may_ask_to_pay(person: Person, bill: Bill, at: datetime) -> bool:
    """The home itself: collectors enter what comes in, and pay nobody's bill by a gateway."""
    return _of_the_home(person, bill.estate_id, bill.home_id, bill.first, bill.last, at)


def may_see_order(person: Person, order: PayOrder, bill: Bill, at: datetime) -> bool:
    """Whoever asked for it, as long as the bill is theirs; the rest of the home sees what was paid, on the bill."""
    return order.asked_by_id == person.pk and may_ask_to_pay(person, bill, at)


def _held(person: Person, estate: Estate, home: UUID, first: date, last: date, at: datetime) -> bool:
    return _of_the_home(person, estate.pk, home, first, last, at) or may_collect(person, estate, at)


def _of_the_home(person: Person, estate_id: UUID, home: UUID, first: date, last: date, at: datetime) -> bool:
    """Had it, or lived there, at some time of these days."""
    theirs = (one for one in tenures_here(person, estate_id, at) if one.home_id == home)
    return any(one.since <= last and (one.until is None or one.until > first) for one in theirs)
