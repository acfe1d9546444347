"""Signing in and out, and the secrets and names with which it is done."""

from datetime import datetime
from uuid import UUID

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from courtyard.core.errors import BadInput, NotThere, sentence
from courtyard.people.events.accounts import ContactChanged, PasswordChanged, SignedIn, SignedOut, SignInNameChanged
from courtyard.people.models import Person, SignInName
from courtyard.people.permissions.accounts import (
    may_change_contact,
    may_change_password,
    may_change_sign_in_name,
    may_sign_in,
    may_sign_out,
)
from courtyard.people.queries import chain_of
from courtyard.people.signin import NameTaken, kind_of, new_sign_in_name
from courtyard.trail.deeds import deed, record, require


class WeakPassword(BadInput):
    says = sentence("This password is too easy to guess. Use at least 8 characters and no common words.")
    field = "password"


@deed
def sign_in(person_id: UUID, *, by: Person, at: datetime, how: str, device: str = "") -> Person:
    """Says that somebody came in. Whether the password is right was asked before."""
    person = _lock(person_id)
    require(may_sign_in, by, person, at)
    record(SignedIn(how=how, device=device), node=chain_of(person), about=person.pk, by=by, at=at)
    return person


@deed
def sign_out(person_id: UUID, *, by: Person, at: datetime) -> Person:
    person = _lock(person_id)
    require(may_sign_out, by, person, at)
    record(SignedOut(), node=chain_of(person), about=person.pk, by=by, at=at)
    return person


@deed
def change_password(person_id: UUID, *, by: Person, at: datetime, password: str, how: str) -> Person:
    """Every other device on which they are signed in is signed out by it."""
    person = _lock(person_id)
    require(may_change_password, by, person, at)
    _set_password(person, password)
    record(PasswordChanged(how=how), node=chain_of(person), about=person.pk, by=by, at=at)
    return person


@deed
def change_sign_in_name(person_id: UUID, *, by: Person, at: datetime, name: str) -> Person:
    """Sign in with another telephone number, address or name from now on; the old one of its kind stops working."""
    person = _lock(person_id)
    require(may_change_sign_in_name, by, person, at)
    value = _set_sign_in_name(person, name)
    record(SignInNameChanged(value=value), node=chain_of(person), about=person.pk, by=by, at=at)
    return person


@deed
def change_contact(person_id: UUID, *, by: Person, at: datetime, phone: str, email: str) -> Person:
    person = _lock(person_id)
    require(may_change_contact, by, person, at)
    person.phone, person.email = phone, email
    person.save(update_fields=["phone", "email"])
    record(ContactChanged(phone=phone, email=email), node=chain_of(person), about=person.pk, by=by, at=at)
    return person


def _lock(person_id: UUID) -> Person:
    person: Person | None = Person.objects.select_for_update(no_key=True).filter(pk=person_id).first()
    if person is None:
        raise NotThere
    return person


def _set_password(person: Person, password: str) -> None:
    try:
        validate_password(password, person)
    except ValidationError as weak:
        raise WeakPassword from weak
    person.set_password(password)
    person.save(update_fields=["password"])


def _set_sign_in_name(person: Person, name: str) -> str:
    """One of each kind: a new telephone number takes the place of the old one, the e-mail address stays."""
    value = new_sign_in_name(name)
    row, _ = SignInName.objects.get_or_create(value=value, defaults={"person": person})
    if row.person_id != person.pk:
        raise NameTaken
    others = SignInName.objects.filter(person=person).exclude(value=value)
    old = [other.value for other in others if kind_of(other.value) == kind_of(value)]
    SignInName.objects.filter(value__in=old).delete()
    return value
