"""A wall as the tests find it: kept since New Year's Day, with the company's service prices on it."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from courtyard.conftest import MONDAY_9AM, Court
from courtyard.core.disclosures import Row
from courtyard.disclosure.actions.publications import Publishing, correct, publish
from courtyard.disclosure.actions.questions import Asking, question
from courtyard.disclosure.actions.walls import open_wall
from courtyard.disclosure.models import Publication, Question, Wall
from courtyard.disclosure.queries.wall import Known, known_of
from courtyard.people.models import CLERK, Person
from courtyard.places.models import Estate

NEW_YEAR = date(2026, 1, 1)
REVENUE = "D10:2026-Q3"
"""The accounts of public revenue of April to June: due on 15 July."""
FEES = (Row("r00001", "停车费", {"fen": 38_400_00}, "4月到6月"), Row("r00002", "电梯广告", {"fen": 6_200_00}))


def wall(court: Court, since: date = NEW_YEAR, estate: Estate | None = None) -> Wall:
    return open_wall(estate or court.estate, since=since, by=CLERK, at=MONDAY_9AM)


def told(key: str = REVENUE, rows: Sequence[Row] = FEES, **more: Any) -> Publishing:
    given: dict[str, Any] = {"key": key, "rows": rows, "without_personal_data": True}
    return Publishing(**(given | more))


def published(court: Court, key: str = REVENUE, *, at: datetime = MONDAY_9AM, **more: Any) -> Publication:
    by = more.pop("by", court.zhu)
    return publish(court.estate, told(key, **more), by=by, at=at)


def corrected(court: Court, one: Publication, fen: int, *, at: datetime = MONDAY_9AM, **more: Any) -> Publication:
    rows = (Row("r00001", "停车费", {"fen": fen}, "4月到6月"), FEES[1])
    given: dict[str, Any] = {"reason": "停车费少算了一笔", "by": court.zhu}
    return correct(one.pk, told(one.key, rows), at=at, **(given | more))


def asked(court: Court, one: Publication, words: str = "停车费为什么多了？", **more: Any) -> Question:
    by: Person = more.pop("by", court.lin)
    row = more.pop("row", "r00001")
    return question(Asking(publication=one.pk, row=row, words=words, **more), by=by, at=MONDAY_9AM)


def known(court: Court, at: datetime = MONDAY_9AM) -> Known:
    return known_of(court.estate, at)
