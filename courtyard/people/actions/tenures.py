"""The register by hand: who owns, rents and shares a home, confirmed once; a home that changes hands."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction
from uuid import UUID

from courtyard.core.errors import BadInput, NotThere, Refusal, sentence
from courtyard.people.events.tenures import (
    PROOFS,
    HomeTransferred,
    PersonAdded,
    TenureBegun,
    TenureConfirmed,
    TenureEnded,
    VotingSettled,
)
from courtyard.people.models import Person, Tenure
from courtyard.people.permissions.tenures import (
    may_change_tenure,
    may_confirm_tenure,
    may_keep_register,
    may_settle_voting,
)
from courtyard.people.standing import forget_standing
from courtyard.places.models import Estate, Home
from courtyard.trail.deeds import deed, record, require

OWNING = (Tenure.Kind.OWNER, Tenure.Kind.CO_OWNER)
NAME_MAX = 120


class ConfirmedAlready(Refusal):
    says = sentence("This has already been confirmed. Once is enough.")


class NoSuchProof(BadInput):
    says = sentence("Choose how it was confirmed.")
    field = "how"


class TooManyShares(BadInput):
    says = sentence("The shares of this home would add up to more than 100%. Please check them.")
    field = "share"


class ThereAlready(BadInput):
    says = sentence("They are already on the register for this home.")
    field = "person"


class OverAlready(Refusal):
    says = sentence("This has already ended. Nothing was changed.")


class EndsBeforeItBegins(BadInput):
    says = sentence("The end date cannot be before the start date.")
    field = "until"


class NameNeeded(BadInput):
    says = sentence("Enter a name of 1 to 120 characters.")
    field = "name"


class OnlyOwnersVote(BadInput):
    says = sentence("Only an owner of the home can vote for it.")
    field = "tenure"


@dataclass(frozen=True, slots=True)
class Buyer:
    """Who takes a home over; the share None where it is not known or undivided."""

    person: Person
    share: Fraction | None = None


@deed
def add_person(
    estate_id: UUID,
    *,
    by: Person,
    at: datetime,
    name: str,
    kind: str = Person.Kind.NATURAL,
    phone: str = "",
    email: str = "",
) -> Person:
    """Put somebody on the estate's books. They have no account until they come with a code."""
    estate = Estate.objects.select_related("node").get(pk=estate_id)
    require(may_keep_register, by, estate, at)
    person = _enter(Person(node=estate.node, kind=Person.Kind(kind), name=name.strip(), phone=phone, email=email))
    record(PersonAdded(name=person.name), node=estate.pk, about=person.pk, by=by, at=at, whom=person.pk)
    return person


def _enter(person: Person) -> Person:
    if not 1 <= len(person.name) <= NAME_MAX:
        raise NameNeeded
    person.set_unusable_password()
    person.save(force_insert=True)
    return person


@deed
def begin_tenure(
    home_id: UUID, whom: Person, *, by: Person, at: datetime, kind: str, since: date, share: Fraction | None = None
) -> Tenure:
    """Somebody owns, rents or shares a home from a day on. The first owner of a home votes for it."""
    home = _lock_home(home_id)
    require(may_keep_register, by, home.estate, at)
    if Tenure.objects.filter(home=home, person=whom, kind=kind, until__isnull=True).exists():
        raise ThereAlready
    if share and _shares(home, since) + share > 1:
        raise TooManyShares
    tenure = _begin(home, Buyer(whom, share), kind, since, votes=_nobody_votes(home, kind, since))
    record(_begun(tenure), node=home.estate_id, about=home.pk, by=by, at=at, whom=whom.pk)
    return tenure


@deed
def move_in(home_id: UUID, *, by: Person, at: datetime, name: str, kind: str, since: date, phone: str = "") -> Person:
    """Somebody new to the register, with the home they hold."""
    home = _lock_home(home_id)
    require(may_keep_register, by, home.estate, at)
    person = _enter(Person(node_id=home.estate_id, name=name.strip(), phone=phone))
    tenure = _begin(home, Buyer(person), kind, since, votes=_nobody_votes(home, kind, since))
    for event, about in ((PersonAdded(name=person.name), person.pk), (_begun(tenure), home.pk)):
        record(event, node=home.estate_id, about=about, by=by, at=at, whom=person.pk)
    return person


def _nobody_votes(home: Home, kind: str, day: date) -> bool:
    return kind in OWNING and not Tenure.objects.on(day).owning().filter(home=home, votes=True).exists()


def _begin(home: Home, buyer: Buyer, kind: str, since: date, *, votes: bool) -> Tenure:
    part, whole = buyer.share.as_integer_ratio() if buyer.share else (None, None)
    tenure = Tenure(
        estate_id=home.estate_id,
        home=home,
        person=buyer.person,
        kind=Tenure.Kind(kind),
        share_part=part,
        share_whole=whole,
        since=since,
        votes=votes,
    )
    tenure.save(force_insert=True)
    forget_standing(buyer.person)
    return tenure


