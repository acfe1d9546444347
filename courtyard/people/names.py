"""Names beside lines of the record: office holders by name, everybody else masked, oneself as “you”."""

from collections.abc import Collection, Mapping
from uuid import UUID

from django.http import HttpRequest
from django.utils.translation import gettext, pgettext

from courtyard.core.masking import masked_name
from courtyard.people.models import CLERK_ID, Office, Person


def names(ids: Collection[UUID], request: HttpRequest) -> Mapping[UUID, str]:
    """At most two queries, whatever the number of people."""
    people = Person.objects.filter(pk__in=ids).values_list("pk", "name", "erased_at")
    known = {pk: gettext("(erased)") if erased else name for pk, name, erased in people}
    holders = set(Office.objects.filter(person__in=known).values_list("person", flat=True))
    shown = {pk: name if pk in holders else masked_name(name) for pk, name in known.items()}
    mine = {request.user.pk: pgettext("who did it", "you")} if request.user.pk in known else {}
    clerk = {CLERK_ID: gettext("Courtyard, automatically")} if CLERK_ID in known else {}
    return shown | clerk | mine
