"""A person's inbox, an estate's board, and what the ledger of deliveries says in figures."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Count, Prefetch

from courtyard.notify.models import BoardNotice, Choice, Delivery, How, Notice
from courtyard.notify.registers import NoticeKind, channels, kinds
from courtyard.notify.wording import say
from courtyard.people.models import Person
from courtyard.places.models import Estate

PAGE = 25
COUNTED_UP_TO = 100
BOARD_MAX = 50


def count_unread(person: Person) -> int:
    return Notice.objects.filter(person=person).unread().order_by()[:COUNTED_UP_TO].count()


@dataclass(frozen=True, slots=True)
class Told:
    """One notice as its reader finds it: the sentence, and by what it reached them."""

    notice: Notice
    says: str
    deliveries: Sequence[Delivery]


def inbox(person: Person, now: datetime, after: str = "") -> tuple[list[Told], str]:
    """A page of somebody's notices, newest first, and the cursor of the next; two queries."""
    theirs = Notice.objects.filter(person=person).prefetch_related(
        Prefetch("deliveries", Delivery.objects.order_by("pk"))
    )
    place = _read(after)
    if place:
        theirs = theirs.filter(pk__lt=place)
    rows = list(theirs.order_by("-pk")[: PAGE + 1])
    more = rows[PAGE - 1].pk.hex if len(rows) > PAGE else ""
    return [Told(one, say(one, now), list(one.deliveries.all())) for one in rows[:PAGE]], more


def _read(text: str) -> UUID | None:
    try:
        return UUID(text) if text else None
    except ValueError:
        return None


def choices_of(person: Person) -> list[tuple[NoticeKind, str]]:
    """Every kind, with how this person is told of it."""
    chosen = dict(Choice.objects.filter(person=person).values_list("kind", "how"))
    return [(kind, How.NOW if kind.urgent else chosen.get(kind.name, kind.default)) for kind in kinds]


def reached_by(person: Person) -> list[Any]:
    """The channels by which this person can be reached."""
    return [channel.label for channel in channels if channel.can_reach(person)]


def board(estate: Estate, today: date) -> list[BoardNotice]:
    """What hangs on the board, newest first."""
    hanging = BoardNotice.objects.filter(estate=estate, taken_down_at__isnull=True, until__gte=today)
    return list(hanging.order_by("-posted_at", "-pk")[:BOARD_MAX])


@dataclass(frozen=True, slots=True)
class Ledger:
    """Of one board notice: how many were told, how many read it, and how many each channel reached or did not."""

    notice: BoardNotice
    told: int
    read: int
    by_channel: Mapping[str, Mapping[str, int]]


def ledger(estate: Estate) -> list[Ledger]:
    """The last board notices with their figures; nobody's name or address. Three queries."""
    notices = list(BoardNotice.objects.filter(estate=estate).order_by("-posted_at", "-pk")[:20])
    ids = [one.pk for one in notices]
    told = Notice.objects.filter(about__in=ids).values("about").annotate(n=Count("pk"), read=Count("read_at"))
    people = {row["about"]: (row["n"], row["read"]) for row in told}
    sent: dict[UUID, dict[str, dict[str, int]]] = {}
    counted = Delivery.objects.filter(notice__about__in=ids).values("notice__about", "channel", "state")
    for row in counted.annotate(n=Count("pk")):
        sent.setdefault(row["notice__about"], {}).setdefault(row["channel"], {})[row["state"]] = row["n"]
    return [Ledger(one, *people.get(one.pk, (0, 0)), sent.get(one.pk, {})) for one in notices]
