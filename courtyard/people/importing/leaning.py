"""What by now leans on an import, so that it can no longer be taken back."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.translation import ngettext

from courtyard.people.models import Import, Office, Person, PrintedCode, Representative, SignInName, Tenure
from courtyard.people.registers import dependents
from courtyard.places.models import Home


def leaning(upload: Import) -> list[str]:
    """Each kind of thing with how many there are; empty while the import can be taken back."""
    own = [says for count, says in _own(upload) if count]
    counted = ((one, one.count(upload.estate_id, upload.pk)) for one in dependents)
    return own + [str(one.says).format(n=count) for one, count in counted if count]


def _own(upload: Import) -> Iterator[tuple[int, str]]:
    made: Mapping[str, int] = upload.summary["made"]
    homes = made["homes"] - Home.objects.filter(estate=upload.estate_id, batch=upload.pk).count()
    homes += made["areas"] - Home.objects.filter(estate=upload.estate_id, area_batch=upload.pk).count()
    yield _counted(homes, lambda n: ngettext("{n} home corrected since", "{n} homes corrected since", n))
    changed = made["tenures"] - _untouched(upload).count()
    yield _counted(changed, lambda n: ngettext("{n} ownership changed since", "{n} ownerships changed since", n))
    later = Tenure.objects.filter(Q(home__batch=upload.pk) | Q(person__batch=upload.pk)).exclude(batch=upload.pk)
    yield _counted(later.count(), lambda n: ngettext("{n} resident added since", "{n} residents added since", n))
    codes = PrintedCode.objects.filter(_of(upload.pk), used_at__isnull=False)
    yield _counted(codes.count(), lambda n: ngettext("{n} printed code used", "{n} printed codes used", n))
    accounts = _count(SignInName, upload.pk) + (made["persons"] - _persons(upload).count())
    yield _counted(
        accounts,
        lambda n: ngettext(
            "{n} person has signed in or changed since", "{n} people have signed in or changed since", n
        ),
    )
    offices = _count(Office, upload.pk) + _count(Representative, upload.pk)
    yield _counted(offices, lambda n: ngettext("{n} office or representation", "{n} offices or representations", n))


def _untouched(upload: Import) -> "QuerySet[Tenure]":
    """As the import left them: of several owners none votes yet."""
    held = Tenure.objects.filter(estate=upload.estate_id, batch=upload.pk, until=None, confirmed_at=None)
    return held.exclude(kind=Tenure.Kind.CO_OWNER, votes=True)


def _persons(upload: Import) -> "QuerySet[Person]":
    persons: QuerySet[Person] = Person.objects.filter(batch=upload.pk, erased_at=None, erasure_asked_at=None)
    return persons


def _of(batch: UUID) -> Q:
    return Q(home__batch=batch) | Q(person__batch=batch)


def _count(model: Any, batch: UUID) -> int:
    count: int = model.objects.filter(person__batch=batch).count()
    return count


def _counted(count: int, says: Callable[[int], str]) -> tuple[int, str]:
    return count, says(count).format(n=count)
