"""Whoever was signed out while typing, or kept a form open too long, loses nothing they typed."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from courtyard.conftest import Court
from courtyard.web.resume import words

pytestmark = pytest.mark.urls("courtyard.web.tests.specimen")

TYPED = {"words": "三楼灯不亮", "days": ["lamp", "leak"], "password": "my secret"}


def test_signed_out_while_typing_keeps_every_field_but_secrets(client: Client, court: Court) -> None:
    response = client.post("/specimen/mine/", TYPED)

    page = response.content.decode()
    assert response.status_code == 401
    assert '<input type="hidden" name="kept-words" value="三楼灯不亮">' in page
    assert page.count('name="kept-days"') == 2
    assert '<input type="hidden" name="next" value="/specimen/mine/">' in page
    assert "my secret" not in page


def test_photos_cannot_wait_and_the_page_says_so(client: Client, court: Court) -> None:
    response = client.post("/specimen/mine/", {"words": "灯", "photos": SimpleUploadedFile("a.jpg", b"a")})

    assert "请重新选" in response.content.decode()


def test_signing_in_brings_back_what_was_typed_ready_to_send(client: Client, court: Court) -> None:
    carried = {"next": "/specimen/mine/", "kept-words": "三楼灯不亮", "kept-days": ["lamp", "leak"], "files-lost": "1"}

    page = client.post("/specimen/taken-up/", carried).content.decode()

    assert '<form method="post" action="/specimen/mine/">' in page
    assert '<input type="hidden" name="words" value="三楼灯不亮">' in page
    assert page.count('name="days"') == 2
    assert "照片没有跟过来" in page


@pytest.mark.parametrize("back", ["https://elsewhere.example/", "//elsewhere.example/", "specimen/"])
def test_what_was_typed_is_sent_to_our_own_pages_only(client: Client, court: Court, back: str) -> None:
    page = client.post("/specimen/taken-up/", {"next": back, "kept-words": "灯"}).content.decode()

    assert '<form method="post" action="/">' in page


def test_a_form_too_old_is_one_press_from_being_sent(court: Court) -> None:
    client = Client(enforce_csrf_checks=True)

    response = client.post("/specimen/", {"words": "三楼灯不亮"}, headers={"origin": "http://testserver"})

    assert response.status_code == 403
    assert 'name="words" value="三楼灯不亮"' in response.content.decode()


@pytest.mark.parametrize("headers", [{"origin": "https://elsewhere.example"}, {"origin": "null"}, {}])
def test_what_another_site_posts_is_not_one_press_away(court: Court, headers: dict[str, str]) -> None:
    client = Client(enforce_csrf_checks=True)

    response = client.post("/specimen/", {"words": "别人写的"}, headers=headers)

    assert response.status_code == 403
    assert 'name="words"' not in response.content.decode()


def test_a_stranger_opening_a_page_is_asked_to_sign_in_and_comes_back(client: Client, court: Court) -> None:
    response = client.get("/specimen/mine/?group=a&b=c")

    assert response.headers["Location"].endswith("?next=%2Fspecimen%2Fmine%2F%3Fgroup%3Da%26b%3Dc")


def test_only_words_are_shown_back() -> None:
    fields = [
        ("words", "三楼灯不亮"),
        ("id", "0190a0b0-0000-7000-8000-000000000001"),
        ("kind", "lamp"),
        ("next", "去 哪里"),
    ]

    assert words(fields) == ["三楼灯不亮"]
