"""Persons for tests, with a home or an office, made quickly."""

from datetime import date

from courtyard.people.models import Office, Person, SignInName, Tenure
from courtyard.places.models import Home, Node

LONG_AGO = date(2020, 1, 1)


def person(name: str, node: Node, *, phone: str = "", email: str = "", password: str = "") -> Person:
    """A person; with a telephone number or address and a password they can sign in."""
    someone = Person(name=name, node=node, phone=phone, email=email)
    if password:
        someone.set_password(password)
    else:
        someone.set_unusable_password()
    someone.save(force_insert=True)
    SignInName.objects.bulk_create(SignInName(value=value, person=someone) for value in (phone, email) if value)
    return someone


def tenure(someone: Person, home: Home, kind: str = Tenure.Kind.OWNER) -> Tenure:
    return Tenure.objects.create(
        estate=home.estate, home=home, person=someone, kind=kind, since=LONG_AGO, votes=kind == Tenure.Kind.OWNER
    )


def office(someone: Person, node: Node, kind: str) -> Office:
    return Office.objects.create(node=node, person=someone, kind=kind, since=LONG_AGO)
