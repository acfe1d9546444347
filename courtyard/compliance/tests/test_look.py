"""What is found is kept, owes a duty, ends with its cause, and can be called a false alarm until a day."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.timezone import now

from courtyard.compliance import actions, chores, queries, upkeep
from courtyard.compliance.actions import Alarm
from courtyard.compliance.models import Excuse, Finding, Looked
from courtyard.compliance.tests import build
from courtyard.compliance.tests.build import DAY, TODAY, found, look, owed
from courtyard.conftest import MONDAY_9AM, Court
from courtyard.core.errors import NotAllowed
from courtyard.duties.models import Duty
from courtyard.people.models import CLERK, Person

OVER = TODAY - 10 * DAY


def alarm(court: Court, **given: Any) -> Alarm:
    one = Finding.objects.get(estate=court.estate, check_id="C03")
    whole: dict[str, Any] = {"finding": one.pk, "words": "选举已经办完，结果这周补录。", "until": TODAY + 30 * DAY}
    return Alarm(**(whole | given))


def test_a_term_that_is_over_is_found_and_owed_once(court: Court) -> None:
    build.term(court, OVER)

    look(court)
    look(court)

    assert "C03" in found(court)
    assert owed(court, "C03").is_open()
    assert Looked.objects.get(pk=court.estate.pk).breaches >= 1


def test_of_what_nobody_looks_at_no_page_says_that_it_is_in_order(court: Court) -> None:
    health = queries.health(court.estate, TODAY, kept=False)

    named = {rule.key for rule in health.in_order}
    assert {"C20", "C44"} <= named
    assert not named & queries.OF_BOOKS


def test_what_is_in_order_again_is_discharged(court: Court) -> None:
    one = build.term(court, OVER)
    look(court)
    one.ends_on = TODAY + 900 * DAY
    one.save(update_fields=["ends_on"])

    look(court, MONDAY_9AM + DAY)

    assert "C03" not in found(court)
    assert owed(court, "C03").done_by_id == CLERK.pk


def test_another_day_is_reckoned_and_nothing_kept(court: Court) -> None:
    build.term(court, TODAY + 10 * DAY)
    look(court)

    then = queries.health(court.estate, TODAY + 20 * DAY, kept=False)

    assert "C03" in {row.rule.key for row in then.alarms}
    assert "C03" not in found(court)


def test_looking_takes_as_many_questions_for_two_estates_as_for_one(court: Court) -> None:
    build.term(court, OVER)
    look(court)
    chores.look([court.other], MONDAY_9AM)
    with CaptureQueriesContext(connection) as one:
        upkeep.look([court.estate], TODAY, MONDAY_9AM)
    with CaptureQueriesContext(connection) as two:
        upkeep.look([court.estate, court.other], TODAY, MONDAY_9AM)

    assert len(two) == len(one)


def test_a_false_alarm_is_silent_until_its_end_and_then_alarms_again(court: Court) -> None:
    build.term(court, OVER)
    look(court)

    actions.excuse_finding(court.estate.pk, alarm(court), by=court.shi, at=MONDAY_9AM)
    look(court)
    silent = queries.health(court.estate, TODAY, kept=True)
    later = MONDAY_9AM + 31 * DAY
    chores.end_excuses(later)
    look(court, later)

    assert "C03" in {row.rule.key for row in silent.excused}
    assert Looked.objects.get(pk=court.estate.pk).excused == 0
    duties = Duty.objects.filter(estate=court.estate, key__startswith="C03:").order_by("owed_at")
    assert [duty.state(later).value for duty in duties] == ["excused", "open"]


@pytest.mark.parametrize("name", ["lin", "yan", "zhu", "bai", "desk", "far", "jie"])
def test_nobody_below_calls_it_false_and_nobody_excuses_themselves(court: Court, name: str) -> None:
    build.term(court, OVER)
    look(court)

    with pytest.raises(NotAllowed):
        actions.excuse_finding(court.estate.pk, alarm(court), by=getattr(court, name), at=MONDAY_9AM)

    assert not Excuse.objects.exists()


@pytest.mark.parametrize(
    ("given", "refusal"),
    [
        ({"words": " "}, actions.NoReason),
        ({"until": TODAY}, actions.BadEnd),
        ({"until": TODAY + timedelta(days=367)}, actions.BadEnd),
    ],
)
def test_a_false_alarm_needs_a_reason_and_an_end(court: Court, given: dict[str, Any], refusal: type[Exception]) -> None:
    build.term(court, OVER)
    look(court)

    with pytest.raises(refusal):
        actions.excuse_finding(court.estate.pk, alarm(court, **given), by=court.shi, at=MONDAY_9AM)


def test_excused_twice_is_refused_and_sent_twice_is_once(court: Court) -> None:
    build.term(court, OVER)
    look(court)
    first = alarm(court)
    actions.excuse_finding(court.estate.pk, first, by=court.shi, at=MONDAY_9AM)

    actions.excuse_finding(court.estate.pk, first, by=court.shi, at=MONDAY_9AM)
    with pytest.raises(actions.ExcusedAlready):
        actions.excuse_finding(court.estate.pk, alarm(court), by=court.shi, at=MONDAY_9AM)

    assert Excuse.objects.count() == 1


def test_whoever_excused_it_lets_it_alarm_again_and_nobody_below(court: Court) -> None:
    build.term(court, OVER)
    look(court)
    one = actions.excuse_finding(court.estate.pk, alarm(court), by=court.shi, at=MONDAY_9AM)

    with pytest.raises(NotAllowed):
        actions.end_excuse(one.pk, by=court.yan, at=MONDAY_9AM)
    actions.end_excuse(one.pk, by=court.shi, at=MONDAY_9AM)

    assert Excuse.objects.get().ended_at == MONDAY_9AM


def read(person: Person, address: str) -> str:
    client = Client()
    client.force_login(person)
    answer = client.get(address)
    assert answer.status_code == 200, address
    return answer.content.decode()


def test_the_health_page_says_what_is_wrong_by_which_article(court: Court) -> None:
    build.term(court, date.today() - 10 * DAY)  # noqa: DTZ011 -- the page looks at the clock
    chores.look([court.estate], now())

    page = read(court.lin, f"/e/{court.estate.code}/health/")

    assert "上海市住宅物业管理规定第二十条" in page
    assert court.lin.name not in page.replace(f"{court.lin.name}</bdi>", "")


def test_whoever_belongs_elsewhere_does_not_find_it(court: Court) -> None:
    client = Client()
    client.force_login(court.far)

    assert client.get(f"/e/{court.estate.code}/health/").status_code == 404


def test_the_estates_of_a_place_stand_with_the_worst_first(court: Court) -> None:
    build.term(court, OVER)
    chores.look([court.estate, court.other], MONDAY_9AM)

    rows, more = queries.worst(court.subdistrict, "")

    assert [row.estate_id for row in rows] == [court.estate.pk, court.other.pk]
    assert more == ""
    assert court.estate.node.name in read(court.jie, f"/tree/{court.subdistrict.code}/health/")
