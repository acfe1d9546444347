"""How companies are found: by name and by code, by everybody who signs in."""

from collections.abc import Collection, Iterator, Sequence
from datetime import datetime
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext, gettext_lazy

from courtyard.people.models import Person
from courtyard.search.registers import EVERYBODY, Hit, Searchable, Words
from courtyard.services.events import companies as events
from courtyard.services.models import Company


def words(ids: Collection[UUID]) -> Iterator[Words]:
    for one in Company.objects.filter(pk__in=ids):
        yield Words(one.pk, one.registered_at, one.name, one.credit_code, (EVERYBODY,))


def every(after: UUID | None, most: int) -> Sequence[UUID]:
    rest = Company.objects.filter(pk__gt=after) if after else Company.objects.all()
    return list(rest.order_by("pk").values_list("pk", flat=True)[:most])


def reach(person: Person, at: datetime) -> Collection[str]:
    return (EVERYBODY,)


def visible(person: Person, at: datetime, ids: Collection[UUID]) -> Iterator[Hit]:
    for one in Company.objects.filter(pk__in=ids):
        note = gettext("taken off the register") if one.closed_on else gettext("property company")
        link = reverse("services:company", args=[one.pk])
        yield Hit(one.pk, one.registered_at, one.name, link, one.credit_code, note)


SEARCHABLE = Searchable(
    name="companies",
    label=gettext_lazy("Property companies"),
    icon="home",
    events=frozenset(event.NAME for event in (events.CompanyRegistered, events.CompanyCorrected, events.CompanyClosed)),
    words=words,
    every=every,
    reach=reach,
    visible=visible,
    order=60,
)
