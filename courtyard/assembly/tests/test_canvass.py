"""From door to door: who has not voted is for canvassers alone, a visit is a note of the list, reminders go daily."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from courtyard.assembly import actions
from courtyard.assembly.actions.canvassing import NobodyLeft, NoSuchNote, RemindedToday
from courtyard.assembly.models import Assembly, Ballot, Contact
from courtyard.assembly.notices import voting as notices
from courtyard.assembly.taking import Closed, NotOpenYet
from courtyard.assembly.tests import build
from courtyard.assembly.tests.voting import address, client_of, confirmed, page_at, read, send
from courtyard.conftest import Court
from courtyard.core.errors import NotAllowed
from courtyard.people.models import Person
from courtyard.trail.models import Line

pytestmark = pytest.mark.usefixtures("owners")


def canvassed(court: Court) -> Assembly:
    one = build.noticed(court)
    build.official(court, one, court.bai, "canvasser")
    return one


def told(kind: str, at: object = build.DURING) -> dict[tuple[str, str], str]:
    """What the last line of a kind tells to whom: {(person, notice's kind): link}."""
    line = Line.objects.filter(kind=kind).latest("id")
    names = dict(Person.objects.values_list("pk", "name"))
    return {(names[tell.to], tell.kind): tell.link for tell in notices.hear(line, at)}  # type: ignore[arg-type]


def test_a_canvasser_sees_who_has_not_voted_and_nobody_who_has(court: Court) -> None:
    one = canvassed(court)
    build.cast(one, court.lin)

    page = read(client_of(court.bai), address(one, "canvass/"))

    assert "1号楼102室" in page
    assert "3/4" in page
    assert "1号楼101室" not in page
    assert court.mei.name not in page  # masked


@pytest.mark.parametrize("name", ["lin", "desk", "yan", "zhu", "reg", "jie", "shi", "far"])
def test_nobody_else_sees_who_has_not_voted(court: Court, name: str) -> None:
    one, client = canvassed(court), client_of(getattr(court, name))
    head = build.head_of(one, court.mei)

    with page_at():
        for rest in ("canvass/", f"door/{head.pk}/"):
            assert client.get(address(one, rest)).status_code == 404
        assert client.post(address(one, f"canvass/{head.pk}/note/"), {"kind": "out"}).status_code == 404

    assert not Contact.objects.exists()


def test_a_visit_is_noted_from_the_list_and_the_record_does_not_say_what(court: Court) -> None:
    one = canvassed(court)
    head = build.head_of(one, court.mei)

    answer = send(client_of(court.bai), address(one, f"canvass/{head.pk}/note/"), {"kind": "later"})

    assert (answer.status_code, Contact.objects.get().kind) == (303, "later")
    line = Line.objects.latest("id")
    assert (line.kind, line.fields) == ("assembly.canvassed", {})
    assert "改天再来</p>" in read(client_of(court.bai), address(one, "canvass/"))


def test_nothing_else_is_noted(court: Court) -> None:
    one = canvassed(court)
    head = build.head_of(one, court.mei)

    answer = send(client_of(court.bai), address(one, f"canvass/{head.pk}/note/"), {"kind": "votes against"})

    assert (answer.status_code, Contact.objects.count()) == (422, 0)
    with build.database_at(build.DURING), pytest.raises(NoSuchNote):
        actions.note_contact(one.pk, head=head.pk, kind="", by=court.bai, at=build.DURING)


def test_at_the_door_the_owner_fills_in_and_is_told_at_once(court: Court) -> None:
    one = canvassed(court)
    head = build.head_of(one, court.mei)
    bai, door = client_of(court.bai), address(one, f"door/{head.pk}/")
    assert "交给业主" in read(bai, door)

    answer = send(bai, door, confirmed(one, "against"))

    ballot = Ballot.objects.get()
    assert (ballot.channel, ballot.head, ballot.by) == ("visit", head, court.bai)
    receipt = read(bai, answer["Location"])
    assert "下一家" in receipt
    assert "反对" not in receipt
    assert told("assembly.ballot_received") == {(court.mei.name, notices.TAKEN): address(one, f"receipts/{ballot.pk}/")}
    assert read(client_of(court.mei), address(one, f"receipts/{ballot.pk}/"))


def test_a_home_is_found_as_it_is_called_or_by_its_number(court: Court) -> None:
    one = canvassed(court)
    bai = client_of(court.bai)
    door = address(one, f"door/{build.head_of(one, court.mei).pk}/")

    for text in ("1号楼102室", "1-102", "１-102", "2"):
        assert send(bai, address(one, "canvass/"), {"home": text})["Location"] == door
    for text in ("", "102", "9-901", "整幢楼", "x" * 200):
        assert send(bai, address(one, "canvass/"), {"home": text}).status_code == 422


def test_only_those_who_have_not_voted_are_reminded_and_once_a_day(court: Court) -> None:
    one = canvassed(court)
    build.cast(one, court.lin)
    page = address(one, "remind/")
    assert "1位" in read(client_of(court.yan), page)

    assert send(client_of(court.yan), page, {}).status_code == 302

    one.refresh_from_db()
    assert one.reminded_at == build.DURING
    assert {who for who, _kind in told("assembly.reminded")} == {court.mei.name, court.desk.name, court.yan.name}
    build.cast(one, court.mei)
    assert {who for who, _kind in told("assembly.reminded")} == {court.desk.name, court.yan.name}
    assert "已经提醒过" in read(client_of(court.yan), page)
    assert send(client_of(court.bai), page, {}).status_code == 409
    tomorrow = build.DURING + timedelta(days=1)
    with build.database_at(tomorrow):
        assert actions.remind(one.pk, by=court.bai, at=tomorrow) == 2


def test_a_reminder_is_refused_by_name(court: Court) -> None:
    one = canvassed(court)

    for at, refusal in ((build.NOTICED, NotOpenYet), (build.AFTER, Closed)):
        with build.database_at(at), pytest.raises(refusal):
            actions.remind(one.pk, by=court.yan, at=at)
    with build.database_at(build.DURING):
        for person in (court.lin, court.zhu, court.desk, court.far):
            with pytest.raises(NotAllowed):
                actions.remind(one.pk, by=person, at=build.DURING)
        actions.remind(one.pk, by=court.yan, at=build.DURING)
        with pytest.raises(RemindedToday):
            actions.remind(one.pk, by=court.yan, at=build.DURING)
    for person in (court.lin, court.mei, court.desk, court.yan):
        build.cast(one, person)
    tomorrow = build.DURING + timedelta(days=1)
    with build.database_at(tomorrow), pytest.raises(NobodyLeft):
        actions.remind(one.pk, by=court.yan, at=tomorrow)


def test_somebody_without_a_task_learns_nothing_from_the_reminder_page(court: Court) -> None:
    one = canvassed(court)

    with page_at():
        for person in (court.lin, court.zhu, court.desk):
            assert client_of(person).get(address(one, "remind/")).status_code == 404


def test_the_list_asks_as_much_for_three_homes_as_for_one(court: Court) -> None:
    one = canvassed(court)
    bai, counted = client_of(court.bai), []
    for voters in ([], [court.lin, court.mei, court.desk]):
        for person in voters:
            build.cast(one, person)
        read(bai, address(one, "canvass/"))
        with page_at(), CaptureQueriesContext(connection) as questions:
            bai.get(address(one, "canvass/"))
        counted.append(len(questions))

    assert counted[0] == counted[1] <= 20
