"""What use of owners' money rests on: a decision of the owners, or of their committee. Cited by kind and id."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q
from django.urls import reverse

from courtyard.assembly.models import Decision
from courtyard.committee.models import Resolution
from courtyard.core.errors import BadInput, sentence
from courtyard.money.models import Entry
from courtyard.places.models import Estate

A = Entry.Authority
OFFERED_MAX = 40
ANY = Q()
Key = tuple[str, UUID]


class NoSuchDecision(BadInput):
    says = sentence("Choose a decision that was carried here and is in force.")
    field = "ground"


@dataclass(frozen=True, slots=True)
class Ground:
    """One decision: by whom, its number in its year, its title, since when, and its page."""

    kind: str
    id: UUID
    year: int
    number: int
    title: str
    since: date
    address: str

    @property
    def by(self) -> str:
        return str(A(self.kind).label)

    @property
    def key(self) -> str:
        """As a form sends it."""
        return f"{self.kind}:{self.id}"


def offered(estate: Estate, today: date, kinds: Sequence[str] = (A.ASSEMBLY,), about: Q = ANY) -> list[Ground]:
    """What may be chosen from, the newest first; of the owners' decisions those `about` something."""
    found: list[Ground] = []
    if A.ASSEMBLY in kinds:
        rows = Decision.objects.filter(about, estate=estate, carried=True, set_aside=False, in_force_on__lte=today)
        found += [_of_assembly(one, estate.code) for one in rows.order_by("-year", "-number")[:OFFERED_MAX]]
    if A.COMMITTEE in kinds:
        resolutions = Resolution.objects.filter(estate=estate, state__in=Resolution.DECIDED, decided_on__lte=today)
        found += [_of_committee(one, estate.code) for one in resolutions.order_by("-year", "-number")[:OFFERED_MAX]]
    return found


def chosen(estate: Estate, key: Key, today: date, kinds: Sequence[str] = (A.ASSEMBLY,), about: Q = ANY) -> Ground:
    """The decision of that kind and id, if it is in force here, and `about` that. Raises NoSuchDecision."""
    kind, pk = key
    if kind == A.ASSEMBLY and kind in kinds:
        rows = Decision.objects.filter(about, estate=estate, carried=True, set_aside=False, in_force_on__lte=today)
        if one := rows.filter(pk=pk).first():
            return _of_assembly(one, estate.code)
    if kind == A.COMMITTEE and kind in kinds:
        resolutions = Resolution.objects.filter(estate=estate, state__in=Resolution.DECIDED, pk=pk)
        if (said := resolutions.first()) and said.decided_on and said.decided_on <= today:
            return _of_committee(said, estate.code)
    raise NoSuchDecision


def said(estate: Estate, keys: Iterable[tuple[str, UUID | None]]) -> Mapping[Key, Ground]:
    """What is cited, as it stands now, set aside or not. Two queries at most."""
    wanted = {(kind, pk) for kind, pk in keys if pk is not None}
    decisions = [pk for kind, pk in wanted if kind == A.ASSEMBLY]
    resolutions = [pk for kind, pk in wanted if kind == A.COMMITTEE]
    found: dict[Key, Ground] = {}
    if decisions:
        for one in Decision.objects.filter(estate=estate, pk__in=decisions):
            found[A.ASSEMBLY, one.pk] = _of_assembly(one, estate.code)
    if resolutions:
        for each in Resolution.objects.filter(estate=estate, pk__in=resolutions):
            found[A.COMMITTEE, each.pk] = _of_committee(each, estate.code)
    return found


def key_of(written: str) -> Key:
    """What a form sent. Raises NoSuchDecision for what no form of ours offers."""
    kind, _, pk = written.partition(":")
    try:
        return A(kind).value, UUID(pk)
    except ValueError:
        raise NoSuchDecision from None


def _of_assembly(one: Decision, code: str) -> Ground:
    address = reverse("assembly:decision", args=[code, one.year, one.number])
    return Ground(A.ASSEMBLY, one.pk, one.year, one.number, one.title, one.in_force_on, address)


def _of_committee(one: Resolution, code: str) -> Ground:
    address = reverse("committee:resolution", args=[code, one.pk])
    assert one.decided_on is not None, "what is decided has a day"
    return Ground(A.COMMITTEE, one.pk, one.year, one.number, one.title, one.decided_on, address)
