"""A calendar of duties behind a secret address, for the program on one's telephone."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from icalendar import Calendar

from courtyard.conftest import MONDAY_9AM, Court
from courtyard.core.errors import NotAllowed
from courtyard.duties import actions, views
from courtyard.duties.models import Feed
from courtyard.duties.own_data import OWN_DATA
from courtyard.duties.tests import build
from courtyard.duties.tests.build import IN_A_WEEK
from courtyard.people.models import CLERK, Person

CALL_PROMISE = "desk.call_promise"
WEDNESDAY = MONDAY_9AM + timedelta(days=2)


@pytest.fixture(autouse=True)
def _wednesday(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in ("duties.views", "duties.own_data", "web.context"):
        monkeypatch.setattr(f"courtyard.{module}.now", lambda: WEDNESDAY)


def signed_in(person: Person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def address_of(person: Person) -> str:
    return f"/feeds/duties/{actions.make_feed(person, by=person, at=MONDAY_9AM)}.ics"


def fetched(address: str) -> list[Any]:
    return list(Calendar.from_ical(Client().get(address).content).walk("VEVENT"))


def test_a_calendar_behind_a_secret_address(court: Court) -> None:
    build.owes(court, article="沪房规范〔2025〕8号 § 14")
    zhu = signed_in(court.zhu)

    address = zhu.post("/me/calendar/").context["address"]
    feed = Client().get(address)
    events = Calendar.from_ical(feed.content).walk("VEVENT")

    assert (feed.status_code, feed["Content-Type"]) == (200, "text/calendar; charset=utf-8")
    assert [event.decoded("dtend") for event in events] == [IN_A_WEEK]
    assert "沪房规范〔2025〕8号 § 14" in str(events[0]["description"])
    assert len(events[0].walk("VALARM")) == 1
    assert not feed.cookies


def test_a_forged_an_ended_and_an_old_address_open_nothing(court: Court) -> None:
    zhu = signed_in(court.zhu)
    old = zhu.post("/me/calendar/").context["address"]
    new = zhu.post("/me/calendar/").context["address"]

    answers = [
        Client().get(address).status_code for address in (old, new, "/feeds/duties/forged.ics", f"{new[:-5]}x.ics")
    ]
    zhu.post("/me/calendar/end/")

    assert answers == [404, 200, 404, 404]
    assert Client().get(new).status_code == 404
    assert "token" not in {field.name for field in Feed._meta.get_fields()}


def test_nobody_makes_or_ends_anothers_address(court: Court) -> None:
    with pytest.raises(NotAllowed):
        actions.make_feed(court.lin, by=court.zhu, at=MONDAY_9AM)
    with pytest.raises(NotAllowed):
        actions.revoke_feed(court.lin, by=court.zhu, at=MONDAY_9AM)


def test_times_are_those_of_the_place_with_its_zone_beside_them(court: Court) -> None:
    build.owes(court)

    text = Client().get(address_of(court.zhu)).content.decode()

    assert "DTEND;TZID=Asia/Shanghai:20260615T090000" in text
    assert "BEGIN:VTIMEZONE\r\nTZID:Asia/Shanghai" in text


def test_a_duty_keeps_its_name_in_calendars_and_loses_its_alarm_when_it_is_done(court: Court) -> None:
    duty = build.owes(court)
    home = address_of(court.lin)

    (before,) = fetched(home)
    actions.discharge(duty.pk, by=court.zhu, at=WEDNESDAY)
    (after,) = fetched(home)

    assert before["uid"] == after["uid"] == f"{duty.pk}@courtyard"
    assert (len(before.walk("VALARM")), len(after.walk("VALARM"))) == (1, 0)
    assert after["summary"] == "修好东门道闸（按时办好）"


def test_a_calendar_speaks_its_persons_language(court: Court) -> None:
    build.owes(court)
    Person.objects.filter(pk=court.zhu.pk).update(language="en")

    (event,) = fetched(address_of(court.zhu))

    assert event["summary"] == "修好东门道闸 (open)"


def test_each_calendar_holds_what_its_person_may_see_and_no_more(court: Court) -> None:
    build.owes(court)
    build.owes(court, by=CLERK, node=court.other.node, estate=court.other)
    build.owes(court, party="", bearer=court.yan)
    build.owes(court, kind=CALL_PROMISE)
    build.owes_above(court)
    names = ("zhu", "yan", "desk", "reg", "bai", "lin", "far", "jie", "shi")

    shown = {name: len(fetched(address_of(getattr(court, name)))) for name in names}

    at_the_desk = {"zhu": 2, "yan": 3, "desk": 2}
    assert shown == at_the_desk | {"reg": 1, "bai": 1, "lin": 1, "far": 1, "jie": 4, "shi": 0}


def test_whoever_tries_addresses_is_stopped_and_whoever_has_one_is_not(
    court: Court, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(views, "MISSES_MAX", 2)
    own = address_of(court.zhu)

    tried = [Client().get(f"/feeds/duties/guess-{number}.ics").status_code for number in range(4)]

    assert tried == [404, 404, 429, 429]
    assert Client().get(own).status_code == 200
    assert Client().get("/feeds/duties/other.ics", REMOTE_ADDR="192.0.2.7").status_code == 404


def test_no_cache_on_the_way_keeps_a_calendar(court: Court) -> None:
    answer = Client().get(address_of(court.zhu))

    assert answer["Cache-Control"] == "private, max-age=900"
    assert not answer.cookies


def test_who_is_erased_has_no_calendar_any_more(court: Court) -> None:
    build.owes(court, party="", bearer=court.lin, by=court.jie)
    own = address_of(court.lin)

    seen = OWN_DATA.see(court.lin)
    assert OWN_DATA.erase is not None
    OWN_DATA.erase(court.lin, by=CLERK, at=WEDNESDAY)

    assert len(seen) == 2
    assert Client().get(own).status_code == 404
