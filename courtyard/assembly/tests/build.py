"""Votes for tests: drafted, noticed, cast and counted through the actions, in a line each."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any

from django.test import override_settings

from courtyard.assembly import actions, upkeep
from courtyard.assembly.actions import House, Plan, Text
from courtyard.assembly.models import Assembly, Ballot, Head, Motion, Official
from courtyard.assembly.rules import reply_until
from courtyard.conftest import MONDAY_9AM, Court
from courtyard.people.models import CLERK, Person
from courtyard.trail.clock import database_now

OPENS = MONDAY_9AM + timedelta(days=30)
CLOSES = OPENS + timedelta(days=10)
REPORTED = MONDAY_9AM + timedelta(hours=1)
NOTICED = MONDAY_9AM + timedelta(days=10)
DURING = OPENS + timedelta(days=1)
AFTER = CLOSES + timedelta(minutes=1)


@contextmanager
def database_at(at: datetime) -> Iterator[None]:
    """The database's clock stands about at this time, as the tests' own does."""
    with override_settings(CLOCK_SHIFT=timedelta(0)):
        shift = at - database_now()
    with override_settings(CLOCK_SHIFT=shift):
        yield


def plan(court: Court, **given: Any) -> Plan:
    whole: dict[str, Any] = {"estate": court.estate, "convener": "committee", "opens_at": OPENS, "closes_at": CLOSES}
    return Plan(**(whole | given))


def drafted(court: Court, house: House | None = None, **given: Any) -> Assembly:
    return actions.draft(plan(court, house=house or House(), **given), by=court.yan, at=MONDAY_9AM)


def motion(court: Court, one: Assembly, matter: str = "other", title: str = "更换生活水泵", **given: Any) -> Motion:
    text = Text(matter=matter, title=title, decides="换三台水泵和全部立管。", **given)
    return actions.put_motion(one.pk, text, by=court.yan, at=MONDAY_9AM)


def noticed(court: Court, house: House | None = None, matters: Sequence[str] = ("other",), **given: Any) -> Assembly:
    """Notice given; major matters were reported, and the convenor kept silent for long enough."""
    one = drafted(court, house, **given)
    for number, matter in enumerate(matters, start=1):
        motion(court, one, matter, f"第{number}件事")
    if any(m.matter != "other" for m in one.motions.all()):
        one = actions.report(one.pk, by=court.yan, at=REPORTED)
        assert reply_until(one) < NOTICED
    return actions.give_notice(one.pk, by=court.yan, at=NOTICED)


def head_of(one: Assembly, person: Person) -> Head:
    return Head.objects.get(assembly=one, owners__person=person)


def choices(one: Assembly, answer: Any = "for") -> Mapping[str, Any]:
    return {str(pk): answer for pk in one.motions.values_list("pk", flat=True)}


def cast(one: Assembly, person: Person, answer: Any = "for", at: datetime = DURING) -> Ballot:
    with database_at(at):
        return actions.cast(head_of(one, person).pk, choices(one, answer), by=person, at=at)


def official(court: Court, one: Assembly, person: Person, role: str) -> Official:
    return actions.name_official(one.pk, person=person, role=role, by=court.yan, at=NOTICED)


def closed(one: Assembly) -> Assembly:
    with database_at(AFTER):
        return actions.close(one.pk, by=CLERK, at=AFTER)


def counted(court: Court, one: Assembly) -> Assembly:
    """Closed, counted by the desk's person, checked by the keeper of the register."""
    official(court, one, court.desk, "teller")
    official(court, one, court.reg, "scrutineer")
    closed(one)
    actions.count(one.pk, by=court.desk, at=AFTER)
    return actions.check_count(one.pk, by=court.reg, at=AFTER)


def kept(court: Court, data: bytes = b"scan", ending: str = "jpg") -> upkeep.Kept:
    return upkeep.keep(court.estate.pk, data, ending, NOTICED)


def result_of(one: Motion) -> dict[str, Any]:
    """What the count came to."""
    one.refresh_from_db()
    assert one.result is not None, "it was not counted"
    return dict(one.result)
