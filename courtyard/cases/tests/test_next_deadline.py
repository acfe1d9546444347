"""Three clocks run: a first word, on site where there is danger, put right. The earliest unmet one is what is late."""

from datetime import datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from courtyard.cases import actions, chores
from courtyard.cases.actions import TooLateToPause
from courtyard.cases.course import course
from courtyard.cases.models import Case, Clock
from courtyard.cases.templatetags.cases import clock_pill
from courtyard.cases.tests import build
from courtyard.cases.tests.build import AN_HOUR_LATER, TUESDAY_9AM, said
from courtyard.conftest import MONDAY_9AM, SHANGHAI, Court

HOUR = timedelta(hours=1)
ELEVEN = MONDAY_9AM + 2 * HOUR
FRIDAY_9AM = MONDAY_9AM + timedelta(days=4)


def danger(court: Court, at: datetime = MONDAY_9AM) -> Case:
    """Bare wires: somebody has to be there within two hours."""
    return build.filed(court, urgent=True, at=at)


def accepted(court: Court) -> Case:
    return actions.triage(danger(court).pk, by=court.desk, at=AN_HOUR_LATER, party="wu", words="马上来。")


def kept(case: Case) -> datetime:
    """What the database says of the case, which must be what the case itself says."""
    case.refresh_from_db()
    assert case.next_due_at == case.next_clock[1]
    return case.next_clock[1]


def test_the_next_deadline_moves_on_as_each_clock_is_met(court: Court) -> None:
    case = danger(court)
    steps = [(case.next_clock[0], kept(case))]

    case = actions.triage(case.pk, by=court.desk, at=AN_HOUR_LATER, party="wu", words="马上来。")
    steps.append((case.next_clock[0], kept(case)))
    case = actions.attend(case.pk, by=court.bai, at=AN_HOUR_LATER + HOUR / 2, words="到了。")
    steps.append((case.next_clock[0], kept(case)))
    case = actions.resolve(case.pk, by=court.bai, at=TUESDAY_9AM, words="换好了。")

    assert steps == [(Clock.ON_SITE, ELEVEN), (Clock.ON_SITE, ELEVEN), (Clock.RESOLVED, case.due_at)]
    assert kept(case) == case.due_at


def test_a_first_word_that_is_late_is_late(court: Court) -> None:
    case = build.filed(court)
    at = datetime(2026, 6, 9, 18, 0, tzinfo=SHANGHAI)  # a working day ended half an hour ago

    chores.climb(at)

    assert case.next_clock == (Clock.FIRST_CONTACT, case.contact_due_at)
    assert case.is_late(at)
    assert kept(case) < at
    assert case.level == Case.Level.CONVENOR
    with override("en"):
        told = course(case, court.lin, at).last
    assert told
    assert told.title == "Up to the convenor: the first reply is overdue"


def test_nobody_on_site_in_time_is_late_and_says_so(court: Court, monkeypatch: pytest.MonkeyPatch) -> None:
    case = accepted(court)
    build.triaged(court)
    at = ELEVEN + HOUR
    build.set_clocks(monkeypatch, at)
    client = Client()
    client.force_login(court.desk)

    groups = client.get("/e/plum/cases/").context["groups"]
    own_page = client.get(reverse("cases:case", args=["plum", case.number])).text

    late = next(group for group in groups if group.kind.key == "late")
    assert [one.pk for one in late.page.cases] == [case.pk]
    assert "到现场超时1小时" in own_page
    with override("en"):
        assert "on site: 1 hour overdue" in clock_pill(case, at)


def test_it_climbs_once_for_each_step_whatever_clock_was_late(court: Court) -> None:
    case = accepted(court)

    chores.climb(ELEVEN + HOUR)
    actions.attend(case.pk, by=court.bai, at=ELEVEN + 2 * HOUR, words="来晚了。")
    case.refresh_from_db()
    late_again = case.due_at + HOUR
    for at in (ELEVEN + 3 * HOUR, late_again, late_again + timedelta(days=1), late_again + timedelta(days=9)):
        chores.climb(at)

    assert said(case) == ["filed", "triaged", "escalated", "attended", "escalated"]
    lines = [step.title for step in course(case, court.lin, late_again).steps if step.kind == "cases.escalated"]
    assert len(set(lines)) == 2


def test_what_is_put_right_was_visited(court: Court) -> None:
    case = accepted(court)

    case = actions.resolve(case.pk, by=court.bai, at=AN_HOUR_LATER + HOUR / 2, words="换好了。")
    returned = actions.return_(case.pk, by=court.lin, at=TUESDAY_9AM, words="又坏了。")

    assert case.on_site_at == AN_HOUR_LATER + HOUR / 2
    assert returned.next_clock == (Clock.RESOLVED, returned.due_at)
    assert kept(returned) == returned.due_at


def test_a_pause_puts_off_every_clock_that_still_runs(court: Court) -> None:
    case = accepted(court)
    at = AN_HOUR_LATER + HOUR / 2

    case = actions.pause(case.pk, by=court.bai, at=at, why="resident", until=FRIDAY_9AM, words="周五才有人在家。")

    assert case.on_site_due_at == FRIDAY_9AM + HOUR / 2
    assert kept(case) == FRIDAY_9AM + HOUR / 2
    case = actions.resume(case.pk, by=court.bai, at=at + HOUR, words="有人在家了。")
    assert kept(case) == ELEVEN + HOUR


def test_nobody_rests_who_should_be_there(court: Court) -> None:
    case = accepted(court)

    with pytest.raises(TooLateToPause):
        actions.pause(case.pk, by=court.bai, at=ELEVEN + HOUR, why="parts", until=FRIDAY_9AM, words="等配件。")


def test_the_resident_takes_up_what_nobody_came_for(court: Court) -> None:
    case = accepted(court)

    case = actions.escalate(case.pk, by=court.lin, at=ELEVEN + HOUR, why="asked", words="没人来。")

    assert case.level == Case.Level.CONVENOR


@pytest.mark.parametrize("state", ["resolved", "closed"])
def test_what_is_done_was_late_only_if_it_was_put_right_late(court: Court, state: str) -> None:
    case = actions.resolve(accepted(court).pk, by=court.bai, at=ELEVEN + HOUR, words="换好了。")
    if state == "closed":
        case = actions.confirm(case.pk, by=court.lin, at=TUESDAY_9AM, rating=4)

    assert not case.is_late(case.due_at + timedelta(days=9))
    assert kept(case) == case.due_at
