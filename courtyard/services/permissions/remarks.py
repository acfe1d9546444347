"""Who looks at remarks before neighbours do, and who has the right of reply."""

from datetime import datetime

from courtyard.duties.permissions import is_clerk
from courtyard.people.models import Office, Person
from courtyard.people.standing import standing
from courtyard.places.models import Estate
from courtyard.services.models import Remark
from courtyard.services.permissions.ratings import LOOKS, is_concerned


def may_see_remarks(person: Person, estate: Estate, at: datetime) -> bool:
    """The residents' committee or the convenor: never the company, never the owners' committee."""
    return standing(person).holds(LOOKS, estate.node, at) and not is_concerned(person, estate, at)


def may_show_remark(person: Person, remark: Remark, at: datetime) -> bool:
    return may_see_remarks(person, remark.estate, at)


may_refuse_remark = may_show_remark


def answers_for_company(person: Person, estate: Estate, at: datetime) -> bool:
    return standing(person).holds((Office.Kind.COMPANY_MANAGER,), estate.node, at)


def may_reply_to_remark(person: Person, remark: Remark, at: datetime) -> bool:
    """Whoever speaks for the company there, beside what everybody reads."""
    return remark.state == Remark.State.SHOWN and answers_for_company(person, remark.estate, at)


def may_forget_remark(person: Person, remark: Remark, at: datetime) -> bool:
    return is_clerk(person)
