"""My own pages: homes, hats, data, who looked at it, and taking it away."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client
from django.utils.timezone import now

from courtyard.conftest import MONDAY_9AM, PASSWORD, Court
from courtyard.people import chores
from courtyard.people.actions import privacy, tenures
from courtyard.people.models import ERASED_NAME, Attempt, NameCorrection, Office, Person, PrintedCode, Tenure
from courtyard.people.tests import build
from courtyard.people.upkeep import sweep


@pytest.fixture
def lin(client: Client, court: Court) -> Client:
    client.force_login(court.lin)
    return client


def page(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def test_my_page_shows_my_home_and_whether_it_is_confirmed(lin: Client, court: Court) -> None:
    assert "还没确认" in page(lin, "/me/")

    tenures.confirm_tenure(court.lin.tenures.get().pk, by=court.reg, at=now(), how="title_deed")

    assert "已确认" in page(lin, "/me/")


def test_a_hat_is_chosen_and_shown_on_every_page(client: Client, court: Court) -> None:
    office = build.office(court.lin, court.estate.node, Office.Kind.OWNERS_COMMITTEE)
    tenure = court.lin.tenures.get()
    client.force_login(court.lin)

    assert f"office-{office.pk.hex}" not in page(client, "/me/hats/")
    client.post("/me/hats/", {"hat": f"home-{tenure.pk.hex}"})

    assert f"office-{office.pk.hex}" in page(client, "/me/hats/")
    assert client.session["hat"] == f"home-{tenure.pk.hex}"


def test_nobody_puts_on_somebody_elses_hat(lin: Client, court: Court) -> None:
    hat = f"office-{court.reg.offices.get().pk.hex}"

    assert lin.post("/me/hats/", {"hat": hat}).status_code == 404


def test_my_data_tells_who_looked_and_why(lin: Client, court: Court) -> None:
    privacy.unmask(court.lin.pk, court.estate.pk, by=court.reg, at=now(), reason="urgent", words="水管爆了")

    shown = page(lin, "/me/data/")

    assert "桂守册" in shown
    assert "紧急情况要找到人" in shown
    assert "水管爆了" in shown


def test_the_export_has_everything_the_page_has(lin: Client, court: Court) -> None:
    privacy.unmask(court.lin.pk, court.estate.pk, by=court.reg, at=now(), reason="urgent", words="水管爆了")

    answer: dict[str, Any] = lin.get("/me/data/export/").json()

    assert answer["format"] == "courtyard-person/1"
    assert answer["data"]["people.account"][0]["电话"] == "13900000001"
    assert answer["data"]["people.homes"][0]["房屋"] == "梅苑小区 1号楼101室"
    assert answer["data"]["people.lines"][0]["内容"] == "有人查看了姓名、电话和邮箱：紧急情况要找到人。"
    assert answer["looked_at"][0]["words"] == "水管爆了"
    assert {"people.account", "people.homes", "people.offices", "people.corrections", "people.lines"} <= set(
        answer["data"]
    )


def test_contact_is_corrected_on_the_page(lin: Client, court: Court) -> None:
    lin.post("/me/contact/", {"phone": "13811111111", "email": "lin@example.org"})

    court.lin.refresh_from_db()
    assert (court.lin.phone, court.lin.email) == ("13811111111", "lin@example.org")


def test_a_wrong_name_is_told_on_the_page(lin: Client, court: Court) -> None:
    lin.post("/me/name/", {"wanted": "林之秋", "words": "户口本"})
    again = lin.post("/me/name/", {"wanted": "林之秋"})

    assert NameCorrection.objects.get().wanted == "林之秋"
    assert again.status_code == 409


def test_erasing_asks_first_and_says_what_stays(lin: Client, court: Court) -> None:
    assert "业主名册上的姓名" in page(lin, "/me/erase/")
    assert lin.post("/me/erase/", {}).status_code == 422

    response = lin.post("/me/erase/", {"sure": "on"})

    assert response.headers["Location"] == "/erased/"
    assert lin.get("/me/").status_code == 302
    assert Client().post("/sign-in/", {"name": "13900000001", "password": PASSWORD}).status_code == 422
    call_command("verify")


def test_of_a_tenant_nothing_stays_on_the_page(client: Client, court: Court) -> None:
    client.force_login(court.mei)
    assert "业主名册上的姓名" not in page(client, "/me/erase/")

    client.post("/me/erase/", {"sure": "on"})

    assert Person.objects.get(pk=court.mei.pk).name == ERASED_NAME


def test_anybody_reads_what_is_kept_and_how_long(client: Client, court: Court) -> None:
    shown = page(client, "/privacy/")

    assert "试了几次登录" in shown
    assert "政治面貌" in shown


@pytest.mark.parametrize("address", ["/me/", "/me/hats/", "/me/data/", "/me/data/export/", "/me/erase/", "/password/"])
def test_strangers_sign_in_first(client: Client, court: Court, address: str) -> None:
    assert client.get(address).headers["Location"].startswith("/sign-in/?next=")


def queries(client: Client, address: str, django_assert_max_num_queries: Any) -> int:
    client.get(address)  # whatever a process reads once
    with django_assert_max_num_queries(42) as counted:  # one's own data is read from every app
        page(client, address)
    return len(counted)


@pytest.mark.parametrize("address", ["/me/", "/me/data/", "/me/hats/", "/me/data/export/"])
def test_a_page_asks_the_same_for_one_row_and_for_three(
    lin: Client, court: Court, address: str, django_assert_max_num_queries: Any
) -> None:
    def grow(number: int) -> None:
        privacy.unmask(court.lin.pk, court.estate.pk, by=court.reg, at=now(), reason="case")
        home = court.building.homes.get(name=f"10{number}")
        build.tenure(court.lin, home, Tenure.Kind.FAMILY)

    grow(2)
    one = queries(lin, address, django_assert_max_num_queries)
    grow(3)
    grow(4)

    assert queries(lin, address, django_assert_max_num_queries) == one


def test_the_clerk_erases_former_residents_in_time(court: Court) -> None:
    left = build.person("柳先走", court.estate.node)
    tenure = build.tenure(left, court.home, Tenure.Kind.TENANT)
    Tenure.objects.filter(pk=tenure.pk).update(until=(MONDAY_9AM - timedelta(days=3 * 365)).date())

    chores.erase_due(MONDAY_9AM)

    erased = Person.objects.filter(erased_at__isnull=False)
    assert list(erased) == [left]
    call_command("verify")


def test_the_clerk_erases_whom_only_a_home_had_held_back(court: Court) -> None:
    privacy.erase(court.lin, by=court.lin, at=MONDAY_9AM)
    chores.erase_due(MONDAY_9AM)
    assert Person.objects.get(pk=court.lin.pk).name == "林知秋"

    buyer = tenures.Buyer(court.mei)
    tenures.transfer(court.home.pk, by=court.reg, at=MONDAY_9AM, on=MONDAY_9AM.date(), buyers=[buyer])
    chores.erase_due(MONDAY_9AM)

    assert Person.objects.get(pk=court.lin.pk).name == ERASED_NAME


def test_the_clerk_sweeps_what_is_kept_no_longer(court: Court) -> None:
    Attempt.objects.create(key="name:old", since=MONDAY_9AM - timedelta(days=2))
    Attempt.objects.create(key="name:new", since=MONDAY_9AM)
    for days, text in ((91, "old"), (89, "new")):
        ended = MONDAY_9AM - timedelta(days=days)
        PrintedCode.objects.create(
            estate=court.estate, home=court.home, purpose="invite", code_hash=text, printed_at=ended,
            printed_by=court.reg, expires_at=MONDAY_9AM, ended_at=ended,
        )  # fmt: skip

    assert chores.forget(MONDAY_9AM) is False

    assert Attempt.objects.get().key == "name:new"
    assert PrintedCode.objects.get().code_hash == "new"


def test_a_long_sweep_goes_on_in_the_next_round(court: Court, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("courtyard.people.upkeep.BATCH", 2)
    for number in range(3):
        Attempt.objects.create(key=f"name:{number}", since=MONDAY_9AM)

    assert [sweep("attempts", MONDAY_9AM + timedelta(days=1)) for _ in range(2)] == [True, False]
