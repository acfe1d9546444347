"""Who may sign in, and change how."""

from datetime import datetime

from courtyard.people.models import Person


def may_sign_in(person: Person, account: Person, at: datetime) -> bool:
    return person.pk == account.pk and account.is_active


def may_sign_out(person: Person, account: Person, at: datetime) -> bool:
    return person.pk == account.pk


def may_change_password(person: Person, account: Person, at: datetime) -> bool:
    """Nobody but the person: the counter prints a code, and the person chooses."""
    return person.pk == account.pk and account.is_active


def may_change_sign_in_name(person: Person, account: Person, at: datetime) -> bool:
    return person.pk == account.pk and account.is_active


def may_change_contact(person: Person, account: Person, at: datetime) -> bool:
    return person.pk == account.pk and account.is_active
