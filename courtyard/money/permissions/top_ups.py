"""Who tells owners to top up the maintenance fund, writes down what they decided, and takes in what homes pay.

The committee answers for the notice; whoever keeps the fund, its secretary too, takes the money in.
"""

from datetime import datetime

from courtyard.duties.permissions import is_clerk
from courtyard.money.models import TopUpNotice
from courtyard.money.models.book import Fund
from courtyard.money.permissions.keeping import keeps
from courtyard.people.models import Office, Person
from courtyard.people.standing import standing
from courtyard.places.models import Estate


def may_notice_top_up(person: Person, estate: Estate, at: datetime) -> bool:
    return standing(person).holds((Office.Kind.OWNERS_COMMITTEE,), estate.node, at)


def may_decide_top_up(person: Person, one: TopUpNotice, at: datetime) -> bool:
    """The committee writes down what the owners decided."""
    return may_notice_top_up(person, one.estate, at)


may_withdraw_top_up = may_decide_top_up


def may_receive_top_up(person: Person, estate: Estate, at: datetime) -> bool:
    """Whoever keeps the fund collects for it: nobody else reads which home paid what."""
    return keeps(person, Fund.MAINTENANCE, estate, at)


def may_restore_top_ups(person: Person) -> bool:
    """Nobody says so: the books do."""
    return is_clerk(person)
