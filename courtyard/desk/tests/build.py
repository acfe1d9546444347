"""The office of Plum Court for tests: shifts, log entries, questions and tasks through the real deeds."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from courtyard.conftest import MONDAY_9AM, Court
from courtyard.desk import actions
from courtyard.desk.actions import Entry, Offer, Query, Rota
from courtyard.desk.models import LogEntry, Question, Shift, Task
from courtyard.people.models import Office, Person
from courtyard.people.tests import build as people

TOMORROW_9AM = MONDAY_9AM + timedelta(days=1)
CLOCKS = ("desk.views.roster", "desk.views.log", "desk.views.stuck", "desk.views.voices", "desk.frame", "web.context")


def set_clocks(monkeypatch: pytest.MonkeyPatch, moment: datetime) -> None:
    for module in CLOCKS:
        monkeypatch.setattr(f"courtyard.{module}.now", lambda: moment)


def a_rota(court: Court, **more: Any) -> Rota:
    given: dict[str, Any] = {
        "estate": court.estate,
        "party": "ju",
        "person": court.desk,
        "starts_at": TOMORROW_9AM,
        "ends_at": TOMORROW_9AM + timedelta(hours=2),
        "place": "1号楼底层",
    }
    return Rota(**(given | more))


def rostered(court: Court, **more: Any) -> list[Shift]:
    return actions.roster(a_rota(court, **more), by=court.desk, at=MONDAY_9AM)


def an_entry(court: Court, **more: Any) -> Entry:
    given: dict[str, Any] = {
        "estate": court.estate,
        "kind": LogEntry.Kind.PATROL,
        "parties": ["ju", "wu"],
        "happened_at": MONDAY_9AM,
        "words": "2号楼后面堆了旧家具。",
        "building": court.building,
    }
    return Entry(**(given | more))


def logged(court: Court, **more: Any) -> LogEntry:
    return actions.log(an_entry(court, **more), by=court.desk, at=MONDAY_9AM)


def supervisor(court: Court) -> Person:
    """lin looks closely on behalf of the neighbours."""
    people.office(court.lin, court.estate.node, Office.Kind.SUPERVISOR)
    return court.lin


def a_query(court: Court, **more: Any) -> Query:
    given: dict[str, Any] = {
        "estate": court.estate, "party": "wu", "title": "电梯保养记录", "words": "3号楼电梯上个月保养了几次？",
    }  # fmt: skip
    return Query(**(given | more))


def asked(court: Court, **more: Any) -> Question:
    return actions.ask(a_query(court, **more), by=supervisor(court), at=MONDAY_9AM)


def an_offer(court: Court, **more: Any) -> Offer:
    given: dict[str, Any] = {
        "estate": court.estate, "party": "ju", "title": "周六清理花园", "place": "花园门口", "starts_at": TOMORROW_9AM,
        "wanted": 2,
    }  # fmt: skip
    return Offer(**(given | more))


def offered(court: Court, **more: Any) -> Task:
    return actions.offer(an_offer(court, **more), by=court.desk, at=MONDAY_9AM)
