"""A batch of estates and the day they are looked at."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TypeVar
from uuid import UUID
from zoneinfo import ZoneInfo

from courtyard.places.models import Estate

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Batch:
    """Estates, and until which day (its end included) what happened in them is looked at."""

    estates: Mapping[UUID, Estate]
    on: date

    @property
    def ids(self) -> Collection[UUID]:
        return self.estates.keys()

    def day(self, estate: UUID, moment: datetime | None) -> date | None:
        """The estate's day of a moment; nothing of what came after the day that is asked about."""
        if moment is None:
            return None
        return self.by(moment.astimezone(ZoneInfo(self.estates[estate].node.zone)).date())

    def by(self, day: date | None) -> date | None:
        """A day, unless it is still to come."""
        return day if day is not None and day <= self.on else None

    @property
    def end(self) -> datetime:
        """The end of the day, in the zone of the first estate: good enough to leave out what is far ahead."""
        zone = next((one.node.zone for one in self.estates.values()), "UTC")
        return datetime.combine(self.on + timedelta(days=1), time(0), ZoneInfo(zone))


def gathered(rows: Iterable[tuple[UUID, T]]) -> dict[UUID, list[T]]:
    """Things by their estate, in the order in which they come."""
    found: dict[UUID, list[T]] = {}
    for estate, thing in rows:
        found.setdefault(estate, []).append(thing)
    return found
