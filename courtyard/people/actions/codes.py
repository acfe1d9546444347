"""Codes on paper: an invitation for each home, a new start at the counter, and coming in with one."""

import secrets
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import QuerySet
from django.utils.timezone import localdate

from courtyard.core.codes import ALPHABET, LENGTH, code
from courtyard.core.errors import BadInput, NotThere, Refusal, TooLarge, sentence
from courtyard.people.actions.accounts import change_password, change_sign_in_name, sign_in
from courtyard.people.events.codes import (
    APPOINTMENT,
    IDENTITY_DOCUMENTS,
    Joined,
    LettersPrinted,
    ResetPrinted,
    StartedAnew,
)
from courtyard.people.models import Person, PrintedCode, Tenure
from courtyard.people.permissions.codes import may_join, may_print_letters, may_print_reset, may_start_anew
from courtyard.people.queries import chain_of, hash_of_code
from courtyard.people.standing import standing
from courtyard.places.models import Estate, Home, Node
from courtyard.trail.deeds import deed, record, require

LETTERS_MAX = 400
LETTER_DAYS_MAX = 120
RESET_LASTS = timedelta(days=7)


class CodeOver(Refusal):
    says = sentence(
        "This code has been used, has expired or was replaced by a newer one. Ask at the joint desk: they can print "
        "a new one straight away."
    )


class UntilWhen(BadInput):
    says = sentence("A letter can be valid for 1 to 120 days.")
    field = "until"


class NoSuchRooms(BadInput):
    says = sentence("This building has no homes with these room numbers: {rooms}. Please check them.")
    field = "rooms"


class NoSuchDocument(BadInput):
    says = sentence("Choose which document you have seen.")
    field = "identity_seen"


class PasswordMissing(BadInput):
    says = sentence("If you choose a sign-in name, choose a password too.")
    field = "password"


class NameMissing(BadInput):
    says = sentence("If you choose a password, choose a sign-in name too.")
    field = "sign_in_name"


class WhoAreYou(BadInput):
    says = sentence("Enter your full name, and choose whether you rent the home or are a family member.")
    field = "name"


@dataclass(frozen=True, slots=True)
class Letter:
    """A code as it goes to the printer: it is kept nowhere."""

    printed: PrintedCode
    code: str


@deed
def print_letters(
    estate_id: UUID, *, by: Person, at: datetime, homes: Collection[UUID], until: datetime
) -> list[Letter]:
    """A letter with a code for each home. Unused letters of these homes end."""
    estate = Estate.objects.select_related("node").get(pk=estate_id)
    require(may_print_letters, by, estate, at)
    there = _homes(estate, homes)
    if not at < until <= at + timedelta(days=LETTER_DAYS_MAX):
        raise UntilWhen
    _end(PrintedCode.objects.filter(estate=estate, home__in=there, purpose=PrintedCode.Purpose.INVITE), at)
    letters = [_letter(estate, PrintedCode.Purpose.INVITE, by=by, at=at, until=until, home=home) for home in there]
    PrintedCode.objects.bulk_create(letter.printed for letter in letters)
    event = LettersPrinted(count=len(there), homes=[home.pk for home in there], until=localdate(until))
    record(event, node=estate.pk, about=estate.pk, by=by, at=at)
    return letters


def _homes(estate: Estate, ids: Collection[UUID]) -> list[Home]:
    if len(ids) > LETTERS_MAX:
        raise TooLarge
    homes = Home.objects.with_place().filter(estate=estate, pk__in=ids).order_by("building__order", "name", "pk")
    there = list(homes.select_for_update(of=("self",), no_key=True))
    if not there or len(there) != len(set(ids)):
        raise NotThere
    return there


def _end(codes: QuerySet[PrintedCode], at: datetime) -> None:
    codes.filter(used_at__isnull=True, ended_at__isnull=True).update(ended_at=at)


def _letter(
    estate: Estate | None,
    purpose: str,
    *,
    by: Person,
    at: datetime,
    until: datetime,
    home: Home | None = None,
    person: Person | None = None,
) -> Letter:
    text = code([secrets.randbelow(len(ALPHABET)) for _ in range(LENGTH - 1)])
    printed = PrintedCode(estate=estate, home=home, person=person, purpose=purpose, code_hash=hash_of_code(text))
    printed.printed_at, printed.printed_by, printed.expires_at = at, by, until
    return Letter(printed, text)


