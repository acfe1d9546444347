"""What the desk sees beside its queue: the next request of what it looks at, and how promptly it answered this week."""

from datetime import datetime, timedelta

import pytest
from django.test import Client

from courtyard.cases import actions, queries
from courtyard.cases.models import Case
from courtyard.cases.queries import Lens
from courtyard.cases.tests import build
from courtyard.cases.tests.build import AN_HOUR_LATER, TUESDAY_9AM
from courtyard.conftest import MONDAY_9AM, SHANGHAI, Court
from courtyard.core.rulebook import Rulebook
from courtyard.people.models import Person
from courtyard.places.rules import rules_of

LAST_WEEK = MONDAY_9AM - timedelta(days=5)
WEDNESDAY_9AM = MONDAY_9AM + timedelta(days=2)


def page(person: Person, address: str) -> str:
    client = Client()
    client.force_login(person)
    return client.get(address).text


def accept(court: Court, case: Case, at: datetime) -> None:
    actions.triage(case.pk, by=court.desk, at=at, party="wu", words="收到。")


def test_the_next_request_is_one_of_those_somebody_looks_at(court: Court) -> None:
    build.filed(court, category="building")
    gate = build.filed(court, category="parking", at=AN_HOUR_LATER)

    def following(**lens: str) -> str | None:
        case = queries.next_to_triage(court.desk, court.estate, Lens(**lens), AN_HOUR_LATER)
        return case.number if case else None

    assert following() == "2606-0001"
    assert following(category="parking") == gate.number
    assert following(category="parking", group="new") == gate.number
    assert [following(category="lift"), following(group="late"), following(group="hold")] == [None, None, None]


def test_this_weeks_first_replies_are_counted_against_their_deadlines(court: Court) -> None:
    accept(court, build.filed(court, at=LAST_WEEK), LAST_WEEK)
    accept(court, build.filed(court, at=LAST_WEEK), MONDAY_9AM)
    for _ in range(2):
        accept(court, build.filed(court), AN_HOUR_LATER)
    build.filed(court)
    build.filed(court, at=TUESDAY_9AM)

    answered = queries.answered_this_week(court.estate, WEDNESDAY_9AM)

    assert (answered.in_time, answered.due, answered.percent) == (2, 4, 50)
    next_monday = datetime(2026, 6, 15, 9, 0, tzinfo=SHANGHAI)
    assert queries.answered_this_week(court.estate, next_monday).percent == 0


def test_the_desk_reads_the_figure_above_its_queue(court: Court, monkeypatch: pytest.MonkeyPatch) -> None:
    build.set_clocks(monkeypatch, TUESDAY_9AM)
    assert "本周还没有到期要答复的" in page(court.desk, "/e/plum/cases/")

    build.triaged(court)

    assert "本周按时答复100%" in page(court.desk, "/e/plum/cases/")


def test_whoever_asked_finds_the_citys_hotline_and_nobody_else(court: Court, monkeypatch: pytest.MonkeyPatch) -> None:
    build.set_clocks(monkeypatch, TUESDAY_9AM)
    case = build.triaged(court, public=True)
    address = f"/e/plum/cases/{case.number}/"

    shown = {name: "tel:12345" in page(getattr(court, name), address) for name in ("lin", "mei", "desk")}

    assert shown == {"lin": True, "mei": False, "desk": False}
    book: Rulebook = rules_of(court.estate)
    assert book.hotline == "12345"


def test_after_climbing_the_page_says_who_sees_to_it_and_why(court: Court, monkeypatch: pytest.MonkeyPatch) -> None:
    case = build.triaged(court)
    late = case.due_at + timedelta(hours=1)
    build.set_clocks(monkeypatch, late)
    address = f"/e/plum/cases/{case.number}/"
    assert "起在物业手上" in page(court.lin, address)
    assert "召集人在督办" not in page(court.lin, address)

    actions.escalate(case.pk, by=court.lin, at=late, why="asked")

    assert "召集人在督办" in page(court.lin, address)
    assert "街道在督办" not in page(court.lin, address)
    actions.escalate(case.pk, by=court.lin, at=late, why="asked")
    assert "街道在督办" in page(court.lin, address)


def test_what_ended_above_names_its_estate(court: Court) -> None:
    case = build.triaged(court)
    for _ in range(2):
        actions.escalate(case.pk, by=court.lin, at=case.due_at + timedelta(hours=1), why="asked")
    actions.withdraw(case.pk, by=court.lin, at=case.due_at + timedelta(hours=2))

    ended = page(court.jie, f"/tree/{court.subdistrict.code}/cases/").partition('id="ended"')[2]

    assert f"{court.estate.node.name}，{case.number}" in ended