def _begun(tenure: Tenure) -> TenureBegun:
    return TenureBegun(home=tenure.home_id, role=tenure.kind, since=tenure.since, share=str(tenure.share or ""))


@deed
def end_tenure(tenure_id: UUID, *, by: Person, at: datetime, until: date) -> Tenure:
    tenure = _lock(tenure_id)
    require(may_change_tenure, by, tenure, at)
    _end(tenure, until)
    event = TenureEnded(home=tenure.home_id, role=tenure.kind, until=until)
    record(event, node=tenure.estate_id, about=tenure.home_id, by=by, at=at, whom=tenure.person_id)
    return tenure


def _end(tenure: Tenure, until: date) -> None:
    if tenure.until:
        raise OverAlready
    if until < tenure.since:
        raise EndsBeforeItBegins
    tenure.until = until
    tenure.save(update_fields=["until"])
    forget_standing(tenure.person)


@deed
def transfer(home_id: UUID, *, by: Person, at: datetime, on: date, buyers: Sequence[Buyer]) -> list[Tenure]:
    """A home is sold or inherited: all who owned it until then own it no longer, the buyers do.

    The first buyer votes for the home until it is settled otherwise. Tenants stay tenants.
    """
    home = _lock_home(home_id)
    require(may_keep_register, by, home.estate, at)
    _check(buyers)
    sellers = list(
        Tenure.objects.select_for_update(of=("self",), no_key=True).owning().filter(home=home, until__isnull=True)
    )
    for tenure in sellers:
        _end(tenure, on)
    kind = Tenure.Kind.OWNER if len(buyers) == 1 else Tenure.Kind.CO_OWNER
    begun = [_begin(home, one, kind, on, votes=one is buyers[0]) for one in buyers]
    for tenure in begun:
        record(_begun(tenure), node=home.estate_id, about=home.pk, by=by, at=at, whom=tenure.person_id)
    event = HomeTransferred(on=on, sellers=[t.person_id for t in sellers], buyers=[t.person_id for t in begun])
    record(event, node=home.estate_id, about=home.pk, by=by, at=at)
    return begun


def _check(buyers: Sequence[Buyer]) -> None:
    if not buyers or len({buyer.person.pk for buyer in buyers}) < len(buyers):
        raise ThereAlready
    if sum((buyer.share or Fraction(0) for buyer in buyers), start=Fraction(0)) > 1:
        raise TooManyShares


@deed
def settle_voting(tenure_id: UUID, *, by: Person, at: datetime) -> Tenure:
    """Of several owners of a home, this one votes for it from now on."""
    tenure = _lock(tenure_id)
    require(may_settle_voting, by, tenure, at)
    if tenure.kind not in OWNING or tenure.until:
        raise OnlyOwnersVote
    Tenure.objects.filter(home=tenure.home_id, votes=True, until__isnull=True).exclude(pk=tenure.pk).update(votes=False)
    tenure.votes = True
    tenure.save(update_fields=["votes"])
    event = VotingSettled(home=tenure.home_id)
    record(event, node=tenure.estate_id, about=tenure.home_id, by=by, at=at, whom=tenure.person_id)
    return tenure


@deed
def confirm_tenure(tenure_id: UUID, *, by: Person, at: datetime, how: str) -> Tenure:
    """Says on record that this person holds this home. Votes and the home's money want it, once."""
    tenure = _lock(tenure_id)
    require(may_confirm_tenure, by, tenure, at)
    if tenure.confirmed_at:
        raise ConfirmedAlready
    if how not in PROOFS:
        raise NoSuchProof
    tenure.confirmed_at, tenure.confirmed_by = at, by
    tenure.save(update_fields=["confirmed_at", "confirmed_by"])
    event = TenureConfirmed(home=tenure.home_id, role=tenure.kind, how=how)
    record(event, node=tenure.estate_id, about=tenure.home_id, by=by, at=at, whom=tenure.person_id)
    return tenure


def _lock(tenure_id: UUID) -> Tenure:
    tenures = Tenure.objects.select_for_update(of=("self",), no_key=True).select_related("estate__node", "person")
    tenure = tenures.filter(pk=tenure_id).first()
    if tenure is None:
        raise NotThere
    return tenure


def _lock_home(home_id: UUID) -> Home:
    """Deeds about who holds a home take turns."""
    homes = Home.objects.select_for_update(of=("self",), no_key=True).select_related("estate__node")
    home = homes.filter(pk=home_id).first()
    if home is None:
        raise NotThere
    return home


def _shares(home: Home, day: date) -> Fraction:
    held = Tenure.objects.on(day).owning().filter(home=home)
    return sum((tenure.share or Fraction(0) for tenure in held), start=Fraction(0))
