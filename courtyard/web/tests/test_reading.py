"""How a page is read is remembered on the device: language, text size. And what every page promises."""

import pytest
from django.test import Client

from courtyard.conftest import Court


def test_the_first_language_is_chinese_whatever_the_browser_says(client: Client, court: Court) -> None:
    response = client.get("/verify/", headers={"accept-language": "en-US,en"})

    assert response.headers["Content-Language"] == "zh-hans"


def test_language_and_size_are_remembered(client: Client, court: Court) -> None:
    client.post("/read/language/", {"language": "en", "next": "/verify/"})
    client.post("/read/size/", {"size": "elder", "next": "/verify/"})

    page = client.get("/verify/").content.decode()

    assert '<html lang="en" data-size="elder">' in page


def test_a_stranger_who_only_reads_gets_no_cookie_and_can_still_choose(court: Court) -> None:
    stranger = Client(enforce_csrf_checks=True)
    read = [stranger.get(address) for address in ("/", "/tree/", "/e/plum/", "/privacy/", "/e/none/")]
    assert [dict(page.cookies) for page in read] == [{}] * 5

    stranger.post("/read/language/", {"language": "en", "next": "/tree/"})

    assert '<html lang="en"' in stranger.get("/tree/").text


@pytest.mark.parametrize("back", ["https://elsewhere.example/", "//elsewhere.example/", "javascript:alert(1)"])
def test_nobody_is_sent_elsewhere(client: Client, court: Court, back: str) -> None:
    response = client.post("/read/language/", {"language": "en", "next": back})

    assert response.headers["Location"] == "/"


def test_no_page_allows_inline_script_or_style(client: Client, court: Court) -> None:
    policy = client.get("/verify/").headers["Content-Security-Policy"]

    assert "unsafe" not in policy
    assert "default-src 'none'" in policy


def test_pages_of_somebody_signed_in_stay_in_no_cache(client: Client, court: Court) -> None:
    client.force_login(court.lin)

    kept = [client.get(address).headers["Cache-Control"] for address in ("/", "/verify/", "/me/", "/e/none/")]

    assert kept == ["private, no-store"] * 4


def test_pages_of_strangers_may_be_kept(client: Client, court: Court) -> None:
    response = client.get("/e/plum/")

    assert "Cache-Control" not in response.headers
    assert "Cookie" in response.headers["Vary"]


def test_every_page_of_the_demo_says_that_it_is_invented(client: Client, court: Court) -> None:
    page = client.get("/verify/").content.decode()

    assert page.count("演示：人物、数字和事件都是虚构的。") == 1
