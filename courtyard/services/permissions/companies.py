"""Who keeps the register of property companies, who acts for one, and who writes down what was found of it."""

from datetime import datetime

from django.utils.timezone import localdate

from courtyard.people.models import Office, Person
from courtyard.people.standing import standing
from courtyard.places.models import Node
from courtyard.services.models import Company, Served, Supervision

KEEPS = (Office.Kind.CITY, Office.Kind.DISTRICT)


def may_register_company(person: Person, node: Node, at: datetime) -> bool:
    """The city and its districts, each on its own books."""
    return standing(person).holds(KEEPS, node, at)


def may_correct_company(person: Person, company: Company, at: datetime) -> bool:
    return standing(person).holds(KEEPS, company.node, at)


may_close_company = may_name_agent = may_end_agent = may_correct_company


def acts_for(person: Person, company: Company, at: datetime) -> bool:
    """Named to act for the organisation that the company is."""
    if company.person_id is None:
        return False
    return any(one.legal_id == company.person_id for one in standing(person).acts_for(localdate(at)))


def manages(person: Person, company: Company, node: Node, at: datetime) -> bool:
    """Manages an estate for the company: as long as the company serves it."""
    if not standing(person).holds((Office.Kind.COMPANY_MANAGER,), node, at):
        return False
    return Served.objects.on(localdate(at)).filter(company=company.pk, node=node.pk).exists()


def may_inspect(person: Person, company: Company, node: Node, at: datetime) -> bool:
    """An office above the estate, never the company itself."""
    return standing(person).holds(Office.ABOVE, node, at) and not acts_for(person, company, at)


may_penalise = may_uphold = may_inspect


def may_put_right(person: Person, found: Supervision, at: datetime) -> bool:
    """The office looks again, and says so; the company only mends."""
    return may_inspect(person, found.company, found.node, at)


may_withdraw_finding = may_put_right


def is_above(person: Person, node: Node, at: datetime) -> bool:
    return standing(person).holds(Office.ABOVE, node, at)
