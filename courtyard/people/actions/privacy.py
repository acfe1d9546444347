"""Looking at somebody's data, which they can see; correcting a name; erasing a person."""

from collections.abc import Iterator
from datetime import datetime
from uuid import UUID

from django.utils.timezone import localdate

from courtyard.core.errors import BadInput, NotThere, Refusal, sentence
from courtyard.people.events.privacy import (
    REASONS,
    ErasureAsked,
    NameCorrectionAsked,
    NameCorrectionSettled,
    PersonErased,
    Unmasked,
)
from courtyard.people.models import ERASED_NAME, NameCorrection, Person, PrintedCode, SignInName, Tenure
from courtyard.people.permissions.privacy import (
    may_ask_name_correction,
    may_erase,
    may_settle_name_correction,
    may_unmask,
)
from courtyard.people.queries import chain_of, estate_on_books
from courtyard.people.standing import forget_standing, standing
from courtyard.places.models import Estate
from courtyard.trail.actions import erase_words
from courtyard.trail.deeds import deed, record, require
from courtyard.web.registers import personal_data

OWN = "people."
"""Personal data whose name begins so is this app's own and goes in `erase` itself."""


class NoReason(BadInput):
    says = sentence("Choose why you need to see it.")
    field = "reason"


class NoRegister(Refusal):
    says = sentence("Your name is not on any estate’s register. Ask the office that appointed you to correct it.")


class AskedAlready(Refusal):
    says = sentence("You have already asked. The register keeper will check it.")


class SettledAlready(Refusal):
    says = sentence("This has already been settled. Nothing was changed.")


class HoldsOffice(Refusal):
    says = sentence("You still hold an office. Your appointment has to end before your data can be erased.")


@deed
def unmask(person_id: UUID, estate_id: UUID, *, by: Person, at: datetime, reason: str, words: str = "") -> Person:
    """Look at what is masked, once, with a reason. The person sees who looked, when and why."""
    person: Person | None = Person.objects.real().filter(pk=person_id).first()
    if person is None:
        raise NotThere
    estate = Estate.objects.select_related("node").get(pk=estate_id)
    require(may_unmask, by, person, estate, at)
    if reason not in REASONS:
        raise NoReason
    event = Unmasked(reason=reason, words=words)
    record(event, node=estate.pk, about=person.pk, by=by, at=at, whom=person.pk)
    return person


@deed
def ask_name_correction(person_id: UUID, *, by: Person, at: datetime, wanted: str, words: str = "") -> NameCorrection:
    """The person says how their name is really written. It changes once whoever keeps the register agrees."""
    person = _lock(person_id)
    require(may_ask_name_correction, by, person, at)
    estate = estate_on_books(person)
    if estate is None:
        raise NoRegister
    if NameCorrection.objects.filter(person=person, settled_at__isnull=True).exists():
        raise AskedAlready
    correction = NameCorrection(estate=estate, person=person, wanted=wanted.strip(), words=words, asked_at=at)
    correction.save(force_insert=True)
    event = NameCorrectionAsked(wanted=correction.wanted, words=words)
    record(event, node=estate.pk, about=person.pk, by=by, at=at, whom=person.pk)
    return correction


@deed
def settle_name_correction(correction_id: UUID, *, by: Person, at: datetime, agree: bool) -> NameCorrection:
    """Whoever keeps the register has looked: the name is corrected, or stays."""
    correction = _lock_correction(correction_id)
    require(may_settle_name_correction, by, correction, at)
    if correction.settled_at:
        raise SettledAlready
    person, before = correction.person, correction.person.name
    correction.settled_at, correction.settled_by, correction.agreed = at, by, agree
    correction.save(update_fields=["settled_at", "settled_by", "agreed"])
    if agree:
        person.name = correction.wanted
        person.save(update_fields=["name"])
    event = NameCorrectionSettled(agreed=agree, before=before, after=person.name)
    record(event, node=correction.estate_id, about=person.pk, by=by, at=at, whom=person.pk)
    return correction


@deed
def erase(whose: Person, *, by: Person, at: datetime) -> Person:
    """Take a person's data away: all of it; of an owner, all but the name on the register of owners.

    The register of owners says who votes for a home, so the name stays until the ownership ends; then the
    clerk erases the rest. What stays on the record are ids, and lines without words.
    """
    person = _lock(whose.pk)
    require(may_erase, by, person, at)
    if standing(person).offices_on(localdate(at)):
        raise HoldsOffice
    kinds = list(_erase_elsewhere(person, by, at))
    _take_account(person, at)
    erase_words(whom=person.pk, by=by, at=at)
    if Tenure.objects.on(localdate(at)).owning().filter(person=person).exists():
        record(ErasureAsked(), node=chain_of(person), about=person.pk, by=by, at=at, whom=person.pk)
    else:
        _take_name(person, at)
        record(PersonErased(kinds=kinds), node=chain_of(person), about=person.pk, by=by, at=at, whom=person.pk)
    forget_standing(person, whose, by)
    return person


def _erase_elsewhere(person: Person, by: Person, at: datetime) -> Iterator[str]:
    """What other apps hold, each by its own deed."""
    for data in personal_data:
        if data.erase and not data.name.startswith(OWN):
            data.erase(person, by=by, at=at)
            yield data.name


def _take_account(person: Person, at: datetime) -> None:
    SignInName.objects.filter(person=person).delete()
    NameCorrection.objects.filter(person=person).delete()
    codes = PrintedCode.objects.filter(person=person, used_at__isnull=True, ended_at__isnull=True)
    codes.update(ended_at=at)
    person.set_unusable_password()
    person.phone = person.email = person.id_hash = person.language = ""
    person.erasure_asked_at = person.erasure_asked_at or at
    fields = ["password", "phone", "email", "id_hash", "language", "erasure_asked_at"]
    person.save(update_fields=fields)


def _take_name(person: Person, at: datetime) -> None:
    """Whoever rents or shares a home leaves the register with it."""
    day = localdate(at)
    Tenure.objects.on(day).filter(person=person).update(until=day)
    person.name, person.erased_at = ERASED_NAME, at
    person.save(update_fields=["name", "erased_at"])


def _lock(person_id: UUID) -> Person:
    person: Person | None = Person.objects.real().select_for_update(no_key=True).filter(pk=person_id).first()
    if person is None:
        raise NotThere
    return person


def _lock_correction(correction_id: UUID) -> NameCorrection:
    corrections = NameCorrection.objects.select_for_update(of=("self",), no_key=True).select_related(
        "person", "estate__node"
    )
    correction = corrections.filter(pk=correction_id).first()
    if correction is None:
        raise NotThere
    return correction
