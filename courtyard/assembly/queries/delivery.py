"""What of the notice reached whom: building by building, home by home; and who is told of it."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Count, Q

from courtyard.assembly.models import Assembly, Delivery, Head, HeadOwner, RollHome
from courtyard.people.models import Person, Representative
from courtyard.places.models import Building

HOMES_A_PAGE = 120
ROWS_AT_ONCE = 2_000


@dataclass(frozen=True, slots=True)
class Reached:
    """Of the homes that count: how many there are, how many the notice went to, and of how many there is proof."""

    name: str
    building: UUID | None
    homes: int
    sent: int
    proven: int


def reached_by_building(one: Assembly) -> list[Reached]:
    there = RollHome.objects.filter(assembly=one, head__isnull=False)
    rows = there.values("building", "building__name", "building__order").annotate(homes=Count("pk"))
    sent, proven = _reached(one, Q()), _reached(one, Q(channel__in=Delivery.PROOF))
    return [
        Reached(row["building__name"], row["building"], row["homes"], sent.get(row["building"], 0),
                proven.get(row["building"], 0))
        for row in rows.order_by("building__order", "building__name")
    ]  # fmt: skip


def _reached(one: Assembly, how: Q) -> Mapping[Any, int]:
    rows = Delivery.objects.filter(how, assembly=one).values("home__building")
    return {row["home__building"]: row["n"] for row in rows.annotate(n=Count("home", distinct=True))}


def reached(one: Assembly) -> Reached:
    """In all."""
    rows = Delivery.objects.filter(assembly=one)
    homes = RollHome.objects.filter(assembly=one, head__isnull=False).count()
    sent = rows.values("home").distinct().count()
    return Reached("", None, homes, sent, rows.filter(channel__in=Delivery.PROOF).values("home").distinct().count())


@dataclass(frozen=True, slots=True)
class HomeRow:
    """A home and what reached it, the latest last."""

    home: UUID
    label: str
    deliveries: tuple[Delivery, ...]


def homes_to_reach(one: Assembly, building: Building, after: str) -> tuple[list[HomeRow], str]:
    """A page of a building's homes in the order of the roll, and after which one the next begins."""
    rows = RollHome.objects.filter(assembly=one, building=building, head__isnull=False).order_by("pk")
    if after.isdecimal():
        rows = rows.filter(pk__gt=min(int(after), 2**62))
    page = list(rows[: HOMES_A_PAGE + 1])
    shown = page[:HOMES_A_PAGE]
    by_home: dict[UUID, list[Delivery]] = defaultdict(list)
    for delivery in Delivery.objects.filter(assembly=one, home__in=[row.home_id for row in shown]).order_by("at", "pk"):
        by_home[delivery.home_id].append(delivery)
    found = [HomeRow(row.home_id, row.label, tuple(by_home[row.home_id])) for row in shown]
    return found, str(shown[-1].pk) if len(page) > HOMES_A_PAGE else ""


def has_received(one: Assembly, heads: Sequence[Head]) -> bool:
    """Whether somebody said on the phone, for all homes of these heads, that they have the notice."""
    homes = RollHome.objects.filter(head__in=heads)
    got = Delivery.objects.filter(assembly=one, channel=Delivery.Channel.PHONE, home__in=homes.values("home"))
    return got.count() >= homes.count()


def told_of(one: Assembly, on: date) -> Iterator[UUID]:
    """Everybody on the roll; for an organisation those who act for it."""
    owners = HeadOwner.objects.filter(head__assembly=one).values_list("person", "person__kind").distinct()
    firms = []
    for person, kind in owners.iterator(chunk_size=ROWS_AT_ONCE):
        if kind == Person.Kind.LEGAL:
            firms.append(person)
        else:
            yield person
    acting = Representative.objects.filter(legal__in=firms, since__lte=on)
    yield from acting.filter(Q(until__isnull=True) | Q(until__gt=on)).values_list("person", flat=True).distinct()
