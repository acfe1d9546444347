"""What tests of ratings share: homes of Plum Court that rate, and the days on which they can."""

from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from courtyard.conftest import MONDAY_9AM, SHANGHAI, Court
from courtyard.core.quarters import Quarter
from courtyard.people.models import Person, Tenure
from courtyard.people.tests import build as people
from courtyard.places.models import Estate, Home
from courtyard.services.actions.ratings import Answer, rate
from courtyard.services.models import Field, Rated, Rating, Remark

NOW, BEFORE = "2026Q2", "2026Q1"
SPRING, WINTER = Quarter.of(NOW), Quarter.of(BEFORE)
CLOSED = datetime(2026, 7, 16, 9, 0, tzinfo=SHANGHAI)
"""The first day on which the second quarter of 2026 can be rated no more."""
LATE = datetime(2026, 7, 15, 23, 0, tzinfo=SHANGHAI)
ALL_FOUR = dict.fromkeys(Field.values, 4)


def answer(home: Home | UUID, **given: Any) -> Answer:
    columns: dict[str, Any] = {"quarter": NOW, "marks": ALL_FOUR}
    return Answer(home=home if isinstance(home, UUID) else home.pk, **(columns | given))


def household(court: Court, number: int = 1, use: str = Home.Use.DWELLING, estate: Estate | None = None) -> Person:
    """A home more, and its owner."""
    where = estate or court.estate
    building = court.building if estate is None else where.buildings.get()
    home = Home.objects.create(estate=where, building=building, name=f"9{number:02}", area_cm2=700_000, use=use)
    owner = people.person(f"户主{number:02}", where.node)
    people.tenure(owner, home)
    return owner


def home_of(person: Person) -> Home:
    return Home.objects.with_place().select_related("estate__node").get(tenures__person=person)


def answers(court: Court, count: int, *, at: datetime = MONDAY_9AM, start: int = 1, **given: Any) -> list[Home]:
    """So many homes more, each of which rated."""
    homes = []
    for number in range(start, start + count):
        owner = household(court, number)
        homes.append(home_of(owner))
        rate(answer(homes[-1], **given), by=owner, at=at)
    return homes


def confirmed(court: Court, person: Person) -> Person:
    Tenure.objects.filter(person=person).update(confirmed_at=MONDAY_9AM, confirmed_by=court.reg)
    vars(person).pop("standing_read", None)
    return person


def remark(court: Court, words: str = "楼道比以前干净。", **given: Any) -> Remark:
    """Words that came with a rating of the quarter before, so that they can be looked at."""
    columns: dict[str, Any] = {"estate": court.estate, "quarter": BEFORE, "words": words}
    return Remark.objects.create(**(columns | given))


def shown(court: Court, words: str = "楼道比以前干净。", **given: Any) -> Remark:
    looked = {"state": "shown", "looked_by": court.desk, "looked_at": MONDAY_9AM}
    return remark(court, words, **(looked | given))


def rated_before(court: Court, count: int, quarter: str = BEFORE, mark: int = 4) -> None:
    """So many homes that rated a quarter that is closed."""
    for number in range(count):
        home = Home.objects.create(
            estate=court.estate, building=court.building, name=f"{quarter}-{number}", area_cm2=700_000
        )
        Rated.objects.create(estate=court.estate, home=home, quarter=quarter)
        Rating.objects.create(id=uuid4(), estate=court.estate, quarter=quarter, **dict.fromkeys(Field.values, mark))
