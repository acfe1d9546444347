"""Who of the company that leaves hands over, and who receives."""

from datetime import datetime

from django.utils.timezone import localdate

from courtyard.duties.permissions import is_clerk
from courtyard.people.models import Office, Person
from courtyard.people.standing import standing
from courtyard.services.models import Contract
from courtyard.services.permissions.contracts import WRITES, is_committee, is_company, is_street

WITNESSES = (*WRITES, *Office.DESK, *Office.ABOVE)


def gives(person: Person, contract: Contract, at: datetime) -> bool:
    """Who managed the estate for the company on its last day, also after it: the office ends with the contract, what
    has to be handed over does not."""
    day = localdate(at)
    last = min(day, contract.last_day) if contract.last_day else day
    path = contract.estate.node.path
    held = standing(person).offices_on(last)
    return any(one.kind == Office.Kind.COMPANY_MANAGER and path.startswith(one.node.path) for one in held)


def takes(person: Person, contract: Contract, at: datetime) -> bool:
    """The owners' committee, the sub-district where there is none, and the manager of the company that comes."""
    estate = contract.estate
    if is_committee(person, estate, at) or is_street(person, estate, at):
        return True
    return is_company(person, estate, at) and not gives(person, contract, at)


def may_see_takeover(person: Person, contract: Contract, at: datetime) -> bool:
    """Both sides, those at the desk, and the offices above."""
    return standing(person).holds(WITNESSES, contract.estate.node, at) or gives(person, contract, at)


def may_begin_takeover(person: Person, contract: Contract, at: datetime) -> bool:
    return is_clerk(person) or is_committee(person, contract.estate, at) or is_street(person, contract.estate, at)


def may_list_thing(person: Person, contract: Contract, at: datetime) -> bool:
    """Both sides: what is on the list is no secret between them."""
    return gives(person, contract, at) or takes(person, contract, at)


def may_strike_thing(person: Person, contract: Contract, at: datetime) -> bool:
    """Those who receive: whoever has to give cannot take off the list what they do not bring."""
    return takes(person, contract, at)


may_give_thing = gives
may_receive_thing = may_miss_thing = may_finish_takeover = takes
