"""Bookkeeping and rebuildable rows of this app: the clerk's own row, attempts, the language somebody reads in."""

from datetime import datetime, timedelta
from typing import Any

from django.contrib.sessions.models import Session
from django.db import transaction
from django.db.models import Q
from django.utils.crypto import salted_hmac

from courtyard.core.errors import TooMany
from courtyard.people.models import CLERK, Attempt, NameCorrection, Person, PrintedCode

BATCH = 500


def keep_the_clerk(**kwargs: Any) -> None:
    """After each migration (and each emptied test database) the clerk is there."""
    Person.objects.get_or_create(pk=CLERK.pk, defaults={"kind": CLERK.kind, "name": CLERK.name})


def count_attempt(what: str, value: str, *, at: datetime, most: int, within: timedelta) -> None:
    """Count one more try of `what` ("name", "address") on `value`. Raises TooMany beyond `most`.

    The value is kept as a keyed hash: people type passwords into the wrong field.
    """
    key = f"{what}:{_hashed(value)}"
    with transaction.atomic():
        row = _locked(key, at)
        if row.since <= at - within:
            row.count, row.since = 0, at
        row.count += 1
        row.save(update_fields=["count", "since"])
    if row.count > most:
        raise TooMany(minutes=max(1, -((at - row.since - within) // timedelta(minutes=1))))


def _locked(key: str, at: datetime) -> Attempt:
    """The row of a key, made where there is none. Whoever gets in at this moment may take it away once more."""
    row = None
    while row is None:
        Attempt.objects.bulk_create([Attempt(key=key, since=at)], ignore_conflicts=True)
        row = Attempt.objects.select_for_update(no_key=True).filter(key=key).first()
    return row


def forget_attempts(what: str, value: str) -> None:
    """It went well: the next slip of the finger counts from nought."""
    Attempt.objects.filter(key=f"{what}:{_hashed(value)}").delete()


def _hashed(value: str) -> str:
    return salted_hmac("people.attempt", value, algorithm="sha256").hexdigest()


def remember_reading(person: Person, language: str, *, large: bool) -> None:
    """Letters and e-mails are written in the language somebody last read in; 大字 follows them to a new device."""
    if (person.language, person.large_text) != (language, large):
        Person.objects.filter(pk=person.pk).update(language=language, large_text=large)


def sweep(table: str, before: datetime) -> bool:
    """Delete a batch of what is kept no longer. Says whether more is waiting."""
    rows = {
        "attempts": Attempt.objects.filter(since__lt=before),
        "codes": PrintedCode.objects.filter(Q(expires_at__lt=before) | Q(used_at__lt=before) | Q(ended_at__lt=before)),
        "sessions": Session.objects.filter(expire_date__lt=before),
        "corrections": NameCorrection.objects.filter(settled_at__lt=before),
    }[table]
    keys = list(rows.order_by("pk").values_list("pk", flat=True)[:BATCH])
    rows.filter(pk__in=keys).delete()
    return len(keys) == BATCH
