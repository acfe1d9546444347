"""Refusals are pages a person can read, in their language, with what they typed still there."""

import re

import pytest
from django.test import Client
from django.utils.translation import override

from courtyard.conftest import Court
from courtyard.core.books.refusals import UnknownAccount
from courtyard.core.rulebook import Named
from courtyard.web.refusals import told

pytestmark = pytest.mark.urls("courtyard.web.tests.specimen")


def heading(content: bytes) -> str:
    found = re.search(r"<h1>(.*?)</h1>", content.decode())
    return found[1] if found else ""


@pytest.mark.parametrize(
    ("status", "chinese", "english"),
    [
        (403, "这件事不归您办", "You cannot do this"),
        (409, "这一步没有办成", "This was not done"),
        (413, "太大了", "This is too large"),
        (422, "这样还不能用", "This needs to be corrected first"),
        (429, "请稍等一会儿", "Please wait a moment"),
    ],
)
def test_every_refusal_is_said_in_both_languages(
    client: Client, court: Court, status: int, chinese: str, english: str
) -> None:
    in_chinese = client.get(f"/specimen/refuse/{status}/")
    client.cookies["language"] = "en"
    in_english = client.get(f"/specimen/refuse/{status}/")

    assert (in_chinese.status_code, heading(in_chinese.content)) == (status, chinese)
    assert (in_english.status_code, heading(in_english.content)) == (status, english)


@pytest.mark.parametrize(("language", "words"), [("zh-hans", "这里没有您要找的"), ("en", "Not found")])
def test_a_page_that_is_not_there_is_said_kindly(client: Client, court: Court, language: str, words: str) -> None:
    client.cookies["language"] = language

    response = client.get("/nowhere/")

    assert (response.status_code, heading(response.content)) == (404, words)


def test_a_refused_form_hands_back_the_words(client: Client, court: Court) -> None:
    response = client.post("/specimen/refuse/409/", {"words": "三楼灯不亮 <b>", "id": "0190", "password": "my secret"})

    page = response.content.decode()
    assert '<p class="typed mt-2" dir="auto">三楼灯不亮 &lt;b&gt;</p>' in page
    assert "my secret" not in page


def test_an_address_for_forms_says_so_when_it_is_opened(client: Client, court: Court) -> None:
    response = client.get("/read/size/")

    assert (response.status_code, heading(response.content)) == (405, "不能这样打开")
    assert response.headers["Allow"] == "POST"


def test_a_break_down_is_said_in_both_languages_with_a_number_that_stands_in_the_log(
    client: Client, court: Court, caplog: pytest.LogCaptureFixture
) -> None:
    client.raise_request_exception = False

    response = client.get("/specimen/break/")

    page, [reference] = response.content.decode(), re.findall(r"Reference (\w+)", caplog.text)
    assert response.status_code == 500
    assert page.count(reference) == 2
    assert ("没有办成" in page, "was not completed" in page) == (True, True)


def test_part_of_a_page_gets_the_sentence_alone(client: Client, court: Court) -> None:
    response = client.post("/specimen/refuse/409/", headers={"hx-request": "true"})

    assert (response.status_code, response.headers["HX-Retarget"]) == (409, "#said")
    assert "<html" not in response.content.decode()


def test_a_program_gets_the_sentence_as_data(client: Client, court: Court) -> None:
    response = client.get("/specimen/refuse/429/", headers={"accept": "application/json"})

    assert response.json() == {"refused": "试的次数太多了。请过5分钟再试。", "status": 429}


@pytest.mark.parametrize("fields", [{"words": "好" * 400_000}, {f"f{n}": "1" for n in range(2_001)}])
def test_a_form_larger_than_any_of_ours_is_too_large(client: Client, court: Court, fields: dict[str, str]) -> None:
    body = "&".join(f"{name}={value}" for name, value in fields.items())

    response = client.post("/specimen/", body, content_type="application/x-www-form-urlencoded")

    assert (response.status_code, heading(response.content)) == (413, "太大了")


def test_an_upload_over_the_limit_never_reaches_the_view(client: Client, court: Court, settings: object) -> None:
    settings.UPLOAD_BYTES_MAX = 1000  # type: ignore[attr-defined]
    body = (
        b'--x\r\nContent-Disposition: form-data; name="photos"; filename="a.jpg"\r\n\r\n' + b"a" * 2000 + b"\r\n--x--"
    )

    response = client.generic("POST", "/specimen/", body, content_type="multipart/form-data; boundary=x")

    assert (response.status_code, heading(response.content)) == (413, "太大了")


def test_a_name_we_do_not_answer_to_is_refused_in_one_line(client: Client, court: Court) -> None:
    response = client.get("/verify/", headers={"host": "evil.example"})

    assert (response.status_code, "COURTYARD_HOSTS" in response.content.decode()) == (400, True)


@pytest.mark.parametrize("address", ["/specimen/", "/nowhere/"])
def test_the_way_back_leads_to_pages_of_ours_only(client: Client, court: Court, address: str) -> None:
    ours = client.get("/nowhere/", headers={"referer": "http://testserver/specimen/"}).content.decode()
    theirs = client.get("/nowhere/", headers={"referer": f"https://elsewhere.example{address}"}).content.decode()

    assert ('href="http://testserver/specimen/"' in ours, "elsewhere.example" in theirs) == (True, False)


def test_what_a_rulebook_calls_something_is_said_in_the_readers_language() -> None:
    refusal = UnknownAccount(account=Named("公共收益结余", "public revenue kept"))

    with override("zh-hans"):
        assert told(refusal) == "账上没有“公共收益结余”这个科目。"
    with override("en"):
        assert told(refusal) == str(refusal) == "The books have no account “public revenue kept”."
