"""What each reader sees of a meeting, and the whole way through its pages."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from courtyard.conftest import MONDAY_9AM, Court
from courtyard.meetings.models import Meeting, Presence
from courtyard.meetings.tests import build
from courtyard.meetings.tests.build import HELD, STARTS
from courtyard.notify.models import BoardNotice
from courtyard.people.models import Person
from courtyard.search.tests.build import clerk_reads, found


def client_of(person: Person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def test_the_whole_way_through_the_pages(court: Court, monkeypatch: pytest.MonkeyPatch) -> None:
    build.set_clocks(monkeypatch, MONDAY_9AM)
    desk, zhu = client_of(court.desk), client_of(court.zhu)
    form = {"starts_at": "2026-06-15T09:00", "lasts": "60", "place": "1号楼底层"}
    desk.post("/e/plum/meetings/plan/desk.joint_session/", form)
    meeting = Meeting.objects.get()
    page = f"/e/plum/meetings/{meeting.pk}/"
    desk.post(f"{page}agenda/", {"title": "车库渗水", "minutes": "15"})
    desk.post(f"{page}call/")
    assert "收到，准时到会" in zhu.get(page).content.decode()
    zhu.post(f"{page}acknowledge/", {"party": "wu"})

    build.set_clocks(monkeypatch, HELD)
    item = meeting.items.get()
    hexes = [one.pk.hex for one in (court.desk, court.yan, court.zhu)]
    desk.post(f"{page}attend/", {f"came_{hexes[0]}": "on", f"came_{hexes[2]}": "on", f"why_{hexes[1]}": "出差"})
    desk.post(
        f"{page}items/{item.pk}/settle/",
        {
            "outcome": "agreed", "words": "先装泵。", "said_wu": "缝坏了。", "what_1": "装泵", "party_1": "wu",
            "day_1": "2026-06-20",
        },
    )  # fmt: skip
    desk.post(f"{page}finish/")
    desk.post(f"{page}sign/", {"party": "ju"})
    zhu.post(f"{page}sign/", {"party": "wu"})
    desk.post(f"{page}publish/", {"summary": "车库渗水定了。"})

    meeting.refresh_from_db()
    assert meeting.state == "published"
    read = client_of(court.lin).get(page).content.decode()
    for words in ("2026年第1次联席会议", "车库渗水", "先装泵。", "缝坏了。", "装泵", "出差", meeting.digest):
        assert words in read
    assert BoardNotice.objects.get().title == "2026年第1次联席会议"
    assert "车库渗水定了" in client_of(court.lin).get("/e/plum/meetings/").content.decode()


def test_residents_see_no_draft_and_no_unpublished_minutes(court: Court, monkeypatch: pytest.MonkeyPatch) -> None:
    meeting = build.drafted(court)
    build.set_clocks(monkeypatch, MONDAY_9AM)
    page = f"/e/plum/meetings/{meeting.pk}/"
    lin = client_of(court.lin)
    assert lin.get(page).status_code == 404
    assert "准备中" not in lin.get("/e/plum/meetings/").content.decode()
    Meeting.objects.all().delete()

    meeting = build.finished(court)
    read = lin.get(f"/e/plum/meetings/{meeting.pk}/").content.decode()

    assert "地下车库渗水1" in read
    assert "先装泵" not in read
    assert court.zhu.name not in read


def test_strangers_and_neighbours_of_another_estate_see_nothing(court: Court) -> None:
    meeting = build.published(court)

    assert client_of(court.far).get(f"/e/plum/meetings/{meeting.pk}/").status_code == 404
    assert Client().get(f"/e/plum/meetings/{meeting.pk}/").status_code == 302


def test_wrong_forms_say_what_is_wrong(court: Court, monkeypatch: pytest.MonkeyPatch) -> None:
    build.set_clocks(monkeypatch, MONDAY_9AM)
    desk = client_of(court.desk)
    past = {"starts_at": "2026-06-01T09:00", "lasts": "60", "place": "1号楼"}
    answer = desk.post("/e/plum/meetings/plan/desk.joint_session/", past)
    assert (answer.status_code, "还没到的时间" in answer.content.decode()) == (422, True)
    meeting = build.called(court)
    build.set_clocks(monkeypatch, HELD)
    page = f"/e/plum/meetings/{meeting.pk}/"
    half = {"outcome": "agreed", "words": "定了", "what_1": "装泵"}

    answer = desk.post(f"{page}items/{meeting.items.get().pk}/settle/", half)
    assert (answer.status_code, "三样都要填" in answer.content.decode()) == (422, True)
    answer = desk.post(f"{page}attend/", {})
    assert (answer.status_code, Presence.objects.count()) == (422, 0)
    answer = desk.post(f"{page}finish/")
    assert (answer.status_code, "还没记结果" in answer.content.decode()) == (409, True)


def test_whoever_is_to_answer_finds_it_at_home(court: Court, monkeypatch: pytest.MonkeyPatch) -> None:
    meeting = build.called(court)
    build.set_clocks(monkeypatch, MONDAY_9AM + timedelta(hours=1))

    assert "等您回执" in client_of(court.zhu).get("/").content.decode()
    assert "等您回执" not in client_of(court.lin).get("/").content.decode()

    assert Meeting.objects.get() == meeting


def test_the_page_asks_as_much_for_three_items_as_for_one(court: Court, monkeypatch: pytest.MonkeyPatch) -> None:
    build.set_clocks(monkeypatch, HELD + timedelta(days=1))
    counted = []
    for items in (1, 3):
        Meeting.objects.all().delete()
        meeting = build.settled(court, items=items, promises=items, starts_at=STARTS)
        client = client_of(court.desk)
        client.get(f"/e/plum/meetings/{meeting.pk}/")
        with CaptureQueriesContext(connection) as questions:
            client.get(f"/e/plum/meetings/{meeting.pk}/")
        counted.append(len(questions))

    assert counted[0] == counted[1] <= 20


def test_meetings_are_found_by_whoever_may_read_them(court: Court) -> None:
    build.published(court)
    clerk_reads()

    assert found(court.lin, "渗水", "meetings") == found(court.zhu, "先装泵", "meetings") == ["2026年第1次联席会议"]
    assert found(court.far, "渗水", "meetings") == []


def test_unpublished_minutes_are_found_by_those_who_met_alone(court: Court) -> None:
    build.finished(court)
    clerk_reads()

    assert found(court.zhu, "先装泵", "meetings") == ["2026年第1次联席会议"]
    assert found(court.lin, "先装泵", "meetings") == []
