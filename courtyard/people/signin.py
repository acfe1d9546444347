"""Who is asked whether a name and a password belong together, and what a name is."""

import unicodedata
from typing import Any
from uuid import UUID

from django.contrib.auth.backends import BaseBackend
from django.contrib.auth.hashers import Argon2PasswordHasher, check_password, make_password
from django.http import HttpRequest

from courtyard.core.errors import BadInput, sentence
from courtyard.people.models import Person, SignInName

NAME_MAX = 254
_PHONE_MARKS = frozenset("0123456789 +-()./")


class Argon2(Argon2PasswordHasher):
    """OWASP's parameters: 19 MiB, two passes, one lane. Django's default takes 100 MiB a hash."""

    time_cost = 2
    memory_cost = 19 * 1024
    parallelism = 1


class NoName(BadInput):
    says = sentence("A sign-in name needs at least 2 characters. You can also use a phone number or an email address.")
    field = "sign_in_name"


class NameTaken(BadInput):
    says = sentence("Someone already signs in with this. Choose another one, or ask at the joint desk.")
    field = "sign_in_name"


class SignInBackend(BaseBackend):
    def authenticate(self, request: HttpRequest | None, **credentials: Any) -> Person | None:
        """An unknown name costs as long as a wrong password, so that nobody can learn who has an account."""
        name, password = credentials.get("name"), credentials.get("password")
        if name is None or password is None:
            return None
        known = SignInName.objects.select_related("person").filter(value=sign_in_name(name)).first()
        if known is None or not known.person.has_account:
            make_password(password)
            return None
        right = check_password(password, known.person.password)
        return known.person if right and known.person.is_active else None

    def get_user(self, user_id: UUID) -> Person | None:
        person: Person | None = Person.objects.filter(pk=user_id).first()
        return person if person and person.is_active else None


def sign_in_name(text: str) -> str:
    """As it is kept: a telephone number as its digits, an e-mail address or name in small letters."""
    text = unicodedata.normalize("NFKC", text).strip().casefold()[:NAME_MAX]
    if "@" in text:
        return text
    if set(text) <= _PHONE_MARKS:
        return _digits(text)
    return "".join(text.split())


def _digits(text: str) -> str:
    """Without the country's own prefix, which some telephones put there by themselves."""
    digits = "".join(c for c in text if c.isdigit()).removeprefix("00")
    return digits[2:] if len(digits) == 13 and digits.startswith("861") else digits


def new_sign_in_name(text: str) -> str:
    """A name fit to be chosen. Raises NoName."""
    name = sign_in_name(text)
    enough = 7 if name.isdigit() else 2
    if len(name) < enough or any(unicodedata.category(c).startswith("C") for c in name):
        raise NoName
    return name


def kind_of(name: str) -> str:
    """`email`, `phone` or `own`: what a kept name is."""
    return "email" if "@" in name else "phone" if name.isdigit() else "own"
