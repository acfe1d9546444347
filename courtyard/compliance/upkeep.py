"""Keeps what was found, estate by estate: rebuildable, no right rests on it."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from courtyard.compliance.gathering import gather
from courtyard.compliance.looking import OWED, holds, row_of
from courtyard.compliance.models import Excuse, Finding, Looked
from courtyard.core.compliance import evaluate
from courtyard.duties.models import Duty
from courtyard.places.models import Estate
from courtyard.places.rules import rules_of

AT_ONCE = 500
Key = tuple[str, str]
KEPT = ("severity", "bearer", "since", "fields", "says", "key")


@dataclass(frozen=True, slots=True)
class Change:
    """What came and what went in an estate since it was looked at last, as far as duties go with it."""

    estate: Estate
    came: Sequence[Finding]
    went: Sequence[str]


def look(estates: Collection[Estate], on: date, at: datetime) -> list[Change]:
    """Look at these estates as of a day and keep what is found. Says for which findings duties begin and end."""
    facts = gather(estates, on)
    kept, excuses, covered = _kept(estates), _excuses(estates, on), _covered(estates)
    rows, gone, changes, looked = [], [], [], []
    for estate in estates:
        before = kept.get(estate.pk, {})
        now = {
            (one.check_id, one.subject): one
            for one in (
                row_of(estate, found, excuses, covered)
                for found in evaluate(facts[estate.pk], rules_of(estate), on)
            )
        }  # fmt: skip
        rows += [one for key, one in now.items() if key not in before or _differs(one, before[key])]
        gone += [one.pk for key, one in before.items() if key not in now]
        changes.append(_change(estate, before, now))
        looked.append(_looked(estate, now, excuses, on, at))
    with transaction.atomic():
        Finding.objects.filter(pk__in=gone).delete()
        Finding.objects.bulk_create(
            rows, update_conflicts=True, unique_fields=["estate", "check_id", "subject"], update_fields=list(KEPT),
            batch_size=AT_ONCE,
        )  # fmt: skip
        Looked.objects.bulk_create(
            looked, update_conflicts=True, unique_fields=["estate"],
            update_fields=["on", "at", "breaches", "warnings", "infos", "excused"], batch_size=AT_ONCE,
        )  # fmt: skip
    return [one for one in changes if one.came or one.went]


def _kept(estates: Collection[Estate]) -> dict[UUID, dict[Key, Finding]]:
    found: dict[UUID, dict[Key, Finding]] = {}
    for one in Finding.objects.filter(estate__in=[estate.pk for estate in estates]):
        found.setdefault(one.estate_id, {})[one.check_id, one.subject] = one
    return found


def _excuses(estates: Collection[Estate], on: date) -> dict[tuple[UUID, str, str], Excuse]:
    """The excuse that stood last for each thing; whether it holds is a question of its end."""
    rows = Excuse.objects.filter(estate__in=[estate.pk for estate in estates]).order_by("excused_at")
    return {(one.estate_id, one.check_id, one.subject): one for one in rows}


def _covered(estates: Collection[Estate]) -> set[tuple[UUID | None, str, str]]:
    """What is owed there already: a step by its name, other things by what they are about."""
    steps = Q(kind="committee.step") | Q(kind__in=set(OWED.values()))
    rows = Duty.objects.open().filter(steps, estate__in=[estate.pk for estate in estates])
    found: set[tuple[UUID | None, str, str]] = set()
    for estate, kind, key, about in rows.values_list("estate", "kind", "key", "about"):
        name = key.split(":")[1] if kind == "committee.step" and ":" in key else key
        found |= {(estate, kind, name), (estate, kind, str(about))}
    return found


def _differs(one: Finding, before: Finding) -> bool:
    return any(getattr(one, name) != getattr(before, name) for name in KEPT)


def _change(estate: Estate, before: Mapping[Key, Finding], now: Mapping[Key, Finding]) -> Change:
    keys = {one.key for one in before.values() if one.key}
    came = [one for one in now.values() if one.key and one.key not in keys]
    still = {one.key for one in now.values()}
    return Change(estate, came, [key for key in sorted(keys) if key not in still])


def _looked(
    estate: Estate, now: Mapping[Key, Finding], excuses: Mapping[tuple[UUID, str, str], Excuse], on: date, at: datetime
) -> Looked:
    excused = {key for key in now if holds(excuses.get((estate.pk, *key)), on)}
    counted = [one.severity for key, one in now.items() if key not in excused]
    return Looked(
        estate=estate, on=on, at=at, breaches=counted.count("breach"), warnings=counted.count("warning"),
        infos=counted.count("info"), excused=len(excused),
    )  # fmt: skip
