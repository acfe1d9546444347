"""Who sees an estate's accounts at the bank, and whom the lines name: whoever keeps that fund, and nobody else."""

from datetime import datetime

from courtyard.duties.permissions import is_clerk
from courtyard.money.models import BankAccount
from courtyard.money.permissions.keeping import keeps, keeps_any
from courtyard.people.models import Person
from courtyard.places.models import Estate


def may_keep_bank(person: Person, account: BankAccount, at: datetime) -> bool:
    """Import, match, reconcile; and read who paid."""
    return keeps(person, account.fund, account.estate, at)


def may_see_bank(person: Person, estate: Estate, at: datetime) -> bool:
    """The list; each fund's accounts are seen by whoever keeps that fund."""
    return keeps_any(person, estate, at)


def may_add_bank_account(person: Person, fund: str, estate: Estate, at: datetime) -> bool:
    return keeps(person, fund, estate, at)


def may_settle(person: Person, account: BankAccount, at: datetime) -> bool:
    """By hand whoever keeps the fund; what a gateway told, the clerk."""
    return is_clerk(person) or may_keep_bank(person, account, at)


def may_take_payment(person: Person, at: datetime) -> bool:
    """Only the clerk, on a message that was signed."""
    return is_clerk(person)


def may_forget_payer(person: Person, whose: Person, at: datetime) -> bool:
    return is_clerk(person) or person.pk == whose.pk
