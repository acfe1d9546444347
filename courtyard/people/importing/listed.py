"""Names that several persons of an estate have, and nobody has said yet whether they are one."""

from collections import defaultdict
from datetime import date
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q

from courtyard.people.importing.namesakes import Entry, Group, group
from courtyard.people.models import Person, Tenure
from courtyard.places.models import Estate

NAMES_A_PAGE = 20
PERSONS_SHOWN = 40


def groups(estate: Estate, day: date, after: str = "") -> tuple[list[Group], str]:
    """A page of groups in the order of names, and after which name the next page begins, or ""."""
    held = Tenure.objects.on(day).filter(estate=estate, person=OuterRef("pk"))
    here = Person.objects.real().filter(Exists(held))
    counted = (
        here.filter(name__gt=after)
        .values("name")
        .annotate(several=Count("pk"), open=Count("pk", filter=Q(told_apart_at__isnull=True)))
    )
    rows = counted.filter(several__gt=1, open__gt=0).order_by("name").values_list("name", flat=True)
    names = list(rows[: NAMES_A_PAGE + 1])
    entries = _entries(estate, day, names[:NAMES_A_PAGE])
    more = names[NAMES_A_PAGE - 1] if len(names) > NAMES_A_PAGE else ""
    return [group(entries[name][:PERSONS_SHOWN]) for name in names[:NAMES_A_PAGE]], more


def _entries(estate: Estate, day: date, names: list[str]) -> dict[str, list[Entry]]:
    """Each person once, with the first of their homes."""
    held = Tenure.objects.on(day).filter(estate=estate, person__name__in=names, person__erased_at__isnull=True)
    rows = held.select_related("person", "home__building", "home__entrance").order_by("since", "pk")
    found: dict[str, dict[Any, Entry]] = defaultdict(dict)
    for one in rows:
        person = one.person
        entry = Entry(person.pk.hex, person.name, one.home.label, "", person.phone, person.id_hash, person.pk)
        found[person.name].setdefault(person.pk, entry)
    return {name: list(persons.values()) for name, persons in found.items()}
