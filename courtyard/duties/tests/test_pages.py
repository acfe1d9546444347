"""Duties through their pages, and in a calendar behind a secret address."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from courtyard.conftest import MONDAY_9AM, SHANGHAI, Court
from courtyard.duties import actions, queries
from courtyard.duties.models import Duty
from courtyard.duties.tests import build
from courtyard.duties.tests.build import clerk_counts
from courtyard.people.models import CLERK, Person
from courtyard.trail.ids import new_id


@pytest.fixture(autouse=True)
def _wednesday(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in ("duties.views", "duties.frame", "web.context"):
        monkeypatch.setattr(f"courtyard.{module}.now", lambda: MONDAY_9AM + timedelta(days=2))


def signed_in(person: Person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def test_the_desk_adds_a_duty_and_its_bearer_says_it_is_done(court: Court) -> None:
    form = {"id": str(new_id()), "what": "修好东门道闸", "party": "wu", "due_on": "2026-06-15"}

    added = [signed_in(court.desk).post("/e/plum/duties/owe/", form).status_code for _ in range(2)]
    duty = Duty.objects.get()
    listed = signed_in(court.zhu).get("/e/plum/duties/").text
    done = signed_in(court.zhu).post(reverse("duties:discharge", args=["plum", duty.pk]), {"words": "修好了。"})

    assert (added, done.status_code) == ([303, 303], 303)
    assert reverse("duties:discharge", args=["plum", duty.pk]) in listed
    duty.refresh_from_db()
    assert duty.evidence == "修好了。"


@pytest.mark.parametrize(
    "wrong", [{"what": ""}, {"what": "长" * 201}, {"party": "xx"}, {"due_on": "2026-06-01"}, {"due_on": "soon"}]
)
def test_what_cannot_be_owed_is_said_at_its_field(court: Court, wrong: dict[str, str]) -> None:
    form = {"what": "修好东门道闸", "party": "wu", "due_on": "2026-06-15"} | wrong

    answer = signed_in(court.desk).post("/e/plum/duties/owe/", form)

    assert answer.status_code == 422
    assert not Duty.objects.exists()


def test_an_excuse_and_a_mistake_through_their_pages(court: Court) -> None:
    one, other = build.owes(court), build.owes(court)

    excused = signed_in(court.jie).post(reverse("duties:excuse", args=["plum", one.pk]), {"words": "台风。"})
    wordless = signed_in(court.desk).post(reverse("duties:withdraw", args=["plum", other.pk]), {"words": ""})
    back = signed_in(court.desk).post(reverse("duties:withdraw", args=["plum", other.pk]), {"words": "写错了。"})
    astray = signed_in(court.desk).post(reverse("duties:withdraw", args=["pine", other.pk]), {"words": "写错了。"})

    assert [answer.status_code for answer in (excused, wordless, back, astray)] == [303, 422, 303, 404]


def test_residents_read_what_is_owed_to_them_and_nothing_of_persons(court: Court) -> None:
    build.owes(court, what="公布公共收益账目")
    build.owes(court, what="个人的事", party="", bearer=court.yan)

    page = signed_in(court.lin).get("/e/plum/duties/calendar/?month=2026-06").text

    assert ("公布公共收益账目" in page, "个人的事" in page) == (True, False)
    assert signed_in(court.lin).get("/e/plum/duties/calendar/?month=nonsense").status_code == 200


def test_figures_for_those_above(court: Court) -> None:
    build.owes(court)
    clerk_counts(MONDAY_9AM + timedelta(days=2))

    page = signed_in(court.jie).get(f"/tree/{court.area.code}/duties/")

    assert [part.open for part in page.context["parts"]] == [0, 1]
    assert signed_in(court.lin).get(f"/tree/{court.area.code}/duties/").status_code == 404


@pytest.mark.parametrize(
    ("address", "most"), [("/e/plum/duties/", 18), ("/e/plum/duties/calendar/?month=2026-06", 18), ("/", 19)]
)
def test_pages_ask_as_much_for_three_as_for_one(
    court: Court, address: str, most: int, django_assert_max_num_queries: Any
) -> None:
    client = signed_in(court.zhu)
    build.owes(court)
    client.get(address)
    with django_assert_max_num_queries(most) as one:
        client.get(address)
    for _ in range(2):
        build.owes(court)

    with django_assert_max_num_queries(most) as three:
        client.get(address)

    assert len(three.captured_queries) == len(one.captured_queries)


def test_what_one_owes_waits_on_the_first_page(court: Court) -> None:
    build.owes(court, due_at=MONDAY_9AM + timedelta(days=1))

    assert "修好东门道闸" in signed_in(court.zhu).get("/").text
    assert "修好东门道闸" not in signed_in(court.lin).get("/").text


def test_overdue_comes_first_then_month_by_month_and_what_was_settled_last(court: Court) -> None:
    june = build.owes(court, what="六月的事")
    july = build.owes(court, what="七月的事", due_at=datetime(2026, 7, 1, tzinfo=UTC))
    late = build.owes(court, what="过期的事", due_at=MONDAY_9AM + timedelta(days=1))
    done = build.owes(court, what="办好的事")
    actions.discharge(done.pk, by=court.zhu, at=MONDAY_9AM)

    page = signed_in(court.zhu).get("/e/plum/duties/")

    months = [(month, [row["duty"] for row in rows]) for month, rows in page.context["months"]]
    assert months == [(None, [late]), (date(2026, 6, 1), [june]), (date(2026, 7, 1), [july])]
    assert [row["duty"] for row in page.context["settled"]] == [done]
    assert "2026年7月" in page.text


def test_a_month_is_the_places_own(court: Court) -> None:
    """Midnight in Shanghai comes eight hours before midnight of UTC."""
    build.owes(court, due_at=datetime(2026, 7, 1, 0, 30, tzinfo=SHANGHAI))

    page = signed_in(court.zhu).get("/e/plum/duties/")

    assert [month for month, _ in page.context["months"]] == [date(2026, 7, 1)]


def walked(client: Client, address: str, part: str) -> list[str]:
    """What stands on all pages of a list, one after the other."""
    words, after = [], ""
    while True:
        page = client.get(f"{address}after={after}")
        lists = [rows for _, rows in page.context["months"]] if part == "months" else [page.context["settled"]]
        words += [row["says"] for rows in lists for row in rows]
        after = page.context["more"]
        if not after:
            return words


def test_nothing_is_cut_off_a_long_list(court: Court, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(queries, "PAGE", 2)
    said = [f"第{number}件事" for number in range(5)]
    for number, words in enumerate(said):
        build.owes(court, what=words, due_at=MONDAY_9AM + timedelta(days=number // 2 + 1))
    done = [f"办好的第{number}件" for number in range(5)]
    for number, words in enumerate(done):
        actions.discharge(build.owes(court, what=words).pk, by=court.zhu, at=MONDAY_9AM + timedelta(minutes=number))
    client = signed_in(court.zhu)

    assert walked(client, "/e/plum/duties/?", "months") == said
    assert walked(client, "/e/plum/duties/?party=wu&", "months") == said
    assert walked(client, "/e/plum/duties/?settled=all&", "settled") == done[::-1]


@pytest.mark.parametrize("after", ["nonsense", "0" * 32, "pine"])
def test_a_cursor_that_somebody_made_up_begins_the_list_anew(court: Court, after: str) -> None:
    build.owes(court)
    elsewhere = build.owes(court, by=CLERK, node=court.other.node, estate=court.other)

    page = signed_in(court.zhu).get("/e/plum/duties/", {"after": elsewhere.pk.hex if after == "pine" else after})

    assert [len(rows) for _, rows in page.context["months"]] == [1]


def test_each_says_where_it_stands_and_how_sure_we_are(court: Court) -> None:
    build.owes(court, article="某规定第三条", source="https://law.example/3", certainty="verified", rulebook="2026.2")
    build.owes(court, article="某办法第四条", source="未见原文", certainty="memory")

    page = signed_in(court.zhu).get("/e/plum/duties/").text

    assert page.count("待核实") == 1
    assert all(words in page for words in ('href="https://law.example/3"', "规则库2026.2版", "未见原文"))


def test_a_source_that_is_no_address_is_no_link(court: Court) -> None:
    build.owes(court, article="某规定第三条", source="javascript:alert(1)")

    assert 'href="javascript' not in signed_in(court.zhu).get("/e/plum/duties/").text


def test_what_is_owed_at_a_place_above_stands_on_its_page_and_is_done_there(court: Court) -> None:
    duty, below = build.owes_above(court), build.owes(court)
    client, address = signed_in(court.jie), f"/tree/{court.subdistrict.code}/duties/"

    listed = client.get(address)
    deed = reverse("duties:discharge_above", args=[court.subdistrict.code, duty.pk])
    done = client.post(deed, {"words": "办了，三十人。"})
    twice_named = client.post(reverse("duties:discharge", args=[court.estate.code, duty.pk]), {"words": "办了。"})

    assert [row["duty"] for _, rows in listed.context["months"] for row in rows] == [duty]
    assert deed in listed.text
    assert (done.status_code, done.headers["Location"], twice_named.status_code) == (303, address, 404)
    assert [row["duty"] for row in client.get(address).context["settled"]] == [duty]
    assert below.what not in listed.text


def test_the_sub_districts_own_stand_on_no_estates_page_nor_the_areas(court: Court) -> None:
    build.owes_above(court)
    client = signed_in(court.jie)

    pages = [client.get(f"/{where}/duties/").context["months"] for where in ("e/plum", f"tree/{court.area.code}")]

    assert pages == [[], []]


def test_whoever_owes_by_name_says_so_on_its_own_page_and_comes_home(court: Court) -> None:
    duty = build.owes(court, party="", bearer=court.lin)
    address = reverse("duties:discharge", args=["plum", duty.pk])

    seen = signed_in(court.lin).get(address).status_code
    done = signed_in(court.lin).post(address, {"words": "办好了。"})

    assert (seen, done.status_code, done.headers["Location"]) == (200, 303, "/")
