"""News reaches whom it concerns once, in the way they chose; and what cannot be sent is kept and tried again."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.core import mail
from django.test import Client

from courtyard.cases import actions as cases
from courtyard.cases.notices import PROGRESS
from courtyard.cases.tests import build
from courtyard.conftest import MONDAY_9AM, Court
from courtyard.core.errors import NotAllowed, NotThere
from courtyard.notify import actions, upkeep
from courtyard.notify.actions import CannotSwitchOff
from courtyard.notify.models import Choice, Delivery, How, Notice
from courtyard.notify.registers import ChannelDown, Message, Tell, Undeliverable, channels
from courtyard.notify.wording import say_in
from courtyard.people.models import Person
from courtyard.trail.models import Line
from courtyard.trail.registers import readers

STATE = Delivery.State
MINUTE = timedelta(minutes=1)


@pytest.fixture
def lin(court: Court) -> Person:
    court.lin.email = "lin@courtyard.example"
    court.lin.save(update_fields=["email"])
    return court.lin


def tell(lin: Person, source: str = "one", kind: str = PROGRESS, at: datetime = MONDAY_9AM) -> int:
    fields = {"number": "2606-0001", "subject": "灯坏了", "step": "cases.triaged"}
    return upkeep.tell([Tell(kind, lin.pk, fields, lin.node_id or lin.pk, lin.pk, "/me/")], source=source, at=at)


def states() -> list[str]:
    return list(Delivery.objects.order_by("pk").values_list("state", flat=True))


def test_the_same_news_is_told_once_and_sent_once(lin: Person) -> None:
    told = [tell(lin), tell(lin)]
    for _ in range(2):
        upkeep.send_due(MONDAY_9AM)

    assert (told, states(), len(mail.outbox)) == ([1, 0], [STATE.SENT], 1)
    assert mail.outbox[0].to == ["lin@courtyard.example"]
    assert mail.outbox[0].subject == "2606-0001“灯坏了”：已受理。"
    assert mail.outbox[0].body.endswith("/me/\n")


def test_a_notice_is_said_in_its_readers_language(lin: Person) -> None:
    tell(lin)

    notice = Notice.objects.get()

    assert say_in("en", notice, MONDAY_9AM) == "Request 2606-0001, “灯坏了”: it was accepted."


def test_who_wants_it_daily_gets_one_message_a_day_and_who_never_none(lin: Person) -> None:
    actions.choose(lin, kind=PROGRESS, how=How.DAILY, by=lin, at=MONDAY_9AM)
    for number in range(3):
        tell(lin, source=f"{number}")

    upkeep.send_due(MONDAY_9AM + timedelta(hours=3))
    upkeep.send_digests(MONDAY_9AM + timedelta(hours=22))
    assert mail.outbox == []
    for _ in range(2):
        upkeep.send_digests(MONDAY_9AM + timedelta(hours=23))
    assert (len(mail.outbox), states()) == (1, [STATE.SENT] * 3)
    actions.choose(lin, kind=PROGRESS, how=How.NEVER, by=lin, at=MONDAY_9AM)
    tell(lin, source="never")

    assert Notice.objects.count() == 4
    assert Delivery.objects.count() == 3


def test_what_is_urgent_cannot_be_switched_off(lin: Person) -> None:
    with pytest.raises(CannotSwitchOff):
        actions.choose(lin, kind="cases.danger", how=How.NEVER, by=lin, at=MONDAY_9AM)
    with pytest.raises(NotThere):
        actions.choose(lin, kind="weather", how=How.NEVER, by=lin, at=MONDAY_9AM)
    Choice.objects.create(person=lin, kind="cases.danger", how=How.NEVER)

    tell(lin, kind="cases.danger")

    assert Notice.objects.get().how == How.NOW


def test_nobody_chooses_for_another(court: Court) -> None:
    with pytest.raises(NotAllowed):
        actions.choose(court.lin, kind=PROGRESS, how=How.NEVER, by=court.mei, at=MONDAY_9AM)


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """A mail server that can be told to be down, or to refuse."""
    kept: dict[str, Any] = {"problem": None, "sent": []}

    def send(message: Message) -> None:
        if kept["problem"]:
            raise kept["problem"]
        kept["sent"].append(message.id)

    monkeypatch.setitem(channels._items, "email", replace(channels["email"], send=send))
    return kept


def test_a_mail_server_that_is_down_loses_nothing(lin: Person, server: dict[str, Any]) -> None:
    for number in range(3):
        tell(lin, source=f"{number}")
    server["problem"] = ChannelDown()

    upkeep.send_due(MONDAY_9AM)
    assert states() == [STATE.FAILED] * 3
    upkeep.send_due(MONDAY_9AM + timedelta(seconds=30))  # not yet time to try again
    assert set(Delivery.objects.values_list("tries", flat=True)) == {1}
    server["problem"] = None
    upkeep.send_due(MONDAY_9AM + 5 * MINUTE)

    assert (states(), len(server["sent"])) == ([STATE.SENT] * 3, 3)


def test_after_three_days_it_is_given_up_and_the_ledger_says_so(lin: Person, server: dict[str, Any]) -> None:
    tell(lin)
    server["problem"] = OSError("nobody answers")

    at = MONDAY_9AM
    while states() != [STATE.GIVEN_UP]:
        upkeep.send_due(at)
        at += timedelta(hours=6)
        assert at < MONDAY_9AM + timedelta(days=5)

    assert at >= MONDAY_9AM + timedelta(days=3)
    assert Delivery.objects.get().last_error == "OSError"


def test_an_address_that_is_refused_is_not_tried_again(lin: Person, server: dict[str, Any]) -> None:
    tell(lin)
    server["problem"] = Undeliverable("address refused")

    upkeep.send_due(MONDAY_9AM)

    assert (states(), Delivery.objects.get().tries) == ([STATE.GIVEN_UP], 0)


def test_a_clerk_who_dies_while_sending_leaves_it_to_the_next(lin: Person, server: dict[str, Any]) -> None:
    tell(lin)
    claimed = upkeep._claim(Delivery.objects.due(MONDAY_9AM), MONDAY_9AM)

    upkeep.send_due(MONDAY_9AM + MINUTE)  # still in the first one's hands
    assert server["sent"] == []
    upkeep.send_due(MONDAY_9AM + 6 * MINUTE)

    assert server["sent"] == [claimed[0].pk]


def test_read_here_first_it_is_not_sent_any_more(lin: Person, server: dict[str, Any]) -> None:
    tell(lin)
    upkeep.mark_read(lin, MONDAY_9AM)

    upkeep.send_due(MONDAY_9AM)

    assert (states(), server["sent"]) == ([STATE.READ], [])


def hear(at: datetime) -> None:
    """All lines, again and again: PostgreSQL lets the clerk itself read only what is committed."""
    upkeep.hear(Line.objects.filter(kind__in=readers["notify"].kinds).order_by("pk"), at)


def test_the_clerk_tells_the_resident_what_happens_to_their_request(court: Court) -> None:
    case = build.triaged(court, handler=court.bai)
    cases.resolve(case.pk, by=court.bai, at=build.TUESDAY_9AM, words="换好了。")

    for _ in range(2):
        hear(build.TUESDAY_9AM)

    told = [(one.person, one.kind, one.link) for one in Notice.objects.order_by("pk")]
    page = f"/e/plum/cases/{case.number}/"
    assert told == [(court.lin, "cases.progress", page), (court.lin, "cases.resolved", page)]


def test_danger_is_told_to_the_desk_and_what_climbs_to_those_it_climbs_to(court: Court) -> None:
    case = build.filed(court, urgent=True)
    for _ in range(2):
        cases.escalate(case.pk, by=court.lin, at=case.due_at + MINUTE, why="asked")

    hear(case.due_at + MINUTE)

    told = {(one.person.name, one.kind) for one in Notice.objects.select_related("person")}
    assert told >= {(court.jie.name, "cases.climbed")}
    assert court.mei.name not in {name for name, _ in told}


def test_a_followed_public_request_is_told_to_its_follower(court: Court) -> None:
    case = build.triaged(court, public=True)
    cases.follow(case.pk, me_too=True, by=court.mei, at=build.AN_HOUR_LATER)
    cases.resolve(case.pk, by=court.bai, at=build.TUESDAY_9AM, words="好了。")

    hear(build.TUESDAY_9AM)

    assert set(Notice.objects.filter(person=court.mei).values_list("kind", flat=True)) == {"cases.followed"}


def test_old_news_is_no_news(court: Court) -> None:
    build.triaged(court)

    hear(MONDAY_9AM + timedelta(days=30))

    assert Line.objects.exists()
    assert not Notice.objects.exists()


def test_what_was_read_half_a_year_ago_goes(lin: Person) -> None:
    tell(lin)
    upkeep.mark_read(lin, MONDAY_9AM)

    upkeep.forget(MONDAY_9AM + timedelta(days=179))
    assert Notice.objects.count() == 1
    upkeep.forget(MONDAY_9AM + timedelta(days=181))

    assert Notice.objects.count() == 0


def test_an_erased_person_has_no_notices_and_gets_none(lin: Person) -> None:
    tell(lin)

    assert actions.erase(lin, by=lin, at=MONDAY_9AM) == 1
    with pytest.raises(NotAllowed):
        actions.erase(lin, by=Person.objects.exclude(pk=lin.pk).real().first() or lin, at=MONDAY_9AM)
    lin.erased_at = MONDAY_9AM
    lin.save(update_fields=["erased_at"])

    assert tell(lin, source="two") == 0


def test_a_persons_inbox_marks_what_they_open(lin: Person, django_assert_max_num_queries: Any) -> None:
    for number in range(3):
        tell(lin, source=f"{number}")
    client = Client()
    client.force_login(lin)

    first = Notice.objects.order_by("pk").first()
    assert first is not None
    listed = client.get("/me/notices/").text
    opened = client.get(f"/me/notices/{first.pk}/")
    with django_assert_max_num_queries(12):
        client.get("/me/notices/")
    everything = client.post("/me/notices/read/")

    assert listed.count("灯坏了") == 3
    assert (opened.status_code, opened["Location"]) == (302, "/me/")
    assert (everything.status_code, Notice.objects.filter(read_at__isnull=True).count()) == (303, 0)


def test_choices_through_the_page(lin: Person) -> None:
    client = Client()
    client.force_login(lin)

    client.post("/me/notices/choices/", {PROGRESS: "never", "cases.danger": "never", "cases.resolved": "nonsense"})

    assert [(one.kind, one.how) for one in Choice.objects.all()] == [(PROGRESS, "never")]
    assert client.get("/me/notices/choices/").status_code == 200
