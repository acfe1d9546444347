"""Signing in and out, passwords, and the names somebody signs in with. No address of a computer stands here."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from courtyard.core.errors import sentence
from courtyard.core.events import Event, personal

WAYS: Mapping[str, str] = {
    "password": sentence("with a password"),
    "code": sentence("with a printed code"),
    "email": sentence("with a link sent by email"),
    "demo": sentence("from the demo"),
}


@dataclass(frozen=True, kw_only=True)
class SignedIn(Event):
    """`device` is as much as a person needs to say “that was me”: a phone or a computer."""

    NAME: ClassVar[str] = "people.signed_in"
    says: ClassVar[str] = sentence("Signed in {how}.")
    labels: ClassVar[Mapping[str, Mapping[str, str]]] = {"how": WAYS}

    how: str
    device: str = personal()


@dataclass(frozen=True, kw_only=True)
class SignedOut(Event):
    NAME: ClassVar[str] = "people.signed_out"
    says: ClassVar[str] = sentence("Signed out.")


@dataclass(frozen=True, kw_only=True)
class PasswordChanged(Event):
    NAME: ClassVar[str] = "people.password_changed"
    says: ClassVar[str] = sentence("The password was changed after signing in {how}.")
    labels: ClassVar[Mapping[str, Mapping[str, str]]] = {"how": WAYS}

    how: str


@dataclass(frozen=True, kw_only=True)
class SignInNameChanged(Event):
    NAME: ClassVar[str] = "people.sign_in_name_changed"
    says: ClassVar[str] = sentence("The sign-in name was changed.")

    value: str = personal()


@dataclass(frozen=True, kw_only=True)
class ContactChanged(Event):
    NAME: ClassVar[str] = "people.contact_changed"
    says: ClassVar[str] = sentence("The phone number or email address was changed.")

    phone: str = personal()
    email: str = personal()
