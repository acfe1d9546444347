"""Every deed through its page: the form is shown, sent it is done, wrong it is handed back with what was typed."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from courtyard.cases import actions
from courtyard.cases.menu import DEEDS
from courtyard.cases.models import Case, Incident, ReplyTemplate, SavedFilter
from courtyard.cases.tests import build
from courtyard.cases.tests.build import TUESDAY_9AM, said
from courtyard.conftest import MONDAY_9AM, Court
from courtyard.people.models import CLERK, Person
from courtyard.trail.ids import new_id


@pytest.fixture(autouse=True)
def _tuesday(monkeypatch: pytest.MonkeyPatch) -> None:
    build.set_clocks(monkeypatch, TUESDAY_9AM)


def signed_in(person: Person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def helped(court: Court) -> Case:
    case = build.triaged(court, category="cleaning")
    return actions.involve(case.pk, by=court.desk, at=MONDAY_9AM, party="ye", words="请协办。")


def signing(court: Court) -> Case:
    case = build.triaged(court)
    actions.involve(case.pk, by=court.desk, at=MONDAY_9AM, party="ye", words="要签字。", signs=True)
    return actions.resolve(case.pk, by=court.bai, at=MONDAY_9AM, words="好了。")


def paused(court: Court) -> Case:
    case = build.triaged(court, category="cleaning")
    until = TUESDAY_9AM + timedelta(days=3)
    return actions.pause(case.pk, by=court.bai, at=MONDAY_9AM, why="parts", until=until, words="等配件。")


def called(court: Court) -> Case:
    filing = build.filing(court)
    case = actions.file_for(filing, resident=None, caller="王阿姨", channel="phone", by=court.desk, at=MONDAY_9AM)
    actions.triage(case.pk, by=court.desk, at=MONDAY_9AM, party="wu", words="收到。")
    return actions.resolve(case.pk, by=court.bai, at=MONDAY_9AM, words="好了。")


def late(court: Court) -> Case:
    return build.triaged(court, at=MONDAY_9AM - timedelta(days=10))


def climbed(court: Court) -> Case:
    case = late(court)
    for _ in range(2):
        case = actions.escalate(case.pk, by=CLERK, at=TUESDAY_9AM, why="overdue")
    return case


def open_one(court: Court) -> Case:
    return build.triaged(court, category="cleaning", public=True)


SENT: list[tuple[str, Callable[[Court], Case], str, dict[str, Any], str, str]] = [
    ("refer", open_one, "desk", {"party": "ye", "words": "归业委会。"}, "triaged", "referred"),
    ("involve", open_one, "desk", {"party": "ye", "words": "请协办。"}, "triaged", "helper_involved"),
    ("release", helped, "desk", {"party": "ye", "words": "不用了。"}, "triaged", "helper_released"),
    ("sign", signing, "yan", {"agrees": "yes"}, "resolved", "signed"),
    ("attend", open_one, "bai", {"words": "到过了。"}, "triaged", "attended"),
    ("note", open_one, "bai", {"words": "先打电话。"}, "triaged", "noted"),
    ("pause", open_one, "bai", {"why": "parts", "until": "2026-06-12", "words": "等配件。"}, "paused", "paused"),
    ("resume", paused, "bai", {"words": ""}, "triaged", "resumed"),
    ("decline", open_one, "desk", {"words": "不归我们。", "instead": "962740"}, "declined", "declined"),
    ("redact", open_one, "desk", {"words": "楼道脏了。"}, "triaged", "redacted"),
    ("confirm_for", called, "desk", {"rating": "3", "words": "亮了。"}, "closed", "confirmed"),
    ("return_for", called, "desk", {"words": "还不亮。"}, "triaged", "returned"),
    ("escalate", late, "lin", {"words": "等太久了。"}, "triaged", "escalated"),
    ("urge", climbed, "jie", {"words": "周五前办好。"}, "triaged", "urged"),
    ("agree_name", climbed, "lin", {}, "triaged", "name_agreed"),
    ("withdraw", open_one, "lin", {"words": ""}, "withdrawn", "withdrawn"),
    ("reopen", build.closed, "lin", {"words": "又坏了。"}, "triaged", "reopened"),
]


@pytest.mark.parametrize(("name", "brought", "who", "form", "state", "line"), SENT, ids=[one[0] for one in SENT])
def test_a_deed_is_offered_shown_and_done(
    court: Court, name: str, brought: Callable[[Court], Case], who: str, form: dict[str, Any], state: str, line: str
) -> None:
    case, client = brought(court), signed_in(getattr(court, who))
    address = reverse(f"cases:{name}", args=["plum", case.number])
    page = reverse("cases:case", args=["plum", case.number])

    offered = client.get(page).text
    shown = client.get(address)
    done = client.post(address, {"id": str(new_id()), "seen": str(case.turn)} | form)

    assert address in offered or DEEDS[name].inline
    assert (shown.status_code, done.status_code, done.headers.get("Location")) == (200, 303, page)
    case.refresh_from_db()
    assert (case.state, said(case)[-1]) == (state, line)


NEED_WORDS = ("refer", "involve", "attend", "note", "pause", "decline", "urge", "reopen")


@pytest.mark.parametrize(("name", "brought", "who", "form", "state", "line"), SENT, ids=[one[0] for one in SENT])
def test_without_words_it_is_handed_back_where_words_are_needed(
    court: Court, name: str, brought: Callable[[Court], Case], who: str, form: dict[str, Any], state: str, line: str
) -> None:
    case, client = brought(court), signed_in(getattr(court, who))
    lines = len(said(case))

    answer = client.post(reverse(f"cases:{name}", args=["plum", case.number]), form | {"words": " "})

    if name in NEED_WORDS:
        assert answer.status_code == 422
        assert len(said(case)) == lines
    else:
        assert answer.status_code in {303, 422}


def test_the_convenor_allows_more_time_through_the_page(court: Court) -> None:
    case, convenor = open_one(court), build.convenor(court)

    done = signed_in(convenor).post(
        reverse("cases:extend", args=["plum", case.number]), {"words": "要请三家一起看。", "seen": str(case.turn)}
    )

    case.refresh_from_db()
    assert (done.status_code, case.rule) == (303, "complex")


def test_merging_by_tick_and_by_number(court: Court) -> None:
    main, other, third = open_one(court), open_one(court), build.filed(court, category="noise", words="吵。")
    client = signed_in(court.desk)
    address = reverse("cases:merge", args=["plum", main.number])

    shown = client.get(address)
    by_tick = client.post(address, {"same": [str(other.pk)]})
    wrong = client.post(address, {"number": "2606-9999"})
    by_number = client.post(address, {"number": third.number})

    assert other.number in shown.text
    assert [answer.status_code for answer in (by_tick, wrong, by_number)] == [303, 422, 303]
    assert Case.objects.filter(duplicate_of__isnull=False).count() == 2


def test_neighbours_follow_through_the_page(court: Court) -> None:
    case, mei = open_one(court), signed_in(court.mei)
    page = reverse("cases:case", args=["plum", case.number])

    mei.post(f"{page}follow/", {"me_too": "1"})
    followed = mei.get("/me/cases/").text
    mei.post(f"{page}unfollow/")

    assert page in followed
    assert page not in mei.get("/me/cases/").text


def test_the_counter_form_ties_a_call_to_its_resident(court: Court) -> None:
    court.lin.phone = "13900000001"
    court.lin.save(update_fields=["phone"])
    form = {
        "id": str(new_id()), "channel": "phone", "name": court.lin.name, "phone": "139 0000 0001", "category": "power",
        "words": "楼道灯不亮。", "place": f"building:{court.building.pk}",
    }  # fmt: skip
    client = signed_in(court.desk)

    shown, done = client.get("/e/plum/cases/new/for/"), client.post("/e/plum/cases/new/for/", form)
    again = client.post("/e/plum/cases/new/for/", form | {"id": str(new_id()), "name": "", "phone": ""})

    assert (shown.status_code, done.status_code, again.status_code) == (200, 303, 422)
    assert Case.objects.get().reporter == court.lin


def test_several_are_assigned_at_once_and_what_somebody_else_took_is_said(court: Court) -> None:
    cases = [build.filed(court) for _ in range(3)]
    client = signed_in(court.desk)
    form = {"id": str(new_id()), "party": "wu", "words": "收到。", "case": [str(case.pk) for case in cases]}

    done = client.post("/e/plum/cases/assign/", form)
    again = client.post("/e/plum/cases/assign/", form)
    nothing = client.post("/e/plum/cases/assign/", form | {"case": []})

    assert done.status_code == 303
    assert set(Case.objects.values_list("state", flat=True)) == {"triaged"}
    assert (again.status_code, nothing.status_code) == (200, 200)


def test_the_queue_is_narrowed_searched_and_kept_under_a_name(court: Court) -> None:
    build.triaged(court, category="cleaning", words="楼道里有垃圾袋。")
    build.triaged(court, category="noise", party="ju", words="夜里唱歌。", place=court.garden)
    client = signed_in(court.desk)

    narrowed = client.get("/e/plum/cases/?category=noise").text
    found = client.get("/e/plum/cases/?q=垃圾袋").text
    client.post("/e/plum/cases/views/keep/", {"name": "噪音", "category": "noise"})

    assert ("夜里唱歌" in narrowed, "楼道里有垃圾袋" in narrowed) == (True, False)
    assert ("夜里唱歌" in found, "楼道里有垃圾袋" in found) == (False, True)
    kept = SavedFilter.objects.get()
    assert (kept.name, kept.query) == ("噪音", "?category=noise")
    assert "噪音" in client.get("/e/plum/cases/").text
    client.post(reverse("cases:drop_filter", args=["plum", kept.pk]))
    assert not SavedFilter.objects.exists()


def test_an_open_desk_hears_of_news_and_only_of_news(court: Court) -> None:
    build.filed(court)
    client = signed_in(court.desk)
    seen = client.get("/e/plum/cases/").context["seen"]

    quiet = client.get(f"/e/plum/cases/pulse/?seen={seen}")
    build.filed(court, words="又来了一件新的。")
    news = client.get(f"/e/plum/cases/pulse/?seen={seen}")

    assert (quiet.status_code, news.status_code) == (204, 200)
    assert "又来了一件新的" in news.text
    assert "<html" not in news.text


def test_incidents_are_announced_updated_followed_and_offered_before_filing(court: Court) -> None:
    desk, lin = signed_in(court.desk), signed_in(court.lin)
    form = {
        "id": str(new_id()), "title": "1号楼停水", "category": "water", "buildings": [str(court.building.pk)],
        "starts_at": "2026-06-09T08:00", "expected_until": "2026-06-09T18:00", "words": "水管爆了，正在修。",
    }  # fmt: skip

    announced = desk.post("/e/plum/incidents/announce/", form)
    one = Incident.objects.get()
    offered = lin.get("/e/plum/cases/new/").text
    followed = lin.post(f"/e/plum/incidents/{one.pk}/follow/")
    updated = desk.post(
        f"/e/plum/incidents/{one.pk}/update/", {"words": "要到晚上。", "expected_until": "2026-06-09T21:00"}
    )
    ended = desk.post(f"/e/plum/incidents/{one.pk}/end/", {"words": "来水了。"})

    assert [answer.status_code for answer in (announced, followed, updated, ended)] == [303, 303, 303, 303]
    assert "1号楼停水" in offered
    assert "1号楼停水" not in lin.get("/e/plum/cases/new/").text
    late_one = desk.post(
        "/e/plum/incidents/announce/", form | {"id": str(new_id()), "expected_until": "2026-06-09T08:30"}
    )
    assert late_one.status_code == 422


def test_words_kept_ready_are_filled_in_beside_the_field(court: Court) -> None:
    client, case = signed_in(court.desk), build.filed(court)

    kept = client.post(
        "/e/plum/cases/templates/",
        {"for_deed": "triage", "title": "收到", "words": "收到，编号{number}。", "category": ""},
    )
    wrong = client.post(
        "/e/plum/cases/templates/", {"for_deed": "triage", "title": "坏的", "words": "找{boss}。", "category": ""}
    )

    assert (kept.status_code, wrong.status_code) == (303, 422)
    assert "找{boss}。" in wrong.text
    assert f"收到，编号{case.number}。" in client.get(reverse("cases:case", args=["plum", case.number])).text
    client.post(reverse("cases:drop_template", args=["plum", ReplyTemplate.objects.get().pk]))
    assert ReplyTemplate.objects.filter(dropped_at__isnull=True).count() == 0


def test_what_went_up_is_listed_for_the_sub_district(court: Court) -> None:
    case, client = climbed(court), signed_in(court.jie)

    listed = client.get(f"/tree/{court.subdistrict.code}/cases/").text
    page = client.get(reverse("cases:case", args=["plum", case.number])).text

    assert case.number in listed
    assert build.WORDS in page
    assert court.lin.name not in page
