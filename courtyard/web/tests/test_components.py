"""Every component in a real browser: well made on phone and desk, in large text, in black and white; and its script."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from courtyard.conftest import Court
from courtyard.web.tests.browser import DESK, PHONE, Visit, become, faults, overflow

pytestmark = [pytest.mark.browser, pytest.mark.urls("courtyard.web.tests.specimen")]

PIXEL = bytes.fromhex("47494638396101000100800000000000ffffff2c00000000010001000002024401003b")


@pytest.mark.parametrize(("width", "language", "large"), [(PHONE, "zh-hans", True), (DESK, "en", False)])
def test_components_are_well_made(visit: Visit, court: Court, width: int, language: str, large: bool) -> None:
    page = visit("/specimen/", width=width, language=language, large=large)

    assert (faults(page), overflow(page)) == ([], 0)


@pytest.mark.parametrize("js", [True, False])
def test_errors_stand_on_top_and_lead_to_their_fields(visit: Visit, court: Court, js: bool) -> None:
    page = visit("/specimen/", js=js)
    _send(page)

    summary = page.get_by_role("heading", name="有2处要再看看")
    page.locator(".errors a", has_text="哪里坏了").click()

    expect(summary).to_be_visible()
    expect(page.get_by_label("哪里坏了")).to_be_focused()


def test_errors_are_well_made(visit: Visit, court: Court) -> None:
    page = visit("/specimen/")
    _send(page)

    assert faults(page) == []


def test_what_was_typed_outlives_a_closed_page_until_it_is_sent(visit: Visit, court: Court) -> None:
    page = visit("/specimen/")
    page.get_by_label("哪里坏了").fill("三楼灯不亮")
    page.get_by_label("漏水").first.check()
    page.reload()

    expect(page.get_by_label("哪里坏了")).to_have_value("三楼灯不亮")
    expect(page.get_by_role("radio", name="漏水")).to_be_checked()

    _send(page)
    expect(page).to_have_url(re.compile("/verify/$"))
    page.goto(page.url.replace("/verify/", "/specimen/"))

    expect(page.get_by_label("哪里坏了")).to_have_value("")


def test_a_refused_form_keeps_its_draft(visit: Visit, court: Court) -> None:
    page = visit("/specimen/")
    page.get_by_label("哪里坏了").fill("三楼灯不亮")
    _send(page)
    page.goto(page.url)

    expect(page.get_by_label("哪里坏了")).to_have_value("三楼灯不亮")


def test_a_draft_is_its_writers_alone(visit: Visit, court: Court) -> None:
    page = visit("/specimen/", as_=court.lin)
    page.get_by_label("哪里坏了").fill("三楼灯不亮")

    become(page.context, court.mei, page.url.removesuffix("specimen/"))
    page.goto(page.url)

    expect(page.get_by_label("哪里坏了")).to_have_value("")


def test_the_password_is_shown_on_demand(visit: Visit, court: Court) -> None:
    page = visit("/specimen/")
    page.get_by_role("button", name="显示").click()

    expect(page.get_by_label("密码")).to_have_attribute("type", "text")


def test_photographs_are_seen_before_they_are_sent(visit: Visit, court: Court, tmp_path: Path) -> None:
    photo = tmp_path / "灯.gif"
    photo.write_bytes(PIXEL)
    page = visit("/specimen/")

    page.get_by_label("照片").set_input_files(photo)

    expect(page.get_by_role("img", name="灯.gif")).to_have_js_property("naturalWidth", 1)


def test_keys_walk_the_queue_and_can_be_turned_off(visit: Visit, court: Court) -> None:
    page = visit("/specimen/", width=DESK)

    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("k")
    expect(page.get_by_role("link", name="东门道闸")).to_be_focused()

    page.get_by_label("用键盘上下走").uncheck()
    page.keyboard.press("Tab")
    page.keyboard.press("j")
    expect(page.get_by_role("link", name="信箱锁")).not_to_be_focused()


def test_two_clicks_send_once(visit: Visit, court: Court) -> None:
    page = visit("/specimen/")
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.url) if request.method == "POST" else None)
    page.get_by_label("哪里坏了").fill("三楼灯不亮")
    page.get_by_role("radio", name="漏水").check()

    page.get_by_role("button", name="报上去").dblclick()
    expect(page).to_have_url(re.compile("/verify/$"))

    assert len(sent) == 1


def _send(page: Page) -> None:
    """Past the browser's own check, so that the server's is seen; until the answer is there with its scripts run."""
    page.evaluate("document.querySelector('form[data-draft]').noValidate = true")
    with page.expect_navigation():
        page.get_by_role("button", name="报上去").click()
