"""The cast of Plum Court, whom every test is about."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.core.management.commands import flush
from django.db import connection, transaction

from courtyard.disclosure import triggers as walls
from courtyard.money import triggers
from courtyard.people.models import Office, Person, Tenure
from courtyard.people.tests import build as people
from courtyard.places.models import Building, CommonPart, Estate, Home, Node
from courtyard.places.tests import build as places
from courtyard.trail import locks
from courtyard.trail.tests import migrated
from courtyard.trail.tests.clock import Clock
from courtyard.web.tests.browser import browser, visit

__all__ = ["browser", "visit"]

SHANGHAI = ZoneInfo("Asia/Shanghai")
MONDAY_9AM = datetime(2026, 6, 8, 9, 0, tzinfo=SHANGHAI).astimezone(UTC)
PASSWORD = "plum blossom 8"


@dataclass
class Court:
    """Plum Court, its neighbour Pine Court, and who lives and works there.

    lin owns 101; mei rents 102; desk sits for the residents' committee, yan for the owners' committee,
    zhu manages the property company and bai works for it; reg keeps the register; jie is the sub-district's
    officer and shi the city's; far owns a home in Pine Court only.
    """

    city: Node
    district: Node
    subdistrict: Node
    area: Node
    estate: Estate
    other: Estate
    building: Building
    garden: CommonPart
    home: Home
    lin: Person
    mei: Person
    desk: Person
    yan: Person
    zhu: Person
    bai: Person
    reg: Person
    jie: Person
    shi: Person
    far: Person


CAST = ("lin", "mei", "desk", "yan", "zhu", "bai", "reg", "jie", "shi", "far")
OFFICES = {
    "desk": ("estate", Office.Kind.RESIDENTS_COMMITTEE),
    "yan": ("estate", Office.Kind.OWNERS_COMMITTEE),
    "zhu": ("estate", Office.Kind.COMPANY_MANAGER),
    "bai": ("estate", Office.Kind.COMPANY_WORKER),
    "reg": ("estate", Office.Kind.REGISTRAR),
    "jie": ("subdistrict", Office.Kind.SUBDISTRICT),
    "shi": ("city", Office.Kind.CITY),
}
NAMES = {
    "lin": "林知秋", "mei": "梅若兰", "desk": "荷静文", "yan": "兰委成", "zhu": "竹经纬",
    "bai": "柏长青", "reg": "桂守册", "jie": "桑解民", "shi": "榆市安", "far": "枫远山",
}  # fmt: skip


def _cast(nodes: dict[str, Node]) -> dict[str, Person]:
    return {
        key: people.person(NAMES[key], nodes["estate"], phone=f"1390000{number:04}", password=PASSWORD)
        for number, key in enumerate(CAST, start=1)
    }


@pytest.fixture
def court(db: Any) -> Court:
    return plum_court()


def plum_court() -> Court:
    nodes = places.tree()
    estate = places.estate(nodes["area"])
    other = places.estate(nodes["area"], "pine", "松苑小区", "Pine Court")
    nodes["estate"] = estate.node
    house, elsewhere = places.building(estate), places.building(other, homes=1)
    cast = _cast(nodes)
    homes = list(house.homes.order_by("name"))
    people.tenure(cast["lin"], homes[0])
    people.tenure(cast["mei"], homes[1], Tenure.Kind.TENANT)
    people.tenure(cast["far"], elsewhere.homes.get())
    for key, (place, kind) in OFFICES.items():
        people.office(cast[key], nodes[place], kind)
    return Court(
        nodes["city"], nodes["district"], nodes["subdistrict"], nodes["area"], estate, other,
        house, places.common_part(estate), homes[0], **cast,
    )  # fmt: skip


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings: None, django_db_blocker: Any) -> Callable[[], None]:
    """Before the database is created; what it gives is called when it is there."""
    with django_db_blocker.unblock():
        return migrated.begin()


@pytest.fixture(scope="session")
def django_db_setup(
    django_db_modify_db_settings: Callable[[], None], django_db_setup: None, django_db_blocker: Any
) -> Iterator[None]:
    with django_db_blocker.unblock():
        django_db_modify_db_settings()
    yield
    with django_db_blocker.unblock():
        migrated.send_others_away()


def _say(*statements: Callable[[str], list[str]]) -> None:
    with connection.cursor() as cursor:
        for some in statements:
            for statement in some(connection.vendor):
                cursor.execute(statement)


@pytest.fixture(scope="module")
def in_one_transaction(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """For tests that only read, or undo what they do, and may share what is built for all of a file."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.fixture(autouse=True, scope="session")
def _the_record_can_be_emptied_between_tests() -> Iterator[None]:
    """Emptying a test database is the one time when the record is unlocked."""
    handle = flush.Command.handle

    def unlocked(self: flush.Command, **options: Any) -> None:
        _say(walls.unlocking, triggers.unlocking, locks.unlocking)
        handle(self, **options)
        _say(locks.locking, triggers.locking, walls.locking)

    flush.Command.handle = unlocked  # type: ignore[method-assign]
    yield
    flush.Command.handle = handle  # type: ignore[method-assign]


@pytest.fixture
def clock(court: Court, monkeypatch: pytest.MonkeyPatch) -> Clock:
    """Monday at nine, for every page, the database and the clerk, until the test goes on to another moment."""
    return Clock(monkeypatch, MONDAY_9AM)
