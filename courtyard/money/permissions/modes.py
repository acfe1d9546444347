"""Who budgets and spends the owners' service money, closes its years, and has them audited. All may read it."""

from datetime import datetime

from courtyard.money.models import Expense, YearAudit
from courtyard.money.models.book import Fund
from courtyard.money.permissions.books import may_close_month
from courtyard.money.permissions.keeping import OWNERS, keeps
from courtyard.people.models import Office, Person
from courtyard.people.standing import standing
from courtyard.places.models import Estate

K = Office.Kind


def may_draft_budget(person: Person, estate: Estate, at: datetime) -> bool:
    """The company that is to keep to it, or the owners' side."""
    return standing(person).holds((K.COMPANY_MANAGER, *OWNERS), estate.node, at)


def may_approve_budget(person: Person, estate: Estate, at: datetime) -> bool:
    """The committee writes down what was decided; the company never approves its own."""
    return standing(person).holds((K.OWNERS_COMMITTEE,), estate.node, at)


def may_record_expense(person: Person, estate: Estate, at: datetime) -> bool:
    """Whoever keeps the service money; which of the two funds it is says the mode."""
    return keeps(person, Fund.FEES, estate, at) or keeps(person, Fund.TRUST, estate, at)


def may_show_invoice(person: Person, expense: Expense, at: datetime) -> bool:
    return may_record_expense(person, expense.estate, at)


may_close_year = may_close_month


def may_commission_audit(person: Person, estate: Estate, at: datetime) -> bool:
    """The owners' side, or an office above where there is none. Whoever keeps the money does not choose who looks."""
    return standing(person).holds((*OWNERS, *Office.ABOVE), estate.node, at)


def may_receive_audit(person: Person, audit: YearAudit, at: datetime) -> bool:
    return may_commission_audit(person, audit.estate, at)
