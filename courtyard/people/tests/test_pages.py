"""The pages of signing in: by password, by letter, by e-mail; friendly refusals; nothing typed is lost."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils.timezone import now

from courtyard.conftest import PASSWORD, Court
from courtyard.people.actions import codes
from courtyard.people.models import Attempt, Person, PrintedCode, Tenure
from courtyard.people.tests import build
from courtyard.trail.models import Line

NEW = "梅花开了八朵又两朵"
PHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0)"


def sign_in(client: Client, **fields: str) -> Any:
    return client.post("/sign-in/", {"name": "13900000001", "password": PASSWORD, **fields})


def letter(court: Court) -> codes.Letter:
    return codes.print_letters(
        court.estate.pk, by=court.reg, at=now(), homes=[court.home.pk], until=now() + timedelta(days=30)
    )[0]


def without_account(court: Court) -> Tenure:
    return build.tenure(build.person("桂芳华", court.estate.node), court.home, Tenure.Kind.CO_OWNER)


def test_the_page_offers_password_letter_and_help(client: Client, court: Court) -> None:
    page = client.get("/sign-in/?next=/e/plum/").content.decode()

    assert "手机号或电子邮箱" in page
    assert "我有纸上的登录码" in page
    assert "1号楼底层" in page
    assert '<input type="hidden" name="next" value="/e/plum/">' in page


def test_signing_in_leads_where_one_was_going(client: Client, court: Court) -> None:
    response = client.post(
        "/sign-in/?next=/me/", {"name": "139 0000 0001", "password": PASSWORD}, headers={"user-agent": PHONE}
    )

    assert response.headers["Location"] == "/me/"
    assert client.get("/me/").status_code == 200
    assert Line.objects.get().fields == {"how": "password", "device": "phone"}


@pytest.mark.parametrize("back", ["https://elsewhere.example/", "//elsewhere.example/", "javascript:alert(1)"])
def test_nobody_is_led_elsewhere(client: Client, court: Court, back: str) -> None:
    assert sign_in(client, next=back).headers["Location"] == reverse("front:home")


@pytest.mark.parametrize("fields", [{"password": "wrong"}, {"name": "13999999999"}])
def test_a_wrong_name_and_a_wrong_password_get_one_answer(client: Client, court: Court, fields: dict[str, str]) -> None:
    response = sign_in(client, **fields)

    assert response.status_code == 422
    assert "登录名和密码对不上" in response.content.decode()
    assert PASSWORD not in response.content.decode()
    assert not Line.objects.exists()


def test_the_session_begins_anew(client: Client, court: Court) -> None:
    client.get("/sign-in/")
    before = client.session.session_key

    sign_in(client)

    assert client.session.session_key != before


def test_guessing_a_password_ends_with_a_friendly_page(client: Client, court: Court) -> None:
    for _ in range(10):
        sign_in(client, password="wrong")

    response = sign_in(client)

    assert response.status_code == 429
    assert "请过15分钟再试" in response.content.decode()


def test_one_slip_less_and_the_right_password_still_opens(client: Client, court: Court) -> None:
    for _ in range(9):
        sign_in(client, password="wrong")

    assert sign_in(client).status_code == 302
    assert not Attempt.objects.filter(key__startswith="name:").exists()


def test_what_was_being_written_is_still_there(client: Client, court: Court) -> None:
    response = sign_in(client, **{"next": "/e/plum/cases/file/", "kept-words": "三楼灯不亮"})

    page = response.content.decode()
    assert '<form method="post" action="/e/plum/cases/file/">' in page
    assert 'name="words" value="三楼灯不亮"' in page


def test_it_is_still_there_after_a_wrong_password(client: Client, court: Court) -> None:
    response = sign_in(client, **{"password": "wrong", "kept-words": "三楼灯不亮"})

    assert 'name="kept-words" value="三楼灯不亮"' in response.content.decode()


def test_language_and_large_text_follow_to_another_device(client: Client, court: Court) -> None:
    client.cookies["language"], client.cookies["size"] = "en", "elder"
    sign_in(client)

    other = Client()
    sign_in(other)

    assert (other.cookies["language"].value, other.cookies["size"].value) == ("en", "elder")


def test_signing_out(client: Client, court: Court) -> None:
    client.force_login(court.lin)

    response = client.post("/sign-out/")

    assert response.headers["Location"] == "/sign-in/"
    assert client.get("/me/").status_code == 302


def test_the_letter_brings_an_old_person_in(client: Client, court: Court) -> None:
    tenure, code = without_account(court), letter(court).code
    client.get(f"/sign-in/code/?code={code}")
    assert code in client.get("/sign-in/code/").content.decode()

    client.post("/sign-in/code/", {"code": code.lower()})
    page = client.get("/sign-in/welcome/").content.decode()
    assert "桂＊＊，共有人" in page
    assert "桂芳华" not in page
    response = client.post(
        "/sign-in/welcome/",
        {"who": tenure.pk.hex, "name": "桂芳华", "sign_in_name": "桂奶奶", "password": NEW},
    )

    assert response.status_code == 302
    assert client.get("/me/").status_code == 200
    assert sign_in(Client(), name="桂 奶奶", password=NEW).status_code == 302


def test_an_old_person_without_a_telephone_needs_no_name_and_no_password(client: Client, court: Court) -> None:
    tenure, code = without_account(court), letter(court).code
    client.post("/sign-in/code/", {"code": code})

    client.post("/sign-in/welcome/", {"who": tenure.pk.hex, "name": "桂 芳华"})

    assert "只用纸上的登录码" in client.get("/me/").content.decode()


def test_a_tenant_comes_in_who_is_not_on_the_list(client: Client, court: Court) -> None:
    client.post("/sign-in/code/", {"code": letter(court).code})

    client.post("/sign-in/welcome/", {"who": "tenant", "name": "柳新来", "sign_in_name": "", "password": ""})

    assert Tenure.objects.get(person__name="柳新来").kind == Tenure.Kind.TENANT


@pytest.mark.parametrize("name", ["林知秋", "桂芳", ""])
def test_another_name_than_the_registers_does_not_come_in(client: Client, court: Court, name: str) -> None:
    tenure, code = without_account(court), letter(court).code
    client.post("/sign-in/code/", {"code": code})

    response = client.post("/sign-in/welcome/", {"who": tenure.pk.hex, "name": name})

    assert response.status_code == 422
    assert PrintedCode.objects.get().used_at is None


def test_a_letter_does_not_take_over_an_account(client: Client, court: Court) -> None:
    client.post("/sign-in/code/", {"code": letter(court).code})
    tenure = court.lin.tenures.get()

    response = client.post(
        "/sign-in/welcome/", {"who": tenure.pk.hex, "name": "林知秋", "sign_in_name": "x2", "password": NEW}
    )

    assert "这位已经能登录了" in response.content.decode()
    court.lin.refresh_from_db()
    assert court.lin.check_password(PASSWORD)


def test_a_typing_mistake_is_told_and_counts_as_no_attempt(client: Client, court: Court) -> None:
    code = letter(court).code
    wrong = code[:-1] + ("2" if code[-1] != "2" else "3")

    response = client.post("/sign-in/code/", {"code": wrong})

    assert response.status_code == 422
    assert not Attempt.objects.exists()


def test_guessing_codes_ends(client: Client, court: Court) -> None:
    code = letter(court).code
    PrintedCode.objects.update(used_at=now())

    statuses = [client.post("/sign-in/code/", {"code": code}).status_code for _ in range(31)]

    assert statuses == [422] * 30 + [429]


def test_a_used_code_opens_nothing(client: Client, court: Court) -> None:
    tenure, code = without_account(court), letter(court).code
    client.post("/sign-in/code/", {"code": code})
    client.post("/sign-in/welcome/", {"who": tenure.pk.hex, "name": "桂芳华"})

    response = Client().post("/sign-in/code/", {"code": code})

    assert "已经打不开了" in response.content.decode()


def test_without_a_code_there_is_no_welcome(client: Client, court: Court) -> None:
    assert client.get("/sign-in/welcome/").headers["Location"] == "/sign-in/code/"


def test_a_code_from_the_counter_gives_a_new_password(client: Client, court: Court) -> None:
    printed = codes.print_reset(court.lin.pk, court.estate.pk, by=court.reg, at=now(), identity_seen="id_card")
    client.post("/sign-in/code/", {"code": printed.code})
    assert "林＊＊" in client.get("/sign-in/welcome/").content.decode()

    client.post("/sign-in/welcome/", {"sign_in_name": "", "password": NEW})

    assert sign_in(Client(), password=NEW).status_code == 302


def with_email(court: Court) -> Person:
    return build.person("榕书信", court.estate.node, email="rong@example.org", password=PASSWORD)


def link() -> str:
    found = re.search(r"http://testserver(/\S+)", str(mail.outbox[0].body))
    assert found
    return found[1]


def test_a_link_by_e_mail_gives_a_new_password_once(client: Client, court: Court) -> None:
    rong = with_email(court)
    client.post("/password/forgot/", {"email": "Rong@example.org"})
    address = link()

    response = client.post(address, {"password": NEW})

    rong.refresh_from_db()
    assert rong.check_password(NEW)
    assert response.status_code == 302
    assert client.get("/me/").status_code == 200
    assert Client().get(address).status_code == 410


def test_the_link_ends_after_an_hour(client: Client, court: Court, monkeypatch: pytest.MonkeyPatch) -> None:
    with_email(court)
    client.post("/password/forgot/", {"email": "rong@example.org"})
    later = now().replace(tzinfo=None) + timedelta(hours=9, minutes=1)

    monkeypatch.setattr("courtyard.people.mail.tokens._now", lambda: later)

    assert client.get(link()).status_code == 410


def test_the_answer_is_the_same_whether_anybody_has_the_address(client: Client, court: Court) -> None:
    with_email(court)

    pages = [
        client.post("/password/forgot/", {"email": address}).content.decode().replace(address, "…")
        for address in ("rong@example.org", "nobody@example.org")
    ]

    assert without_token(pages[0]) == without_token(pages[1])
    assert len(mail.outbox) == 1


def without_token(page: str) -> str:
    return re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", page)


def test_the_e_mail_is_in_the_readers_language(client: Client, court: Court) -> None:
    Person.objects.filter(pk=with_email(court).pk).update(language="en")

    client.post("/password/forgot/", {"email": "rong@example.org"})

    assert mail.outbox[0].subject == "Choose a new password"


@pytest.mark.parametrize("address", ["rong@example.org", "nobody@example.org"])
def test_a_mail_server_that_is_down_is_said_plainly(
    client: Client, court: Court, monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    with_email(court)

    def down(self: object) -> None:
        raise ConnectionRefusedError

    monkeypatch.setattr("django.core.mail.backends.locmem.EmailBackend.open", down)
    response = client.post("/password/forgot/", {"email": address})

    assert response.status_code == 503
    assert "现在发不出邮件" in response.content.decode()


def test_links_are_not_sent_without_end(client: Client, court: Court) -> None:
    with_email(court)

    statuses = [client.post("/password/forgot/", {"email": "rong@example.org"}).status_code for _ in range(6)]

    assert statuses == [200] * 5 + [429]
    assert len(mail.outbox) == 5


def test_changing_the_password_keeps_this_device_and_signs_out_others(client: Client, court: Court) -> None:
    other = Client()
    for device in (client, other):
        sign_in(device)

    client.post("/password/", {"now": PASSWORD, "password": NEW})

    assert client.get("/me/").status_code == 200
    assert other.get("/me/").status_code == 302


def test_the_old_password_is_asked_for(client: Client, court: Court) -> None:
    client.force_login(court.lin)

    response = client.post("/password/", {"now": "wrong", "password": NEW})

    assert response.status_code == 422
    assert NEW not in response.content.decode()


def test_another_name_to_sign_in_with(client: Client, court: Court) -> None:
    client.force_login(court.lin)

    taken = client.post("/me/sign-in-name/", {"sign_in_name": "13900000002"})
    changed = client.post("/me/sign-in-name/", {"sign_in_name": "13812345678"})

    assert (taken.status_code, changed.status_code) == (422, 302)
    assert sign_in(Client(), name="13812345678").status_code == 302
    assert sign_in(Client()).status_code == 422