@deed
def print_reset(person_id: UUID, node_id: UUID, *, by: Person, at: datetime, identity_seen: str) -> Letter:
    """Whoever stands at the counter without a way in gets a new code; the one before ends at once."""
    person = _lock_person(person_id)
    node = Node.objects.get(pk=node_id)
    require(may_print_reset, by, person, node, at)
    officer = bool(standing(person).offices_on(localdate(at)))
    if identity_seen not in IDENTITY_DOCUMENTS and not (officer and identity_seen in APPOINTMENT):
        raise NoSuchDocument
    _end(PrintedCode.objects.filter(person=person, purpose=PrintedCode.Purpose.RESET), at)
    until = at + RESET_LASTS
    estate = Estate.objects.filter(pk=node.pk).first()
    letter = _letter(estate, PrintedCode.Purpose.RESET, by=by, at=at, until=until, person=person)
    letter.printed.identity_seen = identity_seen
    letter.printed.save(force_insert=True)
    event = ResetPrinted(identity_seen=identity_seen, until=localdate(until))
    record(event, node=node.pk, about=person.pk, by=by, at=at, whom=person.pk)
    return letter


@deed
def join(
    code_id: UUID,
    *,
    by: Person,
    at: datetime,
    role: str = "",
    sign_in_name: str = "",
    password: str = "",
    device: str = "",
) -> Person:
    """Somebody of a home comes in with its letter: as whom the register names, or as tenant or family, new to it.

    Without a name and a password they are in for now, and come back with a new code.
    """
    printed = _lock_code(code_id, at)
    require(may_join, by, printed, at)
    known = not by._state.adding  # noqa: SLF001 -- Django documents it
    role = _role_of(by, printed, at) if known else _move_in(by, printed, role, at)
    _use(printed, by, at)
    event = Joined(home=printed.home_id or printed.pk, role=role, on_register=known)
    record(event, node=printed.estate_id or chain_of(by), about=by.pk, by=by, at=at, whom=by.pk)
    return _come_in(by, at=at, sign_in_name=sign_in_name, password=password, device=device)


@deed
def start_anew(
    code_id: UUID, *, by: Person, at: datetime, sign_in_name: str = "", password: str = "", device: str = ""
) -> Person:
    """With the code from the counter: a new password, a new name, or only in for now."""
    printed = _lock_code(code_id, at)
    require(may_start_anew, by, printed, at)
    _use(printed, by, at)
    record(StartedAnew(), node=printed.estate_id or chain_of(by), about=by.pk, by=by, at=at, whom=by.pk)
    return _come_in(by, at=at, sign_in_name=sign_in_name, password=password, device=device)


def _lock_person(person_id: UUID) -> Person:
    person: Person | None = Person.objects.real().select_for_update(no_key=True).filter(pk=person_id).first()
    if person is None:
        raise NotThere
    return person


def _lock_code(code_id: UUID, at: datetime) -> PrintedCode:
    printed = PrintedCode.objects.select_for_update(no_key=True).filter(pk=code_id).first()
    if printed is None or not printed.opens(at):
        raise CodeOver
    return printed


def _use(printed: PrintedCode, by: Person, at: datetime) -> None:
    printed.used_at, printed.person = at, by
    printed.save(update_fields=["used_at", "person"])


def _role_of(person: Person, printed: PrintedCode, at: datetime) -> str:
    there = Tenure.objects.on(localdate(at)).filter(home=printed.home_id, person=person).order_by("since", "pk")
    return there.values_list("kind", flat=True)[0]


def _move_in(person: Person, printed: PrintedCode, role: str, at: datetime) -> str:
    """Nobody becomes an owner by a letter."""
    if role not in (Tenure.Kind.TENANT, Tenure.Kind.FAMILY) or not person.name.strip() or printed.home is None:
        raise WhoAreYou
    person.name, person.node_id = person.name.strip(), printed.estate_id
    person.set_unusable_password()
    person.save(force_insert=True)
    Tenure.objects.create(estate_id=printed.estate_id, home=printed.home, person=person, kind=role, since=localdate(at))
    return role


def _come_in(person: Person, *, at: datetime, sign_in_name: str, password: str, device: str) -> Person:
    if person.erasure_asked_at:
        person.erasure_asked_at = None
        person.save(update_fields=["erasure_asked_at"])
    if sign_in_name:
        change_sign_in_name(person.pk, by=person, at=at, name=sign_in_name)
    if password:
        change_password(person.pk, by=person, at=at, password=password, how="code")
    person.refresh_from_db()
    if sign_in_name and not person.has_account:
        raise PasswordMissing
    if password and not person.sign_in_names.exists():
        raise NameMissing
    return sign_in(person.pk, by=person, at=at, how="code", device=device)
