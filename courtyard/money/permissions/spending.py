"""Who plans a spending, finds its ground, approves it, has it paid, accepts and publishes it. Everybody reads it.

Two people approve, neither of them whoever planned it; the committee's secretary approves nothing.
"""

from datetime import datetime
from typing import Any

from courtyard.duties.permissions import is_clerk
from courtyard.money.models import Draw, Spending, Voucher
from courtyard.money.models.book import Fund
from courtyard.money.permissions.keeping import OWNERS, keeps
from courtyard.people.models import Office, Person
from courtyard.people.standing import standing
from courtyard.places.models import Estate

K = Office.Kind
PLANS = (*OWNERS, K.COMPANY_MANAGER)
APPROVES: dict[str, tuple[str, ...]] = {
    Fund.MAINTENANCE: (K.OWNERS_COMMITTEE,),
    Fund.REVENUE: (K.OWNERS_COMMITTEE,),
    Fund.FEES: (K.OWNERS_COMMITTEE, K.COMPANY_MANAGER),
    Fund.TRUST: (K.OWNERS_COMMITTEE, K.COMPANY_MANAGER),
}
"""Deposits belong to those who left them: nothing is spent from them."""


def may_plan_spending(person: Person, estate: Estate, at: datetime) -> bool:
    """The committee, and the company, which finds most of what is broken."""
    return standing(person).holds(PLANS, estate.node, at)


def may_add_quote(person: Person, spending: Spending, at: datetime) -> bool:
    return may_plan_spending(person, spending.estate, at)


def may_authorise_spending(person: Person, spending: Spending, at: datetime) -> bool:
    """Whoever keeps the fund says on what it rests."""
    return keeps(person, spending.fund, spending.estate, at)


def approves(person: Person, spending: Spending, at: datetime) -> bool:
    """Whether their office approves spendings from this fund."""
    return standing(person).holds(APPROVES.get(spending.fund, ()), spending.estate.node, at)


def approves_any(person: Person, estate: Estate, at: datetime) -> bool:
    """Whether their office approves spendings from some fund of the estate."""
    kinds = {kind for some in APPROVES.values() for kind in some}
    return standing(person).holds(tuple(kinds), estate.node, at)


def may_approve_spending(person: Person, spending: Spending, at: datetime) -> bool:
    return approves(person, spending, at)


def signs_next(person: Person, spending: Spending, at: datetime) -> bool:
    """Whether it waits for this person's signature: the planner's, and a second one of the first, would be refused."""
    open_ = spending.state == Spending.State.AUTHORISED
    return open_ and person.pk not in (spending.planned_by_id, spending.first_by_id) and approves(person, spending, at)


def may_withdraw_spending(person: Person, spending: Spending, at: datetime) -> bool:
    return spending.planned_by_id == person.pk or keeps(person, spending.fund, spending.estate, at)


def may_ask_draw(person: Person, spending: Spending, at: datetime) -> bool:
    return keeps(person, spending.fund, spending.estate, at)


may_announce_works = may_publish_spending = may_ask_draw


def may_review_spending(person: Person, spending: Spending, at: datetime) -> bool:
    """Whoever keeps the fund or approves what is spent from it; the action asks for another than has it paid."""
    return keeps(person, spending.fund, spending.estate, at) or approves(person, spending, at)


def may_accept_spending(person: Person, spending: Spending, at: datetime) -> bool:
    """Those for whom it was made look at it, never the company alone."""
    return standing(person).holds((K.OWNERS_COMMITTEE,), spending.estate.node, at)


def may_drop_draw(person: Person, draw: Draw, at: datetime) -> bool:
    return keeps(person, draw.spending.fund, draw.spending.estate, at)


def may_pay(person: Person, draw: Draw, at: datetime) -> bool:
    """Whoever keeps the fund, or the clerk who found it in the bank's file."""
    return is_clerk(person) or keeps(person, draw.spending.fund, draw.spending.estate, at)


def may_add_voucher(person: Person, spending: Spending, at: datetime) -> bool:
    return may_plan_spending(person, spending.estate, at)


def may_mask_voucher(person: Person, voucher: Voucher, at: datetime) -> bool:
    """Whoever brought the paper, and whoever keeps the fund."""
    return voucher.added_by_id == person.pk or keeps(person, voucher.spending.fund, voucher.spending.estate, at)


def may_hide_voucher(person: Person, voucher: Voucher, at: datetime) -> bool:
    """Also the offices that look after residents: what slipped through is taken down by whoever sees it first."""
    inside = standing(person).holds((K.RESIDENTS_COMMITTEE, K.SUBDISTRICT), voucher.spending.estate.node, at)
    return inside or may_mask_voucher(person, voucher, at)


def may_open_original(person: Any, voucher: Voucher, at: datetime) -> bool:
    """The paper as it came: who keeps the fund, who has to approve it, and who brought it."""
    if not isinstance(person, Person):
        return False
    return may_mask_voucher(person, voucher, at) or approves(person, voucher.spending, at)


def may_open_copy(person: Any, voucher: Voucher, at: datetime) -> bool:
    """Everybody, once somebody said that nothing personal can be read in it."""
    return voucher.shown or may_open_original(person, voucher, at)
