"""The offices of a place, as pages: seen by those who appoint or serve there, changed by those who appoint."""

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.test import Client
from django.urls import reverse
from django.utils.timezone import localdate, now

from courtyard.conftest import Court
from courtyard.people.actions.officers import add_officer
from courtyard.people.models import CLERK, Office, Person, PrintedCode
from courtyard.people.standing import standing
from courtyard.places.models import Node
from courtyard.trail.models import Line

PLUM = "/tree/plum/offices/"


def signed_in(person: Person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def given(**more: str) -> dict[str, str]:
    return {"kind": "company_worker", "since": localdate().isoformat(), "name": "", "sign_in_name": "", **more}


def test_the_residents_committee_appoints_somebody_new_who_comes_in_with_a_code(court: Court) -> None:
    desk = signed_in(court.desk)

    sent = desk.post(PLUM + "appoint/", given(name="杨师傅", phone="13900000077"))
    worker = Office.objects.get(person__name="杨师傅")
    letter = desk.post(f"{PLUM}{worker.pk}/code/", {"identity_seen": "appointment"})

    assert (sent.status_code, sent["Location"]) == (302, PLUM)
    assert "杨师傅" in desk.get(PLUM).text
    stranger = Client()
    came = stranger.post("/sign-in/code/", {"code": code_on(letter.text)})
    done = stranger.post(came["Location"], {"sign_in_name": "yangshifu", "password": "xiu-shui-guan-2026"})
    assert done.status_code == 302
    worker.person.refresh_from_db()
    assert worker.person.has_account


def code_on(page: str) -> str:
    return page.partition('receipt block">')[2].partition("<")[0]


def test_whoever_signs_in_already_is_appointed_by_that_name(court: Court) -> None:
    signed_in(court.desk).post(PLUM + "appoint/", given(kind="owners_committee", sign_in_name="139 0000 0002"))

    assert standing(court.mei).holds((Office.Kind.OWNERS_COMMITTEE,), court.estate.node, now())


@pytest.mark.parametrize(
    "wrong",
    [
        {},
        {"name": "杨师傅", "sign_in_name": "13900000002"},
        {"sign_in_name": "nobody@example.org"},
        {"name": "杨师傅", "kind": "city"},
        {"name": "杨师傅", "since": "gestern"},
        {"name": "杨师傅", "until": "2001-01-01"},
    ],
)
def test_what_cannot_be_used_is_said_and_what_was_typed_stays(court: Court, wrong: dict[str, str]) -> None:
    before = (Office.objects.count(), Person.objects.count())

    shown = signed_in(court.desk).post(PLUM + "appoint/", given(**wrong))

    assert shown.status_code == 422
    assert all(typed in shown.text for key, typed in wrong.items() if key in ("name", "sign_in_name"))
    assert (Office.objects.count(), Person.objects.count()) == before


def test_today_stands_in_the_form_as_browsers_read_it(court: Court) -> None:
    assert f'value="{localdate().isoformat()}"' in signed_in(court.desk).get(PLUM + "appoint/").text


@pytest.mark.parametrize("who", ["lin", "mei", "far"])
def test_residents_do_not_find_the_offices(court: Court, who: str) -> None:
    assert signed_in(getattr(court, who)).get(PLUM).status_code == 404


@pytest.mark.parametrize(("who", "kinds"), [("zhu", ["company_worker"]), ("bai", []), ("yan", [])])
def test_whom_one_may_appoint_is_offered(court: Court, who: str, kinds: list[str]) -> None:
    client = signed_in(getattr(court, who))

    assert client.get(PLUM).status_code == 200
    page = client.get(PLUM + "appoint/")

    assert page.status_code == (200 if kinds else 404)
    if kinds:
        assert [key for key, _ in page.context["form"].fields["kind"].choices] == kinds


def test_an_office_ends_on_a_day_and_stays_in_the_list(court: Court) -> None:
    office = Office.objects.get(person=court.bai)
    desk = signed_in(court.desk)

    sent = desk.post(f"{PLUM}{office.pk}/end/", {"until": localdate().isoformat()})

    assert sent["Location"] == PLUM
    assert not standing(Person.objects.get(pk=court.bai.pk)).offices_on(localdate())
    assert [one.person for one in desk.get(PLUM).context["former"]] == [court.bai]


def test_the_holder_lays_it_down_and_nobody_else_ends_it(court: Court) -> None:
    office = Office.objects.get(person=court.zhu)
    address = f"{PLUM}{office.pk}/end/"

    assert signed_in(court.yan).post(address, {"until": localdate().isoformat()}).status_code == 404
    assert signed_in(court.zhu).post(address, {"until": localdate().isoformat()})["Location"] == "/me/"


@pytest.mark.parametrize(("who", "whose", "status"), [("reg", "zhu", 404), ("jie", "desk", 200), ("desk", "desk", 404)])
def test_an_officers_code_is_printed_by_whoever_appoints(court: Court, who: str, whose: str, status: int) -> None:
    office = Office.objects.get(person=getattr(court, whose))
    address = reverse("people:print_code", args=[office.node.code, office.pk])

    sent = signed_in(getattr(court, who)).post(address, {"identity_seen": "id_card"})

    assert sent.status_code == status
    assert PrintedCode.objects.count() == (status == 200)


def test_a_convenor_does_not_print_the_code_of_another_convenor(court: Court) -> None:
    one, other = (
        add_officer(court.area.pk, name=name, kind=Office.Kind.CONVENOR, since=localdate(), by=court.jie, at=now())
        for name in ("梅召集", "兰召集")
    )
    address = reverse("people:print_code", args=[court.area.code, other.offices.get().pk])

    assert signed_in(one).post(address, {"identity_seen": "id_card"}).status_code == 404
    assert signed_in(court.jie).post(address, {"identity_seen": "id_card"}).status_code == 200


def test_an_office_is_found_in_its_own_place_only(court: Court) -> None:
    office = Office.objects.get(person=court.shi)

    assert signed_in(court.desk).get(f"{PLUM}{office.pk}/end/").status_code == 404


def test_a_city_begins_with_its_first_officer(db: None, capsys: pytest.CaptureFixture[str]) -> None:
    call_command("begin", code="310000", city="上海市", officer="范城明")
    call_command("begin", code="310000", city="上海市", officer="范城明")

    office = Office.objects.get()
    assert (office.node.name, office.kind, office.person.name) == ("上海市", "city", "范城明")
    assert Node.objects.count() == 1
    codes = capsys.readouterr().out.splitlines()
    opens = [Client().post("/sign-in/code/", {"code": line.split(" with ")[1].split(",")[0]}) for line in codes]
    assert [answer.status_code for answer in opens] == [422, 302]
    assert {line.by for line in Line.objects.all()} == {CLERK.pk}


def test_a_city_needs_a_code(db: None) -> None:
    with pytest.raises(CommandError):
        call_command("begin", code="上海", city="上海市", officer="范城明")

    assert not Node.objects.exists()
    assert not Line.objects.exists()
