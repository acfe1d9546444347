"""Entries of one name: said to be one person, with a reason, or to be different ones."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import ProtectedError
from django.utils.timezone import localdate

from courtyard.core.errors import BadInput, NotThere, Refusal, sentence
from courtyard.people.events.registering import PersonsConfirmedOne, PersonsConfirmedTwo
from courtyard.people.models import Person, PrintedCode, SignInName, Tenure
from courtyard.people.permissions.registering import may_tell_names
from courtyard.places.models import Estate
from courtyard.trail.deeds import deed, record, require

GROUPS_MAX = 50
PERSONS_MAX = 40


class ReasonNeeded(BadInput):
    says = sentence("To treat entries as one person, write why.")


class NotOneName(BadInput):
    says = sentence("Only entries with exactly the same name can be one person.")


class TooManyNames(BadInput):
    says = sentence("You can settle up to {most} names at once.")


class BothSignIn(Refusal):
    says = sentence("Two of these have their own accounts. One of the accounts has to be closed first.")


class SameHome(Refusal):
    says = sentence("Two of these are in the same home, so they cannot be one person.")


class InUse(Refusal):
    says = sentence("One of these people already has other records and cannot be merged. Nothing was changed.")


@dataclass(frozen=True, slots=True)
class Said:
    """What somebody said about persons of one name; `reason` is needed where they are one."""

    persons: Sequence[UUID]
    one: bool
    reason: str = ""


@deed
def tell_names(estate_id: UUID, *, said: Sequence[Said], by: Person, at: datetime) -> int:
    """Settle many names in one deed. Returns how many persons went into others."""
    estate = Estate.objects.select_related("node").select_for_update(of=("self",), no_key=True).get(pk=estate_id)
    require(may_tell_names, by, estate, at)
    if len(said) > GROUPS_MAX:
        raise TooManyNames(most=GROUPS_MAX)
    gone, apart = 0, [one for one in said if not one.one]
    for one in said:
        if one.one:
            gone += _merge(estate, one, by, at)
    for one in apart:
        told = Person.objects.filter(pk__in=[person.pk for person in _persons(estate, one, at)])
        told.update(told_apart_at=at)
    if apart:
        record(PersonsConfirmedTwo(names=len(apart)), node=estate.pk, about=estate.pk, by=by, at=at)
    return gone


def _persons(estate: Estate, said: Said, at: datetime) -> list[Person]:
    """Those meant, all of one name and all on this estate's register; the oldest first."""
    held = Tenure.objects.on(localdate(at)).filter(estate=estate, person__in=said.persons[:PERSONS_MAX])
    persons = list(Person.objects.select_for_update(no_key=True).filter(pk__in=held.values("person")).order_by("pk"))
    if len(persons) < 2 or len(persons) != len(set(said.persons)):
        raise NotThere
    if len({person.name for person in persons}) > 1:
        raise NotOneName
    return persons


def _merge(estate: Estate, said: Said, by: Person, at: datetime) -> int:
    if not said.reason.strip():
        raise ReasonNeeded
    persons = _persons(estate, said, at)
    keep = _kept(persons)
    others = [person for person in persons if person.pk != keep.pk]
    tenures = Tenure.objects.filter(person__in=persons, until__isnull=True)
    if tenures.count() > tenures.values("home").distinct().count():
        raise SameHome
    Tenure.objects.filter(person__in=others).update(person=keep, batch=None)
    PrintedCode.objects.filter(person__in=others).update(person=keep)
    _complete(keep, others)
    try:
        Person.objects.filter(pk__in=[person.pk for person in others]).delete()
    except ProtectedError:
        raise InUse from None
    event = PersonsConfirmedOne(entries=len(persons), others=[p.pk for p in others], reason=said.reason.strip())
    record(event, node=estate.pk, about=keep.pk, by=by, at=at, whom=keep.pk)
    return len(others)


def _kept(persons: Sequence[Person]) -> Person:
    """Whoever signs in stays; else the one longest on the books."""
    names = SignInName.objects.filter(person__in=persons).values_list("person", flat=True)
    signing_in = [person for person in persons if person.has_account or person.pk in set(names)]
    if len(signing_in) > 1:
        raise BothSignIn
    return signing_in[0] if signing_in else persons[0]


def _complete(keep: Person, others: Sequence[Person]) -> None:
    """What only the others' entries said of the person is kept."""
    for field in ("phone", "email", "id_hash"):
        values = [getattr(person, field) for person in (keep, *others)]
        setattr(keep, field, next(filter(None, values), ""))
    keep.batch = keep.told_apart_at = None
    keep.save(update_fields=["phone", "email", "id_hash", "batch", "told_apart_at"])
