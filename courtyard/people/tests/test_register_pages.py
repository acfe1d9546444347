"""The estate's people for whoever keeps the register: masked, found by room or full name, looked at with a reason."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils.timezone import localdate, now

from courtyard.conftest import Court
from courtyard.people.actions import privacy
from courtyard.people.models import Person, PrintedCode, Tenure
from courtyard.people.tests import build
from courtyard.people.views.codes import qr
from courtyard.trail.models import Line


@pytest.fixture
def reg(client: Client, court: Court) -> Client:
    client.force_login(court.reg)
    return client


def page(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def test_residents_are_listed_masked(reg: Client, court: Court) -> None:
    shown = page(reg, "/e/plum/people/")

    assert "林＊＊" in shown
    assert "139＊＊＊＊0001" in shown
    assert "林知秋" not in shown
    assert "13900000001" not in shown


@pytest.mark.parametrize(("words", "found"), [("101", True), ("林知秋", True), ("林", False), ("102", False)])
def test_they_are_found_by_room_or_full_name_only(reg: Client, court: Court, words: str, found: bool) -> None:
    assert ("林＊＊" in page(reg, f"/e/plum/people/?q={words}")) is found


@pytest.mark.parametrize("name", ["lin", "yan", "zhu", "bai", "jie", "shi", "far"])
@pytest.mark.parametrize("place", ["people/", "letters/", "people/{lin}/"])
def test_for_everybody_else_there_is_no_such_page(client: Client, court: Court, name: str, place: str) -> None:
    client.force_login(getattr(court, name))

    assert client.get(f"/e/plum/{place.format(lin=court.lin.pk)}").status_code == 404


def test_the_list_goes_on_page_by_page(reg: Client, court: Court, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("courtyard.people.queries.RESIDENTS_A_PAGE", 1)
    first = page(reg, "/e/plum/people/")
    after = first.split("?after=")[1].split('"')[0]

    second = page(reg, f"/e/plum/people/?after={after}")

    assert ("林＊＊" in first, "梅＊＊" in first) == (True, False)
    assert ("林＊＊" in second, "梅＊＊" in second) == (False, True)
    assert page(reg, "/e/plum/people/?after=nonsense")


def test_a_look_is_shown_once_and_is_on_record(reg: Client, court: Court) -> None:
    address = f"/e/plum/people/{court.lin.pk}/"
    assert "13900000001" not in page(reg, address)

    shown = reg.post(f"{address}unmask/", {"reason": "case", "words": "2606-0137"}).content.decode()

    assert "13900000001" in shown
    assert Line.objects.get().whom == court.lin.pk
    assert "13900000001" not in page(reg, address)


def test_whoever_asks_for_another_name_stays_masked_until_somebody_looks(reg: Client, court: Court) -> None:
    privacy.ask_name_correction(court.lin.pk, by=court.lin, at=now(), wanted="林之秋")
    address = f"/e/plum/people/{court.lin.pk}/"

    before = page(reg, address)
    looked = reg.post(f"{address}unmask/", {"reason": "register"}).content.decode()

    assert ("林知秋" in before, "林之秋" in before) == (False, True)
    assert "林知秋" in looked


def test_without_a_reason_nothing_is_shown(reg: Client, court: Court) -> None:
    response = reg.post(f"/e/plum/people/{court.lin.pk}/unmask/", {"words": "…"})

    assert response.status_code == 422
    assert "13900000001" not in response.content.decode()
    assert not Line.objects.exists()


def test_letters_for_a_building_are_printed_on_one_page(reg: Client, court: Court) -> None:
    until = (localdate() + timedelta(days=30)).isoformat()

    response = reg.post("/e/plum/letters/", {"building": court.building.pk, "rooms": "101，102", "until": until})

    shown = response.content.decode()
    assert shown.count("<article") == 2
    assert shown.count("<svg") >= 2
    assert "style=" not in shown
    assert response.headers["Cache-Control"].startswith("max-age=0, no-cache, no-store")
    assert PrintedCode.objects.count() == 2


@pytest.mark.parametrize("change", [{"rooms": "909"}, {"until": "2020-01-01"}, {"building": "nonsense"}])
def test_letters_that_cannot_be_are_said_on_the_form(reg: Client, court: Court, change: dict[str, str]) -> None:
    given = {"building": str(court.building.pk), "rooms": "101", "until": (localdate() + timedelta(days=9)).isoformat()}

    response = reg.post("/e/plum/letters/", given | change)

    assert response.status_code == 422
    assert not PrintedCode.objects.exists()


def test_a_new_code_is_printed_at_the_counter(reg: Client, court: Court) -> None:
    response = reg.post(f"/e/plum/people/{court.lin.pk}/code/", {"identity_seen": "id_card"})

    assert "登录码" in response.content.decode()
    assert PrintedCode.objects.get().person == court.lin


def test_the_counter_has_no_form_for_an_officers_code(reg: Client, court: Court) -> None:
    assert reg.post(f"/e/plum/people/{court.yan.pk}/code/", {}).status_code == 403


def test_the_counter_must_say_which_document_it_saw(reg: Client, court: Court) -> None:
    assert reg.post(f"/e/plum/people/{court.lin.pk}/code/", {}).status_code == 422
    assert not PrintedCode.objects.exists()


def test_a_tenure_is_confirmed_settled_and_ended_on_its_pages(reg: Client, court: Court) -> None:
    second = build.tenure(court.mei, court.home, Tenure.Kind.CO_OWNER)
    address = f"/e/plum/tenures/{second.pk}"

    reg.post(f"{address}/confirm/", {"how": "title_deed"})
    reg.post(f"{address}/votes/")
    reg.post(f"{address}/end/", {"until": localdate().isoformat()})

    second.refresh_from_db()
    assert (second.confirmed_by, second.votes, second.until) == (court.reg, True, localdate())


def test_a_keepers_own_home_is_confirmed_and_settled_by_others(reg: Client, court: Court) -> None:
    own = build.tenure(court.reg, court.home, Tenure.Kind.CO_OWNER)

    shown = page(reg, f"/e/plum/people/{court.reg.pk}/")
    answers = [reg.get(f"/e/plum/tenures/{own.pk}/confirm/"), reg.post(f"/e/plum/tenures/{own.pk}/votes/")]

    assert [address for address in ("confirm", "votes") if f"{own.pk}/{address}/" in shown] == []
    assert [answer.status_code for answer in answers] == [403, 403]


def test_an_end_before_the_beginning_is_said_on_the_form(reg: Client, court: Court) -> None:
    response = reg.post(f"/e/plum/tenures/{court.lin.tenures.get().pk}/end/", {"until": "2019-01-01"})

    assert response.status_code == 422
    assert "不能早于" in response.content.decode()


def test_somebody_moves_in(reg: Client, court: Court) -> None:
    home = court.building.homes.get(name="103")
    given = {"name": "柳新来", "phone": "", "kind": "tenant", "since": "2026-06-01"}

    reg.post(f"/e/plum/homes/{home.pk}/move-in/", given)

    assert Tenure.objects.get(home=home).person.name == "柳新来"


def test_a_name_is_corrected_on_the_page(reg: Client, court: Court) -> None:
    correction = privacy.ask_name_correction(court.lin.pk, by=court.lin, at=now(), wanted="林之秋")
    assert "等着更正的姓名" in page(reg, "/e/plum/people/")
    assert "林之秋" in page(reg, f"/e/plum/people/{court.lin.pk}/")

    reg.post(f"/e/plum/names/{correction.pk}/", {"agree": "yes"})

    assert Person.objects.get(pk=court.lin.pk).name == "林之秋"


def test_another_estates_people_are_not_found_here(reg: Client, court: Court) -> None:
    Person.objects.filter(pk=court.far.pk).update(node=court.other.node)

    assert reg.get(f"/e/plum/people/{court.far.pk}/").status_code == 404
    assert reg.post(f"/e/plum/tenures/{court.far.tenures.get().pk}/confirm/", {"how": "known"}).status_code == 404


def test_the_qr_code_has_no_style() -> None:
    assert "style" not in qr("http://testserver/sign-in/code/?code=K7M294TXPW3H")


@pytest.mark.parametrize("address", ["/e/plum/people/", "/e/plum/people/{lin}/"])
def test_a_page_asks_the_same_for_one_row_and_for_three(
    reg: Client, court: Court, address: str, django_assert_max_num_queries: Any
) -> None:
    address = address.format(lin=court.lin.pk)
    page(reg, address)
    with django_assert_max_num_queries(40) as one:
        page(reg, address)
    for number in (3, 4):
        build.tenure(court.lin, court.building.homes.get(name=f"10{number}"), Tenure.Kind.FAMILY)
        build.tenure(build.person(f"柳{number}", court.estate.node), court.home, Tenure.Kind.FAMILY)

    with django_assert_max_num_queries(40) as three:
        page(reg, address)

    assert len(three) == len(one)
