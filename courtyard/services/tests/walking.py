"""Rounds for tests: yan goes for the owners' committee of Plum Court, under the contract in force."""

import hashlib
from datetime import datetime, timedelta
from io import BytesIO
from typing import Any
from uuid import UUID

from courtyard.cases.pictures import Kept, read
from courtyard.cases.tests.burst import picture
from courtyard.cases.upkeep import keep
from courtyard.conftest import MONDAY_9AM, Court
from courtyard.people.models import Office, Person
from courtyard.people.tests import build as people
from courtyard.places.models import Estate
from courtyard.services.actions.findings import Seen, Shot, add_photo, record_finding
from courtyard.services.actions.rounds import Begin, begin_round, finish_round
from courtyard.services.models import Finding, FindingPhoto, Item, Round
from courtyard.services.tests import build

MINUTE = timedelta(minutes=1)
WRONG = "箱门前放了鞋柜，只能开一半。"


def supervisor(court: Court) -> Person:
    one = people.person("薇观澜", court.estate.node)
    people.office(one, court.estate.node, Office.Kind.SUPERVISOR)
    return one


def begun(court: Court, *, by: Person | None = None, body: str = "ye", at: datetime = MONDAY_9AM, **more: Any) -> Round:
    """Of all ten items, unless `more` says of which fields or in which building. Without a contract there is none."""
    return begin_round(Begin(estate=more.pop("estate", court.estate), body=body, **more), by=by or court.yan, at=at)


def items_of(one: Round) -> list[Item]:
    return [Item.objects.get(pk=key) for key in one.items]


def found(
    one: Round, item: Item, outcome: str = "pass", note: str = "", *, at: datetime = MONDAY_9AM + MINUTE,
    by: Person | None = None, **more: Any,
) -> Finding:  # fmt: skip
    seen = Seen(item=item.pk, outcome=outcome, note=note, seen_at=more.pop("seen_at", at), **more)
    return record_finding(one.pk, seen, by=by or one.person, at=at)


def jpeg(*sides: int) -> BytesIO:
    return picture(*(sides or (64, 48)))


def kept(estate: Estate, file: BytesIO | None = None, at: datetime = MONDAY_9AM) -> Kept:
    file = file or jpeg()
    return keep(estate.pk, read(file, "门.jpg", file.getbuffer().nbytes), at)


def shot(one: Round, item: Item, file: BytesIO | None = None, **more: Any) -> Shot:
    file = file or jpeg()
    digest = hashlib.sha256(file.getvalue()).hexdigest()
    return Shot(item=item.pk, file=kept(one.estate, file), sent_sha256=digest, **more)


def photo(one: Round, item: Item, *, by: Person | None = None, **more: Any) -> FindingPhoto:
    return add_photo(one.pk, shot(one, item, **more), by=by or one.person, at=MONDAY_9AM + MINUTE)


def finished(court: Court, *, at: datetime = MONDAY_9AM, fails: int = 1, **more: Any) -> Round:
    """All items looked at; the first `fails` fail, the others pass."""
    one = begun(court, at=at, **more)
    for place, item in enumerate(items_of(one)):
        outcome, note = ("fail", WRONG) if place < fails else ("pass", "")
        found(one, item, outcome, note, at=at + MINUTE)
    return finish_round(one.pk, by=one.person, at=at + 2 * MINUTE)


def contract(court: Court, **more: Any) -> None:
    build.contract(court, **more)


def ids(rows: dict[UUID, UUID]) -> str:
    return "{" + ",".join(f'"{key}":"{item}"' for key, item in rows.items()) + "}"
